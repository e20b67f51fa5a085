"""Indicators of lists, of certificates, and of task bundles."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Number
from basegov.rules.certificates import CertificateDemands
from basegov.rules.items import ANY_LIST
from basegov.rules.listing import Found, ListsInForce, performs_nothing_else
from basegov.rules.performed import was_admitted
from basegov.scenarios.indicators import Measured, indicator
from basegov.structure.bundles import ANY_BUNDLE, GridRole, TaskBundle, is_complete_bundle
from basegov.structure.certificates import CertificateDemand, CertificateItem
from basegov.structure.items import (
    DutyClass,
    ItemAssignment,
    ItemList,
    ItemRequest,
    ListEntry,
    WorkItem,
)
from basegov.structure.listing import class_count, class_of, entries_of, is_superseded
from basegov.structure.organisations import Body
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_CLASSED = Text(
    "Items of the class {duty_class} on lists in force of which the class, or that of an entry, is stated; entries "
    "without a class, and entries that are not recorded, leave it open; not stated while there is no such list",
    "现行清单中“{duty_class}”类事项数，限于载明清单类别或条目类别的清单；未载明类别的条目和未登记的条目使其待定；"
    "没有此类清单时为未载明",
)


def items_of_class(structure: Structure, duty_class: DutyClass) -> Measured:
    """Return how many items of a class stand on the lists in force that tell classes."""
    counts = []
    for list_ in structure.records(ItemList):
        if is_superseded(structure, list_.id):
            continue
        own = not isinstance(list_.duty_class, NotStated)
        if own or any(not isinstance(class_of(structure, e), NotStated) for e in entries_of(structure, list_.id)):
            counts.append(class_count(structure, list_, duty_class))
    if not counts:
        return NOT_STATED
    return Count.total(NOT_STATED if count is None else count for count in counts)


@indicator(
    en="basic items", zh="基本履职事项", unit="count", reads=(ItemList, ListEntry),
    definition=_CLASSED.format(duty_class=DutyClass.BASIC),
)  # fmt: skip
def basic_items(structure: Structure) -> Measured:
    """Count the items that are a unit's basic duties."""
    return items_of_class(structure, DutyClass.BASIC)


@indicator(
    en="cooperative items", zh="配合履职事项", unit="count", reads=(ItemList, ListEntry),
    definition=_CLASSED.format(duty_class=DutyClass.COOPERATIVE),
)  # fmt: skip
def cooperative_items(structure: Structure) -> Measured:
    """Count the items in which a unit cooperates."""
    return items_of_class(structure, DutyClass.COOPERATIVE)


@indicator(
    en="items taken back", zh="上级收回事项", unit="count", reads=(ItemList, ListEntry),
    definition=_CLASSED.format(duty_class=DutyClass.TAKEN_BACK),
)  # fmt: skip
def items_taken_back(structure: Structure) -> Measured:
    """Count the items that were taken back from a unit."""
    return items_of_class(structure, DutyClass.TAKEN_BACK)


@indicator(
    en="off-list items per unit", zh="单位均清单外事项", unit="items per unit",
    reads=(ItemAssignment, ItemList, ListEntry, ItemRequest, WorkItem, Inventory),
    definition=Text(
        "Items performed that are neither on a list in force by which the unit works nor admitted, divided by the "
        "number of units of which performed items are recorded; what is not recorded leaves it open; not stated while "
        "there is no such unit",
        "既未列入所适用的现行清单也未准入的承担事项数，除以有承担事项记录的单位数；未载明的事项使其待定；"
        "没有此类单位时为未载明",
    ),
)  # fmt: skip
def off_list_items_per_unit(structure: Structure) -> Measured:
    """Measure the mean number of items beyond the list, of the units of which items are recorded."""
    lists = ListsInForce.build(structure, ANY_LIST)
    units = dict.fromkeys(assignment.unit for assignment in structure.records(ItemAssignment))
    if not units:
        return NOT_STATED
    known = possible = 0
    for assignment in structure.records(ItemAssignment):
        item = structure.node(assignment.item)
        if isinstance(item, WorkItem):
            listed = lists.listed(item, structure.node(assignment.unit))
            allowed = Found.any([listed, was_admitted(structure, assignment)]).truth
            known += allowed is Truth.FALSE
            possible += allowed is not Truth.TRUE
    closed = all(performs_nothing_else(structure, structure.node(unit)) for unit in units)
    return Number.between(Fraction(known, len(units)), Fraction(possible, len(units)) if closed else None)


@indicator(
    en="certificates demanded", zh="要求出具的证明", unit="count", reads=(CertificateDemand, Inventory),
    definition=Text(
        "Recorded demands for a certificate, each of one certificate by one body of one unit; not stated while none is "
        "recorded and nothing says that there is none",
        "已登记的出证要求数，每项为一个主体要求一个单位出具一种证明；没有记录且未载明不存在时为未载明",
    ),
)  # fmt: skip
def certificates_demanded(structure: Structure) -> Measured:
    """Count the recorded demands for certificates."""
    demands = structure.records(CertificateDemand)
    settled = any(i.complete is True for i in structure.where(Inventory, of="certificate_demand"))
    return Count(len(demands)) if demands or settled else NOT_STATED


@indicator(
    en="certificates demanded that are admissible", zh="合规出证要求", unit="count",
    reads=(CertificateDemand, CertificateItem, ItemList, ListEntry, Inventory, Body),
    definition=Text(
        "Of the recorded demands for a certificate, those of which the certificate is on a list of the unit and not "
        "the demander's own to verify; those of which that is not known leave it open",
        "已登记的出证要求中，证明已列入该单位清单且不属要求方自身核查职责的项数；尚不明确的使其待定",
    ),
)  # fmt: skip
def certificates_admissible(structure: Structure) -> Measured:
    """Count the recorded demands that are admissible."""
    if isinstance(certificates_demanded(structure), NotStated):
        return NOT_STATED
    rule = CertificateDemands(unit=Selector(kind="node"))
    answers = [rule.admits(structure, demand) for demand in structure.records(CertificateDemand)]
    return Count.between(answers.count(Truth.TRUE), len(answers) - answers.count(Truth.FALSE))


@indicator(
    en="tasks per role", zh="岗均任务", unit="tasks per role", reads=(TaskBundle, GridRole, Inventory),
    definition=Text(
        "Different tasks in bundles, divided by the number of recorded grid roles; tasks and bundles that are not "
        "recorded leave it open upwards; not stated while no role, or no task, is recorded",
        "任务包中的不同任务数除以已登记的网格岗位数；未载明的任务和任务包使其上不封顶；没有岗位或任务记录时为未载明",
    ),
)  # fmt: skip
def tasks_per_role(structure: Structure) -> Measured:
    """Measure the mean number of tasks that go to a role by the bundles."""
    roles, bundles = structure.records(GridRole), structure.records(TaskBundle)
    tasks = {task for bundle in bundles if isinstance(bundle.tasks, tuple) for task in bundle.tasks}
    if not roles or not tasks:
        return NOT_STATED
    closed = all(map(is_complete_bundle, bundles)) and ANY_BUNDLE.most_unlisted(structure).high == 0
    mean = Fraction(len(tasks), len(roles))
    return Number.between(mean, mean if closed else None)
