"""Rules over who leads: reserves, filing, what follows from a review, places kept in recruitment."""

from __future__ import annotations

from fractions import Fraction

import attrs

from basegov.quantities import Count, Difference, Number
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.careers import (
    FitnessReview,
    ReservedQuota,
    StaffFiling,
    people_in,
)
from basegov.structure.functions import about, lists_all_about
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


@rule(en="ratio of two groups", zh="人员配比")
@attrs.frozen(kw_only=True)
class StaffRatio(NodeRule):
    """Inside each unit there must be so many people of one kind for each of another, such as reserves for secretaries.

    Predicate: ``|people| - ratio * |base| >= 0`` in whole numbers; without anybody to count from it is met.
    *Undetermined* while numbers that decide are not stated, or people of a category may be missing (inventories of
    ``staff`` and ``staff_group``).

    Parameters
    ----------
    unit : Selector
        Inside which units (or groups) it is counted.
    people, base : str
        Categories of the people that are counted, and of those from whom the number follows.
    at_least : Number
        How many for each of the base.

    Notes
    -----
    Used by BA-106 (reserve cadres 1 to 2, read as two for each community secretary).
    """

    unit: Selector = attrs.field(converter=as_selector)
    people: str
    base: str
    at_least: Number = attrs.field(converter=Number)

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """How many more there are than are needed."""
        words = Text(
            f"{self.people} beyond {self.at_least.text('en')} for each {self.base}",
            f"{self.people} 超出每名 {self.base} 配 {self.at_least.text('zh')} 名的人数",
        )
        return Measure("people_beyond_ratio", "count", words)

    @property
    def requirement(self) -> Requirement:
        """Not less than none."""
        return Bound(Difference.build(0, None))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many people there are beyond the ratio."""
        people, base = (_of_category(structure, node, category) for category in (self.people, self.base))
        factor = Fraction(self.at_least.low or 0)
        needed = Number.between(
            None if base.low is None else base.low * factor, None if base.high is None else base.high * factor
        )
        beyond = Number.between(people.low, people.high).minus(needed)
        words = Text(
            f"how many {self.people} and {self.base} there are in {node.label}",
            f"{node.label}中 {self.people} 与 {self.base} 的人数",
        )
        detail = Text(f"{people.text('en')} for {base.text('en')}", f"{base.text('zh')} 名配 {people.text('zh')} 名")
        missing = () if beyond.is_exact else (Missing(node.id, "count", words),)
        return Measurement(value=beyond, missing=missing, detail=detail)


def _of_category(structure: Structure, node: Node, category: str) -> Count:
    """Return how many people of a category there are inside a node."""
    total, open_ = Count(0), False
    for one in structure.descendants(node.id, Node):
        if isinstance(one, Staff | StaffGroup):
            open_ = open_ or isinstance(one.category, NotStated)
            if one.category == category:
                total = total + people_in(one)
    listed = all(lists_all_about(structure, node.id, kind) for kind in ("staff", "staff_group"))
    return total if listed and not open_ else Count.between(total.low, None)


@rule(en="filed with an office", zh="备案管理")
@attrs.frozen(kw_only=True)
class FiledWith(NodeRule):
    """Some people must be filed with an office, by kind or id.

    Predicate: there is a filing of the person or group with it. *Undetermined* while none is recorded and filings are
    not all listed (an `Inventory` of ``staff_filing``).

    Parameters
    ----------
    people : Selector
        Who.
    office : str
        The office: an id, code or name.

    Notes
    -----
    Used by BA-104 (community secretaries are filed with the district party committee).
    """

    people: Selector = attrs.field(converter=as_selector)
    office: str

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.people

    @property
    def measure(self) -> Measure:
        """Whether they are filed there."""
        return Measure("filed", "truth", Text(f"filed with {self.office}", f"在 {self.office} 备案"))

    @property
    def requirement(self) -> Requirement:
        """They are."""
        return Holds(Text(f"they are filed with {self.office}", f"已在 {self.office} 备案"), "not_filed")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether somebody is filed there."""
        office = structure[self.office].id
        filings = [f for f in about(structure, StaffFiling, "who", node.id) if isinstance(f, StaffFiling)]
        known = any(f.office == office for f in filings)
        listed = lists_all_about(structure, node.id, "staff_filing")
        answer = Truth.TRUE if known else Truth.FALSE if listed else Truth.UNKNOWN
        words = Text(f"with whom {node.label} is filed", f"{node.label}的备案机关")
        evidence = tuple(Evidence(Text(f.office, f.office), f.source) for f in filings)
        return Measurement(value=answer, missing=(Missing(node.id, "staff_filing", words),), evidence=evidence)


@rule(en="unfit people replaced", zh="不胜任者撤换")
@attrs.frozen(kw_only=True)
class UnfitReplaced(NodeRule):
    """Whoever was found unfit in a post must not hold it any more.

    Predicate, for each person reviewed in the post and found unfit: ``category(p) != post``. *Not applicable* for
    people found fit or not reviewed. *Undetermined* while the result of a review, or the category of the person, is not
    stated, or while a review may be missing of somebody who holds the post (an `Inventory` of ``fitness_review``).

    Parameters
    ----------
    people : Selector
        Who is asked about.
    post : str
        The post, which is the category of whoever holds it.

    Notes
    -----
    Used by BA-037 (secretaries are assessed in mid-term; those found unfit are replaced, BA-038).
    """

    people: Selector = attrs.field(default=Selector(kind="staff"), converter=as_selector)
    post: str

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.people

    @property
    def measure(self) -> Measure:
        """Whether the post is held by somebody found fit."""
        return Measure("unfit_gone", "truth", Text("out of the post after an unfit review", "考核不胜任后离任"))

    @property
    def requirement(self) -> Requirement:
        """It is."""
        words = Text("whoever is unfit has left the post", "不胜任者已离任")
        return Holds(words, "unfit_in_post")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether a person found unfit still holds the post."""
        reviews = [r for r in structure.where(FitnessReview, who=node.id) if r.post == self.post]
        category = getattr(node, "category", None)
        held = Truth.UNKNOWN if isinstance(category, NotStated) else Truth.of(category == self.post)
        unfit = Truth.any(Truth.of(r.fit).negated for r in reviews)
        if not reviews and held is not Truth.FALSE and not lists_all_about(structure, node.id, "fitness_review"):
            unfit = Truth.UNKNOWN
        words = Text(f"review and post of {node.label}", f"{node.label}的考核结果及岗位")
        evidence = tuple(Evidence(Text(self.post, self.post), r.source) for r in reviews)
        missing = (Missing(node.id, "fitness_review", words),)
        return Measurement(value=held.negated, applies=unfit, missing=missing, evidence=evidence)


@rule(en="places kept in recruitment", zh="定向招录名额")
@attrs.frozen(kw_only=True)
class QuotaReserved(NodeRule):
    """In recruitment, places must be kept for people of one kind, into certain posts, approved by an office.

    Predicate: there is a quota for the category in the unit; it names the posts, has at least one place and not more
    than there are vacancies, and is approved by the office. *Undetermined* while what decides is not stated, or while
    none is recorded and quotas are not all listed.

    Parameters
    ----------
    unit : Selector
        Who recruits.
    category : str
        For whom.
    posts : tuple of str
        Into which posts.
    approver : str, optional
        Which office has to approve.

    Notes
    -----
    Used by WH-053 (a quota for outstanding community workers; its size is not given).
    """

    unit: Selector = attrs.field(converter=as_selector)
    category: str
    posts: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    approver: str | None = None

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("quota_lacking", "set", Text("what is lacking to the quota", "定向招录名额的欠缺"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        return NoneOf(Text("lack of a quota", "定向招录名额的欠缺"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is lacking to a quota in a unit."""
        found = Findings()
        quotas = structure.where(ReservedQuota, unit=node.id)
        fitting = [q for q in quotas if q.category == self.category]
        if not fitting:
            listed = lists_all_about(structure, node.id, "reserved_quota")
            perhaps = (*quotas, *(q for q in structure.records(ReservedQuota) if isinstance(q.unit, NotStated)))
            open_ = not listed or any(isinstance(q.category, NotStated) or q.category == self.category for q in perhaps)
            words = Text(f"a quota for {self.category}", f"面向 {self.category} 的名额")
            found.add(Truth.UNKNOWN if open_ else Truth.TRUE, words, Missing(node.id, "reserved_quota", words))
            return found.measurement
        quota = fitting[0]
        for post in self.posts:
            has = Truth.of(post in quota.posts) if isinstance(quota.posts, tuple) else Truth.UNKNOWN
            words = Text(f"places as {post}", f"{post} 名额")
            found.add(has.negated, words, Missing(quota.id, "posts", words))
        size = Count.unknown() if isinstance(quota.size, NotStated) else quota.size
        vacancies = Count.unknown() if isinstance(quota.vacancies, NotStated) else quota.vacancies
        some = size.within(Count.between(1, None))
        within = vacancies.minus(size).within(Difference.build(0, None, kind=Count))
        room = vacancies.within(Count.between(1, None))
        words = Text("a size from one up to the vacancies", "名额数不少于一且不超过招录总数")
        found.add(Truth.all([some, within, room]).negated, words, Missing(quota.id, "size", words))
        if self.approver is not None:
            by = Truth.UNKNOWN if isinstance(quota.approver, NotStated) else Truth.of(quota.approver == self.approver)
            words = Text(f"approval by {self.approver}", f"{self.approver} 的批准")
            found.add(Truth.all([by, Truth.of(quota.approved)]).negated, words, Missing(quota.id, "approved", words))
        return found.measurement
