"""What the README shows is what a user gets: its console sessions and its Python example, in both languages."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from basegov.cli import main

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.zh.md")
SESSION = re.compile(r"(?P<head>```console\n\$ (?P<command>[^\n]+)\n)(?P<output>.*?)(?P<tail>\n```)", re.S)
PYTHON = re.compile(r"```python\n(?P<code>.*?)```.*?(?P<head>```text\n)(?P<output>.*?)(?P<tail>\n```)", re.S)


def output_of(command: str) -> str:
    """Return what a console command writes in a window 80 columns wide."""
    program, *arguments = shlex.split(command)
    assert program == "basegov"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(arguments)
    return out.getvalue().rstrip("\n")


def printed_by(code: str) -> str:
    """Run the Python example and return what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README", "exec"), {})
    return out.getvalue().rstrip("\n")


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Return what is run, what the page shows and what comes out, for every block of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = [(m["command"], m["output"], output_of(m["command"])) for m in SESSION.finditer(text)]
    return [*found, *((m["code"], m["output"], printed_by(m["code"])) for m in PYTHON.finditer(text))]


CUT = "\n..."
"""How an output ends of which the page shows only the beginning."""


def as_shown(shown: str, real: str) -> str:
    """Return what a page should show of an output: all of it, or as many lines as it shows before the cut."""
    if not shown.endswith(CUT):
        return real
    return "\n".join(real.split("\n")[: shown.count("\n")]) + CUT


@pytest.mark.parametrize("page", PAGES)
def test_the_page_shows_the_real_output(
    page: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("BASEGOV_LANG", "en")
    monkeypatch.chdir(ROOT)
    found = blocks(page)
    assert len(found) == 5  # the demonstration, a check, the figures computed again, two Python examples
    if request.config.getoption("--update-golden"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for _, shown, real in found:
            text = text.replace(shown, as_shown(shown, real))
        (ROOT / page).write_text(text, encoding="utf-8")
    else:
        for run, shown, real in found:
            assert shown == as_shown(shown, real), run
