"""What readers of single values raise, and how values are named in messages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from basegov.errors import Diagnostic, DiagnosticKind
from basegov.io.places import Path
from basegov.texts import Text

_LONGEST = 60


class RefusedError(ValueError):
    """A value cannot be taken. Carries the diagnostic, and the way from the value to the part that is meant.

    Parameters
    ----------
    kind : DiagnosticKind
        What sort of mistake it is.
    path : tuple
        Keys and indexes from the value that was to be read down to the part that is wrong.
    at_key : bool
        Whether the key is meant and not what stands under it.
    """

    def __init__(self, kind: DiagnosticKind, /, path: Path = (), *, at_key: bool = False, **fields: Any) -> None:
        super().__init__(kind.code)
        self.diagnostic = kind(None, **fields)
        self.path = path
        self.at_key = at_key

    def below(self, *steps: str | int) -> RefusedError:
        """Return the same for the value that holds this one under `steps`."""
        return _refused(self.diagnostic, (*steps, *self.path), at_key=self.at_key)


def _refused(diagnostic: Diagnostic, path: Path = (), *, at_key: bool = False) -> RefusedError:
    new = RefusedError(diagnostic.kind, path, at_key=at_key)
    new.diagnostic = diagnostic
    return new


def refused(diagnostic: Diagnostic, path: Path = ()) -> RefusedError:
    """Return the error for a diagnostic that exists already."""
    return _refused(diagnostic, path)


class ManyRefusedError(ValueError):
    """Several values inside one value cannot be taken."""

    def __init__(self, parts: Iterable[RefusedError]) -> None:
        super().__init__("several values cannot be taken")
        self.parts = tuple(parts)


def parts_of(error: Exception) -> tuple[RefusedError, ...]:
    """Return the single refusals of either kind of error."""
    return error.parts if isinstance(error, ManyRefusedError) else (error,) if isinstance(error, RefusedError) else ()


def shown(value: Any) -> str:
    """Return a scalar as it could stand in a file, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else str(value)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…" + ('"' if isinstance(value, str) else "")
    return text


def found(value: Any) -> Text:
    """Return what a value from a file is, for messages."""
    if value is None:
        return Text("null", "空值 null")
    if isinstance(value, bool):
        return Text(shown(value), f"布尔值 {shown(value)}")
    if isinstance(value, int | Decimal):
        return Text(f"the number {shown(value)}", f"数字 {shown(value)}")
    if isinstance(value, str):
        return Text(f"the text {shown(value)}", f"文本 {shown(value)}")
    if isinstance(value, dict):
        return Text("a mapping", "映射")
    if isinstance(value, list | tuple):
        return Text("a list", "列表")
    return Text(f"a {type(value).__name__}", f"{type(value).__name__} 类型的值")
