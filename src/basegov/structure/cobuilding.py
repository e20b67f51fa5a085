"""Who builds together without being subordinate to one another: party organs and the organisations around them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.party import CO_BUILDING_WITH_ITSELF, CO_BUILDING_WITHIN
from basegov.errors import Diagnostic
from basegov.structure.functions import lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.management import Management
from basegov.structure.organisations import Body
from basegov.structure.records import Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

_ZH = {
    "resident unit": "驻区单位", "enterprise": "企业", "two-new organisation": "“两新”组织",
    "economic association": "经济联社", "property firm": "物业企业", "owners' committee": "业主委员会",
    "social organisation": "社会组织",
}  # fmt: skip


class LocalKind(enum.Enum):
    """What an organisation is that stands in a street or community without being a part of it."""

    RESIDENT_UNIT = "resident unit"
    ENTERPRISE = "enterprise"
    TWO_NEW = "two-new organisation"
    ECONOMIC_ASSOCIATION = "economic association"
    PROPERTY_FIRM = "property firm"
    OWNERS_COMMITTEE = "owners' committee"
    SOCIAL_ORGANISATION = "social organisation"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return _ZH[self.value] if lang == "zh" else self.value


@record("local_organisations", en="local organisation", zh="辖区组织")
@attrs.frozen(kw_only=True)
class LocalOrganisation(Body):
    """An organisation located in a street or community and not subordinate to it (驻区单位、企业、物业等).

    Its `level` is that of the administration to which it belongs, where it belongs to one.

    Parameters
    ----------
    kind : LocalKind, optional
        What it is.
    host : str, optional
        The unit in which it is located. Being located there is not being contained: it has no parent there.
    """

    kind: LocalKind | NotStated = NOT_STATED
    host: Annotated[str | NotStated, Ref("unit")] = NOT_STATED


def _ordered(ids: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


@record("co_buildings", en="co-building link", zh="共建关系")
@attrs.frozen(kw_only=True)
class CoBuilding(Relation):
    """Two organisations build together (共建互补), neither subordinate to the other.

    Parameters
    ----------
    partners : tuple of two str
        The two; their order does not matter. A group stands for its members where a clause speaks of them together.
    forms : tuple of str, optional
        In which forms, such as ``joint_party_building``, ``joint_work``, ``joint_activities``.
    """

    partners: Annotated[tuple[str, str], Ref("body", "unit", "estate", "grid", "unit_group")] = attrs.field(
        converter=_ordered
    )
    forms: tuple[str, ...] | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("partners",)


@invariant(CoBuilding)
def partners_stand_beside_each_other(structure: Structure, new: tuple[CoBuilding, ...]) -> Iterator[Diagnostic]:
    """Fail because a link joins a node with itself, or with one that contains it."""
    for link in new:
        one, other = link.partners
        if one == other:
            yield CO_BUILDING_WITH_ITSELF(structure.location(link), node=one)
            continue
        for inner, outer in ((one, other), (other, one)):
            if structure.lies_within(inner, outer):
                yield CO_BUILDING_WITHIN(structure.location(link), inner=inner, outer=outer)


def links_of(structure: Structure, id: str) -> tuple[tuple[str, CoBuilding], ...]:
    """Return the partners of a node with the links, in the order in which they are recorded."""
    found = structure.where(CoBuilding, partners=id)
    return tuple((next(other for other in link.partners if other != id), link) for link in found)


def all_links_listed(structure: Structure, id: str) -> bool:
    """Whether every co-building link of a node is recorded: an inventory says so."""
    return lists_all_about(structure, id, "co_building")


def is_subordinate(structure: Structure, one: str, other: str) -> bool:
    """Whether one of two nodes is recorded as managing the other in some dimension."""
    return any(structure.where(Management, subject=a, manager=b) for a, b in ((one, other), (other, one)))
