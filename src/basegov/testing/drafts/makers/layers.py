"""Making layers of grids: how many, on which ground, with which work; and nets that become one."""

from __future__ import annotations

from basegov.reforms.grids import MergeLayers
from basegov.rules.layers import GridsInOneCommunity, GridsPartition, LayerCount, LayersFused, LayersRelate
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.counts import aim_count, hold_to_most, how_many, waits
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.kinds import selectors_in
from basegov.testing.drafts.makers.registry import makes


@makes(LayerCount)
def layer_count(rule: LayerCount, draft: Draft) -> None:
    """Make as many layers as lie in the range, those of which other rules speak first."""
    for other in draft.rules:
        for selector in selectors_in(other) if other.judges == rule.judges else ():
            if selector.kind == rule.layers.kind and (selector.where or selector.ids):
                draft.need(selector)
    wanted = aim_count(draft, rule)
    draft.close(rule.layers.kind)
    number = how_many(draft, ("layers", rule.layers, "grid_layer"), rule, wanted, least=0)
    if waits(draft, rule, 2):
        return
    while len(draft.found(rule.layers)) < number:
        draft.make(rule.layers)
    hold_to_most(draft, rule, rule.layers.kind, wanted, len(draft.found(rule.layers)))


@makes(LayersFused)
def layers_fused(rule: LayersFused, draft: ChangeDraft) -> None:
    """Let the layers become one; for a miss all but the last of them do, or none where there are but two."""
    for id_ in rule.layers:
        draft.need(Selector(kind="grid_layer", ids=(id_,)))
    draft.close("grid_layer")
    missed = draft.misses(rule)
    if missed and len(rule.layers) < 2:
        raise draft.cannot_miss(rule)
    fused = rule.layers[:-1] if missed else rule.layers
    if len(fused) > 1:
        draft.then(("fuse", rule.layers), lambda before: _fuse(before, fused))


def _fuse(before: Structure, layers: tuple[str, ...]) -> MergeLayers:
    into = f"{layers[0]}-one"
    return MergeLayers(layers=layers, into=into, strategy="by community", rest="largest", may_span=True)


# ground


def buildings(draft: Draft, home: str, number: int) -> tuple[str, ...]:
    """Return buildings of a community, after making as many as lack."""
    found = draft.need("building", number, within=home)
    return tuple(building.id for building in found[:number])


@makes(GridsPartition)
def grids_partition(rule: GridsPartition, draft: Draft) -> None:
    """Let every building lie in one grid of the layer; for a miss one lies in none, or in two."""
    for layer in draft.need(rule.layers):
        home = str(draft.at_home(Grid))
        grids = list(draft.structure.where(Grid, layer=layer.id))
        while len(grids) < 2:
            draft.create(Grid, layer=layer.id, parent=home)
            grids = list(draft.structure.where(Grid, layer=layer.id))
        if waits(draft, (rule, layer.id), 3):
            continue
        buildings(draft, home, 2)
        every = [building.id for building in draft.found("building")]
        way = draft.way_of(("none", "two")) if draft.misses(rule, layer.id) else ""
        taken: set[str] = set()
        for grid in grids:
            stated = grid.cells if isinstance(grid.cells, tuple) else ()
            draft.fill(grid, cells=tuple(cell for cell in stated if cell not in taken))
            taken.update(stated)
        first = draft.structure.node(grids[0].id)
        assert isinstance(first, Grid)
        mine = [cell for cell in every if cell not in taken or cell in _cells(draft, first.id)]
        if way == "none":
            mine = mine[1:]
        draft.fill(first, cells=tuple(mine))
        if way == "two":
            draft.fill(draft.structure.node(grids[1].id), cells=(*_cells(draft, grids[1].id), every[0]))
    draft.close("building")
    draft.close("grid")
    draft.close(rule.layers.kind)


def _cells(draft: Draft, grid: str) -> tuple[str, ...]:
    node = draft.structure.node(grid)
    return node.cells if isinstance(node, Grid) and isinstance(node.cells, tuple) else ()


@makes(LayersRelate)
def layers_relate(rule: LayersRelate, draft: Draft) -> None:
    """Cut both layers along the same grids; for a miss across each other."""
    home = str(draft.at_home(Grid))
    layers = [draft.need(Selector(kind="grid_layer", ids=(id_,)))[0] for id_ in (rule.layer, rule.reference)]
    a, b, c, d = buildings(draft, home, 4)
    across = draft.misses(rule, rule.layer)
    one, other = ((a, b), (c, d)), ((a, c), (b, d)) if across else ((a, b), (c, d))
    for layer, cuts in zip(layers, (one, other), strict=True):
        for number, cells in enumerate(cuts, 1):
            id_ = f"{layer.id}-{number}"
            if id_ not in draft.structure:
                draft.create(Grid, id_, layer=layer.id, parent=home, cells=cells)
    draft.close("grid")
    draft.close("building")
    draft.close("grid_layer")


@makes(GridsInOneCommunity)
def grids_in_one_community(rule: GridsInOneCommunity, draft: Draft) -> None:
    """Let every grid lie in one community; for a miss in two, or directly below a street."""
    for grid in draft.need(rule.grids):
        if not draft.misses(rule, grid.id):
            continue
        way = draft.way_of(("two", "none"))
        if way == "none":
            draft.fill(grid, parent=str(draft.need("street")[0].id))
            continue
        here = str(grid.parent)
        other = next(c for c in draft.need("community", 2) if c.id != here)
        layer = draft.structure.node(grid.layer)
        assert isinstance(layer, GridLayer)
        draft.fill(layer, may_span=True)
        draft.fill(grid, also_covers=(other.id,))
    draft.close(rule.grids.kind)
