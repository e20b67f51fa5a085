"""Grids in their layers. The same ground may be cut differently by party building, policing, city management."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from basegov.diagnostics.structures import GRID_IN_TWO_COMMUNITIES
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.estates import Building
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, record
from basegov.structure.units import Community
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
    purpose : str, optional
        For what it was cut, such as ``party_building``, ``police`` or ``comprehensive``.
    work_kinds : tuple of str, optional
        The kinds of work that its grids carry, such as ``fire_safety``; empty when they are known to carry none.
    work_listed : bool, optional
        Whether these are all of them.
    """

    may_span: bool = False
    levels: tuple[Level, ...] | NotStated = NOT_STATED
    purpose: str | NotStated = NOT_STATED
    work_kinds: tuple[str, ...] | NotStated = NOT_STATED
    work_listed: bool | NotStated = NOT_STATED


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
    cells : tuple of str, optional
        The buildings of which it is made up, all of them; the cells are what layers have in common. A building whose
        parent is the grid is one of its cells without being named.
    work_kinds : tuple of str
        Kinds of work that it carries beside those of its layer.
    """

    layer: Annotated[str, Ref("grid_layer")]
    also_covers: Annotated[tuple[str, ...], Ref("community")] = ()
    households: Count | NotStated = NOT_STATED
    cells: Annotated[tuple[str, ...] | NotStated, Ref("building")] = NOT_STATED
    work_kinds: tuple[str, ...] = ()


def communities_of(structure: Structure, grid: Grid) -> tuple[str, ...]:
    """Return the communities in which a grid is known to lie: its own, those it reaches into, and those of its cells.

    A parent that is no community, such as a street, counts as it is while no cells are stated.
    """
    parents = structure.parent_ids(grid.id)
    if grid.cells:
        parents = tuple(parent for parent in parents if isinstance(structure.node(parent), Community))
    found = dict.fromkeys((*parents, *grid.also_covers))
    for cell in grid.cells if isinstance(grid.cells, tuple) else ():
        community = structure.ancestor(cell, Community)
        if community is not None:
            found.setdefault(community.id)
    return tuple(found)


@invariant(Grid, GridLayer, Building)
def grids_lie_in_one_community(
    structure: Structure, new: tuple[Grid | GridLayer | Building, ...]
) -> Iterator[Diagnostic]:
    """Fail because a grid reaches into several communities although its layer does not let grids span."""
    concerned: dict[str, Grid] = {}
    for node in new:
        if isinstance(node, Grid):
            grids: tuple[Grid, ...] = (node,)
        elif isinstance(node, GridLayer):
            grids = structure.where(Grid, layer=node.id)
        else:
            grids = structure.where(Grid, cells=node.id)
        concerned.update((grid.id, grid) for grid in grids)
    for grid in concerned.values():
        if grid.also_covers or grid.cells:
            layer = structure.node(grid.layer)
            covered = communities_of(structure, grid)
            if len(covered) > 1 and not (isinstance(layer, GridLayer) and layer.may_span):
                yield GRID_IN_TWO_COMMUNITIES(
                    structure.location(grid),
                    grid=grid.id, layer=grid.layer, count=len(covered), communities=covered,
                )  # fmt: skip
