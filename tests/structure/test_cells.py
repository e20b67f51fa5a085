"""Layers of grids over common cells: what each is made up of, and how they lie to each other."""

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.errors import StructureError
from basegov.quantities import Count
from basegov.structure import Building, Community, District, Estate, Grid, GridLayer, GridPairing, Inventory, Street
from basegov.structure.cells import (
    cells_below,
    common_coarsening,
    common_refinement,
    households_in,
    partition_of,
    same_cells,
    sticking_out,
    straddling,
    work_in,
    work_of,
)
from basegov.values import NOT_STATED, Truth

PLACES = [District(id="d"), Street(id="s", parent="d"), Community(id="a", parent="s"), Community(id="b", parent="s")]


def town(*records):
    return bg.Structure.build([*PLACES, *records], id="town")


def houses(number, parent="a"):
    return [Building(id=f"{parent}{n}", parent=parent, households=Count(10 * (n + 1))) for n in range(number)]


def layers_of(*assignments, span=True):
    """Return a structure with a layer for every list of numbers: which grid each of the buildings is in (0: none)."""
    records = houses(max(map(len, assignments)))
    for at, numbers in enumerate(assignments):
        records.append(GridLayer(id=f"L{at}", may_span=span))
        for number in sorted(set(numbers) - {0}):
            cells = tuple(f"a{n}" for n, grid in enumerate(numbers) if grid == number)
            records.append(Grid(id=f"L{at}g{number}", layer=f"L{at}", parent="a", cells=cells))
    return town(*records, Inventory(scope="d", of="grid", complete=True))


ASSIGNMENTS = st.integers(1, 7).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 3), min_size=size, max_size=size), min_size=1, max_size=3)
)


def together(classes):
    """Return the pairs of cells that a way of cutting keeps together."""
    return {pair for cells in classes for pair in itertools.product(cells, cells)}


@given(ASSIGNMENTS)
def test_the_refinement_is_the_coarsest_that_refines_every_layer(assignments):
    """HZ-M13: two cells stay together if and only if each layer keeps them together."""
    structure = layers_of(*assignments)
    partitions = [partition_of(structure, f"L{at}") for at in range(len(assignments))]
    refined = common_refinement(partitions)
    covered = {cell for cells in refined.values() for cell in cells}
    assert covered == {f"a{n}" for numbers in assignments for n, grid in enumerate(numbers) if grid}
    assert sum(map(len, refined.values())) == len(covered)
    alike = {
        (one, other)
        for one, other in itertools.product(covered, covered)
        if all(numbers[int(one[1:])] == numbers[int(other[1:])] for numbers in assignments)
    }
    assert together(refined.values()) == alike


@given(ASSIGNMENTS)
def test_the_coarsening_is_the_finest_that_every_layer_refines(assignments):
    structure = layers_of(*assignments)
    partitions = [partition_of(structure, f"L{at}") for at in range(len(assignments))]
    pieces = common_coarsening(partitions)
    assert sorted(grid for piece in pieces for grid in piece) == sorted(g for p in partitions for g in p.grids)
    cells = [{c for g in piece for p in partitions for c in p.grids.get(g, ())} for piece in pieces]
    assert all(one.isdisjoint(other) for one, other in itertools.combinations(cells, 2))
    for piece in pieces:  # nothing smaller will do: its grids hang together through cells
        reached, rest = {piece[0]}, set(piece[1:])
        held = {g: p.grids[g] for p in partitions for g in p.grids}
        while near := {g for g in rest if any(held[g] & held[other] for other in reached)}:
            reached |= near
            rest -= near
        assert not rest


@given(ASSIGNMENTS.filter(lambda found: len(found) > 1))
def test_straddling_and_sticking_out_say_whether_one_layer_refines_another(assignments):
    structure = layers_of(*assignments)
    one, other = partition_of(structure, "L0"), partition_of(structure, "L1")
    inside = all(any(cells <= wide for wide in other.grids.values()) for cells in one.grids.values())
    assert (not straddling(one, other) and not sticking_out(one, other)) is inside


def test_buildings_that_stand_in_a_grid_are_its_cells():
    records = [
        GridLayer(id="L"), Grid(id="g", layer="L", parent="a"), Estate(id="e", parent="g"),
        Building(id="x", parent="g"), Building(id="y", parent="e"),
    ]  # fmt: skip
    open_ = partition_of(town(*records), "L")
    assert open_.grids["g"] == {"x", "y"}
    assert open_.open_grids == {"g"}
    assert not open_.is_known
    closed = town(*records, Inventory(scope="g", of="building", complete=True))
    assert not partition_of(closed, "L").open_grids


def test_cells_below_a_place_and_their_households():
    structure = town(*houses(2), *houses(1, "b"), Inventory(scope="a", of="building", complete=True))
    assert cells_below(structure, "a") == (("a0", "a1"), True)
    assert cells_below(structure, None)[1] is False
    assert households_in(structure, ["a0", "a1"]) == Count(30)
    unknown = structure.evolve(put=[Building(id="a0", parent="a")])
    assert households_in(unknown, ["a0", "a1"]) == Count(">= 20")


def test_same_ground_by_cells_or_by_pairing():
    structure = layers_of([1, 1, 2], [1, 1, 2])
    one, other, third = (structure[id_] for id_ in ("L0g1", "L1g1", "L1g2"))
    assert same_cells(structure, one, other) is Truth.TRUE
    assert same_cells(structure, one, third) is Truth.FALSE
    unknown = structure.evolve(put=[attrs.evolve(one, cells=NOT_STATED)])
    assert same_cells(unknown, unknown["L0g1"], other) is Truth.UNKNOWN
    paired = unknown.evolve(put=[GridPairing(grids=("L0g1", "L1g1"), same_area=True)])
    assert same_cells(paired, paired["L0g1"], other) is Truth.TRUE


def test_a_grid_carries_the_work_of_its_layer_and_its_own():
    layer = GridLayer(id="L", work_kinds=("police",), work_listed=True)
    structure = town(layer, Grid(id="g", layer="L", parent="a", work_kinds=("fire",)))
    assert work_of(structure, structure["g"]).kinds == ("police", "fire")
    assert work_of(structure, layer).kinds == ("police",)
    assert work_in(structure, "L").kinds == ("police", "fire")
    assert work_of(structure, layer).carries("fire") is Truth.FALSE
    assert work_of(town(GridLayer(id="L")), GridLayer(id="L")).carries("fire") is Truth.UNKNOWN
    assert work_in(structure, "a").kinds == ()


@pytest.mark.parametrize(("span", "cells"), [(True, ("a0", "b0")), (False, ("a0",))])
def test_cells_of_a_grid_lie_in_one_community_unless_its_layer_spans(span, cells):
    """HZ-071; a layer says itself whether its grids may reach into several communities."""
    records = [*houses(1), *houses(1, "b"), GridLayer(id="L", may_span=span)]
    assert town(*records, Grid(id="g", layer="L", parent="a", cells=cells))["g"].cells == cells
    if not span:
        with pytest.raises(StructureError, match="BG308"):
            town(*records, Grid(id="g", layer="L", parent="a", cells=("a0", "b0")))


def test_a_building_does_not_leave_the_community_of_its_grid_alone():
    structure = town(*houses(1), GridLayer(id="L"), Grid(id="g", layer="L", parent="a", cells=("a0",)))
    with pytest.raises(StructureError, match="BG308"):
        structure.evolve(put=[attrs.evolve(structure["a0"], parent="b")])
