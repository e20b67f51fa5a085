"""Traces in JSON Lines and CSV files: a line for each event, headings in English or Chinese, half a million and more.

What is wrong is said with file, line and column, all at once up to the limit. Names of people are left out unless they
are asked for, and stand in no message.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

import attrs

from basegov.casework.cases import Case
from basegov.casework.moments import Moment, moment_text, read_moment
from basegov.casework.traces import NO_TIME, Trace, TraceBuilder
from basegov.diagnostics.casework import (
    TRACE_AFTER_END,
    TRACE_CELL_EMPTY,
    TRACE_DIFFERS,
    TRACE_FORMAT,
    TRACE_HEAD_LATE,
    TRACE_HEADING,
    TRACE_HEADING_TWICE,
    TRACE_KEY,
    TRACE_KIND,
    TRACE_LINE,
    TRACE_NO_COLUMN,
    TRACE_OF_OTHER,
    TRACE_PLACE,
    TRACE_TIME,
    TRACE_VALUE,
)
from basegov.diagnostics.files import FILE_EMPTY, TOO_MANY_ROWS
from basegov.errors import Diagnostic, InputError, Location, NotFoundError, Suggestion
from basegov.io.files import name_of, read_through
from basegov.io.headings import Headings, Words, all_words, ragged, says_nothing
from basegov.io.limits import LIMITS, Limits
from basegov.io.tables import bad_csv
from basegov.io.tracewords import CASE_COLUMNS, EVENT_COLUMNS, HEADINGS, PEOPLE, WORDS
from basegov.io.trouble import found, shown
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

FORMAT: Final = "trace/1"
_LONGEST: Final = 1_000_000
_HEAD: Final = ("basegov", "until", "complete", "structure")
_TEXT: Final = Text("a text", "文本")


_PROBLEMS: Final = (
    ("Expecting ',' delimiter", Text("a comma or a closing bracket is expected here", "此处应为逗号或右括号")),
    ("Expecting ':' delimiter", Text("a colon is expected here", "此处应为冒号")),
    ("Expecting property name", Text("a key in double quotes is expected here", "此处应为双引号括起的键")),
    ("Illegal trailing comma", Text("a key in double quotes is expected here", "此处应为双引号括起的键")),
    ("Expecting value", Text("a value is expected here", "此处应有一个值")),
    ("Unterminated string", Text("a text is not closed", "文本未闭合")),
    ("Invalid control character", Text("a text holds a tab or another control character", "文本含制表符等控制字符")),
    ("Invalid \\", Text("a text holds a wrong escape", "文本含错误的转义")),
    ("Extra data", Text("something follows after the end of the object", "对象结束后还有内容")),
)
"""What the json module says, in the words of this library."""


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return made


@attrs.define(eq=False)
class _Reading:
    """One file while it is read."""

    structure: Structure
    file: str
    headings: Headings
    words: Words
    people: bool
    limits: Limits
    builder: TraceBuilder
    fields: list[dict[str, Any]] = attrs.field(factory=list)
    lines: list[dict[str, int]] = attrs.field(factory=list)
    cells: dict[str, dict[str, Any]] = attrs.field(factory=lambda: {c: {} for c in (*CASE_COLUMNS, *EVENT_COLUMNS)})
    wrong: list[Diagnostic] = attrs.field(factory=list)
    of_case: frozenset[str] = frozenset(CASE_COLUMNS)
    until: Moment | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    end: int | None = None

    # what both forms share

    @property
    def is_full(self) -> bool:
        """Whether as many mistakes are noted as are said."""
        return len(self.wrong) >= self.limits.mistakes

    def note(self, diagnostic: Diagnostic) -> None:
        """Note a mistake."""
        if not self.is_full:
            self.wrong.append(diagnostic)

    def is_left_out(self, column: str) -> bool:
        """Whether a column is not read, since it names people."""
        return column in PEOPLE and not self.people

    def value(self, column: str, text: str, line: int, at: Callable[[str], int]) -> Any:
        """Return what a cell means, noted for the next that is the same; None after noting what is wrong with it."""
        cell = text.strip()
        if says_nothing(cell, self.words.get(column, {})) and not (column == "place" and cell in self.structure):
            value: Any = NOT_STATED
        elif column in ("time", "opened"):
            try:
                value = read_moment(cell)
            except ValueError:
                self.note(TRACE_TIME(Location(self.file, line, at(column)), found=shown(cell)))
                return None
        elif column == "place":
            try:
                value = self.structure[cell].id
            except NotFoundError:
                hint = Suggestion.build(cell, self.structure.names)
                where = Location(self.file, line, at(column))
                self.note(TRACE_PLACE(where, structure=self.structure.id, found=shown(cell), hint=hint))
                return None
        else:
            value = self.words.get(column, {}).get(cell, cell)
        self.cells[column][text] = value
        return value

    def take(self, row: Mapping[str, str], line: int, at: Callable[[str], int]) -> None:
        """Take one row: what it tells of its case, and the event, if it tells one. Empty cells may be left out."""
        case = row.get("case", "").strip()
        if says_nothing(case, {}):
            self.note(TRACE_CELL_EMPTY(Location(self.file, line, at("case")), column="case"))
            return
        number = self.builder.numbers.setdefault(case, len(self.fields))
        if number == len(self.fields):
            self.fields.append({})
            self.lines.append({})
        told: dict[str, Any] = {}
        for column, text in row.items():
            if column == "case":
                continue
            value = self.cells[column].get(text)
            if value is None:
                value = self.value(column, text, line, at)
            if column in self.of_case:
                if value is not None and value is not NOT_STATED:
                    self._of_case(case, column, value, line, at)
            elif value is not NOT_STATED:
                told[column] = value
        state = told.get("state", NOT_STATED)
        if None in told.values():
            return
        if isinstance(state, NotStated):
            if told:
                self.note(TRACE_CELL_EMPTY(Location(self.file, line, at("state")), column="state"))
            return
        get = told.get
        time = get("time", NO_TIME)
        if self.end is not None and time > self.end:
            where, end = Location(self.file, line, at("time")), moment_text(self.end)
            self.note(TRACE_AFTER_END(where, found=moment_text(time), until=end))
            return
        self.builder.add(
            number, state, time, get("actor", NOT_STATED), get("level", NOT_STATED),
            get("outcome", NOT_STATED),
        )  # fmt: skip

    def _of_case(self, case: str, column: str, value: Any, line: int, at: Callable[[str], int]) -> None:
        """Note what is told of a case; say so when an earlier row told something else."""
        number = self.builder.numbers[case]
        before = self.fields[number].setdefault(column, value)
        first = self.lines[number].setdefault(column, line)
        if before != value:
            said = [moment_text(v) if column == "opened" else shown(v) for v in (value, before)]
            if column in PEOPLE:
                said = ["…", "…"]
            where = Location(self.file, line, at(column))
            self.note(TRACE_DIFFERS(where, case=case, column=column, found=said[0], before=said[1], first=first))

    def finished(self) -> Trace:
        """Return the trace."""
        for id_, number in self.builder.numbers.items():
            fields = self.fields[number]
            opened = fields.pop("opened", None)
            self.builder.cases.append(Case(id=id_, opened=NOT_STATED if opened is None else Moment(opened), **fields))
        return self.builder.finish(until=self.until, complete=self.complete, file=self.file)

    # tables

    def table(self, stream: Any) -> None:
        """Read a CSV table."""
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, None)
            if not header:
                self.note(FILE_EMPTY(Location(self.file), first="case,state,time"))
                return
            columns = self._header(header)
            if not self.wrong:
                self._rows(reader, columns)
        except csv.Error as error:
            self.note(bad_csv(error, Location(self.file, max(reader.line_num, 1), 1)))

    def _header(self, header: list[str]) -> list[str | None]:
        columns, wrong = self.headings.read(header, self.file)
        self.wrong += wrong[: self.limits.mistakes]
        lacking = [column for column in ("case", "state") if column not in columns]
        if lacking and not self.wrong:
            named = ", ".join(cell.strip() for cell in header)
            self.note(TRACE_NO_COLUMN(Location(self.file, 1, 1), lacking=", ".join(lacking), columns=named))
        kept = [None if column is None or self.is_left_out(column) else column for column in columns]
        return ["actor" if column == "person" and "actor" not in columns else column for column in kept]

    def _rows(self, reader: Any, columns: list[str | None]) -> None:
        width = len(columns)
        read = [(column, number) for number, column in enumerate(columns) if column is not None]
        places = {column: number + 1 for column, number in read}

        def at(column: str) -> int:
            return places.get(column, 1)

        line = reader.line_num + 1
        for number, row in enumerate(reader, 1):
            start, line = line, reader.line_num + 1
            if not row:
                continue
            if number > self.limits.rows:
                self.note(TOO_MANY_ROWS(Location(self.file, start, 1), limit=f"{self.limits.rows:,}"))
                return
            if len(row) != width:
                self.note(ragged(self.file, start, row, width))
            else:
                self.take({column: row[place] for column, place in read if row[place]}, start, at)
            if self.is_full:
                return

    # JSON Lines

    def json_lines(self, stream: Iterable[str]) -> None:
        """Read JSON Lines."""
        something = False
        for number, line in enumerate(stream, 1):
            if number > self.limits.rows:
                self.note(TOO_MANY_ROWS(Location(self.file, number, 1), limit=f"{self.limits.rows:,}"))
                return
            if line.strip():
                self._line(line, number, first=not something)
                something = True
            if self.is_full:
                return
        if not something:
            self.note(FILE_EMPTY(Location(self.file), first='{"case": "1", "state": "report"}'))

    def _line(self, line: str, number: int, *, first: bool) -> None:
        where = Location(self.file, number, 1)
        if len(line) > _LONGEST:
            words = Text(f"it is longer than {_LONGEST:,} characters", f"超过 {_LONGEST:,} 个字符")
            self.note(TRACE_LINE(where, problem=words))
            return
        try:
            row = json.loads(line.rstrip(), object_pairs_hook=_once)
        except _TwiceError as error:
            key = str(error)
            column = self.headings.column_of(key) or key
            self.note(TRACE_HEADING_TWICE(where, first=key, heading=key, column=column))
            return
        except json.JSONDecodeError as error:
            unknown = Text(error.msg, "JSON 语法错误")
            problem = next((text for part, text in _PROBLEMS if error.msg.startswith(part)), unknown)
            self.note(TRACE_LINE(Location(self.file, number, error.colno), problem=problem))
            return
        except (ValueError, RecursionError):
            self.note(TRACE_LINE(where, problem=Text("it cannot be read", "无法读取")))
            return
        if not isinstance(row, dict):
            self.note(TRACE_LINE(where, problem=Text(f"it is {found(row).en}", f"它是{found(row).zh}")))
        elif "basegov" in row and not first:
            self.note(TRACE_HEAD_LATE(Location(self.file, number, _place(line, "basegov"))))
        elif "basegov" in row:
            self._head(row, line, number)
        else:
            self._object(row, line, number)

    def _object(self, row: dict[str, Any], line: str, number: int) -> None:
        read: dict[str, str] = {}
        keys: dict[str, str] = {}
        before = len(self.wrong)

        def where(key: str) -> Location:
            return Location(self.file, number, _place(line, key))

        for key, value in row.items():
            column = self.headings.column_of(key)
            if column is None:
                if not self.headings.leave_out:
                    self.note(TRACE_KEY(where(key), key=key, hint=Suggestion.build(key, self.headings.meant)))
                continue
            if value is None or (column in PEOPLE and not self.people):
                continue
            column = "actor" if column == "person" else column
            if column in keys:
                self.note(TRACE_HEADING_TWICE(where(key), first=keys[column], heading=key, column=column))
            keys.setdefault(column, key)
            if not isinstance(value, str):
                self.note(TRACE_VALUE(where(key), key=key, found=found(value), expected=_TEXT))
            elif column in self.cells or column == "case":
                read[column] = value
        if len(self.wrong) == before:
            self.take(read, number, lambda column: _place(line, keys.get(column, column)))

    def _head(self, row: dict[str, Any], line: str, number: int) -> None:
        def where(key: str) -> Location:
            return Location(self.file, number, _place(line, key))

        if row["basegov"] != FORMAT:
            self.note(TRACE_FORMAT(where("basegov"), found=shown(row["basegov"]), known=FORMAT))
            return
        for key in row.keys() - set(_HEAD):
            self.note(TRACE_KEY(where(key), key=key, hint=Suggestion.build(key, _HEAD)))
        until, complete, structure = row.get("until"), row.get("complete"), row.get("structure")
        if structure is not None and not isinstance(structure, str):
            self.note(TRACE_VALUE(where("structure"), key="structure", found=found(structure), expected=_TEXT))
        elif structure not in (None, self.structure.id):
            self.note(TRACE_OF_OTHER(where("structure"), found=shown(structure), structure=self.structure.id))
        if isinstance(until, str):
            try:
                self.until = Moment(until)
                self.end = self.until.seconds if self.end is None else self.end
            except ValueError:
                self.note(TRACE_TIME(where("until"), found=shown(until)))
        elif until is not None:
            self.note(TRACE_VALUE(where("until"), key="until", found=found(until), expected=_TEXT))
        if isinstance(complete, bool):
            self.complete = complete
        elif complete is not None:
            expected = Text("true or false", "true 或 false")
            self.note(TRACE_VALUE(where("complete"), key="complete", found=found(complete), expected=expected))


def _place(line: str, key: str) -> int:
    """Return the column of a line of JSON in which a key stands, from 1."""
    return line.find(json.dumps(key, ensure_ascii=False)) + 1 or 1


def read_trace(
    path: str | PathLike[str],
    structure: Structure,
    *,
    until: Moment | str | None = None,
    complete: bool | None = None,
    headings: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    people: bool = False,
    leave_out_unknown: bool = False,
    limits: Limits = LIMITS,
) -> Trace:
    """Read a trace from a JSON Lines file (``.jsonl``, ``.ndjson``) or a CSV file in UTF-8.

    Parameters
    ----------
    path : path
        The file.
    structure : Structure
        On which the cases ran; places are found in it by id, code or name.
    until : Moment, optional
        Until when the log was kept; goes before what the file says.
    complete : bool, optional
        Whether every case and every event until then stands in it; goes before what the file says. What nobody says is
        not known, and then what is not in the file may have happened all the same.
    headings : mapping of str to str, optional
        Further headings, each with the column that it means.
    words : mapping of str to mapping, optional
        For columns, further words of their cells with what they mean.
    people : bool
        Whether to keep who reported a case, and the persons who handled it.
    leave_out_unknown : bool
        Whether columns with headings that are not known are left out; otherwise they are refused.
    limits : Limits
        How many rows, and how many mistakes are said.

    Returns
    -------
    Trace
        The trace. An empty cell is not stated.

    Raises
    ------
    InputError
        With every mistake: its file, line and column.
    """
    file, suffix = name_of(path), Path(path).suffix.lower()
    if suffix not in (".jsonl", ".ndjson", ".csv"):
        raise InputError([TRACE_KIND(Location(file), file=file)])
    known = Headings({**HEADINGS, **(headings or {})}, leave_out_unknown, TRACE_HEADING, TRACE_HEADING_TWICE)
    reading = _Reading(structure, file, known, all_words(WORDS, words), people, limits, TraceBuilder(structure))
    end = None if until is None else Moment(until)
    reading.end = None if end is None else end.seconds
    read_through(Path(path), file, reading.table if suffix == ".csv" else reading.json_lines, reading.wrong)
    if reading.wrong:
        raise InputError(sorted(reading.wrong, key=lambda d: d.location or Location("")))
    reading.until = reading.until if end is None else end
    reading.complete = reading.complete if complete is None else complete
    return reading.finished()
