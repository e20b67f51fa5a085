"""Indicators of grids in layers: how many layers, what they leave out, what they do twice."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from basegov.quantities import Count, Number
from basegov.scenarios.indicators import Measured, indicator
from basegov.scenarios.measures import number_of
from basegov.structure.cells import cells_below, partition_of, work_in, work_of
from basegov.structure.estates import Building
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@indicator(
    en="grid layers", zh="网格层", unit="count", reads=(GridLayer, UnitGroup, Inventory),
    definition=Text(
        "Layers that the structure lists, those that a group says there are, and those that an inventory says are "
        "there too; not stated while none is known",
        "结构中列出的网格层，加上单元组和清册载明而未列出的；均未载明时为未载明",
    ),
)  # fmt: skip
def grid_layers(structure: Structure) -> Measured:
    """Count the layers of grids."""
    groups = structure.where(UnitGroup, of="grid_layer")
    listed = number_of(structure, "grid_layer")
    if not groups:
        return listed
    counts = [Count.unknown() if isinstance(g.count, NotStated) else g.count for g in groups]
    more = [Count.between(max(0, (c.low or 0) - len(g.members)), c.high) for c, g in zip(counts, groups, strict=True)]
    return Count.total([*(() if isinstance(listed, NotStated) else (listed,)), *more])


@indicator(
    en="buildings outside a layer's grids", zh="未入格楼栋", unit="count", reads=(Building, Grid, GridLayer, Inventory),
    definition=Text(
        "Over all grid layers, the buildings that lie in none of the layer's grids; open while grids, buildings or "
        "what belongs to a grid are not all recorded; not stated while no building is",
        "各网格层中未归入该层任何网格的楼栋合计；网格、楼栋或网格单元未全部载明时只给出范围；没有楼栋记录时为未载明",
    ),
)  # fmt: skip
def buildings_outside_grids(structure: Structure) -> Measured:
    """Count the buildings that lie in no grid of a layer, over all layers."""
    layers = structure.records(GridLayer)
    if not layers or not structure.records(Building):
        return NOT_STATED
    found = []
    for layer in layers:
        partition = partition_of(structure, layer.id)
        cells, listed = cells_below(structure, next(iter(structure.parent_ids(layer.id)), None))
        holders = partition.holders()
        outside = sum(cell not in holders for cell in cells)
        found.append(Count.between(outside if partition.is_known else 0, outside if listed else None))
    return Count.total(found)


@indicator(
    en="kinds of work per grid", zh="每网格工作类数", unit="number", reads=(Grid, GridLayer),
    definition=Text(
        "Over all grids listed, the mean number of kinds of work that a grid carries, with those of its layer; at "
        "least that while a layer does not list all of its work; not stated while no work is recorded",
        "所列网格平均承担的工作类数（含所在网格层的工作）；网格层未列全工作时为下限；没有工作记录时为未载明",
    ),
)  # fmt: skip
def work_kinds_per_grid(structure: Structure) -> Measured:
    """Measure how many kinds of work a grid carries in the mean."""
    works = [work_of(structure, grid) for grid in structure.records(Grid)]
    if not works or not any(work.kinds for work in works):
        return NOT_STATED
    mean = Fraction(sum(len(work.kinds) for work in works), len(works))
    return Number.between(mean, mean if all(work.listed for work in works) else None)


@indicator(
    en="work done in several layers", zh="网格层间重复工作", unit="count", reads=(Grid, GridLayer),
    definition=Text(
        "For each kind of work the number of layers that carry it, less one; added up. At least that while a layer "
        "does not list all of its work; not stated while no work is recorded",
        "每类工作由几个网格层承担即计几个，减一后合计；网格层未列全工作时为下限；没有工作记录时为未载明",
    ),
)  # fmt: skip
def work_in_several_layers(structure: Structure) -> Measured:
    """Count how often kinds of work are carried once more in another layer."""
    works = [work_in(structure, layer.id) for layer in structure.records(GridLayer)]
    if not any(work.kinds for work in works):
        return NOT_STATED
    times = Counter(kind for work in works for kind in work.kinds)
    more = sum(number - 1 for number in times.values())
    return Count.between(more, more if all(work.listed for work in works) or len(works) < 2 else None)
