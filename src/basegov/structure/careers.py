"""Careers: leading bodies and their members, posts held, schooling, filing, reviews, places kept for some.

The people of a leading body are its children: persons, or groups of which only the number counts. What is recorded of
a group holds of everyone in it, or of a stated number of them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.diagnostics.funds import MORE_THAN_THERE_ARE
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.functions import lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, record
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("leading_bodies", en="leading body", zh="领导班子")
@attrs.frozen(kw_only=True)
class LeadingBody(Node):
    """The leaders of a unit together (领导班子), or those of several units where only their total is stated.

    Parameters
    ----------
    complete : bool, optional
        Whether every member is recorded. Members are the persons and groups whose parent it is.
    """

    complete: bool | NotStated = NOT_STATED


@record("career_records", en="career record", zh="任职经历")
@attrs.frozen(kw_only=True)
class CareerRecord(Relation):
    """A post that somebody holds or has held.

    Parameters
    ----------
    who : str
        A person, or a group.
    post : str
        The post, such as ``community_secretary`` or ``first_secretary``.
    place : str, optional
        Where.
    start, end : Date, optional
        From when until when; an end that is None: still.
    count : Count, optional
        How many of a group; None: all of them.
    """

    who: Annotated[str, Ref("staff", "staff_group")]
    post: str
    place: Annotated[str | NotStated, Ref()] = NOT_STATED
    start: Date | NotStated = NOT_STATED
    end: Date | NotStated | None = NOT_STATED
    count: Count | NotStated | None = None

    key_fields: ClassVar[tuple[str, ...]] = ("who", "post", "place", "start")
    ends: ClassVar[tuple[str, str] | None] = ("who", "place")


class Education(enum.Enum):
    """Levels of education, from the lowest to the highest."""

    PRIMARY = "primary school"
    JUNIOR_MIDDLE = "junior middle school"
    SENIOR_MIDDLE = "senior middle school"
    JUNIOR_COLLEGE = "junior college"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"

    def at_least(self, other: Education) -> bool:
        """Whether this level is the other or stands above it."""
        order = list(Education)
        return order.index(self) >= order.index(other)

    def text(self, lang: Language = "en") -> str:
        """Return the word for the level."""
        zh = {
            "primary school": "小学", "junior middle school": "初中", "senior middle school": "高中（中专）",
            "junior college": "大专", "bachelor": "本科", "master": "硕士", "doctor": "博士",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@record("schoolings", en="schooling", zh="学历")
@attrs.frozen(kw_only=True)
class Schooling(Relation):
    """The highest level of education of a person, or of people in a group.

    Parameters
    ----------
    who : str
        A person, or a group.
    level : Education
        The level.
    count : Count, optional
        How many of a group have it; None: all of them.
    or_higher : bool
        Whether some of them may have a higher one.
    """

    who: Annotated[str, Ref("staff", "staff_group")]
    level: Education
    count: Count | NotStated | None = None
    or_higher: bool = False

    key_fields: ClassVar[tuple[str, ...]] = ("who", "level")


@record("staff_filings", en="filing of staff", zh="备案管理")
@attrs.frozen(kw_only=True)
class StaffFiling(Relation):
    """Somebody is filed with an office, which keeps the record and watches over the appointment (备案管理).

    Parameters
    ----------
    who : str
        A person, or a group.
    office : str
        With whom.
    since : Date, optional
        From when.
    """

    who: Annotated[str, Ref("staff", "staff_group")]
    office: Annotated[str, Ref("body", "unit")]
    since: Date | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("who", "office")
    ends: ClassVar[tuple[str, str] | None] = ("who", "office")


@record("fitness_reviews", en="fitness review", zh="履职考核")
@attrs.frozen(kw_only=True)
class FitnessReview(Relation):
    """Somebody was reviewed in a post, such as in mid-term (届中考核).

    Parameters
    ----------
    who : str
        The person.
    post : str
        The post, which the person held then.
    date : Date, optional
        When.
    fit : bool, optional
        Whether the person was found fit.
    """

    who: Annotated[str, Ref("staff")]
    post: str
    date: Date | NotStated = NOT_STATED
    fit: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("who", "post", "date")


@record("reserved_quotas", en="reserved recruitment quota", zh="定向招录名额")
@attrs.frozen(kw_only=True)
class ReservedQuota(Node):
    """Places in recruitment that are kept for people of one kind.

    Parameters
    ----------
    unit : str, optional
        Where: the unit that recruits.
    category : str, optional
        For whom, such as ``outstanding_community_worker``.
    posts : tuple of str, optional
        Into which posts, such as ``street_civil_servant``.
    size : Count, optional
        How many places.
    vacancies : Count, optional
        How many places there are in that recruitment altogether.
    approver : str, optional
        Which office approves it.
    approved : bool, optional
        Whether it has.
    """

    unit: Annotated[str | NotStated, Ref("unit")] = NOT_STATED
    category: str | NotStated = NOT_STATED
    posts: tuple[str, ...] | NotStated = NOT_STATED
    size: Count | NotStated = NOT_STATED
    vacancies: Count | NotStated = NOT_STATED
    approver: str | NotStated = NOT_STATED
    approved: bool | NotStated = NOT_STATED


# asking


def people_in(node: Node) -> Count:
    """Return how many people a person or a group is."""
    if isinstance(node, StaffGroup):
        return Count.unknown() if isinstance(node.count, NotStated) else node.count
    return Count(1) if isinstance(node, Staff) else Count(0)


def members(structure: Structure, body: str) -> tuple[Staff | StaffGroup, ...]:
    """Return the recorded persons and groups of a leading body."""
    return tuple(n for n in structure.children(body, Node) if isinstance(n, Staff | StaffGroup))


def _some_of(count: Count | NotStated | None, people: Count) -> Count:
    if count is None:
        return people
    if isinstance(count, NotStated):
        return Count.between(0, people.high)
    return Count.between(count.low, count.high)


def with_posts(structure: Structure, node: Node, posts: Iterable[str]) -> Count:
    """Return how many of a person or a group hold or have held one of some posts.

    A post that is not recorded leaves it open upwards, unless an inventory of ``career_record`` lists all. Of several
    records of a group it is not known whether they are of the same people.
    """
    people, wanted = people_in(node), frozenset(posts)
    parts = [_some_of(r.count, people) for r in structure.where(CareerRecord, who=node.id) if r.post in wanted]
    low = max((p.low or 0 for p in parts), default=0)
    high: int | None = None
    if lists_all_about(structure, node.id, "career_record"):
        total = Count.total(parts)
        high = None if total.high is None else int(total.high)
    ends = [int(e) for e in (high, people.high) if e is not None]
    return Count.between(min(low, people.high) if people.high is not None else low, min(ends, default=None))


def with_education(structure: Structure, node: Node, level: Education) -> Count:
    """Return how many of a person or a group have at least a level of education.

    People of whom no level is recorded leave it open.
    """
    people = people_in(node)
    enough, less = Count(0), Count(0)
    for schooling in structure.where(Schooling, who=node.id):
        some = _some_of(schooling.count, people)
        if schooling.level.at_least(level):
            enough = enough + some
        elif not schooling.or_higher:
            less = less + some
    low = int(enough.low or 0)
    high = None if people.high is None else max(int(people.high) - int(less.low or 0), 0)
    return Count.between(low if high is None else min(low, high), high)


@invariant(CareerRecord, Schooling)
def no_more_than_there_are(structure: Structure, new: tuple[CareerRecord | Schooling, ...]) -> Iterator[Diagnostic]:
    """Fail because more people of a group are said to have something than the group has."""
    for told in new:
        node = structure.get(told.who)
        people = Count(0) if node is None else people_in(node)
        low = told.count.low if isinstance(told.count, Count) else 0
        if node is not None and low and people.high is not None and low > people.high:
            yield MORE_THAN_THERE_ARE(structure.location(told), who=node.label, count=told.count, held=people)
