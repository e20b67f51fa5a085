"""Making professional forces: as many as a rule asks for, of so many people, with their function and one commander."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.forces import ForceCount, ForceHeadcount, ForcesRule, FunctionFollowsForce, OneCommander, is_part
from basegov.structure.forces import ProfessionalForce, parts_of
from basegov.structure.functions import Performs, performances, performs
from basegov.structure.management import Dimension, Management
from basegov.structure.powers import Right
from basegov.structure.records import Node
from basegov.structure.rights import rights_over
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Unit
from basegov.terms import LEVELS, Strength
from basegov.testing.drafts.counts import aim_count, hold_to_most, how_many, sum_to, waits
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.kinds import selectors_in
from basegov.testing.drafts.makers.management import manage
from basegov.testing.drafts.makers.powers import grant, strong_enough, too_weak
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import OneOf
from basegov.texts import Text
from basegov.values import NotStated, Truth


def forces_of(rule: ForcesRule, draft: Draft) -> tuple[ProfessionalForce, ...]:
    """Return the forces that a rule means, after giving those an origin of which none is stated."""
    found = [f for f in draft.found(rule.forces) if isinstance(f, ProfessionalForce)]
    whole = [f for f in found if not is_part(draft.structure, f)]
    if rule.origin is None:
        return tuple(whole)
    return tuple(force for force in whole if force.origin == rule.origin)


def _fill_up(rule: ForcesRule, draft: Draft, number: int) -> None:
    """Make as many forces as lack: those whose origin is open take the origin that is asked for, then come new ones."""
    while len(forces_of(rule, draft)) < number:
        every = draft.found(rule.forces)
        free = [f for f in every if isinstance(f, ProfessionalForce) and isinstance(f.origin, NotStated)]
        if rule.origin is not None and free:
            draft.put(attrs.evolve(free[0], origin=rule.origin))
        else:
            fields: dict[str, Any] = {} if rule.origin is None else {"origin": rule.origin}
            draft.need(rule.forces, len(every) + 1, **fields)


def _state_origins(rule: ForcesRule, draft: Draft) -> None:
    """Let the forces of which nobody asks an origin come from a level that no rule speaks of."""
    asked = [other.origin for other in draft.rules if isinstance(other, ForcesRule)]
    rest = [level for level in LEVELS.values() if level not in asked]
    for force in draft.found(rule.forces):
        if rule.origin is not None and isinstance(force, ProfessionalForce) and isinstance(force.origin, NotStated):
            draft.put(attrs.evolve(force, origin=rest[0]))


@makes(ForceCount)
def force_count(rule: ForceCount, draft: Draft) -> None:
    """Make as many forces as lie in the range, after other rules have had those of which they speak made."""
    draft.close(rule.forces.kind)
    wanted = aim_count(draft, rule)
    what = ("forces", rule.forces, rule.origin, Text("number of forces", "专业力量支数"))
    number = how_many(draft, what, rule, wanted, spare=0)
    if waits(draft, rule, 2 if rule.origin is not None else 3):
        return
    _fill_up(rule, draft, number)
    hold_to_most(draft, rule, rule.forces.kind, wanted, len(forces_of(rule, draft)))
    if not waits(draft, rule, 4):
        _state_origins(rule, draft)


@makes(ForceHeadcount)
def force_headcount(rule: ForceHeadcount, draft: Draft) -> None:
    """Let the people of the forces come to a number in the range."""
    draft.close(rule.forces.kind)
    wanted = aim_count(draft, rule)
    people = Text("people of the forces", "专业力量人数")
    number = how_many(draft, ("people", rule.forces, rule.origin, people), rule, wanted)
    if waits(draft, rule, 5):
        return
    if number:
        _fill_up(rule, draft, 1)
    _state_origins(rule, draft)
    sum_to(draft, rule, rule.forces.kind, forces_of(rule, draft), "count", Count(number))


@makes(OneCommander)
def one_commander(rule: OneCommander, draft: Draft) -> None:
    """Let one node manage the daily work, and nobody else decide in the matter; for a miss a second one decides."""
    for subject in draft.need(rule.subject):
        draft.close("right", subject.id)
        if isinstance(subject, StaffGroup) and parts_of(draft.structure, subject.id):
            continue
        if waits(draft, (rule, subject.id), 1):
            continue
        rights = rights_over(draft.structure, subject.id, rule.matter)
        deciding = [right.holder for right in rights if decides(draft, right)]
        daily = draft.structure.find_record(Management, (Management, subject.id, Dimension.DAILY_WORK))
        if daily is None:
            who = deciding[0] if deciding else _place(draft, subject).id
            manage(draft, subject, Dimension.DAILY_WORK, (who,), rule)
        missed = draft.misses(rule, subject.id)
        commander = _commander(draft, subject, deciding)
        if missed:
            known = [draft.structure.node(holder) for holder in deciding]
            others = [n for n in (*known, *draft.need("street"), *draft.need("department")) if n.id != commander]
            grant(draft, rule, others[0], subject, rule.matter, strong_enough(Strength.DECIDE))
            continue
        manage(draft, subject, Dimension.DAILY_WORK, (commander,), rule)
        for right in rights:
            if right.holder != commander:
                draft.one_of(right, "strength", too_weak(Strength.DECIDE), rule)
    draft.close(rule.subject.kind)


def decides(draft: Draft, right: Right) -> bool:
    """Whether the rules leave a right nothing but to decide."""
    left = draft.left(right, "strength")
    strengths = left.values if isinstance(left, OneOf) else (right.strength,)
    return all(not isinstance(s, NotStated) and s.at_least(Strength.DECIDE) is Truth.TRUE for s in strengths)


def _commander(draft: Draft, subject: Node, deciding: list[str]) -> str:
    """Return who is to command: who has to decide anyway, else the manager of the daily work."""
    daily = draft.structure.find_record(Management, (Management, subject.id, Dimension.DAILY_WORK))
    assert daily is not None
    left = draft.left(daily, "manager")
    managers = left.values if isinstance(left, OneOf) else (daily.manager,)
    return next((holder for holder in deciding if holder in managers), managers[0])


def _place(draft: Draft, subject: Node) -> Node:
    """Return the unit in which a subject stands, or a street where it stands in none."""
    above = [node for node in draft.structure.ancestors(subject.id) if isinstance(node, Unit)]
    return above[0] if above and above[0].id in draft.structure else draft.need("street")[0]


@makes(FunctionFollowsForce)
def function_follows_force(rule: FunctionFollowsForce, draft: Draft) -> None:
    """Let the place of every force sent down perform its function, and the sender not; for a miss one of the two."""
    _one_sent_down(rule, draft)
    draft.close(rule.forces.kind)
    for force in draft.found(rule.forces):
        if not isinstance(force, ProfessionalForce) or parts_of(draft.structure, force.id) or force.sunk is False:
            continue
        if waits(draft, (rule, force.id), 1):
            continue
        whole = _with_function(draft, force)
        ways = [_LACKING, *([] if rule.sender_keeps else [_KEPT])]
        way = draft.way_of(ways) if draft.misses(rule, force.id) else None
        place = Performs(unit=str(whole.parent), function=str(whole.function))
        sender = Performs(unit=str(whole.sender), function=str(whole.function))
        if way == _LACKING:
            draft.unlink(place, name_of(rule))
            draft.close("performs", place.unit)
        else:
            draft.link(place, name_of(rule))
        if way == _KEPT:
            draft.link(sender, name_of(rule))
        elif not rule.sender_keeps:
            draft.unlink(sender, name_of(rule))
            draft.close("performs", sender.unit)


_LACKING, _KEPT = "lacking", "kept"


def _one_sent_down(rule: FunctionFollowsForce, draft: Draft) -> None:
    """See to it that one force at least is sent down: one that is not so only because nobody asked, else a new one."""
    forces = draft.need(rule.forces, sunk=True)
    if any(force.sunk is True for force in forces):
        return
    asked = any(False in s.where.get("sunk", ()) for other in draft.rules for s in selectors_in(other))
    if asked:
        draft.need(rule.forces, len(forces) + 1, sunk=True)
    else:
        draft.put(attrs.evolve(forces[0], sunk=True))


def _with_function(draft: Draft, force: ProfessionalForce) -> ProfessionalForce:
    """Return a force with its sender and its function, after stating them where they are not."""
    if isinstance(force.sunk, NotStated):
        force = attrs.evolve(force, sunk=True)
    if isinstance(force.sender, NotStated):
        force = attrs.evolve(force, sender=draft.need("department")[0].id)
    if isinstance(force.function, NotStated):
        here = [p.function for p in performances(draft.structure, str(force.parent))]
        kept = [f for f in here if performs(draft.structure, str(force.sender), [f]) is not Truth.TRUE]
        new = kept[0] if kept else draft.need("function", len(draft.found("function")) + 1)[-1].id
        force = attrs.evolve(force, function=new)
    if not draft.structure.has(force):
        draft.put(force)
    return force
