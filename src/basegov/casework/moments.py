"""Moments of the clock, to the second, as whole numbers; everything is reckoned in the time of Beijing."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

import attrs

from basegov.dates import Date
from basegov.texts import Language
from basegov.values import show_repr

EPOCH: Final = dt.datetime(1970, 1, 1)
_SECOND: Final = dt.timedelta(seconds=1)
FIRST: Final = (dt.datetime.min - EPOCH) // _SECOND
LAST: Final = (dt.datetime.max - EPOCH) // _SECOND
"""The first and the last second that there is: of the years 1 and 9999."""
_BEIJING: Final = dt.timezone(dt.timedelta(hours=8))
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_LOOSE: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ]?\s*(\d{1,2})[:：时点](\d{1,2})分?(?:[:：]?(\d{1,2})秒?)?", re.ASCII
)


@attrs.frozen(init=False, repr=False, order=True)
class Moment:
    """A second of the clock: ``Moment("2021-04-23 08:30")``, ``Moment("2021-04-23T08:30:15+08:00")``.

    Parameters
    ----------
    value : str, int, datetime.datetime or Moment
        Date and time as a text; a number is taken as seconds since 1970 began in Beijing. A time with an offset is
        turned into the time of Beijing, and one without an offset is that time.

    Raises
    ------
    TypeError
        For a value of another type.
    ValueError
        For another spelling, a day without a time, parts of a second, or a time that does not exist.
    """

    seconds: int

    def __init__(self, value: Any) -> None:
        if isinstance(value, Moment):
            seconds = value.seconds
        elif isinstance(value, str):
            seconds = read_moment(value)
        elif isinstance(value, dt.datetime):
            seconds = _seconds(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            if not FIRST <= value <= LAST:
                raise ValueError(f"{value} seconds lead out of the years 1 to 9999")
            seconds = value
        else:
            raise TypeError(f"a moment is a text such as '2021-04-23 08:30', not {type(value).__name__} {value!r}")
        self.__attrs_init__(seconds)

    @property
    def datetime(self) -> dt.datetime:
        """The moment as a `datetime.datetime` without a zone."""
        return EPOCH + dt.timedelta(seconds=self.seconds)

    @property
    def date(self) -> Date:
        """The day."""
        return Date(self.datetime)

    def text(self, lang: Language = "en") -> str:
        """Return date and time, which read back to the moment."""
        return moment_text(self.seconds)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Moment({self.text()!r})"

    _repr_pretty_ = show_repr


def moment_text(seconds: int) -> str:
    """Return date and time of a number of seconds."""
    return (EPOCH + dt.timedelta(seconds=seconds)).isoformat(sep=" ")


def read_moment(text: str) -> int:
    """Return the seconds since 1970 of date and time in a text; raise ValueError for what is not both."""
    text = text.strip()
    if _ISO.match(text):
        return _seconds(dt.datetime.fromisoformat(text))
    match = _LOOSE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date and time such as 2021-04-23 08:30")
    return _seconds(dt.datetime(*(int(part or 0) for part in match.groups())))  # type: ignore[arg-type]


def _seconds(value: dt.datetime) -> int:
    if value.microsecond:
        raise ValueError(f"{value} has parts of a second")
    if value.tzinfo is not None:
        try:
            value = value.astimezone(_BEIJING).replace(tzinfo=None)
        except OverflowError:
            raise ValueError(f"{value} is out of the years 1 to 9999 in Beijing") from None
    return (value - EPOCH) // _SECOND
