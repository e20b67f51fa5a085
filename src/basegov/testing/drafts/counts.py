"""Numbers of things that several rules bound: the bounds are merged before anything is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from basegov.quantities import Count, Quantity
from basegov.rules.requirements import Bound
from basegov.rules.rule import Rule
from basegov.structure.records import Node, Record, kind_label
from basegov.structure.selection import Selector
from basegov.testing.drafts.chooser import just_beyond
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.kinds import selectors_in
from basegov.testing.drafts.wishes import ClashError, Slot, Within
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


def how_many(
    draft: Draft, what: tuple[Any, ...], rule: Rule, wanted: Count | None, *, least: int = 0, spare: int = 2
) -> int:
    """Return how many of something there are to be, within what all rules have wished so far under the same key.

    In the round of the first wish nothing is drawn, so that every rule has stated its wish before the number is chosen;
    until then it is the least that the wishes so far leave.

    Parameters
    ----------
    draft : Draft
        The draft.
    what : tuple
        What is counted; rules that count the same thing give the same key. Its last part is the word for it.
    rule : Rule
        Who asks.
    wanted : Count, optional
        The range; None: any number will do.
    least : int
        The least number that makes sense, such as one.
    spare : int
        How many more than the least may be drawn; none where rules of other words bound the same things.
    """
    slot: Slot = draft.once(("how many", what), lambda: Slot(_number_of(what[-1])))
    bounds = Count.between(least, None) if wanted is None else wanted
    slot.wish(name_of(rule), Within(bounds))
    left = slot.left()
    assert isinstance(left, Within)
    low, high = int(left.range.low or 0), left.range.high
    if draft.round == draft.once(("how many since", what), lambda: draft.round):
        return low
    return draft.whole(("how many drawn", what), low, int(min(low + spare, low + spare if high is None else high)))


def _number_of(what: Text | str) -> Text:
    if isinstance(what, Text):
        return what
    words = kind_label(what)
    return Text(f"number ({words.en})", f"{words.zh}的数量")


def aim_count(draft: Draft, rule: Rule, subject: Any = None) -> Count | None:
    """Return how many there are to be by the bound of a rule, or just beyond it for a miss; None: any number."""
    bound = rule.requirement
    assert isinstance(bound, Bound)
    wanted = draft.aim(rule, bound.range, subject)
    return None if wanted is None else Count(wanted)


def waits(draft: Draft, about: Any, rounds: int) -> bool:
    """Whether a maker is to leave something to others for now: for some rounds after it was first asked about.

    What has to be counted is filled up only when the rules that ask for one thing of it in particular have had theirs
    made. The makers will be called again.
    """
    since = draft.once(("since", about), lambda: draft.round)
    if draft.round - since >= rounds:
        return False
    draft.mark += 1
    return True


def with_spare(draft: Draft, rule: Rule, what: Selector) -> tuple[Node, ...]:
    """Return the nodes of which a rule bounds a number; for half of the ways to miss it a further one comes first.

    Where other rules ask for something, it is made at the first node of a kind: there may be too few only at another.
    """
    bound = rule.requirement
    ways = len(just_beyond(bound.range)) if isinstance(bound, Bound) and isinstance(bound.range, Quantity) else 0
    if rule is draft.target and ways and not what.ids:
        draft.ways = max(draft.ways, 2 * ways)
        if draft.way >= ways:
            spare, *others = draft.need(what, 2)[::-1]
            for node in others:
                draft.once(("misses", node.id), lambda: False)
            return spare, *others
    return draft.need(what)


def hold_to_most(draft: Draft, rule: Rule, kind: str, wanted: Quantity | None, there: int) -> None:
    """Raise ClashError when other rules have made more of something than a rule leaves room for."""
    if wanted is None or wanted.high is None or there <= wanted.high:
        return
    raise crowded(draft, rule, kind, wanted, there)


def crowded(draft: Draft, rule: Rule, kind: str, wanted: Quantity, there: int) -> ClashError:
    """Return the error that others ask for more of a kind than a rule allows; all that speak of the kind are named."""
    concerned = set(draft.structure.classes(kind))
    others = [
        other for other in draft.rules
        if other is not rule
        and any(concerned.intersection(draft.structure.classes(s.kind)) for s in selectors_in(other))
    ]  # fmt: skip
    more = Text(f"that there are {there}", f"有 {there} 个")
    wants = [(name_of(rule), Within(wanted).words), *((name_of(other), more) for other in others)]
    return ClashError(kind_label(kind), wants)


def sum_to(draft: Draft, rule: Rule, kind: str, parts: Iterable[Record], field: str, wanted: Count | None) -> None:
    """Let the values of a field of several records come to a sum in a range, within what others wish of each.

    Raises
    ------
    ClashError
        When what others wish of the parts leaves no such sum.
    """
    records = tuple(parts)
    rooms = [_room(draft, record, field) for record in records]
    bounds = Count.between(0, None) if wanted is None else wanted
    low, high = int(bounds.low or 0), None if bounds.high is None else int(bounds.high)
    for number, (record, room) in enumerate(zip(records, rooms, strict=True)):
        rest = Count.total(rooms[number + 1 :])
        least = max(int(room.low or 0), 0 if rest.high is None else low - int(rest.high))
        ends = [room.high, None if high is None else high - int(rest.low or 0)]
        most = min((int(end) for end in ends if end is not None), default=None)
        if most is not None and least > most:
            raise crowded(draft, rule, kind, bounds, int(sum(room.low or 0 for room in rooms)))
        last = number == len(records) - 1
        top = least + 2 if last or most is None else most
        value = draft.whole(("part", name_of(rule), record.key, field), least, top if most is None else min(top, most))
        draft.within(record, field, Count(value), rule)
        low, high = max(0, low - value), None if high is None else high - value


def _room(draft: Draft, record: Record, field: str) -> Count:
    left = draft.left(record, field)
    if isinstance(left, Within):
        return Count(left.range)
    value = getattr(record, field)
    return value if isinstance(value, Count) else Count.unknown()


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
