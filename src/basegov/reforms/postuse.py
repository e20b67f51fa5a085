"""The use of posts: lent to somebody else, distributed over the bodies of a unit, filled by leaders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.posts import CANNOT_APPORTION, OVER_LEADERSHIP_CAP
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.posts import PoolStep, PostsMoved, optional_count, stated
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated


@attrs.frozen(kw_only=True)
class PostsDistributed(Event):
    """The posts, or the leadership posts, of a unit were distributed over its bodies.

    Parameters
    ----------
    unit : str
        The unit.
    category : str
        Of which category; empty for leadership posts.
    posts : Count
        How many together.
    holders : tuple of str
        Who had them, or has them now.
    """

    unit: str
    category: str
    posts: Count
    holders: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        what = Text(f"posts ({self.category})", f"编制（{self.category}）") if self.category else Text(
            "leadership posts", "领导职数"
        )  # fmt: skip
        return Text(
            f"{self.unit}: {self.posts.text('en')} {what.en} distributed over its bodies",
            f"{self.unit}：{self.posts.text('zh')} 个{what.zh}在各机构间调配",
        )


def _numbers(value: Mapping[str, Any]) -> FrozenMap[str, Count]:
    return FrozenMap({holder: Count(number) for holder, number in value.items()})


@step(en="lend posts", zh="编制借用")
@attrs.frozen(kw_only=True)
class LendPosts(PoolStep):
    """Let somebody use posts that stay allotted to their owner.

    Parameters
    ----------
    owner : str
        To whom they are allotted.
    user : str
        Who uses them from now on; a unit, a body, or a group of units.

    Notes
    -----
    Used by HZ-055 (158 posts of the market-supervision offices under the management and use of the streets).
    """

    owner: str
    user: str

    def effect(self, structure: Structure) -> Effect:
        """Write the loan, added to what is lent already."""
        owner, user = structure[self.owner].id, structure[self.user].id
        self.without(structure, owner)  # there must be so many
        old = structure.find_record(PostLoan, (PostLoan, owner, user, self.category))
        posts = self.posts
        if old is not None:
            posts = posts + (Count.unknown() if isinstance(old.posts, NotStated) else old.posts)
        loan = PostLoan(owner=owner, user=user, category=self.category, posts=stated(posts), source=self.source)
        event = PostsMoved(from_=owner, to=user, category=self.category, posts=self.posts, lent=True)
        return Effect(put=(loan,), events=(event,))


@step(en="distribute posts", zh="统筹调配编制")
@attrs.frozen(kw_only=True)
class DistributePosts(Step):
    """Distribute all posts of a category that a unit and its bodies have over these as the unit chooses.

    Parameters
    ----------
    unit : str
        The unit.
    category : str
        Category of the posts; a post of another category stays where it is.
    posts : mapping of str to Count
        How many each body, or the unit itself, has from now on. They must come to what there is.

    Notes
    -----
    Used by the fictional district, for the right of HZ-057.
    """

    unit: str
    category: str
    posts: FrozenMap[str, Count] = attrs.field(converter=_numbers)

    def effect(self, structure: Structure) -> Effect:
        """Write the pools anew."""
        unit = structure[self.unit].id
        held = [
            pool for pool in structure.where(PostPool, category=self.category)
            if pool.unit == unit or structure.lies_within(pool.unit, unit)
        ]  # fmt: skip
        wanted = {structure[holder].id: number for holder, number in self.posts.items()}
        there, given = Count.total(pool.posts for pool in held), Count.total(wanted.values())
        outside = [id_ for id_ in wanted if id_ != unit and not structure.lies_within(id_, unit)]
        if outside or not there.is_exact or there != given:
            what = Text(f"the parts come to {given.text('en')}", f"各部分合计为 {given.text('zh')}")
            if outside:
                what = Text(f"{outside[0]} does not lie in {unit}", f"{outside[0]} 不在 {unit} 之内")
            raise refuse(CANNOT_APPORTION(total=there, count=len(wanted), why=what))
        put = tuple(
            PostPool(unit=id_, category=self.category, posts=number, source=self.source)
            for id_, number in wanted.items()
        )
        holders = tuple(dict.fromkeys([*(pool.unit for pool in held), *wanted]))
        event = PostsDistributed(unit=unit, category=self.category, posts=there, holders=holders)
        return Effect(put=put, drop=tuple(held), events=(event,))


@step(en="set leadership posts", zh="设定领导职数")
@attrs.frozen(kw_only=True)
class SetLeadershipPosts(Step):
    """Set how many leaders the bodies of a unit may have; the total of the unit bounds them.

    Parameters
    ----------
    unit : str
        The unit.
    posts : mapping of str to Count
        How many leadership posts each body has from now on.
    total : Count, optional
        The total of the unit, where the step sets it too.

    Notes
    -----
    Used by the fictional district, for HZ-058 and HZ-059.
    """

    unit: str
    posts: FrozenMap[str, Count] = attrs.field(converter=_numbers)
    total: Count | NotStated = attrs.field(default=NOT_STATED, converter=optional_count)

    def effect(self, structure: Structure) -> Effect:
        """Write the numbers; refuse what exceeds the total."""
        unit = structure[self.unit].id
        old = structure.find_record(LeadershipPosts, (LeadershipPosts, unit))
        total: Count | NotStated = self.total
        if isinstance(total, NotStated) and old is not None:
            total = old.posts
        wanted = {structure[holder].id: number for holder, number in self.posts.items()}
        others = [
            held for held in structure.records(LeadershipPosts)
            if held.holder != unit and held.holder not in wanted and structure.lies_within(held.holder, unit)
        ]  # fmt: skip
        together = Count.total([*wanted.values(), *(held.posts for held in others)])
        if isinstance(total, Count) and total.high is not None and (together.low or 0) > total.high:
            label = structure.node(unit).label
            raise refuse(OVER_LEADERSHIP_CAP(unit=label, posts=together, cap=total))
        put: list[Record] = [LeadershipPosts(holder=id_, posts=n, source=self.source) for id_, n in wanted.items()]
        if not isinstance(self.total, NotStated):
            put.append(LeadershipPosts(holder=unit, posts=self.total, source=self.source))
        event = PostsDistributed(unit=unit, category="", posts=Count.total(wanted.values()), holders=tuple(wanted))
        return Effect(put=tuple(put), events=(event,))
