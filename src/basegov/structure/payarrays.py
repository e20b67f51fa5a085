"""Pay of a whole roster on numpy arrays: whole numbers of a common part of a yuan, so that it stays exact.

Every component is a table over the codes of its factors, filled for the rows that occur by the function that pays one
person. A person's amount is looked up in it; sums are counts of rows times amounts. Needs the extra ``fast``.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from basegov.exact import Exact
from basegov.quantities import Yuan
from basegov.structure.factors import Lack
from basegov.structure.pay import Paid, PayRule
from basegov.structure.payruns import MOST_ROWS, Block, Ends, Line, PayRun, blocks_of, payer_column, unit_of, whole
from basegov.structure.rosters import Column, Roster
from basegov.values import FrozenMap

ROOM = 1 << 62
"""What no amount may reach, so that nothing is ever cut off."""


@attrs.define
class _Table:
    """One block on arrays.

    Parameters
    ----------
    block : Block
        The components.
    keys : array, optional
        The row of each person; None where everyone is in the one row.
    rows : list
        The rows that occur, as amounts by component; None for those that do not.
    counts : array
        How many people of each payer are in each row: payers by rows.
    """

    block: Block
    keys: Any
    rows: list[dict[str, Ends] | None]
    counts: Any

    def ends(self, names: list[str], side: int) -> list[list[Exact | None]]:
        """Return one end of some components, row by row; nothing for rows that do not occur."""
        return [[0] * len(names) if row is None else [row[name][side] for name in names] for row in self.rows]  # type: ignore[misc]


def run(rule: PayRule, roster: Roster) -> PayRun:
    """Return what a pay rule comes to for everyone on a roster.

    Raises
    ------
    OverflowError
        When amounts do not fit into 64 bits.
    """
    payers = payer_column(rule, roster)
    payer = _codes(payers)
    tables = [_tabled(block, roster, payer, len(payers.words)) for block in blocks_of(rule, roster)]
    unit = unit_of(row for table in tables for row in table.rows)
    _must_fit(tables, unit, len(roster))
    low, high, endless = _totals(tables, unit, len(roster))
    sums: dict[Line, Yuan] = {}
    lacks: dict[tuple[str, Lack], int] = {}
    for table in tables:
        _add(table, payers, unit, sums, lacks)
    is_open = low != high if endless is None else (low != high) | endless
    return PayRun(
        rule=rule, roster=roster, lines=FrozenMap(sums), lacks=FrozenMap(lacks), unit=unit,
        low=low, high=high, endless=endless,
        open_people=0 if high is low else int(np.count_nonzero(is_open)), parts=_lookup(tables, unit),
    )  # fmt: skip


def _codes(column: Column) -> Any:
    return np.frombuffer(column.codes, dtype=np.dtype(f"u{column.codes.itemsize}"))


def _tabled(block: Block, roster: Roster, payer: Any, payers: int) -> _Table:
    columns = [roster.columns[factor] for factor in block.factors]
    sizes = [len(column.words) for column in columns]
    keys, rows_of = _keys([_codes(column) for column in columns], sizes)
    width = math.prod(sizes) if rows_of is None else len(rows_of)
    joint: Any = keys if payers == 1 else payer if keys is None else keys + payer * np.int64(width)
    if joint is None:
        counts = np.array([[len(payer)]])
    else:
        counts = np.bincount(joint, minlength=payers * width).reshape(payers, width)
    rows: list[dict[str, Ends] | None] = [None] * width
    for row in np.flatnonzero(counts.any(axis=0)).tolist():
        rows[row] = block.row(_unravel(row if rows_of is None else int(rows_of[row]), sizes))
    return _Table(block, keys, rows, counts)


def _keys(columns: list[Any], sizes: list[int]) -> tuple[Any, Any]:
    """Return the row of each person, and which rows these are where the table would be too large to be full."""
    if not columns:
        return None, None
    if len(columns) == 1:
        return columns[0].astype(np.int64), None
    size = math.prod(sizes)
    if size >= ROOM:
        raise OverflowError("the factors have too many values together")
    key = columns[0] * np.int64(sizes[1]) + columns[1]
    for column, width in zip(columns[2:], sizes[2:], strict=True):
        key *= width
        key += column
    if size <= MOST_ROWS:
        return key, None
    rows, inverse = np.unique(key, return_inverse=True)
    return inverse.astype(np.int64), rows


def _unravel(number: int, sizes: list[int]) -> list[int]:
    found = []
    for width in reversed(sizes):
        number, code = divmod(number, width)
        found.append(code)
    return found[::-1]


def _must_fit(tables: list[_Table], unit: int, people: int) -> None:
    most = Fraction(0)
    for row in (row for table in tables for row in table.rows if row):
        ends = [Fraction(end) for ends in row.values() for end in ends[:2] if end is not None]
        most = max(most, sum(map(abs, ends), Fraction(0)))
    if most * max(len(tables), 1) * unit * max(people, 1) >= ROOM:
        raise OverflowError("the amounts do not fit into 64 bits")


def _monthly(table: _Table) -> list[str]:
    return [c.name for c in table.block.components if c.paid is Paid.MONTH]


def _totals(tables: list[_Table], unit: int, people: int) -> tuple[Any, Any, Any]:
    """Return the least and the most that each person is paid, and who is open upwards."""
    low = _looked_up(tables, people, lambda lows, highs: int(sum(lows) * unit), np.int64)
    if all(row is None or all(row[n][0] == row[n][1] for n in _monthly(t)) for t in tables for row in t.rows):
        return low, low, None
    spread = _looked_up(
        tables, people, lambda lows, highs: 0 if None in highs else int((sum(highs) - sum(lows)) * unit), np.int64
    )
    endless = _looked_up(tables, people, lambda lows, highs: None in highs, np.bool_)
    return low, low + spread, endless if endless.any() else None


def _looked_up(tables: list[_Table], people: int, of: Any, dtype: Any) -> Any:
    """Return the sum over all blocks of a number for each row; for truths, whether any holds."""
    total: Any = None
    constant: Any = 0
    for table in tables:
        names = _monthly(table)
        if not names:
            continue
        rows = zip(table.ends(names, 0), table.ends(names, 1), strict=True)
        amounts = np.array([of(lows, highs) for lows, highs in rows], dtype=dtype)
        if table.keys is None:
            constant = constant + amounts[0]
            continue
        found = amounts.take(table.keys)
        total = found if total is None else np.add(total, found, out=total)
    if total is None:
        return np.full(people, constant, dtype=dtype)
    return total + constant if constant else total


def _add(table: _Table, payers: Column, unit: int, sums: dict[Line, Yuan], lacks: dict[tuple[str, Lack], int]) -> None:
    """Add the sums of one block by payer and component, and what is missing for how many people."""
    names = [c.name for c in table.block.components]
    lows = np.array([[int((e or 0) * unit) for e in row] for row in table.ends(names, 0)], dtype=np.int64)
    highs = np.array([[int((e or 0) * unit) for e in row] for row in table.ends(names, 1)], dtype=np.int64)
    endless = np.array([[e is None for e in row] for row in table.ends(names, 1)], dtype=np.int64)
    low, high, open_ = ((table.counts @ matrix).tolist() for matrix in (lows, highs, endless))
    for p in np.flatnonzero(table.counts.any(axis=1)).tolist():
        for n, name in enumerate(names):
            ends = Fraction(low[p][n], unit), None if open_[p][n] else Fraction(high[p][n], unit)
            line, amount = (payers.words[p], name), Yuan.between(*map(whole, ends))
            sums[line] = sums[line] + amount if line in sums else amount
    for row, many in zip(table.rows, table.counts.sum(axis=0).tolist(), strict=True):
        for name in names if row and many else ():
            for lack in row[name][2] if row else ():
                lacks[name, lack] = lacks.get((name, lack), 0) + many


def _lookup(tables: list[_Table], unit: int) -> Any:
    by_name = {c.name: t for t in tables for c in t.block.components}

    def part(component: str, row: int) -> tuple[Exact, Exact | None]:
        found = by_name[component]
        of = found.rows[0 if found.keys is None else int(found.keys[row])]
        assert of is not None
        low, high, _ = of[component]
        return low * unit, None if high is None else high * unit

    return part
