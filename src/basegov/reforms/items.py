"""Steps on item lists: a list is adopted, perhaps in the place of an older version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.grids import NAMED_TWICE
from basegov.diagnostics.lists import ENTRY_TWICE, ID_TAKEN, LIST_SUPERSEDED_ALREADY, UNKNOWN_ITEM, WRONG_KIND_FOR_STEP
from basegov.errors import Suggestion
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.items import DutyClass, ItemList, ListEntry, WorkItem
from basegov.structure.listchanges import Channel, ListChange, diff_lists
from basegov.structure.listing import entries_of
from basegov.structure.records import kind_label, record_type, snake
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words, show


@attrs.frozen(kw_only=True)
class ListAdopted(Event):
    """A list was adopted, perhaps in the place of an older version."""

    list_: str
    superseded: str = ""
    entries: int = 0

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """The older version became the new one."""
        return ((self.superseded, self.list_),) if self.superseded else ()

    @property
    def words(self) -> Text:
        """The event in words."""
        en = f" in the place of {self.superseded}" if self.superseded else ""
        zh = f"，取代 {self.superseded}" if self.superseded else ""
        return Text(f"the list {self.list_} was adopted{en}", f"清单 {self.list_} 已制定{zh}")


def one_of_kind(structure: Structure, name: str, cls: type[Any]) -> Any:
    """Return the node of a class that a step names; refuse another one."""
    node = structure[name]
    if not isinstance(node, cls):
        expected = kind_label(snake(cls.__name__))
        raise refuse(WRONG_KIND_FOR_STEP(id=node.id, found=record_type(type(node)).label, expected=expected))
    return node


def must_be_free(structure: Structure, id: str) -> None:
    """Refuse an id that is taken already."""
    node = structure.get(id)
    if node is not None:
        raise refuse(ID_TAKEN(id=id, found=record_type(type(node)).label))


def once(names: Iterable[str], field: str) -> None:
    """Refuse a name that stands twice among those of a field."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise refuse(NAMED_TWICE(id=name, field=field))
        seen.add(name)


def as_date(value: Any) -> Date | NotStated:
    """Return a date from its text; it may be not stated."""
    return value if isinstance(value, NotStated) else Date(value)


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


def _duty_class(value: Any) -> DutyClass | NotStated:
    return value if isinstance(value, NotStated) else DutyClass(value)


def _channel(value: Any) -> Channel | NotStated:
    return value if isinstance(value, NotStated) else Channel(value)


def item_or_new(structure: Structure, item: str, name: str | NotStated) -> tuple[str, WorkItem | None]:
    """Return the id of an item, and the item itself when it is new."""
    if isinstance(name, str) and item not in structure:
        return item, WorkItem(id=item, name=name)
    if item not in structure and item not in structure.names and "/" not in item:
        hint = Suggestion.build(item, [node.id for node in structure.records(WorkItem)])
        raise refuse(UNKNOWN_ITEM(item=item, hint=hint))
    found: WorkItem = one_of_kind(structure, item, WorkItem)
    return found.id, None


@attrs.frozen(kw_only=True)
class Entry:
    """An entry of a list that a step adopts; see `ListEntry` for the parts.

    Parameters
    ----------
    item : str
        An item that is there, or the id of a new one, which then needs a name.
    name : str, optional
        Name of the new item.
    version, category, finder, finder_kind, handler, handler_kind, cooperating
        As for `ListEntry`.
    responsible, responsible_kind, responsible_named
        As for `ListEntry`.
    cooperating_kind, takes_over, takes_over_kind, duty_class
        As for `ListEntry`.
    """

    item: str
    name: str | NotStated = NOT_STATED
    version: str | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED
    finder: str | NotStated = NOT_STATED
    finder_kind: str | NotStated = NOT_STATED
    handler: str | NotStated = NOT_STATED
    handler_kind: str | NotStated = NOT_STATED
    responsible: str | NotStated = NOT_STATED
    responsible_kind: str | NotStated = NOT_STATED
    responsible_named: bool | NotStated = NOT_STATED
    cooperating: tuple[str, ...] | NotStated = NOT_STATED
    cooperating_kind: str | NotStated = NOT_STATED
    takes_over: str | NotStated = NOT_STATED
    takes_over_kind: str | NotStated = NOT_STATED
    duty_class: DutyClass | NotStated = attrs.field(default=NOT_STATED, converter=_duty_class)

    _repr_pretty_ = show


_NODES_OF_ENTRY = ("finder", "handler", "responsible", "takes_over")


@step(en="adopt a list", zh="制定清单")
@attrs.frozen(kw_only=True)
class AdoptList(Step):
    """Adopt a list of items, perhaps in the place of an older version, which is kept and is no longer in force.

    Parameters
    ----------
    list_ : str
        Id of the list.
    name : str, optional
        Its title.
    supersedes : str, optional
        The version in whose place it stands. Its role, its class and its holders are taken over where they are not
        given.
    role, holder, holder_kind, version, items, categories, closed, complete, duty_class
        As for `ItemList`.
    date : Date, optional
        When it was adopted.
    entries : tuple of Entry
        Its entries, as far as they are known.
    keep_entries : bool
        Whether the recorded entries of the older version stand on the new one too; one for the same item is replaced.
    without : tuple of str
        Items whose older entries are not kept.
    channel : Channel, optional
        By which channel it differs from the older version; each difference that is certain is then recorded with it.
    reason : str, optional
        Why it differs.
    """

    list_: str
    name: str | NotStated = NOT_STATED
    supersedes: str | NotStated = NOT_STATED
    role: str | NotStated = NOT_STATED
    holder: str | NotStated = NOT_STATED
    holder_kind: str | NotStated = NOT_STATED
    version: str | NotStated = NOT_STATED
    items: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)
    categories: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)
    closed: bool | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)
    entries: tuple[Entry, ...] = attrs.field(default=(), converter=tuple)
    keep_entries: bool = False
    without: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    duty_class: DutyClass | NotStated = attrs.field(default=NOT_STATED, converter=_duty_class)
    channel: Channel | NotStated = attrs.field(default=NOT_STATED, converter=_channel)
    reason: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the list, its entries, and the items that are new."""
        must_be_free(structure, self.list_)
        old = None if isinstance(self.supersedes, NotStated) else self._superseded(structure, self.supersedes)
        holder = self.holder if isinstance(self.holder, NotStated) else structure[self.holder].id
        new = ItemList(
            id=self.list_, name=self.name, role=self.role, holder=holder, holder_kind=self.holder_kind,
            version=self.version, items=self.items, categories=self.categories, closed=self.closed,
            complete=self.complete, supersedes=NOT_STATED if old is None else old.id, adopted=self.date,
            duty_class=self.duty_class, source=self.source,
        )  # fmt: skip
        if old is not None and isinstance(new.role, NotStated):
            new = attrs.evolve(new, role=old.role)
        if old is not None and isinstance(new.duty_class, NotStated):
            new = attrs.evolve(new, duty_class=old.duty_class)
        if old is not None and isinstance(new.holder, NotStated) and isinstance(new.holder_kind, NotStated):
            new = attrs.evolve(new, holder=old.holder, holder_kind=old.holder_kind)
        entries: dict[str, ListEntry] = {}
        if old is not None and self.keep_entries:
            dropped = {structure[item].id for item in self.without}
            for entry in entries_of(structure, old.id):
                if entry.item not in dropped:
                    entries[entry.item] = attrs.evolve(entry, list_=self.list_)
        items, written = self._entries(structure)
        entries |= written
        event = ListAdopted(list_=self.list_, superseded="" if old is None else old.id, entries=len(entries))
        put = (new, *items, *entries.values())
        return Effect(put=(*put, *self._changes(structure, old, structure.evolve(put=put))), events=(event,))

    def _changes(self, structure: Structure, old: ItemList | None, after: Structure) -> tuple[ListChange, ...]:
        """Return the record of each difference from the older version, where it is said by which channel it came."""
        if old is None or (isinstance(self.channel, NotStated) and isinstance(self.reason, NotStated)):
            return ()
        rows = diff_lists(structure, old.id, after, self.list_).certain
        return tuple(
            ListChange(
                list_=self.list_, item=row.item, kind=row.kind, channel=self.channel, reason=self.reason,
                date=self.date, source=self.source,
            )
            for row in rows
        )  # fmt: skip

    def _superseded(self, structure: Structure, name: str) -> ItemList:
        old: ItemList = one_of_kind(structure, name, ItemList)
        for newer in structure.where(ItemList, supersedes=old.id):
            raise refuse(LIST_SUPERSEDED_ALREADY(list=old.id, newer=newer.id))
        return old

    def _entries(self, structure: Structure) -> tuple[list[WorkItem], dict[str, ListEntry]]:
        items: list[WorkItem] = []
        entries: dict[str, ListEntry] = {}
        for entry in self.entries:
            item, new = item_or_new(structure, entry.item, entry.name)
            if item in entries:
                raise refuse(ENTRY_TWICE(item=item, list=self.list_))
            if new is not None:
                items.append(attrs.evolve(new, source=self.source))
            terms = {f: getattr(entry, f) for f in attrs.fields_dict(Entry) if f not in ("item", "name")}
            for part in _NODES_OF_ENTRY:
                if isinstance(terms[part], str):
                    terms[part] = structure[terms[part]].id
            if isinstance(entry.cooperating, tuple):
                terms["cooperating"] = tuple(structure[one].id for one in entry.cooperating)
            entries[item] = ListEntry(list_=self.list_, item=item, source=self.source, **terms)
        return items, entries
