"""Making transfers that are complete: people whom a manager of a kind has taken over."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count, Share
from basegov.rules.transfers import TransferComplete
from basegov.structure.records import Node
from basegov.structure.selection import Role, players
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import stands_for
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.kinds import class_of, spec_of
from basegov.testing.drafts.makers.management import manage
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated

OTHER_FIELD = "another_field"
"""The field of work of people of whom no rule speaks."""


@makes(TransferComplete)
def transfer_complete(rule: TransferComplete, draft: Draft) -> None:
    """Let the people of every field be managed by a manager of the kind; for a miss some of them are left behind."""
    _state_fields(rule, draft)
    draft.close(rule.staff.kind)
    behind: set[str] = set()
    for field in rule.fields or (None,):
        people = _people(rule, draft, field)
        if draft.misses(rule, field):
            behind.update(_left_behind(rule, draft, field, people))
    managers = [node.id for node in draft.need(rule.manager)]
    elsewhere = next(n for kind in ("department", "government") for n in draft.need(kind)
                     if not stands_for(n, rule.manager))  # fmt: skip
    for node in draft.found(rule.staff):
        if rule.fields and getattr(node, "field", None) not in rule.fields:
            continue
        if isinstance(node, StaffGroup):
            draft.within(node, "count", Count.between(1, None), rule)
        own = [id_ for id_ in players(draft.structure, node.id, Role.STREET) if id_ in managers]
        wanted = (elsewhere.id,) if node.id in behind else tuple(dict.fromkeys((*own, *managers)))
        manage(draft, node, rule.dimension, wanted, rule)


def _people(rule: TransferComplete, draft: Draft, field: str | None, number: int = 1) -> tuple[Node, ...]:
    """Return the people of a field (all people when none is named), after making as many groups as lack."""

    def there() -> tuple[Node, ...]:
        found = draft.found(rule.staff)
        return tuple(node for node in found if field is None or getattr(node, "field", None) == field)

    while len(there()) < number and not rule.staff.ids:
        given: dict[str, Any] = {} if field is None else {"field": field}
        draft.need(rule.staff, len(draft.found(rule.staff)) + 1, **given)
    return there() or draft.need(rule.staff)


def _state_fields(rule: TransferComplete, draft: Draft) -> None:
    """Let people of no stated field have one of which no rule speaks, where fields are told apart."""
    for node in draft.found(rule.staff):
        if rule.fields and isinstance(getattr(node, "field", None), NotStated):
            draft.put(attrs.evolve(node, field=OTHER_FIELD))


def _left_behind(rule: TransferComplete, draft: Draft, field: str | None, people: tuple[Node, ...]) -> tuple[str, ...]:
    """Return who is left behind: one group where all have to go, else the whole field."""
    if isinstance(rule.at_least, NotStated) or rule.at_least.low == 0:
        raise draft.cannot_miss(rule)
    if rule.at_least != Share(1):
        return tuple(node.id for node in people)
    return (draft.once(("left behind", rule, field), lambda: _one(rule, draft, field, people)),)


def _one(rule: TransferComplete, draft: Draft, field: str | None, people: tuple[Node, ...]) -> str:
    """Return one group of those there, or a further one that is made for it, of a field of which no rule speaks."""
    if draft.way_of((_THERE, _FURTHER)) == _THERE or rule.staff.ids:
        return people[0].id
    has_field = field is None and spec_of(class_of(rule.staff.kind), "field") is not None
    before = draft.found(rule.staff)
    given: dict[str, Any] = {"field": OTHER_FIELD} if has_field else {} if field is None else {"field": field}
    found = draft.need(rule.staff, len(before) + 1, **given)
    return str(next(node.id for node in found if node not in before))


_THERE, _FURTHER = "there", "further"
