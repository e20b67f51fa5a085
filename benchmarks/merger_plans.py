"""Judging a finished merger plan: an outcome for every rule and group, beside one breadth-first pass and GerryChain.

Run ``python -m benchmarks.merger_plans [GRAPH.json ...]``. A graph file has ``n``, ``edges`` (index pairs) and ``pop``;
without one, seeded planar graphs of the sizes in the budget are made.

Sides, all on the same plan (every unit in a group, all groups connected and within the bounds, so that nobody may
stop early) and all checked against the same oracle, NetworkX on each group:

- the unit of the budget: one plain breadth-first pass over the whole graph in pure Python, neighbours in lists;
- basegov, outcomes for every group of the two rules that GerryChain answers (contiguity, population), and of four
  (also number of parts, one street), the plan being laid out on the structure as GerryChain's partition is on its
  graph;
- basegov, laying out the plan itself (finding every unit by its id), and from the plan as data to outcomes;
- basegov with a fresh structure, for which the borders and sizes have to be laid out first;
- basegov, every verdict made, with its reasons and figures;
- NetworkX, group by group: contiguity and population, yes or no;
- GerryChain 1.0 as its documentation teaches (`Validator([contiguous, Bounds])` on a `Partition`), yes or no for the
  whole plan, the partition being made for the plan; and tuned, on a ready partition whose caches are emptied.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import networkx as nx

from basegov.quantities import Count
from basegov.reforms.proposals import Merger, MergerPlan
from basegov.rules.mergers import MergedSize, MergerContiguity, MergerParts, MergerSameParent
from basegov.rules.plans import judge_plan
from basegov.rules.verdicts import Outcome
from basegov.structure.mergers import Adjacency
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from benchmarks.measure import Row, medians, show

SIZES = ((2294, 700), (9059, 2719))
SEED = 20200618


@attrs.frozen
class Case:
    """A graph with populations, cut into connected groups."""

    name: str
    edges: tuple[tuple[int, int], ...]
    people: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the least and the greatest population of a group."""
        sums = [sum(self.people[i] for i in group) for group in self.groups]
        return min(sums), max(sums)


def planar(n: int, rng: random.Random) -> tuple[list[tuple[int, int]], list[int]]:
    """Return a planar graph: a grid of cells, some with a diagonal, and a population for each cell."""
    width = round(n**0.5)
    edges = []
    for i in range(n):
        if (i + 1) % width and i + 1 < n:
            edges.append((i, i + 1))
        if i + width < n:
            edges.append((i, i + width))
            if (i + 1) % width and i + width + 1 < n and rng.random() < 0.75:
                edges.append((i, i + width + 1))
    return edges, [rng.randint(400, 3000) for _ in range(n)]


def cut(n: int, edges: list[tuple[int, int]], count: int, rng: random.Random) -> tuple[tuple[int, ...], ...]:
    """Cut a graph into connected groups by joining neighbours at random until `count` groups are left."""
    group = list(range(n))
    members = {i: [i] for i in range(n)}
    limit, order = 6, list(edges)
    while len(members) > count:
        rng.shuffle(order)
        before = len(members)
        for a, b in order:
            x, y = group[a], group[b]
            if x != y and len(members[x]) + len(members[y]) <= limit and len(members) > count:
                for i in members[y]:
                    group[i] = x
                members[x] += members.pop(y)
        limit += before == len(members)
    return tuple(tuple(m) for m in members.values())


def cases() -> Iterator[Case]:
    """Yield the graphs named on the command line, or made ones of the sizes in the budget."""
    rng = random.Random(SEED)
    paths = [Path(a) for a in sys.argv[1:] if a.endswith(".json")]
    for path in paths:
        data = json.loads(path.read_text(encoding="utf-8"))
        n = data["n"]
        edges = [(a, b) for a, b in data["edges"]]
        count = dict(SIZES).get(n, round(n * 0.3))
        yield Case(path.stem, tuple(edges), tuple(int(p) for p in data["pop"]), cut(n, edges, count, rng))
    if not paths:
        for n, count in SIZES:
            edges, people = planar(n, rng)
            yield Case(f"made {n}", tuple(edges), tuple(people), cut(n, edges, count, rng))


def structure_of(case: Case) -> Structure:
    """Return the graph as communities of one street; every border is recorded."""
    records: list[object] = [District(id="d"), Street(id="s", parent="d")]
    records += [Community(id=f"c{i}", parent="s", population=Count(p)) for i, p in enumerate(case.people)]
    records += [Adjacency(units=(f"c{a}", f"c{b}")) for a, b in case.edges]
    records.append(Inventory(scope="d", of="adjacency", complete=True))
    return Structure.build(records, id="made-up")


def breadth_first(neighbours: list[list[int]]) -> int:
    """Visit the whole graph once, breadth first, and return the number of its pieces."""
    seen = [False] * len(neighbours)
    pieces = 0
    for start in range(len(neighbours)):
        if seen[start]:
            continue
        pieces += 1
        seen[start] = True
        queue = [start]
        for unit in queue:
            for other in neighbours[unit]:
                if not seen[other]:
                    seen[other] = True
                    queue.append(other)
    return pieces


def by_networkx(graph: nx.Graph, case: Case) -> list[bool]:
    """Return for each group whether it is connected and within the bounds."""
    low, high = case.bounds
    return [
        nx.is_connected(graph.subgraph(group)) and low <= sum(case.people[i] for i in group) <= high
        for group in case.groups
    ]


def gerrychain(case: Case, graph: nx.Graph) -> dict[str, object]:
    """Return the sides of GerryChain; none where it is not installed."""
    try:
        from gerrychain import Graph, Partition, updaters
        from gerrychain.constraints import Bounds, Validator, contiguous
    except ImportError:
        print("GerryChain is not installed: its rows are left out (dependency group `bench`)")
        return {}
    for i, p in enumerate(case.people):
        graph.nodes[i]["pop"] = p
    assignment = {i: g for g, group in enumerate(case.groups) for i in group}
    ready = Partition(Graph.from_networkx(graph), assignment, {"population": updaters.Tally("pop", alias="population")})
    valid = Validator([contiguous, Bounds(lambda p: p["population"].values(), bounds=case.bounds)])

    def taught() -> bool:
        part = Partition(ready.graph, assignment_of, {"population": updaters.Tally("pop", alias="population")})
        return bool(valid(part))

    def tuned() -> bool:
        ready._cache.clear()
        return bool(valid(ready))

    assignment_of = ready.assignment
    assert taught()
    assert tuned()
    return {"GerryChain, as taught": taught, "GerryChain, ready partition": tuned}


def measure(case: Case) -> None:
    """Measure one case and print its table."""
    graph = nx.Graph(case.edges)
    graph.add_nodes_from(range(len(case.people)))
    neighbours = [list(graph[i]) for i in range(len(case.people))]
    oracle = by_networkx(graph, case)
    assert all(oracle)
    structure = structure_of(case)
    plan = MergerPlan(mergers=[Merger(parts=tuple(f"c{i}" for i in group)) for group in case.groups])
    low, high = case.bounds
    rules = (
        MergerParts(),
        MergerContiguity(),
        MergerSameParent(),
        MergedSize(of="population", at_least=low, at_most=high),
    )

    proposal = plan.on(structure)

    def two_rules() -> object:
        return judge_plan(proposal, (rules[1], rules[3]))

    def four_rules() -> object:
        return judge_plan(proposal, rules)

    def from_plan() -> object:
        return judge_plan(plan.on(structure), rules)

    fresh = iter([structure.evolve() for _ in range(12)])

    def cold() -> object:
        return judge_plan(plan.on(next(fresh)), rules)

    def verdicts() -> object:
        return list(judge_plan(plan.on(structure), rules).verdicts())

    report = judge_plan(plan.on(structure), rules)
    joined, sized = report.outcomes("merger_contiguity"), report.outcomes("merged_size")
    assert [a is Outcome.MET and b is Outcome.MET for a, b in zip(joined, sized, strict=True)] == oracle
    name = "basegov, outcomes of 2 rules"
    sides = {
        "one breadth-first pass": lambda: breadth_first(neighbours),
        name: two_rules,
        "basegov, outcomes of 4 rules": four_rules,
        "basegov, from the plan as data": from_plan,
        "basegov, fresh structure": cold,
        "NetworkX, group by group": lambda: by_networkx(graph, case),
        **gerrychain(case, graph.copy()),
    }
    times = medians(sides)  # type: ignore[arg-type]
    times |= medians({"basegov, every verdict": verdicts}, rounds=3)
    unit = times["one breadth-first pass"]
    says = {
        "one breadth-first pass": "number of pieces of the whole graph",
        name: "an outcome for each rule and group, exact, three-valued: contiguity, population",
        "basegov, outcomes of 4 rules": "the same, and number of parts, one street",
        "basegov, from the plan as data": "the same 4 rules, with the units of the plan looked up by id",
        "basegov, fresh structure": "the same, with borders and sizes laid out first",
        "basegov, every verdict": "the same, each with figures, margin, evidence, missing facts, source",
        "NetworkX, group by group": "yes or no per group, contiguity and population",
        "GerryChain, as taught": "one yes or no for the plan, contiguity and population",
        "GerryChain, ready partition": "one yes or no for the plan, contiguity and population",
    }
    budgets = {name: "at most 2; GerryChain at least 7 times as long", "basegov, outcomes of 4 rules": "at most 2"}
    rows = [Row(side, ms, ms / unit, budgets.get(side, ""), says[side]) for side, ms in times.items()]
    show(f"Merger plan: {case.name}, {len(case.people)} units, {len(case.groups)} groups", rows)
    for side in ("GerryChain, as taught", "GerryChain, ready partition"):
        if side in times:
            print(f"\n{side}: {times[side] / times[name]:.1f} times as long as basegov's outcomes")


def main() -> None:
    """Measure every case."""
    for case in cases():
        measure(case)


if __name__ == "__main__":
    main()
