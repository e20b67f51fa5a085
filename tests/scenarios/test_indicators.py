"""Indicators: exact where it is known, a bound where a bound is known, not stated where nothing is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.scenarios import INDICATORS, measures
from basegov.scenarios.indicators import measure_both
from basegov.structure import (
    Community,
    Department,
    DispatchedAgency,
    District,
    Inventory,
    ItemList,
    Staff,
    StaffGroup,
    Street,
)
from basegov.structure import Management as Managed
from tests.scenarios.district import district, reform


def test_nothing_recorded_is_not_stated_and_not_zero():
    empty = bg.Structure.build()
    assert {indicator(empty) for indicator in INDICATORS.values()} == {bg.NOT_STATED}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.name)
def test_every_indicator_has_a_name_a_unit_a_definition_in_both_languages_and_a_docstring(indicator):
    assert indicator.label.en
    assert indicator.label.zh
    assert indicator.unit
    assert len(indicator.definition.en) > 20
    assert len(indicator.definition.zh) > 8
    assert indicator.function.__doc__
    assert indicator.reads


def test_units_that_are_listed_are_counted():
    assert measures.streets(district(streets=3)) == bg.Count(3)


def test_an_inventory_says_how_many_are_not_listed():
    assert measures.communities(district(streets=3)) == bg.Count(">= 5")  # "at least 5" where 3 are listed
    records = [District(id="d"), Inventory(scope="d", of="community", total=bg.Count(124), complete=False)]
    assert measures.communities(bg.Structure.build(records)) == bg.Count(124)


def test_a_complete_inventory_without_members_is_zero():
    records = [District(id="d"), Inventory(scope="d", of="grid", complete=True)]
    assert measures.grids(bg.Structure.build(records)) == bg.Count(0)


def test_the_smallest_share_of_streets_is_over_all_appraisals_in_which_one_has_a_voice():
    before = district()
    assert measures.smallest_street_appraisal_share(before) == bg.Share("30%")
    assert measures.smallest_street_appraisal_share(reform().apply(before).after) == bg.Share("60%")
    assert measures.smallest_community_appraisal_share(before) is bg.NOT_STATED


def test_management_whose_manager_is_not_stated_leaves_the_share_open():
    # of six dimensions two are the department's; four may be anybody's
    assert measures.managed_at_street_or_below(district()) == bg.Share("<= 2/3")
    after = reform().apply(district()).after
    assert measures.managed_at_street_or_below(after) == bg.Share.between(Fraction(1, 6), Fraction(5, 6))


def test_where_a_manager_stands_is_told_by_its_level_before_its_place():
    records = [
        District(id="d"),
        Street(id="s", parent="d"),
        Department(id="vertical", parent="s", level=bg.Level("municipal", 50, bg.Text("municipal", "市级"))),
        Department(id="own", parent="s"),
        Department(id="nowhere"),
    ]
    structure = bg.Structure.build(records)
    answers = [measures.stands_at_street_or_below(structure, n) for n in structure.nodes()]
    false, true, unknown = bg.Truth.FALSE, bg.Truth.TRUE, bg.Truth.UNKNOWN
    assert answers == [false, true, false, true, unknown]


def test_a_group_without_a_number_leaves_the_staff_open_upwards():
    records = [Staff(id="a", sunk=True), StaffGroup(id="b", count=bg.Count(7), sunk=False), StaffGroup(id="c")]
    structure = bg.Structure.build(records)
    assert measures.staff(structure) == bg.Count(">= 8")
    assert measures.staff_sent_down(structure) == bg.Count(">= 1")


def test_households_per_community_are_those_of_the_communities_of_which_they_are_stated():
    records = [Community(id=f"c{n}", households=bg.Count(n)) for n in (100, 151)]
    structure = bg.Structure.build([*records, Community(id="c")])
    assert measures.households_per_community(structure).exact == Fraction(251, 2)


def test_items_are_counted_on_lists_that_are_in_force():
    records = [
        ItemList(id="old", items=bg.Count(90)),
        ItemList(id="new", items=bg.Count(80), supersedes="old"),
        ItemList(id="other", items=bg.Count(">= 10")),
    ]
    assert measures.items_on_lists(bg.Structure.build(records)) == bg.Count(">= 90")


def test_what_a_change_does_not_touch_has_not_changed_even_while_it_is_not_known_exactly():
    before = district()
    rows = {row.indicator.name: row for row in measure_both(before, reform().apply(before).after)}
    communities = rows["communities"]
    assert not communities.before.is_exact
    assert communities.difference.exact == 0
    assert not communities.is_changed
    share = rows["smallest_street_appraisal_share"]
    assert share.difference.exact == Fraction(30, 100)
    assert rows["grids"].difference is bg.NOT_STATED
    assert not rows["grids"].is_stated


def test_an_indicator_of_ones_own_takes_part():
    @bg.indicator(
        en="departments of the test", zh="测试部门", unit="count", reads=[Department], definition=bg.Text("all", "全部")
    )
    def departments_of_the_test(structure):
        """Count departments."""
        return bg.Count(len(structure.records(Department)))

    try:
        rows = bg.compare(district(), district()).to_rows()
        assert {"name": "departments_of_the_test", "before": "1", "after": "1"}.items() <= next(
            row.items() for row in rows if row["name"] == "departments_of_the_test"
        )
    finally:
        del INDICATORS["departments_of_the_test"]


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(ValueError, match="taken"):

        @bg.indicator(en="x", zh="x", unit="count", reads=[], definition=bg.Text("", ""))
        def streets(structure):
            """Count nothing."""
            return bg.NOT_STATED


@given(st.integers(1, 6), st.data())
def test_a_share_is_between_what_is_known_and_what_is_possible(agencies, data):
    """Whoever the unstated managers are, the share of the completed structure lies in the range that was given."""
    dimensions = [*bg.structure.Dimension]
    records = [District(id="d"), Street(id="s", parent="d"), Department(id="dep", parent="d")]
    known, filled = [], []
    for number in range(agencies):
        records.append(DispatchedAgency(id=f"a{number}", host="s", principal="dep"))
        for dimension in dimensions:
            row = Managed(subject=f"a{number}", dimension=dimension, manager=data.draw(st.sampled_from(["s", "dep"])))
            filled.append(row)
            if data.draw(st.booleans()):
                known.append(row)
    complete = measures.managed_at_street_or_below(bg.Structure.build([*records, *filled]))
    partial = measures.managed_at_street_or_below(bg.Structure.build([*records, *known]))
    assert complete.is_exact
    assert partial is bg.NOT_STATED if not known else complete.within(partial) is bg.Truth.TRUE
