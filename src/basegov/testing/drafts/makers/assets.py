"""Making the assets and the ground of merged units."""

from __future__ import annotations

import functools
from typing import Any

import attrs

from basegov.quantities import SquareKilometres, Yuan
from basegov.rules.assets import AssetCheck, MergerAssets, MergerAssetValue, MergerJurisdiction
from basegov.structure.assets import Asset, AssetKind
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.draft import TOP, name_of
from basegov.testing.drafts.makers.merging import carried_out
from basegov.testing.drafts.makers.registry import makes


def asset_of(draft: ChangeDraft, unit: str, kind: AssetKind | None) -> Asset:
    """Return an asset of a unit, of one kind of property, after making it."""
    id_ = f"{unit}-{'asset' if kind is None else kind.value}"
    node = draft.structure.get(id_)
    if isinstance(node, Asset):
        return node
    return draft.create(Asset, id_, unit=unit, kind=kind or AssetKind.STATE, parent=unit)


@makes(MergerAssets)
def merger_assets(rule: MergerAssets, draft: ChangeDraft) -> None:
    """Let every asset of the parts have passed each check; for a miss one of them has failed one."""
    settled = {AssetCheck.VERIFIED: "verified", AssetCheck.REGISTERED: "registered", AssetCheck.OWNED: "owner"}
    can_fail = [check for check in rule.require if check is not AssetCheck.OWNED]
    for parts in carried_out(draft, rule.unit):
        misses = draft.misses(rule, parts)
        if misses and not can_fail:
            raise draft.cannot_miss(rule)
        failed = draft.way_of(can_fail) if misses else None
        for unit in parts:
            asset_of(draft, unit, rule.kind)
        meant = [a for unit in parts for a in draft.structure.where(Asset, unit=unit) if rule.kind in (None, a.kind)]
        for asset in meant:
            for check in rule.require:
                if check is AssetCheck.OWNED:
                    draft.one_of(asset, "owner", (TOP,), rule)
                else:
                    passed = not (check is failed and asset.unit == parts[0])
                    draft.one_of(asset, settled[check], (passed,), rule)
    draft.close("asset")


@makes(MergerAssetValue)
def merger_asset_value(rule: MergerAssetValue, draft: ChangeDraft) -> None:
    """Let the assets go over at their value; for a miss one is worth a yuan less afterwards, or is gone."""
    for parts in carried_out(draft, rule.unit):
        assets = [asset_of(draft, unit, rule.kind) for unit in parts]
        for asset in assets:
            draft.within(asset, "value", Yuan.between(1, None), rule)
        if draft.misses(rule, parts):
            what, alter = draft.way_of([("an asset loses value", _cheaper), ("an asset is lost", _gone)])
            draft.interfere((name_of(rule), parts), what, functools.partial(alter, assets[0].id))
    draft.close("asset")


def _cheaper(id_: str, after: Structure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    asset: Any = after.node(id_)
    return (attrs.evolve(asset, value=Yuan(asset.value.exact - 1)),), ()


def _gone(id_: str, after: Structure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (), (after.node(id_),)


@makes(MergerJurisdiction)
def merger_jurisdiction(rule: MergerJurisdiction, draft: ChangeDraft) -> None:
    """Let the new unit have the ground of its parts; a little less of it for a miss."""
    for parts in carried_out(draft, rule.unit):
        for unit in parts:
            node = draft.structure.node(unit)
            draft.within(node, "area", SquareKilometres(">= 0.01"), rule)
        if draft.misses(rule, parts):
            into = draft.whole_of(parts)
            draft.interfere((name_of(rule), parts), "the area is written smaller", functools.partial(_less, into))


def _less(id_: str, after: Structure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    unit: Any = after.node(id_)
    return (attrs.evolve(unit, area=SquareKilometres(unit.area.exact - SquareKilometres("0.01").exact)),), ()
