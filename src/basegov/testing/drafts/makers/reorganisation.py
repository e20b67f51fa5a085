"""Making mergers of bodies, with the functions and the posts that they have."""

from __future__ import annotations

import functools
from typing import Any

import attrs

from basegov.quantities import Count
from basegov.reforms.organisations import MergeBodies
from basegov.rules.organisations import FunctionsKept, PostsPooled
from basegov.structure.functions import Performs
from basegov.structure.posts import PostPool
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft, without
from basegov.testing.drafts.draft import name_of
from basegov.testing.drafts.makers.registry import OTHER_POSTS, makes


def merged_bodies(draft: ChangeDraft, unit: Node, body: Selector) -> tuple[tuple[Node, ...], str]:
    """Return two bodies of a unit that become one, and the id of that one."""
    kind = "internal_body" if body.kind == "body" else body.kind
    ids, into = (f"{unit.id}-{kind}-1", f"{unit.id}-{kind}-2"), f"{unit.id}-joint"
    parts = draft.need(attrs.evolve(body, kind=kind, ids=body.ids or ids), within=unit.id)[:2]
    ids = tuple(part.id for part in parts)
    draft.then(("merge bodies", unit.id), MergeBodies(parts=ids, into=into, name=f"{unit.label}联合机构"))
    return parts, into


@makes(FunctionsKept)
def functions_kept(rule: FunctionsKept, draft: ChangeDraft) -> None:
    """Let the body that is made of two perform what these did; for a miss a function is lost, or done twice."""
    for unit in draft.need(rule.unit):
        parts, into = merged_bodies(draft, unit, rule.body)
        for number, part in enumerate(parts, 1):
            function = draft.need(Selector(kind="function", ids=(f"{unit.id}-function-{number}",)))[0]
            draft.link(Performs(unit=part.id, function=function.id), name_of(rule))
        draft.close("performs", unit.id)
        if draft.misses(rule, unit.id):
            lost = Performs(unit=into, function=f"{unit.id}-function-1")
            twin = attrs.evolve(parts[0], id=f"{unit.id}-twin", name="孪生机构", aliases=())
            ways: list[Any] = [
                ("a function is lost", without(lost)),
                ("a function is done twice", functools.partial(_doubled, twin, lost)),
            ]
            draft.interfere((name_of(rule), unit.id), *draft.way_of(ways))
    draft.close(rule.unit.kind)


def _doubled(twin: Node, done: Performs, after: Structure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (twin, attrs.evolve(done, unit=twin.id)), ()


@makes(PostsPooled)
def posts_pooled(rule: PostsPooled, draft: ChangeDraft) -> None:
    """Let the body that is made of two have the posts of both; for a miss one post more, or one less."""
    unit = draft.need("street")[0]
    parts, into = merged_bodies(draft, unit, Selector(kind="internal_body"))
    for part in parts:
        pool = draft.link(PostPool(unit=part.id, category=OTHER_POSTS), name_of(rule))
        draft.within(pool, "posts", Count.between(1, None), rule)
    draft.close("post_pool")
    if draft.misses(rule):
        by = draft.way_of((-1, 1))
        pool = PostPool(unit=into, category=OTHER_POSTS)
        draft.interfere(name_of(rule), "posts are changed", lambda after: _changed(after, pool, by))


def _changed(after: Structure, pool: PostPool, by: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    standing: Any = after.find_record(PostPool, pool.key)
    return (attrs.evolve(standing, posts=Count(standing.posts.exact + by)),), ()
