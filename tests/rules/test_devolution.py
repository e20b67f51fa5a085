"""Powers handed down: how many, which, in which order, on what basis (GL-015 to GL-030, HZ-041, HZ-043)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import InputError, StructureError
from basegov.quantities import Count
from basegov.reforms.devolution import DevolvePowers, PowerGiven
from basegov.reforms.reform import Reform
from basegov.rules.devolution import BatchOrder, DevolvedHaveBasis, DevolvedMeetCriteria, PowersHeld
from basegov.rules.verdicts import Outcome
from basegov.structure.devolution import Authority, PowerHolding, PowerItem, powers_held
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street, UnitGroup
from basegov.values import NOT_STATED

TOWNS = [Street(id=f"t{n}", parent="d") for n in range(1, 10)]
NODES = (
    District(id="d"),
    *TOWNS,
    UnitGroup(id="riverside", of="street", count=Count(3), members=("t1", "t2", "t3")),
    UnitGroup(id="all", of="street", count=Count(9), members=tuple(t.id for t in TOWNS)),
    Department(id="bureau", parent="d", vertical=False),
    Department(id="tax", parent="d", vertical=True),
)
LISTED = Inventory(scope="d", of="power_holding", complete=True)


def structure(*records):
    return Structure.build([*NODES, *records])


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


def held(power, holder="t1", **terms):
    return PowerHolding(power=power, holder=holder, **{"devolved": True, **terms})


APPROVALS = PowersHeld(holder="street", group="riverside", authority="approval", exactly=35)
PENALTIES = PowersHeld(holder="street", authority="penalty", exactly=40)
GIVE = (
    DevolvePowers(powers=[PowerGiven(power="a", authority="approval", count=35)], to="riverside"),
    DevolvePowers(powers=[PowerGiven(power="p", authority="penalty", count=40)], to="all"),
)


def test_35_approvals_for_three_towns_and_40_penalties_for_nine():
    """GL-021, GL-028: a riverside town then holds 75 powers, another 40."""
    change = Reform(id="r", steps=GIVE).apply(structure(LISTED))
    assert [v.outcome for v in APPROVALS.check(change)] == [Outcome.MET] * 3
    assert [v.outcome for v in PENALTIES.check(change)] == [Outcome.MET] * 9
    assert [powers_held(change.after, t.id).exact for t in TOWNS] == [35 + 40] * 3 + [40] * 6
    assert change.undo() == structure(LISTED)


def test_while_not_all_powers_are_listed_the_number_is_a_lower_bound():
    """GL-021."""
    change = Reform(id="r", steps=GIVE).apply(structure())
    verdicts = APPROVALS.check(change)
    assert {v.outcome for v in verdicts} == {Outcome.UNDETERMINED}
    assert verdicts[0].missing
    assert {v.outcome for v in PowersHeld(holder="street", group="riverside", at_most=74).check(change)} == {
        Outcome.VIOLATED
    }


def test_towns_outside_the_group_are_asked_apart():
    """GL-021: nothing is said of the six others, read as none."""
    change = Reform(id="r", steps=GIVE).apply(structure(LISTED))
    others = PowersHeld(holder="street", outside="riverside", authority="approval", exactly=0)
    assert [v.outcome for v in others.check(change)] == [Outcome.MET] * 6


def test_members_of_a_group_that_are_not_listed_leave_open_who_is_meant():
    some = UnitGroup(id="some", of="street", count=Count(2), members=("t1",))
    verdicts = PowersHeld(holder="street", group="some", at_least=1).check(structure(some, LISTED))
    assert verdicts[0].outcome is Outcome.VIOLATED
    assert {v.outcome for v in verdicts[1:]} == {Outcome.UNDETERMINED}


def test_a_bundle_with_named_powers_counts_once_and_an_unknown_authority_leaves_it_open():
    bundle = PowerItem(id="b", authority=Authority.APPROVAL, count=Count(5))
    one = PowerItem(id="one", parent="b", authority=Authority.APPROVAL)
    vague = PowerItem(id="vague")
    here = structure(bundle, one, vague, held("b"), held("one"), LISTED)
    assert powers_held(here, "t1") == Count(5)
    more = here.evolve(put=[held("vague")])
    assert powers_held(more, "t1", Authority.APPROVAL) == Count("5 .. 6")
    with pytest.raises(StructureError, match="BG355"):
        structure(PowerItem(id="b", count=Count(1)), PowerItem(id="x", parent="b"), PowerItem(id="y", parent="b"))


def test_no_number_is_undetermined_and_two_kinds_of_number_are_refused():
    assert outcome(PowersHeld(holder="district"), structure(LISTED)) is Outcome.UNDETERMINED
    with pytest.raises(InputError, match="BG402"):
        PowersHeld(holder="street", exactly=1, at_most=2)
    with pytest.raises(InputError, match="BG402"):
        PowersHeld(holder="street", at_least=3, at_most=2)


CRITERIA = DevolvedMeetCriteria(criteria=["high_volume", "urgently_needed", "absorbable"])


@given(st.tuples(*[st.sampled_from([True, False, NOT_STATED])] * 3))
def test_all_three_criteria_must_be_met_and_partial_facts_answer_as_all_completions(flags):
    """GL-020."""
    names = ("high_volume", "urgently_needed", "absorbable")

    def at(values):
        return structure(PowerItem(id="x", **dict(zip(names, values, strict=True))), held("x"))

    choices = [(True, False) if f is NOT_STATED else (f,) for f in flags]
    outcomes = {outcome(CRITERIA, at(values)) for values in itertools.product(*choices)}
    assert outcome(CRITERIA, at(flags)) is (outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED)


def test_powers_that_were_not_handed_down_are_not_asked_for_criteria():
    """GL-020."""
    power = PowerItem(id="x", high_volume=False)
    assert outcome(CRITERIA, structure(power, held("x", devolved=False), LISTED)) is Outcome.UNDETERMINED
    listed = Inventory(scope="x", of="power_holding", complete=True)
    assert outcome(CRITERIA, structure(power, held("x", devolved=False), listed)) is Outcome.NOT_APPLICABLE
    assert outcome(CRITERIA, structure(power, held("x"), listed)) is Outcome.VIOLATED


BASIS = DevolvedHaveBasis()


@pytest.mark.parametrize(
    ("since", "former", "expected"),
    [
        ("2020-08-31", "bureau", Outcome.MET),
        ("2020-08-30", "bureau", Outcome.VIOLATED),
        ("2020-08", "bureau", Outcome.UNDETERMINED),
        (None, "bureau", Outcome.UNDETERMINED),
        ("2020-08-31", "tax", Outcome.VIOLATED),
    ],
)
def test_a_power_is_held_from_the_day_of_its_legal_basis_and_not_from_a_vertical_department(since, former, expected):
    """GL-027, HZ-041: early transfer, and taxation as a vertical body."""
    power = PowerItem(id="x", legal_basis="law", lawful_from=Date("2020-08-31"))
    day = NOT_STATED if since is None else Date(since)
    assert outcome(BASIS, structure(power, held("x", devolved_from=former, since=day))) is expected


def test_no_legal_basis_is_an_objection_and_an_unstated_one_is_open():
    assert outcome(BASIS, structure(PowerItem(id="x", legal_basis=None), held("x"))) is Outcome.VIOLATED
    assert outcome(BASIS, structure(PowerItem(id="x"), held("x"))) is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2020-01", "2021-01", Outcome.MET),
        ("2021-01-01", "2021-01-01", Outcome.MET),
        ("2021-02", "2021-01", Outcome.VIOLATED),
        ("2021-01", "2021-01", Outcome.UNDETERMINED),
    ],
)
def test_later_batches_come_later(first, second, expected):
    """GL-019."""
    batches = [held("x", batch=1, since=Date(first)), held("y", batch=2, since=Date(second))]
    rule = BatchOrder(holder={"kind": "street", "ids": "t1"})
    here = structure(PowerItem(id="x"), PowerItem(id="y"), *batches, LISTED)
    assert outcome(rule, here) is expected
    unbatched = structure(PowerItem(id="x"), held("x"), LISTED)
    assert outcome(rule, unbatched) is Outcome.UNDETERMINED
