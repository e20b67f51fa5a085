"""Making what units perform: items of their lists, and those that were admitted."""

from __future__ import annotations

from typing import Any

from basegov.rules.performed import NothingBeyondList, requests_behind
from basegov.rules.rule import Rule
from basegov.structure.items import ItemAssignment, ItemChange, ItemList, ItemRequest, RequestStatus
from basegov.structure.records import Node
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.listing import enter, entries, is_on, keep_off, lists_of, performed_on
from basegov.testing.drafts.makers.registry import makes


def request_for(draft: Draft, key: tuple[str, ...], item: str, unit: Node, **fields: Any) -> ItemRequest:
    """Return the request by which a department asks a unit to take on an item, with all that should come with it."""

    def ask() -> str:
        sender = draft.need("department")[0].id
        given: dict[str, Any] = {
            "change": ItemChange.UNCHANGED,
            "funds_provided": True,
            "conditions_provided": True,
            **fields,
        }
        return str(draft.make("item_request", item=item, receiver=unit.id, sender=sender, **given).id)

    id_ = draft.once(("request", *key), ask)
    found = draft.structure.node(id_)
    assert isinstance(found, ItemRequest)
    return found


def decide(draft: Draft, rule: Rule, request: ItemRequest, status: RequestStatus) -> None:
    """Let a request have been decided in a certain way."""
    draft.one_of(request, "status", (status,), rule)
    draft.fill(request, status=status)


@makes(NothingBeyondList)
def nothing_beyond_list(rule: NothingBeyondList, draft: Draft) -> None:
    """Let units perform items of their lists; for a miss one is off the list, or the list is not closed."""
    draft.close("item_assignment")
    for number, unit in enumerate(draft.need(rule.unit)):
        lists = lists_of(draft, rule.lists, unit)
        way = draft.way_of(("off list", "not closed")) if draft.misses(rule, unit.id) else ""
        for list_ in lists:
            entries(draft, list_, rule)
            if way == "not closed":
                draft.once(("not closed", list_.id), lambda: True)
            is_open = draft.chosen(("not closed", list_.id)) is True
            draft.one_of(list_, "closed", (not is_open,), rule)
        if number == 0:
            performed_on(draft, rule, unit, lists[0])
        if way == "off list":
            _off_list(rule, draft, unit, lists)
        for row in draft.structure.where(ItemAssignment, unit=unit.id):
            if row.item != draft.chosen(("off list", rule.id, unit.id)) and not is_on(draft, lists, row.item):
                _allow(rule, draft, row, lists)
    draft.close(rule.unit.kind)


def _off_list(rule: NothingBeyondList, draft: Draft, unit: Node, lists: tuple[ItemList, ...]) -> None:
    """Let a unit perform an item that is on none of its lists, and at most asked for."""
    item = draft.once(("off list", rule.id, unit.id), lambda: str(draft.make("work_item").id))
    keep_off(draft, rule, lists, item)
    draft.link(ItemAssignment(item=item, unit=unit.id), name_of(rule))
    if rule.admits:
        decide(draft, rule, request_for(draft, (rule.id, unit.id), item, unit), RequestStatus.SUBMITTED)


def _allow(rule: NothingBeyondList, draft: Draft, row: ItemAssignment, lists: tuple[ItemList, ...]) -> None:
    """Let an item that a unit performs have been admitted, where it was asked for; else put it on the list."""
    asked = requests_behind(draft.structure, row) if rule.admits else ()
    if asked:
        decide(draft, rule, asked[0], RequestStatus.ADMITTED)
    else:
        enter(draft, rule, lists[0], row.item)
