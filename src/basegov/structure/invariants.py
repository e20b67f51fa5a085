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
    """A check over the records of some classes: given the structure and the new records, it names what is wrong."""

    classes: tuple[type[Record], ...]
    check: Callable[[Structure, tuple[Any, ...]], Iterable[Diagnostic]]
    gone: bool = False


INVARIANTS: list[Invariant] = []


def invariant(*classes: type[Record], gone: bool = False) -> Callable[[C], C]:
    """Register a check ``(structure, records) -> diagnostics``.

    Parameters
    ----------
    classes : type of Record
        The check is asked whenever records of these classes, or of their subclasses, are new: name every class whose
        change can break what is checked.
    gone : bool
        Ask it also when such records are gone; it is given them together with the new ones.
    """

    def register(check: C) -> C:
        INVARIANTS.append(Invariant(classes, check, gone))
        return check

    return register


def broken_invariants(structure: Structure, new: Iterable[Record], gone: Iterable[Record] = ()) -> Iterator[Diagnostic]:
    """Yield what a structure breaks in which some records are new and others gone."""
    added, lost = _by_class(new), _by_class(gone)
    for check in INVARIANTS:
        concerned = _of(added, check.classes) + (_of(lost, check.classes) if check.gone else ())
        if concerned:
            yield from check.check(structure, concerned)


def _by_class(records: Iterable[Record]) -> dict[type[Record], list[Record]]:
    found: dict[type[Record], list[Record]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    return found


def _of(by_class: dict[type[Record], list[Record]], classes: tuple[type[Record], ...]) -> tuple[Record, ...]:
    return tuple(record for cls, records in by_class.items() if issubclass(cls, classes) for record in records)
