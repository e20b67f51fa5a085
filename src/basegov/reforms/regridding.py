"""Replacing grids by others on the same ground: what becomes of everything that hangs on them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import attrs

from basegov.diagnostics.grids import HANGS_ON_DIVIDED_GRID
from basegov.errors import Diagnostic, ReformError
from basegov.reforms.accounts import Carried
from basegov.reforms.mergers import redirected
from basegov.structure.cells import households_in, partition_of
from basegov.structure.estates import Building, Estate
from basegov.structure.grids import Grid
from basegov.structure.party import GridPairing
from basegov.structure.records import Key, Node, Record, record_type
from basegov.structure.snapshot import Structure
from basegov.texts import Language
from basegov.values import EMPTY, NOT_STATED


class Rest(enum.Enum):
    """What becomes of records that hang on a grid which is divided: the step is refused, or they follow a piece."""

    REFUSE = "refuse"
    LARGEST = "largest"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        return {"refuse": "不予实施", "largest": "随最大网格"}[self.value] if lang == "zh" else self.value


@attrs.frozen
class Piece:
    """A grid that is made, with the grids that go into it wholly or in part.

    Parameters
    ----------
    grid : Grid
        The new grid.
    parts : tuple of str
        The grids before.
    """

    grid: Grid
    parts: tuple[str, ...]


@attrs.define
class Regridding:
    """The records that a change of grids puts and drops.

    Parameters
    ----------
    put, drop : list of Record
        What is put and dropped.
    carried : list of Carried
        What holds what other records held before.
    lineage : tuple of (str, str)
        Which grid became which.
    """

    put: list[Record] = attrs.field(factory=list)
    drop: list[Record] = attrs.field(factory=list)
    carried: list[Carried] = attrs.field(factory=list)
    lineage: tuple[tuple[str, str], ...] = ()


def regrid(
    structure: Structure, old: Iterable[Grid], pieces: Iterable[Piece], rest: Rest, other: Mapping[str, str] = EMPTY
) -> Regridding:
    """Replace grids by others, and let what hangs on them follow.

    Buildings follow their ground. Whatever else hangs on a grid follows it where it becomes a part of one new grid;
    where it is divided, the step is refused, or what hangs on it follows the largest piece. A pairing of grids whose
    ground has changed does not say any more whether the two cover the same.

    Parameters
    ----------
    structure : Structure
        The structure before.
    old : iterable of Grid
        The grids that go.
    pieces : iterable of Piece
        What comes in their place.
    rest : Rest
        What becomes of records that hang on a divided grid.
    other : mapping of str to str
        Further nodes that become others, such as layers.

    Raises
    ------
    ReformError
        Naming every record that hangs on a divided grid.
    """
    made, gone = tuple(pieces), {grid.id: grid for grid in old}
    into: dict[str, list[Piece]] = {id_: [] for id_ in gone}
    for piece in made:
        for part in piece.parts:
            into[part].append(piece)
    becomes = {id_: found[0].grid.id for id_, found in into.items() if len(found) == 1}
    divided = {id_: found for id_, found in into.items() if len(found) > 1}
    placed = _placed(structure, divided)
    if rest is Rest.REFUSE:
        wrong = [d for id_, found in divided.items() for d in _hanging(structure, gone[id_], found, placed, gone)]
        if wrong:
            raise ReformError(wrong)
    becomes |= {id_: _largest(structure, id_, found) for id_, found in divided.items()}
    changed: dict[tuple[type[Record], Key], Record] = {(Grid, p.grid.id): p.grid for p in made}
    drop: list[Record] = [grid for grid in gone.values() if (Grid, grid.id) not in changed]
    carried = []
    kept = {id_: found[0].grid for id_, found in into.items() if _keeps_ground(structure, gone[id_], found)}
    for before, found, partial in redirected(structure, {**becomes, **other}, gone.keys()):
        drop += [r for r in before if found is None or r.key != found.key]
        after = _paired_anew(before, found, kept, gone) if isinstance(found, GridPairing) else found
        if isinstance(after, GridPairing) and _in_one_layer(structure, after, changed):
            drop.append(before[0])
            continue
        if after is None or isinstance(after, Building | Estate):
            continue
        changed[type(after), after.key] = after
        carried.append(Carried(before=before, after=(after,), unrecorded=partial))
    for place in _inside(structure, gone):
        home = placed.get(place.id) or becomes.get(str(place.parent))
        if home is not None:
            changed[type(place), place.id] = attrs.evolve(place, parent=home)
    lineage = tuple(dict.fromkeys((part, piece.grid.id) for piece in made for part in piece.parts))
    drop = [r for r in drop if (type(r), r.key) not in changed]
    return Regridding(list(changed.values()), drop, carried, lineage)


def _inside(structure: Structure, gone: dict[str, Grid]) -> list[Building | Estate]:
    """Return the buildings and estates that stand in the grids that go, by their parents."""
    found: list[Building | Estate] = []
    for id_ in gone:
        found += [*structure.where(Building, parent=id_), *structure.where(Estate, parent=id_)]
    return found


def _placed(structure: Structure, divided: dict[str, list[Piece]]) -> dict[str, str]:
    """Return for buildings (and estates that lie in one piece) of divided grids the piece that they follow."""
    found: dict[str, str] = {}
    for id_, pieces in divided.items():
        home = {cell: p.grid.id for p in pieces for cell in (p.grid.cells if isinstance(p.grid.cells, tuple) else ())}
        for building in structure.where(Building, parent=id_):
            if building.id in home:
                found[building.id] = home[building.id]
        for estate in structure.where(Estate, parent=id_):
            homes = {home.get(building.id) for building in structure.where(Building, parent=estate.id)}
            if len(homes) == 1 and (one := homes.pop()) is not None:
                found[estate.id] = one
    return found


def _hanging(
    structure: Structure, grid: Grid, pieces: list[Piece], placed: dict[str, str], gone: dict[str, Grid]
) -> list[Diagnostic]:
    """Return a diagnostic for everything that hangs on a divided grid and has no place of its own."""
    named = tuple(piece.grid.id for piece in pieces)
    found: dict[tuple[type[Record], Key], Diagnostic] = {}
    for record, _ in structure.references_to(grid.id):
        if isinstance(record, GridPairing) or (isinstance(record, Node) and (record.id in placed or record.id in gone)):
            continue
        key = record.key if isinstance(record, Node) else tuple(record.key[1:])  # type: ignore[index]
        kind = record_type(type(record)).label
        shown = HANGS_ON_DIVIDED_GRID(grid=grid.id, pieces=named, kind=kind, key=key)
        found[type(record), record.key] = shown
    return list(found.values())


def _largest(structure: Structure, grid: str, pieces: list[Piece]) -> str:
    """Return the piece that takes over the most households of a grid, as far as is known; the first of several."""
    layer = getattr(structure.node(grid), "layer", "")
    mine = partition_of(structure, layer).grids.get(grid, frozenset())
    sizes = []
    for at, piece in enumerate(pieces):
        cells = mine.intersection(piece.grid.cells) if isinstance(piece.grid.cells, tuple) else ()
        low = households_in(structure, cells).low if cells else getattr(piece.grid.households, "low", 0)
        sizes.append((-(low or 0), -len(cells), at))
    return pieces[min(sizes)[2]].grid.id


def _keeps_ground(structure: Structure, grid: Grid, pieces: list[Piece]) -> bool:
    """Whether a grid becomes one of the same ground: alone, or with others that have the very same cells."""
    if len(pieces) != 1:
        return False
    if len(pieces[0].parts) == 1:
        return True
    known = partition_of(structure, grid.layer)
    cells = pieces[0].grid.cells
    return grid.id not in known.open_grids and isinstance(cells, tuple) and known.grids[grid.id] == frozenset(cells)


def _paired_anew(
    before: tuple[Record, ...], pairing: GridPairing, kept: dict[str, Grid], gone: dict[str, Grid]
) -> GridPairing:
    """Return a pairing that says no more that the ground is the same, unless it has stayed the same."""
    grids = {id_ for r in before if isinstance(r, GridPairing) for id_ in r.grids if id_ in gone}
    return pairing if grids <= kept.keys() else attrs.evolve(pairing, same_area=NOT_STATED)


def _in_one_layer(structure: Structure, pairing: GridPairing, changed: dict[tuple[type[Record], Key], Record]) -> bool:
    grids = [changed.get((Grid, id_)) or structure.node(id_) for id_ in pairing.grids]
    return len({getattr(grid, "layer", None) for grid in grids}) < 2


__all__ = ["Piece", "Regridding", "Rest", "regrid"]
