"""Tables as other systems export them: headings in English or Chinese, their own words, rows that fit the headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from basegov.diagnostics.files import HEADING_EMPTY, RAGGED_ROW, WRONG_SEPARATOR
from basegov.errors import Diagnostic, DiagnosticKind, Location, Suggestion
from basegov.texts import Text
from basegov.values import NOT_STATED

UNSTATED: Final = frozenset(
    ("", "-", "--", "–", "—", "——", "－", "/", "／", "n/a", "#n/a", "na", "nan", "null", "none", NOT_STATED.text("en"),
     NOT_STATED.text("zh"), "不详", "未知", "未填", "暂无", "暂缺", "无数据")
)  # fmt: skip
"""The cells that say nothing, in small letters."""

SEPARATORS: Final[dict[str, Text]] = {
    ";": Text("semicolons", "分号"), "；": Text("semicolons", "分号"), "，": Text("full-width commas", "中文逗号"),
    "、": Text("full-width commas", "顿号"), "|": Text("bars", "竖线"), "\t": Text("tabs", "制表符"),
}  # fmt: skip
"""What stands between columns where a comma should, and how it is shown."""

Words = Mapping[str, Mapping[str, str]]
"""For columns, words of their cells with what they mean."""


def all_words(known: Words, further: Words | None) -> dict[str, dict[str, str]]:
    """Return the words of cells that are known with those that a user adds."""
    more = further or {}
    return {column: {**known.get(column, {}), **more.get(column, {})} for column in {*known, *more}}


def says_nothing(cell: str, words: Mapping[str, str]) -> bool:
    """Whether a cell is one of the usual ways to write that there is nothing to say, and no word of its column."""
    return cell.casefold() in UNSTATED and cell not in words and cell not in words.values()


@attrs.frozen
class Headings:
    """The headings that a table may have.

    Parameters
    ----------
    meant : mapping of str to str
        Each heading with the column that it means.
    leave_out : bool
        Whether columns with other headings are left out; otherwise they are refused.
    unknown, twice : DiagnosticKind
        What is said of another heading, and of one that means a column which stands there already.
    """

    meant: Mapping[str, str]
    leave_out: bool
    unknown: DiagnosticKind
    twice: DiagnosticKind

    def column_of(self, heading: str) -> str | None:
        """Return the column that a heading means, written large or small."""
        return self.meant.get(heading) or self.meant.get(heading.lower())

    def joined_by(self, heading: str) -> Text | None:
        """Return what stands between known headings where a comma should."""
        for sign, shown in SEPARATORS.items():
            parts = heading.split(sign)
            if len(parts) > 1 and any(self.column_of(part.strip()) for part in parts):
                return shown
        return None

    def read(self, header: Sequence[str], file: str) -> tuple[list[str | None], list[Diagnostic]]:
        """Return the column of every heading, None for those that are left out, and what is wrong with them."""
        first: dict[str, str] = {}
        columns: list[str | None] = []
        wrong: list[Diagnostic] = []
        for number, cell in enumerate(header, 1):
            heading, where = cell.strip(), Location(file, 1, number)
            column = self.column_of(heading)
            joined = self.joined_by(heading) if column is None else None
            if joined is not None and (len(header) == 1 or not self.leave_out):
                wrong.append(WRONG_SEPARATOR(where, heading=heading, separator=joined))
            elif column is None and not heading and not self.leave_out:
                wrong.append(HEADING_EMPTY(where, number=number))
            elif column is None and not self.leave_out:
                hint = Suggestion.build(heading, self.meant)
                wrong.append(self.unknown(where, heading=heading, hint=hint))
            elif column in first:
                wrong.append(self.twice(where, first=first[str(column)], heading=heading, column=column))
            elif column is not None:
                first[column] = heading
            columns.append(column)
        return columns, wrong


def ragged(file: str, line: int, row: Sequence[str], width: int) -> Diagnostic:
    """Return what is said of a row that has more or fewer cells than there are columns."""
    place = width + 1 if len(row) > width else len(row)
    return RAGGED_ROW(Location(file, line, place), found=len(row), expected=width)
