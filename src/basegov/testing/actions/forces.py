"""Draws of steps that send professional forces down."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.forces import SinkForce
from basegov.reforms.steps import Step
from basegov.structure.forces import ProfessionalForce, parts_of
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import draws, optional, pick, selected
from basegov.values import NotStated


@draws(SinkForce)
def sink_force(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Send a force that is not divided yet down to streets."""
    whole = [
        force
        for force in structure.records(ProfessionalForce)
        if isinstance(force.part_of, NotStated) and not parts_of(structure, force.id)
    ]
    force, to = pick(draw, whole), selected(draw, structure, Street)
    if force is None or to is None:
        return None
    terms = optional(
        draw,
        distribution=st.just("equal"),
        with_function=st.booleans(),
        commander=st.just("unit"),
        consent=st.booleans(),
    )
    return SinkForce(force=force.id, to=to, **terms)
