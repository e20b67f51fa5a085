"""Rules over traces: bounds, deadlines, what is open and why, and that less knowledge turns no answer round."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.casework import Case, CaseEvent, Moment, Reply, Trace, route, run_loop
from basegov.policies import Policy
from basegov.quantities import Count, Share
from basegov.rules import (
    CallsAnswered,
    CaseCompletion,
    ClosedOnlyAfter,
    EventsPerCase,
    HandledAtLowestLevel,
    OrderKept,
    OrderLaidDown,
)
from basegov.rules.verdicts import Outcome
from basegov.testing.strategies.traces import RESPONDERS, STATES, traces
from basegov.values import NOT_STATED
from tests.casework.corner import CORNER

MET, VIOLATED, UNDETERMINED, SILENT = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE


def log(*events, cases=(), until="2026-03-31 18:00", complete=True):
    """Return a trace of lines ``case state time [level] [outcome]``."""
    made = []
    for line in events:
        case, state, time, *rest = line.split()
        level, outcome = [*rest, "-", "-"][:2]
        at = NOT_STATED if time == "-" else f"2026-03-{time.replace('T', ' ')}"
        words = {n: w for n, w in (("level", level), ("outcome", outcome)) if w != "-"}
        made.append(CaseEvent(case=case, state=state, time=at, **words))
    known = {case.id for case in cases}
    cases = (*cases, *(Case(id=id_) for id_ in dict.fromkeys(e.case for e in made) if id_ not in known))
    return Trace.build(CORNER, cases, made, until=until, complete=complete)


def only(rule, trace):
    (verdict,) = rule.check(trace)
    return verdict


def lacks(verdict):
    return {missing.field for missing in verdict.missing}


# what a rule over traces is


def test_on_a_structure_it_says_that_it_judges_a_trace():
    verdict = only(EventsPerCase(states="visit", at_most=1), CORNER)
    assert (verdict.outcome, verdict.reason.code) == (SILENT, "judges_a_trace")
    assert verdict.reason.text("zh") == "该规则评判办件轨迹：请同时给出办件记录"


def test_a_policy_judges_the_trace_and_its_structure_together():
    laid = OrderLaidDown(id="laid", of="response_chain", order=RESPONDERS)
    policy = Policy(id="p", rules=[laid, EventsPerCase(id="once", states="visit", at_most=1)])
    report = policy.check(log("1 visit 02T09:00"))
    assert [v.outcome for v in report.of_rule("once")] == [MET]
    assert report.of_rule("laid")[0].outcome is MET
    assert report.title.zh == "一角及其 1 个案件（p）"
    assert "judges_a_trace" in {row["reason"] for row in policy.check(CORNER).to_rows()}


# the share


def test_gl_052_more_than_99_percent_of_58_000_are_57_421():
    rule = CaseCompletion(id="rate", done="verify", counted="route", share="> 99%")
    cases = [Case(id=str(n), opened=Moment(1_772_442_000 + n)) for n in range(58_000)]
    for finished, outcome in ((57_420, VIOLATED), (57_421, MET)):
        trace = run_loop(
            CORNER, cases, loop="loop", takes=lambda c, s, f=finished: None if s == "verify" and int(c.id) >= f else 60
        ).trace
        verdict = only(rule, trace)
        assert (verdict.outcome, verdict.measured) == (outcome, Share(f"{finished}/58000"))


def test_the_share_says_how_many_and_names_the_first():
    verdict = only(CaseCompletion(share="50%"), log("1 close 02T09:00", "2 open 02T09:00", "3 open 02T09:00"))
    assert (verdict.outcome, verdict.measured.text(), verdict.margin.text()) == (VIOLATED, "1/3", "-1/6")
    assert verdict.detail.zh == "共 3 件：符合 1，不符合 2，待定 0"
    assert [e.what.zh for e in verdict.evidence] == ["2：未办结", "3：未办结"]


def test_of_a_log_that_may_lack_cases_only_what_is_broken_for_sure_is_known():
    broken = log("1 close 02T09:00", "1 verify 02T10:00", complete=NOT_STATED)
    assert only(ClosedOnlyAfter(), broken).outcome is UNDETERMINED  # another verification may not be listed
    assert (
        only(EventsPerCase(states="visit", at_most=1), log("1 visit -", "1 visit -", complete=False)).outcome
        is VIOLATED
    )
    late = log("1 call 02T09:00 street", "1 answer 02T10:00 street", complete=False)
    verdict = only(CallsAnswered(within="30 minutes", escalates=False), late)
    assert (verdict.outcome, verdict.measured.text()) == (VIOLATED, "< 100%")
    assert only(CallsAnswered(within="30 minutes", escalates=False, share="99%"), late).outcome is UNDETERMINED


def test_no_case_at_all_is_nothing_to_judge():
    assert only(CaseCompletion(), log()).outcome is SILENT
    assert only(CaseCompletion(), log(complete=NOT_STATED)).outcome is UNDETERMINED


def test_a_document_that_states_no_share_leaves_it_open():
    verdict = only(CaseCompletion(share=NOT_STATED), log("1 close 02T09:00"))
    assert (verdict.outcome, verdict.reason.code) == (UNDETERMINED, "requirement_not_stated")


def test_cases_of_other_classes_are_left_out_and_those_of_no_stated_class_are_open():
    rule = CaseCompletion(classes="micro")
    micro, major = Case(id="1", event_class="micro"), Case(id="2", event_class="major")
    assert only(rule, log("1 close 02T09:00", "2 open 02T09:00", cases=[micro, major])).outcome is MET
    verdict = only(rule, log("1 close 02T09:00", "3 open 02T09:00", cases=[micro]))
    assert (verdict.outcome, lacks(verdict), verdict.measured.text()) == (UNDETERMINED, {"event_class"}, ">= 50%")
    assert only(rule, log("3 close 02T09:00")).outcome is UNDETERMINED
    surely = log("1 open 02T09:00", "3 close 02T09:00", cases=[micro])
    assert only(rule, surely).outcome is VIOLATED


# deadlines


@pytest.mark.parametrize(
    ("answer", "until", "outcome", "lacking"),
    [
        ("02T11:00", "31 18:00", MET, set()),  # at the very second
        ("02T11:01", "31 18:00", VIOLATED, set()),
        (None, "31 18:00", VIOLATED, set()),
        (None, "02 11:00", VIOLATED, set()),  # the log reaches to the deadline
        (None, "02 10:59", UNDETERMINED, {"until"}),  # not due yet
        (None, None, UNDETERMINED, {"until"}),
        ("-", "31 18:00", UNDETERMINED, {"time"}),
    ],
)
def test_a_call_is_answered_within_the_service_level(answer, until, outcome, lacking):
    events = ["1 call 02T09:00 community", *([f"1 answer {answer} community"] if answer else [])]
    trace = log(*events, until=NOT_STATED if until is None else f"2026-03-{until}")
    verdict = only(CallsAnswered(chain="chain"), trace)
    assert (verdict.outcome, lacks(verdict)) == (outcome, lacking)


def test_a_call_that_goes_on_to_the_next_is_not_held_against_who_was_called():
    trace = log("1 call 02T09:00 community", "1 call 02T12:00 street", "1 answer 02T13:00 street")
    assert only(CallsAnswered(chain="chain"), trace).outcome is MET
    assert only(CallsAnswered(chain="chain", escalates=False), trace).measured == Share("1/2")


def test_an_answer_counts_once_and_for_the_one_who_was_called():
    twice = log("1 call 02T09:00 street", "1 call 02T09:10 street", "1 answer 02T09:20 street", "1 close 02T10:00")
    assert only(CallsAnswered(escalates=False), twice).measured == Share("1/2")
    other = log("1 call 02T09:00 street", "1 answer 02T09:20 leader", "1 close 02T10:00")
    assert only(CallsAnswered(), other).outcome is VIOLATED
    anybody = log("1 call 02T09:00", "1 answer 02T09:20 leader")
    assert only(CallsAnswered(), anybody).outcome is MET
    before = log("1 answer 02T08:00 street", "1 call 02T09:00 street", "1 close 02T10:00")
    assert only(CallsAnswered(), before).outcome is VIOLATED


def test_who_was_called_or_answered_is_open_while_the_level_is_not_stated():
    """What may have been a call to one who is asked about, or an answer by the one who was called, breaks nothing."""
    asked = CallsAnswered(levels="street", escalates=False)
    assert lacks(only(asked, log("1 call 02T09:00", "1 close 02T10:00"))) == {"level"}
    assert only(asked, log("1 call 02T09:00 leader", "1 close 02T10:00")).outcome is SILENT
    assert lacks(only(CallsAnswered(), log("1 call 02T09:00 street", "1 answer 02T09:20", "1 close 02T10:00"))) == {
        "level"
    }  # fmt: skip
    assert only(CallsAnswered(), log("1 call 02T09:00 street", "1 close 02T10:00")).outcome is VIOLATED
    # by the service levels of a chain it is not known when a call to somebody is due
    trace = log("1 call 02T09:00", "1 answer 20T09:20")
    assert lacks(only(CallsAnswered(chain="chain"), trace)) == {"service_levels"}
    assert only(CallsAnswered(), trace).outcome is MET


def test_a_deadline_that_is_not_stated_and_a_year_without_calendar_are_open():
    trace = log("1 call 02T09:00 leader", "1 answer 02T09:20 leader")
    assert lacks(only(CallsAnswered(chain="chain"), trace)) == {"service_levels"}
    later = Trace.build(
        CORNER, [Case(id="1")], [CaseEvent(case="1", state="call", level="street", time="2027-03-01 09:00")],
        until="2027-04-01 00:00", complete=True,
    )  # fmt: skip
    assert lacks(only(CallsAnswered(chain="chain"), later)) == {"work_calendars"}


def test_completion_in_working_days_from_the_opening_or_from_a_state():
    case = Case(id="1", opened="2026-03-06 10:00")  # a Friday
    rule = CaseCompletion(within="1 working day")
    for at, outcome in (("09T18:00", MET), ("09T18:01", VIOLATED)):
        assert only(rule, log(f"1 close {at}", cases=[case])).outcome is outcome
    since = CaseCompletion(within="1 hour", since="route")
    assert only(since, log("1 route 09T17:30", "1 close 09T18:30", cases=[case])).outcome is MET
    assert lacks(only(since, log("1 close 09T18:30", cases=[case]))) == {"time"}
    assert lacks(only(rule, log("1 close 09T18:30"))) == {"opened"}
    assert lacks(only(rule, log("1 close -", cases=[case]))) == {"time"}
    open_ = log("1 open 06T10:00", cases=[case], until="2026-03-09 12:00")
    assert (only(rule, open_).outcome, lacks(only(rule, open_))) == (UNDETERMINED, {"until"})


def test_ba_131_only_what_the_community_completed_counts():
    rule = CaseCompletion(level="community")
    assert only(rule, log("1 close 02T09:00 community")).outcome is MET
    assert only(rule, log("1 close 02T09:00 street")).outcome is VIOLATED
    assert lacks(only(rule, log("1 close 02T09:00"))) == {"level"}
    assert lacks(only(CaseCompletion(outcomes="passed"), log("1 close 02T09:00"))) == {"outcome"}
    timed = CaseCompletion(level="community", within="1 day")
    assert lacks(only(timed, log("1 close 02T09:00", cases=[Case(id="1", opened="2026-03-02 08:00")]))) == {"level"}


# the order


def test_gl_050_what_is_skipped_is_named():
    verdict = only(OrderKept(order=STATES), log("1 collect 02T09:00", "1 analyse 02T10:00"))
    assert verdict.outcome is VIOLATED
    assert verdict.evidence[0].what.zh == "1：“分析”之前缺少“上报”"
    back = log("1 collect 02T09:00", "1 report 02T10:00", "1 collect 02T11:00")
    assert only(OrderKept(order=STATES), back).outcome is MET
    verdict = only(OrderKept(order=STATES, may_return=False), back)
    assert verdict.evidence[0].what.en == "1: collection after report"
    begun = log("1 handle 02T09:00", "1 feedback 02T10:00")
    assert only(OrderKept(order=STATES), begun).outcome is VIOLATED
    assert only(OrderKept(order=STATES, from_first=False), begun).outcome is MET
    assert only(OrderKept(order=STATES), log("1 phone 02T09:00")).outcome is SILENT


def test_a_case_is_closed_when_verified_with_the_outcome_that_it_should_have():
    rule = ClosedOnlyAfter(outcomes="passed")
    assert only(rule, log("1 verify 02T09:00 - passed", "1 close 02T09:00")).outcome is MET
    assert only(rule, log("1 verify 02T09:00 - failed", "1 close 02T09:00")).outcome is VIOLATED
    assert lacks(only(rule, log("1 verify 02T09:00", "1 close 02T09:00"))) == {"outcome"}
    assert lacks(only(rule, log("1 verify -", "1 close 02T09:00"))) == {"time"}
    assert only(rule, log("1 close -")).outcome is VIOLATED
    assert only(rule, log("1 verify 02T09:00")).outcome is SILENT


def test_hz_074_a_call_of_no_stated_level_leaves_the_order_open():
    rule = OrderKept(order=RESPONDERS, by_level=True)
    assert only(rule, log("1 call 02T09:00 department", "1 call 02T10:00 leader")).outcome is VIOLATED
    assert lacks(only(rule, log("1 call 02T09:00", "1 call 02T10:00 street"))) == {"level"}
    assert lacks(only(rule, log("1 call 02T09:00"))) == {"level"}


# levels and numbers


def test_ba_072_handled_at_the_lowest_capable_level_or_after_it_was_called():
    rule = HandledAtLowestLevel(scale="scale", order=("community", "street", "district"))
    micro, major = Case(id="1", event_class="micro"), Case(id="1", event_class="major")
    assert only(rule, log("1 handle 02T09:00 community", cases=[micro])).outcome is MET
    verdict = only(rule, log("1 handle 02T09:00 street", cases=[micro]))
    assert (verdict.outcome, verdict.evidence[0].what.zh) == (VIOLATED, "1：由镇街处置，事先未呼叫社区")
    called = log("1 call 02T08:00 community", "1 handle 02T09:00 street", cases=[micro])
    assert only(rule, called).outcome is MET
    assert lacks(only(rule, log("1 call 02T08:00", "1 handle 02T09:00 street", cases=[micro]))) == {"level"}
    assert lacks(only(rule, log("1 handle 02T09:00 street", cases=[major]))) == {"class_handlers"}
    assert lacks(only(rule, log("1 handle 02T09:00", cases=[micro]))) == {"level"}
    assert only(rule, log("1 handle - street", cases=[micro])).outcome is VIOLATED  # nobody was called at any time
    assert lacks(only(rule, log("1 call - community", "1 handle 02T09:00 street", cases=[micro]))) == {"time"}
    late = ("1 call 02T10:00 community", "1 handle 02T09:00 street")
    assert {only(rule, log(*late, *more, cases=[micro])).outcome for more in ((), ("1 note -",))} == {VIOLATED}
    assert only(rule, log("1 open 02T09:00", cases=[micro])).outcome is SILENT


def test_wh_086_the_greatest_number_of_visits_is_measured():
    rule = EventsPerCase(states="visit", at_most=1, classes="micro")
    micro = Case(id="1", event_class="micro")
    assert only(rule, log("1 visit -", cases=[micro])).measured == Count(1)
    assert only(rule, log("2 visit -", "2 visit -", cases=[micro])).measured == Count("0 .. 2")
    assert lacks(only(rule, log("2 visit -", "2 visit -", cases=[micro]))) == {"event_class"}


def test_58_000_routed_cases_are_judged_by_their_deadlines():
    cases = [Case(id=str(n), place="g1", opened=Moment(1_772_442_000 + 60 * (n % 9000))) for n in range(2_000)]
    trace = route(CORNER, cases, chain="chain", replies=lambda c, who: Reply(600 if who == "street" else None)).trace
    assert only(CallsAnswered(chain="chain"), trace).measured == Share("100%")


RULES = [
    CallsAnswered(chain="chain"), CallsAnswered(within="3 hours", escalates=False), OrderKept(order=STATES),
    CallsAnswered(levels="street", escalates=False),
    OrderKept(order=RESPONDERS, by_level=True, may_return=False, from_first=False),
    ClosedOnlyAfter(after="answer", outcomes="solved"), CaseCompletion(within="2 days", outcomes=()),
    CaseCompletion(share="1/2"), EventsPerCase(states="call", at_most=2),
    HandledAtLowestLevel(scale="scale", order=RESPONDERS), CaseCompletion(classes="micro", level="community"),
]  # fmt: skip


@st.composite
def known_and_known_less(draw):
    """Draw a trace, and the same with some facts less."""
    trace = draw(traces())
    blind = draw(st.sets(st.sampled_from(["time", "level", "outcome", "event_class", "opened", "until", "complete"])))
    hide = draw(st.lists(st.booleans(), min_size=1, max_size=5))
    fields = blind & {"time", "level", "outcome"}
    events = [
        attrs.evolve(e, **dict.fromkeys(fields, NOT_STATED)) if hide[n % len(hide)] else e
        for n, e in enumerate(trace.events())
    ]  # fmt: skip
    gone = dict.fromkeys(blind & {"event_class", "opened"}, NOT_STATED)
    cases = [attrs.evolve(c, **gone) if hide[n % len(hide)] else c for n, c in enumerate(trace)]
    until = NOT_STATED if "until" in blind else trace.until
    less = Trace.build(
        trace.structure, cases, events, until=until, complete=NOT_STATED if "complete" in blind else True
    )
    return trace, less


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@given(known_and_known_less())
def test_less_knowledge_never_turns_an_answer_round(rule, both):
    before, after = (only(rule, trace).outcome for trace in both)
    assert after in (before, UNDETERMINED)


def test_an_event_without_a_time_does_not_make_the_lines_of_a_log_an_order():
    """HZ-074: an answer before the call answers nothing, whatever else is undated."""
    early = ("1 answer 02T09:00 community", "1 call 02T10:00 community", "1 close 03T10:00")
    assert {only(CallsAnswered(), log(*early, *more)).outcome for more in ((), ("1 register -",))} == {VIOLATED}
    verdict = only(CallsAnswered(), log("1 answer 02T09:00 community", "1 call - community", "1 close 03T10:00"))
    assert (verdict.outcome, lacks(verdict)) == (UNDETERMINED, {"time"})
    assert only(CallsAnswered(), log("1 call 02T08:00 street", "1 note -", "1 answer 02T09:00 street")).outcome is MET


def test_where_no_case_is_asked_about_nothing_is_judged():
    order = OrderKept(order=("community", "street"), by_level=True)
    assert only(order, log("1 call 02T09:00 police")).outcome is SILENT
    visits = EventsPerCase(states="visit", at_most=1, classes="micro")
    assert only(visits, log()).outcome is SILENT
    assert only(visits, log("1 visit 02T09:00", cases=[Case(id="1", event_class="major")])).outcome is SILENT
    assert lacks(only(visits, log("1 visit 02T09:00"))) == {"event_class"}
