"""Transferring and releasing staff: nobody is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import ReleaseStaff, StaffReleased, StaffTransferred, TransferStaff
from basegov.structure.forces import ProfessionalForce
from basegov.structure.management import Dimension, Management
from basegov.structure.motions import Motion
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community
from basegov.values import NOT_STATED


def before(count: object = Count(10)) -> Structure:
    return Structure.build([
        Community(id="a", name="甲"), Community(id="b", name="乙"), Department(id="dep"),
        Staff(id="p", parent="a", employer="dep"), Assignment(staff="p", place="a"),
        StaffGroup(id="g", parent="a", count=count, category="worker"),
    ])  # fmt: skip


def done(*steps: object, count: object = Count(10)) -> Change:
    return Reform(id="r", steps=steps).apply(before(count))


def test_a_person_moves_with_assignment_employer_and_managers():
    after = done(TransferStaff(who="p", to="b", from_="a", employer="b", managers={"personnel": "b"})).after
    assert (after.node("p").parent, after.node("p").employer) == ("b", "b")
    assert after.where(Assignment, staff="p")[0].place == "b"
    assert after.where(Management, subject="p")[0].dimension is Dimension.PERSONNEL


def test_a_group_is_split_and_its_total_kept():
    change = done(TransferStaff(who="g", to="b", count=4), TransferStaff(who="g", to="b", count=1))
    assert change.after.node("g").count == Count(5)
    assert change.after.node("g@b").count == Count(5)
    assert change.accounts["staff"].exact == 0
    assert [type(e) for e in change.events] == [StaffTransferred] * 2


def test_all_of_a_group_move_as_the_group():
    after = done(TransferStaff(who="g", to="b", count=10)).after
    assert after.node("g").parent == "b"
    assert "g@b" not in after


def test_from_a_group_of_unknown_number_some_can_move():
    after = done(TransferStaff(who="g", to="b", count=4), count=NOT_STATED).after
    assert after.node("g").count is NOT_STATED
    assert after.node("g@b").count == Count(4)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (TransferStaff(who="dep", to="b"), "BG550"),
        (TransferStaff(who="p", to="b", from_="b"), "BG551"),
        (TransferStaff(who="g", to="b", count=11), "BG552"),
        (TransferStaff(who="p", to="b", count=2), "BG553"),
        (TransferStaff(who="g", to="b", count=2, new_id="a"), "BG554"),
    ],
)
def test_what_cannot_be_done_is_refused(step, code):
    with pytest.raises(ReformError) as caught:
        done(step)
    assert caught.value.diagnostics[1].code == code
    assert caught.value.text("zh")


def test_who_leaves_is_named_as_outside():
    change = done(ReleaseStaff(who="g", count=2, voluntary=True), ReleaseStaff(who="p"))
    assert change.after.node("g").count == Count(8)
    assert "p" not in change.after
    assert change.accounts["staff"].exact == -3
    assert [e.voluntary for e in change.events if isinstance(e, StaffReleased)] == [True, NOT_STATED]


@given(st.integers(0, 30), st.lists(st.integers(1, 10), max_size=4))
def test_transfers_keep_the_number_of_people(count, moves):
    steps = [TransferStaff(who="g", to="b", count=m) for m in moves]
    trial = Reform(id="r", steps=steps).dry_run(before(Count(count)))
    if trial.change is not None:
        groups = trial.change.after.records(StaffGroup)
        assert Count.total(g.count for g in groups) == Count(count)


def test_what_was_recorded_of_people_who_leave_is_named():
    known = Structure.build([*before(), Motion(id="call", matter="dismiss", about="g", proposer="a")])
    change = Reform(id="r", steps=[ReleaseStaff(who="g")]).apply(known)
    assert "call" not in change.after
    assert [event.with_them for event in change.events] == [("call",)]
    assert [event.with_them for event in done(ReleaseStaff(who="p")).events] == [()]


def divided(count: object = Count(10)) -> Structure:
    return Structure.build([
        Community(id="a"), ProfessionalForce(id="f", count=count),
        *(ProfessionalForce(id=f"f@{at}", parent="a", count=Count(5), part_of="f") for at in "ab"),
    ])  # fmt: skip


@pytest.mark.parametrize(("count", "left"), [(None, 5), (2, 8)])
def test_who_leaves_a_part_of_a_force_leaves_the_force(count, left):
    change = Reform(id="r", steps=[ReleaseStaff(who="f@a", count=count)]).apply(divided())
    assert change.after.node("f").count == Count(left)
    assert change.accounts["staff"].exact == left - 10
    assert ("f@a" in change.after) is (count is not None)


def test_who_leaves_a_part_of_a_force_of_unknown_number_leaves_that_open():
    change = Reform(id="r", steps=[ReleaseStaff(who="f@a")]).apply(divided(NOT_STATED))
    assert change.after.node("f").count is NOT_STATED
    assert change.imbalances[0].amount is NOT_STATED


@pytest.mark.parametrize("step", [TransferStaff(who="f", to="a", count=1), ReleaseStaff(who="f", count=1)])
def test_people_of_a_divided_force_move_and_leave_part_by_part(step):
    with pytest.raises(ReformError) as caught:
        Reform(id="r", steps=[step]).apply(divided())
    assert caught.value.diagnostics[-1].code == "BG569"
    assert "f has been divided over places already" in caught.value.text("en")
    assert "f 已分配到各单元" in caught.value.text("zh")
