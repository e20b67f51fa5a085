"""Exact numbers as people write them: grouped digits, decimals, fractions, 万 and 亿."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

Exact = int | Fraction
"""An exact number."""

MOST_DIGITS: Final = 200  # more digits than any figure has; a number such as 1e999999999 would take all memory
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?|-?\d+/\d+")
_MYRIADS: Final[Mapping[str, int]] = {"万": 10**4, "亿": 10**8}


def read_number(text: str) -> Exact:
    """Read one exact number; raise ValueError where the text is none."""
    text = text.strip()
    factor = 1
    if text and text[-1] in _MYRIADS:
        factor, text = _MYRIADS[text[-1]], text[:-1].strip()
    if len(text) > MOST_DIGITS or not _NUMBER.fullmatch(text):
        raise ValueError(text)
    try:
        value = Fraction(text.replace(",", "")) * factor
    except ZeroDivisionError:
        raise ValueError(text) from None
    return value.numerator if value.denominator == 1 else value


def write_number(value: Exact) -> str:
    """Write an exact number: digits grouped by thousands, decimals when they end, else a fraction."""
    value = Fraction(value)
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator:,}/{value.denominator:,}".replace(",", "")
    places = max(twos, fives)
    sign, digits = "-" if value < 0 else "", abs(value.numerator) * 10**places // value.denominator
    whole, part = divmod(digits, 10**places)
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")
