"""Indicators of grids in layers."""

from fractions import Fraction

import pytest

import basegov as bg
from basegov.quantities import Count, Number
from basegov.scenarios.measures_grids import (
    buildings_outside_grids,
    grid_layers,
    work_in_several_layers,
    work_kinds_per_grid,
)
from basegov.structure import Building, Community, District, Grid, GridLayer, Inventory, UnitGroup
from basegov.values import NOT_STATED

BASE = [District(id="d"), Community(id="a", parent="d"), *(Building(id=f"h{n}", parent="a") for n in range(3))]
ALL = [Inventory(scope="d", of=kind, complete=True) for kind in ("grid", "building", "grid_layer")]
LAYERS = [
    GridLayer(id="x", parent="d", work_kinds=("fire", "party"), work_listed=True),
    GridLayer(id="y", parent="d", work_kinds=("fire",), work_listed=True),
    Grid(id="g", layer="x", parent="a", cells=("h0",), work_kinds=("dogs",)),
    Grid(id="k", layer="y", parent="a", cells=("h0", "h1", "h2")),
]


def world(*records):
    return bg.Structure.build([*BASE, *records], id="d")


def test_what_is_stated_is_counted():
    structure = world(*LAYERS, *ALL)
    assert grid_layers(structure) == Count(2)
    assert buildings_outside_grids(structure) == Count(2)
    assert work_kinds_per_grid(structure) == Number(2)
    assert work_in_several_layers(structure) == Count(1)


def test_what_is_not_stated_leaves_a_range_or_nothing():
    assert grid_layers(world()) is NOT_STATED
    assert grid_layers(world(UnitGroup(id="many", of="grid_layer", count=Count(">= 2")))) == Count(">= 2")
    assert buildings_outside_grids(world(*LAYERS, ALL[1])) == Count("0 .. 2")  # there may be further grids
    assert buildings_outside_grids(bg.Structure.build([District(id="d"), GridLayer(id="x")], id="d")) is NOT_STATED
    open_ = world(GridLayer(id="z", parent="d", work_kinds=("fire",)), Grid(id="q", layer="z", parent="a"), *LAYERS)
    assert work_kinds_per_grid(open_) == Number.between(Fraction(5, 3), None)
    assert work_in_several_layers(open_) == Count(">= 2")
    assert work_kinds_per_grid(world(GridLayer(id="z"))) is NOT_STATED
    assert work_in_several_layers(world(GridLayer(id="z"))) is NOT_STATED


@pytest.mark.parametrize("name", ["grid_layers", "work_in_several_layers"])
def test_they_show_in_a_comparison(name):
    before = bg.load_structure("shili")
    change = bg.load_reform("shili-2026").apply(before)
    rows = {row.indicator.name: row for row in bg.compare(before, change).indicators}
    assert rows[name].before.low > rows[name].after.low
