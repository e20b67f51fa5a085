"""Steps on money: modes, top-ups, shared costs, pooling, accounts, pools, income; nothing comes from nowhere (F16)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError, StructureError
from basegov.quantities import Share, Yuan
from basegov.reforms.funds import MoveAccounting, PoolStreams, SetFundMode, ShareCost, TopUp
from basegov.reforms.income import AssignIncome
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.pools import DistributePool, SetUpPool, divide
from basegov.reforms.reform import Reform
from basegov.structure.funds import AccountKeeping, Funding, FundMode
from basegov.structure.income import IncomeAssignment, IncomeStream
from basegov.structure.organisations import Department, PartyOrgan, PartyOrganKind
from basegov.structure.pools import FundPool, PoolAllocation
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.values import NOT_STATED

VILLAGES = {"kind": "community"}


def structure(*records, villages=2):
    return Structure.build([
        District(id="d", name="区"), Street(id="s", name="镇", parent="d"),
        Department(id="bureau", name="局", parent="d"),
        *(Community(id=f"v{n}", parent="s") for n in range(villages)),
        *(
            PartyOrgan(id=f"p{n}", parent=f"v{n}", kind=PartyOrganKind.COMMUNITY_COMMITTEE) for n in range(villages)
        ),
        *(Inventory(scope=f"v{n}", of="funding", complete=True) for n in range(villages)), *records,
    ])  # fmt: skip


def done(step, before=None):
    return Reform(id="r", steps=[step]).apply(structure() if before is None else before)


def refused(step, before=None):
    with pytest.raises(ReformError) as raised:
        done(step, before)
    return raised.value.diagnostics[1]


def paid(structure):
    """Return what each payer pays, exactly."""
    totals = {}
    for flow in structure.records(Funding):
        totals[flow.payer] = totals.get(flow.payer, 0) + flow.amount.exact
    return totals


def from_outside(change, account="funds"):
    return sum(i.amount.exact for i in change.imbalances if i.account == account)


# the village funds of Guangling (GL-077 to GL-081)


def test_a_village_comes_to_600000_and_a_weak_one_to_800000_of_which_the_town_pays_50000_for_service():
    """GL-077, GL-079, GL-080: 500,000 + 100,000, and 200,000 more for a weak one."""
    weak = SetFundMode(
        units={"kind": "community", "ids": ["v1"]}, purposes=["support"], mode="added", payer="d", year=2021,
        amount=200_000,
    )  # fmt: skip
    steps = [
        SetFundMode(units=VILLAGES, purposes=["running"], mode="fixed", payer="d", year=2021, amount=500_000),
        ShareCost(units=VILLAGES, purpose="service", amount=100_000, payers={"d": 1, "parent": 1}, year=2021),
        weak,
    ]
    change = Reform(id="r", steps=steps).apply(structure())
    of = {v: sum(f.amount.exact for f in change.after.where(Funding, unit=v)) for v in ("v0", "v1")}
    assert of == {"v0": 600_000, "v1": 800_000}
    assert [f.amount for f in change.after.where(Funding, payer="s")] == [Yuan(50_000)] * 2
    assert paid(change.after) == {"d": 2 * 550_000 + 200_000, "s": 100_000}
    assert from_outside(change) == 1_400_000
    assert {i.outside.en for i in change.imbalances} == {"paid by 区", "paid by 镇"}
    assert {i.outside.zh for i in change.imbalances} == {"由区支付", "由镇支付"}


def test_a_top_up_pays_what_is_lacking_and_nothing_to_those_who_have_enough():
    """GL-078."""
    own = [
        Funding(unit="v0", year=2020, purpose="running", amount=Yuan(320_000)),
        Funding(unit="v1", year=2020, purpose="running", amount=Yuan(700_000)),
    ]
    step = TopUp(units=VILLAGES, standard=500_000, purpose="running", payer="parent", year=2020)
    change = done(step, structure(*own))
    assert [f.amount for f in change.after.where(Funding, payer="s")] == [Yuan(180_000), Yuan(0)]
    again = done(step, change.after)  # its own earlier payment is no part of the own funds
    assert [f.amount for f in again.after.where(Funding, payer="s")] == [Yuan(180_000), Yuan(0)]
    assert from_outside(again) == 0
    events = [event.text("en") for event in change.events]
    assert events[0] == "v0 is given 180,000 yuan for running in 2020 by s (top-up)"
    assert change.events[0].text("zh") == "2020 年由 s 给予 v0 running 经费 180,000元（补足标准）"


def test_a_top_up_of_unknown_own_funds_is_a_bound():
    before = structure(Funding(unit="v0", year=2020, purpose="running"), villages=1)
    change = done(TopUp(units=VILLAGES, standard=500_000, purpose="running", payer="s", year=2020), before)
    (flow,) = change.after.where(Funding, payer="s")
    assert (flow.amount, flow.mode, flow.standard) == (Yuan("0..500000"), FundMode.TOP_UP, Yuan(500_000))


def test_parts_that_cannot_be_paid_in_whole_yuan_stay_exact():
    change = done(ShareCost(units=VILLAGES, purpose="x", amount=100, payers={"d": 1, "s": 2}, year=2020))
    assert paid(change.after) == {"d": Fraction(200, 3), "s": Fraction(400, 3)}


@pytest.mark.parametrize("payers", [{}, {"d": 0}, {"d": 2, "s": -1}])
def test_a_cost_that_nobody_bears_is_refused(payers):
    diagnostic = refused(ShareCost(units=VILLAGES, purpose="service", amount=1, payers=payers, year=2020))
    assert diagnostic.code == "BG535"
    assert diagnostic.message("en") == "the cost of service is to be shared, and no payer has a part that is above zero"
    assert diagnostic.message("zh") == "“service”经费拟分担，但没有支付方的份额大于零"


def test_nobody_pays_itself_and_nothing_is_below_zero():
    for terms, code, en, zh in [
        ({"payer": "v0"}, "BG380", "v0 would pay itself for work", "v0 成为自身“work”经费的支付方"),
        (
            {"amount": Yuan(-1)}, "BG381", "the funds of v0 for work are -1 yuan, less than nothing",
            "v0 的“work”经费为 -1元，小于零",
        ),
    ]:  # fmt: skip
        with pytest.raises(StructureError) as raised:
            structure(Funding(unit="v0", year=2020, **terms))
        (diagnostic,) = raised.value.diagnostics
        assert (diagnostic.code, diagnostic.message("en"), diagnostic.message("zh")) == (code, en, zh)


def test_a_mode_may_be_set_without_a_number_and_keeps_one_that_is_there():
    step = SetFundMode(units=VILLAGES, purposes=["staff"], mode="full", payer="d", year=2020)
    change = done(step)
    assert {f.amount for f in change.after.records(Funding)} == {NOT_STATED}
    there = structure(Funding(unit="v0", year=2020, purpose="staff", payer="d", amount=Yuan(7)), villages=1)
    (flow,) = done(step, there).after.records(Funding)
    assert (flow.amount, flow.mode) == (Yuan(7), FundMode.FULL)


# pooling and accounts (BA-030 to BA-032, XZ-061)


def earmarked(amount=None):
    given = NOT_STATED if amount is None else Yuan(amount)
    return Funding(unit="v0", year=2018, purpose="culture", payer="bureau", amount=given, earmarked=True)


@pytest.mark.parametrize("amount", [None, 50_000])
def test_pooling_frees_the_money_and_changes_neither_payer_nor_amount(amount):
    """BA-031, BA-032."""
    change = done(
        PoolStreams(units={"kind": "community", "ids": ["v0"]}, under="party_organ"), structure(earmarked(amount))
    )
    (flow,) = change.after.records(Funding)
    assert (flow.earmarked, flow.spender, flow.payer) == (False, "p0", "bureau")
    assert flow.amount == earmarked(amount).amount
    assert change.accounts["funds"].exact == 0
    assert not change.imbalances


def test_what_is_pooled_already_is_refused():
    free = Funding(unit="v0", year=2018, purpose="culture", earmarked=False, spender="p0")
    step = PoolStreams(units={"kind": "community", "ids": ["v0"]}, under="party_organ")
    diagnostic = refused(step, structure(free))
    assert diagnostic.code == "BG538"
    assert diagnostic.message("en") == "nobody among community [v0] has funds that are not pooled already"
    assert diagnostic.message("zh") == "社区 [v0]均没有尚待整合的经费"


def test_accounts_move_to_the_unit_itself_and_a_committee_becomes_a_budget_unit():
    """XZ-061, BA-030."""
    before = structure(AccountKeeping(unit="s", keeper="bureau", budget_unit=True))
    change = done(MoveAccounting(units="street", to="self"), before)
    assert change.after.records(AccountKeeping)[0] == AccountKeeping(unit="s", keeper="s", budget_unit=True)
    other = done(MoveAccounting(units="party_organ", budget_unit=True), before)
    kept = {k.unit: (k.keeper, k.budget_unit) for k in other.after.records(AccountKeeping)}
    assert kept["p0"] == (NOT_STATED, True)
    assert kept["s"] == ("bureau", True)


def test_income_is_assigned_and_an_older_part_replaced():
    """XZ-059, XZ-060."""
    old = IncomeAssignment(stream="fines", unit="s", share=Share("40%"))
    change = done(AssignIncome(stream="fines", units="street", share="100%"), structure(IncomeStream(id="fines"), old))
    assert [a.share for a in change.after.records(IncomeAssignment)] == [Share("100%")]


# pools


def pool(amount):
    return FundPool(id="pool", name="奖金", amount=amount)


def test_248_million_over_124_communities_are_two_million_each_and_a_project_has_120155():
    """BA-096, BA-098: the composite numbers."""
    before = structure(villages=124)
    steps = [
        SetUpPool(pool="micro", amount=248_000_000, payer="d", projects=2_064),
        DistributePool(pool="micro", to=VILLAGES),
    ]
    change = Reform(id="r", steps=steps).apply(before)
    parts = {a.amount for a in change.after.records(PoolAllocation)}
    assert parts == {Yuan(2_000_000)}
    assert from_outside(change, "pools") == 248_000_000
    assert round(Fraction(248_000_000, 2_064)) == 120_155
    assert round(Fraction(1_756_000_000, 124), -4) == 14_160_000


def test_a_bonus_total_is_divided_by_weights_to_the_last_yuan():
    """XZ-063, XZ-064: the street chooses the rule, the total stays."""
    step = DistributePool(pool="pool", by="weights", parts={"v0": 3, "v1": 4, "s": 1})
    change = done(step, structure(pool(Yuan(100))))
    given = {a.recipient: a.amount.exact for a in change.after.records(PoolAllocation)}
    assert given == {"v0": 38, "v1": 50, "s": 12}
    cents = done(DistributePool(pool="pool", to=VILLAGES, unit="1/100"), structure(pool(Yuan("100.01"))))
    assert {a.amount for a in cents.after.records(PoolAllocation)} == {Yuan("50.01"), Yuan("50")}


def test_parts_that_do_not_come_to_the_whole_are_refused_unless_a_rest_may_stay():
    parts = {"v0": 60, "v1": 39}
    diagnostic = refused(DistributePool(pool="pool", by="amounts", parts=parts), structure(pool(Yuan(100))))
    assert diagnostic.code == "BG536"
    assert diagnostic.message("en") == "the parts of 奖金 come to 99 yuan, and there are 100 yuan"
    assert diagnostic.message("zh") == "奖金 的各部分合计 99元，而资金总额为 100元"
    assert done(DistributePool(pool="pool", by="amounts", parts=parts, whole=False), structure(pool(Yuan(100))))
    too_much = DistributePool(pool="pool", by="amounts", parts={"v0": 101}, whole=False)
    assert refused(too_much, structure(pool(Yuan(100)))).code == "BG536"


def test_what_others_were_given_before_counts():
    """BA-096: the parts together stay within the pool."""
    given = PoolAllocation(pool="pool", recipient="s", amount=Yuan(60))
    step = DistributePool(pool="pool", by="amounts", parts={"v0": 50}, whole=False)
    assert refused(step, structure(pool(Yuan(100)), given)).code == "BG536"
    assert done(DistributePool(pool="pool", by="amounts", parts={"v0": 40}), structure(pool(Yuan(100)), given))


def test_what_merged_communities_were_given_adds_up():
    parts = [PoolAllocation(pool="pool", recipient=f"v{n}", amount=Yuan(30 + n)) for n in range(2)]
    merged = done(MergeCommunities(parts=["v0", "v1"], into="v"), structure(pool(Yuan(100)), *parts))
    assert [part.amount for part in merged.after.where(PoolAllocation, recipient="v")] == [Yuan(61)]


def test_an_open_amount_cannot_be_divided_by_a_rule():
    diagnostic = refused(DistributePool(pool="pool", to=VILLAGES), structure(pool(NOT_STATED)))
    assert diagnostic.code == "BG537"
    assert diagnostic.message("en") == "奖金 cannot be divided by equal: its amount is not stated"
    assert diagnostic.message("zh") == "奖金 无法按 equal 分配：其金额为 未载明"


@given(st.integers(0, 10**6), st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any), st.integers(1, 7))
def test_a_division_comes_out_and_is_never_more_than_a_unit_from_the_quota(amount, weights, unit):
    named = {str(n): Fraction(weight) for n, weight in enumerate(weights)}
    parts = divide(Fraction(amount), named, Fraction(unit))
    assert sum(parts.values()) == amount
    for id_, weight in named.items():
        assert abs(parts[id_] - Fraction(amount) * weight / sum(weights)) <= unit


# whatever a step does, the account tells where it comes from


AMOUNTS = st.integers(0, 10**7)


@st.composite
def villages_with_funds(draw):
    flows = [
        Funding(
            unit=f"v{n}", year=2020, purpose=draw(st.sampled_from(["running", "service"])), payer="bureau",
            amount=Yuan(draw(AMOUNTS)), earmarked=True,
        )
        for n in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    return structure(*flows, pool(Yuan(draw(AMOUNTS))), IncomeStream(id="fines"), villages=3)


@st.composite
def money_steps(draw):
    amount, purpose = draw(AMOUNTS), draw(st.sampled_from(["running", "service"]))
    payer = draw(st.sampled_from(["d", "bureau", "parent"]))
    return draw(
        st.sampled_from([
            SetFundMode(units=VILLAGES, purposes=[purpose], mode="fixed", payer=payer, year=2020, amount=amount),
            TopUp(units=VILLAGES, standard=amount, purpose=purpose, payer=payer, year=2020),
            ShareCost(units=VILLAGES, purpose=purpose, amount=amount, payers={"d": 2, payer + "": 3}, year=2020),
            PoolStreams(units=VILLAGES, under="s"),
            MoveAccounting(units=VILLAGES, to="self", budget_unit=True),
            SetUpPool(pool="new", amount=amount, payer="d"),
            DistributePool(pool="pool", to=VILLAGES),
            AssignIncome(stream="fines", units=VILLAGES, share="50%"),
        ])
    )  # fmt: skip


@given(villages_with_funds(), money_steps())
def test_every_change_of_an_account_has_a_named_source(before, step):
    change = done(step, before)
    for account in ("funds", "pools"):
        assert change.accounts[account].exact == from_outside(change, account)
    then, now = paid(before), paid(change.after)
    assert change.accounts["funds"].exact == sum(now.values()) - sum(then.values())
    assert change.accounts["staff"].exact == 0
    assert change.undo() is before
    assert Reform(id="r", steps=[step]).apply(before).after == change.after
