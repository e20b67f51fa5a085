"""Numbers of things that several rules bound: the bounds are merged before anything is made."""

from __future__ import annotations

from typing import Any

from basegov.quantities import Count
from basegov.rules.rule import Rule
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.wishes import Slot, Within
from basegov.texts import Text


def how_many(draft: Draft, what: tuple[Any, ...], rule: Rule, wanted: Count | None, *, least: int = 0) -> int:
    """Return how many of something there are to be, within what all rules have wished so far under the same key.

    In the first round nothing is drawn, so that every rule has stated its wish before the number is chosen; until then
    it is the least that the wishes so far leave.

    Parameters
    ----------
    draft : Draft
        The draft.
    what : tuple
        What is counted; rules that count the same thing give the same key.
    rule : Rule
        Who asks.
    wanted : Count, optional
        The range; None: any number will do.
    least : int
        The least number that makes sense, such as one.
    """
    slot: Slot = draft.once(("how many", what), lambda: Slot(Text(f"number of {what[-1]}", f"{what[-1]} 的数量")))
    bounds = Count.between(least, None) if wanted is None else wanted
    slot.wish(name_of(rule), Within(bounds))
    left = slot.left()
    assert isinstance(left, Within)
    low, high = int(left.range.low or 0), left.range.high
    if draft.round == 0:
        return low
    return draft.whole(("how many drawn", what), low, low + 2 if high is None else int(min(high, low + 2)))
