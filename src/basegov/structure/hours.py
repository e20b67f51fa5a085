"""Opening hours: on which kinds of days a site is open, from when until when, in ordinary hours or by a shift."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import attrs

from basegov.diagnostics.services import BAD_TIME_OF_DAY, CLOSES_BEFORE_OPENING
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.functions import about, lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.records import Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


class DayKind(enum.Enum):
    """A kind of day: a day of the week that is no holiday, or a statutory holiday (法定节假日)."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind of day."""
        return _DAYS_ZH[self.value] if lang == "zh" else self.value


_DAYS_ZH: Final = {
    "monday": "周一", "tuesday": "周二", "wednesday": "周三", "thursday": "周四", "friday": "周五", "saturday": "周六",
    "sunday": "周日", "holiday": "法定节假日",
}  # fmt: skip


class OpeningMode(enum.Enum):
    """In which way a site is open: in ordinary hours, in staggered hours (错时), or by a duty shift (轮班值守)."""

    REGULAR = "regular"
    STAGGERED = "staggered"
    DUTY = "duty"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the way."""
        return {"regular": "正常", "staggered": "错时", "duty": "轮班"}[self.value] if lang == "zh" else self.value


@record("opening_hours", en="opening hours", zh="开放时间")
@attrs.frozen(kw_only=True)
class OpeningHours(Relation):
    """A site or unit is open on some kinds of days. Of a group it holds of each member.

    That it is not open at other times is known only from an `Inventory` (of ``opening_hours``).

    Parameters
    ----------
    site : str
        What is open: a site, a body or a unit.
    days : tuple of DayKind
        On which kinds of days.
    opens, closes : str, optional
        From when until when, such as ``09:00`` and ``17:30``.
    mode : OpeningMode, optional
        In which way.
    """

    site: Annotated[str, Ref("body", "unit", "unit_group")]
    days: tuple[DayKind, ...]
    opens: str | NotStated = NOT_STATED
    closes: str | NotStated = NOT_STATED
    mode: OpeningMode | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("site", "mode", "days", "opens")


@invariant(OpeningHours)
def hours_are_times_of_day(structure: Structure, new: tuple[OpeningHours, ...]) -> Iterator[Diagnostic]:
    """Fail because what stands for a time of day is none, or a site closes before it opens."""
    for hours in new:
        where, ends = structure.location(hours), (hours.opens, hours.closes)
        bad = [end for end in ends if isinstance(end, str) and not _TIME.fullmatch(end)]
        yield from (BAD_TIME_OF_DAY(where, found=end, site=hours.site) for end in bad)
        if not bad and all(isinstance(end, str) for end in ends) and minute_of(ends[0]) >= minute_of(ends[1]):
            yield CLOSES_BEFORE_OPENING(where, site=hours.site, opens=hours.opens, closes=hours.closes)


def minute_of(time: str | NotStated) -> int:
    """Return the minute of the day: 545 for ``09:05``.

    Examples
    --------
    >>> minute_of("09:05"), minute_of("24:00")
    (545, 1440)
    """
    hours, minutes = str(time).split(":")
    return 60 * int(hours) + int(minutes)


def hours_of(structure: Structure, id: str) -> tuple[OpeningHours, ...]:
    """Return the opening hours recorded of a site or unit, alone or with a group."""
    return tuple(r for r in about(structure, OpeningHours, "site", id) if isinstance(r, OpeningHours))


def open_on(structure: Structure, id: str, day: DayKind, modes: Iterable[OpeningMode] = ()) -> Count:
    """Return for how many minutes a site is open on a kind of day; at least one where the hours are not stated.

    Parameters
    ----------
    structure : Structure
        Where it stands.
    id : str
        The site or unit.
    day : DayKind
        The kind of day.
    modes : iterable of OpeningMode
        Only in these ways; in any where none is given.
    """
    wanted: frozenset[OpeningMode | NotStated] = frozenset(modes) or frozenset((*OpeningMode, NOT_STATED))
    perhaps = [row for row in hours_of(structure, id) if day in row.days and row.mode in (*wanted, NOT_STATED)]
    rows = [row for row in perhaps if row.mode in wanted]
    minutes, most = _minutes(rows), _minutes(perhaps)
    timed = all(isinstance(r.opens, str) and isinstance(r.closes, str) for r in perhaps)
    open_ended = not timed or not lists_all_about(structure, id, "opening_hours")
    return Count.between(minutes or min(1, len(rows)), 1440 if open_ended else most)


def _minutes(rows: Iterable[OpeningHours]) -> int:
    """Return how many minutes the hours that are stated cover together."""
    known = sorted(
        (minute_of(r.opens), minute_of(r.closes))
        for r in rows
        if isinstance(r.opens, str) and isinstance(r.closes, str)
    )
    minutes = end = 0
    for opens, closes in known:
        minutes += max(0, closes - max(opens, end))
        end = max(end, closes)
    return minutes
