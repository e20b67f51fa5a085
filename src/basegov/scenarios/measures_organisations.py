"""Indicators of bodies: how many per unit, how many functions and name plates each has, how many have a commander."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Number, Share
from basegov.scenarios.indicators import Measured, indicator
from basegov.scenarios.quotients import quotient
from basegov.structure.bodies import bodies_of
from basegov.structure.functions import Performs
from basegov.structure.memberships import Capacity, Membership, all_members_listed
from basegov.structure.organisations import Body, Committee, CommitteeKind, InternalBody
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Inventory, Street
from basegov.texts import Text
from basegov.values import NOT_STATED

_BODIES = Text(
    "Internal bodies of {what} of which some are listed or all are known to be, divided by the number of these {what}; "
    "bodies that may not be listed leave it open upwards; not stated while there is none",
    "已登记内设机构或清册完整的{what}，其内设机构数除以该类单元个数；可能未列出的机构使其上不封顶；均无时为未载明",
)


def _bodies_per(structure: Structure, kind: type[Node]) -> Measured:
    counts = [bodies_of(structure, unit.id, Selector(kind="internal_body")).number for unit in structure.records(kind)]
    told = [count for count in counts if count.low or count.high is not None]
    return quotient(Count.total(told), Count(len(told))) if told else NOT_STATED


@indicator(
    en="bodies per street", zh="街均内设机构数", unit="bodies per street", reads=(Street, Body, Inventory),
    definition=_BODIES.format(what=Text("streets and towns", "镇街")),
)  # fmt: skip
def bodies_per_street(structure: Structure) -> Measured:
    """Measure the mean number of internal bodies of streets."""
    return _bodies_per(structure, Street)


@indicator(
    en="bodies per community", zh="社均内设机构数", unit="bodies per community", reads=(Community, Body, Inventory),
    definition=_BODIES.format(what=Text("communities", "社区")),
)  # fmt: skip
def bodies_per_community(structure: Structure) -> Measured:
    """Measure the mean number of internal bodies of communities."""
    return _bodies_per(structure, Community)


@indicator(
    en="functions per body", zh="机构平均职能数", unit="functions per body", reads=(Body, Performs),
    definition=Text(
        "Recorded functions of internal bodies, divided by the number of bodies with at least one recorded function; "
        "not stated while there is none",
        "内设机构已登记的职能数除以有职能登记的内设机构数；均无时为未载明",
    ),
)  # fmt: skip
def functions_per_body(structure: Structure) -> Measured:
    """Measure the mean number of recorded functions of bodies."""
    counts = [len(structure.where(Performs, unit=body.id)) for body in structure.records(InternalBody)]
    told = [count for count in counts if count]
    return Number(Fraction(sum(told), len(told))) if told else NOT_STATED


@indicator(
    en="committees with one commander", zh="有唯一指挥者的委员会", unit="share",
    reads=(Committee, Membership, Inventory),
    definition=Text(
        "Of the leading groups and coordinating committees, the part that has exactly one commander; a committee whose "
        "members may not all be listed, leaves it open; not stated while there is none",
        "领导小组和协调委员会中恰有一个指挥者的比例；成员可能未全部列出的委员会使其待定；没有时为未载明",
    ),
)  # fmt: skip
def committees_with_one_commander(structure: Structure) -> Measured:
    """Measure the part of steering committees that have exactly one commander."""
    steering = (CommitteeKind.LEADING_GROUP, CommitteeKind.COORDINATING)
    committees = [c for c in structure.records(Committee) if c.kind in steering]
    if not committees:
        return NOT_STATED
    sure = possible = 0
    for committee in committees:
        held = structure.where(Membership, body=committee.id, capacity=Capacity.COMMANDER)
        total = Count.total(membership.number for membership in held)
        low = total.low or 0
        high = total.high if all_members_listed(structure, committee.id) else None
        sure += low == high == 1
        possible += low <= 1 and (high is None or high >= 1)
    return Share.between(Fraction(sure, len(committees)), Fraction(possible, len(committees)))


@indicator(
    en="name plates per body", zh="机构平均牌子数", unit="plates per body", reads=(Body,),
    definition=Text(
        "Name plates of bodies that bear further plates besides their name, the name included, divided by the number "
        "of these bodies; not stated while there is none",
        "加挂牌子的机构，其牌子数（含本名）除以该类机构数；没有加挂牌子的机构时为未载明",
    ),
)  # fmt: skip
def plates_per_body(structure: Structure) -> Measured:
    """Measure the mean number of name plates of bodies that bear several."""
    told = [1 + len(body.plates) for body in structure.records(Body) if body.plates]
    return Number(Fraction(sum(told), len(told))) if told else NOT_STATED
