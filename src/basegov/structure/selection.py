"""Saying which nodes are meant: by kind, place and fields, and by the part that one node plays for another."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.diagnostics.structures import NOTHING_FOUND
from basegov.errors import Diagnostic, NotFoundError, Suggestion
from basegov.quantities import Count, Quantity
from basegov.structure.management import Service
from basegov.structure.organisations import DispatchedAgency
from basegov.structure.records import Node, answering_to, kind_label, kinds_of
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street, UnitGroup
from basegov.texts import Language, say
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, Truth, as_words, show

Plain = str | int | bool


def plain(value: Any) -> Any:
    """Return a value as files write it: the word of an enumeration, the key of a level."""
    return value.value if isinstance(value, enum.Enum) else getattr(value, "key", value)


def _as_where(value: Mapping[str, Any]) -> FrozenMap[str, tuple[Plain, ...]]:
    several = {field: v if isinstance(v, list | tuple | set | frozenset) else (v,) for field, v in value.items()}
    return FrozenMap({field: tuple(map(plain, values)) for field, values in several.items()})


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
        For each field the value, or the values one of which it must have; a quantity may also be a bound such as
        ``>= 1000``. A field that is not stated leaves it open whether the node is meant; a node whose type has no such
        field is not meant.
    ids : tuple of str
        Only these, when any are given.
    """

    kind: str
    within: str | None = None
    where: FrozenMap[str, tuple[Plain, ...]] = attrs.field(default=EMPTY, converter=_as_where)
    ids: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    _repr_pretty_ = show

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
            When the kind, a field of it, the container or one of the ids does not exist.
        """
        self.must_fit(structure)
        container = None if self.within is None else structure[self.within].id
        sure: list[Node] = []
        unsure: list[tuple[Node, tuple[str, ...]]] = []
        listed = map(structure.get, dict.fromkeys(self.ids)) if self.ids else structure.records(self.kind)
        for node in listed:
            if not isinstance(node, Node) or self.kind not in kinds_of(type(node)):
                continue
            answer, unstated = self._match(structure, node, container)
            if answer is Truth.TRUE:
                sure.append(node)
            elif answer is Truth.UNKNOWN:
                unsure.append((node, unstated))
        return Selection(tuple(sure), tuple(unsure), self._unlisted(structure, container))

    def match(self, structure: Structure, node: Node) -> tuple[Truth, tuple[str, ...]]:
        """Say whether one node is meant, with the fields that are not stated.

        Raises
        ------
        NotFoundError
            When the container does not exist.
        """
        if self.kind not in kinds_of(type(node)) or (self.ids and node.id not in self.ids):
            return Truth.FALSE, ()
        return self._match(structure, node, None if self.within is None else structure[self.within].id)

    def _match(self, structure: Structure, node: Node, container: str | None) -> tuple[Truth, tuple[str, ...]]:
        if container is not None and not structure.lies_within(node.id, container):
            return Truth.FALSE, ()
        answers, unstated = [], []
        for field, wanted in self.where.items():
            answer = has_one_of(getattr(node, field, None), wanted)
            answers.append(answer)
            if answer is Truth.UNKNOWN:
                unstated.append(field)
        return Truth.all(answers), tuple(unstated)

    def must_fit(self, structure: Structure) -> None:
        """Refuse a field that no node of the kind has, and an id that the structure does not have."""
        classes = structure.classes(self.kind)
        fields = dict.fromkeys(attribute.name for cls in classes for attribute in attrs.fields(cls))
        wrong: list[Diagnostic] = [
            NO_SUCH_FIELD(kind=kind_label(self.kind), field=field, hint=Suggestion.build(field, fields))
            for field in self.where
            if field not in fields
        ]
        wrong += [
            NOTHING_FOUND(name=id_, structure=structure.id, hint=Suggestion.build(id_, structure.ids()))
            for id_ in self.ids
            if id_ not in structure
        ]
        if wrong:
            raise NotFoundError(wrong)

    def lists_all(self, structure: Structure) -> bool:
        """Whether an inventory says that every such node is listed, so that one that is not listed does not exist."""
        top = None if self.within is None else structure[self.within].id
        for inventory in structure.where(Inventory, of=self.kind):
            covers = (
                not structure.parent_ids(inventory.scope)
                if top is None
                else structure.lies_within(top, inventory.scope)
            )
            if covers and inventory.complete is True:
                return True
        return False

    def most_unlisted(self, structure: Structure) -> Count:
        """Return how many more there can be than are listed, from none upwards.

        Only an inventory of the kind, or of a wider one, about the container or what lies above it, sets an upper end.
        """
        if self.ids or self.lists_all(structure):
            return Count(0)
        top = None if self.within is None else structure[self.within].id
        ends = []
        for inventory in structure.records(Inventory):
            covers = (
                not structure.parent_ids(inventory.scope)
                if top is None
                else structure.lies_within(top, inventory.scope)
            )
            if covers and all(inventory.of in kinds_of(cls) for cls in structure.classes(self.kind)):
                ends.append(_not_listed(structure, inventory).high)
        return Count.between(0, min((end for end in ends if end is not None), default=None))

    def _unlisted(self, structure: Structure, container: str | None) -> Count | None:
        """Return how many more there may be than are listed, where an inventory says that there are more."""
        if self.ids:
            return None
        inside: dict[str, Count] = {}
        found: Count | None = None
        for scope, more in self._more_by_scope(structure).items():
            if container is None or structure.lies_within(scope, container):
                inside[scope] = more
            elif structure.lies_within(container, scope):
                around = Count.between(0, more.high)
                found = around if found is None else found.intersect(around)
        outermost = [
            more for scope, more in inside.items()
            if not any(above.id in inside for above in structure.ancestors(scope))  # what is missing counts there
        ]  # fmt: skip
        if outermost:
            total = Count.total(outermost)
            found = total if found is None else (total.intersect(found) or total)
        return None if found is None or found.high == 0 else found

    def _more_by_scope(self, structure: Structure) -> dict[str, Count]:
        """Return how many more such nodes there may be below each node for which an inventory counts them.

        An inventory of the very kind tells it; failing that, one of a wider kind tells how many there can be at most,
        and those of narrower kinds (teams among agencies) each tell a part.
        """
        own: dict[str, Count] = {}
        wider: dict[str, Count] = {}
        narrower: dict[str, Count] = {}
        for inventory in structure.records(Inventory):
            counted = structure.classes(inventory.of)
            scope, more = inventory.scope, _not_listed(structure, inventory)
            if inventory.of == self.kind:
                own[scope] = Count.between(0, more.high) if self.where else more
            elif any(inventory.of in kinds_of(cls) for cls in structure.classes(self.kind)):
                wider[scope] = Count.between(0, more.high)
            elif any(self.kind in kinds_of(cls) for cls in counted):
                narrower[scope] = narrower.get(scope, Count(0)) + Count.between(0, more.high)
        return {**narrower, **wider, **own}

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


def _not_listed(structure: Structure, inventory: Inventory) -> Count:
    """Return how many more there are than are listed below the scope of an inventory."""
    if inventory.complete is True:
        return Count(0)
    if isinstance(inventory.total, NotStated):
        return Count.unknown()

    def count(structure: Structure) -> int:
        return sum(inventory.of in kinds_of(type(node)) for node in structure.descendants(inventory.scope, Node))

    listed = structure.cached(("listed", inventory.scope, inventory.of), count)
    low, high = inventory.total.low or 0, inventory.total.high
    return Count.between(max(0, low - listed), None if high is None else max(0, high - listed))


def has_one_of(value: Any, wanted: tuple[Plain, ...]) -> Truth:
    """Say whether a field has one of some values; a field with several values has each of them."""
    if isinstance(value, NotStated):
        return Truth.UNKNOWN
    if isinstance(value, Quantity):
        return Truth.any(value.within(type(value)(one)) for one in wanted)
    if isinstance(value, tuple):
        return Truth.any(Truth.of(plain(one) in wanted) for one in value)
    return Truth.of(plain(value) in wanted)


def is_meant(selector: Selector, structure: Structure, node: Node) -> Truth:
    """Say whether a node is meant; of a group, whether each of its members is, as far as they are known."""
    answer = selector.match(structure, node)[0]
    if answer is not Truth.FALSE or not isinstance(node, UnitGroup) or selector.kind in kinds_of(UnitGroup):
        return answer
    members = {selector.match(structure, structure.node(member))[0] for member in node.members}
    if members and node.count == Count(len(node.members)):
        return members.pop() if len(members) == 1 else Truth.UNKNOWN
    if isinstance(node.of, NotStated):
        return Truth.UNKNOWN
    told, wanted = (frozenset(answering_to(kind, ())) for kind in (node.of, selector.kind))
    if told and not told & wanted:
        return Truth.FALSE
    whole = bool(told) and told <= wanted and not selector.where and not selector.ids and members <= {Truth.TRUE}
    inside = selector.within is None or structure.lies_within(node.id, structure[selector.within].id)
    return Truth.TRUE if whole and inside else Truth.UNKNOWN


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
