"""Arrangements in force (F20, F21, F22): what is there, what it extends to, whom it serves, whether it comes round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.rules.arrangements import HasArrangements
from basegov.rules.verdicts import Outcome
from basegov.structure.arrangements import Arrangement, extends_to
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, UnitGroup
from basegov.values import NOT_STATED, Truth

MET, VIOLATED, OPEN = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED
LISTED = Inventory(scope="d", of="arrangement", complete=True)
LINKS = HasArrangements(of="district", kinds="strict_management", parts=("selection", "assessment"))
CHECKUP = HasArrangements(of="district", kinds="medical_checkup", periodic=True)
SYSTEMS = HasArrangements(of="district", kinds=("examination", "registration"), for_whom="community_worker")


def verdicts(rule, *records):
    return rule.check(Structure.build([District(id="d", name="甲区"), *records]))


def outcome(rule, *records):
    (found,) = verdicts(rule, *records)
    return found.outcome


def has(kind, holder="d", **fields):
    return Arrangement(holder=holder, kind=kind, **fields)


@pytest.mark.parametrize(
    ("parts", "listed", "expected"),
    [
        (("selection", "assessment", "more"), False, MET),
        (("selection",), False, VIOLATED),
        (("assessment",), False, VIOLATED),
        ((), False, VIOLATED),
        (NOT_STATED, True, OPEN),
        (None, True, VIOLATED),
        (None, False, OPEN),
    ],
)
def test_every_link_belongs_to_it(parts, listed, expected):
    """BA-105: a part that is known to be lacking violates; none recorded is unknown while not all are listed."""
    records = [] if parts is None else [has("strict_management", parts=parts)]
    assert outcome(LINKS, *records, *([LISTED] if listed else [])) is expected


@pytest.mark.parametrize(("periodic", "expected"), [(True, MET), (False, VIOLATED), (NOT_STATED, OPEN)])
def test_check_ups_come_round(periodic, expected):
    """WH-052."""
    assert outcome(CHECKUP, has("medical_checkup", periodic=periodic)) is expected


def test_every_system_serves_those_who_are_named():
    """WH-059: a known violation wins over what is unknown."""
    for_them = has("registration", for_whom=("community_worker",))
    assert outcome(SYSTEMS, has("examination", for_whom=("community_worker", "others")), for_them) is MET
    assert outcome(SYSTEMS, has("examination", for_whom=("others",)), has("registration")) is VIOLATED
    assert outcome(SYSTEMS, has("examination"), for_them) is OPEN


def test_what_a_group_keeps_is_kept_by_its_members():
    """WH-069: a book for each community."""
    rule = HasArrangements(of="community", kinds="community_book")
    group = UnitGroup(id="all", of="community", members=("a", "b"))
    found = verdicts(
        rule, Community(id="a", parent="d"), Community(id="b", parent="d"), group, has("community_book", "all")
    )
    assert [v.outcome for v in found] == [MET, MET]


def test_many_of_which_nothing_is_recorded_are_one_answer():
    rule = HasArrangements(of="community", kinds="community_book")
    communities = [Community(id=i, name=i, parent="d") for i in "abc"]
    (found,) = verdicts(rule, *communities)
    assert found.outcome is OPEN
    assert found.subject.parts == ("a", "b", "c")
    assert "3 nodes" in found.missing[0].text("en")
    assert "3 个社区" in found.missing[0].text("zh")
    assert [v.outcome for v in verdicts(rule, *communities, LISTED)] == [VIOLATED] * 3


def test_the_reason_names_what_is_lacking_and_what_is_there():
    (found,) = verdicts(LINKS, has("strict_management", parts=("selection",)))
    assert found.reason.text("en") == "arrangement lacking (strict_management): strict_management (assessment)"
    assert found.required.text("zh") == "没有缺失的制度机制（strict_management）"
    assert found.evidence[0].text("zh") == "甲区有 strict_management（selection）"


WORDS = st.sets(st.sampled_from("abc"))


@given(st.one_of(st.just(NOT_STATED), WORDS.map(tuple)), WORDS.map(tuple))
def test_extending_to_more_never_hurts(stated, wanted):
    answer = extends_to(stated, wanted)
    if isinstance(stated, tuple):
        assert answer is Truth.of(set(wanted) <= set(stated))
        assert extends_to((*stated, "d"), wanted) is Truth.TRUE or answer is Truth.FALSE
    else:
        assert answer is (Truth.UNKNOWN if wanted else Truth.TRUE)


@given(st.one_of(st.just(NOT_STATED), WORDS.map(tuple)), WORDS.map(tuple).filter(bool))
def test_partial_facts_have_the_common_answer_of_all_completions(stated, wanted):
    rule = HasArrangements(of="district", kinds="k", parts=wanted)
    full = [stated] if isinstance(stated, tuple) else [(), wanted]
    answers = {outcome(rule, has("k", parts=parts)) for parts in full}
    expected = answers.pop() if len(answers) == 1 else OPEN
    assert outcome(rule, has("k", parts=stated)) is expected
