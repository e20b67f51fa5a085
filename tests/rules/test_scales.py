"""Rules over scales of grades: size, factors, range, one scale for all, pay that rises."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.rules import GradeInRange, PayRisesWithFactors, RestsOn, ScaleSize, UnifiedScale
from basegov.rules.verdicts import Outcome
from basegov.structure import (
    District,
    GradePlacement,
    GradeScale,
    Inventory,
    PayComponent,
    PayRule,
    Staff,
    Structure,
)
from basegov.values import NOT_STATED
from tests.structure.paying import CELLS, RULE, SCALE

LISTED = [Inventory(scope="d", of=kind, complete=True) for kind in ("staff", "grade_placement", "grade_scale")]
PEOPLE = [Staff(id=id_, parent="d", category="worker") for id_ in ("p", "q")]


def structure(*records, listed=True):
    return Structure.build([District(id="d"), *records, *(LISTED if listed else [])], date="2026-01-01")


def outcomes(rule, *records, listed=True):
    return [v.outcome for v in rule.check(structure(*records, listed=listed))]


LADDER = GradeScale(id="s", parent="d", categories=("a", "b", "c"), grades=35, grades_per="scale", direction="up")


@pytest.mark.parametrize(
    ("counted", "exactly", "terms", "expected"),
    [
        ("cells", 35, {}, Outcome.MET),  # BA-033: 35 in all
        ("cells", 105, {"grades_per": "category"}, Outcome.MET),  # the other reading
        ("cells", 35, {"grades_per": "category"}, Outcome.VIOLATED),
        ("cells", 35, {"grades_per": NOT_STATED}, Outcome.UNDETERMINED),
        ("grades", 32, {"grades": 32}, Outcome.MET),  # XZ-036
        ("grades", 32, {"grades": 31}, Outcome.VIOLATED),
        ("grades", 32, {"grades": NOT_STATED}, Outcome.UNDETERMINED),
        ("categories", 3, {}, Outcome.MET),  # XZ-037
        ("categories", 3, {"categories": ("a", "b")}, Outcome.VIOLATED),
        ("categories", 3, {"categories": NOT_STATED}, Outcome.UNDETERMINED),
        ("levels", 4, {"levels": 4}, Outcome.MET),  # WH-048
        ("levels", 4, {}, Outcome.UNDETERMINED),
    ],
)
def test_the_size_of_a_scale(counted, exactly, terms, expected):
    assert outcomes(ScaleSize(counted=counted, exactly=exactly), attrs.evolve(LADDER, **terms)) == [expected]


def test_without_a_scale_there_is_nothing_to_judge_or_it_is_not_known():
    assert outcomes(ScaleSize(exactly=32)) == [Outcome.NOT_APPLICABLE]
    assert outcomes(ScaleSize(exactly=32), listed=False) == [Outcome.UNDETERMINED]


def test_placement_and_pay_rest_on_factors():
    scale = attrs.evolve(SCALE, parent="d")
    assert outcomes(RestsOn(of="grade_scale", factors=("years", "appraisal")), scale) == [Outcome.MET]  # WH-047, WH-050
    assert outcomes(RestsOn(of="grade_scale", factors="education"), scale) == [Outcome.VIOLATED]
    assert outcomes(RestsOn(of="grade_scale", factors="years"), LADDER) == [Outcome.UNDETERMINED]
    rule = attrs.evolve(RULE, payer="d")
    assert outcomes(RestsOn(of="pay_rule", factors=("post", "years")), rule) == [Outcome.MET]  # XZ-039
    assert outcomes(RestsOn(of="pay_rule", factors="title"), rule) == [Outcome.VIOLATED]


IN_RANGE = GradeInRange(staff={"kind": "staff", "ids": ["p"]})


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"grade": 35, "category": "a"}, Outcome.MET),  # the highest
        ({"grade": 36, "category": "a"}, Outcome.VIOLATED),
        ({"grade": 35, "category": "z"}, Outcome.VIOLATED),
        ({"grade": ">= 30", "category": "a"}, Outcome.UNDETERMINED),
        ({"category": "a"}, Outcome.UNDETERMINED),
    ],
)
def test_everyone_stands_on_the_scale(terms, expected):
    assert outcomes(IN_RANGE, LADDER, *PEOPLE, GradePlacement(staff="p", scale="s", **terms)) == [expected]


def test_nobody_without_a_placement():
    assert outcomes(IN_RANGE, LADDER, *PEOPLE) == [Outcome.VIOLATED]
    assert outcomes(IN_RANGE, LADDER, *PEOPLE, listed=False) == [Outcome.UNDETERMINED]


ONE = UnifiedScale(unit={"kind": "district", "ids": ["d"]}, category="worker")
ON = {(p, s): GradePlacement(staff=p, scale=s) for p in "pq" for s in ("s", "t")}
OTHER = attrs.evolve(LADDER, id="t")


@pytest.mark.parametrize(
    ("placed", "listed", "expected"),
    [
        ([ON["p", "s"], ON["q", "s"]], True, Outcome.MET),
        ([ON["p", "s"], ON["q", "t"]], True, Outcome.VIOLATED),
        ([ON["p", "s"], ON["q", "t"]], False, Outcome.VIOLATED),
        ([ON["p", "s"]], True, Outcome.VIOLATED),  # the other stands on none
        ([], True, Outcome.VIOLATED),
        ([ON["p", "s"]], False, Outcome.UNDETERMINED),
        ([], False, Outcome.UNDETERMINED),
    ],
)
def test_all_stand_on_one_scale(placed, listed, expected):
    assert outcomes(ONE, LADDER, OTHER, *PEOPLE, *placed, listed=listed) == [expected]


ORDER = {"level": ["1", "2", "3", "4"], "grade": ["1", "2", "3", "4", "5", "6"]}


def ranks(change):
    amounts = {cell: 400 + 69 * n for n, cell in enumerate(CELLS)} | change
    return PayRule(id="r", components=(PayComponent(name="rank", by=("level", "grade"), amounts=amounts),))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Outcome.MET),
        ({"2/2": 400 + 69 * 6}, Outcome.MET),  # as much as one grade below
        ({"2/2": 400 + 69 * 6 - 1}, Outcome.VIOLATED),
        ({"2/2": NOT_STATED}, Outcome.UNDETERMINED),
        ({"2/2": "800 .. 900"}, Outcome.UNDETERMINED),
        ({"2/2": "883 .. 952"}, Outcome.MET),
    ],
)
def test_pay_rises_with_level_and_grade(change, expected):
    assert outcomes(PayRisesWithFactors(order=ORDER), ranks(change)) == [expected]


def test_shares_of_other_components_rise_with_them():
    rule = attrs.evolve(RULE, payer="d", components=RULE.components[:5])
    assert outcomes(PayRisesWithFactors(order={"post": ["general", "deputy", "principal", "dual"]}), rule) == [
        Outcome.MET
    ]
    assert outcomes(PayRisesWithFactors(order={"post": ["dual", "general"]}), rule) == [Outcome.VIOLATED]


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_the_verdict_on_pay_is_that_of_the_plain_comparison(amounts):
    rule = PayRule(
        id="r", components=(PayComponent(name="a", by="level", amounts=dict(zip("1234", amounts, strict=True))),)
    )
    expected = Outcome.MET if amounts == sorted(amounts) else Outcome.VIOLATED
    assert outcomes(PayRisesWithFactors(order={"level": list("1234")}), rule) == [expected]


@given(st.sampled_from([*range(40)]), st.integers(0, 6))
def test_a_verdict_on_a_bound_is_the_common_verdict_of_its_completions(low, width):
    exact = set()
    for grade in range(low, low + width + 1):
        exact.update(
            outcomes(IN_RANGE, LADDER, *PEOPLE, GradePlacement(staff="p", scale="s", grade=grade, category="a"))
        )
    bound = GradePlacement(staff="p", scale="s", grade=f"{low} .. {low + width}", category="a")
    found = outcomes(IN_RANGE, LADDER, *PEOPLE, bound)
    assert found == (list(exact) if len(exact) == 1 else [Outcome.UNDETERMINED])
