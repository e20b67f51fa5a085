"""Clauses of different policies that cannot both be kept (XZ-059 and HZ-025, and opposite bounds on one measure)."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.policies import Policy, check
from basegov.quantities import Count, Share
from basegov.rules.appraisal import AppraisalShare
from basegov.rules.demands import Demand, exclude_each_other
from basegov.rules.functions import NoFunctions, PerformsFunctions
from basegov.rules.income import KeepsIncome
from basegov.rules.items import ListSize
from basegov.rules.nodes import NodeRule
from basegov.rules.party import MemberCount, OrgansPerPlace
from basegov.rules.requirements import Holds
from basegov.rules.rule import Measure
from basegov.rules.verdicts import Measurement, Outcome
from basegov.sources import Source
from basegov.structure.functions import Function
from basegov.structure.income import IncomeAssignment, IncomeStream
from basegov.structure.items import ItemList
from basegov.structure.organisations import DispatchedAgency, PartyOrgan, PartyOrganKind
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street
from basegov.terms import Force
from basegov.texts import Text
from basegov.values import NOT_STATED, Truth

NODES = (
    District(id="d", code="440402"),
    Street(id="s", name="东街道", parent="d"),
    Function(id="tax_assistance", name="协税护税", branch_of=None),
    Function(id="tax_governance", name="综合治税", branch_of="tax_assistance"),
    IncomeStream(id="tax_income", name="综合治税收入", function="tax_governance"),
)
WORLD = Structure.build(NODES)
KEEPS = KeepsIncome(id="xz-059", unit="street", stream="tax_income", exactly="100%", source=Source("xz", "XZ-059"))
REMOVES = NoFunctions(
    id="hz-025", unit="street", functions="tax_assistance", force=Force.MUST_NOT, source=Source("hz", "HZ-025")
)


def together(*rules, world=WORLD, **options):
    policies = [Policy(id=f"p{i}", rules=[rule]) for i, rule in enumerate(rules)]
    return check(policies, world, **options).contradictions


# income kept, and its function removed


def test_income_from_a_function_that_another_policy_removes_is_a_conflict_of_both_clauses():
    """XZ-059 against HZ-025: the stream flows from a branch of the function removed."""
    (conflict,) = together(KEEPS, REMOVES)
    assert (conflict.subject, conflict.rules) == ("s", ("xz-059", "hz-025"))
    for words in (conflict.text("en"), conflict.text("zh")):
        assert "XZ-059" in words
        assert "HZ-025" in words
        assert "综合治税" in words
    assert "不能同时满足" in conflict.text("zh")


def test_each_of_the_two_policies_alone_has_no_conflict():
    """XZ-059, HZ-025: each is valid in its own district."""
    assert not together(KEEPS)
    assert not together(REMOVES)
    made_for_others = attrs.evolve(REMOVES, jurisdiction="440105")
    assert not together(KEEPS, made_for_others)
    assert together(KEEPS, made_for_others, everywhere=True)


def test_the_rule_may_name_the_function_where_the_structure_does_not():
    """XZ-059."""
    bare = Structure.build(NODES[:2])
    assert not together(KEEPS, REMOVES, world=bare)
    assert together(attrs.evolve(KEEPS, function="tax_assistance"), REMOVES, world=bare)


@pytest.mark.parametrize("other", ["investment_attraction", "tax_collection"])
def test_removing_another_function_is_no_conflict(other):
    """HZ-025."""
    assert not together(KEEPS, attrs.evolve(REMOVES, functions=(other,)))


def test_no_part_of_the_income_and_a_clause_that_does_not_bind_demand_nothing():
    """XZ-059."""
    assert not together(attrs.evolve(KEEPS, exactly=Share(0)), REMOVES)
    assert not together(attrs.evolve(KEEPS, force=Force.GENERALLY), REMOVES)


def test_a_function_demanded_and_removed_is_a_conflict():
    """HZ-025 against a clause that asks for the function."""
    wants = PerformsFunctions(id="wants", unit="street", functions=["tax_assistance"])
    assert together(wants, REMOVES)
    branch_only = attrs.evolve(REMOVES, functions=("tax_governance",))
    assert not together(wants, branch_only)  # it may be kept by another branch


# opposite bounds on one measure


def size(id, **bounds):
    return ListSize(id=id, source=Source("doc", id), **bounds)


LISTS = Structure.build([ItemList(id="list", name="清单"), ItemList(id="other", role="centre")])


def test_disjoint_bounds_on_one_measure_are_a_conflict_about_every_subject_of_both():
    """HZ-031 (129 items) against a shorter list."""
    found = together(size("HZ-031", exactly=129), size("short", at_most=90), world=LISTS)
    assert [c.subject for c in found] == ["list", "other"]
    assert "HZ-031" in found[0].text("en")
    assert "129" in found[0].text("zh")
    assert not together(size("HZ-031", exactly=129), size("long", at_least=129), world=LISTS)


def test_bounds_on_other_subjects_or_other_measures_do_not_meet():
    """GL-044 and GL-046 speak of two lists, BA-022 of items and of categories."""
    centre = {"kind": "item_list", "where": {"role": "centre"}}
    grid = {"kind": "item_list", "where": {"role": "grid"}}
    assert not together(size("a", exactly=38, lists=grid), size("b", exactly=348, lists=centre), world=LISTS)
    assert not together(size("a", exactly=90), size("b", exactly=4, counted="categories"), world=LISTS)


def test_a_narrower_scope_conflicts_only_where_it_speaks():
    """GL-046."""
    centre = {"kind": "item_list", "where": {"role": "centre"}}
    (conflict,) = together(size("all", at_most=90), size("centre", exactly=348, lists=centre), world=LISTS)
    assert conflict.subject == "other"


def test_more_members_here_than_may_be_there():
    """HZ-015 against a committee of at most three part-time members; for full-time members nothing is demanded."""
    world = Structure.build([PartyOrgan(id="pwc", kind=PartyOrganKind.WORKING_COMMITTEE)])
    many = MemberCount(id="many", body="party_organ", part_time=True, at_least=5, at_most=7)
    assert together(many, MemberCount(id="few", body="party_organ", part_time=True, at_most=3), world=world)
    assert not together(many, MemberCount(id="few", body="party_organ", part_time=False, at_most=3), world=world)
    assert not together(many, MemberCount(id="open", body="party_organ", part_time=True), world=world)


def test_no_organ_where_another_clause_asks_for_one():
    """XZ-044: at least one, while no number is given."""
    one = OrgansPerPlace(id="one", per="street", organ="party_organ")
    assert together(one, OrgansPerPlace(id="none", per="street", organ="party_organ", at_most=0))


def test_shares_are_still_compared_as_parts_of_one_whole():
    """GL-034: 60% for the street and 60% for the department."""
    world = Structure.build([*NODES, DispatchedAgency(id="a", host="s")])
    shares = [
        AppraisalShare(id="one", subject="dispatched_agency", evaluator="street", period="annual", at_least="60%"),
        AppraisalShare(id="two", subject="dispatched_agency", evaluator="department", period="annual", at_least="60%"),
    ]
    (conflict,) = together(*shares, world=world)
    assert "one whole cannot be shared out" in conflict.text("en")


# the hook


@attrs.frozen(kw_only=True)
class Wants(NodeRule):
    colour: frozenset[str]

    selector = Selector(kind="street")
    measure = Measure("colour", "truth", Text("colour", "颜色"))
    requirement = Holds(Text("it has the colour", "颜色相符"))

    def found(self, structure, node):
        return Measurement(value=Truth.UNKNOWN)

    def demands(self, structure):
        for node in self.selector.select(structure).sure:
            yield Demand(("colour", node.id), node.id, node.label, self.colour, Text("a colour", "颜色"))


def test_a_rule_of_ones_own_states_what_it_demands():
    red, blue = Wants(id="red", colour=frozenset({"red"})), Wants(id="blue", colour=frozenset({"blue"}))
    either = Wants(id="either", colour=frozenset({"red", "blue"}))
    assert [c.rules for c in together(red, blue, either)] == [("red", "blue")]


_BOUNDS = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda p: Count.between(min(p), max(p)))


@given(_BOUNDS, _BOUNDS)
def test_ranges_exclude_each_other_where_no_number_lies_in_both(one, other):
    assert exclude_each_other(one, other) is not any(n in one and n in other for n in range(7))


def test_demands_of_different_sorts_do_not_exclude_each_other():
    assert exclude_each_other(True, False)
    assert not exclude_each_other(True, True)
    assert not exclude_each_other(True, Count(0))
    assert not exclude_each_other(Share("60%"), Count(3))


# the rule over income


@pytest.mark.parametrize(
    ("share", "expected"),
    [(Share("100%"), Outcome.MET), (Share("99%"), Outcome.VIOLATED), (NOT_STATED, Outcome.UNDETERMINED)],
)
def test_all_of_the_income_stays_with_the_street(share, expected):
    """XZ-059: boundary at the whole."""
    world = Structure.build([*NODES, IncomeAssignment(stream="tax_income", unit="s", share=share)])
    (verdict,) = KEEPS.check(world)
    assert verdict.outcome is expected


def test_income_that_is_not_recorded_is_unknown_until_all_assignments_are_listed():
    """XZ-060."""
    assert KEEPS.check(WORLD)[0].outcome is Outcome.UNDETERMINED
    closed = Inventory(scope="s", of="income_assignment", complete=True)
    assert KEEPS.check(Structure.build([*NODES, closed]))[0].outcome is Outcome.VIOLATED
    no_number = KeepsIncome(id="open", unit="street", stream="tax_income")
    assert no_number.check(WORLD)[0].reason.code == "requirement_not_stated"
