"""Posts: how many places for staff a unit or body has been allotted, filled or not."""

from __future__ import annotations

from typing import Annotated, ClassVar

import attrs

from basegov.quantities import Count
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Ref, Relation, record
from basegov.values import NOT_STATED, NotStated


@record("post_pools", en="allotment of posts", zh="人员编制")
@attrs.frozen(kw_only=True)
class PostPool(Relation):
    """The posts of one category that are allotted to a unit or body.

    A post stays when the person who holds it leaves.

    Parameters
    ----------
    unit : str
        To whom they are allotted.
    posts : Count, optional
        How many.
    category : str, optional
        Of which category, such as ``community_worker``.
    """

    unit: Annotated[str, Ref()]
    posts: Count | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "category")


@merging(PostPool)
def add_posts(collision: Collision) -> PostPool:
    """Add up the posts of the parts, category by category."""
    pools: tuple[PostPool, ...] = collision.after
    posts = added_up(Count, [p.posts for p in pools], absent=bool(collision.absent))
    return agreeing(pools, posts=posts)
