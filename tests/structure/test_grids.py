"""Grids lie in one community each, unless their layer lets them span."""

from __future__ import annotations

import pytest

from basegov.errors import StructureError
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community

PLACES = (Community(id="c1"), Community(id="c2"))


@pytest.mark.parametrize(
    ("fields", "may_span", "fits"),
    [
        ({"parent": "c1"}, False, True),
        ({"parent": "c1", "also_covers": ("c2",)}, False, False),
        ({"parent": "c1", "also_covers": ("c2",)}, True, True),
        ({"parent": "c1", "also_covers": ("c1",)}, False, True),
        ({"also_covers": ("c1", "c2")}, False, False),
        ({"also_covers": ("c1",)}, False, True),
    ],
)
def test_a_grid_in_two_communities(fields, may_span, fits):
    records = [*PLACES, GridLayer(id="layer", may_span=may_span), Grid(id="g", layer="layer", **fields)]
    if fits:
        assert Structure.build(records)
    else:
        with pytest.raises(StructureError, match=r"BG308.*in 2 communities: c1, c2"):
            Structure.build(records)
