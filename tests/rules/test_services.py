"""Rules over service networks, kits, matters at sites and linked systems (F15)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError, NotFoundError
from basegov.quantities import Count, Share
from basegov.rules.platforms import SystemsLinked
from basegov.rules.properties import HasProperties
from basegov.rules.propertyshares import PropertyShare
from basegov.rules.services import KitComplete, ServiceAvailability, SiteNetwork
from basegov.rules.verdicts import Outcome
from basegov.structure.organisations import CommandCentre, Platform, ServiceCentre
from basegov.structure.services import Availability, Equipment, ServiceItem, SystemLink
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street, UnitGroup
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
DISTRICT = District(id="d", level=LEVELS["district"])


def every(*kinds):
    return tuple(Inventory(scope="d", of=kind, complete=True) for kind in kinds)


def verdict(rule, *records):
    (found,) = rule.check(Structure.build([DISTRICT, *every("district"), *records]))
    return found


def centre(id, area, level, **fields):
    return ServiceCentre(id=id, parent="d", area=area, level=LEVELS[level], **fields)


# networks

STREETS = tuple(Street(id=f"s{i}", parent="d", level=LEVELS["street"]) for i in range(10))
GROUP = UnitGroup(id="all", of="community", parent="d", count=Count(124))
COMMUNITIES = Inventory(scope="d", of="community", total=Count(124), complete=False)
SITES = Inventory(scope="d", of="service_centre", complete=True)
NETWORK = (
    *STREETS, GROUP, COMMUNITIES, Inventory(scope="d", of="street", complete=True),
    centre("c", "d", "district"), *(centre(f"c{s.id}", s.id, "street") for s in STREETS),
    centre("cc", "all", "community"),
)  # fmt: skip
ONE_TEN_124 = SiteNetwork(levels={"district": 1, "street": 10, "community": 124}, one_each=True)


def without(*ids):
    return tuple(r for r in NETWORK if getattr(r, "id", None) not in ids)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((*NETWORK, SITES), MET),
        (NETWORK, OPEN),
        ((*without("cs3"), SITES), VIOLATED),
        ((*without("c"), SITES), VIOLATED),
        ((*without("cc"), SITES), VIOLATED),
        ((*NETWORK, SITES, centre("more", "s1", "street")), VIOLATED),
        ((*without("cs3"), SITES, centre("more", "s1", "street")), VIOLATED),
        ((*without("all"), UnitGroup(id="all", of="community", parent="d", count=Count(123)), SITES), VIOLATED),
        ((*without("all"), UnitGroup(id="all", of="community", parent="d"), SITES), OPEN),
        ((*without("cc"), centre("cc", "all", "community", count=Count(2)), SITES), VIOLATED),
        ((*without("cs3"), ServiceCentre(id="cs3", parent="d", area="s3"), SITES), OPEN),
    ],
)
def test_one_ten_one_hundred_twenty_four(records, expected):
    """BA-057, BA-081: one at the district, one in each of ten streets and of 124 communities that are not listed."""
    assert verdict(ONE_TEN_124, *records).outcome is expected


def test_a_network_without_one_each_only_counts():
    """BA-090: three levels; two centres in one street and none in another are no gap."""
    levels = SiteNetwork(levels={"district": ">= 1", "street": ">= 1", "community": ">= 1"})
    two = (*without("cs3"), centre("more", "s1", "street"), SITES)
    assert verdict(levels, *two).outcome is MET
    found = verdict(levels, *(r for r in two if not getattr(r, "id", "").startswith("cs") and r.key != "more"))
    assert found.outcome is VIOLATED
    assert "镇街级：0 个，应为 >= 1 个" in found.explain("zh")


@given(st.lists(st.integers(0, 2), min_size=1, max_size=4), st.booleans())
def test_one_each_is_a_count_of_one_at_every_unit(numbers, listed):
    """Against the plain way: every street has one, and nothing is unlisted."""
    streets = STREETS[: len(numbers)]
    sites = [centre(f"c{s.id}-{k}", s.id, "street") for s, n in zip(streets, numbers, strict=True) for k in range(n)]
    total = sum(numbers)
    rule = SiteNetwork(levels={"street": Count.between(len(numbers), None)}, one_each=True)
    found = verdict(rule, *streets, *sites, *every("street"), *([SITES] if listed else []))
    plain = MET if set(numbers) == {1} else VIOLATED
    if listed:
        assert found.outcome is plain
    elif any(n > 1 for n in numbers):
        assert found.outcome is VIOLATED
    else:
        assert found.outcome is OPEN
    assert total >= 0


def test_a_site_of_listed_members_stands_at_each():
    group = UnitGroup(id="g", of="street", parent="d", members=("s0", "s1"), count=Count(2))
    rule = SiteNetwork(levels={"street": 2}, one_each=True)
    records = (*STREETS[:2], group, *every("street"), SITES)
    assert verdict(rule, *records, centre("c", "g", "street")).outcome is MET
    assert verdict(rule, *records, centre("c", "g", "street"), centre("x", "s0", "street")).outcome is VIOLATED


def test_two_groups_may_overlap():
    groups = [UnitGroup(id=f"g{n}", of="community", parent="d", count=Count(62)) for n in range(2)]
    sites = [centre(f"c{n}", f"g{n}", "community") for n in range(2)]
    rule = SiteNetwork(levels={"community": 124}, one_each=True)
    assert verdict(rule, COMMUNITIES, *groups, *sites, SITES).outcome is OPEN


def test_a_level_that_is_no_kind_of_unit_is_refused():
    with pytest.raises(InputError, match="BG490"):
        SiteNetwork(levels={"sreet": 10})


def test_centres_in_the_central_area():
    """BA-058."""
    rule = HasProperties(of={"kind": "service_centre", "where": {"level": "community"}}, fields=["central"])
    for central, expected in ((True, MET), (False, VIOLATED), (NOT_STATED, OPEN)):
        assert verdict(rule, GROUP, centre("cc", "all", "community", central=central), SITES).outcome is expected


# kits

C = Community(id="c", parent="d")
EQUIPMENT = every("equipment", "community")


def has(item, count=1, **fields):
    return Equipment(unit="c", item=item, count=count if count is NOT_STATED else Count(count), **fields)


PREMISES = KitComplete(unit="community", all_of={"office_place": ">= 1", "activity_place": ">= 1"})
CATERING = KitComplete(unit="community", any_of=["canteen", "unified_catering"])
VEHICLES = KitComplete(unit="community", all_of={"person_cargo_vehicle": ">= 1", "electric_vehicle": ">= 1"})
FOUR_ONES = KitComplete(unit="community", all_of={"door": 1, "window": 1, "network": 1, "number": 1})
ONLINE = KitComplete(unit="community", all_of={"hotline": ">= 1"}, online=True)


@pytest.mark.parametrize(
    ("rule", "records", "expected"),
    [
        (PREMISES, [has("office_place"), has("activity_place")], MET),
        (PREMISES, [has("office_place")], VIOLATED),
        (PREMISES, [has("office_place"), has("activity_place", 0)], VIOLATED),
        (PREMISES, [has("office_place"), has("activity_place", ">= 1")], MET),
        (PREMISES, [has("office_place"), has("activity_place", NOT_STATED)], OPEN),
        (CATERING, [has("canteen")], MET),
        (CATERING, [has("unified_catering")], MET),
        (CATERING, [has("canteen", 0)], VIOLATED),
        (CATERING, [], VIOLATED),
        (CATERING, [has("meals", one_of=("canteen", "unified_catering"))], MET),
        (VEHICLES, [has("person_cargo_vehicle"), has("electric_vehicle")], MET),
        (VEHICLES, [has("person_cargo_vehicle", 2)], VIOLATED),
        (FOUR_ONES, [has("door"), has("window"), has("network"), has("number")], MET),
        (FOUR_ONES, [has("door"), has("window", 2), has("network"), has("number")], VIOLATED),
        (FOUR_ONES, [has("door"), has("window", NOT_STATED), has("network"), has("number")], OPEN),
        (ONLINE, [has("hotline", online=True)], MET),
        (ONLINE, [has("hotline", online=False)], VIOLATED),
        (ONLINE, [has("hotline", online=NOT_STATED)], OPEN),
    ],
)
def test_kits(rule, records, expected):
    """BA-056, BA-060, BA-061, BA-091, WH-082."""
    assert verdict(rule, C, *EQUIPMENT, *records).outcome is expected


@pytest.mark.parametrize(
    ("rule", "records"), [(CATERING, []), (CATERING, [has("canteen", 0)]), (PREMISES, [has("office_place")])]
)
def test_what_is_not_recorded_may_be_there(rule, records):
    """BA-056, BA-060."""
    assert verdict(rule, C, *records, *every("community")).outcome is OPEN


def test_data_of_a_group_of_grids():
    """GL-040, GL-041: five classes, of the grids together."""
    grids = UnitGroup(id="grids", of="grid", parent="d")
    classes = ["people", "matters", "places", "things", "organisations"]
    rule = KitComplete(unit={"kind": "unit_group", "ids": ["grids"]}, all_of=dict.fromkeys(classes, ">= 1"))
    rows = [Equipment(unit="grids", item=item, count=Count(">= 1")) for item in classes]
    assert verdict(rule, grids, *rows).outcome is MET
    found = verdict(rule, grids, *rows[:4])
    assert found.outcome is OPEN
    assert [m.field for m in found.missing] == ["equipment"]
    assert verdict(rule, grids, *rows[:4], *every("equipment")).outcome is VIOLATED


# matters online and anywhere

ITEMS = every("service_item", "service_centre", "availability")
ACCEPTED = PropertyShare(of="service_item", field="accepted_online", at_least="100%")


def item(id, online=True, count=None):
    return ServiceItem(id=id, parent="d", accepted_online=online, approved_online=online, count=count)


@pytest.mark.parametrize(
    ("items", "expected", "measured"),
    [
        ([item("a"), item("b")], MET, Share("100%")),
        ([item("a"), item("b", False)], VIOLATED, Share("50%")),
        ([item("a", count=Count(9)), item("b", False)], VIOLATED, Share("90%")),
        ([item("a"), item("b", NOT_STATED)], OPEN, Share("50% .. 100%")),
        ([item("a", count=Count(">= 1"))], MET, Share("100%")),
        ([item("a", count=NOT_STATED)], OPEN, Share.unknown()),
        ([item("a", count=Count(">= 1")), item("b", False)], VIOLATED, Share(">= 50%, < 100%")),
        ([item("a", count=NOT_STATED), item("b", False)], VIOLATED, Share("< 100%")),
        ([item("a", False, count=Count(">= 1"))], VIOLATED, Share(0)),
    ],
)
def test_all_matters_online(items, expected, measured):
    """BA-092, BA-093: exact, with bundles of which the number is not known."""
    for field in ("accepted_online", "approved_online"):
        found = verdict(PropertyShare(of="service_item", field=field, at_least="100%"), *items, *ITEMS)
        assert (found.outcome, found.measured) == (expected, measured)


def test_matters_that_are_not_listed_leave_it_open():
    """BA-092."""
    found = verdict(ACCEPTED, item("a"))
    assert found.outcome is OPEN
    assert [m.field for m in found.missing] == ["service_item"]
    assert verdict(ACCEPTED, item("a", False)).outcome is VIOLATED
    assert verdict(ACCEPTED, *ITEMS).outcome is NOT_ASKED
    with pytest.raises(NotFoundError):
        verdict(PropertyShare(of="service_item", field="colour", at_least=1), item("a"), *ITEMS)


@pytest.mark.parametrize(("online", "expected"), [(9, MET), (8, VIOLATED)])
def test_a_share_below_all_at_its_bound(online, expected):
    rule = PropertyShare(of="service_item", field="accepted_online", at_least="90%")
    items = [item("a", count=Count(online)), item("b", False, count=Count(10 - online))]
    assert verdict(rule, *items, *ITEMS).outcome is expected


ANYWHERE = ServiceAvailability()
CELLS = st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4)


@given(CELLS, st.booleans())
def test_availability_is_the_common_answer_of_all_completions(cells, one_is_ten):
    """BA-094: two matters at two centres, one of them perhaps a bundle of ten."""
    pairs = [(i, s) for i in ("i0", "i1") for s in ("s0", "s1")]
    items = [item("i0", count=Count(10) if one_is_ten else None), item("i1")]
    sites = [centre("s0", "d", "district"), centre("s1", "d", "district")]
    rows = [Availability(item=i, site=s) for (i, s), cell in zip(pairs, cells, strict=True) if cell]
    # what is not recorded is known to be absent only where a list about the pair's item says so
    closed = [
        Inventory(scope=i, of="availability", complete=True) for n, i in enumerate(("i0", "i1")) if _told(cells, n)
    ]
    found = verdict(ANYWHERE, *items, *sites, *rows, *closed, *every("service_item", "service_centre"))
    weight = [10 if one_is_ten else 1, 1]
    answers = [True if cell else (False if _told(cells, n // 2) else None) for n, cell in enumerate(cells)]
    total = 2 * sum(weight)
    low = sum(weight[n // 2] for n, a in enumerate(answers) if a)
    high = low + sum(weight[n // 2] for n, a in enumerate(answers) if a is None)
    assert found.measured == Share.between(Fraction(low, total), Fraction(high, total))
    assert found.outcome is (MET if low == total else VIOLATED if high < total else OPEN)


def _told(cells, n):
    return None not in cells[2 * n : 2 * n + 2]


def test_any_matter_at_any_centre_of_unlisted_communities():
    """BA-094: one bundle of all matters, centres of a group."""
    records = (
        GROUP,
        item("all-matters", count=Count(">= 1")),
        centre("cc", "all", "community"),
        centre("c", "d", "district"),
    )
    every_pair = [Availability(item="all-matters", site=s) for s in ("cc", "c")]
    assert verdict(ANYWHERE, *records, *ITEMS, *every_pair).outcome is MET
    found = verdict(ANYWHERE, *records, *ITEMS, every_pair[1])
    assert found.outcome is VIOLATED
    assert verdict(ANYWHERE, *records, *every_pair).outcome is OPEN
    assert verdict(ANYWHERE, *ITEMS).outcome is NOT_ASKED


# systems

PLATFORM = (CommandCentre(id="cc", parent="d"), *(Platform(id=f"p{n}", parent="d") for n in range(4)))
FOUR = SystemsLinked(platform={"kind": "command_centre", "ids": ["cc"]}, systems=["p0", "p1", "p2", "p3"])
ACROSS = SystemsLinked(platform={"kind": "command_centre", "ids": ["cc"]}, across=["department", "business", "system"])


def links(number, across=NOT_STATED):
    return [SystemLink(platform="cc", system=f"p{n}", across=across) for n in range(number)]


@pytest.mark.parametrize(
    ("rule", "records", "expected"),
    [
        (FOUR, links(4), MET),
        (FOUR, links(3), OPEN),
        (FOUR, [*links(3), *every("system_link")], VIOLATED),
        (ACROSS, [*links(2, ("department", "business", "system")), *every("system_link")], MET),
        (ACROSS, links(2, ("department", "business", "system")), OPEN),  # a further link may bridge less
        (ACROSS, links(2, ("department", "business")), VIOLATED),
        (ACROSS, links(2), OPEN),
        (ACROSS, [], OPEN),
        (ACROSS, every("system_link"), VIOLATED),
        (ACROSS, [*links(1, ("department", "business", "system")), links(2)[1]], OPEN),
    ],
)
def test_platforms_in_one(rule, records, expected):
    """GL-039 (four named platforms, an open list), BA-142 (across departments, businesses, systems)."""
    assert verdict(rule, *PLATFORM, *records).outcome is expected


MEALS = Equipment(unit="d", item="dining", count=Count(1), one_of=("canteen", "catering"))


@pytest.mark.parametrize(
    ("terms", "row", "expected"),
    [
        ({"all_of": {"canteen": 1}}, MEALS, OPEN),
        ({"any_of": ("canteen", "kiosk")}, MEALS, OPEN),
        ({"any_of": ("canteen", "catering")}, MEALS, MET),
        ({"all_of": {"kiosk": 1}}, MEALS, VIOLATED),
        ({"all_of": {"hotline": 1}, "online": True}, Equipment(unit="d", item="hotline", count=Count(1)), OPEN),
        ({"all_of": {"hotline": 1}, "online": False}, Equipment(unit="d", item="hotline", count=Count(1)), OPEN),
        (
            {"all_of": {"hotline": 1}, "online": True},
            Equipment(unit="d", item="hotline", count=Count(1), online=None),
            VIOLATED,
        ),
    ],
)
def test_a_kit_is_not_lacking_what_a_recorded_thing_may_be(terms, row, expected):
    assert verdict(KitComplete(unit="district", **terms), row, *every("equipment")).outcome is expected


@pytest.mark.parametrize(("area", "expected"), [(NOT_STATED, OPEN), ("c1", MET), ("s", VIOLATED)])
def test_a_site_of_which_the_unit_is_not_stated_may_stand_in_any_unit_below_it(area, expected):
    site = ServiceCentre(id="x", parent="s", area=area, level=LEVELS["community"])
    places = (Street(id="s", parent="d"), Community(id="c1", parent="s"), *every("service_centre", "community"))
    assert verdict(SiteNetwork(levels={"community": 1}, one_each=True), site, *places).outcome is expected
