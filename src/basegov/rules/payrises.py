"""Rules over how pay changes: that nobody's falls, and by how much it rises on average."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

import attrs

from basegov.quantities import Difference, Yuan
from basegov.reforms.changes import Change
from basegov.rules.nodes import as_meant, meant_by
from basegov.rules.pay import YuanRule, lacking_pay
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Measurement, Missing, Subject
from basegov.structure.pay import NOT_NEGATIVE, pay_by, pay_rules_of
from basegov.structure.scales import facts_of
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


def pay_change(world: Change, node: Staff, component: str | None = None) -> tuple[Difference, tuple[Missing, ...]]:
    """Return by how much the pay of a person, or one component of it, rose, with what is missing.

    Where rule and facts are stated and the same, nothing changed, even while the amount is not stated.
    """
    was = world.before.get(node.id)
    if not isinstance(was, Staff):
        return Difference.build(0, 0, kind=Yuan), ()
    then, lacking, follows = _paid(world.before, was, component)
    now, lacking_now, follows_now = _paid(world.after, node, component)
    if follows is not None and follows == follows_now:
        return Difference.build(0, 0, kind=Yuan), ()
    return now.minus(then), (*lacking, *lacking_now)


def _paid(structure: Structure, node: Staff, component: str | None) -> tuple[Yuan, tuple[Missing, ...], Any]:
    """Return an amount, what is missing, and all that it follows from where that is stated."""
    rules, sure = pay_rules_of(structure, node, structure.date)
    if sure is not Truth.TRUE:
        if component is None and not isinstance(node.monthly_pay, NotStated):
            return node.monthly_pay, (), None
        return NOT_NEGATIVE, lacking_pay(structure, node, None), None
    facts = facts_of(structure, node, rules[0].scale)
    pay = pay_by(rules[0], facts)
    known = tuple(facts(factor) for factor in rules[0].factors)
    follows = (rules[0].components, known) if _all_stated(known) else None
    if component is None:
        return pay.monthly, lacking_pay(structure, node, pay), follows
    part = pay.part(component)
    amount = Yuan(0) if part is None else part.amount
    return amount, () if amount.is_exact else lacking_pay(structure, node, pay), follows


def _all_stated(facts: tuple[Any, ...]) -> bool:
    return all(not isinstance(fact, NotStated) and getattr(fact, "is_exact", True) for fact in facts)


@rule(en="pay does not fall", zh="薪酬稳步增长")
@attrs.frozen(kw_only=True)
class PayNotFalling(Rule):
    """Nobody's pay, or component of pay, may fall from before a change to after it.

    Predicate, person by person: ``pay after - pay before >= 0`` for everyone who is there before and after. Where rule
    and facts are stated and the same, it does not change even while the amount is not stated. *Undetermined* while
    amounts that decide are not stated.

    Parameters
    ----------
    staff : Selector
        Of whom it speaks.
    component : str, optional
        Only this component; the pay of a month where it is left out.
    unchanged_only : bool
        Whether it speaks only of people whose facts (post, grade, appraisal ...) did not change.

    Notes
    -----
    Used by XZ-040 (steady growth) and GL-072 (natural growth of the basic wage).
    """

    staff: Selector = attrs.field(converter=as_selector)
    component: str | None = None
    unchanged_only: bool = False

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """Each person."""
        return Scope(self.staff, Text(self.staff.text("en"), self.staff.text("zh")))

    @property
    def measure(self) -> Measure:
        """By how much it changes."""
        what = self.component or "pay"
        return Measure("pay_change", "yuan", Text(f"change in {what}", f"{self.component or '薪酬'}变化"))

    @property
    def requirement(self) -> Requirement:
        """It does not fall."""
        return Bound(Difference.build(0, None, kind=Yuan))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield by how much the pay of each person changed."""
        if isinstance(world, Structure):
            return
        if not self.staff.lists_all(world.after):
            words = Text(
                f"{self.staff.text('en')} that are not listed, and their pay",
                f"未列出的{self.staff.text('zh')}及其薪酬",
            )
            missing: tuple[Missing, ...] = (Missing(world.after.id, "staff", words),)
            subject = Subject(world.after.id, world.after.name.in_("zh"))
            unknown = Difference.build(None, None, kind=Yuan)
            yield subject, Measurement(value=unknown, missing=missing, applies=Truth.UNKNOWN)
        for node, unstated in meant_by(self.staff, world.after):
            if isinstance(node, Staff) and node.id in world.before:
                change, missing = pay_change(world, node, self.component)
                applies = self._unchanged(world, node) if self.unchanged_only else Truth.TRUE
                found = Measurement(value=change, missing=missing, applies=applies)
                yield subject_of(node), as_meant(found, unstated)

    @staticmethod
    def _unchanged(world: Change, node: Staff) -> Truth:
        was = world.before.node(node.id)
        assert isinstance(was, Staff)
        rules, _ = pay_rules_of(world.after, node, world.after.date)
        factors = dict.fromkeys(factor for rule in rules for factor in rule.factors)
        scale = rules[0].scale if rules else NOT_STATED
        then, now = facts_of(world.before, was, scale), facts_of(world.after, node, scale)
        answers = []
        for factor in factors:
            old, new = then(factor), now(factor)
            stated = _all_stated((old, new))
            answers.append(Truth.of(old == new) if stated else Truth.UNKNOWN)
        return Truth.all(answers)


@rule(en="mean rise of pay", zh="平均增资")
@attrs.frozen(kw_only=True)
class MeanPayRise(YuanRule):
    """The mean rise of monthly pay of people who are there before and after must lie in a range.

    Predicate: ``at_least <= mean of (pay after - pay before) <= at_most``. *Undetermined* while amounts that decide are
    not stated, or who is there is not all listed.

    Parameters
    ----------
    staff : Selector
        Of whom it speaks.

    Notes
    -----
    Used by GL-074 (about 2,000 yuan a month more on average).
    """

    staff: Selector = attrs.field(converter=as_selector)

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """All of them together."""
        return Scope(None, Text(self.staff.text("en"), self.staff.text("zh")))

    @property
    def measure(self) -> Measure:
        """The mean rise."""
        return Measure("mean_rise", "yuan", Text("mean rise of monthly pay", "月薪平均增幅"))

    @property
    def requirement(self) -> Requirement:
        """The range."""
        return Bound(self._range(Yuan))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the mean rise of all together."""
        if isinstance(world, Structure):
            return
        total = Difference.build(0, 0, kind=Yuan)
        missing: list[Missing] = []
        selection = self.staff.select(world.after)
        people = [n for n in selection.sure if isinstance(n, Staff) and n.id in world.before]
        for node in people:
            change, lacking = pay_change(world, node)
            total = total + change
            missing += lacking
        listed = self.staff.lists_all(world.after)
        value = Difference.build(None, None, kind=Yuan)
        if people and listed:
            low, high = (None if e is None else Fraction(e) / len(people) for e in (total.low, total.high))
            value = Difference.build(low, high, kind=Yuan)
        if not listed or not people:
            words = Text("who they are and what they are paid", "人员及其薪酬")
            missing.append(Missing(world.after.id, "staff", words))
        subject = Subject(world.after.id, world.after.name.in_("zh"))
        yield subject, Measurement(value=value, missing=tuple(dict.fromkeys(missing)))
