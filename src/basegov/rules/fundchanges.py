"""Rules over what a change does to money: by how much it rises or falls, and which part of it becomes free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from basegov.quantities import Difference, Share, Yuan
from basegov.reforms.changes import Change
from basegov.rules.funds import part_of, purposes_text, unlisted_flow
from basegov.rules.nodes import as_meant, meant_by
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Measurement, Missing, Subject
from basegov.structure.flows import changed_lines
from basegov.structure.functions import lists_all_about
from basegov.structure.funds import NOT_NEGATIVE, fundings_of, last_year, total_funds
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import Truth, as_words


def _yuan(value: Any) -> Yuan:
    return Yuan(value)


@rule(en="change in funds", zh="经费总量变化")
@attrs.frozen(kw_only=True)
class FundsChange(Rule):
    """A change may raise or lower the funds of units only so far; by more than something, or not at all.

    Predicate, for each year that the change touches: ``sum of (amount after - amount before) over all lines`` lies in
    ``by``. A line is one payer, one unit, one purpose; a line that goes on with the very same amount changes nothing,
    whether the amount is known or not. *Undetermined* while amounts before or after that decide are not stated.

    Parameters
    ----------
    unit : Selector
        Whose funds.
    purposes : tuple of str
        For what; all purposes where none is named.
    by : Yuan
        By how much they may change in a year, such as ``<= 0`` (not increased) or ``> 30,000,000``.
    each : bool
        Whether each unit is asked on its own, and not all together.

    Notes
    -----
    Used by BA-031 (the total is not increased) and XZ-054 (more than 30 million more each year).
    """

    unit: Selector = attrs.field(converter=as_selector)
    purposes: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    by: Yuan = attrs.field(converter=_yuan)
    each: bool = False

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """Each unit, or all of them together."""
        words = Text(self.unit.text("en"), self.unit.text("zh"))
        return Scope(self.unit if self.each else None, words)

    @property
    def measure(self) -> Measure:
        """By how much the funds change."""
        what = purposes_text(self.purposes)
        return Measure("funds_change", "yuan", Text(f"change in the funds for {what.en}", f"{what.zh}经费变化"))

    @property
    def requirement(self) -> Requirement:
        """By how much they may."""
        by = self.by
        return Bound(Difference.build(by.low, by.high, low_open=by.low_open, high_open=by.high_open, kind=Yuan))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the change of each unit, or of all together, for the year in which it is largest."""
        if isinstance(world, Structure):
            return
        units = {n.id: n for side in (world.before, world.after) for n in self.unit.select(side).sure}
        if self.each:
            for node in units.values():
                yield subject_of(node), self._of(world, {node.id: node})
        elif units:
            yield Subject(world.after.id, world.after.name.in_("zh"), tuple(units)), self._of(world, units)

    def _of(self, world: Change, units: dict[str, Node]) -> Measurement:
        lines = [
            line for line in changed_lines(world.before, world.after, units)
            if not self.purposes or line.purpose in self.purposes
        ]  # fmt: skip
        totals: dict[int, Difference] = {}
        for line in lines:
            nothing = Difference.build(0, 0, kind=Yuan)
            totals[line.year] = totals.get(line.year, nothing) + line.difference
        wanted = self.requirement
        # the year that fails, failing that one that is open: all years have to keep it
        order = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}
        ranked = sorted(totals.items(), key=lambda item: (order[wanted.judge(item[1])], item[0]))
        change = ranked[0][1] if ranked else Difference.build(0, 0, kind=Yuan)
        missing = [
            unlisted_flow(world.after, units[line.unit], (line.purpose,))
            for line in lines
            if not line.difference.is_exact
        ]
        words = Text(f"in {ranked[0][0]}", f"{ranked[0][0]} 年") if ranked else Text("no flow changes", "各项经费不变")
        return Measurement(value=change, missing=tuple(dict.fromkeys(missing)), detail=words)


@rule(en="part of the funds rises", zh="经费占比提高")
@attrs.frozen(kw_only=True)
class FundShareRises(Rule):
    """A change must raise the part that one purpose has in the funds of a unit; no number need be stated.

    Predicate: ``share(purpose) after > share(purpose) before``, each in the last year recorded. *Undetermined* while
    amounts that decide are not stated, or flows may be missing.

    Parameters
    ----------
    unit : Selector
        Whose funds.
    purpose : str
        Which purpose, such as ``contingency``.
    at_least : Share, optional
        By how much it has to rise at least; left out: at all.

    Notes
    -----
    Used by XZ-058 (the part of contingency funds of towns and streets is raised; no number is given).
    """

    unit: Selector = attrs.field(converter=as_selector)
    purpose: str
    at_least: Share | None = attrs.field(default=None, converter=attrs.converters.optional(Share))

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """Each unit."""
        return Scope(self.unit, Text(self.unit.text("en"), self.unit.text("zh")))

    @property
    def measure(self) -> Measure:
        """By how much the part changes."""
        words = Text(f"change in the share of {self.purpose}", f"{self.purpose} 占比变化")
        return Measure("fund_share_change", "share", words)

    @property
    def requirement(self) -> Requirement:
        """It rises."""
        if self.at_least is None:
            return Bound(Difference.build(0, None, low_open=True, kind=Share))
        return Bound(Difference.build(self.at_least.low, None, low_open=self.at_least.low_open, kind=Share))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield by how much the part changes for each unit."""
        if isinstance(world, Structure):
            return
        for node, unstated in meant_by(self.unit, world.after):
            if node.id not in world.before:
                continue
            then, now = (self._share(side, node.id) for side in (world.before, world.after))
            change = now.minus(then)
            words = Text(
                f"the funds of {node.label} before and after, purpose by purpose", f"{node.label}变更前后各项用途的经费"
            )
            missing = () if change.is_exact else (Missing(node.id, "funding", words),)
            detail = Text(
                f"before {then.text('en')}, after {now.text('en')}", f"之前 {then.text('zh')}，之后 {now.text('zh')}"
            )
            yield subject_of(node), as_meant(Measurement(value=change, missing=missing, detail=detail), unstated)

    def _share(self, structure: Structure, unit: str) -> Share:
        year = last_year(structure, unit)
        others = tuple({f.purpose for f in fundings_of(structure, unit, (), year)} - {self.purpose})
        nothing = Yuan(0) if lists_all_about(structure, unit, "funding") else NOT_NEGATIVE
        part = total_funds(structure, unit, (self.purpose,), year)
        rest = total_funds(structure, unit, others, year) if others else nothing
        return Share.between(part_of(part.low, rest.high), part_of(part.high, rest.low))
