"""Mergers, steps and reforms apply to the structure for which they were drawn."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from basegov.reforms.proposals import MergerPlan
from basegov.reforms.steps import step_name
from basegov.structure import Adjacency, Community, District, Street, Structure
from basegov.testing import strategies as bst
from basegov.testing.strategies.changes import DRAWS

NODES = [District(id="d"), Street(id="s1", parent="d"), *(Community(id=f"c{n}", parent="s1") for n in range(1, 6))]
CHAIN = Structure.build([*NODES, *(Adjacency(units=(f"c{n}", f"c{n + 1}")) for n in range(1, 5))])
ALONE = Structure.build(NODES)


@given(bst.mergers(CHAIN, connected=True, min_parts=2, max_parts=5))
def test_connected_parts_hang_together(merger):
    assert 2 <= len(merger.parts) <= 5
    assert nx.is_connected(CHAIN.contiguity.subgraph(merger.parts))


@given(bst.mergers(CHAIN, connected=False, min_parts=3, max_parts=4))
def test_parts_that_are_not_connected_do_not(merger):
    assert 3 <= len(merger.parts) <= 4
    assert not nx.is_connected(CHAIN.contiguity.subgraph(merger.parts))


@given(st.data())
@settings(max_examples=15)
def test_a_merger_is_one_of_the_structure(data):
    structure = data.draw(bst.structures(min_communities=2))
    merger = data.draw(bst.mergers(structure))
    assert MergerPlan(mergers=(merger,)).on(structure).mergers[0].parts == merger.parts


@pytest.mark.parametrize("kind", DRAWS)
@given(data=st.data())
@settings(max_examples=8)
def test_a_step_of_each_kind_applies(kind, data):
    structure = data.draw(bst.structures(min_communities=3, max_streets=1, kinds=KINDS, min_of_each=1))
    step = data.draw(bst.steps(structure, kinds=(kind,)))
    assert step_name(step) == kind
    assert step.effect(structure).events


KINDS = ("staff", "staff_group", "dispatched_agency", "appraisal", "adjacency", "inventory")


@given(st.data())
@settings(max_examples=15)
def test_a_reform_applies_as_a_whole(data):
    structure = data.draw(bst.structures(min_communities=2))
    reform = data.draw(bst.reforms(structure, min_size=2, max_size=4))
    assert 2 <= len(reform.steps) <= 4
    change = reform.apply(structure)
    assert change.after != structure
    assert {event.step for event in change.events} == set(range(1, len(reform.steps) + 1))


@pytest.mark.parametrize(("ask", "words"), [
    (lambda: bst.mergers(ALONE, connected=True), "are connected by recorded borders; leave out connected"),
    (lambda: bst.mergers(ALONE, min_parts=6, max_parts=6), r"draw it with structures\(min_communities=6\)"),
    (lambda: bst.mergers(ALONE, min_parts=1), "a merger has at least 2 parts"),
    (lambda: bst.mergers(ALONE, connected="yes"), "must be True, False, or None for both"),
    (lambda: bst.mergers(None), "must be a Structure; draw one first"),
    (lambda: bst.steps(ALONE, kinds=("merge_comunities",)), r"did you mean 'merge_communities'\?"),
    (lambda: bst.steps(ALONE, kinds=("pair_grids",)), "is no step that can be drawn for a structure"),
    (lambda: bst.steps(ALONE, kinds=()), "kinds is empty"),
    (lambda: bst.steps(Structure.build()), "has no node that a step could act on"),
    (lambda: bst.reforms(ALONE, min_size=2, max_size=1), "lower it, or raise max_size"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_once_and_says_the_next_step(ask, words):
    with pytest.raises(InvalidArgument, match=words):
        ask()


def test_a_structure_whose_units_all_touch_has_no_merger_that_is_not_connected():
    pair = Structure.build([*NODES[:4], Adjacency(units=("c1", "c2"))])
    with pytest.raises(InvalidArgument, match="are not connected by recorded borders"):
        bst.mergers(pair, connected=False)


@given(st.data())
def test_a_step_for_which_there_is_nothing_says_so(data):
    with pytest.raises(InvalidArgument, match="for a step of the kinds transfer_staff; name others"):
        data.draw(bst.steps(ALONE, kinds=("transfer_staff",)))
