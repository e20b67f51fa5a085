"""Dividing a unit: its people, its ground and everything in it are shared out among several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.diagnostics.grids import NOT_IN_UNIT, NOT_PLACED, PARTS_DO_NOT_ADD_UP
from basegov.quantities import Count, Quantity, Share, SquareKilometres
from basegov.reforms.accounts import Carried
from basegov.reforms.boundaries import SIZES, area_or_not, count_or_not, open_borders, shifted, touched_by
from basegov.reforms.events import Event, Passage
from basegov.reforms.items import must_be_free, once, one_of_kind
from basegov.reforms.mergers import redirected, shares_of
from basegov.reforms.recounting import recounted
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.mergers import Adjacency
from basegov.structure.merging import redirect
from basegov.structure.records import Key, Node, Record, kind_label, record_type
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Unit
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, as_words, show


@attrs.frozen(kw_only=True)
class UnitPart:
    """A unit that comes of one that is divided.

    Parameters
    ----------
    id : str
        Its id; one of them may keep that of the divided unit.
    name, code : str, optional
        Its name and code.
    households, population : Count, optional
        How many live there; one part may leave them out and has the rest.
    area : SquareKilometres, optional
        Its area.
    takes : tuple of str
        What stood in the divided unit and stands in this one afterwards.
    """

    id: str
    name: str | NotStated = NOT_STATED
    code: str | NotStated = NOT_STATED
    households: Count | NotStated = attrs.field(default=NOT_STATED, converter=count_or_not)
    population: Count | NotStated = attrs.field(default=NOT_STATED, converter=count_or_not)
    area: SquareKilometres | NotStated = attrs.field(default=NOT_STATED, converter=area_or_not)
    takes: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    _repr_pretty_ = show


@attrs.frozen(kw_only=True)
class UnitSplit(Event):
    """A unit became several.

    Parameters
    ----------
    unit : str
        The unit.
    into : tuple of str
        What it became.
    given : mapping of str to Share
        Which part of its households each of them has, where that is known.
    around : tuple of str
        Its neighbours, of which it is not known any more whom they touch.
    """

    unit: str
    into: tuple[str, ...]
    given: FrozenMap[str, Share] = EMPTY
    around: tuple[str, ...] = ()

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """The unit became each of them."""
        return tuple((self.unit, one) for one in self.into)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The part that each of them has."""
        open_ = Share.unknown()
        return tuple(Passage(self.unit, one, self.given.get(one, open_), Share(1)) for one in self.into)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.unit} became {', '.join(self.into)}", f"{self.unit} 分设为 {'、'.join(self.into)}")


def _parts(value: Iterable[UnitPart]) -> tuple[UnitPart, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class StatementLapsed(Event):
    """What was listed or bordered on of a unit holds no longer, since the unit is gone and nothing says it of others.

    Parameters
    ----------
    about : tuple of str
        What it was about.
    of : str
        What an inventory listed; empty for another record.
    label : Text
        What kind of record it was.
    """

    about: tuple[str, ...]
    of: str
    label: Text

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = ", ".join(self.about), "、".join(self.about)
        kind = kind_label(self.of) if self.of else Text("", "")
        of = Text(f" ({kind.en})", f"（{kind.zh}）") if self.of else kind
        return Text(f"the {self.label.en} of {en}{of.en} lapsed", f"{zh} 的{self.label.zh}{of.zh}随之失效")


def lapsed(records: Iterable[Record]) -> tuple[StatementLapsed, ...]:
    """Return an event for every inventory and border among records that are dropped."""
    found = []
    for record in records:
        label = record_type(type(record)).label
        if isinstance(record, Inventory):
            found.append(StatementLapsed(about=(record.scope,), of=record.of, label=label))
        elif isinstance(record, Adjacency):
            found.append(StatementLapsed(about=record.units, of="", label=label))
    return tuple(found)


@step(en="split a unit", zh="分设")
@attrs.frozen(kw_only=True)
class SplitUnit(Step):
    """Divide a unit into several of its kind; households, people and ground are shared out, none is lost.

    What stands in it goes where a part `takes` it, with all that it names the unit for; the rest goes to the heir, the
    part that keeps the id where none is named. Other records that name the unit follow the heir too, but for what is
    listed of the unit and its borders; without an heir the step is refused.

    Parameters
    ----------
    unit : str
        The unit.
    into : tuple of UnitPart
        What it becomes.
    heir : str, optional
        Id of the part to which everything goes that nobody takes; the part that keeps the id when left out.

    Notes
    -----
    Used by the fictional district.
    """

    unit: str
    into: tuple[UnitPart, ...] = attrs.field(converter=_parts)
    heir: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Make the parts and let what stood in the unit follow."""
        unit: Unit = one_of_kind(structure, self.unit, Unit)
        ids = tuple(part.id for part in self.into)
        once(ids, "into")
        once((structure[name].id for part in self.into for name in part.takes), "takes")
        if len(ids) < 2:
            two, parts = Count(">= 2"), Count(len(ids))
            raise refuse(PARTS_DO_NOT_ADD_UP(unit=unit.label, field="parts", whole=two, parts=parts))
        for id_ in ids:
            if id_ != unit.id:
                must_be_free(structure, id_)
        heir = unit.id if isinstance(self.heir, NotStated) else self.heir
        whole = self._sizes(unit)
        units = tuple(self._made(unit, part, {n: whole[n][at] for n in SIZES}) for at, part in enumerate(self.into))
        changed: dict[tuple[type[Record], Key], Record] = {(type(u), u.id): u for u in units}
        taken: set[str] = set()
        for part in self.into:
            for name in part.takes:
                node = structure[name]
                if node.id not in structure.child_ids(unit.id):
                    raise refuse(NOT_IN_UNIT(node=node.label, unit=unit.label))
                taken.add(node.id)
                moved = redirect(node, {unit.id: part.id}) or node
                changed[type(node), node.id] = attrs.evolve(moved, parent=part.id)
        drop: list[Record] = []
        carried = [Carried(before=(unit,), after=units)]
        told: list[Record] = [*structure.where(Adjacency, units=unit.id), *structure.where(Inventory, scope=unit.id)]
        if unit.id not in ids:
            drop = [unit, *told]
        if heir != unit.id or unit.id not in ids:
            drop += self._follow(structure, unit, heir if heir in ids else None, taken, changed, told, carried)
        borders = [r for r in open_borders(structure, [unit.id]) if not _names(r, unit.id) or unit.id in ids]
        fresh = [Inventory(scope=id_, of="adjacency", complete=False) for id_ in ids if borders and id_ != unit.id]
        put = recounted(structure, [*changed.values(), *borders, *fresh], drop)
        event = UnitSplit(unit=unit.id, into=ids, given=shares_of(units, unit), around=touched_by(borders))
        events = (event, *lapsed(drop))
        return Effect(put=tuple(put), drop=tuple(drop), events=events, carried=tuple(carried))

    def _made(self, unit: Unit, part: UnitPart, sizes: dict[str, Any]) -> Unit:
        if part.id == unit.id:
            own: dict[str, Any] = {f: v for f in ("name", "code") if isinstance(v := getattr(part, f), str)}
            return attrs.evolve(unit, **own, **sizes)
        return attrs.evolve(
            unit, id=part.id, name=part.name, code=part.code, former_codes=(), aliases=(), sources={}, note="",
            source=self.source, **sizes,
        )  # fmt: skip

    def _sizes(self, unit: Unit) -> dict[str, list[Quantity | NotStated]]:
        """Return the sizes of the parts; that of one which is left out is the rest."""
        found: dict[str, list[Quantity | NotStated]] = {}
        for name, kind in SIZES.items():
            whole, given = getattr(unit, name), [getattr(part, name) for part in self.into]
            stated = [q for q in given if isinstance(q, Quantity)]
            total = kind.between(0, None) if isinstance(whole, NotStated) else whole
            sum_ = kind.total([*stated, *([kind.between(0, None)] if len(stated) < len(given) else [])])
            if total.intersect(sum_) is None:
                raise refuse(PARTS_DO_NOT_ADD_UP(unit=unit.label, field=name, whole=whole, parts=kind.total(stated)))
            rest: Any = NOT_STATED
            if isinstance(whole, Quantity) and len(stated) == len(given) - 1:
                rest = shifted(whole, stated, [])
            found[name] = [rest if isinstance(q, NotStated) else q for q in given]
        return found

    def _follow(
        self, structure: Structure, unit: Unit, heir: str | None, taken: set[str],
        changed: dict[tuple[type[Record], Key], Record], told: list[Record], carried: list[Carried],
    ) -> list[Record]:  # fmt: skip
        """Let everything else that names the unit follow its heir, or refuse when there is none; return what goes."""
        gone = {(type(r), r.key) for r in told}
        drop: list[Record] = []
        lost: dict[str, None] = {}
        for before, after, partial in redirected(structure, {unit.id: heir or unit.id}, taken):
            if all((type(r), r.key) in gone for r in before):
                continue
            if heir is None:
                lost.update(dict.fromkeys(named(r) for r in before))
                continue
            drop += [r for r in before if after is None or r.key != after.key]
            if after is not None:
                changed[type(after), after.key] = after
                carried.append(Carried(before=before, after=(after,), unrecorded=partial))
        if lost:
            raise refuse(NOT_PLACED(unit=unit.label, what=tuple(lost)[:5]))
        return drop


def _names(record: Record, id_: str) -> bool:
    return id_ in getattr(record, "units", ()) or getattr(record, "scope", None) == id_


def named(record: Record) -> str:
    """Return a record in a word or two: the id of a node, the kind of a relation with its key."""
    if isinstance(record, Node):
        return record.id
    key = record.key if isinstance(record.key, tuple) else ()
    return f"{record_type(type(record)).kind} {'/'.join(str(part) for part in key[1:])}"
