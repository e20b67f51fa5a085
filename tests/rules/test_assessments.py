"""Rules and steps on assessments, and voting power (XZ-074 to XZ-077, HZ-035, HZ-036, XZ-018, GL-034)."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import InputError, ReformError, StructureError
from basegov.quantities import Count, Number, Share
from basegov.reforms.assessments import AddIndicator, SetNoticeCadence
from basegov.reforms.reform import Reform
from basegov.rules.assessments import IndicatorInAssessment, NoticeFeedsAssessment, NotifiedEveryPeriod
from basegov.rules.evaluators import DecidesAlone, EachEvaluates, EvaluatorCount
from basegov.rules.verdicts import Outcome
from basegov.scenarios import measures_rights
from basegov.structure.appraisal import Appraisal, Period, ShareVector
from basegov.structure.assessments import AssessmentIndicator, Notice, NoticeCadence
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street, UnitGroup
from basegov.structure.voting import voting_power
from basegov.terms import StrengthRange
from basegov.values import NOT_STATED

NODES = (
    District(id="d"),
    Street(id="east", parent="d"), Street(id="west", parent="d"),
    Department(id="bureau", parent="d"),
    DispatchedAgency(id="office", parent="east", principal="bureau", host="east"),
)  # fmt: skip


def structure(*records, date="2018-12-31"):
    return Structure.build([*NODES, *records], date=date)


def complete(of):
    return Inventory(scope="d", of=of, complete=True)


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


RESPONSE = IndicatorInAssessment(subject="department", indicator="response", period="annual")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], Outcome.UNDETERMINED),
        ([complete("assessment_indicator")], Outcome.VIOLATED),
        ([AssessmentIndicator(subject="bureau", indicator="response", period=Period.ANNUAL)], Outcome.MET),
        ([AssessmentIndicator(subject="bureau", indicator="response")], Outcome.UNDETERMINED),
        (
            [
                AssessmentIndicator(subject="bureau", indicator="response", period=Period.ANNUAL, weight=Share(0)),
                complete("assessment_indicator"),
            ],
            Outcome.VIOLATED,
        ),
    ],
)
def test_response_counts_in_the_assessment_of_departments(records, expected):
    """HZ-035."""
    assert outcome(RESPONSE, structure(*records)) is expected


def test_adding_the_indicator_meets_the_clause_and_adding_it_twice_is_refused():
    """HZ-035."""
    step = AddIndicator(subjects="department", indicator="response", period="annual")
    before = structure(complete("assessment_indicator"))
    change = Reform(id="r", steps=[step]).apply(before)
    assert outcome(RESPONSE, change) is Outcome.MET
    assert change.undo() is before
    with pytest.raises(ReformError, match="BG572"):
        Reform(id="r", steps=[step, step]).apply(before)


def test_weights_of_one_round_come_to_one_at_most():
    rows = [AssessmentIndicator(subject="bureau", indicator=i, weight=Share("60%")) for i in "ab"]
    with pytest.raises(StructureError, match="BG320"):
        structure(*rows)


FEEDS = NoticeFeedsAssessment(
    subject="dispatched_agency", indicator="enforcement_volume", every="monthly", into="quarterly"
)


@pytest.mark.parametrize(
    ("every", "into", "expected"),
    [
        ("monthly", "quarterly", Outcome.MET),
        ("quarterly", "quarterly", Outcome.VIOLATED),
        ("daily", "quarterly", Outcome.MET),
        ("monthly", "annual", Outcome.VIOLATED),
        ("monthly", None, Outcome.UNDETERMINED),
    ],
)
def test_three_monthly_notices_feed_each_quarter(every, into, expected):
    """XZ-076, XZ-077: 12/4."""
    step = SetNoticeCadence(
        subjects="dispatched_agency", indicator="enforcement_volume", every=every, into=into or NOT_STATED,
        issuer="street",
    )  # fmt: skip
    change = Reform(id="r", steps=[step]).apply(structure())
    assert change.after.records(NoticeCadence)[0].issuer == "east"
    (verdict,) = FEEDS.check(change)
    assert verdict.outcome is expected
    if (every, into) == ("monthly", "quarterly"):
        assert verdict.measured == Count(Fraction(12, 4))


def test_without_an_arrangement_it_is_open_or_violated():
    assert outcome(FEEDS, structure()) is Outcome.UNDETERMINED
    assert outcome(FEEDS, structure(complete("notice_cadence"))) is Outcome.VIOLATED


def test_a_notice_cannot_feed_a_shorter_round():
    cadence = NoticeCadence(subject="office", indicator="v", every=Period.QUARTERLY, into=Period.MONTHLY)
    with pytest.raises(StructureError, match="BG321"):
        structure(cadence)
    with pytest.raises(InputError, match="BG402"):
        NoticeFeedsAssessment(subject="street", indicator="v", every="quarterly", into="monthly")


EVERY = NotifiedEveryPeriod(
    subject="dispatched_agency", indicator="enforcement_volume", every="monthly", into="quarterly"
)


def notices(*months):
    return [Notice(subject="office", indicator="enforcement_volume", date=Date(m)) for m in months]


@pytest.mark.parametrize(
    ("months", "listed", "date", "expected"),
    [
        (["2018-07", "2018-08", "2018-09"], False, "2018-12-31", Outcome.MET),
        (["2018-07", "2018-08"], True, "2018-12-31", Outcome.VIOLATED),
        (["2018-07", "2018-08"], True, "2018-10-01", Outcome.VIOLATED),
        (["2018-07", "2018-08"], True, "2018-09-30", Outcome.MET),
        (["2018-07", "2018-08"], True, "2018", Outcome.UNDETERMINED),
        (["2018-07", "2018-08"], False, "2018-12-31", Outcome.UNDETERMINED),
        (["2018-07", "2018-08", "2018"], True, "2018-12-31", Outcome.UNDETERMINED),
        ([], True, "2018-12-31", Outcome.NOT_APPLICABLE),
        ([], False, "2018-12-31", Outcome.UNDETERMINED),
    ],
)
def test_an_agency_is_in_each_monthly_notice_of_a_quarter(months, listed, date, expected):
    """XZ-076, XZ-077: a month that has not ended is not asked for."""
    records = [*notices(*months), *([complete("notice")] if listed else [])]
    assert outcome(EVERY, structure(*records, date=date)) is expected


def appraisal(evaluator, share=None, subject="bureau"):
    more = {} if share is None else {"share": Share(share)}
    return Appraisal(subject=subject, evaluator=evaluator, period=Period.ANNUAL, **more)


EACH = EachEvaluates(subject="department", evaluators="street", period="annual")
STREETS = complete("street")


@pytest.mark.parametrize(
    ("records", "each", "count"),
    [
        ([appraisal("east", "1%"), appraisal("west", "> 0%"), STREETS], Outcome.MET, Outcome.MET),
        ([appraisal("east", "1%"), appraisal("west"), STREETS], Outcome.UNDETERMINED, Outcome.UNDETERMINED),
        ([appraisal("east", "1%"), appraisal("west", "0%"), STREETS], Outcome.UNDETERMINED, Outcome.UNDETERMINED),
        ([appraisal("east", "1%"), STREETS], Outcome.UNDETERMINED, Outcome.UNDETERMINED),
        (
            [appraisal("east", "100%"), STREETS, Inventory(scope="bureau", of="appraisal", complete=True)],
            Outcome.VIOLATED, Outcome.VIOLATED,
        ),
        ([UnitGroup(id="all", of="street", count=Count(2), members=("east", "west")), appraisal("all", "5%"), STREETS],
         Outcome.MET, Outcome.MET),
        ([UnitGroup(id="all", of="street", count=Count(18)), appraisal("all", "5%"), STREETS],
         Outcome.UNDETERMINED, Outcome.MET),
    ],
)  # fmt: skip
def test_every_street_has_a_voice(records, each, count):
    """HZ-036: the streets assess the departments, one by one or as a group; a share not stated may be none."""
    world = structure(*records)
    assert outcome(EACH, world) is each
    assert outcome(EvaluatorCount(subject="department", evaluator="street", at_least=2), world) is count


@pytest.mark.parametrize(
    ("share", "threshold", "grade", "expected"),
    [
        ("60%", "60%", "pass", Outcome.MET),
        ("59%", "60%", "pass", Outcome.VIOLATED),
        ("60%", "60%", "fail", Outcome.MET),
        ("40%", "60%", "fail", Outcome.VIOLATED),
        (">= 60%", "60%", "either", Outcome.MET),
        (">= 60%", "70%", "either", Outcome.UNDETERMINED),
        ("60%", "70%", "either", Outcome.VIOLATED),
        ("50%", "50%", "either", Outcome.VIOLATED),
    ],
)
def test_whether_the_street_alone_decides_the_grade(share, threshold, grade, expected):
    """GL-034: with 60% of the scores the street decides a grade whose threshold is 60%, not one of 70%."""
    world = structure(appraisal("east", share))
    rule = DecidesAlone(subject="department", evaluator="street", threshold=threshold, grade=grade)
    assert outcome(rule, world) is expected
    forbidden = DecidesAlone(subject="department", evaluator="street", threshold=threshold, grade=grade, able=False)
    opposite = {Outcome.MET: Outcome.VIOLATED, Outcome.VIOLATED: Outcome.MET}
    assert outcome(forbidden, world) is opposite.get(expected, expected)


def test_without_a_threshold_it_is_undetermined():
    assert outcome(DecidesAlone(subject="department", evaluator="street"), structure(appraisal("east", "60%"))) is (
        Outcome.UNDETERMINED
    )


def plainly(shares, evaluator, quota):
    """Banzhaf's index as its definition says: every constellation of the others, one by one."""
    others = [s for name, s in shares.items() if name != evaluator]
    totals = [sum(c, Fraction(0)) for n in range(len(others) + 1) for c in itertools.combinations(others, n)]
    return Fraction(sum(t not in quota and t + shares[evaluator] in quota for t in totals), len(totals))


QUOTA = st.sampled_from([Share("> 50%"), Share(">= 60%"), Share(">= 1/3")])
PARTS = st.lists(st.integers(0, 5), min_size=1, max_size=5).filter(any)


@given(PARTS, QUOTA)
def test_voting_power_is_exact_and_as_defined(parts, quota):
    shares = {f"e{n}": Fraction(part, sum(parts)) for n, part in enumerate(parts)}
    vector = ShareVector(tuple((name, Share(share)) for name, share in shares.items()), complete=True)
    for name in shares:
        assert voting_power(vector, name, quota) == Share(plainly(shares, name, quota))


@given(PARTS, QUOTA, st.data())
def test_bounds_hold_for_the_completion_that_was_hidden(parts, quota, data):
    shares = {f"e{n}": Fraction(part, sum(parts)) for n, part in enumerate(parts)}
    known = data.draw(st.sets(st.sampled_from(sorted(shares))))
    named = data.draw(st.sets(st.sampled_from(sorted(shares)), min_size=1))
    rows = tuple((n, Share(shares[n]) if n in known else Share.unknown()) for n in sorted(named))
    vector = ShareVector(rows, complete=named == set(shares))
    for name in named:
        power = voting_power(vector, name, quota)
        assert power is not None
        assert plainly(shares, name, quota) in power


def test_a_street_with_sixty_percent_holds_all_the_power():
    """GL-034, XZ-018: whoever holds the other 40%, at a majority the street turns every result; 30% may be nothing."""
    floor = ShareVector((("street", Share(">= 60%")),))
    assert voting_power(floor, "street", Share("> 50%")) == Share(1)
    three = ShareVector((("community", Share("30%")),))
    assert voting_power(three, "community", Share("> 50%")) == Share.unknown()
    with pytest.raises(ValueError, match="quota"):
        voting_power(three, "community", Share("<= 50%"))


def test_indicators_of_rights_and_of_the_say():
    strengths = {"a": "recommend", "b": "veto", "c": "granted", "e": "decide"}
    rights = [
        Right(holder="east", matter=m, over="office", strength=StrengthRange.parse(s)) for m, s in strengths.items()
    ]
    world = structure(*rights, appraisal("east", "60%"), appraisal("bureau", "40%"))
    assert measures_rights.street_matters_recommend(world) == Share(Fraction(3, 4))
    assert measures_rights.street_matters_veto(world) == Share.between(Fraction(2, 4), Fraction(3, 4))
    assert measures_rights.street_matters_decisive_proposal(world) == Share.between(Fraction(1, 4), Fraction(2, 4))
    assert measures_rights.street_matters_decide(world) == Share.between(Fraction(1, 4), Fraction(2, 4))
    assert measures_rights.smallest_street_voting_power(world) == Share(1)
    assert measures_rights.evaluators_per_assessment(world) == Number(2)
    assert measures_rights.evaluators_per_assessment(structure(appraisal("east", "60%"))) == Number(">= 1")
