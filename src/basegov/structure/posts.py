"""Posts: how many places for staff a unit or body has been allotted, who uses them, and how many of them lead.

A post is not a person: it stays when its holder leaves, and a unit may have more or fewer people than posts. Whoever a
post was allotted to owns it; a loan lets somebody else use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.posts import LENT_MORE_THAN_HELD, LENT_TO_OWNER
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import less
from basegov.structure.invariants import invariant
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Ref, Relation, record
from basegov.structure.selection import Selector
from basegov.structure.units import Inventory, UnitGroup, stands_for
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


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
    lot : str, optional
        The allotment with which they came, such as ``reform-2020``; None for those that a unit has without one being
        named. How many one lot brought may be stated where the number before is not.
    """

    unit: Annotated[str, Ref()]
    posts: Count | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED
    lot: str | None = None

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "category", "lot")


@record("post_loans", en="loan of posts", zh="编制借用")
@attrs.frozen(kw_only=True)
class PostLoan(Relation):
    """Posts that one unit or body owns and another uses. Lending changes no number of posts.

    Parameters
    ----------
    owner : str
        To whom they are allotted.
    user : str
        Who uses them and manages their holders.
    posts : Count, optional
        How many.
    category : str, optional
        Of which category.
    """

    owner: Annotated[str, Ref()]
    user: Annotated[str, Ref()]
    posts: Count | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("owner", "user", "category")
    ends: ClassVar[tuple[str, str] | None] = ("owner", "user")


@record("leadership_posts", en="leadership posts", zh="领导职数")
@attrs.frozen(kw_only=True)
class LeadershipPosts(Relation):
    """How many of the posts of a body may be filled by leaders, or how many leaders a unit may have in all its bodies.

    They are posts of the body already, not further ones.

    Parameters
    ----------
    holder : str
        The body; or the unit, for its total (总量控制).
    posts : Count, optional
        How many.
    """

    holder: Annotated[str, Ref("body", "unit", "unit_group")]
    posts: Count | NotStated = NOT_STATED


@merging(PostPool)
def add_posts(collision: Collision) -> PostPool:
    """Add up the posts of the parts, category by category."""
    pools: tuple[PostPool, ...] = collision.after
    unsaid = [id_ for id_ in collision.absent if not lists_all_about(collision.structure, id_, "post_pool")]
    absent = bool(unsaid) and pools[0].lot is None  # a lot that was not recorded brought nothing
    return agreeing(pools, posts=added_up(Count, [p.posts for p in pools], absent=absent))


@merging(PostLoan)
def add_loans(collision: Collision) -> PostLoan:
    """Add up what the parts lend to one user, or borrow from one owner."""
    loans: tuple[PostLoan, ...] = collision.after
    return agreeing(loans, posts=added_up(Count, [loan.posts for loan in loans]))


@merging(LeadershipPosts)
def add_leadership_posts(collision: Collision) -> LeadershipPosts:
    """Add up the leadership posts of the parts."""
    held: tuple[LeadershipPosts, ...] = collision.after
    posts = added_up(Count, [h.posts for h in held], absent=bool(collision.absent))
    return agreeing(held, posts=posts)


@invariant(PostPool, PostLoan, gone=True)
def loans_are_of_posts_held(structure: Structure, new: tuple[PostPool | PostLoan, ...]) -> Iterator[Diagnostic]:
    """Fail because somebody lends to itself, or lends more posts of a category than it has been allotted."""
    concerned: dict[tuple[str, str], PostLoan] = {}
    for one in new:
        owner = one.unit if isinstance(one, PostPool) else one.owner
        if owner not in structure:
            continue
        for loan in structure.where(PostLoan, owner=owner):
            if loan.user == owner:
                yield LENT_TO_OWNER(structure.location(loan), owner=owner)
            if isinstance(loan.category, str):
                concerned[owner, loan.category] = loan
    for (owner, category), loan in concerned.items():
        pools = structure.where(PostPool, unit=owner, category=category)
        lent = Count.total(each.posts for each in structure.where(PostLoan, owner=owner, category=category))
        held = Count.total(pool.posts for pool in pools)
        if pools and held.high is not None and (lent.low or 0) > held.high:
            yield LENT_MORE_THAN_HELD(
                structure.location(loan), owner=owner, category=category, lent=lent, held=held
            )  # fmt: skip


@attrs.frozen
class Reach:
    """The units that a selector means for questions about posts, with all that lies in them.

    Parameters
    ----------
    ids : frozenset of str
        The units themselves, and groups that stand for them while they are not listed.
    within : str, optional
        What contains them, where the selector names it.
    open : bool
        Whether there are, or may be, further units that are not listed.
    """

    ids: frozenset[str]
    within: str | None = None
    open: bool = False

    @classmethod
    def of(cls, structure: Structure, selector: Selector) -> Reach:
        """Return the reach of a selector; a group of units of its kind belongs to it where all units are meant."""
        selection = selector.select(structure)
        ids = {node.id for node in selection.sure}
        groups: list[UnitGroup] = []
        for group in structure.records(UnitGroup) if not selector.ids and not selector.where else ():
            inside = selector.within is None or structure.lies_within(group.id, structure[selector.within].id)
            if inside and stands_for(group, selector.kind):
                ids.add(group.id)
                groups.append(group)
        listed = bool(selector.ids) or selector.lists_all(structure)
        open_ = bool(selection.unsure) or not (listed or any(_is_all(structure, group) for group in groups))
        return cls(frozenset(ids), selector.within, open_)

    def holds(self, structure: Structure, id: str) -> bool:
        """Whether a unit or body belongs to it."""
        return id in self.ids or any(above.id in self.ids for above in structure.ancestors(id))

    def lists_all(self, structure: Structure, kind: str) -> bool:
        """Whether every record of a kind about the units is listed."""
        return not self.open and all(lists_all_about(structure, id_, kind) for id_ in self.ids)


def _is_all(structure: Structure, group: UnitGroup) -> bool:
    """Whether a group is as many units as an inventory counts of their kind in all."""
    counts = {i.total for i in structure.where(Inventory, of=group.of) if not structure.parent_ids(i.scope)}
    return isinstance(group.count, Count) and group.count.is_exact and group.count in counts


def of_category(held: str | NotStated, posts: Count | NotStated, categories: tuple[str, ...]) -> Count:
    """Return how many of some posts are of the categories asked for (of any, when none is named)."""
    number = Count.unknown() if isinstance(posts, NotStated) else posts
    if not categories or held in categories:
        return number
    return Count.between(0, number.high) if isinstance(held, NotStated) else Count(0)


def posts_of(structure: Structure, reach: Reach, categories: Iterable[str] = ()) -> Count:
    """Return how many posts are allotted to some units and what lies in them; a lower bound unless all are listed."""
    wanted = tuple(categories)
    total = Count.total(
        of_category(pool.category, pool.posts, wanted)
        for pool in structure.records(PostPool)
        if reach.holds(structure, pool.unit)
    )
    return total if reach.lists_all(structure, "post_pool") else Count.between(total.low, None)


def usable_posts(structure: Structure, reach: Reach, categories: Iterable[str] = ()) -> Count:
    """Return how many posts some units can use: their own without those lent, and those that they borrow.

    Posts are used by whom they were allotted to unless a loan is recorded.
    """
    wanted = tuple(categories)
    total = posts_of(structure, reach, wanted)
    for loan in structure.records(PostLoan):
        owns, uses = reach.holds(structure, loan.owner), reach.holds(structure, loan.user)
        number = of_category(loan.category, loan.posts, wanted)
        if uses and not owns:
            total = total + number
        elif owns and not uses:
            total = less(total, number)
    return total if reach.lists_all(structure, "post_loan") else Count.between(total.low, None)
