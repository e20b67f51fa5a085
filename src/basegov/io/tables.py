"""Long tables in CSV files: read row by row, every mistake with its row and column."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from basegov.diagnostics.files import BAD_CSV, BAD_HEADER, FILE_EMPTY, TOO_MANY_ROWS, UNKNOWN_COLUMN
from basegov.diagnostics.values import MISSING_FIELD
from basegov.errors import Diagnostic, Location, Suggestion
from basegov.io.classes import ClassKind
from basegov.io.files import encoding_problem, why_unreadable
from basegov.io.headings import ragged
from basegov.io.kinds import Kind
from basegov.io.limits import Limits
from basegov.io.trouble import ManyRefusedError, RefusedError, parts_of
from basegov.io.unions import Either
from basegov.sources import Source
from basegov.structure.records import Record
from basegov.texts import Text

_QUOTES: Final = Text(
    "close every double quote, and write a double quote inside a cell as two",
    "双引号须成对；单元格内的双引号写成两个",
)
_PROBLEMS: Final = (
    (
        "unexpected end of data", Text("a double quote is not closed before the file ends", "双引号到文件结束仍未闭合"),
        _QUOTES,
    ),
    ("expected after", Text("something follows after a closing double quote", "闭合的双引号后还有内容"), _QUOTES),
    (
        "field larger than", Text("a cell is longer than 131,072 characters", "单元格超过 131,072 个字符"),
        Text("shorten the cell, or close an open double quote before it", "缩短该单元格，或闭合其前未闭合的双引号"),
    ),
    (
        "new-line character", Text("a line ends in a way that cannot be read", "行尾符号无法识别"),
        Text("end every line with LF or CRLF", "行尾统一为 LF 或 CRLF"),
    ),
)  # fmt: skip


def bad_csv(error: csv.Error, where: Location) -> Diagnostic:
    """Return what the csv module says is wrong, in both languages where it is known, and how to mend it."""
    found = ((problem, remedy) for part, problem, remedy in _PROBLEMS if part in str(error))
    problem, remedy = next(found, (str(error), _QUOTES))
    return BAD_CSV(where, problem=problem, remedy=remedy)


class CsvTable:
    """One table while it is read, and where its rows stood.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        Its name as it is shown.
    kind : ClassKind
        The class of the records.
    source : Source, optional
        Source of the rows that have none of their own.
    """

    def __init__(self, path: Path, file: str, kind: ClassKind, source: Source | None, limits: Limits) -> None:
        self.path = path
        self.file = file
        self.kind = kind
        self.source = source
        self.limits = limits
        self.columns: list[str] = []
        self.records: list[Record] = []
        self.lines = array("L")
        self.wrong: list[Diagnostic] = []
        self.failed: list[Any] = []

    def place(self, index: int, column: str | None = None) -> Location:
        """Return where a record stands, or one cell of it."""
        number = self.columns.index(column) + 1 if column in self.columns else 1
        return Location(self.file, self.lines[index], number)

    def read(self, where: Callable[[], Location]) -> None:
        """Read the file; `where` gives the place that names it."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as stream:
                self._rows(csv.reader(stream, strict=True))
        except UnicodeDecodeError:
            problem = encoding_problem(self.path.read_bytes(), self.file)
            self.wrong += [problem] if problem else []
        except (OSError, ValueError) as error:
            self.wrong.append(why_unreadable(self.path, self.file, error, where()))

    def _rows(self, reader: Any) -> None:
        try:
            header = next(reader, None)
            if not header:
                self.wrong.append(FILE_EMPTY(Location(self.file), first=",".join(list(self.kind.fields)[:4])))
                return
            if self._header(header):
                self._body(reader)
        except csv.Error as error:
            self.wrong.append(bad_csv(error, Location(self.file, max(reader.line_num, 1), 1)))

    def _header(self, header: list[str]) -> bool:
        self.columns = [name.strip() for name in header]
        for number, name in enumerate(self.columns, 1):
            where = Location(self.file, 1, number)
            if not name or name in self.columns[: number - 1]:
                twice = Text(f"{name} stands twice", f"{name} 重复出现")
                self.wrong.append(
                    BAD_HEADER(
                        where, column=twice if name else Text(f"column {number} has no name", f"第 {number} 列没有名称")
                    )
                )
            elif name not in self.kind.fields:
                hint = Suggestion.build(name, self.kind.fields)
                self.wrong.append(UNKNOWN_COLUMN(where, where=self.kind.label, column=name, hint=hint))
        return not self.wrong

    def _body(self, reader: Any) -> None:
        quick, names, width = self.kind.quick, self.columns, len(self.columns)
        readers = [(name, cell_reader(self.kind.fields[name].kind)) for name in names]
        source = None if "source" in names and self.source is None else self.source
        line = reader.line_num + 1
        for number, row in enumerate(reader, 1):
            start, line = line, reader.line_num + 1
            if not row:
                continue
            if number > self.limits.rows:
                self.wrong.append(TOO_MANY_ROWS(Location(self.file, start, 1), limit=f"{self.limits.rows:,}"))
                return
            if len(row) != width:
                self.wrong.append(ragged(self.file, start, row, width))
            else:
                entry = {
                    name: read(cell) if read else cell for (name, read), cell in zip(readers, row, strict=True) if cell
                }
                if source is not None and "source" not in entry:
                    entry["source"] = source
                try:
                    self.records.append(quick(entry))
                    self.lines.append(start)
                    continue
                except Exception:  # whatever it was, the careful reader says it
                    self._carefully(entry, start)
            if len(self.wrong) > self.limits.mistakes:
                return

    def _carefully(self, entry: dict[str, Any], line: int) -> None:
        try:
            record = self.kind.read(entry)
        except (RefusedError, ManyRefusedError) as error:
            self.failed.append(entry.get("id"))
            for part in parts_of(error):
                column = part.path[0] if part.path else None
                if part.diagnostic.kind is MISSING_FIELD:
                    column = part.diagnostic.fields["key"]
                number = self.columns.index(str(column)) + 1 if column in self.columns else 1
                self.wrong.append(part.diagnostic.at(Location(self.file, line, number)))
        else:
            self.records.append(record)
            self.lines.append(line)


def cell_reader(kind: Kind) -> Callable[[str], Any] | None:
    """Return what turns a cell into a plain value; None where the text of the cell is that value."""
    parts = kind.parts if isinstance(kind, Either) else (kind,)
    if all(type(part).from_cell is Kind.from_cell for part in parts):
        return None
    return kind.from_cell


def table_text(kind: ClassKind, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of a table with the columns that any of the rows has, in the order of the fields."""
    columns = [key for key in kind.fields if any(key in row for row in rows)]
    out = _Lines()
    writer = csv.writer(out, lineterminator=_ROW_END)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([kind.fields[c].kind.to_cell(row[c]) if c in row else "" for c in columns])
    yield from out.lines


def fits_in_cells(kind: ClassKind, plain: dict[str, Any]) -> bool:
    """Whether every field of an entry can be written to a cell that reads back to it."""
    for key, value in plain.items():
        field = kind.fields[key].kind
        cell = field.to_cell(value)
        if not cell or (field.from_cell(cell) != value and str(value) != cell):
            return False
    return bool(plain)


_ROW_END = "\r\n"  # a cell that holds a character of the row end is quoted, so both have to stand in it


class _Lines:
    """Rows as they are written, each ended by a line feed alone."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, text: str) -> None:
        self.lines.append(text.removesuffix(_ROW_END) + "\n")
