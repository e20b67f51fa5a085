"""From what lengths of time are drawn: whole seconds, by a generator that the caller seeds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from random import Random

from basegov.diagnostics.casework import BAD_DISTRIBUTION
from basegov.errors import InputError
from basegov.texts import Text

Draw = Callable[[Random], int]
"""Draws whole seconds; whatever takes a generator and returns such a number will do."""

_TIMES = Text("times", "时长")


def constant(seconds: int) -> Draw:
    """Return what always draws the same."""
    _must_be(seconds)
    return lambda random: seconds


def uniform(low: int, high: int) -> Draw:
    """Return what draws every whole number from `low` to `high` alike."""
    _must_be(low, high)
    if low > high:
        raise InputError([BAD_DISTRIBUTION(what=_TIMES, found=f"{low}..{high}")])
    return lambda random: random.randint(low, high)


def exponential(mean: int) -> Draw:
    """Return what draws from an exponential distribution of a mean, rounded to whole seconds."""
    _must_be(mean)
    return lambda random: round(-mean * math.log(1.0 - random.random()))


def empirical(values: Iterable[int]) -> Draw:
    """Return what draws each of some observed values alike."""
    known = tuple(values)
    _must_be(*known)
    if not known:
        raise InputError([BAD_DISTRIBUTION(what=_TIMES, found="[]")])
    return lambda random: known[random.randrange(len(known))]


def _must_be(*values: int) -> None:
    for value in values:
        if type(value) is not int or value < 0:
            raise InputError([BAD_DISTRIBUTION(what=_TIMES, found=repr(value))])
