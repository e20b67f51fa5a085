"""Services near the people: what units are equipped with, which matters are handled at which site, and online."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import attrs

from basegov.diagnostics.services import LINKED_WITH_ITSELF
from basegov.errors import Diagnostic
from basegov.quantities import Count, Share
from basegov.structure.functions import about, lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.organisations import ServiceSite
from basegov.structure.records import Node, Ref, Relation, record
from basegov.structure.units import UnitGroup
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("equipment", en="equipment", zh="配备")
@attrs.frozen(kw_only=True)
class Equipment(Relation):
    """What a unit, body, grid or group of them is equipped with: premises, a vehicle, a window, a hotline, data.

    Of a group it holds of each member. That there is nothing else is known only from an `Inventory` (of ``equipment``).

    Parameters
    ----------
    unit : str
        Who is equipped.
    item : str
        With what, as a word for data: ``canteen``, ``electric_vehicle``, ``hotline``.
    count : Count, optional
        How many of it; ``>= 1`` where only that there is some is known.
    online : bool, optional
        For a channel, whether it is an online one; None where that is no question, so that it is neither.
    one_of : tuple of str
        Things of which it is one, where only that is known: a canteen or unified catering.
    """

    unit: Annotated[str, Ref()]
    item: str
    count: Count | NotStated = NOT_STATED
    online: bool | NotStated | None = NOT_STATED
    one_of: tuple[str, ...] = ()

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "item")


@merging(Equipment)
def add_equipment(collision: Collision) -> Equipment:
    """Add up what the parts have."""
    pieces: tuple[Equipment, ...] = collision.after
    return agreeing(pieces, count=added_up(Count, [p.count for p in pieces], absent=bool(collision.absent)))


@record("service_items", en="service item", zh="政务服务事项")
@attrs.frozen(kw_only=True)
class ServiceItem(Node):
    """A matter that people come with to the government (政务服务事项), or a bundle of them.

    Parameters
    ----------
    count : Count, optional
        How many matters it stands for where it is a bundle, such as ``>= 1``; left out for a single one.
    accepted_online, approved_online : bool, optional
        Whether it can be accepted (受理), and approved (审批), online.
    """

    count: Count | NotStated | None = None
    accepted_online: bool | NotStated = NOT_STATED
    approved_online: bool | NotStated = NOT_STATED


@record("availabilities", en="availability of a service", zh="事项可办站点")
@attrs.frozen(kw_only=True)
class Availability(Relation):
    """A matter can be handled at a site, and nothing says that it cannot at another.

    That it is handled nowhere else is known only from an `Inventory` (of ``availability``, about the matter, the site
    or what contains one of them).

    Parameters
    ----------
    item : str
        The matter.
    site : str
        Where: a service site or another body with a window.
    """

    item: Annotated[str, Ref("service_item")]
    site: Annotated[str, Ref("body")]

    key_fields: ClassVar[tuple[str, ...]] = ("item", "site")
    ends: ClassVar[tuple[str, str] | None] = ("item", "site")


@record("system_links", en="link of a system to a platform", zh="系统接入平台")
@attrs.frozen(kw_only=True)
class SystemLink(Relation):
    """A system, platform or centre is merged into, or linked by, a wider one (平台整合, 系统打通).

    Parameters
    ----------
    platform : str
        The platform or command centre that takes it in.
    system : str
        What is taken in.
    across : tuple of str, optional
        What the link bridges: ``department``, ``business``, ``system``.
    """

    platform: Annotated[str, Ref("body")]
    system: Annotated[str, Ref("body")]
    across: tuple[str, ...] | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("platform", "system")
    ends: ClassVar[tuple[str, str] | None] = ("system", "platform")


@invariant(SystemLink)
def systems_are_linked_to_others(structure: Structure, new: tuple[SystemLink, ...]) -> Iterator[Diagnostic]:
    """Fail because a platform is linked to itself."""
    for link in new:
        if link.platform == link.system:
            yield LINKED_WITH_ITSELF(structure.location(link), node=link.platform)


# counting with bundles


def bundle(node: Node) -> Count:
    """Return how many things a node stands for: one, or the number of a bundle."""
    count = getattr(node, "count", None)
    if count is None:
        return Count(1)
    return Count.unknown() if isinstance(count, NotStated) else count


def times(one: Count, other: Count) -> Count:
    """Return the product of two counts."""
    high = None if one.high is None or other.high is None else one.high * other.high
    if one.high == 0 or other.high == 0:
        high = 0
    return Count.between((one.low or 0) * (other.low or 0), high)


def sites_of(structure: Structure, site: Node) -> Count:
    """Return how many sites a record stands for: as many in each unit of its area."""
    area = getattr(site, "area", NOT_STATED)
    place = structure.get(area) if isinstance(area, str) else None
    if not isinstance(place, UnitGroup):
        return bundle(site)
    units = Count.between(len(place.members), None) if isinstance(place.count, NotStated) else place.count
    return times(bundle(site), units)


def share_of(yes: Iterable[Count], no: Iterable[Count], open_: Iterable[Count] = ()) -> Share:
    """Return which part the one may be of all: ``yes / (yes + no)``, what is open counting for either.

    Examples
    --------
    >>> share_of([Count(3)], [Count(1)])
    Share('75%')
    >>> share_of([Count(">= 1")], [])
    Share('100%')
    """
    one, other, either = Count.total(yes), Count.total(no), Count.total(open_)
    low, low_open = _least(one, other, either)
    least_no, no_open = _least(other, one, either)
    return Share.between(low, 1 - least_no, low_open=low_open, high_open=no_open)


def _least(one: Count, other: Count, either: Count) -> tuple[Fraction, bool]:
    """Return the least part that the first may be of all, and whether it only comes near it."""
    low = one.low or 0
    if other.high == 0 and either.high == 0 and low:
        return Fraction(1), False
    if other.high is None or either.high is None:
        return Fraction(0), bool(low)
    whole = low + other.high + either.high
    return (Fraction(low) / whole if whole else Fraction(0)), False


# what is recorded of a unit


def equipment_of(structure: Structure, id: str, item: str) -> Equipment | None:
    """Return what is recorded of one thing that a node has: of itself, else of a group that lists it."""
    found = [r for r in about(structure, Equipment, "unit", id) if isinstance(r, Equipment) and r.item == item]
    return found[0] if found else None


def has_of(structure: Structure, id: str, item: str, *, online: bool | None = None) -> Count:
    """Return how many of something a node has; with `online`, of that kind of channel.

    What is known only to be one of several things may be this one.
    """
    found = equipment_of(structure, id, item)
    if found is None and not lists_all_about(structure, id, "equipment"):
        return Count.unknown()
    rows = (r for r in about(structure, Equipment, "unit", id) if isinstance(r, Equipment) and item in r.one_of)
    perhaps = (_counted(row, online) for row in rows if row.item != item)
    sure = Count(0) if found is None else _counted(found, online)
    return Count.total([sure, *(Count.between(0, count.high) for count in perhaps)])


def _counted(row: Equipment, online: bool | None) -> Count:
    count = Count.unknown() if isinstance(row.count, NotStated) else row.count
    if online is None or row.online is online:
        return count
    return Count.between(0, count.high) if isinstance(row.online, NotStated) else Count(0)


def has_one_of(structure: Structure, id: str, items: tuple[str, ...], *, online: bool | None = None) -> Truth:
    """Say whether a node has at least one of some things."""
    some = Count.between(1, None)
    answers = [has_of(structure, id, item, online=online).within(some) for item in items]
    for row in about(structure, Equipment, "unit", id):
        if isinstance(row, Equipment) and row.one_of and set(row.one_of) <= set(items):
            answers.append(has_of(structure, id, row.item, online=online).within(some))
    return Truth.any(answers)


def is_available(structure: Structure, item: str, site: str) -> Truth:
    """Say whether a matter can be handled at a site."""
    if structure.find_record(Availability, (Availability, item, site)) is not None:
        return Truth.TRUE
    listed = any(lists_all_about(structure, id, "availability") for id in (item, site))
    return Truth.FALSE if listed else Truth.UNKNOWN


def stands_in_each(structure: Structure, site: ServiceSite) -> UnitGroup | None:
    """Return the group in each of whose units a site stands; None for a site at one place."""
    place: Any = structure.get(site.area) if isinstance(site.area, str) else None
    return place if isinstance(place, UnitGroup) else None
