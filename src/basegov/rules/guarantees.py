"""Guarantees for a transition: what must not fall from before a change to after it, as long as a window lasts."""

from __future__ import annotations

import abc
import calendar
import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs

from basegov.dates import UNSTATED_RANGE, Date, DateRange
from basegov.quantities import Count, Difference, Quantity, Yuan
from basegov.reforms.changes import Change
from basegov.reforms.mergers import mergers_of
from basegov.reforms.staffing import StaffReleased
from basegov.rules.nodes import as_meant, meant_by
from basegov.rules.requirements import Bound
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.funds import Funding
from basegov.structure.mergers import all_listed
from basegov.structure.posts import PostPool
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Unit
from basegov.texts import LANGUAGES, Text
from basegov.values import NOT_STATED, NotStated, Truth


@attrs.frozen(kw_only=True)
class Guarantee(Rule):
    """What guarantees have in common: a quantity before and after, and a window in which it must not fall.

    Outside of the window the clause claims nothing. Where the end of the window is not stated, the day on which it
    begins certainly lies in it; of any later day it is not known.

    Parameters
    ----------
    window : DateRange
        The transition period. A start that is not stated is the day of the change; an end that is not stated leaves
        open how long the guarantee holds.
    months : int, optional
        Length of the window in months, in place of its end.
    unit : Selector, optional
        Units that are protected, whether the change merges them or not: for changes that come later in the window. Left
        out, the clause speaks of the units that the change merges.
    """

    window: DateRange = UNSTATED_RANGE
    months: int | NotStated = NOT_STATED
    unit: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """Each merged unit, or each protected one."""
        if self.unit is None:
            return Scope(None, Text("merged unit", "合并后单元"))
        return Scope(self.unit, Text(self.unit.text("en"), self.unit.text("zh")))

    def groups(self, world: Change) -> Iterator[tuple[Unit, tuple[str, ...], tuple[Missing, ...]]]:
        """Yield the units after the change, each with what it was made of and what leaves open whether it is meant."""
        if self.unit is None:
            for merger in mergers_of(world):
                whole = world.after.get(merger.id)
                if isinstance(whole, Unit):
                    yield whole, merger.parts, ()
            return
        for node, unstated in meant_by(self.unit, world.after):
            parts = tuple(part for part in world.lineage.before(node.id) if part in world.before)
            if isinstance(node, Unit) and parts:
                yield node, parts, unstated

    def window_of(self, world: Change) -> DateRange:
        """Return the window for one change: from its day where no start is stated, and so many months long."""
        start, end = self.window.start, self.window.end
        if isinstance(start, NotStated):
            start = NOT_STATED if world.reform is None else world.reform.date
        if isinstance(end, NotStated) and isinstance(self.months, int) and isinstance(start, Date):
            end = _later(start, self.months)
        return DateRange(start, end)

    def in_window(self, world: Change, day: Date | NotStated) -> tuple[Truth, tuple[Missing, ...]]:
        """Say whether a day lies in the window, with what has to be stated before that is known."""
        window = self.window_of(world)
        if window.is_always:
            return Truth.TRUE, ()
        if isinstance(day, NotStated):
            return Truth.UNKNOWN, (Missing(world.after.id, "date", Text("the day that is asked about", "所问日期")),)
        answer = window.contains(day)
        if isinstance(window.end, NotStated):
            started = DateRange(window.start, None).contains(day)
            first_day = isinstance(window.start, Date) and day.exact is not None and window.start.exact == day.exact
            answer = Truth.TRUE if first_day else Truth.all([started, Truth.UNKNOWN])
        if answer is not Truth.UNKNOWN:
            return answer, ()
        missing = []
        if isinstance(window.start, NotStated) or (window.start is not None and window.start.exact is None):
            missing.append(Missing(self.id, "window", Text("the first day of the transition period", "过渡期起始日")))
        if isinstance(window.end, NotStated):
            missing.append(Missing(self.id, "window", Text("how long the transition period lasts", "过渡期的期限")))
        if not missing:
            missing.append(Missing(world.after.id, "date", Text("the exact day that is asked about", "所问的确切日期")))
        return answer, tuple(missing)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what has become of the quantity, asked on the day of the structure after the change."""
        return self.measurements_on(world, world.date if isinstance(world, Structure) else world.after.date)

    def measurements_on(
        self, world: Structure | Change, day: Date | NotStated
    ) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what has become of the quantity for each subject."""
        if isinstance(world, Structure):
            return
        inside, missing = self.in_window(world, day)
        for whole, parts, unstated in self.groups(world):
            for subject, compared in self.compared(world, whole, parts):
                found = as_meant(compared, unstated)
                if inside is Truth.FALSE:
                    en, zh = (self.window_of(world).text(lang) for lang in LANGUAGES)
                    words = Text(f"outside the transition period ({en})", f"不在过渡期内（{zh}）")
                    yield subject, attrs.evolve(found, applies=Truth.FALSE, detail=words)
                else:
                    applies = Truth.all([inside, found.applies]) if found.applies is not Truth.FALSE else Truth.FALSE
                    yield subject, attrs.evolve(found, applies=applies, missing=(*missing, *found.missing))

    @abc.abstractmethod
    def compared(self, world: Change, whole: Unit, parts: tuple[str, ...]) -> Iterator[tuple[Subject, Measurement]]:
        """Yield by how much the quantity rose or fell for one unit and what it was made of."""


def _later(start: Date, months: int) -> Date:
    """Return the day so many months later, as precisely as the start is known."""
    return Date.between(_months_after(start.first, months), _months_after(start.last, months))


def _months_after(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _subject(before: Structure, whole: Unit, parts: tuple[str, ...], of: str = "") -> Subject:
    names = " + ".join(before.node(part).label for part in parts)
    name = whole.label if parts == (whole.id,) else f"{names} → {whole.label}"
    return Subject(whole.id, name + (f" ({of})" if of else ""), parts)


class Counted(enum.Enum):
    """What the guarantee of posts counts."""

    POSTS = "posts"
    PEOPLE = "people"


@rule(en="posts not reduced", zh="人员编制不减")
@attrs.frozen(kw_only=True)
class PostsNotReduced(Guarantee):
    """In the transition period a unit must have at least as many posts as its parts had together.

    Predicate: ``posts after - sum of the posts of the parts >= 0``. Posts stay when their holders leave; where people
    are counted instead, those who left of their own will do not count against it. *Undetermined* while numbers that
    decide are not stated, or while it is not known whether the window still lasts.

    Parameters
    ----------
    counted : Counted
        ``posts`` (records of `PostPool`) or ``people`` (persons and groups recorded in the units).
    category : str, optional
        Only posts or people of this category.

    Notes
    -----
    Used by WH-028; the length of the period is not given (WH-031).
    """

    counted: Counted = attrs.field(default=Counted.POSTS, converter=Counted)
    category: str | None = None

    @property
    def measure(self) -> Measure:
        """By how many the posts change."""
        if self.counted is Counted.PEOPLE:
            return Measure("staff_change", "count", Text("change in the number of staff", "人员数量变化"))
        return Measure("posts_change", "count", Text("change in the number of posts", "人员编制变化"))

    @property
    def requirement(self) -> Bound:
        """They do not fall."""
        return Bound(Difference.build(0, None, kind=Count))

    def compared(self, world: Change, whole: Unit, parts: tuple[str, ...]) -> Iterator[tuple[Subject, Measurement]]:
        """Compare the sums."""
        amount = self._posts if self.counted is Counted.POSTS else self._people
        then = [(part, amount(world.before, part)) for part in parts]
        now, before = amount(world.after, whole.id), Count.total(a for _, a in then)
        change = now.minus(before)
        if self._is_carried(world, whole, parts):
            change = Difference.build(0, 0, kind=Count)
        if self.counted is Counted.PEOPLE:
            change = _plus(change, self._left(world, parts))
        missing = [
            Missing(id_, self.counted.value, Text(f"the {self.counted.value} of {label}", f"{label}的{self._zh}"))
            for id_, label, known in [
                *((part, world.before.node(part).label, a.is_exact) for part, a in then),
                (whole.id, whole.label, now.is_exact),
            ]
            if not known
        ]  # fmt: skip
        words = _before_and_after(before, now)
        subject = _subject(world.before, whole, parts)
        yield subject, Measurement(value=change, missing=tuple(missing), detail=words)

    @property
    def _zh(self) -> str:
        return "编制" if self.counted is Counted.POSTS else "人员数量"

    def _posts(self, structure: Structure, unit: str) -> Count:
        pools = structure.where(PostPool, unit=unit)
        fitting = [p for p in pools if self.category is None or p.category == self.category]
        open_ = self.category is not None and any(isinstance(p.category, NotStated) for p in pools)
        total = Count.total(p.posts for p in fitting)
        sure = bool(fitting) or all_listed(structure, unit, "post_pool")
        return total if sure and not open_ else _at_least(total)

    def _people(self, structure: Structure, unit: str) -> Count:
        total = Count.total(
            _head_count(node) if self._is_counted(node) is Truth.TRUE else Count.between(0, _head_count(node).high)
            for node in self._members(structure, unit)
        )
        complete = _all_people_listed(structure, unit)
        return total if complete else _at_least(total)

    def _members(self, structure: Structure, unit: str) -> list[Staff | StaffGroup]:
        """Return the persons and groups in a unit that are, or may be, of the category."""
        people = (node for node in structure.children(unit, Node) if isinstance(node, Staff | StaffGroup))
        return [node for node in people if self._is_counted(node) is not Truth.FALSE]

    def _is_counted(self, node: Node | None) -> Truth:
        if self.category is None:
            return Truth.TRUE
        category = getattr(node, "category", NOT_STATED)
        return Truth.UNKNOWN if isinstance(category, NotStated) else Truth.of(category == self.category)

    def _is_carried(self, world: Change, whole: Unit, parts: tuple[str, ...]) -> bool:
        """Whether the people are the very ones of the parts, so that numbers that are open are the same."""
        if self.counted is Counted.POSTS:
            return False
        then, now = (
            {n.id: (getattr(n, "count", 1), self._is_counted(n)) for unit in units for n in self._members(side, unit)}
            for side, units in ((world.before, parts), (world.after, (whole.id,)))
        )
        return bool(then) and then == now

    def _left(self, world: Change, parts: tuple[str, ...]) -> Difference:
        """Return how many of the category left of their own will."""
        total = Difference.build(0, 0, kind=Count)
        for event in world.events:
            if isinstance(event, StaffReleased) and set(world.lineage.after(event.place)) & {
                new for part in parts for new in world.lineage.after(part)
            }:
                willing = Truth.all([Truth.of(event.voluntary), self._is_counted(world.before.get(event.who))])
                low = event.count.low if willing is Truth.TRUE else 0
                high = 0 if willing is Truth.FALSE else event.count.high
                total = _plus(total, Difference.build(low, high, kind=Count))
        return total


def _head_count(node: Staff | StaffGroup) -> Count:
    if isinstance(node, Staff):
        return Count(1)
    return Count.unknown() if isinstance(node.count, NotStated) else node.count


def _all_people_listed(structure: Structure, unit: str) -> bool:
    return all(all_listed(structure, unit, kind) for kind in ("staff", "staff_group"))


def _before_and_after(before: Quantity, after: Quantity) -> Text:
    return Text(
        f"before {before.text('en')}, after {after.text('en')}", f"之前 {before.text('zh')}，之后 {after.text('zh')}"
    )


def _at_least(amount: Count) -> Count:
    return Count.between(amount.low, None)


def _plus(a: Difference, b: Quantity) -> Difference:
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Difference.build(low, high, kind=a.kind)


@rule(en="pay not reduced", zh="人员待遇不减")
@attrs.frozen(kw_only=True)
class PayNotReduced(Guarantee):
    """In the transition period nobody who was there before and is there after must be paid less.

    Predicate, person by person: ``monthly pay after - monthly pay before >= 0`` for everyone who worked in a part
    before and is recorded after, wherever. *Undetermined* for a person whose pay is not stated and not unchanged, for
    groups, whose people are not known one by one, and for whoever is not listed: an `Inventory` of ``staff`` and one of
    ``staff_group`` say that nobody is lacking.

    Notes
    -----
    Used by WH-029; the length of the period is not given (WH-031).
    """

    @property
    def measure(self) -> Measure:
        """By how much the pay of a person changes."""
        return Measure("pay_change", "yuan", Text("change in the monthly pay of each person", "每名人员月薪变化"))

    @property
    def requirement(self) -> Bound:
        """It does not fall."""
        return Bound(Difference.build(0, None, kind=Yuan))

    def compared(self, world: Change, whole: Unit, parts: tuple[str, ...]) -> Iterator[tuple[Subject, Measurement]]:
        """Compare person by person."""
        for part in parts:
            for node in world.before.descendants(part, Node):
                if not isinstance(node, Staff | StaffGroup) or node.id not in world.after:
                    continue
                yield self._of(world, node, whole)
        unlisted = [part for part in parts if not _all_people_listed(world.before, part)]
        if unlisted:
            names = Text(f"who works at {whole.label} and their pay", f"{whole.label}的人员及其待遇")
            unknown = Difference.build(None, None, kind=Yuan)
            missing = (Missing(unlisted[0], "staff", names),)
            yield _subject(world.before, whole, parts), Measurement(value=unknown, missing=missing)

    @staticmethod
    def _of(world: Change, node: Staff | StaffGroup, whole: Unit) -> tuple[Subject, Measurement]:
        subject = Subject(node.id, node.label, (whole.id,))
        now = world.after.node(node.id)
        open_ = Difference.build(None, None, kind=Yuan)
        if isinstance(node, StaffGroup) or not isinstance(now, Staff):
            words = Text(f"the pay of each person in {node.label}", f"{node.label}中每个人的待遇")
            return subject, Measurement(value=open_, missing=(Missing(node.id, "monthly_pay", words),))
        old, new = node.monthly_pay, now.monthly_pay
        if isinstance(old, NotStated) or isinstance(new, NotStated):
            words = Text(f"the monthly pay of {node.label} before and after", f"{node.label}变更前后的月薪")
            return subject, Measurement(value=open_, missing=(Missing(node.id, "monthly_pay", words),))
        words = _before_and_after(old, new)
        change = Difference.build(0, 0, kind=Yuan) if old == new else new.minus(old)
        evidence = (Evidence(words, now.source_of("monthly_pay")),)
        return subject, Measurement(value=change, evidence=evidence)


@rule(en="funds not reduced", zh="工作经费不减")
@attrs.frozen(kw_only=True)
class FundsNotReduced(Guarantee):
    """In the transition period a unit must be given at least the funds that its parts were given together.

    Predicate, for each year recorded after the change: ``funds of the year - sum of the funds of the parts in the last
    year before >= 0``. *Undetermined* while amounts that decide are not stated, while further funds may not be listed
    (an `Inventory` of ``funding``), or while it is not known whether the window still lasts. Funds that a change leaves
    as they are do not fall, also while not all of them are listed.

    Parameters
    ----------
    purpose : str
        Purpose of the funds; ``work`` for the work funds of a community.

    Notes
    -----
    Used by WH-030; the length of the period is not given (WH-031).
    """

    purpose: str = "work"

    @property
    def measure(self) -> Measure:
        """By how much the funds change."""
        return Measure("funds_change", "yuan", Text("change in the funds of a year", "年度经费变化"))

    @property
    def requirement(self) -> Bound:
        """They do not fall."""
        return Bound(Difference.build(0, None, kind=Yuan))

    def compared(self, world: Change, whole: Unit, parts: tuple[str, ...]) -> Iterator[tuple[Subject, Measurement]]:
        """Compare year by year with the last year before."""
        years = [f.year for part in parts for f in self._fundings(world.before, part)]
        base = max(years, default=None)
        later = sorted({f.year for f in self._fundings(world.after, whole.id) if base is None or f.year >= base})
        asked: list[int | None] = [*later] or [None]
        for year in asked:
            then = [(part, self._sum(world.before, part, base)) for part in parts]
            now, before = self._sum(world.after, whole.id, year), _total(amount for _, amount in then)
            missing = [
                Missing(id_, "funding", Text(f"the funds of {label}{_year(y)[0]}", f"{label}{_year(y)[1]}的经费"))
                for id_, label, y, known in [
                    *((part, world.before.node(part).label, base, a.is_exact) for part, a in then),
                    (whole.id, whole.label, year, now.is_exact),
                ]
                if not known
            ]  # fmt: skip
            words = Text(
                f"before {before.text('en')}{_year(base)[0]}, after {now.text('en')}{_year(year)[0]}",
                f"之前{_year(base)[1]} {before.text('zh')}，之后{_year(year)[1]} {now.text('zh')}",
            )
            subject = _subject(world.before, whole, parts, "" if year is None else str(year))
            carried = year == base and self._are_carried(world, whole, parts, base)
            change = Difference.build(0, 0, kind=Yuan) if carried else now.minus(before)
            yield subject, Measurement(value=change, missing=tuple(missing), detail=words)

    def _fundings(self, structure: Structure, unit: str) -> list[Funding]:
        return [f for f in structure.where(Funding, unit=unit) if f.purpose == self.purpose]

    def _sum(self, structure: Structure, unit: str, year: int | None) -> Yuan:
        total = _total(self._by_payer(structure, (unit,), year).values())
        return total if all_listed(structure, unit, "funding") else total.upwards()

    def _by_payer(self, structure: Structure, units: tuple[str, ...], year: int | None) -> dict[str | NotStated, Yuan]:
        found: dict[str | NotStated, Yuan] = {}
        for funding in (f for unit in units for f in self._fundings(structure, unit) if f.year == year):
            amount = _SOME if isinstance(funding.amount, NotStated) else funding.amount
            found[funding.payer] = found.get(funding.payer, Yuan(0)) + amount
        return found

    def _are_carried(self, world: Change, whole: Unit, parts: tuple[str, ...], year: int | None) -> bool:
        """Whether the recorded funds are the very ones of the parts, payer by payer."""
        then, now = self._by_payer(world.before, parts, year), self._by_payer(world.after, (whole.id,), year)
        known = parts == (whole.id,) or all(amount.is_exact for amount in then.values())
        return bool(then) and then == now and known


_SOME = Yuan.between(0, None)


def _total(amounts: Iterable[Yuan]) -> Yuan:
    total = Yuan(0)
    for amount in amounts:
        total = total + amount
    return total


def _year(year: int | None) -> tuple[str, str]:
    return ("", "") if year is None else (f" ({year})", f"{year} 年")
