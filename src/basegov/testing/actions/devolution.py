"""Draws of steps that hand powers down."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.devolution import DevolvePowers, PowerGiven
from basegov.reforms.steps import Step
from basegov.structure.devolution import Authority, PowerHolding
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit, UnitGroup
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some


@draws(DevolvePowers)
def devolve_powers(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Hand down a power that somebody holds, or a new one, to units or groups."""
    receivers = [*structure.records(Unit), *structure.records(UnitGroup)]
    to = tuple(node.id for node in pick_some(draw, receivers, most=2))
    held = pick(draw, structure.records(PowerHolding))
    if not to:
        return None
    terms = optional(draw, batch=st.integers(1, 3))
    if held is None or draw(st.booleans()):
        more = optional(draw, name=st.just("抽取权力"), authority=st.sampled_from(Authority), count=st.just(Count(3)))
        return DevolvePowers(powers=(PowerGiven(power=free_id(structure, "power"), **more),), to=to, **terms)
    terms |= optional(draw, from_=st.just(held.holder), keeps=st.booleans())
    return DevolvePowers(powers=(PowerGiven(power=held.power),), to=to, **terms)
