"""Draws of steps on pools of money."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Count, Yuan
from basegov.reforms.pools import AMOUNTS, EQUAL, WEIGHTS, DistributePool, SetUpPool
from basegov.reforms.steps import Step
from basegov.structure.organisations import Department
from basegov.structure.pools import FundPool, allocations_of
from basegov.structure.records import kinds_of
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street, Unit
from basegov.testing.actions.draws import chosen, draws, free_id, optional, pick, pick_some, word

_AMOUNTS = st.integers(1, 50).map(lambda n: Yuan(n * 1000))


@draws(SetUpPool)
def set_up_pool(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up a pool."""
    terms: dict[str, st.SearchStrategy[Any]] = {
        "name": st.just("专项资金"), "amount": _AMOUNTS, "year": st.just(2026), "purpose": word("bonus", "projects"),
        "applicants": st.just(("social_organisation",)), "projects": st.integers(1, 3).map(Count),
    }  # fmt: skip
    streets, payers = ([node.id for node in structure.records(cls)] for cls in (Street, Department))
    if streets:
        terms |= {"parent": st.sampled_from(streets), "holder": st.sampled_from(streets)}
    if payers:
        terms["payer"] = st.sampled_from(payers)
    return SetUpPool(pool=free_id(structure, "pool"), **optional(draw, **terms))


@draws(DistributePool)
def distribute_pool(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Divide a pool of which nothing is given out yet, in one of the ways."""
    pool = pick(draw, [one for one in structure.records(FundPool) if not allocations_of(structure, one.id)])
    units = [unit for unit in structure.records(Unit) if "unit" in kinds_of(type(unit))]
    if pool is None or not units:
        return None
    held = pool.amount.exact if isinstance(pool.amount, Yuan) else None
    by = draw(st.sampled_from((EQUAL, WEIGHTS, AMOUNTS) if held is not None else (AMOUNTS,)))
    if by == EQUAL:
        return DistributePool(pool=pool.id, to=chosen(draw, units, "unit"), **optional(draw, unit=st.just(Yuan(100))))
    some = pick_some(draw, units)
    if by == WEIGHTS:
        return DistributePool(pool=pool.id, by=by, parts={unit.id: draw(st.integers(1, 3)) for unit in some})
    part = 1000 if held is None else held // len(some)
    return DistributePool(pool=pool.id, by=by, parts={unit.id: part for unit in some}, whole=held is None)
