"""Rules over assessments: what counts in them, and what feeds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count, Share
from basegov.reforms.changes import Change
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.appraisal import Period, as_period
from basegov.structure.assessments import AssessmentIndicator, Notice, NoticeCadence, placed, round_of, rounds_in
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


def _all_listed(structure: Structure, subject: str, kind: str) -> bool:
    scopes = (subject, *(node.id for node in structure.ancestors(subject)))
    return any(i.complete is True for scope in scopes for i in structure.where(Inventory, scope=scope, of=kind))


def same_term(recorded: Any, wanted: Any) -> Truth:
    """Say whether a field has the value of which the rule speaks; a rule that names none speaks of all."""
    if isinstance(wanted, NotStated):
        return Truth.TRUE
    return Truth.UNKNOWN if isinstance(recorded, NotStated) else Truth.of(recorded == wanted)


@attrs.frozen(kw_only=True)
class AssessmentRule(NodeRule):
    """What rules over the assessment of each subject have in common.

    Parameters
    ----------
    subject : Selector
        Who is assessed.
    """

    subject: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The subjects."""
        return self.subject


@rule(en="indicator in the assessment", zh="纳入考核指标")
@attrs.frozen(kw_only=True)
class IndicatorInAssessment(AssessmentRule):
    """An indicator must count in the assessment of each subject.

    Predicate: ``indicator in indicators(assessment(subject, period))``. *Undetermined* while it is not recorded and the
    indicators of the subject are not declared to be listed completely, or while the round of a recorded one is not
    stated. An indicator whose weight is exactly nothing does not count; a weight that is not stated does not matter.

    Parameters
    ----------
    indicator : str
        What has to count: ``response``, ``enforcement_volume`` ...
    period : Period, optional
        In which round; not stated: in any.

    Notes
    -----
    Used by HZ-035 (obeying orders and answering every call, in the assessment of departments) and XZ-075.
    """

    indicator: str
    period: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)

    @property
    def measure(self) -> Measure:
        """Whether it counts."""
        words = Text(f"indicator {self.indicator} in the assessment", f"考核中的指标 {self.indicator}")
        return Measure("indicator_present", "truth", words)

    @property
    def requirement(self) -> Requirement:
        """It does."""
        words = Text(f"{self.indicator} counts in the assessment", f"{self.indicator} 纳入考核")
        return Holds(words, "indicator_absent")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether the indicator counts for one subject."""
        rows = structure.where(AssessmentIndicator, subject=node.id, indicator=self.indicator)
        answers = [Truth.all([same_term(row.period, self.period), _counts(row)]) for row in rows]
        open_end = Truth.FALSE if _all_listed(structure, node.id, "assessment_indicator") else Truth.UNKNOWN
        answer = Truth.any([*answers, open_end])
        words = Text(
            f"whether {self.indicator} counts in the assessment of {node.label}",
            f"{self.indicator} 是否纳入{node.label}考核",
        )
        missing = (Missing(node.id, "assessment_indicators", words),) if answer is Truth.UNKNOWN else ()
        evidence = tuple(
            Evidence(Text(f"weight {row.weight.text('en')}", f"权重 {row.weight.text('zh')}"), row.source)
            for row in rows
        )
        return Measurement(value=answer, missing=missing, evidence=evidence)


def _counts(row: AssessmentIndicator) -> Truth:
    return Truth.TRUE if isinstance(row.weight, NotStated) else row.weight.within(Share("> 0%"))


@rule(en="notices feed the assessment", zh="通报纳入考核")
@attrs.frozen(kw_only=True)
class NoticeFeedsAssessment(AssessmentRule):
    """Results of each subject must be notified regularly and enter the assessment of a longer round.

    Predicate: the recorded arrangement notifies at least as many times in one round of assessment as `every` asks for:
    ``rounds(into) / rounds(every)`` notices, such as three months in a quarter. *Undetermined* while no arrangement is
    recorded and they are not declared to be listed completely, or while its period or the round it enters is not
    stated. An arrangement whose notices enter another round gives this one none.

    Parameters
    ----------
    indicator : str
        What is notified.
    every : Period
        How often.
    into : Period
        The round of assessment that the notices enter.

    Notes
    -----
    Used by XZ-074 to XZ-077 (enforcement volume, every month, into the quarter: three notices a quarter).
    """

    indicator: str
    every: Period = attrs.field(converter=Period)
    into: Period = attrs.field(converter=Period)

    def __attrs_post_init__(self) -> None:
        if rounds_in(self.into, self.every).high == 0:
            what = Text("into is a shorter round than every", "into 的周期短于 every")
            raise InputError([BAD_PARAMETERS(rule=self.id or "notice_feeds_assessment", what=what)])

    @property
    def measure(self) -> Measure:
        """How many notices enter one round of assessment."""
        words = Text(
            f"notices of {self.indicator} that enter one {self.into.text('en')} assessment",
            f"一次{self.into.text('zh')}考核所纳入的 {self.indicator} 通报次数",
        )
        return Measure("notices_per_round", "count", words)

    @property
    def requirement(self) -> Bound:
        """As many as there are in it of the shorter round."""
        return Bound(Count.between(rounds_in(self.into, self.every).low, None))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many notices of one subject enter one round."""
        rows = structure.where(NoticeCadence, subject=node.id, indicator=self.indicator)
        listed = _all_listed(structure, node.id, "notice_cadence")
        counts = [self._count(row) for row in rows] or [Count(0) if listed else Count.unknown()]
        value = Count.total(counts)
        words = Text(
            f"how often {self.indicator} of {node.label} is notified, and which assessment that enters",
            f"{node.label}的 {self.indicator} 多久通报一次、纳入何种考核",
        )
        missing = () if value.is_exact else (Missing(node.id, "notice_cadences", words),)
        evidence = tuple(
            Evidence(
                Text(
                    f"{row.indicator}: {row.every.text('en')}, into {row.into.text('en')}",
                    f"{row.indicator}：{row.every.text('zh')}通报，纳入{row.into.text('zh')}考核",
                ),
                row.source,
            )
            for row in rows
        )
        return Measurement(value=value, missing=missing, evidence=evidence)

    def _count(self, row: NoticeCadence) -> Count:
        enters = same_term(row.into, self.into)
        if enters is Truth.FALSE:
            return Count(0)
        if isinstance(row.every, NotStated):
            return Count.unknown()
        count = rounds_in(self.into, row.every)
        return count if enters is Truth.TRUE else Count.between(0, count.high)


@rule(en="notified in every period", zh="逐期通报")
@attrs.frozen(kw_only=True)
class NotifiedEveryPeriod(AssessmentRule):
    """In each round that has a notice, results of each subject must have been notified for every shorter period of it.

    Predicate: ``for each quarter with a notice of anyone, for each month of it, notice(subject, month) exists``. Only
    periods that have ended by the day of the question are asked for. *Undetermined* while notices that are not recorded
    may exist (unless the notices of the subject are declared to be listed completely), while the date of a notice is
    not precise enough, or while the day is not stated.

    Parameters
    ----------
    indicator : str
        What is notified.
    every : Period
        For which periods there has to be one.
    into : Period
        The round to which they belong.

    Notes
    -----
    Used by XZ-076 and XZ-077: each member agency is in each of the three monthly notices of a quarter.
    """

    indicator: str
    every: Period = attrs.field(converter=Period)
    into: Period = attrs.field(converter=Period)

    @property
    def measure(self) -> Measure:
        """The periods without a notice."""
        words = Text(
            f"{self.every.text('en')} periods without a notice of {self.indicator}",
            f"未通报 {self.indicator} 的{self.every.text('zh')}周期",
        )
        return Measure("periods_without_notice", "set", words)

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("period without a notice", "未通报的周期"))

    def measurements_on(
        self, world: Structure | Change, day: Date | NotStated
    ) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the periods without a notice of each subject, asked on a day."""
        structure = world if isinstance(world, Structure) else world.after
        for subject, asked in self.measurements(structure):
            if asked.applies is Truth.FALSE:
                yield subject, asked
                continue
            found = self._found_on(structure, structure.node(subject.id), day)
            yield subject, attrs.evolve(found, applies=asked.applies, missing=(*asked.missing, *found.missing))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether there is anything to ask: a round in which results were notified."""
        if self._rounds(structure):
            return Measurement(value=SetValue())
        recorded = structure.where(Notice, indicator=self.indicator)
        if not recorded and Selector(kind="notice").lists_all(structure):
            return Measurement(value=SetValue(), applies=Truth.FALSE, detail=Text("nothing was notified", "没有通报"))
        words = Text(f"the notices of {self.indicator}", f"{self.indicator} 的通报")
        return Measurement(value=SetValue(), applies=Truth.UNKNOWN, missing=(Missing(node.id, "notices", words),))

    def _rounds(self, structure: Structure) -> tuple[tuple[dt.date, dt.date], ...]:
        """Return the rounds in which anyone's results were notified."""
        rounds = (placed(notice.date, self.into) for notice in structure.where(Notice, indicator=self.indicator))
        return tuple(sorted({found for found in rounds if found is not None}))

    def _found_on(self, structure: Structure, node: Node, day: Date | NotStated) -> Measurement:
        notices = structure.where(Notice, subject=node.id, indicator=self.indicator)
        slots = [placed(notice.date, self.every) for notice in notices]
        listed = _all_listed(structure, node.id, "notice")
        vague = [notice.date for notice, slot in zip(notices, slots, strict=True) if slot is None]
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        for first, end in self.periods(structure):
            ended = _ended(end, day)
            if (first, end) in slots or ended is Truth.FALSE:
                continue
            covered = any(date.first < end and date.last >= first for date in vague)
            words = Text(*(f"{first.isoformat()[:7] if self.every is not Period.DAILY else first}",) * 2)
            if listed and not covered and ended is Truth.TRUE:
                known.append(words)
                continue
            possible.append(words)
            what = Text(f"the notice on {node.label} for {words.en}", f"{node.label} {words.zh} 的通报")
            missing.append(Missing(node.id, "notices", what))
        if any(placed(n.date, self.into) is None for n in structure.where(Notice, indicator=self.indicator)):
            words = Text("the round of a notice with a vague date", "日期不详的通报所属的轮次")
            possible.append(words)
            missing.append(Missing(node.id, "date", words))
        evidence = tuple(Evidence(Text(str(n.date), str(n.date)), n.source) for n in notices)
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing), evidence=evidence)

    def periods(self, structure: Structure) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield the first day of every period that needs a notice, and the first day after it."""
        for start, end in self._rounds(structure):
            at = start
            while at < end:
                period = round_of(at, self.every)
                yield period
                at = period[1]


def _ended(end: dt.date, day: Date | NotStated) -> Truth:
    """Say whether a period whose next one begins on `end` is over on a day."""
    if isinstance(day, NotStated):
        return Truth.UNKNOWN
    if day.first >= end:
        return Truth.TRUE
    return Truth.FALSE if day.last < end else Truth.UNKNOWN
