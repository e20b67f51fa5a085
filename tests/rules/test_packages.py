"""Rules over a reform as a package (GL-004, BA-010, BA-016, BA-035, BA-103)."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.reforms.steering import HoldPhase
from basegov.rules.packages import PackageTags, PhasesInOrder, StepsBacked
from basegov.rules.verdicts import Outcome
from basegov.sources import Document, Source
from basegov.structure.snapshot import Structure
from basegov.structure.units import District
from basegov.texts import Text
from basegov.values import NOT_STATED

BEFORE = Structure.build([District(id="d")])


def step(tag, phase="x", **fields):
    return HoldPhase(phase=phase, tag=tag, **fields)


def outcome(rule, *steps, **fields):
    (verdict,) = rule.check(Reform(id="r", steps=steps, **fields).apply(BEFORE))
    return verdict.outcome


ONE_AND_FIVE = ["party", "institutions", "grids", "approval", "sinking", "pay"]
PACKAGE = PackageTags(id="package", parts=ONE_AND_FIVE)


def test_a_package_of_one_and_five_has_every_part_and_no_other_step():
    """GL-004."""
    steps = [step(part) for part in ONE_AND_FIVE]
    assert outcome(PACKAGE, *steps) is Outcome.MET
    assert outcome(PACKAGE, *steps[1:]) is Outcome.VIOLATED
    assert outcome(PACKAGE, *steps, step("")) is Outcome.VIOLATED
    assert outcome(attrs.evolve(PACKAGE, only=False), *steps, step("other")) is Outcome.MET
    assert outcome(attrs.evolve(PACKAGE, every=False), *steps[1:]) is Outcome.MET


def test_a_step_may_belong_to_parts_of_several_packages():
    """BA-035, BA-103."""
    steps = [step("resources, leadership_core"), step("management；worker_training"), step("services")]
    assert outcome(PackageTags(parts=["resources", "management", "services"]), *steps) is Outcome.MET


def test_an_observed_change_leaves_its_steps_open_and_a_structure_is_not_asked():
    for rule in (PACKAGE, PHASES, StepsBacked()):
        (verdict,) = rule.check(Change(BEFORE, BEFORE))
        assert verdict.outcome is Outcome.UNDETERMINED
        assert verdict.missing
        (verdict,) = rule.check(BEFORE)
        assert verdict.outcome is Outcome.NOT_APPLICABLE


PHASES = PhasesInOrder(id="phases", phases=["research", "pilot", "roll_out"], months={"research": 3, "pilot": 3})


def held(phase, months=NOT_STATED):
    return HoldPhase(phase=phase, months=months)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([held("research", 3), held("pilot", 3), step("roll_out")], Outcome.MET),
        ([held("research", 3), held("pilot", 3)], Outcome.MET),
        ([held("research", 1), held("research", 2), held("pilot", 3)], Outcome.MET),
        ([held("research", 3), step("roll_out")], Outcome.VIOLATED),
        ([held("pilot", 3), held("research", 3)], Outcome.VIOLATED),
        ([held("research", 3), held("pilot", 4)], Outcome.VIOLATED),
        ([held("research", 3), held("pilot")], Outcome.UNDETERMINED),
        ([step("other")], Outcome.NOT_APPLICABLE),
    ],
)
def test_research_pilot_and_roll_out_follow_each_other(steps, expected):
    """BA-010: three months and three months."""
    assert outcome(PHASES, *steps) is expected


@given(st.lists(st.sampled_from(["research", "pilot", "roll_out"]), min_size=1, max_size=5))
def test_phases_are_in_order_when_the_row_of_steps_rises_without_a_gap(phases):
    """BA-010."""
    rule = attrs.evolve(PHASES, months={})
    places = [rule.phases.index(phase) for phase in phases]
    fine = places == sorted(places) and set(places) == set(range(max(places) + 1))
    assert outcome(rule, *(step(phase) for phase in phases)) is (Outcome.MET if fine else Outcome.VIOLATED)


def test_the_share_of_steps_that_rest_on_a_document():
    paper = Document("paper", Text("No. 1", "1号文件"), status="trial")
    plain = Document("plain", Text("Notice", "通知"))
    backed, other, bare = (
        step("a", source=Source("paper")),
        step("b", source=Source("plain")),
        step("c"),
    )
    documents = {"documents": [paper, plain]}
    assert outcome(StepsBacked(), backed, other, **documents) is Outcome.MET
    assert outcome(StepsBacked(), backed, bare, **documents) is Outcome.VIOLATED
    assert outcome(StepsBacked(at_least="50%"), backed, bare, **documents) is Outcome.MET
    assert outcome(StepsBacked(), bare, source=Source("paper"), **documents) is Outcome.MET
    assert outcome(StepsBacked(statuses=["trial"]), backed, other, **documents) is Outcome.UNDETERMINED
    assert outcome(StepsBacked(statuses=["in force"]), backed, **documents) is Outcome.VIOLATED
    assert outcome(StepsBacked()) is Outcome.NOT_APPLICABLE
