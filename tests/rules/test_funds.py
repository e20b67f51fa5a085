"""Rules over money: amounts, shares of payers, modes, pooled funds, accounts, changes (F16)."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Share, Yuan
from basegov.reforms.changes import Change
from basegov.rules.budgets import FundsPooled, HasOwnBudget
from basegov.rules.fundchanges import FundsChange, FundShareRises
from basegov.rules.funds import FundedInMode, FundingAmount, FundingShare
from basegov.rules.verdicts import Outcome
from basegov.structure.funds import AccountKeeping, Funding, FundMode, top_up
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.terms import Force
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
LISTED = Inventory(scope="v", of="funding", complete=True)


def structure(*records):
    return Structure.build([
        District(id="d"), Street(id="s", parent="d"), Community(id="v", name="村", parent="s"),
        PartyOrgan(id="p", parent="v", kind=PartyOrganKind.COMMUNITY_COMMITTEE), *records,
    ])  # fmt: skip


def flow(amount=NOT_STATED, payer=NOT_STATED, purpose="running", year=2020, **terms):
    amount = amount if amount is NOT_STATED else Yuan(amount)
    return Funding(unit="v", year=year, purpose=purpose, payer=payer, amount=amount, **terms)


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


# amounts


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([flow(500_000, "d"), LISTED], MET),
        ([flow(499_999, "d"), LISTED], VIOLATED),
        ([flow(499_999, "d"), flow(1, "s"), LISTED], MET),  # the boundary, by two payers
        ([flow(499_999, "d")], OPEN),  # another flow may be missing
        ([flow(500_000, "d")], MET),  # whatever else there is, it only adds
        ([flow(NOT_STATED, "d"), LISTED], OPEN),
        ([LISTED], VIOLATED),
        ([], OPEN),
    ],
)
def test_a_standard_of_500000_yuan_a_village(records, expected):
    """GL-077, GL-078."""
    rule = FundingAmount(unit="community", purposes=["running"], at_least=500_000)
    assert outcome(rule, structure(*records)) is expected


def test_a_top_up_reaches_its_standard_whatever_the_own_funds_are():
    """GL-078: own funds are not known, and the standard is reached all the same."""
    paid = flow("0..500000", "s", mode=FundMode.TOP_UP, standard=Yuan(500_000))
    here = structure(paid, flow(NOT_STATED))
    assert outcome(FundingAmount(unit="community", purposes=["running"], at_least=500_000), here) is MET
    assert outcome(FundingAmount(unit="community", purposes=["running"], at_least=500_001), here) is OPEN


def test_the_part_of_one_payer_is_asked_alone():
    here = structure(flow(300_000, "d"), flow(200_000, "s"), LISTED)
    assert outcome(FundingAmount(unit="community", payer="d", exactly=300_000), here) is MET
    assert outcome(FundingAmount(unit="community", payer="street", exactly=300_000), here) is VIOLATED
    unknown = structure(flow(300_000), LISTED)
    assert outcome(FundingAmount(unit="community", payer="d", at_least=1), unknown) is OPEN


def test_without_a_number_nothing_is_decided_and_without_a_village_nothing_is_asked():
    rule = FundingAmount(unit={"kind": "community", "where": {"kind": "village"}})
    closed = Inventory(scope="d", of="community", complete=True)
    urban = attrs.evolve(Community(id="v", parent="s"), kind=NOT_STATED)
    assert outcome(rule, structure(flow(1, "d"), LISTED)) is OPEN
    none = Structure.build([District(id="d"), attrs.evolve(closed)])
    assert outcome(FundingAmount(unit="community", at_least=1), none) is NOT_ASKED
    assert urban.id == "v"


def test_exactly_beside_a_bound_is_refused_in_both_languages():
    with pytest.raises(InputError) as raised:
        FundingAmount(id="r", unit="community", exactly=1, at_least=1)
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.message("en") == "rule r: give exactly alone, or at_least and at_most"
    assert diagnostic.message("zh") == "规则 r：exactly 应单独给出，或改用 at_least 和 at_most"


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=3), st.integers(0, 6), st.booleans())
def test_a_verdict_on_partial_amounts_is_the_common_one_of_all_completions(amounts, floor, listed):
    """What is not known may be anything: the answer is the one that every completion gives, or none."""
    rule = FundingAmount(unit="community", purposes=["running"], at_least=floor)
    payers = ["d", "s", NOT_STATED]
    flows = [flow(NOT_STATED if a is None else a, payers[n]) for n, a in enumerate(amounts)]
    answer = outcome(rule, structure(*flows, *([LISTED] if listed else [])))
    known = sum(a for a in amounts if a is not None)
    totals = {known, known + 10} if None in amounts or not listed else {known}
    common = {MET if total >= floor else VIOLATED for total in totals}
    assert answer is (common.pop() if len(common) == 1 else OPEN)


@given(st.integers(0, 10), st.integers(0, 10))
def test_a_top_up_is_what_is_lacking_and_never_less_than_nothing(standard, own):
    assert top_up(Yuan(standard), Yuan(own)) == Yuan(max(0, standard - own))


# shares


SHARED = {"mode": FundMode.SHARED, "purpose": "service"}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([flow(50_000, "d", **SHARED), flow(50_000, "s", **SHARED)], MET),
        ([flow(50_001, "d", **SHARED), flow(50_000, "s", **SHARED)], VIOLATED),
        ([flow(NOT_STATED, "d", **SHARED), flow(50_000, "s", **SHARED)], OPEN),
        ([flow(50_000, "d", purpose="service"), flow(50_000, "s", purpose="service"), LISTED], MET),
        ([flow(50_000, "d", purpose="service"), flow(50_000, "s", purpose="service")], OPEN),
        ([LISTED], NOT_ASKED),
        ([], OPEN),
    ],
)
def test_one_to_one_is_half_each(records, expected):
    """GL-081."""
    rule = FundingShare(unit="community", purposes=["service"], payer="d", exactly="50%")
    assert outcome(rule, structure(*records)) is expected


def test_a_share_known_within_bounds_meets_a_floor():
    here = structure(flow("60..80", "d", **SHARED), flow(40, "s", **SHARED))
    rule = FundingShare(unit="community", purposes=["service"], payer="d", at_least="60%")
    (verdict,) = rule.check(here)
    assert verdict.outcome is MET
    assert verdict.measured == Share.between(Fraction(3, 5), Fraction(2, 3))


# modes


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([flow(payer="d", purpose="staff", mode=FundMode.FULL)], MET),
        ([flow(payer="d", purpose="staff", mode=FundMode.FIXED), LISTED], VIOLATED),
        ([flow(payer="s", purpose="staff", mode=FundMode.FULL), LISTED], VIOLATED),
        ([flow(payer="d", purpose="staff"), LISTED], OPEN),
        ([flow(purpose="staff", mode=FundMode.FULL), LISTED], OPEN),
        ([LISTED], VIOLATED),
        ([], OPEN),
    ],
)
def test_a_full_lump_sum(records, expected):
    """XZ-056: no amount is needed to say in which way money is given."""
    rule = FundedInMode(unit="community", purposes=["staff"], mode="full", payer="d")
    assert outcome(rule, structure(*records)) is expected


# who disposes


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([flow(1, "d", earmarked=False, spender="p"), LISTED], MET),
        ([flow(1, "d", earmarked=True, spender="p"), LISTED], VIOLATED),
        ([flow(1, "d", earmarked=False, spender="d"), LISTED], VIOLATED),
        ([flow(1, "d", spender="p"), LISTED], OPEN),
        ([flow(1, "d", earmarked=False), LISTED], OPEN),
        ([], OPEN),
    ],
)
def test_no_earmark_is_left_and_the_party_committee_spends(records, expected):
    """BA-032."""
    assert outcome(FundsPooled(unit="community", spender="party_organ"), structure(*records)) is expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([AccountKeeping(unit="p", keeper="p", budget_unit=True)], MET),
        ([AccountKeeping(unit="p", keeper="d", budget_unit=True)], VIOLATED),
        ([AccountKeeping(unit="p", keeper="p", budget_unit=False)], VIOLATED),
        ([AccountKeeping(unit="p", keeper="p")], OPEN),
        ([], OPEN),
        ([Inventory(scope="d", of="account_keeping", complete=True)], VIOLATED),
    ],
)
def test_a_budget_of_its_own(records, expected):
    """BA-030, XZ-061."""
    rule = HasOwnBudget(unit="party_organ", budget_unit=True, accounts=True)
    assert outcome(rule, structure(*records)) is expected


# changes


def change(before, after):
    return Change(structure(*before), structure(*after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([flow(5, "d")], [flow(5, "d", earmarked=False)], MET),  # the same amount, other terms
        ([flow(NOT_STATED, "d")], [flow(NOT_STATED, "d", earmarked=False)], MET),  # unknown, and the same
        ([flow(5, "d")], [flow(6, "d")], VIOLATED),
        ([flow(5, "d")], [flow(4, "d")], MET),
        ([flow(5, "d")], [flow(5, "d"), flow(1, "s")], OPEN),  # what the street paid before is not recorded
        ([flow(5, "d"), LISTED], [flow(5, "d"), flow(1, "s"), LISTED], VIOLATED),
        ([flow(5, "d"), LISTED], [flow(4, "d"), flow(1, "s"), LISTED], MET),  # another pays, the total stays
        ([], [], MET),
    ],
)
def test_the_total_is_not_increased(before, after, expected):
    """BA-031."""
    assert outcome(FundsChange(unit="community", by="<= 0"), change(before, after)) is expected


@pytest.mark.parametrize(
    ("amount", "expected"), [("> 30000000", MET), (30_000_000, VIOLATED), (30_000_001, MET), (NOT_STATED, OPEN)]
)
def test_more_than_thirty_million_are_added(amount, expected):
    """XZ-054: stated as an increment, so nothing need be known of before."""
    added = flow(amount, "d", mode=FundMode.ADDED)
    assert outcome(FundsChange(unit="community", by="> 30000000"), change([], [added])) is expected


def test_a_structure_is_no_change():
    for rule in (FundsChange(unit="community", by="<= 0"), FundShareRises(unit="community", purpose="contingency")):
        assert outcome(rule, structure()) is NOT_ASKED


def both(part, rest):
    return [flow(part, "d", "contingency"), flow(rest, "d", "affairs"), LISTED]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (both(10, 90), both(15, 85), MET),
        (both(10, 90), both(20, 180), VIOLATED),  # more money, the same part
        (both(10, 90), both(10, 91), VIOLATED),
        (both(10, 90), both(NOT_STATED, 90), OPEN),
        (both(10, 90)[:2], both(15, 85)[:2], OPEN),  # flows may be missing
    ],
)
def test_the_part_of_contingency_funds_rises(before, after, expected):
    """XZ-058: after > before, without a number."""
    assert outcome(FundShareRises(unit="community", purpose="contingency"), change(before, after)) is expected


# fines and national law: an optional clause of the user's own


def test_a_soft_clause_of_the_users_own_warns_of_fines_kept():
    """XZ-060 is described as it is; who adds the separation of income and expenditure gets a warning, no violation."""
    from basegov.rules.income import KeepsIncome
    from basegov.structure.income import IncomeAssignment, IncomeStream

    kept = IncomeAssignment(stream="fines", unit="s", share=Share("100%"))
    here = structure(IncomeStream(id="fines"), kept)
    stated = KeepsIncome(id="kept", unit="street", stream="fines", exactly="100%")
    apart = KeepsIncome(id="apart", unit="street", stream="fines", exactly="0%", force=Force.IN_PRINCIPLE)
    (first,), (second,) = stated.check(here), apart.check(here)
    assert first.outcome is MET
    assert second.is_warning
    assert not second.is_violation
