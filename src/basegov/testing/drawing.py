"""Values that are drawn for claims: from a list, or exact numbers of a range; the ends first, then examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.testing import BAD_RANGE
from basegov.errors import Diagnostic
from basegov.exact import read_number, write_number
from basegov.io.policytests import Draw
from basegov.io.templates import written
from basegov.texts import Text

FINEST = 10_000
"""What a whole is parted into where no step is stated: a hundredth of a percent."""


@attrs.frozen
class Drawn:
    """The values that one parameter may take.

    Parameters
    ----------
    values : tuple
        The values, when they were listed.
    first, last : Fraction
        The smallest and the greatest number of a range.
    step : Fraction, optional
        The distance of two neighbours; None: the finest that is drawn, 1 / `FINEST`.
    percent : bool
        Whether they are written as percents.
    """

    values: tuple[Any, ...] = ()
    first: Fraction = Fraction(0)
    last: Fraction = Fraction(0)
    step: Fraction | None = None
    percent: bool = False

    def written(self, value: Fraction) -> Any:
        """Return a number as it could stand in a file."""
        if self.percent:
            text = write_number(value * 100)
            return write_number(value) if "/" in text else f"{text}%"
        return int(value) if value.denominator == 1 else write_number(value)

    @property
    def ends(self) -> tuple[Any, ...]:
        """The values that are tried first: all that were listed, or the ends of the range."""
        return self.values or tuple(dict.fromkeys((self.written(self.first), self.written(self.last))))

    def strategy(self) -> Any:
        """Return the Hypothesis strategy that draws the values."""
        from hypothesis import strategies as st

        if self.values:
            return st.sampled_from(self.values)
        return st.integers(0, self.count - 1).map(self.at)

    @property
    def count(self) -> int:
        """How many values there are."""
        return len(self.values) or int((self.last - self.first) // (self.step or Fraction(1, FINEST))) + 1

    def at(self, number: int) -> Any:
        """Return the value with a number, counted from the lowest."""
        if self.values:
            return self.values[number]
        return self.written(self.first + number * (self.step or Fraction(1, FINEST)))


def drawn_of(name: str, draw: Draw) -> Drawn | Diagnostic:
    """Return the values that a file describes, or what is wrong with the description."""
    try:
        return _drawn(draw)
    except _BadRangeError as error:
        return BAD_RANGE(parameter=name, problem=error.problem)


class _BadRangeError(ValueError):
    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.problem = Text(en, zh)


def _drawn(draw: Draw) -> Drawn:
    ends = (draw.from_, draw.above, draw.to, draw.below, draw.step)
    if draw.one_of:
        if any(end is not None for end in ends):
            raise _BadRangeError("a list and a range are given", "同时给出了列表和范围")
        return Drawn(values=draw.one_of)
    for one, other in ((draw.from_, draw.above), (draw.to, draw.below)):
        if (one is None) == (other is None):
            raise _BadRangeError("each side needs exactly one end", "两侧应各有且仅有一端")
    low, high = (_number(b if a is None else a) for a, b in ((draw.from_, draw.above), (draw.to, draw.below)))
    step = None if draw.step is None else _number(draw.step)
    if step is not None and step <= 0:
        raise _BadRangeError("the step is not positive", "步长不是正数")
    percent = "%" in f"{ends}"
    if step is None and not percent and low.denominator == high.denominator == 1:
        step = Fraction(1)
    nudge = step or Fraction(1, FINEST)
    first, last = low + (nudge if draw.from_ is None else 0), high - (nudge if draw.to is None else 0)
    if first > last:
        raise _BadRangeError("nothing lies between its ends", "两端之间没有数")
    if step is not None:
        last = first + (last - first) // step * step
    return Drawn(first=first, last=last, step=step, percent=percent)


def _number(value: Any) -> Fraction:
    text = written(value)
    try:
        return Fraction(read_number(text.removesuffix("%"))) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise _BadRangeError(f"{text} is no number", f"{text} 不是数") from None


def smallest(
    draws: Mapping[str, Drawn],
    examples: int,
    holds: Callable[[Mapping[str, Any]], bool],
    first: Iterable[Mapping[str, Any]],
) -> Mapping[str, Any] | None:
    """Return the smallest row for which a claim does not hold, or None when it holds for all that were tried.

    The same rows are tried every time.
    """
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    failing: list[Mapping[str, Any]] = [row for row in first if not holds(row)][:1]
    drawn = failing[:]
    known: dict[str, bool] = {}

    @settings(
        max_examples=max(examples, 1), derandomize=True, database=None, deadline=None, print_blob=False,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(st.fixed_dictionaries({name: one.strategy() for name, one in draws.items()}))
    def claim(row: Mapping[str, Any]) -> None:
        key = repr(row)
        if key not in known:
            known[key] = holds(row)
        if not known[key]:
            drawn.append(row)
            raise _CounterexampleError

    if examples > 0:
        try:
            claim()
        except _CounterexampleError:
            return drawn[-1]
    return _lowered(draws, failing[0], holds) if failing else None


def _lowered(
    draws: Mapping[str, Drawn], row: Mapping[str, Any], holds: Callable[[Mapping[str, Any]], bool]
) -> Mapping[str, Any]:
    """Return a row for which a claim does not hold, each value in turn moved down by halves as long as it does not."""
    for name, drawn in draws.items():
        low, high = 0, drawn.count - 1
        if drawn.values or drawn.at(high) != row[name]:
            continue
        while low < high:
            middle = (low + high) // 2
            trial = {**row, name: drawn.at(middle)}
            if holds(trial):
                low = middle + 1
            else:
                row, high = trial, middle
    return row


class _CounterexampleError(AssertionError):
    """A claim does not hold for a row."""
