"""What is put before a gate: a request, or an item that a unit performs without one."""

from __future__ import annotations

from typing import Final

import attrs

from basegov.rules.listing import NO, YES, Found
from basegov.rules.performed import requests_behind
from basegov.rules.rule import subject_of
from basegov.rules.verdicts import Evidence, Missing, Subject
from basegov.structure.items import ItemAssignment, ItemChange, ItemRequest, ListEntry, RequestStatus, WorkItem
from basegov.structure.listing import acts_for, offices_of
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_ORDER: Final = (
    RequestStatus.ADMITTED, NOT_STATED, RequestStatus.SUBMITTED, RequestStatus.REFUSED, RequestStatus.WITHDRAWN,
)  # fmt: skip


@attrs.frozen(kw_only=True)
class Application:
    """An item that a receiver is asked to take on, or has taken on.

    Parameters
    ----------
    structure : Structure
        Where it is made.
    id : str
        Id of the request, or of the item when there is none.
    subject : Subject
        What a verdict on it is about.
    item : WorkItem
        The item.
    receiver : Node
        Who is to perform it.
    sender : Node, optional
        Who asks.
    funds, conditions : bool, optional
        Whether money and working conditions come with it.
    change : ItemChange, optional
        Whether the item is asked for as it stands.
    request : str
        Id of the request; empty when there is none.
    status : RequestStatus, optional
        How far the request has come.
    is_performed : bool
        Whether the receiver performs the item.
    """

    structure: Structure
    id: str
    subject: Subject
    item: WorkItem
    receiver: Node
    sender: Node | NotStated = NOT_STATED
    funds: bool | NotStated = NOT_STATED
    conditions: bool | NotStated = NOT_STATED
    change: ItemChange | NotStated = NOT_STATED
    request: str = ""
    status: RequestStatus | NotStated = NOT_STATED
    is_performed: bool = False

    @classmethod
    def from_request(cls, structure: Structure, request: ItemRequest) -> Application:
        """Return what a request asks for."""
        return cls(
            structure=structure,
            id=request.id,
            subject=subject_of(request),
            item=_item(structure, request.item),
            receiver=structure.node(request.receiver),
            sender=NOT_STATED if isinstance(request.sender, NotStated) else structure.node(request.sender),
            funds=request.funds_provided,
            conditions=request.conditions_provided,
            change=request.change,
            request=request.id,
            status=request.status,
        )

    @classmethod
    def from_assignment(cls, structure: Structure, assignment: ItemAssignment) -> Application:
        """Return what a unit performs, with what is known from the request by which it came."""
        item, unit = _item(structure, assignment.item), structure.node(assignment.unit)
        subject = subject_of(item, unit)
        behind = sorted(requests_behind(structure, assignment), key=lambda r: _ORDER.index(r.status))
        if behind:
            known = cls.from_request(structure, behind[0])
            return attrs.evolve(known, subject=subject, is_performed=True)
        named = structure.node(assignment.request) if isinstance(assignment.request, str) else None
        # a request for another item says who sends, and nothing of this item
        sender = named.sender if isinstance(named, ItemRequest) else NOT_STATED
        return cls(
            structure=structure,
            id=item.id,
            subject=subject,
            item=item,
            receiver=unit,
            sender=NOT_STATED if isinstance(sender, NotStated) else structure.node(sender),
            change=ItemChange.UNCHANGED,
            is_performed=True,
        )

    @property
    def sender_words(self) -> Text:
        """Who sends the item, in words."""
        if isinstance(self.sender, NotStated):
            return Text("a sender who is not stated", "未载明的提出方")
        return Text(self.sender.label, self.sender.label)

    @property
    def as_it_stands(self) -> Found:
        """Whether the item is asked for as it stands; what was approved or listed before covers nothing else."""
        if isinstance(self.change, NotStated):
            words = Text(
                f"whether {self.item.label} is asked for as it stands, or changed or enlarged",
                f"“{self.item.label}”是否按原内容下达，有无变更或扩大",
            )
            return Found(Truth.UNKNOWN, (Missing(self.id, "change", words),))
        return YES if self.change is ItemChange.UNCHANGED else NO

    @property
    def change_of_item(self) -> tuple[ItemChange, str]:
        """How the item differs from an older one, and what that is called; unchanged when it is not known to differ."""
        if isinstance(self.change, ItemChange) and self.change is not ItemChange.UNCHANGED:
            return self.change, self.item.label
        if isinstance(self.item.changed_from, str):
            old = self.structure.node(self.item.changed_from).label
            return (ItemChange.CHANGED if isinstance(self.item.change, NotStated) else self.item.change), old
        if isinstance(self.item.version, str):
            for entry in self.structure.where(ListEntry, item=self.item.id):
                if isinstance(entry.version, str) and entry.version != self.item.version:
                    return ItemChange.CHANGED, f"{self.item.label} ({entry.version})"
        return ItemChange.UNCHANGED, ""


def _item(structure: Structure, id: str) -> WorkItem:
    node = structure.node(id)
    if not isinstance(node, WorkItem):
        raise TypeError(f"{id} is no work item")
    return node


def own_duty(application: Application) -> Found:
    """Say whether an item is a duty of the sender's own: of itself, of its office, or of the body it acts for."""
    structure, item = application.structure, application.item
    if isinstance(item.duty_of, NotStated):
        words = Text(f"whose own duty {item.label} is", f"“{item.label}”属于谁的自身职责")
        return Found(Truth.UNKNOWN, (Missing(item.id, "duty_of", words),))
    if isinstance(application.sender, NotStated):
        own = offices_of(structure, application.receiver.id)
        if all(owner in own for owner in item.duty_of):
            return NO
        words = Text(f"who sends {item.label} to {application.receiver.label}", f"“{item.label}”由谁下达")
        return Found(Truth.UNKNOWN, (Missing(application.id, "sender", words),))
    senders, all_known = acts_for(structure, application.sender.id)
    for owner in item.duty_of:
        if owner in senders:
            label = structure.node(owner).label
            words = Text(f"{item.label} is the duty of {label}", f"“{item.label}”属于{label}的职责")
            return Found(Truth.TRUE, (), (Evidence(words, item.source_of("duty_of")),))
    if all_known or not item.duty_of:
        return NO
    words = Text(f"whom {application.sender.label} acts for", f"{application.sender.label}由谁派出")
    return Found(Truth.UNKNOWN, (Missing(application.sender.id, "principal", words),))
