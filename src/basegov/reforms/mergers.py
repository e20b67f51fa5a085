"""Merging units, and putting their assets in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.mergers import NEW_ID_TAKEN, NOT_MERGEABLE, PARENT_IS_A_PART, PARENTS_DIFFER, TOO_FEW_PARTS
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count, Share
from basegov.reforms.accounts import Carried
from basegov.reforms.changes import Change
from basegov.reforms.events import Event, Passage
from basegov.reforms.proposals import Merger, MergerPlan, Proposal, as_reasons
from basegov.reforms.recounting import recounted
from basegov.reforms.reform import Reform
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.sources import Source, Status
from basegov.structure.assets import Asset
from basegov.structure.merging import Collision, merge_rule, redirect, unite
from basegov.structure.records import Key, Node, Record, Relation, record_type, ref_fields, targets
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit, UnitGroup
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, as_words

_ADDED_UP = ("population", "households", "area")


@attrs.frozen(kw_only=True)
class CommunitiesMerged(Event):
    """Units became one unit.

    Parameters
    ----------
    parts : tuple of str
        What they were.
    into : str
        What they are.
    exceptions : mapping of str to str
        Recorded exceptions made for the merger: rule and reason.
    received : mapping of str to Share
        Which part of the new unit came from each of them, by households, where that is known.
    """

    parts: tuple[str, ...]
    into: str
    exceptions: FrozenMap[str, str] = EMPTY
    received: FrozenMap[str, Share] = EMPTY

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """Each part became the new unit."""
        return tuple((part, self.into) for part in self.parts)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Each part went over as a whole."""
        open_ = Share.unknown()
        return tuple(Passage(p, self.into, Share(1), self.received.get(p, open_)) for p in self.parts)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{', '.join(self.parts)} became {self.into}", f"{'、'.join(self.parts)} 合并为 {self.into}")


@step(en="merge communities", zh="合并社区")
@attrs.frozen(kw_only=True)
class MergeCommunities(Step):
    """Merge units of one kind, with everything that refers to them, in one transaction.

    People, households and area are added up as far as they are known; grids, staff, posts, funds, assets, borders and
    every other record that names a part names the new unit afterwards; records that come to speak of the same thing
    become one as their type says (:mod:`basegov.structure.merging`). What only one part had remains.

    Parameters
    ----------
    parts : tuple of str
        The units, by id, code or name.
    into : str
        Id of the new unit: a new one, or that of a part that takes in the others.
    name, code : str, optional
        Name and code of the new unit.
    parent : str, optional
        Its container; left out, the one that the parts share.
    exceptions : mapping of str to str
        Recorded exceptions made for this merger: rule (by id or kind) and reason.

    Notes
    -----
    Used by WH-014 (大观商业城 and 东风西路中段 become 小西门) and WH-015 (翠湖北路 and 文化巷 become 文林).
    """

    parts: tuple[str, ...] = attrs.field(converter=as_words)
    into: str
    name: str | NotStated = NOT_STATED
    code: str | NotStated = NOT_STATED
    parent: str | NotStated = NOT_STATED
    exceptions: FrozenMap[str, str] = attrs.field(default=EMPTY, converter=as_reasons)

    def effect(self, structure: Structure) -> Effect:
        """Make the new unit and redirect every reference to it."""
        parts = tuple(sorted({structure[part].id for part in self.parts}))
        units = self._units(structure, parts)
        whole = self._whole(structure, units)
        put: list[Record] = [whole]
        drop: list[Record] = [unit for unit in units if unit.id != whole.id]
        carried = [Carried(before=units, after=(whole,))]
        for before, after, partial in redirected(structure, dict.fromkeys(parts, self.into)):
            drop += [r for r in before if after is None or r.key != after.key]
            if after is not None:
                put.append(after)
                carried.append(Carried(before=before, after=(after,), unrecorded=partial))
        put = recounted(structure, put, drop)
        event = CommunitiesMerged(
            parts=parts, into=whole.id, exceptions=self.exceptions, received=shares_of(units, whole)
        )
        return Effect(put=tuple(put), drop=tuple(drop), events=(event,), carried=tuple(carried))

    def _units(self, structure: Structure, parts: tuple[str, ...]) -> tuple[Unit, ...]:
        """Return the parts as units, or refuse what cannot be merged."""
        if len(parts) < 2:
            raise refuse(TOO_FEW_PARTS(into=self.into, count=len(parts)))
        nodes = [structure.node(part) for part in parts]
        first, unit = type(nodes[0]), record_type(Unit).label
        expected = record_type(first).label if issubclass(first, Unit) else unit
        for node in nodes:
            if type(node) is not first or not isinstance(node, Unit):
                raise refuse(NOT_MERGEABLE(unit=node.label, found=record_type(type(node)).label, expected=expected))
        if self.into in structure and self.into not in parts:
            raise refuse(NEW_ID_TAKEN(id=self.into, owner=structure.node(self.into).label))
        return tuple(node for node in nodes if isinstance(node, Unit))

    def _whole(self, structure: Structure, units: tuple[Unit, ...]) -> Unit:
        """Return the new unit."""
        parents = {unit.parent for unit in units}
        if not isinstance(self.parent, NotStated):
            parents = {structure[self.parent].id}
        if len(parents) > 1:
            named = (p.value if isinstance(p, NotStated) else structure.node(p).label for p in parents)
            raise refuse(PARENTS_DIFFER(into=self.into, parents=tuple(sorted(named))))
        parent = parents.pop()
        ids = {unit.id for unit in units}
        if isinstance(parent, str) and any(structure.lies_within(parent, id_) for id_ in ids):
            raise refuse(PARENT_IS_A_PART(parent=parent, into=self.into))
        moved = tuple(redirect(unit, dict.fromkeys(ids, self.into)) or unit for unit in units)
        whole: Any = unite(Collision(structure, units, moved, (), self.into))
        kept = next((unit for unit in units if unit.id == self.into), None)
        name = kept.name if kept is not None and isinstance(self.name, NotStated) else self.name
        code = kept.code if kept is not None and isinstance(self.code, NotStated) else self.code
        sources = {}
        if not isinstance(self.source, NotStated):
            derived = attrs.evolve(self.source, status=Status.DERIVED)
            sources = {f: derived for f in _ADDED_UP if getattr(whole, f, NOT_STATED) is not NOT_STATED}
        new: Unit = attrs.evolve(
            whole, id=self.into, name=name, code=code, parent=parent, source=self.source, sources=sources,
            former_codes=tuple(c for c in whole.former_codes if c != code),
            aliases=tuple(a for a in whole.aliases if a != name),
        )  # fmt: skip
        return new


def shares_of(units: Iterable[Unit], whole: Unit) -> FrozenMap[str, Share]:
    """Return which part of the households of a whole each unit has, where both are known and there are some."""
    total = whole.households.exact if isinstance(whole.households, Count) else None
    known = {unit.id: unit.households.exact for unit in units if isinstance(unit.households, Count)}
    return FrozenMap({id_: Share(Fraction(n, total)) for id_, n in known.items() if total and n is not None})


def redirected(
    structure: Structure, becomes: Mapping[str, str], gone: Collection[str] = ()
) -> Iterator[tuple[tuple[Record, ...], Record | None, bool]]:
    """Yield records that name a node which becomes another one, what becomes of them, and whether some part has none.

    Parameters
    ----------
    structure : Structure
        The structure before.
    becomes : mapping of str to str
        For each node what it becomes.
    gone : collection of str
        Nodes that are replaced by others in other ways, and are left out with those that become another one.
    """
    touched: dict[tuple[type[Record], Key], Record] = {}
    for part in becomes:
        for record, _ in structure.references_to(part):
            if not (isinstance(record, Node) and (record.id in becomes or record.id in gone)):
                touched[type(record), record.key] = record
    groups: dict[tuple[type[Record], Key], list[tuple[Record, Record]]] = {}
    for record in touched.values():
        new = _counted_anew(record, redirect(record, becomes))
        if new is None or _links_with_itself(record, new):
            yield (record,), None, False
        else:
            groups.setdefault((type(new), new.key), []).append((record, new))
    parts: dict[str, list[str]] = {}
    for part, into in becomes.items():
        parts.setdefault(into, []).append(part)
    for pairs in groups.values():
        pairs.sort(key=lambda pair: str(pair[0].key))
        before, after = tuple(old for old, _ in pairs), tuple(new for _, new in pairs)
        into = next(becomes[old] for old in _named(before) if old in becomes)
        absent = () if isinstance(after[0], Node) else _absent(before, parts[into])
        united = unite(Collision(structure, before, after, absent, into))
        yield before, united, bool(absent) and merge_rule(type(united)) is not None


def _counted_anew(old: Record, new: Record | None) -> Record | None:
    """Return a group of which members have become one with that many members less."""
    if not isinstance(old, UnitGroup) or not isinstance(new, UnitGroup) or not isinstance(new.count, Count):
        return new
    less, least = len(old.members) - len(new.members), len(new.members)
    low, high = (None if n is None else max(least, n - less) for n in (new.count.low, new.count.high))
    return attrs.evolve(new, count=Count.between(low, high)) if less else new


def _named(records: tuple[Record, ...]) -> dict[str, None]:
    return dict.fromkeys(t for r in records for spec in ref_fields(type(r)) for t in targets(r, spec))


def _absent(before: tuple[Record, ...], parts: Iterable[str]) -> tuple[str, ...]:
    named = _named(before)
    return tuple(part for part in parts if part not in named)


def _links_with_itself(old: Record, new: Record) -> bool:
    """Whether a relation between two parts has become one of the new unit with itself."""
    if not isinstance(new, Relation) or type(new).ends is None:
        return False
    tail, head = type(new).ends or ("", "")
    return bool(
        getattr(new, tail) == getattr(new, head) != NOT_STATED and getattr(old, tail) != getattr(old, head)
    )  # fmt: skip


def mergers_of(world: Structure | Change | Proposal) -> tuple[Merger, ...]:
    """Return the mergers of a proposal or of a change, the latter followed through every stage to the units before."""
    if isinstance(world, Proposal):
        return world.mergers
    if isinstance(world, Structure):
        return ()
    events = [event for event in world.events if isinstance(event, CommunitiesMerged)]
    found = []
    for into in dict.fromkeys(event.into for event in events):
        parts = [part for part in world.lineage.before(into) if part in world.before]
        if into in world.after and parts and parts != [into]:
            reasons: dict[str, str] = {}
            for event in events:
                if into in world.lineage.after(event.into) or event.into == into:
                    reasons.update(event.exceptions)
            found.append(Merger(parts=tuple(parts), into=into, exceptions=reasons))
    return tuple(found)


def reform_of(plan: MergerPlan) -> Reform:
    """Return the reform that carries out a plan: one step for each merger of two or more units."""
    steps: tuple[Step, ...] = tuple(
        MergeCommunities(parts=m.parts, into=m.id, exceptions=m.exceptions, source=plan.source)
        for m in plan.mergers if len(m.parts) > 1
    )  # fmt: skip
    return Reform(id=plan.id, name=plan.name, steps=steps, source=plan.source)


# assets


@attrs.frozen(kw_only=True)
class AssetsVerified(Event):
    """Assets were checked on the spot."""

    assets: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"verified {', '.join(self.assets)}", f"核查 {'、'.join(self.assets)}")


@attrs.frozen(kw_only=True)
class AssetsRegistered(Event):
    """Assets were entered in the register."""

    assets: tuple[str, ...]
    owner: str | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"registered {', '.join(self.assets)}", f"登记 {'、'.join(self.assets)}")


_ANY_ASSET = Selector(kind="asset")


@attrs.frozen(kw_only=True)
class AssetStep(Step):
    """What steps on assets have in common.

    Parameters
    ----------
    assets : Selector
        Which assets, such as ``{kind: asset, where: {unit: wenhuaxiang}}``.
    """

    assets: Selector = attrs.field(default=_ANY_ASSET, converter=as_selector)

    def meant(self, structure: Structure) -> tuple[Asset, ...]:
        """Return the assets that are meant; refuse when there are none."""
        found = tuple(node for node in self.assets.select(structure).sure if isinstance(node, Asset))
        if not found:
            raise refuse(NOTHING_SELECTED(selector=self.assets))
        return found

    def sourced(self, asset: Asset, field: str) -> FrozenMap[str, Source]:
        """Return the sources of an asset, with that of the step for one field."""
        own = {} if isinstance(self.source, NotStated) else {field: self.source}
        return FrozenMap({**asset.sources, **own})


@step(en="verify assets", zh="核查资产")
@attrs.frozen(kw_only=True)
class VerifyAssets(AssetStep):
    """Check assets on the spot (WH-033)."""

    def effect(self, structure: Structure) -> Effect:
        """Mark the assets as verified."""
        assets = self.meant(structure)
        put = tuple(attrs.evolve(a, verified=True, sources=self.sourced(a, "verified")) for a in assets)
        return Effect(put=put, events=(AssetsVerified(assets=tuple(a.id for a in assets)),))


@step(en="register assets", zh="登记资产")
@attrs.frozen(kw_only=True)
class RegisterAssets(AssetStep):
    """Enter assets in the register, and settle whose they are (WH-033).

    Parameters
    ----------
    owner : str, optional
        Whose they are from now on; left out, their owner stays as it is recorded.
    """

    owner: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Mark the assets as registered, with their owner when one is given."""
        assets = self.meant(structure)
        put = tuple(
            attrs.evolve(
                a,
                registered=True,
                owner=a.owner if isinstance(self.owner, NotStated) else structure[self.owner].id,
                sources=self.sourced(a, "registered"),
            )
            for a in assets
        )
        event = AssetsRegistered(assets=tuple(a.id for a in assets), owner=self.owner)
        return Effect(put=put, events=(event,))
