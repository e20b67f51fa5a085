"""Territory: districts, streets, communities, and what is known of how many there are.

A unit is a place. Who governs it (a residents' committee, a party committee, a service centre) are organisations of
their own that usually coincide with it and sometimes do not.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.errors import Diagnostic, NotFoundError
from basegov.quantities import Count, SquareKilometres
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, kinds_of, record
from basegov.terms import Level
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class StreetKind(enum.Enum):
    """What a township-level unit is."""

    STREET = "street"
    TOWN = "town"
    TOWNSHIP = "township"
    AREA_OFFICE = "area office"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        zh = {"street": "街道", "town": "镇", "township": "乡", "area office": "地区办事处"}
        return zh[self.value] if lang == "zh" else self.value


class CommunityKind(enum.Enum):
    """What a village-level unit is; a converted village is one that became urban (村改居)."""

    URBAN = "urban"
    VILLAGE = "village"
    CONVERTED_VILLAGE = "converted village"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        zh = {"urban": "城市社区", "village": "村", "converted village": "村改居社区"}
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen(kw_only=True)
class Unit(Node):
    """A place with people in it. Its level is data, not its depth in the hierarchy.

    Parameters
    ----------
    code : str, optional
        Statistical division code of 6, 9 or 12 digits. A code is no identity: it may change while the unit stays.
    former_codes : tuple of str
        Codes it had before.
    level : Level, optional
        Level of administration.
    population, households : Count, optional
        People and households that live there.
    area : SquareKilometres, optional
        Its area.
    """

    code: str | NotStated = NOT_STATED
    former_codes: tuple[str, ...] = ()
    level: Level | NotStated = NOT_STATED
    population: Count | NotStated = NOT_STATED
    households: Count | NotStated = NOT_STATED
    area: SquareKilometres | NotStated = NOT_STATED


@record("districts", en="district", zh="市辖区")
@attrs.frozen(kw_only=True)
class District(Unit):
    """A district of a city, or another county-level unit (市辖区)."""


@record("functional_zones", en="functional zone", zh="功能区")
@attrs.frozen(kw_only=True)
class FunctionalZone(Unit):
    """A development zone or park that is no street (功能区, 园区) and is listed beside the streets in code tables."""


@record("streets", en="street", zh="镇街")
@attrs.frozen(kw_only=True)
class Street(Unit):
    """A township-level unit: subdistrict (街道), town (镇) or township (乡).

    Parameters
    ----------
    kind : StreetKind, optional
        Which of them it is.
    """

    kind: StreetKind | NotStated = NOT_STATED


@record("communities", en="community", zh="社区")
@attrs.frozen(kw_only=True)
class Community(Unit):
    """A village-level place: urban community (社区), village (村) or converted village (村改居).

    Parameters
    ----------
    kind : CommunityKind, optional
        Which of them it is.
    """

    kind: CommunityKind | NotStated = NOT_STATED


@record("unit_groups", en="group of units", zh="单元组")
@attrs.frozen(kw_only=True)
class UnitGroup(Node):
    """A named group of nodes that a clause speaks of together, such as the three riverside towns (沿江三镇).

    Parameters
    ----------
    of : str, optional
        Kind of its members, such as ``street``. The group then takes the part of its members where a clause speaks of
        them together, also while they are not listed.
    count : Count, optional
        How many members there are, whether they are listed or not.
    members : tuple of str
        Ids of the members that are listed.
    """

    of: str | NotStated = NOT_STATED
    count: Count | NotStated = NOT_STATED
    members: Annotated[tuple[str, ...], Ref()] = ()


@record("inventories", en="inventory", zh="清册")
@attrs.frozen(kw_only=True)
class Inventory(Relation):
    """What is known of how many records of a kind there are below a node, and whether all of them are listed.

    A document may state a total without naming the members, or name some of them without a total.

    Parameters
    ----------
    scope : str
        The node inside (or about) which is counted.
    of : str
        Kind of record that is counted, such as ``community`` or ``appraisal``.
    total : Count, optional
        How many there are.
    complete : bool, optional
        Whether every one of them is listed in the structure.
    """

    scope: Annotated[str, Ref()]
    of: str
    total: Count | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("scope", "of")


@invariant(Inventory)
def inventories_count_known_kinds(structure: Structure, new: tuple[Inventory, ...]) -> Iterator[Diagnostic]:
    """Fail because an inventory counts records of a kind that does not exist."""
    for inventory in new:
        try:
            structure.classes(inventory.of)
        except NotFoundError as error:
            yield from (diagnostic.at(structure.location(inventory)) for diagnostic in error.diagnostics)


def stands_for(node: Node, kind: str) -> bool:
    """Return whether a node is of a kind, or is a group of such nodes."""
    return kind in kinds_of(type(node)) or (isinstance(node, UnitGroup) and node.of == kind)
