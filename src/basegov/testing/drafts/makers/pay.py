"""Making pay rules: their components, the tables of amounts that several rules bound, and the pay that follows."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import attrs

from basegov.quantities import Count, Number, Quantity, Yuan
from basegov.rules.pay import ComponentAmount, PayAddsUp, PayComponents
from basegov.rules.rule import Rule
from basegov.rules.scales import PayRisesWithFactors, RestsOn
from basegov.structure.employment import CAREER_FACTORS, Career
from basegov.structure.factors import as_fact
from basegov.structure.pay import PayRule, pay_of, pay_rules_of
from basegov.structure.records import Record
from basegov.structure.scales import GradePlacement, GradeScale, PointsPart
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.testing.drafts.counts import range_of, waits
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.makers.scales import scale_for, state_categories
from basegov.testing.drafts.parts import aim_amount
from basegov.testing.drafts.paytables import PayPlan
from basegov.testing.drafts.wishes import ClashError
from basegov.texts import Text
from basegov.values import NotStated, Truth

_OTHER = "another"


def plan_of(draft: Draft, rule: PayRule) -> PayPlan:
    """Return what is planned for a pay rule; it is composed when all wishes are known."""
    plan: PayPlan = draft.once(("pay plan", rule.id), lambda: PayPlan(draft, rule.id))
    return plan


def pay_rules(draft: Draft, rule: Any) -> Iterable[tuple[PayRule, PayPlan]]:
    """Return the pay rules of which a rule speaks, each with what is planned for it; all of them are listed."""
    draft.close(rule.pay.kind)
    for node in draft.need(rule.pay):
        if isinstance(node, PayRule):
            yield node, plan_of(draft, node)


@makes(PayComponents)
def pay_components(rule: PayComponents, draft: Draft) -> None:
    """Let pay have the components and what goes with it; for a miss one lacks, or there is one too many."""
    ways = [("lacking", name) for name in rule.components]
    ways += [("too many", _OTHER)] if rule.closed else []
    ways += [("provision", name) for name in rule.provisions]
    for node, plan in pay_rules(draft, rule):
        missed = draft.misses(rule, node.id)
        if missed and not ways:
            raise draft.cannot_miss(rule)
        way, name = draft.way_of(ways) if missed else ("", "")
        for component in rule.components:
            if (way, name) == ("lacking", component):
                plan.bar(component, rule)
            else:
                plan.demand(component, rule)
        if way == "too many":
            plan.demand(name, rule)
        elif rule.closed:
            plan.close(rule.components, rule)
        without = (name,) if way == "provision" else ()
        must = [p for p in rule.provisions if p not in without]
        if rule.provisions:
            draft.members(node, "provisions", rule, must=must or (_OTHER,), without=without)


@makes(ComponentAmount)
def component_amount(rule: ComponentAmount, draft: Draft) -> None:
    """Let the component come to an amount in the range, in every row that may hold; for a miss just beyond it."""
    for node, plan in pay_rules(draft, rule):
        plan.demand(rule.component, rule)
        wanted = aim_amount(draft, rule, range_of(rule), node.id)
        plan.amount(rule.component, dict(rule.given), wanted, rule)


@makes(PayRisesWithFactors)
def pay_rises_with_factors(rule: PayRisesWithFactors, draft: Draft) -> None:
    """Let some component hang on each factor and not fall along its order; for a miss it falls by a yuan at a step."""
    steps = [(f, n) for f, values in rule.order.items() for n, (a, b) in enumerate(pairwise(values)) if a != b]
    for node, plan in pay_rules(draft, rule):
        missed = draft.misses(rule, node.id)
        if missed and not steps:
            raise draft.cannot_miss(rule)
        falls = draft.way_of(steps) if missed else None
        plan.rises(rule, {factor: tuple(values) for factor, values in rule.order.items()}, dict(rule.given), falls)


@makes(RestsOn)
def rests_on(rule: RestsOn, draft: Draft) -> None:
    """Let a scale give points, or pay an amount, for each of the factors; for a miss for all but one."""
    draft.close(rule.of.kind)
    for node in draft.need(rule.of):
        missed = draft.misses(rule, node.id)
        if missed and not rule.factors:
            raise draft.cannot_miss(rule)
        lacking = draft.way_of(rule.factors) if missed else None
        if isinstance(node, PayRule):
            plan = plan_of(draft, node)
            for factor in rule.factors:
                plan.rest_on(factor, rule, barred=factor == lacking)
            if lacking is not None:
                plan.some()
        elif isinstance(node, GradeScale):
            _points(draft, rule, node, lacking)


def _points(draft: Draft, rule: RestsOn, scale: GradeScale, lacking: str | None) -> None:
    """Let a scale give a point for each factor but one."""
    wishes: dict[str, tuple[bool, Rule]] = draft.once(("points", scale.id), dict)
    for factor in rule.factors:
        wanted, by = wishes.setdefault(factor, (factor != lacking, rule))
        if wanted is not (factor != lacking):
            words = Text(f"whether {scale.label} rests on {factor}", f"{scale.label}是否依据 {factor}")
            yes, no = Text("that it does", "是"), Text("that it does not", "否")
            pair = [(name_of(by), yes if wanted else no), (name_of(rule), no if wanted else yes)]
            raise ClashError(words, pair)
    factors = [factor for factor, (wanted, _) in wishes.items() if wanted] or [_OTHER]
    known = {part.by[0]: part for part in scale.points if len(part.by) == 1}
    parts = [known.get(f) or PointsPart(name=f, by=(f,), points={"*": Number(1)}) for f in factors]
    draft.fill(scale, points=tuple(parts))


@makes(PayAddsUp)
def pay_adds_up(rule: PayAddsUp, draft: Draft) -> None:
    """Let the recorded pay be what the one pay rule that holds comes to; for a miss a yuan more or less."""
    draft.close(rule.staff.kind)
    for kind in ("career", "grade_placement"):
        draft.close(kind)
    if draft.settling:
        state_categories(draft)
    for person in draft.need(rule.staff):
        if not isinstance(person, Staff):
            continue
        off = draft.way_of((-1, 1)) if draft.misses(rule, person.id) else 0
        adds_up = Text(f"that the pay of {person.label} adds up", f"{person.label}的薪酬合计相符")
        draft.agree(adds_up, ("adds up", person.id), off == 0, rule)
        if waits(draft, (rule, person.id), 2):
            continue
        held = _one_rule(draft, rule, person)
        plan = plan_of(draft, held)
        plan.some(exact=True)
        if off < 0:
            plan.some(at_least=1)
        if waits(draft, (rule, person.id, "facts"), 3):
            continue
        for factor in plan.factors:
            _state(draft, rule, person, factor, held, plan)
        draft.touch_up(("paid", person.id), functools.partial(_paid, id_=person.id, off=off))


def _one_rule(draft: Draft, rule: PayAddsUp, person: Staff) -> PayRule:
    """Return the one pay rule that holds for somebody; of several all but one become rules for others."""
    found, _ = pay_rules_of(draft.structure, person, draft.structure.date)
    if not found:
        category = {} if isinstance(person.category, NotStated) else {"category": person.category}
        made: PayRule = draft.make("pay_rule", **category)
        return made
    for other in found[1:]:
        if isinstance(other.category, NotStated):
            draft.put(attrs.evolve(other, category="nobody"))
    first = found[0]
    if isinstance(first.category, str) and isinstance(person.category, NotStated):
        draft.put(attrs.evolve(person, category=first.category))
    return first


def _state(draft: Draft, rule: Rule, person: Staff, factor: str, held: PayRule, plan: PayPlan) -> None:
    """State a fact of somebody on which the pay hangs: one of the values of which the tables speak."""
    values = plan.values_of(factor)
    value = draft.pick(("fact", person.id, factor), values or ("another",))
    by = name_of(rule)
    if factor in ("level", "grade", "grade_category"):
        place = draft.link(GradePlacement(staff=person.id, scale=scale_for(draft, person)), by)
        field = factor.removeprefix("grade_")
        standing = getattr(place, field)
        if draft.left(place, field) is None and isinstance(standing, NotStated):
            draft.fill(place, **{field: value if field == "category" else _number(value)})
        return
    if factor == "category":
        return
    draft.link(Career(staff=person.id), by)
    career = draft.structure.find_record(Career, (Career, person.id))
    assert career is not None
    if factor not in CAREER_FACTORS:
        if factor not in career.other:
            draft.fill(career, other={**career.other, factor: value})
    elif isinstance(getattr(career, factor), NotStated):
        draft.fill(career, **{factor: _number(value) if factor == "years" else value})


def _number(value: str) -> Count:
    fact = as_fact(value)
    low = fact.low if isinstance(fact, Quantity) else None
    return Count(int(low) if low is not None and low > 0 else 1)


def _paid(made: Structure, id_: str, off: int) -> Iterable[Record]:
    """Return somebody with the pay that follows from the rule that holds, or that much off it."""
    person = made.node(id_)
    assert isinstance(person, Staff)
    pay = pay_of(made, person, made.date)
    if pay is None or not pay.monthly.is_exact:
        words = Text(f"the pay of {person.label}", f"{person.label}的薪酬")
        rules, sure = pay_rules_of(made, person, made.date)
        several = Text(f"{len(rules)} pay rules hold", f"有 {len(rules)} 份薪酬规则适用")
        open_ = Text("amounts or facts are open", "数额或事实未定")
        raise ClashError(words, [(AS_MADE, several if sure is not Truth.TRUE else open_)])
    return [attrs.evolve(person, monthly_pay=pay.monthly + Yuan(off))]
