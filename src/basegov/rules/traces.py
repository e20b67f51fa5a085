"""What rules over traces have in common: every case is judged, and a share of the answers has to be yes."""

from __future__ import annotations

import abc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, ClassVar, Final

import attrs

from basegov.casework.cases import Case
from basegov.casework.traces import NO_TIME, Trace
from basegov.dates import Date
from basegov.quantities import Share
from basegov.reforms.changes import Change
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Judges, Rule, Scope
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words

ALL: Final = Share("100%")
NO_CASE: Final = Text("no case to which it applies", "没有适用的案件")
_SHOWN: Final = 5
"""How many cases are named of those that are not as they should be."""

LACKS: Final[dict[str, tuple[str, Text]]] = {
    "events": ("complete", Text("whether the log lists every event", "记录是否完整")),
    "times": ("time", Text("times of events", "事件时间")),
    "opened": ("opened", Text("when cases were opened", "受理时间")),
    "until": ("until", Text("until when the log was kept", "记录截止时间")),
    "calendar": ("work_calendars", Text("which days are worked", "工作日历")),
    "deadline": ("service_levels", Text("within which time it is due", "办理时限")),
    "not due": ("until", Text("what happens after the log ends: not due yet", "记录截止后的情况（尚未到期）")),
    "open": ("until", Text("what happens after the log ends: still open", "记录截止后的情况（尚未办结）")),
    "class": ("event_class", Text("the classes of events", "事件级别")),
    "handler": ("class_handlers", Text("who handles a class of events", "各级事件的处置主体")),
    "level": ("level", Text("on which level it was handled", "处置层级")),
    "outcome": ("outcome", Text("how it came out", "办理结果")),
}
"""What may leave an answer open: the field that lacks, and the fact in words."""


@attrs.frozen
class Answer:
    """What is found of one case, or of one call in it.

    Parameters
    ----------
    truth : Truth
        Whether it is as it should be.
    lack : str
        What leaves it open: a key of `LACKS`.
    words : Text, optional
        What is wrong.
    """

    truth: Truth
    lack: str = ""
    words: Text | None = None

    @classmethod
    def open(cls, lack: str) -> Answer:
        """Return an answer that is open for lack of something."""
        return cls(Truth.UNKNOWN, lack)

    @classmethod
    def wrong(cls, en: str, zh: str) -> Answer:
        """Return that it is not as it should be."""
        return cls(Truth.FALSE, "", Text(en, zh))


KEPT: Final = Answer(Truth.TRUE)
Judge = Callable[[Case, range], Iterable[Answer]]


def as_share(value: Any) -> Share | NotStated | None:
    """Return a share, that it is not stated, or that every one is meant."""
    return value if value is None or isinstance(value, NotStated) else Share(value)


@attrs.define(eq=False)
class Tally:
    """Counts answers, and names the first that are not as they should be."""

    trace: Trace
    counts: Counter[Truth] = attrs.field(factory=Counter)
    perhaps: Counter[Truth] = attrs.field(factory=Counter)
    lacking: dict[str, list[str]] = attrs.field(factory=dict)
    numbers: Counter[str] = attrs.field(factory=Counter)
    wrong: list[Text] = attrs.field(factory=list)

    def add(self, case: Case, answer: Answer, *, sure: bool = True) -> None:
        """Count an answer; of a case that is not surely meant, apart from the others."""
        (self.counts if sure else self.perhaps)[answer.truth] += 1
        lack = answer.lack if sure else "class"
        if lack:
            self.numbers[lack] += 1
            ids = self.lacking.setdefault(lack, [])
            if len(ids) < _SHOWN and case.id not in ids:
                ids.append(case.id)
        elif answer.truth is Truth.FALSE and len(self.wrong) < _SHOWN:
            words = answer.words or Text("", "")
            self.wrong.append(Text(f"{case.id}: {words.en}", f"{case.id}：{words.zh}"))

    @property
    def share(self) -> Share:
        """The share of yes, between what the open ones may still come to, and cases that may not be listed."""
        kept, failed, unknown = (self.counts[truth] for truth in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN))
        if not self.trace.is_complete:
            return Share.between(0, 1, high_open=failed > 0, low_open=kept > 0)
        sure = kept + failed + unknown
        worse = sure + self.perhaps[Truth.FALSE] + self.perhaps[Truth.UNKNOWN]
        better = self.perhaps[Truth.TRUE] + self.perhaps[Truth.UNKNOWN]
        if not sure:
            return Share.unknown()
        return Share.between(Fraction(kept, worse), Fraction(kept + unknown + better, sure + better))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What leaves answers open."""
        found = []
        if not self.trace.is_complete and "events" not in self.lacking:
            found.append(Missing(self.trace.structure.id, *LACKS["events"]))
        for lack, ids in self.lacking.items():
            field, what = LACKS[lack]
            number, some = self.numbers[lack], ", ".join(ids)
            words = Text(f"{what.en} ({number:,}: {some})", f"{what.zh}（{number:,} 件：{some}）")
            found.append(Missing(self.trace.structure.id, field, words))
        return tuple(found)

    @property
    def detail(self) -> Text:
        """The numbers in words."""
        kept, failed = self.counts[Truth.TRUE], self.counts[Truth.FALSE]
        total = self.counts.total() + self.perhaps.total()
        unknown = total - kept - failed
        return Text(
            f"of {total:,}: {kept:,} as required, {failed:,} not, {unknown:,} open",
            f"共 {total:,} 件：符合 {kept:,}，不符合 {failed:,}，待定 {unknown:,}",
        )

    @property
    def measurement(self) -> Measurement:
        """The share, with what a reader should know."""
        nothing = not self.counts.total() and not self.perhaps.total()
        evidence = tuple(Evidence(words, NOT_STATED) for words in self.wrong)
        if nothing and self.trace.is_complete:
            return Measurement(value=Share.unknown(), applies=Truth.FALSE, detail=NO_CASE)
        applies = Truth.TRUE if self.counts.total() or not self.trace.is_complete else Truth.UNKNOWN
        return Measurement(
            value=self.share, missing=self.missing, evidence=evidence, detail=self.detail, applies=applies
        )


@attrs.frozen(kw_only=True)
class TraceRule(Rule):
    """A rule over the log of cases; its subject is the trace as a whole.

    Parameters
    ----------
    classes : tuple of str
        Only cases of these classes of events; all when none is named.
    """

    classes: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    judges: ClassVar[Judges] = "trace"

    @property
    def scope(self) -> Scope:
        """The log of cases."""
        return Scope(None, Text("the log of cases", "办件轨迹"))

    @abc.abstractmethod
    def found(self, trace: Trace) -> Measurement:
        """Return what is measured of a trace."""

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield nothing: there is no log."""
        return iter(())

    def measurements_in(self, trace: Trace, day: Date | NotStated) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found in the log."""
        structure = trace.structure
        yield Subject(structure.id, structure.name.in_("zh")), self.found(trace)

    def is_meant(self, case: Case) -> Truth:
        """Say whether a case is one of those of which the rule speaks."""
        if not self.classes:
            return Truth.TRUE
        return Truth.UNKNOWN if isinstance(case.event_class, NotStated) else Truth.of(case.event_class in self.classes)


@attrs.frozen(kw_only=True)
class ShareRule(TraceRule):
    """A rule over traces that asks of each case whether something is so, and wants a share of yes.

    Parameters
    ----------
    share : Share, optional
        Which share of the cases, or of the calls; every one of them when left out.
    """

    share: Share | NotStated | None = attrs.field(default=None, converter=as_share)

    @property
    def requirement(self) -> Requirement:
        """The share."""
        wanted = ALL if self.share is None else self.share
        if isinstance(wanted, NotStated) or not wanted.is_exact:
            return Bound(wanted)
        return Bound(wanted.upwards())

    @abc.abstractmethod
    def judge_of(self, trace: Trace) -> Judge:
        """Return what judges a case with the numbers of its events, after looking at the trace once."""

    def found(self, trace: Trace) -> Measurement:
        """Return the share of what is as it should be."""
        judge, tally = self.judge_of(trace), Tally(trace)
        for case, rows in trace.rows():
            meant = self.is_meant(case)
            if meant is Truth.FALSE:
                continue
            for answer in judge(case, rows):
                tally.add(case, answer, sure=meant is Truth.TRUE)
        return tally.measurement


def is_dated(trace: Trace, rows: range, no_time: int) -> bool:
    """Whether the time of every event of a case is known, so that their order is."""
    times = trace.times
    return all(times[row] != no_time for row in rows)


def comes_after(trace: Trace, row: int, other: int) -> Truth:
    """Say whether one event of a case came after another; of events at the same time the later line did."""
    at, then = trace.times[row], trace.times[other]
    return Truth.UNKNOWN if NO_TIME in (at, then) else Truth.of((at, row) > (then, other))
