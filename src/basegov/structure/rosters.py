"""A roster as columns: what is known of many people, without a record for each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

import attrs

from basegov.diagnostics.pay import ROSTER_NO_COLUMN
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Count, Yuan
from basegov.structure.employment import CAREER_FACTORS, Career
from basegov.structure.factors import Fact, Facts
from basegov.structure.records import Record
from basegov.structure.scales import GradePlacement
from basegov.structure.staffing import Staff
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated

UNSTATED = 0
"""The code of a cell that is not stated."""


@attrs.frozen(eq=False, repr=False)
class Column:
    """One column: for each row the number of a word.

    Parameters
    ----------
    codes : array
        The numbers, as unsigned integers of 2 or 4 bytes.
    words : tuple
        The words; the first is not stated.
    """

    codes: array[int]
    words: tuple[str | NotStated, ...]

    @classmethod
    def from_codes(cls, codes: Iterable[int], words: Iterable[str | NotStated]) -> Column:
        """Wrap codes, in the narrowest type that holds them."""
        words = tuple(words)
        return cls(array("H" if len(words) <= 1 << 16 else "I", codes), words)

    @classmethod
    def build(cls, cells: Iterable[str | NotStated]) -> Column:
        """Build a column from its cells."""
        numbers: dict[str | NotStated, int] = {NOT_STATED: UNSTATED}
        codes = [numbers.setdefault(cell, len(numbers)) for cell in cells]
        return cls.from_codes(codes, numbers)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str | NotStated:
        return self.words[self.codes[row]]

    def counts(self) -> dict[str | NotStated, int]:
        """Return how often each word stands."""
        found = [0] * len(self.words)
        for code in self.codes:
            found[code] += 1
        return {word: n for word, n in zip(self.words, found, strict=True) if n}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Roster:
    """Many people as columns. Names are kept only where they were asked for, and are never shown.

    Parameters
    ----------
    ids : tuple of str
        Id of each person.
    columns : mapping of str to Column
        The columns by name: ``unit``, ``payer``, ``category``, ``level``, ``grade``, and factors such as ``post``.
    names : tuple of str, optional
        Name of each person.
    file : str
        Where it was read.
    """

    ids: tuple[str, ...]
    columns: FrozenMap[str, Column] = EMPTY
    names: tuple[str, ...] | NotStated = NOT_STATED
    file: str = ""

    @classmethod
    def build(cls, ids: Iterable[str], columns: Mapping[str, Iterable[str | NotStated]]) -> Self:
        """Build a roster from the cells of its columns; raise ValueError when they are not of one length."""
        made = {name: Column.build(cells) for name, cells in columns.items()}
        ids = tuple(ids)
        if any(len(column) != len(ids) for column in made.values()):
            raise ValueError("the columns of a roster have one length")
        return cls(ids=ids, columns=FrozenMap(made))

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        return f"<Roster of {len(self):,}: {', '.join(self.columns) or 'no columns'}>"

    def column(self, name: str) -> Column:
        """Return a column.

        Raises
        ------
        NotFoundError
            When the roster does not have it.
        """
        if name not in self.columns:
            raise NotFoundError([ROSTER_NO_COLUMN(column=name, hint=Suggestion.build(name, self.columns))])
        return self.columns[name]

    def facts(self, row: int) -> Facts:
        """Return what is known of the person of a row; a factor without a column is not stated."""

        def fact(factor: str) -> Fact:
            column = self.columns.get(factor)
            return NOT_STATED if column is None else column[row]

        return fact

    def to_records(self, parent: str | NotStated = NOT_STATED, scale: str | NotStated = NOT_STATED) -> Iterator[Record]:
        """Yield `Staff`, `Career` and, where a scale is named, `GradePlacement` records of every person.

        Parameters
        ----------
        parent : str, optional
            Where people are counted who have no ``unit``.
        scale : str, optional
            The scale on which ``level`` and ``grade`` are meant.
        """
        known = {*CAREER_FACTORS, "unit", "payer", "category", "employer", "level", "grade", "monthly_pay"}
        others = [name for name in self.columns if name not in known]
        for row, id_ in enumerate(self.ids):
            told = {name: column[row] for name, column in self.columns.items()}

            def fact(name: str, told: dict[str, str | NotStated] = told) -> str | NotStated:
                return told.get(name, NOT_STATED)

            unit, pay, years = fact("unit"), fact("monthly_pay"), fact("years")
            yield Staff(
                id=id_, parent=parent if isinstance(unit, NotStated) else unit, category=fact("category"),
                employer=fact("employer"),
                monthly_pay=pay if isinstance(pay, NotStated) else Yuan(pay),
                name=NOT_STATED if isinstance(self.names, NotStated) else self.names[row],
            )  # fmt: skip
            yield Career(
                staff=id_, post=fact("post"), identity=fact("identity"), education=fact("education"),
                qualification=fact("qualification"), title=fact("title"), appraisal=fact("appraisal"),
                years=years if isinstance(years, NotStated) else Count(years), payer=fact("payer"),
                other=FrozenMap({n: str(told[n]) for n in others if not isinstance(told[n], NotStated)}),
            )  # fmt: skip
            if isinstance(scale, str):
                level, grade = (
                    v if isinstance(v := fact(name), NotStated) else Count(v) for name in ("level", "grade")
                )
                yield GradePlacement(staff=id_, scale=scale, level=level, grade=grade)
