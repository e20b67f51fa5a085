"""Draws of steps on the way of items into units and out of them."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.reforms.admission import AdmitItem, ApproveItem, RefuseItem, SubmitItem, WithdrawItem
from basegov.reforms.steps import Step
from basegov.structure.items import ApprovalDecision, ItemAssignment, ItemChange, ItemRequest, RequestStatus, WorkItem
from basegov.structure.organisations import Body, Department
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit
from basegov.testing.actions.draws import draws, free_id, optional, pick

_DATES = st.sampled_from([Date("2026-03-01"), Date("2026-03"), Date("2026")])
_CLOSED = (RequestStatus.ADMITTED, RequestStatus.REFUSED, RequestStatus.WITHDRAWN)


def _open(draw: st.DrawFn, structure: Structure, *closed: RequestStatus) -> ItemRequest | None:
    return pick(draw, [one for one in structure.records(ItemRequest) if one.status not in (closed or _CLOSED)])


@draws(SubmitItem)
def submit_item(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Ask a unit to take on an item: one that is there, a new one, or one made of another."""
    receiver, sender = pick(draw, structure.records(Unit)), pick(draw, structure.records(Department))
    items = structure.records(WorkItem)
    if receiver is None or sender is None:
        return None
    terms = optional(
        draw,
        sender=st.just(sender.id),
        date=_DATES,
        funds_provided=st.booleans(),
        conditions_provided=st.booleans(),
        duty_of=st.just((sender.id,)),
    )
    how = draw(st.integers(0, 2 if items else 0))
    if how == 1:
        terms |= {"item": draw(st.sampled_from(items)).id}
    else:
        terms |= {"item": free_id(structure, "item"), "name": "抽取事项"}
    if how == 2:
        old, change = draw(st.sampled_from(items)), draw(st.sampled_from([ItemChange.CHANGED, ItemChange.ENLARGED]))
        terms |= {"changed_from": old.id, "change": change}
    return SubmitItem(request=free_id(structure, "request"), receiver=receiver.id, **terms)


@draws(ApproveItem)
def approve_item(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Decide on an open request, or on an item."""
    approver, request = pick(draw, structure.records(Body)), _open(draw, structure)
    item = pick(draw, structure.records(WorkItem))
    if approver is None or (request is None and item is None):
        return None
    decision = draw(st.sampled_from([ApprovalDecision.GRANTED, ApprovalDecision.DENIED]))
    terms = optional(draw, date=_DATES)
    if request is not None and (item is None or draw(st.booleans())):
        return ApproveItem(approver=approver.id, request=request.id, decision=decision, **terms)
    return ApproveItem(approver=approver.id, item=item.id if item else "", decision=decision, **terms)


@draws(AdmitItem)
def admit_item(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Admit an open request."""
    request = _open(draw, structure)
    return None if request is None else AdmitItem(request=request.id)


@draws(RefuseItem)
def refuse_item(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Refuse an open request on a ground."""
    request = _open(draw, structure)
    ground = st.sampled_from(["not_approved", "not_on_the_list"])
    return None if request is None else RefuseItem(request=request.id, grounds=(draw(ground),))


@draws(WithdrawItem)
def withdraw_item(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Withdraw a request that is open or admitted, or an item that a unit performs."""
    request = _open(draw, structure, RequestStatus.REFUSED, RequestStatus.WITHDRAWN)
    performed = pick(draw, structure.records(ItemAssignment))
    if request is not None and (performed is None or draw(st.booleans())):
        return WithdrawItem(request=request.id)
    return None if performed is None else WithdrawItem(item=performed.item, unit=performed.unit)
