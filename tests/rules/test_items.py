"""Rules over lists and their entries (HZ-030 to HZ-034, BA-022, GL-044 to GL-048, WH-073)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Count
from basegov.rules.entries import FindingApartFromHandling, PowerWithDuty, ResponsibilityExplicit
from basegov.rules.items import ListsDisjoint, ListSize, NumberOfLists
from basegov.rules.performed import NothingBeyondList
from basegov.rules.verdicts import Outcome
from basegov.structure.items import ItemAssignment, ItemList, ItemRequest, ListEntry, RequestStatus, WorkItem
from basegov.structure.organisations import Department, Government
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.values import NOT_STATED

DISTRICT = District(id="D")
LISTED = Inventory(scope="D", of="item_list", complete=True)


def world(*records):
    return Structure.build([DISTRICT, *records])


def role(name):
    return Selector(kind="item_list", where={"role": name})


def only(rule, structure):
    (verdict,) = rule.check(structure)
    return verdict


def outcome(rule, structure):
    return only(rule, structure).outcome


def items(*ids, **terms):
    return [WorkItem(id=id_, **terms) for id_ in ids]


def entries(list_, *ids, **terms):
    return [ListEntry(list_=list_, item=id_, **terms) for id_ in ids]


# how long a list is


@pytest.mark.parametrize(
    ("counted", "number"),
    [("items", 129), ("items", 90), ("categories", 4), ("items", 38), ("categories", 6), ("items", 348)],
)  # HZ-031, BA-022, GL-044, GL-046
def test_a_declared_size_is_met_and_one_off_is_violated(counted, number):
    rule = ListSize(counted=counted, exactly=number)
    assert outcome(rule, world(ItemList(id="l", **{counted: Count(number)}))) is Outcome.MET
    for other in (number - 1, number + 1):
        assert outcome(rule, world(ItemList(id="l", **{counted: Count(other)}))) is Outcome.VIOLATED


def test_a_list_without_a_number_is_undetermined_and_names_it():
    verdict = only(ListSize(exactly=129), world(ItemList(id="l", name="权责清单")))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [m.field for m in verdict.missing] == ["items"]
    assert "权责清单" in verdict.explain("zh")


def test_more_recorded_entries_than_allowed_decide_without_a_declared_number():
    structure = world(ItemList(id="l"), *items("a", "b"), *entries("l", "a", "b"))
    assert outcome(ListSize(at_most=1), structure) is Outcome.VIOLATED
    assert outcome(ListSize(at_least=2), structure) is Outcome.MET
    assert outcome(ListSize(exactly=2), structure) is Outcome.UNDETERMINED


def test_a_list_that_contradicts_itself_is_undetermined_with_the_contradiction():
    structure = world(ItemList(id="l", items=Count(1)), *items("a", "b"), *entries("l", "a", "b"))
    assert only(ListSize(exactly=1), structure).reason.code == "contradictory_facts"


def test_only_the_version_in_force_is_counted():
    structure = world(ItemList(id="old", items=Count(100)), ItemList(id="new", items=Count(129), supersedes="old"))
    verdict = only(ListSize(exactly=129), structure)
    assert (verdict.subject.id, verdict.outcome) == ("new", Outcome.MET)


def test_a_size_without_a_number_in_the_clause_is_undetermined():
    verdict = only(ListSize(), world(ItemList(id="l", items=Count(3))))  # WH-073: sizes are not stated
    assert verdict.reason.code == "requirement_not_stated"


def test_a_list_of_another_role_is_not_asked_and_one_of_unknown_role_is_open():
    rule = ListSize(lists=role("work"), exactly=3)
    structure = world(ItemList(id="l", role="certificates", items=Count(3)), LISTED)
    assert outcome(rule, structure) is Outcome.NOT_APPLICABLE
    verdict = only(rule, world(ItemList(id="l", items=Count(3))))
    assert (verdict.outcome, [m.field for m in verdict.missing]) == (Outcome.UNDETERMINED, ["role"])


def test_bounds_that_contradict_each_other_are_refused():
    with pytest.raises(InputError):
        ListSize(exactly=3, at_least=2)
    with pytest.raises(InputError):
        NumberOfLists(at_least=3, at_most=2)


def test_two_lists_in_force():  # WH-073
    rule = NumberOfLists(exactly=2)
    two = [ItemList(id="work", role="work"), ItemList(id="certificates", role="certificates")]
    assert outcome(rule, world(*two, LISTED)) is Outcome.MET
    assert outcome(rule, world(*two)) is Outcome.UNDETERMINED
    assert outcome(NumberOfLists(at_least=2), world(*two)) is Outcome.MET
    assert outcome(rule, world(LISTED)) is Outcome.VIOLATED
    assert outcome(NumberOfLists(at_least=1), world()) is Outcome.UNDETERMINED


# what two lists share

DISJOINT = ListsDisjoint(first=role("grid"), second=role("centre"))  # GL-048


def lists(grid, centre, **terms):
    ids = {*grid, *centre}
    return world(
        ItemList(id="grid", role="grid", **terms), ItemList(id="centre", role="centre", **terms),
        *items(*ids), *entries("grid", *grid), *entries("centre", *centre),
    )  # fmt: skip


def test_lists_without_a_common_item_are_met_only_when_all_entries_are_recorded():
    assert outcome(DISJOINT, lists("ab", "cd", complete=True)) is Outcome.MET
    verdict = only(DISJOINT, lists("ab", "cd"))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert {m.subject for m in verdict.missing} == {"grid", "centre"}


def test_a_common_item_is_violated_however_much_is_not_recorded():
    verdict = only(DISJOINT, lists("ab", "bc"))
    assert verdict.outcome is Outcome.VIOLATED
    assert verdict.measured.known[0].en == "b"


def test_the_lists_of_guangling_without_entries_are_undetermined():
    structure = world(
        ItemList(id="grid", role="grid", items=Count(38)), ItemList(id="centre", role="centre", items=Count(348))
    )
    verdict = only(DISJOINT, structure)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert any("348" in m.text("zh") for m in verdict.missing)


def test_a_missing_counterpart_is_undetermined_unless_it_is_known_not_to_exist():
    grid = ItemList(id="grid", role="grid")
    assert outcome(DISJOINT, world(grid)) is Outcome.UNDETERMINED
    assert outcome(DISJOINT, world(grid, LISTED)) is Outcome.NOT_APPLICABLE


@given(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")), st.booleans(), st.booleans())
def test_disjointness_on_partial_lists_is_the_common_verdict_of_all_completions(one, other, whole_one, whole_other):
    def build(grid, centre, grid_whole, centre_whole):
        return world(
            ItemList(id="grid", role="grid", complete=grid_whole),
            ItemList(id="centre", role="centre", complete=centre_whole),
            *items(*"abcde"), *entries("grid", *grid), *entries("centre", *centre),
        )  # fmt: skip

    def completions(known, whole):
        free = sorted(set("abcde") - known)
        sizes = [0] if whole else range(len(free) + 1)
        return [known | set(more) for n in sizes for more in itertools.combinations(free, n)]

    answers = {
        outcome(DISJOINT, build(a, b, True, True))
        for a in completions(one, whole_one) for b in completions(other, whole_other)
    }  # fmt: skip
    found = outcome(DISJOINT, build(one, other, whole_one or NOT_STATED, whole_other or NOT_STATED))
    assert found is (answers.pop() if len(answers) == 1 else Outcome.UNDETERMINED)


# who finds, handles, answers


def split(*parts, exceptions=0, complete=True):
    structure = world(
        ItemList(id="l", complete=complete), *items(*(f"i{n}" for n in range(len(parts)))),
        *(
            ListEntry(list_="l", item=f"i{n}", finder_kind=finder, handler_kind=handler)
            for n, (finder, handler) in enumerate(parts)
        ),
    )  # fmt: skip
    return FindingApartFromHandling(finder="grid", handler="department", exceptions=exceptions), structure


APART, BOTH = ("grid", "department"), ("grid", "grid")


def test_finding_apart_from_handling_with_a_bounded_number_of_exceptions():  # GL-047
    assert outcome(*split(APART, APART)) is Outcome.MET
    verdict = only(*split(APART, BOTH))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.VIOLATED, "too_many_exceptions")
    assert "i1" in verdict.explain("zh")
    assert outcome(*split(APART, BOTH, exceptions=1)) is Outcome.MET
    assert outcome(*split(BOTH, BOTH, exceptions=1)) is Outcome.VIOLATED


def test_an_extent_of_limited_that_is_not_stated_is_undetermined_but_for_no_exception_at_all():  # GL-047
    verdict = only(*split(APART, BOTH, exceptions=NOT_STATED))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.UNDETERMINED, "requirement_not_stated")
    assert outcome(*split(APART, APART, exceptions=NOT_STATED)) is Outcome.MET


def test_a_handler_that_is_not_stated_is_named():
    verdict = only(*split(APART, ("grid", NOT_STATED)))
    assert (verdict.outcome, [m.field for m in verdict.missing]) == (Outcome.UNDETERMINED, ["handler of i1"])
    assert outcome(*split(APART, complete=NOT_STATED)) is Outcome.UNDETERMINED
    assert outcome(*split(APART, ("department", NOT_STATED))) is Outcome.VIOLATED


def answer(**terms):
    return world(
        Street(id="s", parent="D"), Government(id="office", area="s"), Department(id="bureau", parent="D"),
        ItemList(id="l", complete=True), WorkItem(id="i", power_of=terms.pop("power", NOT_STATED)),
        ListEntry(list_="l", item="i", **terms),
    )  # fmt: skip


def test_every_item_has_its_responsible_unit_explicit():  # HZ-034
    rule = ResponsibilityExplicit()
    assert outcome(rule, answer(responsible="s")) is Outcome.MET
    assert outcome(rule, answer(responsible_kind="department")) is Outcome.MET
    assert outcome(rule, answer(responsible_named=False)) is Outcome.VIOLATED
    assert outcome(rule, answer()) is Outcome.UNDETERMINED


def test_no_duty_whose_power_lies_elsewhere():  # HZ-033
    rule = PowerWithDuty()
    assert outcome(rule, answer(responsible="s", power=("s",))) is Outcome.MET
    assert outcome(rule, answer(responsible="s", power=("office",))) is Outcome.MET  # the street and its office
    assert outcome(rule, answer(responsible="s", power=("bureau",))) is Outcome.VIOLATED
    assert outcome(rule, answer(responsible="s", power=())) is Outcome.VIOLATED
    assert outcome(rule, answer(responsible="s")) is Outcome.UNDETERMINED
    assert outcome(rule, answer(responsible_kind="street", power=("bureau",))) is Outcome.VIOLATED


# nothing beyond the list

CLOSED = NothingBeyondList(unit="community", lists=role("work"))  # BA-022, WH-073


def performed(*extra, complete=True, everything=True, **terms):
    return world(
        Community(id="c", parent="D"),
        ItemList(id="work", role="work", holder_kind="community", complete=complete, **terms),
        *items("on", "off"), *entries("work", "on"),
        *([Inventory(scope="D", of="item_assignment", complete=True)] if everything else []), *extra,
    )  # fmt: skip


def does(item, **terms):
    return ItemAssignment(item=item, unit="c", **terms)


def asked(item, status, id_="r"):
    return ItemRequest(id=id_, item=item, receiver="c", status=status)


def test_listed_and_admitted_items_are_met_and_others_violated():
    assert outcome(CLOSED, performed(does("on"))) is Outcome.MET
    verdict = only(CLOSED, performed(does("on"), does("off")))
    assert (verdict.outcome, [t.en for t in verdict.measured.known]) == (Outcome.VIOLATED, ["off"])
    assert outcome(CLOSED, performed(does("off"), asked("off", RequestStatus.ADMITTED))) is Outcome.MET
    assert outcome(CLOSED, performed(does("off"), asked("off", RequestStatus.REFUSED))) is Outcome.VIOLATED
    assert outcome(CLOSED, performed(does("off"), asked("off", NOT_STATED))) is Outcome.UNDETERMINED


def test_a_request_for_another_item_lets_nothing_in():  # WH-075
    structure = performed(does("off", request="r"), asked("on", RequestStatus.ADMITTED))
    assert outcome(CLOSED, structure) is Outcome.VIOLATED


def test_entries_that_are_not_recorded_are_named():
    verdict = only(CLOSED, performed(does("off"), complete=NOT_STATED))
    assert (verdict.outcome, [(m.subject, m.field) for m in verdict.missing]) == (
        Outcome.UNDETERMINED, [("work", "entries")],
    )  # fmt: skip
    assert outcome(CLOSED, performed(does("on"), complete=NOT_STATED)) is Outcome.MET


def test_what_else_a_unit_performs_is_open_until_it_is_declared():
    verdict = only(CLOSED, performed(does("on"), everything=False))
    assert (verdict.outcome, [m.field for m in verdict.missing]) == (Outcome.UNDETERMINED, ["item_assignments"])


def test_units_of_which_nothing_is_recorded_are_one_subject():
    structure = performed(Community(id="c2", parent="D"), everything=False)
    verdict = only(CLOSED, structure)
    assert (verdict.outcome, verdict.subject.parts) == (Outcome.UNDETERMINED, ("c", "c2"))


def test_a_list_that_is_not_closed_does_not_meet_the_clause():
    assert outcome(CLOSED, performed(does("on"), closed=False)) is Outcome.VIOLATED


def test_no_list_at_all_is_undetermined_unless_it_is_known_that_there_is_none():
    records = [Community(id="c", parent="D"), WorkItem(id="on"), does("on")]
    whole = Inventory(scope="D", of="item_assignment", complete=True)
    verdict = only(CLOSED, world(*records, whole))
    assert (verdict.outcome, [m.field for m in verdict.missing]) == (Outcome.UNDETERMINED, ["item_list"])
    assert outcome(CLOSED, world(*records, whole, LISTED)) is Outcome.VIOLATED
