"""Steps on items: one is submitted, approved, admitted, refused, withdrawn.

A step records what is done. Whether it should have been done is for the rules to say; a step refuses only what makes no
sense, such as admitting a request that was decided already.
"""

from __future__ import annotations

from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.lists import (
    ALREADY_APPROVED,
    APPROVES_NOTHING,
    CHANGE_WITHOUT_ITEM,
    NOT_PERFORMED,
    REFUSAL_WITHOUT_GROUND,
    REQUEST_DECIDED,
    WITHDRAWS_NOTHING,
)
from basegov.reforms.events import Event
from basegov.reforms.items import as_date, item_or_new, must_be_free, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.items import (
    Approval,
    ApprovalDecision,
    ItemAssignment,
    ItemChange,
    ItemRequest,
    RequestStatus,
    WorkItem,
)
from basegov.structure.organisations import Body
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated, stated_words


@attrs.frozen(kw_only=True)
class ItemSubmitted(Event):
    """An item was submitted to a receiver."""

    request: str
    item: str
    receiver: str
    sender: str | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = say(self.sender, "en"), say(self.sender, "zh")
        return Text(
            f"item {self.item} was submitted to {self.receiver} (request {self.request}, sender {en})",
            f"事项 {self.item} 已向 {self.receiver} 申请准入（申请 {self.request}，提出方 {zh}）",
        )


@attrs.frozen(kw_only=True)
class ItemDecided(Event):
    """An approver decided on a request or on an item."""

    subject: str
    approver: str
    decision: ApprovalDecision

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.approver} decided on {self.subject}: {self.decision.text('en')}",
            f"{self.approver} 对 {self.subject} 作出决定：{self.decision.text('zh')}",
        )


@attrs.frozen(kw_only=True)
class ItemAdmitted(Event):
    """A request was admitted; the receiver now performs the item."""

    request: str
    item: str
    receiver: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"item {self.item} was admitted to {self.receiver} by request {self.request}",
            f"事项 {self.item} 经申请 {self.request} 准入 {self.receiver}",
        )


@attrs.frozen(kw_only=True)
class ItemRefused(Event):
    """A request was refused on grounds."""

    request: str
    item: str
    receiver: str
    grounds: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"item {self.item} was refused by {self.receiver} on the grounds {', '.join(self.grounds)}",
            f"{self.receiver} 以 {'、'.join(self.grounds)} 为由拒绝事项 {self.item}",
        )


@attrs.frozen(kw_only=True)
class ItemWithdrawn(Event):
    """A request, or an item that a unit performed, was withdrawn."""

    item: str
    unit: str
    request: str = ""

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"item {self.item} was withdrawn from {self.unit}", f"事项 {self.item} 已从 {self.unit} 退出")


def must_be_open(request: ItemRequest, *decided: RequestStatus) -> None:
    """Refuse a request that has one of these statuses already."""
    if request.status in decided:
        raise refuse(REQUEST_DECIDED(request=request.id, status=request.status))


_DECIDED = (RequestStatus.ADMITTED, RequestStatus.REFUSED, RequestStatus.WITHDRAWN)


def _change(value: Any) -> ItemChange | NotStated:
    return value if isinstance(value, NotStated) else ItemChange(value)


@step(en="submit an item", zh="申请准入事项")
@attrs.frozen(kw_only=True)
class SubmitItem(Step):
    """Ask a receiver to take on an item.

    Parameters
    ----------
    request : str
        Id of the request.
    item : str
        The item; the id of a new one when a name is given or it is changed from another.
    receiver : str
        Who is to perform it.
    sender : str, optional
        Who asks.
    name : str, optional
        Name of the new item.
    changed_from : str, optional
        The older item from which the new one was made; what was listed or approved of that one does not carry over.
    change : ItemChange, optional
        How. Of an item that is there: whether it is asked for as it stands.
    duty_of : tuple of str, optional
        Whose own duty the new item is.
    date : Date, optional
        When.
    funds_provided, conditions_provided : bool, optional
        Whether money and working conditions come with it.
    """

    request: str
    item: str
    receiver: str
    sender: str | NotStated = NOT_STATED
    name: str | NotStated = NOT_STATED
    changed_from: str | NotStated = NOT_STATED
    change: ItemChange | NotStated = attrs.field(default=NOT_STATED, converter=_change)
    duty_of: tuple[str, ...] | NotStated = NOT_STATED
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)
    funds_provided: bool | NotStated = NOT_STATED
    conditions_provided: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the request, and the item when it is new."""
        must_be_free(structure, self.request)
        item, new = self._asked_for(structure)
        sender = self.sender if isinstance(self.sender, NotStated) else structure[self.sender].id
        receiver = structure[self.receiver].id
        request = ItemRequest(
            id=self.request, item=item, receiver=receiver, sender=sender, date=self.date,
            funds_provided=self.funds_provided, conditions_provided=self.conditions_provided,
            change=self.change if new is None else ItemChange.UNCHANGED,
            status=RequestStatus.SUBMITTED, source=self.source,
        )  # fmt: skip
        event = ItemSubmitted(request=self.request, item=item, receiver=receiver, sender=sender)
        return Effect(put=(request,) if new is None else (new, request), events=(event,))

    def _asked_for(self, structure: Structure) -> tuple[str, WorkItem | None]:
        """Return the id of the item, and the item itself when it is new, with what is known of it."""
        owners = self.duty_of
        if isinstance(owners, tuple):
            owners = tuple(structure[owner].id for owner in owners)
        if isinstance(self.changed_from, NotStated):
            item, new = item_or_new(structure, self.item, self.name)
            return item, None if new is None else attrs.evolve(new, duty_of=owners, source=self.source)
        old: WorkItem = one_of_kind(structure, self.changed_from, WorkItem)
        if self.item in structure:
            raise refuse(CHANGE_WITHOUT_ITEM(item=self.item, old=old.id))
        return self.item, WorkItem(
            id=self.item, name=self.name, changed_from=old.id, change=self.change, duty_of=owners, source=self.source
        )


@step(en="approve an item", zh="审批事项")
@attrs.frozen(kw_only=True)
class ApproveItem(Step):
    """Record what an approver decided on a request, or on an item as it now stands.

    Parameters
    ----------
    approver : str
        Who decided.
    request : str, optional
        On which request.
    item : str, optional
        Or on which item.
    date : Date, optional
        When.
    decision : ApprovalDecision
        What: granted unless another decision is given. After an admission an approval can only be revoked.
    """

    approver: str
    request: str | NotStated = NOT_STATED
    item: str | NotStated = NOT_STATED
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)
    decision: ApprovalDecision = attrs.field(default=ApprovalDecision.GRANTED, converter=ApprovalDecision)

    def effect(self, structure: Structure) -> Effect:
        """Write the approval."""
        approver: Body = one_of_kind(structure, self.approver, Body)
        request, item = self._subject(structure)
        version = structure.node(item.id if request is None else request.item)
        new = Approval(
            request=NOT_STATED if request is None else request.id,
            item=item.id if request is None else NOT_STATED,
            version=getattr(version, "version", NOT_STATED),
            approver=approver.id, date=self.date, decision=self.decision, source=self.source,
        )  # fmt: skip
        subject = item.id if request is None else request.id
        known = structure.find_record(Approval, new.key)
        if known is not None:
            raise refuse(ALREADY_APPROVED(approver=approver.label, subject=subject, decision=known.decision))
        event = ItemDecided(subject=subject, approver=approver.id, decision=self.decision)
        return Effect(put=(new,), events=(event,))

    def _subject(self, structure: Structure) -> tuple[ItemRequest | None, WorkItem]:
        if isinstance(self.request, str) and isinstance(self.item, NotStated):
            request: ItemRequest = one_of_kind(structure, self.request, ItemRequest)
            revoked = self.decision is ApprovalDecision.REVOKED
            must_be_open(request, *(_DECIDED[1:] if revoked else _DECIDED))
            return request, one_of_kind(structure, request.item, WorkItem)
        if isinstance(self.item, str) and isinstance(self.request, NotStated):
            return None, one_of_kind(structure, self.item, WorkItem)
        raise refuse(APPROVES_NOTHING(count=sum(isinstance(one, str) for one in (self.request, self.item))))


@attrs.frozen(kw_only=True)
class RequestStep(Step):
    """What steps that decide a request have in common.

    Parameters
    ----------
    request : str
        The request.
    """

    request: str

    def open_request(self, structure: Structure) -> ItemRequest:
        """Return the request; refuse one that was decided already."""
        request: ItemRequest = one_of_kind(structure, self.request, ItemRequest)
        must_be_open(request, *_DECIDED)
        return request


@step(en="admit an item", zh="准入事项")
@attrs.frozen(kw_only=True)
class AdmitItem(RequestStep):
    """Admit a request: the receiver performs the item from now on. Whether it passes the gate, the rules say."""

    def effect(self, structure: Structure) -> Effect:
        """Mark the request, and write that the receiver performs the item."""
        request = self.open_request(structure)
        admitted = attrs.evolve(request, status=RequestStatus.ADMITTED)
        performed = ItemAssignment(item=request.item, unit=request.receiver, request=request.id, source=self.source)
        event = ItemAdmitted(request=request.id, item=request.item, receiver=request.receiver)
        return Effect(put=(admitted, performed), events=(event,))


@step(en="refuse an item", zh="拒绝事项")
@attrs.frozen(kw_only=True)
class RefuseItem(RequestStep):
    """Refuse a request on grounds.

    Parameters
    ----------
    grounds : tuple of str
        The grounds: codes of the gate such as ``not_approved``, or words.
    """

    grounds: tuple[str, ...] = attrs.field(default=(), converter=stated_words)

    def effect(self, structure: Structure) -> Effect:
        """Mark the request with the grounds."""
        request = self.open_request(structure)
        if not self.grounds:
            raise refuse(REFUSAL_WITHOUT_GROUND(request=request.id))
        refused = attrs.evolve(request, status=RequestStatus.REFUSED, grounds=self.grounds)
        event = ItemRefused(request=request.id, item=request.item, receiver=request.receiver, grounds=self.grounds)
        return Effect(put=(refused,), events=(event,))


@step(en="withdraw an item", zh="退出事项")
@attrs.frozen(kw_only=True)
class WithdrawItem(Step):
    """Withdraw a request, with what was admitted by it, or an item that a unit performs.

    Parameters
    ----------
    request : str, optional
        The request: open or admitted.
    item, unit : str, optional
        Or the item and the unit that shall perform it no longer.
    """

    request: str | NotStated = NOT_STATED
    item: str | NotStated = NOT_STATED
    unit: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Mark the request, and drop what the unit performs by it."""
        if isinstance(self.request, str) and isinstance(self.item, NotStated) and isinstance(self.unit, NotStated):
            return self._of_request(one_of_kind(structure, self.request, ItemRequest), structure)
        if isinstance(self.request, NotStated) and isinstance(self.item, str) and isinstance(self.unit, str):
            return self._of_unit(one_of_kind(structure, self.item, WorkItem), structure[self.unit], structure)
        raise refuse(WITHDRAWS_NOTHING())

    def _of_request(self, request: ItemRequest, structure: Structure) -> Effect:
        must_be_open(request, RequestStatus.REFUSED, RequestStatus.WITHDRAWN)
        performed = structure.where(ItemAssignment, request=request.id)
        event = ItemWithdrawn(item=request.item, unit=request.receiver, request=request.id)
        return Effect(put=(attrs.evolve(request, status=RequestStatus.WITHDRAWN),), drop=performed, events=(event,))

    def _of_unit(self, item: WorkItem, unit: Node, structure: Structure) -> Effect:
        performed = structure.find_record(ItemAssignment, (ItemAssignment, item.id, unit.id))
        if performed is None:
            raise refuse(NOT_PERFORMED(unit=unit.label, item=item.label))
        put: list[ItemRequest] = []
        if isinstance(performed.request, str):
            request: ItemRequest = one_of_kind(structure, performed.request, ItemRequest)
            put.append(attrs.evolve(request, status=RequestStatus.WITHDRAWN))
        event = ItemWithdrawn(item=item.id, unit=unit.id, request=put[0].id if put else "")
        return Effect(put=tuple(put), drop=(performed,), events=(event,))
