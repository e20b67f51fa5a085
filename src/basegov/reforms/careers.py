"""Steps on careers: people are appointed, filed, reviewed; places in recruitment are kept for some."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.mergers import NOT_STAFF, PERSON_IS_ONE
from basegov.quantities import Count
from basegov.reforms.accounts import Imbalance
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.items import must_be_free
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.careers import (
    CareerRecord,
    Education,
    FitnessReview,
    ReservedQuota,
    Schooling,
    StaffFiling,
    people_in,
)
from basegov.structure.records import Record, record_type
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import NO_TEXT, Text
from basegov.values import NOT_STATED, NotStated, as_words


def as_date(value: Any) -> Date | NotStated:
    """Return a date; it may be not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Date(value)


def as_count(value: Any) -> Count | NotStated:
    """Return a count; it may be not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Count(value)


def _education(value: Any) -> Education | NotStated:
    return value if isinstance(value, NotStated) else Education(value)


@attrs.frozen(kw_only=True)
class StaffAppointed(Event):
    """People came to a place from outside.

    Parameters
    ----------
    who : str
        The person or group in which they are counted.
    to : str
        Where.
    count : Count
        How many.
    """

    who: str
    to: str
    count: Count

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.who}: {self.count.text('en')} appointed at {self.to}",
            f"{self.who}：{self.count.text('zh')} 人到 {self.to} 任职",
        )


@attrs.frozen(kw_only=True)
class StaffWereFiled(Event):
    """Somebody was filed with an office."""

    who: str
    office: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.who} was filed with {self.office}", f"{self.who} 在 {self.office} 备案")


@attrs.frozen(kw_only=True)
class StaffReviewed(Event):
    """Somebody was reviewed in a post."""

    who: str
    post: str
    fit: bool | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        en = "reviewed" if isinstance(self.fit, NotStated) else "found fit" if self.fit else "found unfit"
        zh = "接受考核" if isinstance(self.fit, NotStated) else "考核合格" if self.fit else "考核不胜任"
        return Text(f"{self.who} was {en} as {self.post}", f"{self.who} 在 {self.post} 岗位上{zh}")


@attrs.frozen(kw_only=True)
class QuotaKept(Event):
    """Places in recruitment were kept for people of one kind."""

    quota: str
    category: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.quota} keeps places for {self.category}", f"{self.quota} 为 {self.category} 预留名额")


@step(en="appoint staff", zh="任用人员")
@attrs.frozen(kw_only=True)
class AppointStaff(Step):
    """Appoint people who come from outside, with their career and schooling, or more of a group that is there.

    People who are recorded already are moved by `TransferStaff`, and let go by `ReleaseStaff`; a replacement is both
    `Together`.

    Parameters
    ----------
    who : str
        Id of the person, or of the group in which they are counted.
    to : str
        Where: a unit, a body, a leading body.
    count : Count, optional
        How many, for a group; left out: one person.
    name : str, optional
        The name of a new person or group.
    category, employer : str, optional
        As for `Staff`.
    posts : tuple of str
        Posts that all of them have held.
    education : Education, optional
        The level that all of them have.
    outside : Text
        From where they come, in words.

    Notes
    -----
    Used by GL-062 (leading bodies), BA-039 to BA-043 (recruitment) and BA-107 (cadres sent down).
    """

    who: str
    to: str
    count: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    name: str | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED
    employer: str | NotStated = NOT_STATED
    posts: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    education: Education | NotStated = attrs.field(default=NOT_STATED, converter=_education)
    outside: Text = NO_TEXT

    def effect(self, structure: Structure) -> Effect:
        """Write them, and what they have."""
        to = structure[self.to].id
        here = structure.get(self.who)
        one = isinstance(self.count, NotStated)
        new: Staff | StaffGroup
        put: list[Record] = []
        if isinstance(here, StaffGroup) and here.parent == to and isinstance(self.count, Count):
            held = people_in(here).intersect(Count.between(0, None)) or people_in(here)
            new = attrs.evolve(here, count=held + self.count)
        else:
            must_be_free(structure, self.who)
            employer = self.employer if isinstance(self.employer, NotStated) else structure[self.employer].id
            common: dict[str, Any] = {
                "id": self.who, "name": self.name, "parent": to, "category": self.category,
                "employer": employer, "source": self.source,
            }  # fmt: skip
            new = Staff(**common) if one else StaffGroup(count=self.count, **common)
        put.append(new)
        put += [CareerRecord(who=new.id, post=post, source=self.source) for post in self.posts]
        if isinstance(self.education, Education):
            put.append(Schooling(who=new.id, level=self.education, source=self.source))
        count = Count(1) if isinstance(self.count, NotStated) else self.count
        words = Text("appointed from outside", "从外部任用") if self.outside == NO_TEXT else self.outside
        joins_unknown = isinstance(here, StaffGroup) and not people_in(here).is_exact
        imbalance = Imbalance("staff", NOT_STATED if joins_unknown else count.minus(Count(0)), words)
        event = StaffAppointed(who=new.id, to=to, count=count)
        return Effect(put=tuple(put), events=(event,), imbalances=(imbalance,))


def staff_named(structure: Structure, name: str) -> Staff:
    """Return the person that a step names; refuse anything else."""
    node = structure[name]
    if isinstance(node, StaffGroup):
        raise refuse(PERSON_IS_ONE(who=node.label, count=people_in(node)))
    if not isinstance(node, Staff):
        raise refuse(NOT_STAFF(who=node.label, found=record_type(type(node)).label))
    return node


@step(en="file staff with an office", zh="实行备案管理")
@attrs.frozen(kw_only=True)
class FileStaff(Step):
    """File people with an office.

    Parameters
    ----------
    people : Selector
        Who: persons or groups.
    office : str
        With whom.
    since : Date, optional
        From when.

    Notes
    -----
    Used by BA-104.
    """

    people: Selector = attrs.field(converter=as_selector)
    office: str
    since: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write a filing for each of them."""
        office = structure[self.office].id
        nodes = selected(structure, self.people)
        put = tuple(StaffFiling(who=n.id, office=office, since=self.since, source=self.source) for n in nodes)
        return Effect(put=put, events=tuple(StaffWereFiled(who=n.id, office=office) for n in nodes))


@step(en="review staff", zh="考核履职情况")
@attrs.frozen(kw_only=True)
class ReviewStaff(Step):
    """Record the review of a person in a post.

    Parameters
    ----------
    who : str
        The person.
    post : str
        The post.
    fit : bool, optional
        Whether the person was found fit.
    date : Date, optional
        When.

    Notes
    -----
    Used by BA-037.
    """

    who: str
    post: str
    fit: bool | NotStated = NOT_STATED
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write the review."""
        person = staff_named(structure, self.who)
        review = FitnessReview(who=person.id, post=self.post, date=self.date, fit=self.fit, source=self.source)
        return Effect(put=(review,), events=(StaffReviewed(who=person.id, post=self.post, fit=self.fit),))


def _posts(value: Iterable[str] | NotStated) -> tuple[str, ...] | NotStated:
    return value if isinstance(value, NotStated) else tuple(value)


@step(en="keep places in recruitment", zh="设定定向招录名额")
@attrs.frozen(kw_only=True)
class ReserveQuota(Step):
    """Keep places in recruitment for people of one kind.

    Parameters
    ----------
    quota : str
        Id of the quota.
    unit : str
        Who recruits.
    category : str
        For whom.
    posts : tuple of str, optional
        Into which posts.
    size, vacancies : Count, optional
        How many places, of how many.
    approver : str, optional
        Which office approves it.
    approved : bool, optional
        Whether it has.

    Notes
    -----
    Used by WH-053.
    """

    quota: str
    unit: str
    category: str
    posts: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=_posts)
    size: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    vacancies: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    approver: str | NotStated = NOT_STATED
    approved: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the quota."""
        must_be_free(structure, self.quota)
        unit = structure[self.unit].id
        new = ReservedQuota(
            id=self.quota, parent=unit, unit=unit, category=self.category, posts=self.posts, size=self.size,
            vacancies=self.vacancies, approver=self.approver, approved=self.approved, source=self.source,
        )  # fmt: skip
        return Effect(put=(new,), events=(QuotaKept(quota=new.id, category=self.category),))
