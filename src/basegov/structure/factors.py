"""What hangs on factors: tables of amounts or points by post, years, education, and what partial facts leave open.

A factor is a word (a post, a certificate) or a number (years, a grade). A row of a table is written as its values
joined by ``/``: ``principal/29``, ``2/>= 5``; ``*`` stands for any value. The first row that fits holds.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import attrs

from basegov.exact import Exact
from basegov.quantities import Number, Quantity, Share, Yuan
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth

Q = TypeVar("Q", bound=Quantity)
Fact = str | Quantity | NotStated
Facts = Callable[[str], Fact]
"""What is known of one person: the value of a factor by its name, or not stated."""
ANY: Final = "*"


@attrs.frozen
class Lack:
    """What an amount still hangs on.

    Parameters
    ----------
    field : str
        The factor that is not stated, or the component of which the document gives no amount.
    what : Text
        That in words, without whose it is.
    """

    field: str
    what: Text


@attrs.frozen
class Lookup:
    """What a table says for facts that may be partial.

    Parameters
    ----------
    rows : tuple of str
        Rows that may hold; exactly one when the facts decide.
    unlisted : bool
        Whether none of the rows may hold.
    unstated : tuple of str
        Factors that are not stated or not exact and leave it open.
    """

    rows: tuple[str, ...]
    unlisted: bool
    unstated: tuple[str, ...]


def facts_from(values: Mapping[str, Any]) -> Facts:
    """Return facts from a mapping of factors to their values; a factor that is not in it is not stated."""
    return lambda factor: values.get(factor, NOT_STATED)


def as_fact(value: Any) -> Fact:
    """Return a value as a fact: a text that is a number as the number, ``not stated`` as not stated."""
    return _read(value) if isinstance(value, str) else value


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> str | Number:
    try:
        return Number(text)
    except ValueError:
        return text


@functools.lru_cache(maxsize=4096)
def _parts(row: str) -> tuple[str | Number, ...]:
    return tuple(_read(part.strip()) for part in row.split("/"))


def columns_of(row: str) -> int:
    """Return how many factors a row speaks of."""
    return len(_parts(row))


def _fits(part: str | Number, fact: Fact) -> Truth:
    if part == ANY:
        return Truth.TRUE
    if isinstance(fact, NotStated):
        return Truth.UNKNOWN
    if isinstance(part, Number):
        return fact.within(part) if isinstance(fact, Quantity) else Truth.FALSE
    return Truth.of(part == fact)


def look_up(by: tuple[str, ...], rows: Iterable[str], facts: Facts, *, complete: bool) -> Lookup:
    """Return the rows of a table that may hold for someone.

    Parameters
    ----------
    by : tuple of str
        The factors, in the order in which rows write them.
    rows : iterable of str
        The rows, the first fitting one of which holds.
    facts : callable
        What is known of the person.
    complete : bool
        Whether every value that a factor may have is listed, so that a row holds for everyone.
    """
    values = [as_fact(facts(factor)) for factor in by]
    fitting: list[str] = []
    decided = False
    for row in rows:
        answer = Truth.all(map(_fits, _parts(row), values))
        if answer is not Truth.FALSE:
            fitting.append(row)
        if answer is Truth.TRUE:
            decided = True
            break
    unlisted = not decided and not (complete and fitting)
    unstated: tuple[str, ...] = ()
    if len(fitting) + unlisted > 1:
        unstated = tuple(
            factor
            for factor, value in zip(by, values, strict=True)
            if isinstance(value, NotStated) or (isinstance(value, Quantity) and not value.is_exact)
        )
    return Lookup(tuple(fitting), unlisted, unstated)


def values_of(
    name: str,
    by: tuple[str, ...],
    rows: Mapping[str, Q | NotStated],
    facts: Facts,
    *,
    otherwise: Q | NotStated,
    complete: bool,
    unknown: Q,
) -> tuple[Q, tuple[Lack, ...]]:
    """Return what a table comes to for someone, as far as it is known, with what it hangs on.

    Parameters
    ----------
    name : str
        What the table is called, for a value that the document does not give.
    by, rows, facts, complete
        As for `look_up`, with the value of each row.
    otherwise : Quantity, optional
        The value where no row fits.
    unknown : Quantity
        What is taken for a value that is not stated.
    """
    found = look_up(by, rows, facts, complete=complete)
    lacks = [Lack(f, Text(f, f)) for f in found.unstated]
    values: list[Q] = []
    for value in (*(rows[row] for row in found.rows), *((otherwise,) if found.unlisted else ())):
        if isinstance(value, NotStated) or value.says_nothing:
            values.append(unknown)
            if not found.unstated:
                said = " / ".join(_said(facts(factor)) for factor in by)
                words = Text(f"the amount of {name} for {said}", f"{name}（{said}）的数额")
                lacks.append(Lack(name, words if by else Text(f"the amount of {name}", f"{name}的数额")))
        else:
            values.append(value)
    return hull(values), tuple(lacks)


def _said(value: Fact) -> str:
    return value if isinstance(value, str) else value.text("en")


def hull(values: Iterable[Q]) -> Q:
    """Return the least range that holds every one of some quantities of a kind."""
    values = tuple(values)
    first = values[0]
    if all(value == first for value in values):
        return first
    lows, highs = [v.low for v in values], [v.high for v in values]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    low_open = all(v.low_open for v in values if v.low == low)
    high_open = all(v.high_open for v in values if v.high == high)
    return type(first).between(low, high, low_open=low_open, high_open=high_open)


def times(kind: type[Q], a: Quantity, b: Quantity) -> Q:
    """Return the product of two quantities, neither of which is negative, as a quantity of a kind."""
    ends: list[Exact | None] = []
    for x, y in ((a.low, b.low), (a.high, b.high)):
        ends.append(0 if x == 0 or y == 0 else None if x is None or y is None else x * y)
    return kind.between(ends[0] or 0, ends[1])


def clamped(kind: type[Q], value: Q, low: Q | None, high: Q | None) -> Q:
    """Return a quantity raised to a least and cut to a most amount."""
    bottom, top = value.low, value.high
    least, most = None if low is None else low.low, None if high is None else high.high
    low_open, high_open = value.low_open, value.high_open
    if least is not None:
        bottom, low_open = (least, False) if bottom is None or bottom <= least else (bottom, low_open)
        top, high_open = (least, False) if top is not None and top <= least else (top, high_open)
    if most is not None:
        bottom, low_open = (most, False) if bottom is not None and bottom >= most else (bottom, low_open)
        top, high_open = (most, False) if top is None or top >= most else (top, high_open)
    return kind.between(bottom, top, low_open=low_open, high_open=high_open)


def as_yuan_rows(value: Mapping[Any, Any]) -> FrozenMap[str, Yuan | NotStated]:
    """Return a table of amounts (the converter of fields)."""
    return FrozenMap({str(row): as_yuan(amount) for row, amount in value.items()})


def as_number_rows(value: Mapping[Any, Any]) -> FrozenMap[str, Number | NotStated]:
    """Return a table of points (the converter of fields)."""
    return FrozenMap({str(row): as_number(points) for row, points in value.items()})


def as_yuan(value: Any) -> Yuan | NotStated:
    """Return an amount, or not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Yuan(value)


def as_number(value: Any) -> Number | NotStated:
    """Return a number, or not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Number(value)


def as_share(value: Any) -> Share | NotStated:
    """Return a share, or not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Share(value)
