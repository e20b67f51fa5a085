"""The gates of the shipped policies, asked about requests that the tests make up: the documents report none."""

from __future__ import annotations

from typing import Any

import pytest

from basegov.catalog import load_policy, load_structure
from basegov.quantities import Count
from basegov.rules.admission import Answer, Decision, Gate
from basegov.structure.items import Approval, ApprovalDecision, ItemChange, ItemList, ItemRequest, WorkItem
from basegov.structure.organisations import Department, Government
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community
from basegov.terms import LEVELS
from basegov.values import NOT_STATED, NotStated


def decided(policy: str, gate: str, structure: Structure, *records: Record) -> Decision:
    """Put records into a structure and ask a gate about the request ``request``."""
    rule = load_policy(policy).rule(gate)
    assert isinstance(rule, Gate)
    return rule.decide("request", structure.evolve(put=records))


def asked(receiver: str, **terms: Any) -> tuple[Record, Record]:
    """Return an item that is nobody's own duty, and a request for it."""
    item = WorkItem(id="item", name="新事项", duty_of=(), change=ItemChange.UNCHANGED)
    return item, ItemRequest(id="request", item="item", receiver=receiver, change=ItemChange.UNCHANGED, **terms)


def approved(by: str) -> Approval:
    """Return an approval of the request."""
    return Approval(request="request", approver=by, decision=ApprovalDecision.GRANTED)


def test_haizhu_a_gate_without_a_stated_approver_answers_undetermined() -> None:
    structure = load_structure("haizhu")  # HZ-032
    records = asked("chigang", sender="urban-management-bureau")
    decision = decided("haizhu-2020", "street-item-gate", structure, *records)
    assert decision.answer is Answer.UNDETERMINED
    assert any("approv" in missing.text("en") for missing in decision.missing)


def test_haizhu_an_approval_by_whomever_does_not_settle_it() -> None:
    structure = load_structure("haizhu")
    records = asked("chigang", sender="urban-management-bureau", funds_provided=True, conditions_provided=True)
    decision = decided("haizhu-2020", "street-item-gate", structure, *records, approved("district-government"))
    assert decision.answer is Answer.UNDETERMINED


def baoan() -> Structure:
    """Return Bao'an with one community, an empty list, and bodies below the district and beside its government."""
    street = Government(id="street-office", name="新安街道办事处", parent="xinan", level=LEVELS["street"])
    bureau = Department(id="bureau", name="区某局", parent="baoan", level=LEVELS["district"])
    community = Community(id="community", name="某社区", parent="xinan")
    return load_structure("baoan").evolve(put=[street, bureau, community, *closed_list("duties")])


def closed_list(role: str) -> tuple[Record, ...]:
    """Return an empty closed list of communities."""
    return (ItemList(id="list", role=role, holder_kind="community", closed=True, complete=True, items=Count(0)),)


@pytest.mark.parametrize(
    ("approver", "answer"),
    [
        ("district-government", Answer.ADMIT),
        ("district-party-committee", Answer.ADMIT),
        ("street-office", Answer.REFUSE),  # a government, but below the district
        ("bureau", Answer.REFUSE),  # at the district, but a department
        (None, Answer.REFUSE),
    ],
)
def test_baoan_only_party_committee_or_government_of_the_district_may_approve(
    approver: str | None, answer: Answer
) -> None:
    approvals = () if approver is None else (approved(approver),)
    decision = decided("baoan-2018", "community-item-gate", baoan(), *asked("community", sender="bureau"), *approvals)
    assert decision.answer is answer  # BA-023


def wuhua() -> Structure:
    """Return Wuhua with an empty list of community work and a sending department."""
    bureau = Department(id="bureau", name="区某局", parent="wuhua")
    return load_structure("wuhua").evolve(put=[bureau, *closed_list("work")])


GROUP = "community-building-leading-group"


@pytest.mark.parametrize(
    ("funds", "conditions", "approvers", "answer", "code"),
    [
        (True, True, [GROUP], Answer.ADMIT, "approved"),
        (False, True, [GROUP], Answer.REFUSE, "funds_missing"),
        (True, False, [GROUP], Answer.REFUSE, "conditions_missing"),
        (True, True, ["bureau"], Answer.REFUSE, "not_approved"),
        (True, True, [], Answer.REFUSE, "not_approved"),
        (NOT_STATED, True, [GROUP], Answer.UNDETERMINED, None),
    ],
)
def test_wuhua_needs_the_leading_group_and_funds_and_conditions(
    funds: bool | NotStated, conditions: bool, approvers: list[str], answer: Answer, code: str | None
) -> None:
    records = asked("huashan-cuihu", sender="bureau", funds_provided=funds, conditions_provided=conditions)
    decision = decided("wuhua-2020", "community-work-gate", wuhua(), *records, *map(approved, approvers))
    assert decision.answer is answer  # WH-072, WH-074
    assert code is None or code in decision.codes


def test_wuhua_an_own_duty_never_passes() -> None:
    item = WorkItem(id="item", name="本职工作", duty_of=("bureau",))  # WH-071
    request = ItemRequest(
        id="request", item="item", receiver="huashan-cuihu", sender="bureau",
        funds_provided=True, conditions_provided=True, change=ItemChange.UNCHANGED,
    )  # fmt: skip
    decision = decided("wuhua-2020", "community-work-gate", wuhua(), item, request, approved(GROUP))
    assert decision.answer is Answer.REFUSE
    assert "own_duty" in decision.codes
