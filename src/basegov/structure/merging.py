"""How records become one when the nodes they refer to become one.

A merger redirects every reference to the new node, whatever record holds it. Two records may then speak of the same
thing: the funds of both parts in one year, the border of both with one neighbour. A record type says with
:func:`merging` what becomes of them, and with :func:`tidying` what a single redirected record comes to; where it says
nothing, fields that agree are kept and fields that differ are not stated any more.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import attrs

from basegov.diagnostics.mergers import RECORDS_COLLIDE
from basegov.errors import StructureError
from basegov.quantities import Quantity
from basegov.structure.records import Record, field_specs, record_type, ref_fields
from basegov.values import NOT_STATED, FrozenMap, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

R = TypeVar("R", bound=Record)
Q = TypeVar("Q", bound=Quantity)


@attrs.frozen
class Collision:
    """Records that have become one.

    Parameters
    ----------
    structure : Structure
        The structure before the merger.
    before : tuple of Record
        The records as they were.
    after : tuple of Record
        The same records with their references redirected; all have one key.
    absent : tuple of str
        Ids of the merged nodes for which there is no such record. What it would say of them is not known.
    into : str
        Id of the node that the parts become.
    """

    structure: Structure
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    absent: tuple[str, ...]
    into: str


Merging = Callable[[Collision], Record]
Tidying = Callable[[Any], Record | None]

_MERGING: dict[type[Record], Merging] = {}
_TIDYING: dict[type[Record], Tidying] = {}
_OWN = ("source", "sources", "note")


def merging(cls: type[R]) -> Callable[[Callable[[Collision], R]], Callable[[Collision], R]]:
    """Register how records of a class become one record; it is asked even for one, when other parts have none."""

    def register(merge: Callable[[Collision], R]) -> Callable[[Collision], R]:
        _MERGING[cls] = merge
        return merge

    return register


def tidying(cls: type[R]) -> Callable[[Callable[[R], R | None]], Callable[[R], R | None]]:
    """Register what a redirected record of a class comes to; None when it has nothing to say any more."""

    def register(tidy: Callable[[R], R | None]) -> Callable[[R], R | None]:
        _TIDYING[cls] = tidy
        return tidy

    return register


def merge_rule(cls: type[Record]) -> Merging | None:
    """Return how records of a class (or of its nearest base that says so) become one."""
    return next((_MERGING[base] for base in cls.__mro__ if base in _MERGING), None)


def redirect(record: R, targets: Mapping[str, str]) -> R | None:
    """Return a record with its references redirected, or None when it has nothing to say any more."""
    new: dict[str, Any] = {}
    for spec in ref_fields(type(record)):
        value = getattr(record, spec.name)
        if isinstance(value, str):
            new[spec.name] = targets.get(value, value)
        elif isinstance(value, tuple):
            new[spec.name] = tuple(dict.fromkeys(targets.get(v, v) for v in value))
    fields: Any = {name: v for name, v in new.items() if v != getattr(record, name)}
    changed = attrs.evolve(record, **fields)
    tidy = next((_TIDYING[base] for base in type(record).__mro__ if base in _TIDYING), None)
    return changed if tidy is None else tidy(changed)  # type: ignore[return-value]


def unite(collision: Collision) -> Record:
    """Return the one record that several have become.

    Raises
    ------
    StructureError
        When they differ in a field that must be stated, and their type does not say what becomes of them.
    """
    rule = merge_rule(type(collision.after[0]))
    if rule is not None and (len(collision.after) > 1 or collision.absent):
        return rule(collision)
    records: tuple[Record, ...] = collision.after
    return agreeing(records)


def agreeing(records: tuple[R, ...], **fields: Any) -> R:
    """Return the first record with the given fields and, of the others, only what all records say."""
    first = records[0]
    if len(records) == 1:
        return attrs.evolve(first, **fields)
    for spec in field_specs(type(first)):
        if spec.name in fields:
            continue
        values = [getattr(record, spec.name) for record in records]
        if all(value == values[0] for value in values[1:]):
            fields[spec.name] = values[0]
        elif spec.name == "note":
            fields["note"] = "; ".join(sorted({note for note in values if note}))
        elif spec.name == "sources":
            fields["sources"] = FrozenMap({k: v for k, v in values[0].items() if all(s.get(k) == v for s in values)})
        elif NotStated in get_args(spec.type):
            fields[spec.name] = NOT_STATED
        elif spec.many:
            fields[spec.name] = tuple(sorted({item for value in values for item in value}))
        else:
            kind, shown = record_type(type(first)).label, tuple(dict.fromkeys(map(str, values)))
            raise StructureError([RECORDS_COLLIDE(count=len(records), kind=kind, field=spec.name, values=shown)])
    return attrs.evolve(first, **fields)


def added_up(kind: type[Q], amounts: list[Q | NotStated], *, absent: bool = False) -> Q | NotStated:
    """Return the sum of amounts none of which is negative; a part of which nothing is known leaves it open above."""
    some = kind.between(0, None)
    known = [some if isinstance(amount, NotStated) else amount for amount in amounts]
    total = functools.reduce(lambda a, b: a + b, [*known, *([some] if absent else [])], kind(0))
    return NOT_STATED if (total.low, total.high, total.low_open) == (0, None, False) else total
