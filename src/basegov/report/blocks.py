"""The pieces of which a page is made. A view says what is shown; text and Markdown say how."""

from __future__ import annotations

from typing import Literal

import attrs

Align = Literal["left", "right"]
Tone = Literal["plain", "good", "bad", "open", "quiet"]


@attrs.frozen
class Heading:
    """A heading: of the page (level 1) or of a part of it (level 2)."""

    words: str
    level: int = 1


@attrs.frozen
class Paragraph:
    """Words; a quiet paragraph is a remark."""

    words: str
    quiet: bool = False


@attrs.frozen
class Items:
    """A list of short sentences."""

    words: tuple[str, ...]


@attrs.frozen
class Column:
    """A column of a table: its head, on which side its cells stand, and how wide it may become on a narrow page."""

    head: str
    align: Align = "left"
    widest: int | None = None


@attrs.frozen
class Table:
    """A table. A cell of several lines is a tuple of lines; in a spaced table an empty line stands between the rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | tuple[str, ...], ...], ...]
    spaced: bool = False


@attrs.frozen
class Card:
    """A short label and what is said under it: a title, and lines, each with a label of its own or none.

    Parameters
    ----------
    label : str
        One or two words, such as the outcome.
    tone : Tone
        Of what kind the label is. The words say it too; a tone only adds colour where there is any.
    title : str
        What it is about.
    lines : tuple of (label, words)
        The details; several facts under one label stand on lines of their own.
    """

    label: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    tone: Tone = "plain"


@attrs.frozen
class Cards:
    """Cards below each other with their labels in one column."""

    cards: tuple[Card, ...]


Block = Heading | Paragraph | Items | Table | Cards
Page = tuple[Block, ...]
