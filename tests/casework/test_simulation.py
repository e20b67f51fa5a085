"""Simulation of load: exact numbers where they can be known beforehand, the same seed gives the same trace."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.casework import (
    Case,
    CaseEvent,
    Load,
    Moment,
    Trace,
    answering_times,
    compare_answering,
    constant,
    empirical,
    exponential,
    simulate,
    uniform,
)
from basegov.errors import InputError, NotFoundError
from basegov.quantities import Count, Share
from basegov.structure.staffing import Staff, StaffGroup
from basegov.values import NOT_STATED
from tests.casework.corner import CORNER

RUN = {"chain": "chain", "start": "2026-03-02 09:00", "lasting": "1 hour"}


def load(**more):
    return Load(**{"arrivals": constant(600), "handling": constant(900), "servers": {"community": 1}, **more})


def test_one_worker_falls_behind_by_a_known_number_of_seconds():
    trace = simulate(CORNER, load(), **RUN)
    times = answering_times(trace, "20 minutes")
    assert (len(trace), times.answered) == (10, 10)  # every ten minutes for an hour, the first after ten, two places
    assert times.times == tuple(sorted([900, 1200, 1500, 1800, 2100] * 2))
    assert (times.median, times.p90, times.mean) == (1500, 2100, 1500)
    assert times.in_time == Share("40%")


def test_a_second_worker_keeps_up():
    trace = simulate(CORNER, load(servers={"community": 2}), **RUN)
    assert set(answering_times(trace).times) == {900}


def answered(*outcomes, **fields):
    """Return the trace of a case opened at nine and answered every half hour with some outcomes."""
    told = [
        CaseEvent(case="1", state="answer", time=f"2026-03-02 {9 + n // 2:02}:{n % 2 * 30:02}", outcome=outcome)
        for n, outcome in enumerate(outcomes, 1)
    ]
    case = Case(id="1", opened="2026-03-02 09:00")
    return Trace.build(CORNER, [case], told, until="2026-03-03 09:00", complete=True, **fields)


def test_an_answer_of_no_stated_outcome_may_have_been_the_one_that_solved():
    assert answering_times(answered("solved"), "20 minutes").in_time == Share(0)
    assert answering_times(answered(NOT_STATED), "1 hour").in_time == Share.unknown()
    late = answering_times(answered(NOT_STATED, "solved"), "40 minutes")
    assert (late.in_time, late.answered) == (Share.unknown(), 0)
    assert answering_times(answered(NOT_STATED, "solved"), "2 hours").in_time == Share("100%")
    assert answering_times(answered("refused"), "1 hour").in_time == Share(0)


def test_outcomes_may_be_given_one_by_one():
    trace = answered("refused", "solved")
    assert answering_times(trace, outcomes=iter(["solved"])).times == (3600,)
    assert answering_times(trace, outcomes=()).times == (1800,)


def test_the_two_are_compared_in_exact_seconds():
    before, after = (simulate(CORNER, load(servers={"community": n}), **RUN) for n in (1, 2))
    rows = {row.name: row for row in compare_answering(before, after, "20 minutes")}
    assert rows["mean"].difference.exact == -600
    assert rows["in_time"].difference.text() == "+60%"
    assert rows["in_time"].text("zh") == "按时答复比例：40% → 100% (+60%)"
    assert rows["cases"].difference.exact == 0


def test_who_does_not_solve_passes_on_when_the_work_is_over():
    solved = {"community": Fraction(0), "street": Fraction(1)}
    trace = simulate(CORNER, load(solved=solved, servers={"community": 1, "s": 1}), **RUN)
    first = list(trace.events("a-1"))
    assert [(e.state, e.level) for e in first] == [
        ("call", "community"), ("start", "community"), ("answer", "community"),
        ("call", "street"), ("start", "street"), ("answer", "street"), ("close", "street"),
    ]  # fmt: skip
    assert first[3].time == first[2].time


def test_the_last_of_the_chain_solves_what_comes():
    nobody = dict.fromkeys(["community", "street", "department", "leader"], Fraction(0))
    servers = dict.fromkeys(nobody, 3)
    trace = simulate(CORNER, load(solved=nobody, servers=servers), **RUN)
    assert {list(trace.events(case.id))[-1].level for case in trace} == {"leader"}


def test_ba_072_classes_go_to_their_handlers_first():
    trace = simulate(CORNER, load(classes={"larger": 1}, servers={"street": 1}), scale="scale", **RUN)
    assert {next(trace.events(case.id)).level for case in trace} == {"street"}


def test_the_staff_of_the_structure_work_where_no_number_is_given():
    people = [Staff(id="p1", parent="a"), StaffGroup(id="g", parent="a", count=Count(1)), Staff(id="p2", parent="b")]
    manned = CORNER.evolve(put=people)
    trace = simulate(manned, load(servers={}), **RUN)
    assert set(answering_times(trace.within("a")).times) == {900}
    assert max(answering_times(trace.within("b")).times) == 2100


def test_how_many_work_somewhere_has_to_be_known():
    with pytest.raises(NotFoundError, match=r"BG823.*甲社区"):
        simulate(CORNER, load(servers={}), **RUN)
    with pytest.raises(NotFoundError, match="BG823"):
        simulate(CORNER, load(servers={"a": 0}), **RUN)


def test_the_load_lasts_for_a_time_of_the_clock():
    with pytest.raises(ValueError, match="working"):
        simulate(CORNER, load(), chain="chain", start="2026-03-02 09:00", lasting="1 working day")


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(1, 3))
def test_the_same_seed_gives_the_same_trace(seed, servers):
    those = {"arrivals": exponential(700), "handling": uniform(60, 1500), "servers": {"community": servers}}
    first, second = (simulate(CORNER, load(**those), seed=seed, **RUN) for _ in range(2))
    assert first == second
    times = answering_times(first)
    assert times.answered == len(first)
    assert first.until >= Moment("2026-03-02 10:00")


def test_another_seed_gives_another_trace():
    first, second = (simulate(CORNER, load(arrivals=exponential(300)), seed=seed, **RUN) for seed in (1, 2))
    assert first != second


@given(st.integers(0, 10**6))
def test_draws_are_whole_and_within(seed):
    from random import Random

    random = Random(seed)
    assert constant(5)(random) == 5
    assert 2 <= uniform(2, 4)(random) <= 4
    assert empirical([3, 9])(random) in (3, 9)
    drawn = exponential(100)(random)
    assert type(drawn) is int
    assert drawn >= 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: constant(-1),
        lambda: uniform(4, 2),
        lambda: exponential(1.5),
        lambda: empirical([]),
        lambda: constant(True),
    ],
)
def test_what_cannot_be_drawn_from_is_refused(make):
    with pytest.raises(InputError, match="BG809"):
        make()
