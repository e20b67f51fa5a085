"""The party network: organs on grids, buildings and estates, the ground they share with them, and part-time members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.party import PAIRED_IN_ONE_LAYER
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.bodies import UnitBodies
from basegov.structure.functions import lists_all_about
from basegov.structure.grids import Grid
from basegov.structure.invariants import invariant
from basegov.structure.memberships import Capacity, Membership, all_members_listed, members_of
from basegov.structure.merging import tidying
from basegov.structure.organisations import Body
from basegov.structure.records import Node, Ref, Relation, record
from basegov.structure.selection import Selector
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


def _ordered(ids: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


@record("grid_pairings", en="pairing of grids", zh="网格对应关系")
@attrs.frozen(kw_only=True)
class GridPairing(Relation):
    """Two grids of different layers belong together, such as a governance grid and a party-building grid.

    Parameters
    ----------
    grids : tuple of two str
        The two grids; their order does not matter.
    same_area : bool, optional
        Whether they cover the same ground.
    linked : bool, optional
        Whether they are linked in their work (两网联动).
    """

    grids: Annotated[tuple[str, str], Ref("grid")] = attrs.field(converter=_ordered)
    same_area: bool | NotStated = NOT_STATED
    linked: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("grids",)


@invariant(GridPairing, Grid)
def pairings_join_two_layers(structure: Structure, new: tuple[GridPairing | Grid, ...]) -> Iterator[Diagnostic]:
    """Fail because a pairing joins two grids of one layer, which cannot cover the same ground."""
    pairings: dict[GridPairing, None] = {}
    for one in new:
        found = (one,) if isinstance(one, GridPairing) else structure.where(GridPairing, grids=one.id)
        pairings.update(dict.fromkeys(found))
    for pairing in pairings:
        layers = {getattr(structure.node(grid), "layer", None) for grid in pairing.grids}
        if len(layers) == 1:
            yield PAIRED_IN_ONE_LAYER(structure.location(pairing), grids=pairing.grids, layer=layers.pop())


def same_ground(structure: Structure, id: str) -> dict[str, Truth]:
    """Return the places of the same ground as one: itself, and grids paired with it that surely or perhaps are."""
    found = {id: Truth.TRUE}
    for pairing in structure.where(GridPairing, grids=id):
        answer = Truth.of(pairing.same_area)
        if answer is not Truth.FALSE:
            found.update((other, answer) for other in pairing.grids if other != id)
    return found


def organs_at(structure: Structure, place: Node, wanted: Selector) -> UnitBodies:
    """Return the organs that a selector means and that are there for a place, or for a grid of the same ground.

    An organ is there for its `area`, and while that is not stated for what contains it. One whose area is not stated
    and that stands in something around the place may be there for it.
    """
    ground = same_ground(structure, place.id)
    around = frozenset(node.id for node in structure.ancestors(place.id))
    sure: list[Node] = []
    unsure: list[Node] = []
    for organ in _candidates(structure, ground, around, wanted):
        meant, _ = wanted.match(structure, organ)
        answer = Truth.all([meant, _is_there_for(organ, ground, around)])
        if answer is Truth.TRUE:
            sure.append(organ)
        elif answer is Truth.UNKNOWN:
            unsure.append(organ)
    more = wanted if wanted.ids else attrs.evolve(wanted, within=place.id)
    return UnitBodies(tuple(sure), tuple(unsure), more.most_unlisted(structure))


def _candidates(
    structure: Structure, ground: dict[str, Truth], around: frozenset[str], wanted: Selector
) -> Iterator[Node]:
    """Yield the organs of the kind that may be there for a place; an index by place spares going through all."""
    index = structure.cached(("organs by place", wanted.kind), lambda s: _by_place(s, wanted.kind))
    for place in (*ground, *around, None):
        yield from index.get(place, ())


def _by_place(structure: Structure, kind: str) -> dict[str | None, tuple[Node, ...]]:
    found: dict[str | None, list[Node]] = {}
    for organ in structure.records(kind):
        if isinstance(organ, Node):
            found.setdefault(_place(organ), []).append(organ)
    return {place: tuple(organs) for place, organs in found.items()}


def _place(organ: Node) -> str | None:
    area = getattr(organ, "area", NOT_STATED)
    if isinstance(area, str):
        return area
    return organ.parent if isinstance(organ.parent, str) else None


def _is_there_for(organ: Node, ground: dict[str, Truth], around: frozenset[str]) -> Truth:
    place = _place(organ)
    if place in ground:
        return ground[place]
    stated = isinstance(getattr(organ, "area", NOT_STATED), str)
    perhaps = isinstance(organ, Body) and not stated and (place is None or place in around)
    return Truth.UNKNOWN if perhaps else Truth.FALSE


def all_pairings_listed(structure: Structure, grid: str) -> bool:
    """Whether every pairing of a grid is recorded: an inventory says so."""
    return lists_all_about(structure, grid, "grid_pairing")


@attrs.frozen(kw_only=True)
class Seating:
    """Which memberships are meant: all, or those that are held part-time or in a capacity.

    Parameters
    ----------
    part_time : bool, optional
        Only those who sit part-time (true), or only the others (false).
    capacity : Capacity, optional
        Only those who sit in this capacity.
    """

    part_time: bool | None = None
    capacity: Capacity | None = None

    def match(self, membership: Membership) -> Truth:
        """Say whether a membership is meant."""
        held = Truth.TRUE
        if self.part_time is not None:
            held = Truth.of(membership.part_time)
            held = held if self.part_time else held.negated
        return Truth.all([held, Truth.of(self.capacity in (None, membership.capacity))])


def member_count(structure: Structure, body: str, seat: Seating) -> Count:
    """Return how many members of a body are meant; open upwards while not all its memberships are recorded."""
    total = Count(0)
    for membership in members_of(structure, body):
        answer = seat.match(membership)
        if answer is Truth.TRUE:
            total = total + membership.number
        elif answer is Truth.UNKNOWN:
            total = total + Count.between(0, membership.number.high)
    return total if all_members_listed(structure, body) else Count.between(total.low, None)


def class_of(structure: Structure, membership: Membership) -> str | NotStated:
    """Return from which class a member comes: what the membership states, else the kind of the member itself."""
    if isinstance(membership.source_class, str):
        return membership.source_class
    if isinstance(membership.member, NotStated):
        return NOT_STATED
    kind = getattr(structure.node(membership.member), "kind", NOT_STATED)
    return NOT_STATED if isinstance(kind, NotStated) else str(kind.value)


@tidying(GridPairing)
def pairs_two(pairing: GridPairing) -> GridPairing | None:
    """Drop the pairing of two grids that have become one."""
    return pairing if len(set(pairing.grids)) > 1 else None
