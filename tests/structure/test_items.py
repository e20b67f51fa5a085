"""Records of items and lists (HZ-030, BA-022, GL-044 to GL-048, WH-073 to WH-075)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import StructureError
from basegov.quantities import Count
from basegov.structure.items import Approval, ItemList, ItemRequest, ListEntry, WorkItem
from basegov.structure.listing import (
    acts_for,
    category_count,
    is_a,
    is_complete,
    item_count,
    items_together,
    kind_of_part,
    same_version,
    unrecorded_entries,
    works_by,
)
from basegov.structure.organisations import Department, DispatchedAgency, Government, PartyOrgan
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Street, UnitGroup
from basegov.values import NOT_STATED, Truth

PLACES = (
    District(id="d"),
    Street(id="s", parent="d"),
    Community(id="c", parent="s"),
    Community(id="e", parent="d"),
    Department(id="bureau", parent="d"),
)

LISTED = (ItemList(id="l"), WorkItem(id="i"))


def entries(list_, *items, **terms):
    return [ListEntry(list_=list_, item=item, **terms) for item in items]


def items(*ids):
    return [WorkItem(id=id_) for id_ in ids]


def codes(error):
    return [diagnostic.code for diagnostic in error.value.diagnostics]


def test_the_two_lists_of_guangling_have_386_items_if_disjoint_and_58_a_category():
    # GL-044: 38; GL-046: 6 categories, 348; GL-048
    grid = ItemList(id="grid", items=Count(38))
    centre = ItemList(id="centre", items=Count(348), categories=Count(6))
    world = Structure.build([grid, centre])
    assert items_together(world, ["grid", "centre"], disjoint=True) == Count(38 + 348)
    assert items_together(world, ["grid", "centre"]) == Count.between(348, 386)
    assert Fraction(item_count(world, centre).exact, category_count(world, centre).exact) == 58


@given(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)), st.booleans())
def test_items_together_holds_the_size_of_the_union(one, other, declared):
    terms = {"complete": True} if declared else {}
    world = Structure.build([
        ItemList(id="a", items=Count(len(one)), **terms), ItemList(id="b", items=Count(len(other)), **terms),
        *items(*(f"i{n}" for n in one | other)),
        *entries("a", *(f"i{n}" for n in one)), *entries("b", *(f"i{n}" for n in other)),
    ])  # fmt: skip
    assert items_together(world, ["a", "b"]) == Count(len(one | other))
    unlisted = Structure.build([ItemList(id="a", items=Count(len(one))), ItemList(id="b", items=Count(len(other)))])
    assert len(one | other) in items_together(unlisted, ["a", "b"])


def test_a_list_with_as_many_entries_as_it_declares_is_complete():
    full = ItemList(id="l", items=Count(2))
    world = Structure.build([full, *items("a", "b"), *entries("l", "a", "b")])
    assert is_complete(world, full)
    short = ItemList(id="l", items=Count(3))
    world = Structure.build([short, *items("a", "b"), *entries("l", "a", "b")])
    assert not is_complete(world, short)
    assert unrecorded_entries(world, short) == Count(1)


def test_declared_and_recorded_numbers_that_contradict_give_no_number():
    wrong = ItemList(id="l", items=Count(1))
    world = Structure.build([wrong, *items("a", "b"), *entries("l", "a", "b")])
    assert item_count(world, wrong) is None
    assert items_together(world, ["l"]) is None


def test_categories_are_counted_as_far_as_they_are_stated():
    full = ItemList(id="l", complete=True)
    stated = [*entries("l", "a", category="x"), *entries("l", "b", category="y")]
    world = Structure.build([full, *items("a", "b", "c"), *stated, *entries("l", "c")])
    assert category_count(world, full) == Count.between(2, 3)


def test_who_works_by_a_list():
    nodes = Structure.build([
        *PLACES, UnitGroup(id="group", members=("s",)), PartyOrgan(id="committee", area="c"),
        ItemList(id="all", holder_kind="community"), ItemList(id="inside", holder_kind="community", holder="s"),
        ItemList(id="one", holder="c"), ItemList(id="many", holder="group"), ItemList(id="open"),
    ])  # fmt: skip
    held = {
        (list_.id, id_): works_by(nodes, list_, nodes.node(id_))
        for list_ in nodes.records(ItemList) for id_ in ("s", "c", "e", "committee")
    }  # fmt: skip
    assert {key for key, truth in held.items() if truth is Truth.TRUE} == {
        ("all", "c"), ("all", "e"), ("all", "committee"), ("inside", "c"), ("inside", "committee"),
        ("one", "c"), ("one", "committee"), ("many", "s"),
    }  # fmt: skip
    assert all((truth is Truth.UNKNOWN) == (key[0] == "open") for key, truth in held.items())


def test_versions_of_an_item():
    assert same_version(WorkItem(id="i"), NOT_STATED) is Truth.TRUE
    assert same_version(WorkItem(id="i", version="2"), "2") is Truth.TRUE
    assert same_version(WorkItem(id="i", version="2"), "1") is Truth.FALSE
    assert same_version(WorkItem(id="i", version="2"), NOT_STATED) is Truth.UNKNOWN
    assert same_version(WorkItem(id="i"), "1") is Truth.UNKNOWN


def test_the_kind_of_a_part():
    world = Structure.build([
        *PLACES, ItemList(id="l"), *items("i1", "i2", "i3", "i4"),
        ListEntry(list_="l", item="i1", handler="bureau"), ListEntry(list_="l", item="i2", handler_kind="body"),
        ListEntry(list_="l", item="i3"), ListEntry(list_="l", item="i4", handler_kind="street"),
    ])  # fmt: skip
    kinds = [kind_of_part(world, entry, "handler", "department") for entry in world.records(ListEntry)]
    assert kinds == [Truth.TRUE, Truth.UNKNOWN, Truth.UNKNOWN, Truth.FALSE]
    assert is_a("department", "body") is Truth.TRUE


def test_a_sender_acts_for_its_office_and_its_principal():
    world = Structure.build([
        *PLACES, Government(id="office", area="s"), DispatchedAgency(id="station", principal="bureau"),
        DispatchedAgency(id="stray"),
    ])  # fmt: skip
    assert acts_for(world, "s") == ({"s", "office"}, True)
    assert acts_for(world, "office") == ({"s", "office"}, True)
    assert acts_for(world, "station") == ({"station", "bureau"}, True)
    assert acts_for(world, "stray") == ({"stray"}, False)


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([Approval(approver="bureau")], "BG330"),
        ([*LISTED, ListEntry(list_="l", item="i", finder="c", finder_kind="street")], "BG331"),
        ([*LISTED, ListEntry(list_="l", item="i", finder_kind="gird")], "BG314"),
        ([*LISTED, ListEntry(list_="l", item="i", responsible="s", responsible_named=False)], "BG334"),
        ([ItemList(id="l", supersedes="m"), ItemList(id="m", supersedes="l")], "BG332"),
        ([WorkItem(id="i", changed_from="i")], "BG332"),
        ([WorkItem(id="i"), ItemRequest(id="r", item="i", sender="c", receiver="c")], "BG333"),
        ([WorkItem(id="i"), Approval(item="i", approver="c")], "BG303"),  # a place approves nothing
    ],
)
def test_records_that_make_no_sense_are_refused(records, code):
    with pytest.raises(StructureError) as error:
        Structure.build([*PLACES, *records])
    assert codes(error) == [code]
    assert error.value.text("zh") != error.value.text("en")
