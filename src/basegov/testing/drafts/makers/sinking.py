"""Making people who are sent down to grids, and those who stay in the office."""

from __future__ import annotations

import functools
import math
from fractions import Fraction

from basegov.quantities import Count, Share
from basegov.rules.rule import Rule
from basegov.rules.sinking import OfficeStaff, SunkShare
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.testing.drafts.counts import range_of, waits
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.people import counted, list_people, new_group, of_kinds, people_of, works_at
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.parts import aim_amount, bound_part
from basegov.testing.drafts.sums import bound_sum
from basegov.texts import Text
from basegov.values import NotStated

_ROLE = "sent_down"
"""A role in which no rule asks for anybody: one that is not stated might be any."""

People = tuple[Staff | StaffGroup, ...]


def _send(draft: Draft, rule: Rule, person: Node, to: str, within: str | None) -> None:
    """Assign somebody to a place of a kind, unless they are to stay in the office."""
    if draft.once(("stays", person.id, to), lambda: False):
        return
    if not works_at(draft, person, to):
        place = draft.need(to, within=within)[0]
        draft.link(Assignment(staff=person.id, place=place.id, role=_ROLE), name_of(rule))


def _divided(draft: Draft, rule: Rule, people: Selector, to: str, within: str | None) -> tuple[People, People]:
    """Return who is sent down and who stays: everybody goes but one group, which is made where none stays yet."""
    list_people(draft)
    draft.close("assignment")
    groups = [one for one in of_kinds(people) if one.kind != "staff"]
    if groups and not people.ids:
        found = people_of(draft, groups[0], within)
        if not [n for n in found if not draft.chosen(("stays", n.id, to))]:
            new_group(draft, people, within)
        if not [n for n in found if draft.chosen(("stays", n.id, to))]:
            stays = new_group(draft, people, within)
            draft.once(("stays", stays.id, to), lambda: True)
    else:
        draft.need(people, within=within)
    for person in people_of(draft, people, within):
        _send(draft, rule, person, to, within)
    every = people_of(draft, people, within)
    sent = tuple(p for p in every if works_at(draft, p, to))
    return sent, tuple(p for p in every if p not in sent)


def _number(draft: Draft, rule: Rule, people: Selector, to: str, within: str | None, stay: int, most: int) -> None:
    """Decide, where there are persons only, that so many of them stay, after making as many as there have to be."""
    found = draft.need(people, max(most, stay), within=within)
    for number, person in enumerate(found):
        draft.once(("stays", person.id, to), functools.partial(int.__lt__, number, stay))


@makes(SunkShare)
def sunk_share(rule: SunkShare, draft: Draft) -> None:
    """Send a share of the people down that lies in the range; for a miss one person too few goes."""
    places = [None] if rule.each is None else draft.need(rule.each)
    if rule.each is not None:
        draft.close(rule.each.kind)
    for unit in places:
        within = None if unit is None or unit.id == TOP else unit.id
        key = None if unit is None else unit.id
        if waits(draft, (rule, key), 1):
            continue
        if rule.staff.kind == "staff":
            missed, share = draft.misses(rule, key), rule.at_least
            if missed and (isinstance(share, NotStated | None) or not share.low):
                raise draft.cannot_miss(rule)
            low = Fraction(share.low or 0) if isinstance(share, Share) else Fraction(0)
            number = max(1, len(draft.found(rule.staff, within=within)))
            stay = number - math.ceil(low * number) + (1 if missed else 0)
            _number(draft, rule, rule.staff, rule.to, within, stay if missed else 0, number)
        sent, stays = _divided(draft, rule, rule.staff, rule.to, within)
        words = Text("people sent down", "下沉人员")
        part, rest = counted(sent), counted(stays)
        if rule.staff.kind != "staff":
            bound_part(
                draft, rule, key, words, range_of(rule), part[0], rest[0], subject=key, plus=(part[1], rest[1])
            )  # fmt: skip


@makes(OfficeStaff)
def office_staff(rule: OfficeStaff, draft: Draft) -> None:
    """Let as many people stay in the office as lie in the range; for a miss one more, or fewer."""
    draft.close(rule.units.kind)
    for unit in draft.need(rule.units):
        wanted = aim_amount(draft, rule, range_of(rule), unit.id)
        if waits(draft, (rule, unit.id), 2):
            continue
        if rule.staff.kind == "staff":
            bounds = Count.between(0, None) if wanted is None else Count(wanted)
            low, high = int(bounds.low or 0), bounds.high
            stay = draft.whole(("stay", name_of(rule), unit.id), low, low + 1 if high is None else int(high))
            _number(draft, rule, rule.staff, rule.to, unit.id, stay, stay + 1)
        _, stays = _divided(draft, rule, rule.staff, rule.to, unit.id)
        groups, persons = counted(stays)
        words = Text(f"people who stay in {unit.label}", f"{unit.label}的留驻人员")
        bound_sum(draft, rule, unit.id, words, groups, wanted, plus=persons)
