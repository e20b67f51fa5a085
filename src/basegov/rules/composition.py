"""The composition rule: which part of some people has held a post or has an education, and how near the floor is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count, Share
from basegov.reforms.changes import Change
from basegov.rules.funds import part_of
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.careers import (
    Education,
    LeadingBody,
    people_in,
    with_education,
    with_posts,
)
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Text, say
from basegov.values import NotStated, Truth, as_words


def _date(value: Any) -> Date | NotStated | None:
    return value if value is None or isinstance(value, NotStated) else Date(value)


@attrs.frozen
class Composition:
    """How many people there are, and how many of them have what is asked.

    Parameters
    ----------
    people : Count
        All of them.
    qualified : Count
        Those who have it.
    others : Count
        Those who have not; known on its own where each group is known.
    """

    people: Count
    qualified: Count
    others: Count

    @property
    def parts(self) -> tuple[Count, Count, Count]:
        """All, those who have it, those who have not."""
        return self.people, self.qualified, self.others

    @property
    def share(self) -> Share:
        """The part of those who have it; nothing is known of nobody."""
        low = part_of(self.qualified.low, self.others.high)
        return Share.between(low, part_of(self.qualified.high, self.others.low))


@attrs.frozen
class Headroom:
    """How far a composition is from breaking its floor: exact whole numbers of people.

    Parameters
    ----------
    needed : int
        How many qualified people the present number needs.
    spare : int
        How many there are beyond that; negative when some are lacking.
    joiners : int
        How many without the qualification may join, one after the other; None for any number.
    leavers : int
        How many with it may leave; None for any number.
    replaced : int
        How many with it may be replaced by people without it.
    """

    needed: int
    spare: int
    joiners: int | None
    leavers: int | None
    replaced: int


def headroom(qualified: int, people: int, floor: Fraction) -> Headroom:
    """Return how far ``qualified >= floor * people`` is from breaking, without rounding.

    Examples
    --------
    >>> headroom(38, 116, Fraction(3, 10))
    Headroom(needed=35, spare=3, joiners=10, leavers=4, replaced=3)
    """
    needed = math.ceil(floor * people)
    joiners = None if floor == 0 else max(0, math.floor(Fraction(qualified) / floor) - people)
    over = qualified - floor * people
    # nobody is left when all leave, and of nobody nothing is asked: the last one counts only while others stay
    leavers = None if floor == 1 and over >= 0 else max(0, math.floor(over / (1 - floor))) if floor < 1 else 0
    return Headroom(
        needed,
        qualified - needed,
        joiners,
        None if leavers is None else min(leavers, qualified),
        max(0, math.floor(over)),
    )


@rule(en="composition", zh="人员结构比例")
@attrs.frozen(kw_only=True)
class CompositionShare(Rule):
    """Of some people a certain part must have held one of some posts, or have at least a level of education.

    Predicate: ``|{p: qualified(p)}| >= share * |people|``, in whole numbers, without rounding. People are persons and
    groups by number; of a leading body they are those inside it. *Undetermined* while numbers that decide are not
    stated, while careers or schooling that decide are not recorded, or while people may be missing: a leading body says
    by ``complete`` whether all are recorded, other people by an `Inventory`. Of nobody nothing is asked. With a
    deadline, a share that is not reached is *not applicable* before it (not due yet) and a violation from it on; before
    it, while the share may have been reached, whether it applies is *undetermined*.

    Parameters
    ----------
    people : Selector
        Which: leading bodies, persons (``staff``) or groups (``staff_group``).
    posts : tuple of str
        The posts one of which counts; give these or an education.
    education : Education, optional
        The level that counts.
    at_least : Share
        Which part.
    each : bool
        Whether each of them is asked on its own, and not all together.
    deadline : Date, optional
        From when on it has to hold; not stated: there is a deadline that the text does not date.

    Notes
    -----
    Used by GL-062 (30% of leading-body members with experience as a village secretary), BA-042 (all hires with a
    bachelor's degree) and BA-111 (all full-time workers with junior college within three years).
    """

    people: Selector = attrs.field(converter=as_selector)
    posts: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    education: Education | None = attrs.field(default=None, converter=attrs.converters.optional(Education))
    at_least: Share = attrs.field(converter=Share)
    each: bool = False
    deadline: Date | NotStated | None = attrs.field(default=None, converter=_date)

    def __attrs_post_init__(self) -> None:
        if bool(self.posts) == (self.education is not None):
            what = Text("give either posts or an education", "posts 与 education 应恰好给出一项")
            raise InputError([BAD_PARAMETERS(rule=self.id or "composition_share", what=what)])

    @property
    def scope(self) -> Scope:
        """Each of them, or all together."""
        words = Text(self.people.text("en"), self.people.text("zh"))
        return Scope(self.people, words)

    @property
    def measure(self) -> Measure:
        """Which part has it."""
        if self.education is not None:
            en, zh = f"share with {self.education.value} or higher", f"{self.education.text('zh')}及以上学历占比"
        else:
            en, zh = f"share that has served as {say(self.posts, 'en')}", f"曾任 {say(self.posts, 'zh')} 者占比"
        return Measure("composition_share", "share", Text(en, zh))

    @property
    def requirement(self) -> Requirement:
        """At least so many."""
        return Bound(self.at_least.upwards())

    def composition(self, structure: Structure, nodes: Iterable[Node]) -> Composition:
        """Count people of some nodes, and those of them who have what is asked."""
        total = Composition(Count(0), Count(0), Count(0))
        for node in nodes:
            if isinstance(node, LeadingBody):
                inside = [n for n in structure.descendants(node.id, Node) if isinstance(n, Staff | StaffGroup)]
                part = self.composition(structure, inside)
                if node.complete is not True:
                    ends = (part.people, part.qualified, part.others)
                    part = Composition(*(Count.between(end.low, None) for end in ends))
            else:
                part = self._one(structure, node)
            total = Composition(
                total.people + part.people, total.qualified + part.qualified, total.others + part.others
            )
        return total

    def _one(self, structure: Structure, node: Node) -> Composition:
        people = people_in(node)
        if self.education is not None:
            having = with_education(structure, node, self.education)
        else:
            having = with_posts(structure, node, self.posts)
        low = 0 if people.low is None or having.high is None else max(0, int(people.low - having.high))
        high = None if people.high is None else int(people.high - (having.low or 0))
        return Composition(people, having, Count.between(low, high))

    def headroom(self, structure: Structure) -> tuple[tuple[Subject, Headroom], ...]:
        """Return for each subject of which the numbers are exact how far it is from breaking the floor.

        Only a floor that may be touched has a least whole number of its own; of another one nothing is returned.
        """
        found: list[tuple[Subject, Headroom]] = []
        if self.at_least.low_open:
            return ()
        for subject, nodes in self._subjects(structure):
            counted = self.composition(structure, nodes)
            if counted.people.exact is not None and counted.qualified.exact is not None:
                floor = Fraction(self.at_least.low or 0)
                found.append((subject, headroom(int(counted.qualified.exact), int(counted.people.exact), floor)))
        return tuple(found)

    def _subjects(self, structure: Structure) -> Iterator[tuple[Subject, tuple[Node, ...]]]:
        nodes = self.people.select(structure).sure
        if self.each:
            yield from ((subject_of(node), (node,)) for node in nodes)
        elif nodes:
            name = nodes[0].label if len(nodes) == 1 else self.people.text("zh")
            yield Subject(nodes[0].id if len(nodes) == 1 else structure.id, name, tuple(n.id for n in nodes)), nodes

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found, asked on the day of the structure."""
        structure = world if isinstance(world, Structure) else world.after
        return self.measurements_on(world, structure.date)

    def measurements_on(
        self, world: Structure | Change, day: Date | NotStated
    ) -> Iterator[tuple[Subject, Measurement]]:
        """Yield which part of the people has what is asked."""
        structure = world if isinstance(world, Structure) else world.after
        selection = self.people.select(structure)
        for subject, nodes in self._subjects(structure):
            counted = self.composition(structure, nodes)
            bodies = all(isinstance(node, LeadingBody) for node in nodes)
            if not self.each and not bodies and not (self.people.ids or self.people.lists_all(structure)):
                ends = (counted.people, counted.qualified, counted.others)
                counted = Composition(*(Count.between(end.low, None) for end in ends))
            if not self.each:
                for node, _ in selection.unsure:
                    more = self._one(structure, node)
                    counted = Composition(*(
                        Count.between(a.low, (a + b).high)
                        for a, b in zip(counted.parts, more.parts, strict=True)
                    ))  # fmt: skip
            yield subject, self._measured(structure, subject, nodes, counted, day)

    def _measured(
        self,
        structure: Structure,
        subject: Subject,
        nodes: tuple[Node, ...],
        counted: Composition,
        day: Date | NotStated,
    ) -> Measurement:
        share = counted.share
        words = Text(
            f"how many of {subject.name} there are and how many have it", f"{subject.name}的总人数及符合条件人数"
        )
        missing = () if share.is_exact else (Missing(subject.id, "people", words),)
        detail = Text(
            f"{counted.qualified.text('en')} of {counted.people.text('en')}",
            f"{counted.people.text('zh')} 人中有 {counted.qualified.text('zh')} 人",
        )
        applies = Truth.of(counted.people.high != 0)
        reached = self.requirement.judge(share)
        if self.deadline is not None and reached is not Truth.TRUE:
            due, words_due, fact = self._due(day)
            if due is Truth.FALSE:
                detail = Text(f"not due yet ({words_due.en}); {detail.en}", f"尚未到期（{words_due.zh}）；{detail.zh}")
            missing = (*missing, *fact)
            # what is reached before it is due is met: while that is open, so is whether the clause applies
            applies = Truth.all([applies, Truth.any([reached, due])])
        evidence = tuple(Evidence(Text(n.label, n.label), n.source) for n in nodes[:3])
        return Measurement(value=share, missing=missing, detail=detail, applies=applies, evidence=evidence)

    def _due(self, day: Date | NotStated) -> tuple[Truth, Text, tuple[Missing, ...]]:
        """Say whether the deadline has come, with what has to be stated before that is known."""
        if not isinstance(self.deadline, Date):
            words = Text("the day by which it has to be reached", "达标期限的截止日期")
            return Truth.UNKNOWN, words, (Missing(self.id, "deadline", words),)
        words = Text(f"by {self.deadline.text('en')}", f"期限 {self.deadline.text('zh')}")
        if isinstance(day, Date) and day.first >= self.deadline.last:
            return Truth.TRUE, words, ()
        if isinstance(day, Date) and day.last < self.deadline.first:
            return Truth.FALSE, words, ()
        return Truth.UNKNOWN, words, (Missing(self.id, "date", Text("the day that is asked about", "所问日期")),)
