"""Draws of steps that change units and their boundaries, and of the procedures behind them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.boundaries import AdjustBoundaries, Transfer
from basegov.reforms.procedures import HoldStages, ProposeAdjustment, StageOf
from basegov.reforms.renaming import ConvertVillage, RenameUnit
from basegov.reforms.steps import Step
from basegov.reforms.unitlevels import AbolishUnits, CreateUnit
from basegov.reforms.unitsplits import SplitUnit, UnitPart
from basegov.structure.estates import Building, Estate
from basegov.structure.grids import Grid
from basegov.structure.organisations import Government
from basegov.structure.procedures import AdjustmentKind, AdjustmentProposal
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, CommunityKind, Street, Unit
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some, word


def _some_of(draw: st.DrawFn, unit: Unit, field: str) -> dict[str, Any]:
    """Draw a part of the households or people of a unit, where that is known."""
    value = getattr(unit, field)
    exact = value.exact if isinstance(value, Count) else None
    return {} if exact is None else {field: Count(draw(st.integers(0, int(exact))))}


@draws(AdjustBoundaries)
def adjust_boundaries(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let a part of one community go over to another, with some of what stands there."""
    pair = pick_some(draw, structure.records(Community), least=2, most=2)
    if not pair:
        return None
    source, target = pair
    inside = [node.id for kind in (Grid, Estate, Building) for node in structure.where(kind, parent=source.id)]
    some: bool = draw(st.booleans())
    nodes: tuple[str, ...] = pick_some(draw, inside, most=1) if some else ()
    counts = {**_some_of(draw, source, "households"), **_some_of(draw, source, "population")}
    return AdjustBoundaries(transfers=(Transfer(from_=source.id, to=target.id, nodes=nodes, **counts),))


@draws(SplitUnit)
def split_unit(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Divide a community into itself and a new one."""
    unit = pick(draw, structure.records(Community))
    if unit is None:
        return None
    new = UnitPart(
        id=free_id(structure, "part"), **_some_of(draw, unit, "households"), **_some_of(draw, unit, "population")
    )
    return SplitUnit(unit=unit.id, into=(UnitPart(id=unit.id), new))


@draws(RenameUnit)
def rename_unit(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give a unit a new name, a new code, or both."""
    unit = pick(draw, structure.records(Unit))
    if unit is None:
        return None
    name = free_id(structure, "改名")
    return RenameUnit(unit=unit.id, **optional(draw, name=st.just(name), code=word("990101001099", "990101001098")))


@draws(ConvertVillage)
def convert_village(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let a village become urban."""
    village = pick(draw, [c for c in structure.records(Community) if c.kind is CommunityKind.VILLAGE])
    if village is None:
        return None
    return ConvertVillage(unit=village.id, **optional(draw, committee=st.just(free_id(structure, "committee"))))


@draws(AbolishUnits)
def abolish_units(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Abolish a street, in favour of what contains it or of another street beside it.

    No heir is named only where nothing but what stands in the street names it: the rest would need one.
    """
    street = pick(draw, [s for s in structure.records(Street) if isinstance(s.parent, str)])
    if street is None:
        return None
    heirs = [s.id for s in structure.records(Street) if s.parent == street.parent and s.id != street.id]
    bare = all(field == "parent" for _, field in structure.references_to(street.id))
    heir = None if bare and draw(st.booleans()) else pick(draw, [*heirs, str(street.parent)])
    units = Selector(kind="street", ids=(street.id,))
    return AbolishUnits(units=units) if heir is None else AbolishUnits(units=units, heir=heir)


@draws(CreateUnit)
def create_unit(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up a street over communities that stand in one container."""
    one = pick(draw, [c for c in structure.records(Community) if isinstance(c.parent, str)])
    if one is None:
        return None
    beside = [c.id for c in structure.records(Community) if c.parent == one.parent]
    return CreateUnit(kind="street", id=free_id(structure, "street"), takes=pick_some(draw, beside))


@draws(ProposeAdjustment)
def propose_adjustment(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Propose something for some communities."""
    units = tuple(unit.id for unit in pick_some(draw, structure.records(Community), most=2))
    if not units:
        return None
    terms = optional(draw, factors=st.just(("population", "area")), arranges=st.just(("premises",)))
    kind = draw(st.sampled_from(AdjustmentKind))
    proposal = AdjustmentProposal(id=free_id(structure, "proposal"), kind=kind, units=units, **terms)
    return ProposeAdjustment(proposal=proposal)


@draws(HoldStages)
def hold_stages(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let a proposal go through one or two stages."""
    proposal = pick(draw, structure.records(AdjustmentProposal))
    if proposal is None:
        return None
    names = draw(st.lists(word("survey", "propose", "approve"), min_size=1, max_size=2, unique=True))
    actors = [body.id for body in structure.records(Government)]
    stages = tuple(
        StageOf(stage=name, **(optional(draw, by=st.sampled_from(actors)) if actors else {})) for name in names
    )
    return HoldStages(proposal=proposal.id, stages=stages)
