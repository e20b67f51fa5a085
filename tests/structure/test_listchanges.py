"""Differences between versions of a list, classes of duty and the channels of change (field guide 2.2)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count, Number
from basegov.reforms.items import AdoptList, Entry
from basegov.reforms.reform import Reform
from basegov.rules.listchanges import EntryNames, ListChangesByChannel
from basegov.rules.verdicts import Outcome
from basegov.scenarios.measures_lists import (
    basic_items,
    cooperative_items,
    items_taken_back,
    off_list_items_per_unit,
)
from basegov.structure.items import DutyClass, ItemAssignment, ItemList, ListEntry, WorkItem
from basegov.structure.listchanges import Channel, ListChange, ListChangeKind, diff_lists
from basegov.structure.listing import class_count
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street, UnitGroup
from basegov.values import NOT_STATED

ADDED, REMOVED, CHANGED, MOVED = ListChangeKind
BASIC, COOPERATIVE, TAKEN = DutyClass
MET, VIOLATED, OPEN, NONE = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
BASE = (
    District(id="D"), Street(id="s", parent="D"), Department(id="d"), Department(id="e"),
    *(WorkItem(id=i) for i in "abc"),
)  # fmt: skip


def lists(old, new, *records, complete=True):
    """Two versions of a list, each with its entries as a mapping of item to terms."""
    made = [ItemList(id="old", complete=complete), ItemList(id="new", complete=complete, supersedes="old")]
    entries = [ListEntry(list_=name, item=i, **t) for name, its in (("old", old), ("new", new)) for i, t in its.items()]
    return Structure.build([*BASE, *made, *entries, *records])


def diff(*args, **kwargs):
    structure = lists(*args, **kwargs)
    return diff_lists(structure, "old", structure, "new")


# the difference of two versions


def test_what_was_added_removed_changed_and_moved_stands_in_rows_of_text():
    old = {"a": {"responsible": "d"}, "b": {"duty_class": BASIC}}
    new = {"a": {"responsible": "e"}, "b": {"duty_class": TAKEN}, "c": {}}
    found = diff(old, new)
    assert {(row.item, row.kind) for row in found.rows} == {("a", CHANGED), ("b", MOVED), ("c", ADDED)}
    assert found.text("en").splitlines() == [
        "changed: a (responsible: d → e)", "moved: b (class: basic → taken back)", "added: c"
    ]  # fmt: skip
    assert found.text("zh").splitlines() == [
        "变更：“a”（责任单位：d → e）", "调整类别：“b”（类别属性：基本履职 → 上级收回）", "新增：“c”"
    ]  # fmt: skip
    assert [row.kind for row in diff({"c": {}}, {}).rows] == [REMOVED]


def test_a_changed_item_takes_the_place_of_the_one_it_was_made_from():  # WH-075: a changed item is a new item
    found = diff({"a": {}}, {"a2": {}}, WorkItem(id="a2", changed_from="a"))
    (row,) = found.rows
    assert (row.kind, row.item, row.was) == (CHANGED, "a2", "a")


def test_unrecorded_entries_leave_it_open_whether_an_item_is_new():
    found = diff({}, {"a": {}}, complete=NOT_STATED)
    (row,) = found.rows
    assert (row.certain, row.text("zh")) == (False, "可能新增：“a”")
    assert found.certain == ()
    assert found.count(ADDED) == Count.between(0, None)


def test_a_term_that_is_stated_on_one_side_alone_may_have_changed():
    (row,) = diff({"a": {}}, {"a": {"duty_class": BASIC, "category": "x"}}).rows
    assert (row.kind, row.certain) == (MOVED, False)


def test_two_structures_can_be_compared_and_a_node_that_is_no_list_is_refused():
    before, after = lists({"a": {}}, {}), lists({"b": {}}, {})
    assert [row.kind for row in diff_lists(before, "old", after, "old").rows] == [ADDED, REMOVED]
    with pytest.raises(TypeError):
        diff_lists(before, "a", after, "old")


TERMS = st.fixed_dictionaries(
    {}, optional={"duty_class": st.sampled_from(DutyClass), "category": st.sampled_from("xy")}
)
SIDES = st.dictionaries(st.sampled_from("abc"), TERMS)


@given(SIDES, SIDES)
def test_the_difference_is_empty_with_itself_and_turns_round(old, new):
    assert diff(old, old).rows == ()
    there, back = diff(old, new), diff(new, old)
    turned = {ADDED: REMOVED, REMOVED: ADDED}
    assert {(r.item, turned.get(r.kind, r.kind), r.certain) for r in there.rows} == {
        (r.item, r.kind, r.certain) for r in back.rows
    }


@given(SIDES, SIDES, st.data())
def test_counts_on_partial_facts_hold_every_completion(old, new, data):
    full = {i: {"duty_class": BASIC, "category": "x"} | t for i, t in old.items()}
    after = {i: {"duty_class": BASIC, "category": "x"} | t for i, t in new.items()}
    left_out = data.draw(st.sets(st.sampled_from("abc")))
    known = diff(full, after)
    partial = lists(
        {i: t for i, t in old.items() if i not in left_out}, {i: t for i, t in new.items() if i not in left_out},
        complete=NOT_STATED if left_out else True,
    )  # fmt: skip
    found = diff_lists(partial, "old", partial, "new")
    for kind in ListChangeKind:
        assert known.count(kind).exact in found.count(kind)


# classes of duty: 340 = 117 + 99 + 124


def test_a_list_of_each_class_gives_the_items_of_each_class():  # field guide 2.2
    numbers = {BASIC: 117, COOPERATIVE: 99, TAKEN: 124}
    made = [ItemList(id=c.name, duty_class=c, items=Count(n), holder="s") for c, n in numbers.items()]
    structure = Structure.build([*BASE, *made])
    found = [measure(structure) for measure in (basic_items, cooperative_items, items_taken_back)]
    assert found == [Count(117), Count(99), Count(124)]
    assert Count.total(found) == Count(340)
    assert round(Fraction(99 + 124, 340) * 1000) == 656  # the two together: 65.6 %


def test_classes_of_entries_are_counted_within_what_is_recorded():
    structure = lists({}, {"a": {"duty_class": BASIC}, "b": {}, "c": {"duty_class": TAKEN}})
    assert class_count(structure, structure.node("new"), BASIC) == Count.between(1, 2)
    assert class_count(structure, structure.node("new"), COOPERATIVE) == Count.between(0, 1)
    open_ = lists({}, {"a": {"duty_class": BASIC}}, complete=NOT_STATED)
    assert class_count(open_, open_.node("new"), BASIC) == Count(">= 1")
    assert basic_items(lists({}, {})) is NOT_STATED


@given(st.lists(st.sampled_from([*DutyClass, NOT_STATED]), min_size=3, max_size=3))
def test_class_counts_hold_every_completion(classes):
    def count(chosen, duty_class):
        structure = lists({}, {i: {"duty_class": c} for i, c in zip("abc", chosen, strict=True)})
        return class_count(structure, structure.node("new"), duty_class)

    for filled in DutyClass:
        full = [filled if c is NOT_STATED else c for c in classes]
        for wanted in DutyClass:
            assert count(full, wanted).exact in count(classes, wanted)


# what entries of a class must name

ALL_CHANGES = Inventory(scope="new", of="list_change", complete=True)
LEAD_AND_ASSIST = EntryNames(duty_class="cooperative", parts=["responsible", "cooperating"])
TAKEN_OVER = EntryNames(duty_class="taken back", parts="takes_over", kind="department")


def asked(rule, complete=True, **terms):
    (verdict,) = [v for v in rule.check(lists({}, {"a": terms}, complete=complete)) if v.subject.id == "new"]
    return verdict.outcome


@pytest.mark.parametrize(
    ("rule", "terms", "expected"),
    [
        (LEAD_AND_ASSIST, {"duty_class": COOPERATIVE, "responsible": "d", "cooperating": ("s",)}, MET),
        (LEAD_AND_ASSIST, {"duty_class": COOPERATIVE, "responsible": "d", "cooperating_kind": "street"}, MET),
        (LEAD_AND_ASSIST, {"duty_class": COOPERATIVE, "responsible": "d", "cooperating": ()}, VIOLATED),
        (LEAD_AND_ASSIST, {"duty_class": COOPERATIVE, "responsible": "d"}, OPEN),
        (LEAD_AND_ASSIST, {"duty_class": BASIC}, MET),
        (LEAD_AND_ASSIST, {"cooperating": ()}, OPEN),
        (TAKEN_OVER, {"duty_class": TAKEN, "takes_over": "d"}, MET),
        (TAKEN_OVER, {"duty_class": TAKEN, "takes_over_kind": "department"}, MET),
        (TAKEN_OVER, {"duty_class": TAKEN, "takes_over": "s"}, VIOLATED),
        (TAKEN_OVER, {"duty_class": TAKEN, "takes_over_kind": "street"}, VIOLATED),
        (TAKEN_OVER, {"duty_class": TAKEN, "takes_over_kind": "body"}, OPEN),
        (TAKEN_OVER, {"duty_class": TAKEN}, OPEN),
    ],
)  # fmt: skip
def test_entries_of_a_class_name_who_plays_a_part(rule, terms, expected):
    assert asked(rule, **terms) is expected


@given(st.sampled_from([COOPERATIVE, BASIC, NOT_STATED]), st.sampled_from([("s",), (), NOT_STATED]))
def test_what_an_entry_names_is_judged_as_all_completions_are(duty_class, cooperating):
    def judge(its_class, those):
        return asked(LEAD_AND_ASSIST, duty_class=its_class, cooperating=those, responsible="d")

    classes = [COOPERATIVE, BASIC] if duty_class is NOT_STATED else [duty_class]
    sides = [("s",), ()] if cooperating is NOT_STATED else [cooperating]
    possible = {judge(its_class, those) for its_class in classes for those in sides}
    assert judge(duty_class, cooperating) is (possible.pop() if len(possible) == 1 else OPEN)


def test_a_group_of_departments_may_take_over():
    structure = lists({}, {"a": {"duty_class": TAKEN, "takes_over": "group"}}, UnitGroup(id="group", of="department"))
    assert [v.outcome for v in TAKEN_OVER.check(structure)] == [MET]


@given(SIDES, SIDES, st.sampled_from([Channel.ADMISSION, Channel.ADJUSTMENT, NOT_STATED, None]), st.booleans())
def test_channels_are_judged_as_all_completions_are(old, new, channel, complete):
    rule = ListChangesByChannel(channels="admission")

    def judge(chosen):
        made = [ListChange(list_="new", item=i, channel=chosen) for i in "abc"] if chosen is not None else []
        return [v.outcome for v in rule.check(lists(old, new, *made, *([ALL_CHANGES] if complete else [])))]

    found = judge(channel)
    rows = diff(old, new).rows
    if not rows or channel is Channel.ADMISSION:
        assert found == [MET]
    elif channel is Channel.ADJUSTMENT or (channel is None and complete):
        assert found == [VIOLATED if any(row.certain for row in rows) else OPEN]
    else:
        assert found == [OPEN]


def test_unrecorded_entries_leave_it_open_unless_the_list_is_of_another_class():
    assert asked(TAKEN_OVER, complete=NOT_STATED, duty_class=BASIC) is OPEN
    structure = Structure.build([*BASE, ItemList(id="l", duty_class=BASIC, items=Count(117))])
    assert [v.outcome for v in TAKEN_OVER.check(structure)] == [MET]


# by which channel a list changes


def changed(*records, rule=None, complete=True):
    structure = lists({"a": {}}, {"a": {}, "b": {}}, *records, complete=complete)
    return [v.outcome for v in (rule or ListChangesByChannel()).check(structure)]


def record_of(**fields):
    return ListChange(list_="new", item="b", **fields)


def test_a_difference_needs_a_channel():
    assert changed(record_of(channel=Channel.ADMISSION)) == [MET]
    assert changed(record_of(channel=Channel.ADJUSTMENT), rule=ListChangesByChannel(channels="admission")) == [VIOLATED]
    assert changed(ALL_CHANGES) == [VIOLATED]
    assert changed() == changed(record_of()) == [OPEN]
    assert changed(record_of(channel=Channel.ADMISSION), complete=NOT_STATED) == [OPEN]


@pytest.mark.parametrize(("reason", "expected"), [("district decision", MET), (" ", VIOLATED), (NOT_STATED, OPEN)])
def test_a_reason_may_be_needed_too(reason, expected):
    rule = ListChangesByChannel(needs_reason=True)
    assert changed(record_of(channel=Channel.ADMISSION, reason=reason), rule=rule) == [expected]


def test_a_first_version_is_not_asked():
    structure = Structure.build([*BASE, ItemList(id="l", complete=True)])
    assert [v.outcome for v in ListChangesByChannel().check(structure)] == [NONE]


def test_adopting_a_version_records_by_which_channel_and_why_it_differs():
    before = Structure.build(
        [*BASE, ItemList(id="old", complete=True, duty_class=BASIC), ListEntry(list_="old", item="a")]
    )
    step = AdoptList(
        list_="new", supersedes="old", complete=True, keep_entries=True, without=["a"],
        entries=[Entry(item="b", duty_class="cooperative", takes_over="d")], channel="adjustment", reason="too many",
    )  # fmt: skip
    change = Reform(id="r", steps=[step]).apply(before)
    made = {r.item: (r.kind, r.channel, r.reason) for r in change.after.records(ListChange)}
    assert made == {"a": (REMOVED, Channel.ADJUSTMENT, "too many"), "b": (ADDED, Channel.ADJUSTMENT, "too many")}
    assert change.after["new"].duty_class is BASIC
    assert [v.outcome for v in ListChangesByChannel(needs_reason=True).check(change)] == [MET]
    assert change.undo() == before


def test_items_beyond_the_list_are_measured_per_unit():  # HZ-032, BA-023, WH-074
    performed = [ItemAssignment(item=i, unit=u) for i, u in (("a", "c1"), ("b", "c1"), ("a", "c2"))]
    units = [Community(id=u, parent="D") for u in ("c1", "c2")]
    entry = ListEntry(list_="l", item="a")
    structure = Structure.build(
        [*BASE, *units, ItemList(id="l", holder_kind="community", complete=True), entry, *performed]
    )
    assert off_list_items_per_unit(structure) == Number.between(Fraction(1, 2), None)
    closed = structure.evolve(put=[Inventory(scope="D", of="item_assignment", complete=True)])
    assert off_list_items_per_unit(closed) == Number(Fraction(1, 2))
    assert off_list_items_per_unit(Structure.build(BASE)) is NOT_STATED
