"""The pay formula as data, and what it comes to for one person: components, each with its source and its bounds."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import attrs

from basegov.dates import ALWAYS, Date, DateRange
from basegov.diagnostics.pay import BAD_ROW_OF_FACTORS, COMPONENT_FORMULA, COMPONENT_OF_LATER, COMPONENT_TWICE
from basegov.errors import Diagnostic, InputError, Location
from basegov.quantities import Number, Quantity, Share, Yuan
from basegov.sources import Source
from basegov.structure.factors import (
    Facts,
    Lack,
    as_fact,
    as_share,
    as_yuan,
    as_yuan_rows,
    clamped,
    columns_of,
    times,
    values_of,
)
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, record
from basegov.structure.scales import facts_of
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Language, Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, Truth, as_words, stated_words

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

MONTHS = 12


class Paid(enum.Enum):
    """How often a component is paid."""

    MONTH = "month"
    YEAR = "year"

    @property
    def times(self) -> int:
        """How often in a year."""
        return MONTHS if self is Paid.MONTH else 1

    def text(self, lang: Language = "en") -> str:
        """Return the word."""
        return {"month": "每月", "year": "每年"}[self.value] if lang == "zh" else f"a {self.value}"


NOT_NEGATIVE = Yuan.between(0, None)
"""An amount that is not stated: no less than nothing."""


def _as_bound(value: Any) -> Yuan | None:
    return None if value is None else Yuan(value)


@attrs.frozen(kw_only=True)
class PayComponent:
    """One part of pay, by one formula; without a formula its amount is not stated, only its limits.

    Parameters
    ----------
    name : str
        What it is called: ``post``, ``rank``, ``qualification``.
    amount : Yuan, optional
        A fixed amount.
    by : tuple of str
        Factors by which a table gives the amount.
    amounts : mapping of str to Yuan
        The table: an amount for each row of values; see `basegov.structure.factors`.
    otherwise : Yuan, optional
        The amount where no row fits.
    complete : bool
        Whether the rows list every value that there can be.
    each : Yuan, optional
        An amount for each one of `times`: yuan for a year of work, for a point.
    times : str, optional
        The factor that counts: ``years``, ``points``.
    share : Share, optional
        A share of other components.
    of : tuple of str
        These components; they stand before this one and are paid as often.
    at_least, at_most : Yuan, optional
        What it is raised to, and cut to. Left out, an amount that is not stated is no less than nothing.
    paid : Paid
        How often.
    source : Source, optional
        On what it rests.
    """

    name: str
    amount: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    by: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    amounts: FrozenMap[str, Yuan | NotStated] = attrs.field(default=EMPTY, converter=as_yuan_rows)
    otherwise: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    complete: bool = False
    each: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    times: str | NotStated = NOT_STATED
    share: Share | NotStated = attrs.field(default=NOT_STATED, converter=as_share)
    of: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    at_least: Yuan | None = attrs.field(default=None, converter=_as_bound)
    at_most: Yuan | None = attrs.field(default=None, converter=_as_bound)
    paid: Paid = attrs.field(default=Paid.MONTH, converter=Paid)
    source: Source | NotStated = NOT_STATED

    @property
    def formulas(self) -> tuple[str, ...]:
        """The ways in which it says how much it is; one, or none."""
        ways = {
            "amount": not isinstance(self.amount, NotStated),
            "by": bool(self.by),
            "times": not isinstance(self.times, NotStated),
            "of": bool(self.of),
        }
        return tuple(way for way, used in ways.items() if used)

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors on which it hangs itself."""
        return (*self.by, *((self.times,) if isinstance(self.times, str) else ()))

    def bounded(self, amount: Yuan) -> Yuan:
        """Return an amount raised and cut to what the component is limited to."""
        return clamped(Yuan, amount, self.at_least, self.at_most)


def _as_components(value: Iterable[PayComponent]) -> tuple[PayComponent, ...]:
    return tuple(value)


@record("pay_rules", en="pay rule", zh="薪酬规则")
@attrs.frozen(kw_only=True)
class PayRule(Node):
    """How the pay of a category of staff is made up.

    Parameters
    ----------
    components : tuple of PayComponent
        The components, in order.
    category : str, optional
        Category of staff for which it is; not stated: for everyone inside the parent.
    scale : str, optional
        The scale whose level, grade and points count.
    payer : str, optional
        Who pays, where a person's career does not say otherwise.
    valid : DateRange
        From when until when it is in force.
    provisions : tuple of str, optional
        What goes with it: insurances, how it is paid out.
    """

    components: tuple[PayComponent, ...] = attrs.field(default=(), converter=_as_components)
    category: str | NotStated = NOT_STATED
    scale: Annotated[str | NotStated, Ref("grade_scale")] = NOT_STATED
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED
    valid: DateRange = ALWAYS
    provisions: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)

    def component(self, name: str) -> PayComponent | None:
        """Return the component of a name, or None."""
        return next((c for c in self.components if c.name == name), None)

    @property
    def factors(self) -> tuple[str, ...]:
        """Every factor on which the pay hangs."""
        return tuple(dict.fromkeys(factor for c in self.components for factor in c.factors))

    @functools.cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What keeps it from being worked out; nothing of a rule in a structure."""
        return tuple(problems_of(self))


def problems_of(rule: PayRule, where: Location | None = None) -> Iterator[Diagnostic]:
    """Yield every component with two formulas, a row without a value for each factor, or parts that come later."""
    before: dict[str, PayComponent] = {}
    for component in rule.components:
        name = component.name
        if name in before:
            yield COMPONENT_TWICE(where, rule=rule.label, component=name)
        if len(component.formulas) > 1:
            yield COMPONENT_FORMULA(where, rule=rule.label, component=name, formulas=component.formulas)
        for row in component.amounts:
            if columns_of(row) != len(component.by):
                yield BAD_ROW_OF_FACTORS(where, of=rule.label, part=name, row=row, factors=component.by)
        for part in component.of:
            if part not in before or before[part].paid is not component.paid:
                yield COMPONENT_OF_LATER(where, rule=rule.label, component=name, part=part)
        before[name] = component


def require_sound(rule: PayRule) -> None:
    """Raise InputError where a rule that stands in no structure cannot be worked out."""
    if rule.problems:
        raise InputError(rule.problems)


@attrs.frozen
class PaidPart:
    """One component of one person's pay.

    Parameters
    ----------
    component : PayComponent
        Which; it carries the source.
    amount : Yuan
        How much each time it is paid; bounds where facts or amounts are not stated.
    lacks : tuple of Lack
        What it still hangs on.
    """

    component: PayComponent
    amount: Yuan
    lacks: tuple[Lack, ...] = ()


@attrs.frozen
class Pay:
    """What a person is paid, part by part.

    Parameters
    ----------
    parts : tuple of PaidPart
        The components.
    """

    parts: tuple[PaidPart, ...]

    @property
    def monthly(self) -> Yuan:
        """The sum of what is paid every month."""
        return Yuan.total(p.amount for p in self.parts if p.component.paid is Paid.MONTH)

    @property
    def annual(self) -> Yuan:
        """The sum of a year: twelve months and what is paid once a year."""
        return Yuan.total(a for p in self.parts for a in (annual_amount(p.component, p.amount),))

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it still hangs on."""
        return tuple(dict.fromkeys(lack for part in self.parts for lack in part.lacks))

    def part(self, name: str) -> PaidPart | None:
        """Return the component of a name, or None."""
        return next((p for p in self.parts if p.component.name == name), None)


def annual_amount(component: PayComponent, amount: Yuan) -> Yuan:
    """Return what a component comes to in a year."""
    n = component.paid.times
    low, high = (None if end is None else end * n for end in (amount.low, amount.high))
    return Yuan.between(low, high, low_open=amount.low_open, high_open=amount.high_open)


def pay_by(rule: PayRule, facts: Facts) -> Pay:
    """Return what a pay rule comes to for the facts of one person; the plain way, which checks the fast ones.

    Every completion of partial facts gives an amount within the bounds of each component and of the sum.

    Raises
    ------
    InputError
        When the rule cannot be worked out: a component stands twice, or is a share of one that comes later.
    """
    require_sound(rule)
    done: dict[str, PaidPart] = {}
    for component in rule.components:
        amount, lacks = amount_of(component, facts, done)
        done[component.name] = PaidPart(component, amount, tuple(dict.fromkeys(lacks)))
    return Pay(tuple(done.values()))


def amount_of(component: PayComponent, facts: Facts, done: dict[str, PaidPart]) -> tuple[Yuan, tuple[Lack, ...]]:
    """Return one component for the facts of one person, with what it hangs on; `done` holds those before it."""
    lacks: tuple[Lack, ...] = ()
    if component.by:
        amount, lacks = values_of(
            component.name, component.by, component.amounts, facts,
            otherwise=component.otherwise, complete=component.complete, unknown=NOT_NEGATIVE,
        )  # fmt: skip
    elif isinstance(component.times, str):
        each = NOT_NEGATIVE if isinstance(component.each, NotStated) else component.each
        counted = as_fact(facts(component.times))
        number = counted if isinstance(counted, Quantity) else Number.between(0, None)
        amount = times(Yuan, each, number)
        if not number.is_exact:
            lacks = (Lack(component.times, Text(component.times, component.times)),)
    elif component.of:
        parts = [done[name] for name in component.of]
        share = Share.unknown() if isinstance(component.share, NotStated) else component.share
        amount = times(Yuan, Yuan.total(p.amount for p in parts), share)
        lacks = tuple(lack for part in parts for lack in part.lacks)
    else:
        amount = NOT_NEGATIVE if isinstance(component.amount, NotStated) else component.amount
    amount = component.bounded(amount)
    if amount.is_exact:
        return amount, ()
    words = Text(f"the amount of {component.name}", f"{component.name}的数额")
    return amount, lacks or (Lack(component.name, words),)


def pay_rules_of(
    structure: Structure, node: Staff | StaffGroup, on: Date | NotStated
) -> tuple[tuple[PayRule, ...], Truth]:
    """Return the pay rules that hold for someone on a day, with whether they do for sure.

    A rule holds for its category of staff inside its parent, in its time. One alone that holds for sure is the rule.
    """
    found: list[PayRule] = []
    sure = Truth.TRUE
    for rule in structure.records(PayRule):
        answer = Truth.all((_is_for(structure, rule, node), _in_force(rule, on)))
        if answer is not Truth.FALSE:
            found.append(rule)
            sure = Truth.all((sure, answer))
    return tuple(found), Truth.all((sure, Truth.TRUE if len(found) == 1 else Truth.UNKNOWN))


def _is_for(structure: Structure, rule: PayRule, node: Staff | StaffGroup) -> Truth:
    if isinstance(rule.parent, str) and not structure.lies_within(node.id, rule.parent):
        return Truth.FALSE
    if isinstance(rule.category, NotStated):
        return Truth.TRUE
    return Truth.UNKNOWN if isinstance(node.category, NotStated) else Truth.of(node.category == rule.category)


def _in_force(rule: PayRule, on: Date | NotStated) -> Truth:
    if rule.valid.is_always:
        return Truth.TRUE
    return Truth.UNKNOWN if isinstance(on, NotStated) else rule.valid.contains(on)


def pay_of(structure: Structure, node: Staff | StaffGroup, on: Date | NotStated | None = None) -> Pay | None:
    """Return what someone is paid on a day by the pay rule that holds; None where no one rule holds for sure.

    Parameters
    ----------
    structure : Structure
        Where the person is.
    node : Staff or StaffGroup
        The person; of a group, each one in it.
    on : Date, optional
        The day; that of the structure when left out.
    """
    rules, sure = pay_rules_of(structure, node, structure.date if on is None else on)
    if sure is not Truth.TRUE:
        return None
    return pay_by(rules[0], facts_of(structure, node, rules[0].scale))


@invariant(PayRule)
def components_have_one_formula(structure: Structure, new: tuple[PayRule, ...]) -> Iterator[Diagnostic]:
    """Fail because a component has two formulas, a row without a value for each factor, or parts that come later."""
    for rule in new:
        yield from problems_of(rule, structure.location(rule))
