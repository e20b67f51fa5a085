"""Draws of steps that merge units and put their assets in order."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.mergers import MergeCommunities, RegisterAssets, VerifyAssets
from basegov.reforms.steps import Step
from basegov.structure.assets import Asset
from basegov.structure.organisations import Government
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Street, Unit
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some, selected
from basegov.values import NotStated


@draws(MergeCommunities)
def merge_communities(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Merge communities of one street, or streets of one district; into a new unit, or into one of the parts."""
    cls: type[Unit] = draw(st.sampled_from([Community, Community, Street]))
    families: dict[str | NotStated, list[Node]] = {}
    for unit in structure.records(cls):
        families.setdefault(unit.parent, []).append(unit)
    family = pick(draw, [units for units in families.values() if len(units) > 1])
    if family is None:
        return None
    parts = tuple(unit.id for unit in pick_some(draw, family, least=2, most=3))
    into = parts[0] if draw(st.booleans()) else free_id(structure, "merged")
    return MergeCommunities(parts=parts, into=into, **optional(draw, name=st.just(f"“{into}”")))


@draws(VerifyAssets)
def verify_assets(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Verify some assets."""
    assets = selected(draw, structure, Asset)
    return None if assets is None else VerifyAssets(assets=assets)


@draws(RegisterAssets)
def register_assets(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Register some assets, perhaps as those of a government or of a street."""
    assets = selected(draw, structure, Asset)
    owners = [node.id for cls in (Government, Street) for node in structure.records(cls)]
    if assets is None or not owners:
        return None
    return RegisterAssets(assets=assets, **optional(draw, owner=st.sampled_from(owners)))
