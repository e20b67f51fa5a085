"""Rules over careers: reserves, filing, reviews, places in recruitment (F19)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.rules.careers import FiledWith, QuotaReserved, StaffRatio, UnfitReplaced
from basegov.rules.verdicts import Outcome
from basegov.structure.careers import FitnessReview, ReservedQuota, StaffFiling
from basegov.structure.organisations import PartyOrgan
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import District, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE


def listed(*kinds):
    return [Inventory(scope="d", of=kind, complete=True) for kind in kinds]


def outcome(rule, *records):
    (verdict,) = rule.check(Structure.build([District(id="d"), *records]))
    return verdict.outcome


def group(id_, count, category):
    count = count if count is NOT_STATED else Count(count)
    return StaffGroup(id=id_, parent="d", count=count, category=category)


RATIO = StaffRatio(unit="district", people="reserve", base="secretary", at_least=2)
STAFF = listed("staff", "staff_group")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([group("s", 12, "secretary"), group("r", 24, "reserve"), *STAFF], MET),  # the boundary
        ([group("s", 12, "secretary"), group("r", 23, "reserve"), *STAFF], VIOLATED),
        ([group("s", 12, "secretary"), *STAFF], VIOLATED),
        ([group("s", 12, "secretary"), group("r", 24, "reserve")], OPEN),  # more secretaries may be missing
        ([group("s", NOT_STATED, "secretary"), group("r", 24, "reserve"), *STAFF], OPEN),
        ([group("s", 12, "secretary"), group("r", 20, "reserve"), group("x", 5, NOT_STATED), *STAFF], OPEN),
        (STAFF, MET),  # nobody to count from
    ],
)
def test_two_reserves_for_each_secretary(records, expected):
    """BA-106."""
    assert outcome(RATIO, *records) is expected


@given(st.one_of(st.none(), st.integers(0, 4)), st.one_of(st.none(), st.integers(0, 4)))
def test_the_ratio_on_partial_numbers_is_the_common_answer_of_all(base, people):
    records = [
        group("s", NOT_STATED if base is None else base, "secretary"),
        group("r", NOT_STATED if people is None else people, "reserve"),
    ]
    answers = {
        (MET if p >= 2 * b else VIOLATED)
        for b in ([0, 50] if base is None else [base])
        for p in ([0, 100] if people is None else [people])
    }
    assert outcome(RATIO, *records, *STAFF) is (answers.pop() if len(answers) == 1 else OPEN)


SECRETARIES = group("s", 12, "secretary")
OFFICES = [PartyOrgan(id="district-party", parent="d"), PartyOrgan(id="street-party", parent="d")]
FILED = FiledWith(people="staff_group", office="district-party")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([StaffFiling(who="s", office="district-party")], MET),
        ([StaffFiling(who="s", office="street-party"), *listed("staff_filing")], VIOLATED),
        (listed("staff_filing"), VIOLATED),
        ([StaffFiling(who="s", office="street-party")], OPEN),
    ],
)
def test_secretaries_are_filed_with_the_district(records, expected):
    """BA-104."""
    assert outcome(FILED, SECRETARIES, *OFFICES, *records) is expected


def test_where_there_is_nobody_to_file_nothing_is_asked():
    assert outcome(FILED, *OFFICES, *listed("staff_group")) is NOT_ASKED


@pytest.mark.parametrize(
    ("category", "fit", "expected"),
    [
        ("clerk", False, MET),
        ("secretary", False, VIOLATED),
        ("secretary", True, NOT_ASKED),
        ("secretary", NOT_STATED, OPEN),
        ("clerk", NOT_STATED, OPEN),
        (NOT_STATED, False, OPEN),
    ],
)
def test_whoever_is_unfit_has_left_the_post(category, fit, expected):
    """BA-037."""
    person = Staff(id="p", parent="d", category=category)
    assert (
        outcome(UnfitReplaced(post="secretary"), person, FitnessReview(who="p", post="secretary", fit=fit)) is expected
    )


def test_whoever_was_not_reviewed_is_not_asked():
    rule, secretary = UnfitReplaced(post="secretary"), Staff(id="p", parent="d", category="secretary")
    assert outcome(rule, secretary, *listed("fitness_review")) is NOT_ASKED
    assert outcome(rule, secretary) is OPEN  # a review may be missing
    assert outcome(rule, Staff(id="p", category="clerk")) is NOT_ASKED


QUOTA = QuotaReserved(unit="district", category="worker", posts=["civil_servant"], approver="city")
FULL = {"posts": ("civil_servant",), "size": Count(2), "vacancies": Count(2), "approver": "city", "approved": True}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (FULL, MET),  # as many places as there are: the boundary
        ({**FULL, "vacancies": Count(1)}, VIOLATED),
        ({**FULL, "size": Count(0)}, VIOLATED),
        ({**FULL, "posts": ("clerk",)}, VIOLATED),
        ({**FULL, "approved": False}, VIOLATED),
        ({**FULL, "approver": "district"}, VIOLATED),
        ({**FULL, "size": NOT_STATED}, OPEN),
        ({**FULL, "vacancies": NOT_STATED}, OPEN),
        ({**FULL, "approved": NOT_STATED}, OPEN),
        ({**FULL, "posts": NOT_STATED}, OPEN),
        ({**FULL, "approver": NOT_STATED}, OPEN),
    ],
)
def test_a_quota_has_a_size_posts_and_an_approval(terms, expected):
    """WH-053."""
    assert outcome(QUOTA, ReservedQuota(id="q", unit="d", category="worker", **terms)) is expected


def test_no_quota_is_a_breach_only_where_all_are_listed():
    assert outcome(QUOTA, *listed("reserved_quota")) is VIOLATED
    assert outcome(QUOTA) is OPEN
    assert outcome(QUOTA, ReservedQuota(id="q", unit="d", category=NOT_STATED), *listed("reserved_quota")) is OPEN
