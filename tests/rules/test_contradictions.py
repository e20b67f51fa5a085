"""Clauses that cannot all be kept, against every way of sharing out one whole on a grid."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basegov.policies import Policy, check
from basegov.quantities import Share
from basegov.rules.appraisal import AppraisalShare
from basegov.rules.contradictions import ShareDemand, can_be_kept, contradictions
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Street
from basegov.terms import Force


@st.composite
def demands(draw):
    end = st.none() | st.integers(0, 4).map(lambda n: Fraction(n, 4))
    try:
        share = Share.between(draw(end), draw(end), low_open=draw(st.booleans()), high_open=draw(st.booleans()))
    except ValueError:
        assume(False)
    holders = draw(st.frozensets(st.sampled_from("abc"), min_size=1))
    return ShareDemand("x", "X", "annual", holders, share, draw(st.sampled_from(["r1", "r2", "r3"])))


STEPS = 48  # ends on quarters and up to three open holders leave room on forty-eighths


@given(st.lists(demands(), max_size=4))
def test_demands_can_be_kept_exactly_if_some_sharing_out_keeps_them(group):
    grid = [
        Fraction(n, STEPS) for n in (0, 1, 2, 3, 11, 12, 13, 14, 22, 23, 24, 25, 26, 34, 35, 36, 37, 38, 45, 46, 47, 48)
    ]
    names = sorted({holder for d in group for holder in d.holders})
    possible = any(
        sum(values) <= 1
        and all(
            sum((v for n, v in zip(names, values, strict=True) if n in d.holders), Fraction(0)) in d.share
            for d in group
        )
        for values in itertools.product(grid, repeat=len(names))
    )
    assert can_be_kept(group) == possible


def world(*more, host="east"):
    return Structure.build(
        [
            District(id="d"),
            Street(id="east", parent="d"),
            Street(id="west", parent="d"),
            Department(id="bureau"),
            DispatchedAgency(
                id="office", name="城管所", principal="bureau", **({} if host is None else {"host": host})
            ),
            *more,
        ]
    )


def clause(id, role="street", evaluator="street", **fields):
    return AppraisalShare(
        id=id, subject="dispatched_agency", evaluator=evaluator, role=role, **{"period": "annual", **fields}
    )


FLOOR = clause("floor", at_least="60%")
ALL_PAIRS = [("a", "c"), ("a", "floor"), ("floor", "c")]
STREETS = Appraisal(subject="office", evaluator="east", period=Period.ANNUAL)


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([FLOOR, clause("other", exactly="45%")], [("floor", "other")]),
        ([FLOOR, clause("other", exactly="60%")], []),
        ([FLOOR, clause("other", at_most="< 60%")], [("floor", "other")]),
        ([FLOOR, clause("other", "principal", "department", at_least="40%")], []),
        ([FLOOR, clause("other", "principal", "department", at_least="> 40%")], [("floor", "other")]),
        ([FLOOR, clause("all", None, at_most="50%")], [("floor", "all")]),
        ([FLOOR, clause("all", None, at_least="70%")], []),
        ([FLOOR, clause("soft", exactly="45%", force=Force.GENERALLY)], []),
        ([FLOOR, clause("monthly", exactly="45%", period="monthly")], []),
        ([FLOOR, clause("a", exactly="45%"), clause("b", exactly="45%")], [("floor", "a"), ("floor", "b")]),
        ([clause("a", exactly="30%"), FLOOR, clause("c", exactly="45%")], ALL_PAIRS),
        ([clause("a", "principal", "department", at_least="30%"), clause("b", at_least="40%"),
          clause("c", None, "district", at_least="40%")], [("a", "b", "c")]),
    ],
)  # fmt: skip
def test_clauses_are_compared(rules, found):
    """A floor of 60% and a share of 45% are named together (GL-034)."""
    answer = contradictions(rules, world())
    covered = {tuple(sorted(c.rules)) for c in answer}
    assert covered <= {tuple(sorted(f)) for f in found}
    assert bool(answer) == bool(found)
    if found:
        assert answer[0].subject == "office"


def test_a_contradiction_is_named_in_both_languages():
    (found,) = contradictions([FLOOR, clause("other", exactly="45%")], world())
    assert found.text("en") == "城管所: floor demands >= 60%; other demands 45% - no share fulfils all of them"
    assert found.text("zh") == "城管所：floor 要求 >= 60%；other 要求 45%——没有任何权重能同时满足"


def test_a_street_that_is_not_known_is_compared_with_itself_and_not_with_others():
    stray = world(host=None)
    assert contradictions([FLOOR, clause("other", exactly="45%")], stray)
    assert not contradictions([FLOOR, clause("all", None, at_least="70%")], stray)
    assert not contradictions([FLOOR, clause("host", "host", at_least="60%")], stray)
    assert contradictions([FLOOR, clause("bureau", "principal", "department", at_least="50%")], stray)


def test_a_clause_for_every_round_meets_one_for_a_recorded_round():
    every = AppraisalShare(id="every", subject="dispatched_agency", evaluator="street", role="street", exactly="45%")
    assert contradictions([FLOOR, every], world(STREETS))
    assert not contradictions([FLOOR, every], world())


def test_thousands_of_subjects_under_the_same_clauses_are_each_named():
    offices = [DispatchedAgency(id=f"o{i}", principal="bureau", host="east" if i % 2 else "west") for i in range(2_000)]
    found = contradictions([FLOOR, clause("other", exactly="45%")], world(*offices))
    assert len(found) == len({c.subject for c in found}) == 2_001


def test_clauses_that_are_not_in_force_contradict_nothing():
    old = Policy(id="old", rules=[FLOOR])
    new = Policy(id="new", jurisdiction="3210", rules=[clause("other", exactly="45%")])
    assert len(check([old, Policy(id="new", rules=new.rules)], world()).contradictions) == 1
    assert not check([old, new], world()).contradictions  # whether the district lies in 3210 is not known
