"""Draws of steps that adopt how pay is made up, and raise it."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.pay import AdoptPayRule, RaisePay
from basegov.reforms.steps import Step
from basegov.structure.pay import PayComponent, PayRule
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.testing.actions.draws import draws, free_id, optional, pick, word

_YUAN = st.integers(0, 40).map(lambda n: n * 100)


def _component(draw: st.DrawFn, name: str) -> PayComponent:
    """Draw a component: a fixed amount, one by a table, one for each year, or one that is not stated."""
    amount = draw(_YUAN)
    return draw(
        st.sampled_from(
            [
                PayComponent(name=name, amount=amount),
                PayComponent(name=name, by="post", amounts={"general": amount}, otherwise=amount),
                PayComponent(name=name, each=amount, times="years"),
                PayComponent(name=name),
            ]
        )
    )


@draws(AdoptPayRule)
def adopt_pay_rule(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Adopt a pay rule for a category of staff, perhaps in place of another one."""
    categories = tuple(dict.fromkeys(one.category for one in structure.records(Staff) if isinstance(one.category, str)))
    names = draw(st.sampled_from([("basic",), ("basic", "performance")]))
    rule = PayRule(
        id=free_id(structure, "pay"), components=[_component(draw, name) for name in names],
        **optional(draw, category=word(*categories or ("other",))),
    )  # fmt: skip
    old = pick(draw, [one.id for one in structure.records(PayRule)])
    terms = {"settle": st.booleans(), **({} if old is None else {"instead_of": st.just(old)})}
    return AdoptPayRule(pay_rule=rule, **optional(draw, **terms))


@draws(RaisePay)
def raise_pay(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Raise a component by an amount or a share."""
    rule = pick(draw, [one for one in structure.records(PayRule) if one.components])
    if rule is None:
        return None
    name = draw(st.sampled_from([component.name for component in rule.components]))
    by = draw(_YUAN.map(lambda n: {"amount": n}) | st.sampled_from(["5%", "1/3"]).map(lambda n: {"share": n}))
    return RaisePay(pay_rule=rule.id, component=name, **by, **optional(draw, settle=st.booleans()))
