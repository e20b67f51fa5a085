"""Standing routines: meetings, visits, time at the desk, each so often, by whom and on what."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import attrs

from basegov.diagnostics.services import PER_NOTHING
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.functions import about, lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.records import Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class RoutineKind(enum.Enum):
    """What is arranged."""

    MEETING = "meeting"
    VISIT = "visit"
    OFFICE = "office"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return {"meeting": "会议", "visit": "走访", "office": "坐班"}[self.value] if lang == "zh" else self.value


class Cycle(enum.Enum):
    """A stretch of time in which something recurs; a `Period` is a round of appraisal, where daily is day-to-day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the stretch."""
        zh = {"day": "日", "week": "周", "month": "月", "quarter": "季度", "half-year": "半年", "year": "年"}
        return zh[self.value] if lang == "zh" else self.value


_DAYS: Final = {
    Cycle.DAY: (1, 1), Cycle.WEEK: (7, 7), Cycle.MONTH: (28, 31), Cycle.QUARTER: (90, 92),
    Cycle.HALF_YEAR: (181, 184), Cycle.YEAR: (365, 366),
}  # fmt: skip
_MONTHS: Final = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
_WORKDAYS: Final = 5
"""The fewest days on which something daily happens in a week: working days, holidays aside."""


def turns_in(longer: Cycle, shorter: Cycle) -> Count:
    """Return how often something that happens once in each shorter stretch happens in a longer one.

    What happens daily happens on five to seven days a week; a month has four or five of each day of the week.

    Examples
    --------
    >>> turns_in(Cycle.WEEK, Cycle.DAY), turns_in(Cycle.MONTH, Cycle.WEEK), turns_in(Cycle.YEAR, Cycle.QUARTER)
    (Count('5 .. 7'), Count('4 .. 5'), Count('4'))
    """
    if longer is shorter:
        return Count(1)
    if longer in _MONTHS and shorter in _MONTHS:
        return Count(_MONTHS[longer] // _MONTHS[shorter])
    least, most = _DAYS[longer]
    weeks = (least // 7, -(-most // 7))
    return Count.between(*weeks) if shorter is Cycle.WEEK else Count.between(_WORKDAYS * weeks[0], most)


@record("routines", en="standing routine", zh="常态化安排")
@attrs.frozen(kw_only=True)
class Routine(Relation):
    """Somebody holds a meeting, goes on a visit or sits in the office, so many times in each stretch of time.

    Of a group it holds of each member. That there is no other one is known only from an `Inventory` (of
    ``routine``).

    Parameters
    ----------
    who : str
        Who: a unit, a body, people, or a group of them.
    kind : RoutineKind
        Meeting, visit, or time in the office.
    what : str
        Which one, as a word for data: ``weekly_meeting``, ``grid_visit``.
    times : Count, optional
        How many times.
    per : Cycle, optional
        In which stretch of time; None for what follows an occasion.
    on : str, optional
        On which occasion, such as ``major_event``; None for what recurs with time, as does what has a stretch of time.
    roles : tuple of str, optional
        In which roles people take part.
    matters : tuple of str, optional
        On what.
    """

    who: Annotated[str, Ref()]
    kind: RoutineKind
    what: str
    times: Count | NotStated = NOT_STATED
    per: Cycle | NotStated | None = NOT_STATED
    on: str | NotStated | None = NOT_STATED
    roles: tuple[str, ...] | NotStated = NOT_STATED
    matters: tuple[str, ...] | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("who", "kind", "what")


@invariant(Routine)
def routines_have_one_measure(structure: Structure, new: tuple[Routine, ...]) -> Iterator[Diagnostic]:
    """Fail because something is said to recur with time and on an occasion."""
    for routine in new:
        if isinstance(routine.per, Cycle) and isinstance(routine.on, str):
            yield PER_NOTHING(structure.location(routine), who=routine.who, what=routine.what)


def routines_of(structure: Structure, id: str, kind: RoutineKind, what: str | None = None) -> tuple[Routine, ...]:
    """Return what is arranged of a kind for somebody, alone or with a group; with `what`, that one alone."""
    found = (r for r in about(structure, Routine, "who", id) if isinstance(r, Routine) and r.kind is kind)
    rows = tuple(row for row in found if what is None or row.what == what)
    return rows[:1] if what is not None else rows


def all_routines_listed(structure: Structure, id: str) -> bool:
    """Whether every routine of somebody is recorded: an inventory says so."""
    return lists_all_about(structure, id, "routine")


def times_in_each(row: Routine, per: Cycle | str) -> Count:
    """Return how many times something surely happens in each stretch of time, or on each occasion.

    What happens twice a month happens in some week not at all; what happens eight times a month may happen twice in
    each week, or not.
    """
    times = Count.unknown() if isinstance(row.times, NotStated) else row.times
    if isinstance(per, str):
        if isinstance(row.on, NotStated) and not isinstance(row.per, Cycle):
            return Count.between(0, times.high)
        return times if row.on == per else Count(0)
    if row.per is None:
        return Count(0)
    if isinstance(row.per, NotStated):
        return Count.unknown()
    if row.per is per or _DAYS[row.per][1] <= _DAYS[per][0]:
        turns = turns_in(per, row.per)
        high = None if times.high is None or turns.high is None else times.high * turns.high
        return Count.between((times.low or 0) * (turns.low or 0), high)
    least = turns_in(row.per, per).low or 1
    return Count.between(0, None if times.high is None else times.high // least)


def arranged(structure: Structure, id: str, kind: RoutineKind, what: str | None, per: Cycle | str) -> Count:
    """Return how many times something happens in each stretch of time (or on each occasion) by what is arranged."""
    rows = routines_of(structure, id, kind, what)
    found = Count.total(times_in_each(row, per) for row in rows)
    settled = bool(rows) if what is not None else False
    if settled or all_routines_listed(structure, id):
        return found
    return Count.between(found.low, None)
