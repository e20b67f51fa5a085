"""Rules over steering (XZ-004, HZ-008, HZ-012, HZ-013, BA-017 to BA-020)."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import StructureError
from basegov.rules.roles import LeadsAll, LevelDutiesDisjoint, LevelRole
from basegov.rules.steering import HeadedBy, MemberClasses
from basegov.rules.verdicts import Outcome
from basegov.structure.memberships import Capacity, Membership
from basegov.structure.organisations import (
    Committee,
    CommitteeKind,
    Government,
    InternalBody,
    PartyOrgan,
    PartyOrganKind,
)
from basegov.structure.roles import Leadership, Positioning, leadership_graph
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.terms import LEVELS

NODES = (
    District(id="d"),
    Street(id="s", parent="d"),
    Street(id="t", parent="d"),
    Community(id="c", parent="s"),
    PartyOrgan(id="pwc", kind=PartyOrganKind.WORKING_COMMITTEE, parent="s", area="s"),
    PartyOrgan(id="pwc-t", kind=PartyOrganKind.WORKING_COMMITTEE, parent="t", area="t"),
    PartyOrgan(id="cpc", kind=PartyOrganKind.COMMUNITY_COMMITTEE, parent="c"),
    Government(id="office", parent="s"),
    InternalBody(id="bureau", parent="office"),
    Committee(id="lg", kind=CommitteeKind.LEADING_GROUP, parent="d"),
    Committee(id="cgc", kind=CommitteeKind.COORDINATING, parent="s"),
)


def structure(*relations):
    return Structure.build([*NODES, *relations])


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


def complete(kind, scope):
    return Inventory(scope=scope, of=kind, complete=True)


CHAIRED = HeadedBy(
    id="steered",
    body={"kind": "committee", "where": {"kind": "leading group"}},
    capacity="chair",
    office="district_party_secretary",
)
COMMANDED = HeadedBy(
    id="commanded",
    body={"kind": "committee", "where": {"kind": "coordinating committee"}},
    capacity="commander",
    member={"kind": "party_organ", "where": {"kind": "working committee"}},
    own=True,
    single=True,
)


def chair(office):
    return Membership(body="lg", office=office, capacity=Capacity.CHAIR)


def commander(member):
    return Membership(body="cgc", member=member, capacity=Capacity.COMMANDER)


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ([chair("district_party_secretary")], Outcome.MET),
        ([chair("district_mayor")], Outcome.UNDETERMINED),
        ([chair("district_mayor"), complete("membership", "lg")], Outcome.VIOLATED),
        ([complete("membership", "lg")], Outcome.VIOLATED),
        ([], Outcome.UNDETERMINED),
    ],
)
def test_the_leading_group_is_headed_by_the_district_party_secretary(relations, expected):
    """XZ-004."""
    assert outcome(CHAIRED, structure(*relations)) is expected


def test_without_any_committee_the_question_is_open_unless_all_are_listed():
    bare = Structure.build([District(id="d")])
    assert outcome(CHAIRED, bare) is Outcome.UNDETERMINED
    assert outcome(CHAIRED, bare.evolve(put=(complete("committee", "d"),))) is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ([commander("pwc"), complete("membership", "cgc")], Outcome.MET),
        ([commander("pwc")], Outcome.UNDETERMINED),
        ([commander("pwc-t")], Outcome.VIOLATED),
        ([commander("office")], Outcome.VIOLATED),
        ([commander("pwc"), commander("office")], Outcome.VIOLATED),
        ([complete("membership", "cgc")], Outcome.VIOLATED),
        ([], Outcome.UNDETERMINED),
    ],
)
def test_a_committee_has_the_working_committee_of_its_street_as_only_commander(relations, expected):
    """HZ-013."""
    assert outcome(COMMANDED, structure(*relations)) is expected


CLASSES = ["party_government_body", "public_institution", "social_organisation", "resident_representative"]
MIXED = MemberClasses(id="mixed", body={"kind": "committee", "ids": ["cgc"]}, classes=CLASSES)


def seats(*classes):
    return [Membership(body="cgc", source_class=c) for c in classes]


def test_all_four_classes_have_a_member():
    """HZ-012."""
    assert outcome(MIXED, structure(*seats(*CLASSES))) is Outcome.MET
    assert outcome(MIXED, structure(*seats(*CLASSES[:3]))) is Outcome.UNDETERMINED
    (verdict,) = MIXED.check(structure(*seats(*CLASSES[:3]), complete("membership", "cgc")))
    assert verdict.outcome is Outcome.VIOLATED
    assert "resident_representative" in verdict.explain("en")


def test_one_member_without_a_class_can_stand_for_one_class_and_not_for_two():
    """HZ-012."""
    nameless = [Membership(body="cgc", member="office"), complete("membership", "cgc")]
    assert outcome(MIXED, structure(*seats(*CLASSES[:3]), *nameless)) is Outcome.UNDETERMINED
    assert outcome(MIXED, structure(*seats(*CLASSES[:2]), *nameless)) is Outcome.VIOLATED


@given(st.lists(st.sampled_from([*CLASSES, None]), max_size=4))
def test_members_without_a_class_answer_as_all_completions_do(classes):
    members = ["office", "bureau", "pwc", "cpc"]

    def world(chosen):
        held = [
            Membership(body="cgc", member=m) if c is None else Membership(body="cgc", member=m, source_class=c)
            for m, c in zip(members, chosen, strict=False)
        ]
        return structure(*held, complete("membership", "cgc"))

    choices = [[c] if c else [*CLASSES, "other"] for c in classes]
    completions = {outcome(MIXED, world(choice)) for choice in itertools.product(*choices)}
    expected = completions.pop() if len(completions) == 1 else Outcome.UNDETERMINED
    assert outcome(MIXED, world(classes)) is expected


def test_a_membership_that_names_nobody_is_refused():
    with pytest.raises(StructureError) as caught:
        structure(Membership(body="cgc"))
    assert "BG350" in {d.code for d in caught.value.diagnostics}


# roles of levels

DUTIES = {
    "district": ("front_line_headquarters", ("overall_layout", "command_coordination")),
    "street": ("dragon_head", ("area_coordination", "organise_implementation")),
    "community": ("leadership_core", ("integrate_resources", "co_build_share", "lead_entities")),
}


def positions(**changes):
    return [
        Positioning(**{"level": LEVELS[level], "role": role, "duties": duties, **changes.get(level, {})})
        for level, (role, duties) in DUTIES.items()
    ]


LISTED = complete("positioning", "d")
STREET = LevelRole(id="street-role", level="street", role="dragon_head", duties=["area_coordination"])


def test_each_level_has_its_one_role():
    """BA-017, BA-018, BA-019."""
    for level, (role, duties) in DUTIES.items():
        rule = LevelRole(level=level, role=role, duties=duties)
        assert outcome(rule, structure(*positions(), LISTED)) is Outcome.MET
        assert outcome(rule, structure(*positions())) is Outcome.UNDETERMINED


def test_a_second_role_another_role_or_a_lacking_duty_is_violated():
    """BA-018."""
    second = Positioning(level=LEVELS["street"], role="bridge")
    assert outcome(STREET, structure(*positions(), second)) is Outcome.VIOLATED
    assert outcome(STREET, structure(*positions(street={"role": "bridge"}))) is Outcome.VIOLATED
    assert outcome(STREET, structure(*positions(street={"duties": ()}), LISTED)) is Outcome.VIOLATED
    assert outcome(STREET, structure(LISTED)) is Outcome.VIOLATED


def test_duties_that_are_not_stated_leave_it_open():
    """BA-018."""
    bare = Positioning(level=LEVELS["street"], role="dragon_head")
    assert outcome(STREET, structure(bare, LISTED)) is Outcome.UNDETERMINED


APART = LevelDutiesDisjoint(id="apart", levels=["district", "street", "community"])


def test_duties_of_the_three_levels_are_disjoint():
    """BA-020."""
    assert {v.outcome for v in APART.check(structure(*positions(), LISTED))} == {Outcome.MET}
    assert {v.outcome for v in APART.check(structure(*positions()))} == {Outcome.UNDETERMINED}
    shared = positions(community={"duties": ("area_coordination",)})
    assert [v.outcome for v in APART.check(structure(*shared))].count(Outcome.VIOLATED) == 1
    assert {v.outcome for v in APART.check(structure(LISTED))} == {Outcome.NOT_APPLICABLE}


@given(st.lists(st.one_of(st.none(), st.sets(st.sampled_from("abc"))), min_size=3, max_size=3))
def test_partial_duties_answer_as_all_completions_do(duties):
    """BA-020: over completions with every set of two words and one of its own."""
    keys = list(DUTIES)

    def world(chosen):
        return structure(
            LISTED,
            *(
                Positioning(level=LEVELS[k], role="r", **({} if d is None else {"duties": tuple(sorted(d))}))
                for k, d in zip(keys, chosen, strict=True)
            ),
        )

    subsets = [set(c) for n in range(4) for c in itertools.combinations("abc", n)]
    choices = [[d] if d is not None else subsets for d in duties]
    runs = [[v.outcome for v in APART.check(world(choice))] for choice in itertools.product(*choices)]
    for at, verdict in enumerate(APART.check(world(duties))):
        found = {run[at] for run in runs}
        assert verdict.outcome is (found.pop() if len(found) == 1 else Outcome.UNDETERMINED)


# leadership

UNIFIED = LeadsAll(
    id="unified",
    leader={"kind": "party_organ", "ids": ["pwc"]},
    classes=[
        {"kind": "government"},
        {"kind": "internal_body"},
        {"kind": "party_organ", "where": {"kind": "community committee"}},
    ],
)
ALL_LISTED = [complete("body", "d"), *(complete(k, "d") for k in ("government", "internal_body", "party_organ"))]


def leads(*led):
    return [Leadership(leader="pwc", led=one) for one in led]


def test_whoever_is_led_directly_or_through_others_is_led():
    """HZ-008: the bureau is led with the office that contains it."""
    world = structure(*leads("office", "cpc"), *ALL_LISTED)
    assert outcome(UNIFIED, world) is Outcome.MET
    assert leadership_graph(world).has_edge("office", "bureau")


def test_an_organisation_that_is_not_led_is_named_once_all_leaderships_are_listed():
    """HZ-008."""
    assert outcome(UNIFIED, structure(*leads("office"), *ALL_LISTED)) is Outcome.UNDETERMINED
    (verdict,) = UNIFIED.check(structure(*leads("office"), *ALL_LISTED, complete("leadership", "pwc")))
    assert verdict.outcome is Outcome.VIOLATED
    assert "cpc" in verdict.explain("en")


def test_organisations_that_may_not_be_listed_leave_it_open_unless_their_class_is_led():
    """HZ-008."""
    assert outcome(UNIFIED, structure(*leads("office", "cpc"))) is Outcome.UNDETERMINED
    classes = [Leadership(leader="pwc", class_=wanted) for wanted in UNIFIED.classes]
    assert outcome(UNIFIED, structure(*classes)) is Outcome.MET
    wider = Leadership(leader="pwc", class_="body")
    assert outcome(UNIFIED, structure(wider)) is Outcome.MET
    narrower = Leadership(leader="pwc", class_=Selector(kind="party_organ", where={"kind": "branch"}))
    assert outcome(UNIFIED, structure(narrower)) is Outcome.UNDETERMINED


def test_a_leader_without_a_unit_leaves_it_open():
    rule = attrs.evolve(UNIFIED, leader=Selector(kind="party_organ"))
    lone = Structure.build([PartyOrgan(id="lone", kind=PartyOrganKind.WORKING_COMMITTEE)])
    assert rule.check(lone)[0].outcome is Outcome.UNDETERMINED


def test_a_leadership_needs_one_who_is_led_or_one_class():
    for wrong in (Leadership(leader="pwc"), Leadership(leader="pwc", led="cpc", class_="body")):
        with pytest.raises(StructureError) as caught:
            structure(wrong)
        assert "BG351" in {d.code for d in caught.value.diagnostics}


@given(st.sets(st.sampled_from(["office", "bureau", "cpc"])))
def test_unlisted_leaderships_answer_as_all_completions_do(led):
    """HZ-008."""
    everyone = {"office", "bureau", "cpc"}
    rest = everyone - led
    more = [set(c) for n in range(len(rest) + 1) for c in itertools.combinations(sorted(rest), n)]
    closed = complete("leadership", "pwc")
    completions = {outcome(UNIFIED, structure(*leads(*led, *m), *ALL_LISTED, closed)) for m in more}
    expected = completions.pop() if len(completions) == 1 else Outcome.UNDETERMINED
    assert outcome(UNIFIED, structure(*leads(*led), *ALL_LISTED)) is expected
