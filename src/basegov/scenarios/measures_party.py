"""Indicators of the party network, and of duties that lack their means."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Number, Share
from basegov.scenarios.indicators import Measured, indicator
from basegov.structure.cobuilding import CoBuilding, LocalKind, LocalOrganisation, links_of
from basegov.structure.devolution import PowerHolding
from basegov.structure.duties import Means, duties_at, has, lists_in_force
from basegov.structure.estates import Estate
from basegov.structure.functions import Function, lists_all_about
from basegov.structure.funds import Funding
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.items import ItemAssignment, ItemList, ListEntry, WorkItem
from basegov.structure.memberships import Membership
from basegov.structure.organisations import Body, PartyOrgan, PartyOrganKind
from basegov.structure.party import GridPairing, Seating, member_count, organs_at
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Inventory, Street, UnitGroup, stands_for
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_ANY_ORGAN = Selector(kind="party_organ")
_WORKING_COMMITTEE = Selector(kind="party_organ", where={"kind": PartyOrganKind.WORKING_COMMITTEE})
_PART_TIME = Seating(part_time=True)
_ORGANS = (PartyOrgan, GridPairing, Inventory)


def coverage(structure: Structure, places: Selector, organ: Selector) -> Measured:
    """Return the part of some places that has an organ; not stated while no place, or no organ at all, is recorded.

    Places that an inventory counts and the structure does not list leave it open.
    """
    selection = places.select(structure)
    if not selection.sure or not (structure.records(organ.kind) or organ.lists_all(structure)):
        return NOT_STATED
    numbers = [organs_at(structure, place, organ).number for place in selection.sure]
    known = sum((number.low or 0) > 0 for number in numbers)
    possible = sum(number.high != 0 for number in numbers)
    more = selection.unlisted
    if more is not None and more.high is None:
        return Share.between(0, 1)
    unlisted = 0 if more is None or more.high is None else int(more.high)
    total = len(numbers) + unlisted
    return Share.between(Fraction(known, total), Fraction(possible + unlisted, total))


@indicator(
    en="smallest organ coverage of a grid layer", zh="各网格层党组织最低覆盖率", unit="share",
    reads=(Grid, GridLayer, *_ORGANS),
    definition=Text(
        "Of the grids of each layer the part that has a party organ of its own (or of a grid of the same ground); the "
        "least of these; not stated while no grid, or no organ, is recorded",
        "各网格层中设有党组织（含区域一致的网格的党组织）的网格比例的最低值；没有网格或党组织记录时为未载明",
    ),
)  # fmt: skip
def smallest_grid_organ_coverage(structure: Structure) -> Measured:
    """Measure the least coverage of a layer of grids with party organs."""
    layers = dict.fromkeys(grid.layer for grid in structure.records(Grid))
    found = [coverage(structure, Selector(kind="grid", where={"layer": layer}), _ANY_ORGAN) for layer in layers]
    shares = [share for share in found if isinstance(share, Share)]
    if not shares:
        return NOT_STATED
    return Share.between(min(share.low or 0 for share in shares), min(1 if s.high is None else s.high for s in shares))


@indicator(
    en="estates with a party organ", zh="小区党组织覆盖率", unit="share", reads=(Estate, *_ORGANS),
    definition=Text(
        "Residential estates that have a party organ of their own, as a part of all; not stated while no estate, or no "
        "organ, is recorded",
        "设有党组织的住宅小区占全部住宅小区的比例；没有小区或党组织记录时为未载明",
    ),
)  # fmt: skip
def estate_organ_coverage(structure: Structure) -> Measured:
    """Measure the coverage of estates with party organs."""
    return coverage(structure, Selector(kind="estate"), _ANY_ORGAN)


def part_time_members_of(structure: Structure, place: Street | UnitGroup) -> Count:
    """Return how many part-time members the working committees of a street have, or of one street of a group."""
    organs = organs_at(structure, place, _WORKING_COMMITTEE)
    return Count.total(member_count(structure, organ.id, _PART_TIME) for organ in organs.sure)


def _by_street(structure: Structure) -> tuple[Count, Count]:
    """Return the part-time members of all streets of which some are recorded, and how many streets these are."""
    bodies = {membership.body for membership in structure.records(Membership) if membership.part_time is True}
    places: list[Street | UnitGroup] = [*structure.records(Street)]
    places += [group for group in structure.records(UnitGroup) if stands_for(group, "street")]
    total, streets = Count(0), Count(0)
    for place in places:
        if bodies.isdisjoint(organ.id for organ in organs_at(structure, place, _WORKING_COMMITTEE).sure):
            continue
        number = _streets_of(place)
        streets += number
        total += _times(part_time_members_of(structure, place), number)
    return total, streets


def _streets_of(place: Street | UnitGroup) -> Count:
    if isinstance(place, Street):
        return Count(1)
    return Count.between(len(place.members), None) if isinstance(place.count, NotStated) else place.count


def _times(each: Count, number: Count) -> Count:
    high = None if each.high is None or number.high is None else each.high * number.high
    return Count.between((each.low or 0) * (number.low or 0), high)


_MEMBERS = (Membership, PartyOrgan, Street, UnitGroup, Inventory)


@indicator(
    en="part-time members of street committees", zh="镇街党工委兼职委员", unit="people", reads=_MEMBERS,
    definition=Text(
        "Part-time members of the party working committees of streets together; open upwards while memberships are not "
        "all listed; not stated while none is recorded",
        "各镇街党工委兼职委员合计；成员未全部登记时上不封顶；没有兼职委员记录时为未载明",
    ),
)  # fmt: skip
def part_time_members(structure: Structure) -> Measured:
    """Count the part-time members of the streets' working committees."""
    total, streets = _by_street(structure)
    return total if streets.high != 0 else NOT_STATED


@indicator(
    en="part-time members per street", zh="镇街平均兼职委员", unit="people per street", reads=_MEMBERS,
    definition=Text(
        "The same, divided by the number of streets of which part-time members are recorded",
        "兼职委员合计除以有兼职委员记录的镇街数",
    ),
)  # fmt: skip
def part_time_members_per_street(structure: Structure) -> Measured:
    """Measure the mean number of part-time members of a street's working committee."""
    total, streets = _by_street(structure)
    if streets.high == 0:
        return NOT_STATED
    if not streets.is_exact:
        return Number.between(0, None)
    number = streets.exact or 1
    return Number.between(
        Fraction(total.low or 0) / number, None if total.high is None else Fraction(total.high) / number
    )


@indicator(
    en="resident units that build together", zh="参与共建的驻区单位", unit="share",
    reads=(CoBuilding, LocalOrganisation, Inventory),
    definition=Text(
        "Listed resident units that have a co-building link, as a part of those listed; open upwards while links are "
        "not all listed; not stated while no resident unit, or no link, is recorded",
        "已登记驻区单位中有共建关系的比例；共建关系未全部登记时上不封顶；没有驻区单位或共建关系记录时为未载明",
    ),
)  # fmt: skip
def resident_units_linked(structure: Structure) -> Measured:
    """Measure the part of resident units that build together with somebody."""
    units = [unit for unit in structure.records(LocalOrganisation) if unit.kind is LocalKind.RESIDENT_UNIT]
    if not units or not structure.records(CoBuilding):
        return NOT_STATED
    linked = sum(bool(links_of(structure, unit.id)) for unit in units)
    closed = sum(lists_all_about(structure, u.id, "co_building") for u in units if not links_of(structure, u.id))
    return Share.between(Fraction(linked, len(units)), Fraction(len(units) - closed, len(units)))


@indicator(
    en="duties without means", zh="有责无权、无人或无钱的职责", unit="count",
    reads=(
        ItemList, ListEntry, WorkItem, ItemAssignment, PowerHolding, Staff, StaffGroup, Assignment, Funding, Function,
        Body, Street, UnitGroup, Inventory,
    ),
    definition=Text(
        "Recorded duties of streets, by lists in force or by items performed, that lack power, people or money; those "
        "of which that is not known leave it open upwards; not stated while no duty of a street is recorded",
        "镇街在现行清单上负责或实际承担的事项中，缺少权力、人员或经费的事项数；未载明的使其上不封顶；没有此类事项记录时为未载明",
    ),
)  # fmt: skip
def duties_without_means(structure: Structure) -> Measured:
    """Count the recorded duties of streets that lack power, people or money."""
    known = possible = recorded = 0
    lists = lists_in_force(structure)
    for street in structure.records(Street):
        for duty in duties_at(structure, street, lists):
            recorded += 1
            closed = Truth.all(has(structure, street, duty.item, means) for means in Means)
            gap = Truth.all([duty.sure, closed.negated])
            known += gap is Truth.TRUE
            possible += gap is not Truth.FALSE
    return Count.between(known, possible) if recorded else NOT_STATED
