"""What makes the fields fit each other of what is arranged: hours, routines, how cases are handled, networks of sites.

It adds to the tables of `shapes`.
"""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from basegov.quantities import Number
from basegov.reforms.services import BuildNetwork
from basegov.rules.cadences import CadenceChange, CadenceKept
from basegov.rules.procedures import MergerProposed, ProposalStates
from basegov.rules.services import SiteNetwork
from basegov.rules.units import UnitCountChange
from basegov.structure.cadences import Cycle, Routine
from basegov.structure.casework import EventScale, HandlingLoop, ResponseChain, WorkCalendar
from basegov.structure.hours import OpeningHours
from basegov.structure.procedures import STATEMENTS
from basegov.testing.strategies.hints import FIELDS, MOST, SHAPES, Style
from basegov.testing.strategies.values import counts, dates
from basegov.values import NOT_STATED, FrozenMap, NotStated

_QUARTER: Final = 15  # minutes: times of day are readable, and there are enough of them


def _time(quarters: int) -> str:
    return "{:02}:{:02}".format(*divmod(quarters * _QUARTER, 60))


def _span(quarters: tuple[int, int]) -> str:
    return f"{_time(quarters[0])}-{_time(quarters[1])}"


# Before noon, and after it: whatever is drawn, nothing closes before it opens and no hours overlap.
_MORNING: Final = st.integers(0, 47)
_NOON: Final = 48
_EVENING: Final = st.integers(49, 96)
_HOURS: Final[SearchStrategy[tuple[str, ...]]] = st.one_of(
    st.just(()),
    st.tuples(_MORNING, _EVENING).map(lambda ends: (_span(ends),)),
    st.tuples(_MORNING, _EVENING).map(lambda ends: (_span((ends[0], _NOON)), _span((_NOON, ends[1])))),
)


_WHOLE: Final = st.integers(-MOST, MOST).map(Number)
_AT_LEAST: Final = st.integers(-MOST, MOST).map(lambda least: Number(f">= {least}"))
_LEVELS: Final = st.sampled_from(("district", "street", "community"))


def _stated(style: Style, values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return values if style.known == "fully" else values | st.just(NOT_STATED)


# records


def _calendar(fields: dict[str, Any]) -> None:
    """Let no day be both off and worked."""
    off, worked = fields.get("holidays", NOT_STATED), fields.get("make_up_days", NOT_STATED)
    if not isinstance(off, NotStated) and not isinstance(worked, NotStated):
        fields["make_up_days"] = tuple(day for day in worked if day not in off)


def _routine(fields: dict[str, Any]) -> None:
    """Let a routine that recurs with time follow no occasion."""
    if isinstance(fields.get("per"), Cycle):
        fields["on"] = None


SHAPES.update({WorkCalendar: _calendar, Routine: _routine})
FIELDS[OpeningHours, "opens"] = lambda cls, style: _stated(style, _MORNING.map(_time))
FIELDS[OpeningHours, "closes"] = lambda cls, style: _stated(style, _EVENING.map(_time))
FIELDS[WorkCalendar, "hours"] = lambda cls, style: _stated(style, _HOURS)
for _days in ("holidays", "make_up_days"):
    FIELDS[WorkCalendar, _days] = lambda cls, style: _stated(
        style, st.lists(dates(known="fully"), max_size=2, unique=True).map(tuple)
    )
for _class, _order in ((ResponseChain, "responders"), (EventScale, "classes"), (HandlingLoop, "states")):
    # One word at least, so that there is something to which a deadline or a handler can be given.
    FIELDS[_class, _order] = lambda cls, style: _stated(
        style, st.lists(style.words, min_size=1, max_size=2, unique=True).map(tuple)
    )


# rules and steps


def _occasion(fields: dict[str, Any]) -> None:
    """Ask for a stretch of time or for an occasion."""
    if fields.get("per") is not None:
        fields["on"] = None
    elif fields.get("on") is None:
        fields["per"] = Cycle.WEEK


def _fewer(fields: dict[str, Any]) -> None:
    """Keep a lower end at or below the upper one, which is 0 where it is left out or not stated."""
    low = fields.get("at_least")
    if low is not None and isinstance(fields.get("at_most", NOT_STATED), NotStated):
        fields["at_least"] = -abs(low)


SHAPES.update({CadenceKept: _occasion, UnitCountChange: _fewer})
# Whole numbers: between two bounds that are none there may be no number of times.
FIELDS[CadenceChange, "by"] = lambda cls, style: _WHOLE if style.known == "fully" else _WHOLE | _AT_LEAST
FIELDS[ProposalStates, "field"] = lambda cls, style: st.sampled_from(STATEMENTS)
FIELDS[MergerProposed, "field"] = lambda cls, style: st.none() | st.sampled_from(STATEMENTS)
FIELDS[SiteNetwork, "levels"] = lambda cls, style: st.dictionaries(
    _LEVELS,
    counts(max_value=MOST, exact=True if style.known == "fully" else None),
    max_size=2,
).map(FrozenMap)
FIELDS[BuildNetwork, "kind"] = lambda cls, style: st.sampled_from(("service_centre", "service_site", "command_centre"))
