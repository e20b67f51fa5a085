"""The views: stock NetworkX runs on them, and nothing can be changed through them."""

from __future__ import annotations

import pickle

import networkx as nx
import pytest

from basegov.quantities import Share
from basegov.structure.appraisal import Appraisal
from basegov.structure.management import Service
from basegov.structure.mergers import Adjacency
from basegov.structure.organisations import Department, DispatchedAgency, Team
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street


@pytest.fixture
def structure():
    communities = [Community(id=f"c{i}", parent="east" if i < 4 else "west") for i in range(6)]
    return Structure.build(
        [
            District(id="d"),
            Street(id="east", parent="d"),
            Street(id="west", parent="d"),
            *communities,
            Department(id="bureau"),
            DispatchedAgency(id="office", principal="bureau", host="east"),
            Team(id="team", host="west"),
            Appraisal(subject="office", evaluator="east", share=Share("60%")),
            Service(provider="team", served="c5"),
            Right(holder="east", matter="appraise", over="office"),
            Right(holder="east", matter="refuse_item", over="office"),
            Inventory(scope="d", of="street"),
            *(Adjacency(units=(f"c{i}", f"c{i + 1}")) for i in range(4)),
        ]
    )


VIEWS = ("hierarchy", "graph", "contiguity")


@pytest.fixture(params=VIEWS)
def view(request, structure):
    return getattr(structure, request.param)


def test_the_hierarchy_answers_stock_algorithms(structure):
    hierarchy = structure.hierarchy
    assert nx.descendants(hierarchy, "d") == {n.id for n in structure.descendants("d")}
    assert nx.ancestors(hierarchy, "c5") == {n.id for n in structure.ancestors("c5")} == {"west", "d"}
    order = list(nx.topological_sort(hierarchy))
    assert all(order.index(a) < order.index(b) for a, b in hierarchy.edges)
    assert nx.is_forest(hierarchy)
    assert nx.is_directed_acyclic_graph(hierarchy)
    assert nx.is_arborescence(hierarchy.subgraph(["d", *nx.descendants(hierarchy, "d")]))
    assert nx.shortest_path(hierarchy, "d", "c0") == ["d", "east", "c0"]
    assert nx.lowest_common_ancestor(hierarchy, "c0", "c5") == "d"
    assert dict(hierarchy.in_degree)["c0"] == 1
    assert hierarchy.number_of_edges() == hierarchy.size() == 8
    assert [b for _, b in nx.bfs_edges(hierarchy, "d")][:2] == ["east", "west"]
    assert nx.to_dict_of_lists(hierarchy)["east"] == ["c0", "c1", "c2", "c3"]
    assert "nowhere" not in hierarchy
    with pytest.raises(nx.NetworkXError):
        nx.descendants(hierarchy, "nowhere")


def test_every_relation_is_in_the_graph(structure):
    graph = structure.graph
    kinds = sorted(kind for *_, kind in graph.edges(data="kind"))
    assert kinds.count("right") == 2  # two rights of one holder over one office are two edges
    assert kinds.count("adjacency") == 8  # each way
    assert set(kinds) == {"contains", "principal", "host", "appraisal", "service", "right", "adjacency"}
    assert graph.edges["east", "office", ("appraisal", "office", "east", structure.records(Appraisal)[0].period)][
        "record"
    ].share == Share("60%")
    assert list(graph.predecessors("office")) == ["east"]
    assert nx.has_path(graph, "d", "office")
    assert nx.number_weakly_connected_components(graph) == 1


def test_contiguity_is_of_units_and_finds_what_is_cut_off(structure):
    contiguity = structure.contiguity
    assert "bureau" not in contiguity
    parts = sorted(map(len, nx.connected_components(contiguity.subgraph([f"c{i}" for i in range(6)]))))
    assert parts == [1, 5]
    assert nx.shortest_path(contiguity, "c0", "c4") == ["c0", "c1", "c2", "c3", "c4"]
    assert contiguity["c0"]["c1"]["record"] == structure.records(Adjacency)[0]
    assert list(nx.articulation_points(contiguity)) == ["c3", "c2", "c1"]


def test_views_are_made_once_and_carry_the_records(structure, view):
    assert structure.hierarchy is structure.hierarchy
    assert all(view.nodes[id_]["record"] is structure.node(id_) for id_ in view)
    assert dict(view.nodes(data="record"))["east"] is structure.node("east")


MUTATIONS = {
    "add_node": lambda g: g.add_node("x"),
    "add_nodes_from": lambda g: g.add_nodes_from(["x"]),
    "remove_node": lambda g: g.remove_node("east"),
    "remove_nodes_from": lambda g: g.remove_nodes_from(["east"]),
    "add_edge": lambda g: g.add_edge("d", "bureau"),
    "add_edges_from": lambda g: g.add_edges_from([("d", "bureau")]),
    "add_weighted_edges_from": lambda g: g.add_weighted_edges_from([("d", "bureau", 1)]),
    "remove_edge": lambda g: g.remove_edge(*next(iter(g.edges()))),
    "remove_edges_from": lambda g: g.remove_edges_from(list(g.edges())),
    "update": lambda g: g.update(edges=[("d", "bureau")]),
    "clear": lambda g: g.clear(),
    "clear_edges": lambda g: g.clear_edges(),
    "node attribute": lambda g: g.nodes["east"].__setitem__("record", None),
    "node attributes": lambda g: nx.set_node_attributes(g, 1, "x"),
    "edge attribute": lambda g: next(iter(g.edges(data=True)))[-1].__setitem__("x", 1),
    "edge attributes": lambda g: nx.set_edge_attributes(g, 1, "x"),
    "graph attribute": lambda g: g.graph.__setitem__("x", 1),
    "name": lambda g: setattr(g, "name", "x"),
    "adjacency": lambda g: g.adj["d"].__setitem__("bureau", {}),
    "inner adjacency": lambda g: g._adj["d"].__setitem__("bureau", {}),
    "inner nodes": lambda g: g._node.__setitem__("x", {}),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_no_mutation_gets_through(view, name):
    before = (dict(view.nodes(data=True)), sorted(map(str, view.edges(data=True))), dict(view.graph))
    with pytest.raises((nx.NetworkXError, TypeError, AttributeError)):
        MUTATIONS[name](view)
    assert before == (dict(view.nodes(data=True)), sorted(map(str, view.edges(data=True))), dict(view.graph))


def test_a_copy_is_an_ordinary_graph_to_work_on(structure, view):
    copied = view.copy()
    assert nx.utils.graphs_equal(copied, view) or sorted(map(str, copied.edges)) == sorted(map(str, view.edges))
    copied.add_node("x")
    copied.nodes["east"]["colour"] = "red"
    copied.graph["x"] = 1
    assert "x" not in view
    assert "colour" not in view.nodes["east"]
    assert copied.nodes["east"]["record"] is structure.node("east")


def test_other_shapes_of_a_view_are_ordinary_graphs(view):
    plain = view.to_undirected()
    assert set(plain) == set(view)
    plain.add_edge("d", "x")
    directed = view.to_directed()
    assert set(directed) == set(view)
    assert "x" not in view


def test_a_view_survives_a_pickle(structure, view):
    again = pickle.loads(pickle.dumps(view))
    assert sorted(map(str, again.edges)) == sorted(map(str, view.edges))
    assert again.nodes["east"]["record"] == structure.node("east")
    with pytest.raises(nx.NetworkXError):
        again.add_node("x")


def test_the_views_of_an_empty_structure_are_empty():
    empty = Structure.build([])
    assert all(len(getattr(empty, view)) == 0 for view in VIEWS)
