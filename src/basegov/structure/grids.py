"""Grids in their layers. The same ground may be cut differently by party building, policing, city management."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from basegov.diagnostics.structures import GRID_IN_TWO_COMMUNITIES
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, record
from basegov.terms import Level
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("grid_layers", en="grid layer", zh="网格层")
@attrs.frozen(kw_only=True)
class GridLayer(Node):
    """One way of cutting the ground into grids (治理网格, 党建网格, 警格).

    Parameters
    ----------
    may_span : bool
        Whether a grid of this layer may cover several communities. Local standards differ: one numbers such grids
        apart, another forbids them.
    levels : tuple of Level, optional
        The levels at which its system stands, such as district, street and community (三级网格体系).
    """

    may_span: bool = False
    levels: tuple[Level, ...] | NotStated = NOT_STATED


@record("grids", en="grid", zh="网格")
@attrs.frozen(kw_only=True)
class Grid(Node):
    """A grid of one layer; its parent is the community in which it lies.

    Parameters
    ----------
    layer : str
        The layer it belongs to.
    also_covers : tuple of str
        Further communities it reaches into, where the layer lets its grids span.
    households : Count, optional
        Households in it.
    """

    layer: Annotated[str, Ref("grid_layer")]
    also_covers: Annotated[tuple[str, ...], Ref("community")] = ()
    households: Count | NotStated = NOT_STATED


@invariant(Grid, GridLayer)
def grids_lie_in_one_community(structure: Structure, new: tuple[Grid | GridLayer, ...]) -> Iterator[Diagnostic]:
    """Fail because a grid reaches into several communities although its layer does not let grids span."""
    concerned: dict[str, Grid] = {}
    for node in new:
        grids = (node,) if isinstance(node, Grid) else structure.where(Grid, layer=node.id)
        concerned.update((grid.id, grid) for grid in grids)
    for grid in concerned.values():
        if grid.also_covers:
            layer = structure.node(grid.layer)
            covered = tuple(dict.fromkeys((*structure.parent_ids(grid.id), *grid.also_covers)))
            if len(covered) > 1 and not (isinstance(layer, GridLayer) and layer.may_span):
                yield GRID_IN_TWO_COMMUNITIES(
                    structure.location(grid),
                    grid=grid.id, layer=grid.layer, count=len(covered), communities=covered,
                )  # fmt: skip
