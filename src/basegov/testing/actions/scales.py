"""Draws of steps that adopt scales of grades and place people on them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.reforms.scales import AdoptScale, Regrade, Undecided
from basegov.reforms.steps import Step
from basegov.structure.pay import PayRule
from basegov.structure.scales import GradeScale, GradesPer, PointsPart
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some
from basegov.values import NotStated


@draws(AdoptScale)
def adopt_scale(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Adopt a scale, perhaps with points and in place of one on which no pay rule rests."""
    grades = draw(st.integers(1, 4))
    terms = optional(draw, categories=st.just(("general", "deputy")), levels=st.integers(1, 3))
    if draw(st.booleans()) and "levels" not in terms:
        terms["points"] = (PointsPart(name="years", by="years", points={">= 0": 1}),)
        terms["thresholds"] = {str(grade): grade - 1 for grade in range(1, grades + 1)}
    scale = GradeScale(
        id=free_id(structure, "scale"), grades=grades, grades_per=draw(st.sampled_from(GradesPer)), **terms
    )
    used = {rule.scale for rule in structure.records(PayRule)}
    old = pick(draw, [one.id for one in structure.records(GradeScale) if one.id not in used])
    return AdoptScale(scale=scale, **({} if old is None else optional(draw, instead_of=st.just(old))))


@draws(Regrade)
def regrade(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Place people on a scale: where the step says, or by their points as far as they decide it."""
    scale = pick(draw, structure.records(GradeScale))
    people = [person.id for person in pick_some(draw, structure.records(Staff))]
    if scale is None or not people:
        return None
    chosen = {"kind": "staff", "ids": people}
    place = "1" if isinstance(scale.levels, NotStated) else "1/1"
    sure = isinstance(scale.categories, NotStated) and draw(st.booleans())
    ways: dict[str, Any] = {"places": dict.fromkeys(people, place)} if sure else {}
    if not sure:
        ways["undecided"] = draw(st.sampled_from([Undecided.LEAVE, Undecided.BOUNDS]))
    return Regrade(staff=chosen, scale=scale.id, **ways, **optional(draw, date=st.just(structure.date)))
