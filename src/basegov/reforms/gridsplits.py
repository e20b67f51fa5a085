"""Dividing a grid into several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.diagnostics.grids import NOT_IN_UNIT, PARTS_DO_NOT_ADD_UP
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, once, one_of_kind
from basegov.reforms.recounting import recounted
from basegov.reforms.regridding import Piece, Rest, regrid
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.cells import households_in, partition_of
from basegov.structure.grids import Grid
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, show, stated_words


@attrs.frozen(kw_only=True)
class GridSplit(Event):
    """One grid became several."""

    grid: str
    into: tuple[str, ...]

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """The grid became each of them."""
        return tuple((self.grid, one) for one in self.into)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"grid {self.grid} became {', '.join(self.into)}", f"网格 {self.grid} 分为 {'、'.join(self.into)}")


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


@attrs.frozen(kw_only=True)
class GridPart:
    """A grid that comes of one that is divided.

    Parameters
    ----------
    id : str
        Its id; one of them may keep that of the divided grid.
    name : str, optional
        Its name.
    cells : tuple of str, optional
        Its cells.
    households : Count, optional
        Its households; those of its cells where it is left out.
    """

    id: str
    name: str | NotStated = NOT_STATED
    cells: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    households: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)

    _repr_pretty_ = show


def _parts(value: Iterable[GridPart]) -> tuple[GridPart, ...]:
    return tuple(value)


@step(en="split a grid", zh="拆分网格")
@attrs.frozen(kw_only=True)
class SplitGrid(Step):
    """Divide one grid into several; its cells and households are shared out, none is lost.

    Parameters
    ----------
    grid : str
        The grid.
    into : tuple of GridPart
        What it becomes.
    rest : Rest
        What becomes of records that hang on it: the step is refused, or they follow the largest piece.

    Notes
    -----
    Used by the fictional district.
    """

    grid: str
    into: tuple[GridPart, ...] = attrs.field(converter=_parts)
    rest: Rest = attrs.field(default=Rest.REFUSE, converter=Rest)

    def effect(self, structure: Structure) -> Effect:
        """Make the pieces."""
        grid: Grid = one_of_kind(structure, self.grid, Grid)
        once((part.id for part in self.into), "into")
        for part in self.into:
            if part.id != grid.id:
                must_be_free(structure, part.id)
        self._cells_are_shared_out(structure, grid)
        pieces = tuple(Piece(self._piece(structure, grid, part), (grid.id,)) for part in self.into)
        given = Count.total(
            Count.unknown() if isinstance(p.grid.households, NotStated) else p.grid.households for p in pieces
        )
        if isinstance(grid.households, Count) and grid.households.intersect(given) is None:
            raise refuse(_amiss(grid, "households", grid.households, given))
        changed = regrid(structure, (grid,), pieces, self.rest)
        event = GridSplit(grid=grid.id, into=tuple(part.id for part in self.into))
        put = recounted(structure, changed.put, changed.drop)
        return Effect(put=tuple(put), drop=tuple(changed.drop), events=(event,), carried=tuple(changed.carried))

    def _cells_are_shared_out(self, structure: Structure, grid: Grid) -> None:
        """Refuse fewer than two parts, a cell of another grid, and cells that are in no part or in two."""
        if len(self.into) < 2:
            raise refuse(_amiss(grid, "parts", Count(">= 2"), Count(len(self.into))))
        mine = partition_of(structure, grid.layer)
        given = [cell for part in self.into for cell in (part.cells if isinstance(part.cells, tuple) else ())]
        if grid.id in mine.open_grids:
            return
        for cell in given:
            if cell not in mine.grids[grid.id]:
                raise refuse(NOT_IN_UNIT(node=cell, unit=grid.label))
        if sorted(given) != sorted(mine.grids[grid.id]):
            raise refuse(_amiss(grid, "cells", Count(len(mine.grids[grid.id])), Count(len(given))))

    def _piece(self, structure: Structure, grid: Grid, part: GridPart) -> Grid:
        households = part.households
        if isinstance(households, NotStated) and isinstance(part.cells, tuple):
            households = households_in(structure, part.cells)
        name = grid.name if part.id == grid.id and isinstance(part.name, NotStated) else part.name
        return attrs.evolve(
            grid, id=part.id, name=name, cells=part.cells, households=households, source=self.source, aliases=(),
            sources={},
        )  # fmt: skip


def _amiss(grid: Grid, field: str, whole: Count, parts: Count) -> Diagnostic:
    return PARTS_DO_NOT_ADD_UP(unit=grid.label, field=field, whole=whole, parts=parts)
