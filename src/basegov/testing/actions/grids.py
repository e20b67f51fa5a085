"""Draws of steps on grids."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.grids import AlignLayers, MergeLayers
from basegov.reforms.gridsplits import GridPart, SplitGrid
from basegov.reforms.redrawing import Strategy
from basegov.reforms.regridding import Rest
from basegov.reforms.steps import Step
from basegov.structure.cells import partition_of
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.snapshot import Structure
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some, word


def _has_cells(structure: Structure, layer: str) -> bool:
    """Whether it is stated of every grid of a layer of which cells it is made up."""
    return not partition_of(structure, layer).open_grids


@draws(MergeLayers)
def merge_layers(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Merge layers into a new one, or into one of them."""
    layers = tuple(layer.id for layer in pick_some(draw, structure.records(GridLayer), least=2, most=3))
    if not layers:
        return None
    fitting = Strategy if all(_has_cells(structure, layer) for layer in layers) else (Strategy.BY_COMMUNITY,)
    into = layers[0] if draw(st.booleans()) else free_id(structure, "net")
    terms = optional(draw, work_kinds=st.lists(word("fire_safety", "social_aid"), max_size=2, unique=True).map(tuple))
    return MergeLayers(
        layers=layers, into=into, strategy=draw(st.sampled_from([*fitting])), rest=draw(st.sampled_from(Rest)),
        may_span=draw(st.booleans()), **terms,
    )  # fmt: skip


@draws(AlignLayers)
def align_layers(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Align one layer with another, both of which state the cells of their grids."""
    known = [layer for layer in structure.records(GridLayer) if _has_cells(structure, layer.id)]
    pair = pick_some(draw, known, least=2, most=2)
    return AlignLayers(layers=(pair[0].id,), reference=pair[1].id, rest=Rest.LARGEST) if pair else None


@draws(SplitGrid)
def split_grid(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Divide a grid into two: its cells, or its households where no cells are stated."""
    grid = pick(draw, structure.records(Grid))
    if grid is None:
        return None
    other = free_id(structure, "piece")
    if isinstance(grid.cells, tuple) and grid.cells:
        first = tuple(cell for cell in grid.cells if draw(st.booleans()))
        rest = tuple(cell for cell in grid.cells if cell not in first)
        parts = (GridPart(id=grid.id, cells=first), GridPart(id=other, cells=rest))
    else:
        whole = grid.households.exact if isinstance(grid.households, Count) else None
        some = draw(st.integers(0, int(whole))) if whole is not None else None
        shares = (None, None) if some is None or whole is None else (Count(some), Count(int(whole) - some))
        parts = tuple(  # type: ignore[assignment]
            GridPart(id=id_) if share is None else GridPart(id=id_, households=share)
            for id_, share in zip((grid.id, other), shares, strict=True)
        )
    return SplitGrid(grid=grid.id, into=parts, rest=Rest.LARGEST)
