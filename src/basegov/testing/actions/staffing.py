"""Draws of steps that move people or let them go."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.staffing import ReleaseStaff, TransferStaff
from basegov.reforms.steps import Step
from basegov.structure.management import Dimension
from basegov.structure.organisations import Body, Department
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Unit
from basegov.testing.actions.draws import draws, optional, pick


def _people(draw: st.DrawFn, structure: Structure) -> tuple[Staff | StaffGroup | None, dict[str, Any]]:
    """Draw a person or a group, and perhaps how many of the group."""
    who = pick(draw, [node for cls in (Staff, StaffGroup) for node in structure.records(cls)])
    held = getattr(who, "count", None)
    number = int(held.low) if isinstance(held, Count) and held.low else 0
    if not isinstance(who, Staff | StaffGroup):
        return None, {}
    return who, optional(draw, count=st.integers(1, number).map(Count)) if number else {}


@draws(TransferStaff)
def transfer_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Transfer a person, a group or a part of one to a unit or a body."""
    who, some = _people(draw, structure)
    places: list[Node] = [*structure.records(Unit), *structure.records(Body)]
    departments = [node.id for node in structure.records(Department)]
    if who is None or not places:
        return None
    terms: dict[str, st.SearchStrategy[Any]] = {}
    if isinstance(who.parent, str):
        terms["from_"] = st.just(who.parent)
    if departments:
        terms["employer"] = st.sampled_from(departments)
        managers = st.dictionaries(st.sampled_from(Dimension), st.sampled_from(departments), min_size=1, max_size=2)
        terms["managers"] = managers
    to = draw(st.sampled_from(places)).id
    return TransferStaff(who=who.id, to=to, **some, **optional(draw, **terms))


@draws(ReleaseStaff)
def release_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let a person, a group or some of a group go."""
    who, some = _people(draw, structure)
    return None if who is None else ReleaseStaff(who=who.id, **some, **optional(draw, voluntary=st.booleans()))
