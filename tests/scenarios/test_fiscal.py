"""What a reform costs: by payer, component and year, with bounds where facts are missing."""

from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.quantities import Count, Difference, Yuan
from basegov.reforms.changes import Change
from basegov.report.comparisons import compare_page
from basegov.report.data import compare_data
from basegov.scenarios import COST_SOURCES, CostLine, Scenario, cost_source, fiscal_effect
from basegov.structure.costs import annual_cost
from basegov.structure.funds import Funding, FundMode
from basegov.structure.pay import PayComponent, PayRule
from basegov.structure.pools import FundPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory, UnitGroup
from basegov.values import NOT_STATED

LISTED = Inventory(scope="d", of="funding", complete=True)


def structure(*records, listed=True):
    units = [District(id="d", name="区"), Community(id="v", parent="d"), Community(id="w", parent="d")]
    return Structure.build([*units, *([LISTED] if listed else []), *records])


def flow(amount, unit="v", year=2020, payer="d", **terms):
    amount = amount if amount is NOT_STATED else Yuan(amount)
    return Funding(unit=unit, year=year, payer=payer, amount=amount, **terms)


def added(low, high=None):
    return Difference.build(low, low if high is None else high, kind=Yuan)


def test_the_added_cost_is_exact_where_all_flows_are_listed():
    effect = fiscal_effect(structure(flow(100)), structure(flow(130), flow(50, "w")))
    (row,) = effect.rows
    assert (row.component.name, row.payer, row.year) == ("funds", "d", 2020)
    assert (row.before, row.after, row.added) == (Yuan(100), Yuan(180), added(80))
    assert effect.missing == ()
    assert effect.added("funds", payer="d") == added(80)


def test_a_later_year_is_compared_with_the_last_one_before_it():
    effect = fiscal_effect(structure(flow(100, year=2019)), structure(flow(100, year=2019), flow(150, year=2021)))
    (row,) = effect.rows
    assert (row.year, row.added) == (2021, added(50))


def test_what_was_paid_before_and_is_not_recorded_is_a_bound_and_a_missing_fact():
    effect = fiscal_effect(structure(listed=False), structure(flow(500), listed=False))
    (row,) = effect.rows
    assert row.after == Yuan(500)
    assert (row.added.low, row.added.high) == (None, 500)
    assert [m.subject for m in row.missing] == ["v"]


def test_money_on_top_of_what_was_paid_needs_no_before():
    """XZ-054: an increment."""
    effect = fiscal_effect(structure(listed=False), structure(flow("> 30000000", mode=FundMode.ADDED), listed=False))
    assert effect.rows[0].added.text("en") == "> 30,000,000 yuan"


def test_the_same_unknown_amount_costs_nothing_more():
    before, after = structure(flow(NOT_STATED)), structure(flow(NOT_STATED, earmarked=False))
    assert fiscal_effect(before, after).rows == ()
    assert fiscal_effect(before, before).rows == ()


@pytest.mark.parametrize(
    ("count", "low", "high"), [(Count(3), 300, 300), (Count("2..4"), 200, 400), (NOT_STATED, 0, None)]
)
def test_a_flow_to_a_group_is_paid_to_each_of_its_members(count, low, high):
    """GL-079: how many weak villages there are is not stated."""
    group = UnitGroup(id="weak", parent="d", of="community", count=count)
    effect = fiscal_effect(structure(group), structure(group, flow(100, "weak")))
    (row,) = effect.rows
    assert (row.added.low, row.added.high) == (low, high)
    assert bool(row.missing) is (low != high)


def test_pools_and_pay_are_components_of_their_own():
    then = [Staff(id="p", parent="v", employer="v", monthly_pay=Yuan(5000)), FundPool(id="a", amount=Yuan(10))]
    now = [Staff(id="p", parent="v", employer="v", monthly_pay=Yuan(5500)), FundPool(id="a", amount=Yuan(7), payer="d")]
    effect = fiscal_effect(structure(*then), structure(*now))
    assert effect.added("staff") == added(6000)  # twelve months
    assert effect.added("pools") == added(-3)
    assert effect.added("funds") == added(0)


def test_a_group_that_comes_costs_what_is_not_known():
    effect = fiscal_effect(structure(), structure(StaffGroup(id="g", parent="v", count=Count(5))))
    (row,) = effect.rows
    assert (row.added.low, row.added.high) == (0, None)
    assert row.payer_text("en") == "payer not stated"
    assert row.payer_text("zh") == "支付方未载明"


PAY = PayRule(
    id="rule", category="worker", payer="d",
    components=(PayComponent(name="basic", amount=3000), PayComponent(name="performance")),
)  # fmt: skip
WORKER = Staff(id="p", parent="v", employer="v", category="worker", monthly_pay=Yuan(2500))


def test_a_raise_of_a_component_costs_its_payer_twelve_times_and_the_others_nothing():
    """GL-074: 2,000 yuan a month; that performance is not stated leaves nothing open."""
    raised = attrs.evolve(PAY, components=(PayComponent(name="basic", amount=5000), PAY.components[1]))
    (row,) = fiscal_effect(structure(WORKER, PAY), structure(WORKER, raised)).rows
    assert (row.payer, row.purpose, row.added, row.missing) == ("d", "basic", added(24_000), ())
    assert row.before == Yuan(36_000)


def test_pay_by_a_rule_and_recorded_pay_are_not_counted_twice():
    exact = attrs.evolve(PAY, components=PAY.components[:1])
    settled = attrs.evolve(WORKER, monthly_pay=Yuan(3000))
    effect = fiscal_effect(structure(WORKER), structure(settled, exact))
    assert {(r.payer, r.purpose): r.added for r in effect.rows} == {
        ("v", "pay"): added(-30_000), ("d", "basic"): added(36_000),
    }  # fmt: skip
    assert effect.added("staff") == added(6000)
    assert fiscal_effect(structure(WORKER, exact), structure(settled, exact)).rows == ()


def test_a_pay_rule_that_leaves_an_amount_open_names_it():
    effect = fiscal_effect(structure(), structure(WORKER, PAY))
    rows = {row.purpose: row for row in effect.rows}
    assert rows["basic"].missing == ()
    assert (rows["performance"].added.low, rows["performance"].added.high) == (0, None)
    assert [m.what.en for m in rows["performance"].missing] == ["the amount of performance of p"]
    assert [m.what.zh for m in rows["performance"].missing] == ["p的performance的数额"]


@given(st.lists(st.integers(0, 9), max_size=3), st.integers(0, 9), st.integers(0, 9))
def test_what_staff_add_is_the_difference_of_what_they_cost(pays, then, now):
    people = [Staff(id=f"p{n}", parent="v", category=NOT_STATED, monthly_pay=Yuan(p)) for n, p in enumerate(pays)]
    sides = []
    for amount in (then, now):
        rule = attrs.evolve(PAY, components=(PayComponent(name="basic", amount=amount),))
        sides.append(structure(*people, WORKER, rule))
    totals = [annual_cost(side).total.exact for side in sides]
    assert fiscal_effect(*sides).added("staff") == added(totals[1] - totals[0])


@given(
    st.lists(
        st.tuples(st.sampled_from("vw"), st.integers(0, 99), st.integers(0, 99)), max_size=4, unique_by=lambda t: t[0]
    )
)
def test_the_rows_come_to_what_is_paid_more(lines):
    before = structure(*(flow(a, unit) for unit, a, _ in lines))
    after = structure(*(flow(b, unit) for unit, _, b in lines))
    effect = fiscal_effect(before, after)
    assert effect.added("funds") == added(sum(b - a for _, a, b in lines))
    assert fiscal_effect(after, before).added("funds") == added(sum(a - b for _, a, b in lines))


@given(st.one_of(st.none(), st.integers(0, 9)), st.integers(0, 9), st.integers(0, 99))
def test_bounds_hold_every_completion(then, now, guess):
    before = structure(*([] if then is None else [flow(then)]), listed=False)
    effect = fiscal_effect(before, structure(flow(now), listed=False))
    true = now - (guess if then is None else then)
    assert true in effect.added("funds")


def test_other_costs_plug_in():
    @cost_source(en="rent", zh="租金")
    def rent_of_this_test(before, after):
        yield CostLine(payer="d", to="v", purpose="rent", before=Yuan(0), after=Yuan(9), added=added(9))

    try:
        assert fiscal_effect(structure(), structure()).added("rent_of_this_test") == added(9)
    finally:
        del COST_SOURCES["rent_of_this_test"]


def test_one_structure_alone_is_refused():
    with pytest.raises(TypeError):
        fiscal_effect(structure())
    with pytest.raises(LookupError):
        fiscal_effect(structure(), structure()).added("nothing")
    assert fiscal_effect(Change(structure(), structure(flow(1)))).added("funds") == added(1)


def test_guangling_the_district_bears_half_of_the_service_fund_of_83_villages():
    """GL-080, GL-081: 83 villages in the code table, 50,000 yuan each from either side."""
    change = bg.load_reform("guangling-2021").apply(bg.load_structure("guangling"))
    effect = bg.fiscal_effect(change)
    rows = [row for row in effect.rows if row.purpose == "people_service"]
    after = {row.payer: row.after.exact for row in rows}
    assert after.pop("guangling") == 83 * 50_000
    assert sum(after.values()) == 83 * 50_000


def test_the_effect_stands_in_the_report_and_in_the_data():
    scenario = Scenario(baseline=bg.load_structure("shili"), reforms=[bg.load_reform("shili-2026")])
    comparison = scenario.compare()
    rows = json.loads(json.dumps(compare_data(scenario, comparison)["fiscal_effect"]))
    (pool,) = [row for row in rows if row["component"] == "pools"]
    assert (pool["payer"], pool["year"], pool["added"]) == ("district-government", 2026, "+100,001 yuan")
    for lang, head in (("en", "Fiscal effect"), ("zh", "财政影响")):
        blocks = compare_page(scenario, comparison, lang)
        assert head in [getattr(block, "words", "") for block in blocks]
    nothing = Scenario(baseline=scenario.baseline)
    assert "Fiscal effect" not in [getattr(b, "words", "") for b in compare_page(nothing, nothing.compare(), "en")]
