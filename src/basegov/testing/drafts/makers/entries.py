"""Making the entries of lists: who finds and who handles, who is responsible, and who has the power."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.rules.entries import FindingApartFromHandling, PowerWithDuty, ResponsibilityExplicit
from basegov.structure.items import ItemList, ListEntry
from basegov.structure.listing import is_a
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.listing import (
    entries,
    kind_for,
    lists_in_force,
    name_nobody,
    name_part,
    wish_part,
)
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth

_OTHERS = ("street", "community", "department")


def chosen(draft: Draft, list_: ItemList, found: tuple[ListEntry, ...]) -> ListEntry | None:
    """Return the entry of a list with which a rule is missed."""
    if not found:
        return None
    item = draft.pick(("missed entry", list_.id), [entry.item for entry in found])
    return next(entry for entry in found if entry.item == item)


@makes(FindingApartFromHandling)
def finding_apart_from_handling(rule: FindingApartFromHandling, draft: Draft) -> None:
    """Let the one kind find and the other handle; for a miss there is one exception more than is allowed."""
    for list_ in lists_in_force(draft, rule.lists):
        wish_part(draft, rule, list_, "finder", rule.finder)
        wish_part(draft, rule, list_, "handler", rule.handler)
        exceptions = 0
        if draft.misses(rule, list_.id):
            if isinstance(rule.exceptions, NotStated) or rule.exceptions.high is None:
                raise draft.cannot_miss(rule)
            exceptions = int(rule.exceptions.high) + 1
        found = entries(draft, list_, rule, Count.between(max(1, exceptions), None))
        if draft.round == 0:
            continue
        other = next(kind for kind in _OTHERS if is_a(kind, rule.handler) is Truth.FALSE)
        apart = [attrs.evolve(entry, handler_kind=other) for entry in found[:exceptions]]
        both = [name_part(draft, rule, list_, entry, "finder") for entry in (*apart, *found[exceptions:])]
        draft.fill_all(name_part(draft, rule, list_, entry, "handler") for entry in both)


@makes(ResponsibilityExplicit)
def responsibility_explicit(rule: ResponsibilityExplicit, draft: Draft) -> None:
    """Let every entry name who is responsible; for a miss one names nobody."""
    for list_ in lists_in_force(draft, rule.lists):
        found = entries(draft, list_, rule)
        missed = chosen(draft, list_, found) if draft.misses(rule, list_.id) else None
        if draft.round > 0:
            draft.fill_all(
                (name_nobody if entry is missed else name_part)(draft, rule, list_, entry, "responsible")
                for entry in found
            )


@makes(PowerWithDuty)
def power_with_duty(rule: PowerWithDuty, draft: Draft) -> None:
    """Let who is responsible have the power; for a miss somebody else has it."""
    for list_ in lists_in_force(draft, rule.lists):
        found = entries(draft, list_, rule)
        missed = chosen(draft, list_, found) if draft.misses(rule, list_.id) else None
        if draft.round == 0:
            continue
        if missed is not None:
            kind_for(draft, list_, "responsible", simplest=True)
        able = [entry for entry in found if entry.responsible_named is not False or entry is missed]
        named = [name_part(draft, rule, list_, entry, "responsible") for entry in able]
        draft.fill_all(named)
        for entry in named:
            who, item = str(entry.responsible), draft.structure.node(entry.item)
            if missed is not None and entry.item == missed.item:
                kind = "street" if kind_for(draft, list_, "responsible") != "street" else "department"
                other = draft.need(kind)[0].id
                draft.members(item, "power_of", rule, must=(other,), without=(who,))
            else:
                draft.members(item, "power_of", rule, must=(who,))
