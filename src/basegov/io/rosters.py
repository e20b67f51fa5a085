"""Rosters in CSV files: a row for each person, headings in English or Chinese, a million rows and more.

Every distinct cell of a column is checked once. What is wrong is said with file, row and column, all at once up to the
limit. Names of people are left out unless they are asked for, and stand in no message.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

import attrs

from basegov.diagnostics.files import FILE_EMPTY, TOO_MANY_ROWS
from basegov.diagnostics.pay import (
    ROSTER_HEADING,
    ROSTER_HEADING_TWICE,
    ROSTER_ID_EMPTY,
    ROSTER_ID_TWICE,
    ROSTER_NO_ID,
    ROSTER_VALUE,
)
from basegov.errors import Diagnostic, InputError, Location
from basegov.io.files import name_of, read_through
from basegov.io.headings import Headings, Words, all_words, ragged, says_nothing
from basegov.io.limits import LIMITS, Limits
from basegov.io.tables import bad_csv
from basegov.io.trouble import shown
from basegov.quantities import Count, Quantity, Yuan
from basegov.structure.rosters import UNSTATED as NO_CODE
from basegov.structure.rosters import Column, Roster
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated

ID: Final = "id"
NAME: Final = "name"

HEADINGS: Final[dict[str, str]] = {
    heading: column
    for column, headings in {
        "id": ("id", "工号", "编号", "人员编号"),
        "name": ("name", "姓名"),
        "unit": ("unit", "单位", "所在单位", "社区", "所在社区"),
        "payer": ("payer", "发放单位", "经费来源", "支付单位"),
        "employer": ("employer", "用人单位"),
        "category": ("category", "人员类别", "类别"),
        "post": ("post", "岗位", "岗位类别", "职务"),
        "level": ("level", "级", "职级", "级别"),
        "grade": ("grade", "档", "档次", "岗位等级", "等级"),
        "years": ("years", "工作年限", "工龄", "从事社区工作年限"),
        "identity": ("identity", "原身份"),
        "education": ("education", "学历"),
        "qualification": ("qualification", "职业资格", "社工证", "资格证书"),
        "title": ("title", "职称"),
        "appraisal": ("appraisal", "考核结果", "年度考核", "上年度考核"),
        "monthly_pay": ("monthly_pay", "月薪", "月工资"),
    }.items()
    for heading in headings
}
"""The headings that are known, each with the column that it means. `headings` of `read_roster` adds to them."""

WORDS: Final[dict[str, dict[str, str]]] = {
    "post": {"一肩挑": "dual", "正职": "principal", "副职": "deputy", "一般工作人员": "general", "一般人员": "general"},
    "education": {
        "高中": "senior_high", "中专": "senior_high", "大专": "junior_college", "专科": "junior_college",
        "本科": "bachelor", "大学本科": "bachelor", "硕士": "master", "研究生": "master",
    },
    "qualification": {
        "无": "none", "初级": "junior", "助理社会工作师": "junior", "中级": "intermediate",
        "社会工作师": "intermediate", "高级": "senior", "高级社会工作师": "senior",
    },
    "appraisal": {
        "优秀": "excellent", "良好": "good", "合格": "competent", "称职": "competent",
        "基本合格": "basically_competent", "基本称职": "basically_competent", "不合格": "not_competent",
        "不称职": "not_competent",
    },
}  # fmt: skip
"""The words that cells of a column may hold in Chinese, each with the word for it. `words` of `read_roster` adds."""


class _Wage(Yuan):
    """An amount that is paid to somebody."""

    __slots__ = ()
    floor = 0
    wanted = ("an amount that is not negative, such as 3000 or 3,000元", "不为负的金额，例如 3000 或 3,000元")


NUMBERS: Final[dict[str, type[Quantity]]] = {"level": Count, "grade": Count, "years": Count, "monthly_pay": _Wage}
"""The columns that hold numbers."""

UNITS: Final[dict[str, tuple[str, ...]]] = {"level": ("级",), "grade": ("档", "级"), "years": ("年",)}
"""What may stand behind the numbers of a column, beside 元."""
_CHUNK: Final = 16_384


class _Cells(dict[str, int]):
    """The number of the word of every cell of a column; a cell is read when it first stands there."""

    def __init__(self, column: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self.words = words
        self.kind = NUMBERS.get(column)
        self.units = UNITS.get(column, ())
        self.numbers: dict[str | NotStated, int] = {NOT_STATED: NO_CODE}
        self.refused: dict[int, str] = {}

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        if says_nothing(text, self.words):
            code = NO_CODE
        elif self.kind is None:
            word = self.words.get(text, text)
            code = self.numbers.setdefault(word, len(self.numbers))
        else:
            code = self._number(cell, text, self.kind)
        self[cell] = code
        return code

    def _number(self, cell: str, text: str, kind: type[Quantity]) -> int:
        try:
            word = str(kind(text.removesuffix(text[-1]) if text[-1] in self.units else text))
        except ValueError:
            self.refused[len(self.numbers)] = cell
            return self.numbers.setdefault(f"\0{cell}", len(self.numbers))
        return self.numbers.setdefault(word.removesuffix(kind.suffix[0]), len(self.numbers))


@attrs.define
class _Reading:
    """One file while it is read."""

    file: str
    headings: Headings
    words: Words
    with_names: bool
    limits: Limits
    columns: list[str | None] = attrs.field(factory=list)
    lines: array[int] = attrs.field(factory=lambda: array("L"))
    ids: list[str] = attrs.field(factory=list)
    names: list[str] = attrs.field(factory=list)
    cells: dict[int, _Cells] = attrs.field(factory=dict)
    codes: dict[int, array[int]] = attrs.field(factory=dict)
    wrong: list[Diagnostic] = attrs.field(factory=list)

    def read(self, stream: Any) -> None:
        """Read all rows; what is wrong stands in `wrong`."""
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, None)
            if not header:
                self.wrong.append(FILE_EMPTY(Location(self.file), first="id,post,years"))
            elif self._header(header):
                for rows in self._chunks(reader, len(header)):
                    self._take(rows)
        except csv.Error as error:
            self.wrong.append(bad_csv(error, Location(self.file, max(reader.line_num, 1), 1)))

    def _header(self, header: list[str]) -> bool:
        self.columns, wrong = self.headings.read(header, self.file)
        self.wrong += wrong
        if ID not in self.columns and not self.wrong:
            self.wrong.append(ROSTER_NO_ID(Location(self.file, 1, 1), columns=", ".join(c.strip() for c in header)))
        if self.wrong:
            return False
        for number, column in enumerate(self.columns):
            if column is not None and column not in (ID, NAME):
                self.cells[number] = _Cells(column, self.words.get(column, {}))
                self.codes[number] = array("I")
        return True

    def _chunks(self, reader: Any, width: int) -> Iterator[list[list[str]]]:
        rows: list[list[str]] = []
        lines = self.lines
        line = reader.line_num + 1
        for row in reader:
            start, line = line, reader.line_num + 1
            if len(row) != width:
                if row:
                    self._note(ragged(self.file, start, row, width))
                continue
            if len(lines) >= self.limits.rows:
                self.wrong.append(TOO_MANY_ROWS(Location(self.file, start, 1), limit=f"{self.limits.rows:,}"))
                break
            rows.append(row)
            lines.append(start)
            if len(rows) == _CHUNK:
                yield rows
                rows = []
        if rows:
            yield rows

    def _take(self, rows: list[list[str]]) -> None:
        for number, cells in enumerate(zip(*rows, strict=True)):
            column = self.columns[number]
            if number in self.cells:
                self.codes[number].extend(map(self.cells[number].__getitem__, cells))
            elif column == ID:
                self.ids.extend(map(str.strip, cells))
            elif column == NAME and self.with_names:
                self.names.extend(map(str.strip, cells))

    def _note(self, diagnostic: Diagnostic) -> bool:
        """Note a mistake; say whether there is room for more."""
        if len(self.wrong) < self.limits.mistakes:
            self.wrong.append(diagnostic)
        return len(self.wrong) < self.limits.mistakes

    def check(self) -> None:
        """Note every cell that cannot be taken, and every id that is missing or stands twice."""
        at = self.columns.index(ID) + 1 if ID in self.columns else 1
        if len(set(self.ids)) != len(self.ids) or "" in self.ids:
            seen: dict[str, int] = {}
            for row, id_ in enumerate(self.ids):
                where = Location(self.file, self.lines[row], at)
                if not id_:
                    self._note(ROSTER_ID_EMPTY(where, column=ID))
                elif seen.setdefault(id_, row) != row:
                    self._note(ROSTER_ID_TWICE(where, id=id_, first=self.lines[seen[id_]]))
        for number, cells in self.cells.items():
            if cells.refused and cells.kind is not None:
                expected = Text(*cells.kind.wanted)
                for row, code in enumerate(self.codes[number]):
                    if code in cells.refused:
                        where = Location(self.file, self.lines[row], number + 1)
                        found = shown(cells.refused[code])
                        if not self._note(
                            ROSTER_VALUE(where, column=self.columns[number], found=found, expected=expected)
                        ):
                            break


def read_roster(
    path: str | PathLike[str],
    *,
    headings: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    names: bool = False,
    leave_out_unknown: bool = False,
    limits: Limits = LIMITS,
) -> Roster:
    """Read a roster from a CSV file in UTF-8.

    Parameters
    ----------
    path : path
        The file.
    headings : mapping of str to str, optional
        Further headings, each with the column that it means; a column of one's own is a factor of that name.
    words : mapping of str to mapping, optional
        For columns, further words of their cells with what they mean.
    names : bool
        Whether to keep the names of people.
    leave_out_unknown : bool
        Whether columns with headings that are not known are left out; otherwise they are refused.
    limits : Limits
        How many rows, and how many mistakes are said.

    Returns
    -------
    Roster
        The people as columns. An empty cell is not stated.

    Raises
    ------
    InputError
        With every mistake: its file, row and column.
    """
    file = name_of(path)
    known = Headings({**HEADINGS, **(headings or {})}, leave_out_unknown, ROSTER_HEADING, ROSTER_HEADING_TWICE)
    reading = _Reading(file, known, all_words(WORDS, words), names, limits)
    read_through(Path(path), file, reading.read, reading.wrong)
    reading.check()
    if reading.wrong:
        raise InputError(sorted(reading.wrong, key=lambda d: d.location or Location("")))
    columns = {
        str(reading.columns[number]): Column.from_codes(codes, reading.cells[number].numbers)
        for number, codes in reading.codes.items()
    }
    return Roster(
        ids=tuple(reading.ids), columns=FrozenMap(columns),
        names=tuple(reading.names) if names else NOT_STATED, file=file,
    )  # fmt: skip
