"""Routing: no responder is passed over, every case ends or is open for a named reason, the slow way says the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.casework import Case, Moment, OpenReason, Reply, blow_whistle, route, run_loop
from basegov.errors import NotFoundError
from basegov.rules import CallsAnswered, ClosedOnlyAfter, OrderKept
from basegov.rules.verdicts import Outcome
from basegov.structure.casework import ClassHandler, ServiceLevel
from basegov.structure.durations import TimeUnit
from basegov.structure.units import Community, Street
from basegov.testing.strategies.traces import RESPONDERS, STATES, cases, loops, reply_tables, routings, worlds
from basegov.values import NOT_STATED
from tests.casework.corner import CORNER, corner
from tests.casework.test_moments import CALENDAR

AT = "2026-03-02 09:00"


def sent(replies, *, place="g1", scale=None, until=None, structure=CORNER, **case):
    one = Case(id="1", place=place, opened=AT, **case)
    return route(structure, [one], chain="chain", scale=scale, until=until, replies=lambda _, who: replies[who])


def lines(routing):
    return [(str(e.time)[5:16], e.state, e.level) for e in routing.trace.events()]


def test_hz_074_who_does_not_answer_in_time_is_passed_up():
    found = sent({"community": Reply(None), "street": Reply(3600)})
    assert lines(found) == [
        ("03-02 09:00", "call", "community"), ("03-02 11:00", "call", "street"),
        ("03-02 12:00", "answer", "street"), ("03-02 12:00", "close", "street"),
    ]  # fmt: skip
    assert not found.open
    assert [e.actor for e in found.trace.events()] == ["a", "s", "s", "s"]


def test_hz_074_an_answer_at_the_deadline_counts_and_one_second_later_does_not():
    assert len(lines(sent({"community": Reply(7200)}))) == 3
    late = lines(sent({"community": Reply(7201), "street": Reply(0)}))
    assert [state for _, state, _ in late] == ["call", "call", "answer", "close"]


def test_hz_074_who_refuses_passes_it_up_at_once():
    found = sent({"community": Reply(60, "refused"), "street": Reply(60)})
    assert [(state, level) for _, state, level in lines(found)] == [
        ("call", "community"), ("answer", "community"), ("call", "street"), ("answer", "street"), ("close", "street"),
    ]  # fmt: skip
    assert lines(found)[2][0] == "03-02 09:01"


def test_hz_074_after_four_calls_the_chain_is_at_its_end():
    found = sent(dict.fromkeys(RESPONDERS, Reply(60, "refused")))
    assert [level for _, state, level in lines(found) if state == "call"] == list(RESPONDERS)
    assert found.open == {"1": OpenReason.CHAIN_EXHAUSTED}


def test_ba_072_a_class_goes_first_to_the_lowest_who_is_capable():
    replies = dict.fromkeys(RESPONDERS, Reply(60))
    assert lines(sent(replies, scale="scale", event_class="larger"))[0][2] == "street"
    assert lines(sent(replies, scale="scale", event_class="micro"))[0][2] == "community"
    assert lines(sent(replies, scale="scale", event_class="major"))[0][2] == "community"  # who handles it is not stated
    assert lines(sent(replies, event_class="larger"))[0][2] == "community"


OPEN = {
    "nobody answers and nothing is due": (
        {"community": Reply(60, "refused"), "street": Reply(60, "refused"), "department": Reply(None)}, {},
        OpenReason.NO_DEADLINE,
    ),
    "the log ends before the answer": ({"community": Reply(3600)}, {"until": "2026-03-02 09:30"}, OpenReason.WAITING),
    "the log ends before the deadline": ({"community": Reply(None)}, {"until": "2026-03-02 10:00"}, OpenReason.WAITING),
}  # fmt: skip


@pytest.mark.parametrize("case", OPEN)
def test_what_is_open_has_its_reason(case):
    replies, more, reason = OPEN[case]
    found = sent(replies, **more)
    assert found.open == {"1": reason}
    assert reason.text("zh") != reason.text("en")
    assert repr(found) == "<Routing of 1 cases: 1 open>"


def test_without_a_calendar_a_working_day_is_never_over():
    plain = corner(**{"years: [2026]": "years: [2025]"})
    found = sent({"community": Reply(None), "street": Reply(None)}, structure=plain)
    assert found.open == {"1": OpenReason.NO_CALENDAR}


def test_a_case_of_which_the_opening_is_not_stated_stays_where_it_is():
    found = route(CORNER, [Case(id="1")], chain="chain", replies=lambda case, who: Reply(0))
    assert found.open == {"1": OpenReason.OPENING_NOT_STATED}
    assert not len(found.trace.times)


def test_there_has_to_be_a_chain():
    with pytest.raises(NotFoundError, match=r"BG822.*did you mean chain"):
        route(CORNER, [], chain="chian", replies=lambda case, who: Reply(0))
    with pytest.raises(NotFoundError, match="BG822"):
        route(CORNER, [], chain="chain", scale="loop", replies=lambda case, who: Reply(0))


def test_a_chain_whose_order_is_not_stated_routes_nothing():
    text = {"{id: chain, parent: d, responders: [community, street, department, leader]}": "{id: chain, parent: d}"}
    with pytest.raises(NotFoundError, match="BG807"):
        route(corner(**text), [], chain="chain", replies=lambda case, who: Reply(0))


def test_gl_050_a_loop_is_gone_through_state_by_state():
    found = run_loop(CORNER, [Case(id="1", opened=AT)], loop="loop", takes=lambda case, state: 60,
                     outcomes={"verify": "passed"})  # fmt: skip
    assert [e.state for e in found.trace.events()] == list(STATES)
    assert [e.outcome for e in found.trace.events()][-1] == "passed"
    assert found.trace.until == Moment("2026-03-02 09:07")
    stuck = run_loop(CORNER, [Case(id="1", opened=AT)], loop="loop", takes=lambda c, s: None if s == "handle" else 60)
    assert stuck.open == {"1": OpenReason.STATE_NOT_REACHED}
    assert [e.state for e in stuck.trace.events()] == list(STATES[:4])


def test_gl_036_a_town_whistles_and_departments_report():
    found = blow_whistle(
        CORNER, [Case(id="1", place="g1", opened=AT), Case(id="2", place="g1", opened=AT)],
        summoned=lambda case: ("bureau", "office"),
        takes=lambda case, body: None if (case.id, body) == ("2", "office") else 600,
    )  # fmt: skip
    assert found.open == {"2": OpenReason.NOT_REPORTED}
    rule = CallsAnswered(call="whistle", answer="report_in", escalates=False, within="10 minutes")
    assert rule.check(found.trace.where(lambda case: case.id == "1"))[0].outcome is Outcome.MET
    late = CallsAnswered(call="whistle", answer="report_in", escalates=False, within="9 minutes")
    assert str(late.check(found.trace)[0].measured) == "0%"
    short = blow_whistle(
        CORNER, [Case(id="1", place="g1", opened=AT), Case(id="2")], until="2026-03-02 09:05",
        summoned=lambda case: ("bureau",), takes=lambda case, body: 600,
    )  # fmt: skip
    assert short.open == {"1": OpenReason.WAITING, "2": OpenReason.OPENING_NOT_STATED}


@given(routings())
def test_no_responder_is_passed_over_and_every_case_ends_or_has_a_reason(routing):
    trace = routing.trace
    order = OrderKept(order=RESPONDERS, by_level=True, may_return=False, from_first=False)
    assert {v.outcome for v in order.check(trace)} <= {Outcome.MET, Outcome.NOT_APPLICABLE}
    closed = ClosedOnlyAfter(after="answer", outcomes="solved")
    assert {v.outcome for v in closed.check(trace)} <= {Outcome.MET, Outcome.NOT_APPLICABLE}
    for case in trace:
        ended = any(event.state == "close" for event in trace.events(case.id))
        assert ended is not (case.id in routing.open)


@given(loops())
def test_no_state_of_a_loop_is_skipped_and_every_case_ends_or_has_a_reason(routing):
    trace = routing.trace
    assert {v.outcome for v in OrderKept(order=STATES).check(trace)} <= {Outcome.MET, Outcome.NOT_APPLICABLE}
    for case in trace:
        ended = any(event.state == "verify" for event in trace.events(case.id))
        assert ended is not (case.id in routing.open)


@st.composite
def everything(draw):
    structure, those = draw(worlds()), draw(cases(max_size=4))
    until = draw(
        st.one_of(st.none(), st.integers(0, 25 * 86_400).map(lambda s: Moment("2026-03-02 09:00").seconds + s))
    )
    return structure, those, draw(reply_tables(those)), draw(st.booleans()), until


@settings(max_examples=60)
@given(everything())
def test_the_slow_obvious_way_says_the_same(given_):
    structure, those, table, scaled, until = given_
    fast = route(
        structure, those, chain="chain", scale="scale" if scaled else None, replies=lambda c, who: table[c.id, who],
        until=None if until is None else Moment(until),
    )  # fmt: skip
    told = [(e.case, e.state, e.time.seconds, e.actor, e.level) for e in fast.trace.events()]
    assert told == [line for case in those for line in plainly_routed(structure, case, table, scaled, until)]


def plainly_routed(structure, case, table, scaled, until):
    """Return the lines of one case, everything looked up anew at every call."""
    if not case.opened:
        return []
    chain = list(structure["chain"].responders)
    if scaled:
        for handler in structure.records(ClassHandler):
            if handler.event_class == case.event_class and handler.handler in chain:
                chain = chain[chain.index(handler.handler) :]
                break
    found, at = [], case.opened.seconds
    for who in chain:
        if until is not None and at > until:
            return found
        unit = where(structure, case.place, who)
        found.append((case.id, "call", at, unit, who))
        reply = table[case.id, who]
        limits = [level.within for level in structure.records(ServiceLevel) if level.stage == who]
        due = due_by(at, limits[0]) if limits else None
        in_time = reply.after is not None and (due is None or at + reply.after <= due)
        if not in_time and due is None:
            return found
        if not in_time:
            at = due + 1
            continue
        at += reply.after
        if until is not None and at > until:
            return found
        found.append((case.id, "answer", at, unit, who))
        if reply.outcome == "solved":
            return [*found, (case.id, "close", at, unit, who)]
    return found


def due_by(at, within):
    """Return the deadline by the calendar of the corner, which is that of the drawn structures but for its holidays."""
    if within.unit in (TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR):
        return CALENDAR.due(at, within)
    return at + within.seconds


def where(structure, place, who):
    kind = {"community": Community, "street": Street}.get(who)
    if not place or kind is None:
        return NOT_STATED
    return structure.ancestor(place, kind).id
