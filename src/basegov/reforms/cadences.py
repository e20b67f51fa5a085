"""Steps that arrange things for good: meetings, visits and office time with their cadence, and opening hours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.steering import chosen
from basegov.reforms.steps import Effect, Step, step
from basegov.structure.cadences import Cycle, Routine, RoutineKind
from basegov.structure.hours import DayKind, OpeningHours, OpeningMode
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, stated_words


@attrs.frozen(kw_only=True)
class RoutineSet(Event):
    """Something was arranged for good."""

    who: str
    what: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.who} set the routine {self.what}", f"{self.who} 建立 {self.what} 安排")


@attrs.frozen(kw_only=True)
class HoursSet(Event):
    """Opening hours were set."""

    site: str
    mode: OpeningMode

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.site} set {self.mode.text('en')} hours", f"{self.site} 确定{self.mode.text('zh')}开放时间")


def _cycle(value: Any) -> Cycle | NotStated | None:
    return value if value is None or isinstance(value, NotStated) else Cycle(value)


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


def _days(value: Iterable[Any] | str) -> tuple[DayKind, ...]:
    several = (value,) if isinstance(value, str | DayKind) else value
    return tuple(DayKind(day) for day in several)


@step(en="set a routine", zh="建立常态化安排")
@attrs.frozen(kw_only=True)
class SetRoutine(Step):
    """Let everybody selected hold a meeting, go on a visit or sit in the office so often, in place of what stood.

    Parameters
    ----------
    who : Selector
        Who: units, bodies, people, or groups of them.
    kind : RoutineKind
        Meeting, visit, or time in the office.
    what : str
        Which one.
    times : Count, optional
        How many times.
    per : Cycle, optional
        In which stretch of time; None for what follows an occasion.
    on : str, optional
        On which occasion.
    roles, matters : tuple of str, optional
        Who takes part, and on what.

    Notes
    -----
    Used by BA-071 (three meetings), BA-126 and BA-127 (visits) and WH-089 (less office time, more visits).
    """

    who: Selector = attrs.field(converter=as_selector)
    kind: RoutineKind = attrs.field(converter=RoutineKind)
    what: str
    times: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)
    per: Cycle | NotStated | None = attrs.field(default=NOT_STATED, converter=_cycle)
    on: str | NotStated | None = NOT_STATED
    roles: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    matters: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)

    def effect(self, structure: Structure) -> Effect:
        """Write the routine of each of them."""
        nodes = chosen(structure, self.who)
        put = tuple(
            Routine(
                who=node.id, kind=self.kind, what=self.what, times=self.times, per=self.per, on=self.on,
                roles=self.roles, matters=self.matters, source=self.source,
            )
            for node in nodes
        )  # fmt: skip
        return Effect(put=put, events=tuple(RoutineSet(who=node.id, what=self.what) for node in nodes))


@step(en="set opening hours", zh="确定开放时间")
@attrs.frozen(kw_only=True)
class SetHours(Step):
    """Open every selected site or unit on some kinds of days; hours in the same way that stood before go.

    Parameters
    ----------
    sites : Selector
        What is open.
    days : tuple of DayKind
        On which kinds of days.
    opens, closes : str, optional
        From when until when, such as ``09:00`` and ``17:30``.
    mode : OpeningMode
        In which way.

    Notes
    -----
    Used by WH-087.
    """

    sites: Selector = attrs.field(converter=as_selector)
    days: tuple[DayKind, ...] = attrs.field(converter=_days)
    opens: str | NotStated = NOT_STATED
    closes: str | NotStated = NOT_STATED
    mode: OpeningMode = attrs.field(default=OpeningMode.REGULAR, converter=OpeningMode)

    def effect(self, structure: Structure) -> Effect:
        """Write the hours of each site."""
        nodes = chosen(structure, self.sites)
        new = tuple(
            OpeningHours(
                site=node.id, days=self.days, opens=self.opens, closes=self.closes, mode=self.mode, source=self.source
            )
            for node in nodes
        )
        keys = {row.key for row in new}
        former = (row for node in nodes for row in structure.where(OpeningHours, site=node.id, mode=self.mode))
        drop = tuple(row for row in former if row.key not in keys)
        return Effect(put=new, drop=drop, events=tuple(HoursSet(site=node.id, mode=self.mode) for node in nodes))
