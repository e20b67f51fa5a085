"""Rules over standing routines and opening hours (F11, F15)."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Count
from basegov.reforms.cadences import SetRoutine
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.reform import Reform
from basegov.rules.cadences import CadenceChange, CadenceKept, RolesTakePart
from basegov.rules.hours import OpenOn
from basegov.rules.verdicts import Outcome
from basegov.structure.cadences import Cycle, Routine, RoutineKind
from basegov.structure.hours import DayKind, OpeningHours, OpeningMode
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
LISTED = Inventory(scope="d", of="routine", complete=True)
HOURS = Inventory(scope="d", of="opening_hours", complete=True)


def world(*records):
    known = Inventory(scope="d", of="community", complete=True)
    return Structure.build([District(id="d"), Community(id="c", name="甲社区", parent="d"), known, *records])


def verdict(rule, *records):
    (found,) = rule.check(world(*records))
    return found


def held(what, times=1, per=Cycle.DAY, on=None, kind="meeting", **fields):
    count = times if times is NOT_STATED else Count(times)
    kind_ = CadenceKept(who="community", kind=kind, what=what, per="day").kind
    return Routine(who="c", kind=kind_, what=what, times=count, per=per, on=on, **fields)


def kept(what, kind="meeting", **terms):
    return CadenceKept(who="community", kind=kind, what=what, **terms)


DAILY = kept("daily_wrap_up", per="day")
WEEKLY = kept("weekly_meeting", per="week")
MAJOR = kept("major_event_study", on="major_event")
VISIT = kept("grid_visit", "visit", per="week", at_least=1)


@pytest.mark.parametrize(
    ("rule", "records", "expected"),
    [
        (DAILY, [held("daily_wrap_up")], MET),
        (DAILY, [held("daily_wrap_up", per=Cycle.WEEK)], VIOLATED),
        (DAILY, [held("daily_wrap_up", 5, Cycle.WEEK)], OPEN),
        (WEEKLY, [held("weekly_meeting", per=Cycle.WEEK)], MET),
        (WEEKLY, [held("weekly_meeting", per=Cycle.DAY)], MET),
        (WEEKLY, [held("weekly_meeting", 3, Cycle.MONTH)], VIOLATED),
        (WEEKLY, [held("weekly_meeting", ">= 1", Cycle.WEEK)], MET),
        (WEEKLY, [held("weekly_meeting", NOT_STATED, Cycle.WEEK)], OPEN),
        (WEEKLY, [held("weekly_meeting", 1, NOT_STATED)], OPEN),
        (WEEKLY, [LISTED], VIOLATED),
        (WEEKLY, [], OPEN),
        (MAJOR, [held("major_event_study", 1, None, "major_event")], MET),
        (MAJOR, [held("major_event_study", 1, None, "fire")], VIOLATED),
        (MAJOR, [held("major_event_study", 1, None, NOT_STATED)], OPEN),
        (VISIT, [held("grid_visit", ">= 1", Cycle.WEEK, kind="visit")], MET),
        (VISIT, [held("grid_visit", 0, Cycle.WEEK, kind="visit")], VIOLATED),
        (VISIT, [held("grid_visit", 1, Cycle.WEEK, kind="meeting"), LISTED], VIOLATED),
    ],
)
def test_three_meetings_and_a_weekly_visit(rule, records, expected):
    """BA-071 (daily wrap-up, weekly meeting, study of major events), BA-127 (to the grid once a week)."""
    assert verdict(rule, *records).outcome is expected


@pytest.mark.parametrize("terms", [{}, {"per": "week", "on": "major_event"}])
def test_a_cadence_is_per_time_or_on_an_occasion(terms):
    with pytest.raises(InputError, match="per"):
        kept("weekly_meeting", **terms)


@given(st.integers(0, 9), st.integers(1, 5), st.booleans())
def test_as_often_as_asked(times, asked, recorded):
    """BA-127 on numbers from nothing upwards, recorded or listed as all there is."""
    rule = kept("grid_visit", "visit", per="week", at_least=asked)
    rows = [held("grid_visit", times, Cycle.WEEK, kind="visit")] if recorded else [LISTED]
    assert verdict(rule, *rows).outcome is (MET if recorded and times >= asked else VIOLATED)


FIVE = ("division_cadre", "section_cadre", "party_delegate", "deputy", "consultative_member")
ROLES = RolesTakePart(who="community", kind="visit", what="grid_visit", roles=FIVE)


@pytest.mark.parametrize(
    ("records", "expected", "missing"),
    [
        ([held("grid_visit", kind="visit", roles=FIVE)], MET, 0),
        ([held("grid_visit", kind="visit", roles=(*FIVE, "leader"))], MET, 0),
        ([held("grid_visit", kind="visit", roles=FIVE[1:])], VIOLATED, 0),
        ([held("grid_visit", kind="visit")], OPEN, 1),
        ([LISTED], VIOLATED, 0),
        ([], OPEN, 1),
    ],
)
def test_five_roles_enter_the_community(records, expected, missing):
    """BA-126: one role stands with a word lost, and is compared as it stands."""
    found = verdict(ROLES, *records)
    assert (found.outcome, len(found.missing)) == (expected, missing)


# before and after

LESS = CadenceChange(who="community", kind="office", by="< 0")
MORE = CadenceChange(who="community", kind="visit", what="home_visit", by="> 0")


def changed(rule, before, *steps):
    (found,) = rule.check(Reform(id="r", steps=steps).apply(world(*before)))
    return found


def set_routine(kind, what, times, per="week"):
    return SetRoutine(who="community", kind=kind, what=what, times=times, per=per)


DESK = held("desk_work", 5, Cycle.WEEK, kind="office")
HOME = held("home_visit", 1, Cycle.WEEK, kind="visit")
OTHER = SetRoutine(who="community", kind="meeting", what="x", times=1, per="week")


@pytest.mark.parametrize(
    ("rule", "before", "step", "expected"),
    [
        (LESS, [DESK, LISTED], set_routine("office", "desk_work", 4), MET),
        (LESS, [DESK, LISTED], set_routine("office", "desk_work", 5), VIOLATED),
        (LESS, [DESK, LISTED], set_routine("office", "desk_work", 6), VIOLATED),
        (LESS, [DESK, LISTED], set_routine("office", "desk_work", NOT_STATED), OPEN),
        (LESS, [DESK], set_routine("office", "desk_work", 4), OPEN),
        (LESS, [DESK, LISTED], OTHER, VIOLATED),
        (LESS, [], OTHER, OPEN),
        (LESS, [LISTED], OTHER, VIOLATED),
        (MORE, [HOME], set_routine("visit", "home_visit", 2), MET),
        (MORE, [HOME], set_routine("visit", "home_visit", 1), VIOLATED),
        (MORE, [HOME], set_routine("visit", "home_visit", 1, "day"), MET),
        (MORE, [], set_routine("visit", "home_visit", 2), OPEN),
        (MORE, [LISTED], set_routine("visit", "home_visit", 1), MET),
        (MORE, [HOME], OTHER, VIOLATED),
    ],
)
def test_less_sitting_and_more_visits(rule, before, step, expected):
    """WH-089: no number is stated, so less and more than before."""
    assert changed(rule, before, step).outcome is expected
    assert rule.check(world(*before))[0].outcome is NOT_ASKED


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["< 0", "> 0", "0", ">= 2"]))
def test_a_change_is_the_difference_of_the_numbers(before, after, by):
    """WH-089, against subtracting."""
    rule = CadenceChange(who="community", kind="office", what="desk_work", by=by)
    row = held("desk_work", before, Cycle.WEEK, kind="office")
    found = changed(rule, [row], set_routine("office", "desk_work", after))
    d = after - before
    wanted = {"< 0": d < 0, "> 0": d > 0, "0": d == 0, ">= 2": d >= 2}[by]
    assert found.measured.exact == d
    assert found.outcome is (MET if wanted else VIOLATED)


@pytest.mark.parametrize("by", ["1/2", "> 0, < 1"])
def test_a_change_between_two_whole_numbers_is_refused(by):
    with pytest.raises(InputError, match="by leaves no whole number"):
        CadenceChange(who="community", kind="office", by=by)


# opening hours

SHIFTS = OpenOn(site="community", days=["saturday", "sunday", "holiday"], modes=["duty"])
LONG = OpenOn(site="community", days=["monday"], at_least=480)


def hours(*days, opens="09:00", closes="17:00", mode="duty"):
    return OpeningHours(site="c", days=tuple(map(DayKind, days)), opens=opens, closes=closes, mode=OpeningMode(mode))


@pytest.mark.parametrize(
    ("rule", "records", "expected"),
    [
        (SHIFTS, [hours("saturday", "sunday", "holiday")], MET),
        (SHIFTS, [hours("saturday", "sunday", "holiday", opens=NOT_STATED, closes=NOT_STATED)], MET),
        (SHIFTS, [hours("saturday", "sunday")], OPEN),
        (SHIFTS, [hours("saturday", "sunday"), HOURS], VIOLATED),
        (SHIFTS, [hours("saturday", "sunday", "holiday", mode="regular"), HOURS], VIOLATED),
        (SHIFTS, [], OPEN),
        (LONG, [hours("monday"), HOURS], MET),
        (LONG, [hours("monday", closes="16:59"), HOURS], VIOLATED),
        (LONG, [hours("monday", closes="12:00"), hours("monday", opens="13:00", closes="18:00"), HOURS], MET),
        (LONG, [hours("monday", opens=NOT_STATED), HOURS], OPEN),
        (LONG, [hours("tuesday"), HOURS], VIOLATED),
    ],
)
def test_open_on_weekends_and_holidays(rule, records, expected):
    """WH-087: shifts on weekends and statutory holidays, staggered hours."""
    assert verdict(rule, *records).outcome is expected


def test_staggered_hours():
    """WH-087: hours that are staggered are a way of their own."""
    days = ["monday", "tuesday"]
    rule = OpenOn(site="community", days=days, modes="staggered")
    assert verdict(rule, hours(*days, opens="18:00", closes="20:00", mode="staggered"), HOURS).outcome is MET
    found = verdict(rule, hours("monday", opens="18:00", closes="20:00", mode="staggered"), HOURS)
    assert found.outcome is VIOLATED
    assert "周二：0 分钟" in found.explain("zh")


def test_of_communities_that_became_one_the_change_lies_between_the_changes_of_each():
    """WH-089 across a merger: of four days a week and of two, three is less than the one and more than the other."""
    units = [Community(id=id_, parent="d", households=Count(1), population=Count(1)) for id_ in "ab"]
    rows = [held("desk_work", times, Cycle.WEEK, kind="office") for times in (4, 2)]
    sitting = [attrs.evolve(row, who=who) for row, who in zip(rows, "ab", strict=True)]
    before = Structure.build([District(id="d"), *units, *sitting])
    who, rule = (
        {"kind": "community", "ids": ["m"]},
        CadenceChange(who="community", kind="office", what="desk_work", by="< 0"),
    )
    for times, outcome in ((3, OPEN), (1, MET), (5, VIOLATED)):
        steps = [
            MergeCommunities(parts=["a", "b"], into="m"),
            SetRoutine(who=who, kind="office", what="desk_work", times=times, per="week"),
        ]
        (found,) = rule.check(Reform(id="r", steps=steps).apply(before))
        assert (found.subject.id, found.outcome) == ("m", outcome)


def test_what_is_not_said_of_a_routine_or_of_hours_stands_for_no_fact():
    bare = Routine(who="c", kind=RoutineKind.MEETING, what="review")
    assert verdict(kept("review", on="major_event"), bare, LISTED).outcome is OPEN
    weekly = attrs.evolve(bare, per=Cycle.WEEK, times=Count(1))
    assert verdict(kept("review", on="major_event"), weekly, LISTED).outcome is VIOLATED
    hours = OpeningHours(site="c", days=(DayKind.SATURDAY,), opens="09:00", closes="12:00")
    for mode, expected in ((NOT_STATED, OPEN), (OpeningMode.REGULAR, VIOLATED), (OpeningMode.DUTY, MET)):
        rule = OpenOn(site="community", days="saturday", modes="duty")
        assert verdict(rule, attrs.evolve(hours, mode=mode), HOURS).outcome is expected
