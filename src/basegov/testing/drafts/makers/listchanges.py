"""Making the parts that entries of a class name, and lists that stand in the place of older ones."""

from __future__ import annotations

import attrs

from basegov.rules.listchanges import EntryNames, EntryPart, ListChangesByChannel
from basegov.structure.items import DutyClass, ItemList, ListEntry
from basegov.structure.listchanges import Channel, ListChange, diff_lists
from basegov.structure.listing import class_of, entries_of, is_a
from basegov.structure.records import record_type
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.makers.entries import chosen
from basegov.testing.drafts.makers.listing import (
    enter,
    entries,
    lists_in_force,
    name_nobody,
    name_part,
    wish_part,
    with_part,
)
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import ClashError
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_OTHERS = ("department", "street", "community")


@makes(EntryNames)
def entry_names(rule: EntryNames, draft: Draft) -> None:
    """Let entries of the class name who plays the parts; for a miss one leaves a part out, or names another kind."""
    for number, list_ in enumerate(lists_in_force(draft, rule.lists)):
        if rule.kind is not None:
            for part in rule.parts:
                wish_part(draft, rule, list_, part.value, rule.kind)
        misses = draft.misses(rule, list_.id)
        if rule.duty_class is not None and (number == 0 or misses):
            item = draft.once(("of class", list_.id, rule.duty_class), lambda: str(draft.make("work_item").id))
            draft.fill(enter(draft, rule, list_, item), duty_class=rule.duty_class)
        found = entries(draft, list_, rule)
        if draft.round == 0:
            continue
        if rule.duty_class is not None:
            draft.fill_all(
                attrs.evolve(entry, duty_class=DutyClass.BASIC)
                for entry in found if isinstance(class_of(draft.structure, entry), NotStated)
            )  # fmt: skip
        meant = tuple(
            entry for entry in entries_of(draft.structure, list_.id)
            if rule.duty_class is None or class_of(draft.structure, entry) is rule.duty_class
        )  # fmt: skip
        missed = chosen(draft, list_, meant) if misses else None
        draft.fill_all([_named(rule, draft, list_, entry, missed=entry is missed) for entry in meant])


def _named(rule: EntryNames, draft: Draft, list_: ItemList, entry: ListEntry, *, missed: bool) -> ListEntry:
    """Return an entry that names who plays each part, or all but one."""
    left_out, empty = _way(rule, draft) if missed else (None, False)
    for part in rule.parts:
        word = part.value
        if part is not left_out:
            entry = name_part(draft, rule, list_, entry, word)
            _check_kind(rule, entry, list_, word, draft)
        elif empty:
            entry = name_nobody(draft, rule, list_, entry, word)
        else:
            assert rule.kind is not None
            other = next(kind for kind in _OTHERS if is_a(kind, rule.kind) is Truth.FALSE)
            by_name = part in (EntryPart.RESPONSIBLE, EntryPart.TAKES_OVER)
            who = draft.need(other)[0].id if by_name else NOT_STATED
            entry = with_part(entry, {word: who, f"{word}_kind": NOT_STATED if by_name else other})
    return entry


def _way(rule: EntryNames, draft: Draft) -> tuple[EntryPart, bool]:
    """Return which part a missed entry leaves out, and whether it names nobody for it or another kind."""
    able = (EntryPart.RESPONSIBLE, EntryPart.COOPERATING)
    ways = [(part, True) for part in rule.parts if part in able]
    ways += [(part, False) for part in rule.parts if rule.kind is not None]
    if not ways:
        raise draft.cannot_miss(rule)
    return draft.way_of(ways)


def _check_kind(rule: EntryNames, entry: ListEntry, list_: ItemList, part: str, draft: Draft) -> None:
    """Raise when another rule has given a part to somebody who is not of the kind."""
    player, word = getattr(entry, part), getattr(entry, f"{part}_kind")
    if rule.kind is None:
        return
    if isinstance(player, str):
        word = record_type(type(draft.structure.node(player))).kind
        word = getattr(draft.structure.node(player), "of", word)
    if isinstance(word, str) and is_a(word, rule.kind) is not Truth.TRUE:
        what = Text(f"{part} of {entry.item} on {list_.label}", f"{list_.label}中 {entry.item} 的 {part}")
        raise ClashError(what, [(name_of(rule), Text(rule.kind, rule.kind)), (AS_MADE, Text(word, word))])


@makes(ListChangesByChannel)
def list_changes_by_channel(rule: ListChangesByChannel, draft: Draft) -> None:
    """Let a list stand in the place of an older one, to which an item came by a channel; for a miss by none."""
    for number, list_ in enumerate(lists_in_force(draft, rule.lists)):
        misses = draft.misses(rule, list_.id)
        found = entries(draft, list_, rule)
        if number > 0 and not misses and isinstance(list_.supersedes, NotStated):
            continue
        if not found:
            continue
        if isinstance(list_.supersedes, NotStated):
            _older(draft, list_)
        newer = draft.structure.node(list_.id)
        assert isinstance(newer, ItemList)
        new = draft.pick(("new on", list_.id), [entry.item for entry in found])
        older = str(newer.supersedes)
        draft.fill_all(attrs.evolve(entry, list_=older) for entry in found if entry.item != new)
        _account_for(rule, draft, newer, new if misses else None)
    draft.close("list_change")


def _older(draft: Draft, list_: ItemList) -> None:
    """Make the older version of a list."""
    fields = {field: getattr(list_, field) for field in ("role", "holder", "holder_kind", "parent")}
    older = draft.create(ItemList, f"{list_.id}-before", complete=True, **fields)
    draft.fill(draft.structure.node(list_.id), supersedes=older.id)


def _account_for(rule: ListChangesByChannel, draft: Draft, list_: ItemList, missed: str | None) -> None:
    """Record by which channel each difference came."""
    ways = ["no record"]
    others = [channel for channel in Channel if channel not in rule.channels]
    ways += ["other channel"] if others else []
    ways += ["no reason"] if rule.needs_reason else []
    assert isinstance(list_.supersedes, str)
    for row in diff_lists(draft.structure, list_.supersedes, draft.structure, list_.id).rows:
        change = ListChange(list_=list_.id, item=row.item, kind=row.kind)
        way = draft.way_of(ways) if row.item == missed else ""
        if way == "no record":
            draft.unlink(change, name_of(rule))
            continue
        channels = others if way == "other channel" else rule.channels
        change = draft.link(change, name_of(rule))
        draft.one_of(change, "channel", channels, rule)
        if rule.needs_reason:
            draft.one_of(change, "reason", ("",) if way == "no reason" else ("需要", "群众所请"), rule)
