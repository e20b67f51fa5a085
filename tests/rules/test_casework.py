"""Rules over how cases are to be handled: met, violated, open, and what they say."""

import attrs
import pytest

from basegov.rules import ClassesHandled, DeadlinesSet, HandlersFollowSeverity, OrderLaidDown
from basegov.rules.verdicts import Outcome
from basegov.structure import Inventory
from basegov.structure.casework import ClassHandler, ServiceLevel
from basegov.values import NOT_STATED
from tests.casework.corner import CORNER

ALL_KNOWN = CORNER.evolve(put=[
    Inventory(scope="d", of=kind, complete=True) for kind in ("class_handler", "service_level", "response_chain")
])  # fmt: skip
FOUR = ("community", "street", "department", "leader")


def only(rule, structure):
    (verdict,) = rule.check(structure)
    return verdict


def test_hz_074_four_calls_in_order():
    assert only(OrderLaidDown(of="response_chain", order=FOUR), CORNER).outcome is Outcome.MET


def test_what_differs_from_the_order_is_said_in_both_languages():
    verdict = only(OrderLaidDown(of="response_chain", order=("street", "community", "leader", "mayor")), CORNER)
    assert verdict.outcome is Outcome.VIOLATED
    assert verdict.measured.text("zh") == ("缺少“mayor”、多出“部门”、“社区”占“镇街”之位、“镇街”占“社区”之位")
    assert "mayor is lacking" in verdict.measured.text("en")
    assert "community → street → department → leader" in verdict.explain()


def test_an_order_that_is_not_stated_is_open():
    unstated = ALL_KNOWN.evolve(put=[attrs.evolve(CORNER["chain"], responders=NOT_STATED)],
                                drop=CORNER.records(ServiceLevel))  # fmt: skip
    verdict = only(OrderLaidDown(of="response_chain", order=FOUR), unstated)
    assert (verdict.outcome, verdict.missing[0].field) == (Outcome.UNDETERMINED, "responders")
    assert only(DeadlinesSet(of="response_chain"), unstated).missing[0].field == "order"


def test_ba_072_a_class_whose_handler_is_not_stated_is_open_and_one_without_is_a_violation():
    assert only(ClassesHandled(), CORNER).outcome is Outcome.UNDETERMINED
    verdict = only(ClassesHandled(), ALL_KNOWN)
    assert (verdict.outcome, verdict.measured.text("zh")) == (Outcome.VIOLATED, "一般、重大")
    told = ALL_KNOWN.evolve(
        put=[ClassHandler(scale="scale", event_class=c, handler="district") for c in ("ordinary", "major")]
    )
    assert only(ClassesHandled(), told).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("handlers", "outcome"),
    [
        (("community", "community", "street", "district"), Outcome.MET),
        (("community", "street", "street", "street"), Outcome.MET),
        (("community", "street", "community", "district"), Outcome.VIOLATED),
        (("district", NOT_STATED, "street", NOT_STATED), Outcome.VIOLATED),  # known to be wrong, whatever the rest is
        (("community", NOT_STATED, "street", "district"), Outcome.UNDETERMINED),
        (("community", "a committee", "street", "district"), Outcome.UNDETERMINED),
    ],
)
def test_ba_072_graver_events_are_not_handled_lower(handlers, outcome):
    told = CORNER.evolve(put=[
        ClassHandler(scale="scale", event_class=c, handler=h)
        for c, h in zip(CORNER["scale"].classes, handlers, strict=True)
    ])  # fmt: skip
    assert only(HandlersFollowSeverity(), told).outcome is outcome


def test_handlers_that_are_no_levels_are_ranked_by_the_rule():
    told = CORNER.evolve(put=[
        ClassHandler(scale="scale", event_class=c, handler=h)
        for c, h in zip(CORNER["scale"].classes, ("leader", "leader", "department", "leader"), strict=True)
    ])  # fmt: skip
    assert only(HandlersFollowSeverity(levels=("department", "leader")), told).outcome is Outcome.VIOLATED
    assert only(HandlersFollowSeverity(levels=("leader", "department")), told).outcome is Outcome.VIOLATED
    assert only(HandlersFollowSeverity(), told).outcome is Outcome.UNDETERMINED


def test_deadlines_are_set_for_every_stage_or_for_those_named():
    rule = DeadlinesSet(of="response_chain")
    assert only(rule, CORNER).outcome is Outcome.UNDETERMINED
    assert only(rule, ALL_KNOWN).measured.text("en") == "department, leader"
    assert only(DeadlinesSet(of="response_chain", stages=["street"]), CORNER).outcome is Outcome.MET
    assert only(DeadlinesSet(of="response_chain", stages=["whistle"]), ALL_KNOWN).outcome is Outcome.VIOLATED
