"""Rules over pay: components, amounts, sums."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Count, Yuan
from basegov.rules import ComponentAmount, PayAddsUp, PayComponents
from basegov.rules.verdicts import Outcome
from basegov.structure import Career, District, PayComponent, PayRule, Staff, Structure
from basegov.values import NOT_STATED
from tests.structure.paying import CELLS

WUHUA = PayRule(
    id="wuhua",
    provisions=("insurance",),
    components=(
        PayComponent(name="post", by="post", amounts={}),
        PayComponent(name="rank", by=("level", "grade"), amounts={}, at_least=400, at_most=2000),
        PayComponent(name="year_end", paid="year"),
        PayComponent(name="qualification", by="qualification", amounts={"junior": 200}),
        PayComponent(name="other"),
    ),
)
FIVE = ("post", "rank", "year_end", "qualification", "other")


def outcomes(rule, *records):
    return [v.outcome for v in rule.check(Structure.build([District(id="d"), *records], date="2026-01-01"))]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"components": FIVE, "closed": True}, Outcome.MET),  # WH-046
        ({"components": FIVE[:4]}, Outcome.MET),
        ({"components": FIVE[:4], "closed": True}, Outcome.VIOLATED),
        ({"components": ("basic", "performance")}, Outcome.VIOLATED),  # GL-071
        ({"provisions": "insurance"}, Outcome.MET),
        ({"provisions": ("insurance", "monthly_card")}, Outcome.VIOLATED),  # GL-070
    ],
)
def test_components_and_provisions(terms, expected):
    assert outcomes(PayComponents(**terms), WUHUA) == [expected]


def test_provisions_that_are_not_stated_leave_it_open():
    bare = attrs.evolve(WUHUA, provisions=NOT_STATED)
    assert outcomes(PayComponents(provisions="insurance"), bare) == [Outcome.UNDETERMINED]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"component": "rank", "at_least": 400, "at_most": 2000}, Outcome.MET),  # WH-051
        ({"component": "rank", "at_least": 401, "at_most": 2000}, Outcome.UNDETERMINED),
        ({"component": "rank", "at_least": 2001}, Outcome.VIOLATED),
        ({"component": "qualification", "given": {"qualification": "junior"}, "exactly": 200}, Outcome.MET),  # WH-045
        ({"component": "qualification", "given": {"qualification": "junior"}, "exactly": 201}, Outcome.VIOLATED),
        ({"component": "qualification", "given": {"qualification": "senior"}, "exactly": 200}, Outcome.UNDETERMINED),
        ({"component": "qualification", "exactly": 200}, Outcome.UNDETERMINED),
        ({"component": "bonus", "exactly": 200}, Outcome.NOT_APPLICABLE),
        ({"component": "rank"}, Outcome.UNDETERMINED),  # the clause gives no number
    ],
)
def test_the_amount_of_a_component(terms, expected):
    assert outcomes(ComponentAmount(**terms), WUHUA) == [expected]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(400, 2000, Outcome.MET), (399, 2000, Outcome.VIOLATED), (400, 2001, Outcome.VIOLATED)],
)
def test_every_row_of_the_table_lies_in_the_range(low, high, expected):
    amounts = dict.fromkeys(CELLS, 1000) | {CELLS[0]: low, CELLS[-1]: high}
    rank = PayComponent(name="rank", by=("level", "grade"), amounts=amounts, complete=True)
    rule = ComponentAmount(component="rank", at_least=400, at_most=2000)
    assert outcomes(rule, attrs.evolve(WUHUA, components=(rank,))) == [expected]
    inside = attrs.evolve(rule, given={"level": "2", "grade": "2"})
    assert outcomes(inside, attrs.evolve(WUHUA, components=(rank,))) == [Outcome.MET]


def test_a_range_that_cannot_be_is_refused():
    with pytest.raises(InputError, match="BG40"):
        ComponentAmount(component="rank", at_least=400, exactly=400)
    with pytest.raises(InputError, match="BG40"):
        ComponentAmount(component="rank", at_least=500, at_most=400)


PAY = PayRule(
    id="pay",
    components=(
        PayComponent(name="basic", by="post", amounts={"general": 3000}),
        PayComponent(name="seniority", each=50, times="years"),
        PayComponent(name="year_end", amount=9000, paid="year"),
    ),
)
ADDS_UP = PayAddsUp(staff="staff")


def person(pay, **facts):
    facts = {"post": "general", "years": Count(4), **facts}
    return Staff(id="p", parent="d", monthly_pay=pay), Career(staff="p", **facts)


@pytest.mark.parametrize(
    ("pay", "facts", "expected"),
    [
        (Yuan(3200), {}, Outcome.MET),
        (Yuan(3201), {}, Outcome.VIOLATED),
        (Yuan("3200.01"), {}, Outcome.VIOLATED),
        (NOT_STATED, {}, Outcome.UNDETERMINED),
        (Yuan(3200), {"years": NOT_STATED}, Outcome.UNDETERMINED),
        (Yuan(2999), {"years": NOT_STATED}, Outcome.VIOLATED),  # whatever the years are
        (Yuan(3200), {"post": "principal"}, Outcome.UNDETERMINED),  # its amount is not stated
    ],
)
def test_recorded_pay_is_the_sum_of_the_monthly_components(pay, facts, expected):
    assert next(o for o in outcomes(ADDS_UP, PAY, *person(pay, **facts)) if o is not None) is expected


def test_without_one_rule_that_holds_nothing_adds_up():
    assert outcomes(ADDS_UP, *person(Yuan(3200)))[0] is Outcome.UNDETERMINED
    assert outcomes(ADDS_UP, PAY, attrs.evolve(PAY, id="other"), *person(Yuan(3200)))[0] is Outcome.UNDETERMINED


@given(st.integers(2900, 3500), st.integers(0, 12), st.integers(0, 4))
def test_a_verdict_on_partial_facts_is_the_common_one_of_all_completions(pay, low, width):
    exact = {outcomes(ADDS_UP, PAY, *person(Yuan(pay), years=Count(y)))[0] for y in range(low, low + width + 1)}
    found = outcomes(ADDS_UP, PAY, *person(Yuan(pay), years=Count(f"{low} .. {low + width}")))[0]
    inside = 3000 + 50 * low <= pay <= 3000 + 50 * (low + width)
    assert found in exact or (found is Outcome.UNDETERMINED and (len(exact) > 1 or inside))
