"""Draws of steps over the use of posts: loans, their division over bodies, leaders."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.postuse import DistributePosts, LendPosts, SetLeadershipPosts
from basegov.reforms.steps import Step
from basegov.structure.organisations import Body
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street, Unit
from basegov.testing.actions.draws import draws, pick, pick_some
from basegov.testing.actions.posts import held_in, named_pools, spare_in


@draws(LendPosts)
def lend_posts(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Lend some posts of a pool whose number is known, and of which none are lent yet, to a unit."""
    pool = pick(draw, [p for p in named_pools(structure) if spare_in(structure, p)])
    if pool is None:
        return None
    user = pick(draw, [unit.id for unit in structure.records(Unit) if unit.id != pool.unit])
    if user is None:
        return None
    number = Count(draw(st.integers(1, spare_in(structure, pool))))
    return LendPosts(owner=pool.unit, user=user, category=str(pool.category), posts=number, lot=pool.lot)


@draws(DistributePosts)
def distribute_posts(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Divide the posts of a category in a unit, all of whose pools are known, over those who have them and itself."""
    words = sorted({str(pool.category) for pool in named_pools(structure)})
    choices = [
        (unit.id, category, pools)
        for unit in structure.records(Unit)
        for category in words
        if (pools := _inside(structure, unit.id, category)) and all(held_in(pool) is not None for pool in pools)
        and not any(structure.where(PostLoan, owner=pool.unit, category=category) for pool in pools)
    ]  # fmt: skip
    chosen = pick(draw, choices)
    if chosen is None:
        return None
    unit, category, pools = chosen
    holders = pick_some(draw, dict.fromkeys([*(pool.unit for pool in pools), unit]))
    left = sum(held_in(pool) or 0 for pool in pools)
    posts = {}
    for holder in holders[1:]:
        posts[holder] = Count(draw(st.integers(0, left)))
        left -= int(posts[holder].low or 0)
    return DistributePosts(unit=unit, category=category, posts={holders[0]: Count(left), **posts})


def _inside(structure: Structure, unit: str, category: str) -> list[PostPool]:
    pools = structure.where(PostPool, category=category)
    return [pool for pool in pools if structure.lies_within(pool.unit, unit)]


@draws(SetLeadershipPosts)
def set_leadership_posts(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Say how many leaders some bodies of a street may have, with a total for which all of them leave room."""
    street = pick(draw, structure.records(Street))
    if street is None:
        return None
    bodies = [body.id for body in structure.records(Body) if structure.lies_within(body.id, street.id)]
    some = pick_some(draw, bodies)
    if not some:
        return None
    posts = {body: draw(st.integers(0, 2)) for body in some}
    others = [
        held.posts for held in structure.records(LeadershipPosts)
        if held.holder != street.id and held.holder not in posts and structure.lies_within(held.holder, street.id)
    ]  # fmt: skip
    least = sum(posts.values()) + int(Count.total(others).low or 0)
    total = Count(draw(st.integers(least, least + 2)))
    return SetLeadershipPosts(unit=street.id, posts={body: Count(n) for body, n in posts.items()}, total=total)
