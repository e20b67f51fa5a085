"""Posts that are allotted, withdrawn, lent, moved and distributed. What comes or goes has a named outside source."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.posts import ACROSS_CATEGORIES, NOT_ENOUGH_POSTS, POSTS_NOT_KNOWN
from basegov.quantities import Count, Difference
from basegov.reforms.accounts import Carried, Imbalance
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import less
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class PostsAllotted(Event):
    """Posts were allotted to a unit or body, or withdrawn from it.

    Parameters
    ----------
    unit : str
        The unit or body.
    category : str
        Of which category.
    change : Difference
        How many more they are; negative when they were withdrawn.
    outside : Text
        From where they came, or to where they went.
    """

    unit: str
    category: str
    change: Difference
    outside: Text

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = self.change.text("en"), self.change.text("zh")
        return Text(
            f"{self.unit}: {en} posts ({self.category}), {self.outside.en}",
            f"{self.unit}：编制 {zh}（{self.category}），{self.outside.zh}",
        )


@attrs.frozen(kw_only=True)
class QuotaSet(Event):
    """How many posts a unit or body has was fixed.

    Parameters
    ----------
    unit : str
        The unit or body.
    category : str
        Of which category.
    posts : Count
        How many it has from now on.
    """

    unit: str
    category: str
    posts: Count

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.unit}: quota of {self.posts.text('en')} posts ({self.category})",
            f"{self.unit}：核定员额 {self.posts.text('zh')} 名（{self.category}）",
        )


@attrs.frozen(kw_only=True)
class PostsMoved(Event):
    """Posts passed from one unit or body to another, for good or on loan.

    Parameters
    ----------
    from_, to : str
        Who had them, and who has or uses them now.
    category : str
        Of which category.
    posts : Count
        How many.
    lent : bool
        Whether the owner stayed the owner.
    """

    from_: str
    to: str
    category: str
    posts: Count
    lent: bool = False

    @property
    def words(self) -> Text:
        """The event in words."""
        did, zh = ("were lent", "借用") if self.lent else ("were moved", "划转")
        return Text(
            f"{self.posts.text('en')} posts ({self.category}) {did} from {self.from_} to {self.to}",
            f"{self.posts.text('zh')} 个编制（{self.category}）由 {self.from_} {zh}至 {self.to}",
        )


def optional_count(value: Any) -> Count | NotStated:
    """Return a count that may be not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Count(value)


def number_of(pool: PostPool | None) -> Count:
    """Return how many posts a pool has, as far as that is known."""
    return Count.unknown() if pool is None or isinstance(pool.posts, NotStated) else pool.posts


def stated(number: Count) -> Count | NotStated:
    """Return a number as a record writes it."""
    return NOT_STATED if number.says_nothing else number


def signed(number: Count, sign: int) -> Difference:
    """Return a number as a change, upwards or downwards."""
    low, high = number.low or 0, number.high
    if sign > 0:
        return Difference.build(low, high, kind=Count)
    return Difference.build(None if high is None else -high, -low, kind=Count)


@attrs.frozen(kw_only=True)
class PoolStep(Step):
    """What steps over one pool of posts have in common.

    Parameters
    ----------
    category : str
        Category of the posts.
    posts : Count
        How many.
    lot : str, optional
        The allotment to which they belong.
    """

    category: str
    posts: Count = attrs.field(converter=Count)
    lot: str | None = None

    def pool(self, structure: Structure, unit: str) -> PostPool | None:
        """Return the pool of a unit, if there is a record of it."""
        return structure.find_record(PostPool, (PostPool, unit, self.category, self.lot))

    def without(self, structure: Structure, unit: str) -> PostPool:
        """Return the pool of a unit without the posts of the step; refuse when it has not so many."""
        pool = self.pool(structure, unit)
        held = number_of(pool)
        if pool is None and lists_all_about(structure, unit, "post_pool"):
            held = Count(0)
        if held.high is not None and (self.posts.low or 0) > held.high:
            label = structure.node(unit).label
            raise refuse(NOT_ENOUGH_POSTS(unit=label, category=self.category, held=held, wanted=self.posts))
        new = pool or PostPool(unit=unit, category=self.category, lot=self.lot, source=self.source)
        return attrs.evolve(new, posts=stated(less(held, self.posts)))

    def with_more(self, structure: Structure, unit: str, category: str) -> tuple[PostPool | None, PostPool]:
        """Return the pool of a unit before, if there is one, and with the posts of the step."""
        pool = structure.find_record(PostPool, (PostPool, unit, category, self.lot))
        new = pool or PostPool(unit=unit, category=category, lot=self.lot, source=self.source)
        none_before = pool is None and (self.lot is not None or lists_all_about(structure, unit, "post_pool"))
        held = Count(0) if none_before else number_of(pool)
        return pool, attrs.evolve(new, posts=stated(held + self.posts))


@step(en="allot posts", zh="核定下达编制")
@attrs.frozen(kw_only=True)
class AllotPosts(PoolStep):
    """Allot posts that come from outside the structure to a unit or body.

    They are added to what it has of the category. Where that is not known exactly, give the allotment a `lot` of its
    own: then the increase is known though the sum is not.

    Parameters
    ----------
    unit : str
        The unit or body; or a group of units, while how they are divided is not stated.
    outside : Text
        From where they come.

    Notes
    -----
    Used by HZ-052 to HZ-054.
    """

    unit: str
    outside: Text

    def effect(self, structure: Structure) -> Effect:
        """Write the pool with more posts."""
        unit = structure[self.unit].id
        _, new = self.with_more(structure, unit, self.category)
        if self.posts.is_exact and not number_of(new).is_exact:
            raise refuse(POSTS_NOT_KNOWN(unit=structure.node(unit).label, category=self.category))
        change = signed(self.posts, 1)
        event = PostsAllotted(unit=unit, category=self.category, change=change, outside=self.outside)
        return Effect(put=(new,), events=(event,), imbalances=(Imbalance("posts", change, self.outside),))


@step(en="withdraw posts", zh="核减编制")
@attrs.frozen(kw_only=True)
class WithdrawPosts(PoolStep):
    """Take posts away from a unit or body, out of the structure.

    Parameters
    ----------
    unit : str
        The unit or body.
    outside : Text
        Where they go, or why they end.

    Notes
    -----
    Used by the fictional district; Bao'an's cut is one of people against a quota (BA-029).
    """

    unit: str
    outside: Text

    def effect(self, structure: Structure) -> Effect:
        """Write the pool with fewer posts."""
        unit = structure[self.unit].id
        new = self.without(structure, unit)
        if not isinstance(new.posts, Count) or not number_of(self.pool(structure, unit)).is_exact:
            raise refuse(POSTS_NOT_KNOWN(unit=structure.node(unit).label, category=self.category))
        change = signed(self.posts, -1)
        event = PostsAllotted(unit=unit, category=self.category, change=change, outside=self.outside)
        return Effect(put=(new,), events=(event,), imbalances=(Imbalance("posts", change, self.outside),))


@step(en="set a quota", zh="核定员额")
@attrs.frozen(kw_only=True)
class SetQuota(Step):
    """Fix how many posts of a category a unit or body has, whatever it had before.

    By how many they change comes from outside, or goes there; it is not stated while the number before is not.

    Parameters
    ----------
    unit : str
        The unit or body; or a group of units, while how they are divided is not stated.
    category : str
        Category of the posts.
    posts : Count
        How many it has from now on.
    outside : Text
        Who fixes the number.

    Notes
    -----
    Used by BA-028 (a quota of 5,801 in the place of what was there, which is known as people only, BA-029).
    """

    unit: str
    category: str
    posts: Count = attrs.field(converter=Count)
    outside: Text

    def effect(self, structure: Structure) -> Effect:
        """Write one pool in the place of all that the unit had of the category."""
        unit = structure[self.unit].id
        old = structure.where(PostPool, unit=unit, category=self.category)
        known = bool(old) or lists_all_about(structure, unit, "post_pool")
        change = self.posts.minus(Count.total(pool.posts for pool in old))
        new = PostPool(unit=unit, category=self.category, posts=stated(self.posts), source=self.source)
        amount = change if known and change.is_exact else NOT_STATED
        event = QuotaSet(unit=unit, category=self.category, posts=self.posts)
        return Effect(put=(new,), drop=old, events=(event,), imbalances=(Imbalance("posts", amount, self.outside),))


@step(en="move posts", zh="划转编制")
@attrs.frozen(kw_only=True)
class MovePosts(PoolStep):
    """Move posts from one unit or body to another. None is lost, and their category stays unless `across` is written.

    Parameters
    ----------
    from_, to : str
        Who has them, and who gets them.
    into : str, optional
        The category that they have afterwards; left out, the same.
    across : bool
        Whether posts may change their category (an administrative post used in an institution).

    Notes
    -----
    Used by HZ-052 (posts saved pass to the streets) and HZ-057 (pooled within a category).
    """

    from_: str
    to: str
    into: str | None = None
    across: bool = False

    def effect(self, structure: Structure) -> Effect:
        """Write both pools."""
        into = self.into or self.category
        if into != self.category and not self.across:
            raise refuse(ACROSS_CATEGORIES(category=self.category, into=into))
        source, target = structure[self.from_].id, structure[self.to].id
        event = PostsMoved(from_=source, to=target, category=self.category, posts=self.posts)
        if source == target and into == self.category:
            return Effect(events=(event,))
        pool, fewer = self.pool(structure, source), self.without(structure, source)
        there, more = self.with_more(structure, target, into)
        before = tuple(one for one in (pool, there) if one is not None)
        unrecorded = pool is None or there is None
        return Effect(
            put=(fewer, more),
            events=(event,),
            carried=(Carried(before=before, after=(fewer, more), unrecorded=unrecorded),),
        )
