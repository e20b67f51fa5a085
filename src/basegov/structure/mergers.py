"""What a merger of communities rests on: who touches whom, and which assets there are."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics import SELF_ADJACENT
from basegov.errors import Diagnostic
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, Metres, NotStated, Yuan

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("adjacencies", en="adjacency", zh="相邻关系")
@attrs.frozen(kw_only=True)
class Adjacency(Relation):
    """Two units touch. Which borders count for a merger is for the rule to say.

    Parameters
    ----------
    units : tuple of two str
        The two units; their order does not matter.
    shared_length : Metres, optional
        Length of the common border in metres (0: they meet in a point).
    barrier : str, optional
        What lies along the border: ``river``, ``railway``, ``expressway``; ``none`` when it is known to be open.
    """

    units: Annotated[tuple[str, str], Ref("unit")] = attrs.field(converter=lambda units: tuple(sorted(units)))
    shared_length: Metres | NotStated = NOT_STATED
    barrier: str | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("units",)


@invariant(Adjacency)
def units_are_two(structure: Structure, new: tuple[Adjacency, ...]) -> Iterator[Diagnostic]:
    """Fail because an adjacency links a unit with itself."""
    for adjacency in new:
        if adjacency.units[0] == adjacency.units[1]:
            yield SELF_ADJACENT(structure.location(adjacency), unit=adjacency.units[0])
