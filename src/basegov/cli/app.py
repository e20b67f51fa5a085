"""The application: the commands with their help in the user's language, and what becomes of errors."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Sequence

from cyclopts import App, CycloptsError, Group, Parameter

import basegov
from basegov.cli import words
from basegov.cli.commands import COMMANDS
from basegov.cli.usage import PROGRAM, command_names, diagnosed
from basegov.errors import BasegovError
from basegov.report.text import console_for
from basegov.texts import Language

_HELP = """Check and reform grassroots governance structures: which clause is met or broken, by how much, what is
unknown, and what a reform would change.

STRUCTURE, POLICY and REFORM are shipped names (see basegov list) or paths of files.
Exit status: 0 nothing violated; 1 something violated (with --strict also undetermined); 2 bad usage or bad input."""


def run(arguments: Sequence[str], lang: Language) -> int:
    """Run one command and return the exit status; what is wrong goes to standard error."""
    app = build_app(lang)
    try:
        command, bound, *_ = app.parse_args(list(arguments), print_error=False, exit_on_error=False)
        status = command(*bound.args, **bound.kwargs)
    except CycloptsError as error:
        print(diagnosed(error, command_names(app)).text(lang), file=sys.stderr)
        return 2
    except BasegovError as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    return status if isinstance(status, int) else 0


def build_app(lang: Language) -> App:
    """Build the application with its help in one language."""
    title = (lambda name: words.GROUPS[name]) if lang == "zh" else (lambda name: name)
    app = App(
        name=PROGRAM,
        help=words.HELP if lang == "zh" else _HELP,
        help_format="plaintext",
        version=basegov.__version__,
        console=console_for(),
        default_parameter=Parameter(negative=(), show_default=False, show_choices=False),
        group_commands=Group(title("Commands")),
        group_arguments=Group(title("Arguments")),
        group_parameters=Group(title("Options")),
    )
    for name, command in COMMANDS.items():
        app.command(_in_language(command, name, lang), name=name)
    if lang == "zh":
        for flag, said in words.VERSION_AND_HELP.items():
            app[flag].help = said
    return app


def _in_language(command: Callable[..., int], name: str, lang: Language) -> Callable[..., int]:
    """Return the command with its documentation in one language; the help is made from it."""
    if lang == "en":
        return command
    copy = types.FunctionType(
        command.__code__, command.__globals__, command.__name__, command.__defaults__, command.__closure__
    )
    copy.__kwdefaults__ = command.__kwdefaults__
    copy.__annotations__ = command.__annotations__
    copy.__doc__ = words.COMMANDS[name]
    return copy
