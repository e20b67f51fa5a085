"""Sharing out one whole: which conditions on the shares of some holders can be kept together, and what they leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from basegov.quantities import Share

Row = tuple[tuple[int, ...], Fraction, bool]
"""A condition on the shares of the holders: coefficients, limit, and whether the limit itself is left out."""


def conditions(holders: Sequence[str], wanted: Iterable[tuple[frozenset[str], Share]]) -> set[Row]:
    """Return the conditions on the shares of holders: none is negative, together at most one, and each that is wanted.

    Parameters
    ----------
    holders : sequence of str
        The holders; the share of each is one variable.
    wanted : iterable of (holders, Share)
        What some of them have to hold together.
    """
    count = len(holders)
    rows: set[Row] = {((1,) * count, Fraction(1), False)}
    rows |= {(tuple(-int(i == j) for j in range(count)), Fraction(0), False) for i in range(count)}
    for group, share in wanted:
        inside = tuple(int(holder in group) for holder in holders)
        rows.add((inside, Fraction(1 if share.high is None else share.high), share.high_open))
        rows.add((tuple(-c for c in inside), -Fraction(share.low or 0), share.low_open))
    return rows


def is_possible(rows: set[Row], count: int) -> bool:
    """Whether some shares of `count` holders keep all conditions.

    Holder after holder is eliminated (Fourier and Motzkin), until numbers alone are left.
    """
    for place in range(count):
        rows = without(place, rows)
    return all(limit > 0 or (limit == 0 and not is_open) for _, limit, is_open in rows)


def room(place: int, rows: set[Row], count: int) -> Share | None:
    """Return what one holder may hold while the others can still keep all conditions; None when they cannot."""
    if not is_possible(rows, count):
        return None
    for other in range(count):
        if other != place:
            rows = without(other, rows)
    found = Share.unknown()
    for coefficients, limit, is_open in rows:
        factor = coefficients[place]
        if factor > 0:
            end = Share.between(None, limit / factor, high_open=is_open)
        elif factor < 0:
            end = Share.between(limit / factor, None, low_open=is_open)
        else:
            continue
        both = found.intersect(end)
        if both is None:
            return None
        found = both
    return found


def without(place: int, rows: set[Row]) -> set[Row]:
    """Return the conditions that remain when one holder may hold whatever suits the others."""
    above = [row for row in rows if row[0][place] > 0]
    below = [row for row in rows if row[0][place] < 0]
    tightest: dict[tuple[int, ...], tuple[Fraction, bool]] = {}
    combined = (_combined(place, a, b) for a in above for b in below)
    for coefficients, limit, is_open in (*(row for row in rows if not row[0][place]), *combined):
        known = tightest.get(coefficients)
        if known is None or (limit, not is_open) < (known[0], not known[1]):
            tightest[coefficients] = (limit, is_open)
    return {(coefficients, limit, is_open) for coefficients, (limit, is_open) in tightest.items()}


def _combined(place: int, a: Row, b: Row) -> Row:
    up, down = a[0][place], -b[0][place]
    coefficients = tuple(down * x + up * y for x, y in zip(a[0], b[0], strict=True))
    return coefficients, down * a[1] + up * b[1], a[2] or b[2]
