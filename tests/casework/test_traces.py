"""The trace: built, asked, narrowed, equal when it says the same."""

import pytest
from hypothesis import given

from basegov.casework import Case, CaseEvent, Moment, Trace, TraceBuilder
from basegov.errors import InputError, NotFoundError
from basegov.testing.strategies import traces
from basegov.values import NOT_STATED
from tests.casework.corner import CORNER

CASES = (Case(id="1", place="g1", event_class="micro", opened="2026-03-02 09:00"), Case(id="2", place="b"))
EVENTS = (
    CaseEvent(case="1", state="answer", time="2026-03-02 10:00", level="community", actor="a", outcome="solved"),
    CaseEvent(case="2", state="handle"),
    CaseEvent(case="1", state="call", time="2026-03-02 09:00", level="community"),
    CaseEvent(case="2", state="collect", time="2026-03-02 09:00"),
)
TRACE = Trace.build(CORNER, CASES, EVENTS, until="2026-03-03 00:00", complete=True)


def test_the_events_of_a_case_stand_in_the_order_of_their_times():
    assert [event.state for event in TRACE.events("1")] == ["call", "answer"]


def test_where_a_time_is_not_stated_they_stand_as_they_were_told():
    assert [event.state for event in TRACE.events("2")] == ["handle", "collect"]


def test_events_come_out_as_they_went_in():
    assert set(TRACE.events()) == set(EVENTS)
    assert list(TRACE) == list(CASES)
    assert TRACE["1"].opened == Moment("2026-03-02 09:00")
    assert repr(TRACE) == "<Trace of 2 cases, 4 events, on corner>"
    assert EVENTS[0].text("zh") == "2026-03-02 10:00:00 应答，社区，a，已解决"
    assert EVENTS[0].text() == "2026-03-02 10:00:00 answer, community, a, solved"


def test_an_event_of_no_case_and_a_case_twice_are_told_together():
    with pytest.raises(InputError) as caught:
        Trace.build(CORNER, [*CASES, Case(id="1")], [CaseEvent(case="3", state="call")])
    assert [d.code for d in caught.value.diagnostics] == ["BG805", "BG806"]
    assert "案件 1" in caught.value.text("zh")


def test_a_case_that_is_not_there_is_named():
    with pytest.raises(NotFoundError, match="BG808"):
        TRACE["11"]
    with pytest.raises(NotFoundError, match="BG808"):
        list(TRACE.events("x"))


def test_a_trace_is_narrowed_by_fields_by_place_and_by_a_function():
    assert [case.id for case in TRACE.where(event_class="micro")] == ["1"]
    assert [case.id for case in TRACE.where(event_class=["micro", NOT_STATED])] == ["1", "2"]
    assert [case.id for case in TRACE.within("甲社区")] == ["1"]
    assert [case.id for case in TRACE.within("s")] == ["1", "2"]
    assert list(TRACE.where(lambda case: case.id == "2").events()) == list(TRACE.events("2"))


def test_a_trace_has_no_hash_and_is_not_equal_to_something_else():
    with pytest.raises(TypeError):
        hash(TRACE)
    assert TRACE != "trace"


@given(traces())
def test_a_trace_is_what_its_cases_and_events_build(trace):
    again = Trace.build(trace.structure, list(trace), list(trace.events()), until=trace.until, complete=trace.complete)
    assert again == trace
    assert len(list(trace.events())) == len(trace.times)


@given(traces())
def test_a_builder_takes_events_in_any_order_of_cases(trace):
    builder = TraceBuilder(trace.structure)
    for case in trace:
        builder.open(case)
    events = sorted(trace.events(), key=lambda e: e.time)
    for e in events:
        builder.add(trace.numbers[e.case], e.state, e.time.seconds, e.actor, e.level, e.outcome)
    assert builder.finish(until=trace.until, complete=True) == trace
