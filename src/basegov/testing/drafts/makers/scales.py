"""Making scales of grades: how large they are, on what placement rests, who stands where on them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import attrs

from basegov.quantities import Count, Number, Quantity
from basegov.rules.rule import Rule
from basegov.rules.scales import GradeInRange, ScaleCount, ScaleSize, UnifiedScale
from basegov.structure.records import Node
from basegov.structure.scales import GradePlacement, GradeScale, GradesPer
from basegov.structure.selection import Selector
from basegov.structure.staffing import Staff
from basegov.testing.drafts.counts import aim_count, how_many, range_of, waits
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.parts import aim_amount
from basegov.testing.drafts.sums import amount_in, bound_sum
from basegov.testing.drafts.wishes import ClashError, Members, OneOf, Slot, Within
from basegov.texts import Text

_MOST_LEVELS = 12
_SHOWN = 12
"""Among how many ways to lay a scale out one is drawn."""


@makes(ScaleSize)
def scale_size(rule: ScaleSize, draft: Draft) -> None:
    """Give every scale so many categories, levels, grades or places, in numbers that fit each other."""
    draft.close(rule.scale.kind)
    for scale in draft.need(rule.scale):
        if rule.counted in (ScaleCount.GRADES, ScaleCount.LEVELS):
            wanted = aim_amount(draft, rule, range_of(rule), scale.id)
            draft.within(scale, rule.counted.value, wanted, rule)
            continue
        what = (rule.counted, scale.id, rule.counted.words)
        number = how_many(draft, what, rule, aim_count(draft, rule, scale.id))
        if rule.counted is ScaleCount.CATEGORIES:
            if not waits(draft, (rule.counted, scale.id), 1):
                names = tuple(f"category-{n}" for n in range(1, number + 1))
                draft.members(scale, "categories", rule, must=names, only=names)
        elif not waits(draft, (rule.counted, scale.id), 2):
            _lay_out(draft, rule, scale, what)


def _lay_out(draft: Draft, rule: ScaleSize, scale: GradeScale, what: Any) -> None:
    """Choose in what grades are counted, and numbers whose product is the number of places."""
    slot: Slot = draft.chosen(("how many", what))
    left = slot.left()
    assert isinstance(left, Within)
    options = draft.once(("layouts", scale.id), lambda: _layouts(draft, scale, left.range)[:_SHOWN])
    if not options:
        words = Text(f"the places of {scale.label}", f"{scale.label}的级档总数")
        parts = [(name_of(other), Text(other.requirement.text("en"), other.requirement.text("zh"))) for other in (
            rule, *(r for r in draft.rules if isinstance(r, ScaleSize) and r is not rule))]  # fmt: skip
        raise ClashError(words, parts)
    per, levels, grades = draft.pick(("layout", scale.id), options)
    draft.one_of(scale, "grades_per", (per,), rule)
    draft.within(scale, "grades", Count(grades), rule)
    if levels is not None:
        draft.within(scale, "levels", Count(levels), rule)


def _layouts(draft: Draft, scale: GradeScale, cells: Quantity) -> list[tuple[GradesPer, int | None, int]]:
    """Return what a scale can be like with so many places: what grades are counted in, levels, grades."""
    found: list[tuple[GradesPer, int | None, int]] = []
    grades = _range_left(draft, scale, "grades")
    units: dict[GradesPer, list[int]] = {GradesPer.SCALE: [1], GradesPer.LEVEL: [], GradesPer.CATEGORY: []}
    units[GradesPer.LEVEL] = [n for n in range(1, _MOST_LEVELS + 1) if n in _range_left(draft, scale, "levels")]
    categories = draft.left(scale, "categories")
    if isinstance(categories, Members) and categories.must:
        units[GradesPer.CATEGORY] = [len(categories.must)]
    per_left = draft.left(scale, "grades_per")
    for per, numbers in units.items():
        if isinstance(per_left, OneOf) and per not in per_left.values:
            continue
        for number in numbers:
            for each in _quotients(cells, number):
                if each in grades:
                    found.append((per, number if per is GradesPer.LEVEL else None, each))
                    break
    return found


def _quotients(whole: Quantity, number: int) -> Iterator[int]:
    """Yield whole numbers whose product with a number lies in a range, from the least on."""
    low = -(-int(whole.low or 0) // number)
    high = low + 50 if whole.high is None else int(whole.high) // number
    yield from range(low, high + 1)


def _range_left(draft: Draft, scale: GradeScale, field: str) -> Count:
    left = draft.left(scale, field)
    if isinstance(left, Within):
        return Count(left.range)
    value = getattr(scale, field)
    return value if isinstance(value, Count) else Count.unknown()


def scale_for(draft: Draft, person: Node) -> str:
    """Return the scale on which somebody stands, or is to stand: the first that there is."""
    standing = draft.structure.where(GradePlacement, staff=person.id)
    return standing[0].scale if standing else str(draft.need("grade_scale")[0].id)


def stands_on(draft: Draft, rule: Rule, person: Node, *, way: str = "") -> None:
    """Let somebody stand at a category, level and grade that the scale has; or beyond its end in one of the three.

    Parameters
    ----------
    draft, rule
        The draft, and who asks.
    person : Node
        Who.
    way : str
        ``grade``, ``level`` or ``category`` for what lies one beyond the scale, ``nought`` for a grade below the first.
    """
    scale = draft.structure.node(scale_for(draft, person))
    assert isinstance(scale, GradeScale)
    place = draft.link(GradePlacement(staff=person.id, scale=scale.id), name_of(rule))
    for field, top in (("grade", "grades"), ("level", "levels")):
        draft.within(scale, top, Count.between(1, None), rule)
        words = Text(f"the {field} of {person.label} on {scale.label}", f"{person.label}在{scale.label}中的 {field}")
        rest = [(amount_in(scale, top), 1), (amount_in(place, field), -1)]
        bound_sum(draft, rule, (person.id, field), words, rest, Number(-1) if way == field else Number.between(0, None))
        first = Count(0) if way == "nought" and field == "grade" else Count.between(1, None)
        draft.within(place, field, first, rule)
    categories = draft.left(scale, "categories")
    names = categories.must if isinstance(categories, Members) else scale.categories
    if way == "category" and not isinstance(names, tuple):
        draft.members(scale, "categories", rule, must=("category-1",))
    if isinstance(names, tuple):
        draft.one_of(place, "category", ("another category",) if way == "category" else names, rule)


@makes(GradeInRange)
def grade_in_range(rule: GradeInRange, draft: Draft) -> None:
    """Let everybody stand on a scale; for a miss somebody stands beyond it, or on none."""
    draft.close(rule.staff.kind)
    draft.close("grade_placement")
    draft.need("grade_scale")
    for person in draft.need(rule.staff):
        ways = ("grade", "level", "nought", "category", "none")
        way = draft.way_of(ways) if draft.misses(rule, person.id) else ""
        if waits(draft, (rule, person.id), 2):
            continue
        if way == "none":
            found = draft.structure.where(GradePlacement, staff=person.id)
            for place in found or [GradePlacement(staff=person.id, scale=scale_for(draft, person))]:
                draft.unlink(place, name_of(rule))
        else:
            stands_on(draft, rule, person, way=way)


@makes(UnifiedScale)
def unified_scale(rule: UnifiedScale, draft: Draft) -> None:
    """Let all people of a unit stand on one scale; for a miss one of them stands on another, or on none."""
    draft.close(rule.unit.kind)
    draft.close("grade_placement")
    for unit in draft.need(rule.unit):
        draft.close("staff", unit.id)
        missed = draft.misses(rule, unit.id)
        where = {} if rule.category is None else {"category": rule.category}
        draft.need(Selector(kind="staff", within=unit.id, where=where), 2 if missed else 1)
        if draft.settling and rule.category is not None:
            state_categories(draft)
        people = [p for p in draft.structure.descendants(unit.id, Staff) if rule.category in (None, p.category)]
        common = draft.chosen(("common scale", unit.id)) or scale_for(draft, people[0])
        draft.once(("common scale", unit.id), functools.partial(str, common))
        other = people[-1].id if missed else None
        way = draft.way_of(("other", "none")) if missed else ""
        for person in people:
            standing = draft.structure.where(GradePlacement, staff=person.id)
            if person.id != other:
                draft.link(GradePlacement(staff=person.id, scale=common), name_of(rule))
            elif way == "none":
                draft.unlink(GradePlacement(staff=person.id, scale=common), name_of(rule))
            else:
                second = next(s.id for s in draft.need("grade_scale", 2) if s.id != common)
                draft.link(GradePlacement(staff=person.id, scale=second), name_of(rule))
            for place in standing:
                if place.scale != common and person.id != other:
                    draft.unlink(place, name_of(rule))


def state_categories(draft: Draft) -> None:
    """State of everybody of whom no rule has said a category that it is one that no rule speaks of."""
    for kind in ("staff", "staff_group"):
        for node in draft.structure.records(kind):
            if not isinstance(getattr(node, "category", ""), str):
                draft.put(attrs.evolve(node, category="other"))  # type: ignore[call-arg]
