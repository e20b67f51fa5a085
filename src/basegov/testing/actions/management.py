"""Draws of steps that move management."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.management import MoveManagement
from basegov.reforms.steps import Step
from basegov.structure.management import Dimension
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import draws, selected


@draws(MoveManagement)
def move_management(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give the management of agencies to streets or departments, in some dimensions."""
    subjects = selected(draw, structure, DispatchedAgency)
    managers: list[Node] = [*structure.records(Street), *structure.records(Department)]
    if subjects is None or not managers:
        return None
    named = st.sampled_from([node.id for node in managers])
    given = st.dictionaries(st.sampled_from(Dimension), named, min_size=1, max_size=3)
    return MoveManagement(subjects=subjects, managers=draw(given))
