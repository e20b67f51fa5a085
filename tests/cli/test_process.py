"""The command line as a process: pipes, locales, interrupts, missing libraries, terminals."""

import os
import subprocess
import sys

import pytest

from basegov import cli

COMMAND = [sys.executable, "-m", "basegov"]


def environment(**changes):
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "BASEGOV", "PYTHONUTF8", "PYTHONIO"))
    }
    return {**kept, "LANG": "C", **changes}


def finished(*arguments, **changes):
    return subprocess.run([*COMMAND, *arguments], check=False, capture_output=True, env=environment(**changes))


@pytest.mark.parametrize(
    "changes",
    [{}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
)
def test_chinese_is_written_in_utf8_even_under_the_c_locale(changes):
    done = finished("check", "--help", "--lang", "zh", **changes)
    assert done.returncode == 0
    assert "政策" in done.stdout.decode("utf-8")


def test_names_are_written_in_utf8_even_under_the_c_locale():
    done = finished("explain", "residents-committees-law", "--lang", "zh", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "居民委员会" in done.stdout.decode("utf-8")


def test_messages_in_chinese_are_utf8_too():
    done = finished("chekc", "--lang", "zh")
    assert done.returncode == 2
    assert "没有命令" in done.stderr.decode("utf-8")


def test_there_is_no_colour_and_no_progress_in_a_pipe():
    done = finished("check", "guangling", TERM="xterm-256color")
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_error_message():
    process = subprocess.Popen(
        [*COMMAND, "explain", "guangling-2021"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == cli.PIPE_CLOSED
    assert err == b""


def test_an_interrupt_ends_quietly_with_130(monkeypatch, capsys):
    import basegov.cli.app

    def interrupted(arguments, lang):
        raise KeyboardInterrupt

    monkeypatch.setattr(basegov.cli.app, "run", interrupted)
    assert cli.main(["demo"]) == cli.INTERRUPTED == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("missing", ["cyclopts", "rich"])
@pytest.mark.parametrize(("lang", "word"), [("en", "install"), ("zh", "安装")])
def test_without_the_extra_it_says_how_to_install_it(monkeypatch, capsys, missing, lang, word):
    found = cli.importlib.util.find_spec
    monkeypatch.setattr(cli.importlib.util, "find_spec", lambda name: None if name == missing else found(name))
    assert cli.main(["demo", "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err
    assert "basegov[cli]" in err
    assert missing in err


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_gets_colour_and_progress():
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "check", "guangling"], stdout=follower, stderr=follower,
        env=environment(TERM="xterm-256color", COLUMNS="80"),
    )  # fmt: skip
    os.close(follower)
    chunks = []
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    assert process.wait() == 1
    os.close(leader)
    text = b"".join(chunks).decode()
    assert "\x1b[" in text
    assert "reading guangling" in text
