"""Indicators of pay and grades."""

import pytest

from basegov.quantities import Count, Number, Share, Yuan
from basegov.scenarios import measures_pay
from basegov.structure import (
    Career,
    District,
    GradePlacement,
    GradeScale,
    Honour,
    PayComponent,
    PayRule,
    Staff,
    Structure,
)
from basegov.values import NOT_STATED


def structure(*records):
    return Structure.build([District(id="d"), *records])


def staff(*pays):
    return [Staff(id=f"p{n}", parent="d", monthly_pay=p if p is NOT_STATED else Yuan(p)) for n, p in enumerate(pays)]


@pytest.mark.parametrize(
    ("pays", "mean", "dispersion"),
    [
        ((4000, 6000), Yuan(5000), Number("3/2")),
        ((4000, NOT_STATED), Yuan(4000), Number(1)),
        (("4000 .. 5000", 6000), Yuan("5000 .. 5500"), Number("6/5 .. 3/2")),
        ((">= 4000", 6000), Yuan(">= 5000"), Number(">= 1")),
        ((NOT_STATED,), NOT_STATED, NOT_STATED),
        ((0, 5), Yuan("2.5"), NOT_STATED),
    ],
)
def test_mean_and_dispersion(pays, mean, dispersion):
    here = structure(*staff(*pays))
    assert measures_pay.mean_monthly_pay(here) == mean
    assert measures_pay.pay_dispersion(here) == dispersion


def test_pay_by_a_rule_counts_and_costs_a_year():
    rule = PayRule(id="r", components=(PayComponent(name="a", by="post", amounts={"x": 3000}),))
    here = structure(Staff(id="p", parent="d"), Career(staff="p", post="x"), rule)
    assert measures_pay.mean_monthly_pay(here) == Yuan(3000)
    assert measures_pay.annual_cost_of_staff(here) == Yuan(36_000)
    assert measures_pay.annual_cost_of_staff(structure(Staff(id="p", parent="d"))) is NOT_STATED


@pytest.mark.parametrize(
    ("direction", "grades", "per_place", "headroom"),
    [
        ("up", (1, 3), Number(1), Share("1/2")),
        ("up", (3, 3, 2), Number("3/2"), Share("1/3")),
        ("down", (1, 3), Number(1), Share("1/2")),
        (NOT_STATED, (1, 3), Number(1), Share.unknown()),
        ("up", ("1 .. 2", 3), Number(1), Share("0 .. 1/2")),
        ("up", (), NOT_STATED, NOT_STATED),
    ],
)
def test_who_stands_where_and_can_still_rise(direction, grades, per_place, headroom):
    ladder = GradeScale(id="s", grades=3, grades_per="scale", direction=direction)
    places = [GradePlacement(staff=f"p{n}", scale="s", grade=grade) for n, grade in enumerate(grades)]
    here = structure(ladder, *staff(*(NOT_STATED for _ in grades)), *places)
    assert measures_pay.people_per_place(here) == per_place
    assert measures_pay.promotion_headroom(here) == headroom


def test_levels_above_count_as_room():
    scale = GradeScale(id="s", levels=2, grades=3, grades_per="level", direction="up")
    places = [GradePlacement(staff=f"p{n}", scale="s", level=n + 1, grade=3) for n in range(2)]
    assert measures_pay.promotion_headroom(structure(scale, *staff(NOT_STATED, NOT_STATED), *places)) == Share("1/2")


def test_honours_are_counted():
    assert measures_pay.honours_given(structure(Honour(holder="d", honour="medal"))) == Count(1)
