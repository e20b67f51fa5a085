"""Where things stand in a file: a tree of what was read, each part with its line and column.

The tree is built only when something is wrong or a place is asked for; a clean file is read without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from basegov.errors import Diagnostic, Location

Step = str | int
Path = tuple[Step, ...]


class _Broken:
    """Stands for a value that has its diagnostic already."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN: Final = _Broken()


class Node:
    """A value in a file with its place. `entries` of a mapping keep the place of each key as well."""

    __slots__ = ("column", "entries", "items", "line", "size", "value")

    def __init__(self, line: int, column: int, value: Any = None) -> None:
        self.line = line
        self.column = column
        self.value = value
        self.entries: dict[str, tuple[int, int, Node]] | None = None
        self.items: list[Node] | None = None
        self.size = 1

    def plain(self) -> Any:
        """Return the value as dicts, lists and scalars."""
        if self.entries is not None:
            return {key: node.plain() for key, (_, _, node) in self.entries.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.value


class Careful:
    """What a careful reading of a file gives: the tree, as far as it could be read, and what is wrong with it.

    Parameters
    ----------
    file : str
        Name of the file as the user gave it.
    root : Node, optional
        The tree; None when the syntax broke off.
    diagnostics : list of Diagnostic
        What was found wrong before any record was made.
    """

    __slots__ = ("diagnostics", "file", "root")

    def __init__(self, file: str, root: Node | None, diagnostics: list[Diagnostic]) -> None:
        self.file = file
        self.root = root
        self.diagnostics = diagnostics

    def plain(self) -> Any:
        """Return the file as plain data."""
        return None if self.root is None else self.root.plain()

    def at(self, path: Path) -> Location:
        """Return the place of a value, or of the nearest part around it that the file has."""
        node = self._walk(path)[-1]
        return Location(self.file, node.line, node.column)

    def key_at(self, path: Path) -> Location:
        """Return the place of the key under which a value stands."""
        above = list(self._walk(path[:-1]))
        entries = above[-1].entries
        if len(above) == len(path) and entries is not None and path[-1] in entries:
            line, column, _ = entries[str(path[-1])]
            return Location(self.file, line, column)
        return self.at(path)

    def _walk(self, path: Path) -> list[Node]:
        return [] if self.root is None else list(_down(self.root, path))


def _down(node: Node, path: Path) -> Iterator[Node]:
    yield node
    for step in path:
        if node.entries is not None and isinstance(step, str) and step in node.entries:
            node = node.entries[step][2]
        elif node.items is not None and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return
        yield node
