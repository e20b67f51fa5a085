"""The pytest plugin: names of items, failures, broken files, xdist, JUnit files, and nothing loaded for nothing."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

GOOD = """\
basegov: policy-test/1
policy: guangling-2021
structure: guangling
cases:
  - name: street-share
    parameters:
      - {share: 60%, outcome: met}
      - {share: 59.99%, outcome: violated}
    overrides:
      drop: {appraisals: [{}]}
      put:
        appraisals:
          - {subject: sunk-staff-dongguan, evaluator: dongguan, period: annual, share: "${share}"}
    expect:
      street-share-at-least-sixty-percent: {subject: sunk-staff-dongguan, outcome: "${outcome}"}
"""
BAD_EXPECTATION = GOOD.replace("59.99%, outcome: violated", "59.99%, outcome: met")


@pytest.fixture
def project(pytester, monkeypatch):
    """Return a project of a user, asked in an interpreter of its own as users ask theirs."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("BASEGOV_LANG", "en")
    return pytester


def write(project, name, text):
    (project.path / name).write_text(text, encoding="utf-8")


def test_items_have_readable_names_and_can_be_chosen(project):
    write(project, "guangling.policy.yaml", GOOD)
    write(project, "guangling.yaml", "not a test")
    done = project.inline_run("-v")
    done.assertoutcome(passed=2)
    names = [report.nodeid for report in done.getreports("pytest_runtest_logreport") if report.when == "call"]
    assert names == [
        "guangling.policy.yaml::street-share[60%-met]",
        "guangling.policy.yaml::street-share[59.99%-violated]",
    ]
    project.inline_run("-k", "59.99").assertoutcome(passed=1)
    project.inline_run(names[0]).assertoutcome(passed=1)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["*expected: met*", "*measured 59.99%, margin -0.01%*", "*required:*at least 60%*", "*source:*GL-034*"]),
        ("zh", ["*预期：符合*", "*测得 59.99%，裕度 -0.01%*", "*要求：不低于60%*", "*来源：GL-034*"]),
    ],
)
def test_a_failure_is_told_in_the_language_of_the_user_with_file_and_line(project, monkeypatch, lang, words):
    monkeypatch.setenv("BASEGOV_LANG", lang)
    write(project, "guangling.policy.yaml", BAD_EXPECTATION)
    done = project.runpytest_subprocess()
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["guangling.policy.yaml:15:7: street-share-at-least-sixty-percent*", *words])


def test_a_broken_file_is_an_error_of_collection_with_the_diagnostics(project):
    write(project, "broken.policy.yaml", GOOD.replace("outcome: met}", "outcome: meet}").replace("${share}", "${x}"))
    write(project, "good.policy.yaml", GOOD)
    done = project.runpytest_subprocess("--continue-on-collection-errors")
    done.assert_outcomes(passed=2, errors=1)
    done.stdout.fnmatch_lines(["broken.policy.yaml:7:7: BG711*", "broken.policy.yaml:13:88: BG710 ${x} is no*"])


def test_it_works_in_several_processes_and_writes_junit_files(project):
    write(project, "guangling.policy.yaml", BAD_EXPECTATION)
    done = project.runpytest_subprocess("-n", "2", "--junitxml=out.xml", "-p", "no:cacheprovider")
    done.assert_outcomes(passed=1, failed=1)
    cases = {case.get("name"): case for case in ET.parse(project.path / "out.xml").iter("testcase")}
    assert set(cases) == {"street-share[60%-met]", "street-share[59.99%-met]"}
    failure = cases["street-share[59.99%-met]"].find("failure")
    assert failure is not None
    assert "margin -0.01%" in (failure.text or "")


def test_mutation_shows_survivors_in_the_language_of_the_user(project, monkeypatch):
    write(project, "guangling.policy.yaml", GOOD)
    for lang in ("en", "zh"):
        monkeypatch.setenv("BASEGOV_LANG", lang)
        done = project.runpytest_subprocess(
            "--policy-mutation", *(["--policy-mutation-min=95"] if lang == "zh" else [])
        )
        done.assert_outcomes(passed=3) if lang == "en" else done.assert_outcomes(passed=2, failed=1)
        done.stdout.fnmatch_lines(["guangling-2021*", "*street-share-at-least-sixty-percent: *evaluator*"])
    done.stdout.fnmatch_lines(["*变异得分 * 低于要求的 95%*"])
    assert "policy-mutation" not in project.runpytest_subprocess("-v").stdout.str()


def test_a_score_below_the_minimum_fails(project, monkeypatch):
    monkeypatch.setenv("BASEGOV_LANG", "en")
    write(project, "guangling.policy.yaml", GOOD)
    done = project.runpytest_subprocess("--policy-mutation-min=95")
    done.assert_outcomes(passed=2, failed=1)
    done.stdout.fnmatch_lines(["*mutation score * is below the 95% asked for*"])


def test_a_project_without_such_files_loads_nothing_heavy(project):
    write(project, "test_plain.py", "def test_nothing():\n    pass\n")
    write(
        project, "conftest.py",
        "import sys\n\ndef pytest_unconfigure():\n"
        "    print('loaded', *sorted({m.split('.')[0] for m in sys.modules}"
        " & {'yaml', 'networkx', 'cattrs', 'attr', 'hypothesis'}))\n"
        "    print('plugin', 'basegov.testing.plugin' in sys.modules)\n",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:hypothesispytest", "-p", "no:cacheprovider"],
        capture_output=True, text=True, check=True, cwd=project.path,
    )  # fmt: skip
    assert "loaded\n" in done.stdout
    assert "plugin True" in done.stdout
