"""Rules over what a merger carries over: its assets, and the ground that the new unit is responsible for."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import attrs

from basegov.quantities import Difference, Quantity, SquareKilometres, Yuan
from basegov.reforms.changes import Change
from basegov.reforms.proposals import Merger
from basegov.rules.mergers import MergerRule
from basegov.rules.requirements import Bound, NoneOf
from basegov.rules.rule import Judges, Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.assets import Asset, AssetKind
from basegov.structure.mergers import all_listed
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth


class AssetCheck(enum.Enum):
    """What must have been done with an asset."""

    VERIFIED = "verified"
    REGISTERED = "registered"
    OWNED = "owned"

    def holds(self, asset: Asset) -> Truth:
        """Say whether it has been done; an owner that is not stated is not known to be settled."""
        if self is AssetCheck.OWNED:
            return Truth.of(NOT_STATED if isinstance(asset.owner, NotStated) else True)
        return Truth.of(asset.verified if self is AssetCheck.VERIFIED else asset.registered)

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        zh = {"verified": "核查", "registered": "登记", "owned": "明确权属"}
        return zh[self.value] if lang == "zh" else self.value


def _as_checks(checks: Iterable[Any]) -> tuple[AssetCheck, ...]:
    return tuple(AssetCheck(check) for check in checks)


@rule(en="assets of a merger", zh="合并资产核查登记")
@attrs.frozen(kw_only=True)
class MergerAssets(MergerRule):
    """Every asset of the merged units must be verified, registered and have a settled owner.

    Predicate: no asset of the parts (for a proposal) or of the new unit (for a change) lacks one of the checks.
    *Undetermined* while an asset's state is not stated, or while no inventory says that all assets are listed.

    Parameters
    ----------
    require : tuple of AssetCheck
        The checks: ``verified``, ``registered``, ``owned``.
    kind : AssetKind, optional
        Only assets of this kind of property.

    Notes
    -----
    Used by WH-033 (a team checks and registers the assets and settles ownership).
    """

    require: tuple[AssetCheck, ...] = attrs.field(default=tuple(AssetCheck), converter=_as_checks)
    kind: AssetKind | None = attrs.field(default=None, converter=attrs.converters.optional(AssetKind))

    @property
    def measure(self) -> Measure:
        """Which assets lack a check."""
        return Measure("open_assets", "set", Text("assets that lack a check", "未完成核查登记的资产"))

    @property
    def requirement(self) -> NoneOf:
        """There is none."""
        return NoneOf(Text("asset that lacks a check", "未完成核查登记的资产"))

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Go through the assets."""
        structure = world.after
        units = merger.parts if world.is_proposal else (merger.id,)
        known, possible, missing = [], [], []
        for unit in units:
            for asset in structure.where(Asset, unit=unit):
                of_kind = Truth.TRUE if self.kind is None else _is(asset, self.kind)
                for check in self.require:
                    lacks = Truth.all([of_kind, check.holds(asset).negated])
                    words = Text(f"{asset.label} (not {check.text('en')})", f"{asset.label}（未{check.text('zh')}）")
                    if lacks is Truth.TRUE:
                        known.append(words)
                    elif lacks is Truth.UNKNOWN:
                        possible.append(words)
                        missing.append(_unknown(asset, check))
            if not all_listed(structure, unit, "asset"):
                label = structure.node(unit).label
                possible.append(Text(f"assets of {label} that are not listed", f"{label}未列出的资产"))
                missing.append(unlisted_assets(structure, unit))
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing))


def _is(asset: Asset, kind: AssetKind) -> Truth:
    return Truth.UNKNOWN if isinstance(asset.kind, NotStated) else Truth.of(asset.kind is kind)


def _unknown(asset: Asset, check: AssetCheck) -> Missing:
    if check is AssetCheck.OWNED:
        return Missing(asset.id, "owner", Text(f"the owner of {asset.label}", f"{asset.label}的权属"))
    words = Text(f"whether {asset.label} is {check.text('en')}", f"{asset.label}是否已{check.text('zh')}")
    return Missing(asset.id, check.value, words)


def unlisted_assets(structure: Structure, unit: str) -> Missing:
    """Return the fact that is missing while nothing says that all assets of a unit are listed."""
    label = structure.node(unit).label
    return Missing(unit, "asset", Text(f"whether all assets of {label} are listed", f"{label}的资产是否已全部列出"))


@rule(en="asset value of a merger", zh="合并资产不流失")
@attrs.frozen(kw_only=True)
class MergerAssetValue(MergerRule):
    """The assets of the merged units must not be worth less after the merger than before.

    Predicate: ``value of the assets after - value of the assets before >= 0``, asset by asset; an asset that is gone
    counts with its whole value, one that keeps its record keeps its value, known or not. *Undetermined* while values
    decide that are not stated, or while no inventory says that all assets are listed.

    Parameters
    ----------
    kind : AssetKind, optional
        Only assets of this kind of property, such as ``state``.

    Notes
    -----
    Used by WH-033 (no loss of state assets).
    """

    kind: AssetKind | None = attrs.field(default=None, converter=attrs.converters.optional(AssetKind))

    judges: ClassVar[Judges] = "change"

    @property
    def measure(self) -> Measure:
        """By how much the value changes."""
        return Measure("asset_value_change", "yuan", Text("change in the value of the assets", "资产价值变化"))

    @property
    def requirement(self) -> Bound:
        """It does not fall."""
        return Bound(Difference.build(0, None, kind=Yuan))

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Compare the values asset by asset."""
        before = {a.id: a for part in merger.parts for a in self._of_kind(world.before, part)}
        after = {a.id: a for a in self._of_kind(world.after, merger.id)}
        low: Quantity = Difference.build(0, 0, kind=Yuan)
        missing = []
        for id_ in {**before, **after}:
            old, new = before.get(id_), after.get(id_)
            if old is not None and new is not None and old.value == new.value:
                continue
            change = _value(new).minus(_value(old))
            low = _plus(low, change)
            missing += [
                Missing(a.id, "value", Text(f"the value of {a.label}", f"{a.label}的价值"))
                for a in (old, new) if a is not None and isinstance(a.value, NotStated)
            ]  # fmt: skip
        unsure = [part for part in merger.parts if not all_listed(world.before, part, "asset")]
        evidence = tuple(
            Evidence(Text(f"gone: {before[id_].label}", f"已减少：{before[id_].label}"), before[id_].source)
            for id_ in before if id_ not in after
        )  # fmt: skip
        if unsure:
            missing += [unlisted_assets(world.before, part) for part in unsure]
            certain = low.high is not None and low.high < 0
            low = low if certain else Difference.build(None, None, kind=Yuan)
        return Measurement(value=low, missing=tuple(missing), evidence=evidence)

    def _of_kind(self, structure: Structure, unit: str) -> Iterator[Asset]:
        for asset in structure.where(Asset, unit=unit):
            if self.kind is None or _is(asset, self.kind) is not Truth.FALSE:
                yield asset


def _value(asset: Asset | None) -> Yuan:
    if asset is None:
        return Yuan(0)
    return Yuan.between(0, None) if isinstance(asset.value, NotStated) else asset.value


def _plus(a: Quantity, b: Quantity) -> Quantity:
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Difference.build(low, high, kind=Yuan)


@rule(en="jurisdiction after a merger", zh="合并后管辖范围")
@attrs.frozen(kw_only=True)
class MergerJurisdiction(MergerRule):
    """The new unit must be responsible for exactly what its parts were responsible for.

    Predicate: everything that lay directly inside a part (and still exists) lies inside the new unit, nothing that lay
    elsewhere does, and the area of the new unit is the sum of the areas of the parts. *Undetermined* while the areas
    are not known well enough to say.

    Notes
    -----
    Used by WH-025 (the merger fixes the jurisdiction of the new community).
    """

    judges: ClassVar[Judges] = "change"

    @property
    def measure(self) -> Measure:
        """What is in the one and not in the other."""
        words = Text("difference between the ground of the new unit and of its parts", "新单元与原单元管辖范围之差")
        return Measure("jurisdiction_difference", "set", words)

    @property
    def requirement(self) -> NoneOf:
        """There is no difference."""
        return NoneOf(Text("difference in jurisdiction", "管辖范围差异"))

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Compare what lies inside, and the areas."""
        before, after = world.before, world.after
        was = {child for part in merger.parts for child in before.child_ids(part)}
        here = set(after.child_ids(merger.id))
        lost = [after.node(c) for c in sorted(was) if c in after and c not in here and after.parent_ids(c)]
        gained = [before.node(c) for c in sorted(here - was) if c in before]
        known = [Text(f"lost {_label(n)}", f"缺少{_label(n)}") for n in lost]
        known += [Text(f"gained {_label(n)}", f"多出{_label(n)}") for n in gained]
        areas = [getattr(before.node(part), "area", NOT_STATED) for part in merger.parts]
        sum_ = SquareKilometres.total(areas)
        now = getattr(after.node(merger.id), "area", NOT_STATED)
        now = SquareKilometres.unknown() if isinstance(now, NotStated) else now
        words = Text(
            f"area {now.text('en')}, the parts {sum_.text('en')}",
            f"面积 {now.text('zh')}，各部分合计 {sum_.text('zh')}",
        )
        missing: tuple[Missing, ...] = ()
        possible = []
        if sum_.intersect(now) is None:
            known.append(words)
        elif sum_ != now:
            possible.append(words)
            missing = tuple(
                Missing(p, "area", Text(f"the area of {before.node(p).label}", f"{before.node(p).label}的面积"))
                for p, area in zip(merger.parts, areas, strict=True)
                if isinstance(area, NotStated) or not area.is_exact
            )
            if not now.is_exact:
                label = after.node(merger.id).label
                missing += (Missing(merger.id, "area", Text(f"the area of {label}", f"{label}的面积")),)
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=missing)


def _label(node: Node) -> str:
    return node.label
