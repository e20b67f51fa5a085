"""Steps on careers, training and education: nobody is lost, and every newcomer has a source (F19, F22)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Count, Number
from basegov.reforms.careers import AppointStaff, FileStaff, ReserveQuota, ReviewStaff
from basegov.reforms.cohorts import Grandfather
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import ReleaseStaff
from basegov.reforms.together import Together
from basegov.reforms.training import RaiseEducation, TrainStaff
from basegov.structure.careers import (
    CareerRecord,
    Education,
    FitnessReview,
    LeadingBody,
    ReservedQuota,
    Schooling,
    StaffFiling,
    with_education,
)
from basegov.structure.organisations import PartyOrgan
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.training import Training
from basegov.structure.units import District
from basegov.texts import Text
from basegov.values import NOT_STATED


def before(*records):
    return Structure.build([
        District(id="d"), LeadingBody(id="body", parent="d"), PartyOrgan(id="party", parent="d"),
        Staff(id="p", name="甲", parent="body"), StaffGroup(id="g", name="组", parent="d", count=Count(5)), *records,
    ])  # fmt: skip


def done(*steps, at=None):
    return Reform(id="r", steps=steps).apply(before() if at is None else at)


def test_a_new_person_comes_with_posts_and_education_from_a_named_source():
    """BA-042, GL-062."""
    step = AppointStaff(
        who="q", to="body", posts=["secretary"], education="bachelor", outside=Text("from the city", "由市里任用")
    )
    change = done(step)
    assert change.after.node("q").parent == "body"
    assert change.after.where(CareerRecord, who="q")[0].post == "secretary"
    assert change.after.where(Schooling, who="q")[0].level is Education.BACHELOR
    (imbalance,) = change.imbalances
    assert (imbalance.account, imbalance.amount.exact, imbalance.outside.en) == ("staff", 1, "from the city")


def test_87_cadres_are_sent_down_as_a_group_and_more_may_join_it():
    """BA-107: over 124 communities, so at least 37 have none."""
    sent = AppointStaff(who="cadres", to="d", count=80, posts=["first_secretary"])
    change = done(sent, AppointStaff(who="cadres", to="d", count=7))
    assert change.after.node("cadres").count == Count(87)
    assert change.accounts["staff"].exact == 87
    assert 124 - 87 == 37


@pytest.mark.parametrize(("held", "then"), [(NOT_STATED, Count(">= 2")), (Count(">= 3"), Count(">= 5"))])
def test_people_may_join_a_group_of_which_the_number_is_not_known(held, then):
    """Found by the machine over all steps: the account of people was said not to balance."""
    change = done(AppointStaff(who="few", to="d", count=2), at=before(StaffGroup(id="few", parent="d", count=held)))
    assert change.after.node("few").count == then


def test_a_replacement_is_one_step_and_keeps_the_number():
    """BA-037, BA-038."""
    change = done(Together(steps=[ReleaseStaff(who="p"), AppointStaff(who="q", to="body")]))
    assert "p" not in change.after
    assert change.accounts["staff"].exact == 0


def test_an_id_that_is_taken_is_refused():
    with pytest.raises(ReformError):
        done(AppointStaff(who="p", to="body"))
    with pytest.raises(ReformError):
        done(AppointStaff(who="g", to="body", count=2))  # the group is elsewhere


def test_people_are_filed_reviewed_and_places_kept():
    """BA-104, BA-037, WH-053."""
    change = done(
        FileStaff(people="staff_group", office="party", since="2019"),
        ReviewStaff(who="p", post="secretary", fit=False, date="2018"),
        ReserveQuota(quota="q", unit="d", category="worker", posts=["civil_servant"], size=2),
    )
    assert [f.office for f in change.after.records(StaffFiling)] == ["party"]
    assert [r.fit for r in change.after.records(FitnessReview)] == [False]
    assert [q.size for q in change.after.records(ReservedQuota)] == [Count(2)]
    assert [event.text("en") for event in change.events] == [
        "g was filed with party", "p was found unfit as secretary", "q keeps places for worker",
    ]  # fmt: skip
    assert [event.text("zh") for event in change.events] == [
        "g 在 party 备案", "p 在 secretary 岗位上考核不胜任", "q 为 worker 预留名额",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["g", "d"])
def test_only_a_person_is_reviewed(who):
    with pytest.raises(ReformError):
        done(ReviewStaff(who=who, post="secretary"))


def test_training_is_recorded_for_everyone_who_is_meant():
    """WH-067, WH-068."""
    change = done(TrainStaff(people="staff", kind="concentrated", year=2020, days=3))
    assert [(t.who, t.days) for t in change.after.records(Training)] == [("p", Number(3))]
    assert change.events[0].text("zh") == "p 参加 concentrated 培训 3 天"


@pytest.mark.parametrize(
    ("had", "level", "has"),
    [
        ([Schooling(who="p", level=Education.SENIOR_MIDDLE)], "junior college", (Education.JUNIOR_COLLEGE, False)),
        ([Schooling(who="p", level=Education.BACHELOR)], "junior college", (Education.BACHELOR, False)),
        ([], "junior college", (Education.JUNIOR_COLLEGE, True)),  # what was not known may be more
    ],
)
def test_education_rises_and_never_falls(had, level, has):
    """BA-111."""
    change = done(RaiseEducation(people="staff", level=level), at=before(*had))
    (schooling,) = change.after.records(Schooling)
    assert (schooling.level, schooling.or_higher) == has


@given(st.integers(1, 9), st.integers(1, 5))
def test_the_account_of_people_tells_where_they_come_from(new, gone):
    steps = [
        AppointStaff(who="new", to="body", count=new),
        ReleaseStaff(who="g", count=gone),
        TrainStaff(people="staff", kind="induction"),
        RaiseEducation(people="staff", level="bachelor"),
        FileStaff(people="staff", office="party"),
        ReviewStaff(who="p", post="secretary", fit=True),
        ReserveQuota(quota="q", unit="d", category="worker"),
        Grandfather(cohort="old", members="staff"),
    ]
    change = done(*steps)
    assert change.accounts["staff"].exact == new - gone
    assert sum(i.amount.exact for i in change.imbalances if i.account == "staff") == new - gone
    assert change.accounts["funds"].exact == 0


def test_those_of_a_group_who_have_more_education_keep_it():
    levels = ((Education.BACHELOR, 3), (Education.SENIOR_MIDDLE, 7))
    some = [Schooling(who="ten", level=level, count=Count(count)) for level, count in levels]
    here = before(StaffGroup(id="ten", parent="body", count=Count(10)), *some)
    people = {"kind": "staff_group", "ids": ["ten"]}
    after = done(RaiseEducation(people=people, level="junior college"), at=here).after
    assert [with_education(after, after["ten"], Education(level)) for level in ("junior college", "bachelor")] == [
        Count(10), Count(3),
    ]  # fmt: skip
    again = done(RaiseEducation(people=people, level="bachelor"), at=after).after
    assert [(s.level, s.count) for s in again.records(Schooling)] == [(Education.BACHELOR, None)]
