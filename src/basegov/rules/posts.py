"""Rules over posts: how many there are, by how many they change, and whether what is allotted is passed down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count, Difference, Quantity, Share
from basegov.reforms.accounts import ACCOUNTS, difference
from basegov.reforms.changes import Change
from basegov.reforms.posts import PostsAllotted
from basegov.rules.devolution import as_number
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, rule_name
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.headcounts import part_of_whole
from basegov.structure.posts import (
    PostPool,
    Reach,
    of_category,
    posts_of,
)
from basegov.structure.records import Record
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated, Truth, as_words


def as_share(value: Any) -> Share | NotStated | None:
    """Return a share that a parameter gives; it may be not stated, or left out."""
    return value if value is None or isinstance(value, NotStated) else Share(value)


def one_range(who: Rule, exactly: Any, at_least: Any, at_most: Any, kind: type[Quantity]) -> Quantity | NotStated:
    """Return the range that up to three parameters give; not stated when none of them says anything.

    Raises
    ------
    InputError
        When `exactly` does not stand alone, or nothing lies in the range.
    """
    ends = (at_least, at_most)
    what = Text("give exactly alone, or at_least and at_most", "exactly 应单独给出，或改用 at_least 和 at_most")
    if exactly is not None and any(end is not None for end in ends):
        raise InputError([BAD_PARAMETERS(rule=who.id or rule_name(who), what=what)])
    if exactly is not None:
        return exactly  # type: ignore[no-any-return]
    if all(end is None or isinstance(end, NotStated) for end in ends):
        return NOT_STATED
    low = at_least.low if isinstance(at_least, Quantity) else None
    high = at_most.high if isinstance(at_most, Quantity) else None
    try:
        return kind.between(low, high)
    except ValueError:
        what = Text("at_least is more than at_most", "at_least 大于 at_most")
        raise InputError([BAD_PARAMETERS(rule=who.id or rule_name(who), what=what)]) from None


def _said(structure: Structure, pool: PostPool) -> Text:
    label = structure.node(pool.unit).label
    return Text(f"{label}: {pool.posts.text('en')}", f"{label}：{pool.posts.text('zh')}")


@attrs.frozen(kw_only=True)
class PostsRule(Rule):
    """What rules over the posts of some units together have in common.

    Parameters
    ----------
    units : Selector
        The units or bodies, with all that lies in them; a group of such units counts where all of them are meant.
    categories : tuple of str
        Only posts of these categories; none: all posts.
    """

    units: Selector = attrs.field(converter=as_selector)
    categories: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def scope(self) -> Scope:
        """The units together."""
        en, zh = self.units.text("en"), self.units.text("zh")
        return Scope(None, Text(f"{en}, together", f"{zh}合计"))

    @property
    def kinds(self) -> Text:
        """The posts in words."""
        if not self.categories:
            return Text("posts", "编制")
        return Text(f"posts ({say(self.categories, 'en')})", f"编制（{say(self.categories, 'zh')}）")

    def missing(self, structure: Structure, reach: Reach) -> tuple[Missing, ...]:
        """Return what is not known of the posts of some units."""
        found = [
            Missing(pool.unit, "posts", Text(f"the posts of {name}", f"{name}的编制数"))
            for pool in structure.records(PostPool)
            if reach.holds(structure, pool.unit)
            and not of_category(pool.category, pool.posts, self.categories).is_exact
            and (name := structure.node(pool.unit).label)
        ]
        if not reach.lists_all(structure, "post_pool"):
            found.append(
                Missing(structure.id, "post_pools", Text("which further posts there are", "另有哪些编制"))
            )  # fmt: skip
        return tuple(dict.fromkeys(found))

    def evidence(self, structure: Structure, reach: Reach) -> tuple[Evidence, ...]:
        """Return the recorded posts of some units."""
        return tuple(
            Evidence(_said(structure, p), p.source)
            for p in structure.records(PostPool)
            if reach.holds(structure, p.unit) and of_category(p.category, p.posts, self.categories).high != 0
        )  # fmt: skip


@rule(en="number of posts", zh="编制总数")
@attrs.frozen(kw_only=True)
class PostsTotal(PostsRule):
    """The posts of some units together must come to a certain number, whether they are filled or not.

    Predicate: ``at_least <= sum of posts <= at_most``. *Undetermined* while pools are not stated or not all listed (an
    `Inventory` of ``post_pool``), as far as that decides.

    Parameters
    ----------
    exactly, at_least, at_most : Count, optional
        The number.

    Notes
    -----
    Used by BA-028 (a quota of 5,801 full-time community workers).
    """

    exactly: Count | NotStated | None = attrs.field(default=None, converter=as_number)
    at_least: Count | NotStated | None = attrs.field(default=None, converter=as_number)
    at_most: Count | NotStated | None = attrs.field(default=None, converter=as_number)

    def __attrs_post_init__(self) -> None:
        self._range()

    def _range(self) -> Quantity | NotStated:
        return one_range(self, self.exactly, self.at_least, self.at_most, Count)

    @property
    def measure(self) -> Measure:
        """How many there are."""
        return Measure("posts", "count", Text(f"number of {self.kinds.en}", f"{self.kinds.zh}数"))

    @property
    def requirement(self) -> Requirement:
        """The number."""
        return Bound(self._range())

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the number of posts of all units."""
        structure = world if isinstance(world, Structure) else world.after
        reach = Reach.of(structure, self.units)
        number = posts_of(structure, reach, self.categories)
        missing = () if number.is_exact else self.missing(structure, reach)
        found = Measurement(value=number, missing=missing, evidence=self.evidence(structure, reach))
        yield Subject(structure.id, structure.name.in_("zh")), found


def as_change(value: Any) -> Difference | NotStated | None:
    """Return a change in a number, which may be negative."""
    if value is None or isinstance(value, NotStated | Difference):
        return value
    number = int(value) if isinstance(value, str) else value
    return Difference.build(number, number, kind=Count)


@rule(en="change in posts", zh="编制增减")
@attrs.frozen(kw_only=True)
class PostsChange(PostsRule):
    """The posts of some units together must change by a certain number.

    Predicate: ``posts after - posts before`` lies in the range. A pool that stays as it was changes nothing, whether
    its number is known or not. *Undetermined* while the number of a pool that did change is not stated.

    Parameters
    ----------
    exactly, at_least, at_most : int, optional
        By how many more (negative: fewer).

    Notes
    -----
    Used by HZ-053 (493 more) and HZ-054 (54 more).
    """

    exactly: Difference | NotStated | None = attrs.field(default=None, converter=as_change)
    at_least: Difference | NotStated | None = attrs.field(default=None, converter=as_change)
    at_most: Difference | NotStated | None = attrs.field(default=None, converter=as_change)

    judges: ClassVar = "change"

    def __attrs_post_init__(self) -> None:
        self._range()

    def _range(self) -> Quantity | NotStated:
        found = one_range(self, self.exactly, self.at_least, self.at_most, Difference)
        return Difference.build(found.low, found.high, kind=Count) if isinstance(found, Quantity) else found

    @property
    def measure(self) -> Measure:
        """By how many the posts change."""
        return Measure("posts_change", "count", Text(f"change in {self.kinds.en}", f"{self.kinds.zh}增减数"))

    @property
    def requirement(self) -> Requirement:
        """The change."""
        return Bound(self._range())

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield by how many the posts of all units change."""
        if isinstance(world, Structure):
            return
        gone = self._pools(world.before, world.removed)
        new = self._pools(world.after, world.added)
        change = difference(ACCOUNTS["posts"], gone, new)
        missing = [
            Missing(pool.unit, "posts", Text(f"the posts of {pool.unit}", f"{pool.unit}的编制数"))
            for pool in (*gone, *new)
            if not (isinstance(pool.posts, Count) and pool.posts.is_exact)
        ]
        evidence = tuple(
            Evidence(event.words, event.source) for event in world.events
            if isinstance(event, PostsAllotted) and (not self.categories or event.category in self.categories)
        )  # fmt: skip
        yield (
            Subject(world.after.id, world.after.name.in_("zh")),
            Measurement(
                value=change, missing=() if change.is_exact else tuple(dict.fromkeys(missing)), evidence=evidence
            ),
        )

    def _pools(self, structure: Structure, records: Iterable[Record]) -> list[PostPool]:
        reach = Reach.of(structure, self.units)
        return [
            pool for pool in records
            if isinstance(pool, PostPool) and reach.holds(structure, pool.unit)
            and of_category(pool.category, pool.posts, self.categories).high != 0
        ]  # fmt: skip


def _wanted(value: Any) -> Share | NotStated:
    return as_share(value) or NOT_STATED


@rule(en="posts passed down", zh="编制全部下达")
@attrs.frozen(kw_only=True)
class AllotmentsPassedDown(PostsRule):
    """Of all posts that a change allots from outside, a share (all, unless less is asked for) must go to some units.

    Predicate: ``posts allotted to the units / all posts allotted >= at_least``. Not applicable where none are allotted.
    *Undetermined* while the number of an allotment that decides is not stated.

    Parameters
    ----------
    at_least : Share
        The share required.

    Notes
    -----
    Used by HZ-052 (all posts saved by the reform and allotted by province and city pass down to the streets).
    """

    at_least: Share | NotStated = attrs.field(default=Share(1), converter=_wanted)

    judges: ClassVar = "change"

    @property
    def measure(self) -> Measure:
        """The part that passed down."""
        return Measure("share_passed_down", "share", Text("share of the posts passed down", "下达编制比例"))

    @property
    def requirement(self) -> Requirement:
        """The share."""
        wanted = self.at_least
        return Bound(NOT_STATED if isinstance(wanted, NotStated) else wanted.upwards())

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the part of the allotted posts that went to the units."""
        if isinstance(world, Structure):
            return
        reach = Reach.of(world.after, self.units)
        down, kept = Count(0), Count(0)
        evidence = []
        for event in world.events:
            if not isinstance(event, PostsAllotted) or (event.change.high is not None and event.change.high < 0):
                continue
            if self.categories and event.category not in self.categories:
                continue
            number = Count.between(event.change.low, event.change.high)
            evidence.append(Evidence(event.words, event.source))
            if reach.holds(world.after, event.unit):
                down = down + number
            else:
                kept = kept + number
        share = part_of_whole(down, kept)
        what = Text("how many posts were allotted", "下达的编制数")
        yield Subject(world.after.id, world.after.name.in_("zh")), Measurement(
            value=share, evidence=tuple(evidence), applies=Truth.of(not (down.high == 0 and kept.high == 0)),
            missing=() if share.is_exact else (Missing(world.after.id, "posts", what),),
        )  # fmt: skip
