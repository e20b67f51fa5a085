"""Kinds of lists and mappings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from basegov.diagnostics.values import WRONG_LENGTH, WRONG_TYPE
from basegov.io.kinds import Defs, Kind, Reader, Schema
from basegov.io.trouble import ManyRefusedError, RefusedError, found, parts_of
from basegov.texts import Text
from basegov.values import FrozenMap


class Several(Kind):
    """A list that becomes a tuple or a set; of any length, or with a type for each place."""

    def __init__(self, items: tuple[Kind, ...], make: Callable[[Any], Any], *, length: int | None) -> None:
        self.items = items
        self.make = make
        self.length = length
        each = items[0].wanted if items else Text("nothing", "无")
        self.wanted = Text(f"a list: [{each.en}, ...]", f"列表：[{each.zh}, ...]")

    def read(self, value: Any) -> Any:
        """Return the tuple or set."""
        if type(value) is not list:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        if self.length is not None and len(value) != self.length:
            raise RefusedError(WRONG_LENGTH, found=len(value), expected=self.length)
        out, wrong = [], []
        for index, item in enumerate(value):
            try:
                out.append(self._kind(index).read(item))
            except (RefusedError, ManyRefusedError) as error:
                wrong += [part.below(index) for part in parts_of(error)]
        if wrong or len(out) != len(value):
            raise ManyRefusedError(wrong)
        return self.make(out)

    def _kind(self, index: int) -> Kind:
        return self.items[index] if self.length is not None else self.items[0]

    @property
    def quick(self) -> Reader:
        """The same without words."""
        if self.length is not None:
            return super().quick
        inner, make = self.items[0].quick, self.make

        def quick(value: Any, _type: Any = None) -> Any:
            if type(value) is not list:
                raise TypeError
            return make([inner(item) for item in value])

        return quick

    def write(self, value: Any) -> Any:
        """Return a list; the members of a set in the order of their texts."""
        plain = [self._kind(index).write(item) for index, item in enumerate(value)]
        return sorted(plain, key=str) if self.make is frozenset else plain

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an array."""
        if self.length is None:
            return {"type": "array", "items": self.items[0].schema(defs)}
        prefix = [item.schema(defs) for item in self.items]
        return {"type": "array", "prefixItems": prefix, "minItems": self.length, "maxItems": self.length}

    def from_cell(self, text: str) -> Any:
        """Read the parts between semicolons."""
        parts = [part.strip() for part in text.replace("；", ";").split(";")]
        return [self._kind(min(i, len(self.items) - 1)).from_cell(part) for i, part in enumerate(parts)]

    def to_cell(self, plain: Any) -> str | None:
        """Join the parts by semicolons, where none of them would be read as two."""
        cells = [self._kind(index).to_cell(item) for index, item in enumerate(plain)]
        if not cells or any(cell is None or cell != cell.strip() or set(cell) & {";", "；"} for cell in cells):
            return None
        return ";".join(cell for cell in cells if cell)


class Table(Kind):
    """A mapping with keys of one type and values of one type."""

    wanted = Text("a mapping", "映射")

    def __init__(self, key: Kind, value: Kind, make: Callable[[Any], Any] = FrozenMap) -> None:
        self.key = key
        self.value = value
        self.make = make

    def read(self, value: Any) -> Any:
        """Return the mapping."""
        if type(value) is not dict:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        out, wrong, whole = {}, [], True
        for key, item in value.items():
            try:
                out[self.key.read(key)] = self.value.read(item)
            except (RefusedError, ManyRefusedError) as error:
                whole = False
                wrong += [part.below(key) for part in parts_of(error)]
        if not whole:
            raise ManyRefusedError(wrong)
        return self.make(out)

    def write(self, value: Any) -> Any:
        """Return a dict."""
        return {str(self.key.write(key)): self.value.write(item) for key, item in value.items()}

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an object."""
        return {"type": "object", "additionalProperties": self.value.schema(defs)}

    def to_cell(self, plain: Any) -> str | None:
        """No cell holds a mapping."""
        return None
