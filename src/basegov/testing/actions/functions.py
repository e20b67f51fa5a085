"""Draws of steps on functions."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.functions import GiveFunctions, RemoveFunctions
from basegov.reforms.steps import Step
from basegov.structure.functions import Function, Performs
from basegov.structure.records import record_type
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some, selected


@draws(GiveFunctions)
def give_functions(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give units functions that are there, or a new one."""
    units = selected(draw, structure, Unit)
    known = [free_id(structure, "function"), *(function.id for function in structure.records(Function))]
    if units is None:
        return None
    return GiveFunctions(units=units, functions=pick_some(draw, known, most=2), **optional(draw, focus=st.booleans()))


@draws(RemoveFunctions)
def remove_functions(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Take a function from somebody who performs it."""
    performed = pick(draw, structure.records(Performs))
    if performed is None:
        return None
    kind = record_type(type(structure.node(performed.unit))).kind
    units = Selector(kind=kind, ids=(performed.unit,))
    return RemoveFunctions(units=units, functions=(performed.function,), **optional(draw, incentives=st.booleans()))
