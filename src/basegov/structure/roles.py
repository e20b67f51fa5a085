"""What a level stands for, and who leads which organisations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import attrs

from basegov.diagnostics.organisations import LED_NOT_NAMED
from basegov.errors import Diagnostic
from basegov.structure.bodies import unit_of
from basegov.structure.invariants import invariant
from basegov.structure.memberships import Capacity, Membership
from basegov.structure.organisations import Body
from basegov.structure.records import Node, Ref, Relation, record
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, UnitGroup
from basegov.terms import Level
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    import networkx as nx


@record("positionings", en="role positioning", zh="角色定位")
@attrs.frozen(kw_only=True)
class Positioning(Relation):
    """The role that a level of administration has, or one body of it, with its duties (战斗指挥部, 龙头, 领导核心).

    Parameters
    ----------
    level : Level
        The level.
    role : str
        The role, such as ``front_line_headquarters``.
    holder : str, optional
        The body or unit that has it; None: every body of the level that leads there.
    duties : tuple of str, optional
        For what the holder is responsible, as words for data. Not stated while the document gives no list.
    """

    level: Level
    role: str
    holder: Annotated[str | None, Ref()] = None
    duties: tuple[str, ...] | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("level", "role", "holder")


def _as_selector(value: Any) -> Selector | None:
    return None if value is None else Selector.of(value)


@record("leaderships", en="leadership", zh="领导关系")
@attrs.frozen(kw_only=True)
class Leadership(Relation):
    """A body leads an organisation, or every organisation of a class in its unit. Leading is not containing.

    Parameters
    ----------
    leader : str
        Who leads: a body, a unit, or a group of them (each in its own unit).
    led : str, optional
        The organisation that is led; None where a class is.
    class_ : Selector, optional
        The class of organisations of the leader's unit, as a kind of record with values of its fields.
    """

    leader: Annotated[str, Ref()]
    led: Annotated[str | None, Ref()] = None
    class_: Selector | None = attrs.field(default=None, converter=_as_selector)

    key_fields: ClassVar[tuple[str, ...]] = ("leader", "led", "class_")
    ends: ClassVar[tuple[str, str] | None] = ("leader", "led")


def units_led(structure: Structure, leader: str) -> tuple[str, ...]:
    """Return the units in which a leader leads: that of a body, and every member where it is a group of units."""
    node = structure.node(leader)
    unit = unit_of(structure, leader) if isinstance(node, Body) else leader
    if unit is None:
        return ()
    group = structure.node(unit)
    return (unit, *group.members) if isinstance(group, UnitGroup) else (unit,)


def lies_in(structure: Structure, id: str, units: tuple[str, ...]) -> bool:
    """Whether an organisation lies in one of some units: by its place, or by the area it is responsible for."""
    area = getattr(structure.node(id), "area", None)
    ids = (id, area) if isinstance(area, str) else (id,)
    return any(structure.lies_within(one, unit) for one in ids for unit in units)


def leadership_graph(structure: Structure) -> nx.DiGraph[str]:
    """Return who leads whom as a `networkx.DiGraph` of ids, from the leader down.

    A leader leads the organisation named, those of the class named that surely belong to it, the body that it commands
    and, with each organisation, what that contains. Make no change to it: it is kept for the structure.
    """
    return structure.cached("leadership", _leadership_graph)


def _leadership_graph(structure: Structure) -> nx.DiGraph[str]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(structure.ids())
    graph.add_edges_from((node.parent, node.id) for node in structure.nodes() if isinstance(node.parent, str))
    for membership in structure.where(Membership, capacity=Capacity.COMMANDER):
        if isinstance(membership.member, str):
            graph.add_edge(membership.member, membership.body)
    for leadership in structure.records(Leadership):
        if leadership.led is not None:
            graph.add_edge(leadership.leader, leadership.led)
        if leadership.class_ is not None:
            units = units_led(structure, leadership.leader)
            for node in leadership.class_.select(structure).sure:
                if node.id != leadership.leader and lies_in(structure, node.id, units):
                    graph.add_edge(leadership.leader, node.id)
    for group in structure.records(UnitGroup):  # what a group leads, each member leads
        if any(structure.where(Leadership, leader=group.id)):
            graph.add_edges_from((member, group.id) for member in group.members)
    return graph


def may_be_led(structure: Structure, organisation: Node, leaders: set[str]) -> bool:
    """Whether one of some leaders may lead an organisation by a relation of which not everything is stated."""
    commanders = structure.where(Membership, body=organisation.id, capacity=Capacity.COMMANDER)
    if any(isinstance(m.member, NotStated) for m in commanders):
        return True
    return any(
        held.class_ is not None
        and held.leader in leaders
        and held.class_.match(structure, organisation)[0] is Truth.UNKNOWN
        and lies_in(structure, organisation.id, units_led(structure, held.leader))
        for held in structure.records(Leadership)
    )


def leads_class(structure: Structure, leader: str, wanted: Selector) -> Truth:
    """Say whether a leader leads a class as such, so that it leads also those of the class that are not listed."""
    answer = Truth.FALSE
    voices = (leader, *(group.id for group in structure.where(UnitGroup, members=leader)))
    for voice in voices:
        for leadership in structure.where(Leadership, leader=voice):
            held = leadership.class_
            if held is not None and _contains(structure, held, wanted):
                answer = Truth.TRUE
    return answer


def _contains(structure: Structure, held: Selector, wanted: Selector) -> bool:
    """Whether everything that one selector means is meant by another, by their words alone."""
    if held.ids or held.within is not None:
        return False
    kinds = set(structure.classes(held.kind)) >= set(structure.classes(wanted.kind))
    return kinds and all(set(wanted.where.get(f, ())) and set(wanted.where[f]) <= set(v) for f, v in held.where.items())


def all_listed(structure: Structure, kind: str) -> bool:
    """Whether an inventory about the top of the structure says that every record of a kind is listed."""
    return any(i.complete is True and not structure.parent_ids(i.scope) for i in structure.where(Inventory, of=kind))


@invariant(Leadership)
def leaderships_name_one(structure: Structure, new: tuple[Leadership, ...]) -> Iterator[Diagnostic]:
    """Fail because a leadership names nobody who is led, or both an organisation and a class."""
    for held in new:
        count = (held.led is not None) + (held.class_ is not None)
        if count != 1:
            yield LED_NOT_NAMED(structure.location(held), leader=held.leader, count=count)
