"""Rules over proposals and procedures (BA-113, BA-115, WH-018, WH-023, WH-026, WH-027, WH-032, the committee laws)."""

from __future__ import annotations

import pytest

import basegov as bg
from basegov.catalog import load_policy
from basegov.dates import Date
from basegov.errors import NotFoundError, ReformError
from basegov.quantities import Count
from basegov.reforms import HoldStages, MergeCommunities, Merger, MergerPlan, ProposeAdjustment, Reform, StageOf
from basegov.rules import MergerProposed, ProposalStates, StageAsked, StagesHeld
from basegov.rules.verdicts import Outcome
from basegov.structure import (
    AdjustmentKind,
    AdjustmentProposal,
    CommitteeKind,
    Community,
    District,
    Government,
    Inventory,
    PartyOrgan,
    PartyOrganKind,
    ProcedureStage,
    Street,
)
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NONE = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
BASE = (
    District(id="d"), Street(id="s", parent="d"), Community(id="a", parent="s"), Community(id="b", parent="s"),
    PartyOrgan(id="sp", parent="s", kind=PartyOrganKind.WORKING_COMMITTEE),
    PartyOrgan(id="x", parent="s", kind=PartyOrganKind.BRANCH),
    Government(id="so", parent="s", level=LEVELS["street"]),
    Government(id="dg", parent="d", level=LEVELS["district"]),
)  # fmt: skip
ALL_STAGES = Inventory(scope="d", of="procedure_stage", complete=True)
ALL_PROPOSALS = Inventory(scope="d", of="adjustment_proposal", complete=True)
MERGE = MergeCommunities(parts=["a", "b"], into="ab", name="甲乙社区")


def world(*records):
    return bg.Structure.build([*BASE, *records], id="d")


def proposal(**fields):
    return AdjustmentProposal(**{"id": "p", "parent": "d", "kind": AdjustmentKind.MERGE, "units": ("a", "b"), **fields})


def stage(name, number=NOT_STATED, **fields):
    return ProcedureStage(of="p", stage=name, number=number if number is NOT_STATED else Count(number), **fields)


def outcome(rule, world, **how):
    found = {verdict.outcome for verdict in rule.check(world, **how)}
    assert len(found) == 1, found
    return found.pop()


# contents


@pytest.mark.parametrize(
    ("means", "extent", "expected"),
    [
        (("one", "other"), "any", MET), (("one", "other"), "all", VIOLATED), (("one", "two"), "all", MET),
        (("other",), "any", VIOLATED), (NOT_STATED, "any", OPEN), ((), "all", VIOLATED),
    ],
)  # fmt: skip
def test_a_proposal_states_means(means, extent, expected):
    """BA-113: one of the means, or all of them."""
    rule = ProposalStates(field="means", words=["one", "two"], extent=extent)
    assert outcome(rule, world(proposal(means=means))) is expected


def test_means_that_may_be_chosen_bind_nobody():
    """BA-113 says what may be done: other means only warn."""
    rule = load_policy("baoan-2018").rule("means-of-optimising")
    structure = world(proposal(means=("ask_the_residents",)))
    verdict = rule.check(structure, everywhere=True, on="2019-07-31")[0]
    assert (verdict.outcome, verdict.is_violation) == (VIOLATED, False)


@pytest.mark.parametrize("cls", [ProposalStates, MergerProposed])
def test_a_field_that_proposals_do_not_have_is_refused_with_the_nearest(cls):
    with pytest.raises(NotFoundError, match="factors"):
        cls(field="factor", words=["population"])


@pytest.mark.parametrize(
    ("rule", "field", "number"),
    [
        ("three-unities", "principles", 3), ("six-factors-considered", "factors", 6),
        ("premises-staffing-funds", "arranges", 3), ("improved-alongside", "improves", 4),
    ],
)  # fmt: skip
def test_a_merger_rests_on_a_proposal_that_states_what_wuhua_asks(rule, field, number):
    """WH-018 (three unities), WH-023 (six factors), WH-026 (three arrangements), WH-027 (four improvements)."""
    asked = load_policy("wuhua-2020").rule(rule)
    assert len(asked.words) == number
    how = {"everywhere": True, "on": "2020-06-01"}
    full = Reform(id="r", steps=[MERGE]).apply(world(proposal(**{field: asked.words})))
    gap = Reform(id="r", steps=[MERGE]).apply(world(proposal(**{field: asked.words[1:]})))
    assert outcome(asked, full, **how) is MET
    assert outcome(asked, gap, **how) is VIOLATED
    assert outcome(asked, Reform(id="r", steps=[MERGE]).apply(world(proposal())), **how) is OPEN


def test_without_a_proposal_it_is_open_unless_all_are_listed():
    rule = MergerProposed()
    assert outcome(rule, Reform(id="r", steps=[MERGE]).apply(world())) is OPEN
    assert outcome(rule, Reform(id="r", steps=[MERGE]).apply(world(ALL_PROPOSALS))) is VIOLATED
    other = proposal(units=("a",))
    assert outcome(rule, Reform(id="r", steps=[MERGE]).apply(world(other, ALL_PROPOSALS))) is VIOLATED
    assert outcome(rule, MergerPlan(mergers=[Merger(parts=["a", "b"], into="ab")]).on(world(proposal()))) is MET


def test_a_proposal_that_the_reform_itself_draws_up_counts():
    steps = [ProposeAdjustment(proposal=proposal(units=("b", "a"), factors=("population",))), MERGE]
    change = Reform(id="r", steps=steps).apply(world(ALL_PROPOSALS))
    assert outcome(MergerProposed(field="factors", words=["population"]), change) is MET
    assert change.after["p"].units == ("ab",)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(AdjustmentKind.OPTIMISE, MET), (AdjustmentKind.BOUNDARY, OPEN), (AdjustmentKind.SPLIT, OPEN), (NOT_STATED, OPEN)],
)
def test_a_merger_rests_on_a_proposal_to_merge(kind, expected):
    before = world(proposal(kind=kind, factors=("population",)))
    change = Reform(id="r", steps=(MERGE,)).apply(before)
    rules = MergerProposed(), MergerProposed(field="factors", words=["population"])
    assert [outcome(rule, change) for rule in rules] == [expected, expected]
    listed = Reform(id="r", steps=(MERGE,)).apply(before.evolve(put=[ALL_PROPOSALS]))
    other = kind in (AdjustmentKind.BOUNDARY, AdjustmentKind.SPLIT)
    assert outcome(MergerProposed(), listed) is (VIOLATED if other else expected)
    lacking = MergerProposed(field="factors", words=["area"])
    assert outcome(lacking, change) is (VIOLATED if expected is MET else OPEN)
    assert outcome(lacking, listed) is VIOLATED


# stages


ORDER = StagesHeld(stages=[StageAsked(stage="survey"), StageAsked(stage="report"), StageAsked(stage="propose")])


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([stage("survey", 1), stage("report", 2), stage("propose", 3)], MET),
        ([stage("survey", 2), stage("report", 1), stage("propose", 3)], VIOLATED),
        ([stage("survey", 1), stage("propose", 2), ALL_STAGES], VIOLATED),
        ([stage("survey", 1), stage("propose", 2)], OPEN),
        ([stage("survey"), stage("report", 2), stage("propose", 3)], OPEN),
        ([stage("survey", 3, on=Date("2018-01")), stage("report", 2, on=Date("2018-02")), stage("propose", 3)], MET),
        ([stage("survey", on=Date("2018-03")), stage("report", on=Date("2018-02")), stage("propose", 9)], VIOLATED),
        ([stage("survey", on=Date("2018")), stage("report", on=Date("2018-02")), stage("propose", 9)], OPEN),
        ([stage(x, on=Date("2018-05")) for x in ("survey", "report", "propose")], OPEN),
        ([stage(x, n, on=Date("2018-05")) for n, x in enumerate(("survey", "report", "propose"))], MET),
        ([stage("survey", on=Date("2018-05")), stage("report", on=Date("2018")), stage("propose")], OPEN),
        ([stage("survey", on=Date("2018-05")), stage("report"), stage("propose", on=Date("2018-04-30"))], VIOLATED),
    ],
)
def test_survey_report_and_proposals_follow_each_other(stages, expected):
    """BA-115: days say the order where both stages have one, numbers else."""
    assert outcome(ORDER, world(proposal(), *stages)) is expected


@pytest.mark.parametrize(("leader", "expected"), [("sp", MET), ("x", VIOLATED), (NOT_STATED, OPEN)])
def test_every_stage_runs_under_the_leadership_of_the_working_committee(leader, expected):
    """WH-032: survey, plan and implementation."""
    rule = load_policy("wuhua-2020").rule("led-by-the-working-committee")
    stages = [stage(name, at, led_by="sp") for at, name in enumerate(("survey", "plan"), 1)]
    structure = world(proposal(), *stages, stage("implement", 3, led_by=leader))
    assert outcome(rule, structure, everywhere=True, on="2020-06-01") is expected


RESIDENTS = proposal(committees=(CommitteeKind.RESIDENTS,))


@pytest.mark.parametrize(
    ("stages", "day", "expected"),
    [
        ([stage("approve", 1, by="dg")], "2025-12-31", MET),
        ([stage("approve", 1, by="so")], "2025-12-31", VIOLATED),
        ([stage("approve", 1, by="dg"), ALL_STAGES], "2026-01-01", VIOLATED),
        ([stage("propose", 1, by="so"), stage("approve", 2, by="dg")], "2026-01-01", MET),
        ([stage("propose", 2, by="so"), stage("approve", 1, by="dg")], "2026-01-01", VIOLATED),
        ([stage("propose", 1), stage("approve", 2, by="dg")], "2026-01-01", OPEN),
    ],
)
def test_who_decides_on_a_residents_committee_depends_on_the_day(stages, day, expected):
    """Field guide 2.6: until 2026 the district decides, from then on the street proposes and the district approves."""
    rules = [r for r in load_policy("residents-committees-law").rules if isinstance(r, StagesHeld)]
    found = [v.outcome for rule in rules for v in rule.check(world(RESIDENTS, *stages), on=day)]
    assert sorted(o.value for o in found) == sorted([expected.value, NONE.value])


def test_a_village_becomes_urban_by_both_procedures():
    """村改居: the villagers' assembly has to agree as well."""
    both = proposal(kind=AdjustmentKind.CONVERT, units=("a",), committees=tuple(CommitteeKind)[:2])
    urban = load_policy("residents-committees-law").rule("proposed-by-the-street-approved-by-the-district")
    rural = load_policy("villagers-committees-law").rule("proposed-agreed-approved")
    stages = [stage("propose", 1, by="so"), stage("approve", 3, by="dg"), ALL_STAGES]
    structure = world(both, *stages)
    assert outcome(urban, structure, on="2026-01-01") is MET
    assert outcome(rural, structure, on="2026-01-01") is VIOLATED
    assert outcome(rural, structure.evolve(put=[stage("agree", 2)]), on="2026-01-01") is MET
    assert outcome(rural, world(RESIDENTS, ALL_PROPOSALS), on="2026-01-01") is NONE


# steps


def test_stages_are_numbered_on_after_those_that_were_held():
    first = HoldStages(proposal="p", stages=[StageOf(stage="survey", led_by="sp", on="2026-01")])
    then = HoldStages(proposal="p", stages=[StageOf(stage="plan", by="so"), StageOf(stage="implement")])
    steps = [ProposeAdjustment(proposal=proposal()), first, then]
    change = Reform(id="r", steps=steps).apply(world())
    held = {s.stage: (s.number, s.by, s.led_by, s.on) for s in change.after.records(ProcedureStage)}
    assert held == {
        "survey": (Count(1), NOT_STATED, "sp", Date("2026-01")), "plan": (Count(2), "so", NOT_STATED, NOT_STATED),
        "implement": (Count(3), NOT_STATED, NOT_STATED, NOT_STATED),
    }  # fmt: skip
    assert [event.text("zh") for event in change.events][:2] == ["就 a、b 提出 p", "p 经过 survey 环节"]
    assert bg.io.reform_from_text(bg.io.to_yaml(Reform(id="r", steps=steps))).steps == tuple(steps)


@pytest.mark.parametrize(
    ("number", "then"), [(2, Count(3)), (Count(">= 3"), Count(">= 4")), (NOT_STATED, Count(">= 2"))]
)
def test_a_stage_comes_after_those_that_were_held_and_is_not_held_again(number, then):
    listed = Inventory(scope="p", of="procedure_stage", total=Count(1), complete=True)
    before = world(proposal(), stage("survey", number), listed)
    step = HoldStages(proposal="p", stages=[StageOf(stage="plan")])
    after = Reform(id="r", steps=(step,)).apply(before).after
    assert after.find_record(ProcedureStage, (ProcedureStage, "p", "plan")).number == then
    assert after.find_record(Inventory, (Inventory, "p", "procedure_stage")).total == Count(2)
    for names in (["survey"], ["plan", "plan"]):
        again = HoldStages(proposal="p", stages=[StageOf(stage=name) for name in names])
        with pytest.raises(ReformError, match="BG577 p has gone through"):
            Reform(id="r", steps=(again,)).apply(before)


def test_an_inventory_counts_a_proposal_that_is_drawn_up():
    before = world(Inventory(scope="d", of="adjustment_proposal", total=Count(0), complete=True))
    after = Reform(id="r", steps=(ProposeAdjustment(proposal=proposal()),)).apply(before).after
    assert after.find_record(Inventory, (Inventory, "d", "adjustment_proposal")).total == Count(1)
