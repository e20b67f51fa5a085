"""Certificates: what may be demanded, and circles (WH-073, WH-076, WH-077)."""

from __future__ import annotations

import attrs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.rules.certificates import CertificateDemands, NoCircularCertificates
from basegov.rules.verdicts import Outcome
from basegov.scenarios.measures_lists import certificates_admissible, certificates_demanded
from basegov.structure.certificates import (
    CertificateDemand,
    CertificateItem,
    certificate_cycles,
    certificate_graph,
)
from basegov.structure.items import ItemList, ListEntry, WorkItem
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NONE = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
BASE = (
    District(id="D"), Community(id="c", parent="D"), Department(id="d", name="民政局"),
    ItemList(id="l", role="certificates", holder_kind="community", complete=True),
)  # fmt: skip
ALL = Inventory(scope="D", of="certificate_demand", complete=True)
RULE = CertificateDemands(unit="community", lists={"kind": "item_list", "where": {"role": "certificates"}})


def world(*records):
    return Structure.build([*BASE, *records])


def certificate(id_="x", duty_of=(), requires=(), **fields):
    return CertificateItem(id=id_, duty_of=duty_of, requires=requires, **fields)


def demand(item="x", demander="d", **fields):
    return CertificateDemand(demander=demander, item=item, receiver="c", **fields)


def listed(item="x"):
    return ListEntry(list_="l", item=item)


def only(rule, structure):
    (verdict,) = rule.check(structure)
    return verdict


def outcome(rule, structure):
    return only(rule, structure).outcome


# what may be demanded


def test_a_listed_certificate_that_is_not_the_demanders_to_verify_may_be_demanded():  # WH-073, WH-076
    assert outcome(RULE, world(certificate(), listed(), demand(), ALL)) is MET


def test_one_that_is_not_listed_may_not():  # WH-073
    verdict = only(RULE, world(certificate(name="居住证明"), demand(), ALL))
    assert verdict.outcome is VIOLATED
    assert "居住证明" in verdict.explain("zh")
    assert verdict.evidence


def test_own_verification_may_not_be_demanded_though_it_is_listed():  # WH-076
    for records in (
        [certificate(duty_of=("d",)), demand()],
        [certificate(duty_of=NOT_STATED), demand(own_verification=True)],
        [certificate(duty_of=("d",)), DispatchedAgency(id="a", principal="d"), demand(demander="a")],
    ):
        assert outcome(RULE, world(*records, listed(), ALL)) is VIOLATED
    lenient = CertificateDemands(unit="community", bars_own_verification=False)
    assert outcome(lenient, world(certificate(duty_of=("d",)), listed(), demand(), ALL)) is MET


def test_odd_certificates_are_barred_where_the_clause_says_so():  # WH-077
    strict = CertificateDemands(unit="community", bars_odd=True)
    for odd, expected in ((True, VIOLATED), (False, MET), (NOT_STATED, OPEN)):
        assert outcome(strict, world(certificate(odd=odd), listed(), demand(), ALL)) is expected
    assert outcome(RULE, world(certificate(odd=True), listed(), demand(), ALL)) is MET


def test_what_is_not_stated_leaves_it_open_and_is_named():
    own = only(RULE, world(certificate(duty_of=NOT_STATED), listed(), demand(), ALL))
    assert (own.outcome, [m.field for m in own.missing]) == (OPEN, ["duty_of"])
    more = only(RULE, world(certificate(), listed(), demand()))
    assert (more.outcome, [m.field for m in more.missing]) == (OPEN, ["certificate_demands"])
    silent = only(RULE, world())
    assert silent.outcome is OPEN


def test_without_any_demand_it_is_met_only_when_that_is_known():
    assert outcome(RULE, world(ALL)) is MET
    several = world(Community(id="c2", parent="D"))
    verdict = only(RULE, several)
    assert (verdict.outcome, verdict.subject.parts) == (OPEN, ("c", "c2"))


def test_a_demander_that_the_clause_does_not_speak_of_is_not_judged():
    rule = CertificateDemands(unit="community", demander="dispatched_agency")
    assert outcome(rule, world(certificate(), demand(), ALL)) is MET


def test_without_a_community_there_is_nothing_to_ask():
    nobody = Structure.build([District(id="D"), Inventory(scope="D", of="community", complete=True)])
    assert outcome(RULE, nobody) is NONE


@given(st.sampled_from([("d",), (), NOT_STATED]), st.booleans(), st.sampled_from([True, False, NOT_STATED]))
def test_a_verdict_on_partial_facts_is_that_of_all_completions(duty_of, on_list, complete):
    def build(duties, all_entries):
        records = [r if r is not BASE[3] else attrs.evolve(BASE[3], complete=all_entries) for r in BASE]
        entry = [listed()] if on_list else []
        return Structure.build([*records, certificate(duty_of=duties), *entry, demand(), ALL])

    ways = [("d",), ()] if duty_of is NOT_STATED else [duty_of]
    possible = {outcome(RULE, build(duties, True)) for duties in ways}
    if complete is not True and not on_list:  # it may stand among the entries that are not recorded
        records = [*BASE, certificate(duty_of=()), listed(), demand(), ALL]
        possible |= {outcome(RULE, Structure.build(records))} if () in ways else set()
    expected = possible.pop() if len(possible) == 1 else OPEN
    assert outcome(RULE, build(duty_of, complete)) is expected


def test_indicators_of_demands():
    assert certificates_demanded(world()) is NOT_STATED
    assert certificates_demanded(world(ALL)) == Count(0)
    structure = world(
        certificate(), certificate("y"), certificate("z", duty_of=NOT_STATED), listed(), listed("z"),
        demand(), demand("y"), demand("z"),
    )  # fmt: skip
    assert certificates_demanded(structure) == Count(3)
    assert certificates_admissible(structure) == Count.between(1, 2)


# circles

CLOSED = Inventory(scope="D", of="certificate_item", complete=True)
CIRCLES = NoCircularCertificates()


def test_certificates_that_hang_on_each_other_are_named():  # WH-077
    structure = world(
        certificate("x", requires=("y",)), certificate("y", requires=("z",)), certificate("z", requires=("x",))
    )
    verdict = only(CIRCLES, structure)
    assert verdict.outcome is VIOLATED
    assert [w.en for w in verdict.measured.known] == ["x → y → z → x"]


def test_no_circle_is_met_when_everything_is_known():
    structure = world(certificate("x", requires=("y",)), certificate("y"), CLOSED)
    assert outcome(CIRCLES, structure) is MET
    assert outcome(CIRCLES, world(CLOSED)) is MET


def test_a_circle_may_run_through_a_demand_for_a_purpose():
    records = [certificate("x", requires=("y",)), certificate("y"), CLOSED]
    assert outcome(CIRCLES, world(*records, demand("x", purpose="y"))) is VIOLATED
    assert outcome(CIRCLES, world(*records, WorkItem(id="matter"), demand("x", purpose="matter"))) is MET
    verdict = only(CIRCLES, world(*records, demand("x")))
    assert (verdict.outcome, [m.field for m in verdict.missing]) == (OPEN, ["purpose"])


def test_what_is_not_recorded_leaves_it_open():
    assert [m.field for m in only(CIRCLES, world(certificate(requires=NOT_STATED), CLOSED)).missing] == ["requires"]
    assert outcome(CIRCLES, world(certificate())) is OPEN


def test_one_that_requires_itself_is_a_circle():
    assert certificate_cycles(world(certificate("x", requires=("x",)))) == (("x",),)


# networkx 3.2 makes a graph from a generator in simple_cycles, and then warns that SciPy is not there
@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=10))
def test_circles_are_those_of_the_graph_one_for_each_knot(edges):
    items = [certificate(f"n{i}", requires=tuple(f"n{b}" for a, b in sorted(edges) if a == i)) for i in range(5)]
    structure = world(*items, CLOSED)
    every = [set(cycle) for cycle in nx.simple_cycles(nx.DiGraph([(f"n{a}", f"n{b}") for a, b in edges]))]
    found = certificate_cycles(structure)
    assert bool(found) == bool(every)
    assert all(set(cycle) in every for cycle in found)
    graph = certificate_graph(structure)
    for cycle in found:
        assert all(graph.has_edge(a, b) for a, b in zip(cycle, (*cycle[1:], cycle[0]), strict=True))
        knot = nx.descendants(graph, cycle[0]) & nx.ancestors(graph, cycle[0]) | {cycle[0]}
        assert len(cycle) == min(len(c) for c in every if c <= knot)
    assert (outcome(CIRCLES, structure) is MET) == (not every)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_rules_say_what_they_are_about(lang):
    assert RULE.describe(lang)
    assert CIRCLES.describe(lang)
