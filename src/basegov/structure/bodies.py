"""Which bodies a unit has, and by what names they are called."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from basegov.quantities import Count
from basegov.structure.organisations import Body
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit, UnitGroup
from basegov.values import NotStated, Truth


def unit_of(structure: Structure, id: str) -> str | None:
    """Return the unit (or group of units) to which a body belongs: its area, else the nearest unit that holds it."""
    for node in structure.upwards(id):
        area = getattr(node, "area", None)
        if isinstance(node, Body) and isinstance(area, str):
            place = structure.node(area)
            unit = structure.ancestor(area, Unit)  # an area may be a grid or a building
            return area if isinstance(place, UnitGroup) or unit is None else unit.id
        if isinstance(node, Unit):
            return node.id
    return None


def names_borne(body: Node) -> tuple[str, ...]:
    """Return the name plates under which a body stands: its name and its further plates. Former names are none."""
    name = () if isinstance(body.name, NotStated) else (body.name,)
    return tuple(dict.fromkeys((*name, *getattr(body, "plates", ()))))


def is_called(body: Node, word: str) -> Truth:
    """Say whether a body bears a name, alone or after the name of its unit (凤阳街道党建工作办公室).

    Unknown while its name is not stated.
    """
    if any(name.endswith(word) for name in names_borne(body)):
        return Truth.TRUE
    return Truth.UNKNOWN if isinstance(body.name, NotStated) else Truth.FALSE


@attrs.frozen
class UnitBodies:
    """The bodies of one unit that a selector means.

    Parameters
    ----------
    sure : tuple of Body
        Bodies of the unit that are meant.
    unsure : tuple of Body
        Bodies of the unit that may be meant.
    more : Count
        How many more there may be that are not listed, from none upwards.
    """

    sure: tuple[Node, ...]
    unsure: tuple[Node, ...]
    more: Count

    @property
    def number(self) -> Count:
        """How many there are."""
        return Count.between(len(self.sure), len(self.sure) + len(self.unsure)) + self.more


def bodies_of(structure: Structure, unit: str, wanted: Selector, called: str | None = None) -> UnitBodies:
    """Return the bodies of a unit itself (not of the units inside it) that a selector means.

    Parameters
    ----------
    structure : Structure
        Where they stand.
    unit : str
        Id of the unit.
    wanted : Selector
        Which bodies; its own `within` counts too.
    called : str, optional
        A name that they bear, alone or on a name plate.
    """
    own = _by_unit(structure).get(unit, ())
    sure: list[Node] = []
    unsure: list[Node] = []
    for id_ in own:
        node = structure.node(id_)
        meant, _ = wanted.match(structure, node)
        answer = Truth.all([meant, Truth.TRUE if called is None else is_called(node, called)])
        if answer is Truth.TRUE:
            sure.append(node)
        elif answer is Truth.UNKNOWN:
            unsure.append(node)
    listed = wanted if wanted.ids else attrs.evolve(wanted, within=unit)
    return UnitBodies(tuple(sure), tuple(unsure), listed.most_unlisted(structure))


def _by_unit(structure: Structure) -> dict[str, tuple[str, ...]]:
    def make(structure: Structure) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for body in structure.records(Body):
            unit = unit_of(structure, body.id)
            if unit is not None:
                found.setdefault(unit, []).append(body.id)
        return {unit: tuple(ids) for unit, ids in found.items()}

    return structure.cached("bodies by unit", make)


def bearing(structure: Structure, bodies: Iterable[str], name: str) -> tuple[str, ...]:
    """Return those of some bodies that surely bear a name."""
    return tuple(id_ for id_ in bodies if is_called(structure.node(id_), name) is Truth.TRUE)
