"""When a length of time is over: by the clock alone, or by a calendar of working days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

import attrs

from basegov.casework.moments import EPOCH, LAST
from basegov.structure.casework import WorkCalendar, read_span
from basegov.structure.durations import SECONDS_IN_A_DAY, Duration, TimeUnit
from basegov.structure.snapshot import Structure
from basegov.values import NotStated, Truth

_FIRST: Final = EPOCH.date().toordinal()
_LONGEST: Final = 4000
"""How many days are looked through at most for working days: a calendar in which there are none has no deadline."""


_NOTHING: Final = WorkCalendar(id="none")


def _none() -> dict[tuple[int, int], int | None]:
    return {}


@attrs.frozen(eq=False, repr=False)
class Calendar:
    """A calendar as it is reckoned with: days as numbers since 1970 began.

    Parameters
    ----------
    record : WorkCalendar, optional
        What is known of it; None when there is no calendar at all, so that no day is known to be worked.
    """

    record: WorkCalendar | None = None
    _years: frozenset[int] = attrs.field(init=False)
    _off: frozenset[int] = attrs.field(init=False)
    _worked: frozenset[int] = attrs.field(init=False)
    _known: bool = attrs.field(init=False)
    _spans: tuple[tuple[int, int], ...] = attrs.field(init=False)
    _ends: dict[tuple[int, int], int | None] = attrs.field(init=False, factory=_none)

    def __attrs_post_init__(self) -> None:
        record, put = self.record or _NOTHING, object.__setattr__
        off, worked = (() if isinstance(d, NotStated) else d for d in (record.holidays, record.make_up_days))
        put(self, "_years", frozenset(() if isinstance(record.years, NotStated) else record.years))
        put(self, "_off", frozenset(day.first.toordinal() - _FIRST for day in off))
        put(self, "_worked", frozenset(day.first.toordinal() - _FIRST for day in worked))
        stated = not isinstance(record.holidays, NotStated) and not isinstance(record.make_up_days, NotStated)
        put(self, "_known", stated and all(day.exact is not None for day in (*off, *worked)))
        put(self, "_spans", _spans_of(record))

    @classmethod
    def of(cls, structure: Structure) -> Calendar:
        """Return the calendar of a structure: the one it has; none where it has none, or several."""

        def build(structure: Structure) -> Calendar:
            found = structure.records(WorkCalendar)
            return cls(found[0] if len(found) == 1 else None)

        return structure.cached("calendar of working days", build)

    def is_working(self, day: int) -> Truth:
        """Say whether a day, counted from the first of 1970, is worked; unknown in a year that is not covered."""
        if self.record is None or not self._known or _year(day) not in self._years:
            return Truth.UNKNOWN
        if day in self._off:
            return Truth.FALSE
        return Truth.of(day in self._worked or (day + 3) % 7 < 5)

    def due(self, start: int, within: Duration) -> int | None:
        """Return the last second at which something is still in time; None where the calendar does not say.

        Time of the clock is counted to the second. The first working day is the one after the day of the start. The
        last ends with the hours of work where there are such, else with the day, as article 203 of the Civil Code has
        it: at 23:59:59, for midnight is the next day. Working hours run while people work. Nothing is due later than
        time is counted.
        """
        seconds = within.seconds
        if seconds is not None:
            return min(start + seconds, LAST)
        if within.unit is TimeUnit.WORKING_DAY:
            return self._end_of(start // SECONDS_IN_A_DAY, within.amount)
        return self._after_hours(start, within.amount * 3600)

    def _end_of(self, day: int, number: int) -> int | None:
        """Return when the so-manieth working day after a day ends; of none, the day itself."""
        key = (day, number)
        if key not in self._ends:
            self._ends[key] = self._find_end(day, number)
        return self._ends[key]

    def _find_end(self, day: int, number: int) -> int | None:
        left, at = number, day
        for _ in range(_LONGEST):
            if left == 0:
                if not self._spans:
                    return None
                return at * SECONDS_IN_A_DAY + min(self._spans[-1][1], SECONDS_IN_A_DAY - 1)
            at += 1
            works = self.is_working(at)
            if works is Truth.UNKNOWN:
                return None
            left -= works is Truth.TRUE
        return None

    def _after_hours(self, start: int, left: int) -> int | None:
        day, second = divmod(start, SECONDS_IN_A_DAY)
        if self.record is None or isinstance(self.record.hours, NotStated):
            return None
        for at in range(day, day + _LONGEST):
            works = self.is_working(at)
            if works is Truth.UNKNOWN:
                return None
            for begin, end in self._spans if works is Truth.TRUE else ():
                starts = max(begin, second) if at == day else begin
                if starts + left <= end:
                    return at * SECONDS_IN_A_DAY + starts + left
                left -= max(end - starts, 0)
        return None


def _year(day: int) -> int:
    return date.fromordinal(min(day + _FIRST, date.max.toordinal())).year


def _spans_of(record: WorkCalendar) -> tuple[tuple[int, int], ...]:
    """Return the hours of a day in their order; none where they cannot be read or overlap."""
    hours = () if isinstance(record.hours, NotStated) else record.hours
    spans = sorted(record.spans)
    unread = any(read_span(text) is None for text in hours)
    return () if unread or any(b[0] < a[1] for a, b in pairwise(spans)) else tuple(spans)
