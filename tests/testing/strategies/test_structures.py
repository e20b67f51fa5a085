"""Generated structures are valid, as large as they are asked for, and shrink to something that can be read."""

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis.errors import InvalidArgument

from basegov.quantities import Quantity
from basegov.structure import Community, Grid, Street, Structure
from basegov.structure.records import RECORD_TYPES, Node, kinds_of, ref_fields
from basegov.testing import strategies as bst
from basegov.values import NOT_STATED

QUIET = settings(database=None, derandomize=True, suppress_health_check=list(HealthCheck))
EVERY = bst.structures(kinds="all", min_of_each=1, max_of_each=1, min_communities=2)


@given(bst.structures(min_streets=2, max_streets=3, min_communities=1, max_communities=5))
def test_there_are_as_many_units_as_asked_for(structure):
    assert 2 <= len(structure.records(Street)) <= 3
    assert 1 <= len(structure.records(Community)) <= 5
    assert {node.parent for node in structure.records(Street)} == {"d"}


@given(bst.structures(kinds=("grid", "body"), max_of_each=1, min_streets=0, max_streets=0, max_communities=1))
def test_only_the_kinds_that_are_named_stand_beside_the_units(structure):
    for node in structure.nodes():
        assert kinds_of(type(node)) & {"unit", "body", "grid", "grid_layer"}
    assert all(structure.get(grid.layer) is not None for grid in structure.records(Grid))
    assert not structure.relations()


@given(EVERY)
@settings(max_examples=8)
def test_a_structure_may_have_records_of_every_registered_kind(structure):
    own = {kind: known.cls for kind, known in RECORD_TYPES.items() if known.cls.__module__.startswith("basegov.")}
    missing = {kind for kind, cls in own.items() if not structure.records(cls)}
    assert missing <= {"grid_pairing"}  # one layer has no two grids that could cover the same ground


@given(bst.structures(kinds="all", max_of_each=2))
@settings(max_examples=10)
def test_structures_of_every_kind_are_built_again_from_their_records(structure):
    again = Structure.build(
        structure, id=structure.id, name=structure.name, date=structure.date, documents=structure.documents
    )
    assert again == structure


@given(bst.structures(known="fully", kinds="all", max_of_each=1, min_communities=1))
@settings(max_examples=10)
def test_what_is_fully_known_is_stated_exactly(structure):
    for record in structure:
        references = {spec.name for spec in ref_fields(type(record))}
        for attribute in attrs.fields(type(record)):
            value = getattr(record, attribute.name)
            assert not isinstance(value, Quantity) or value.is_exact
            about = (type(record).__name__, attribute.name)
            if value is NOT_STATED and attribute.name not in references | {"source", "name"}:
                assert about in OPEN, about


# What stands instead of another fact, or follows from how a record came about.
OPEN = {
    ("ListEntry", "finder_kind"), ("ListEntry", "handler_kind"), ("ListEntry", "responsible_kind"),
    ("ListEntry", "cooperating_kind"), ("ListEntry", "takes_over_kind"), ("Motion", "answer"),
    ("Inventory", "total"), ("Appraisal", "share"), ("PostLoan", "posts"),
}  # fmt: skip


SEARCH = settings(QUIET, max_examples=200)
"""Enough to find what is rare, however few examples properties are tried with."""


def test_examples_shrink_to_what_can_be_read():
    smallest = find(bst.structures(kinds=("staff", "management")), lambda s: True, settings=QUIET)
    assert repr(smallest) == "<Structure d: 1 districts, 1 streets>"
    named = find(bst.structures(kinds=()), lambda s: any(c.name for c in s.records(Community)), settings=SEARCH)
    assert [node.id for node in named.nodes()] == ["d", "s1", "c1"]
    assert named["c1"].name == "甲社区"
    assert named["c1"].parent == "s1"


def test_partly_known_structures_have_bounds_and_gaps():
    seen = set()

    @given(bst.structures(min_communities=2, kinds=()))
    def look(structure):
        for community in structure.records(Community):
            population = community.population
            seen.add("gap" if population is NOT_STATED else "exact" if population.is_exact else "bound")

    look()
    assert seen == {"gap", "bound", "exact"}


@pytest.mark.parametrize(("ask", "words"), [
    (lambda: bst.structures(min_streets=3), "min_streets=3 is more than max_streets=2; lower it, or raise max_streets"),
    (lambda: bst.structures(max_communities=-1), "max_communities=-1 must be a whole number from 0"),
    (lambda: bst.structures(max_of_each="2"), "must be a whole number"),
    (lambda: bst.structures(kinds="grid"), r"such as \('grid',\), or 'all'"),
    (lambda: bst.structures(kinds=("grids",)), r"did you mean 'grid'\?"),
    (lambda: bst.structures(known=True), "give known='fully'"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_once_and_says_the_next_step(ask, words):
    with pytest.raises(InvalidArgument, match=words):
        ask()


@given(bst.structures(kinds=("team", "department"), min_of_each=1, known="fully"))
@settings(max_examples=5)
def test_ids_and_names_say_the_kind(structure):
    assert isinstance(structure["team1"], Node)
    assert structure["b1"].name == "甲部门"
