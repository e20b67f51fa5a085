"""Rules over pay: what it is made up of, how much a component is, and that it adds up."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Difference, Quantity, Yuan
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, rule, rule_name
from basegov.rules.scales import ANY_PAY_RULE
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.factors import facts_from, look_up
from basegov.structure.pay import NOT_NEGATIVE, Pay, PayComponent, PayRule, pay_by, pay_of
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, Truth, stated_words


def as_yuan(value: Any) -> Yuan | NotStated | None:
    """Return an amount that a parameter gives; it may be not stated, or left out."""
    return value if value is None or isinstance(value, NotStated) else Yuan(value)


@attrs.frozen(kw_only=True)
class YuanRule(Rule):
    """A rule whose measure is an amount of money that must lie in a range.

    Parameters
    ----------
    at_least, at_most, exactly : Yuan, optional
        The range; `exactly` alone, or one or both of the others. None of them: the document gives no number.
    """

    at_least: Yuan | NotStated | None = attrs.field(default=None, converter=as_yuan)
    at_most: Yuan | NotStated | None = attrs.field(default=None, converter=as_yuan)
    exactly: Yuan | NotStated | None = attrs.field(default=None, converter=as_yuan)

    def __attrs_post_init__(self) -> None:
        ends = (self.at_least, self.at_most)
        if self.exactly is not None and any(end is not None for end in ends):
            what = Text("give exactly alone, or at_least and at_most", "exactly 应单独给出，或改用 at_least 和 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])
        low, high = (end.low if isinstance(end, Yuan) else None for end in ends)
        if low is not None and high is not None and low > high:
            what = Text("at_least is more than at_most", "at_least 大于 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])

    def _range(self, kind: type[Quantity] | None = None) -> Quantity | NotStated:
        low, high = (end.low if isinstance(end, Yuan) else None for end in (self.at_least, self.at_most))
        if isinstance(self.exactly, Yuan):
            low, high = self.exactly.low, self.exactly.high
        if low is None and high is None:
            return NOT_STATED
        return Yuan.between(low, high) if kind is None else Difference.build(low, high, kind=kind)

    @property
    def requirement(self) -> Requirement:
        """The range."""
        return Bound(self._range())


@rule(en="components of pay", zh="薪酬构成")
@attrs.frozen(kw_only=True)
class PayComponents(NodeRule):
    """A pay rule must have certain components, and no others where that is said; certain provisions go with it.

    Predicate: ``components subset of names`` (equal, when `closed`), ``provisions subset of provisions of the rule``.
    *Undetermined* while the provisions are not stated.

    Parameters
    ----------
    pay : Selector
        The pay rules.
    components : tuple of str
        Names of the components.
    closed : bool
        Whether there must be no others.
    provisions : tuple of str
        What must go with it.

    Notes
    -----
    Used by WH-046 (five components), GL-071 (basic and performance), GL-070 (insurances, pension base, paid by card)
    and BA-034 (performance on top of the scale).
    """

    pay: Selector = attrs.field(default=ANY_PAY_RULE, converter=as_selector)
    components: tuple[str, ...] = attrs.field(default=(), converter=stated_words)
    closed: bool = False
    provisions: tuple[str, ...] = attrs.field(default=(), converter=stated_words)

    @property
    def selector(self) -> Selector:
        """The pay rules."""
        return self.pay

    @property
    def measure(self) -> Measure:
        """What differs."""
        return Measure("components_differing", "set", Text("components lacking or too many", "缺少或多出的组成项"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("component lacking or too many", "缺少或多出的组成项"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is lacking and what is too many."""
        found = Findings()
        if not isinstance(node, PayRule):
            return found.measurement
        names = [c.name for c in node.components]
        for name in self.components:
            found.add(Truth.of(name not in names), Text(f"{name} lacking", f"缺少 {name}"))
        for name in names if self.closed else ():
            found.add(Truth.of(name not in self.components), Text(f"{name} too many", f"多出 {name}"))
        for name in self.provisions:
            known = node.provisions
            answer = Truth.UNKNOWN if isinstance(known, NotStated) else Truth.of(name not in known)
            what = Text(f"the provisions of {node.label}", f"{node.label}的配套保障")
            found.add(answer, Text(f"{name} lacking", f"缺少 {name}"), Missing(node.id, "provisions", what))
        found.evidence += [Evidence(Text(c.name, c.name), c.source) for c in node.components]
        return found.measurement


@rule(en="amount of a component", zh="薪酬组成项数额")
@attrs.frozen(kw_only=True)
class ComponentAmount(YuanRule, NodeRule):
    """A component of a pay rule must come to an amount in a range, for everyone or for those with certain facts.

    Predicate: ``at_least <= amount of the component <= at_most`` for every value of the factors that are not given.
    *Undetermined* while amounts that are not stated decide it.

    Parameters
    ----------
    pay : Selector
        The pay rules.
    component : str
        Name of the component.
    given : mapping of str to str
        Values of factors, such as ``qualification: junior``.

    Notes
    -----
    Used by WH-051 (400 to 2,000 yuan a month) and WH-045 (exactly 200 yuan for the junior certificate).
    """

    pay: Selector = attrs.field(default=ANY_PAY_RULE, converter=as_selector)
    component: str
    given: FrozenMap[str, str] = attrs.field(default=EMPTY, converter=FrozenMap)

    @property
    def selector(self) -> Selector:
        """The pay rules."""
        return self.pay

    @property
    def measure(self) -> Measure:
        """The amount."""
        words = Text(f"amount of {self.component}", f"{self.component}的数额")
        return Measure("component_amount", "yuan", words)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the range of amounts that the component gives."""
        component = node.component(self.component) if isinstance(node, PayRule) else None
        if not isinstance(node, PayRule) or component is None:
            words = Text(f"{node.label} has no component {self.component}", f"{node.label}没有组成项 {self.component}")
            return Measurement(value=NOT_NEGATIVE, applies=Truth.FALSE, detail=words)
        outside = self._row_outside(component)
        if outside is not None:
            row, amount = outside
            words = Text(f"{self.component} for {row}", f"{self.component}（{row}）")
            evidence = Evidence(words, component.source if component.source else node.source)
            return Measurement(value=amount, detail=words, evidence=(evidence,))
        part = pay_by(node, facts_from(self.given)).part(self.component)
        assert part is not None
        factors = {lack for lack in part.lacks if lack.field in node.factors}
        missing = tuple(Missing(node.id, "components", lack.what) for lack in part.lacks if lack not in factors)
        if part.lacks and not missing:
            words = Text(f"the amounts of {self.component}", f"{self.component}的各项数额")
            missing = (Missing(node.id, "components", words),)
        return Measurement(value=part.amount, missing=missing, evidence=(
            Evidence(Text(self.component, self.component), component.source if component.source else node.source),
        ))  # fmt: skip

    def _row_outside(self, component: PayComponent) -> tuple[str, Yuan] | None:
        """Return the first row of the table of which the amount is certainly outside the range."""
        wanted = self._range()
        if isinstance(wanted, NotStated) or not component.by:
            return None
        for row in look_up(component.by, component.amounts, facts_from(self.given), complete=True).rows:
            amount = component.amounts[row]
            if not isinstance(amount, NotStated) and component.bounded(amount).within(wanted) is Truth.FALSE:
                return row, component.bounded(amount)
        return None


@rule(en="pay adds up", zh="薪酬合计相符")
@attrs.frozen(kw_only=True)
class PayAddsUp(NodeRule):
    """What a person is recorded to be paid must be what the pay rule that holds comes to.

    Predicate: ``monthly pay - sum of monthly components = 0``. *Undetermined* while the recorded pay, a fact on which
    the pay hangs or an amount is not stated, or no one pay rule holds for sure.

    Parameters
    ----------
    staff : Selector
        Of whom it speaks.

    Notes
    -----
    Used by WH-046 and GL-071 (pay is the sum of its components); asked of the fictional district.
    """

    staff: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.staff

    @property
    def measure(self) -> Measure:
        """By how much it differs."""
        return Measure(
            "pay_difference", "yuan", Text("recorded pay less the sum of components", "所载月薪与各项之和的差额")
        )

    @property
    def requirement(self) -> Requirement:
        """By nothing."""
        return Bound(Difference.build(0, 0, kind=Yuan))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return by how much the recorded pay differs from the formula."""
        pay = pay_of(structure, node, structure.date) if isinstance(node, Staff) else None
        recorded = node.monthly_pay if isinstance(node, Staff) else NOT_STATED
        missing = lacking_pay(structure, node, pay)
        if isinstance(recorded, NotStated):
            missing = (
                *missing,
                Missing(node.id, "monthly_pay", Text(f"the pay of {node.label}", f"{node.label}的月薪")),
            )
            recorded = Yuan.unknown()
        if pay is None:
            return Measurement(value=Difference.build(None, None, kind=Yuan), missing=missing)
        parts = ", ".join(f"{p.component.name} {p.amount}" for p in pay.parts)
        zh = "，".join(f"{p.component.name} {p.amount.text('zh')}" for p in pay.parts)
        return Measurement(value=recorded.minus(pay.monthly), missing=missing, detail=Text(parts, zh))


def lacking_pay(structure: Structure, node: Node, pay: Pay | None) -> tuple[Missing, ...]:
    """Return what is missing for the pay of a person."""
    if pay is None:
        words = Text(f"the pay rule that holds for {node.label}", f"适用于{node.label}的薪酬规则")
        return (Missing(node.id, "pay_rules", words),)
    return tuple(
        Missing(node.id, lack.field, Text(f"{lack.what.en} of {node.label}", f"{node.label}的{lack.what.zh}"))
        for lack in pay.lacks
    )
