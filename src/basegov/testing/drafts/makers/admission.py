"""Making the gate's requests: those that pass it, those that are refused with a ground."""

from __future__ import annotations

from basegov.rules.admission import Admission, Gate, RefusalOnGround
from basegov.rules.performed import requests_behind
from basegov.structure.items import (
    Approval,
    ApprovalDecision,
    ItemAssignment,
    ItemList,
    ItemRequest,
    RequestStatus,
)
from basegov.structure.listing import acts_for, offices_of
from basegov.structure.records import Node
from basegov.terms import LEVELS, Level
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.listing import entries, is_on, item_on, keep_off, lists_of
from basegov.testing.drafts.makers.performed import decide, request_for
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import ClashError
from basegov.texts import Text
from basegov.values import NotStated


def approve(gate: Gate, draft: Draft, request: ItemRequest, decision: ApprovalDecision, *, low: bool = False) -> None:
    """Let one who may approve decide on a request, or one of the kind at too low a level."""
    assert not isinstance(gate.approvers, NotStated)
    kind = draft.pick(("approver", gate.id), gate.approvers)
    levels = _levels(gate, low=low)
    if low:
        id_ = draft.once(("low", gate.id), lambda: draft.make(kind, level=levels[0]).id)
        approver = draft.structure.node(id_)
    else:
        able = [node for node in draft.need(kind) if not levels or any(draft.leaves(node, "level", v) for v in levels)]
        approver = able[0] if able else draft.make(kind)
    if levels:
        draft.one_of(approver, "level", levels, gate)
    draft.link(Approval(request=request.id, approver=approver.id, decision=decision), name_of(gate))


def _levels(gate: Gate, *, low: bool) -> tuple[Level, ...]:
    """Return the levels at which an approver may stand, or those just too low; none where any will do."""
    if not isinstance(gate.approver_level, Level):
        return ()
    level = gate.approver_level
    found = [other for other in LEVELS.values() if other.at_least(level) is not low]
    return tuple(sorted(found, key=lambda other: abs(other.rank - level.rank)))


def keep_apart(gate: Gate, draft: Draft, request: ItemRequest) -> None:
    """Let an item be no duty of the sender's own, where that matters."""
    if gate.bars_own_duty is not False:
        senders, _ = acts_for(draft.structure, str(request.sender))
        draft.members(draft.structure.node(request.item), "duty_of", gate, without=sorted(senders))


def off_list_item(draft: Draft, gate: Gate, unit: Node, lists: tuple[ItemList, ...]) -> str:
    """Return an item that is on no list of a unit, for one request of a gate."""
    item: str = draft.once(("off list", gate.id, unit.id), lambda: str(draft.make("work_item").id))
    keep_off(draft, gate, lists, item)
    return item


def faults(gate: Gate) -> tuple[str, ...]:
    """Return what can be wrong with a request, so that the gate knows a ground for refusal."""
    named = not isinstance(gate.approvers, NotStated)
    found = ["not approved", "denied"] if named else []
    found += ["too low"] if named and _levels(gate, low=True) else []
    found += ["no funds"] if gate.needs_funds is True else []
    found += ["no conditions"] if gate.needs_conditions is True else []
    return (*found, *(["own duty"] if gate.bars_own_duty is True else []))


def faulty(gate: Gate, draft: Draft, unit: Node, lists: tuple[ItemList, ...], fault: str) -> ItemRequest:
    """Return a request to a unit with one thing wrong, and all else as the gate asks for it."""
    item = off_list_item(draft, gate, unit, lists)
    request = request_for(draft, (gate.id, unit.id, "faulty"), item, unit, **_flaw(fault))
    if fault == "own duty":
        draft.members(draft.structure.node(item), "duty_of", gate, must=(request.sender,))
    else:
        keep_apart(gate, draft, request)
    if fault == "denied":
        approve(gate, draft, request, ApprovalDecision.DENIED)
    elif fault == "too low":
        approve(gate, draft, request, ApprovalDecision.GRANTED, low=True)
    elif fault != "not approved" and not isinstance(gate.approvers, NotStated):
        approve(gate, draft, request, ApprovalDecision.GRANTED)
    return request


def _flaw(fault: str) -> dict[str, bool]:
    return {"no funds": {"funds_provided": False}, "no conditions": {"conditions_provided": False}}.get(fault, {})


def sound(gate: Gate, draft: Draft, unit: Node, lists: tuple[ItemList, ...]) -> ItemRequest:
    """Return a request to a unit that passes the gate: for a listed item, or for one that is approved."""
    ways = ("listed",) if isinstance(gate.approvers, NotStated) else ("listed", "approved")
    if draft.pick(("way in", gate.id, unit.id), ways) == "listed":
        request = request_for(draft, (gate.id, unit.id, "sound"), item_on(draft, gate, lists[0]), unit)
    else:
        item = off_list_item(draft, gate, unit, lists)
        request = request_for(draft, (gate.id, unit.id, "sound"), item, unit)
        approve(gate, draft, request, ApprovalDecision.GRANTED)
    keep_apart(gate, draft, request)
    return request


@makes(Admission)
def admission(rule: Admission, draft: Draft) -> None:
    """Let what was admitted pass the gate; for a miss a request was admitted, or is performed, that does not."""
    draft.close("item_request")
    for number, unit in enumerate(draft.need(rule.receiver)):
        lists = lists_of(draft, rule.lists, unit)
        for list_ in lists:
            entries(draft, list_, rule)
        if draft.misses(rule, unit.id):
            way = draft.way_of((*faults(rule), "not admitted"))
            if way == "not admitted":
                _performed_all_the_same(rule, draft, unit, lists)
            else:
                decide(draft, rule, faulty(rule, draft, unit, lists, way), RequestStatus.ADMITTED)
        elif number == 0:
            decide(draft, rule, sound(rule, draft, unit, lists), RequestStatus.ADMITTED)
        for row in draft.structure.where(ItemAssignment, unit=unit.id):
            if row.item != draft.chosen(("off list", rule.id, unit.id)):
                _let_pass(rule, draft, unit, row, lists)
    draft.close(rule.receiver.kind)


def _performed_all_the_same(rule: Admission, draft: Draft, unit: Node, lists: tuple[ItemList, ...]) -> None:
    """Let a unit perform an item for which it was only asked."""
    item = off_list_item(draft, rule, unit, lists)
    request = request_for(draft, (rule.id, unit.id, "faulty"), item, unit)
    keep_apart(rule, draft, request)
    decide(draft, rule, request, RequestStatus.SUBMITTED)
    draft.link(ItemAssignment(item=item, unit=unit.id), name_of(rule))


def _let_pass(
    rule: Admission, draft: Draft, unit: Node, row: ItemAssignment, lists: tuple[ItemList, ...]
) -> None:  # fmt: skip
    """Let an item that a unit performs pass the gate."""
    asked = requests_behind(draft.structure, row)
    if not is_on(draft, lists, row.item) and draft.round > 0:
        asked = asked[:1] or (request_for(draft, (rule.id, unit.id, row.item), row.item, unit),)
        decide(draft, rule, asked[0], RequestStatus.ADMITTED)
        if not isinstance(rule.approvers, NotStated):
            approve(rule, draft, asked[0], ApprovalDecision.GRANTED)
    if asked:
        keep_apart(rule, draft, asked[0])
    elif rule.bars_own_duty is not False:
        own = sorted(offices_of(draft.structure, unit.id))
        draft.members(draft.structure.node(row.item), "duty_of", rule, only=own)


@makes(RefusalOnGround)
def refusal_on_ground(rule: RefusalOnGround, draft: Draft) -> None:
    """Let what was refused lack something; for a miss a request was refused that passes the gate.

    Raises
    ------
    ClashError
        When no refusal can be right, because there is no right to refuse, or no ground that the clause names.
    """
    draft.close("item_request")
    known = faults(rule)
    for number, unit in enumerate(draft.need(rule.receiver)):
        lists = lists_of(draft, rule.lists, unit)
        for list_ in lists:
            entries(draft, list_, rule)
        if draft.misses(rule, unit.id):
            request = sound(rule, draft, unit, lists)
        elif number > 0:
            continue
        elif rule.right_to_refuse is not True or not known:
            words = Text("the right to refuse", "拒绝权")
            raise ClashError(words, [(name_of(rule), Text("no right, or no ground", "无拒绝权或无理由"))])
        else:
            request = faulty(rule, draft, unit, lists, draft.pick(("ground", rule.id), known))
        decide(draft, rule, request, RequestStatus.REFUSED)
    draft.close(rule.receiver.kind)
