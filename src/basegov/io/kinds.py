"""How a value of each type is read from plain data, written to it, and described to editors.

One `Kind` per type says all three, so that reader, writer and JSON Schema cannot disagree. A type of one's own takes
part by :func:`register_kind`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from basegov.diagnostics.values import (
    BAD_CODE,
    BAD_JURISDICTION,
    NOT_A_FLAG,
    TEXT_NEEDS_QUOTES,
    UNKNOWN_WORD,
    WRONG_TYPE,
)
from basegov.errors import Suggestion
from basegov.io.trouble import RefusedError, found, shown
from basegov.texts import Text

Schema = dict[str, Any]
Defs = dict[str, Schema]
Reader = Callable[..., Any]

NOT_STATED_TEXT: Final = "not stated"
NONE_TEXT: Final = "none"


class CannotWriteError(ValueError):
    """A value has no form in files."""


class Kind:
    """How values of one type are read, written and described."""

    wanted: Text = Text("a value", "值")

    def read(self, value: Any) -> Any:
        """Return the object that a plain value means; raise RefusedError or ManyRefusedError."""
        raise NotImplementedError

    @property
    def quick(self) -> Reader:
        """A reader ``(value, type) -> object`` for clean data: it may stop at the first mistake, with any exception."""
        read = self.read

        def quick(value: Any, _type: Any = None) -> Any:
            return read(value)

        return quick

    def write(self, value: Any) -> Any:
        """Return the plain form of an object, such that `read` gives it back; raise CannotWriteError."""
        return value

    def schema(self, defs: Defs) -> Schema:
        """Return the JSON Schema of the plain form. It refuses nothing that `read` takes."""
        return {}

    def from_cell(self, text: str) -> Any:
        """Return the plain value that a cell of a table means."""
        return text

    def to_cell(self, plain: Any) -> str | None:
        """Return the cell for a plain value, or None when no cell can hold it."""
        return plain if isinstance(plain, str) and plain else None

    def reads(self, value: Any) -> bool:
        """Whether the reader takes a value."""
        try:
            self.read(value)
        except ValueError:
            return False
        return True


class AnyText(Kind):
    """A text."""

    wanted = Text("a text", "文本")

    def read(self, value: Any) -> Any:
        """Return the text."""
        if type(value) is str:
            return value
        if isinstance(value, bool | int | Decimal):
            raise RefusedError(TEXT_NEEDS_QUOTES, found=found(value), bare=shown(value))
        raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)

    @property
    def quick(self) -> Reader:
        """The same without words."""
        return _text if type(self) is AnyText else super().quick

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: any string."""
        return {"type": "string"}


class Digits(AnyText):
    """A text of digits; an unquoted number is taken where it has all of them."""

    def __init__(self, pattern: str, kind: Any, wanted: Text, numbers: list[Schema]) -> None:
        self.pattern = re.compile(pattern)
        self.kind = kind
        self.wanted = wanted
        self.numbers = numbers

    def read(self, value: Any) -> Any:
        """Return the digits as text."""
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            text = value if type(value) is str else str(value)
            if self.pattern.fullmatch(text) and not isinstance(value, Decimal):
                return text
            raise RefusedError(self.kind, found=shown(value))
        raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a string of digits, or a number."""
        return {"anyOf": [{"type": "string", "pattern": f"^(?:{self.pattern.pattern})$"}, *self.numbers]}


CODE: Final = Digits(
    "[0-9]{6}|[0-9]{9}|[0-9]{12}",
    BAD_CODE,
    Text('a division code of 6, 9 or 12 digits, such as "321002"', '6、9 或 12 位行政区划代码，例如 "321002"'),
    [{"type": "integer", "minimum": 100_000, "maximum": 999_999_999_999}],
)
JURISDICTION: Final = Digits(
    "[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}",
    BAD_JURISDICTION,
    Text('a division code or its beginning, such as "3210"', '行政区划代码或其前几位，例如 "3210"'),
    [{"type": "integer", "minimum": 10, "maximum": 999_999_999_999}],
)


class Flag(Kind):
    """True or false."""

    wanted = Text("true or false", "true 或 false")

    def read(self, value: Any) -> Any:
        """Return the flag."""
        if type(value) is bool:
            return value
        raise RefusedError(NOT_A_FLAG, found=found(value))

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a boolean."""
        return {"type": "boolean"}

    def from_cell(self, text: str) -> Any:
        """Read true and false."""
        return {"true": True, "false": False}.get(text, text)

    def to_cell(self, plain: Any) -> str | None:
        """Write true and false."""
        return {True: "true", False: "false"}.get(plain)


class Whole(Kind):
    """A plain whole number that is no measured quantity, such as a rank."""

    wanted = Text("a whole number", "整数")

    def read(self, value: Any) -> Any:
        """Return the number."""
        if type(value) is int:
            return value
        raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an integer."""
        return {"type": "integer"}

    def from_cell(self, text: str) -> Any:
        """Read digits."""
        return int(text) if re.fullmatch("-?(?:0|[1-9][0-9]{0,99})", text) else text

    def to_cell(self, plain: Any) -> str | None:
        """Write digits."""
        return str(plain)


class Word(Kind):
    """One of several words: a member of an enumeration by its value, or a literal."""

    def __init__(self, members: Mapping[Any, Any]) -> None:
        self.by_word = dict(members)
        words = ", ".join(map(str, self.by_word))
        self.wanted = Text(f"one of {words}", f"以下之一：{words.replace(', ', '、')}")

    def read(self, value: Any) -> Any:
        """Return the member."""
        if type(value) is str:
            member = self.by_word.get(value)
            if member is not None:
                return member
            words = tuple(map(str, self.by_word))
            raise RefusedError(UNKNOWN_WORD, found=shown(value), hint=Suggestion.build(value, words), words=words)
        raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)

    def write(self, value: Any) -> Any:
        """Return the word."""
        for word, member in self.by_word.items():
            if member == value:
                return word
        raise CannotWriteError(f"{value!r} is none of the words {', '.join(map(str, self.by_word))}")

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: one of the values."""
        return {"enum": list(self.by_word)}


class AnyValue(Kind):
    """A value of no particular type, kept as it is."""

    def read(self, value: Any) -> Any:
        """Return the value; lists become tuples."""
        return tuple(map(self.read, value)) if isinstance(value, list) else value

    def write(self, value: Any) -> Any:
        """Return texts, numbers, flags and lists of them."""
        if isinstance(value, tuple | list):
            return [self.write(item) for item in value]
        if isinstance(value, str | int | Decimal | dict):
            return value
        raise CannotWriteError(f"a {type(value).__name__} has no form in files")


def _text(value: Any, _type: Any = None) -> Any:
    if type(value) is not str:
        raise TypeError
    return value


_REGISTERED: dict[Any, Kind] = {}


def register_kind(cls: Any, kind: Kind) -> None:
    """Say how values of a class of one's own are read, written and described."""
    _REGISTERED[cls] = kind


def registered_kind(cls: Any) -> Kind | None:
    """Return what is registered of a class."""
    return _REGISTERED.get(cls)


for _cls, _kind in ((str, AnyText()), (bool, Flag()), (int, Whole()), (Any, AnyValue()), (object, AnyValue())):
    register_kind(_cls, _kind)
