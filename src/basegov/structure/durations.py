"""Lengths of time as documents state them: minutes, hours and days of the clock, working hours and working days."""

from __future__ import annotations

import enum
import re
from typing import Any, Final

import attrs

from basegov.texts import Language
from basegov.values import show_repr

SECONDS_IN_A_DAY: Final = 86_400
_MOST: Final = 1_000_000


class TimeUnit(enum.Enum):
    """In what a length of time is counted."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_HOUR = "working hour"
    WORKING_DAY = "working day"

    @property
    def seconds(self) -> int | None:
        """How many seconds it has; None where that depends on a calendar."""
        return _SECONDS.get(self)

    def text(self, lang: Language = "en") -> str:
        """Return the word for the unit."""
        return _ZH[self] if lang == "zh" else self.value


_SECONDS: Final = {TimeUnit.SECOND: 1, TimeUnit.MINUTE: 60, TimeUnit.HOUR: 3600, TimeUnit.DAY: SECONDS_IN_A_DAY}
_ZH: Final = {
    TimeUnit.SECOND: "秒", TimeUnit.MINUTE: "分钟", TimeUnit.HOUR: "小时", TimeUnit.DAY: "日",
    TimeUnit.WORKING_HOUR: "个工作小时", TimeUnit.WORKING_DAY: "个工作日",
}  # fmt: skip
_WORDS: Final = {
    word: unit
    for unit, words in {
        TimeUnit.SECOND: ("s", "second", "seconds", "秒", "秒钟"),
        TimeUnit.MINUTE: ("min", "minute", "minutes", "分", "分钟"),
        TimeUnit.HOUR: ("h", "hour", "hours", "小时", "个小时"),
        TimeUnit.DAY: ("d", "day", "days", "calendar day", "calendar days", "日", "天", "自然日", "个自然日"),
        TimeUnit.WORKING_HOUR: ("working hour", "working hours", "工作小时", "个工作小时"),
        TimeUnit.WORKING_DAY: ("working day", "working days", "工作日", "个工作日"),
    }.items()
    for word in words
}
_WRITTEN: Final = re.compile(r"\s*(\d{1,7})\s*(\D+?)\s*", re.ASCII)


@attrs.frozen(init=False, repr=False)
class Duration:
    """A length of time: ``Duration("30 minutes")``, ``Duration("24小时")``, ``Duration("5 working days")``.

    Parameters
    ----------
    value : str or Duration
        A whole number and a unit. A day is 24 hours of the clock; what a working day or hour is, a calendar says.

    Raises
    ------
    TypeError
        For what is neither a text nor a duration.
    ValueError
        For another spelling, or a number outside of 0 to 1,000,000.

    Examples
    --------
    >>> Duration("2 hours").seconds
    7200
    >>> Duration("5个工作日") == Duration("5 working days")
    True
    """

    amount: int
    unit: TimeUnit

    def __init__(self, value: Any) -> None:
        if isinstance(value, Duration):
            amount, unit = value.amount, value.unit
        elif isinstance(value, str):
            amount, unit = _read(value)
        else:
            raise TypeError(f"a duration is a text such as '5 working days', not {type(value).__name__} {value!r}")
        self.__attrs_init__(amount, unit)

    @classmethod
    def of(cls, amount: int, unit: TimeUnit) -> Duration:
        """Build a duration from its parts."""
        new = object.__new__(cls)
        new.__attrs_init__(amount, unit)
        return new

    @property
    def seconds(self) -> int | None:
        """How many seconds it lasts; None where that depends on a calendar."""
        each = self.unit.seconds
        return None if each is None else each * self.amount

    def text(self, lang: Language = "en") -> str:
        """Return the duration in words, which read back to it."""
        if lang == "zh":
            return f"{self.amount}{self.unit.text('zh')}"
        return f"{self.amount} {self.unit.value}{'' if self.amount == 1 else 's'}"

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Duration({self.text()!r})"

    _repr_pretty_ = show_repr


def _read(text: str) -> tuple[int, TimeUnit]:
    match = _WRITTEN.fullmatch(text)
    unit = None if match is None else _WORDS.get(" ".join(match[2].lower().split()))
    if match is None or unit is None or int(match[1]) > _MOST:
        raise ValueError(f"{text!r} is no length of time such as 30 minutes, 24 hours or 5 working days")
    return int(match[1]), unit
