"""Indicators of what was handed down (XZ-067, GL-021, GL-028, HZ-025, HZ-041, BA-047)."""

from __future__ import annotations

import pytest

from basegov.io import read_reform, write_reform
from basegov.quantities import Count, Share
from basegov.reforms.devolution import DevolvePowers, PowerGiven
from basegov.reforms.forces import SinkForce
from basegov.reforms.functions import RemoveFunctions
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import TransferStaff
from basegov.reforms.together import Together
from basegov.scenarios import measures_devolution as measures
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.devolution import PowerHolding, PowerItem
from basegov.structure.forces import ProfessionalForce
from basegov.structure.functions import Function, FunctionIncentive, Performs
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street, UnitGroup
from basegov.terms import LEVELS, StrengthRange
from basegov.values import NOT_STATED

STREETS = [Street(id=f"t{n}", parent="d") for n in range(9)]
NODES = (
    District(id="d"),
    *STREETS,
    UnitGroup(id="three", of="street", count=Count(3), members=("t0", "t1", "t2")),
    Department(id="bureau", parent="d", level=LEVELS["district"]),
    *(DispatchedAgency(id=f"a{n}", host=f"t{n}", principal="bureau") for n in range(4)),
)


def structure(*records):
    return Structure.build([*NODES, *records])


def test_nothing_recorded_is_not_stated():
    assert measures.approval_powers_of_streets(structure()) is NOT_STATED
    assert measures.block_primary_by_dimensions(structure()) is NOT_STATED
    assert measures.most_commanders(structure()) is NOT_STATED
    assert measures.staff_without_power(structure()) is NOT_STATED


def test_three_towns_with_35_powers_are_105_pairs_and_nine_with_40_are_360():
    """GL-021, GL-028."""
    records = [
        PowerItem(id="a", authority=measures.Authority.APPROVAL, count=Count(35)),
        PowerItem(id="p", authority=measures.Authority.PENALTY, count=Count(40)),
        PowerHolding(holder="three", power="a"),
        *(PowerHolding(holder=s.id, power="p") for s in STREETS),
    ]
    listed = structure(*records, Inventory(scope="d", of="power_holding", complete=True))
    assert measures.approval_powers_of_streets(listed) == Count(35 * 3)
    assert measures.penalty_powers_of_streets(listed) == Count(40 * 9)
    assert measures.approval_powers_of_streets(structure(*records)) == Count(f">= {35 * 3}")


def test_the_part_of_agencies_that_the_block_manages_depends_on_the_definition():
    """XZ-067."""
    records = [
        *(Management(subject="a0", dimension=d, manager="t0") for d in Dimension),
        *(Management(subject="a1", dimension=d, manager="bureau") for d in Dimension),
        Appraisal(subject="a2", evaluator="t2", period=Period.ANNUAL, share=Share("60%")),
        Right(holder="bureau", matter="appoint_remove", over="a3", strength=StrengthRange.parse("decide")),
    ]
    here = structure(*records)
    assert measures.block_primary_by_dimensions(here) == Share("1/4 .. 3/4")
    assert measures.block_primary_by_appraisal(here) == Share(">= 1/4")
    assert measures.block_primary_by_appointment(here) == Share("<= 3/4")


def test_commanders_of_one_agency():
    """BA-047."""
    daily = Management(subject="a0", dimension=Dimension.DAILY_WORK, manager="t0")
    right = Right(holder="bureau", matter="command", over="a0", strength=StrengthRange.parse("decide"))
    assert measures.most_commanders(structure(daily, right)) == Count(">= 2")


def test_functions_and_what_presses_for_them():
    """HZ-025, HZ-026."""
    before = structure(
        Function(id="tax"),
        Performs(unit="three", function="tax"),
        FunctionIncentive(id="i", function="tax", subject="three"),
    )
    after = Reform(id="r", steps=[RemoveFunctions(units="unit_group", functions="tax")]).apply(before).after
    assert (measures.functions_of_streets(before), measures.function_incentives(before)) == (Count(1), Count(1))
    assert (measures.functions_of_streets(after), measures.function_incentives(after)) == (NOT_STATED, NOT_STATED)


@pytest.mark.parametrize(("with_powers", "staff", "powers"), [(True, 0, 0), (False, 1, 0)])
def test_staff_without_power_and_power_without_staff(with_powers, staff, powers):
    """HZ-041."""
    move = TransferStaff(who="aux", to="t0")
    give = DevolvePowers(powers=[PowerGiven(power="x", field="ecology")], to="t0", from_="bureau")
    before = structure(ProfessionalForce(id="aux", parent="bureau", field="ecology", count=Count(3)))
    after = Reform(id="r", steps=[Together(steps=[move, give] if with_powers else [move])]).apply(before).after
    assert (measures.staff_without_power(after), measures.power_without_staff(after)) == (Count(staff), Count(powers))
    only = Reform(id="r", steps=[give]).apply(before).after
    assert measures.power_without_staff(only) == Count(1)


def test_steps_of_devolution_read_back_as_they_are_written(tmp_path):
    reform = Reform(
        id="r",
        steps=[
            Together(
                steps=[
                    TransferStaff(who="aux", to="t0"),
                    DevolvePowers(
                        powers=[PowerGiven(power="x", authority="penalty", count=40, legal_basis=None)],
                        to=["three"], from_="bureau", batch=2, since="2021-04",
                    ),
                ]
            ),
            SinkForce(force="aux", to="street", distribution={"t0": 1, "t1": 2}, commander="unit"),
            SinkForce(force="aux", to={"kind": "street"}, distribution="equal"),
            SinkForce(force="aux", to="street"),
            RemoveFunctions(units="street", functions=["tax"]),
        ],
    )  # fmt: skip
    write_reform(reform, tmp_path / "reform.yaml")
    assert read_reform(tmp_path / "reform.yaml") == reform
