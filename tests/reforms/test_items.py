"""Steps on lists and items (HZ-030 to HZ-032, BA-022, BA-023, GL-044 to GL-046, WH-073 to WH-075)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.reforms.admission import AdmitItem, ApproveItem, RefuseItem, SubmitItem, WithdrawItem
from basegov.reforms.items import AdoptList, Entry
from basegov.reforms.reform import Reform
from basegov.rules.admission import Admission
from basegov.rules.items import ListSize
from basegov.rules.performed import NothingBeyondList
from basegov.rules.verdicts import Outcome
from basegov.sources import Source
from basegov.structure.items import (
    Approval,
    ItemAssignment,
    ItemChange,
    ItemList,
    ItemRequest,
    ListEntry,
    RequestStatus,
    WorkItem,
)
from basegov.structure.organisations import Department, Government
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

HERE = Structure.build([
    District(id="D"), Community(id="c", name="文林社区", parent="D"),
    Government(id="gov", name="区政府", level=LEVELS["district"]), Department(id="bureau", name="民政局"),
    WorkItem(id="known", name="已有事项", duty_of=()),
    Inventory(scope="D", of="item_assignment", complete=True),
])  # fmt: skip
ADOPT = AdoptList(
    list_="list", name="社区工作事项清单", role="work", holder_kind="community", closed=True, complete=True,
    entries=[Entry(item="known"), Entry(item="new", name="新列事项", category="服务", responsible_kind="community")],
    source=Source("ba", "BA-022"),
)  # fmt: skip
SUBMIT = SubmitItem(
    request="r", item="asked", name="所请事项", receiver="c", sender="bureau", duty_of=(), funds_provided=True
)
APPROVE = ApproveItem(request="r", approver="gov")
GATE = Admission(receiver="community", approvers=["government"], approver_level="district")
CLOSED = NothingBeyondList(unit="community")


def apply(*steps, before=HERE):
    return Reform(id="reform", steps=steps).apply(before)


def refused(*steps, before=HERE):
    with pytest.raises(ReformError) as error:
        apply(*steps, before=before)
    assert error.value.diagnostics[0].code == "BG501"
    assert error.value.text("zh") != error.value.text("en")
    return error.value.diagnostics[-1].code


def test_a_list_is_adopted_with_its_entries_new_items_and_source():  # BA-022
    after = apply(ADOPT).after
    assert after["list"].closed is True
    assert after["new"].name == "新列事项"
    assert {e.item: e.category for e in after.where(ListEntry, list_="list")} == {"known": NOT_STATED, "new": "服务"}
    assert after["list"].source == Source("ba", "BA-022")


@pytest.mark.parametrize("number", [129, 90, 38, 348])  # HZ-031, BA-022, GL-044, GL-046
def test_adopting_a_list_settles_its_size(number):
    rule = ListSize(exactly=number)
    assert [v.outcome for v in rule.check(HERE)] == [Outcome.UNDETERMINED]
    after = apply(AdoptList(list_="list", items=number)).after
    assert [v.outcome for v in rule.check(after)] == [Outcome.MET]


def test_a_new_version_takes_the_place_of_the_old_one_with_lineage():
    newer = AdoptList(
        list_="list-2", supersedes="社区工作事项清单", keep_entries=True, without=["known"],
        entries=[Entry(item="third", name="第三项")],
    )  # fmt: skip
    change = apply(ADOPT, newer)
    assert change.lineage.after("list") == ("list-2",)
    assert (change.after["list-2"].role, change.after["list-2"].holder_kind) == ("work", "community")
    assert {e.item for e in change.after.where(ListEntry, list_="list-2")} == {"new", "third"}
    assert len(change.after.where(ListEntry, list_="list")) == 2  # the old version is kept


def test_an_item_goes_from_submission_through_approval_to_admission():  # BA-023
    change = apply(ADOPT, SUBMIT, APPROVE, AdmitItem(request="r"))
    happened = [event.kind for event in change.events]
    assert happened == ["list_adopted", "item_submitted", "item_decided", "item_admitted"]
    assert change.after["r"].status is RequestStatus.ADMITTED
    assert change.after.where(ItemAssignment, unit="c")[0].request == "r"
    assert [v.outcome for v in GATE.check(change)] == [Outcome.MET]
    assert [v.outcome for v in CLOSED.check(change)] == [Outcome.MET]


def test_admission_is_recorded_even_where_the_gate_would_not_open_and_the_rule_says_so():
    change = apply(ADOPT, SUBMIT, AdmitItem(request="r"))
    assert [v.outcome for v in GATE.check(change)] == [Outcome.VIOLATED]


def test_a_refusal_keeps_its_grounds():  # WH-075
    change = apply(SUBMIT, RefuseItem(request="r", grounds=["not_approved"]))
    assert (change.after["r"].status, change.after["r"].grounds) == (RequestStatus.REFUSED, ("not_approved",))
    assert not change.after.where(ItemAssignment, unit="c")


def test_a_withdrawn_item_is_performed_no_longer():
    admitted = apply(SUBMIT, APPROVE, AdmitItem(request="r")).after
    for step in (WithdrawItem(request="r"), WithdrawItem(item="asked", unit="c")):
        change = apply(step, before=admitted)
        assert change.after["r"].status is RequestStatus.WITHDRAWN
        assert not change.after.where(ItemAssignment, unit="c")
        assert change.events[0].kind == "item_withdrawn"


def test_a_changed_item_is_submitted_as_a_new_one():  # WH-075
    step = SubmitItem(
        request="r2", item="wider", name="扩大事项", changed_from="known", change="enlarged", receiver="c",
        sender="bureau", duty_of=(),
    )  # fmt: skip
    after = apply(ADOPT, step).after
    assert (after["wider"].changed_from, after["wider"].change) == ("known", ItemChange.ENLARGED)
    assert GATE.decide("r2", after).codes == ("enlarged_without_approval",)


def test_an_approval_is_of_the_version_as_it_stands():
    before = HERE.evolve(put=[WorkItem(id="known", name="已有事项", version="2", duty_of=())])
    after = apply(ApproveItem(item="known", approver="gov"), before=before).after
    assert [(a.item, a.version) for a in after.records(Approval)] == [("known", "2")]


def test_an_approval_can_be_revoked_after_the_admission():
    approve = ApproveItem(request="r", approver="gov", date="2018-01")
    admitted = apply(ADOPT, SUBMIT, approve, AdmitItem(request="r")).after
    assert [v.outcome for v in GATE.check(admitted)] == [Outcome.MET]
    revoke = ApproveItem(request="r", approver="gov", date="2018-06", decision="revoked")
    assert [v.outcome for v in GATE.check(apply(revoke, before=admitted))] == [Outcome.VIOLATED]


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([ADOPT, ADOPT], "BG521"),
        ([AdoptList(list_="l", entries=[Entry(item="knwon")])], "BG524"),
        ([AdoptList(list_="l", entries=[Entry(item="known"), Entry(item="已有事项")])], "BG523"),
        ([ADOPT, AdoptList(list_="a", supersedes="list"), AdoptList(list_="b", supersedes="list")], "BG522"),
        ([AdoptList(list_="l", supersedes="known")], "BG520"),
        ([AdoptList(list_="l", supersedes="nothing")], "BG310"),
        ([SUBMIT, SUBMIT], "BG521"),
        ([SubmitItem(request="r", item="missing", receiver="c")], "BG524"),
        ([SubmitItem(request="r", item="known", receiver="c", changed_from="known")], "BG531"),
        ([SubmitItem(request="r", item="known", receiver="c", sender="c")], "BG333"),
        ([ApproveItem(approver="gov")], "BG526"),
        ([SUBMIT, ApproveItem(approver="gov", request="r", item="known")], "BG526"),
        ([SUBMIT, ApproveItem(approver="c", request="r")], "BG520"),
        ([SUBMIT, APPROVE, APPROVE], "BG529"),
        ([SUBMIT, AdmitItem(request="r"), APPROVE], "BG525"),
        ([AdmitItem(request="r")], "BG310"),
        ([AdmitItem(request="known")], "BG520"),
        ([SUBMIT, AdmitItem(request="r"), AdmitItem(request="r")], "BG525"),
        ([SUBMIT, AdmitItem(request="r"), RefuseItem(request="r", grounds=["not_approved"])], "BG525"),
        ([SUBMIT, RefuseItem(request="r", grounds=["own_duty"]), AdmitItem(request="r")], "BG525"),
        ([SUBMIT, RefuseItem(request="r")], "BG527"),
        ([SUBMIT, RefuseItem(request="r", grounds=["x"]), WithdrawItem(request="r")], "BG525"),
        ([WithdrawItem(item="known", unit="c")], "BG528"),
        ([WithdrawItem(item="known")], "BG530"),
    ],
)
def test_steps_that_make_no_sense_are_refused(steps, code):
    assert refused(*steps) == code


STEPS = st.lists(
    st.sampled_from([
        ADOPT, AdoptList(list_="list-2", supersedes="list", keep_entries=True), SUBMIT, APPROVE, AdmitItem(request="r"),
        RefuseItem(request="r", grounds=["not_approved"]), WithdrawItem(request="r"),
        SubmitItem(request="r3", item="known", receiver="c", change="unchanged"), AdmitItem(request="r3"),
        WithdrawItem(item="known", unit="c"),
    ]),
    max_size=7,
)  # fmt: skip


@given(STEPS)
def test_a_reform_is_replayed_to_the_same_structure_and_undone(steps):
    reform = Reform(id="reform", steps=tuple(steps))
    trial, again = reform.dry_run(HERE), reform.dry_run(HERE)
    assert bool(trial) is bool(again)
    if trial.change is None:
        return
    assert trial.change.after == again.change.after
    assert trial.change.undo() == HERE
    assert len(trial.change.events) == len(steps)
    assert all(event.words.en and event.words.zh for event in trial.change.events)
    after = trial.change.after
    performed = {assignment.request for assignment in after.records(ItemAssignment)}
    admitted = {request.id for request in after.where(ItemRequest, status=RequestStatus.ADMITTED)}
    assert performed == admitted
    superseded = [list_.supersedes for list_ in after.records(ItemList) if isinstance(list_.supersedes, str)]
    assert len(superseded) == len(set(superseded))
