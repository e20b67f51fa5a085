"""Abolishing units and setting them up: a level goes, or comes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.diagnostics.grids import NOT_IN_UNIT, NOT_PLACED
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count, Quantity
from basegov.reforms.accounts import Carried
from basegov.reforms.boundaries import SIZES, households_of, shifted
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.mergers import redirected
from basegov.reforms.recounting import recounted
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.reforms.unitsplits import lapsed, named
from basegov.structure.estates import Building, Estate
from basegov.structure.figures import UnitFigure
from basegov.structure.grids import Grid
from basegov.structure.mergers import Adjacency, Feature
from basegov.structure.merging import redirect
from basegov.structure.records import Key, Node, Record, kind_label, record_type
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Unit
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words


@attrs.frozen(kw_only=True)
class UnitAbolished(Event):
    """A unit was abolished; what stood in it stands in what contained it, or in another unit.

    Parameters
    ----------
    unit : str
        The unit.
    heir : str
        What took over.
    """

    unit: str
    heir: str

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """It went into its heir, which stayed."""
        return ((self.unit, self.heir), (self.heir, self.heir))

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.unit} was abolished and went to {self.heir}", f"{self.unit} 撤销，由 {self.heir} 承接")


@attrs.frozen(kw_only=True)
class UnitCreated(Event):
    """A unit was set up over units that were there.

    Parameters
    ----------
    unit : str
        The unit.
    takes : tuple of str
        What stands in it.
    """

    unit: str
    takes: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = ", ".join(self.takes), "、".join(self.takes)
        return Text(f"{self.unit} was set up over {en}", f"设立 {self.unit}，下辖 {zh}")


@step(en="abolish units", zh="撤销单位")
@attrs.frozen(kw_only=True)
class AbolishUnits(Step):
    """Abolish units; what stands in them stands in what contained them, or in an heir.

    Parameters
    ----------
    units : Selector
        Which units, such as all streets.
    heir : str, optional
        The unit that takes over, with households and people; what contains each unit when left out, which counts its
        households and people already. Records that name the unit, such as its organisations, then have to be moved
        before.

    Notes
    -----
    What the heir and the units have of one kind becomes one record as in a merger. Used by the fictional district.
    """

    units: Selector = attrs.field(converter=as_selector)
    heir: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Move what stands in the units, and drop them."""
        heir = None if isinstance(self.heir, NotStated) else one_of_kind(structure, self.heir, Unit)
        units = [node for node in self.units.select(structure).sure if isinstance(node, Unit) and node is not heir]
        if not units:
            raise refuse(NOTHING_SELECTED(selector=self.units))
        becomes: dict[str, str] = {}
        for unit in units:
            above = structure.parent_ids(unit.id)
            if heir is None and not above:
                raise refuse(NOT_PLACED(unit=unit.label, what=kind_label("unit")))
            becomes[unit.id] = above[0] if heir is None else heir.id
        changed: dict[tuple[type[Record], Key], Record] = {}
        drop: list[Record] = list(units)
        lost: dict[str, None] = {}
        carried = []
        beside: list[Unit] = []
        if heir is not None:
            beside = [u for u in units if not structure.lies_within(u.id, heir.id)]
            for unit in beside:
                if unit.parent != heir.parent:
                    raise refuse(NOT_IN_UNIT(node=heir.label, unit=_home(structure, unit)))
            sizes = {
                name: shifted(had, [], [_size(u, name, kind) for u in beside])
                for name, kind in SIZES.items()
                if isinstance(had := getattr(heir, name), Quantity) and beside
            }
            whole = redirect(attrs.evolve(heir, **sizes), becomes) or heir
            changed[type(heir), heir.id] = whole
            carried.append(Carried(before=(heir, *beside), after=(whole,)))
        own = {} if heir is None else {heir.id: heir.id}
        ended: list[Record] = []
        for before, new, partial in redirected(structure, {**becomes, **own}):
            after = new
            if any(_says_of(r, becomes) for r in before) and not _goes_on(before, after, beside):
                ended += [r for r in before if _says_of(r, becomes) or beside]
                continue
            if heir is None and not (isinstance(before[0], Node) and _only_stands_in(structure, before[0], becomes)):
                lost.update(dict.fromkeys(named(r) for r in before))
                continue
            kept = next((r for r in before if after is not None and r.key == after.key), None)
            if not beside and kept is not None and isinstance(kept, _OF_GROUND):
                after = kept  # the heir contained the units, so its ground stays what it was
            drop += [r for r in before if after is None or r.key != after.key]
            if after is not None and before != (after,):
                changed[type(after), after.key] = after
                carried.append(Carried(before=before, after=(after,), unrecorded=partial))
        if lost:
            label = ", ".join(unit.label for unit in units[:3])
            raise refuse(NOT_PLACED(unit=label, what=tuple(lost)[:5]))
        drop = [r for r in (*drop, *ended) if (type(r), r.key) not in changed]
        abolished = (UnitAbolished(unit=unit, heir=to) for unit, to in becomes.items())
        events = (*abolished, *lapsed(ended))
        put = recounted(structure, changed.values(), drop)
        return Effect(put=tuple(put), drop=tuple(drop), events=events, carried=tuple(carried))


def _home(structure: Structure, unit: Unit) -> str:
    return ", ".join(structure.node(id_).label for id_ in structure.parent_ids(unit.id)) or unit.label


def _size(unit: Unit, name: str, kind: type[Quantity]) -> Quantity:
    value = getattr(unit, name)
    return kind.between(0, None) if isinstance(value, NotStated) else value


def _says_of(record: Record, units: Iterable[str]) -> bool:
    """Whether a record lists what units have, or says on what they border: that ends with them."""
    if isinstance(record, Inventory):
        return record.scope in units
    return isinstance(record, Adjacency) and not {*record.units}.isdisjoint(units)


def _goes_on(before: Iterable[Record], after: Record | None, beside: list[Unit]) -> bool:
    """Whether what is listed, or a border, goes on as one of an heir that takes over the ground of units beside it."""
    if not beside or after is None:
        return False
    if isinstance(after, Inventory):  # the heir has a list of its own, and no unit inside it is counted twice
        scopes = {r.scope for r in before if isinstance(r, Inventory)}
        return after.scope in scopes and scopes <= {after.scope, *(u.id for u in beside)}
    return not {unit for r in before if isinstance(r, Adjacency) for unit in r.units}.isdisjoint(u.id for u in beside)


def _only_stands_in(structure: Structure, node: Node, units: dict[str, str]) -> bool:
    """Whether a node names a unit only as what contains it."""
    fields = {field for unit in units for record, field in structure.references_to(unit) if record is node}
    return fields == {"parent"}


_OF_GROUND = (Inventory, Adjacency, Feature, UnitFigure)
"""What is recorded of a unit with all that stands in it: of one that was inside another it adds nothing to that one."""


@step(en="set up a unit", zh="设立单位")
@attrs.frozen(kw_only=True)
class CreateUnit(Step):
    """Set up a unit over units and other nodes that are there; people, households and ground are those of its units.

    Parameters
    ----------
    kind : str
        Kind of unit, such as ``street``.
    id : str
        Its id.
    name, code : str, optional
        Its name and code.
    takes : tuple of str
        What stands in it from now on; all of it stood in one container, which is that of the new unit.

    Notes
    -----
    Used by the fictional district.
    """

    kind: str
    id: str
    name: str | NotStated = NOT_STATED
    code: str | NotStated = NOT_STATED
    takes: tuple[str, ...] = attrs.field(converter=as_words)

    def effect(self, structure: Structure) -> Effect:
        """Make the unit and move what it takes into it."""
        must_be_free(structure, self.id)
        nodes = list({node.id: node for node in map(structure.__getitem__, self.takes)}.values())
        parents = {node.parent for node in nodes}
        classes = [cls for cls in structure.classes(self.kind) if record_type(cls).kind == self.kind]
        cls: Any = next((cls for cls in classes if issubclass(cls, Unit)), None)
        if len(parents) != 1 or cls is None:
            unit, label = self.name if isinstance(self.name, str) else self.id, ", ".join(node.label for node in nodes)
            raise refuse(NOT_IN_UNIT(node=label or unit, unit=unit))
        units = [node for node in nodes if isinstance(node, Unit)]
        sizes: dict[str, Any] = {}
        for name, kind in SIZES.items():
            known = [value for unit in units if isinstance(value := getattr(unit, name), Quantity)]
            if units and len(known) == len(units):
                sizes[name] = kind.total(known)
                if len(units) < len(nodes) and any(isinstance(node, Estate | Building | Grid) for node in nodes):
                    all_ = households_of(structure, [node.id for node in nodes], ()) if name == "households" else None
                    sizes[name] = all_ if isinstance(all_, Count) else kind.between(sizes[name].low, None)
        new = cls(id=self.id, name=self.name, code=self.code, parent=parents.pop(), source=self.source, **sizes)
        put = recounted(structure, [new, *(attrs.evolve(node, parent=self.id) for node in nodes)], ())
        event = UnitCreated(unit=self.id, takes=tuple(node.id for node in nodes))
        return Effect(put=tuple(put), events=(event,))
