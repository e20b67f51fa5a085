"""Whole merger plans: thousands of units in hundreds of groups, an outcome for every rule and group at once.

The outcomes come first, as columns. A verdict with its reasons, figures and sources is made when it is asked for, by
the same code that judges a single merger, so both ways say the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import accumulate, compress, islice
from operator import ne, sub
from typing import Final

import attrs

from basegov.dates import Date
from basegov.exact import Exact
from basegov.quantities import Quantity
from basegov.reforms.changes import Change
from basegov.reforms.mergers import mergers_of
from basegov.reforms.proposals import Layout, Merger, Proposal, numbers
from basegov.rules.mergers import MergedSize, MergerContiguity, MergerParts, MergerRule, MergerSameParent
from basegov.rules.reports import Report
from basegov.rules.rule import Rule, rule_name
from basegov.rules.units import Size
from basegov.rules.verdicts import Outcome, Verdict
from basegov.structure.functions import lists_all_about
from basegov.structure.mergers import Adjacency
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth

OUTCOMES: Final = tuple(Outcome)
MET, VIOLATED, UNDETERMINED, NOT_APPLICABLE = range(4)
NOT_ASKED: Final = 255
"""Stands in a column for a group of which a rule does not speak."""


@attrs.frozen
class Borders:
    """The borders of all nodes as one rule counts them, by the numbers of the nodes, ready for many questions.

    Parameters
    ----------
    sure : list of tuple of int
        The units that a unit touches along a border that counts (tuples lie closer together in memory than sets).
    possible : list of set of int
        The same with borders of which it is not known whether they count.
    recorded : list of set of int
        All units of which it is recorded that a unit touches them.
    open_ : set of int
        Units whose borders are not declared to be all recorded.
    """

    sure: list[tuple[int, ...]]
    possible: list[set[int]]
    recorded: list[set[int]]
    open_: set[int]

    @classmethod
    def build(cls, structure: Structure, rule: MergerContiguity) -> Borders:
        """Build the borders of a structure as a rule counts them."""
        number = structure.cached("numbers", numbers)
        graphs: tuple[list[set[int]], ...] = tuple([set() for _ in number] for _ in range(3))
        sure, possible, recorded = graphs
        for border in structure.records(Adjacency):
            a, b = (number[unit] for unit in border.units)
            counts = rule.counts(border)
            into = {Truth.TRUE: graphs, Truth.UNKNOWN: (possible, recorded), Truth.FALSE: (recorded,)}[counts]
            for graph in into:
                graph[a].add(b)
                graph[b].add(a)
        open_ = {n for id_, n in number.items() if not lists_all_about(structure, id_, "adjacency")}
        return cls([tuple(units) for units in sure], possible, recorded, open_)

    def apart(self, layout: Layout) -> bytearray:
        """Return for each group whether it is not surely connected."""
        flat, near, apart = layout.flat, self.sure, bytearray(len(layout.ends))
        mine = bytearray(len(near))  # the units of the group that are not reached yet
        start = 0
        for at, end in enumerate(layout.ends):
            lacking = end - start - 1
            if lacking == 1:
                if flat[start] not in near[flat[end - 1]]:
                    apart[at] = VIOLATED
            elif lacking > 1:
                group = flat[start:end]
                for unit in group:
                    mine[unit] = 1
                reached = [group[0]]
                mine[group[0]] = 0
                for unit in reached:
                    for other in near[unit]:
                        if mine[other]:
                            mine[other] = 0
                            reached.append(other)
                    if len(reached) > lacking:
                        break
                else:
                    apart[at] = VIOLATED
                    for unit in group:
                        mine[unit] = 0
            start = end
        return apart

    def may_join(self, group: list[int]) -> bool:
        """Whether units can be connected with each other, as far as that is known."""
        rest = set(group)
        queue = [rest.pop()]
        for unit in queue:
            found = rest & self.possible[unit]
            if unit in self.open_:
                found |= (rest & self.open_) - self.recorded[unit]
            rest -= found
            queue += found
        return not rest


@attrs.frozen
class Sizes:
    """The sizes of all nodes in one respect, by the numbers of the nodes.

    Parameters
    ----------
    low, high : list of number
        The least and the greatest size of each; None where there is none.
    inexact : frozenset of int
        The nodes whose size is not known exactly.
    """

    low: list[Exact]
    high: list[Exact | None]
    inexact: frozenset[int]

    @classmethod
    def build(cls, structure: Structure, size: Size) -> Sizes | None:
        """Build the sizes of a structure; None when a size has an open end, which sums must keep."""
        low: list[Exact] = []
        high: list[Exact | None] = []
        inexact = set()
        for node in structure.nodes():
            value = size.of(node)
            if value.low_open or value.high_open or value.low is None:
                return None
            low.append(value.low)
            high.append(value.high)
            if not value.is_exact:
                inexact.add(len(low) - 1)
        return cls(low, high, frozenset(inexact))


@singledispatch
def column_of(rule: MergerRule, world: Change, layout: Layout) -> bytearray | None:
    """Return the outcome of a rule for every group; None where the rule has no fast way."""
    return None


@column_of.register
def _(rule: MergerParts, world: Change, layout: Layout) -> bytearray | None:
    low, high = rule.at_least.low or 0, None if rule.at_most is None else rule.at_most.high
    sizes = list(map(sub, layout.ends, [0, *layout.ends]))
    if high is None and sizes and min(sizes) >= low:
        return bytearray(len(sizes))
    if high is None:
        return bytearray([size < low for size in sizes])
    return bytearray([not low <= size <= high for size in sizes])


@column_of.register
def _(rule: MergerContiguity, world: Change, layout: Layout) -> bytearray | None:
    key = ("borders", rule.min_shared_length, rule.barriers)
    borders = world.before.cached(key, lambda structure: Borders.build(structure, rule))
    column = borders.apart(layout)
    at = column.find(VIOLATED)
    while at >= 0:
        if borders.may_join(layout.flat[layout.ends[at - 1] if at else 0 : layout.ends[at]]):
            column[at] = UNDETERMINED
        at = column.find(VIOLATED, at + 1)
    return column


@column_of.register
def _(rule: MergerSameParent, world: Change, layout: Layout) -> bytearray | None:
    containers = world.before.cached(("containers", rule.container), lambda s: _containers(s, rule))
    column = bytearray(len(layout.ends))
    if not layout.flat:
        return column
    found = list(map(containers.__getitem__, layout.flat))
    differs = compress(range(1, len(found)), map(ne, islice(found, 1, None), found))
    wrong = set(differs).difference(layout.ends)
    doubtful = {bisect_right(layout.ends, at) for at in wrong}
    if 0 in found:  # no container is recorded
        doubtful.update(bisect_right(layout.ends, at) for at, container in enumerate(found) if container == 0)
    for at in doubtful:
        group = set(found[layout.ends[at - 1] if at else 0 : layout.ends[at]])
        column[at] = VIOLATED if len(group - {0}) > 1 else UNDETERMINED
    return column


def _containers(structure: Structure, rule: MergerSameParent) -> list[int]:
    """Return for every node a number of its container; 0 where none is recorded."""
    seen: dict[str, int] = {}
    found = []
    for id_ in structure.ids():
        container = rule.container_of(structure, id_)
        found.append(0 if container is None else seen.setdefault(container.id, len(seen) + 1))
    return found


@column_of.register
def _(rule: MergedSize, world: Change, layout: Layout) -> bytearray | None:
    if not world.is_proposal:  # what is recorded of the new units counts too
        return None
    sizes = world.before.cached(("sizes", rule.of), lambda structure: Sizes.build(structure, rule.of))
    required = rule.requirement
    wanted, inside = required.range, UNDETERMINED if required.open_end else MET
    if sizes is None or (isinstance(wanted, Quantity) and (wanted.low_open or wanted.high_open)):
        return None
    if isinstance(wanted, NotStated):
        return bytearray([UNDETERMINED]) * len(layout.ends)
    low, high = wanted.low, wanted.high
    sums = _sums(map(sizes.low.__getitem__, layout.flat), layout)
    if sums and (low is None or low <= min(sums)) and (high is None or max(sums) <= high):
        column = bytearray(len(sums))
    else:
        column = bytearray([not ((low is None or low <= t) and (high is None or t <= high)) for t in sums])
    if inside != MET:
        column = column.translate(bytes([inside, VIOLATED]) + bytes(range(2, 256)))
    if not sizes.inexact.isdisjoint(layout.flat):
        unsure = _sums(map(sizes.inexact.__contains__, layout.flat), layout)
        for at in compress(range(len(unsure)), unsure):
            tops = [sizes.high[unit] for unit in layout.flat[layout.ends[at - 1] if at else 0 : layout.ends[at]]]
            top = None if None in tops else sum(top for top in tops if top is not None)
            column[at] = _place(sums[at], top, low, high, inside)
    return column


def _sums(values: Iterator[Exact], layout: Layout) -> list[Exact]:
    """Return the sum of each group of a row of values."""
    running = [0, *accumulate(values)]
    ends = list(map(running.__getitem__, layout.ends))
    return list(map(sub, ends, [0, *ends]))


def _place(bottom: Exact, top: Exact | None, low: Exact | None, high: Exact | None, inside: int) -> int:
    """Return the outcome for a sum between two ends."""
    if (high is not None and bottom > high) or (low is not None and top is not None and top < low):
        return VIOLATED
    if (low is None or bottom >= low) and (high is None or (top is not None and top <= high)):
        return inside
    return UNDETERMINED


@attrs.define(frozen=True, slots=False, eq=False, repr=False)
class PlanReport:
    """The outcomes of a plan: a column for every rule, an entry for every merger.

    Parameters
    ----------
    world : Change
        The proposal or the change that was judged.
    mergers : tuple of Merger
        Its mergers.
    rules : tuple of MergerRule
        The rules over mergers, in order.
    columns : tuple of bytes
        For each rule the outcomes by merger, as numbers in the order of `Outcome` (255: the rule does not speak of it).
    whole : tuple of Verdict
        Verdicts of rules that are set aside, and of rules that judge the plan as a whole.
    on : Date, optional
        The day for which the rules were asked.
    """

    world: Change
    mergers: tuple[Merger, ...]
    rules: tuple[MergerRule, ...]
    columns: tuple[bytes | bytearray, ...]
    whole: tuple[Verdict, ...]
    on: Date | NotStated

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Number of mergers by outcome, for each rule."""
        return {
            _name(rule): {outcome.value: column.count(n) for n, outcome in enumerate(OUTCOMES) if column.count(n)}
            for rule, column in zip(self.rules, self.columns, strict=True)
        }

    @property
    def is_met(self) -> bool:
        """Whether every rule is met (or does not apply) for every merger, and for the plan as a whole."""
        fine = (Outcome.MET, Outcome.NOT_APPLICABLE)
        return all(c.count(VIOLATED) + c.count(UNDETERMINED) == 0 for c in self.columns) and all(
            v.outcome in fine for v in self.whole
        )

    def outcomes(self, rule: str) -> tuple[Outcome | None, ...]:
        """Return the outcome of one rule (by id, or kind where it has none) for every merger; None: not asked."""
        for known, column in zip(self.rules, self.columns, strict=True):
            if _name(known) == rule:
                return tuple(None if n == NOT_ASKED else OUTCOMES[n] for n in column)
        raise KeyError(rule)

    def verdict(self, rule: int, merger: int) -> Verdict:
        """Return the verdict of a rule on a merger, both by their place in the report, with all its reasons."""
        asked = self.rules[rule]
        return asked.judge(*asked.measured(self.world, self.mergers[merger]))

    def verdicts(self, *wanted: Outcome) -> Iterator[Verdict]:
        """Yield the verdicts with one of the outcomes (all where none is given), rule by rule."""
        numbers = {OUTCOMES.index(outcome) for outcome in wanted or OUTCOMES}
        for r, column in enumerate(self.columns):
            for m, number in enumerate(column):
                if number in numbers:
                    yield self.verdict(r, m)
        yield from (verdict for verdict in self.whole if not wanted or verdict.outcome in wanted)

    @property
    def violated(self) -> tuple[Verdict, ...]:
        """Binding clauses that are broken, without those that an exception excuses."""
        return tuple(v for v in self.verdicts(Outcome.VIOLATED) if v.is_violation)

    @property
    def warnings(self) -> tuple[Verdict, ...]:
        """Clauses that are not kept but do not bind, or have a recorded exception."""
        return tuple(v for v in self.verdicts(Outcome.VIOLATED) if v.is_warning)

    @property
    def undetermined(self) -> tuple[Verdict, ...]:
        """Questions that the known facts leave open."""
        return tuple(self.verdicts(Outcome.UNDETERMINED))

    def report(self) -> Report:
        """Return everything as an ordinary report, every verdict made."""
        before, words = self.world.before, self.world.words
        title = Text(f"{before.id} {words.en}", f"{before.name.zh}（{words.zh}）")
        return Report(title, tuple(self.verdicts()), self.on)

    def __repr__(self) -> str:
        return f"<PlanReport {self.world.words.en}: {len(self.rules)} rules, {len(self.mergers)} mergers>"


def judge_plan(
    world: Change, rules: Iterable[Rule], on: Date | str | None = None, *, everywhere: bool = False
) -> PlanReport:
    """Judge all mergers of a proposal (``plan.on(structure)``) or of a change by many rules at once.

    Parameters
    ----------
    world : Change
        The proposal or change.
    rules : iterable of Rule
        The rules. Those that do not judge mergers one by one are judged as a whole.
    on : Date or str, optional
        The day for which the rules are asked; the date of the structure when left out.
    everywhere : bool
        Ask as if the rules were in force here, although they were made for another jurisdiction.

    Returns
    -------
    PlanReport
        The outcomes; verdicts are made when they are asked for.
    """
    mergers = mergers_of(world)
    layout = world.layout if isinstance(world, Proposal) else Layout.build(world.before, mergers)
    day = None if on is None else Date(on)
    asked: list[MergerRule] = []
    columns: list[bytes | bytearray] = []
    whole: list[Verdict] = []
    for rule in rules:
        aside = rule.set_aside(world, day, everywhere=everywhere)
        if aside is not None:
            whole.append(aside)
        elif isinstance(rule, MergerRule):
            asked.append(rule)
            columns.append(_column(rule, world, mergers, layout))
        else:
            whole += rule.check(world, day, everywhere=everywhere)
    asked_on = world.after.date if day is None else day
    return PlanReport(world, mergers, tuple(asked), tuple(columns), tuple(whole), asked_on)


def _column(rule: MergerRule, world: Change, mergers: tuple[Merger, ...], layout: Layout | None) -> bytes | bytearray:
    column = None if layout is None else column_of(rule, world, layout)
    if column is None:
        column = bytearray(len(mergers))
        for at, merger in enumerate(mergers):
            if rule.concerns(world.before, merger):
                outcome = rule.judge(*rule.measured(world, merger)).outcome
                column[at] = OUTCOMES.index(outcome)
    if rule.unit != "unit":
        for at, merger in enumerate(mergers):
            if not rule.concerns(world.before, merger):
                column[at] = NOT_ASKED
    return column


def _name(rule: Rule) -> str:
    return rule.id or rule_name(rule)
