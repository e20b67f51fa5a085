"""Who has which right over a node: looked up over the node itself and over the groups it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from basegov.quantities import Count
from basegov.structure.organisations import Body
from basegov.structure.powers import Right
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Inventory, UnitGroup
from basegov.terms import Strength
from basegov.values import NotStated, Truth


def covering(structure: Structure, id: str) -> tuple[str, ...]:
    """Return the objects over which a right is also one over a node.

    These are the node itself, the group of staff in which a person is counted, and the groups to which these belong. A
    right over an area is not one over whatever stands in it.
    """
    found = [id, *(node.id for node in structure.ancestors(id) if isinstance(node, StaffGroup))]
    groups = [group.id for at in found for group in structure.where(UnitGroup, members=at)]
    return tuple(dict.fromkeys([*found, *groups]))


def rights_over(structure: Structure, id: str, matter: str, scope: str | None = None) -> tuple[Right, ...]:
    """Return the recorded rights in a matter that reach a node, in a scope.

    Parameters
    ----------
    structure : Structure
        Where they stand.
    id : str
        The object.
    matter : str
        In what.
    scope : str, optional
        The part of the object of which it is asked; a right over the whole reaches it too. None: the whole, which a
        right over a part does not reach.
    """
    objects = covering(structure, id)
    rights = (right for over in objects for right in structure.where(Right, over=over, matter=matter))
    return tuple(right for right in rights if right.scope is None or right.scope == scope)


def all_rights_listed(structure: Structure, id: str) -> bool:
    """Whether every right over a node, or held by it, is listed: an `Inventory` of rights about it or above it."""
    scopes = (id, *(node.id for node in structure.ancestors(id)))
    return any(i.complete is True for scope in scopes for i in structure.where(Inventory, scope=scope, of="right"))


def reaches(
    right: Right, wanted: Strength, *, conditions: tuple[str, ...] | None = None, without_consent: bool = False
) -> Truth:
    """Say whether a right contains a strength.

    Parameters
    ----------
    right : Right
        The right.
    wanted : Strength
        The strength.
    conditions : tuple of str, optional
        What is the case; a right with a further condition is not there then. None: whatever its conditions.
    without_consent : bool
        Whether it must be one that is used without the consent of anybody else.
    """
    if conditions is not None and not set(right.conditions) <= set(conditions):
        return Truth.FALSE
    strong = Truth.UNKNOWN if isinstance(right.strength, NotStated) else right.strength.at_least(wanted)
    if not without_consent:
        return strong
    free = Truth.UNKNOWN if isinstance(right.consent_of, NotStated) else Truth.of(not right.consent_of)
    return Truth.all([strong, free])


def acts_as(structure: Structure, holder: str, players: Iterable[str]) -> Truth:
    """Say whether a holder is one of some nodes, a body of one of them (its party committee), or a group of them."""
    node: Node = structure.node(holder)
    wanted = set(players)
    own = {holder, *structure.parent_ids(holder)} if isinstance(node, Body) else {holder}
    area = getattr(node, "area", None)
    if isinstance(area, str):
        own.add(area)
    if not wanted.isdisjoint(own):
        return Truth.TRUE
    if not isinstance(node, UnitGroup):
        return Truth.FALSE
    if not wanted.isdisjoint(node.members):
        return Truth.TRUE
    listed = isinstance(node.count, Count) and node.count.high is not None and node.count.high <= len(node.members)
    return Truth.FALSE if listed else Truth.UNKNOWN


def same_side(structure: Structure, one: str, other: str) -> Truth:
    """Say whether two holders are one: the same node, a unit and a body of it, a group and a member of it."""
    return Truth.any(acts_as(structure, holder, [player]) for holder, player in ((one, other), (other, one)))
