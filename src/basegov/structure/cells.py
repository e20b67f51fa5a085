"""Layers of grids over common cells: what each grid is made up of, how layers lie to each other, what unites them.

A cell is a building. Everything here goes through the cells once or twice, so a district with hundreds of grids and a
hundred thousand cells is no trouble.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from basegov.quantities import Count
from basegov.structure.estates import Building
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.party import GridPairing
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.units import Community, Inventory
from basegov.texts import Language
from basegov.values import NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class LayerRelation(enum.Enum):
    """How one layer lies to another: the same grids, every grid inside one of the other, or every grid made of them."""

    EQUAL = "equal"
    REFINES = "refines"
    COARSENS = "coarsens"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the relation."""
        zh = {"equal": "范围一致", "refines": "逐格细分", "coarsens": "逐格合并"}
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen
class Partition:
    """The grids of one layer as sets of cells.

    Parameters
    ----------
    layer : str
        The layer.
    grids : mapping of str to frozenset of str
        For each grid the cells that are known to belong to it.
    open_grids : frozenset of str
        Grids of which not all cells are stated.
    listed : bool
        Whether an inventory says that every grid is listed.
    """

    layer: str
    grids: Mapping[str, frozenset[str]]
    open_grids: frozenset[str]
    listed: bool

    @property
    def is_known(self) -> bool:
        """Whether all grids and all of their cells are known."""
        return self.listed and not self.open_grids

    def holders(self) -> dict[str, tuple[str, ...]]:
        """Return for every cell the grids that hold it."""
        found: dict[str, tuple[str, ...]] = {}
        for grid, cells in self.grids.items():
            for cell in sorted(cells):  # in an order that does not change from one run to the next
                found[cell] = (*found.get(cell, ()), grid)
        return found


def partition_of(structure: Structure, layer: str) -> Partition:
    """Return the grids of a layer as sets of cells, made once for a structure."""
    return structure.cached(("partition", layer), lambda s: _partition(s, layer))


def _partition(structure: Structure, layer: str) -> Partition:
    inside = structure.cached("cells by grid", _cells_by_grid)
    grids: dict[str, frozenset[str]] = {}
    open_ = set()
    for grid in structure.where(Grid, layer=layer):
        stated = grid.cells if isinstance(grid.cells, tuple) else ()
        grids[grid.id] = frozenset((*stated, *inside.get(grid.id, ())))
        if isinstance(grid.cells, NotStated) and not _lists_buildings(structure, grid.id):
            open_.add(grid.id)
    listed = Selector(kind="grid", where={"layer": layer}).lists_all(structure)
    return Partition(layer, grids, frozenset(open_), listed)


def _lists_buildings(structure: Structure, grid: str) -> bool:
    """Whether an inventory about the grid itself says that every building in it is listed."""
    found = structure.find_record(Inventory, (Inventory, grid, "building"))
    return found is not None and found.complete is True


def _cells_by_grid(structure: Structure) -> dict[str, list[str]]:
    """Return the buildings that stand in grids by their parents, perhaps in an estate between."""
    found: dict[str, list[str]] = {}
    for cell, grid in _nearest(structure, Grid).items():
        if grid is not None:
            found.setdefault(grid, []).append(cell)
    return found


def _nearest(structure: Structure, kind: type[Node]) -> dict[str, str | None]:
    """Return for every building the nearest container of a class; buildings of one parent share the way up."""
    by_parent: dict[str | NotStated, str | None] = {}
    found: dict[str, str | None] = {}
    for building in structure.records(Building):
        if building.parent not in by_parent:
            above = structure.ancestor(building.id, kind)
            by_parent[building.parent] = None if above is None else above.id
        found[building.id] = by_parent[building.parent]
    return found


def cells_below(structure: Structure, scope: str | None) -> tuple[tuple[str, ...], bool]:
    """Return the cells inside a node (everywhere where none is given), and whether all of them are listed."""
    what = Selector(kind="building", within=scope)
    if scope is None:
        return tuple(building.id for building in structure.records(Building)), what.lists_all(structure)
    below = {building.id for building in structure.descendants(scope, Building)}
    inside = tuple(building.id for building in structure.records(Building) if building.id in below)
    return inside, what.lists_all(structure)


def households_in(structure: Structure, cells: Iterable[str]) -> Count:
    """Return how many households live in some cells; open upwards while that of one is not stated."""
    buildings = (structure.node(cell) for cell in cells)
    return Count.total(b.households if isinstance(b, Building) else Count.unknown() for b in buildings)


# how layers lie to each other


def straddling(one: Partition, other: Partition) -> dict[str, tuple[str, ...]]:
    """Return the grids of one layer whose known cells lie in several grids of another and in no single one."""
    holders = other.holders()
    found = {}
    for grid, cells in one.grids.items():
        inside = {cell for cell in cells if cell in holders}
        hit = sorted({holder for cell in inside for holder in holders[cell]})
        if hit and not any(inside <= other.grids[holder] for holder in hit):
            found[grid] = tuple(hit)
    return found


def sticking_out(one: Partition, other: Partition) -> dict[str, tuple[str, ...]]:
    """Return the grids of one layer with known cells that lie in no known grid of another, with these cells."""
    held = other.holders()
    lacking = {grid: tuple(sorted(cell for cell in cells if cell not in held)) for grid, cells in one.grids.items()}
    return {grid: cells for grid, cells in lacking.items() if cells}


def same_cells(structure: Structure, one: Grid, other: Grid) -> Truth:
    """Say whether two grids cover the same ground: by their cells, and where these are not stated by their pairing."""
    known = [partition_of(structure, grid.layer) for grid in (one, other)]
    if one.id not in known[0].open_grids and other.id not in known[1].open_grids:
        return Truth.of(known[0].grids[one.id] == known[1].grids[other.id])
    pairing = structure.find_record(GridPairing, (GridPairing, tuple(sorted((one.id, other.id)))))
    return Truth.UNKNOWN if pairing is None else Truth.of(pairing.same_area)


# what unites layers


def common_refinement(partitions: Iterable[Partition]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the coarsest layer that refines all of some layers: the cells by the grids in which they lie.

    Two cells are together if and only if each layer has them in the same grid. A cell that is in no grid of a layer is
    apart from those that are in one.
    """
    tables = [partition.holders() for partition in partitions]
    cells = dict.fromkeys(cell for table in tables for cell in table)
    found: dict[tuple[str, ...], list[str]] = {}
    for cell in cells:
        found.setdefault(tuple(grid for table in tables for grid in table.get(cell, ())), []).append(cell)
    return {grids: tuple(inside) for grids, inside in found.items()}


def common_coarsening(
    partitions: Iterable[Partition], same: Iterable[tuple[str, str]] = ()
) -> tuple[tuple[str, ...], ...]:
    """Return the finest layer that all of some layers refine: the grids that hang together through common cells.

    Parameters
    ----------
    partitions : iterable of Partition
        The layers.
    same : iterable of (str, str)
        Grids that are known to cover the same ground although their cells are not stated.
    """
    import networkx as nx

    known = tuple(partitions)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(grid for partition in known for grid in partition.grids)
    for grids in common_refinement(known):
        nx.add_path(graph, grids)
    graph.add_edges_from(pair for pair in same if pair[0] in graph and pair[1] in graph)
    place = {grid: at for at, grid in enumerate(graph)}
    pieces = [tuple(sorted(piece, key=place.__getitem__)) for piece in nx.connected_components(graph)]
    return tuple(sorted(pieces, key=lambda piece: place[piece[0]]))


def community_of(structure: Structure, cell: str) -> str | None:
    """Return the community in which a cell lies, or None."""
    found: dict[str, str | None] = structure.cached("community by cell", lambda s: _nearest(s, Community))
    return found.get(cell)


# work


@attrs.frozen
class Work:
    """The kinds of work that a layer, or a grid, carries.

    Parameters
    ----------
    kinds : tuple of str
        Those that are recorded.
    listed : bool
        Whether these are all of them.
    """

    kinds: tuple[str, ...]
    listed: bool

    def carries(self, kind: str) -> Truth:
        """Say whether a kind of work is carried."""
        return Truth.TRUE if kind in self.kinds else Truth.FALSE if self.listed else Truth.UNKNOWN


def work_of(structure: Structure, node: GridLayer | Grid) -> Work:
    """Return the work of a layer, or of a grid: that of its layer and what it carries besides."""
    layer = node if isinstance(node, GridLayer) else structure.node(node.layer)
    assert isinstance(layer, GridLayer)
    stated = layer.work_kinds if isinstance(layer.work_kinds, tuple) else ()
    own = node.work_kinds if isinstance(node, Grid) else ()
    listed = layer.work_listed is True and isinstance(layer.work_kinds, tuple)  # a list that is not stated says nothing
    return Work(tuple(dict.fromkeys((*stated, *own))), listed)


def work_in(structure: Structure, layer: str) -> Work:
    """Return all work that a layer and its grids carry."""
    node = structure.node(layer)
    if not isinstance(node, GridLayer):
        return Work((), listed=False)
    own = work_of(structure, node)
    grids = structure.where(Grid, layer=layer)
    return Work(tuple(dict.fromkeys((*own.kinds, *(k for g in grids for k in g.work_kinds)))), own.listed)
