"""The shipped policies: they load, every clause has words, force and source, and what is not printed stays open."""

from __future__ import annotations

import re

import pytest

from basegov.catalog import load_policy, load_structure, shipped
from basegov.rules.rule import RULE_TYPES, Rule, rule_name
from basegov.sources import Source, Status
from basegov.terms import Force
from basegov.values import NOT_STATED
from tests.catalog.districts import ALL, CODE_TABLE, FACTS, FIVE

LAW = "residents-committees-law"
POLICIES = [*ALL.values(), LAW, "villagers-committees-law"]
CLAUSES = [(name, rule) for name in POLICIES for rule in load_policy(name).rules]
DOCUMENTS = {name: {document.key for document in load_policy(name).documents} for name in POLICIES}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def clause_id(clause: tuple[str, Rule]) -> str:
    return f"{clause[0]}-{clause[1].id}"


def test_one_policy_for_each_district_and_the_law() -> None:
    assert set(shipped("policy")) == set(POLICIES)


@pytest.mark.parametrize("clause", CLAUSES, ids=clause_id)
def test_every_clause_is_complete(clause: tuple[str, Rule]) -> None:
    name, rule = clause
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert rule.clause.en
    assert not CHINESE.search(rule.clause.en)
    assert CHINESE.search(rule.clause.zh)
    assert bool(rule.reading.en) is bool(rule.reading.zh)
    assert isinstance(rule.source, Source)
    assert rule.source.document in DOCUMENTS[name]


@pytest.mark.parametrize(("district", "name"), FIVE.items())
def test_clauses_cite_facts_of_their_document(district: str, name: str) -> None:
    policy = load_policy(name)
    assert policy.jurisdiction == CODE_TABLE[district][0]
    assert policy.valid.start not in (None, NOT_STATED)
    for rule in policy.rules:
        letters, number = str(rule.source.fact).split("-")
        assert 1 <= int(number) <= FACTS[letters]


@pytest.mark.parametrize(("district", "name"), ALL.items())
def test_the_policy_is_in_force_where_and_when_its_structure_stands(district: str, name: str) -> None:
    report = load_policy(name).check(load_structure(district))
    assert not {v.reason.code for v in report} & {"outside_jurisdiction", "not_in_force", "validity_unknown"}


@pytest.mark.parametrize(("district", "name"), FIVE.items())
def test_a_policy_says_nothing_of_another_district(district: str, name: str) -> None:
    policy = load_policy(name)
    for other in set(FIVE) - {district}:
        codes = {v.reason.code for v in policy.check(load_structure(other))}
        assert codes <= {"outside_jurisdiction", "judges_a_change"}


def test_the_fictional_policy_uses_every_kind_of_rule_of_the_library() -> None:
    own = {name for name, kind in RULE_TYPES.items() if kind.cls.__module__.startswith("basegov.")}
    assert {rule_name(rule) for rule in load_policy("shili-2026").rules} == own
    assert {rule.source.status for rule in load_policy("shili-2026").rules} == {Status.ASSUMED}


# the law on the size of residents' committees: soft; the dates of its numbers are tested in tests/policies/law


def test_the_law_warns_of_sizes_and_binds_in_who_decides() -> None:
    structure = load_structure("shili")
    for rule in load_policy(LAW).rules:
        assert rule.force is (Force.GENERALLY if rule_name(rule) == "unit_size" else Force.MUST)
    before = load_policy(LAW).check(structure, on="2025-07-01")
    after = load_policy(LAW).check(structure, on="2026-01-01")
    assert not before.violated
    assert not after.violated
    urban = [c for c in structure.records("community") if c.kind.value == "urban"]
    too_big = {c.id for c in urban if c.households.low > 700}
    too_small = {c.id for c in urban if c.households.low < 1000}
    assert {v.subject.id for v in before.warnings} == too_big
    assert {v.subject.id for v in after.warnings} == too_small


def test_the_law_leaves_open_what_the_code_tables_do_not_say() -> None:
    report = load_policy(LAW).check(load_structure("wuhua"))
    open_ = [v for v in report.of_rule("households-100-to-700") if v in report.undetermined]
    assert {m.field for v in open_ for m in v.missing} >= {"households"}
    assert not report.warnings
