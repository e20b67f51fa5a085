"""Draws of steps on streams of income."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Share
from basegov.reforms.income import AssignIncome
from basegov.reforms.steps import Step
from basegov.structure.income import IncomeStream
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import draws, optional, pick, selected


@draws(AssignIncome)
def assign_income(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give streets a part of a stream."""
    stream, units = pick(draw, structure.records(IncomeStream)), selected(draw, structure, Street)
    if stream is None or units is None:
        return None
    terms = optional(draw, share=st.sampled_from((Share("100%"), Share("50%"), Share(">= 30%"))))
    return AssignIncome(stream=stream.id, units=units, **terms)
