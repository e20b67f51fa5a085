"""Making lists in force, their entries, and who works by them: what the makers of all rules over lists share."""

from __future__ import annotations

import functools
from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.listing import ListsInForce
from basegov.rules.rule import Rule
from basegov.structure.items import ItemAssignment, ItemList, ListEntry
from basegov.structure.listing import entries_of, is_a, works_by
from basegov.structure.records import RECORD_TYPES, Node, record_type
from basegov.structure.selection import Selector
from basegov.testing.drafts.counts import how_many
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.kinds import new_id, new_name
from basegov.testing.drafts.wishes import ClashError, OneOf, Slot
from basegov.texts import Text
from basegov.values import NotStated, Truth


def lists_in_force(draft: Draft, selector: Selector) -> tuple[ItemList, ...]:
    """Return the lists that a rule means, after making one where there is none."""
    draft.need(selector)
    draft.close("item_list")
    found = tuple(list_ for list_, unsure in ListsInForce.build(draft.structure, selector).lists if not unsure)
    return found or (draft.make(selector),)


def lists_of(draft: Draft, selector: Selector, unit: Node) -> tuple[ItemList, ...]:
    """Return the lists by which a unit works; a list of which nobody said who works by it becomes one of them."""
    kind = record_type(type(unit)).kind
    for list_ in lists_in_force(draft, selector):
        if isinstance(list_.holder, NotStated) and isinstance(list_.holder_kind, NotStated):
            draft.fill(list_, holder_kind=kind)
    lists = lists_in_force(draft, selector)
    found = tuple(list_ for list_ in lists if works_by(draft.structure, list_, unit) is Truth.TRUE)
    return found or (draft.make(selector, holder_kind=kind),)


def entries(
    draft: Draft, list_: ItemList, rule: Rule, wanted: Count | None = None, *, least: int = 1
) -> tuple[ListEntry, ...]:
    """Return the entries of a list, after making as many as the rules want; all of them are then recorded."""
    current = draft.structure.node(list_.id)
    draft.fill(current, complete=True)
    number = how_many(draft, ("entries", list_.id, list_.label), rule, wanted, least=least)
    lacking = number - len(entries_of(draft.structure, list_.id))
    if draft.round > 0 and lacking > 0:
        first = draft.make("work_item")
        items = [first, *_alike(draft, first, lacking - 1)]
        draft.put(*items[1:], *(ListEntry(list_=list_.id, item=item.id) for item in items))
    return entries_of(draft.structure, list_.id)


def _alike(draft: Draft, first: Node, number: int) -> list[Node]:
    """Return further nodes like one that was just made, under fresh ids."""
    kind = record_type(type(first)).kind
    made: list[Node] = []
    at = len(draft.structure.records(type(first)))
    while len(made) < number:
        at += 1
        if new_id(kind, at) not in draft.structure:
            made.append(attrs.evolve(first, id=new_id(kind, at), name=new_name(kind, at)))
    return made


def enter(draft: Draft, rule: Rule, list_: ItemList, item: str) -> ListEntry:
    """Put an item on a list."""
    found: ListEntry = draft.link(ListEntry(list_=list_.id, item=item), name_of(rule))
    return found


def keep_off(draft: Draft, rule: Rule, lists: tuple[ItemList, ...], item: str) -> None:
    """Let an item stand on none of some lists."""
    for list_ in lists:
        draft.unlink(ListEntry(list_=list_.id, item=item), name_of(rule))


def is_on(draft: Draft, lists: tuple[ItemList, ...], item: str) -> bool:
    """Whether an item stands on one of some lists."""
    return any(draft.structure.find_record(ListEntry, (ListEntry, list_.id, item)) for list_ in lists)


def item_on(draft: Draft, rule: Rule, list_: ItemList) -> str:
    """Return an item that stands on a list: the first that does, or a new one."""
    made = draft.once(("item on", list_.id), lambda: _first_item(draft, list_))
    enter(draft, rule, list_, made)
    return made


def _first_item(draft: Draft, list_: ItemList) -> str:
    standing = entries_of(draft.structure, list_.id)
    return standing[0].item if standing else str(draft.make("work_item").id)


def performed_on(draft: Draft, rule: Rule, unit: Node, list_: ItemList) -> str:
    """Return an item that stands on a list and that a unit performs; nobody else is made to perform it."""
    for assignment in draft.structure.where(ItemAssignment, unit=unit.id):
        if is_on(draft, (list_,), assignment.item):
            return assignment.item
    item = item_on(draft, rule, list_)
    if draft.structure.where(ItemAssignment, item=item):
        item = draft.once(("work of", unit.id, list_.id), lambda: str(draft.make("work_item").id))
        enter(draft, rule, list_, item)
    draft.link(ItemAssignment(item=item, unit=unit.id), name_of(rule))
    return item


# who plays a part in the entries of a list


@functools.lru_cache(maxsize=64)
def kinds_like(kind: str) -> tuple[str, ...]:
    """Return the kinds that are of one kind, itself first."""
    return (kind, *(other for other in RECORD_TYPES if other != kind and is_a(other, kind) is Truth.TRUE))


def wish_part(draft: Draft, rule: Rule, list_: ItemList, part: str, kind: str) -> None:
    """Note of which kind must be who plays a part in the entries of a list."""
    words = Text(f"{part} of the entries of {list_.label}", f"{list_.label}条目的 {part}")
    slot: Slot = draft.once(("part", list_.id, part), lambda: Slot(words))
    if slot.wish(name_of(rule), OneOf(kinds_like(kind))):
        draft.mark += 1


def kind_for(draft: Draft, list_: ItemList, part: str, *, simplest: bool = False) -> str:
    """Return which kind plays a part in the entries of a list, chosen within what the rules have wished.

    A rule that is missed over the part asks for the simplest, which the wishes of others over a unit do not reach.
    """
    slot: Slot = draft.once(("part", list_.id, part), lambda: Slot(Text(part, part)))
    left = slot.left() if slot.is_wished else OneOf(("department", "street"))
    assert isinstance(left, OneOf)
    kind: str = draft.pick(("part drawn", list_.id, part), left.values[:1] if simplest else left.values)
    return kind


def is_named(entry: ListEntry, part: str) -> bool:
    """Whether an entry says who plays a part."""
    player, word = getattr(entry, part), getattr(entry, f"{part}_kind")
    return isinstance(word, str) or not isinstance(player, NotStated)


def name_part(draft: Draft, rule: Rule, list_: ItemList, entry: ListEntry, part: str) -> ListEntry:
    """Return an entry that names who plays a part: a node where one is to answer for the matter, else a kind.

    Raises
    ------
    ClashError
        When another rule wants that nobody does.
    """
    nobody: Any = draft.chosen(("nobody", list_.id, entry.item, part))
    if nobody is not None:
        what = Text(f"{part} of {entry.item} on {list_.label}", f"{list_.label}中 {entry.item} 的 {part}")
        raise ClashError(what, [(nobody, Text("nobody", "无")), (name_of(rule), Text("somebody", "有"))])
    if is_named(entry, part):
        return entry
    kind = kind_for(draft, list_, part)
    if part in ("responsible", "takes_over"):
        who = draft.once((part, entry.item, kind), lambda: str(draft.need(kind)[0].id))
        return with_part(entry, {part: who})
    return with_part(entry, {f"{part}_kind": kind})


def with_part(entry: ListEntry, fields: dict[str, Any]) -> ListEntry:
    """Return an entry with other values in some fields."""
    return attrs.evolve(entry, **fields)


def name_nobody(draft: Draft, rule: Rule, list_: ItemList, entry: ListEntry, part: str) -> ListEntry:
    """Return an entry that names nobody for a part: nobody responsible, or nobody who cooperates."""
    draft.once(("nobody", list_.id, entry.item, part), lambda: name_of(rule))
    if part == "responsible":
        return attrs.evolve(entry, responsible_named=False)
    return with_part(entry, {part: ()})
