"""Making the members of a force: where they came from, in which grade they are, which standards apply to them."""

from __future__ import annotations

import functools

import attrs

from basegov.quantities import Count
from basegov.reforms.steps import Step
from basegov.reforms.workforce import ConsolidateCategories
from basegov.rules.workforce import (
    CategoriesConsolidated,
    EnrolmentConditions,
    EveryonePlaced,
    ForceRule,
    UnifiedForce,
    enrolment_of,
)
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.workforce import Enrolment, StaffStandard
from basegov.testing.drafts.changes import ChangeDraft, Interfere, nothing
from basegov.testing.drafts.chooser import just_beyond
from basegov.testing.drafts.counts import hold_to_most, how_many, range_of, waits
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


def members(rule: ForceRule, draft: Draft) -> tuple[Node, ...]:
    """Return the people and groups of a force, after making a person where there is nobody; all are listed."""
    found: list[Node] = []
    for kind in ("staff", "staff_group"):
        draft.close(kind)
        if draft.settling:  # of whom no rule has said a category is in none that rules speak of
            for node in draft.structure.records(kind):
                if getattr(node, "category", None) is NOT_STATED:
                    draft.fill(node, category="other")
        found += draft.found(Selector(kind=kind, where={"category": rule.category}))
    return tuple(found) or draft.need(Selector(kind="staff", where={"category": rule.category}))


def enrolled(rule: ForceRule, draft: Draft, node: Node) -> Enrolment:
    """Return how somebody belongs to a force, after recording that they do."""
    standing = enrolment_of(draft.structure, node.id, rule.category)
    if standing is None:
        standing = Enrolment(staff=node.id, category=rule.category)
    return draft.link(standing, name_of(rule))  # type: ignore[no-any-return]


@makes(EveryonePlaced)
def everyone_placed(rule: EveryonePlaced, draft: Draft) -> None:
    """Place everybody in a grade; for a miss somebody is not enrolled at all, and everything is listed."""
    for node in members(rule, draft):
        if draft.misses(rule, node.id):
            draft.close("enrolment", node.id)
            draft.unlink(Enrolment(staff=node.id, category=rule.category), name_of(rule))
        else:
            draft.one_of(enrolled(rule, draft, node), "grade", ("junior", "senior"), rule)


@makes(EnrolmentConditions)
def enrolment_conditions(rule: EnrolmentConditions, draft: Draft) -> None:
    """Let everybody fulfil the conditions; for a miss the origin, the approval or the place is another one."""
    ways = ["origin", *(["approval"] if rule.post_approved else []), *(["place"] if rule.workplace is not None else [])]
    for node in members(rule, draft):
        way = draft.way_of(ways) if draft.misses(rule, node.id) else None
        enrolment = enrolled(rule, draft, node)
        origins = ("another category",) if way == "origin" else rule.sources
        draft.one_of(enrolment, "original", origins, rule)
        if rule.post_approved:
            draft.one_of(enrolment, "post_approved", (way != "approval",), rule)
        if rule.workplace is not None:
            _work_in(rule.workplace, draft, node, inside=way != "place")


def _work_in(kind: str, draft: Draft, node: Node, *, inside: bool) -> None:
    """Let somebody be counted in a place of a kind, or outside of all such places."""
    places = draft.structure.records(kind)
    stated = inside or not isinstance(node.parent, NotStated)
    if stated and any(place in places for place in draft.structure.ancestors(node.id)) is inside:
        return
    parent = draft.need(kind)[0].id if inside else TOP
    draft.fill(node, parent=parent)


@makes(UnifiedForce)
def unified_force(rule: UnifiedForce, draft: Draft) -> None:
    """Let one standard apply to everybody; for a miss a second person has another one."""
    people = members(rule, draft)
    missed = draft.misses(rule)
    if missed:
        second = draft.need(Selector(kind="staff", where={"category": rule.category}), 2)[1]
        people = members(rule, draft)
    for number, respect in enumerate(rule.respects):
        for node in people:
            standard = StaffStandard(of=node.id, respect=respect, standard="common")
            if missed and number == 0 and node.id == second.id:
                standard = attrs.evolve(standard, standard="own")
            if draft.structure.find_record(StaffStandard, standard.key) is None:
                draft.put(standard)


@makes(CategoriesConsolidated)
def categories_consolidated(rule: CategoriesConsolidated, draft: ChangeDraft) -> None:
    """Make one category of as many as lie in the range; for a miss of one more or fewer, or somebody is left behind."""
    draft.close(rule.from_.kind)
    missed = draft.misses(rule)
    bounds, is_left = _categories_aimed_at(rule, draft) if missed else (_wanted_categories(rule), False)
    nobody = Text(f"that nobody is left outside {rule.into}", f"无人未并入 {rule.into}")
    draft.agree(nobody, ("left", rule.into), not is_left, rule)
    became: dict[str, str] = draft.once(("consolidated",), dict)
    what = ("categories", rule.from_, rule.into, Text("number of categories", "类别数"))
    number = how_many(draft, what, rule, bounds, spare=0 if rule.from_.ids else 1)
    draft.then(("consolidate", rule.into), functools.partial(_consolidation, became, rule.into), order=40)
    if waits(draft, (rule, "categories"), 1 if rule.from_.where or rule.from_.ids else 2):
        return
    kept = {rule.into, *(other.into for other in draft.rules if isinstance(other, CategoriesConsolidated))}
    taken = {category for category, into in became.items() if into != rule.into} | kept
    spare = 0 if rule.from_.ids else len(taken)
    free = [c.id for c in draft.need(rule.from_, number + spare) if c.id not in taken]
    own = sorted(free, key=lambda category: category not in became)
    hold_to_most(draft, rule, rule.from_.kind, Count(number), sum(category in became for category in own))
    for category in own[:number]:
        became[category] = rule.into
        group = draft.need(Selector(kind="staff_group", where={"category": category}))[0]
        draft.within(group, "count", Count.between(1, None), rule)
    if is_left:
        left = StaffGroup(id=f"left-in-{own[0]}", name="遗留人员", category=own[0], count=Count(1))
        draft.interfere(name_of(rule), "somebody is left in an old category", lambda after: ((left,), ()))


def _consolidation(became: dict[str, str], into: str, before: Structure) -> Step:
    """Return the step that makes one category of all those that are to become it."""
    old = [category for category, whole in became.items() if whole == into]
    return ConsolidateCategories(categories=old, into=into) if old else Interfere(what="nothing", alter=nothing)


def _wanted_categories(rule: CategoriesConsolidated) -> Count:
    wanted = range_of(rule)
    return Count.between(1, None) if isinstance(wanted, NotStated) else Count(wanted)


def _categories_aimed_at(rule: CategoriesConsolidated, draft: ChangeDraft) -> tuple[Count, bool]:
    """Return how many categories become one for a miss, and whether somebody is left in one of them."""
    if isinstance(range_of(rule), NotStated):
        raise draft.cannot_miss(rule)
    bounds = _wanted_categories(rule)
    most = len(rule.from_.ids)
    ways = [(Count(way), False) for way in just_beyond(bounds) if not most or (way.low or 0) <= most]
    ways += [(bounds, True)] if 0 not in bounds else []  # whoever is left makes it that none was consolidated
    if not ways:
        raise draft.cannot_miss(rule)
    return draft.way_of(ways)
