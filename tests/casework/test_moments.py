"""Moments and calendars: whole seconds, working days with make-up days, hours of work."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.casework import Calendar, Moment
from basegov.dates import Date
from basegov.structure.casework import WorkCalendar
from basegov.structure.durations import Duration, TimeUnit
from basegov.testing.strategies import durations
from basegov.values import NOT_STATED, Truth
from tests.casework.corner import CORNER

CALENDAR = Calendar.of(CORNER)


@pytest.mark.parametrize(
    "text",
    ["2021-04-23 08:30", "2021-04-23T08:30:00", "2021/4/23 8:30", "2021年4月23日8时30分", "2021-04-23T00:30:00Z",
     "2021-04-23T08:30:00+08:00", "2021.4.23 8:30:00"],
)  # fmt: skip
def test_a_moment_is_read_however_it_is_written(text):
    assert Moment(text) == Moment("2021-04-23 08:30")


@pytest.mark.parametrize(
    "text", ["2021-04-23", "2021-02-30 08:30", "2021-04-23 25:00", "08:30", "", "2021-04-23 08:30:00.5", "昨天"]
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"no date and time|day is out of range|hour must be|parts of a second"):
        Moment(text)


@pytest.mark.parametrize("value", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", 10**12, -(10**30)])
def test_a_moment_out_of_the_years_that_there_are_is_refused(value):
    with pytest.raises(ValueError, match="years 1 to 9999"):
        Moment(value)


def test_nothing_is_due_after_the_end_of_time():
    start = Moment("9999-12-31 10:00").seconds
    assert str(Moment(CALENDAR.due(start, Duration("2 days")))) == "9999-12-31 23:59:59"
    assert CALENDAR.due(start, Duration("1 working day")) is None


def test_a_moment_of_another_type_is_refused():
    with pytest.raises(TypeError):
        Moment(True)
    with pytest.raises(TypeError):
        Moment(1.5)


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)).map(lambda d: d.replace(microsecond=0)))
def test_a_moment_reads_back(value):
    moment = Moment(value)
    assert Moment(str(moment)) == moment
    assert moment.datetime == value
    assert moment.date == Date(value.date())


@given(durations())
def test_a_duration_reads_back_in_both_languages(value):
    assert Duration(value.text("en")) == value == Duration(value.text("zh"))


@pytest.mark.parametrize("text", ["5", "days", "-1 day", "1.5 hours", "5 weeks", "99999999 days", ""])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="no length of time"):
        Duration(text)


def test_a_duration_of_another_type_is_refused():
    with pytest.raises(TypeError):
        Duration(5)


DUE = {
    # start, within, due
    "minutes run by the clock": ("2026-03-02 23:50", "30 minutes", "2026-03-03 00:20"),
    "days are 24 hours": ("2026-03-06 10:00", "2 days", "2026-03-08 10:00"),
    "the first working day is the next one": ("2026-03-02 09:00", "1 working day", "2026-03-03 18:00"),
    "a weekend is passed over": ("2026-03-06 10:00", "1 working day", "2026-03-09 18:00"),
    "a holiday is passed over": ("2026-04-30 10:00", "1 working day", "2026-05-06 18:00"),
    "a Saturday that makes up counts": ("2026-05-08 10:00", "1 working day", "2026-05-09 18:00"),
    "after a Saturday that makes up": ("2026-05-08 10:00", "2 working days", "2026-05-11 18:00"),
    "no working day is today": ("2026-03-02 09:00", "0 working days", "2026-03-02 18:00"),
    "working hours stop at noon": ("2026-03-02 11:00", "2 working hours", "2026-03-02 15:00"),
    "working hours stop at night": ("2026-03-06 17:00", "2 working hours", "2026-03-09 10:00"),
    "working hours begin in the morning": ("2026-03-02 07:00", "3 working hours", "2026-03-02 12:00"),
}


@pytest.mark.parametrize("case", DUE)
def test_when_something_is_due(case):
    start, within, due = DUE[case]
    assert Moment(CALENDAR.due(Moment(start).seconds, Duration(within))) == Moment(due)


def test_what_the_calendar_does_not_say_is_not_guessed():
    start = Moment("2026-12-31 10:00").seconds
    assert CALENDAR.due(start, Duration("1 working day")) is None  # 2027 is not covered
    assert CALENDAR.due(start, Duration("1 day")) == start + 86_400
    assert Calendar(None).due(start, Duration("1 working day")) is None
    assert Calendar(None).due(start, Duration("1 working hour")) is None
    assert CALENDAR.is_working(start // 86_400 + 1) is Truth.UNKNOWN
    record = CALENDAR.record
    without = Calendar(attrs.evolve(record, make_up_days=NOT_STATED))
    assert without.is_working(Moment("2026-03-02 00:00").seconds // 86_400) is Truth.UNKNOWN


def test_a_working_day_without_hours_ends_a_second_before_midnight():
    for hours in (NOT_STATED, (), ("00:00-24:00",)):
        calendar = Calendar(attrs.evolve(CALENDAR.record, hours=hours))
        due = calendar.due(Moment("2026-03-06 10:00").seconds, Duration("1 working day"))
        assert str(Moment(due)) == "2026-03-09 23:59:59"


@pytest.mark.parametrize(
    "wrong",
    [{"hours": ("9:00-12:00",)}, {"hours": ("9:00-12:00", "14:00-18:00")}, {"hours": ("09:00-12:00", "11:00-18:00")},
     {"holidays": (Date("2026-10"),)}],
)  # fmt: skip
def test_a_calendar_that_cannot_be_read_gives_no_deadline(wrong):
    calendar = Calendar(attrs.evolve(CALENDAR.record, **wrong))
    start = Moment("2026-03-02 09:00").seconds
    assert calendar.due(start, Duration("1 working day")) is calendar.due(start, Duration("2 working hours")) is None


def test_hours_of_work_may_stand_in_any_order():
    calendar = Calendar(attrs.evolve(CALENDAR.record, hours=("14:00-18:00", "09:00-12:00")))
    start = Moment("2026-03-02 11:00").seconds
    assert str(Moment(calendar.due(start, Duration("1 working day")))) == "2026-03-03 18:00:00"
    assert str(Moment(calendar.due(start, Duration("2 working hours")))) == "2026-03-02 15:00:00"


def test_a_calendar_without_working_days_has_no_deadline():
    never = WorkCalendar(
        id="never", years=tuple(range(2020, 2040)), make_up_days=(),
        holidays=tuple(Date(dt.date(2026, 1, 1) + dt.timedelta(days=n)) for n in range(4100)),
    )  # fmt: skip
    start = Moment("2026-01-01 09:00").seconds
    assert Calendar(never).due(start, Duration("1 working day")) is None


@given(st.integers(0, 300), st.integers(0, 86_399), st.integers(1, 20), st.sampled_from(
    [TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR]))  # fmt: skip
def test_deadlines_are_those_of_a_plain_walk_through_the_days(day, second, amount, unit):
    start = Moment("2026-01-01 00:00").seconds + day * 86_400 + second
    assert CALENDAR.due(start, Duration.of(amount, unit)) == plainly_due(start, amount, unit)


def plainly_due(start, amount, unit):
    """Return the deadline, second by second or day by day, as one would with a calendar on the wall."""
    record = CALENDAR.record
    off = {d.first for d in record.holidays}
    worked = {d.first for d in record.make_up_days}

    def works(day):
        return day in worked or (day.weekday() < 5 and day not in off)

    at = Moment(start).datetime
    day = at.date()
    if unit is TimeUnit.WORKING_DAY:
        left = amount
        while left:
            day += dt.timedelta(days=1)
            if day.year != 2026:
                return None
            left -= works(day)
        return Moment(dt.datetime.combine(day, dt.time(18))).seconds
    left = amount * 3600
    second = start - start % 86_400
    while True:
        if day.year != 2026:
            return None
        for begin, end in ((32_400, 43_200), (50_400, 64_800)) if works(day) else ():
            free = range(max(second + begin, start), second + end)
            if left <= len(free):
                return free.start + left
            left -= len(free)
        day, second = day + dt.timedelta(days=1), second + 86_400
