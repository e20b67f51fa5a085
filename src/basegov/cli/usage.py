"""Bad usage, told like everything else that is wrong: with a code, near misses, a remedy, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from cyclopts import App, CycloptsError
from cyclopts import exceptions as cyclopts_errors

from basegov.diagnostics.usage import (
    BAD_ARGUMENT,
    BAD_USAGE,
    MISSING_ARGUMENT,
    TOO_MANY_ARGUMENTS,
    UNKNOWN_COMMAND,
    UNKNOWN_OPTION,
)
from basegov.errors import Diagnostic, Suggestion
from basegov.texts import Text

PROGRAM = "basegov"


def diagnosed(error: CycloptsError, commands: Iterable[str]) -> Diagnostic:
    """Return what is wrong with the command line."""
    command = " ".join([PROGRAM, *(error.command_chain or ())])
    if isinstance(error, cyclopts_errors.UnknownCommandError):
        found = (error.unused_tokens or [""])[0]
        return UNKNOWN_COMMAND(found=found, hint=Suggestion.build(found, commands))
    if isinstance(error, cyclopts_errors.UnknownOptionError):
        found = error.token.keyword or error.token.value
        names = [name for argument in error.argument_collection for name in argument.names if name.startswith("--")]
        return UNKNOWN_OPTION(found=found, hint=Suggestion.build(found, names), command=command)
    if isinstance(error, cyclopts_errors.MissingArgumentError) and error.argument is not None:
        return MISSING_ARGUMENT(name=_missing(error.argument), command=command)
    if isinstance(error, cyclopts_errors.CoercionError) and error.argument is not None:
        found = error.token.value if error.token is not None else ""
        return BAD_ARGUMENT(found=found or '""', name=_name(error.argument), expected=_expected(error), command=command)
    if isinstance(error, cyclopts_errors.UnusedCliTokensError) and error.unused_tokens:
        return TOO_MANY_ARGUMENTS(found=error.unused_tokens[0], command=command)
    error.verbose = False
    return BAD_USAGE(what=" ".join(str(error).split()), command=command)


def _name(argument: Any) -> str:
    name = str(argument.name)
    return name if name.startswith("--") else name.upper()


def _missing(argument: Any) -> Text:
    name = _name(argument)
    return Text(f"a value for {name}", f" {name} 的值") if name.startswith("--") else Text(name, f" {name}")


def _expected(error: cyclopts_errors.CoercionError) -> Text:
    choices = [str(choice) for choice in _choices(error.target_type)]
    if choices:
        return Text(", ".join(choices), "、".join(choices))
    if error.target_type is bool:
        return Text("no value, since it is a switch", "该选项是开关，不带值")
    return Text("another kind of value", "其他类型的值")


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(choice for part in get_args(hint) for choice in _choices(part))


def command_names(app: App) -> tuple[str, ...]:
    """Return the names of the commands of an application."""
    return tuple(name for name in app if not name.startswith("-"))
