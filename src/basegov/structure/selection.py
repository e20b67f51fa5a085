"""Saying which nodes are meant: by kind, place and fields, and by the part that one node plays for another."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

import attrs

from basegov.structure.management import Service
from basegov.structure.organisations import DispatchedAgency
from basegov.structure.records import Node, kinds_of
from basegov.structure.snapshot import Structure, kind_label
from basegov.structure.units import Community, District, Inventory, Street
from basegov.texts import Language, say
from basegov.values import EMPTY, NOT_STATED, Count, FrozenMap, NotStated, Truth

Plain = str | int | bool


def _as_where(value: Mapping[str, Any]) -> FrozenMap[str, tuple[Plain, ...]]:
    return FrozenMap({k: tuple(v) if isinstance(v, list | tuple) else (v,) for k, v in value.items()})


@attrs.frozen(kw_only=True)
class Selector:
    """A description of nodes: all of a kind, inside a container, whose fields have certain values.

    Parameters
    ----------
    kind : str
        Kind of record, or of one of its bases: ``street``, ``unit``, ``dispatched_agency``.
    within : str, optional
        Id, code or name of the container in which they lie.
    where : mapping, optional
        For each field the value, or the values one of which it must have. A field that is not stated leaves it open
        whether the node is meant.
    ids : tuple of str
        Only these, when any are given.
    """

    kind: str
    within: str | None = None
    where: FrozenMap[str, tuple[Plain, ...]] = attrs.field(default=EMPTY, converter=_as_where)
    ids: tuple[str, ...] = attrs.field(default=(), converter=tuple)

    @classmethod
    def of(cls, value: Selector | str | Mapping[str, Any]) -> Selector:
        """Return a selector from itself, from the name of a kind, or from its fields."""
        if isinstance(value, Selector):
            return value
        return cls(kind=value) if isinstance(value, str) else cls(**value)

    def select(self, structure: Structure) -> Selection:
        """Return the nodes that are meant, apart from those of which it is not known whether they are.

        Raises
        ------
        NotFoundError
            When the kind or the container does not exist.
        """
        container = None if self.within is None else structure[self.within].id
        sure: list[Node] = []
        unsure: list[tuple[Node, tuple[str, ...]]] = []
        for node in structure.records(self.kind):
            if not isinstance(node, Node) or (self.ids and node.id not in self.ids):
                continue
            if container is not None and not structure.lies_within(node.id, container):
                continue
            answer, unstated = self._matches(node)
            if answer is Truth.TRUE:
                sure.append(node)
            elif answer is Truth.UNKNOWN:
                unsure.append((node, unstated))
        return Selection(tuple(sure), tuple(unsure), self._unlisted(structure, container))

    def _matches(self, node: Node) -> tuple[Truth, tuple[str, ...]]:
        answers, unstated = [], []
        for field, wanted in self.where.items():
            value = getattr(node, field, NOT_STATED)
            if isinstance(value, NotStated):
                unstated.append(field)
                answers.append(Truth.UNKNOWN)
            else:
                plain = value.value if isinstance(value, enum.Enum) else getattr(value, "key", value)
                answers.append(Truth.of(plain in wanted))
        return Truth.all(answers), tuple(unstated)

    def lists_all(self, structure: Structure) -> bool:
        """Whether an inventory says that every such node is listed, so that one that is not listed does not exist."""
        top = None if self.within is None else structure[self.within].id
        for inventory in structure.where(Inventory, of=self.kind):
            covers = not structure.parent_ids(inventory.scope) if top is None else structure.lies_within(top, inventory.scope)
            if covers and inventory.complete is True:
                return True
        return False

    def _unlisted(self, structure: Structure, container: str | None) -> Count | None:
        """Return how many more there are than are listed, where an inventory says that there are more."""
        if self.where or self.ids:
            return None
        missing = []
        for inventory in structure.where(Inventory, of=self.kind):
            if container is not None and not structure.lies_within(inventory.scope, container):
                continue
            if inventory.complete is True:
                continue
            listed = [n for n in structure.descendants(inventory.scope) if self.kind in kinds_of(type(n))]
            total = Count.unknown() if isinstance(inventory.total, NotStated) else inventory.total
            if total.exact == len(listed):
                continue
            low = max(0, (total.low or 0) - len(listed))
            missing.append(Count.between(low, None if total.high is None else total.high - len(listed)))
        return Count.total(missing) if missing else None

    def text(self, lang: Language = "en") -> str:
        """Return the description in words."""
        words = kind_label(self.kind).in_(lang)
        if self.where:
            fields = (f"{k}={' | '.join(say(v, lang) for v in values)}" for k, values in self.where.items())
            words += f"（{'，'.join(fields)}）" if lang == "zh" else f" ({', '.join(fields)})"
        if self.ids:
            words += f" [{say(self.ids, lang)}]"
        if self.within is not None:
            words = f"{self.within}内的{words}" if lang == "zh" else f"{words} in {self.within}"
        return words


def as_selector(value: Selector | str | Mapping[str, Any]) -> Selector:
    """Return a selector from itself, from the name of a kind, or from its fields (the converter of fields)."""
    return Selector.of(value)


@attrs.frozen
class Selection:
    """The nodes that a selector means.

    Parameters
    ----------
    sure : tuple of Node
        Nodes that are meant.
    unsure : tuple of (Node, fields)
        Nodes that may be meant, with the fields that are not stated.
    unlisted : Count, optional
        How many more there are that the structure does not list; None when nothing says so.
    """

    sure: tuple[Node, ...]
    unsure: tuple[tuple[Node, tuple[str, ...]], ...] = ()
    unlisted: Count | None = None


class Role(enum.Enum):
    """The part that a node plays for another one."""

    HOST = "host"
    SERVED = "served"
    PRINCIPAL = "principal"
    EMPLOYER = "employer"
    PARENT = "parent"
    STREET = "street"
    COMMUNITY = "community"
    DISTRICT = "district"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the part."""
        zh = {
            "host": "所在单位", "served": "服务对象", "principal": "派出部门", "employer": "用人单位",
            "parent": "上级", "street": "所属镇街", "community": "所属社区", "district": "所属区",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


def players(structure: Structure, id: str, role: Role) -> tuple[str, ...]:
    """Return the ids of the nodes that play a part for a node; none when that is not stated."""
    node = structure.node(id)
    if role is Role.SERVED:
        return tuple(service.served for service in structure.where(Service, provider=id))
    if role in (Role.STREET, Role.COMMUNITY, Role.DISTRICT):
        cls = {Role.STREET: Street, Role.COMMUNITY: Community, Role.DISTRICT: District}[role]
        for start in (id, *players(structure, id, Role.HOST)):
            found = structure.ancestor(start, cls)
            if found is not None:
                return (found.id,)
        return ()
    if role is Role.HOST and not isinstance(node, DispatchedAgency):
        return structure.parent_ids(id)
    value = getattr(node, role.value, NOT_STATED)
    return (value,) if isinstance(value, str) else ()
