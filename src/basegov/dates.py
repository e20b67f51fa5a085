"""Dates that may be known only to the month or the year, and ranges of dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import total_ordering
from typing import Any, Self

import attrs

from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated, Truth, show_repr

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@attrs.frozen(init=False, repr=False, order=False)
class Date:
    """A day, or what is known of one: ``Date("2018-12-04")``, ``Date("2018-07")``, ``Date("2018")``.

    Parameters
    ----------
    value : str, datetime.date or Date
        A text ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; of a `datetime.datetime` the day is taken.

    Raises
    ------
    ValueError
        For another spelling, or for a day that the calendar does not have.
    """

    first: dt.date
    last: dt.date

    def __init__(self, value: Any) -> None:
        if isinstance(value, Date):
            first, last = value.first, value.last
        elif isinstance(value, dt.date):
            first = last = value.date() if isinstance(value, dt.datetime) else value
        else:
            first, last = _read(str(value))
        self.__attrs_init__(first, last)

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> Self:
        """Return a day of which it is known that it lies between two, which need not be a month or a year."""
        new = object.__new__(cls)
        new.__attrs_init__(first, last)
        return new

    @property
    def exact(self) -> dt.date | None:
        """The day, or None while only the month or the year is known."""
        return self.first if self.first == self.last else None

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Date):
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)

    def text(self, lang: Language = "en") -> str:
        """Return the date as precisely as it is known."""
        if self.first == self.last:
            return self.first.isoformat()
        first, last = self.first.isoformat(), self.last.isoformat()
        return next(
            (part for part in (first[:7], first[:4]) if _read(part) == (self.first, self.last)), f"{first} .. {last}"
        )

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Date({self.text()!r})"

    _repr_pretty_ = show_repr


def _read(text: str) -> tuple[dt.date, dt.date]:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date such as 2018-12-04, 2018-12 or 2018")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        if year is None or month is None:
            return dt.date(int(text[:4]), 1, 1), dt.date(int(text[:4]), 12, 31)
        if day is None:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day), dt.date(year, month, day)
    except (ValueError, IndexError):
        raise ValueError(f"{text!r} is not in the calendar") from None


@attrs.frozen
class DateRange:
    """A range of days, the start in it and the end no more: a rule's validity, a transition window.

    Parameters
    ----------
    start : Date, None or not stated
        First day; None when there is no beginning.
    end : Date, None or not stated
        First day after the range; None when it has no end (still in force).

    Raises
    ------
    ValueError
        When the end is not after the start, so that no day lies in the range.
    """

    start: Date | NotStated | None = None
    end: Date | NotStated | None = None

    def __attrs_post_init__(self) -> None:
        if isinstance(self.start, Date) and isinstance(self.end, Date) and self.end.last <= self.start.first:
            raise ValueError(f"no day lies from {self.start} until {self.end}")

    def contains(self, day: Date) -> Truth:
        """Say whether a day lies in the range; unknown where an end is not stated or a date is not precise enough."""
        return Truth.all([self._after_start(day), self._before_end(day)])

    def _after_start(self, day: Date) -> Truth:
        if self.start is None:
            return Truth.TRUE
        if isinstance(self.start, NotStated):
            return Truth.UNKNOWN
        if day.first >= self.start.last:
            return Truth.TRUE
        return Truth.FALSE if day.last < self.start.first else Truth.UNKNOWN

    def _before_end(self, day: Date) -> Truth:
        if self.end is None:
            return Truth.TRUE
        if isinstance(self.end, NotStated):
            return Truth.UNKNOWN
        if day.last < self.end.first:
            return Truth.TRUE
        return Truth.FALSE if day.first >= self.end.last else Truth.UNKNOWN

    @property
    def is_always(self) -> bool:
        """Whether the range has neither beginning nor end."""
        return self.start is None and self.end is None

    def text(self, lang: Language = "en") -> str:
        """Return the range in words."""
        start = "" if self.start is None else self.start.text(lang)
        end = "" if self.end is None else self.end.text(lang)
        if lang == "zh":
            parts = [f"自{start}起"] if start else []
            parts += [f"至{end}前"] if end else []
            return "".join(parts) or "不限期"
        parts = [f"from {start}"] if start else []
        parts += [f"until {end}"] if end else []
        return " ".join(parts) or "at all times"


ALWAYS = DateRange()
UNSTATED_RANGE = DateRange(NOT_STATED, NOT_STATED)
