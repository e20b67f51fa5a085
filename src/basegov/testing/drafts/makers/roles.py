"""Making what levels stand for, and who leads which organisations."""

from __future__ import annotations

import itertools

from basegov.rules.roles import LeadsAll, LevelDutiesDisjoint, LevelRole
from basegov.structure.records import Node
from basegov.structure.roles import Leadership, Positioning, leadership_graph, leads_class, lies_in, units_led
from basegov.testing.drafts.counts import waits
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import Members
from basegov.values import Truth

OTHER = "another_role"
"""The role that a level has beside or in place of the one that a rule names."""


@makes(LevelRole)
def level_role(rule: LevelRole, draft: Draft) -> None:
    """Give the level one role with its duties; for a miss another role, or not every duty."""
    draft.close("positioning")
    if rule.role is None and waits(draft, rule, 1):
        return
    by, misses = name_of(rule), draft.misses(rule, rule.level.key)
    standing = draft.structure.where(Positioning, level=rule.level)
    role = rule.role or (standing[0].role if standing else f"{rule.level.key}_role")
    role_wrong, duty_lacking = "role", "duty"
    way = draft.way_of([role_wrong, *([duty_lacking] if rule.duties else [])]) if misses else None
    if way != role_wrong or rule.role is None:
        held = draft.link(Positioning(level=rule.level, role=role), by)
        duties = rule.duties if way != duty_lacking else rule.duties[1:]
        draft.members(held, "duties", by, must=duties, without=rule.duties[:1] if way == duty_lacking else ())
    else:
        draft.unlink(Positioning(level=rule.level, role=role), by)
    if way == role_wrong:
        held = draft.link(Positioning(level=rule.level, role=OTHER), by)
        draft.members(held, "duties", by, must=rule.duties)
        return
    for other in draft.structure.where(Positioning, level=rule.level):
        if other.role != role:
            draft.unlink(other, by)
        draft.members(other, "duties", by)


@makes(LevelDutiesDisjoint)
def level_duties_disjoint(rule: LevelDutiesDisjoint, draft: Draft) -> None:
    """Give every level a role with duties of its own; for a miss let a pair of levels share one."""
    draft.close("positioning")
    if waits(draft, rule, 2):
        return
    by, held = name_of(rule), {}
    for level in rule.levels:
        standing = draft.structure.where(Positioning, level=level)
        held[level] = standing or (draft.link(Positioning(level=level, role=f"{level.key}_role"), by),)
        if not _duties(draft, held[level]):
            draft.members(held[level][0], "duties", by, must=(f"{level.key}_duty",))
    pairs = list(itertools.combinations(rule.levels, 2))
    shares = draft.pick(("pair that shares a duty", rule), pairs) if draft.misses(rule) else None
    for one, other in pairs:
        if (one, other) == shares:
            shared = draft.pick(("shared duty", rule, one, other), sorted(_duties(draft, held[one])))
            draft.members(held[other][0], "duties", by, must=(shared,))
        else:
            for mine, theirs in ((one, other), (other, one)):
                for position in held[mine]:
                    draft.members(position, "duties", by, without=sorted(_duties(draft, held[theirs])))


def _duties(draft: Draft, positions: tuple[Positioning, ...]) -> set[str]:
    """Return the duties that rules ask of some positionings so far."""
    left = [draft.left(position, "duties") for position in positions]
    return {duty for wanted in left if isinstance(wanted, Members) for duty in wanted.must}


@makes(LeadsAll)
def leads_all(rule: LeadsAll, draft: Draft) -> None:
    """Let the leader lead each organisation of the classes in its unit, singly or as a class; for a miss not one."""
    for leader in draft.need(rule.leader):
        units = units_led(draft.structure, leader.id)
        draft.close("leadership", leader.id)
        for wanted in rule.classes:
            draft.close(wanted.kind)
        if waits(draft, (rule, leader.id), 2):
            continue
        if not _organisations(rule, draft, leader, units):
            draft.need(rule.classes[0], within=units[0])
        left_out = _left_out(rule, draft, leader, units) if draft.misses(rule, leader.id) else None
        for wanted in rule.classes:
            as_class = left_out is None and not wanted.ids and wanted.within is None
            if as_class and draft.pick(("leads", leader.id, wanted), (False, True)):
                draft.link(Leadership(leader=leader.id, class_=wanted), name_of(rule))
        for organisation in _organisations(rule, draft, leader, units):
            if organisation.id != left_out and not _is_led(draft, leader, organisation):
                draft.link(Leadership(leader=leader.id, led=organisation.id), name_of(rule))
    draft.close(rule.leader.kind)


def _organisations(rule: LeadsAll, draft: Draft, leader: Node, units: tuple[str, ...]) -> tuple[Node, ...]:
    """Return the organisations that a rule asks a leader to lead."""
    found = dict.fromkeys(node for wanted in rule.classes for node in draft.found(wanted))
    return tuple(n for n in found if n.id != leader.id and lies_in(draft.structure, n.id, units))


def _is_led(draft: Draft, leader: Node, organisation: Node) -> bool:
    import networkx as nx

    return organisation.id in nx.descendants(leadership_graph(draft.structure), leader.id)


def _left_out(rule: LeadsAll, draft: Draft, leader: Node, units: tuple[str, ...]) -> str:
    """Return the organisation that is not led: one that nobody has a leader lead yet, or a new one."""

    def choose() -> str:
        for node in _organisations(rule, draft, leader, units):
            if not _is_led(draft, leader, node):
                return node.id
        for wanted in rule.classes:
            if not wanted.ids and leads_class(draft.structure, leader.id, wanted) is not Truth.TRUE:
                number = len(draft.found(wanted, within=units[0])) + 1
                return str(draft.need(wanted, number, within=units[0])[-1].id)
        raise draft.cannot_miss(rule)

    return draft.once(("left out", rule, leader.id), choose)
