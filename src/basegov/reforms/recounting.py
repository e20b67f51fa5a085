"""Keeping inventories true while nodes come, go and move: what counts them is counted anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from basegov.quantities import Count
from basegov.structure.records import Key, Node, Record, kinds_of
from basegov.structure.units import Inventory
from basegov.values import NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


def recounted(structure: Structure, put: Iterable[Record], drop: Iterable[Record]) -> list[Record]:
    """Return the records that a step puts, with every inventory that counts nodes which come, go or move.

    Parameters
    ----------
    structure : Structure
        The structure before.
    put, drop : iterable of Record
        What the step puts and drops. An inventory that it puts with another total stays as it is.
    """
    changed: dict[tuple[type[Record], Key], Record] = {(type(r), r.key): r for r in put}
    fresh = {node.id: node for node in changed.values() if isinstance(node, Node)}
    lost = {node.id for node in drop if isinstance(node, Node)} - fresh.keys()
    moved = {
        id_ for id_, node in fresh.items()
        if structure.get(id_) is None or structure.node(id_).parent != node.parent
        or type(structure.node(id_)) is not type(node)
    }  # fmt: skip
    counted = [inventory for inventory in structure.records(Inventory) if not isinstance(inventory.total, NotStated)]
    if not counted or not (lost or moved):
        return list(changed.values())
    gone, come = _tally(structure, lost, moved, fresh)
    for inventory in counted:
        if inventory.scope in lost or (type(inventory), inventory.key) in _keys(drop):
            continue
        latest = changed.get((type(inventory), inventory.key), inventory)
        if isinstance(latest, Inventory) and latest.total != inventory.total:
            continue  # it was joined with that of a unit that became one with its own, and counts what comes from there
        more = come.get((inventory.scope, inventory.of), 0) - gone.get((inventory.scope, inventory.of), 0)
        if more and isinstance(latest, Inventory) and isinstance(latest.total, Count):
            total = latest.total
            low = None if total.low is None else max(0, total.low + more)
            high = None if total.high is None else max(0, total.high + more)
            now = Count.between(low, high, low_open=total.low_open, high_open=total.high_open)
            changed[type(inventory), inventory.key] = attrs.evolve(latest, total=now)
    return list(changed.values())


def _keys(records: Iterable[Record]) -> set[tuple[type[Record], Key]]:
    return {(type(record), record.key) for record in records}


def _tally(
    structure: Structure, lost: set[str], moved: set[str], fresh: dict[str, Node]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Return for each scope and kind how many nodes go from it, and how many come; what is inside one moves with it."""
    gone: dict[tuple[str, str], int] = {}
    come: dict[tuple[str, str], int] = {}
    concerned = dict.fromkeys((*lost, *moved))
    for id_ in tuple(concerned):
        if id_ in structure:
            concerned.update((node.id, None) for node in structure.descendants(id_, Node))
    for id_ in concerned:
        old = structure.get(id_)
        if old is not None:
            _add(gone, old, (id_, *(node.id for node in structure.ancestors(id_))))
        new = None if id_ in lost else fresh.get(id_, old)
        if new is not None:
            _add(come, new, _above(structure, new, fresh))
    return gone, come


def _add(tally: dict[tuple[str, str], int], node: Node, scopes: Iterable[str]) -> None:
    for scope in scopes:
        for kind in kinds_of(type(node)):
            tally[scope, kind] = tally.get((scope, kind), 0) + 1


def _above(structure: Structure, node: Node, fresh: dict[str, Node]) -> list[str]:
    """Return a node and what contains it after the step."""
    found: list[str] = []
    at: Node | None = node
    while at is not None and at.id not in found:
        found.append(at.id)
        parent = at.parent
        at = None if isinstance(parent, NotStated) else fresh.get(parent) or structure.get(parent)
    return found
