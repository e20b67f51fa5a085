"""Finding a node as people refer to it: by id, code, name or path, with near misses when nothing fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from basegov.diagnostics import AMBIGUOUS_NAME, NOTHING_FOUND
from basegov.errors import NotFoundError, Suggestion
from basegov.structure.records import Node
from basegov.values import NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

_ENDINGS = re.compile(r"(?<=街道)(办事处|办)$|(?<=社区)(居民委员会|居委会)$|(居民委员会|居委会|村民委员会|村委会)$")


def normalised(name: str) -> str:
    """Return a name without the endings that code tables add in some years (街道办事处, 社区居民委员会).

    Examples
    --------
    >>> normalised("翠香街道办事处"), normalised("文林社区居民委员会")
    ('翠香街道', '文林社区')
    """
    return _ENDINGS.sub("", name.strip())


def names_of(node: Node) -> set[str]:
    """Return every name by which a node may be called."""
    names = set(node.aliases)
    if not isinstance(node.name, NotStated):
        names.add(node.name)
    return names | {normalised(name) for name in names}


def find(structure: Structure, text: str) -> Node:
    """Return the one node that a text refers to.

    Parameters
    ----------
    structure : Structure
        Where to look.
    text : str
        An id, a code, a name or alias, or a path of these from above: ``五华区/华山街道/文林社区``.

    Raises
    ------
    NotFoundError
        When nothing fits (near misses are suggested) or when several nodes do (their paths are listed).
    """
    node = structure.get(text)
    if node is not None:
        return node
    found = _candidates(structure, text)
    if len(found) == 1:
        return found[0]
    if found:
        paths = tuple(path_of(structure, node) for node in found[:8])
        raise NotFoundError([AMBIGUOUS_NAME(name=text, count=len(found), paths=paths)])
    words = [*structure.names, *(node.id for node in structure.nodes())]
    raise NotFoundError([NOTHING_FOUND(name=text, structure=structure.id, hint=Suggestion.build(text, words))])


def _candidates(structure: Structure, text: str) -> list[Node]:
    *above, last = [part.strip() for part in text.split("/") if part.strip()] or [text]
    ids = dict.fromkeys([*structure.names.get(last, ()), *structure.names.get(normalised(last), ())])
    if last in structure:
        ids[last] = None
    nodes = [structure.node(id_) for id_ in ids]
    for part in reversed(above):
        nodes = [node for node in nodes if any(_is_called(a, part) for a in structure.ancestors(node.id))]
    return nodes


def _is_called(node: Node, text: str) -> bool:
    return text in (node.id, getattr(node, "code", None)) or normalised(text) in names_of(node)


def path_of(structure: Structure, node: Node) -> str:
    """Return the names from the top of the hierarchy down to a node, joined by ``/``, and its id."""
    above = [ancestor.label for ancestor in structure.ancestors(node.id)]
    return "/".join([*reversed(above), node.label]) + f" ({node.id})"
