"""Rules over the party network (XZ-043 to XZ-047, HZ-014 to HZ-018, BA-079, BA-080, BA-118, BA-138, BA-141)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import NotFoundError
from basegov.quantities import Count
from basegov.rules.grids import LayerLevels
from basegov.rules.party import CoBuilds, GridsMatch, MemberCount, MemberSources, OrgansPerPlace
from basegov.rules.properties import HasProperties
from basegov.rules.verdicts import Outcome
from basegov.structure.cobuilding import CoBuilding, LocalKind, LocalOrganisation
from basegov.structure.estates import Building, Estate
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.management import Dimension, Management
from basegov.structure.memberships import Membership
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.party import GridPairing
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

BRANCH, GROUP = PartyOrganKind.BRANCH, PartyOrganKind.GROUP
NODES = (
    District(id="d"),
    Street(id="s", name="东街道", parent="d"),
    Community(id="c", name="甲社区", parent="s"),
    GridLayer(id="work"),
    GridLayer(id="party"),
    Grid(id="g", name="一网格", layer="work", parent="c"),
    Grid(id="p", name="一党建网格", layer="party", parent="c"),
    Building(id="b", name="一栋", parent="g"),
    Estate(id="e", name="梅园小区", parent="c"),
)
PAIRED = Inventory(scope="d", of="grid_pairing", complete=True)
ORGANS = Inventory(scope="d", of="party_organ", complete=True)


def structure(*records):
    return Structure.build([*NODES, *records])


def outcome(rule, world, subject=None):
    verdicts = [v for v in rule.check(world) if subject is None or v.subject.id == subject]
    (verdict,) = verdicts
    return verdict.outcome


def organ(kind=BRANCH, **fields):
    return PartyOrgan(id="o", name="支部", kind=kind, **fields)


def per(kind, organ_kind):
    where = {"layer": "work"} if kind == "grid" else {}
    return OrgansPerPlace(
        id="per", per={"kind": kind, "where": where}, organ={"kind": "party_organ", "where": {"kind": organ_kind}}
    )


# an organ on every place


@pytest.mark.parametrize(
    ("kind", "organ_kind", "place"),
    [
        ("grid", "branch", "g"),
        ("building", "group", "b"),
        ("estate", "branch", "e"),
        ("street", "working committee", "s"),
    ],
)
def test_every_place_needs_its_organ(kind, organ_kind, place):
    """XZ-044, XZ-045, BA-079 and BA-118, HZ-014: met, violated, and open while not all are listed."""
    rule = per(kind, organ_kind)
    there = organ(PartyOrganKind(organ_kind), area=place)
    assert outcome(rule, structure(there)) is Outcome.MET
    assert outcome(rule, structure(ORGANS)) is Outcome.VIOLATED
    assert outcome(rule, structure()) is Outcome.UNDETERMINED
    elsewhere = organ(PartyOrganKind(organ_kind), area="d")
    assert outcome(rule, structure(elsewhere, ORGANS)) is Outcome.VIOLATED


def test_an_organ_of_another_kind_does_not_count_and_one_of_unknown_kind_leaves_it_open():
    """XZ-044."""
    rule = per("grid", "branch")
    assert outcome(rule, structure(organ(GROUP, area="g"), ORGANS)) is Outcome.VIOLATED
    assert outcome(rule, structure(organ(NOT_STATED, area="g"), ORGANS)) is Outcome.UNDETERMINED


def test_a_branch_whose_area_is_not_stated_may_be_that_of_a_grid_of_its_community():
    """XZ-044."""
    (verdict,) = per("grid", "branch").check(structure(organ(parent="c"), ORGANS))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [m.field for m in verdict.missing] == ["area"]
    assert "支部" in verdict.explain("zh")


@pytest.mark.parametrize(
    ("same", "expected"),
    [(True, Outcome.MET), (False, Outcome.VIOLATED), (NOT_STATED, Outcome.UNDETERMINED)],
)
def test_the_branch_of_a_party_grid_is_that_of_a_grid_of_the_same_ground(same, expected):
    """XZ-044 with XZ-046."""
    world = structure(organ(area="p"), GridPairing(grids=("g", "p"), same_area=same), ORGANS)
    assert outcome(per("grid", "branch"), world) is expected


def test_places_that_are_not_listed_are_said_to_be_open():
    """XZ-042: 493 grids, of which few are listed."""
    world = structure(organ(area="g"), Inventory(scope="d", of="grid", total=Count(493)))
    answers = per("grid", "branch").check(world)
    assert [v.outcome for v in answers] == [Outcome.MET, Outcome.UNDETERMINED]
    assert answers[1].reason.code == "not_all_listed"


def test_without_any_building_listed_the_rule_does_not_say_there_is_none():
    """XZ-045."""
    bare = Structure.build([District(id="d")])
    (verdict,) = per("building", "group").check(bare)
    assert verdict.reason.code == "none_listed"
    none = Structure.build([District(id="d"), Inventory(scope="d", of="building", complete=True)])
    assert outcome(per("building", "group"), none) is Outcome.NOT_APPLICABLE


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=4))
def test_partial_organs_answer_as_all_completions_do(kinds):
    """XZ-044: each organ of the grid is a branch, is a group, or its kind is not stated."""

    def world(chosen):
        organs = [
            PartyOrgan(id=f"o{i}", area="g", kind=NOT_STATED if one is None else BRANCH if one else GROUP)
            for i, one in enumerate(chosen)
        ]
        return structure(*organs, ORGANS)

    free = [i for i, one in enumerate(kinds) if one is None]
    completions = set()
    for choice in itertools.product([True, False], repeat=len(free)):
        filled = list(kinds)
        for place, one in zip(free, choice, strict=True):
            filled[place] = one
        completions.add(outcome(per("grid", "branch"), world(filled)))
    expected = completions.pop() if len(completions) == 1 else Outcome.UNDETERMINED
    assert outcome(per("grid", "branch"), world(kinds)) is expected


# members

COMMITTEE = PartyOrgan(id="pwc", name="东街道党工委", kind=PartyOrganKind.WORKING_COMMITTEE, area="s")
LISTED = Inventory(scope="pwc", of="membership", complete=True)
FIVE_TO_SEVEN = MemberCount(
    id="five",
    body={"kind": "party_organ", "where": {"kind": "working committee"}},
    part_time=True,
    at_least=5,
    at_most=7,
)


def members(count, **fields):
    terms = {"part_time": True, "party_head": True, "source_class": "enterprise", **fields}
    return Membership(body="pwc", count=Count(count), **terms)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(4, Outcome.VIOLATED), (5, Outcome.MET), (7, Outcome.MET), (8, Outcome.VIOLATED), ("5 .. 7", Outcome.MET)],
)
def test_five_to_seven_part_time_members(count, expected):
    """HZ-015: 4 fails, 5 and 7 pass, 8 fails; both ends belong to the range."""
    assert outcome(FIVE_TO_SEVEN, structure(COMMITTEE, members(count), LISTED)) is expected


def test_how_far_the_number_of_members_is_from_the_range_is_said():
    """HZ-015."""
    (verdict,) = FIVE_TO_SEVEN.check(structure(COMMITTEE, members(4), LISTED))
    assert (verdict.reason.code, verdict.margin.exact) == ("below_minimum", -1)
    (verdict,) = FIVE_TO_SEVEN.check(structure(COMMITTEE, members(8), LISTED))
    assert verdict.reason.code == "above_maximum"


@pytest.mark.parametrize(
    ("count", "expected"), [(4, Outcome.UNDETERMINED), (6, Outcome.UNDETERMINED), (8, Outcome.VIOLATED)]
)
def test_further_members_may_not_be_listed(count, expected):
    """HZ-015: eight known members are too many however many more there are."""
    assert outcome(FIVE_TO_SEVEN, structure(COMMITTEE, members(count))) is expected


def test_full_time_members_do_not_count_and_unknown_ones_leave_it_open():
    """HZ-015."""
    full = members(9, part_time=False, source_class="own_staff")
    assert outcome(FIVE_TO_SEVEN, structure(COMMITTEE, members(5), full, LISTED)) is Outcome.MET
    perhaps = members(3, part_time=NOT_STATED, source_class="resident_unit")
    (verdict,) = FIVE_TO_SEVEN.check(structure(COMMITTEE, members(5), perhaps, LISTED))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [m.field for m in verdict.missing] == ["part_time"]


@given(st.integers(0, 9), st.integers(0, 4))
def test_members_of_unknown_standing_answer_as_all_completions_do(sure, open_):
    """HZ-015: each of some members may or may not sit part-time."""
    unknown = [
        Membership(body="pwc", office=f"o{i}", part_time=NOT_STATED) for i in range(open_)
    ]  # fmt: skip
    known = [Membership(body="pwc", office=f"k{i}", part_time=True) for i in range(sure)]
    got = outcome(FIVE_TO_SEVEN, structure(COMMITTEE, *known, *unknown, LISTED))
    completions = {5 <= n <= 7 for n in range(sure, sure + open_ + 1)}
    expected = Outcome.UNDETERMINED if len(completions) > 1 else Outcome.MET if completions.pop() else Outcome.VIOLATED
    assert got is expected


SOURCES = ("economic_association", "resident_unit", "enterprise", "two_new_organisation")


def sources(**fields):
    terms = {"body": "party_organ", "part_time": True, "classes": SOURCES, "party_heads": True, **fields}
    return MemberSources(id="from", **terms)


def test_part_time_members_come_from_admissible_sources_and_head_a_party_organisation():
    """HZ-016."""
    assert outcome(sources(), structure(COMMITTEE, members(5), LISTED)) is Outcome.MET
    other = members(1, source_class="retired_cadre")
    (verdict,) = sources().check(structure(COMMITTEE, members(5), other, LISTED))
    assert verdict.outcome is Outcome.VIOLATED
    assert "retired_cadre" in verdict.explain("en")
    assert outcome(sources(), structure(COMMITTEE, members(5, party_head=False), LISTED)) is Outcome.VIOLATED


def test_a_source_outside_an_open_ended_list_stays_open():
    """HZ-016: the list of sources ends with "and others"."""
    other = members(1, source_class="retired_cadre")
    assert outcome(sources(open_ended=True), structure(COMMITTEE, other, LISTED)) is Outcome.UNDETERMINED


def test_what_is_not_stated_of_a_member_is_named():
    """HZ-016."""
    unknown = members(5, office="part_time_member", source_class=NOT_STATED, party_head=NOT_STATED)
    (verdict,) = sources().check(structure(COMMITTEE, unknown, LISTED))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert {m.field for m in verdict.missing} == {"source_class", "party_head"}
    assert outcome(sources(), structure(COMMITTEE, members(5))) is Outcome.UNDETERMINED


def test_members_who_do_not_sit_part_time_are_not_asked():
    """HZ-016."""
    own = members(9, part_time=False, source_class="own_staff", party_head=False)
    assert outcome(sources(), structure(COMMITTEE, members(5), own, LISTED)) is Outcome.MET


FIVE = ("owners' committee", "property firm", "resident_unit", "two_new_organisation", "community_police")


@pytest.mark.parametrize(("all_classes", "expected"), [(False, Outcome.MET), (True, Outcome.VIOLATED)])
def test_from_among_five_sources_and_from_all_five(all_classes, expected):
    """HZ-018: two of the five sources, told by the memberships and by what the member is."""
    firm = LocalOrganisation(id="firm", kind=LocalKind.PROPERTY_FIRM, host="c")
    seats = (
        Membership(body="pwc", member="firm", party_member=True),
        Membership(body="pwc", source_class="community_police", count=Count(1), party_member=True),
    )
    rule = MemberSources(id="r", body="party_organ", classes=FIVE, party_members=True, all_classes=all_classes)
    assert outcome(rule, structure(COMMITTEE, firm, *seats, LISTED)) is expected


def test_the_head_of_a_party_organisation_belongs_to_the_party():
    """HZ-018."""
    rule = MemberSources(id="r", body="party_organ", classes=["enterprise"], party_members=True)
    assert outcome(rule, structure(COMMITTEE, members(1, party_head=True), LISTED)) is Outcome.MET
    unknown = members(1, party_head=NOT_STATED)
    assert outcome(rule, structure(COMMITTEE, unknown, LISTED)) is Outcome.UNDETERMINED


# grids on common ground


@pytest.mark.parametrize(
    ("terms", "same", "linked"),
    [
        ({}, Outcome.UNDETERMINED, Outcome.UNDETERMINED),
        ({"same_area": True}, Outcome.MET, Outcome.UNDETERMINED),
        ({"same_area": True, "linked": True}, Outcome.MET, Outcome.MET),
        ({"same_area": False, "linked": True}, Outcome.VIOLATED, Outcome.MET),
        ({"linked": False}, Outcome.UNDETERMINED, Outcome.VIOLATED),
    ],
)
def test_grids_coincide_with_party_grids_and_are_linked_with_them(terms, same, linked):
    """XZ-046 and XZ-047."""
    of_work = {"kind": "grid", "where": {"layer": "work"}}
    world = structure(GridPairing(grids=("p", "g"), **terms), PAIRED)
    assert outcome(GridsMatch(id="a", grids=of_work, layer="party"), world) is same
    assert outcome(GridsMatch(id="l", grids=of_work, layer="party", same_area=False, linked=True), world) is linked


def test_a_grid_without_pairing_is_violated_once_all_pairings_are_listed():
    """XZ-046; a grid of the reference layer matches itself."""
    rule = GridsMatch(id="a", grids="grid", layer="party")
    assert outcome(rule, structure(PAIRED), "g") is Outcome.VIOLATED
    assert outcome(rule, structure(), "g") is Outcome.UNDETERMINED
    assert outcome(rule, structure(PAIRED), "p") is Outcome.MET


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("district", "street", "community"), Outcome.MET),
        (("street", "community"), Outcome.VIOLATED),
        (("municipal", "district", "street", "community"), Outcome.VIOLATED),
        (None, Outcome.UNDETERMINED),
    ],
)
def test_a_grid_system_of_three_levels(levels, expected):
    """XZ-043."""
    stated = NOT_STATED if levels is None else tuple(LEVELS[level] for level in levels)
    world = Structure.build([GridLayer(id="work", levels=stated)])
    assert outcome(LayerLevels(id="three", levels=["district", "street", "community"]), world) is expected


# co-building

PARTY = PartyOrgan(id="party-c", name="甲社区党委", kind=PartyOrganKind.COMMUNITY_COMMITTEE, area="c")
UNIT = LocalOrganisation(id="unit", name="驻区单位", kind=LocalKind.RESIDENT_UNIT, host="c")
LINKS = Inventory(scope="d", of="co_building", complete=True)
ALL_OF_PARTY = Inventory(scope="party-c", of="co_building", complete=True)
BUILDS = CoBuilds(
    id="pair", of="party_organ", partner={"kind": "local_organisation", "where": {"kind": "resident unit"}}
)


def test_the_party_organ_of_a_community_builds_together_with_a_resident_unit():
    """BA-138."""
    link = CoBuilding(partners=("unit", "party-c"))
    assert outcome(BUILDS, structure(PARTY, UNIT, link)) is Outcome.MET
    assert outcome(BUILDS, structure(PARTY, UNIT)) is Outcome.UNDETERMINED
    assert outcome(BUILDS, structure(PARTY, UNIT, ALL_OF_PARTY)) is Outcome.VIOLATED


def test_a_partner_that_is_subordinate_does_not_count():
    """BA-138: not administratively subordinate."""
    link = CoBuilding(partners=("unit", "party-c"))
    under = Management(subject="unit", dimension=Dimension.PERSONNEL, manager="party-c")
    assert outcome(BUILDS, structure(PARTY, UNIT, link, under, ALL_OF_PARTY)) is Outcome.VIOLATED


def test_a_partner_of_unknown_kind_and_unknown_forms_leave_it_open():
    """BA-138 and BA-143 (three forms)."""
    link = CoBuilding(partners=("unit", "party-c"), forms=("joint_work",))
    unknown = LocalOrganisation(id="unit")
    assert outcome(BUILDS, structure(PARTY, unknown, link, ALL_OF_PARTY)) is Outcome.UNDETERMINED
    three = CoBuilds(
        id="t", of="party_organ", partner="local_organisation", forms=["joint_party_building", "joint_work"]
    )
    assert outcome(three, structure(PARTY, UNIT, link, ALL_OF_PARTY)) is Outcome.VIOLATED
    open_ = CoBuilding(partners=("unit", "party-c"))
    assert outcome(three, structure(PARTY, UNIT, open_, ALL_OF_PARTY)) is Outcome.UNDETERMINED


# what estates have

RATED = HasProperties(id="rated", of="estate", fields=["stars", "convention"])


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"stars": Count(4), "convention": True}, Outcome.MET),
        ({"stars": None, "convention": True}, Outcome.VIOLATED),
        ({"stars": Count(4), "convention": False}, Outcome.VIOLATED),
        ({"stars": Count(4)}, Outcome.UNDETERMINED),
        ({"stars": None}, Outcome.VIOLATED),
    ],
)
def test_estates_are_rated_by_stars_on_the_basis_of_a_convention(terms, expected):
    """BA-080."""
    assert outcome(RATED, Structure.build([Estate(id="e", **terms)])) is expected


def test_a_field_that_does_not_exist_is_an_error_of_the_rule():
    with pytest.raises(NotFoundError, match=r"BG318.*stars"):
        HasProperties(id="r", of="estate", fields=["star"]).check(structure())
