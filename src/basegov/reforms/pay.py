"""Steps over pay: adopting how it is made up, and raising a component."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from basegov.dates import Date, DateRange
from basegov.diagnostics.pay import NO_SUCH_COMPONENT
from basegov.errors import Suggestion
from basegov.quantities import Share, Yuan
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.steps import Effect, Step, bad_parameters, refuse, step
from basegov.structure.factors import as_share, as_yuan
from basegov.structure.pay import PayComponent, PayRule, pay_by, pay_rules_of
from basegov.structure.records import Record
from basegov.structure.scales import facts_of
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth


@attrs.frozen(kw_only=True)
class PayRuleAdopted(Event):
    """A pay rule came into force.

    Parameters
    ----------
    pay_rule : str
        The rule.
    settled : tuple of str
        The people who have their recorded pay from it.
    instead_of : str, optional
        The rule that it took the place of.
    """

    pay_rule: str
    settled: tuple[str, ...] = ()
    instead_of: str | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        en = f" in place of {self.instead_of}" if isinstance(self.instead_of, str) else ""
        zh = f"，取代 {self.instead_of}" if isinstance(self.instead_of, str) else ""
        return Text(
            f"the pay rule {self.pay_rule} was adopted{en}; it settled the pay of {len(self.settled)}",
            f"施行薪酬规则 {self.pay_rule}{zh}，据以核定 {len(self.settled)} 人薪酬",
        )


@attrs.frozen(kw_only=True)
class PayRaised(Event):
    """A component of pay was raised.

    Parameters
    ----------
    pay_rule : str
        The rule.
    component : str
        The component.
    by : Yuan or Share
        By how much.
    settled : tuple of str
        The people who have their recorded pay from it.
    """

    pay_rule: str
    component: str
    by: Yuan | Share
    settled: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.component} of {self.pay_rule} was raised by {self.by.text('en')}",
            f"{self.pay_rule} 的 {self.component} 提高 {self.by.text('zh')}",
        )


def _settled(structure: Structure, rule: PayRule, drop: tuple[Record, ...] = ()) -> list[Staff]:
    """Return the people for whom a rule holds, with the monthly pay that follows from it."""
    after = structure.evolve(put=(rule,), drop=drop)
    found: list[Staff] = []
    for person in after.records(Staff):
        rules, sure = pay_rules_of(after, person, after.date)
        if sure is Truth.TRUE and rules[0].id == rule.id:
            pay = pay_by(rule, facts_of(after, person, rule.scale)).monthly
            sources = person.sources
            if not isinstance(rule.source, NotStated):
                sources = FrozenMap({**person.sources, "monthly_pay": rule.source})
            found.append(attrs.evolve(person, monthly_pay=pay, sources=sources))
    return found


@step(en="adopt a pay rule", zh="施行薪酬规则")
@attrs.frozen(kw_only=True)
class AdoptPayRule(Step):
    """Adopt how pay is made up.

    Parameters
    ----------
    pay_rule : PayRule
        The rule.
    instead_of : str, optional
        The rule that it takes the place of.
    settle : bool
        Whether the recorded monthly pay of everyone for whom the rule holds becomes what follows from it, bounds where
        facts or amounts are missing.

    Notes
    -----
    Used by WH-045, WH-046, WH-051 and GL-070, GL-071, XZ-039.
    """

    pay_rule: PayRule
    instead_of: str | NotStated = NOT_STATED
    settle: bool = False

    def effect(self, structure: Structure) -> Effect:
        """Put the rule, and the pay that follows."""
        rule = attrs.evolve(self.pay_rule, source=self.pay_rule.source or self.source)
        drop: tuple[Record, ...] = ()
        if isinstance(self.instead_of, str):
            old: PayRule = one_of_kind(structure, self.instead_of, PayRule)
            drop = () if old.id == rule.id else (old,)
        people = _settled(structure, rule, drop) if self.settle else []
        event = PayRuleAdopted(pay_rule=rule.id, settled=tuple(p.id for p in people), instead_of=self.instead_of)
        return Effect(put=(rule, *people), drop=drop, events=(event,))


@step(en="raise pay", zh="提高薪酬")
@attrs.frozen(kw_only=True)
class RaisePay(Step):
    """Raise a component of a pay rule by an amount or by a share, for everyone.

    Parameters
    ----------
    pay_rule : str
        The rule.
    component : str
        The component: every amount of its table, its fixed amount, or what it gives for each one counted.
    amount : Yuan, optional
        By how many yuan.
    share : Share, optional
        By which share of what it was.
    since : Date, optional
        From when; the rule is then in force from that day on.
    settle : bool
        Whether the recorded monthly pay of everyone for whom the rule holds becomes what follows from it.

    Notes
    -----
    Used by GL-072, GL-074 (growth of pay, about 2,000 yuan a month on average) and XZ-040.
    """

    pay_rule: str
    component: str
    amount: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    share: Share | NotStated = attrs.field(default=NOT_STATED, converter=as_share)
    since: Date | NotStated = NOT_STATED
    settle: bool = False

    def __attrs_post_init__(self) -> None:
        if isinstance(self.amount, NotStated) == isinstance(self.share, NotStated):
            raise bad_parameters("raise_pay", "give either amount or share", "amount 与 share 应恰好给出一项")

    @property
    def by(self) -> Yuan | Share:
        """By how much."""
        found: Any = self.share if isinstance(self.amount, NotStated) else self.amount
        return found  # type: ignore[no-any-return]

    def effect(self, structure: Structure) -> Effect:
        """Put the rule with the higher amounts, and the pay that follows."""
        rule: PayRule = one_of_kind(structure, self.pay_rule, PayRule)
        component = rule.component(self.component)
        if component is None:
            names = [c.name for c in rule.components]
            hint = Suggestion.build(self.component, names)
            raise refuse(NO_SUCH_COMPONENT(rule=rule.label, component=self.component, hint=hint))
        raised = self._raised(component)
        components = tuple(raised if c is component else c for c in rule.components)
        valid = rule.valid if isinstance(self.since, NotStated) else DateRange(self.since, rule.valid.end)
        rule = attrs.evolve(rule, components=components, valid=valid)
        people = _settled(structure, rule) if self.settle else []
        event = PayRaised(pay_rule=rule.id, component=component.name, by=self.by, settled=tuple(p.id for p in people))
        return Effect(put=(rule, *people), events=(event,))

    def _raised(self, component: PayComponent) -> PayComponent:
        source = component.source if isinstance(self.source, NotStated) else self.source
        return attrs.evolve(
            component, source=source,
            amount=self._more(component.amount), otherwise=self._more(component.otherwise),
            each=self._more(component.each),
            amounts=FrozenMap({row: self._more(amount) for row, amount in component.amounts.items()}),
        )  # fmt: skip

    def _more(self, amount: Yuan | NotStated) -> Yuan | NotStated:
        if isinstance(amount, NotStated):
            return amount
        if isinstance(self.amount, Yuan):
            return amount + self.amount
        by = self.share
        assert isinstance(by, Share)
        ends = [
            None if end is None or part is None else end + Fraction(end) * part
            for end, part in ((amount.low, by.low), (amount.high, by.high))
        ]
        return Yuan.between(*ends)
