"""What is made for rules over lists, the gate and duties, with parameters that the model policy does not use."""

import pytest
from hypothesis import given, settings

from basegov.catalog import load_policy
from basegov.rules import (
    Admission,
    DutiesHaveMeans,
    EntryNames,
    FindingApartFromHandling,
    ListChangesByChannel,
    ListsDisjoint,
    ListSize,
    NothingBeyondList,
    NumberOfLists,
    OneAccountable,
    PowerWithDuty,
    RefusalOnGround,
    ResponsibilityExplicit,
)
from basegov.rules.verdicts import Outcome
from basegov.structure.items import DutyClass, ItemList, ItemRequest, ListEntry, RequestStatus
from basegov.structure.listing import entries_of
from basegov.testing.drafts.chooser import Simplest
from basegov.testing.drafts.draft import CannotMissError
from basegov.testing.drafts.wishes import ClashError
from basegov.testing.generated import made_structure, valid_structures, violating_structures

FEW = settings(max_examples=4)
COMMITTEE = {"kind": "committee", "where": {"kind": "leading group"}}


def simplest(*rules, target=None, way=0):
    structure, _ = made_structure(tuple(rules), Simplest(), target=target, way=way)
    return structure


def outcomes(rule, structure):
    return {verdict.outcome for verdict in rule.check(structure)}


def is_missed(rule, others=()):
    @FEW
    @given(violating_structures(rule, others))
    def missed(structure):
        assert Outcome.VIOLATED in outcomes(rule, structure)
        for other in others:
            if other is not rule:
                assert outcomes(other, structure) <= {Outcome.MET, Outcome.NOT_APPLICABLE}

    missed()


def test_items_and_categories_of_a_list_are_merged():
    rules = [ListSize(id="items", exactly=9), ListSize(id="categories", exactly=4, counted="categories")]

    @FEW
    @given(valid_structures(rules))
    def holds(structure):
        (list_,) = structure.records(ItemList)
        assert len(entries_of(structure, list_.id)) == 9
        assert len({entry.category for entry in entries_of(structure, list_.id)}) == 4

    holds()
    for rule in rules:
        is_missed(rule, rules)


def test_more_categories_than_items_clash():
    with pytest.raises(ClashError, match=r"few.*many|many.*few"):
        valid_structures([ListSize(id="few", at_most=2), ListSize(id="many", exactly=4, counted="categories")])


def test_lists_of_each_sort_are_counted_once():
    number = NumberOfLists(id="two", exactly=2, lists={"kind": "item_list", "where": {"role": ["work", "seals"]}})
    assert {list_.role for list_ in simplest(number).records(ItemList)} == {"work", "seals"}
    is_missed(number)


def test_a_list_too_many_is_told():
    role = lambda word: {"kind": "item_list", "where": {"role": word}}  # noqa: E731
    one = NumberOfLists(id="one", exactly=1)
    with pytest.raises(ClashError, match="one wants 1"):
        valid_structures(
            [one, ListSize(id="a", lists=role("a"), exactly=1), ListSize(id="b", lists=role("b"), exactly=1)]
        )


def test_lists_of_which_all_items_are_shared_are_two_lists():
    is_missed(ListsDisjoint(id="apart", first="item_list", second="item_list"))


def test_exceptions_are_counted_up_to_the_limit():
    rule = FindingApartFromHandling(id="apart", finder="grid", handler="department", exceptions=2)
    structure = simplest(rule, target=rule)
    assert sum(entry.handler_kind != "department" for entry in structure.records(ListEntry)) == 3


def test_exceptions_without_a_limit_cannot_be_missed():
    open_ = load_policy("guangling-2021")
    rule = next(r for r in open_.rules if isinstance(r, FindingApartFromHandling))
    with pytest.raises(CannotMissError):
        violating_structures(rule)


def test_each_class_of_entries_names_its_own_parts():
    rules = [
        EntryNames(id="lead", duty_class="cooperative", parts=["responsible", "cooperating"], kind="department"),
        EntryNames(id="taken", duty_class="taken back", parts=["takes_over"], kind="department"),
        OneAccountable(id="one"),
    ]
    structure = simplest(*rules)
    assert {entry.duty_class for entry in structure.records(ListEntry)} >= {DutyClass.COOPERATIVE, DutyClass.TAKEN_BACK}
    for rule in rules:
        is_missed(rule, rules)


def test_a_part_that_no_entry_can_leave_out_cannot_be_missed():
    with pytest.raises(CannotMissError):
        violating_structures(EntryNames(id="finder", parts=["finder"]))


def test_nobody_responsible_clashes_with_somebody():
    explicit, one = ResponsibilityExplicit(id="explicit"), OneAccountable(id="one")
    with pytest.raises(ClashError) as raised:
        violating_structures(explicit, [one])
    assert set(raised.value.rules) == {"explicit", "one"}
    is_missed(one, [explicit, PowerWithDuty(id="power")])


def test_what_is_off_the_list_is_not_admitted_either():
    beyond = NothingBeyondList(id="beyond", unit="street")
    gate = Admission(id="gate", receiver="street", approvers=[COMMITTEE], needs_funds=True)
    is_missed(beyond, [beyond, gate])
    is_missed(gate, [beyond, gate])


def test_a_gate_without_approvers_lets_only_listed_items_in():
    gate = Admission(id="gate", receiver="street", bars_own_duty=False)

    @FEW
    @given(valid_structures(gate))
    def holds(structure):
        (request,) = structure.where(ItemRequest, status=RequestStatus.ADMITTED)
        assert structure.where(ListEntry, item=request.item)

    holds()
    is_missed(gate)


@pytest.mark.parametrize("way", range(7))
def test_every_fault_of_a_request_is_a_ground(way):
    parameters = {
        "receiver": "community", "approvers": ["government"], "approver_level": "district", "needs_funds": True,
        "needs_conditions": True,
    }  # fmt: skip
    gate = Admission(id="gate", **parameters)
    assert Outcome.VIOLATED in outcomes(gate, simplest(gate, target=gate, way=way))


def test_no_refusal_is_right_without_the_right():
    with pytest.raises(ClashError):
        valid_structures(RefusalOnGround(id="refusal", receiver="community", right_to_refuse=False))


def test_a_unit_of_its_own_lacks_a_means():
    rules = [
        DutiesHaveMeans(id="all", unit="street"),
        PowerWithDuty(id="power"),
        NothingBeyondList(id="beyond", unit="street"),
    ]
    for rule in rules:
        is_missed(rule, rules)


@pytest.mark.parametrize("channels", [["admission"], ["admission", "adjustment"]])
def test_a_list_changes_by_its_channels(channels):
    rule = ListChangesByChannel(id="channels", channels=channels, needs_reason=True)
    old, new = sorted(simplest(rule).records(ItemList), key=lambda list_: isinstance(list_.supersedes, str))
    assert new.supersedes == old.id
    is_missed(rule, [rule, ListSize(id="size", exactly=3)])
