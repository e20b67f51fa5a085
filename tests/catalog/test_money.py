"""The districts on money, leading bodies, training and cohorts: what holds before and after, and what stays open."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

import basegov as bg
from basegov.quantities import Share, Yuan
from basegov.reforms.changes import Change
from basegov.rules.stages import first_breach
from basegov.rules.verdicts import Outcome
from basegov.structure.funds import Funding, FundMode
from basegov.structure.pools import FundPool
from tests.catalog.districts import ALL

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE


@cache
def applied(district: str) -> Change:
    return bg.load_reform(ALL[district]).apply(bg.load_structure(district))


def answers(district: str, rule: str) -> tuple[set[Outcome], set[Outcome]]:
    """Return what a clause answers before and after the reform."""
    clause, change = bg.load_policy(ALL[district]).rule(rule), applied(district)
    before, after = clause.check(change.before), clause.check(change)
    return {v.outcome for v in before}, {v.outcome for v in after}


@pytest.mark.parametrize(
    ("district", "rule", "before", "after"),
    [
        ("xiangzhou", "more-than-thirty-million-added", NOT_ASKED, MET),  # XZ-054
        ("xiangzhou", "staff-funded-in-full", OPEN, MET),  # XZ-056
        ("xiangzhou", "affairs-funded-by-a-fixed-sum", OPEN, MET),  # XZ-057
        ("xiangzhou", "contingency-share-rises", NOT_ASKED, OPEN),  # XZ-058: no number
        ("xiangzhou", "streets-keep-tax-governance-income", OPEN, MET),  # XZ-059
        ("xiangzhou", "streets-keep-fines", OPEN, MET),  # XZ-060
        ("xiangzhou", "streets-keep-their-accounts", VIOLATED, MET),  # XZ-061
        ("xiangzhou", "bonus-total-by-standard", OPEN, OPEN),  # XZ-063: the standard is not printed
        ("xiangzhou", "streets-divide-bonuses", OPEN, MET),  # XZ-064
        ("baoan", "party-committees-are-budget-units", OPEN, MET),  # BA-030
        ("baoan", "total-not-increased", NOT_ASKED, MET),  # BA-031: amounts are not stated, and do not change
        ("baoan", "funds-packaged-to-the-community", VIOLATED, MET),  # BA-032
        ("baoan", "secretaries-filed-with-the-district", OPEN, MET),  # BA-104
        ("baoan", "two-reserves-for-each-secretary", OPEN, OPEN),  # BA-106: no number of reserves
        ("baoan", "junior-college-within-three-years", OPEN, OPEN),  # BA-111: no first day
        ("guangling", "three-in-ten-with-experience", MET, MET),  # GL-062
        ("guangling", "three-in-ten-at-all-times", NOT_ASKED, MET),  # GL-062
        ("guangling", "old-rules-for-the-old", NOT_ASKED, OPEN),  # GL-066: the cadres are not listed
        ("guangling", "riverside-villages-half-a-million", OPEN, MET),  # GL-077
        ("guangling", "other-villages-topped-up", OPEN, MET),  # GL-078: own funds are not stated
        ("guangling", "weak-villages-two-hundred-thousand", OPEN, MET),  # GL-079
        ("guangling", "service-fund", OPEN, MET),  # GL-080
        ("guangling", "service-fund-one-to-one", OPEN, MET),  # GL-081
        ("wuhua", "places-for-outstanding-workers", OPEN, OPEN),  # WH-053: no size
        ("wuhua", "induction-for-the-new", OPEN, OPEN),  # WH-067: nobody is listed
    ],
)
def test_what_a_clause_answers_before_and_after(district: str, rule: str, before: Outcome, after: Outcome) -> None:
    assert answers(district, rule) == ({before}, {after})


def test_guangling_is_at_38_of_116_and_three_to_spare() -> None:
    rule = bg.load_policy("guangling-2021").rule("three-in-ten-with-experience")  # GL-063 to GL-065
    structure = bg.load_structure("guangling")
    (verdict,) = rule.check(structure)
    assert verdict.measured == Share(Fraction(38, 116))
    ((_, room),) = rule.headroom(structure)  # type: ignore[attr-defined]
    assert (room.needed, room.spare, room.joiners, room.leavers, room.replaced) == (35, 3, 10, 4, 3)
    assert first_breach(rule, applied("guangling")) is None


def test_guangling_a_village_has_600000_and_the_town_pays_50000_of_it() -> None:
    flows = applied("guangling").after.records(Funding)  # GL-077, GL-080, GL-081
    service = [f for f in flows if f.purpose == "people_service"]
    assert len(service) == 2 * 83
    assert {f.amount for f in service} == {Yuan(50_000)}
    (riverside,) = [f for f in flows if f.unit == "riverside-villages"]
    assert riverside.amount.exact + 2 * 50_000 == 600_000  # type: ignore[union-attr]
    (weak,) = [f for f in flows if f.unit == "weak-villages"]
    assert 600_000 + weak.amount.exact == 800_000  # type: ignore[union-attr]
    (other,) = [f for f in flows if f.mode is FundMode.TOP_UP]
    assert (other.standard, other.amount) == (Yuan(500_000), Yuan("0..500000"))


def test_bao_an_has_1756_million_for_124_communities_and_248_for_projects() -> None:
    after = applied("baoan").after  # BA-054, BA-055, BA-096
    (funds,) = [f for f in after.records(Funding) if f.purpose == "community_funds"]
    assert round(Fraction(funds.amount.exact) / 124, -4) == 14_160_000  # type: ignore[union-attr, arg-type]
    (micro,) = [p for p in after.records(FundPool) if p.purpose == "micro_projects"]
    assert micro.amount.exact == 124 * 2_000_000  # type: ignore[union-attr]
    special = [p.amount for p in after.records(FundPool) if p.purpose == "party_mass_service"]
    assert special == [Yuan(50_000_000)] * 2  # BA-088
    assert after.node("dispatched-cadres").count.exact == 87  # type: ignore[attr-defined]


def test_xiangzhou_fines_draw_a_warning_only_where_a_user_adds_the_clause() -> None:
    fines = bg.load_policy("xiangzhou-2018").rule("streets-keep-fines")  # XZ-060
    assert {v.outcome for v in fines.check(applied("xiangzhou"))} == {MET}
    apart = bg.rules.KeepsIncome(
        unit="street", stream="fines-and-confiscations", exactly="0%", force=bg.Force.IN_PRINCIPLE
    )
    verdicts = apart.check(applied("xiangzhou"))
    assert len(verdicts) == 14
    assert all(v.is_warning and not v.is_violation for v in verdicts)


def test_in_the_example_district_every_yuan_a_reform_adds_is_known() -> None:
    effect = bg.fiscal_effect(applied("shili"))
    assert effect.added("funds").exact is not None
    assert effect.added("pools").exact == 100_001
    assert {m.field for m in effect.missing} <= {"monthly_pay"}
