"""What must hold of any structure, whatever a policy says: checked when it is built and after every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from basegov.errors import Diagnostic
from basegov.structure.records import Record

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

C = TypeVar("C", bound=Callable[..., Iterable[Diagnostic]])


@attrs.frozen
class Invariant:
    """A check over the records of one class: given the structure and the records that are new, it names what is wrong."""

    cls: type[Record]
    check: Callable[[Structure, tuple[Any, ...]], Iterable[Diagnostic]]


INVARIANTS: list[Invariant] = []


def invariant(cls: type[Record]) -> Callable[[C], C]:
    """Register a check ``(structure, new records) -> diagnostics`` for the records of a class and its subclasses."""

    def register(check: C) -> C:
        INVARIANTS.append(Invariant(cls, check))
        return check

    return register


def broken_invariants(structure: Structure, new: Iterable[Record]) -> Iterator[tuple[Record, Diagnostic]]:
    """Yield what the new records break, with the record that it concerns first."""
    by_class: dict[type[Record], list[Record]] = {}
    for record in new:
        by_class.setdefault(type(record), []).append(record)
    for check in INVARIANTS:
        concerned = tuple(r for cls, records in by_class.items() if issubclass(cls, check.cls) for r in records)
        if concerned:
            for diagnostic in check.check(structure, concerned):
                yield concerned[0], diagnostic
