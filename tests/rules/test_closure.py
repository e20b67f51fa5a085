"""The closure of duty, power, people and money (XZ-009, XZ-010, HZ-029)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count, Yuan
from basegov.rules.closure import DutiesHaveMeans, OneAccountable
from basegov.rules.verdicts import Outcome
from basegov.sources import Source
from basegov.structure.devolution import PowerHolding, PowerItem
from basegov.structure.forces import ProfessionalForce
from basegov.structure.functions import Function
from basegov.structure.funds import Funding
from basegov.structure.items import DutyClass, ItemAssignment, ItemList, ListEntry, WorkItem
from basegov.structure.organisations import Department, Government, InternalBody
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, StaffGroup
from basegov.structure.units import District, Inventory, Street, UnitGroup
from basegov.values import NOT_STATED

SOURCE = Source("doc", "HZ-034")
NODES = (
    District(id="d"),
    Street(id="east", name="东街道", parent="d"),
    Street(id="west", name="西街道", parent="d"),
    Government(id="office", name="东街道办事处", parent="east", area="east"),
    Department(id="bureau", name="城管局", parent="d"),
    Department(id="police", name="公安局", parent="d"),
    ItemList(id="list", name="街道清单", holder="east", items=Count(1), source=SOURCE),
)
LIST_OF_ALL = ItemList(id="all", name="各街道清单", holder_kind="street", complete=True)


def structure(*records):
    return Structure.build([*NODES, *records])


def outcome(rule, world, subject=None):
    (verdict,) = [v for v in rule.check(world) if subject is None or v.subject.id == subject]
    return verdict.outcome


# one who answers

ONE = OneAccountable(id="one")
ITEM = WorkItem(id="x", name="垃圾清运")


def entry(list_="list", **terms):
    return ListEntry(list_=list_, item="x", source=SOURCE, **terms)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"responsible": "east"}, Outcome.MET),
        ({"responsible_named": False}, Outcome.VIOLATED),
        ({}, Outcome.UNDETERMINED),
        ({"responsible": "both"}, Outcome.VIOLATED),
        ({"responsible_kind": "department"}, Outcome.UNDETERMINED),
    ],
)
def test_each_listed_matter_has_exactly_one_who_answers(terms, expected):
    """HZ-029: nobody and two are violations; which department is meant is open."""
    both = UnitGroup(id="both", of="department", members=("bureau", "police"), count=Count(2))
    assert outcome(ONE, structure(ITEM, both, entry(**terms))) is expected


def test_a_kind_for_which_the_list_is_means_each_in_its_own_place():
    """HZ-029: the streets, on the list of the streets."""
    world = structure(ITEM, LIST_OF_ALL, entry("all", responsible_kind="street"))
    assert outcome(ONE, world, "all") is Outcome.MET


def test_the_only_one_of_a_kind_is_known():
    """XZ-010: one department, and it is declared that there is no other."""
    nodes = [n for n in NODES if n.id != "police"]
    closed = Inventory(scope="d", of="department", complete=True)
    world = Structure.build([*nodes, ITEM, closed, entry(responsible_kind="department")])
    assert outcome(ONE, world) is Outcome.MET


def test_two_lists_that_name_two_are_a_violation_and_the_path_leads_through_both():
    """XZ-010: two lists in force, two who answer for one matter."""
    second = ItemList(id="second", name="部门清单", holder="bureau", complete=True)
    world = structure(ITEM, second, entry(responsible="east"), entry("second", responsible="bureau"))
    verdicts = ONE.check(world)
    assert {v.outcome for v in verdicts} == {Outcome.VIOLATED}
    words = verdicts[0].explain("en")
    assert "街道清单 → 垃圾清运 → 东街道" in words
    assert "部门清单 → 垃圾清运 → 城管局" in words
    assert "HZ-034" in words


def test_a_street_and_its_government_are_one():
    """XZ-010."""
    second = ItemList(id="second", name="部门清单", holder="bureau", complete=True)
    world = structure(ITEM, second, entry(responsible="east"), entry("second", responsible="office"))
    assert {v.outcome for v in ONE.check(world)} == {Outcome.MET}


def test_a_matter_taken_back_is_answered_for_by_who_takes_it_over():
    """HZ-029: the street does not answer any more."""
    taken = entry(responsible="east", takes_over="bureau", duty_class=DutyClass.TAKEN_BACK)
    world = structure(ITEM, taken)
    assert outcome(ONE, world) is Outcome.MET
    assert "城管局" not in "".join(v.explain("zh") for v in DutiesHaveMeans(id="m", unit="street").check(world))


def test_entries_that_are_not_recorded_leave_it_open_unless_a_gap_is_known():
    """HZ-029: a list of two items of which one is recorded."""
    longer = [n for n in NODES if n.id != "list"] + [ItemList(id="list", holder="east", items=Count(2))]
    assert outcome(ONE, Structure.build([*longer, ITEM, entry(responsible="east")])) is Outcome.UNDETERMINED
    assert outcome(ONE, Structure.build([*longer, ITEM, entry(responsible_named=False)])) is Outcome.VIOLATED


def test_without_any_list_nothing_is_said():
    assert outcome(ONE, Structure.build([District(id="d")])) is Outcome.UNDETERMINED
    none = Inventory(scope="d", of="item_list", complete=True)
    assert outcome(ONE, Structure.build([District(id="d"), none])) is Outcome.NOT_APPLICABLE


# the means

EAST = {"kind": "street", "ids": "east"}
MEANS = DutiesHaveMeans(id="means", unit=EAST)
POWER, PEOPLE, MONEY = ("power_of", "staff", "funding")
MINE = WorkItem(id="x", name="垃圾清运", power_of=("east",))
STAFF = StaffGroup(id="crew", parent="east", count=Count(12))
FUNDS = Funding(unit="east", year=2020, amount=Yuan(500000))
CLOSED = [Inventory(scope="east", of=kind, complete=True) for kind in ("staff", "staff_group", "funding")]


def duty(*records):
    return structure(entry(responsible="east"), *records)


def test_a_duty_with_power_people_and_money_is_met():
    """XZ-010."""
    assert outcome(MEANS, duty(MINE, STAFF, FUNDS)) is Outcome.MET


@pytest.mark.parametrize(
    ("records", "gap"),
    [
        ([WorkItem(id="x", name="垃圾清运", power_of=("bureau",)), STAFF, FUNDS], "no power"),
        ([MINE, FUNDS, *CLOSED], "no staff"),
        ([MINE, STAFF, *CLOSED], "no funds"),
        ([MINE, StaffGroup(id="crew", parent="east", count=Count(0)), FUNDS, *CLOSED], "no staff"),
        ([MINE, STAFF, Funding(unit="east", year=2020, amount=Yuan(0)), *CLOSED], "no funds"),
        ([MINE, STAFF, Funding(unit="east", year=2020, amount=Yuan(1), purpose="festival"), *CLOSED], "no funds"),
    ],
)
def test_a_gap_is_a_violation_and_the_finding_shows_the_way_to_it(records, gap):
    """XZ-009 and XZ-010: the path through list, matter and unit, with the source of each record."""
    (verdict,) = MEANS.check(duty(*records))
    assert verdict.outcome is Outcome.VIOLATED
    assert f"街道清单 → 垃圾清运 → 东街道 → {gap}" in verdict.explain("en")
    assert "HZ-034" in verdict.explain("en")
    assert "街道清单 → 垃圾清运 → 东街道 → 无" in verdict.explain("zh")


@pytest.mark.parametrize(
    ("records", "field"),
    [([ITEM, STAFF, FUNDS], POWER), ([MINE, FUNDS], PEOPLE), ([MINE, STAFF], MONEY)],
)
def test_what_is_not_recorded_is_unknown_and_named(records, field):
    """XZ-010: zero is not unknown."""
    (verdict,) = MEANS.check(duty(*records))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [m.field for m in verdict.missing] == [field]


def test_one_known_gap_decides_although_the_other_means_are_unknown():
    """XZ-009."""
    assert outcome(MEANS, duty(WorkItem(id="x", power_of=()))) is Outcome.VIOLATED


def test_people_assigned_to_a_body_of_the_street_and_money_of_its_office_count():
    """XZ-010."""
    body = InternalBody(id="centre", parent="bureau", area="east")
    lent = StaffGroup(id="crew", parent="bureau", count=Count(3))
    there = Assignment(staff="crew", place="centre")
    money = Funding(unit="office", year=2020, amount=Yuan(1))
    assert outcome(MEANS, duty(MINE, body, lent, there, money)) is Outcome.MET


def test_a_force_sent_for_another_function_is_none_for_this_matter():
    """XZ-010."""
    functions = (Function(id="clean", branch_of=None), Function(id="fire", branch_of=None))
    item = WorkItem(id="x", power_of=("east",), functions=("clean",))
    force = ProfessionalForce(id="crew", parent="east", count=Count(5), function="fire")
    assert outcome(MEANS, duty(*functions, item, force, FUNDS, *CLOSED)) is Outcome.VIOLATED
    same = ProfessionalForce(id="crew", parent="east", count=Count(5), function="clean")
    assert outcome(MEANS, duty(*functions, item, same, FUNDS, *CLOSED)) is Outcome.MET


def test_a_recorded_power_is_power():
    """XZ-009: power handed down, in a bundle."""
    bundle, power = PowerItem(id="bundle", count=Count(40)), PowerItem(id="x", parent="bundle")
    held = PowerHolding(holder="east", power="bundle")
    rule = DutiesHaveMeans(id="p", unit=EAST, means="power")
    assert outcome(rule, duty(bundle, power, held)) is Outcome.MET
    assert outcome(rule, duty(bundle, power)) is Outcome.UNDETERMINED
    none = Inventory(scope="east", of="power_holding", complete=True)
    assert outcome(rule, duty(bundle, power, none)) is Outcome.VIOLATED


def test_what_a_street_performs_is_a_duty_although_no_list_says_so():
    """XZ-009."""
    bare = [n for n in NODES if n.id != "list"]
    done = ItemAssignment(item="x", unit="east")
    item = WorkItem(id="x", name="垃圾清运", power_of=("bureau",))
    (verdict,) = MEANS.check(Structure.build([*bare, item, done]))
    assert verdict.outcome is Outcome.VIOLATED
    assert "东街道承担“垃圾清运”" in verdict.explain("zh")


def test_streets_of_which_no_duty_is_recorded_are_answered_together():
    """XZ-009."""
    bare = Structure.build([n for n in NODES if n.id != "list"])
    (verdict,) = DutiesHaveMeans(id="m", unit="street").check(bare)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.subject.parts == ("east", "west")


def test_a_street_that_is_known_to_have_no_duty_keeps_the_rule():
    """XZ-009: nothing performed, and that is declared."""
    bare = [n for n in NODES if n.id != "list"]
    nothing = Inventory(scope="d", of="item_assignment", complete=True)
    assert outcome(MEANS, Structure.build([*bare, nothing])) is Outcome.MET


@given(st.sampled_from([True, False, None]), st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_partial_means_answer_as_all_completions_do(power, people, money):
    """XZ-010: each of the three means is there, is not there, or is not recorded."""

    def world(power, people, money):
        records = [
            {True: MINE, False: WorkItem(id="x", power_of=("bureau",)), None: ITEM}[power],
            StaffGroup(id="crew", parent="east", count=NOT_STATED if people is None else Count(3 if people else 0)),
            Funding(unit="east", year=2020, amount=NOT_STATED if money is None else Yuan(9 if money else 0)),
        ]
        return duty(*records, *CLOSED)

    choices = [(True, False) if one is None else (one,) for one in (power, people, money)]
    completions = {outcome(MEANS, world(*choice)) for choice in itertools.product(*choices)}
    expected = completions.pop() if len(completions) == 1 else Outcome.UNDETERMINED
    assert outcome(MEANS, world(power, people, money)) is expected
