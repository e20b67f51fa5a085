"""The records of one type, with indexes that follow a change instead of being made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from basegov.structure.records import FieldSpec, Key, Record, field_specs, targets


class Table:
    """An immutable table of records of one class by key.

    Indexes are built when first asked for; a later version of the table takes them over and touches only what changed.
    """

    __slots__ = ("_indexes", "_places", "cls", "rows")

    def __init__(self, cls: type[Record], rows: Mapping[Key, Record]) -> None:
        self.cls = cls
        self.rows: dict[Key, Any] = dict(rows)
        self._indexes: dict[str, dict[Any, tuple[Key, ...]]] = {}
        self._places: dict[Key, int] | None = None

    def by(self, field: str, value: Any) -> tuple[Any, ...]:
        """Return the records whose field holds a value (or has it among its references), in the order of the table."""
        rows = self.rows
        return tuple(rows[key] for key in self.index(field).get(value, ()))

    def index(self, field: str) -> Mapping[Any, tuple[Key, ...]]:
        """Return the keys of the records by the value of one field; raise TypeError where there is no such field."""
        found = self._indexes.get(field)
        if found is None:
            read = reader(self.cls, field)
            gathered: dict[Any, list[Key]] = {}
            for key, record in self.rows.items():
                for value in read(record):
                    gathered.setdefault(value, []).append(key)
            found = self._indexes[field] = {value: tuple(keys) for value, keys in gathered.items()}
        return found

    def replaced(self, put: Iterable[Record], drop: Iterable[Key]) -> Self:
        """Return the next version of the table; the records that stay are shared."""
        new = type(self)(self.cls, self.rows)
        new._indexes = {name: dict(index) for name, index in self._indexes.items()}
        new._places = None if self._places is None else dict(self._places)
        for key in drop:
            new._reindex(key, new.rows.pop(key), None)
            if new._places is not None:
                del new._places[key]
        for record in put:
            key = record.key
            old = new.rows.get(key)
            if new._places is not None and old is None:
                new._places[key] = next(reversed(new._places.values()), 0) + 1
            new.rows[key] = record
            new._reindex(key, old, record)
        return new

    def _reindex(self, key: Key, old: Record | None, new: Record | None) -> None:
        for field, index in self._indexes.items():
            read = reader(self.cls, field)
            before = () if old is None else read(old)
            after = () if new is None else read(new)
            for value in before:
                if value not in after:
                    rest = tuple(other for other in index[value] if other != key)
                    if rest:
                        index[value] = rest
                    else:
                        del index[value]
            for value in after:
                if value not in before:
                    index[value] = self._placed((*index.get(value, ()), key), moved=old is not None)

    def _placed(self, keys: tuple[Key, ...], *, moved: bool) -> tuple[Key, ...]:
        """Put the keys in the order of the rows; a key that is new to the table stands last anyway."""
        if not moved or len(keys) == 1:
            return keys
        if self._places is None:
            self._places = {key: place for place, key in enumerate(self.rows)}
        return tuple(sorted(keys, key=self._places.__getitem__))


_READERS: dict[tuple[type[Record], str], Callable[[Record], tuple[Any, ...]]] = {}


def reader(cls: type[Record], field: str) -> Callable[[Record], tuple[Any, ...]]:
    """Return what reads the values under which a record is found: each id of a reference, else the value itself.

    Raises
    ------
    TypeError
        When the class has no such field.
    """
    found = _READERS.get((cls, field))
    if found is None:
        spec = next((spec for spec in field_specs(cls) if spec.name == field), None)
        if spec is None:
            raise TypeError(f"{cls.__name__} has no field {field!r}")
        found = _READERS[cls, field] = _reader(spec)
    return found


def _reader(spec: FieldSpec) -> Callable[[Record], tuple[Any, ...]]:
    if spec.is_ref:
        return lambda record: tuple(dict.fromkeys(targets(record, spec)))
    return lambda record: (getattr(record, spec.name),)
