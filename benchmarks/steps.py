"""One step on a structure of 15,000 records, and every rule of a policy on a structure of 16,000 staff.

The peer of the step is what a mutable model does to keep its before: a deep copy of the NetworkX graph with attribute
dicts, then one assignment. Both sides must leave the before as it was and give an after that differs in one value.
"""

from __future__ import annotations

import copy

import networkx as nx

from basegov.policies import Policy
from basegov.quantities import Share
from basegov.reforms.appraisal import SetAppraisalShare
from basegov.reforms.reform import Reform
from basegov.rules.appraisal import AppraisalShare
from basegov.rules.management import ManagedBy
from basegov.rules.powers import HoldsRight
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.structure.units import Community, District, Street
from benchmarks.measure import Row, medians, show

STREETS = 10
COMMUNITIES = 124


def district(staff: int, grids: int) -> Structure:
    """Return a made-up district with agencies, appraisals, managements, grids and people."""
    records: list[object] = [District(id="d"), Department(id="dep", parent="d"), GridLayer(id="layer", parent="d")]
    records += [Street(id=f"s{i}", parent="d") for i in range(STREETS)]
    records += [Community(id=f"c{i}", parent=f"s{i % STREETS}") for i in range(COMMUNITIES)]
    for i in range(COMMUNITIES):
        agency = f"a{i}"
        records.append(DispatchedAgency(id=agency, parent=f"s{i % STREETS}", principal="dep", host=f"s{i % STREETS}"))
        records.append(Appraisal(subject=agency, evaluator="dep", period=Period.ANNUAL, share=Share("100%")))
        records += [Management(subject=agency, dimension=d, manager="dep") for d in Dimension]
    records += [Grid(id=f"g{i}", parent=f"c{i % COMMUNITIES}", layer="layer") for i in range(grids)]
    records += [Staff(id=f"p{i}", parent=f"c{i % COMMUNITIES}", employer="dep", sunk=True) for i in range(staff)]
    return Structure.build(records, id="made-up")


def graph_of(structure: Structure) -> nx.DiGraph:
    """Return the same district as a mutable graph with attribute dicts."""
    graph = nx.DiGraph()
    for node in structure.nodes():
        graph.add_node(node.id, kind=type(node).__name__, name=node.label, shares={})
        for parent in structure.parent_ids(node.id):
            graph.add_edge(parent, node.id)
    for appraisal in structure.records(Appraisal):
        graph.nodes[appraisal.subject]["shares"][appraisal.evaluator] = str(appraisal.share)
    return graph


def one_step() -> None:
    """Measure one step against a deep copy."""
    structure = district(staff=11_000, grids=3_000)
    graph = graph_of(structure)
    step = SetAppraisalShare(
        subjects={"kind": "dispatched_agency", "ids": ["a7"]},
        evaluator="street",
        share="60%",
        period="annual",
        from_="dep",
    )
    reform = Reform(id="one", steps=[step])

    def ours() -> Structure:
        return reform.apply(structure).after

    def peer() -> nx.DiGraph:
        after = copy.deepcopy(graph)
        after.nodes["a7"]["shares"] = {"s7": "3/5", "dep": "2/5"}
        return after

    def tuned() -> nx.DiGraph:
        after = graph.copy()
        after.nodes["a7"]["shares"] = {"s7": "3/5", "dep": "2/5"}
        return after

    after = {a.evaluator: str(a.share) for a in ours().where(Appraisal, subject="a7")}
    assert after == {"s7": "60%", "dep": "40%"}
    assert {a.evaluator for a in structure.where(Appraisal, subject="a7")} == {"dep"}
    found = medians({"basegov": ours, "deepcopy": peer, "copy": tuned})
    show(
        f"One step on {len(structure):,} records",
        [
            Row("basegov Reform.apply", found["basegov"], found["basegov"] / found["copy"], "at most 1 ms",
                "checked references and invariants, event, lineage, source, accounts"),
            Row("networkx copy() + assignment", found["copy"], 1.0, "", "an unchecked value"),
            Row("networkx deepcopy + assignment", found["deepcopy"], found["deepcopy"] / found["copy"], "",
                "an unchecked value; attributes not shared"),
        ],
    )  # fmt: skip


def whole_policy() -> None:
    """Measure every rule of a policy on a structure of the size of Bao'an, and on one twice as large."""
    policy = Policy(
        id="made-up",
        rules=[
            AppraisalShare(id="floor", subject="dispatched_agency", evaluator="street", role="street", at_least="60%",
                           period="annual"),
            AppraisalShare(id="cap", subject="dispatched_agency", evaluator="department", at_most="40%",
                           period="annual"),
            ManagedBy(id="daily", subject="dispatched_agency", dimensions=["daily_work", "personnel"], manager="street",
                      role="street"),
            HoldsRight(id="right", holder="street", role="street", matter="appoint_remove", over="dispatched_agency",
                       at_least="recommend"),
        ],
    )  # fmt: skip
    small, large = district(staff=16_000, grids=1_000), district(staff=32_000, grids=2_000)
    found = medians({"one": lambda: policy.check(small), "two": lambda: policy.check(large)})
    show(
        "Every rule of a policy",
        [
            Row(f"{len(small):,} records", found["one"], 1.0, "at most 100 ms", f"{len(policy.check(small))} verdicts"),
            Row(f"{len(large):,} records", found["two"], found["two"] / found["one"], "linear",
                f"{len(policy.check(large))} verdicts"),
        ],
    )  # fmt: skip


def main() -> None:
    """Run both."""
    one_step()
    whole_policy()
