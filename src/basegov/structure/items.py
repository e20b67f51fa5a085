"""Items of work, the lists they stand on, and their way in: requests, approvals, and what a unit performs.

An item is what it asks to be done. Changed or enlarged it is another item: either a node of its own (`changed_from`),
or the same node in another `version`. Entries and approvals speak of one version and do not carry over to the next.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.diagnostics.lists import APPROVAL_OF_NOTHING, CIRCULAR_SUCCESSION, ENTRY_KIND_CONFLICT, REQUEST_TO_ONESELF
from basegov.diagnostics.selections import NOBODY_AND_SOMEBODY
from basegov.diagnostics.structures import NO_SUCH_KIND
from basegov.errors import Diagnostic, DiagnosticKind, Suggestion
from basegov.quantities import Count
from basegov.structure.invariants import invariant
from basegov.structure.records import RECORD_TYPES, Node, Ref, Relation, kinds_of, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class ItemChange(enum.Enum):
    """What was done to an item: nothing, its content changed, or its content enlarged."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ENLARGED = "enlarged"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the change."""
        zh = {"unchanged": "未变更", "changed": "变更", "enlarged": "扩大"}
        return zh[self.value] if lang == "zh" else self.value


class RequestStatus(enum.Enum):
    """How far a request has come."""

    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the status."""
        zh = {"submitted": "已申请", "admitted": "已准入", "refused": "已拒绝", "withdrawn": "已退出"}
        return zh[self.value] if lang == "zh" else self.value


class ApprovalDecision(enum.Enum):
    """What an approver decided."""

    GRANTED = "granted"
    DENIED = "denied"
    REVOKED = "revoked"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the decision."""
        return {"granted": "批准", "denied": "不批准", "revoked": "撤销"}[self.value] if lang == "zh" else self.value


class DutyClass(enum.Enum):
    """What an entry of a duty list makes of its item: a basic duty, one in which to cooperate, one taken back."""

    BASIC = "basic"
    COOPERATIVE = "cooperative"
    TAKEN_BACK = "taken back"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the class."""
        zh = {"basic": "基本履职", "cooperative": "配合履职", "taken back": "上级收回"}
        return zh[self.value] if lang == "zh" else self.value


@record("item_lists", en="item list", zh="事项清单")
@attrs.frozen(kw_only=True)
class ItemList(Node):
    """A list of items, in one version. A list that another one supersedes is kept, and is no longer in force.

    Parameters
    ----------
    role : str, optional
        What it is a list of, in a word of the policy's own: ``work``, ``certificates``, ``grid``, ``centre``.
    holder : str, optional
        Who works by it: one unit, body or group of units; together with `holder_kind` the container of those who do.
    holder_kind : str, optional
        Kind of those who work by it, such as ``community``; without a `holder`, all of the kind.
    version : str, optional
        The version as the document names it.
    items, categories : Count, optional
        How many items and categories it is declared to have. How many are recorded is counted, not written.
    closed : bool, optional
        Whether what is not on it may not be asked for.
    complete : bool, optional
        Whether all its entries are recorded. A list with as many recorded entries as declared items is complete too.
    supersedes : str, optional
        The version in whose place it stands.
    adopted : Date, optional
        When it was adopted.
    duty_class : DutyClass, optional
        The class of all its entries, where a list is made for each class.
    """

    role: str | NotStated = NOT_STATED
    holder: Annotated[str | NotStated, Ref()] = NOT_STATED
    holder_kind: str | NotStated = NOT_STATED
    version: str | NotStated = NOT_STATED
    items: Count | NotStated = NOT_STATED
    categories: Count | NotStated = NOT_STATED
    closed: bool | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    supersedes: Annotated[str | NotStated, Ref("item_list")] = NOT_STATED
    adopted: Date | NotStated = NOT_STATED
    duty_class: DutyClass | NotStated = NOT_STATED


@record("work_items", en="work item", zh="工作事项")
@attrs.frozen(kw_only=True)
class WorkItem(Node):
    """Something that is to be done.

    Parameters
    ----------
    version : str, optional
        Revision of its content. An item without one has had a single content so far.
    changed_from : str, optional
        The older item from which it was made.
    change : ItemChange, optional
        How: changed or enlarged.
    duty_of : tuple of str, optional
        Whose own duty it is by law or by their own list; empty when it is known to be nobody's.
    power_of : tuple of str, optional
        Who holds the power that it needs.
    power_kinds : tuple of str, optional
        Kinds of those who hold it, where the text names only kinds, such as ``department``.
    functions : tuple of str, optional
        The functions it serves, such as coordination or service.
    nature : str, optional
        The nature of the work, by which tasks are put together, such as ``patrol``.
    needs : tuple of str, optional
        Kinds of those whose part it needs besides whose duty it is, such as ``community``; empty when it needs none.
    """

    version: str | NotStated = NOT_STATED
    changed_from: Annotated[str | NotStated, Ref("work_item")] = NOT_STATED
    change: ItemChange | NotStated = NOT_STATED
    duty_of: Annotated[tuple[str, ...] | NotStated, Ref()] = NOT_STATED
    power_of: Annotated[tuple[str, ...] | NotStated, Ref()] = NOT_STATED
    power_kinds: tuple[str, ...] | NotStated = NOT_STATED
    functions: tuple[str, ...] | NotStated = NOT_STATED
    nature: str | NotStated = NOT_STATED
    needs: tuple[str, ...] | NotStated = NOT_STATED


@record("list_entries", en="list entry", zh="清单条目")
@attrs.frozen(kw_only=True)
class ListEntry(Relation):
    """An item stands on a list, with its terms. A part is played by a node, or by a kind where only that is named.

    Parameters
    ----------
    list_ : str
        The list.
    item : str
        The item.
    version : str, optional
        The version of the item that is listed.
    category : str, optional
        Under which heading.
    finder, finder_kind : str, optional
        Who finds the matter (巡).
    handler, handler_kind : str, optional
        Who handles it (办).
    responsible, responsible_kind : str, optional
        Who is responsible for it (责任单位).
    responsible_named : bool, optional
        False when the list is known to name nobody as responsible; it need not be stated beside one who is named.
    cooperating : tuple of str, optional
        Who cooperates (配合单位).
    cooperating_kind : str, optional
        The kind of those who cooperate.
    takes_over, takes_over_kind : str, optional
        Who takes over an item that is taken back from below (承接部门).
    duty_class : DutyClass, optional
        The class of the entry; that of the list while it has none of its own. Of a cooperative one, who is responsible
        leads (牵头), and those who cooperate assist.
    """

    list_: Annotated[str, Ref("item_list")]
    item: Annotated[str, Ref("work_item")]
    version: str | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED
    finder: Annotated[str | NotStated, Ref()] = NOT_STATED
    finder_kind: str | NotStated = NOT_STATED
    handler: Annotated[str | NotStated, Ref()] = NOT_STATED
    handler_kind: str | NotStated = NOT_STATED
    responsible: Annotated[str | NotStated, Ref()] = NOT_STATED
    responsible_kind: str | NotStated = NOT_STATED
    responsible_named: bool | NotStated = NOT_STATED
    cooperating: Annotated[tuple[str, ...] | NotStated, Ref()] = NOT_STATED
    cooperating_kind: str | NotStated = NOT_STATED
    takes_over: Annotated[str | NotStated, Ref()] = NOT_STATED
    takes_over_kind: str | NotStated = NOT_STATED
    duty_class: DutyClass | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("list_", "item")
    ends: ClassVar[tuple[str, str] | None] = ("list_", "item")


@record("item_requests", en="admission request", zh="准入申请")
@attrs.frozen(kw_only=True)
class ItemRequest(Node):
    """A sender asks a receiver to take on an item.

    Parameters
    ----------
    item : str
        The item.
    receiver : str
        Who is to do it.
    sender : str, optional
        Who asks.
    date : Date, optional
        When it was submitted.
    funds_provided, conditions_provided : bool, optional
        Whether the sender brings the money and the working conditions (经费, 工作条件).
    change : ItemChange, optional
        Whether the item is asked for as it stands, or changed or enlarged by the sender.
    status : RequestStatus, optional
        How far the request has come.
    grounds : tuple of str
        On what grounds it was refused.
    """

    item: Annotated[str, Ref("work_item")]
    receiver: Annotated[str, Ref()]
    sender: Annotated[str | NotStated, Ref()] = NOT_STATED
    date: Date | NotStated = NOT_STATED
    funds_provided: bool | NotStated = NOT_STATED
    conditions_provided: bool | NotStated = NOT_STATED
    change: ItemChange | NotStated = NOT_STATED
    status: RequestStatus | NotStated = NOT_STATED
    grounds: tuple[str, ...] = ()


@record("approvals", en="approval", zh="审批")
@attrs.frozen(kw_only=True)
class Approval(Relation):
    """An approver decided on a request, or on an item as such in one version.

    Approvals that are not recorded were not given, unless an `Inventory` (of ``approval``, about the request or the
    item) says that not all of them are listed.

    Parameters
    ----------
    request : str, optional
        The request.
    item : str, optional
        The item, for an approval that is of no single request.
    version : str, optional
        The version of the item that was approved.
    approver : str, optional
        Who decided: a government, a party committee, a department, a leading group.
    date : Date, optional
        When.
    decision : ApprovalDecision, optional
        What was decided.
    """

    request: Annotated[str | NotStated, Ref("item_request")] = NOT_STATED
    item: Annotated[str | NotStated, Ref("work_item")] = NOT_STATED
    version: str | NotStated = NOT_STATED
    approver: Annotated[str | NotStated, Ref("body")] = NOT_STATED
    date: Date | NotStated = NOT_STATED
    decision: ApprovalDecision | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("request", "item", "version", "approver", "date")
    ends: ClassVar[tuple[str, str] | None] = ("approver", "request")


@record("item_assignments", en="item performed", zh="承担事项")
@attrs.frozen(kw_only=True)
class ItemAssignment(Relation):
    """A unit performs an item.

    That a unit performs nothing else is known only from an `Inventory` (of ``item_assignment``, about the unit).

    Parameters
    ----------
    item : str
        The item, as it now stands.
    unit : str
        Who performs it.
    request : str, optional
        By which request it came.
    """

    item: Annotated[str, Ref("work_item")]
    unit: Annotated[str, Ref()]
    request: Annotated[str | NotStated, Ref("item_request")] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("item", "unit")
    ends: ClassVar[tuple[str, str] | None] = ("unit", "item")


# what must hold of them


@invariant(Approval)
def approvals_are_of_something(structure: Structure, new: tuple[Approval, ...]) -> Iterator[Diagnostic]:
    """Fail because an approval names neither a request nor an item."""
    for approval in new:
        if isinstance(approval.request, NotStated) and isinstance(approval.item, NotStated):
            yield APPROVAL_OF_NOTHING(structure.location(approval), approver=approval.approver)


@invariant(ItemRequest)
def requests_have_two_sides(structure: Structure, new: tuple[ItemRequest, ...]) -> Iterator[Diagnostic]:
    """Fail because the sender of a request is its receiver."""
    for request in new:
        if request.sender == request.receiver:
            yield REQUEST_TO_ONESELF(structure.location(request), request=request.id, sender=request.receiver)


@invariant(ListEntry)
def kinds_of_parts_agree(structure: Structure, new: tuple[ListEntry, ...]) -> Iterator[Diagnostic]:
    """Fail because a kind that an entry names does not exist, or is not the kind of the node it names beside it."""
    known: frozenset[str] = frozenset()
    for entry in new:
        for part in ("finder", "handler", "responsible", "cooperating", "takes_over"):
            player, word = getattr(entry, part), getattr(entry, f"{part}_kind")
            if isinstance(word, NotStated):
                continue
            known = known or _known_kinds(structure)
            if word not in known:
                hint = Suggestion.build(word, sorted(known))
                yield NO_SUCH_KIND(structure.location(entry), kind=word, hint=hint)
            elif isinstance(player, str) and word not in kinds_of(type(structure.node(player))):
                yield ENTRY_KIND_CONFLICT(
                    structure.location(entry), list=entry.list_, item=entry.item, part=part, player=player, kind=word
                )


@invariant(ListEntry)
def nobody_is_not_somebody(structure: Structure, new: tuple[ListEntry, ...]) -> Iterator[Diagnostic]:
    """Fail because an entry names who is responsible and says that it names nobody."""
    for entry in new:
        named = [who for who in (entry.responsible, entry.responsible_kind) if isinstance(who, str)]
        if named and entry.responsible_named is False:
            yield NOBODY_AND_SOMEBODY(
                structure.location(entry), list=entry.list_, item=entry.item, responsible=named[0]
            )


@invariant(WorkItem)
def needs_are_kinds(structure: Structure, new: tuple[WorkItem, ...]) -> Iterator[Diagnostic]:
    """Fail because an item needs the part of a kind that does not exist; no selection would ever find it."""
    known: frozenset[str] = frozenset()
    for item in new:
        for word in item.needs if isinstance(item.needs, tuple) else ():
            known = known or _known_kinds(structure)
            if word not in known:
                yield NO_SUCH_KIND(structure.location(item), kind=word, hint=Suggestion.build(word, sorted(known)))


def _known_kinds(structure: Structure) -> frozenset[str]:
    types = [*(t.cls for t in RECORD_TYPES.values()), *{type(node) for node in structure.nodes()}]
    return frozenset(kind for cls in types for kind in kinds_of(cls))


@invariant(ItemList)
def versions_do_not_go_round(structure: Structure, new: tuple[ItemList, ...]) -> Iterator[Diagnostic]:
    """Fail because a list supersedes itself, directly or through others."""
    yield from circles(structure, new, "supersedes")


@invariant(WorkItem)
def changes_do_not_go_round(structure: Structure, new: tuple[WorkItem, ...]) -> Iterator[Diagnostic]:
    """Fail because an item was changed from itself, directly or through others."""
    yield from circles(structure, new, "changed_from")


def circles(
    structure: Structure, new: Iterable[Node], field: str, kind: DiagnosticKind = CIRCULAR_SUCCESSION
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every circle into which a field leads that refers from one node to the next."""
    reported: set[str] = set()
    for node in new:
        walk: dict[str, None] = {}
        at = getattr(node, field)
        while isinstance(at, str) and at not in walk and at != node.id:
            walk[at] = None
            at = getattr(structure.node(at), field, NOT_STATED)
        if at == node.id and node.id not in reported:
            cycle = [node.id, *walk, node.id]
            reported.update(cycle)
            yield kind(structure.location(node), key=node.id, field=field, cycle=" → ".join(cycle))
