"""The records as NetworkX graphs: cached, read-only, with ids as nodes that carry their record.

`networkx.freeze` stops nodes and edges from being added but leaves every attribute dict writable. These graphs stand on
read-only mappings over the records' own indexes, so nothing is copied and nothing can be changed; ``graph.copy()``
gives an ordinary graph to work on.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from basegov.structure.records import Relation, ref_fields, snake, targets
from basegov.values import FrozenMap

if TYPE_CHECKING:
    import networkx as nx

    from basegov.structure.snapshot import Structure


class _Data(FrozenMap[str, Any]):
    """The attributes of a node or an edge.

    They have no hash, as a dict has none: NetworkX takes whatever can be hashed for a node, also a pair ``(id, data)``.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]


_NO_DATA = _Data()


class _Neighbours(Mapping[str, Any]):
    """A read-only adjacency: for every node of the structure the mapping from its neighbours to the edge data."""

    __slots__ = ("_neighbours", "_structure")

    def __init__(self, structure: Structure, neighbours: Callable[[str], Iterable[str]]) -> None:
        self._structure = structure
        self._neighbours = neighbours

    def __getitem__(self, node: str) -> FrozenMap[str, Any]:
        if node not in self._structure:
            raise KeyError(node)
        return FrozenMap(dict.fromkeys(self._neighbours(node), _NO_DATA))

    def __contains__(self, node: object) -> bool:
        return node in self._structure

    def __iter__(self) -> Iterator[str]:
        return self._structure.ids()

    def __len__(self) -> int:
        return self._structure.node_count


class _Nodes(Mapping[str, Any]):
    """The node attributes of a graph: one attribute, `record`."""

    __slots__ = ("_structure",)

    def __init__(self, structure: Structure) -> None:
        self._structure = structure

    def __getitem__(self, node: str) -> _Data:
        record = self._structure.get(node)
        if record is None:
            raise KeyError(node)
        return _Data({"record": record})

    def __contains__(self, node: object) -> bool:
        return node in self._structure

    def __iter__(self) -> Iterator[str]:
        return self._structure.ids()

    def __len__(self) -> int:
        return self._structure.node_count


def _fill(
    graph: Any, structure: Structure, view: str, nodes: Mapping[str, Any], **adjacency: Mapping[str, Any]
) -> None:
    """Give an empty graph its read-only nodes and edges, and stop every method that would add or remove some."""
    import networkx as nx

    nx.freeze(graph)
    graph.graph = FrozenMap({"structure": structure.id, "view": view})
    graph._node = nodes
    for name, neighbours in adjacency.items():
        setattr(graph, name, neighbours)


def hierarchy(structure: Structure) -> nx.DiGraph[str]:
    """Return containment as a directed graph from container to contained."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    _fill(
        graph, structure, "hierarchy", _Nodes(structure),
        _adj=_Neighbours(structure, structure.child_ids), _pred=_Neighbours(structure, structure.parent_ids),
    )  # fmt: skip
    return graph


def relations_graph(structure: Structure) -> nx.MultiDiGraph[str]:
    """Return every relation as a directed multigraph.

    An edge has the kind of the relation as `kind` and the relation itself as `record`. Containment has the kind
    ``contains``; a reference that a node holds to another (such as the host of an agency) has the name of the field.
    A relation without direction, such as an adjacency, is an edge each way.
    """
    import networkx as nx

    succ: dict[str, dict[str, dict[Any, _Data]]] = {id_: {} for id_ in structure.ids()}
    pred: dict[str, dict[str, dict[Any, _Data]]] = {id_: {} for id_ in structure.ids()}
    for tail, head, key, data in _edges(structure):
        edges = succ[tail].setdefault(head, {})
        pred[head][tail] = edges
        edges[key] = _Data(data)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _fill(graph, structure, "relations", _Nodes(structure), _adj=_frozen(succ), _pred=_frozen(pred))
    return graph


def _frozen(adjacency: dict[str, dict[str, dict[Any, Any]]]) -> FrozenMap[str, Any]:
    def inner(near: dict[str, dict[Any, Any]]) -> FrozenMap[str, Any]:
        return FrozenMap({other: FrozenMap(edges) for other, edges in near.items()})

    return FrozenMap({node: inner(near) for node, near in adjacency.items()})


def _edges(structure: Structure) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    for node in structure.nodes():
        for spec in ref_fields(type(node)):
            for target in targets(node, spec):
                if spec.name == "parent":
                    yield target, node.id, "contains", {"kind": "contains"}
                else:
                    yield node.id, target, spec.name, {"kind": spec.name, "record": node}
    for relation in structure.relations():
        yield from _relation_edges(relation)


def _relation_edges(relation: Relation) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    specs = {spec.name: spec for spec in ref_fields(type(relation))}
    kind = snake(type(relation).__name__)
    key, data = (kind, *relation.key[1:]), {"kind": kind, "record": relation}
    names = type(relation).ends or tuple(specs)[:2]
    pairs: Iterable[tuple[str, ...]]
    if len(names) > 1:
        pairs = itertools.product(targets(relation, specs[names[0]]), targets(relation, specs[names[1]]))
    else:
        ids = targets(relation, specs[names[0]]) if names else ()
        pairs = itertools.permutations(ids, 2)
    for tail, head in pairs:
        yield tail, head, key, data


def contiguity(structure: Structure, edges: Iterable[tuple[str, str, Relation]]) -> nx.Graph[str]:
    """Return which units touch: an undirected graph of all units, whose edges carry the adjacency record."""
    import networkx as nx

    from basegov.structure.units import Unit

    units = {unit.id: _Data({"record": unit}) for unit in structure.records(Unit)}
    near: dict[str, dict[str, _Data]] = {id_: {} for id_ in units}
    for a, b, relation in edges:
        near[a][b] = near[b][a] = _Data({"record": relation})
    graph: nx.Graph[str] = nx.Graph()
    adjacency = FrozenMap({node: FrozenMap(neighbours) for node, neighbours in near.items()})
    _fill(graph, structure, "contiguity", FrozenMap(units), _adj=adjacency)
    return graph
