"""Rules over the use of posts: what share of them somebody can use, how many may lead, whether people exceed them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from basegov.quantities import Count, Difference, Quantity, Share
from basegov.reforms.changes import Change
from basegov.rules.nodes import NodeRule
from basegov.rules.posts import PostsRule, as_share, one_range
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import less, part_of_whole, people_in, tally
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool, Reach, of_category, posts_of, usable_posts
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth


def implied_total(part: Count, share: Share) -> Count:
    """Return how many there can be in all, where a part is known and must be a certain share of all.

    Examples
    --------
    >>> implied_total(Count(651), Share("40%"))  # nothing is 40% of which 651 are exactly the part
    Count('>= 1,628')
    """
    low = None if part.low is None or not share.high else math.ceil(Fraction(part.low) / Fraction(share.high))
    high = None if part.high is None or not share.low else math.floor(Fraction(part.high) / Fraction(share.low))
    return Count.between(low, high if high is not None and (low is None or high >= low) else None)


@rule(en="share of usable posts", zh="可统筹编制占比")
@attrs.frozen(kw_only=True)
class PostsShare(PostsRule):
    """The posts that some units can use must be a certain share of all posts there.

    Predicate: ``usable(units) / (usable(units) + what others use within)`` lies in the range; a post lent counts with
    its user. Where totals are not known, the share bounds them, and the verdict says by how much: it is a constraint.
    *Undetermined* while pools or loans are not stated or not all listed, as far as that decides.

    Parameters
    ----------
    within : str
        The unit whose posts are the whole.
    exactly, at_least, at_most : Share, optional
        The share.

    Notes
    -----
    Used by HZ-056 (40%). With 493 and 158 posts in the numerator the total is 1,628 or more.
    """

    within: str
    exactly: Share | NotStated | None = attrs.field(default=None, converter=as_share)
    at_least: Share | NotStated | None = attrs.field(default=None, converter=as_share)
    at_most: Share | NotStated | None = attrs.field(default=None, converter=as_share)

    def __attrs_post_init__(self) -> None:
        self._range()

    def _range(self) -> Quantity | NotStated:
        return one_range(self, self.exactly, self.at_least, self.at_most, Share)

    @property
    def measure(self) -> Measure:
        """The part that the units can use."""
        return Measure("share_usable", "share", Text(f"share of usable {self.kinds.en}", f"可统筹{self.kinds.zh}占比"))

    @property
    def requirement(self) -> Requirement:
        """The share."""
        return Bound(self._range())

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the part of the posts that the units can use, with what the clause says of the total."""
        structure = world if isinstance(world, Structure) else world.after
        reach = Reach.of(structure, self.units)
        whole = Reach(frozenset({structure[self.within].id}))
        part = usable_posts(structure, reach, self.categories)
        share = part_of_whole(part, self._left(structure, reach, whole))
        missing = [*self.missing(structure, reach), *self.missing(structure, whole)]
        if not reach.lists_all(structure, "post_loan"):
            missing.append(Missing(structure.id, "post_loans", Text("which posts are lent", "借用了哪些编制")))
        evidence = [*self.evidence(structure, reach)]
        for loan in structure.records(PostLoan):
            if reach.holds(structure, loan.user) and of_category(loan.category, loan.posts, self.categories).high != 0:
                owner = structure.node(loan.owner).label
                said = Text(f"lent by {owner}: {loan.posts.text('en')}", f"借自{owner}：{loan.posts.text('zh')}")
                evidence.append(Evidence(said, loan.source))
        wanted = self._range()
        detail = None
        if isinstance(wanted, Share) and not share.is_exact:
            total = Text(*(implied_total(part, wanted).text(lang) for lang in ("en", "zh")))
            detail = Text(
                f"usable: {part.text('en')}; then there are {total.en} in all",
                f"可统筹 {part.text('zh')}；据此总数为 {total.zh}",
            )
        yield Subject(structure.id, structure.name.in_("zh")), Measurement(
            value=share, missing=() if share.is_exact else tuple(dict.fromkeys(missing)), evidence=tuple(evidence),
            detail=detail,
        )  # fmt: skip

    def _left(self, structure: Structure, reach: Reach, whole: Reach) -> Count:
        """Return how many posts within the whole others than the units use."""
        total = Count.total(
            of_category(pool.category, pool.posts, self.categories)
            for pool in structure.records(PostPool)
            if whole.holds(structure, pool.unit) and not reach.holds(structure, pool.unit)
        )
        for loan in structure.records(PostLoan):
            number = of_category(loan.category, loan.posts, self.categories)
            owns, uses = reach.holds(structure, loan.owner), reach.holds(structure, loan.user)
            if uses and not owns and whole.holds(structure, loan.owner) and self._pool_known(structure, loan):
                total = less(total, number)
            elif owns and not uses and whole.holds(structure, loan.user):
                total = total + number
        return total if whole.lists_all(structure, "post_pool") else Count.between(total.low, None)

    def _pool_known(self, structure: Structure, loan: PostLoan) -> bool:
        return bool(structure.where(PostPool, unit=loan.owner, category=loan.category))


@rule(en="leadership posts within the total", zh="领导职数总量控制")
@attrs.frozen(kw_only=True)
class LeadersWithinTotal(NodeRule):
    """The leadership posts of the bodies of a unit together must not exceed the total of the unit.

    Predicate: ``total(unit) - sum of leadership posts of its bodies >= 0``. *Undetermined* while the total is not
    stated, or while bodies without a recorded number may take it beyond (an `Inventory` of ``leadership_posts``).

    Parameters
    ----------
    units : Selector
        The units.

    Notes
    -----
    Used by HZ-058; the total of a street is not stated.
    """

    units: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.units

    @property
    def measure(self) -> Measure:
        """How many leadership posts are left."""
        return Measure("leadership_posts_left", "count", Text("leadership posts left", "领导职数余额"))

    @property
    def requirement(self) -> Requirement:
        """None too many."""
        return Bound(Difference.build(0, None, kind=Count))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many leadership posts of a unit are left."""
        missing = []
        total, bodies = Count.unknown(), Count(0)
        own = structure.find_record(LeadershipPosts, (LeadershipPosts, node.id))
        if own is not None and isinstance(own.posts, Count):
            total = own.posts
        if not total.is_exact:
            what = Text(f"how many leaders {node.label} may have", f"{node.label}的领导职数总量")
            missing.append(Missing(node.id, "leadership_posts", what))
        for held in structure.records(LeadershipPosts):
            if held.holder != node.id and structure.lies_within(held.holder, node.id):
                bodies = bodies + (Count.unknown() if isinstance(held.posts, NotStated) else held.posts)
        if not lists_all_about(structure, node.id, "leadership_posts"):
            bodies = Count.between(bodies.low, None)
        if not bodies.is_exact:
            what = Text(f"the leadership posts of the bodies of {node.label}", f"{node.label}各机构的领导职数")
            missing.append(Missing(node.id, "leadership_posts", what))
        return Measurement(value=total.minus(bodies), missing=tuple(missing))


@rule(en="staff within posts", zh="人员不超编")
@attrs.frozen(kw_only=True)
class StaffWithinPosts(NodeRule):
    """A unit must not have more people of a category than posts of it: the quota is one thing, the headcount another.

    Predicate: ``posts(unit) - people(unit) >= 0``; what is left are vacancies. *Undetermined* while people or posts are
    not stated or not all listed, as far as that decides.

    Parameters
    ----------
    units : Selector
        The units.
    category : str
        Category of the people and of the posts.

    Notes
    -----
    Used by BA-028 (a quota, against which 7,270 people stood at the start of the year, BA-029).
    """

    units: Selector = attrs.field(converter=as_selector)
    category: str

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.units

    @property
    def measure(self) -> Measure:
        """How many posts are vacant."""
        return Measure("vacancies", "count", Text("posts that are vacant", "空缺编制数"))

    @property
    def requirement(self) -> Requirement:
        """None below zero."""
        return Bound(Difference.build(0, None, kind=Count))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many posts of a unit are vacant; negative where it has too many people."""
        posts = posts_of(structure, Reach(frozenset({node.id})), (self.category,))
        found = tally(
            structure,
            Selector(kind="node", within=node.id, where={"category": self.category}),
            lambda person: Truth.TRUE,
        )
        people = found.yes
        missing = [
            Missing(person.id, "count", Text(f"how many people {person.label} has", f"{person.label}的人数"))
            for person, _ in found.open
            if not people_in(structure, person).is_exact
        ]
        if found.unlisted:
            missing.append(Missing(node.id, "staff", Text(f"who works in {node.label}", f"{node.label}有哪些人员")))
        if not posts.is_exact:
            missing.append(Missing(node.id, "post_pools", Text(f"the posts of {node.label}", f"{node.label}的编制数")))
        detail = Text(
            f"posts {posts.text('en')}, people {people.text('en')}",
            f"编制 {posts.text('zh')}，人员 {people.text('zh')}",
        )
        return Measurement(value=posts.minus(people), missing=tuple(missing), detail=detail)
