"""Draws of steps over how many posts there are, and where."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.posts import AllotPosts, MovePosts, SetQuota, WithdrawPosts
from basegov.reforms.steps import Step
from basegov.structure.posts import PostLoan, PostPool
from basegov.structure.snapshot import Structure
from basegov.testing.actions.draws import draws, pick
from basegov.texts import Text

OUTSIDE = Text("the city", "上级")
"""Where posts come from, and go to, that no unit of the structure has before, or afterwards."""


def named_pools(structure: Structure) -> list[PostPool]:
    """Return the pools of a stated category."""
    return [pool for pool in structure.records(PostPool) if isinstance(pool.category, str)]


def held_in(pool: PostPool) -> int | None:
    """Return how many posts a pool has, where that is known exactly."""
    exact = pool.posts.exact if isinstance(pool.posts, Count) else None
    return None if exact is None else int(exact)


def spare_in(structure: Structure, pool: PostPool) -> int:
    """Return how many posts of a pool can go: none while they are not known, or while some are lent."""
    lent = structure.where(PostLoan, owner=pool.unit, category=pool.category)
    return 0 if lent else held_in(pool) or 0


@draws(AllotPosts)
def allot_posts(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Allot posts to who has some of the category; as a lot of their own where the number before is not known."""
    pool = pick(draw, named_pools(structure))
    if pool is None:
        return None
    lot = pool.lot if held_in(pool) is not None and draw(st.booleans()) else _lot(structure)
    return AllotPosts(
        unit=pool.unit, category=str(pool.category), posts=Count(draw(st.integers(1, 3))), lot=lot, outside=OUTSIDE
    )


def _lot(structure: Structure) -> str:
    lots = {pool.lot for pool in structure.records(PostPool)}
    return next(lot for number in range(1, len(lots) + 2) if (lot := f"lot-{number}") not in lots)


@draws(WithdrawPosts)
def withdraw_posts(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Withdraw some posts of a pool whose number is known."""
    pool = pick(draw, [p for p in named_pools(structure) if spare_in(structure, p)])
    if pool is None:
        return None
    number = draw(st.integers(1, spare_in(structure, pool)))
    return WithdrawPosts(
        unit=pool.unit, category=str(pool.category), posts=Count(number), lot=pool.lot, outside=OUTSIDE
    )


@draws(SetQuota)
def set_quota(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Fix a quota for who has posts of the category, none of which are lent."""
    pools = [p for p in named_pools(structure) if not structure.where(PostLoan, owner=p.unit, category=p.category)]
    pool = pick(draw, pools)
    if pool is None:
        return None
    number = Count(draw(st.integers(0, 9)))
    return SetQuota(unit=pool.unit, category=str(pool.category), posts=number, outside=OUTSIDE)


@draws(MovePosts)
def move_posts(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Move some posts of a pool whose number is known to somebody else who has posts, or across categories."""
    pool = pick(draw, [p for p in named_pools(structure) if spare_in(structure, p)])
    if pool is None:
        return None
    to = pick(draw, dict.fromkeys(p.unit for p in named_pools(structure)))
    across: dict[str, Any] = {}
    if draw(st.booleans()):
        across = {"into": draw(st.sampled_from(sorted({str(p.category) for p in named_pools(structure)})))}
        across |= {"across": True}
    return MovePosts(
        from_=pool.unit, to=str(to), category=str(pool.category), lot=pool.lot,
        posts=Count(draw(st.integers(1, spare_in(structure, pool)))), **across,
    )  # fmt: skip
