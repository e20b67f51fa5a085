"""The closed world of a list: what a unit performs is on its list, or was admitted."""

from __future__ import annotations

import attrs

from basegov.rules.items import ANY_LIST
from basegov.rules.listing import NO, YES, Found, ListsInForce, performs_nothing_else
from basegov.rules.nodes import SilenceRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.items import ItemAssignment, ItemRequest, RequestStatus, WorkItem
from basegov.structure.listing import declared_incomplete
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth


@rule(en="nothing beyond the list", zh="清单之外无事项")
@attrs.frozen(kw_only=True)
class NothingBeyondList(SilenceRule):
    """What a unit performs must be on a closed list in force by which it works, or must have been admitted.

    Predicate: for every item x that u performs, ``x in list(u) or admitted(x, u)``. Whether an admission was right is
    for the gate (`Admission`) to say. *Undetermined* while entries, requests or items that are not recorded decide it;
    an item that is known to be neither listed nor admitted is a violation however much else is unknown. Units of which
    no item is recorded are answered together.

    Parameters
    ----------
    unit : Selector
        Who performs.
    lists : Selector
        Which lists.
    admits : bool
        Whether admission lets in what is not listed.

    Notes
    -----
    Used by HZ-030, HZ-032 (129 items, and an admission mechanism), BA-022, BA-023, WH-073, WH-074.
    """

    unit: Selector = attrs.field(converter=as_selector)
    lists: Selector = attrs.field(default=ANY_LIST, converter=as_selector)
    admits: bool = True

    @property
    def selector(self) -> Selector:
        """Those who perform."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """The items that are neither listed nor admitted."""
        return Measure("off_list_items", "set", Text("items neither listed nor admitted", "既未列入清单也未准入的事项"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("item neither listed nor admitted", "既未列入清单也未准入的事项"))

    def is_silent(self, structure: Structure, node: Node) -> bool:
        """Whether no item of a unit is recorded, and nothing says that it performs none."""
        return not _recorded(structure, node) and not performs_nothing_else(structure, node)

    def silence(self, structure: Structure, nodes: tuple[Node, ...]) -> Measurement:
        """Return that it is not known which items some units perform."""
        en, zh = self.unit.text("en"), self.unit.text("zh")
        words = Text(f"which items {len(nodes)} nodes ({en}) perform", f"{len(nodes)} 个{zh}各承担哪些事项")
        value = SetValue((), (Text("items that are not recorded", "未载明的事项"),))
        return Measurement(value=value, missing=(Missing(structure.id, "item_assignments", words),))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the items of one unit that are, or may be, neither listed nor admitted."""
        lists = ListsInForce.build(structure, self.lists)
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        evidence: list[Evidence] = []
        for assignment in _recorded(structure, node):
            item = structure.node(assignment.item)
            if not isinstance(item, WorkItem):
                continue
            admitted = was_admitted(structure, assignment) if self.admits else NO
            allowed = Found.any([lists.listed(item, node), admitted])
            if allowed.truth is Truth.FALSE:
                known.append(_off_list(structure, item))
                words = Text(f"{node.label} performs {item.label}", f"{node.label}承担“{item.label}”")
                evidence.append(Evidence(words, assignment.source))
            elif allowed.truth is Truth.UNKNOWN:
                possible.append(Text(item.label, item.label))
                missing += allowed.missing
        for list_, _, _ in lists.of(node):
            if list_.closed is False:
                known.append(Text(f"the list {list_.label} is not closed", f"清单“{list_.label}”未封闭"))
        if not performs_nothing_else(structure, node):
            possible.append(Text("items that are not recorded", "未载明的事项"))
            words = Text(f"whether {node.label} performs further items", f"{node.label}是否还承担其他事项")
            missing.append(Missing(node.id, "item_assignments", words))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)),
            missing=tuple(dict.fromkeys(missing)),
            evidence=tuple(evidence),
        )


def _recorded(structure: Structure, node: Node) -> tuple[ItemAssignment, ...]:
    return structure.where(ItemAssignment, unit=node.id)


def _off_list(structure: Structure, item: WorkItem) -> Text:
    if isinstance(item.changed_from, NotStated):
        return Text(item.label, item.label)
    old = structure.node(item.changed_from).label
    return Text(f"{item.label} (a new item, made from {old})", f"{item.label}（由“{old}”变更而来，属新事项）")


def was_admitted(structure: Structure, assignment: ItemAssignment) -> Found:
    """Say whether the item that a unit performs was admitted there; a request for another item does not count."""
    answers = [_admitted(request) for request in requests_behind(structure, assignment)]
    unit = assignment.unit
    scopes = (unit, *(node.id for node in structure.ancestors(unit)))
    if isinstance(assignment.request, NotStated) and declared_incomplete(structure, "item_request", scopes):
        words = Text(
            f"the requests to {structure.node(unit).label} that are not recorded",
            f"对{structure.node(unit).label}的未载明的准入申请",
        )
        answers.append(Found(Truth.UNKNOWN, (Missing(unit, "item_requests", words),)))
    return Found.any(answers) if answers else NO


def requests_behind(structure: Structure, assignment: ItemAssignment) -> tuple[ItemRequest, ...]:
    """Return the requests by which an item may have come to a unit: the one named, else all for this item there."""
    if isinstance(assignment.request, str):
        request = structure.node(assignment.request)
        if not isinstance(request, ItemRequest):
            return ()
        fits = (request.item, request.receiver) == (assignment.item, assignment.unit)
        return (request,) if fits else ()
    return structure.where(ItemRequest, item=assignment.item, receiver=assignment.unit)


def _admitted(request: ItemRequest) -> Found:
    if isinstance(request.status, NotStated):
        words = Text(f"whether {request.label} was admitted", f"{request.label}是否已准入")
        return Found(Truth.UNKNOWN, (Missing(request.id, "status", words),))
    return YES if request.status is RequestStatus.ADMITTED else NO
