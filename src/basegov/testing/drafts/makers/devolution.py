"""Making powers and those who hold them: how many, handed down by which criteria, on what basis, in which order."""

from __future__ import annotations

from basegov.dates import Date
from basegov.quantities import Count
from basegov.rules.devolution import (
    BatchOrder,
    DevolvedHaveBasis,
    DevolvedMeetCriteria,
    GroupRule,
    PowersHeld,
)
from basegov.structure.devolution import (
    Authority,
    PowerHolding,
    PowerItem,
    holdings,
    is_devolved,
    power_count,
)
from basegov.structure.organisations import Department
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.units import UnitGroup
from basegov.testing.drafts.counts import how_many, no_more, range_of
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth

LAWFUL = Date("2020-01-01")
"""From when the basis of powers is in effect; they are handed down in the years after."""


def meant(rule: GroupRule, draft: Draft, selector: Selector) -> tuple[Node, ...]:
    """Return the nodes that a rule means, those in its group or those outside, after making what lacks."""
    nodes: tuple[Node, ...] = draft.need(selector)
    for name in (rule.group, rule.outside):
        if name is None:
            continue
        (group,) = draft.need(Selector(kind="unit_group", ids=(name,)))
        assert isinstance(group, UnitGroup)
        if isinstance(group.count, NotStated):
            members = group.members or (nodes[0].id,)
            group = draft.fill(group, members=members, count=Count(len(members)))
        if name == rule.outside:
            inside = [node for node in nodes if node.id in group.members]
            nodes = draft.need(selector, len(inside) + 1)
            nodes = tuple(node for node in nodes if node.id not in group.members)
        else:
            nodes = tuple(node for node in nodes if node.id in group.members)
    return nodes


@makes(PowersHeld)
def powers_held(rule: PowersHeld, draft: Draft) -> None:
    """Let every holder hold as many powers as lie in the range: what others give it, and a bundle for the rest."""
    word = "powers" if rule.authority is None else rule.authority.value
    for holder in meant(rule, draft, rule.holder):
        wanted = draft.aim(rule, range_of(rule), holder.id)
        number = how_many(draft, ("powers", holder.id, word), rule, None if wanted is None else Count(wanted), least=1)
        if draft.round == 0:
            continue
        rest = f"{word}-of-{holder.id}"
        others = 0
        for holding in holdings(draft.structure, holder.id):
            power = draft.structure.node(holding.power)
            if not isinstance(power, PowerItem) or power.id == rest:
                continue
            if isinstance(power.authority, NotStated):
                power = draft.fill(power, authority=rule.authority or Authority.OTHER)
            if rule.authority in (None, power.authority):
                others += int(power_count(draft.structure, power).low or 0)
        if others > number:
            raise no_more(("powers", holder.label), rule, number, others)
        count = Count(number - others)
        standing = draft.structure.get(rest)
        if standing is not None:
            draft.fill(standing, count=count)
        elif others < number:
            draft.make("power_item", rest, authority=rule.authority or Authority.OTHER, count=count)
        if rest in draft.structure:
            draft.link(PowerHolding(holder=holder.id, power=rest), name_of(rule))
    draft.close("power_holding")
    draft.close(rule.holder.kind)


def handed_down(draft: Draft, holding: PowerHolding) -> PowerHolding:
    """State of a holding that it was handed down, and when, unless that is stated."""
    batch = draft.whole(("batch", holding.holder, holding.power), 1, 2)
    if is_devolved(holding) is Truth.UNKNOWN:
        holding = draft.fill(holding, devolved=True)
    if isinstance(holding.since, NotStated) and holding.devolved is True:
        holding = draft.fill(holding, batch=batch, since=Date(f"{2020 + batch}-07-01"))
    return holding


def devolved(rule: DevolvedMeetCriteria | DevolvedHaveBasis, draft: Draft) -> tuple[PowerItem, ...]:
    """Return the powers that were handed down, after handing one down where there is none."""
    powers = draft.need(rule.powers)
    draft.close("power_holding")
    draft.close(rule.powers.kind)
    rows = [h for power in powers for h in draft.structure.where(PowerHolding, power=power.id)]
    if not rows:
        if draft.round == 0:
            return ()
        rows = [draft.link(PowerHolding(holder=draft.need("street")[0].id, power=powers[0].id), name_of(rule))]
    settled = [handed_down(draft, row) for row in rows]
    held = {row.power for row in settled if is_devolved(row) is Truth.TRUE}
    return tuple(power for power in powers if power.id in held)


@makes(DevolvedMeetCriteria)
def devolved_meet_criteria(rule: DevolvedMeetCriteria, draft: Draft) -> None:
    """Let every power that is handed down meet all criteria, or miss one of them."""
    for power in devolved(rule, draft):
        missed = draft.pick(("criterion", rule.id), rule.criteria) if draft.misses(rule, power.id) else None
        for criterion in rule.criteria:
            draft.one_of(power, criterion.value, (criterion is not missed,), rule)


@makes(DevolvedHaveBasis)
def devolved_have_basis(rule: DevolvedHaveBasis, draft: Draft) -> None:
    """Give every power that is handed down a basis in effect; for a miss there is none, or it came late."""
    ways = ("no basis", "late") if rule.vertical else ("no basis", "late", "vertical")
    for power in devolved(rule, draft):
        way = draft.way_of(ways) if draft.misses(rule, power.id) else ""
        draft.one_of(power, "legal_basis", (None,) if way == "no basis" else ("law",), rule)
        if way != "no basis":
            draft.one_of(power, "lawful_from", (Date("2030-01-01") if way == "late" else LAWFUL,), rule)
        for row in draft.structure.where(PowerHolding, power=power.id):
            origin = row.devolved_from
            if way == "vertical" and isinstance(origin, NotStated):
                origin = draft.need("department")[0].id
                draft.fill(row, devolved_from=origin)
            former = draft.structure.node(origin) if isinstance(origin, str) else None
            if isinstance(former, Department) and not rule.vertical:
                draft.one_of(former, "vertical", (way == "vertical",), rule)


@makes(BatchOrder)
def batch_order(rule: BatchOrder, draft: Draft) -> None:
    """Hand powers down batch by batch; for a miss a later batch comes first."""
    for number, holder in enumerate(draft.need(rule.holder)):
        misses = draft.misses(rule, holder.id)
        least = 2 if misses else int(number == 0)
        draft.close("power_holding", holder.id)
        if draft.round == 0:
            continue
        while len(rows := holdings(draft.structure, holder.id)) < least:
            held = [row.power for row in rows]
            free = [p for p in draft.need("power_item", len(held) + 1) if p.id not in held]
            draft.link(PowerHolding(holder=holder.id, power=free[0].id), name_of(rule))
        for place, row in enumerate(rows):
            if misses and place < 2:
                draft.fill(row, devolved=True, batch=2 - place, since=Date(f"{2021 + place}-07-01"))
            else:
                handed_down(draft, row)
    draft.close(rule.holder.kind)
