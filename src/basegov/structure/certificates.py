"""Certificates: what must be shown before one is issued, who demands them of whom, and what hangs on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.structure.items import WorkItem
from basegov.structure.records import Ref, Relation, record
from basegov.structure.snapshot import Structure
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    import networkx as nx


@record("certificate_items", en="certificate", zh="证明事项")
@attrs.frozen(kw_only=True)
class CertificateItem(WorkItem):
    """A certificate or seal that somebody is asked to give. On a list it stands as any item does.

    `duty_of` says within whose own duty it lies to verify what it certifies.

    Parameters
    ----------
    issuer : str, optional
        Who issues it, where that is one body or unit.
    requires : tuple of str, optional
        The certificates that must be shown before it is issued; empty when it is known that none must.
    odd : bool, optional
        Whether it was found to be an odd one (奇葩证明): nobody could certify it, or nobody needs it.
    """

    issuer: Annotated[str | NotStated, Ref()] = NOT_STATED
    requires: Annotated[tuple[str, ...] | NotStated, Ref("certificate_item")] = NOT_STATED
    odd: bool | NotStated = NOT_STATED


@record("certificate_demands", en="demand for a certificate", zh="出证要求")
@attrs.frozen(kw_only=True)
class CertificateDemand(Relation):
    """Somebody demands a certificate that a unit is to give.

    That no other is demanded of a unit is known only from an `Inventory` (of ``certificate_demand``, about the unit or
    what contains it).

    Parameters
    ----------
    demander : str
        Who demands it: a department, an enterprise, a social organisation.
    item : str
        The certificate.
    receiver : str
        Who is to give it.
    purpose : str, optional
        For which item it is demanded: another certificate, or a matter that the demander handles.
    own_verification : bool, optional
        Whether to verify it lies within the demander's own duty; left out, that follows from `duty_of` of the item.
    """

    demander: Annotated[str, Ref()]
    item: Annotated[str, Ref("certificate_item")]
    receiver: Annotated[str, Ref()]
    purpose: Annotated[str | NotStated, Ref("work_item")] = NOT_STATED
    own_verification: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("demander", "item", "receiver", "purpose")
    ends: ClassVar[tuple[str, str] | None] = ("demander", "receiver")


def certificate_graph(structure: Structure) -> nx.DiGraph[str]:
    """Return what hangs on what as a `networkx.DiGraph` of ids: from an item to each certificate it cannot do without.

    An edge stands for what a certificate requires, or for a demand whose purpose is stated. Make no change to the
    graph: it is kept for the structure.
    """
    return structure.cached("certificates", _certificate_graph)


def _certificate_graph(structure: Structure) -> nx.DiGraph[str]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for item in structure.records(CertificateItem):
        graph.add_node(item.id)
        if isinstance(item.requires, tuple):
            graph.add_edges_from((item.id, required) for required in item.requires)
    for demand in structure.records(CertificateDemand):
        if isinstance(demand.purpose, str):
            graph.add_edge(demand.purpose, demand.item)
    return graph


def certificate_cycles(structure: Structure) -> tuple[tuple[str, ...], ...]:
    """Return a circle for every group of certificates that hang on each other, each from its first id on.

    Among many circles through the same certificates a shortest one is returned, so that what to cut is plain to see.
    """
    import networkx as nx

    graph = certificate_graph(structure)
    found = []
    for group in nx.strongly_connected_components(graph):
        cycle = _shortest(graph.subgraph(group))
        if cycle:
            found.append(cycle)
    return tuple(sorted(found))


def _shortest(graph: nx.DiGraph[str]) -> tuple[str, ...]:
    """Return a shortest circle of a graph, the first by its ids; empty when there is none."""
    import networkx as nx

    circles = []
    for start in graph:
        paths = nx.single_source_shortest_path(graph, start)
        circles += [tuple(paths[last]) for last in graph.predecessors(start) if last in paths]
    return min(circles, key=lambda circle: (len(circle), circle), default=())
