"""How long cases took: exact numbers of seconds, and what comes of them for two traces side by side."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from basegov.casework.calendars import Calendar
from basegov.casework.moments import Moment
from basegov.casework.routing import ANSWER, SOLVED
from basegov.casework.traces import NO_TIME, Trace
from basegov.quantities import Count, Difference, Number, Share
from basegov.structure.durations import Duration
from basegov.structure.rosters import UNSTATED
from basegov.texts import Language, Text
from basegov.values import NotStated


@attrs.frozen(kw_only=True)
class AnsweringTimes:
    """How long the cases of a trace took from their opening until they were answered.

    Parameters
    ----------
    cases : int
        How many cases there are.
    times : tuple of int
        The seconds of those that are answered, in order.
    in_time : Share, optional
        The part of all cases that was answered in time; an interval while cases are open, or times are not known. None
        when no time was asked for, or there is no case.
    """

    cases: int
    times: tuple[int, ...] = attrs.field(repr=False)
    in_time: Share | None = None

    @property
    def answered(self) -> int:
        """How many cases are answered, and at known times."""
        return len(self.times)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the seconds; None when nothing is answered."""
        return Fraction(sum(self.times), len(self.times)) if self.times else None

    @property
    def median(self) -> Fraction | None:
        """The seconds in the middle, or half-way between the two in the middle."""
        if not self.times:
            return None
        half, odd = divmod(len(self.times), 2)
        return Fraction(self.times[half]) if odd else Fraction(sum(self.times[half - 1 : half + 1]), 2)

    def percentile(self, part: Share | str) -> int | None:
        """Return the least seconds within which at least this part of the answered cases was answered."""
        wanted = Share(part).low
        if not self.times or wanted is None:
            return None
        rank = -(-(wanted * len(self.times)) // 1)
        return self.times[max(int(rank), 1) - 1]

    @property
    def p90(self) -> int | None:
        """Within which nine tenths of the answered cases were answered."""
        return self.percentile("90%")


def answering_times(
    trace: Trace,
    within: Duration | str | None = None,
    *,
    states: Iterable[str] = (ANSWER,),
    outcomes: Iterable[str] = (SOLVED,),
) -> AnsweringTimes:
    """Return how long cases took from their opening to the first event that answers them.

    Parameters
    ----------
    trace : Trace
        The trace.
    within : Duration, optional
        The time in which they should be answered, by the calendar of the structure.
    states : iterable of str
        The states that answer.
    outcomes : iterable of str
        The outcomes with which they do; empty: any.
    """
    wanted, outcomes = None if within is None else Duration(within), tuple(outcomes)
    calendar = Calendar.of(trace.structure)
    answers, good = trace.codes("state", states), trace.codes("outcome", outcomes)
    state, outcome = trace.columns["state"].codes, trace.columns["outcome"].codes
    end = None if isinstance(trace.until, NotStated) else trace.until.seconds
    found: list[int] = []
    in_time = open_ = 0
    for case, rows in trace.rows():
        start = case.opened.seconds if isinstance(case.opened, Moment) else None
        told = [r for r in rows if state[r] in answers]
        hits = [r for r in told if not outcomes or outcome[r] in good]
        perhaps = any(outcome[r] == UNSTATED for r in told) and bool(outcomes)
        at = next((trace.times[r] for r in hits), None)
        known = at is not None and at != NO_TIME
        due = None if start is None or wanted is None else calendar.due(start, wanted)
        if start is not None and at is not None and known and not perhaps:
            found.append(at - start)
        if due is None:
            open_ += 1
        elif at is not None and known and (at <= due or not perhaps):
            in_time += at <= due
        elif hits or perhaps or end is None or end < due or not trace.is_complete:
            open_ += 1
    total = len(trace)
    share = Share.between(Fraction(in_time, total), Fraction(in_time + open_, total)) if total and wanted else None
    return AnsweringTimes(cases=total, times=tuple(sorted(found)), in_time=share)


@attrs.frozen(kw_only=True)
class TimesRow:
    """One line of a comparison of answering times.

    Parameters
    ----------
    name : str
        The word for what is compared.
    label : Text
        What is compared, in words.
    before, after : Number, Count or Share, optional
        The two values; None where there is none.
    difference : Difference, optional
        After less before.
    """

    name: str
    label: Text
    before: Number | Count | Share | None
    after: Number | Count | Share | None

    @property
    def difference(self) -> Difference | None:
        """After less before; None where one of them is missing."""
        return None if self.before is None or self.after is None else self.after.minus(self.before)

    def text(self, lang: Language = "en") -> str:
        """Return the line in words."""
        said = ["–" if value is None else value.text(lang) for value in (self.before, self.after, self.difference)]
        return f"{self.label.in_(lang)}{'：' if lang == 'zh' else ': '}{said[0]} → {said[1]} ({said[2]})"


def compare_answering(
    before: Trace, after: Trace, within: Duration | str | None = None, *, outcomes: Iterable[str] = (SOLVED,)
) -> tuple[TimesRow, ...]:
    """Return the answering times of two traces side by side, in exact seconds."""
    outcomes = tuple(outcomes)
    sides = [answering_times(trace, within, outcomes=outcomes) for trace in (before, after)]

    def number(value: Fraction | int | None) -> Number | None:
        return None if value is None else Number(value)

    rows: list[tuple[str, Text, list[Any]]] = [
        ("cases", Text("cases", "案件数"), [Count(s.cases) for s in sides]),
        ("answered", Text("cases answered", "已答复案件数"), [Count(s.answered) for s in sides]),
        ("median", Text("median of seconds", "答复用时中位数（秒）"), [number(s.median) for s in sides]),
        ("p90", Text("seconds of nine tenths", "答复用时九成分位（秒）"), [number(s.p90) for s in sides]),
        ("mean", Text("mean of seconds", "平均答复用时（秒）"), [number(s.mean) for s in sides]),
        ("in_time", Text("answered in time", "按时答复比例"), [s.in_time for s in sides]),
    ]
    return tuple(TimesRow(name=n, label=label, before=v[0], after=v[1]) for n, label, v in rows)
