"""Steps that lay down chains, classes, loops and deadlines."""

import pytest

from basegov.errors import ReformError
from basegov.reforms import ClassifyEvents, Reform, SetDeadlines, SetHandlingLoop, SetResponseChain
from basegov.structure.casework import ClassHandler, ServiceLevel
from basegov.structure.durations import Duration
from basegov.structure.snapshot import Structure
from basegov.structure.units import District

BASE = Structure.build([District(id="d", name="某区")], id="d")
CHAIN = SetResponseChain(
    id="chain", name="四呼四应", responders=["community", "street"], within={"community": "2 hours"}
)


def after(*steps, before=BASE):
    return Reform(id="r", steps=steps).apply(before).after


def test_hz_074_a_chain_is_laid_down_with_its_deadlines():
    made = after(CHAIN)
    assert made["chain"].responders == ("community", "street")
    assert made.records(ServiceLevel)[0].within == Duration("2 hours")
    event = Reform(id="r", steps=[CHAIN]).apply(BASE).events[0]
    assert event.text("en") == "response chain 四呼四应: community → street"
    assert event.text("zh") == "呼应链条“四呼四应”：社区 → 镇街"


def test_a_chain_that_is_laid_down_anew_keeps_its_name_and_loses_what_was_for_others():
    again = SetResponseChain(id="chain", responders=["street", "leader"])
    made = after(CHAIN, SetDeadlines(of="chain", within={"street": "1 day", "whistle": "30 minutes"}), again)
    assert (made["chain"].label, made["chain"].responders) == ("四呼四应", ("street", "leader"))
    assert {level.stage for level in made.records(ServiceLevel)} == {"street", "whistle"}


def test_what_happened_names_the_chain_by_its_id_whatever_it_is_called():
    """Whoever follows an event finds the record, also where it has a name of its own."""
    steps = [CHAIN, SetDeadlines(of="chain", within={"street": "1 day"})]
    change = Reform(id="r", steps=steps).apply(BASE)
    assert [(event.of, event.called) for event in change.events] == [("chain", "四呼四应")] * 2


def test_ba_072_classes_are_laid_down_with_their_handlers():
    step = ClassifyEvents(id="e", classes=["micro", "major"], handlers={"micro": "community", "major": "district"})
    made = after(step)
    assert made["e"].classes == ("micro", "major")
    assert {(h.event_class, h.handler) for h in made.records(ClassHandler)} == {
        ("micro", "community"),
        ("major", "district"),
    }
    fewer = after(step, ClassifyEvents(id="e", classes=["micro"]))
    assert [h.event_class for h in fewer.records(ClassHandler)] == ["micro"]


def test_a_handler_of_a_class_that_is_not_there_is_refused():
    with pytest.raises(ReformError, match="BG801"):
        after(ClassifyEvents(id="e", classes=["micro"], handlers={"major": "district"}))


def test_gl_050_a_loop_is_laid_down():
    assert after(SetHandlingLoop(id="l", states=["collect", "verify"]))["l"].order == ("collect", "verify")


def test_deadlines_are_for_something_that_is_there():
    with pytest.raises(ReformError, match=r"BG822.*did you mean chain"):
        after(CHAIN, SetDeadlines(of="chian", within={"street": "1 day"}))
    with pytest.raises(ReformError, match="BG801"):
        after(CHAIN, SetDeadlines(of="chain", within={"leader": "1 day"}))
    event = Reform(id="r", steps=[CHAIN, SetDeadlines(of="chain", within={"street": "1 day"})]).apply(BASE).events[-1]
    assert event.text("zh") == "明确“四呼四应”的办理时限：镇街"
    assert event.text("en") == "deadlines of 四呼四应 set: street"


def test_what_goes_with_classes_that_are_no_longer_there_is_told():
    terms = {"handlers": {"micro": "community", "major": "street"}, "within": {"major": "5 days"}}
    steps = [ClassifyEvents(id="e", classes=["micro", "major"], **terms), ClassifyEvents(id="e", classes=["micro"])]
    told = Reform(id="r", steps=steps).apply(BASE).events[-1]
    assert (told.deadlines_gone, told.handlers_gone) == (("major",), ("major",))
    assert "no deadline any more: " in told.text("en")
    assert "不再有处置主体：" in told.text("zh")
