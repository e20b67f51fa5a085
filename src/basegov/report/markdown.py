"""Pages as Markdown."""

from __future__ import annotations

from basegov.report.blocks import Block, Cards, Heading, Items, Page, Paragraph, Table


def to_markdown(page: Page) -> str:
    """Return a page as Markdown (with GitHub's tables)."""
    return "\n\n".join(_block(block) for block in page) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_escaped(block.words)}"
    if isinstance(block, Paragraph):
        return _escaped(block.words)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Items):
        return "\n".join(f"- {_escaped(words)}" for words in block.words)
    return _cards(block)


def _table(block: Table) -> str:
    rows = [
        [_cell(column.head) for column in block.columns],
        ["---:" if column.align == "right" else "---" for column in block.columns],
        *([_cell(cell) for cell in row] for row in block.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cards(block: Cards) -> str:
    cards = []
    for card in block.cards:
        label = f"**{_escaped(card.label)}** " if card.label else ""
        lines = [f"- {label}{_escaped(card.title)}"]
        lines += [f"  - *{_escaped(name)}*: {_escaped(words)}" for name, words in card.lines]
        cards.append("\n".join(lines))
    return "\n".join(cards)


def _cell(cell: str | tuple[str, ...]) -> str:
    lines = cell.split("\n") if isinstance(cell, str) else cell
    return "<br>".join(_escaped(line).replace("|", "\\|") for line in lines)


def _escaped(words: str) -> str:
    for sign in "\\`*_<>":
        words = words.replace(sign, f"\\{sign}")
    return "; ".join(words.split("\n"))
