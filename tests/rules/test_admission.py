"""The gate: Wuhua (WH-070 to WH-075), Bao'an (BA-021 to BA-023), Haizhu (HZ-032)."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import InputError, NotFoundError
from basegov.policies import Policy
from basegov.rules.admission import Admission, RefusalOnGround
from basegov.rules.approvers import as_selectors
from basegov.rules.decisions import Answer
from basegov.rules.verdicts import Outcome
from basegov.structure.items import (
    Approval,
    ApprovalDecision,
    ItemAssignment,
    ItemChange,
    ItemList,
    ItemRequest,
    ListEntry,
    RequestStatus,
    WorkItem,
)
from basegov.structure.organisations import (
    Committee,
    CommitteeKind,
    Department,
    DispatchedAgency,
    Government,
    PartyOrgan,
    PartyOrganKind,
)
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.terms import LEVELS
from basegov.values import NOT_STATED, Truth

DISTRICT, STREET, CITY = LEVELS["district"], LEVELS["street"], LEVELS["municipal"]
GRANTED = ApprovalDecision.GRANTED
UNCHANGED, CHANGED, ENLARGED = ItemChange

BODIES = (
    Government(id="district-gov", name="区政府", level=DISTRICT),
    PartyOrgan(id="district-party", name="区委", kind=PartyOrganKind.COMMITTEE, level=DISTRICT),
    Government(id="city-gov", name="市政府", level=CITY),
    Department(id="bureau", name="民政局", level=DISTRICT),
    Government(id="office", name="街道办事处", level=STREET, area="s"),
    PartyOrgan(id="street-party", name="街道党工委", kind=PartyOrganKind.WORKING_COMMITTEE, level=STREET),
    Committee(id="group", name="社区建设工作领导小组", kind=CommitteeKind.LEADING_GROUP, level=DISTRICT),
    Committee(id="joint", name="协调委员会", kind=CommitteeKind.COORDINATING, level=DISTRICT),
    DispatchedAgency(id="station", name="民政所", principal="bureau", host="s"),
)
LIST = ItemList(id="work", role="work", holder_kind="community", closed=True, complete=True)
COMMITTEE_OR_GOVERNMENT = [{"kind": "party_organ", "where": {"kind": "committee"}}, {"kind": "government"}]

BAOAN = Admission(  # BA-023
    id="ba-gate", receiver="community", approvers=COMMITTEE_OR_GOVERNMENT, approver_level="district",
    bars_own_duty=False,
)  # fmt: skip
WUHUA = Admission(  # WH-071 to WH-075
    id="wh-gate", receiver="community", needs_funds=True, needs_conditions=True, right_to_refuse=True,
    approvers=[{"kind": "committee", "where": {"kind": "leading group"}}],
)  # fmt: skip
HAIZHU = Admission(  # HZ-032: neither approver nor criteria are given
    id="hz-gate", receiver="community", needs_funds=NOT_STATED, needs_conditions=NOT_STATED, bars_own_duty=NOT_STATED
)


def world(*records, list_=LIST, listed=("on",)):
    given = {record.id for record in records if isinstance(record, WorkItem)}
    return Structure.build([
        District(id="D"), Street(id="s", parent="D"), Community(id="c", name="文林社区", parent="s"), *BODIES, list_,
        *(WorkItem(id=i, name=f"事项{i}", duty_of=()) for i in ("on", "off") if i not in given),
        *(ListEntry(list_="work", item=item) for item in listed), *records,
    ])  # fmt: skip


def request(item="off", **terms):
    default = {
        "id": "r", "sender": "bureau", "receiver": "c", "funds_provided": True, "conditions_provided": True,
        "change": UNCHANGED, "status": RequestStatus.SUBMITTED,
    }  # fmt: skip
    return ItemRequest(item=item, **(default | terms))


def approval(approver, **terms):
    return Approval(**({"request": "r", "approver": approver, "decision": GRANTED} | terms))


def decide(gate, *records, **terms):
    return gate.decide("r", world(*records, **terms))


# who may approve


@pytest.mark.parametrize("approver", ["district-gov", "district-party", "city-gov"])
def test_a_party_committee_or_government_at_district_level_or_above_admits(approver):  # BA-023
    decision = decide(BAOAN, request(), approval(approver))
    assert (decision.answer, decision.codes) == (Answer.ADMIT, ("approved",))


@pytest.mark.parametrize(
    ("approver", "codes"),
    [
        ("bureau", {"not_approved", "approver_of_other_kind"}),  # a district department
        ("office", {"not_approved", "approver_below_level"}),  # a street is a government below the level
        ("street-party", {"not_approved", "approver_of_other_kind", "approver_below_level"}),
        ("group", {"not_approved", "approver_of_other_kind"}),
    ],
)
def test_other_approvers_are_refused_with_the_reason(approver, codes):  # BA-023
    decision = decide(BAOAN, request(), approval(approver))
    assert decision.answer is Answer.REFUSE
    assert set(decision.codes) == codes


def test_a_refusal_names_item_sender_and_missing_approver_in_both_languages():  # BA-023
    decision = decide(BAOAN, request())
    assert decision.codes == ("not_approved",)
    zh, en = decision.text("zh"), decision.text("en")
    assert all(word in zh for word in ("事项off", "民政局", "区县级以上党委或政府"))
    assert all(word in en for word in ("事项off", "民政局", "committee (party organ) or government at district"))


def test_the_leading_group_admits_with_funds_and_conditions():  # WH-072, WH-074
    assert decide(WUHUA, request(), approval("group")).answer is Answer.ADMIT
    for approver in ("joint", "district-gov", "office"):
        assert "approver_of_other_kind" in decide(WUHUA, request(), approval(approver)).codes


def test_funds_and_conditions_are_required_each():  # WH-072
    without = [{"funds_provided": False}, {"conditions_provided": False}]
    assert decide(WUHUA, request(**without[0]), approval("group")).codes == ("funds_missing",)
    assert decide(WUHUA, request(**without[1]), approval("group")).codes == ("conditions_missing",)
    both = decide(WUHUA, request(**without[0], **without[1]))
    assert both.codes == ("not_approved", "funds_missing", "conditions_missing")
    assert decide(BAOAN, request(**without[0]), approval("district-gov")).answer is Answer.ADMIT  # BA-023 asks for none


def test_funds_that_are_not_stated_leave_it_open_and_are_named():  # WH-072
    decision = decide(WUHUA, request(funds_provided=NOT_STATED), approval("group"))
    assert (decision.answer, [m.field for m in decision.missing]) == (Answer.UNDETERMINED, ["funds_missing"])
    assert [reason.code for reason in decision.possible] == ["funds_missing"]


def test_a_refusal_still_names_what_else_is_open():
    decision = decide(WUHUA, request(funds_provided=NOT_STATED))
    assert (decision.answer, decision.codes) == (Answer.REFUSE, ("not_approved",))
    assert [m.field for m in decision.missing] == ["funds_missing"]


@pytest.mark.parametrize("approvals", [(), ("district-gov",), ("group",)])
def test_an_unspecified_approver_is_undetermined_whoever_approved(approvals):  # HZ-032
    decision = decide(HAIZHU, request(), *(approval(approver) for approver in approvals))
    assert decision.answer is Answer.UNDETERMINED
    assert ("hz-gate", "approvers") in [(m.subject, m.field) for m in decision.missing]
    assert decide(HAIZHU, request("on")).answer is Answer.ADMIT  # what is listed needs no approver


def test_an_approver_or_level_that_is_not_stated_is_undetermined():
    unnamed = decide(BAOAN, request(), approval(NOT_STATED))
    assert (unnamed.answer, [m.field for m in unnamed.missing]) == (Answer.UNDETERMINED, ["approver"])
    stray = Government(id="stray", name="某政府")
    unplaced = decide(BAOAN, stray, request(), approval("stray"))
    assert (unplaced.answer, [(m.subject, m.field) for m in unplaced.missing]) == (
        Answer.UNDETERMINED, [("stray", "level")],
    )  # fmt: skip
    open_level = attrs.evolve(BAOAN, approver_level=NOT_STATED)
    assert [m.field for m in decide(open_level, request(), approval("city-gov")).missing] == ["approver_level"]


def test_a_department_of_unknown_level_fails_all_the_same():
    stray = Department(id="stray", name="某局")
    assert decide(BAOAN, stray, request(), approval("stray")).answer is Answer.REFUSE


def test_decisions_other_than_granted_do_not_count():
    denied = approval("district-gov", decision=ApprovalDecision.DENIED)
    assert decide(BAOAN, request(), denied).codes == ("not_approved", "approval_denied")
    assert decide(BAOAN, request(), approval("district-gov", decision=NOT_STATED)).answer is Answer.UNDETERMINED


def test_of_several_decisions_the_last_one_stands():
    granted = approval("district-gov", date=Date("2018-03-01"))
    revoked = approval("district-gov", date=Date("2018-05-01"), decision=ApprovalDecision.REVOKED)
    assert decide(BAOAN, request(), granted, revoked).answer is Answer.REFUSE
    again = approval("district-gov", date=Date("2018-06"))
    assert decide(BAOAN, request(), granted, revoked, again).answer is Answer.ADMIT
    undated = approval("district-gov")
    assert decide(BAOAN, request(), undated, revoked).answer is Answer.UNDETERMINED


def test_approvals_declared_incomplete_leave_it_open():
    more = Inventory(scope="r", of="approval", complete=False)
    assert decide(BAOAN, request(), more).answer is Answer.UNDETERMINED


# own duty


def own(*owners):
    return WorkItem(id="off", name="事项off", duty_of=owners)


@pytest.mark.parametrize(
    ("sender", "owner"), [("bureau", "bureau"), ("station", "bureau"), ("s", "office"), ("office", "s")]
)
def test_a_duty_of_the_senders_own_never_passes_not_even_approved_or_listed(sender, owner):  # WH-071
    terms = request(sender=sender), approval("group"), own(owner)
    assert decide(WUHUA, *terms).codes == ("own_duty",)
    assert decide(WUHUA, *terms, listed=("on", "off")).codes == ("own_duty",)
    assert decide(BAOAN, *terms, approval("district-gov")).answer is Answer.ADMIT  # BA-023 does not speak of it


def test_the_duty_of_another_passes_and_an_unknown_one_is_open():
    assert decide(WUHUA, request(), approval("group"), own("office")).answer is Answer.ADMIT
    unknown = decide(WUHUA, request(), approval("group"), WorkItem(id="off", name="事项off"))
    assert [(m.subject, m.field) for m in unknown.missing] == [("off", "duty_of")]
    unnamed = decide(WUHUA, request(sender=NOT_STATED), approval("group"), own("bureau"))
    assert [m.field for m in unnamed.missing] == ["sender"]
    assert decide(WUHUA, request(sender=NOT_STATED), approval("group"), own("c")).answer is Answer.ADMIT


# changed items


def test_a_listed_item_passes_as_it_stands_and_not_changed_or_enlarged():  # WH-075
    assert decide(WUHUA, request("on")).codes == ("listed",)
    assert decide(WUHUA, request("on", change=CHANGED)).codes == ("changed_without_approval",)
    assert decide(WUHUA, request("on", change=ENLARGED)).codes == ("enlarged_without_approval",)
    assert decide(WUHUA, request("on", change=ENLARGED), approval("group")).answer is Answer.ADMIT
    unknown = decide(WUHUA, request("on", change=NOT_STATED))
    assert (unknown.answer, [m.field for m in unknown.missing]) == (Answer.UNDETERMINED, ["change"])


def test_the_approval_of_an_item_covers_what_it_was_and_nothing_else():  # WH-075
    of_item = Approval(item="off", approver="group", decision=GRANTED)
    assert decide(WUHUA, request(), of_item).answer is Answer.ADMIT
    enlarged = decide(WUHUA, request(change=ENLARGED), of_item)
    assert set(enlarged.codes) == {"enlarged_without_approval", "approval_before_change"}
    new = WorkItem(id="new", name="新事项", changed_from="off", change=ENLARGED, duty_of=())
    decision = decide(WUHUA, new, request("new"), of_item)
    assert decision.codes == ("enlarged_without_approval",)
    assert "事项off" in decision.text("zh")


def test_a_new_version_of_an_item_is_neither_listed_nor_approved():  # WH-075
    second = WorkItem(id="on", name="事项on", version="2", duty_of=())
    first = ListEntry(list_="work", item="on", version="1")
    assert decide(WUHUA, second, request("on"), first, listed=()).codes == ("changed_without_approval",)
    approved = approval("group", version="1")
    codes = decide(WUHUA, second, request("on"), first, approved, listed=()).codes
    assert set(codes) == {"changed_without_approval", "approval_of_other_version"}
    assert decide(WUHUA, second, request("on"), approval("group", version="2"), listed=()).answer is Answer.ADMIT


# the list


def test_a_list_whose_entries_are_not_all_recorded_leaves_it_open():
    partial = attrs.evolve(LIST, complete=NOT_STATED)
    decision = decide(WUHUA, request(), list_=partial)
    assert (decision.answer, [(m.subject, m.field) for m in decision.missing]) == (
        Answer.UNDETERMINED, [("work", "entries")],
    )  # fmt: skip


def test_a_superseded_list_lets_nothing_pass():
    newer = ItemList(id="work-2", role="work", holder_kind="community", complete=True, supersedes="work")
    assert decide(WUHUA, request("on"), newer).answer is Answer.REFUSE


# the right to refuse


def test_the_right_to_refuse_is_there_exactly_when_admission_fails():  # WH-075
    assert decide(WUHUA, request()).may_refuse is Truth.TRUE
    assert decide(WUHUA, request(), approval("group")).may_refuse is Truth.FALSE
    assert decide(WUHUA, request(funds_provided=NOT_STATED), approval("group")).may_refuse is Truth.UNKNOWN
    assert decide(BAOAN, request()).may_refuse is Truth.UNKNOWN  # BA-023 does not speak of it


def test_a_refusal_without_a_ground_is_violated():  # WH-075
    rule = RefusalOnGround(**{f: getattr(WUHUA, f) for f in attrs.fields_dict(Admission)})
    refused = request(status=RequestStatus.REFUSED)
    assert [v.outcome for v in rule.check(world(refused))] == [Outcome.MET]
    assert [v.outcome for v in rule.check(world(refused, approval("group")))] == [Outcome.VIOLATED]
    silent = attrs.evolve(rule, right_to_refuse=NOT_STATED)
    assert "right_to_refuse" in [m.field for m in silent.check(world(refused))[0].missing]


# judging structures


def test_what_was_admitted_must_have_passed():  # BA-023
    admitted = request(status=RequestStatus.ADMITTED)
    (verdict,) = BAOAN.check(world(admitted, approval("office")))
    assert verdict.outcome is Outcome.VIOLATED
    assert "街道办事处" in verdict.explain("zh")
    assert [v.outcome for v in BAOAN.check(world(admitted, approval("district-gov")))] == [Outcome.MET]
    assert [v.outcome for v in HAIZHU.check(world(admitted, approval("district-gov")))] == [Outcome.UNDETERMINED]
    open_status = BAOAN.check(world(request(status=NOT_STATED)))
    assert [(v.outcome, v.missing[0].field) for v in open_status] == [(Outcome.UNDETERMINED, "status")]


def test_an_item_performed_without_admission_is_found():  # BA-023, WH-074
    performed = ItemAssignment(item="off", unit="c")
    (verdict,) = BAOAN.check(world(performed))
    assert (verdict.subject.id, verdict.subject.parts, verdict.outcome) == ("off", ("c",), Outcome.VIOLATED)
    assert [v.outcome for v in BAOAN.check(world(ItemAssignment(item="on", unit="c")))] == [Outcome.MET]
    bypassed = BAOAN.check(world(request(), approval("district-gov"), performed))
    assert [v.outcome for v in bypassed] == [Outcome.VIOLATED]  # approved, and never admitted
    assert "已申请" in bypassed[0].explain("zh")


def test_an_item_performed_by_an_admitted_request_is_judged_once():
    admitted = request(status=RequestStatus.ADMITTED)
    verdicts = BAOAN.check(world(admitted, approval("city-gov"), ItemAssignment(item="off", unit="c", request="r")))
    assert [(v.subject.id, v.outcome) for v in verdicts] == [("r", Outcome.MET)]


def test_a_request_to_another_kind_of_receiver_is_not_judged():
    to_street = request(receiver="s", status=RequestStatus.ADMITTED)
    assert BAOAN.decide("r", world(to_street)).answer is Answer.NOT_APPLICABLE
    assert [v.reason.code for v in BAOAN.check(world(to_street))] == ["none_listed"]


def test_what_is_no_request_is_refused_with_its_kind():
    with pytest.raises(NotFoundError, match="BG420"):
        BAOAN.decide("off", world(request()))
    with pytest.raises(NotFoundError, match="BG310"):
        BAOAN.decide("nothing", world(request()))
    with pytest.raises(InputError, match="district"):
        Admission(receiver="community", approver_level="distict")


def test_a_policy_of_three_gates_answers_each_by_its_own_clause():
    policy = Policy(id="gates", rules=(BAOAN, WUHUA, HAIZHU))
    report = policy.check(world(request(status=RequestStatus.ADMITTED), approval("district-gov")))
    assert [(v.rule.id, v.outcome) for v in report] == [
        ("ba-gate", Outcome.MET), ("wh-gate", Outcome.VIOLATED), ("hz-gate", Outcome.UNDETERMINED),
    ]  # fmt: skip


# partial facts

KNOWN = {
    "funds": (True, False),
    "conditions": (True, False),
    "duty": ((), ("bureau",)),
    "change": (UNCHANGED, ENLARGED),
    "approver": ("group", "district-gov", "bureau", "office"),
    "decision": (GRANTED, ApprovalDecision.DENIED),
    "level": (DISTRICT, STREET),
    "whole": (True,),
    "by_item": (False, True),
    "on_list": (False, True),
}
ALWAYS_STATED = ("by_item", "on_list")


def build(facts):
    item = WorkItem(id="x", name="事项x", duty_of=facts["duty"])
    whole = attrs.evolve(LIST, complete=facts["whole"])
    bodies = Government(id="loose", level=facts["level"])
    approver = "loose" if facts["approver"] == "office" else facts["approver"]
    subject = {"request": NOT_STATED, "item": "x"} if facts["by_item"] else {"request": "r"}
    return world(
        item, bodies,
        request("x", funds_provided=facts["funds"], conditions_provided=facts["conditions"], change=facts["change"]),
        Approval(approver=approver, decision=facts["decision"], **subject),
        list_=whole, listed=("on", "x") if facts["on_list"] else ("on",),
    )  # fmt: skip


def completions(facts):
    options = []
    for name, value in facts.items():
        if name == "whole" and value is NOT_STATED:
            options.append([("on_list", True), ("on_list", facts["on_list"])])
        elif name != "on_list":
            options.append([(name, v) for v in (KNOWN[name] if value is NOT_STATED else (value,))])
    for choice in itertools.product(*options):
        yield {"whole": True, "on_list": facts["on_list"]} | dict(choice)


FACTS = st.fixed_dictionaries({
    name: st.sampled_from(values if name in ALWAYS_STATED else (*values, NOT_STATED)) for name, values in KNOWN.items()
})  # fmt: skip


@pytest.mark.parametrize("gate", [BAOAN, WUHUA])
@given(facts=FACTS)
def test_the_answer_on_partial_facts_is_the_common_answer_of_all_completions(gate, facts):
    answers = {gate.decide("r", build(complete)).answer for complete in completions(facts)}
    assert Answer.UNDETERMINED not in answers
    decision = gate.decide("r", build(facts))
    assert decision.answer is (answers.pop() if len(answers) == 1 else Answer.UNDETERMINED)
    assert bool(decision.missing) >= (decision.answer is Answer.UNDETERMINED)


@given(facts=FACTS)
def test_an_unspecified_gate_never_answers_otherwise_than_every_gate_it_may_be(facts):
    open_gate = attrs.evolve(WUHUA, approvers=NOT_STATED, needs_funds=NOT_STATED)
    answer = open_gate.decide("r", build(facts)).answer
    if answer is not Answer.UNDETERMINED:
        for gate, needs in itertools.product((BAOAN, WUHUA), (True, False)):
            possible = attrs.evolve(open_gate, approvers=gate.approvers, needs_funds=needs)
            assert possible.decide("r", build(facts)).answer is answer


@given(facts=FACTS)
def test_every_reason_and_missing_fact_is_said_in_both_languages(facts):
    decision = WUHUA.decide("r", build(facts))
    for words in (*decision.reasons, *decision.possible, *decision.missing):
        assert words.text("en")
        assert words.text("zh") != words.text("en")


def test_a_lone_description_of_approvers_is_one_of_them():
    office = {"kind": "department", "where": {"category": "finance"}}
    assert as_selectors(office) == as_selectors([office]) == (Selector(**office),)
