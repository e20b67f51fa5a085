"""Standing routines and opening hours: how often, how long, on exact terms."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import StructureError
from basegov.quantities import Count
from basegov.structure.cadences import Cycle, Routine, RoutineKind, arranged, times_in_each, turns_in
from basegov.structure.hours import DayKind, OpeningHours, OpeningMode, minute_of, open_on
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, UnitGroup
from basegov.values import NOT_STATED

VISIT = RoutineKind.VISIT
ALL = (
    Inventory(scope="d", of="routine", complete=True),
    Inventory(scope="d", of="opening_hours", complete=True),
)


def build(*records):
    return Structure.build([District(id="d"), Community(id="c", parent="d"), *records])


def visit(times=1, per=Cycle.WEEK, on=None):
    count = times if times is NOT_STATED else Count(times)
    return Routine(who="c", kind=VISIT, what="grid_visit", times=count, per=per, on=on)


@given(st.integers(2018, 2030), st.integers(1, 12), st.integers(0, 6))
def test_a_month_has_as_many_of_a_day_of_the_week_as_is_said(year, month, weekday):
    days = [dt.date(year, month, d + 1) for d in range(calendar.monthrange(year, month)[1])]
    assert sum(day.weekday() == weekday for day in days) in turns_in(Cycle.MONTH, Cycle.WEEK)
    assert sum(day.weekday() < 5 for day in days) in turns_in(Cycle.MONTH, Cycle.DAY)
    assert len(days) in turns_in(Cycle.MONTH, Cycle.DAY)


@given(st.integers(2018, 2030), st.sampled_from([Cycle.QUARTER, Cycle.HALF_YEAR, Cycle.YEAR]), st.integers(0, 6))
def test_longer_stretches_have_as_many_weeks_as_is_said(year, longer, weekday):
    months = int(turns_in(longer, Cycle.MONTH).exact)
    for first in range(1, 13, months):
        start = dt.date(year, first, 1)
        end = dt.date(year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
        days = [start + dt.timedelta(days=n) for n in range((end - start).days)]
        assert sum(day.weekday() == weekday for day in days) in turns_in(longer, Cycle.WEEK)


@pytest.mark.parametrize(
    ("row", "per", "expected"),
    [
        (visit(1, Cycle.WEEK), Cycle.WEEK, "1"),
        (visit(">= 1", Cycle.WEEK), Cycle.WEEK, ">= 1"),
        (visit(1, Cycle.DAY), Cycle.WEEK, "5 .. 7"),
        (visit(2, Cycle.WEEK), Cycle.MONTH, "8 .. 10"),
        (visit(3, Cycle.MONTH), Cycle.WEEK, "0"),
        (visit(4, Cycle.MONTH), Cycle.WEEK, "0 .. 1"),
        (visit(5, Cycle.WEEK), Cycle.DAY, "0 .. 1"),
        (visit(1, Cycle.MONTH), Cycle.MONTH, "1"),
        (visit(1, Cycle.MONTH), Cycle.QUARTER, "3"),
        (visit(NOT_STATED, Cycle.MONTH), Cycle.QUARTER, ">= 0"),
        (visit(">= 1", Cycle.MONTH), Cycle.QUARTER, ">= 3"),
        (visit(1, NOT_STATED), Cycle.WEEK, ">= 0"),
        (visit(1, None, "major_event"), Cycle.WEEK, "0"),
        (visit(1, None, "major_event"), "major_event", "1"),
        (visit(1, None, "fire"), "major_event", "0"),
        (visit(2, None, NOT_STATED), "major_event", "0 .. 2"),
        (visit(1, Cycle.DAY), "major_event", "0"),
    ],
)
def test_what_an_arrangement_comes_to_in_another_stretch_of_time(row, per, expected):
    """BA-127: once a week; what happens three times a month does not happen in every week."""
    assert times_in_each(row, per) == Count(expected)


@given(st.sampled_from(Cycle), st.integers(1, 9), st.sampled_from(Cycle))
def test_no_conversion_promises_more_than_the_longest_stretch_holds(per, times, asked):
    found = times_in_each(visit(times, per), asked)
    assert found.high is not None
    assert found.low <= found.high
    if per is asked:
        assert found == Count(times)


def test_what_is_not_arranged():
    assert arranged(build(), "c", VISIT, "grid_visit", Cycle.WEEK) == Count.unknown()
    assert arranged(build(*ALL), "c", VISIT, "grid_visit", Cycle.WEEK) == Count(0)
    assert arranged(build(visit(2)), "c", VISIT, "grid_visit", Cycle.WEEK) == Count(2)
    assert arranged(build(visit(2)), "c", VISIT, None, Cycle.WEEK) == Count(">= 2")
    assert arranged(build(visit(2), *ALL), "c", VISIT, None, Cycle.WEEK) == Count(2)


def test_an_arrangement_recurs_with_time_or_follows_an_occasion():
    """BA-071: daily, weekly, on major events."""
    with pytest.raises(StructureError, match="BG393") as caught:
        build(visit(1, Cycle.DAY, "major_event"))
    assert caught.value.diagnostics[0].message("zh") == "c的安排“grid_visit”同时写明了周期和事由"


# opening hours


def hours(opens="09:00", closes="17:00", *, days=(DayKind.MONDAY,), mode=OpeningMode.REGULAR, site="c"):
    return OpeningHours(site=site, days=days, opens=opens, closes=closes, mode=mode)


ranges = st.tuples(st.integers(0, 1440), st.integers(0, 1440)).filter(lambda r: r[0] < r[1])


def _text(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@given(st.lists(ranges, max_size=5, unique_by=lambda r: r[0]))
def test_hours_that_overlap_count_once(found):
    """WH-087: against counting minute by minute."""
    world = build(*(hours(_text(a), _text(b)) for a, b in found), *ALL)
    plain = len({minute for a, b in found for minute in range(a, b)})
    assert open_on(world, "c", DayKind.MONDAY) == Count(plain)
    assert open_on(world, "c", DayKind.SUNDAY) == Count(0)


def test_hours_that_are_not_stated_are_at_least_a_minute():
    """WH-087: shifts of which the hours are not stated."""
    shift = hours(NOT_STATED, NOT_STATED, days=(DayKind.HOLIDAY,), mode=OpeningMode.DUTY)
    world = build(shift, *ALL)
    assert open_on(world, "c", DayKind.HOLIDAY) == Count("1 .. 1440")
    assert open_on(world, "c", DayKind.HOLIDAY, [OpeningMode.STAGGERED]) == Count(0)
    assert open_on(build(), "c", DayKind.HOLIDAY) == Count("0 .. 1440")


def test_hours_of_a_group_hold_of_each_member():
    world = build(UnitGroup(id="g", members=("c",)), hours(site="g"), *ALL)
    assert open_on(world, "c", DayKind.MONDAY) == Count(480)


@pytest.mark.parametrize("bad", ["9:00", "24:01", "25:00", "09:60", "nine", ""])
def test_what_is_no_time_of_day_is_refused(bad):
    with pytest.raises(StructureError, match="BG391") as caught:
        build(hours(bad))
    assert caught.value.diagnostics[0].message("zh") == f"“{bad}”不是时刻（c的开放时间）"


@pytest.mark.parametrize("closes", ["09:00", "08:59"])
def test_a_site_closes_after_it_opens(closes):
    with pytest.raises(StructureError, match="BG392") as caught:
        build(hours("09:00", closes))
    assert "不晚于开放时间 09:00" in caught.value.diagnostics[0].message("zh")
    assert minute_of("24:00") == 1440
    assert build(hours("00:00", "24:00")).records(OpeningHours)
