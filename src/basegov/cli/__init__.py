"""The command line: ``basegov demo | list | check | compare | explain | schema``.

Exit status: 0 nothing is violated; 1 something is (with ``--strict`` also when something is undetermined); 2 bad usage
or bad input; 130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Sequence

from basegov.cli.language import language_for

VIOLATED, BAD_USAGE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        The arguments after the name of the program; those of the process when left out.

    Returns
    -------
    int
        The exit status.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    lang = language_for(arguments, os.environ)
    try:
        missing = [name for name in ("cyclopts", "rich") if importlib.util.find_spec(name) is None]
        if missing:
            from basegov.diagnostics.usage import NO_COMMAND_LINE

            print(NO_COMMAND_LINE(missing=missing[0]).text(lang), file=sys.stderr)
            return BAD_USAGE
        from basegov.cli.app import run

        status = run(arguments, lang)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    return status


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: names of places are Chinese."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def _forget_stdout() -> None:
    """Let the interpreter flush into nothing at its end, since nobody reads any more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
