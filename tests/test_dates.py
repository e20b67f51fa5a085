"""Dates known to the day, the month or the year, and ranges of them, against every completion."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basegov.dates import ALWAYS, UNSTATED_RANGE, Date, DateRange
from basegov.values import NOT_STATED, Truth

YEARS = [f"20{y}" for y in (19, 20, 21)]
WORDS = st.one_of(
    st.sampled_from(YEARS),
    st.sampled_from([f"{y}-{m:02}" for y in YEARS for m in (1, 6, 12)]),
    st.dates(dt.date(2018, 12, 20), dt.date(2022, 1, 10)).map(str),
)
DATES = WORDS.map(Date)


@given(WORDS)
def test_a_date_reads_back_as_precisely_as_it_was_written(text):
    assert Date(text).text() == str(Date(text)) == text
    assert Date(Date(text)) == pickle.loads(pickle.dumps(Date(text))) == Date(text)


def test_a_year_may_be_a_number_and_a_datetime_gives_its_day():
    assert Date(2018) == Date("2018")
    assert Date(dt.datetime(2018, 12, 4, 23, 59)) == Date("2018-12-04") == Date(dt.date(2018, 12, 4))
    assert Date("2018-12-04").exact == dt.date(2018, 12, 4)
    assert Date("2018-12").exact is None
    assert Date("2020-02").last == dt.date(2020, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "2018-13",
        "2018-02-29",
        "2018-1-1",
        "18",
        "2018/12/04",
        "2018-12-04 ",
        "2018-12-04\n",
        "",
        "0000",
        "２０１８",
        None,
        True,
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is not"):
        Date(text)


@given(DATES, DATES)
def test_dates_are_ordered_by_their_first_day_then_their_last(a, b):
    assert (a < b) == ((a.first, a.last) < (b.first, b.last))
    assert (a <= b) == (a < b or a == b)


def test_a_date_is_not_compared_with_something_else():
    with pytest.raises(TypeError):
        _ = Date("2018") < "2019"


ENDS = st.one_of(st.none(), st.just(NOT_STATED), DATES)


@given(ENDS, ENDS, DATES)
def test_a_day_lies_in_a_range_as_all_completions_say(start, end, day):
    """What is not known exactly takes every day at which an answer can turn."""
    try:
        span = DateRange(start, end)
    except ValueError:
        assume(False)
    known = [date for date in (start, end, day) if isinstance(date, Date)]
    turns = {edge + dt.timedelta(n) for date in known for edge in (date.first, date.last) for n in (-1, 0, 1)}

    def completions(date):
        if date is None:
            return [None]
        return [d for d in turns if date is NOT_STATED or date.first <= d <= date.last]

    answers = {
        (s is None or s <= d) and (e is None or d < e)
        for s in completions(start) for e in completions(end) for d in completions(day)
    }  # fmt: skip
    expected = Truth.UNKNOWN if len(answers) == 2 else Truth.TRUE if answers.pop() else Truth.FALSE
    assert span.contains(day) is expected


def test_the_start_is_in_the_range_and_the_end_is_not():
    span = DateRange(Date("2026-01-01"), Date("2027-01-01"))
    assert span.contains(Date("2026-01-01")) is Truth.TRUE
    assert span.contains(Date("2025-12-31")) is Truth.FALSE
    assert span.contains(Date("2026-12-31")) is Truth.TRUE
    assert span.contains(Date("2027-01-01")) is Truth.FALSE
    assert span.contains(Date("2026")) is Truth.TRUE
    assert ALWAYS.contains(Date("1949")) is Truth.TRUE
    assert UNSTATED_RANGE.contains(Date("1949")) is Truth.UNKNOWN


@pytest.mark.parametrize(("start", "end"), [("2020", "2019"), ("2020-01-01", "2020-01-01"), ("2020-02", "2020-01-31")])
def test_a_range_without_a_day_is_refused(start, end):
    with pytest.raises(ValueError, match="no day lies"):
        DateRange(Date(start), Date(end))


def test_ranges_in_words():
    span = DateRange(Date("2018-07"), Date("2020"))
    assert (span.text("en"), span.text("zh")) == ("from 2018-07 until 2020", "自2018-07起至2020前")
    assert (ALWAYS.text("en"), ALWAYS.text("zh")) == ("at all times", "不限期")
    assert ALWAYS.is_always
    assert not UNSTATED_RANGE.is_always


def test_a_day_between_two_others_is_written_with_both():
    first, last = Date("2020-07-01").first, Date("2021-06-30").last
    assert Date.between(first, last).text() == "2020-07-01 .. 2021-06-30"
    assert Date.between(first, Date("2020-07").last) == Date("2020-07")
    assert Date.between(Date("2020").first, Date("2020").last).text() == "2020"
