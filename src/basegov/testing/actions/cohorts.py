"""Draws of steps on cohorts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count
from basegov.reforms.cohorts import Grandfather
from basegov.reforms.steps import Step
from basegov.structure.cohorts import Cohort
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Street
from basegov.testing.actions.draws import chosen, draws, free_id, optional, pick


@draws(Grandfather)
def grandfather(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Settle a new cohort, or one that is open still."""
    cls = draw(st.sampled_from((Staff, StaffGroup)))
    people = chosen(draw, structure.records(cls), "staff" if cls is Staff else "staff_group")
    terms: dict[str, st.SearchStrategy[Any]] = {
        "name": st.just("编外干部"), "status": st.just("organ_employed"), "origins": st.just(("village",)),
        "closed": st.booleans(), "since": st.just(Date("2026-01-01")),
    }  # fmt: skip
    terms |= {"size": st.integers(1, 9).map(Count)} if people is None else {"members": st.just(people)}
    streets = [node.id for node in structure.records(Street)]
    terms |= {"parent": st.sampled_from(streets)} if streets else {}
    old = pick(draw, [one for one in structure.records(Cohort) if one.closed is False])
    cohort = free_id(structure, "cohort") if old is None else old.id
    return Grandfather(cohort=cohort, **optional(draw, **terms))
