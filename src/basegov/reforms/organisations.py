"""Steps that reorganise bodies: merging several into one, setting them up by a template, hanging name plates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from basegov.diagnostics.mergers import NEW_ID_TAKEN, PARENT_IS_A_PART, PARENTS_DIFFER, TOO_FEW_PARTS
from basegov.diagnostics.organisations import NEW_BODY_KIND_OPEN, NOT_A_BODY_KIND
from basegov.errors import Suggestion
from basegov.quantities import Count
from basegov.reforms.accounts import Carried
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.mergers import redirected
from basegov.reforms.steering import chosen
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.bodies import bodies_of, is_called, names_borne
from basegov.structure.functions import Performs
from basegov.structure.organisations import Body, BodyKind, InternalBody
from basegov.structure.records import RECORD_TYPES, Key, Node, Record, expected_types, kinds_of, record_type
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, show


@attrs.frozen(kw_only=True)
class BodiesMerged(Event):
    """Bodies became one body.

    Parameters
    ----------
    parts : tuple of str
        What they were.
    into : str
        What they are.
    functions : tuple of (function, body)
        What was recorded of who performed which function; the new body performs them all.
    """

    parts: tuple[str, ...]
    into: str
    functions: tuple[tuple[str, str], ...] = ()

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """Each part became the new body."""
        return tuple((part, self.into) for part in self.parts)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{', '.join(self.parts)} became {self.into}", f"{'、'.join(self.parts)} 整合为 {self.into}")


@attrs.frozen(kw_only=True)
class BodiesSet(Event):
    """A unit got the bodies of a template."""

    unit: str
    new: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        en = f"{self.unit} set up {', '.join(self.new) or 'nothing new'}, kept {', '.join(self.kept) or 'nothing'}"
        zh = f"{self.unit} 新设 {'、'.join(self.new) or '无'}，保留 {'、'.join(self.kept) or '无'}"
        return Text(en, zh)


@attrs.frozen(kw_only=True)
class PlatesHung(Event):
    """A body got further name plates."""

    body: str
    plates: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.body} bears {', '.join(self.plates)} too", f"{self.body} 加挂 {'、'.join(self.plates)} 牌子"
        )


def _body_kind(value: Any) -> BodyKind | NotStated:
    return value if isinstance(value, NotStated) else BodyKind(value)


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


@step(en="merge bodies", zh="整合机构")
@attrs.frozen(kw_only=True)
class MergeBodies(Step):
    """Make one body of several, in one transaction: people, posts, functions, rights become those of the new one.

    Posts of one category are added up; a function that several parts performed is performed once. The names of the
    parts stay as names by which the new body is found; their name plates stay on it.

    Parameters
    ----------
    parts : tuple of str
        The bodies, by id, code or name.
    into : str
        Id of the new body: a new one, or that of a part that takes in the others.
    as_ : str, optional
        Kind of record of the new body, such as ``internal_body``; left out, the one that the parts share.
    kind : BodyKind, optional
        Kind of internal body that it is.
    name : str, optional
        Its name.
    parent : str, optional
        Where it stands; left out, where the parts stand.
    plates : tuple of str
        Further name plates.
    keep_names : bool
        Whether the names of the parts stay as name plates.

    Notes
    -----
    Used by GL-009, GL-011 and GL-013 (stations become one centre, posts pooled), HZ-022, HZ-023 and HZ-064 (platforms
    fused under several plates).
    """

    parts: tuple[str, ...] = attrs.field(converter=_texts)
    into: str
    as_: str | NotStated = NOT_STATED
    kind: BodyKind | NotStated = attrs.field(default=NOT_STATED, converter=_body_kind)
    name: str | NotStated = NOT_STATED
    parent: str | NotStated = NOT_STATED
    plates: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    keep_names: bool = False

    def effect(self, structure: Structure) -> Effect:
        """Make the new body and redirect every reference to it."""
        parts = tuple(dict.fromkeys(one_of_kind(structure, part, Body).id for part in self.parts))
        if len(parts) < 2:
            raise refuse(TOO_FEW_PARTS(into=self.into, count=len(parts)))
        if self.into in structure and self.into not in parts:
            raise refuse(NEW_ID_TAKEN(id=self.into, owner=structure.node(self.into).label))
        bodies = tuple(node for part in parts if isinstance(node := structure.node(part), Body))
        whole = self._whole(structure, bodies)
        put: dict[tuple[type[Record], Key], Record] = {(type(whole), whole.key): whole}
        drop: list[Record] = [body for body in bodies if body.id != whole.id or type(body) is not type(whole)]
        carried = []
        for before, after, partial in redirected(structure, dict.fromkeys(parts, whole.id)):
            drop += [r for r in before if after is None or r.key != after.key]
            if after is not None:
                put[type(after), after.key] = after
                carried.append(Carried(before=before, after=(after,), unrecorded=partial))
        for inventory in recounted(structure, bodies, (whole,), put):
            put[type(inventory), inventory.key] = inventory
        performed = tuple((p.function, part) for part in parts for p in structure.where(Performs, unit=part))
        event = BodiesMerged(parts=parts, into=whole.id, functions=performed)
        return Effect(put=tuple(put.values()), drop=tuple(drop), events=(event,), carried=tuple(carried))

    def _class(self, bodies: tuple[Body, ...]) -> type[Body]:
        if isinstance(self.as_, str):
            known = {kind: r.cls for kind, r in RECORD_TYPES.items() if issubclass(r.cls, Body)}
            if self.as_ not in known:
                raise refuse(NOT_A_BODY_KIND(kind=self.as_, hint=Suggestion.build(self.as_, known)))
            return known[self.as_]
        kept = next((body for body in bodies if body.id == self.into), None)
        classes = {type(kept)} if kept is not None else {type(body) for body in bodies}
        if len(classes) > 1:
            kinds = tuple(sorted({record_type(cls).kind for cls in classes}))
            raise refuse(NEW_BODY_KIND_OPEN(into=self.into, kinds=kinds))
        return classes.pop()

    def _whole(self, structure: Structure, bodies: tuple[Body, ...]) -> Body:
        """Return the new body: what all parts say stays, as do the names and plates of each."""
        cls, kept = self._class(bodies), next((body for body in bodies if body.id == self.into), None)
        fits = dict(expected_types(cls))  # a kind of party organ is no kind of internal body
        said: dict[str, Any] = {}
        for attribute in attrs.fields(cls):
            values = [getattr(body, attribute.name, NOT_STATED) for body in ([kept] if kept else bodies)]
            first, types = values[0], fits.get(attribute.name, (object,))
            if attribute.default is not attrs.NOTHING and all(v == first and isinstance(v, types) for v in values):
                said[attribute.name] = attribute.default if first is NOT_STATED else first
        name = self.name if isinstance(self.name, str) or kept is None else kept.name
        borne = [plate for body in bodies for plate in body.plates]
        if self.keep_names:
            borne += [body.name for body in bodies if isinstance(body.name, str)]
        aliases = [one for body in bodies for one in (body.name, *body.aliases) if isinstance(one, str)]
        said.update(
            id=self.into, name=name, parent=self._parent(structure, bodies, kept), source=self.source,
            sources={}, plates=tuple(dict.fromkeys(p for p in (*borne, *self.plates) if p != name)),
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
        )  # fmt: skip
        if isinstance(self.kind, BodyKind) and issubclass(cls, InternalBody):
            said["kind"] = self.kind
        return cls(**said)

    def _parent(self, structure: Structure, bodies: tuple[Body, ...], kept: Body | None) -> str | NotStated:
        parents = {body.parent for body in ((kept,) if kept else bodies)}
        if isinstance(self.parent, str):
            parents = {structure[self.parent].id}
        if len(parents) > 1:
            labels = tuple(
                sorted(p.text("en") if isinstance(p, NotStated) else structure.node(p).label for p in parents)
            )
            raise refuse(PARENTS_DIFFER(into=self.into, parents=labels))
        parent = parents.pop()
        if isinstance(parent, str) and any(structure.lies_within(parent, body.id) for body in bodies):
            raise refuse(PARENT_IS_A_PART(parent=parent, into=self.into))
        return parent


def recounted(
    structure: Structure,
    gone: Iterable[Node],
    come: Iterable[Node],
    changed: dict[tuple[type[Record], Key], Record] | None = None,
) -> Iterator[Inventory]:
    """Yield the inventories whose total is another one when some nodes go and others come.

    Parameters
    ----------
    structure : Structure
        The structure before.
    gone, come : iterable of Node
        The nodes; one that is in both is counted out and in again.
    changed : mapping
        Records that the step writes anyway: an inventory among them is taken from there.
    """
    gone, come = tuple(gone), tuple(come)

    def counted(inventory: Inventory, node: Node) -> bool:
        if inventory.of not in kinds_of(type(node)):
            return False
        at = node.id if node.id in structure else node.parent
        return isinstance(at, str) and at in structure and structure.lies_within(at, inventory.scope)

    for inventory in structure.records(Inventory):
        total = inventory.total
        if isinstance(total, NotStated) or inventory.scope in {node.id for node in gone}:
            continue
        more = sum(counted(inventory, node) for node in come) - sum(counted(inventory, node) for node in gone)
        if more:
            low, high = total.low or 0, total.high
            now = Count.between(max(0, low + more), None if high is None else max(0, high + more))
            latest = (changed or {}).get((type(inventory), inventory.key), inventory)
            if isinstance(latest, Inventory):
                yield attrs.evolve(latest, total=now)


@attrs.frozen(kw_only=True)
class PlannedBody:
    """A body of a template.

    Parameters
    ----------
    key : str
        The end of its id: in unit ``u`` it has the id ``u-key``.
    kind : BodyKind
        Which kind of body.
    name : str
        Its name.
    plates : tuple of str
        Its further name plates.
    """

    key: str
    kind: BodyKind = attrs.field(converter=BodyKind)
    name: str
    plates: tuple[str, ...] = attrs.field(default=(), converter=_texts)

    _repr_pretty_ = show


def _planned(value: Iterable[PlannedBody]) -> tuple[PlannedBody, ...]:
    return tuple(value)


@step(en="set bodies by template", zh="按模板设置机构")
@attrs.frozen(kw_only=True)
class SetBodies(Step):
    """Give every selected unit the internal bodies of a template.

    A body that bears the name already is kept and gets the kind and the plates of the template; the others are new.
    Bodies outside the template stay: merge them into those of the template with :class:`MergeBodies`.

    Parameters
    ----------
    units : Selector
        Which units.
    bodies : tuple of PlannedBody
        The template.

    Notes
    -----
    Used by BA-024 (one office and two platforms), GL-008 (one office and eight bureaus) and HZ-020.
    """

    units: Selector = attrs.field(converter=as_selector)
    bodies: tuple[PlannedBody, ...] = attrs.field(converter=_planned)

    def effect(self, structure: Structure) -> Effect:
        """Set up what is lacking in each unit."""
        put: dict[tuple[type[Record], Key], Record] = {}
        events: list[Event] = []
        come: list[Node] = []
        for unit in chosen(structure, self.units):
            here = [b for b in bodies_of(structure, unit.id, _INTERNAL).sure if isinstance(b, InternalBody)]
            kept, new = [], []
            for planned in self.bodies:
                known = next((body for body in here if is_called(body, planned.name) is Truth.TRUE), None)
                if known is not None:
                    plates = tuple(dict.fromkeys((*known.plates, *planned.plates)))
                    body = attrs.evolve(known, kind=planned.kind, plates=plates)
                    kept.append(body.id)
                else:
                    must_be_free(structure, f"{unit.id}-{planned.key}")
                    body = InternalBody(
                        id=f"{unit.id}-{planned.key}", name=planned.name, kind=planned.kind, plates=planned.plates,
                        parent=unit.id, source=self.source,
                    )  # fmt: skip
                    new.append(body.id)
                    come.append(body)
                put[type(body), body.key] = body
            events.append(BodiesSet(unit=unit.id, new=tuple(new), kept=tuple(kept)))
        for inventory in recounted(structure, (), come):
            put[type(inventory), inventory.key] = inventory
        return Effect(put=tuple(put.values()), events=tuple(events))


_INTERNAL = Selector(kind="internal_body")


@step(en="hang name plates", zh="加挂牌子")
@attrs.frozen(kw_only=True)
class HangPlates(Step):
    """Give every selected body further name plates: several plates, one staff.

    Parameters
    ----------
    bodies : Selector
        Which bodies.
    plates : tuple of str
        The plates.

    Notes
    -----
    Used by HZ-022 (the public service centre is also the party-mass service centre) and HZ-064.
    """

    bodies: Selector = attrs.field(converter=as_selector)
    plates: tuple[str, ...] = attrs.field(converter=_texts)

    def effect(self, structure: Structure) -> Effect:
        """Write the plates onto the bodies."""
        put: list[Record] = []
        events: list[Event] = []
        for node in chosen(structure, self.bodies):
            body: Body = one_of_kind(structure, node.id, Body)
            new = tuple(plate for plate in self.plates if plate not in names_borne(body))
            sources = body.sources if isinstance(self.source, NotStated) else {**body.sources, "plates": self.source}
            put.append(attrs.evolve(body, plates=(*body.plates, *new), sources=sources))
            events.append(PlatesHung(body=body.id, plates=new))
        return Effect(put=tuple(put), events=tuple(events))
