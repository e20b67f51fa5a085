"""Orders, handlers, deadlines and calendars as records: what they say, and what is refused."""

import pytest

from basegov.errors import StructureError
from basegov.structure import Inventory, ResponseChain, ServiceLevel, WorkCalendar
from basegov.structure.casewords import label_of, labels_of, path_of
from basegov.structure.casework import ClassHandler, EventScale, HandlingLoop, deadline_of, handler_of, read_span
from basegov.structure.durations import Duration
from basegov.structure.snapshot import Structure
from basegov.structure.units import District
from basegov.values import NOT_STATED

CHAIN = ResponseChain(id="chain", parent="d", name="四呼", responders=("community", "street"))
BASE = Structure.build([District(id="d", name="某区"), CHAIN], id="d")
CALENDAR = WorkCalendar(id="c", parent="d", name="日历")


def refused(*records):
    with pytest.raises(StructureError) as caught:
        BASE.evolve(put=records)
    assert caught.value.text("zh") != caught.value.text("en")
    return caught.value.text()


def calendar(**fields):
    return WorkCalendar(id="c", parent="d", name="日历", **fields)


def test_a_word_stands_once_in_an_order():
    said = refused(ResponseChain(id="x", responders=("community", "street", "community")))
    assert "BG800 x: community stands twice in responders" in said


def test_a_deadline_is_for_a_stage_that_there_is():
    assert "BG801 四呼 has no streets; did you mean street?" in refused(
        ServiceLevel(of="chain", stage="streets", within=Duration("1 hour"))
    )
    BASE.evolve(put=[ServiceLevel(of="chain", stage="whistle", within=Duration("1 hour"))])


def test_an_order_that_loses_a_stage_may_not_leave_its_deadline_behind():
    timed = BASE.evolve(put=[ServiceLevel(of="chain", stage="street")])
    with pytest.raises(StructureError, match="BG801"):
        timed.evolve(put=[ResponseChain(id="chain", parent="d", responders=("community",))])


def test_a_stage_of_an_order_that_is_not_stated_is_taken_as_it_is():
    loop = HandlingLoop(id="loop", parent="d")
    assert BASE.evolve(put=[loop, ServiceLevel(of="loop", stage="handle")])["loop"].order is NOT_STATED


def test_the_order_of_a_record_is_its_field():
    assert (CHAIN.field, CHAIN.order) == ("responders", ("community", "street"))
    assert EventScale(id="e", classes=("a",)).field == "classes"
    assert EventScale(id="e", classes=("a",)).order == ("a",)
    assert HandlingLoop(id="l", states=("b",)).field == "states"


@pytest.mark.parametrize(
    ("hours", "said"),
    [(("9-12",), "9-12"), (("12:00-09:00",), "12:00-09:00"),
     (("09:00-12:00", "11:00-18:00"), "09:00-12:00, 11:00-18:00"),
     (("14:00-18:00", "09:00-12:00"), "14:00-18:00, 09:00-12:00"), (("20:00-25:00",), "20:00-25:00")],
)  # fmt: skip
def test_hours_are_hours_and_follow_each_other(hours, said):
    assert f"BG802 日历: {said} are no hours" in refused(calendar(hours=hours))


def test_days_of_a_calendar_are_single_days_and_stand_in_one_list():
    from basegov.dates import Date

    assert "BG803 日历: 2026-05 is not a single day" in refused(calendar(holidays=(Date("2026-05"),)))
    both = calendar(holidays=(Date("2026-05-01"),), make_up_days=(Date("2026-05-01"),))
    assert "BG804 日历: 2026-05-01 is both" in refused(both)


def test_hours_are_read_in_seconds_of_the_day():
    assert read_span("09:00-12:30") == (32_400, 45_000)
    assert read_span("09:00至24:00") == (32_400, 86_400)
    assert calendar().spans == calendar(hours=()).spans == ((0, 86_400),)


def test_silence_about_handlers_and_deadlines_is_not_known_until_all_are_listed():
    assert handler_of(BASE, "chain", "micro") is NOT_STATED
    assert deadline_of(BASE, "chain", "street") is NOT_STATED
    closed = BASE.evolve(put=[
        Inventory(scope="d", of="class_handler", complete=True), Inventory(scope="d", of="service_level", complete=True)
    ])  # fmt: skip
    assert handler_of(closed, "chain", "micro") is None
    assert deadline_of(closed, "chain", "street") is None
    told = closed.evolve(put=[ServiceLevel(of="chain", stage="street", within=Duration("1 day"))])
    assert deadline_of(told, "chain", "street") == Duration("1日")


def test_handlers_are_told_class_by_class():
    told = BASE.evolve(put=[
        EventScale(id="e", parent="d", classes=("micro", "major")),
        ClassHandler(scale="e", event_class="micro", handler="street"),
    ])  # fmt: skip
    assert handler_of(told, "e", "micro") == "street"


def test_words_have_names_in_both_languages_and_others_stand_for_themselves():
    assert (label_of("street").zh, label_of("巡检").en) == ("镇街", "巡检")
    assert labels_of(["micro", "major"]).zh == "微小、重大"
    assert path_of(["collect", "verify"]).en == "collection → verification"
