"""Making members of bodies: who heads them, and from which classes they come."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.rules.steering import HeadedBy, MemberClasses
from basegov.structure.bodies import unit_of
from basegov.structure.memberships import Membership, members_of
from basegov.structure.records import Node
from basegov.testing.drafts.counts import waits
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth


@makes(HeadedBy)
def headed_by(rule: HeadedBy, draft: Draft) -> None:
    """Let somebody who fits have the capacity; for a miss nobody, somebody else, or a second one."""
    by = name_of(rule)
    for body in draft.need(rule.body):
        draft.close("membership", body.id)
        holders = [m for m in members_of(draft.structure, body.id) if m.capacity is rule.capacity]
        fitting = [m for m in holders if rule.fits(draft.structure, body, m) is Truth.TRUE]
        if draft.misses(rule, body.id):
            way = draft.way_of([_NOBODY, _SOMEBODY_ELSE, *([_TWO] if rule.single else [])])
            if way is not _TWO:
                for held in fitting:
                    draft.unlink(held, by)
            if way is not _NOBODY:
                draft.link(_wrong_head(rule, draft, body), by)
            if way is not _TWO:
                continue
        elif rule.single:
            for held in holders:
                if held not in fitting[:1]:
                    draft.unlink(held, by)
        if not fitting:
            draft.link(_head(rule, draft, body), by)
    draft.close(rule.body.kind)


_NOBODY, _SOMEBODY_ELSE, _TWO = "nobody", "somebody else", "two"


def _head(rule: HeadedBy, draft: Draft, body: Node) -> Membership:
    """Return the membership of somebody who fits."""
    held = Membership(body=body.id, capacity=rule.capacity, office=rule.office or rule.capacity.value)
    if rule.member is None and not rule.own:
        return held
    unit = unit_of(draft.structure, body.id) or TOP
    wanted = rule.member or "staff"
    if not rule.own:
        member = draft.need(wanted)[0]
    else:
        inside = [n for n in draft.found(wanted, within=unit) if unit_of(draft.structure, n.id) == unit]
        number = len(draft.found(wanted, within=unit)) + 1
        member = inside[0] if inside else draft.need(wanted, number, within=unit)[-1]
    if rule.office is None:
        return Membership(body=body.id, capacity=rule.capacity, member=member.id)
    return Membership(body=body.id, capacity=rule.capacity, member=member.id, office=rule.office)


def _wrong_head(rule: HeadedBy, draft: Draft, body: Node) -> Membership:
    """Return the membership of somebody who surely does not fit."""
    wrong = Membership(body=body.id, capacity=rule.capacity, office="another_office")
    for kind in ("department", "street") if rule.fits(draft.structure, body, wrong) is Truth.UNKNOWN else ():
        held = attrs.evolve(wrong, member=draft.need(kind)[0].id)
        if rule.fits(draft.structure, body, held) is Truth.FALSE:
            return held
    return wrong


@makes(MemberClasses)
def member_classes(rule: MemberClasses, draft: Draft) -> None:
    """Give the body a member of each class; for a miss as many classes lack as leave no doubt about it."""
    for body in draft.need(rule.body):
        draft.close("membership", body.id)
        if waits(draft, (rule, body.id), 1):
            continue
        classes_of(draft, rule, body, rule.classes, missed=draft.misses(rule, body.id))
    draft.close(rule.body.kind)


def classes_of(draft: Draft, rule: MemberClasses, body: Node, classes: tuple[str, ...], *, missed: bool) -> None:
    """Give a body a member of each of some classes; where they are missed, of so many that surely one lacks.

    A member of whom the class is not stated may come from any of them.
    """
    held = members_of(draft.structure, body.id)
    lacking: tuple[str, ...] = ()
    if missed:
        doubtful = sum(int(m.number.high or 1) for m in held if isinstance(m.source_class, NotStated))
        if doubtful >= len(classes):
            raise draft.cannot_miss(rule)
        lacking = classes[: doubtful + 1]
    for word in classes:
        members = [m for m in held if m.source_class == word]
        if word in lacking:
            for member in members:
                draft.unlink(member, name_of(rule))
            continue
        if not members:
            members = [draft.link(Membership(body=body.id, source_class=word), name_of(rule))]
        if not members[0].number.is_exact:
            draft.within(members[0], "count", Count.between(1, None), rule)
