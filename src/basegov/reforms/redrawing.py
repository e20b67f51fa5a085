"""Drawing the grids of one layer that takes the place of several."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

import attrs

from basegov.diagnostics.grids import GROUND_NOT_STATED
from basegov.quantities import Count
from basegov.reforms.regridding import Piece
from basegov.reforms.steps import refuse
from basegov.sources import Source
from basegov.structure.cells import (
    Partition,
    common_coarsening,
    common_refinement,
    community_of,
    households_in,
    partition_of,
    same_cells,
)
from basegov.structure.estates import Building
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.party import GridPairing
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth


class Strategy(enum.Enum):
    """How grids of several layers become those of one.

    Refining cuts along every border of every layer; coarsening joins what hangs together through common cells; by
    community makes a grid of every community.
    """

    REFINE = "refine"
    COARSEN = "coarsen"
    BY_COMMUNITY = "by community"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the strategy."""
        zh = {"refine": "细分", "coarsen": "合并", "by community": "以社区划分"}
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen
class Group:
    """Grids that make up a new one, with its ground.

    Parameters
    ----------
    parts : tuple of str
        The grids that go into it.
    cells : tuple of str, optional
        Its cells; None while they are not stated.
    home : str, optional
        The community in which it lies; not stated where none is recorded.
    whole : bool
        Whether it is the whole of its community.
    """

    parts: tuple[str, ...]
    cells: tuple[str, ...] | None
    home: str | NotStated
    whole: bool = False


class Names:
    """Gives new grids their ids: the community, the layer, and a number.

    Parameters
    ----------
    structure : Structure
        Where the ids must be free.
    layer : str
        The layer.
    """

    def __init__(self, structure: Structure, layer: str) -> None:
        self._structure = structure
        self._layer = layer
        self._last: dict[str, int] = {}

    def next(self, home: str | NotStated) -> str:
        """Return a free id for a grid in a community."""
        stem = self._layer if isinstance(home, NotStated) else f"{home}-{self._layer}"
        while True:
            self._last[stem] = self._last.get(stem, 0) + 1
            id_ = f"{stem}-{self._last[stem]}"
            if id_ not in self._structure:
                return id_


def redrawn(
    structure: Structure, layers: tuple[GridLayer, ...], into: str, strategy: Strategy, *, may_span: bool,
    source: Source | NotStated = NOT_STATED,
) -> Iterator[Piece]:  # fmt: skip
    """Yield the grids of the layer that takes the place of others.

    A grid that stays on its ground keeps its id, the first of several that have the same.

    Parameters
    ----------
    structure : Structure
        The structure before.
    layers : tuple of GridLayer
        The layers that go.
    into : str
        Id of the one that comes.
    strategy : Strategy
        How the grids come about.
    may_span : bool
        Whether a grid may cover several communities.
    source : Source, optional
        What the new grids cite.

    Raises
    ------
    ReformError
        Naming grids whose cells would have to be stated.
    """
    partitions = tuple(partition_of(structure, layer.id) for layer in layers)
    known = {grid.id: grid for layer in layers for grid in structure.where(Grid, layer=layer.id)}
    cells = {id_: found for partition in partitions for id_, found in partition.grids.items()}
    open_ = {grid for partition in partitions for grid in partition.open_grids}
    if strategy is Strategy.BY_COMMUNITY:
        groups = _by_community(structure, known, cells, open_)
    elif strategy is Strategy.REFINE:
        _must_know(open_, strategy)
        groups = (
            Group(parts, inside, known[parts[0]].parent) for parts, inside in common_refinement(partitions).items()
        )
    else:
        groups = _coarsened(structure, known, partitions, open_)
    names, taken, seen = Names(structure, into), set[str](), set[str]()
    for drawn in groups:
        for group in (drawn,) if drawn.whole or may_span else _cut(structure, drawn):
            same = [id_ for id_ in group.parts if _same_ground(structure, group, id_, known, cells, open_)]
            kept = next((known[id_] for id_ in same if id_ not in taken), None)
            id_ = names.next(group.home) if kept is None else kept.id
            taken.add(id_)
            seen.update(group.parts)
            grid = Grid(
                id=id_, name=NOT_STATED if kept is None else kept.name, parent=group.home, layer=into,
                also_covers=_also(structure, group) if may_span else (),
                households=_households(structure, group, [known[one] for one in same]),
                cells=NOT_STATED if group.cells is None else tuple(sorted(group.cells)), source=source,
            )  # fmt: skip
            yield Piece(grid, group.parts)
    for id_, grid in known.items():
        if id_ not in seen:  # it is known to have no cells at all
            yield Piece(attrs.evolve(grid, layer=into, work_kinds=()), (id_,))


def _must_know(grids: set[str], strategy: Strategy) -> None:
    if grids:
        words = Text(strategy.text("en"), strategy.text("zh"))
        raise refuse(GROUND_NOT_STATED(grids=tuple(sorted(grids))[:5], strategy=words))


def _coarsened(
    structure: Structure, known: Mapping[str, Grid], partitions: tuple[Partition, ...], open_: set[str]
) -> Iterator[Group]:
    """Yield grids that hang together; refuse where one whose cells are not stated may overlap one of another layer."""
    same = [pairing.grids for pairing in structure.records(GridPairing) if pairing.same_area is True]
    pieces = common_coarsening(partitions, same)
    at_home: dict[str | NotStated, set[str]] = {}
    anywhere: set[str] = set()
    for grid in known.values():
        at_home.setdefault(grid.parent, set()).add(grid.layer)
        if grid.also_covers or isinstance(grid.parent, NotStated):
            anywhere.add(grid.layer)
    unsure = set()
    for piece in pieces:
        layers = {known[id_].layer for id_ in piece}
        for id_ in piece:
            lost = isinstance(known[id_].parent, NotStated) or known[id_].also_covers
            around = {grid.layer for grid in known.values()} if lost else at_home[known[id_].parent] | anywhere
            if id_ in open_ and not around <= layers:
                unsure.add(id_)
    _must_know(unsure, Strategy.COARSEN)
    cells = {id_: found for partition in partitions for id_, found in partition.grids.items()}
    for piece in pieces:
        inside = None if open_.intersection(piece) else tuple(sorted({c for id_ in piece for c in cells[id_]}))
        if inside != ():
            yield Group(piece, inside, known[piece[0]].parent)


def _by_community(
    structure: Structure, known: Mapping[str, Grid], cells: Mapping[str, frozenset[str]], open_: set[str]
) -> Iterator[Group]:
    """Yield the grids in each community, with the buildings of the community where those of the grids are stated."""
    built: dict[str | None, list[str]] = {}
    for building in structure.records(Building):
        built.setdefault(community_of(structure, building.id), []).append(building.id)
    parts: dict[str, dict[str, None]] = {}
    for grid in known.values():
        places = [*structure.parent_ids(grid.id), *grid.also_covers]
        found = (community_of(structure, cell) for cell in sorted(cells[grid.id]))
        for place in dict.fromkeys((*places, *(place for place in found if place is not None))):
            if isinstance(structure.node(place), Community):
                parts.setdefault(place, {})[grid.id] = None
    for place, ids in parts.items():
        inside = None if open_.intersection(ids) else tuple(built.get(place, ()))
        yield Group(tuple(ids), inside, place, whole=True)


def _cut(structure: Structure, group: Group) -> Iterator[Group]:
    """Yield a group cut at the borders of communities."""
    places: dict[str | NotStated, list[str]] = {}
    for cell in group.cells or ():
        place = community_of(structure, cell)
        places.setdefault(group.home if place is None else place, []).append(cell)
    if not places:
        yield group
    for home, inside in places.items():
        yield Group(group.parts, tuple(inside), home)


def _same_ground(
    structure: Structure, group: Group, id_: str, known: Mapping[str, Grid], cells: Mapping[str, frozenset[str]],
    open_: set[str],
) -> bool:  # fmt: skip
    """Whether a grid stays on its ground: by its cells, or since it is alone or paired with all the others."""
    if group.cells is not None and id_ not in open_:
        return cells[id_] == frozenset(group.cells)
    return not group.whole and all(
        other == id_ or same_cells(structure, known[id_], known[other]) is Truth.TRUE for other in group.parts
    )


def _households(structure: Structure, group: Group, same: list[Grid]) -> Count | NotStated:
    """Return what grids of the same ground, the cells and the community say of the households; all must agree."""
    known = [grid.households for grid in same if isinstance(grid.households, Count)]
    if group.cells:
        known.append(households_in(structure, group.cells))
    if group.whole and isinstance(group.home, str):
        unit = structure.node(group.home)
        known += [unit.households] if isinstance(unit, Community) and isinstance(unit.households, Count) else []
    found: Count | None = Count.between(0, None)
    for count in known:
        found = None if found is None else found.intersect(count)
    return NOT_STATED if found is None or (found.low == 0 and found.high is None) else found


def _also(structure: Structure, group: Group) -> tuple[str, ...]:
    """Return the further communities in which a group has cells."""
    places = (community_of(structure, cell) for cell in group.cells or ())
    return tuple(dict.fromkeys(place for place in places if place is not None and place != group.home))
