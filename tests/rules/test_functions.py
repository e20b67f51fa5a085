"""Functions removed with their indicators, and functions within closed areas (HZ-024 to HZ-027, XZ-072 to XZ-075)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError, StructureError
from basegov.quantities import Count
from basegov.reforms.functions import GiveFunctions, RemoveFunctions
from basegov.reforms.reform import Reform
from basegov.rules.functions import FunctionsWithin, IncentivesHaveFunction, NoFunctions, PerformsFunctions
from basegov.rules.verdicts import Outcome
from basegov.structure.functions import Function, FunctionIncentive, IncentiveKind, Performs
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street, UnitGroup
from basegov.values import NOT_STATED

AREAS = ("party_building", "community_development", "public_administration", "public_service", "public_safety")
GONE = ("investment_attraction", "tax_assistance")
NODES = (
    District(id="d"),
    Street(id="s", parent="d"),
    UnitGroup(id="streets", of="street", count=Count(1), members=("s",)),
    *(Function(id=area, branch_of=None) for area in AREAS),
    *(Function(id=f, branch_of=None) for f in GONE),
    Function(id="investment_fairs", branch_of="investment_attraction"),
    Function(id="canteens", branch_of="public_service"),
    Function(id="odd"),
)
LISTED = (
    Inventory(scope="d", of="performs", complete=True),
    Inventory(scope="d", of="function_incentive", complete=True),
)


def structure(*records):
    return Structure.build([*NODES, *records])


def performs(*functions, unit="s", focus=NOT_STATED):
    return [Performs(unit=unit, function=f, focus=focus) for f in functions]


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


REMOVED = NoFunctions(unit="street", functions=GONE)
DANGLING = IncentivesHaveFunction(unit="street")
WITHIN = FunctionsWithin(unit="street", areas=AREAS)
FEE = FunctionIncentive(
    id="fee", name="招商奖励", function="investment_attraction", subject="s", kind=IncentiveKind.REWARD
)


def test_a_removed_function_leaves_no_indicator_and_no_reward():
    """HZ-025, HZ-026."""
    assert outcome(REMOVED, structure(*performs("public_service"), *LISTED)) is Outcome.MET
    assert outcome(REMOVED, structure(*performs("investment_fairs"))) is Outcome.VIOLATED
    assert outcome(REMOVED, structure(FEE, *LISTED)) is Outcome.VIOLATED
    assert outcome(REMOVED, structure(*performs("investment_attraction", unit="streets"), *LISTED)) is Outcome.VIOLATED


def test_while_functions_are_not_all_listed_the_removal_is_open():
    (verdict,) = REMOVED.check(structure(*performs("public_service")))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert {m.field for m in verdict.missing} == {"performances", "function_incentives"}
    assert outcome(REMOVED, structure(*performs("odd"), *LISTED)) is Outcome.UNDETERMINED
    assert outcome(REMOVED, structure(FunctionIncentive(id="i", subject="s"), *LISTED)) is Outcome.UNDETERMINED


def test_an_indicator_dangles_when_its_function_is_gone():
    """HZ-026."""
    assert outcome(DANGLING, structure(FEE, *LISTED)) is Outcome.VIOLATED
    assert outcome(DANGLING, structure(FEE, *performs("investment_attraction"), *LISTED)) is Outcome.MET
    assert outcome(DANGLING, structure(FEE, LISTED[1])) is Outcome.UNDETERMINED
    assert outcome(DANGLING, structure()) is Outcome.UNDETERMINED


def test_functions_stay_within_the_five_areas():
    """HZ-027."""
    assert outcome(WITHIN, structure(*performs(*AREAS, "canteens"), *LISTED)) is Outcome.MET
    assert outcome(WITHIN, structure(*performs("tax_assistance"))) is Outcome.VIOLATED
    assert outcome(WITHIN, structure(*performs("odd"), *LISTED)) is Outcome.UNDETERMINED
    assert outcome(WITHIN, structure(*performs("canteens"))) is Outcome.UNDETERMINED


def test_required_functions_and_those_of_focus():
    """HZ-024, HZ-027, XZ-072."""
    five = PerformsFunctions(unit="street", functions=AREAS)
    assert outcome(five, structure(*performs(*AREAS))) is Outcome.MET
    assert outcome(five, structure(*performs(*AREAS[1:]), *LISTED)) is Outcome.VIOLATED
    assert outcome(five, structure(*performs(*AREAS[1:]))) is Outcome.UNDETERMINED
    focus = PerformsFunctions(unit="street", functions="party_building", focus=True)
    assert outcome(focus, structure(*performs("party_building", focus=True))) is Outcome.MET
    assert outcome(focus, structure(*performs("party_building"))) is Outcome.UNDETERMINED
    assert outcome(focus, structure(*performs("party_building", focus=False), *LISTED)) is Outcome.VIOLATED


@pytest.mark.parametrize("rule", [REMOVED, DANGLING, WITHIN])
def test_without_streets_the_rule_does_not_apply(rule):
    (verdict,) = rule.check(Structure.build([District(id="d"), Inventory(scope="d", of="street", complete=True)]))
    assert verdict.outcome is Outcome.NOT_APPLICABLE


@given(st.sets(st.sampled_from([*AREAS, *GONE, "investment_fairs", "canteens"])), st.booleans())
def test_removing_functions_takes_their_indicators_along_and_can_be_undone(functions, with_fee):
    """HZ-025, HZ-026: functions and indicators go together."""
    before = structure(*performs(*functions), *([FEE] if with_fee else []), *LISTED)
    reform = Reform(id="r", steps=[RemoveFunctions(units="street", functions=GONE)])
    if not with_fee and functions.isdisjoint({*GONE, "investment_fairs"}):
        with pytest.raises(ReformError, match="BG565"):
            reform.apply(before)
        return
    change = reform.apply(before)
    assert outcome(REMOVED, change) is Outcome.MET
    assert outcome(WITHIN, change) is Outcome.MET
    assert change.undo() == before
    assert reform.apply(before).after == change.after


def test_functions_are_given_and_new_ones_made():
    """XZ-074, XZ-075."""
    step = GiveFunctions(units="street", functions=["comprehensive_enforcement", "public_safety"])
    change = Reform(id="r", steps=[step]).apply(structure())
    rule = PerformsFunctions(unit="street", functions=["comprehensive_enforcement"])
    assert outcome(rule, change) is Outcome.MET
    assert len(change.events) == 2


def test_functions_that_contain_each_other_are_refused():
    with pytest.raises(StructureError, match="BG357"):
        Structure.build([Function(id="a", branch_of="b"), Function(id="b", branch_of="a")])
