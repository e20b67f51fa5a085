"""Where choices come from: the simplest ones, or those that Hypothesis draws."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final, Protocol, TypeVar

from basegov.exact import Exact
from basegov.quantities import Count, Quantity, Share, SquareKilometres

T = TypeVar("T")
Q = TypeVar("Q", bound=Quantity)

_GRAIN: Final[dict[type[Quantity], int]] = {Share: 100, SquareKilometres: 100}
"""Into how many parts one unit of a quantity is cut when a readable value is sought; others are whole."""
_FINEST: Final = 10**9
_ROOM: Final = 1000
"""How many grains above its lower end a value without an upper end may lie."""


class Chooser(Protocol):
    """Decides what is open."""

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""

    def pick(self, options: Sequence[T]) -> T:
        """Return one of some options; the first is the simplest."""


class Simplest:
    """Decides for the least and the first."""

    def whole(self, low: int, high: int) -> int:
        """Return the lower end."""
        return low

    def pick(self, options: Sequence[T]) -> T:
        """Return the first option."""
        return options[0]


class Drawn:
    """Decides as Hypothesis draws, so that what is found shrinks towards the simplest.

    Parameters
    ----------
    draw : callable
        The function that a composite strategy is given.
    """

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number."""
        from hypothesis import strategies as st

        return low if low == high else int(self._draw(st.integers(low, high)))

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of the options."""
        from hypothesis import strategies as st

        found: T = options[0] if len(options) == 1 else self._draw(st.sampled_from(options))
        return found


def grain(kind: type[Quantity]) -> Fraction:
    """Return the step between two readable values of a kind of quantity: one person, one yuan, one per cent."""
    return Fraction(1, _GRAIN.get(kind, 1))


def value_in(chooser: Chooser, wanted: Q) -> Q:
    """Return an exact quantity in a range: a readable one where there is one, else one on as coarse a grid as fits."""
    kind = type(wanted)
    if wanted.is_exact:
        return wanted
    parts = _GRAIN.get(kind, 1)
    while True:
        low, high = _grid_ends(wanted, parts)
        if low <= high:
            return kind.between(*2 * (_exact(Fraction(chooser.whole(low, high), parts)),))
        if parts > _FINEST:  # narrower than any grid: the middle is inside
            assert wanted.low is not None and wanted.high is not None  # noqa: PT018
            return kind.between(*2 * (_exact(Fraction(wanted.low + wanted.high) / 2),))
        parts *= 10


def _grid_ends(wanted: Quantity, parts: int) -> tuple[int, int]:
    """Return the first and the last place of a grid that lie in a range."""
    if wanted.low is None and wanted.high is None:
        return 0, _ROOM
    low = None if wanted.low is None else _inside(Fraction(wanted.low) * parts, is_open=wanted.low_open)
    high = None if wanted.high is None else -_inside(-Fraction(wanted.high) * parts, is_open=wanted.high_open)
    if low is None:
        return (high or 0) - _ROOM, high or 0
    return low, low + _ROOM if high is None else high


def _inside(end: Fraction, *, is_open: bool) -> int:
    return math.floor(end) + 1 if is_open else math.ceil(end)


def _exact(value: Fraction) -> Exact:
    return int(value) if value.denominator == 1 else value


def just_beyond(wanted: Quantity) -> tuple[Quantity, ...]:
    """Return what lies just below and just above a range: within one grain, and in the domain of the quantity.

    Examples
    --------
    >>> just_beyond(Share(">= 60%"))
    (Share('>= 59%, < 60%'),)
    >>> just_beyond(Count("5 .. 7"))
    (Count('4'), Count('8'))
    """
    kind, step = type(wanted), grain(type(wanted))
    found: list[Quantity] = []
    if wanted.low is not None and (kind.floor is None or wanted.low > kind.floor or wanted.low_open):
        if wanted.low_open:
            found.append(wanted.between(wanted.low, wanted.low))
        else:
            least = wanted.low - step if kind.floor is None else max(kind.floor, wanted.low - step)
            found.append(wanted.between(least, wanted.low, high_open=True))
    if wanted.high is not None and (kind.ceiling is None or wanted.high < kind.ceiling or wanted.high_open):
        if wanted.high_open:
            found.append(wanted.between(wanted.high, wanted.high))
        else:
            most = wanted.high + step if kind.ceiling is None else min(kind.ceiling, wanted.high + step)
            found.append(wanted.between(wanted.high, most, low_open=True))
    return tuple(found)


assert Count.integral  # `just_beyond` leans on it that bounds of whole numbers are closed
