"""Draws of steps that spread the party network."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.reforms.party import CreateOrgans, LinkCoBuilding, PairGrids
from basegov.reforms.steps import Step
from basegov.structure.cobuilding import CoBuilding, LocalOrganisation
from basegov.structure.estates import Building, Estate
from basegov.structure.grids import Grid
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Street
from basegov.testing.actions.draws import chosen, draws, kind_of, optional, pick


@draws(CreateOrgans)
def create_organs(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up party organs for places that have none of the kind in the record."""
    kind = draw(st.sampled_from(PartyOrganKind))
    cls: type[Node] = draw(st.sampled_from([Grid, Community, Street, Estate, Building]))
    taken = {organ.area for organ in structure.where(PartyOrgan, kind=kind)}
    lacking = [node for node in structure.records(cls) if node.id not in taken]
    per: Selector | None = chosen(draw, lacking, kind_of(cls), most=3)
    return None if per is None else CreateOrgans(per=per, kind=kind)


@draws(LinkCoBuilding)
def link_co_building(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let a party organ build together with a local organisation."""
    pairs = [
        (organ.id, other.id)
        for organ in structure.records(PartyOrgan)
        for other in structure.records(LocalOrganisation)
        if structure.find_record(CoBuilding, (CoBuilding, tuple(sorted((organ.id, other.id))))) is None
    ]
    pair = pick(draw, pairs)
    forms = st.just(("joint_work",))
    return None if pair is None else LinkCoBuilding(one=pair[0], with_=(pair[1],), **optional(draw, forms=forms))


@draws(PairGrids)
def pair_grids(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Pair two grids of different layers."""
    grids: tuple[Any, ...] = structure.records(Grid)
    one = pick(draw, grids)
    other = None if one is None else pick(draw, [grid for grid in grids if grid.layer != one.layer])
    if one is None or other is None:
        return None
    return PairGrids(grid=one.id, with_=other.id, **optional(draw, same_area=st.booleans(), linked=st.booleans()))
