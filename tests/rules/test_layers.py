"""Rules over layers of grids (HZ-070, HZ-071, BA-116, GL-049) and over the work of grids (HZ-072, BA-117)."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

import basegov as bg
from basegov.quantities import Count
from basegov.reforms import MergeLayers, Reform, SplitGrid
from basegov.reforms.gridsplits import GridPart
from basegov.rules import (
    GridsInOneCommunity,
    GridsPartition,
    LayerCount,
    LayersFused,
    LayersRelate,
    WorkCarried,
    WorkKept,
)
from basegov.rules.verdicts import Outcome
from basegov.structure import (
    Building,
    Community,
    District,
    Grid,
    GridLayer,
    GridPairing,
    Inventory,
    Street,
    UnitGroup,
)
from basegov.values import NOT_STATED
from tests.structure.test_cells import ASSIGNMENTS, layers_of

MET, VIOLATED, OPEN, NONE = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
PLACES = (
    District(id="d"), Street(id="s", parent="d"), Community(id="a", parent="s", households=Count(30)),
    Community(id="b", parent="s", households=Count(20)),
)  # fmt: skip
ALL = tuple(Inventory(scope="d", of=kind, complete=True) for kind in ("grid", "grid_layer", "building"))


def world(*records):
    return bg.Structure.build([*PLACES, *records], id="d")


def layer(id, **fields):
    return GridLayer(id=id, parent="d", **fields)


def outcome(rule, world):
    found = {verdict.outcome for verdict in rule.check(world)}
    assert len(found) == 1, found
    return found.pop()


# how many


@pytest.mark.parametrize(
    ("records", "expected", "measured"),
    [
        ([layer("x"), *ALL], MET, "1"),
        ([layer("x"), layer("y"), *ALL], VIOLATED, "2"),
        ([layer("x")], OPEN, ">= 1"),
        ([layer("x"), layer("y")], VIOLATED, ">= 2"),
        ([UnitGroup(id="many", of="grid_layer", count=Count(">= 2")), *ALL], VIOLATED, ">= 2"),
        ([layer("x"), UnitGroup(id="one", of="grid_layer", count=Count(1), members=("x",)), *ALL], MET, "1"),
        ([*ALL], VIOLATED, "0"),
    ],
)
def test_one_net(records, expected, measured):
    """HZ-070, BA-116, GL-049: there is one layer and no other."""
    verdict = LayerCount(exactly=1).check(world(*records))[0]
    assert (verdict.outcome, verdict.measured) == (expected, Count(measured))


@pytest.mark.parametrize(("place", "expected"), [("s", VIOLATED), ("t", MET), ("d", OPEN), (NOT_STATED, OPEN)])
def test_a_group_of_nets_counts_where_it_stands(place, expected):
    group = UnitGroup(id="many", of="grid_layer", count=Count(3), parent=place)
    nets = world(Street(id="t", parent="d"), GridLayer(id="x", parent="s"), group, *ALL)
    assert outcome(LayerCount(layers={"kind": "grid_layer", "within": "s"}, exactly=1), nets) is expected


def test_nets_of_a_group_that_become_one_count_once():
    group = UnitGroup(id="both", of="grid_layer", count=Count(2), members=("x", "y"))
    change = merged(world(layer("x"), layer("y"), group, *ALL), "x", "y")
    assert outcome(LayerCount(exactly=1), change) is MET


def test_a_layer_of_which_the_purpose_is_not_stated_may_count():
    rule = LayerCount(layers={"kind": "grid_layer", "where": {"purpose": "police"}}, at_most=0)
    assert outcome(rule, world(layer("x", purpose="party"), *ALL)) is MET
    verdict = rule.check(world(layer("x"), *ALL))[0]
    assert (verdict.outcome, verdict.missing[0].field) == (OPEN, "purpose")
    many = UnitGroup(id="many", of="grid_layer", count=Count(2))
    assert outcome(rule, world(many, *ALL)) is OPEN  # of what sort they are is not told


# fused


def merged(before, *layers, into="one"):
    return Reform(id="r", steps=[MergeLayers(layers=layers, into=into)]).apply(before)


def test_nets_that_are_named_become_one_and_the_same():
    """GL-049: the nets of party building, social building and the police are fused."""
    before = world(layer("party"), layer("social"), layer("police"), layer("fire"))
    rule = LayersFused(layers=["party", "social", "police"])
    assert outcome(rule, merged(before, "party", "social", "police")) is MET
    verdict = rule.check(merged(before, "party", "social"))[0]
    assert (verdict.outcome, [t.en for t in verdict.measured.known]) == (VIOLATED, ["police"])
    assert outcome(rule, Reform(id="r").apply(before)) is VIOLATED
    assert outcome(LayersFused(layers=["party", "beat"]), merged(before, "party", "social")) is OPEN
    assert outcome(rule, before) is NONE


# partition


@given(ASSIGNMENTS)
def test_a_layer_is_a_partition_exactly_when_every_cell_is_in_one_grid(assignments):
    structure = layers_of(*assignments).evolve(put=[Inventory(scope="d", of="building", complete=True)])
    for verdict in GridsPartition().check(structure):
        numbers = assignments[int(verdict.subject.id[1:])]
        size = max(map(len, assignments))
        assert verdict.outcome is (MET if all(numbers) and len(numbers) == size else VIOLATED)


def test_cells_in_two_grids_in_none_or_not_stated():
    house = [Building(id=f"h{n}", parent="a") for n in (1, 2)]
    g = [Grid(id="g1", layer="x", parent="a", cells=("h1",)), Grid(id="g2", layer="x", parent="a", cells=("h2",))]
    rule = GridsPartition()
    assert outcome(rule, world(layer("x"), *house, *g, *ALL)) is MET
    double = [g[0], attrs.evolve(g[1], cells=("h1", "h2"))]
    verdict = rule.check(world(layer("x"), *house, *double, *ALL))[0]
    assert (verdict.outcome, [t.en for t in verdict.measured.known]) == (VIOLATED, ["h1"])
    assert outcome(rule, world(layer("x"), *house, g[0], *ALL)) is VIOLATED
    assert outcome(rule, world(layer("x"), *house, g[0], ALL[2])) is OPEN  # there may be another grid
    assert outcome(rule, world(layer("x"), *house, g[0], attrs.evolve(g[1], cells=NOT_STATED), *ALL)) is OPEN
    assert outcome(rule, world(layer("x"), *house, *g, ALL[0])) is OPEN  # there may be another building


@pytest.mark.parametrize(
    ("households", "suffice", "expected"),
    [
        ((30, 20), False, OPEN), ((30, 20), True, MET), ((31, 20), True, VIOLATED), ((29, 20), True, VIOLATED),
        ((NOT_STATED, 20), True, OPEN), ((30, 21), False, VIOLATED),
    ],
)  # fmt: skip
def test_where_no_buildings_are_listed_households_are_compared(households, suffice, expected):
    """Equal numbers prove nothing, different ones do."""
    grids = [
        Grid(id=f"g{place}", layer="x", parent=place, households=n if n is NOT_STATED else Count(n))
        for place, n in zip("ab", households, strict=True)
    ]
    structure = world(layer("x"), *grids, ALL[0], Inventory(scope="d", of="community", complete=True))
    assert outcome(GridsPartition(counts_suffice=suffice), structure) is expected


def test_grids_that_stand_nowhere_and_communities_that_are_not_listed_leave_the_comparison_open():
    listed = Inventory(scope="d", of="community", complete=True)
    grids = [Grid(id=x, layer="x", parent=p, households=Count(n)) for x, p, n in (("g", "a", 30), ("h", "b", 20))]
    nowhere = [grids[0], attrs.evolve(grids[1], parent=NOT_STATED)]
    rule = GridsPartition(counts_suffice=True)
    assert outcome(rule, world(layer("x"), *grids, ALL[0], listed)) is MET
    assert outcome(rule, world(layer("x"), *nowhere, ALL[0], listed)) is OPEN
    assert outcome(rule, world(layer("x"), *grids, ALL[0])) is OPEN


def test_households_of_grids_that_span_say_nothing_of_a_community():
    grid = Grid(id="g", layer="x", parent="a", also_covers=("b",), households=Count(50))
    assert outcome(GridsPartition(counts_suffice=True), world(layer("x", may_span=True), grid, ALL[0])) is OPEN


# how layers lie to each other


@pytest.mark.parametrize(
    ("relation", "one", "other", "expected"),
    [
        ("equal", [1, 1, 2], [1, 1, 2], MET), ("equal", [1, 1, 2], [1, 1, 1], VIOLATED),
        ("refines", [1, 2, 3], [1, 1, 2], MET), ("refines", [1, 1, 2], [1, 2, 2], VIOLATED),
        ("coarsens", [1, 1, 2], [1, 2, 3], MET), ("coarsens", [1, 2, 3], [1, 1, 2], VIOLATED),
        ("refines", [1, 1, 2], [1, 1, 0], VIOLATED), ("refines", [1, 1, 0], [1, 1, 2], MET),
    ],
)  # fmt: skip
def test_layers_are_equal_or_refine_each_other(relation, one, other, expected):
    structure = layers_of(one, other)
    assert outcome(LayersRelate(layer="L0", reference="L1", relation=relation), structure) is expected


def test_layers_of_the_same_overlapping_grids_are_equal():
    houses = [Building(id=f"h{n}", parent="a") for n in (1, 2, 3)]
    cuts = {1: ("h1", "h2"), 2: ("h2", "h3")}
    grids = [Grid(id=f"{x}{n}", layer=x, parent="a", cells=cells) for x in "xy" for n, cells in cuts.items()]
    assert outcome(LayersRelate(layer="x", reference="y"), world(layer("x"), layer("y"), *houses, *grids, *ALL)) is MET


def test_what_is_not_stated_leaves_the_relation_open_and_a_pairing_settles_it():
    """XZ-046: a pairing that says that two grids cover the same ground stands for their cells."""
    grids = [Grid(id="p", layer="x", parent="a"), Grid(id="q", layer="y", parent="a")]
    rule = LayersRelate(layer="x", reference="y")
    assert outcome(rule, world(layer("x"), layer("y"), *grids, *ALL)) is OPEN
    pairing = GridPairing(grids=("p", "q"), same_area=True)
    assert outcome(rule, world(layer("x"), layer("y"), *grids, pairing, *ALL)) is MET
    assert outcome(rule, world(layer("x"), layer("y"), *grids, pairing)) is OPEN  # there may be further grids


# communities


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"parent": "a"}, MET), ({"parent": "a", "also_covers": ("b",)}, VIOLATED), ({"parent": "s"}, VIOLATED),
        ({}, OPEN), ({"parent": "a", "cells": ("ha", "hb")}, VIOLATED), ({"cells": ("ha",)}, MET),
        ({"parent": "a", "cells": ("ha", "hx")}, OPEN), ({"parent": "s", "cells": ("hx",)}, OPEN),
        ({"cells": ("hx",)}, OPEN),
    ],
)  # fmt: skip
def test_a_grid_lies_in_one_community(fields, expected):
    """HZ-071: basic grid units are divided on the basis of communities."""
    houses = [Building(id="ha", parent="a"), Building(id="hb", parent="b"), Building(id="hx")]
    structure = world(layer("x", may_span=True), *houses, Grid(id="g", layer="x", **fields))
    assert outcome(GridsInOneCommunity(), structure) is expected


# work


@pytest.mark.parametrize(
    ("kinds", "listed", "expected"),
    [
        (("fire", "police"), NOT_STATED, MET), (("fire",), True, VIOLATED), (("fire",), NOT_STATED, OPEN),
        (NOT_STATED, NOT_STATED, OPEN), ((), True, VIOLATED), (("fire",), False, OPEN), (NOT_STATED, True, OPEN),
    ],
)  # fmt: skip
def test_a_layer_carries_kinds_of_work(kinds, listed, expected):
    """HZ-072, BA-117: the kinds that are named are done in the net."""
    structure = world(layer("x", work_kinds=kinds, work_listed=listed))
    assert outcome(WorkCarried(kinds=["fire", "police"]), structure) is expected


def test_a_grid_carries_the_work_of_its_layer_and_its_own():
    grid = Grid(id="g", layer="x", parent="a", work_kinds=("police",))
    structure = world(layer("x", work_kinds=("fire",), work_listed=True), grid)
    assert outcome(WorkCarried(kinds=["fire", "police"], of="grid"), structure) is MET
    assert outcome(WorkCarried(kinds=["fire", "police"]), structure) is VIOLATED


def test_no_work_is_lost_when_nets_become_one():
    """HZ-070, BA-116."""
    x, y = layer("x", work_kinds=("fire",), work_listed=True), layer("y", work_kinds=("police",), work_listed=True)
    change = merged(world(x, y), "x", "y")
    assert outcome(WorkKept(), change) is MET
    less = attrs.evolve(change.after["one"], work_kinds=("police",))
    lost = bg.Change(change.before, change.after.evolve(put=[less]), change.events)
    verdicts = {v.subject.id: v.outcome for v in WorkKept().check(lost)}
    assert verdicts == {"x": VIOLATED, "y": MET}
    unsaid = attrs.evolve(x, work_kinds=NOT_STATED)
    assert {v.outcome for v in WorkKept().check(merged(world(unsaid, y), "x", "y"))} == {MET, OPEN}
    unlisted = attrs.evolve(x, work_listed=NOT_STATED)
    assert {v.outcome for v in WorkKept().check(merged(world(unlisted, y), "x", "y"))} == {MET, OPEN}


def test_a_net_that_goes_without_a_successor_loses_its_work_and_one_that_stays_is_not_asked():
    x, y = layer("x", work_kinds=("fire",), work_listed=True), layer("y")
    before = world(x, y, Grid(id="g", layer="y", parent="a"))
    gone = bg.Change(before, before.evolve(drop=[x]))
    assert {v.subject.id: v.outcome for v in WorkKept().check(gone)} == {"x": VIOLATED}
    parts = [GridPart(id="g", households=Count(1)), GridPart(id="h", households=Count(1))]
    split = Reform(id="r", steps=[SplitGrid(grid="g", into=parts)]).apply(before)
    assert outcome(WorkKept(), split) is NONE
