"""Parts of a whole that rules bound: the part that has something, and the rest; and amounts that are never negative."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from basegov.quantities import Number, Quantity
from basegov.rules.rule import Rule
from basegov.testing.drafts.chooser import just_beyond
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.sums import Amount, bound_sum
from basegov.texts import Text
from basegov.values import NotStated

Terms = Iterable[tuple[Amount, Any]]


def aim_amount(draft: Draft, rule: Rule, wanted: Quantity | NotStated, subject: Any = None) -> Quantity | None:
    """Return where an amount of a subject has to lie, as :meth:`Draft.aim` does, but for a miss never below nothing.

    Raises
    ------
    CannotMissError
        When nothing lies beyond the range, and the rule is to be missed.
    """
    if not draft.misses(rule, subject):
        return None if isinstance(wanted, NotStated) else wanted
    beyond = [] if isinstance(wanted, NotStated) else [
        both for outside in just_beyond(wanted) if (both := outside.intersect(type(outside).between(0, None)))
    ]  # fmt: skip
    if not beyond:
        raise draft.cannot_miss(rule)
    return draft.way_of(beyond)


def bound_part(
    draft: Draft, rule: Rule, label: Any, what: Text, wanted: Quantity | NotStated,
    part: Terms, rest: Terms, *, subject: Any = None, plus: tuple[int, int] = (0, 0),
) -> None:  # fmt: skip
    """Note which part of a whole some amounts have to be; for a miss they are one too few for it, or one too many.

    Parameters
    ----------
    draft, rule, label, what
        As for `bound_sum`.
    wanted : Share, optional
        The range of the share; not stated: any.
    part, rest : iterable of (Amount, factor)
        The part, and what is left of the whole.
    subject : hashable
        Whose share it is.
    plus : (int, int)
        What part and rest have beside these amounts.

    Raises
    ------
    CannotMissError
        When nothing lies beyond the range, and the rule is to be missed.
    """
    own, others = list(part), list(rest)
    known = plus[0] + plus[1]
    some = Number.between(1 - known, None)  # of nothing no share is known
    bound_sum(draft, rule, (label, "there is a whole"), what, [*own, *others], some)
    missed = draft.misses(rule, subject)
    if isinstance(wanted, NotStated):
        if missed:
            raise draft.cannot_miss(rule)
        return
    ends: list[tuple[Fraction, Number]] = []
    if wanted.low is not None and (wanted.low > 0 or wanted.low_open):
        ends.append((Fraction(wanted.low), Number.between(0, None, low_open=wanted.low_open)))
    if wanted.high is not None and (wanted.high < 1 or wanted.high_open):
        ends.append((Fraction(wanted.high), Number.between(None, 0, high_open=wanted.high_open)))
    beyond = [(end, just) for end, side in ends for just in _just_beyond(side)]
    if missed and not beyond:
        raise draft.cannot_miss(rule)
    for number, (end, inside) in enumerate([draft.way_of(beyond)] if missed else ends):
        terms = [*((a, f * (1 - end)) for a, f in own), *((a, -f * end) for a, f in others)]
        bound_sum(
            draft, rule, (label, "part", number), what, terms, inside, plus=plus[0] * (1 - end) - plus[1] * end
        )  # fmt: skip


def _just_beyond(side: Number) -> list[Number]:
    """Return what lies beyond a side of zero: one more or less than would do, and zero itself where it is left out."""
    if side.low is not None:
        return [Number.between(-1, 0, high_open=not side.low_open)]
    return [Number.between(0, 1, low_open=not side.high_open)]
