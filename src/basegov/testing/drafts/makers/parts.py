"""Making the node that plays a part for another one: its host, its street, who it serves."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.structure.management import Service
from basegov.structure.organisations import DispatchedAgency
from basegov.structure.records import Node
from basegov.structure.selection import Role, players
from basegov.testing.drafts.draft import Draft

_FIELDS = {Role.HOST: "host", Role.PRINCIPAL: "principal", Role.EMPLOYER: "employer", Role.PARENT: "parent"}


def player(draft: Draft, node: Node, role: Role, kind: str | None = None) -> Node:
    """Return a node that plays a part for another one, after making one where nobody plays it.

    Parameters
    ----------
    draft : Draft
        The draft.
    node : Node
        For whom the part is played.
    role : Role
        The part.
    kind : str, optional
        Kind of node that is made for it.
    """
    ids = players(draft.structure, node.id, role)
    if ids:
        return draft.structure.node(ids[0])
    found: Node
    if role is Role.SERVED:
        found = draft.need(kind or "community", within=_near(draft, node))[0]
        draft.put(Service(provider=node.id, served=found.id))
        return found
    if role in _FIELDS and (role is not Role.HOST or isinstance(node, DispatchedAgency)):
        default = "department" if role in (Role.PRINCIPAL, Role.EMPLOYER) else "street"
        found = draft.need(kind or default)[0]
        part: dict[str, Any] = {_FIELDS[role]: found.id}
        draft.put(attrs.evolve(draft.structure.node(node.id), **part))
        return found
    place = {Role.STREET: "street", Role.COMMUNITY: "community", Role.DISTRICT: "district"}.get(role, kind or "street")
    found = draft.need(place)[0]
    draft.put(attrs.evolve(draft.structure.node(node.id), parent=found.id))
    return found


def _near(draft: Draft, node: Node) -> str | None:
    """Return the street in which a provider stands, so that it serves a community there."""
    street = players(draft.structure, node.id, Role.STREET)
    return street[0] if street else None
