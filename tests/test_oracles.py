"""Figures that follow from several clauses together, recomputed from the facts."""

from __future__ import annotations

import pytest

import basegov as bg
from basegov.quantities import Count, Share
from basegov.reforms.devolution import DevolvePowers, PowerGiven
from basegov.rules.appraisal import AppraisalShare
from basegov.rules.contradictions import contradictions
from basegov.structure import Appraisal, Department, DispatchedAgency, District, Period, Street, Structure
from basegov.structure.appraisal import ShareVector
from basegov.structure.devolution import Authority, powers_held
from basegov.structure.employment import Career, ServiceSpell
from basegov.structure.honours import Honour
from basegov.structure.pay import pay_of
from basegov.structure.scales import GradePlacement
from basegov.structure.staffing import Staff
from basegov.structure.units import Community, Inventory, UnitGroup
from basegov.terms import LEVELS

STREET_FLOOR, COMMUNITY = Share(">= 60%"), Share("30%")  # GL-034, XZ-018


def test_street_floor_and_community_share_leave_the_department_a_tenth_at_most():
    """GL-034 and XZ-018 on one subject."""
    vector = ShareVector((("street", STREET_FLOOR), ("community", COMMUNITY), ("bureau", Share.unknown())), True)
    assert vector.held_by(["bureau"]) == Share("<= 10%")
    assert vector.held_by(["street"]) == Share("60% .. 70%")


@pytest.mark.parametrize(("community", "fits"), [("30%", True), ("40%", True), ("41%", False), ("45%", False)])
def test_a_floor_and_a_share_that_exceed_the_whole_are_named(community, fits):
    """GL-034 beside a community share: 60% + 40% is the whole, 60% + 45% cannot be kept."""
    structure = Structure.build(
        [
            District(id="d"), Street(id="s", parent="d"), Community(id="c", parent="s"), Department(id="b", parent="d"),
            DispatchedAgency(id="a", host="s"),
            Appraisal(subject="a", evaluator="b", period=Period.ANNUAL, share=Share("100%")),
        ]
    )  # fmt: skip
    common = {"subject": "dispatched_agency", "period": "annual"}
    rules = [
        AppraisalShare(id="floor", evaluator="street", at_least="60%", **common),
        AppraisalShare(id="community", evaluator="community", exactly=community, **common),
    ]
    found = contradictions(rules, structure)
    assert bool(found) is not fits
    if found:
        assert set(found[0].rules) == {"floor", "community"}


def test_the_forces_of_bao_an_are_eight_and_come_to_10419():
    """BA-044 to BA-046: two, three and three forces, one of them without a name."""
    change = bg.load_reform("baoan-2018").apply(bg.load_structure("baoan"))
    report = bg.load_policy("baoan-2018").check(change)
    verdicts = [v for v in report if v.rule.source and v.rule.source.fact in ("BA-044", "BA-045", "BA-046")]
    assert verdicts
    assert not [v for v in verdicts if v.is_violation]
    assert Count(2 + 3 + 3) in [v.measured for v in verdicts]
    assert Count(10419) in [v.measured for v in verdicts]


def test_a_riverside_town_holds_75_powers_and_the_six_others_40():
    """GL-021 and GL-028: 35 approval powers to a group of three, 40 penalty powers to all nine."""
    towns = [f"t{i}" for i in range(9)]
    structure = Structure.build(
        [
            District(id="d"),
            *(Street(id=town, parent="d") for town in towns),
            UnitGroup(id="riverside", of="street", count=Count(3), members=tuple(towns[:3])),
            *(Inventory(scope=town, of="power_holding", complete=True) for town in towns),
        ]
    )
    approvals = DevolvePowers(
        powers=[PowerGiven(power="a", authority=Authority("approval"), count=Count(35))], to=["riverside"]
    )
    penalties = DevolvePowers(powers=[PowerGiven(power="p", authority=Authority("penalty"), count=Count(40))], to=towns)
    after = bg.reforms.Reform(id="r", steps=[approvals, penalties]).apply(structure).after
    assert [powers_held(after, town) for town in towns] == [Count(35 + 40)] * 3 + [Count(40)] * 6


# pay and honours (WH-040 to WH-051, XZ-036, BA-033)


def wuhua_clause(id_):
    return next(rule for rule in bg.load_policy("wuhua-2020").rules if rule.id == id_)


def wuhua_with(*records):
    """Return Wuhua's structure after its reform with some people of one of its communities, all of them listed."""
    after = bg.load_reform("wuhua-2020").apply(bg.load_structure("wuhua")).after
    kinds = ("staff", "career", "service_spell", "honour", "grade_placement")
    return after.evolve(put=[*records, *(Inventory(scope="wuhua", of=kind, complete=True) for kind in kinds)])


def worker(id_="w"):
    return Staff(id=id_, parent="wuhua", category="community_worker")


@pytest.mark.parametrize(("level", "grade"), [(1, 1), (2, 5), (4, 6)])
def test_wuhua_rank_subsidy_lies_in_its_range_and_the_junior_certificate_adds_200(level, grade):
    """WH-051, WH-045, WH-048."""
    careers = [Career(staff=id_, qualification=q) for id_, q in (("w", "junior"), ("v", "none"))]
    places = [
        GradePlacement(staff=id_, scale="rank-scale", category="general", level=level, grade=grade) for id_ in "wv"
    ]
    here = wuhua_with(worker(), worker("v"), *careers, *places)
    pay = pay_of(here, here.node("w"))
    assert pay.part("rank").amount == bg.Yuan("400 .. 2000")
    assert pay.part("qualification").amount == bg.Yuan(200)
    assert pay_of(here, here.node("v")).part("qualification").amount == bg.Yuan(">= 0")  # no amount is printed
    assert pay.monthly == bg.Yuan(">= 600")
    assert {p.component.name: str(p.component.source.fact) for p in pay.parts if p.component.source} == {
        "rank": "WH-051", "qualification": "WH-045",
    }  # fmt: skip
    (verdict,) = (v for v in wuhua_clause("workers-stand-on-the-ranks").check(here) if v.subject.id == "w")
    assert verdict.outcome.value == "met"


@pytest.mark.parametrize(
    ("since", "certificate", "medal"),
    [
        ("2000-03-10", "not applicable", "not applicable"),
        ("2000-03-09", "violated", "not applicable"),  # exactly 20 years on the day of the structure
        ("1990-03-10", "violated", "not applicable"),
        ("1990-03-09", "violated", "violated"),  # exactly 30
    ],
)
def test_wuhua_honours_are_due_at_exactly_20_and_30_years(since, certificate, medal):
    """WH-040, WH-041."""
    here = wuhua_with(worker(), ServiceSpell(staff="w", since=bg.Date(since), unit="wuhua"))
    clauses = ("certificate-after-twenty-years", "medal-after-thirty-years")
    found = [v.outcome.value for id_ in clauses for v in wuhua_clause(id_).check(here, on="2020-03-09")]
    assert found == [certificate, medal]


@pytest.mark.parametrize(("amount", "outcome"), [(50_000, "met"), (50_001, "violated")])
def test_wuhua_award_of_a_worker_is_capped_and_that_of_a_community_at_twice_as_much(amount, outcome):
    """WH-042, WH-043."""
    awards = [
        Honour(holder=holder, honour="commendation_award", amount=bg.Yuan(amount * n), level=LEVELS["municipal"])
        for holder, n in (("w", 1), ("c", 2))
    ]
    here = wuhua_with(worker(), Community(id="c", parent="wuhua"), *awards)
    found = [
        v.outcome.value
        for id_ in ("worker-award-limited", "community-award-limited")
        for v in wuhua_clause(id_).check(here)
        if v.subject.id in ("w", "c")
    ]
    assert found == [outcome, outcome]


def test_the_scales_of_three_districts_have_24_35_and_32_places():
    """WH-048: 4 x 6; BA-033 and XZ-036 in all."""
    places = {}
    for district, reform in (("wuhua", "wuhua-2020"), ("baoan", "baoan-2018"), ("xiangzhou", "xiangzhou-2018")):
        (scale,) = bg.load_reform(reform).apply(bg.load_structure(district)).after.records("grade_scale")
        places[district] = scale.cells.exact
    assert places == {"wuhua": 4 * 6, "baoan": 35, "xiangzhou": 32}
