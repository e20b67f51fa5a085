"""Pages as text for a terminal, in columns that fit: a Chinese character is two columns wide."""

from __future__ import annotations

import sys
from typing import IO, Any

import attrs
from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.containers import Lines
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from basegov.report.blocks import Block, Card, Cards, Heading, Items, Page, Paragraph, Table
from basegov.report.wrapping import longest_piece, wrap

WIDE = 100
"""From how many columns on a page is wide."""

_TONES = {"plain": "", "good": "green", "bad": "bold red", "open": "yellow", "quiet": "dim"}
_LINES = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")


class Words(Text):
    """Text that breaks its lines where both languages allow it."""

    def wrap(self, console: Console, width: int, *, justify: Any = None, **_: Any) -> Lines:
        """Return the lines."""
        lines = Lines([Text(line, style=self.style) for line in wrap(self.plain, max(width, 2))])
        if justify:
            lines.justify(console, width, justify=justify, overflow="fold")
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the least and the greatest width that make sense."""
        widest = max((Text(line).cell_len for line in self.plain.split("\n")), default=0)
        return Measurement(min(longest_piece(self.plain), widest), widest)


def console_for(stream: IO[str] | None = None, width: int | None = None) -> Console:
    """Return the console that writes to a stream: with colour on a terminal and without in a pipe.

    The width is that of the terminal, or COLUMNS where it is set, or 80 in a pipe.
    """
    return Console(
        file=stream or sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False,
        legacy_windows=False,
    )  # fmt: skip


def write_text(page: Page, console: Console) -> None:
    """Write a page to a console."""
    for number, block in enumerate(page):
        if number:
            console.print()
        console.print(_rendered(block))


def to_text(page: Page, width: int = 80) -> str:
    """Return a page as plain text of a certain width."""
    import io

    stream = io.StringIO()
    console = Console(
        file=stream, width=width, color_system=None, force_terminal=False, highlight=False, markup=False, emoji=False,
        legacy_windows=False,
    )  # fmt: skip
    write_text(page, console)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _rendered(block: Block) -> RenderableType:
    if isinstance(block, Heading):
        return Group(Words(block.words, style="bold" if block.level == 1 else "bold underline"))
    if isinstance(block, Paragraph):
        return Group(Words(block.words, style="dim" if block.quiet else ""))
    if isinstance(block, Table):
        return _Sized(block)
    if isinstance(block, Items):
        return _items(block)
    return _cards(block)


@attrs.frozen
class _Sized:
    """A table that holds its columns back only where the page is narrow."""

    block: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _table(self.block, narrow=options.max_width < WIDE)


def _items(block: Items) -> RenderableType:
    table = RichTable.grid(padding=(0, 1, 0, 0))
    for words in block.words:
        table.add_row("-", Words(words))
    return table


def _table(block: Table, *, narrow: bool) -> RenderableType:
    # The gap between columns is put into the cells: older versions of rich also count a padding that they leave out.
    table = RichTable(box=_LINES, show_edge=False, pad_edge=False, padding=0, header_style="bold")
    gaps = [1] * (len(block.columns) - 1) + [0]
    for column, gap in zip(block.columns, gaps, strict=True):
        table.add_column(
            _cell(column.head, gap), justify=column.align, min_width=longest_piece(column.head) + gap,
            max_width=column.widest if narrow else None,
        )  # fmt: skip
    for number, row in enumerate(block.rows):
        if number and block.spaced:
            table.add_row()
        table.add_row(*(_cell(cell, gap) for cell, gap in zip(row, gaps, strict=True)))
    return table


def _cell(cell: str | tuple[str, ...], gap: int) -> RenderableType:
    return Padding(Words(cell if isinstance(cell, str) else "\n".join(cell)), (0, gap, 0, 0))


def _cards(block: Cards) -> RenderableType:
    table = RichTable.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(ratio=1)
    for number, card in enumerate(block.cards):
        if number:
            table.add_row()
        table.add_row(Words(card.label, style=_TONES[card.tone]), _card(card))
    return table


def _card(card: Card) -> RenderableType:
    if not card.lines:
        return Words(card.title)
    table = RichTable.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(ratio=1)
    for label, words in card.lines:
        table.add_row(Words(label, style="dim"), Words(words))
    return Group(Words(card.title), table)
