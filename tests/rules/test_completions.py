"""A verdict on partial facts is the common one of all completions: rules over money, careers and cohorts."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.quantities import Count, Share, Yuan
from basegov.reforms.changes import Change
from basegov.rules.budgets import FundsPooled, HasOwnBudget
from basegov.rules.careers import FiledWith, QuotaReserved, UnfitReplaced
from basegov.rules.cohorts import CohortClosed, TreatmentUnchanged
from basegov.rules.fundchanges import FundsChange, FundShareRises
from basegov.rules.funds import FundedInMode, FundingShare
from basegov.rules.pools import PoolComesOut, PoolUsers
from basegov.rules.verdicts import Outcome
from basegov.structure.careers import FitnessReview, ReservedQuota, StaffFiling
from basegov.structure.cohorts import Cohort
from basegov.structure.funds import AccountKeeping, Funding, FundMode
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.pools import FundPool, PoolAllocation
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED

NODES = (
    District(id="d"), Community(id="v", parent="d"),
    PartyOrgan(id="p", parent="v", kind=PartyOrganKind.COMMUNITY_COMMITTEE),
)  # fmt: skip
KINDS = (
    "funding", "account_keeping", "pool_allocation", "staff_filing", "fitness_review", "reserved_quota", "staff",
    "staff_group",
)  # fmt: skip
LISTED = tuple(Inventory(scope="d", of=kind, complete=True) for kind in KINDS)
MONEY = (Yuan(1), Yuan(40), Yuan(60), Yuan(10**6))  # first and last only where the amount is open
FLAG = (True, False)


def funding(payer="d", purpose="a", **terms):
    return Funding(unit="v", year=2020, purpose=purpose, payer=payer, **terms)


def shared(payer, purpose="a"):
    return funding(payer, purpose, mode=FundMode.SHARED)


# for each rule the records of a world, and the values that each of their open fields can have
CASES = {
    "share of a payer": (
        FundingShare(unit="community", purposes=["a"], payer="d", at_least="50%"),
        (shared("d"), shared("p")), {"amount": MONEY},
    ),
    "mode": (
        FundedInMode(unit="community", purposes=["a"], mode="full", payer="d"),
        (funding("d"),), {"mode": (FundMode.FULL, FundMode.FIXED)},
    ),
    "pooled": (
        FundsPooled(unit="community", spender="party_organ"), (funding("d"), funding("d", "b")),
        {"earmarked": FLAG, "spender": ("p", "d")},
    ),
    "budget": (
        HasOwnBudget(unit="community", budget_unit=True, accounts=True), (AccountKeeping(unit="v"),),
        {"keeper": ("v", "d"), "budget_unit": FLAG},
    ),
    "pool": (
        PoolComesOut(),
        (FundPool(id="pool", parent="d"), PoolAllocation(pool="pool", recipient="v")), {"amount": MONEY},
    ),
    "pool within": (
        PoolComesOut(whole=False),
        (FundPool(id="pool", parent="d"), PoolAllocation(pool="pool", recipient="v")), {"amount": MONEY},
    ),
    "applicants": (
        PoolUsers(applicants=["firm"], lead="party_organ"),
        (FundPool(id="pool", parent="d"), PoolAllocation(pool="pool", recipient="v")),
        {"applicant_class": ("firm", "bureau"), "lead": ("p", "d")},
    ),
    "quota": (
        QuotaReserved(unit="district", category="w", posts=["x"], approver="city"),
        (ReservedQuota(id="q", unit="d", category="w"),),
        {
            "posts": (("x",), ("y",)), "size": (Count(0), Count(2)), "vacancies": (Count(0), Count(2), Count(9)),
            "approver": ("city", "d"), "approved": FLAG,
        },
    ),
}  # fmt: skip


def open_fields(records, domains):
    return [(n, field) for n, record in enumerate(records) for field in domains if hasattr(record, field)]


def outcome(rule, records):
    (verdict,) = rule.check(Structure.build([*NODES, *LISTED, *records]))
    return verdict.outcome


def filled(records, values):
    for (n, field), value in values.items():
        records = [attrs.evolve(r, **{field: value}) if i == n else r for i, r in enumerate(records)]
    return records


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=15)
@given(data=st.data())
def test_partial_records_are_judged_as_all_their_completions(name, data):
    rule, records, domains = CASES[name]
    places = open_fields(records, domains)
    told = {field: values[1:-1] if values is MONEY else values for field, values in domains.items()}
    known = {p: data.draw(st.sampled_from(told[p[1]])) for p in places if data.draw(st.booleans())}
    left = [p for p in places if p not in known]
    partial = filled(list(records), known)
    answers = {
        outcome(rule, filled(partial, dict(zip(left, values, strict=True))))
        for values in itertools.product(*(domains[field] for _, field in left))
    }
    expected = answers.pop() if len(answers) == 1 else Outcome.UNDETERMINED
    assert outcome(rule, partial) is expected


# two sides of a change


def change_outcome(rule, before, after):
    (verdict,) = rule.check(Change(*(Structure.build([*NODES, *LISTED, *side]) for side in (before, after))))
    return verdict.outcome


AMOUNT = st.one_of(st.none(), st.sampled_from([0, 40, 60]))


@given(AMOUNT, AMOUNT, AMOUNT)
def test_a_change_in_funds_is_judged_as_all_its_completions(then, now, other):
    """Open amounts on two sides are two unknowns where they are not the very same."""
    rule = FundsChange(unit="community", by="<= 0")

    def side(a, b):
        return [funding("d", amount=Yuan(a)), funding("p", amount=Yuan(b))]

    before = [funding("d", amount=NOT_STATED if then is None else Yuan(then)), funding("p", amount=Yuan(50))]
    after = [
        funding("d", amount=NOT_STATED if now is None else Yuan(now)),
        funding("p", amount=NOT_STATED if other is None else Yuan(other)),
    ]
    ends = [[0, 10**6] if amount is None else [amount] for amount in (then, now, other)]
    same = then is None and now is None
    answers = {
        change_outcome(rule, side(a, 50), side(a if same else b, c)) for a, b, c in itertools.product(*ends)
    }  # fmt: skip
    expected = answers.pop() if len(answers) == 1 else Outcome.UNDETERMINED
    assert change_outcome(rule, before, after) is expected


@given(AMOUNT, AMOUNT)
def test_a_rise_of_a_part_is_judged_as_all_its_completions(part, rest):
    rule = FundShareRises(unit="community", purpose="a")
    before = [funding("d", amount=Yuan(40)), funding("d", "b", amount=Yuan(60))]

    def after(a, b):
        given = [NOT_STATED if x is None else Yuan(x) for x in (a, b)]
        return [funding("d", amount=given[0]), funding("d", "b", amount=given[1])]

    ends = [[1, 40, 10**6] if amount is None else [amount] for amount in (part, rest)]
    answers = {change_outcome(rule, before, after(*pair)) for pair in itertools.product(*ends)}
    answer = change_outcome(rule, before, after(part, rest))
    if answer is not Outcome.UNDETERMINED:
        assert answers == {answer}
    elif part is not None and rest is not None:
        assert part == rest == 0  # of nothing there is no part


@given(st.one_of(st.none(), st.sampled_from([4000, 5000])), st.one_of(st.none(), st.sampled_from([4000, 5000])))
def test_treatment_is_judged_as_all_its_completions(then, now):
    cohort = Cohort(id="old", members=("s",), size=Count(1), closed=True)

    def side(pay, category="a"):
        return [Staff(id="s", category=category, monthly_pay=NOT_STATED if pay is None else Yuan(pay)), cohort]

    ends = [[4000, 5000] if pay is None else [pay] for pay in (then, now)]
    answers = {change_outcome(TreatmentUnchanged(), side(a), side(b, "b")) for a, b in itertools.product(*ends)}
    expected = answers.pop() if len(answers) == 1 else Outcome.UNDETERMINED
    assert change_outcome(TreatmentUnchanged(), side(then), side(now, "b")) is expected


@given(st.sampled_from([True, False, NOT_STATED]), st.booleans())
def test_entry_in_a_cohort_is_judged_as_all_its_completions(closed, enters):
    """Whether it was closed is all that can be open: where nobody enters, it is kept or not asked."""
    people = [Staff(id="s"), Staff(id="t")]
    before = [*people, Cohort(id="old", members=("s",), size=Count(1), closed=closed)]
    members = ("s", "t") if enters else ("s",)
    after = [*people, Cohort(id="old", members=members, size=Count(len(members)), closed=True)]
    wanted = {True: Outcome.VIOLATED if enters else Outcome.MET, False: Outcome.NOT_APPLICABLE}
    expected = wanted.get(closed, Outcome.UNDETERMINED)
    assert change_outcome(CohortClosed(), before, after) is expected


@given(st.booleans(), st.booleans())
def test_filing_is_open_only_while_filings_may_be_missing(filed, listed):
    rule = FiledWith(people="staff_group", office="p")
    records = [StaffGroup(id="g", parent="d", count=Count(1))]
    records += [StaffFiling(who="g", office="p")] if filed else []
    inventories = LISTED if listed else [i for i in LISTED if i.of != "staff_filing"]
    (verdict,) = rule.check(Structure.build([*NODES, *inventories, *records]))
    expected = Outcome.MET if filed else Outcome.VIOLATED if listed else Outcome.UNDETERMINED
    assert verdict.outcome is expected


@given(st.sampled_from([True, False, NOT_STATED]), st.sampled_from(["x", "y", NOT_STATED]))
def test_a_review_is_judged_as_all_its_completions(fit, category):
    rule = UnfitReplaced(post="x")

    def at(fit, category):
        return outcome(rule, [Staff(id="s", parent="d", category=category), FitnessReview(who="s", post="x", fit=fit)])

    fits = [True, False] if fit is NOT_STATED else [fit]
    held = ["x", "y"] if category is NOT_STATED else [category]
    answers = {at(*pair) for pair in itertools.product(fits, held)}
    assert at(fit, category) is (answers.pop() if len(answers) == 1 else Outcome.UNDETERMINED)


def test_a_share_of_shared_costs_needs_no_list_of_all_flows():
    """The parts of a shared cost are the whole of it."""
    records = [attrs.evolve(shared("d"), amount=Yuan(1)), attrs.evolve(shared("p"), amount=Yuan(1))]
    rule = FundingShare(unit="community", purposes=["a"], payer="d", exactly=Share("1/2"))
    (verdict,) = rule.check(Structure.build([*NODES, *records]))
    assert verdict.outcome is Outcome.MET
