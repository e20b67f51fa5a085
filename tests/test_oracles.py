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
from basegov.structure.units import Community, Inventory, UnitGroup

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
