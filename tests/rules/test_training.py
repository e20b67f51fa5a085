"""Rules over training: days a year, and induction (F22)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Number
from basegov.rules.training import Trained, TrainingDays
from basegov.rules.verdicts import Outcome
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.structure.training import Training
from basegov.structure.units import District, Inventory
from basegov.terms import Force
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
LISTED = Inventory(scope="d", of="training", complete=True)
DAYS = TrainingDays(people="staff", kind="concentrated", year=2020, at_least=3, force=Force.IN_PRINCIPLE)
INDUCTION = Trained(people="staff", kind="induction")


def verdict(rule, *records):
    (found,) = rule.check(Structure.build([District(id="d"), Staff(id="p", parent="d"), *records]))
    return found


def training(days=NOT_STATED, kind="concentrated", year=2020):
    return Training(who="p", kind=kind, year=year, days=days if days is NOT_STATED else Number(days))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([training(3)], MET),
        ([training("5/2"), LISTED], VIOLATED),
        ([training("5/2")], OPEN),
        ([training(), LISTED], OPEN),
        ([training(3, year=2019), LISTED], VIOLATED),
        ([training(3, kind="induction"), LISTED], VIOLATED),
        ([training(3, year=NOT_STATED), LISTED], OPEN),
        ([LISTED], VIOLATED),
        ([], OPEN),
    ],
)
def test_three_days_a_year(records, expected):
    """WH-068."""
    assert verdict(DAYS, *records).outcome is expected


def test_a_clause_in_principle_warns():
    """WH-068: in principle."""
    found = verdict(DAYS, training(2), LISTED)
    assert found.is_warning
    assert not found.is_violation


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=2), st.booleans())
def test_days_on_partial_facts_are_the_common_answer_of_all(days, listed):
    years = [2020, NOT_STATED]
    records = [training(NOT_STATED if d is None else d, year=years[n]) for n, d in enumerate(days)]
    sure = days[0] if days else 0
    ends = {0 if sure is None else sure}
    if sure is None or not listed:
        ends.add(99)
    if len(days) == 2:
        ends.add((0 if sure is None else sure) + (99 if days[1] is None else days[1]))
    answers = {MET if end >= 3 else VIOLATED for end in ends}
    expected = answers.pop() if len(answers) == 1 else OPEN
    assert verdict(DAYS, *records, *([LISTED] if listed else [])).outcome is expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([training(kind="induction")], MET),
        ([training(kind="concentrated"), LISTED], VIOLATED),
        ([LISTED], VIOLATED),
        ([], OPEN),
    ],
)
def test_induction_for_whoever_is_new(records, expected):
    """WH-067."""
    assert verdict(INDUCTION, *records).outcome is expected


@pytest.mark.parametrize("rule", [DAYS, INDUCTION])
def test_where_nobody_works_nothing_is_asked(rule):
    closed = Inventory(scope="d", of="staff", complete=True)
    (found,) = rule.check(Structure.build([District(id="d"), closed]))
    assert found.outcome is NOT_ASKED
