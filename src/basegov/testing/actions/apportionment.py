"""Draws of steps that divide a quota by figures."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.apportionment import ApportionQuota
from basegov.reforms.steps import Step
from basegov.structure.apportionment import Method
from basegov.structure.figures import figure_of
from basegov.structure.posts import PostLoan, PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community
from basegov.testing.actions.draws import draws, optional, pick, pick_some
from basegov.testing.actions.posts import OUTSIDE, held_in, named_pools


@draws(ApportionQuota)
def apportion_quota(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Divide a number of posts, or those that somebody has, over communities whose figures are known."""
    category = pick(draw, sorted({str(pool.category) for pool in named_pools(structure)}))
    communities = [
        unit for unit in structure.records(Community)
        if not structure.where(PostLoan, owner=unit.id) and _known(structure, unit, "area")
    ]  # fmt: skip
    units = pick_some(draw, communities, most=4)
    if category is None or not units:
        return None
    figures = [name for name in ("area", "population") if all(_known(structure, unit, name) for unit in units)]
    weights = {name: draw(st.integers(1, 3)) for name in figures}
    least = draw(st.integers(0, 1))
    total: dict[str, Any] = {"total": Count(draw(st.integers(least * len(units), 9)))}
    holders = {
        pool.unit for pool in structure.where(PostPool, category=category)
        if (sum_ := _held(structure, pool.unit, category)) is not None and sum_ >= least * len(units)
        and not structure.where(PostLoan, owner=pool.unit)
    }  # fmt: skip
    if draw(st.booleans()) and holders:
        total = {"from_": draw(st.sampled_from(sorted(holders)))}
    return ApportionQuota(
        units={"kind": "community", "ids": tuple(unit.id for unit in units)}, category=category, weights=weights,
        least=least, ties="first", outside=OUTSIDE, **total, **optional(draw, method=st.sampled_from(Method)),
    )  # fmt: skip


def _known(structure: Structure, unit: Community, name: str) -> bool:
    amount = figure_of(structure, unit, name).exact
    return amount is not None and amount > 0


def _held(structure: Structure, unit: str, category: str) -> int | None:
    held = [held_in(pool) for pool in structure.where(PostPool, unit=unit, category=category)]
    return None if None in held else sum(number or 0 for number in held)
