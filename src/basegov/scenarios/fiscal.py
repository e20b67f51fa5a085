"""What a reform costs: by how much each payer pays more or less a year, component by component.

The components come from a registry of cost sources. Each tells, of two structures, on which lines money changed; pay or
other costs plug in by registering one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from basegov.diagnostics.calls import NO_SUCH_COMPONENT
from basegov.errors import NotFoundError, Suggestion
from basegov.expecting import expect
from basegov.quantities import Count, Difference, Yuan
from basegov.reforms.changes import Change
from basegov.rules.verdicts import Missing
from basegov.scenarios.comparison import Comparison
from basegov.structure.costs import annual_cost, cost_terms
from basegov.structure.factors import Lack
from basegov.structure.flows import changed_lines
from basegov.structure.forces import ProfessionalForce
from basegov.structure.pools import FundPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import UnitGroup
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated

NOTHING = Difference.build(0, 0, kind=Yuan)


@attrs.frozen(kw_only=True)
class CostLine:
    """What one payer pays for one thing, a year, before and after.

    Parameters
    ----------
    payer : str, optional
        Id of who pays; not stated where no record tells it.
    to : str
        Id of who is paid, or for whom it is paid.
    purpose : str
        For what.
    year : int, optional
        For which year; not stated where it holds for any year, such as pay.
    before, after : Yuan
        The amounts in yuan a year, as far as they are known.
    added : Difference
        After less before; nothing where the very same amount goes on, whether it is known or not.
    missing : tuple of Missing
        Facts without which the difference is not known exactly.
    """

    payer: str | NotStated
    to: str
    purpose: str
    year: int | NotStated = NOT_STATED
    before: Yuan
    after: Yuan
    added: Difference
    missing: tuple[Missing, ...] = ()


CostFunction = Callable[[Structure, Structure], Iterator[CostLine]]


@attrs.frozen
class CostSource:
    """A component of costs: the word for it in data, its label, and what gives its lines for two structures."""

    name: str
    label: Text
    function: CostFunction


COST_SOURCES: dict[str, CostSource] = {}
"""Every registered component of costs by its name, in the order in which they are shown."""


def cost_source(*, en: str, zh: str) -> Callable[[CostFunction], CostSource]:
    """Register a function ``(before, after) -> cost lines`` as a component under its own name.

    It yields the lines on which something changed, and no others.

    Raises
    ------
    ValueError
        When another function has the name.
    """

    def register(function: CostFunction) -> CostSource:
        name = function.__name__
        if name in COST_SOURCES and COST_SOURCES[name].function.__module__ != function.__module__:
            raise ValueError(f"the cost source {name!r} is taken")
        COST_SOURCES[name] = CostSource(name, Text(en, zh), function)
        return COST_SOURCES[name]

    return register


@cost_source(en="funds", zh="经费")
def funds(before: Structure, after: Structure) -> Iterator[CostLine]:
    """Yield the flows that changed; one to a group of units is paid to each member of it."""
    for line in changed_lines(before, after):
        node = after.get(line.unit) or before.node(line.unit)
        label, missing = node.label, []
        then, now, added = line.before, line.after, line.difference
        if not added.is_exact:
            words = Text(
                f"what {label} was given for {line.purpose} before, and is given in {line.year}",
                f"{label}此前及 {line.year} 年的 {line.purpose} 经费",
            )
            missing.append(Missing(line.unit, "funding", words))
        if isinstance(node, UnitGroup):
            members = Count.unknown() if isinstance(node.count, NotStated) else node.count
            if node.members and isinstance(node.count, NotStated):
                members = Count.between(len(node.members), None)
            then, now, added = (_times(amount, members) for amount in (then, now, added))
            if not members.is_exact:
                words = Text(f"how many members {label} has", f"{label}的成员数")
                missing.append(Missing(node.id, "count", words))
        yield CostLine(
            payer=line.payer, to=line.unit, purpose=line.purpose, year=line.year, before=then, after=now, added=added,
            missing=tuple(missing),
        )  # fmt: skip


def _times(amount: Any, members: Count) -> Any:
    """Return an amount for each of so many members, as far as both are known."""
    few, many = members.low or 0, members.high
    low = _product(amount.low, few, many)
    high = _product(amount.high, many, few)
    if isinstance(amount, Difference):
        return Difference.build(low, high, kind=amount.kind)
    return Yuan.between(low, high)


def _product(end: Any, if_positive: Any, if_negative: Any) -> Any:
    """Return an end of an amount times the number of members that makes it an end of the product."""
    if end is None or end == 0:
        return end
    members = if_positive if end > 0 else if_negative
    return None if members is None else end * members


@cost_source(en="pools of money", zh="资金池")
def pools(before: Structure, after: Structure) -> Iterator[CostLine]:
    """Yield the pools that are new, different or gone."""
    then = {p.id: p for p in before.records(FundPool)}
    now = {p.id: p for p in after.records(FundPool)}
    for id_ in {**then, **now}:
        old, new = then.get(id_), now.get(id_)
        if old == new:
            continue
        one = new or old
        assert one is not None
        paid = [Yuan(0) if p is None else _not_negative(p.amount) for p in (old, new)]
        same = old is not None and new is not None and old.amount == new.amount
        added = NOTHING if same else paid[1].minus(paid[0])
        words = Text(f"the amount of {one.label}", f"{one.label}的金额")
        holder = one.holder if isinstance(one.holder, str) else one.id
        yield CostLine(
            payer=one.payer, to=holder, purpose=one.purpose if isinstance(one.purpose, str) else one.id, year=one.year,
            before=paid[0], after=paid[1], added=added,
            missing=() if added.is_exact else (Missing(one.id, "amount", words),),
        )  # fmt: skip


def _not_negative(amount: Yuan | NotStated) -> Yuan:
    return Yuan.between(0, None) if isinstance(amount, NotStated) else amount


@cost_source(en="staff", zh="人员")
def staff(before: Structure, after: Structure) -> Iterator[CostLine]:
    """Yield people who came, went, or whose pay or payer changed: what they cost a year, component by component.

    Amounts are those of `annual_cost`: by the pay rule that holds, else twelve times the recorded monthly pay as a
    whole, never both. Who pays is what the career says, else the pay rule, else the employer.
    """
    then, now = _people(before), _people(after)
    for id_ in {**then, **now}:
        old, new = then.get(id_), now.get(id_)
        paid_then, paid_now = (None if n is None else _paid(s, n) for s, n in ((before, old), (after, new)))
        if paid_then and paid_now and isinstance(paid_then.payer, str) and paid_then.payer not in after:
            paid_then = attrs.evolve(paid_then, payer=paid_now.payer)  # what it became pays in its place
        sides = [side for side in (paid_then, paid_now) if side is not None]
        node = new or old
        assert node is not None
        for payer in dict.fromkeys(side.payer for side in sides):
            both = [side if side is not None and side.payer == payer else None for side in (paid_then, paid_now)]
            yield from _pay_lines(node, payer, both)


def _people(structure: Structure) -> dict[str, Staff | StaffGroup]:
    """Return persons and groups by id, but not the forces whose people are counted in groups of their own."""
    found: dict[str, Staff | StaffGroup] = {n.id: n for n in structure.records(Staff)}
    found.update({n.id: n for n in structure.records(StaffGroup) if not isinstance(n, ProfessionalForce)})
    return found


@attrs.frozen
class _Paid:
    """What somebody costs a year: who pays, each component, what it follows from, and what it hangs on."""

    payer: str | NotStated
    parts: dict[str, Yuan]
    terms: dict[str, Any]
    lacks: tuple[Lack, ...]


def _paid(structure: Structure, node: Staff | StaffGroup) -> _Paid:
    cost = annual_cost(structure, [node])
    payer = next((payer for payer, _ in cost.lines), NOT_STATED)
    return _Paid(
        payer if isinstance(payer, str) else node.employer, cost.by_component, cost_terms(structure, node),
        cost.open.get(node.id, ()),
    )  # fmt: skip


def _pay_lines(node: Staff | StaffGroup, payer: str | NotStated, sides: list[_Paid | None]) -> Iterator[CostLine]:
    """Yield a line for each component that one payer pays otherwise than before."""
    known = [side for side in sides if side is not None]
    lacks = dict.fromkeys(lack for side in known for lack in side.lacks)
    for name in dict.fromkeys(name for side in known for name in side.parts):
        if len(known) == len(sides) and known[0].terms.get(name) == known[1].terms.get(name):
            continue
        then, now = (Yuan(0) if side is None else side.parts.get(name, Yuan(0)) for side in sides)
        added = now.minus(then)
        missing = [] if added.is_exact else [_lacking(node, lack) for lack in lacks]
        yield CostLine(
            payer=payer, to=node.id, purpose=name, before=then, after=now, added=added, missing=tuple(missing)
        )


def _lacking(node: Staff | StaffGroup, lack: Lack) -> Missing:
    return Missing(node.id, lack.field, Text(f"{lack.what.en} of {node.label}", f"{node.label}的{lack.what.zh}"))


@attrs.frozen
class CostRow:
    """What one payer pays for one purpose in one year, before and after; the sum of its lines.

    Parameters
    ----------
    component : CostSource
        Of what.
    purpose : str
        For what.
    payer : str, optional
        Id of who pays.
    name : str, optional
        What people call who pays.
    year : int, optional
        For which year.
    lines : tuple of CostLine
        Of which it is the sum.
    """

    component: CostSource
    purpose: str
    payer: str | NotStated
    name: str | NotStated
    year: int | NotStated
    lines: tuple[CostLine, ...]

    @property
    def before(self) -> Yuan:
        """What was paid on these lines a year."""
        return Yuan.total(line.before for line in self.lines)

    @property
    def after(self) -> Yuan:
        """What is paid on them a year after the change."""
        return Yuan.total(line.after for line in self.lines)

    @property
    def added(self) -> Difference:
        """By how much that is more; a bound where facts are missing."""
        return total_added(self.lines)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The facts without which it is not known exactly."""
        return tuple(dict.fromkeys(m for line in self.lines for m in line.missing))

    def payer_text(self, lang: Language = "en") -> str:
        """Return who pays in words."""
        if isinstance(self.name, NotStated):
            return "支付方未载明" if lang == "zh" else "payer not stated"
        return self.name


def total_added(lines: Iterable[CostLine]) -> Difference:
    """Return the sum of what lines add, exact or as a bound."""
    total = NOTHING
    for line in lines:
        total = total + line.added
    return total


@attrs.frozen(repr=False)
class FiscalEffect:
    """What a change costs. Rows are in the order of the components, then by year, purpose and payer.

    Components are not added up with each other: funds that a unit is given may pay its staff.

    Parameters
    ----------
    before, after : Structure
        The two structures.
    rows : tuple of CostRow
        One for each component, purpose, payer and year in which more or less is paid, or may be.
    """

    before: Structure
    after: Structure
    rows: tuple[CostRow, ...]

    def added(self, component: str, payer: str | NotStated | None = None, year: int | None = None) -> Difference:
        """Return by how much a component costs more a year; of one payer, or in one year, where these are given.

        Raises
        ------
        NotFoundError
            For a component that is not registered; near misses are suggested.
        """
        if component not in COST_SOURCES:
            hint = Suggestion.build(component, COST_SOURCES)
            raise NotFoundError([NO_SUCH_COMPONENT(component=component, hint=hint)])
        rows = (row for row in self.rows if row.component.name == component)
        return total_added(
            line for row in rows for line in row.lines
            if (payer is None or row.payer == payer) and (year is None or row.year == year)
        )  # fmt: skip

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Every fact without which some row is not known exactly."""
        return tuple(dict.fromkeys(m for row in self.rows for m in row.missing))

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each component, purpose, payer and year, ready for a data frame."""
        return [
            {
                "component": row.component.name, "purpose": row.purpose, "payer": _plain(row.payer),
                "year": _plain(row.year),
                "before": row.before.text("en"), "after": row.after.text("en"), "added": row.added.text("en"),
                "lines": len(row.lines), "missing": len(row.missing),
            }
            for row in self.rows
        ]  # fmt: skip

    def __repr__(self) -> str:
        return f"<FiscalEffect of {self.before.id}: {len(self.rows)} rows, {len(self.missing)} missing facts>"


def _plain(value: Any) -> Any:
    return None if isinstance(value, NotStated) else value


def fiscal_effect(before: Structure | Change | Comparison, after: Structure | None = None) -> FiscalEffect:
    """Say what a change costs: added yuan a year, by component, payer and year, with bounds where facts are missing.

    Parameters
    ----------
    before : Structure, Change or Comparison
        The structure before, or a change or comparison that has both sides.
    after : Structure, optional
        The structure after, where the first is a structure.

    Returns
    -------
    FiscalEffect
        A row for each component, purpose, payer and year in which more or less is paid, or may be.

    Raises
    ------
    ArgumentError
        When something else is given, or one structure without the other.
    """
    if isinstance(before, (Change, Comparison)):
        return fiscal_effect(before.before, before.after)
    if after is None:
        expect(before, Change, Comparison)
    before, after = expect(before, Structure), expect(after, Structure)
    rows = []
    for source in COST_SOURCES.values():
        groups: dict[tuple[Any, str, Any], list[CostLine]] = {}
        for line in source.function(before, after):
            groups.setdefault((line.year, line.purpose, line.payer), []).append(line)
        ordered = sorted(groups.items(), key=lambda item: tuple(map(str, item[0])))
        for (year, purpose, payer), lines in ordered:
            name: str | NotStated = NOT_STATED
            if isinstance(payer, str):
                node = after.get(payer) or before.get(payer)
                name = payer if node is None else node.label
            if total_added(lines).exact != 0:
                rows.append(CostRow(source, purpose, payer, name, year, tuple(lines)))
    return FiscalEffect(before, after, tuple(rows))
