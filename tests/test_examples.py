"""Every example runs as a reader would run it, warns of nothing, and says what it is there to say."""

from __future__ import annotations

import contextlib
import io
import json
import os
import runpy
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import basegov as bg

EXAMPLES = Path(__file__).parent.parent / "examples"
SAID = {
    "check_a_district.py": ("GL-034", "违反", "符合", "网格事项清单"),
    "what_if.py": ("street 59%", "street 60%", "不相连的单元：夏例第一社区"),
    "own_rule.py": ("西街街道", "至少增加 20", "北街街道全部食堂的座位数"),
}
NOTEBOOKS = sorted(path.name for path in EXAMPLES.glob("*.ipynb"))


def run(*arguments: str) -> str:
    """Run Python in an interpreter of its own, where a warning is an error, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def printed_by(script: Path, *arguments: str) -> str:
    """Run a script here, where a warning is an error, and return what it printed."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("error")
        patched.setattr(sys, "argv", [str(script), *arguments])
        runpy.run_path(str(script), run_name="__main__")
    return out.getvalue()


def test_every_script_is_known_here():
    assert sorted(SAID) == sorted(path.name for path in EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_script_runs_and_says_what_it_should(name):
    printed = run(str(EXAMPLES / name))
    for words in SAID[name]:
        assert words in printed


@pytest.mark.parametrize("name", ["xiangzhou", "haizhu", "baoan", "wuhua"])
def test_every_district_can_be_checked(name):
    assert "改革后" in printed_by(EXAMPLES / "check_a_district.py", name)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_top_to_bottom(name):
    code = "\n\n".join("".join(cell["source"]) for cell in cells(name) if cell["cell_type"] == "code")
    violated = len(bg.load_policy("guangling-2021").check(bg.load_structure("guangling")).violated)
    assert f"'violated': {violated}," in run("-c", code)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_keeps_no_output(name):
    assert all(
        not cell["outputs"] and cell["execution_count"] is None for cell in cells(name) if cell["cell_type"] == "code"
    )


def cells(name: str) -> list[dict]:
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))["cells"]


def test_the_policy_tests_of_the_example_pass_and_notice_nearly_every_change():
    said = run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "--policy-mutation-min=95", str(EXAMPLES / "policy_tests")
    )
    assert "24 of 25" in said or "25 个变异中识别 24 个" in said


def test_the_policy_tests_of_the_example_run_without_pytest():
    printed = run(str(EXAMPLES / "policy_tests" / "without_pytest.py"))
    assert printed.count("：通过") == 13
    assert "变异得分 96.0%" in printed
