"""Steps over pay: adopting a rule, raising a component."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import ReformError
from basegov.quantities import Count, Yuan
from basegov.reforms import AdoptPayRule, PayRaised, PayRuleAdopted, RaisePay, Reform
from basegov.structure import Career, District, PayComponent, PayRule, Staff, Structure
from basegov.values import NOT_STATED

PAY = PayRule(
    id="pay", category="worker",
    components=(
        PayComponent(name="basic", by="post", amounts={"general": 3000, "deputy": NOT_STATED}, otherwise=2500),
        PayComponent(name="seniority", each=50, times="years"),
    ),
)  # fmt: skip
BEFORE = Structure.build(
    [
        District(id="d"),
        Staff(id="p", parent="d", category="worker"), Career(staff="p", post="general", years=Count(4)),
        Staff(id="q", parent="d", category="worker"), Career(staff="q", post="deputy", years=Count(2)),
        Staff(id="clerk", parent="d", category="clerk", monthly_pay=Yuan(1)),
    ],
    date="2026-01-01",
)  # fmt: skip


def applied(*steps, before=BEFORE):
    return Reform(id="r", steps=steps).apply(before)


def paid(change, id_="p"):
    return change.after.node(id_).monthly_pay


def test_a_pay_rule_settles_the_pay_of_those_for_whom_it_holds():
    change = applied(AdoptPayRule(pay_rule=PAY, settle=True))
    assert [paid(change, id_) for id_ in ("p", "q", "clerk")] == [Yuan(3200), Yuan(">= 100"), Yuan(1)]
    (event,) = change.events
    assert isinstance(event, PayRuleAdopted)
    assert event.text("en") == "the pay rule pay was adopted; it settled the pay of 2"
    assert event.text("zh") == "施行薪酬规则 pay，据以核定 2 人薪酬"
    assert paid(applied(AdoptPayRule(pay_rule=PAY))) is NOT_STATED
    assert change.undo() == BEFORE


def test_a_new_rule_takes_the_place_of_an_old_one():
    new = PayRule(id="new", category="worker", components=(PayComponent(name="all", amount=7000),))
    change = applied(AdoptPayRule(pay_rule=PAY), AdoptPayRule(pay_rule=new, instead_of="pay", settle=True))
    assert [rule.id for rule in change.after.records(PayRule)] == ["new"]
    event = change.events[-1]
    assert event.settled == ("p", "q")
    assert event.text("en") == "the pay rule new was adopted in place of pay; it settled the pay of 2"
    assert event.text("zh") == "施行薪酬规则 new，取代 pay，据以核定 2 人薪酬"
    assert paid(change) == Yuan(7000)


@pytest.mark.parametrize(
    ("terms", "pay"),
    [
        ({"component": "basic", "amount": 2000}, 5200),  # GL-074
        ({"component": "basic", "share": "10%"}, 3500),
        ({"component": "basic", "share": "1/3"}, 4200),
        ({"component": "seniority", "amount": 10}, 3240),
    ],
)
def test_a_component_is_raised_by_an_amount_or_a_share(terms, pay):
    change = applied(AdoptPayRule(pay_rule=PAY), RaisePay(pay_rule="pay", settle=True, **terms))
    assert paid(change) == Yuan(pay)
    basic = change.after.node("pay").component("basic")
    assert basic.amounts["deputy"] is NOT_STATED  # what is not stated stays so
    event = change.events[-1]
    assert isinstance(event, PayRaised)
    assert event.text("en").startswith(f"{terms['component']} of pay was raised by ")
    assert event.text("zh").startswith(f"pay 的 {terms['component']} 提高 ")


def test_a_raise_from_a_day_on_and_what_is_refused():
    change = applied(
        AdoptPayRule(pay_rule=PAY), RaisePay(pay_rule="pay", component="basic", amount=1, since=Date("2026-07"))
    )
    assert change.after.node("pay").valid.start == Date("2026-07")
    with pytest.raises(ReformError) as caught:
        applied(AdoptPayRule(pay_rule=PAY), RaisePay(pay_rule="pay", component="basics", amount=1))
    said = caught.value.diagnostics[-1]
    assert said.code == "BG591"
    assert said.message("en") == "the pay rule pay has no component basics; did you mean basic?"
    assert said.message("zh") == "薪酬规则 pay 没有组成项 basics；是否想写 basic？"
    with pytest.raises(ValueError, match="either amount or share"):
        RaisePay(pay_rule="pay", component="basic")


@given(st.integers(0, 5000), st.integers(0, 100))
def test_a_raise_never_lowers_anybody(amount, percent):
    base = applied(AdoptPayRule(pay_rule=PAY, settle=True))
    for step in (
        RaisePay(pay_rule="pay", component="basic", amount=amount, settle=True),
        RaisePay(pay_rule="pay", component="basic", share=f"{percent}%", settle=True),
    ):
        assert paid(applied(step, before=base.after)).low >= paid(base).low
