"""Kinds of unions, and of classes of which nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from basegov.diagnostics.values import REFUSED_VALUE, WRONG_TYPE
from basegov.io.kinds import (
    NONE_TEXT,
    NOT_STATED_TEXT,
    AnyText,
    AnyValue,
    CannotWriteError,
    Defs,
    Kind,
    Reader,
    Schema,
)
from basegov.io.trouble import RefusedError, found, parts_of
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


class Stubborn(Kind):
    """A class of which nothing is known but that it can be called with one value, or parses a text."""

    def __init__(self, cls: Any) -> None:
        self.cls = cls
        name = getattr(cls, "__name__", str(cls))
        self.wanted = Text(f"a {name}", name)
        self.make: Callable[[Any], Any] = getattr(cls, "parse", cls)

    def read(self, value: Any) -> Any:
        """Let the class read the value."""
        try:
            return self.make(value)
        except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
            raise RefusedError(REFUSED_VALUE, found=found(value), reason=str(error)) from error

    def write(self, value: Any) -> Any:
        """Return the text of the object, when the class reads it back."""
        text = str(value)
        if not self.reads(text) or self.read(text) != value:
            raise CannotWriteError(f"a {type(value).__name__} cannot be read back from {text!r}")
        return text


class Either(Kind):
    """A union. `not stated` and `none` are said by these words; a text is taken only where nothing else fits."""

    def __init__(self, parts: tuple[Kind, ...], *, unstated: bool, nothing: bool) -> None:
        self.parts = tuple(sorted(parts, key=lambda part: isinstance(part, AnyText | AnyValue)))
        self.unstated = unstated
        self.nothing = nothing
        self.one = self.parts[0] if len(self.parts) == 1 else None
        self.wanted = self.parts[0].wanted if self.parts else Text("not stated", "not stated")
        if len(self.parts) > 1:
            en = " or ".join(part.wanted.en for part in self.parts)
            self.wanted = Text(en, "或".join(part.wanted.zh for part in self.parts))

    def read(self, value: Any) -> Any:
        """Return the object that the first fitting part makes."""
        if value == NOT_STATED_TEXT and self.unstated:
            return NOT_STATED
        if value == NONE_TEXT and self.nothing:
            return None
        if self.one is not None:
            return self.one.read(value)
        wrong: list[Exception] = []
        for part in self.parts:
            try:
                return part.read(value)
            except ValueError as error:
                if not parts_of(error):
                    raise
                wrong.append(error)
        # the deepest refusal comes from the part whose shape fits best
        best = max(wrong, key=lambda error: max(len(part.path) for part in parts_of(error)), default=None)
        if best is None or all(not part.path for part in parts_of(best)):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        raise best

    @property
    def quick(self) -> Reader:
        """The reader of the one part, behind the test for `not stated`."""
        if self.one is None or not self.unstated or self.nothing:
            return super().quick
        if type(self.one) is AnyText:
            return _text_or_unstated
        inner = self.one.quick

        def quick(value: Any, _type: Any = None) -> Any:
            return NOT_STATED if value == NOT_STATED_TEXT else inner(value)

        return quick

    def write(self, value: Any) -> Any:
        """Return the plain form of the first part that reads back to the value."""
        if isinstance(value, NotStated) and self.unstated:
            return NOT_STATED_TEXT
        if value is None and self.nothing:
            return NONE_TEXT
        for part in self.parts:
            try:
                plain = part.write(value)
            except (CannotWriteError, AttributeError, TypeError):
                continue
            if len(self.parts) == 1 and not isinstance(plain, str):
                return plain
            if self.reads(plain) and (not isinstance(plain, str) or self.read(plain) == value):
                return plain
        raise CannotWriteError(f"{value!r} would be read as something else")

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: one of the parts, or the words."""
        words = [word for word, there in ((NOT_STATED_TEXT, self.unstated), (NONE_TEXT, self.nothing)) if there]
        options: list[Schema] = []
        for part in self.parts:
            schema = part.schema(defs)
            options += schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
        if words and {"type": "string"} not in options:
            options.append({"enum": words})
        return options[0] if len(options) == 1 else {"anyOf": options}

    def from_cell(self, text: str) -> Any:
        """Read the cell as the part that takes it."""
        for part in self.parts:
            plain = part.from_cell(text)
            if not isinstance(plain, str):
                if text in (NOT_STATED_TEXT, NONE_TEXT):
                    return text
                return plain
        return text

    def to_cell(self, plain: Any) -> str | None:
        """Write the cell of the first part that holds the value."""
        if isinstance(plain, str):
            return plain or None
        for part in self.parts:
            if part.reads(plain):
                return part.to_cell(plain)
        return None


def _text_or_unstated(value: Any, _type: Any = None) -> Any:
    if type(value) is not str:
        raise TypeError
    return NOT_STATED if value == NOT_STATED_TEXT else value
