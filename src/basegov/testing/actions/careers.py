"""Draws of steps on who leads: appointments, filing, reviews, places kept in recruitment."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count
from basegov.reforms.careers import AppointStaff, FileStaff, ReserveQuota, ReviewStaff
from basegov.reforms.steps import Step
from basegov.structure.careers import Education
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Unit
from basegov.testing.actions.draws import draws, free_id, optional, pick, selected, word
from basegov.texts import Text

_POSTS = word("secretary", "first_secretary")
_DAY = st.just(Date("2026-03-01"))
_NUMBERS = st.integers(1, 3).map(Count)


@draws(AppointStaff)
def appoint_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Appoint a person, a group, or some more of a group."""
    unit = pick(draw, structure.records(Unit))
    if unit is None:
        return None
    outside = optional(draw, outside=st.just(Text("the job market", "人才市场")))
    groups = [one for one in structure.records(StaffGroup) if isinstance(one.parent, str)]
    group = pick(draw, groups) if draw(st.booleans()) else None
    if group is not None and isinstance(group.parent, str):
        return AppointStaff(who=group.id, to=group.parent, count=draw(_NUMBERS), **outside)
    terms: dict[str, st.SearchStrategy[Any]] = {
        "count": _NUMBERS, "name": st.just("新任人员"), "category": word("officer", "community_worker"),
        "posts": st.just(("secretary",)), "education": st.sampled_from(Education),
    }  # fmt: skip
    employers = [node.id for node in structure.records(Department)]
    terms |= {"employer": st.sampled_from(employers)} if employers else {}
    return AppointStaff(who=free_id(structure, "appointed"), to=unit.id, **outside, **optional(draw, **terms))


@draws(FileStaff)
def file_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """File people with a department."""
    people, office = selected(draw, structure, Staff), pick(draw, structure.records(Department))
    if people is None or office is None:
        return None
    return FileStaff(people=people, office=office.id, **optional(draw, since=_DAY))


@draws(ReviewStaff)
def review_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Review a person in a post."""
    person = pick(draw, [one for one in structure.records(Staff) if type(one) is Staff])
    if person is None:
        return None
    return ReviewStaff(who=person.id, post=draw(_POSTS), **optional(draw, fit=st.booleans(), date=_DAY))


@draws(ReserveQuota)
def reserve_quota(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Keep places for people of one kind in the recruitment of a unit."""
    unit = pick(draw, structure.records(Unit))
    if unit is None:
        return None
    terms = optional(
        draw, posts=st.just(("civil_servant",)), size=_NUMBERS, vacancies=st.integers(3, 9).map(Count),
        approver=st.just("personnel_office"), approved=st.booleans(),
    )  # fmt: skip
    return ReserveQuota(quota=free_id(structure, "quota"), unit=unit.id, category="community_worker", **terms)
