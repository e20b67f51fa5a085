"""Writing traces to JSON Lines and CSV files, such that reading gives the same trace."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from basegov.casework.moments import moment_text
from basegov.casework.traces import NO_TIME, Trace
from basegov.casework.traces import WORDS as COLUMNS
from basegov.diagnostics.casework import TRACE_KIND
from basegov.errors import InputError, Location
from basegov.io.files import name_of, write_whole
from basegov.io.traces import FORMAT
from basegov.io.tracewords import CASE_COLUMNS, EVENT_COLUMNS
from basegov.values import NotStated


def write_trace(trace: Trace, path: str | PathLike[str]) -> None:
    """Write a trace to a JSON Lines or CSV file, by its suffix, whole or not at all.

    JSON Lines keep everything. A table has no place for until when the log was kept, and whether it is complete.

    Raises
    ------
    InputError
        When it cannot be written, or the suffix is of neither form.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".jsonl", ".ndjson", ".csv"):
        raise InputError([TRACE_KIND(Location(name_of(path)), file=name_of(path))])
    lines = _csv_lines(trace) if suffix == ".csv" else _json_lines(trace)
    write_whole([(Path(path), "".join(lines))])


def _rows(trace: Trace) -> Iterator[dict[str, str]]:
    """Yield a row for each case with what is told of it, and its events: the first in the same row."""
    columns = [trace.columns[name] for name in COLUMNS]
    for case, rows in trace.rows():
        told = {"case": case.id}
        for name in CASE_COLUMNS:
            value = getattr(case, name)
            if not isinstance(value, NotStated):
                told[name] = str(value)
        for row in rows:
            line = dict(told)
            for name, column in zip(COLUMNS, columns, strict=True):
                word = column[row]
                if isinstance(word, str):
                    line[name] = word
            if trace.times[row] != NO_TIME:
                line["time"] = moment_text(trace.times[row])
            yield line
            told = {"case": case.id}
        if not rows:
            yield told


def _json_lines(trace: Trace) -> Iterator[str]:
    head: dict[str, Any] = {"basegov": FORMAT, "structure": trace.structure.id}
    if not isinstance(trace.until, NotStated):
        head["until"] = str(trace.until)
    if not isinstance(trace.complete, NotStated):
        head["complete"] = trace.complete
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for row in (head, *_rows(trace)):
        yield encode(row) + "\n"


class _Lines:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, text: str) -> None:
        self.lines.append(text.replace("\r\n", "\n"))


def _csv_lines(trace: Trace) -> Iterator[str]:
    out = _Lines()
    names = ("case", *CASE_COLUMNS, *EVENT_COLUMNS)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in _rows(trace):
        writer.writerow([row.get(name, "") for name in names])
    yield from out.lines
