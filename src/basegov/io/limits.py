"""How much the readers take: one place for every limit, with its reason."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen(kw_only=True)
class Limits:
    """The limits that keep a mistaken or hostile file from exhausting the machine.

    Parameters
    ----------
    bytes : int
        Size of a YAML or JSON file. Long lists belong in CSV tables.
    depth : int
        Levels of nesting. No format of the library needs more than ten.
    values : int
        Number of scalars, lists and mappings in a YAML or JSON file.
    aliases : int
        Number of values that the aliases of a YAML file may unfold to together.
    rows : int
        Rows of a CSV table. The national code table has 665,000.
    mistakes : int
        Number of diagnostics that one error lists.
    """

    bytes: int = 64 * 1024 * 1024
    depth: int = 32
    values: int = 4_000_000
    aliases: int = 10_000
    rows: int = 2_000_000
    mistakes: int = 500


LIMITS: Final = Limits()
"""The limits that hold when none are given."""
