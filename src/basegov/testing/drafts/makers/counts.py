"""Numbers of things that several rules bound: the bounds are merged before anything is made."""

from __future__ import annotations

from typing import Any

from basegov.quantities import Count, Quantity
from basegov.rules.requirements import Bound
from basegov.rules.rule import Rule
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.wishes import ClashError, Slot, Within
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


def how_many(draft: Draft, what: tuple[Any, ...], rule: Rule, wanted: Count | None, *, least: int = 0) -> int:
    """Return how many of something there are to be, within what all rules have wished so far under the same key.

    In the round of the first wish nothing is drawn, so that every rule has stated its wish before the number is chosen;
    until then it is the least that the wishes so far leave.

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
    if draft.round == draft.once(("how many since", what), lambda: draft.round):
        return low
    return draft.whole(("how many drawn", what), low, low + 2 if high is None else int(min(high, low + 2)))


def range_of(rule: Rule) -> Quantity | NotStated:
    """Return the range that a rule requires; not stated also where it requires no quantity."""
    required = rule.requirement
    return required.range if isinstance(required, Bound) else NOT_STATED


def no_more(what: tuple[str, str], rule: Rule, wanted: int, found: int) -> ClashError:
    """Return that other rules have made more of something than a rule allows.

    Parameters
    ----------
    what : (str, str)
        What is counted, and of whom.
    rule : Rule
        The rule.
    wanted, found : int
        How many it wants, and how many there are already.
    """
    thing, whose = what
    words = Text(f"the {thing} of {whose}", f"{whose}的 {thing}")
    return ClashError(words, [(name_of(rule), Text(*2 * (str(wanted),))), (AS_MADE, Text(*2 * (str(found),)))])
