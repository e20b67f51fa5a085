"""The records of one type, with indexes that follow a change instead of being made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from basegov.structure.records import Key, Record, field_specs, targets


class Table:
    """An immutable table of records of one class by key.

    Indexes are built when first asked for; a later version of the table takes them over and touches only what changed.
    """

    __slots__ = ("_indexes", "cls", "rows")

    def __init__(self, cls: type[Record], rows: Mapping[Key, Record]) -> None:
        self.cls = cls
        self.rows: dict[Key, Any] = dict(rows)
        self._indexes: dict[str, dict[Any, tuple[Key, ...]]] = {}

    def by(self, field: str, value: Any) -> tuple[Any, ...]:
        """Return the records whose field holds a value (or has it among its values), in order."""
        rows = self.rows
        return tuple(rows[key] for key in self.index(field).get(value, ()))

    def index(self, field: str) -> Mapping[Any, tuple[Key, ...]]:
        """Return the keys of the records by the value of one field."""
        found = self._indexes.get(field)
        if found is None:
            gathered: dict[Any, list[Key]] = {}
            for key, record in self.rows.items():
                for value in _values(self.cls, record, field):
                    gathered.setdefault(value, []).append(key)
            found = self._indexes[field] = {value: tuple(keys) for value, keys in gathered.items()}
        return found

    def replaced(self, put: Iterable[Record], drop: Iterable[Key]) -> Self:
        """Return the next version of the table; the records that stay are shared."""
        new = type(self)(self.cls, self.rows)
        indexes = {name: dict(index) for name, index in self._indexes.items()}
        for key in drop:
            old = new.rows.pop(key)
            for name, index in indexes.items():
                _unindex(index, _values(self.cls, old, name), key)
        for record in put:
            key = record.key
            old = new.rows.get(key)
            new.rows[key] = record
            for name, index in indexes.items():
                before = () if old is None else _values(self.cls, old, name)
                after = _values(self.cls, record, name)
                if before != after:
                    _unindex(index, before, key)
                    for value in after:
                        index[value] = (*index.get(value, ()), key)
        new._indexes = indexes
        return new


def _values(cls: type[Record], record: Record, field: str) -> tuple[Any, ...]:
    for spec in field_specs(cls):
        if spec.name == field:
            return targets(record, spec) if spec.is_ref else (getattr(record, field),)
    return ()


def _unindex(index: dict[Any, tuple[Key, ...]], values: tuple[Any, ...], key: Key) -> None:
    for value in values:
        rest = tuple(other for other in index[value] if other != key)
        if rest:
            index[value] = rest
        else:
            del index[value]
