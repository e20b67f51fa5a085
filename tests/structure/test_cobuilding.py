"""Co-building, pairing of grids, and who answers for a matter."""

from __future__ import annotations

import pytest

from basegov.errors import StructureError
from basegov.structure.cobuilding import CoBuilding, LocalOrganisation
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.party import GridPairing, same_ground
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community
from basegov.values import Truth

NODES = (
    Community(id="c"),
    LocalOrganisation(id="outside", host="c"),
    LocalOrganisation(id="inside", parent="c"),
    GridLayer(id="work"),
    GridLayer(id="party"),
    Grid(id="g", layer="work", parent="c"),
    Grid(id="h", layer="work", parent="c"),
    Grid(id="p", layer="party", parent="c"),
)


def test_building_together_is_not_containing():
    """BA-138: whoever is located in a community may be its partner, whoever belongs to it may not."""
    assert Structure.build([*NODES, CoBuilding(partners=("outside", "c"))]).records(CoBuilding)
    with pytest.raises(StructureError, match="BG326") as caught:
        Structure.build([*NODES, CoBuilding(partners=("c", "inside"))])
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.message("zh") == "共建关系的一方 inside 隶属于另一方 c；共建双方互不隶属"
    with pytest.raises(StructureError, match="BG325"):
        Structure.build([*NODES, CoBuilding(partners=("c", "c"))])


def test_grids_of_one_layer_are_not_paired():
    """XZ-046."""
    with pytest.raises(StructureError, match=r"BG327.*work"):
        Structure.build([*NODES, GridPairing(grids=("g", "h"))])


def test_a_grid_that_moves_to_the_layer_of_its_pair_is_refused():
    world = Structure.build([*NODES, GridPairing(grids=("g", "p"))])
    with pytest.raises(StructureError, match="BG327"):
        world.evolve(put=[Grid(id="p", layer="work", parent="c")])


@pytest.mark.parametrize(
    ("same", "expected"),
    [
        ({"same_area": True}, {"g": Truth.TRUE, "p": Truth.TRUE}),
        ({"same_area": False}, {"g": Truth.TRUE}),
        ({}, {"g": Truth.TRUE, "p": Truth.UNKNOWN}),
    ],
)
def test_common_ground_is_three_valued(same, expected):
    """XZ-046."""
    assert same_ground(Structure.build([*NODES, GridPairing(grids=("g", "p"), **same)]), "g") == expected
