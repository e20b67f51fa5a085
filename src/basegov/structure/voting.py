"""How much a share decides: the part of all constellations in which an evaluator turns the result."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from basegov.quantities import Share
from basegov.structure.appraisal import ShareVector
from basegov.values import Truth

MOST_OPEN: Final = 12
"""With more named evaluators than this, whose shares are not all known exactly, no bound is searched for."""


def voting_power(vector: ShareVector, evaluator: str, quota: Share) -> Share | None:
    """Return the part of all constellations of the others in which an evaluator turns the result (Banzhaf's index).

    Every other evaluator is for or against, each constellation counts once, and those for it win when their shares
    together lie in `quota`. Who holds all power has 1, who never makes a difference 0.

    Parameters
    ----------
    vector : ShareVector
        The shares, as far as they are known.
    evaluator : str
        One of the named evaluators.
    quota : Share
        What it takes to win: a lower bound such as ``>= 60%`` or ``> 50%``.

    Returns
    -------
    Share or None
        Exact where the shares are; else a range that no completion leaves, also when there are further evaluators who
        are not named. None when the recorded shares contradict each other.

    Raises
    ------
    ValueError
        When the evaluator is not in the vector, or the quota is no lower bound above nothing.
    """
    if not vector.names([evaluator]):
        raise ValueError(f"{evaluator!r} has no share here")
    if quota.high != Share.ceiling or (quota.low == 0 and not quota.low_open):
        raise ValueError(f"a quota is a lower bound such as >= 60%, not {quota}")
    if vector.exceeds_one or vector.falls_short:
        return None
    exact = _completed(vector)
    if exact is not None:
        return Share(_exact_power(exact, evaluator, quota))
    return _bounds(vector, evaluator, quota)


def _completed(vector: ShareVector) -> dict[str, Fraction] | None:
    """Return every share where all are known exactly and come to one; None otherwise."""
    shares = {name: vector.held_by([name]) for name, _ in vector.shares}
    if not all(share is not None and share.is_exact for share in shares.values()):
        return None
    exact = {name: Fraction(share.exact or 0) for name, share in shares.items() if share is not None}
    return exact if sum(exact.values()) == 1 else None


def _exact_power(shares: dict[str, Fraction], evaluator: str, quota: Share) -> Fraction:
    """Count constellations by the sum of their shares, in whole parts of the common denominator."""
    scale = math.lcm(*(share.denominator for share in shares.values()))
    counts = {0: 1}
    for name, share in shares.items():
        if name != evaluator:
            part = int(share * scale)
            grown = dict(counts)
            for total, count in counts.items():
                grown[total + part] = grown.get(total + part, 0) + count
            counts = grown
    own = int(shares[evaluator] * scale)
    swings = sum(
        count for total, count in counts.items()
        if Fraction(total, scale) not in quota and Fraction(total + own, scale) in quota
    )  # fmt: skip
    return Fraction(swings, 2 ** (len(shares) - 1))


def _bounds(vector: ShareVector, evaluator: str, quota: Share) -> Share | None:
    """Ask each constellation of the named others on its own; whoever is not named may be for or against."""
    others = [name for name, _ in vector.shares if name != evaluator]
    if len(others) >= MOST_OPEN:
        return Share.unknown()
    sure = possible = 0
    for group in _subsets(others):
        without = vector.held_by(group, others_may_belong=not vector.complete)
        together = vector.held_by([*group, evaluator], others_may_belong=not vector.complete)
        if without is None or together is None:
            return None
        turns = Truth.all([without.within(quota).negated, together.within(quota)])
        sure += turns is Truth.TRUE
        possible += turns is not Truth.FALSE
    return Share.between(Fraction(sure, 2 ** len(others)), Fraction(possible, 2 ** len(others)))


def _subsets(names: list[str]) -> Iterable[tuple[str, ...]]:
    return itertools.chain.from_iterable(itertools.combinations(names, size) for size in range(len(names) + 1))
