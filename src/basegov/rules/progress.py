"""Rules over how cases go on in a trace: in which order, that they are closed rightly, completed, and in one visit."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from basegov.casework.calendars import Calendar
from basegov.casework.cases import Case
from basegov.casework.moments import Moment
from basegov.casework.traces import NO_TIME, Trace
from basegov.quantities import Count
from basegov.rules.calls import as_duration, not_done_by
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.traces import KEPT, LACKS, NO_CASE, Answer, Judge, ShareRule, TraceRule, is_dated
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.casewords import label_of, labels_of
from basegov.structure.durations import Duration
from basegov.structure.rosters import UNSTATED
from basegov.texts import Text
from basegov.values import NOT_STATED, Truth, as_words


@rule(en="order kept", zh="按序流转")
@attrs.frozen(kw_only=True)
class OrderKept(ShareRule):
    """Every case must go through the states, or call the responders, in their order, and skip none.

    Predicate: of the events of a case whose word is in the order, the first has the first word, and every other has the
    word after that of the one before, or the same; with `may_return` also an earlier one, as when something is handled
    again. How far a case has come is not asked. *Undetermined* while the log may lack events, or the time of one of
    them is not stated.

    Parameters
    ----------
    order : tuple of str
        The words in their order.
    by_level : bool
        Whether the words are the levels of events, and not their states.
    states : tuple of str
        With `by_level`: only events of these states.
    may_return : bool
        Whether a case may go back.
    from_first : bool
        Whether it has to begin with the first word.

    Notes
    -----
    Used by GL-050 (seven states of a loop) and HZ-074 (community, street, departments, leaders are called in turn).
    """

    order: tuple[str, ...] = attrs.field(converter=as_words)
    by_level: bool = False
    states: tuple[str, ...] = attrs.field(default=("call",), converter=as_words)
    may_return: bool = True
    from_first: bool = True

    @property
    def measure(self) -> Measure:
        """What kept the order."""
        return Measure("order_kept", "share", Text("cases that keep the order", "按序流转的案件"))

    def judge_of(self, trace: Trace) -> Judge:
        """Return what goes along the events of a case."""
        column = trace.columns["level" if self.by_level else "state"]
        rank = {word: number for number, word in enumerate(self.order)}
        places = [rank.get(word) if isinstance(word, str) else None for word in column.words]
        state, codes = trace.columns["state"].codes, column.codes
        asked = trace.codes("state", self.states) if self.by_level else None

        def judge(case: Case, rows: range) -> Iterator[Answer]:
            told = [row for row in rows if asked is None or state[row] in asked]
            path = [place for row in told if (place := places[codes[row]]) is not None]
            unsaid = self.by_level and any(codes[row] == UNSTATED for row in told)
            if not path and trace.is_complete and not unsaid:
                return
            if not is_dated(trace, rows, NO_TIME):
                yield Answer.open("times")
            elif unsaid:
                yield Answer.open("level")
            else:
                yield self._along(trace, path)

        return judge

    def _along(self, trace: Trace, path: list[int]) -> Answer:
        before = -1 if self.from_first or not path else path[0]
        for place in path:
            if place > before + 1:
                if not trace.is_complete:
                    return Answer.open("events")
                skipped, at = labels_of(self.order[before + 1 : place]), label_of(self.order[place])
                return Answer.wrong(f"{skipped.en} skipped before {at.en}", f"“{at.zh}”之前缺少“{skipped.zh}”")
            if place < before and not self.may_return:
                at, last = label_of(self.order[place]), label_of(self.order[before])
                return Answer.wrong(f"{at.en} after {last.en}", f"“{last.zh}”之后又“{at.zh}”")
            before = place
        return KEPT if trace.is_complete else Answer.open("events")


@rule(en="closed only when verified", zh="核实后方可办结")
@attrs.frozen(kw_only=True)
class ClosedOnlyAfter(ShareRule):
    """A case may be closed only after something was done, with the outcome that it should have.

    Predicate: for every event that closes there is an event of the state `after` of the same case, not later, whose
    outcome is one of those that will do. *Undetermined* while the log may lack events, or a time or an outcome that
    decides is not stated. A case that is not closed is not asked.

    Parameters
    ----------
    closing : tuple of str
        The states that close.
    after : str
        What has to be done before.
    outcomes : tuple of str
        With which outcome; any when none is named.

    Notes
    -----
    Used by GL-050 (the loop ends with verification).
    """

    closing: tuple[str, ...] = attrs.field(default=("close",), converter=as_words)
    after: str = "verify"
    outcomes: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def measure(self) -> Measure:
        """What was closed rightly."""
        return Measure(
            "closed_rightly", "share", Text(f"cases closed after {self.after}", f"经 {self.after} 后办结的案件")
        )

    def judge_of(self, trace: Trace) -> Judge:
        """Return what looks for the event before the closing one."""
        closing, after = trace.codes("state", self.closing), trace.codes("state", (self.after,))
        good = trace.codes("outcome", self.outcomes)
        state, outcome, times = trace.columns["state"].codes, trace.columns["outcome"].codes, trace.times

        def judge(case: Case, rows: range) -> Iterator[Answer]:
            closed = [row for row in rows if state[row] in closing]
            if not closed:
                if not trace.is_complete:
                    yield Answer.open("events")
                return
            first = closed[0]
            told = [row for row in rows if state[row] in after]
            sure = [row for row in told if not self.outcomes or outcome[row] in good]
            if not is_dated(trace, rows, NO_TIME):
                yield Answer.open("times") if told or not trace.is_complete else self._wrong()
            elif any(times[row] <= times[first] for row in sure):
                yield KEPT
            elif any(outcome[row] == UNSTATED and times[row] <= times[first] for row in told):
                yield Answer.open("outcome")
            else:
                yield self._wrong() if trace.is_complete else Answer.open("events")

        return judge

    def _wrong(self) -> Answer:
        after = label_of(self.after)
        return Answer.wrong(f"closed without {after.en}", f"未经{after.zh}即办结")


@rule(en="cases completed", zh="办结率")
@attrs.frozen(kw_only=True)
class CaseCompletion(ShareRule):
    """A share of the cases must be completed, where a time is set within it.

    Predicate: the share of the cases (of those dispatched, with `counted`) that have an event of one of the states,
    with an outcome that will do, at or before the deadline. The count is exact: more than 99% of 58,000 are 57,421.
    *Undetermined* while cases or events may be missing, times or the calendar are not known, or cases whose deadline is
    later than the end of the log decide.

    Parameters
    ----------
    done : tuple of str
        The states that complete.
    outcomes : tuple of str
        With which outcome; any when none is named.
    level : str, optional
        Only what was completed on this level counts.
    counted : tuple of str
        Only cases that reached one of these states are counted; all when none is named.
    since : tuple of str
        From when the time runs: the first event of one of these states; from the opening when none is named.
    within : Duration, optional
        Within which time.

    Notes
    -----
    Used by GL-052 (more than 99% of the orders dispatched are completed) and BA-131 (small matters are resolved in the
    community).
    """

    done: tuple[str, ...] = attrs.field(default=("close",), converter=as_words)
    outcomes: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    level: str | None = None
    counted: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    since: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    within: Duration | None = attrs.field(default=None, converter=as_duration)

    @property
    def measure(self) -> Measure:
        """The share completed."""
        if self.within is None:
            return Measure("completion", "share", Text("cases completed", "办结率"))
        words = Text(f"cases completed within {self.within.text('en')}", f"{self.within.text('zh')}内办结率")
        return Measure("completion", "share", words)

    def judge_of(self, trace: Trace) -> Judge:
        """Return what looks for the completion of a case."""
        done, good = trace.codes("state", self.done), trace.codes("outcome", self.outcomes)
        counted, since = trace.codes("state", self.counted), trace.codes("state", self.since)
        levels = trace.codes("level", () if self.level is None else (self.level,))
        state, outcome, level = (trace.columns[name].codes for name in ("state", "outcome", "level"))
        times, calendar = trace.times, Calendar.of(trace.structure)

        def fits(row: int) -> Truth:
            if state[row] not in done:
                return Truth.FALSE
            answers = [Truth.TRUE]
            if self.outcomes:
                answers.append(Truth.of(outcome[row] in good) if outcome[row] else Truth.UNKNOWN)
            if self.level is not None:
                answers.append(Truth.of(level[row] in levels) if level[row] else Truth.UNKNOWN)
            return Truth.all(answers)

        def judge(case: Case, rows: range) -> Iterator[Answer]:
            if self.counted and not any(state[row] in counted for row in rows):
                if not trace.is_complete:
                    yield Answer.open("events")
                return
            answers = {row: truth for row in rows if (truth := fits(row)) is not Truth.FALSE}
            hits = [row for row, truth in answers.items() if truth is Truth.TRUE]
            maybe = "outcome" if self.outcomes else "level"
            if self.within is None:
                if hits:
                    yield KEPT
                elif answers:
                    yield Answer.open(maybe)
                else:
                    yield Answer.wrong("not completed", "未办结") if trace.is_complete else Answer.open("events")
                return
            start = self._start(trace, case, rows, since)
            due = None if start is None else calendar.due(start, self.within)
            if start is None:
                yield Answer.open("times" if self.since else "opened")
            elif due is None:
                yield Answer.open("calendar")
            elif any(times[row] != NO_TIME and times[row] <= due for row in hits):
                yield KEPT
            elif any(times[row] == NO_TIME for row in answers):
                yield Answer.open("times")
            elif any(times[row] <= due for row in answers):
                yield Answer.open(maybe)
            else:
                yield not_done_by(trace, due, Text("not completed in time", "逾期未办结"))

        return judge

    def _start(self, trace: Trace, case: Case, rows: range, since: frozenset[int]) -> int | None:
        if not self.since:
            return case.opened.seconds if isinstance(case.opened, Moment) else None
        state = trace.columns["state"].codes
        found = [trace.times[row] for row in rows if state[row] in since]
        return None if not found or NO_TIME in found else min(found)


@rule(en="events of a case", zh="每件次数")
@attrs.frozen(kw_only=True)
class EventsPerCase(TraceRule):
    """No case may have more events of a kind than so many.

    Predicate: the greatest number of events of these states in one case lies at or below `at_most`. *Undetermined*
    while the log may lack events and no case has more; *not applicable* to a log without a case.

    Parameters
    ----------
    states : tuple of str
        The states that are counted.
    at_most : Count
        How many there may be in one case.

    Notes
    -----
    Used by WH-086 (residents come at most once for a matter).
    """

    states: tuple[str, ...] = attrs.field(converter=as_words)
    at_most: Count = attrs.field(converter=Count)

    @property
    def measure(self) -> Measure:
        """The greatest number in one case."""
        states = labels_of(self.states)
        words = Text(f"most events ({states.en}) in a case", f"单件最多次数（{states.zh}）")
        return Measure("events_per_case", "count", words)

    @property
    def requirement(self) -> Requirement:
        """At most so many."""
        return Bound(Count.between(None, self.at_most.high))

    def found(self, trace: Trace) -> Measurement:
        """Return the greatest number of events in one case."""
        codes, state = trace.codes("state", self.states), trace.columns["state"].codes
        most = perhaps = 0
        which, asked = "", Truth.FALSE
        for case, rows in trace.rows():
            meant = self.is_meant(case)
            asked = Truth.any((asked, meant))
            number = 0 if meant is Truth.FALSE else sum(state[row] in codes for row in rows)
            if meant is Truth.TRUE and number > most:
                most, which = number, case.id
            perhaps = max(perhaps, number)
        complete = trace.is_complete
        value = Count.between(most, perhaps if complete else None)
        missing = [] if complete else [Missing(trace.structure.id, *LACKS["events"])]
        if complete and (perhaps > most or asked is Truth.UNKNOWN):
            missing = [Missing(trace.structure.id, *LACKS["class"])]
        evidence = (Evidence(Text(f"{which}: {most}", f"{which}：{most} 次"), NOT_STATED),) if which else ()
        if complete and asked is Truth.FALSE:
            return Measurement(value=value, applies=Truth.FALSE, detail=NO_CASE)
        applies = asked if complete else Truth.TRUE
        return Measurement(value=value, missing=tuple(missing), evidence=evidence, applies=applies)
