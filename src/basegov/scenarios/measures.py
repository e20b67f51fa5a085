"""The indicators that come with the library."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Number, Share
from basegov.reforms.accounts import ACCOUNTS
from basegov.scenarios.indicators import Measured, indicator
from basegov.structure.appraisal import Appraisal, share_vector
from basegov.structure.grids import Grid
from basegov.structure.items import ItemList, ListEntry
from basegov.structure.listing import is_superseded, item_count
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Body, Department, DispatchedAgency
from basegov.structure.powers import Right
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, Inventory, Street, Unit, stands_for
from basegov.terms import LEVELS
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_LISTED = Text(
    "{what} that the structure lists, and those that an inventory says are there too; not stated while none is listed",
    "结构中列出的{what}，加上清册载明而未列出的；均未列出时为未载明",
)


def number_of(structure: Structure, kind: str) -> Measured:
    """Return how many nodes of a kind there are: those listed, and those that an inventory says are not."""
    selection = Selector(kind=kind).select(structure)
    if selection.unlisted is not None:
        return Count(len(selection.sure)) + selection.unlisted
    if not selection.sure and not any(i.complete is True for i in structure.where(Inventory, of=kind)):
        return NOT_STATED
    return Count(len(selection.sure))


@indicator(
    en="streets and towns", zh="镇街", unit="count", reads=(Street, Inventory),
    definition=_LISTED.format(what=Text("Streets, towns and townships", "街道、镇、乡")),
)  # fmt: skip
def streets(structure: Structure) -> Measured:
    """Count streets, towns and townships."""
    return number_of(structure, "street")


@indicator(
    en="communities", zh="社区", unit="count", reads=(Community, Inventory),
    definition=_LISTED.format(what=Text("Communities and villages", "社区和村")),
)  # fmt: skip
def communities(structure: Structure) -> Measured:
    """Count communities and villages."""
    return number_of(structure, "community")


@indicator(
    en="grids", zh="网格", unit="count", reads=(Grid, Inventory),
    definition=_LISTED.format(what=Text("Grids of every layer", "各层网格")),
)  # fmt: skip
def grids(structure: Structure) -> Measured:
    """Count grids of every layer."""
    return number_of(structure, "grid")


@indicator(
    en="dispatched agencies and teams", zh="派出机构和队伍", unit="count", reads=(DispatchedAgency, Inventory),
    definition=_LISTED.format(what=Text("Dispatched agencies and teams", "派出（驻）机构和队伍")),
)  # fmt: skip
def dispatched_agencies(structure: Structure) -> Measured:
    """Count dispatched agencies and teams."""
    return number_of(structure, "dispatched_agency")


@indicator(
    en="smallest appraisal share of streets", zh="镇街考核权重最低值", unit="share",
    reads=(Appraisal, Street, Inventory),
    definition=Text(
        "The least that streets hold together in any appraisal in which a street has a voice; "
        "not stated while none has",
        "在镇街参与的各项考核中，镇街合计权重的最低值；没有此类考核记录时为未载明",
    ),
)  # fmt: skip
def smallest_street_appraisal_share(structure: Structure) -> Measured:
    """Measure the least share that streets hold in the appraisals in which they have a voice."""
    return _smallest_share(structure, "street")


@indicator(
    en="smallest appraisal share of communities", zh="社区考核权重最低值", unit="share",
    reads=(Appraisal, Community, Inventory),
    definition=Text(
        "The least that communities hold together in any appraisal in which a community has a voice; "
        "not stated while none has",
        "在社区参与的各项考核中，社区合计权重的最低值；没有此类考核记录时为未载明",
    ),
)  # fmt: skip
def smallest_community_appraisal_share(structure: Structure) -> Measured:
    """Measure the least share that communities hold in the appraisals in which they have a voice."""
    return _smallest_share(structure, "community")


def _smallest_share(structure: Structure, kind: str) -> Measured:
    held = []
    for subject, period in dict.fromkeys((a.subject, a.period) for a in structure.records(Appraisal)):
        vector = share_vector(structure, subject, period)
        group = [e for e, _ in vector.shares if stands_for(structure.node(e), kind)]
        share = vector.held_by(group) if group else None
        if share is not None:
            held.append(share)
    if not held:
        return NOT_STATED
    low = min(held, key=lambda s: (Fraction(s.low or 0), s.low_open))
    high = min(held, key=lambda s: (Fraction(1 if s.high is None else s.high), not s.high_open))
    return Share.between(low.low, high.high, low_open=low.low_open, high_open=high.high_open)


@indicator(
    en="management held at the street or below", zh="镇街及以下承担的管理", unit="share",
    reads=(DispatchedAgency, Management, Body, Unit),
    definition=Text(
        "Of all pairs of a dispatched agency and a dimension of management, the part whose manager stands at the "
        "street or below; pairs without a stated manager leave it open; not stated while no management is recorded",
        "派出机构与管理方面的全部组合中，管理者为镇街及以下层级的比例；未载明管理者的组合使其待定；没有管理记录时为未载明",
    ),
)  # fmt: skip
def managed_at_street_or_below(structure: Structure) -> Measured:
    """Measure the part of (agency, dimension) pairs that streets or lower levels manage."""
    agencies = structure.records(DispatchedAgency)
    known = possible = recorded = 0
    for agency in agencies:
        managers = {m.dimension: m.manager for m in structure.where(Management, subject=agency.id)}
        recorded += len(managers)
        for dimension in Dimension:
            answer = (
                stands_at_street_or_below(structure, structure.node(managers[dimension]))
                if dimension in managers
                else Truth.UNKNOWN
            )
            known += answer is Truth.TRUE
            possible += answer is not Truth.FALSE
    if not recorded:
        return NOT_STATED
    total = len(agencies) * len(Dimension)
    return Share.between(Fraction(known, total), Fraction(possible, total))


def stands_at_street_or_below(structure: Structure, node: Node) -> Truth:
    """Say whether a unit or a body stands at the level of the street or below: by its level, its kind or its place."""
    street = LEVELS["street"]
    for at in (node, *structure.ancestors(node.id)):
        level = getattr(at, "level", NOT_STATED)
        if not isinstance(level, NotStated):
            return Truth.of(street.at_least(level))
        if isinstance(at, Unit):
            return Truth.of(isinstance(at, Street | Community))
        if isinstance(at, Grid):
            return Truth.TRUE
        if isinstance(at, Department):
            return Truth.UNKNOWN if not structure.parent_ids(at.id) else _place_of(structure, at)
    return Truth.UNKNOWN


def _place_of(structure: Structure, body: Node) -> Truth:
    (parent,) = structure.parent_ids(body.id)
    return stands_at_street_or_below(structure, structure.node(parent))


@indicator(
    en="items on lists in force", zh="有效清单事项", unit="count", reads=(ItemList, ListEntry),
    definition=Text(
        "Items of every list that no other list supersedes, by what the list declares and what is recorded of it; "
        "an item on two lists counts twice; not stated while there is no list",
        "未被替代的各清单的事项数，按清单声明和已登记条目确定；列入两份清单的事项计两次；没有清单时为未载明",
    ),
)  # fmt: skip
def items_on_lists(structure: Structure) -> Measured:
    """Count the items on the lists in force."""
    lists = [list_ for list_ in structure.records(ItemList) if not is_superseded(structure, list_.id)]
    counts = [item_count(structure, list_) for list_ in lists]
    return Count.total(NOT_STATED if count is None else count for count in counts) if lists else NOT_STATED


@indicator(
    en="rights held by streets", zh="镇街享有的权利", unit="count", reads=(Right, Street),
    definition=Text(
        "Recorded rights whose holder is a street or a group of streets; not stated while no right is recorded",
        "权利主体为镇街或镇街组的权利记录数；没有权利记录时为未载明",
    ),
)  # fmt: skip
def rights_of_streets(structure: Structure) -> Measured:
    """Count the rights that streets hold."""
    rights = structure.records(Right)
    held = sum(stands_for(structure.node(right.holder), "street") for right in rights)
    return Count(held) if rights else NOT_STATED


@indicator(
    en="staff counted", zh="登记人员", unit="people", reads=(Staff, StaffGroup),
    definition=Text(
        "Persons and the numbers of the staff groups together; a group without a number leaves it open upwards",
        "个人与人员群体人数之和；未载明人数的群体使其上不封顶；均无记录时为未载明",
    ),
)  # fmt: skip
def staff(structure: Structure) -> Measured:
    """Count the people of whom the structure speaks."""
    amount = ACCOUNTS["staff"].amount
    parts = [amount(record) for cls in (Staff, StaffGroup) for record in structure.records(cls)]
    return Count.total(part for part in parts if part is not None) if parts else NOT_STATED


@indicator(
    en="staff sent down", zh="下沉人员", unit="people", reads=(Staff, StaffGroup),
    definition=Text(
        "People recorded as sent down to a street or community; those of whom it is not stated leave it open upwards",
        "记录为下沉到镇街或社区的人员；未载明是否下沉的人员使其待定；均无记录时为未载明",
    ),
)  # fmt: skip
def staff_sent_down(structure: Structure) -> Measured:
    """Count the people who have been sent down."""
    amount = ACCOUNTS["staff"].amount
    total, open_end = Count(0), False
    records: list[Staff | StaffGroup] = [*structure.records(Staff), *structure.records(StaffGroup)]
    for record in records:
        part = amount(record)
        part = Count.unknown() if part is None or isinstance(part, NotStated) else part
        if isinstance(record.sunk, NotStated):
            total, open_end = total + Count.between(0, part.high), True
        elif record.sunk:
            total = total + part
    if not records or (open_end and total.says_nothing):
        return NOT_STATED
    return total


@indicator(
    en="households per community", zh="社均户数", unit="households per community", reads=(Community,),
    definition=Text(
        "Households of the communities whose households are stated, divided by the number of these communities",
        "已载明户数的社区，其户数合计除以社区个数；均未载明时为未载明",
    ),
)  # fmt: skip
def households_per_community(structure: Structure) -> Measured:
    """Measure the mean number of households of the communities of which it is stated."""
    stated = [c.households for c in structure.records(Community) if not isinstance(c.households, NotStated)]
    if not stated:
        return NOT_STATED
    total = Count.total(stated)
    low = None if total.low is None else Fraction(total.low, len(stated))
    high = None if total.high is None else Fraction(total.high, len(stated))
    return Number.between(low, high, low_open=total.low_open, high_open=total.high_open)
