"""Making lists as wholes: how many there are, how long they are, what two of them share."""

from __future__ import annotations

import attrs

from basegov.quantities import Count, Quantity
from basegov.rules.items import Counted, ListsDisjoint, ListSize, NumberOfLists
from basegov.rules.listing import ListsInForce
from basegov.structure.items import ItemList
from basegov.structure.listing import entries_of
from basegov.structure.selection import Selector
from basegov.testing.drafts.counts import how_many, no_more, range_of
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.listing import enter, entries, keep_off, lists_in_force
from basegov.testing.drafts.makers.registry import makes
from basegov.values import FrozenMap, Truth


@makes(ListSize)
def list_size(rule: ListSize, draft: Draft) -> None:
    """Give every list a number of entries in the range, under as many categories as lie in it."""
    for list_ in lists_in_force(draft, rule.lists):
        wanted = draft.aim(rule, range_of(rule), list_.id)
        count = None if wanted is None else Count(wanted)
        if rule.counted is Counted.CATEGORIES:
            _categories(rule, draft, list_, count)
            continue
        found = len(entries(draft, list_, rule, count, least=0))
        if draft.round > 0 and count is not None and Count(found).within(count) is not Truth.TRUE:
            raise no_more(("entries", list_.label), rule, int(count.high or 0), found)


def _categories(rule: ListSize, draft: Draft, list_: ItemList, wanted: Count | None) -> None:
    """Put the entries of a list under categories in turn."""
    least = 0 if wanted is None else int(wanted.low or 0)
    high = None if wanted is None or wanted.high else 0  # no category at all only where there is no entry
    found = entries(draft, list_, rule, Count.between(least, high))
    number = how_many(draft, ("categories", list_.id, f"categories of {list_.label}"), rule, wanted, least=1)
    if draft.round > 0 and found:
        number = max(1, min(number, len(found)))
        draft.fill_all(attrs.evolve(e, category=f"类别{place % number + 1}") for place, e in enumerate(found))


@makes(NumberOfLists)
def number_of_lists(rule: NumberOfLists, draft: Draft) -> None:
    """Have as many lists in force as lie in the range: of each sort that the rule means first."""
    wanted: Quantity | None = draft.aim(rule, range_of(rule))
    draft.close(rule.lists.kind)
    number = how_many(draft, ("lists", rule.lists, "lists"), rule, None if wanted is None else Count(wanted))
    if draft.round == 0:
        return
    found = len(_in_force(draft, rule.lists))
    while found < number:
        draft.make(_lacking(draft, rule.lists))
        found += 1
    if wanted is not None and Count(found).within(Count(wanted)) is not Truth.TRUE:
        raise no_more(("lists", rule.lists.text()), rule, number, found)


def _in_force(draft: Draft, selector: Selector) -> tuple[ItemList, ...]:
    return tuple(list_ for list_, unsure in ListsInForce.build(draft.structure, selector).lists if not unsure)


def _lacking(draft: Draft, selector: Selector) -> Selector:
    """Return the sort of list of which there is none yet, where a selector means several."""
    for field, plains in selector.where.items():
        for plain in plains:
            one = attrs.evolve(selector, where=FrozenMap({**selector.where, field: (plain,)}))
            if not draft.found(one):
                return one
    return selector


@makes(ListsDisjoint)
def lists_disjoint(rule: ListsDisjoint, draft: Draft) -> None:
    """Have a list of each sort with items of its own; for a miss one item stands on both."""
    firsts, seconds = lists_in_force(draft, rule.first), lists_in_force(draft, rule.second)
    if {list_.id for list_ in firsts} == {list_.id for list_ in seconds} and len(firsts) == 1:
        draft.make(rule.first)
        return
    seen: set[frozenset[str]] = set()
    for one in firsts:
        for other in seconds:
            pair = frozenset({one.id, other.id})
            if len(pair) == 1 or pair in seen:
                continue
            seen.add(pair)
            if draft.misses(rule, (one.id, other.id)):
                shared = draft.once(("shared", one.id, other.id), lambda: str(draft.make("work_item").id))
                enter(draft, rule, one, shared)
                enter(draft, rule, other, shared)
            else:
                for entry in entries_of(draft.structure, one.id):
                    keep_off(draft, rule, (other,), entry.item)
            for list_ in (one, other):
                entries(draft, list_, rule)
