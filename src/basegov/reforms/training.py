"""Steps on training and education: people are trained, and reach a higher level of education."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count, Number
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.steps import Effect, Step, step
from basegov.structure.careers import Education, Schooling
from basegov.structure.headcounts import less, people_in
from basegov.structure.records import Record
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.training import Training
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class StaffTrained(Event):
    """Somebody took part in a training."""

    who: str
    kind_of_training: str
    days: Number | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        long = isinstance(self.days, Number)
        en = f" for {self.days.text('en')} days" if long else ""
        zh = f" {self.days.text('zh')} 天" if long else ""
        return Text(
            f"{self.who} took {self.kind_of_training} training{en}", f"{self.who} 参加 {self.kind_of_training} 培训{zh}"
        )


@attrs.frozen(kw_only=True)
class EducationRaised(Event):
    """Somebody reached a higher level of education."""

    who: str
    level: Education

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.who} reached {self.level.value}", f"{self.who} 取得{self.level.text('zh')}学历")


def _days(value: Any) -> Number | NotStated:
    return value if isinstance(value, NotStated) else Number(value)


@step(en="train staff", zh="培训人员")
@attrs.frozen(kw_only=True)
class TrainStaff(Step):
    """Record that people took part in a training; a training of the same kind and year is replaced.

    Parameters
    ----------
    people : Selector
        Who: persons or groups.
    kind : str
        Which kind, such as ``induction`` or ``concentrated``.
    year : int, optional
        In which year.
    days : Number, optional
        For how many days in that year.

    Notes
    -----
    Used by WH-067 and WH-068.
    """

    people: Selector = attrs.field(converter=as_selector)
    kind: str
    year: int | NotStated = NOT_STATED
    days: Number | NotStated = attrs.field(default=NOT_STATED, converter=_days)

    def effect(self, structure: Structure) -> Effect:
        """Write a training for each of them."""
        nodes = selected(structure, self.people)
        put = tuple(
            Training(who=n.id, kind=self.kind, year=self.year, days=self.days, source=self.source) for n in nodes
        )
        events = tuple(StaffTrained(who=n.id, kind_of_training=self.kind, days=self.days) for n in nodes)
        return Effect(put=put, events=events)


@step(en="raise education", zh="提升学历")
@attrs.frozen(kw_only=True)
class RaiseEducation(Step):
    """Let people reach a level of education; lower levels recorded of them go, and those who have more keep it.

    Of a group of which some have more the others reach it.

    Parameters
    ----------
    people : Selector
        Who: persons or groups, all of whom reach it.
    level : Education
        Which level.

    Notes
    -----
    Used by BA-111.
    """

    people: Selector = attrs.field(converter=as_selector)
    level: Education = attrs.field(converter=Education)

    def effect(self, structure: Structure) -> Effect:
        """Write the level of each of them that has less, or of which no level is known."""
        put: list[Record] = []
        drop: list[Record] = []
        events: list[Event] = []
        for node in selected(structure, self.people):
            had = structure.where(Schooling, who=node.id)
            if any(s.count is None for s in had if s.level.at_least(self.level)):
                continue
            people = people_in(structure, node)
            higher = [s for s in had if s.level.at_least(self.level) and s.level is not self.level]
            rest = less(people, Count.total(_some_of(s) for s in higher))
            if rest.high == 0:
                continue
            others = [s for s in had if s not in higher]
            told = Count.total(people if s.count is None else _some_of(s) for s in had)
            # some of those of whom nothing is recorded, or a level or more, may have more
            perhaps = not told.is_exact or told != people or any(s.or_higher for s in others)
            put.append(
                Schooling(
                    who=node.id, level=self.level, count=rest if higher else None, or_higher=perhaps, source=self.source
                )
            )
            drop += [s for s in others if s.level is not self.level]
            events.append(EducationRaised(who=node.id, level=self.level))
        return Effect(put=tuple(put), drop=tuple(drop), events=tuple(events))


def _some_of(schooling: Schooling) -> Count:
    """Return how many of a group have a level, where that is not all of them."""
    return schooling.count if isinstance(schooling.count, Count) else Count.unknown()
