"""Steps over scales of grades: adopting one, and placing people on it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.pay import PLACE_NOT_DECIDED
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.employment import career_of
from basegov.structure.records import Record
from basegov.structure.scales import GradePlacement, GradeScale, Placed, facts_of, in_scale, place_by_points
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Language, Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, Truth


@attrs.frozen(kw_only=True)
class ScaleAdopted(Event):
    """A scale of grades came into force.

    Parameters
    ----------
    scale : str
        The scale.
    instead_of : str, optional
        The scale that it takes the place of.
    """

    scale: str
    instead_of: str | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        en = f" in place of {self.instead_of}" if isinstance(self.instead_of, str) else ""
        zh = f"，取代 {self.instead_of}" if isinstance(self.instead_of, str) else ""
        return Text(f"the scale {self.scale} was adopted{en}", f"建立等级序列 {self.scale}{zh}")


@attrs.frozen(kw_only=True)
class StaffPlaced(Event):
    """A person was placed on a scale.

    Parameters
    ----------
    staff : str
        The person.
    scale : str
        The scale.
    place : str
        Where, as ``level/grade`` or ``grade``; several places joined by "or" where it is not decided, and nothing while
        any place is possible.
    """

    staff: str
    scale: str
    place: str

    @property
    def words(self) -> Text:
        """The event in words."""
        if not self.place:
            en = f"{self.staff} was placed on {self.scale}; where is not decided"
            return Text(en, f"{self.staff} 套入 {self.scale}，等级未定")
        return Text(
            f"{self.staff} was placed at {self.place} of {self.scale}", f"{self.staff} 套入 {self.scale} {self.place}"
        )


@step(en="adopt a grade scale", zh="建立岗位等级序列")
@attrs.frozen(kw_only=True)
class AdoptScale(Step):
    """Adopt a scale of grades. Nobody stands on it yet.

    Parameters
    ----------
    scale : GradeScale
        The scale.
    instead_of : str, optional
        A scale that it takes the place of; placements on that one end.

    Notes
    -----
    Used by XZ-036, XZ-037, BA-033, WH-048 to WH-050.
    """

    scale: GradeScale
    instead_of: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Put the scale, and drop the one before it with the placements on it."""
        drop: tuple[Record, ...] = ()
        if isinstance(self.instead_of, str):
            old: GradeScale = one_of_kind(structure, self.instead_of, GradeScale)
            drop = structure.where(GradePlacement, scale=old.id)
            drop = drop if old.id == self.scale.id else (old, *drop)
        scale = attrs.evolve(self.scale, source=self.scale.source or self.source)
        return Effect(put=(scale,), drop=drop, events=(ScaleAdopted(scale=scale.id, instead_of=self.instead_of),))


class Undecided(enum.Enum):
    """What becomes of people whose place the facts do not decide."""

    REFUSE = "refuse"
    BOUNDS = "bounds"
    LEAVE = "leave"

    def text(self, lang: Language = "en") -> str:
        """Return the word."""
        return {"refuse": "拒绝", "bounds": "记录区间", "leave": "暂不定级"}[self.value] if lang == "zh" else self.value


def _places(value: Mapping[str, Any]) -> FrozenMap[str, str]:
    return FrozenMap({staff: str(place) for staff, place in value.items()})


@step(en="place people on a scale", zh="套改定级")
@attrs.frozen(kw_only=True)
class Regrade(Step):
    """Place people on a scale by their points, or where the step says.

    Parameters
    ----------
    staff : Selector
        Whom.
    scale : str
        The scale.
    places : mapping of str to str
        Places that are given, by id of the person, as ``level/grade`` or ``grade``.
    undecided : Undecided
        What becomes of people whose place the facts do not decide: the step is refused, bounds are recorded, or they
        are left as they are.
    date : Date, optional
        From when the placement counts.

    Notes
    -----
    Used by XZ-029 (initial placement), WH-050 (years, last assessment and education) and BA-110.
    """

    staff: Selector = attrs.field(converter=as_selector)
    scale: str
    places: FrozenMap[str, str] = attrs.field(default=EMPTY, converter=_places)
    undecided: Undecided = attrs.field(default=Undecided.REFUSE, converter=Undecided)
    date: Date | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Put a placement for everyone."""
        scale: GradeScale = one_of_kind(structure, self.scale, GradeScale)
        people = [n for n in self.staff.select(structure).sure if isinstance(n, Staff | StaffGroup)]
        if not people:
            raise refuse(NOTHING_SELECTED(selector=self.staff))
        put: list[Record] = []
        events: list[Event] = []
        wrong = []
        for person in people:
            place, said = self._place(structure, scale, person)
            if isinstance(place, Text):
                wrong.append(PLACE_NOT_DECIDED(staff=person.id, scale=scale.label, why=place))
            elif place is not None:
                put.append(place)
                events.append(StaffPlaced(staff=person.id, scale=scale.id, place=said))
        if wrong:
            raise refuse(*wrong)
        return Effect(put=tuple(put), events=tuple(events))

    def _place(
        self, structure: Structure, scale: GradeScale, person: Staff | StaffGroup
    ) -> tuple[GradePlacement | Text | None, str]:
        """Return the placement of a person; why there is none; or None where the person is left out."""
        career = career_of(structure, person.id)
        post = NOT_STATED if career is None else career.post
        given = self.places.get(person.id)
        if given is not None:
            numbers: list[Count | NotStated] = [NOT_STATED, *(Count(part.strip()) for part in given.split("/"))]
            level, grade, said = numbers[-2], numbers[-1], given
        else:
            placed = place_by_points(scale, facts_of(structure, person, scale.id))
            if placed.place is None and self.undecided is not Undecided.BOUNDS:
                return (None, "") if self.undecided is Undecided.LEAVE else (_why(placed), "")
            (level, grade), said = placed.numbers(), " or ".join(placed.places)
        place = GradePlacement(
            staff=person.id, scale=scale.id, category=post, level=level, grade=grade,
            since=structure.date if isinstance(self.date, NotStated) else self.date, source=self.source,
        )  # fmt: skip
        if in_scale(scale, place) is Truth.FALSE:
            return Text(f"{said} is not on the scale", f"{said} 不在序列内"), said
        return place, said


def _why(placed: Placed) -> Text:
    if placed.lacks:
        return Text(
            "not stated: " + ", ".join(lack.what.en for lack in placed.lacks),
            "未载明：" + "、".join(lack.what.zh for lack in placed.lacks),
        )
    return Text(f"{placed.points} points are below the lowest grade", f"积分 {placed.points} 低于最低等级")
