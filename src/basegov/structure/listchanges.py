"""How a list changes: what differs between two versions of it, and by which channel each difference came."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import attrs

from basegov.dates import Date
from basegov.quantities import Count
from basegov.structure.items import ItemList, ListEntry, WorkItem
from basegov.structure.listing import class_of, entries_of, is_complete, unrecorded_entries
from basegov.structure.records import Ref, Relation, kind_label, record
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text, say
from basegov.values import NOT_STATED, NotStated, Truth


class Channel(enum.Enum):
    """By which way a list may change: admission of what comes from above, or adjustment asked for from below."""

    ADMISSION = "admission"
    ADJUSTMENT = "adjustment"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the channel."""
        zh = {"admission": "准入", "adjustment": "动态调整"}
        return zh[self.value] if lang == "zh" else self.value


class ListChangeKind(enum.Enum):
    """What became of an item on a list."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"

    def text(self, lang: Language = "en") -> str:
        """Return the word for what became of it."""
        zh = {"added": "新增", "removed": "移出", "changed": "变更", "moved": "调整类别"}
        return zh[self.value] if lang == "zh" else self.value


@record("list_changes", en="change of a list", zh="清单变动")
@attrs.frozen(kw_only=True)
class ListChange(Relation):
    """An item came onto a list, went from it, or stands on it otherwise than before, with the reason.

    Parameters
    ----------
    list_ : str
        The list as it is after the change.
    item : str
        The item.
    kind : ListChangeKind, optional
        What became of it.
    channel : Channel, optional
        By which channel.
    reason : str, optional
        Why; empty when it is known that no reason was given.
    date : Date, optional
        When.
    """

    list_: Annotated[str, Ref("item_list")]
    item: Annotated[str, Ref("work_item")]
    kind: ListChangeKind | NotStated = NOT_STATED
    channel: Channel | NotStated = NOT_STATED
    reason: str | NotStated = NOT_STATED
    date: Date | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("list_", "item")
    ends: ClassVar[tuple[str, str] | None] = ("list_", "item")


_TERMS = {
    "item": Text("item", "事项"),
    "duty_class": Text("class", "类别属性"),
    "version": Text("version", "版本"),
    "category": Text("category", "类别"),
    "finder": Text("found by", "巡查发现"),
    "finder_kind": Text("found by", "巡查发现"),
    "handler": Text("handled by", "办理"),
    "handler_kind": Text("handled by", "办理"),
    "responsible": Text("responsible", "责任单位"),
    "responsible_kind": Text("responsible", "责任单位"),
    "responsible_named": Text("responsible named", "写明责任单位"),
    "cooperating": Text("cooperating", "配合单位"),
    "cooperating_kind": Text("cooperating", "配合单位"),
    "takes_over": Text("taken over by", "承接部门"),
    "takes_over_kind": Text("taken over by", "承接部门"),
}


@attrs.frozen
class TermChange:
    """One term of an entry before and after.

    Parameters
    ----------
    name : str
        The field.
    before, after : str or Text
        What it was and is, as people call it.
    certain : bool
        Whether it changed; it may have, where one of the two is not stated.
    """

    name: str
    before: Any
    after: Any
    certain: bool = True

    def text(self, lang: Language = "en") -> str:
        """Return the term with both values."""
        colon = "：" if lang == "zh" else ": "
        return f"{_TERMS[self.name].in_(lang)}{colon}{say(self.before, lang)} → {say(self.after, lang)}"


@attrs.frozen(kw_only=True)
class DiffRow:
    """One item on which two versions of a list differ, or may differ.

    Parameters
    ----------
    item : str
        Id of the item, as it is after; as it was before where it is gone.
    label : str
        What people call it.
    kind : ListChangeKind
        What became of it.
    certain : bool
        Whether that is known; an item that is new among the recorded entries may have stood among unrecorded ones.
    terms : tuple of TermChange
        The terms that changed or may have.
    was : str
        Id of the older item from which a changed one was made.
    """

    item: str
    label: str
    kind: ListChangeKind
    certain: bool = True
    terms: tuple[TermChange, ...] = ()
    was: str = ""

    def text(self, lang: Language = "en") -> str:
        """Return the row in words."""
        word = self.kind.text(lang) if self.certain else f"{('perhaps ', '可能')[lang == 'zh']}{self.kind.text(lang)}"
        terms = ("；" if lang == "zh" else "; ").join(term.text(lang) for term in self.terms)
        if lang == "zh":
            return f"{word}：“{self.label}”" + (f"（{terms}）" if terms else "")
        return f"{word}: {self.label}" + (f" ({terms})" if terms else "")


@attrs.frozen(kw_only=True)
class ListDiff:
    """What differs between two versions of a list.

    Parameters
    ----------
    rows : tuple of DiffRow
        The items on which they differ or may differ, in the order of the newer list, then of the older.
    unrecorded_before, unrecorded_after : Count
        How many entries of either version are not recorded.
    """

    rows: tuple[DiffRow, ...]
    unrecorded_before: Count
    unrecorded_after: Count

    @property
    def certain(self) -> tuple[DiffRow, ...]:
        """The rows of which it is known that the versions differ there."""
        return tuple(row for row in self.rows if row.certain)

    def of(self, kind: ListChangeKind) -> tuple[DiffRow, ...]:
        """Return the rows of one kind."""
        return tuple(row for row in self.rows if row.kind is kind)

    def count(self, kind: ListChangeKind) -> Count:
        """Return how many items were added, removed, changed or moved; a range while entries are not recorded."""
        sure = sum(row.certain and row.kind is kind and not _may_be_other(row) for row in self.rows)
        possible = sum(_may_be(row, kind) for row in self.rows)
        before, after = self.unrecorded_before.high, self.unrecorded_after.high
        if kind is ListChangeKind.ADDED:
            more = after
        elif kind is ListChangeKind.REMOVED:
            more = before
        else:
            more = min((n for n in (before, after) if n is not None), default=None)
        return Count.between(sure, None if more is None else sure + possible + more)

    def text(self, lang: Language = "en") -> str:
        """Return the rows in words, one a line."""
        return "\n".join(row.text(lang) for row in self.rows)


_ENTERED = (ListChangeKind.ADDED, ListChangeKind.REMOVED)


def _class_is_open(row: DiffRow) -> bool:
    return any(term.name == "duty_class" and not term.certain for term in row.terms)


def _may_be_other(row: DiffRow) -> bool:
    """Whether a row that is known to be a difference may prove to be one of another kind."""
    return row.kind is ListChangeKind.CHANGED and _class_is_open(row)


def _may_be(row: DiffRow, kind: ListChangeKind) -> bool:
    """Whether a row of which the kind is not settled may be of a kind."""
    if row.certain:
        return _may_be_other(row) and kind not in _ENTERED
    if kind in _ENTERED:
        return row.kind is kind
    return kind is ListChangeKind.CHANGED or row.kind in _ENTERED or _class_is_open(row)


def diff_lists(before: Structure, old: str, after: Structure, new: str) -> ListDiff:
    """Compare two versions of a list: in two structures, or in one, as a list and the one that it supersedes.

    Parameters
    ----------
    before, after : Structure
        Where the older and the newer version stand.
    old, new : str
        Ids of the two versions; they may be the same.

    Raises
    ------
    TypeError
        When one of them is no item list.
    """
    first, second = before.node(old), after.node(new)
    if not isinstance(first, ItemList) or not isinstance(second, ItemList):
        raise TypeError(f"{old} or {new} is no item list")
    return ListDiff(
        rows=tuple(_rows(before, first, after, second)),
        unrecorded_before=unrecorded_entries(before, first),
        unrecorded_after=unrecorded_entries(after, second),
    )


def _rows(before: Structure, old: ItemList, after: Structure, new: ItemList) -> Iterator[DiffRow]:
    olds = {entry.item: entry for entry in entries_of(before, old.id)}
    news = {entry.item: entry for entry in entries_of(after, new.id)}
    replaced: set[str] = set()
    for item, entry in news.items():
        label = after.node(item).label
        origin = item if item in olds else _origin(after, item, olds, news)
        if origin is None:
            yield DiffRow(item=item, label=label, kind=ListChangeKind.ADDED, certain=is_complete(before, old))
            continue
        terms = tuple(_terms(before, olds[origin], after, entry))
        if origin != item:
            replaced.add(origin)
            terms = (TermChange("item", before.node(origin).label, label), *terms)
        if terms:
            kind, certain = _verdict(terms)
            was = origin if origin != item else ""
            yield DiffRow(item=item, label=label, kind=kind, certain=certain, terms=terms, was=was)
    for item in olds:
        if item not in news and item not in replaced:
            yield DiffRow(
                item=item, label=before.node(item).label, kind=ListChangeKind.REMOVED, certain=is_complete(after, new)
            )


def _origin(after: Structure, item: str, olds: dict[str, Any], news: dict[str, Any]) -> str | None:
    """Return the item of the older list, gone from the newer, from which an item was made."""
    at = after.node(item)
    while isinstance(at, WorkItem) and isinstance(at.changed_from, str):
        if at.changed_from in olds:
            return at.changed_from if at.changed_from not in news else None
        at = after.node(at.changed_from)
    return None


def _terms(before: Structure, old: ListEntry, after: Structure, new: ListEntry) -> Iterator[TermChange]:
    then, now = class_of(before, old), class_of(after, new)
    if then is not now:
        yield TermChange("duty_class", then, now, not _unstated(then, now))
    for name in _TERMS:
        if name in ("item", "duty_class"):
            continue
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            yield TermChange(name, _said(before, name, a), _said(after, name, b), not _unstated(a, b))


def _unstated(*values: Any) -> bool:
    """Whether one of some values is not stated."""
    return any(isinstance(value, NotStated) for value in values)


def _said(structure: Structure, name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(structure.node(one).label for one in value)
    if isinstance(value, bool):
        return Truth.of(value)
    if not isinstance(value, str) or name in ("version", "category"):
        return value
    return kind_label(value) if name.endswith("_kind") else structure.node(value).label


def _verdict(terms: tuple[TermChange, ...]) -> tuple[ListChangeKind, bool]:
    """Say what terms that changed, or may have, make of an entry."""
    certain = [term.name for term in terms if term.certain]
    if "duty_class" in certain:
        return ListChangeKind.MOVED, True
    if certain:
        return ListChangeKind.CHANGED, True
    moved = any(term.name == "duty_class" for term in terms)
    return (ListChangeKind.MOVED if moved else ListChangeKind.CHANGED), False
