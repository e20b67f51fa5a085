"""Making people of whom a part has held a post, or has an education."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

from basegov.dates import Date
from basegov.quantities import Count, Number
from basegov.rules.composition import CompositionShare
from basegov.structure.careers import CareerRecord, Education, LeadingBody, Schooling
from basegov.structure.records import Node, Relation
from basegov.structure.staffing import Staff, StaffGroup
from basegov.testing.drafts.counts import range_of
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.parts import bound_part
from basegov.testing.drafts.sums import Amount, amount_in, bound_sum
from basegov.texts import Text

_LEVELS = list(Education)


@makes(CompositionShare)
def composition_share(rule: CompositionShare, draft: Draft) -> None:
    """Let a part of the people have it that lies in the range; for a miss one of them too few has it."""
    draft.close(rule.people.kind)
    if rule.deadline is not None and rule is draft.target:
        _come_due(rule, draft)
    nodes = draft.need(rule.people)
    if rule.each:
        for node in nodes:
            _divide(rule, draft, (node,), node.id)
    else:
        _divide(rule, draft, nodes, None)


def _come_due(rule: CompositionShare, draft: Draft) -> None:
    """Let the day be one on which the deadline has come; before it nothing violates the rule."""
    if not isinstance(rule.deadline, Date):
        raise draft.cannot_miss(rule)
    day = draft.structure.date
    if not isinstance(day, Date) or day.first < rule.deadline.last:
        draft.structure = draft.structure.evolve(date=Date(rule.deadline.last))


def _divide(rule: CompositionShare, draft: Draft, nodes: tuple[Node, ...], subject: str | None) -> None:
    """State who of some people has it: a number of each group, and every person, or all of them but some."""
    people: list[Staff | StaffGroup] = []
    for node in nodes:
        if isinstance(node, LeadingBody):
            draft.one_of(node, "complete", (True,), rule)
            draft.need("staff_group", within=node.id)
            people += draft.found("staff_group", within=node.id) + draft.found("staff", within=node.id)
        elif isinstance(node, Staff | StaffGroup):
            people.append(node)
    groups = [one for one in people if isinstance(one, StaffGroup)]
    persons = [one for one in people if isinstance(one, Staff)]
    missed = draft.misses(rule, subject)
    if missed and (not rule.at_least.low or rule.education is _LEVELS[0]):
        raise draft.cannot_miss(rule)
    having = len(persons)
    if missed and not groups:
        needed = Fraction(rule.at_least.low or 0) * len(persons)
        having = math.floor(needed) if rule.at_least.low_open else math.ceil(needed) - 1
    for number, person in enumerate(persons):
        _person(rule, draft, person, has=number < having)
    own, rest = [], []
    for group in groups:
        some, all_ = _some_of(rule, draft, group), amount_in(group, "count")
        own.append((some, 1))
        rest += [(all_, 1), (some, -1)]
    words = Text("people who have what is asked", "符合条件的人员")
    if groups:
        bound_part(
            draft, rule, subject, words, range_of(rule), own, rest, subject=subject, plus=(having, 0)
        )  # fmt: skip


def _post(rule: CompositionShare, draft: Draft, who: str) -> str:
    """Return the post that counts: one that is recorded already, else the one of which most rules speak."""
    known = [r.post for r in draft.structure.where(CareerRecord, who=who) if r.post in rule.posts]
    asked = Counter(p for other in draft.rules if isinstance(other, CompositionShare) for p in other.posts)
    return known[0] if known else max(rule.posts, key=lambda post: asked[post])


def _person(rule: CompositionShare, draft: Draft, person: Staff, *, has: bool) -> None:
    """State that a person has it, or has not."""
    by = name_of(rule)
    if rule.education is None:
        draft.close("career_record", person.id)
        record = CareerRecord(who=person.id, post=_post(rule, draft, person.id))
        if has:
            draft.link(record, by)
        else:
            for post in rule.posts:
                draft.unlink(CareerRecord(who=person.id, post=post), by)
        return
    known = draft.structure.where(Schooling, who=person.id)
    if not any(one.level.at_least(rule.education) is has for one in known):
        level = rule.education if has else _LEVELS[_LEVELS.index(rule.education) - 1]
        draft.link(Schooling(who=person.id, level=level), by)


def _some_of(rule: CompositionShare, draft: Draft, group: StaffGroup) -> Amount:
    """Return how many of a group have it, after recording that some have, and that the others have not."""
    by = name_of(rule)
    every = (amount_in(group, "count"), 1)
    label = Text(f"{group.label}: how many have it", f"{group.label}中符合条件的人数")
    if rule.education is None:
        draft.close("career_record", group.id)
        some = _counted(draft, CareerRecord(who=group.id, post=_post(rule, draft, group.id)), by)
        bound_sum(draft, rule, (group.id, "some"), label, [every, (some, -1)], Number.between(0, None))
        return some
    enough = _counted(draft, Schooling(who=group.id, level=rule.education), by)
    place = _LEVELS.index(rule.education)
    rest = [(enough, -1)]
    if place > 0:
        rest.append((_counted(draft, Schooling(who=group.id, level=_LEVELS[place - 1]), by), -1))
    bound_sum(draft, rule, (group.id, "every"), label, [every, *rest], Number(0))
    return enough


def _counted(draft: Draft, record: Relation, by: str) -> Amount:
    standing = draft.link(record, by)
    draft.within(standing, "count", Count.between(0, None), by)
    return amount_in(standing, "count")
