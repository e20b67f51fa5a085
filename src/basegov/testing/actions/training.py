"""Draws of steps on training and education."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Number
from basegov.reforms.steps import Step
from basegov.reforms.training import RaiseEducation, TrainStaff
from basegov.structure.careers import Education
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.testing.actions.draws import draws, optional, selected, word


@draws(TrainStaff)
def train_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Train persons or groups."""
    people = selected(draw, structure, draw(st.sampled_from((Staff, StaffGroup))))
    if people is None:
        return None
    terms = optional(draw, year=st.just(2026), days=st.integers(1, 5).map(Number))
    return TrainStaff(people=people, kind=draw(word("induction", "concentrated")), **terms)


@draws(RaiseEducation)
def raise_education(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let persons or groups reach a level."""
    people = selected(draw, structure, draw(st.sampled_from((Staff, StaffGroup))))
    return None if people is None else RaiseEducation(people=people, level=draw(st.sampled_from(Education)))
