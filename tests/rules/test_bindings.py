"""Responsible persons bound in three steps, their sectors, categories and lists; estates (F13)."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.errors import StructureError
from basegov.quantities import Count
from basegov.rules.bindings import BindingComplete
from basegov.rules.properties import HasProperties, HasValues, ValueCount
from basegov.rules.units import UnitCount
from basegov.rules.verdicts import Outcome
from basegov.structure.bindings import BindingStep, KeySector, ResponsibilityBinding, ResponsibleCategory
from basegov.structure.cobuilding import LocalOrganisation
from basegov.structure.estates import Estate
from basegov.structure.organisations import PartyOrgan
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, UnitGroup
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED
LISTED = Inventory(scope="d", of="responsibility_binding", complete=True)
PLACES = [
    District(id="d"),
    LocalOrganisation(id="firm", name="某企业", parent="d"),
    PartyOrgan(id="party", parent="d"),
    ResponsibleCategory(id="c1", parent="d"),
    ResponsibleCategory(id="c2", parent="d"),
]
FIRMS = {"kind": "local_organisation"}
BOUND = BindingComplete(of=FIRMS, holder="party_organ")


def binding(signed=True, published=True, recorded=True, holder="party", category=NOT_STATED):
    return ResponsibilityBinding(
        subject="firm", category=category, holder=holder, signed=signed, published=published, recorded=recorded
    )


def outcome(rule, *records):
    (found,) = rule.check(Structure.build([*PLACES, *records]))
    return found.outcome


ANSWERS = {True: MET, False: VIOLATED, NOT_STATED: OPEN}


@given(st.tuples(*[st.sampled_from([True, False, NOT_STATED])] * 3))
def test_all_three_steps_have_to_be_done(done):
    """BA-077: signed, published, recorded."""
    answers = [ANSWERS[one] for one in done]
    expected = VIOLATED if VIOLATED in answers else OPEN if OPEN in answers else MET
    assert outcome(BOUND, binding(*done)) is expected


@pytest.mark.parametrize(("holder", "expected"), [("party", MET), ("firm", VIOLATED), (NOT_STATED, OPEN)])
def test_the_paper_is_signed_with_the_party_committee(holder, expected):
    """BA-077."""
    if holder == "firm":
        other = LocalOrganisation(id="other", parent="d")
        (found, *_) = BOUND.check(Structure.build([*PLACES, other, binding(holder="other")]))
        assert found.outcome is expected
    else:
        assert outcome(BOUND, binding(holder=holder)) is expected


def test_who_is_not_bound_at_all_is_a_violation_only_where_all_are_listed():
    assert outcome(BOUND) is OPEN
    assert outcome(BOUND, LISTED) is VIOLATED


def test_only_the_steps_of_the_clause_are_asked():
    """BA-135: 42,400 enterprises have signed; no more is said of them."""
    rule = BindingComplete(of=FIRMS, steps="signed")
    assert rule.steps == (BindingStep.SIGNED,)
    assert outcome(rule, binding(published=False, recorded=NOT_STATED)) is MET


def test_every_binding_of_a_person_has_to_be_complete():
    assert outcome(BOUND, binding(category="c1"), binding(category="c2", published=False)) is VIOLATED


def test_many_of_which_nothing_is_recorded_are_one_answer():
    firms = [LocalOrganisation(id=f"f{n}", parent="d") for n in range(2)]
    (found,) = BOUND.check(Structure.build([*PLACES, *firms]))
    assert found.outcome is OPEN
    assert len(found.subject.parts) == 3
    assert "3 nodes" in found.missing[0].text("en")
    assert "3 个辖区组织" in found.missing[0].text("zh")


def test_the_reason_says_which_steps_are_lacking():
    (found,) = BOUND.check(Structure.build([*PLACES, binding(published=False)]))
    assert "published" in found.reason.text("en")
    assert "履责情况公示" in found.reason.text("zh")


def test_nobody_binds_himself():
    """BG346, in both languages."""
    with pytest.raises(StructureError) as caught:
        Structure.build([*PLACES, binding(holder="firm")])
    assert "BG346 firm is said to be bound to itself" in caught.value.text("en")
    assert "BG346 firm 不能与自身签订责任落实书" in caught.value.text("zh")


# sectors, categories, aspects


@pytest.mark.parametrize(("total", "expected"), [(7, VIOLATED), (8, MET), (9, VIOLATED), (">= 2", OPEN)])
def test_eight_sectors_of_which_two_are_named(total, expected):
    """BA-074."""
    sectors = [KeySector(id=n, parent="d") for n in ("parks", "homes")]
    rule = UnitCount(within="district", unit="key_sector", at_least=8, at_most=8)
    count = Inventory(scope="d", of="key_sector", total=Count(total), complete=False)
    (found,) = rule.check(Structure.build([District(id="d"), *sectors, count]))
    assert found.outcome is expected


@pytest.mark.parametrize(("total", "expected"), [(32, VIOLATED), (33, MET), (34, VIOLATED)])
def test_thirty_three_categories(total, expected):
    """BA-075."""
    rule = UnitCount(within="district", unit="responsible_category", at_least=33, at_most=33)
    count = Inventory(scope="d", of="responsible_category", total=Count(total))
    (found,) = rule.check(Structure.build([District(id="d"), count]))
    assert found.outcome is expected


ASPECTS = ("public_order", "fire", "safety")


@given(st.sets(st.sampled_from((*ASPECTS, "hygiene"))))
def test_lists_cover_three_aspects(aspects):
    """BA-076: one aspect is lost from the text, so there may be more."""
    rule = HasValues(of="responsible_category", values={"aspects": ASPECTS})
    category = ResponsibleCategory(id="c", parent="d", aspects=tuple(aspects))
    (found,) = rule.check(Structure.build([District(id="d"), category]))
    assert found.outcome is (MET if set(ASPECTS) <= aspects else VIOLATED)
    assert len(found.measured.known) == len(set(ASPECTS) - aspects)


# estates


def test_seven_of_the_twelve_estates_of_beidi_have_no_management():
    """XZ-095, XZ-096 asked by the clause on coverage (BA-136)."""
    rule = HasProperties(of={"kind": "estate", "within": "xiangwan-beidi"}, fields=["manager"])
    found = [v.outcome for v in rule.check(bg.load_structure("xiangzhou"))]
    assert (len(found), found.count(VIOLATED), found.count(MET)) == (12, 7, 5)


@pytest.mark.parametrize(
    ("stars", "expected"),
    [
        (Count(3), MET),
        (Count(2), VIOLATED),
        (Count(">= 3"), MET),
        (Count("<= 3"), OPEN),
        (None, VIOLATED),
        (NOT_STATED, OPEN),
    ],
)
def test_three_stars_at_least(stars, expected):
    """BA-080: rated by stars; nobody rated it is no star."""
    rule = ValueCount(of="estate", field="stars", at_least=3)
    (found,) = rule.check(Structure.build([District(id="d"), Estate(id="e", parent="d", stars=stars)]))
    assert found.outcome is expected


def test_a_field_that_there_is_not_is_refused():
    for rule in (ValueCount(of="estate", field="star", at_least=1), HasValues(of="estate", values={"star": (1,)})):
        with pytest.raises(bg.NotFoundError) as caught:
            rule.check(Structure.build([District(id="d"), Estate(id="e", parent="d")]))
        assert "stars" in caught.value.text("en")


def test_every_order_of_records_gives_the_same_answer():
    records = [binding(category="c1"), binding(category="c2", recorded=NOT_STATED), LISTED]
    assert {outcome(BOUND, *some) for some in itertools.permutations(records)} == {OPEN}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (UnitGroup(id="g", of="party_organ", parent="d"), MET),
        (UnitGroup(id="g", of="body", parent="d"), OPEN),
        (UnitGroup(id="g", parent="d"), OPEN),
        (UnitGroup(id="g", of="local_organisation", parent="d"), VIOLATED),
        (UnitGroup(id="g", parent="d", members=("party",), count=Count(1)), MET),
        (UnitGroup(id="g", parent="d", members=("party", "firm"), count=Count(2)), OPEN),
    ],
)
def test_a_paper_signed_with_a_group_is_signed_with_what_its_members_are(group, expected):
    assert outcome(BOUND, group, binding(holder="g")) is expected


def test_bindings_that_are_known_not_to_be_listed_leave_it_open():
    assert outcome(BOUND, binding(), attrs.evolve(LISTED, complete=False)) is OPEN
    assert outcome(BOUND, binding(), LISTED) is MET
