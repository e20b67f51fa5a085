"""So much of one thing for each of another, for all values within the bounds."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Number, Quantity
from basegov.values import NOT_STATED, NotStated


def quotient(part: Quantity | NotStated, whole: Quantity) -> Number | NotStated:
    """Return part / whole; not stated while nothing is known of the part, or the whole may be nothing."""
    if isinstance(part, NotStated) or part.says_nothing or not whole.low or whole.low < 0:
        return NOT_STATED
    low = Fraction(0) if whole.high is None else Fraction(part.low or 0) / Fraction(whole.high)
    high = None if part.high is None else Fraction(part.high) / Fraction(whole.low)
    return Number.between(
        low, high,
        low_open=bool(low) and (part.low_open or whole.high_open),
        high_open=high is not None and (part.high_open or whole.low_open),
    )  # fmt: skip
