"""Recall of items with a reason, and approvals that do not carry over to a changed item (BA-023, WH-074, WH-075)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.reforms.admission import AdmitItem, ApproveItem, SubmitItem
from basegov.reforms.items import AdoptList
from basegov.reforms.recall import RecallItem
from basegov.reforms.reform import Reform
from basegov.rules.admission import Admission
from basegov.rules.decisions import Answer
from basegov.rules.listchanges import EntryNames, ListChangesByChannel
from basegov.rules.verdicts import Outcome
from basegov.sources import Source
from basegov.structure.items import DutyClass, ItemAssignment, ItemList, ItemRequest, ListEntry, RequestStatus, WorkItem
from basegov.structure.listchanges import Channel, ListChange, ListChangeKind
from basegov.structure.organisations import Department, Government
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

HERE = Structure.build([
    District(id="D"), Community(id="c", parent="D"), Community(id="c2", parent="D"),
    Government(id="gov", level=LEVELS["district"]), Department(id="bureau"),
    ItemList(id="l", holder_kind="community", complete=True), WorkItem(id="x", duty_of=()),
    ListEntry(list_="l", item="x", responsible_kind="community"),
    ItemAssignment(item="x", unit="c"), ItemAssignment(item="x", unit="c2"),
    Inventory(scope="D", of="item_assignment", complete=True),
])  # fmt: skip
RECALL = RecallItem(item="x", list_="l", takes_over="bureau", reason="beyond the capacity of communities")


def apply(*steps, before=HERE):
    return Reform(id="reform", steps=steps).apply(before)


def refused(*steps):
    with pytest.raises(ReformError) as error:
        apply(*steps)
    assert error.value.text("zh") != error.value.text("en")
    return error.value.diagnostics[-1].code


def test_an_item_taken_back_is_performed_by_nobody_and_marked_on_the_list():
    change = apply(RECALL)
    entry = change.after.find_record(ListEntry, (ListEntry, "l", "x"))
    assert change.after.where(ItemAssignment, item="x") == ()
    assert (entry.duty_class, entry.takes_over, entry.responsible) == (DutyClass.TAKEN_BACK, "bureau", "bureau")
    (made,) = change.after.records(ListChange)
    assert (made.kind, made.channel, made.reason) == (ListChangeKind.MOVED, Channel.ADJUSTMENT, RECALL.reason)
    (event,) = change.events
    assert RECALL.reason in event.text("en")
    assert RECALL.reason in event.text("zh")
    assert event.units == ("c", "c2")


def test_the_recall_answers_the_rules_over_classes_and_channels():
    change = apply(RECALL)
    form = EntryNames(duty_class="taken back", parts="takes_over", kind="department")
    assert [v.outcome for v in form.check(change)] == [Outcome.MET]
    assert [v.outcome for v in ListChangesByChannel(needs_reason=True).check(change)] == [Outcome.MET]
    above = ListChangesByChannel(channels="admission")
    assert [v.outcome for v in above.check(change)] == [Outcome.UNDETERMINED]  # of which class it was is not stated
    classed = HERE.evolve(put=[ListEntry(list_="l", item="x", duty_class=DutyClass.BASIC)])
    assert [v.outcome for v in above.check(apply(RECALL, before=classed))] == [Outcome.VIOLATED]


def test_an_entry_may_go_altogether_and_one_unit_may_be_named():
    change = apply(RecallItem(item="x", unit="c", list_="l", reason="done elsewhere", keep_entry=False))
    assert change.after.find_record(ListEntry, (ListEntry, "l", "x")) is None
    assert [a.unit for a in change.after.where(ItemAssignment, item="x")] == ["c2"]
    assert [v.outcome for v in ListChangesByChannel().check(change)] == [Outcome.MET]


def test_what_was_admitted_is_withdrawn_with_the_recall():
    asked = [SubmitItem(request="r", item="y", name="事项", receiver="c"), AdmitItem(request="r")]
    after = apply(*asked, RecallItem(item="y", reason="no longer needed")).after
    assert after["r"].status is RequestStatus.WITHDRAWN
    assert after.where(ItemAssignment, item="y") == ()


def test_a_recall_that_makes_no_sense_is_refused():
    assert refused(RecallItem(item="x", reason=" ")) == "BG532"
    assert refused(RecallItem(item="x", unit="c", reason="r"), RecallItem(item="x", unit="c", reason="r")) == "BG528"
    only_list = RecallItem(item="x", list_="l", reason="r", keep_entry=False)
    assert refused(only_list, RecallItem(item="x", list_="l", reason="r")) == "BG533"
    assert refused(RecallItem(item="x", reason="r"), RecallItem(item="x", reason="r")) == "BG533"
    newer = AdoptList(list_="l2", supersedes="l")
    assert refused(newer, RECALL) == "BG522"


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_recall_can_be_undone_and_replayed_and_keeps_every_account(one, listed, keep):
    step = RecallItem(
        item="x", reason="r", unit="c" if one else NOT_STATED, list_="l" if listed else NOT_STATED, keep_entry=keep,
        source=Source("d", "F-1"),
    )  # fmt: skip
    change = apply(step)
    assert change.undo() == HERE
    assert apply(step).after == change.after
    assert all(difference.exact == 0 for difference in change.accounts.values())
    assert all(record.source == step.source for record in change.after.records(ListChange))


# an approval is of the item as it stood (BA-023, WH-074, WH-075)

GATE = Admission(receiver="community", approvers=["government"], approver_level="district")
ASKED = SubmitItem(request="r", item="y", name="事项", receiver="c", sender="bureau", duty_of=())


def answer(after, request):
    return GATE.decide(request, after).answer


def test_an_approval_of_a_request_does_not_carry_over_to_an_enlarged_item():
    admitted = apply(ASKED, ApproveItem(request="r", approver="gov"), AdmitItem(request="r")).after
    assert answer(admitted, "r") is Answer.ADMIT
    larger = SubmitItem(
        request="r2", item="y2", name="扩大事项", receiver="c", sender="bureau", duty_of=(), changed_from="y",
        change="enlarged",
    )  # fmt: skip
    change = apply(larger, before=admitted)
    assert answer(change.after, "r2") is Answer.REFUSE
    assert answer(change.after, "r") is Answer.ADMIT
    assert answer(apply(larger, ApproveItem(request="r2", approver="gov"), before=admitted).after, "r2") is Answer.ADMIT


def test_an_approval_of_an_item_does_not_carry_over_to_its_next_version():
    first = HERE.evolve(put=[WorkItem(id="y", version="1", duty_of=())])
    asked = SubmitItem(request="r", item="y", receiver="c", sender="bureau", change="unchanged")
    approved = apply(ApproveItem(item="y", approver="gov"), asked, before=first).after
    assert answer(approved, "r") is Answer.ADMIT
    changed = approved.evolve(put=[WorkItem(id="y", version="2", duty_of=())])
    assert answer(changed, "r") is Answer.REFUSE
    unknown = approved.evolve(put=[WorkItem(id="y", duty_of=())])
    assert answer(unknown, "r") is Answer.UNDETERMINED


def test_an_item_that_was_taken_back_needs_a_new_request():
    taken = apply(
        ASKED, ApproveItem(request="r", approver="gov"), AdmitItem(request="r"), RecallItem(item="y", reason="r")
    )
    again = apply(
        SubmitItem(request="r2", item="y", receiver="c", sender="bureau", change="unchanged"), before=taken.after
    )
    assert isinstance(again.after["r2"], ItemRequest)
    assert answer(again.after, "r2") is Answer.REFUSE


def test_the_request_that_is_withdrawn_with_an_item_is_named():
    asked = ItemRequest(id="asked", item="x", receiver="c", sender="bureau", status=RequestStatus.ADMITTED)
    before = HERE.evolve(put=[asked, ItemAssignment(item="x", unit="c", request="asked")])
    change = apply(RecallItem(item="x", reason="not ours"), before=before)
    assert change.after.node("asked").status is RequestStatus.WITHDRAWN
    assert [event.requests for event in change.events] == [("asked",)]
