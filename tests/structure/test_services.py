"""Sites, equipment, matters and links of systems, and how bundles of them are counted."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import StructureError
from basegov.quantities import Count, Number, Share
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.reform import Reform
from basegov.structure.organisations import CommandCentre, Platform, ServiceCentre, ServiceSite
from basegov.structure.services import (
    Availability,
    Equipment,
    ServiceItem,
    SystemLink,
    bundle,
    has_of,
    has_one_of,
    is_available,
    share_of,
    sites_of,
    times,
)
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, UnitGroup
from basegov.values import NOT_STATED, Truth

DISTRICT = District(id="d")
ALL = Inventory(scope="d", of="equipment", complete=True)


def build(*records):
    return Structure.build([DISTRICT, Community(id="c", parent="d"), *records])


def test_a_centre_is_a_site():
    """BA-082: 206 centres, stations and points are service sites."""
    world = build(ServiceCentre(id="centre", parent="c"), ServiceSite(id="point", parent="c"))
    assert [site.id for site in world.records(ServiceSite)] == ["centre", "point"]
    assert [site.id for site in world.records(ServiceCentre)] == ["centre"]


@pytest.mark.parametrize(
    ("count", "area", "expected"),
    [
        (None, "c", "1"),
        (Count(71), "c", "71"),
        (NOT_STATED, "c", ">= 0"),
        (None, "group", "124"),
        (Count(2), "group", "248"),
        (None, "open", ">= 1"),
    ],
)
def test_a_site_of_a_group_stands_in_each_unit_of_it(count, area, expected):
    """BA-057: one in each of 124 communities that are not listed."""
    world = build(
        UnitGroup(id="group", of="community", count=Count(124)),
        UnitGroup(id="open", of="community", members=("c",)),
        ServiceCentre(id="s", parent="d", area=area, count=count, floor_m2=Number(1800)),
    )
    assert sites_of(world, world["s"]) == Count(expected)


def test_the_two_numbers_of_the_network():
    """BA-081, BA-082: 1 + 10 + 124 = 135, and 206 - 135 = 71 other sites."""
    assert 1 + 10 + 124 == 135
    assert Count(206).minus(Count(135)).exact == 71


weights = st.lists(st.integers(0, 6), max_size=3)


@given(weights, weights, weights)
def test_a_share_holds_whatever_becomes_of_what_is_open(yes, no, open_):
    found = share_of(map(Count, yes), map(Count, no), map(Count, open_))
    total = sum(yes) + sum(no) + sum(open_)
    for more in range(sum(open_) + 1):
        if total:
            assert Fraction(sum(yes) + more, total) in found
    if total:
        assert (found.low, found.high) == (Fraction(sum(yes), total), Fraction(sum(yes) + sum(open_), total))


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_share_with_an_unknown_bundle_contains_all_its_completions(known, least):
    bundle_ = Count.between(least, None)
    mixed, other = share_of([bundle_], [Count(known)]), share_of([Count(known)], [bundle_])
    for number in range(least, least + 20):
        assert Fraction(number, number + known) in mixed
        assert Fraction(known, number + known) in other
    assert 1 not in mixed
    assert share_of([bundle_], []) == Share("100%")
    assert share_of([], [bundle_]) == Share("0%")


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_products_contain_the_products(a, b, c, d):
    one, other = Count.between(min(a, b), max(a, b)), Count.between(min(c, d), max(c, d))
    assert a * c in times(one, other)
    assert b * d in times(one, other)


def test_nothing_times_anything_is_nothing():
    assert times(Count(0), Count.unknown()) == Count(0)
    assert bundle(Community(id="x")) == Count(1)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], ">= 0"),
        ([ALL], "0"),
        ([Equipment(unit="c", item="hotline", count=Count(2))], "2"),
        ([Equipment(unit="c", item="hotline")], ">= 0"),
        ([UnitGroup(id="g", members=("c",)), Equipment(unit="g", item="hotline", count=Count(3))], "3"),
        ([Equipment(unit="c", item="canteen", count=Count(1)), ALL], "0"),
    ],
)
def test_how_many_a_unit_has(records, expected):
    assert has_of(build(*records), "c", "hotline") == Count(expected)


@pytest.mark.parametrize(
    ("online", "asked", "expected"),
    [(True, True, "2"), (True, False, "0"), (None, True, "0"), (NOT_STATED, True, "0 .. 2"), (NOT_STATED, None, "2")],
)
def test_channels_are_told_apart(online, asked, expected):
    """WH-082: online and offline."""
    world = build(Equipment(unit="c", item="hotline", count=Count(2), online=online))
    assert has_of(world, "c", "hotline", online=asked) == Count(expected)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Equipment(unit="c", item="meals", count=Count(1), one_of=("canteen", "unified_catering")), Truth.TRUE),
        (Equipment(unit="c", item="meals", count=Count(1), one_of=("canteen", "vouchers")), Truth.UNKNOWN),
        (Equipment(unit="c", item="meals", count=Count(0), one_of=("canteen",)), Truth.FALSE),
        (Equipment(unit="c", item="unified_catering", count=Count(1)), Truth.TRUE),
    ],
)
def test_that_it_is_one_of_two_is_enough(row, expected):
    """BA-060: which of the two a community has need not be known."""
    assert has_one_of(build(row, ALL), "c", ("canteen", "unified_catering")) is expected


@pytest.mark.parametrize("of", ["c", "d", "i"])
def test_what_is_not_recorded_is_open_until_a_list_says_that_it_is_complete(of):
    """BA-094."""
    nodes = (ServiceItem(id="i", parent="d"), ServiceCentre(id="s", parent="c"))
    assert is_available(build(*nodes), "i", "s") is Truth.UNKNOWN
    listed = Inventory(scope=of, of="availability", complete=True)
    assert is_available(build(*nodes, listed), "i", "s") is Truth.FALSE
    assert is_available(build(*nodes, listed, Availability(item="i", site="s")), "i", "s") is Truth.TRUE


def test_a_platform_takes_in_others():
    """BA-142, GL-039."""
    nodes = (CommandCentre(id="cc", parent="d"), Platform(id="p", parent="d"))
    world = build(*nodes, SystemLink(platform="cc", system="p"))
    assert ("p", "cc") in world.graph.edges()
    with pytest.raises(StructureError, match="BG390") as caught:
        build(*nodes, SystemLink(platform="p", system="p"))
    assert caught.value.diagnostics[0].message("zh") == "平台 p 与自身相连"


def test_what_merged_communities_have_adds_up():
    """BA-061."""
    world = Structure.build([
        DISTRICT, ALL, *(Community(id=i, parent="d") for i in "ab"),
        Equipment(unit="a", item="vehicle", count=Count(1)), Equipment(unit="b", item="vehicle", count=Count(2)),
    ])  # fmt: skip
    after = Reform(id="r", steps=[MergeCommunities(parts=["a", "b"], into="ab", name="甲乙")]).apply(world).after
    assert has_of(after, "ab", "vehicle") == Count(3)
