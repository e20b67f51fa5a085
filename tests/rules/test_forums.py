"""Deliberation before decision, and forums on every place (F20)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import StructureError
from basegov.rules.forums import DeliberatedFirst
from basegov.rules.party import OrgansPerPlace
from basegov.rules.properties import HasValues, ValueCount
from basegov.rules.verdicts import Outcome
from basegov.structure.forums import CommunityDecision, Forum, not_after
from basegov.structure.organisations import InternalBody
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED, Truth

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
PLACES = [District(id="d"), Community(id="a", name="甲社区", parent="d"), Community(id="b", parent="d")]
LISTED = Inventory(scope="d", of="forum", complete=True)
TOPICS = ("public_facilities", "public_resource_allocation", "public_affairs_management")
FIRST = DeliberatedFirst(topics=TOPICS)


def first(value):
    return value if value in (None, NOT_STATED) else Date(value)


def verdict(deliberated, decided, topic="public_facilities", rule=FIRST):
    matter = CommunityDecision(id="m", parent="a", topic=topic, deliberated=first(deliberated), decided=first(decided))
    (found,) = rule.check(Structure.build([*PLACES, matter]))
    return found


@pytest.mark.parametrize(
    ("deliberated", "decided", "expected"),
    [
        ("2020-03-01", "2020-04-01", MET),
        ("2020-04-01", "2020-04-01", MET),
        ("2020-04-02", "2020-04-01", VIOLATED),
        ("2020-03", "2020-04", MET),
        ("2020", "2019", VIOLATED),
        ("2020-04", "2020-04-15", OPEN),
        ("2020", "2020", OPEN),
        (None, "2020-04-01", VIOLATED),
        (NOT_STATED, "2020-04-01", OPEN),
        ("2020-03-01", NOT_STATED, OPEN),
        ("2020-03-01", None, NOT_ASKED),
        (None, None, NOT_ASKED),
    ],
)
def test_deliberated_before_decided(deliberated, decided, expected):
    """HZ-061, HZ-062: three-valued where the dates are known in part."""
    assert verdict(deliberated, decided).outcome is expected


def test_other_topics_need_no_deliberation():
    """HZ-062: three topics; one that is not stated leaves it open."""
    assert verdict(None, "2020-04-01", topic="leisure").outcome is NOT_ASKED
    assert verdict(None, "2020-04-01", topic=NOT_STATED).outcome is OPEN
    assert verdict(None, "2020-04-01", topic="leisure", rule=DeliberatedFirst()).outcome is VIOLATED


def test_the_missing_facts_are_named():
    found = verdict(NOT_STATED, "2020-04-01")
    assert [m.field for m in found.missing] == ["deliberated"]
    assert "exact days" in verdict("2020", "2020").missing[0].text("en")
    assert "协商：未载明，决定：2020-04-01" in found.evidence[0].text("zh")


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
PRECISE = st.sampled_from((4, 7, 10))


@given(DAYS, DAYS, PRECISE, PRECISE)
def test_coarse_dates_have_the_common_answer_of_all_days(one, other, precise_one, precise_other):
    coarse, decided = Date(one.isoformat()[:precise_one]), Date(other.isoformat()[:precise_other])
    answer = not_after(coarse, decided)
    assert answer is not Truth.of(one > other) or answer is Truth.UNKNOWN
    assert not_after(Date(one), Date(other)) is Truth.of(one <= other)


COUNCIL = OrgansPerPlace(per="community", organ={"kind": "forum", "where": {"kind": "residents_council"}})


def test_every_community_has_its_council():
    """BA-119."""
    councils = [
        Forum(id="fa", parent="a", kind="residents_council"),
        Forum(id="fb", parent="b", kind="residents_council"),
    ]
    assert {v.outcome for v in COUNCIL.check(Structure.build([*PLACES, *councils, LISTED]))} == {MET}
    found = {v.subject.id: v.outcome for v in COUNCIL.check(Structure.build([*PLACES, councils[0], LISTED]))}
    assert found == {"a": MET, "b": VIOLATED}
    found = {v.subject.id: v.outcome for v in COUNCIL.check(Structure.build([*PLACES, councils[0]]))}
    assert found == {"a": MET, "b": OPEN}


def test_mediation_is_run_in_the_service_centre():
    """BA-086."""
    rule = OrgansPerPlace(
        per={"kind": "community", "ids": ["a"]},
        organ={"kind": "forum", "where": {"kind": "mediation", "venue_kind": "party_mass_service_centre"}},
    )
    for venue, expected in (("party_mass_service_centre", MET), ("school", VIOLATED), (NOT_STATED, OPEN)):
        forum = Forum(id="f", parent="a", kind="mediation", venue_kind=venue)
        (found,) = rule.check(Structure.build([*PLACES, forum, LISTED]))
        assert found.outcome is expected


def test_forums_take_all_topics_through_several_channels():
    """HZ-062, HZ-079."""
    topics = HasValues(of="forum", values={"topics": TOPICS})
    channels = ValueCount(of="forum", field="channels", at_least=2)
    for given_topics, heard, expected in (
        (TOPICS, ("meeting", "online"), MET),
        (TOPICS[:2], ("meeting",), VIOLATED),
        (NOT_STATED, NOT_STATED, OPEN),
    ):
        forum = Forum(id="f", parent="a", topics=given_topics, channels=heard)
        structure = Structure.build([*PLACES, forum])
        assert [v.outcome for rule in (topics, channels) for v in rule.check(structure)] == [expected, expected]


def test_a_matter_is_deliberated_at_home():
    """BG345, in both languages; a forum of what contains the community is fine."""
    forums = [Forum(id="fb", name="乙议事会", parent="b"), Forum(id="fd", name="区议事会", parent="d")]
    with pytest.raises(StructureError) as caught:
        Structure.build([*PLACES, *forums, CommunityDecision(id="m", name="路灯", parent="a", forum="fb")])
    assert "BG345 路灯 was deliberated in 乙议事会, which is no forum of 甲社区" in caught.value.text("en")
    assert "BG345 “路灯”在 乙议事会 协商，而该平台不属于甲社区" in caught.value.text("zh")
    Structure.build([*PLACES, *forums, CommunityDecision(id="m", parent="a", forum="fd")])


def test_a_forum_may_meet_in_a_body():
    desk = InternalBody(id="desk", parent="a")
    structure = Structure.build([*PLACES, desk, Forum(id="f", parent="a", venue="desk")])
    assert structure["f"].venue == "desk"
