"""Rules over calls in a trace: that they are answered, in time, and by the lowest who is capable."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from basegov.casework.calendars import Calendar
from basegov.casework.cases import Case
from basegov.casework.moments import moment_text
from basegov.casework.traces import NO_TIME, Trace
from basegov.rules.rule import Measure, rule
from basegov.rules.traces import KEPT, Answer, Judge, ShareRule, comes_after
from basegov.structure.casewords import label_of
from basegov.structure.casework import deadline_of, handler_of
from basegov.structure.durations import Duration
from basegov.structure.rosters import UNSTATED
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


def as_duration(value: Duration | str | None) -> Duration | None:
    """Return a length of time from one or from a text."""
    return None if value is None else Duration(value)


@rule(en="every call answered", zh="有呼必应")
@attrs.frozen(kw_only=True)
class CallsAnswered(ShareRule):
    """Every call, or summons, must be answered by the one who is called, or go on to the next one.

    Predicate: for every event c whose state is a call there is a later event whose state is an answer, with the same
    level as c and, where there is a deadline, at or before it; with `escalates` a later call will do. Answers are
    counted once. *Undetermined* while the log may lack events, while a time or the calendar that decides is not known,
    or while the deadline of a call is later than the end of the log; without a deadline a call that nobody answered is
    open for as long as its case is.

    Parameters
    ----------
    call : tuple of str
        The states that call.
    answer : tuple of str
        The states that answer.
    levels : tuple of str
        Only calls to these; to everybody when none is named.
    within : Duration, optional
        Within which time.
    chain : str, optional
        The chain, scale or loop by whose service levels each call is due; `within` goes first.
    escalates : bool
        Whether calling the next one will do in the place of an answer.

    Notes
    -----
    Used by HZ-074 (four calls, each of them answered). A whistle to which departments report (GL-036) is
    ``call: [whistle], answer: [report_in], escalates: false``.
    """

    call: tuple[str, ...] = attrs.field(default=("call",), converter=as_words)
    answer: tuple[str, ...] = attrs.field(default=("answer",), converter=as_words)
    levels: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    within: Duration | None = attrs.field(default=None, converter=as_duration)
    chain: str | None = None
    escalates: bool = True

    @property
    def measure(self) -> Measure:
        """The calls answered."""
        if self.within is None:
            return Measure("calls_answered", "share", Text("calls answered", "得到应答的呼叫"))
        words = Text(f"calls answered within {self.within.text('en')}", f"{self.within.text('zh')}内得到应答的呼叫")
        return Measure("calls_answered", "share", words)

    def judge_of(self, trace: Trace) -> Judge:
        """Return what looks for the answer to each call of a case."""
        calls, answers = trace.codes("state", self.call), trace.codes("state", self.answer)
        closes = trace.codes("state", ("close",))
        levels = trace.codes("level", self.levels)
        state, level, times = trace.columns["state"].codes, trace.columns["level"].codes, trace.times
        deadlines = self._deadlines(trace)
        names, calendar = trace.columns["level"].words, Calendar.of(trace.structure)

        def judge(case: Case, rows: range) -> Iterator[Answer]:
            left = [row for row in rows if state[row] in answers]
            called = [row for row in rows if state[row] in calls]
            if not called and not trace.is_complete:
                yield Answer.open("events")
                return
            for row in sorted(called, key=lambda r: (times[r] == NO_TIME, times[r], r)):
                if self.levels and level[row] not in levels:
                    if level[row] == UNSTATED:  # perhaps one of those that are asked about
                        yield Answer.open("level")
                    continue
                later = {r: truth for r in left if (truth := comes_after(trace, r, row)) is not Truth.FALSE}
                fits = [r for r in later if level[row] in (level[r], UNSTATED)]
                reply = min((r for r in fits if later[r] is Truth.TRUE), key=lambda r: (times[r], r), default=None)
                if reply is not None:
                    left.remove(reply)
                limit = deadlines[level[row]]
                closed = any(state[r] in closes for r in rows)
                answer = self._reply(
                    trace, calendar, times[row], None if reply is None else times[reply], limit, closed
                )
                if answer is not KEPT and any(later[r] is Truth.UNKNOWN for r in fits):
                    answer = Answer.open("times")
                goes_on = Truth.any(comes_after(trace, r, row) for r in called if r != row)
                if answer is not KEPT and self.escalates and goes_on is not Truth.FALSE:
                    answer = KEPT if goes_on is Truth.TRUE else Answer.open("times")
                if answer.truth is Truth.FALSE and any(level[r] == UNSTATED for r in later if r in left):
                    answer = Answer.open("level")  # it is not stated who gave an answer
                if answer.words is not None:
                    who, at = _who(names[level[row]]), moment_text(times[row]) if times[row] != NO_TIME else ""
                    en = f"{who.en} called {at}, {answer.words.en}"
                    answer = Answer.wrong(en, f"{at} 呼叫{who.zh}，{answer.words.zh}")
                yield answer

        return judge

    def _deadlines(self, trace: Trace) -> list[Duration | NotStated | None]:
        """Return for the code of every level within which time a call to it is due."""
        words = trace.columns["level"].words
        if self.within is not None or self.chain is None:
            return [self.within] * len(words)
        chain = self.chain
        return [w if isinstance(w, NotStated) else deadline_of(trace.structure, chain, w) for w in words]

    def _reply(
        self, trace: Trace, calendar: Calendar, at: int, reply: int | None, limit: Duration | NotStated | None,
        closed: bool,
    ) -> Answer:  # fmt: skip
        """Return whether a call was answered: `reply` is the time of the answer, None when there is none."""
        if limit is None:
            if reply is not None:
                return KEPT
            if not trace.is_complete:
                return Answer.open("events")
            return Answer.wrong("not answered", "未得到应答") if closed else Answer.open("open")
        if isinstance(limit, NotStated):
            return Answer.open("deadline")
        if NO_TIME in (at, reply):
            return Answer.open("times")
        due = calendar.due(at, limit)
        if due is None:
            return Answer.open("calendar")
        if reply is not None:
            late = reply > due
            return (
                Answer.wrong(f"answered late: {moment_text(reply)}", f"逾期应答：{moment_text(reply)}")
                if late
                else KEPT
            )
        return not_done_by(trace, due, Text("not answered", "未得到应答"))


def _who(word: str | NotStated) -> Text:
    return Text(word.text("en"), word.text("zh")) if isinstance(word, NotStated) else label_of(word)


def not_done_by(trace: Trace, due: int, words: Text) -> Answer:
    """Return what follows from something not being in the log that was due by some second."""
    if not trace.is_complete:
        return Answer.open("events")
    if isinstance(trace.until, NotStated):
        return Answer.open("until")
    if trace.until.seconds < due:
        return Answer.open("not due")
    return Answer.wrong(words.en, words.zh)


@rule(en="handled at the lowest capable level", zh="由最低可处置层级处置")
@attrs.frozen(kw_only=True)
class HandledAtLowestLevel(ShareRule):
    """Every case must be handled by the lowest level that is capable of its class, or by one called after it.

    Predicate: for every event that handles, its level is not above that of the handler of the class of the case; or an
    earlier call of the case went to that handler or below it. *Undetermined* while the class of a case, its handler,
    the level on which it was handled or the time of a call that decides is not stated, or the log may lack events.

    Parameters
    ----------
    scale : str
        The scale by whose handlers a class is handled.
    order : tuple of str
        The levels from the lowest to the highest.
    states : tuple of str
        The states that handle.
    call : tuple of str
        The states that call.

    Notes
    -----
    Used by BA-072 (classes of events, each with its handling). The document does not name the handlers.
    """

    scale: str
    order: tuple[str, ...] = attrs.field(converter=as_words)
    states: tuple[str, ...] = attrs.field(default=("answer", "handle"), converter=as_words)
    call: tuple[str, ...] = attrs.field(default=("call",), converter=as_words)

    @property
    def measure(self) -> Measure:
        """What was handled at the lowest level."""
        words = Text("cases handled at the lowest capable level", "由最低可处置层级处置的案件")
        return Measure("handled_at_lowest_level", "share", words)

    def judge_of(self, trace: Trace) -> Judge:
        """Return what holds the levels of a case against the handler of its class."""
        handling, calling = trace.codes("state", self.states), trace.codes("state", self.call)
        state = trace.columns["state"].codes
        words = trace.columns["level"].words
        rank = {name: number for number, name in enumerate(self.order)}
        ranks = [rank.get(word) if isinstance(word, str) else None for word in words]
        handlers: dict[str, str | NotStated | None] = {}

        def judge(case: Case, rows: range) -> Iterator[Answer]:
            done = [row for row in rows if state[row] in handling]
            if not done:
                if not trace.is_complete:
                    yield Answer.open("events")
                return
            if isinstance(case.event_class, NotStated):
                yield Answer.open("class")
                return
            if case.event_class not in handlers:
                handlers[case.event_class] = handler_of(trace.structure, self.scale, case.event_class)
            lowest = rank.get(str(handlers[case.event_class]))
            if lowest is None:
                yield Answer.open("handler")
                return
            yield self._one(trace, rows, done, lowest, ranks, calling)

        return judge

    def _one(
        self, trace: Trace, rows: range, done: list[int], lowest: int, ranks: list[int | None], calling: frozenset[int]
    ) -> Answer:
        state, level = trace.columns["state"].codes, trace.columns["level"].codes
        for row in done:
            at = ranks[level[row]]
            if at is None:
                return Answer.open("level")
            calls = {r: comes_after(trace, row, r) for r in rows if state[r] in calling}
            lower = [r for r in calls if (rank := ranks[level[r]]) is not None and rank <= lowest]
            called = Truth.any(calls[r] for r in lower)
            if at <= lowest or called is Truth.TRUE:
                continue
            if called is Truth.UNKNOWN:
                return Answer.open("times")
            if any(level[r] == UNSTATED for r, before in calls.items() if before is not Truth.FALSE):
                return Answer.open("level")
            if not trace.is_complete:
                return Answer.open("events")
            name, capable = _who(trace.columns["level"].words[level[row]]), label_of(self.order[lowest])
            return Answer.wrong(
                f"handled by {name.en}, and {capable.en} was not called first",
                f"由{name.zh}处置，事先未呼叫{capable.zh}",
            )
        return KEPT
