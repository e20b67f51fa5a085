"""Indicators of the party network and of duties without means."""

from __future__ import annotations

from basegov.quantities import Count, Number, Share, Yuan
from basegov.scenarios.measures_party import (
    duties_without_means,
    estate_organ_coverage,
    part_time_members,
    part_time_members_per_street,
    resident_units_linked,
    smallest_grid_organ_coverage,
)
from basegov.structure.cobuilding import CoBuilding, LocalKind, LocalOrganisation
from basegov.structure.estates import Estate
from basegov.structure.funds import Funding
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.items import ItemList, ListEntry, WorkItem
from basegov.structure.memberships import Membership
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.party import GridPairing
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Community, District, Inventory, Street, UnitGroup
from basegov.values import NOT_STATED

D = District(id="d")
EVERY = Inventory(scope="d", of="membership", complete=True)
ALL_ORGANS = Inventory(scope="d", of="party_organ", complete=True)


def committee(area, count):
    id_ = f"pwc-{area}"
    organ = PartyOrgan(id=id_, kind=PartyOrganKind.WORKING_COMMITTEE, area=area, parent="d")
    seats = Membership(body=id_, office="part_time_member", part_time=True, count=Count(count))
    return organ, seats


def streets(number, count):
    places = [Street(id=f"s{i}", parent="d") for i in range(number)]
    return Structure.build([D, EVERY, *places, *(r for s in places for r in committee(s.id, count))])


def test_eighteen_streets_with_five_to_seven_each_have_90_to_126():
    """HZ-015: 5 x 18 and 7 x 18."""
    world = streets(18, "5 .. 7")
    assert part_time_members(world) == Count.between(5 * 18, 7 * 18)
    assert part_time_members_per_street(world) == Number.between(5, 7)


def test_a_group_of_eighteen_streets_says_the_same():
    """HZ-015: streets that are not listed one by one."""
    group = UnitGroup(id="all", of="street", count=Count(18))
    listed = Inventory(scope="pwc-all", of="membership", complete=True)
    world = Structure.build([D, group, listed, *committee("all", "5 .. 7")])
    assert part_time_members(world) == Count("90 .. 126")
    assert part_time_members_per_street(world) == Number.between(5, 7)


def test_without_a_complete_list_of_members_the_number_is_open_upwards():
    """HZ-015."""
    street = Street(id="s", parent="d")
    assert part_time_members(Structure.build([D, street, *committee("s", 6)])) == Count(">= 6")
    assert part_time_members(Structure.build([D, street])) is NOT_STATED


def test_coverage_of_the_layer_that_is_covered_least():
    """XZ-044: two of four working grids have a branch, one of them by the party grid of the same ground."""
    nodes = [
        D, Community(id="c", parent="d"), GridLayer(id="work"), GridLayer(id="party"),
        *(Grid(id=f"g{i}", layer="work", parent="c") for i in range(4)), Grid(id="p", layer="party", parent="c"),
        PartyOrgan(id="o0", kind=PartyOrganKind.BRANCH, area="g0"),
        PartyOrgan(id="o1", kind=PartyOrganKind.BRANCH, area="p"),
        GridPairing(grids=("g1", "p"), same_area=True),
    ]  # fmt: skip
    assert smallest_grid_organ_coverage(Structure.build([*nodes, ALL_ORGANS])) == Share("1/2")
    assert smallest_grid_organ_coverage(Structure.build(nodes)) == Share.between(Share("50%").low, 1)
    assert smallest_grid_organ_coverage(Structure.build([D])) is NOT_STATED


def test_estates_that_are_not_listed_leave_their_coverage_open():
    """BA-136: 1,053 estates, of which one is listed."""
    nodes = [D, Estate(id="e", parent="d"), PartyOrgan(id="o", area="e"), ALL_ORGANS]
    assert estate_organ_coverage(Structure.build(nodes)) == Share(1)
    more = Inventory(scope="d", of="estate", total=Count(1053))
    assert estate_organ_coverage(Structure.build([*nodes, more])) == Share(">= 1/1053")


def test_share_of_resident_units_that_build_together():
    """BA-138."""
    units = [LocalOrganisation(id=f"u{i}", kind=LocalKind.RESIDENT_UNIT) for i in range(3)]
    world = [D, *units, PartyOrgan(id="o"), CoBuilding(partners=("u0", "o"))]
    assert resident_units_linked(Structure.build(world)) == Share(">= 1/3")
    closed = [Inventory(scope=u.id, of="co_building", complete=True) for u in units]
    assert resident_units_linked(Structure.build([*world, *closed])) == Share("1/3")
    assert resident_units_linked(Structure.build([D, *units])) is NOT_STATED


def test_duties_without_means_are_counted_and_open_where_a_means_is_not_recorded():
    """XZ-010."""
    items = [WorkItem(id="a", power_of=("s",)), WorkItem(id="b", power_of=("d",)), WorkItem(id="c")]
    list_ = ItemList(id="list", holder="s", complete=True)
    entries = [ListEntry(list_="list", item=item.id, responsible="s") for item in items]
    means = [StaffGroup(id="crew", parent="s", count=Count(3)), Funding(unit="s", year=2018, amount=Yuan(1))]
    world = [D, Street(id="s", parent="d"), list_, *items, *entries]
    assert duties_without_means(Structure.build([*world, *means])) == Count("1 .. 2")
    assert duties_without_means(Structure.build(world)) == Count("1 .. 3")
    assert duties_without_means(Structure.build([D])) is NOT_STATED
