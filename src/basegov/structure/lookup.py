"""Finding a node as people refer to it: by id, code, name or path, with near misses when nothing fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from basegov.diagnostics.structures import AMBIGUOUS_NAME, NOTHING_FOUND
from basegov.errors import NotFoundError, Suggestion
from basegov.structure.records import Node
from basegov.values import NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

_OFFICES = re.compile(r"(?<=街道)(办事处|办)$|(居民委员会|居委会)$")
_VILLAGE_COMMITTEE = re.compile(r"村?(村民委员会|村委会)$")


def normalised(name: str) -> str:
    """Return a name without the endings that code tables add in some years (街道办事处, 社区居民委员会, 村委会).

    Examples
    --------
    >>> normalised("翠香街道办事处"), normalised("文林社区居民委员会"), normalised("二桥村委会")
    ('翠香街道', '文林社区', '二桥村')
    """
    return _VILLAGE_COMMITTEE.sub("村", _OFFICES.sub("", name.strip()))


def names_of(node: Node) -> set[str]:
    """Return every name by which a node may be called."""
    names = _own_names(node)
    return names | {normalised(name) for name in names}


def _own_names(node: Node) -> set[str]:
    names = set(node.aliases)
    if not isinstance(node.name, NotStated):
        names.add(node.name)
    return names


def _codes(node: Node) -> set[str]:
    codes = (getattr(node, "code", None), *getattr(node, "former_codes", ()))
    return {code for code in codes if isinstance(code, str)}


def renamed(
    names: Mapping[str, tuple[str, ...]], former: Iterable[Node], new: Iterable[Node]
) -> dict[str, tuple[str, ...]]:
    """Return ids by name and code after some nodes took the place of former ones, or came, or went."""
    found = dict(names)
    for node in former:
        for name in names_of(node) | _codes(node):
            rest = tuple(id_ for id_ in found[name] if id_ != node.id)
            if rest:
                found[name] = rest
            else:
                del found[name]
    for node in new:
        for name in names_of(node) | _codes(node):
            found[name] = (*found.get(name, ()), node.id)
    return found


def find(structure: Structure, text: str) -> Node:
    """Return the one node that a text refers to.

    An id comes first, then names and codes as they are written, then names without the endings of code tables.

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
    TypeError
        For anything but a text.
    """
    if not isinstance(text, str):
        raise TypeError(
            f"a node is looked up by a text (id, code, name or path), not by {type(text).__name__} {text!r}"
        )
    node = structure.get(text)
    if node is not None:
        return node
    found = _candidates(structure, text)
    if len(found) == 1:
        return found[0]
    if found:
        paths = tuple(sorted(path_of(structure, node) for node in found)[:8])
        raise NotFoundError([AMBIGUOUS_NAME(name=text, count=len(found), paths=paths)])
    words = [*structure.names, *structure.ids()]
    raise NotFoundError([NOTHING_FOUND(name=text, structure=structure.id, hint=Suggestion.build(text, words))])


def _candidates(structure: Structure, text: str) -> list[Node]:
    *above, last = [part.strip() for part in text.split("/") if part.strip()] or [text]
    ids = dict.fromkeys([*structure.names.get(last, ()), *structure.names.get(normalised(last), ())])
    if last in structure:
        ids[last] = None
    nodes = [node for node in map(structure.node, ids) if _lies_below(structure, node, above)]
    written = [node for node in nodes if last == node.id or last in _own_names(node) or last in _codes(node)]
    return written or nodes


def _lies_below(structure: Structure, node: Node, path: list[str]) -> bool:
    """Whether the parts of a path name containers of a node, in their order; some between them may be left out."""
    containers = iter(structure.ancestors(node.id))
    return all(any(_is_called(container, part) for container in containers) for part in reversed(path))


def _is_called(node: Node, text: str) -> bool:
    return text == node.id or text in _codes(node) or not {text, normalised(text)}.isdisjoint(names_of(node))


def path_of(structure: Structure, node: Node) -> str:
    """Return the names from the top of the hierarchy down to a node, joined by ``/``, and its id."""
    above = [ancestor.label for ancestor in structure.ancestors(node.id)]
    return "/".join([*reversed(above), node.label]) + f" ({node.id})"
