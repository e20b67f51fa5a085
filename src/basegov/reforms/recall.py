"""The step that takes an item back from those who perform it, with the reason."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.lists import LIST_SUPERSEDED_ALREADY, RECALL_WITHOUT_REASON, RECALLS_NOTHING
from basegov.reforms.admission import WithdrawItem
from basegov.reforms.events import Event
from basegov.reforms.items import as_date, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.items import DutyClass, ItemAssignment, ItemList, ItemRequest, ListEntry, WorkItem
from basegov.structure.listchanges import Channel, ListChange, ListChangeKind
from basegov.structure.records import Key, Record
from basegov.structure.snapshot import Structure
from basegov.texts import NO_TEXT, Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class ItemRecalled(Event):
    """An item was taken back, for a reason; the requests by which it had been admitted were withdrawn."""

    item: str
    units: tuple[str, ...]
    reason: str
    list_: str = ""
    takes_over: str = ""
    requests: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = ", ".join(self.units), "、".join(self.units)
        who = Text(f" from {en}", f"，不再由 {zh} 承担") if self.units else NO_TEXT
        to = Text(f" by {self.takes_over}", f"，由 {self.takes_over} 承接") if self.takes_over else NO_TEXT
        return Text(
            f"item {self.item} was taken back{who.en}{to.en}: {self.reason}",
            f"事项 {self.item} 已收回{who.zh}{to.zh}；理由：{self.reason}",
        )


def _channel(value: Any) -> Channel:
    return Channel(value)


@step(en="take an item back", zh="收回事项")
@attrs.frozen(kw_only=True)
class RecallItem(Step):
    """Take an item back from those who perform it; on a list it is marked as taken back, or goes from it.

    What was admitted is withdrawn with it: to come back, the item needs a new request.

    Parameters
    ----------
    item : str
        The item.
    reason : str
        Why.
    unit : str, optional
        From whom; from all who perform it when it is left out.
    list_ : str, optional
        The list in force on which it stands.
    keep_entry : bool
        Whether it stays on the list as taken back. Otherwise its entry goes.
    takes_over, takes_over_kind : str, optional
        Who takes it over, and is responsible for it from now on.
    channel : Channel
        By which channel the list changes: adjustment asked for from below, unless another is given.
    date : Date, optional
        When.
    """

    item: str
    reason: str
    unit: str | NotStated = NOT_STATED
    list_: str | NotStated = NOT_STATED
    keep_entry: bool = True
    takes_over: str | NotStated = NOT_STATED
    takes_over_kind: str | NotStated = NOT_STATED
    channel: Channel = attrs.field(default=Channel.ADJUSTMENT, converter=_channel)
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Drop what the units perform, mark the requests, and change the entry with its reason."""
        item: WorkItem = one_of_kind(structure, self.item, WorkItem)
        if not self.reason.strip():
            raise refuse(RECALL_WITHOUT_REASON(item=item.label))
        units = self._units(structure, item)
        put: dict[tuple[type[Record], Key], Record] = {}
        drop: list[Record] = []
        for unit in units:
            withdrawn = WithdrawItem(item=item.id, unit=unit).effect(structure)
            put.update(((type(record), record.key), record) for record in withdrawn.put)
            drop += withdrawn.drop
        list_ = self._entry(structure, item, put, drop)
        if not units and not list_:
            nowhere = Text("nobody is recorded as performing it, and no list named", "没有承担单位，也未写明清单")
            raise refuse(RECALLS_NOTHING(item=item.label, where=nowhere))
        over = "" if isinstance(self.takes_over, NotStated) else structure[self.takes_over].id
        requests = tuple(record.id for record in put.values() if isinstance(record, ItemRequest))
        event = ItemRecalled(
            item=item.id, units=units, reason=self.reason, list_=list_, takes_over=over, requests=requests
        )
        return Effect(put=tuple(put.values()), drop=tuple(drop), events=(event,))

    def _units(self, structure: Structure, item: WorkItem) -> tuple[str, ...]:
        if isinstance(self.unit, str):
            return (structure[self.unit].id,)
        return tuple(performed.unit for performed in structure.where(ItemAssignment, item=item.id))

    def _entry(
        self, structure: Structure, item: WorkItem, put: dict[tuple[type[Record], Key], Record], drop: list[Record]
    ) -> str:
        """Change or drop the entry, and write the reason; return the id of the list."""
        if isinstance(self.list_, NotStated):
            return ""
        list_: ItemList = one_of_kind(structure, self.list_, ItemList)
        for newer in structure.where(ItemList, supersedes=list_.id):
            raise refuse(LIST_SUPERSEDED_ALREADY(list=list_.id, newer=newer.id))
        entry = structure.find_record(ListEntry, (ListEntry, list_.id, item.id))
        if entry is None:
            where = Text(f"it is not recorded on the list {list_.label}", f"清单“{list_.label}”未载明该事项")
            raise refuse(RECALLS_NOTHING(item=item.label, where=where))
        if self.keep_entry:
            over = self.takes_over if isinstance(self.takes_over, NotStated) else structure[self.takes_over].id
            entry = attrs.evolve(
                entry, duty_class=DutyClass.TAKEN_BACK, takes_over=over, takes_over_kind=self.takes_over_kind,
                responsible=over, responsible_kind=self.takes_over_kind, responsible_named=NOT_STATED,
                source=self.source or entry.source,
            )  # fmt: skip
            put[ListEntry, entry.key] = entry
        else:
            drop.append(entry)
        change = ListChange(
            list_=list_.id, item=item.id, kind=ListChangeKind.MOVED if self.keep_entry else ListChangeKind.REMOVED,
            channel=self.channel, reason=self.reason, date=self.date, source=self.source,
        )  # fmt: skip
        put[ListChange, change.key] = change
        return list_.id
