"""Rules over honours, awards, bonuses and assessment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Yuan
from basegov.rules import AwardWithin, BonusPaidOut, HonourDue, StaffAssessed
from basegov.rules.verdicts import Outcome
from basegov.structure import (
    BonusPool,
    BonusShare,
    Community,
    District,
    Honour,
    Inventory,
    Period,
    ServiceSpell,
    Staff,
    StaffAssessment,
    Structure,
)
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

KINDS = ("staff", "community", "service_spell", "honour", "bonus_pool", "bonus_share", "staff_assessment")
BASE = [District(id="d"), Community(id="c", parent="d"), Staff(id="p", parent="c"), Staff(id="q", parent="c")]
P = {"kind": "staff", "ids": ["p"]}


def structure(*records, listed=KINDS, date="2020-03-09"):
    lists = [Inventory(scope="d", of=kind, complete=True) for kind in listed]
    return Structure.build([*BASE, *records, *lists], date=date)


def outcomes(rule, *records, **terms):
    return [v.outcome for v in rule.check(structure(*records, **terms))]


CERTIFICATE = HonourDue(staff=P, years=20, honour="certificate")
MEDAL = HonourDue(staff=P, years=30, honour="medal")


@pytest.mark.parametrize(
    ("rule", "since", "held", "expected"),
    [
        (CERTIFICATE, "2000-03-09", True, Outcome.MET),  # WH-040: exactly 20
        (CERTIFICATE, "2000-03-09", False, Outcome.VIOLATED),
        (CERTIFICATE, "2000-03-10", False, Outcome.NOT_APPLICABLE),
        (MEDAL, "1990-03-09", True, Outcome.MET),  # WH-041: exactly 30
        (MEDAL, "1990-03-09", False, Outcome.VIOLATED),
        (MEDAL, "1990-03-10", False, Outcome.NOT_APPLICABLE),
        (CERTIFICATE, "2000-03", False, Outcome.UNDETERMINED),
        (CERTIFICATE, "2000-02", False, Outcome.VIOLATED),
    ],
)
def test_whoever_is_due_an_honour_holds_it(rule, since, held, expected):
    spell = ServiceSpell(staff="p", since=Date(since), unit="c")
    assert outcomes(rule, spell, *([Honour(holder="p", honour=rule.honour)] if held else [])) == [expected]


def test_honours_and_spells_that_may_not_be_listed_leave_it_open():
    spell = ServiceSpell(staff="p", since=Date("2000-03-09"), unit="c")
    assert outcomes(CERTIFICATE, spell, listed=("staff", "service_spell")) == [Outcome.UNDETERMINED]
    short = ServiceSpell(staff="p", since=Date("2019-03-09"), unit="c")
    assert outcomes(CERTIFICATE, short, listed=("staff", "honour")) == [Outcome.UNDETERMINED]
    assert outcomes(CERTIFICATE, spell, date=NOT_STATED) == [Outcome.UNDETERMINED]


@given(st.integers(0, 40), st.booleans(), st.sets(st.sampled_from(("service_spell", "honour"))))
def test_a_verdict_with_less_listed_is_never_another_one(years, held, unlisted):
    records = [ServiceSpell(staff="p", since=Date(f"{2020 - years}-03-09"), unit="c")]
    records += [Honour(holder="p", honour="certificate")] if held else []
    (full,) = outcomes(CERTIFICATE, *records)
    (partial,) = outcomes(CERTIFICATE, *records, listed=set(KINDS) - unlisted)
    assert partial in (full, Outcome.UNDETERMINED) or (held and partial is Outcome.MET)


WORKER = AwardWithin(holder="staff", honour="award", at_most=50_000, level="municipal")
COMMUNITY = AwardWithin(holder="community", honour="award", at_most=100_000, level="municipal")


@pytest.mark.parametrize(
    ("rule", "holder", "amount", "level", "expected"),
    [
        (WORKER, "p", 50_000, "municipal", Outcome.MET),  # WH-043
        (WORKER, "p", 50_001, "municipal", Outcome.VIOLATED),
        (WORKER, "p", 50_000, "provincial", Outcome.MET),
        (WORKER, "p", 1, "district", Outcome.VIOLATED),  # WH-044
        (WORKER, "p", 1, None, Outcome.UNDETERMINED),
        (WORKER, "p", 60_000, None, Outcome.VIOLATED),
        (WORKER, "p", None, "municipal", Outcome.UNDETERMINED),
        (COMMUNITY, "c", 100_000, "municipal", Outcome.MET),  # WH-042: twice the personal limit
        (COMMUNITY, "c", 100_001, "municipal", Outcome.VIOLATED),
    ],
)
def test_an_award_stays_within_its_limit(rule, holder, amount, level, expected):
    award = Honour(
        holder=holder, honour="award", amount=NOT_STATED if amount is None else Yuan(amount),
        level=NOT_STATED if level is None else LEVELS[level],
    )  # fmt: skip
    assert outcomes(rule, award) == [expected]


def test_a_clause_with_the_level_alone_and_one_without_any_limit():
    award = Honour(holder="p", honour="award", amount=Yuan(70_000), level=LEVELS["municipal"])
    assert outcomes(AwardWithin(holder="staff", honour="award", level="municipal"), award) == [Outcome.MET]  # WH-044
    assert outcomes(AwardWithin(holder="staff", honour="award", level="provincial"), award) == [Outcome.VIOLATED]
    assert outcomes(AwardWithin(holder="staff", honour="award"), award) == [Outcome.UNDETERMINED]


def test_awards_that_may_not_be_listed_leave_it_open():
    assert outcomes(WORKER) == [Outcome.NOT_APPLICABLE]
    assert outcomes(WORKER, listed=("staff",)) == [Outcome.UNDETERMINED]
    assert outcomes(WORKER, listed=("honour",)) == [Outcome.UNDETERMINED]


PAID_OUT = BonusPaidOut(unit={"kind": "community", "ids": ["c"]}, year=2018)


def bonus(total, *amounts):
    pool = BonusPool(unit="c", year=2018, total=total if total is NOT_STATED else Yuan(total))
    shares = [
        BonusShare(unit="c", year=2018, staff=s, amount=a if a is NOT_STATED else Yuan(a))
        for s, a in zip("pq", amounts, strict=False)
    ]
    return [pool, *shares]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (bonus(100, 40, 60), Outcome.MET),  # XZ-063
        (bonus(100, 40, 59), Outcome.VIOLATED),
        (bonus(100, 40, 61), Outcome.VIOLATED),
        (bonus(100, "100/3", "200/3"), Outcome.MET),
        (bonus(100, 40, NOT_STATED), Outcome.UNDETERMINED),
        (bonus(100, 101, NOT_STATED), Outcome.VIOLATED),
        (bonus(NOT_STATED, 40), Outcome.UNDETERMINED),
        (bonus(NOT_STATED, 40)[1:], Outcome.VIOLATED),  # nothing was allotted
        ([], Outcome.NOT_APPLICABLE),
    ],
)
def test_the_bonus_is_paid_out_to_the_last_yuan(records, expected):
    assert outcomes(PAID_OUT, *records) == [expected]


def test_shares_that_may_not_be_listed_leave_less_open_but_not_more():
    some = tuple(kind for kind in KINDS if kind != "bonus_share")
    assert outcomes(PAID_OUT, *bonus(100, 40, 59), listed=some) == [Outcome.UNDETERMINED]
    assert outcomes(PAID_OUT, *bonus(100, 40, 61), listed=some) == [Outcome.VIOLATED]
    assert outcomes(PAID_OUT, listed=("staff",)) == [Outcome.UNDETERMINED]


ANNUAL = StaffAssessment(subject="d", period=Period.ANNUAL, uses=("honours", "grade_adjustment"))
REGULAR = StaffAssessment(subject="p", period=Period.MONTHLY, uses=())
OPEN = StaffAssessment(subject="c")


@pytest.mark.parametrize(
    ("terms", "records", "expected"),
    [
        ({}, [ANNUAL, REGULAR], Outcome.MET),  # XZ-032; the unit's assessment is that of everyone inside
        ({}, [ANNUAL], Outcome.VIOLATED),
        ({}, [REGULAR], Outcome.VIOLATED),
        ({"regular": False}, [ANNUAL], Outcome.MET),
        ({}, [ANNUAL, OPEN], Outcome.UNDETERMINED),  # its round is not stated
        ({"uses": ("honours",)}, [ANNUAL, REGULAR], Outcome.MET),  # XZ-033
        ({"uses": ("post_adjustment",)}, [ANNUAL, REGULAR], Outcome.VIOLATED),
        ({"uses": ("post_adjustment",)}, [ANNUAL, REGULAR, OPEN], Outcome.UNDETERMINED),
        ({}, [], Outcome.VIOLATED),
    ],
)
def test_staff_are_assessed_regularly_and_annually(terms, records, expected):
    assert outcomes(StaffAssessed(staff=P, **terms), *records) == [expected]


def test_assessments_that_may_not_be_listed_leave_it_open():
    assert outcomes(StaffAssessed(staff=P), ANNUAL, listed=("staff",)) == [Outcome.UNDETERMINED]
    assert outcomes(StaffAssessed(staff=P), ANNUAL, REGULAR, listed=("staff",)) == [Outcome.MET]
