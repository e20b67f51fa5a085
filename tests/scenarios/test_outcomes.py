"""Reported outcomes and how they stand to what the structure gives (F24)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.errors import StructureError
from basegov.facts import Agreement
from basegov.quantities import Count, Number
from basegov.scenarios import INDICATORS, compare_outcomes
from basegov.scenarios.outcomes import _agreement
from basegov.sources import Source, Status
from basegov.structure.outcomes import OutcomeStatus, ReportedOutcome, Trend
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District
from basegov.values import NOT_STATED

AGREES, DIFFERS, OPEN = Agreement.AGREES, Agreement.DIFFERS, Agreement.UNDETERMINED


@pytest.fixture(scope="module")
def baoan():
    return bg.load_reform("baoan-2018").apply(bg.load_structure("baoan")).after


def row(structure, name):
    return next(r for r in compare_outcomes(structure) if r.outcome.id == name)


def test_120_people_per_community_differ_from_what_quota_and_forces_give(baoan):
    """BA-062: (5,801 + 10,419) / 124 = 130.8; neither is corrected by the other."""
    found = row(baoan, "deployable-people")
    assert found.computed.exact == Fraction(5801 + 10419, 124)
    assert found.agreement is DIFFERS
    assert found.text("en") == "社区党委平均可调动人数: reported 120, computed 4055/31 (about 130.8): differs"
    assert found.text("zh") == "社区党委平均可调动人数：载明 120，推算 4055/31（约 130.8），不一致"
    assert baoan["deployable-people"].value == Number(120)


def test_65_people_per_km2_differ_from_what_quota_and_forces_give(baoan):
    """BA-130: (5,801 + 10,419) / 397 = 40.9."""
    found = row(baoan, "people-per-km2")
    assert found.computed.exact == Fraction(5801 + 10419, 397)
    assert found.agreement is DIFFERS
    assert round(Fraction(120 * 124, 206), 1) == Fraction("72.2")


def test_before_the_reform_neither_can_be_compared():
    """BA-028, BA-062: the quota is fixed by the reform, so before it nothing is computed."""
    structure = bg.load_structure("baoan")
    assert row(structure, "deployable-people").agreement is OPEN


@pytest.mark.parametrize(
    ("district", "id", "value", "unit"),
    [
        ("baoan", "visits-spared", "13,000", "visits per year"),
        ("guangling", "devolved-matters-handled", "20,000", "cases"),
        ("guangling", "orders-handled", "58,000", "orders"),
        ("wuhua", "trained-in-sanheying", "> 60", "people"),
        ("wuhua", "mental-health-certificates", "16", "people"),
        ("wuhua", "mentored-in-cuihu", "> 40", "people"),
        ("xiangzhou", "beidi-gains", "4", "people"),
        ("xiangzhou", "xingye-gains", "4", "people"),
    ],
)
def test_figures_of_the_documents_are_in_the_data(district, id, value, unit):
    """BA-095, GL-023, GL-051, WH-055, WH-057, WH-064, XZ-094, XZ-089."""
    outcome = bg.load_structure(district)[id]
    assert (outcome.value, outcome.unit, outcome.status) == (Number(value), unit, OutcomeStatus.STATED)


@pytest.mark.parametrize("district", ["xiangzhou", "haizhu", "baoan", "guangling"])
def test_trends_without_a_figure_are_not_quantified(district):
    """XZ-M0, HZ-M0, BA-M0, GL-M7: HZ-038 the imbalance of power and duty falls."""
    trends = [o for o in bg.load_structure(district).records(ReportedOutcome) if o.quantified is False]
    assert trends
    assert {outcome.status for outcome in trends} == {OutcomeStatus.NOT_QUANTIFIED}
    assert bg.load_structure("haizhu")["power-duty-imbalance"].trend is Trend.DOWN


def test_a_derived_figure_says_so():
    outcome = ReportedOutcome(id="o", value=Number(1), source=Source("doc", "BA-062", None, Status.DERIVED))
    assert outcome.status is OutcomeStatus.DERIVED
    assert outcome.status.text("zh") == "推算"


def test_a_figure_is_quantified():
    """BG344, in both languages."""
    with pytest.raises(StructureError) as caught:
        Structure.build([District(id="d"), ReportedOutcome(id="o", name="满意度", value=Number(1), quantified=False)])
    assert "BG344 the outcome 满意度 states a value and says that it is not quantified" in caught.value.text("en")
    assert "BG344 成效“满意度”既载明数值，又标为未量化" in caught.value.text("zh")


def test_an_outcome_without_an_indicator_is_shown_alone():
    outcomes = [
        ReportedOutcome(id="o", name="满意度", trend=Trend.UP, quantified=False),
        ReportedOutcome(id="p", name="次数", value=Number(3), indicator="no_such_indicator"),
    ]
    first, second = compare_outcomes(Structure.build([District(id="d"), *outcomes]))
    assert (first.text("en"), first.text("zh")) == ("满意度: not quantified (up)", "满意度：未量化（上升）")
    assert (second.agreement, second.computed) == (OPEN, NOT_STATED)


def test_what_only_the_structure_gives_is_derived():
    outcome = ReportedOutcome(id="o", quantified=False, indicator="communities")
    (found,) = compare_outcomes(Structure.build([District(id="d"), Community(id="c", parent="d"), outcome]))
    assert found.agreement is Agreement.DERIVED


NUMBERS = st.integers(0, 6)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda ends: (min(ends), max(ends)))


@given(RANGES, RANGES, st.integers(0, 2))
def test_bounds_agree_or_differ_only_where_all_their_values_do(reported, computed, tolerance):
    answer = _agreement(Number.between(*reported), Count.between(*computed), tolerance)
    near = [
        any(abs(one - other) <= tolerance for one in range(reported[0], reported[1] + 1))
        for other in range(computed[0], computed[1] + 1)
    ]
    if answer is AGREES:
        assert all(near)
    elif answer is DIFFERS:
        assert not any(near)
    else:
        assert any(near)
        assert not all(near)


def test_an_open_end_is_compared_as_far_as_it_goes():
    more_than_sixty = Number("> 60")
    assert _agreement(more_than_sixty, Count(61), 0) is AGREES
    assert _agreement(more_than_sixty, Count(50), 0) is DIFFERS
    assert _agreement(more_than_sixty, Count(">= 50"), 0) is OPEN


def test_every_indicator_that_the_shipped_outcomes_name_is_there():
    for district in ("xiangzhou", "haizhu", "baoan", "guangling", "wuhua", "shili"):
        named = {o.indicator for o in bg.load_structure(district).records(ReportedOutcome)} - {NOT_STATED}
        assert named <= INDICATORS.keys()
