"""What staff cost in a year, by who pays and by component, as far as facts and amounts are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from basegov.dates import Date
from basegov.quantities import Count, Difference, Quantity, Yuan
from basegov.structure.employment import career_of
from basegov.structure.factors import Lack, times
from basegov.structure.pay import NOT_NEGATIVE, PayRule, annual_amount, pay_by, pay_rules_of
from basegov.structure.scales import GradePlacement, facts_of
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

WHOLE = "pay"
"""Stands for the component where no pay rule says how pay is made up."""


@attrs.frozen(kw_only=True)
class StaffCost:
    """What some people cost in a year.

    Parameters
    ----------
    lines : mapping
        Amounts by payer (not stated where nobody says who pays) and component.
    people : Count
        How many people they are.
    open : mapping of str to tuple of Lack
        The people and groups whose cost is not known exactly, by id, with what it hangs on. They count with their
        bounds, never as nothing.
    """

    lines: FrozenMap[tuple[str | NotStated, str], Yuan]
    people: Count
    open: FrozenMap[str, tuple[Lack, ...]]

    @property
    def total(self) -> Yuan:
        """The whole."""
        return Yuan.total(self.lines.values())

    @property
    def by_payer(self) -> dict[str | NotStated, Yuan]:
        """The sum for each payer."""
        return {
            payer: Yuan.total(a for (p, _), a in self.lines.items() if p == payer)
            for payer in dict.fromkeys(payer for payer, _ in self.lines)
        }

    @property
    def by_component(self) -> dict[str, Yuan]:
        """The sum for each component."""
        return {
            name: Yuan.total(a for (_, n), a in self.lines.items() if n == name)
            for name in dict.fromkeys(name for _, name in self.lines)
        }

    def added_to(self, before: StaffCost) -> dict[tuple[str | NotStated, str], Difference]:
        """Return what each payer pays more for each component than before; negative where it is less."""
        keys = dict.fromkeys((*before.lines, *self.lines))
        return {key: self.lines.get(key, Yuan(0)).minus(before.lines.get(key, Yuan(0))) for key in keys}


def annual_cost(
    structure: Structure, staff: Iterable[Staff | StaffGroup] | None = None, on: Date | NotStated | None = None
) -> StaffCost:
    """Return what some people, or all of a structure, cost in a year by payer and component, in yuan.

    The pay rule that holds for a person gives the components. Where none holds for sure, twelve times the recorded
    monthly pay counts as a whole; where that is not recorded either, the amount is open upwards from nothing. A group
    costs its number times what each one of it is paid; who pays is what the career says, else the pay rule.

    Parameters
    ----------
    structure : Structure
        Where the people are.
    staff : iterable of Staff or StaffGroup, optional
        Which people; everyone when left out.
    on : Date, optional
        The day on which pay rules are asked; that of the structure when left out.
    """
    day = structure.date if on is None else on
    if staff is None:
        staff = (*structure.records(Staff), *structure.records(StaffGroup))
    lines: dict[tuple[str | NotStated, str], Yuan] = {}
    open_: dict[str, tuple[Lack, ...]] = {}
    people = Count(0)
    for node in staff:
        number = Count(1) if isinstance(node, Staff) else node.count
        number = Count.unknown() if isinstance(number, NotStated) else number
        people = people + number
        rule = _rule(structure, node, day)
        parts, lacks = _parts(structure, node, rule)
        payer = _payer(structure, node, rule)
        for name, amount in parts:
            cost = amount if number.exact == 1 else times(Yuan, amount, number)
            lines[payer, name] = lines.get((payer, name), Yuan(0)) + cost
            if not cost.is_exact and amount.is_exact:
                lacks = (*lacks, Lack("count", Text("the number of people", "人数")))
        if lacks:
            open_[node.id] = tuple(dict.fromkeys(lacks))
    return StaffCost(lines=FrozenMap(lines), people=people, open=FrozenMap(open_))


def cost_terms(structure: Structure, node: Staff | StaffGroup) -> dict[str, Any]:
    """Return, for each component of what someone costs, all that it follows from.

    Where it is the same before and after a change, the very same amount goes on, whether it is known or not.
    """
    number = Count(1) if isinstance(node, Staff) else node.count
    rule = _rule(structure, node, structure.date)
    if rule is None:
        return {WHOLE: (number, node.monthly_pay if isinstance(node, Staff) else NOT_STATED)}
    facts, found = facts_of(structure, node, rule.scale), dict[str, Any]()
    for component in rule.components:
        known = tuple(facts(factor) for factor in component.factors)
        open_ = any(isinstance(fact, Quantity) and not fact.is_exact for fact in known)
        behind = (career_of(structure, node.id), structure.where(GradePlacement, staff=node.id)) if open_ else ()
        plain = attrs.evolve(component, source=NOT_STATED)
        found[component.name] = (number, plain, known, behind, tuple(found[name] for name in component.of))
    return found


def _rule(structure: Structure, node: Staff | StaffGroup, day: Date | NotStated) -> PayRule | None:
    rules, sure = pay_rules_of(structure, node, day)
    return rules[0] if sure is Truth.TRUE else None


def _parts(
    structure: Structure, node: Staff | StaffGroup, rule: PayRule | None
) -> tuple[list[tuple[str, Yuan]], tuple[Lack, ...]]:
    """Return what one person costs in a year, component by component."""
    if rule is not None:
        pay = pay_by(rule, facts_of(structure, node, rule.scale))
        return [(p.component.name, annual_amount(p.component, p.amount)) for p in pay.parts], pay.lacks
    recorded = node.monthly_pay if isinstance(node, Staff) else NOT_STATED
    amount = NOT_NEGATIVE if isinstance(recorded, NotStated) else times(Yuan, recorded, Count(12))
    lacks = () if amount.is_exact else (Lack("monthly_pay", Text("the monthly pay", "月薪")),)
    return [(WHOLE, amount)], lacks


def _payer(structure: Structure, node: Staff | StaffGroup, rule: PayRule | None) -> str | NotStated:
    career = career_of(structure, node.id)
    if career is not None and isinstance(career.payer, str):
        return career.payer
    return NOT_STATED if rule is None else rule.payer
