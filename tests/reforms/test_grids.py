"""Layers are merged and aligned, grids divided; what hangs on them follows (HZ-070, HZ-072, BA-116, GL-049)."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov import io
from basegov.catalog import load_reform, load_structure
from basegov.errors import ReformError
from basegov.quantities import Count
from basegov.reforms import AlignLayers, GridPart, MergeLayers, Reform, SplitGrid, Strategy
from basegov.structure import (
    Assignment,
    Building,
    Community,
    District,
    Estate,
    Grid,
    GridLayer,
    GridPairing,
    Inventory,
    PartyOrgan,
    StaffGroup,
    Street,
)
from basegov.structure.cells import partition_of, work_in
from basegov.values import NOT_STATED
from tests.structure.test_cells import ASSIGNMENTS, PLACES, layers_of


def grid(id, layer, parent, *cells, **fields):
    return Grid(id=id, layer=layer, parent=parent, cells=cells, households=Count(10 * len(cells)), **fields)


TOWN = [
    District(id="d"), Street(id="s", parent="d"),
    Community(id="a", parent="s", households=Count(60)), Community(id="b", parent="s", households=Count(40)),
    *(Building(id=f"a{n}", parent="a", households=Count(10)) for n in range(6)),
    *(Building(id=f"b{n}", parent="b", households=Count(10)) for n in range(4)),
    GridLayer(id="party", parent="d", work_kinds=("party_building",), work_listed=True),
    GridLayer(id="police", parent="d", work_kinds=("police", "party_building"), work_listed=True),
    grid("l1", "party", "a", "a0", "a1", "a2"), grid("l2", "party", "a", "a3", "a4", "a5"),
    grid("l3", "party", "b", "b0", "b1", "b2", "b3"),
    grid("p1", "police", "a", "a0", "a1"), grid("p2", "police", "a", "a2", "a3", "a4", "a5", work_kinds=("dogs",)),
    grid("p3", "police", "b", "b0", "b1", "b2", "b3"),
    Inventory(scope="d", of="grid", total=Count(6), complete=True),
    Inventory(scope="d", of="grid_layer", total=Count(2), complete=True),
    GridPairing(grids=("l3", "p3"), same_area=True),
]  # fmt: skip


def town(*records):
    return bg.Structure.build([*TOWN, *records], id="town")


def done(structure, *steps):
    return Reform(id="r", steps=steps).apply(structure)


def cut(structure, layer="one"):
    return {tuple(g.cells) for g in structure.where(Grid, layer=layer)}


def test_refining_cuts_along_every_border():
    after = done(town(), MergeLayers(layers=["party", "police"], into="one", strategy="refine")).after
    assert cut(after) == {("a0", "a1"), ("a2",), ("a3", "a4", "a5"), ("b0", "b1", "b2", "b3")}
    assert {g.id for g in after.records(Grid)} == {"p1", "l2", "l3", "a-one-1"}
    assert after["a-one-1"].households == Count(10)
    assert after.find_record(Inventory, (Inventory, "d", "grid")).total == Count(4)
    assert after.find_record(Inventory, (Inventory, "d", "grid_layer")).total == Count(1)
    assert not after.records(GridPairing)


def test_coarsening_joins_what_hangs_together_and_by_community_makes_one_of_each():
    for strategy in ("coarsen", "by community"):
        change = done(town(), MergeLayers(layers=["party", "police"], into="one", strategy=strategy))
        assert cut(change.after) == {("a0", "a1", "a2", "a3", "a4", "a5"), ("b0", "b1", "b2", "b3")}
        assert change.after["l3"].parent == "b"
        assert change.lineage.after("p1") == ("a-one-1",)
        assert change.lineage.after("police") == ("one",)
        assert set(change.lineage.before("a-one-1")) == {"l1", "l2", "p1", "p2"}


def test_the_one_layer_carries_the_work_of_all_of_them_and_of_their_grids():
    """HZ-070, HZ-072: work is added and none is lost."""
    step = MergeLayers(layers=["party", "police"], into="party", strategy="refine", work_kinds=["fire_safety"])
    after = done(town(), step).after
    assert set(after["party"].work_kinds) == {"party_building", "police", "dogs", "fire_safety"}
    assert after["party"].work_listed is True
    unknown = town().evolve(put=[attrs.evolve(town()["police"], work_listed=NOT_STATED)])
    assert done(unknown, step).after["party"].work_listed is NOT_STATED


def test_what_hangs_on_a_grid_follows_it():
    more = [
        PartyOrgan(id="branch", area="p3", parent="b"), StaffGroup(id="men", parent="s", count=Count(2)),
        Assignment(staff="men", place="l3", role="head"), Assignment(staff="men", place="p3", role="head"),
        Building(id="shed", parent="p3", households=Count(0)),
    ]  # fmt: skip
    structure = town(*more)
    structure = structure.evolve(put=[attrs.evolve(structure["p3"], cells=(*structure["p3"].cells, "shed"))])
    after = done(structure, MergeLayers(layers=["party", "police"], into="one", strategy="coarsen")).after
    home = after["shed"].parent
    assert after[home].layer == "one"
    assert after["branch"].area == home
    assert [post.place for post in after.records(Assignment)] == [home]
    assert after["men"].count == Count(2)


def test_buildings_and_estates_follow_their_ground_and_others_the_largest_piece():
    """What hangs on a grid that is divided is refused, or follows the largest piece."""
    more = [Building(id="h1", parent="l1", households=Count(1)), Estate(id="e", parent="l1")]
    more += [Building(id="h2", parent="e", households=Count(1)), PartyOrgan(id="branch", area="l1", parent="s")]
    structure = town(*more)
    wide, narrow = structure["l1"], structure["p1"]
    structure = structure.evolve(
        put=[
            attrs.evolve(wide, cells=(*wide.cells, "h1", "h2"), households=NOT_STATED),
            attrs.evolve(narrow, cells=(*narrow.cells, "h1", "h2"), households=NOT_STATED),
        ]
    )
    step = MergeLayers(layers=["party", "police"], into="one", strategy="refine")
    with pytest.raises(ReformError, match=r"BG595 grid l1 is divided into .*, and party organ branch hangs on it"):
        done(structure, step)
    with pytest.raises(ReformError) as raised:
        done(structure, step)
    assert "网格 l1 分为 p1、a-one-1，而党组织branch依附于该网格" in raised.value.text("zh")
    after = done(structure, attrs.evolve(step, rest="largest")).after
    assert after["h1"].parent == after["e"].parent == after["branch"].area == "p1"


def test_grids_whose_cells_are_not_stated_can_be_joined_where_nothing_is_unsure():
    plain = [*PLACES, GridLayer(id="x"), GridLayer(id="y"), Grid(id="x1", layer="x", parent="a", households=Count(5))]
    plain += [Grid(id="x2", layer="x", parent="b"), Grid(id="y1", layer="y", parent="a", households=Count(5))]
    structure = bg.Structure.build(plain, id="s")
    step = MergeLayers(layers=["x", "y"], into="one", strategy="coarsen")
    with pytest.raises(ReformError, match="BG594 it is not stated of which cells the grids x1, y1 are made up"):
        done(structure, step)
    with pytest.raises(ReformError, match="BG594"):
        done(structure, attrs.evolve(step, strategy=Strategy.REFINE))
    paired = structure.evolve(put=[GridPairing(grids=("x1", "y1"), same_area=True)])
    after = done(paired, step).after
    assert {(g.id, g.households, g.cells) for g in after.records(Grid)} == {
        ("x1", Count(5), NOT_STATED), ("x2", NOT_STATED, NOT_STATED),
    }  # fmt: skip
    by_community = done(structure, attrs.evolve(step, strategy=Strategy.BY_COMMUNITY)).after
    assert [(g.id, g.parent) for g in by_community.records(Grid)] == [("a-one-1", "a"), ("b-one-1", "b")]


def test_layers_without_grids_become_one_and_nothing_need_be_said_of_the_strategy():
    structure = bg.Structure.build([District(id="d"), GridLayer(id="x"), GridLayer(id="y")], id="s")
    after = done(structure, MergeLayers(layers=["x", "y"], into="one", name="一张网")).after
    assert [layer.name for layer in after.records(GridLayer)] == ["一张网"]
    assert after["one"].work_kinds is NOT_STATED


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"layers": ["party"]}, "BG508 the step names 1 grid layer"),
        ({"layers": ["party", "police"]}, "BG509 party, police have 6 grids"),
        ({"layers": ["party", "a"]}, "a is a community"),
        ({"layers": ["party", "police"], "into": "a", "strategy": "refine"}, "the id a"),
    ],
)
def test_what_cannot_be_merged_is_refused(fields, code):
    with pytest.raises(ReformError, match=code):
        done(town(), MergeLayers(**{"into": "one", **fields}))


@given(ASSIGNMENTS.filter(lambda found: len(found) > 1), st.sampled_from(Strategy), st.booleans())
def test_merging_loses_no_household_and_no_work_and_can_be_undone(assignments, strategy, span):
    """HZ-070, BA-116: whatever lay in a grid lies in exactly one grid afterwards, and all work is carried."""
    before = layers_of(*assignments)
    layers = tuple(f"L{at}" for at in range(len(assignments)))
    before = before.evolve(
        put=[attrs.evolve(before[id_], work_kinds=(f"work-{id_}",), work_listed=True) for id_ in layers]
    )
    step = MergeLayers(layers=layers, into="one", strategy=strategy, may_span=span)
    change = done(before, step)
    held = {cell for id_ in layers for cells in partition_of(before, id_).grids.values() for cell in cells}
    after = [cell for cells in partition_of(change.after, "one").grids.values() for cell in cells]
    assert held <= set(after)
    assert len(after) == len(set(after))
    assert set(work_in(change.after, "one").kinds) == {f"work-{id_}" for id_ in layers}
    assert change.undo() == before
    text = io.to_yaml(Reform(id="r", steps=[step]))
    assert io.reform_from_text(text).steps == (step,)


def test_aligning_cuts_a_layer_like_another_and_pairs_them():
    """XZ-046: social grids coincide with party grids."""
    change = done(town(), AlignLayers(layers=["party"], reference="police"))
    assert cut(change.after, "party") == cut(change.after, "police")
    assert all(pairing.same_area is True for pairing in change.after.records(GridPairing))
    assert len(change.after.records(GridPairing)) == 3
    assert change.after["l3"].layer == "party"
    assert set(change.lineage.after("l1")) == {"a-party-1", "a-party-2"}
    with pytest.raises(ReformError, match="BG594"):
        done(town(), AlignLayers(layers=["party"], reference="party"))


def test_aligning_loses_no_grid_that_the_reference_does_not_cover_and_no_figure():
    houses = [Building(id=f"h{n}", parent="a") for n in (1, 2)]
    grids = [Grid(id=f"g{n}", layer="y", parent="a", cells=(f"h{n}",), households=Count(60 * n)) for n in (1, 2)]
    model = [Grid(id=f"p{n}", layer="x", parent="a", cells=(f"h{n}",)) for n in (1, 2)]
    places = bg.Structure.build([*PLACES, GridLayer(id="x"), GridLayer(id="y"), *houses, *grids, *model], id="s")
    step = AlignLayers(layers=["y"], reference="x")
    assert [done(places, step).after[id_].households for id_ in ("g1", "g2")] == [Count(60), Count(120)]
    with pytest.raises(ReformError, match="BG579 no grid of x covers all that the grids g2 of y hold"):
        done(places.evolve(drop=[model[1]]), step)


@pytest.mark.parametrize("ids", [("old", "new"), ("rest", "pieces"), ("structure", "other")])
def test_layers_of_any_name_become_one(ids):
    before = bg.Structure.build([*PLACES, *(GridLayer(id=id_) for id_ in ids)], id="s")
    assert [layer.id for layer in done(before, MergeLayers(layers=ids, into="one")).after.records(GridLayer)] == ["one"]


def test_a_grid_is_divided_and_its_households_with_it():
    change = done(
        town(),
        SplitGrid(grid="l3", into=[GridPart(id="l3", cells=("b0",)), GridPart(id="l4", cells=("b1", "b2", "b3"))]),
    )
    assert [change.after[id_].households for id_ in ("l3", "l4")] == [Count(10), Count(30)]
    pairing = change.after.records(GridPairing)[0]
    assert pairing.same_area is NOT_STATED
    assert change.lineage.before("l4") == ("l3",)
    assert change.after.find_record(Inventory, (Inventory, "d", "grid")).total == Count(7)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([{"id": "x"}], "BG596 the parts of l3 come to >= 2"),
        ([{"id": "x"}, {"id": "x"}], "BG578 x is named twice in into"),
        ([{"id": "x", "cells": ["b0"]}, {"id": "y", "cells": ["b1"]}], "BG596 the cells of l3 come to 4"),
        ([{"id": "x", "cells": ["a0"]}, {"id": "y", "cells": ["b1"]}], "BG597 a0 is not in l3"),
    ],
)
def test_a_grid_is_not_divided_into_what_it_is_not(parts, code):
    with pytest.raises(ReformError, match=code):
        done(town(), SplitGrid(grid="l3", into=[GridPart(**part) for part in parts]))


def test_households_of_parts_add_up_where_no_cells_are_stated():
    records = [*PLACES, GridLayer(id="x"), Grid(id="g", layer="x", parent="a", households=Count(100))]
    structure = bg.Structure.build(records, id="s")
    parts = [GridPart(id="g", households=Count(60)), GridPart(id="h", households=Count(30))]
    with pytest.raises(ReformError, match="BG596 the households of g come to 100, those that the step gives out to 90"):
        done(structure, SplitGrid(grid="g", into=parts))
    after = done(structure, SplitGrid(grid="g", into=[parts[0], GridPart(id="h", households=Count(40))])).after
    assert after["h"].households == Count(40)


@pytest.mark.parametrize(
    ("name", "fact", "layer", "number"),
    [
        ("haizhu-2020", "HZ-072", "comprehensive-net", 8),
        ("baoan-2018", "BA-117", "comprehensive-net", 5),
        ("guangling-2021", "GL-049", "one-net", None),
    ],
)
def test_the_nets_of_the_districts_become_one(name, fact, layer, number):
    """HZ-070, HZ-072, BA-116, BA-117, GL-049."""
    change = load_reform(name).apply(load_structure(name.split("-")[0]))
    net = change.after[layer]
    assert fact in net.source.facts
    assert (None if net.work_kinds is NOT_STATED else len(net.work_kinds)) == number
    assert [found.id for found in change.after.records(GridLayer)] == [layer]


def test_five_hundred_grids_over_thousands_of_cells_are_merged_in_linear_time():
    """A district of 100 communities, three layers and 10,000 buildings; the counts are those of a plain pass."""
    records = [District(id="d"), Street(id="s", parent="d")]
    cells = {}
    for c in range(100):
        records.append(Community(id=f"c{c}", parent="s"))
        cells[c] = [f"c{c}b{n}" for n in range(100)]
        records += [Building(id=id_, parent=f"c{c}", households=Count(10)) for id_ in cells[c]]
    for layer, size in (("x", 20), ("y", 25), ("z", 50)):
        records.append(GridLayer(id=layer))
        for c in range(100):
            for at in range(0, 100, size):
                ids = tuple(cells[c][at : at + size])
                records.append(Grid(id=f"{layer}{c}-{at}", layer=layer, parent=f"c{c}", cells=ids))
    structure = bg.Structure.build(records, id="big")
    after = done(structure, MergeLayers(layers=["x", "y", "z"], into="one", strategy="refine")).after
    borders = sorted({at for size in (20, 25, 50) for at in range(0, 100, size)})
    assert len(after.records(Grid)) == 100 * len(borders)
    assert Count.total(g.households for g in after.records(Grid)) == Count(100_000)
