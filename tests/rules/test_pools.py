"""Rules over pools of money: bonus totals, micro projects, special funds (F16)."""

from __future__ import annotations

import pytest

from basegov.quantities import Yuan
from basegov.rules.pools import PoolComesOut, PoolUsers
from basegov.rules.verdicts import Outcome
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.pools import FundPool, PoolAllocation
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
LISTED = Inventory(scope="pool", of="pool_allocation", complete=True)
NONE = Inventory(scope="c", of="fund_pool", complete=True)


HUNDRED = Yuan(100)


def structure(*records, amount=HUNDRED, applicants=NOT_STATED):
    return Structure.build([
        Community(id="c"), Community(id="a"), Community(id="b"),
        PartyOrgan(id="p", parent="c", kind=PartyOrganKind.COMMUNITY_COMMITTEE),
        FundPool(id="pool", parent="c", amount=amount, applicants=applicants), *records,
    ])  # fmt: skip


def part(to, amount, **terms):
    return PoolAllocation(pool="pool", recipient=to, amount=amount if amount is NOT_STATED else Yuan(amount), **terms)


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


@pytest.mark.parametrize(
    ("records", "whole", "within"),
    [
        ([part("a", 60), part("b", 40), LISTED], MET, MET),
        ([part("a", 60), part("b", 39), LISTED], VIOLATED, MET),
        ([part("a", 60), part("b", 41), LISTED], VIOLATED, VIOLATED),
        ([part("a", 60), part("b", 41)], VIOLATED, VIOLATED),  # too much already, whatever else there is
        ([part("a", 60)], OPEN, OPEN),
        ([part("a", NOT_STATED), LISTED], OPEN, OPEN),
    ],
)
def test_what_is_given_out_comes_to_the_whole_or_stays_within(records, whole, within):
    """XZ-064, BA-096."""
    here = structure(*records)
    assert outcome(PoolComesOut(), here) is whole
    assert outcome(PoolComesOut(whole=False), here) is within


def test_an_amount_that_is_not_stated_leaves_it_open_and_no_pool_leaves_nothing_to_ask():
    assert outcome(PoolComesOut(), structure(part("a", 1), LISTED, amount=NOT_STATED)) is OPEN
    assert outcome(PoolComesOut(), Structure.build([Community(id="c"), NONE])) is NOT_ASKED


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([part("a", 1, applicant_class="firm", lead="p"), LISTED], MET),
        ([part("a", 1, applicant_class="bureau", lead="p"), LISTED], VIOLATED),
        ([part("a", 1, applicant_class="firm", lead="c"), LISTED], VIOLATED),
        ([part("a", 1, lead="p"), LISTED], OPEN),
        ([part("a", 1, applicant_class="firm"), LISTED], OPEN),
        ([part("a", 1, applicant_class="firm", lead="p")], OPEN),
        ([LISTED], MET),
    ],
)
def test_applicants_of_the_pool_and_the_party_committee_leads(records, expected):
    """BA-088, BA-089, BA-097."""
    here = structure(*records, applicants=("firm", "social_organisation"))
    assert outcome(PoolUsers(lead="party_organ"), here) is expected


def test_the_rule_may_name_the_applicants_itself():
    here = structure(part("a", 1, applicant_class="bureau"), LISTED, applicants=("firm",))
    assert outcome(PoolUsers(applicants=["bureau"]), here) is MET
    assert outcome(PoolUsers(), here) is VIOLATED
