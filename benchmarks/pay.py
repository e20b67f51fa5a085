"""Monthly pay of 1,000,000 people, exact: per person, by payer and by component.

One model for all sides: a post subsidy, a rank subsidy by level and grade (400 to 2,000 yuan), a qualification subsidy,
30 yuan a year of service up to 900, and 20% of post and rank as performance pay. Amounts are whole yuan, so that sides
which calculate with 32-bit floats can be right too. Every side must give the amounts of the oracle: a plain loop over
the people with Python's integers.

OpenFisca and PolicyEngine are used as their documentation teaches (an `Enum` for each factor, parameters looked up by
it, one formula a variable, a group entity for the payers), and tuned (integer variables, numpy tables in the formulas,
the simulation built once and only its results thrown away).
"""

from __future__ import annotations

import gc
import importlib
import random
import time
import tracemalloc
from array import array
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from basegov.structure import PayComponent, PayRule, Roster, run_pay
from basegov.structure.rosters import Column
from basegov.values import NOT_STATED, FrozenMap
from benchmarks.measure import Row, medians, show

PEOPLE = 1_000_000
PAYERS = 20
POST = {"general": 2000, "deputy": 2400, "principal": 2800, "dual": 3200}
QUALIFICATION = {"none": 0, "junior": 200, "intermediate": 400, "senior": 800}
RANK = [[min(2000, 400 + 70 * (6 * level + grade)) for grade in range(6)] for level in range(4)]
MONTH = "2026-01"
NAMES = ("post_pay", "rank_pay", "qualification_pay", "seniority_pay", "performance_pay")

Totals = tuple[np.ndarray, dict[str, np.ndarray]]


class Data:
    """The people as columns of small integers, the same for all sides."""

    def __init__(self, people: int) -> None:
        draw = random.Random(2026)
        sizes = {"post": 4, "level": 4, "grade": 6, "qualification": 4, "years": 41, "payer": PAYERS}
        self.people = people
        self.columns = {name: np.array(draw.choices(range(n), k=people), np.int64) for name, n in sizes.items()}

    def roster(self) -> Roster:
        """Return the people as a roster of basegov; cells are words, as they are read from a file."""
        words = {
            "post": list(POST),
            "level": ["1", "2", "3", "4"],
            "grade": ["1", "2", "3", "4", "5", "6"],
            "qualification": list(QUALIFICATION),
            "years": [str(n) for n in range(41)],
            "payer": [f"payer-{n}" for n in range(PAYERS)],
        }
        columns = {
            name: Column.from_codes(array("H", (codes + 1).astype(np.uint16).tobytes()), [NOT_STATED, *words[name]])
            for name, codes in self.columns.items()
        }
        return Roster(ids=tuple(f"p{n}" for n in range(self.people)), columns=FrozenMap(columns))


def rule() -> PayRule:
    """Return the model as data of basegov."""
    return PayRule(
        id="pay",
        components=(
            PayComponent(name="post_pay", by="post", amounts=POST, complete=True),
            PayComponent(
                name="rank_pay", by=("level", "grade"), complete=True,
                amounts={f"{lv + 1}/{g + 1}": a for lv, row in enumerate(RANK) for g, a in enumerate(row)},
            ),
            PayComponent(name="qualification_pay", by="qualification", amounts=QUALIFICATION, complete=True),
            PayComponent(name="seniority_pay", each=30, times="years", at_most=900),
            PayComponent(name="performance_pay", share="20%", of=("post_pay", "rank_pay")),
        ),
    )  # fmt: skip


def oracle(data: Data) -> tuple[list[int], dict[str, list[int]]]:
    """Return what everyone is paid, and the sums by component and payer, by a plain loop."""
    post, qualification = list(POST.values()), list(QUALIFICATION.values())
    totals, sums = [], {name: [0] * PAYERS for name in NAMES}
    for p, level, grade, q, years, payer in zip(*(c.tolist() for c in data.columns.values()), strict=True):
        base = post[p] + RANK[level][grade]
        assert base * 20 % 100 == 0
        parts = (post[p], RANK[level][grade], qualification[q], min(900, 30 * years), base * 20 // 100)
        totals.append(sum(parts))
        for name, part in zip(NAMES, parts, strict=True):
            sums[name][payer] += part
    return totals, sums


def bare(data: Data) -> Callable[[], Totals]:
    """Return the model in bare numpy, on integers."""
    post, qualification = np.array(list(POST.values())), np.array(list(QUALIFICATION.values()))
    rank = np.array(RANK)

    def run() -> Totals:
        c = data.columns
        parts = [post[c["post"]], rank[c["level"], c["grade"]], qualification[c["qualification"]]]
        parts.append(np.minimum(c["years"] * 30, 900))
        parts.append((parts[0] + parts[1]) * 20 // 100)
        total = parts[0] + parts[1] + parts[2] + parts[3] + parts[4]
        sums = {n: np.bincount(c["payer"], weights=p, minlength=PAYERS) for n, p in zip(NAMES, parts, strict=True)}
        return total, sums

    return run


def core(package: str) -> SimpleNamespace:
    """Return what a model is made of in openfisca_core or policyengine_core, which share their names."""

    def load(module: str) -> Any:
        return importlib.import_module(f"{package}.{module}")

    return SimpleNamespace(
        entity=load("entities").build_entity, system=load("taxbenefitsystems").TaxBenefitSystem,
        variable=load("variables").Variable, enum=load("indexed_enums" if "open" in package else "enums").Enum,
        parameters=load("parameters").ParameterNode, builder=load("simulations").SimulationBuilder,
        month=load("periods").MONTH,
    )  # fmt: skip


def model(c: SimpleNamespace, *, tuned: bool) -> tuple[Any, dict[str, Any]]:
    """Return the tax and benefit system of a peer, and its enumerations by factor."""
    person = c.entity(key="person", plural="persons", label="Person", doc="", is_person=True)
    role = {"key": "member", "plural": "members", "label": "Member", "doc": ""}
    payer = c.entity(key="payer", plural="payers", label="Payer", doc="", roles=[role])
    system = c.system([person, payer])
    values = {
        "post": list(POST), "level": ["l1", "l2", "l3", "l4"], "grade": ["g1", "g2", "g3", "g4", "g5", "g6"],
        "qualification": list(QUALIFICATION),
    }  # fmt: skip
    enums = {name: c.enum(name, {word: word for word in words}) for name, words in values.items()}
    base = {"definition_period": c.month, "__module__": __name__}

    def add(name: str, of: Any, **body: Any) -> None:
        kind = {} if "value_type" in body else {"value_type": int if tuned else float}
        system.add_variable(type(name, (c.variable,), {**base, "label": name, "entity": of, **kind, **body}))

    for name, enum in enums.items():
        word = {"value_type": c.enum, "possible_values": enum, "default_value": next(iter(enum))}
        add(name, person, **({"value_type": int} if tuned else word))
    add("years", person, value_type=int)
    for name, formula in (_tuned() if tuned else _taught()).items():
        add(name, person, formula=formula)
    for name in NAMES:
        add(f"sum_{name}", payer, formula=_sum(name))
    dated = "2020-01-01"
    nodes = {
        "post_pay": {word: {"values": {dated: amount}} for word, amount in POST.items()},
        "qualification_pay": {word: {"values": {dated: amount}} for word, amount in QUALIFICATION.items()},
        "rank_pay": {
            f"l{lv + 1}": {f"g{g + 1}": {"values": {dated: a}} for g, a in enumerate(row)}
            for lv, row in enumerate(RANK)
        },
        "seniority": {"each": {"values": {dated: 30}}, "most": {"values": {dated: 900}}},
        "performance": {"share": {"values": {dated: 0.2}}},
    }
    system.parameters = c.parameters("", data=nodes)
    return system, enums


def _taught() -> dict[str, Any]:
    def post_pay(person: Any, period: Any, parameters: Any) -> Any:
        return parameters(period).post_pay[person("post", period)]

    def rank_pay(person: Any, period: Any, parameters: Any) -> Any:
        return parameters(period).rank_pay[person("level", period)][person("grade", period)]

    def qualification_pay(person: Any, period: Any, parameters: Any) -> Any:
        return parameters(period).qualification_pay[person("qualification", period)]

    def seniority_pay(person: Any, period: Any, parameters: Any) -> Any:
        terms = parameters(period).seniority
        return np.minimum(person("years", period) * terms.each, terms.most)

    def performance_pay(person: Any, period: Any, parameters: Any) -> Any:
        return parameters(period).performance.share * (person("post_pay", period) + person("rank_pay", period))

    def pay(person: Any, period: Any) -> Any:
        return sum(person(name, period) for name in NAMES)

    return {
        "post_pay": post_pay, "rank_pay": rank_pay, "qualification_pay": qualification_pay,
        "seniority_pay": seniority_pay, "performance_pay": performance_pay, "pay": pay,
    }  # fmt: skip


def _tuned() -> dict[str, Any]:
    post, qualification = (np.array(list(t.values()), np.int32) for t in (POST, QUALIFICATION))
    rank = np.array(RANK, np.int32)

    def post_pay(person: Any, period: Any) -> Any:
        return post[person("post", period)]

    def rank_pay(person: Any, period: Any) -> Any:
        return rank[person("level", period), person("grade", period)]

    def qualification_pay(person: Any, period: Any) -> Any:
        return qualification[person("qualification", period)]

    def seniority_pay(person: Any, period: Any) -> Any:
        return np.minimum(person("years", period) * 30, 900)

    def performance_pay(person: Any, period: Any) -> Any:
        return (person("post_pay", period) + person("rank_pay", period)) * 20 // 100

    return {**_taught(), "post_pay": post_pay, "rank_pay": rank_pay, "qualification_pay": qualification_pay,
            "seniority_pay": seniority_pay, "performance_pay": performance_pay}  # fmt: skip


def _sum(name: str) -> Any:
    def formula(payer: Any, period: Any) -> Any:
        return payer.sum(payer.members(name, period))

    return formula


def simulation(c: SimpleNamespace, system: Any, enums: dict[str, Any], data: Data, *, tuned: bool) -> Any:
    """Return a simulation with the people and their facts."""
    builder = c.builder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(data.people))
    payers = builder.declare_entity("payer", np.arange(PAYERS))
    builder.join_with_persons(payers, data.columns["payer"], np.array(["member"] * data.people))
    made = builder.build(system)
    for name in ("post", "level", "grade", "qualification", "years"):
        column = data.columns[name]
        if not tuned and name in enums:
            words = np.array([member.name for member in enums[name]])
            column = words[column]
        made.set_input(name, MONTH, column.astype(np.int32) if tuned or name == "years" else column)
    return made


def results(made: Any) -> Totals:
    """Calculate everything that is asked for."""
    return made.calculate("pay", MONTH), {name: made.calculate(f"sum_{name}", MONTH) for name in NAMES}


def peer(package: str, data: Data, *, tuned: bool, built: bool) -> Callable[[], Totals]:
    """Return one round of a peer, with the building of the simulation or, where it is built before, without."""
    c = core(package)
    system, enums = model(c, tuned=tuned)
    if not built:
        return lambda: results(simulation(c, system, enums, data, tuned=tuned))
    made = simulation(c, system, enums, data, tuned=tuned)
    names = [*NAMES, *(f"sum_{name}" for name in NAMES), "pay"]

    def run() -> Totals:
        for name in names:
            made.delete_arrays(name, MONTH) if "open" in package else made.delete_arrays(name)
        return results(made)

    return run


def ours(data: Data, *, fast: bool) -> Callable[[], Totals]:
    """Return one round of basegov."""
    people, pay = data.roster(), rule()

    def run() -> Totals:
        done = run_pay(pay, people, fast=fast)
        sums = {n: np.array([done.lines[f"payer-{p}", n].low for p in range(PAYERS)]) for n in NAMES}
        return done, sums  # type: ignore[return-value]

    return run


def check(name: str, found: Totals, wanted: tuple[list[int], dict[str, list[int]]]) -> None:
    """Compare a side with the oracle."""
    totals, sums = found
    if hasattr(totals, "monthly"):
        totals = np.asarray(totals._low) // totals._unit
    if not np.array_equal(np.asarray(totals, dtype=np.float64), np.array(wanted[0], dtype=np.float64)):
        raise AssertionError(f"{name} pays somebody wrongly")
    wrong = {
        n: max(abs(float(a) - b) for a, b in zip(np.asarray(sums[n]).tolist(), w, strict=True))
        for n, w in wanted[1].items()
    }
    worst = max(wrong.values())
    print(f"- {name}: everyone paid as by the oracle; sums by payer and component off by at most {worst:g} yuan")
    if worst and "basegov" in name:
        raise AssertionError(f"{name} adds up wrongly")


def megabytes(side: Callable[[], object]) -> float:
    """Return the most memory that one round takes beside what was there before."""
    gc.collect()
    tracemalloc.start()
    side()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def processor_time(side: Callable[[], object]) -> float:
    """Return the least processor time of five rounds, in seconds."""
    times = []
    for _ in range(5):
        gc.collect()
        start = time.process_time()
        side()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Measure and show."""
    data = Data(PEOPLE)
    wanted = oracle(data)
    sides: dict[str, Callable[[], Totals]] = {
        "bare numpy": bare(data),
        "basegov, fast": ours(data, fast=True),
        "basegov, plain Python": ours(data, fast=False),
    }
    for package, label in (("openfisca_core", "OpenFisca"), ("policyengine_core", "PolicyEngine")):
        sides[f"{label} as taught"] = peer(package, data, tuned=False, built=False)
        sides[f"{label} as taught, built before"] = peer(package, data, tuned=False, built=True)
        sides[f"{label} tuned"] = peer(package, data, tuned=True, built=True)
    print(f"\nMonthly pay of {PEOPLE:,} people\n")
    for name, side in sides.items():
        check(name, side(), wanted)
    found = medians(sides, rounds=5)
    delivers = {
        "bare numpy": "amounts; no source, no unknown facts",
        "basegov, fast": "exact amounts and sums, bounds, what is missing for how many, sources",
        "basegov, plain Python": "the same, without numpy",
        "OpenFisca as taught": "32-bit floats; building the simulation and its words included",
        "OpenFisca as taught, built before": "32-bit floats; the calculation alone",
        "OpenFisca tuned": "32-bit integers; the simulation built before",
        "PolicyEngine as taught": "32-bit floats; building the simulation and its words included",
        "PolicyEngine as taught, built before": "32-bit floats; the calculation alone",
        "PolicyEngine tuned": "32-bit integers; the simulation built before",
    }
    budgets = {"basegov, fast": "at most 2 times bare numpy", "basegov, plain Python": "1,000,000 people a second"}
    numpy_ms = found["bare numpy"]
    show(
        f"Monthly pay of {PEOPLE:,} people, against bare numpy",
        [
            Row(name, ms, ms / numpy_ms, budgets.get(name, ""), f"{delivers[name]}; {megabytes(sides[name]):.0f} MB")
            for name, ms in found.items()
        ],
    )
    fast, plain = found["basegov, fast"], found["basegov, plain Python"]
    hows = ("as taught", "as taught, built before", "tuned")
    print("\nbasegov, fast, against OpenFisca (budget: 20 times faster than as taught):")
    for how in hows:
        print(f"- {found[f'OpenFisca {how}'] / fast:.1f} times faster than OpenFisca {how}")
    print(f"basegov, plain Python: {PEOPLE / plain * 1000:,.0f} people a second")
    cpu = {name: processor_time(sides[name]) for name in ("bare numpy", "basegov, fast", "basegov, plain Python")}
    print("\nProcessor time of this process alone, least of five rounds (the machine may be shared):")
    for name, seconds in cpu.items():
        print(f"- {name}: {seconds * 1000:.0f} ms, {PEOPLE / seconds:,.0f} people a second")
