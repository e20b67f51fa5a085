"""The fact register: whole, in both languages, tied, and carried."""

from __future__ import annotations

import os
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from basegov import catalog
from basegov.errors import NotFoundError
from basegov.facts import Agreement
from basegov.scenarios.citations import coverage, not_modelled
from tests.catalog import tested
from tests.catalog.districts import FACTS, FIVE

HAN = re.compile(r"[\u4e00-\u9fff]")
REGISTERS = {register.id: register for register in catalog.shipped_facts()}


def test_each_document_has_its_register_with_every_number():
    assert sorted(REGISTERS) == sorted(FIVE.values())
    found = [fact.id for register in REGISTERS.values() for fact in register]
    assert sorted(found) == sorted(
        f"{letters}-{n:03d}" for letters, count in FACTS.items() for n in range(1, count + 1)
    )
    assert len(found) == 503


def test_there_are_305_clauses():
    """As many as the five documents have: 50, 59, 83, 54 and 59."""
    clauses = Counter(fact.id[:2] for register in REGISTERS.values() for fact in register if fact.is_normative)
    assert clauses == {"XZ": 50, "HZ": 59, "BA": 83, "GL": 54, "WH": 59}


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.id)
def test_every_statement_stands_in_both_languages(register):
    for fact in register:
        for said in (fact.statement, fact.reading) if fact.reading.en else (fact.statement,):
            assert said.en[0].isupper()
            assert not HAN.search(said.en), fact.id
            assert HAN.search(said.zh), fact.id
            assert said.zh[-1] in "。；", fact.id
            assert not re.search(r"[\u4e00-\u9fff][,;:?!]", said.zh), fact.id


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_cites_the_document_of_its_policy(name):
    mine, theirs = REGISTERS[name].documents, catalog.load_policy(name).documents
    assert set(mine) <= set(theirs)


def test_a_wrong_number_is_answered_with_the_nearest():
    with pytest.raises(NotFoundError, match="GL-03"):
        catalog.fact("GL-O34")
    assert catalog.fact("GL-034").figure("weight_min") == Fraction(3, 5)


def test_every_tie_is_computed_again():
    """147 ties: 57 agree, 85 are derived only, 5 differ; nothing is forced."""
    found = [tied for register in REGISTERS.values() for tied in register.verify()]
    assert Counter(tied.agreement for tied in found) == {
        Agreement.AGREES: 57, Agreement.DERIVED: 85, Agreement.DIFFERS: 5,
    }  # fmt: skip
    differing = [(tied.tie.of, tied.computed, tied.claimed) for tied in found if tied.agreement is Agreement.DIFFERS]
    # 8 forces of which 7 are named; 120 people a community; 65 people a square kilometre
    assert differing == [
        ("BA-044", 5 + 2, 8),
        ("BA-062", Fraction(5801 + 10419, 124), 120),
        ("BA-062", Fraction(5801 - 426 + 10419, 124), 120),
        ("BA-130", Fraction(5801 + 10419, 397), 65),
        ("BA-130", Fraction(120 * 124, 206), 65),
    ]
    for id in ("BA-044", "BA-062", "BA-130"):
        assert catalog.fact(id).reading.en


def test_the_list_of_tests_is_up_to_date():
    """`catalog/tested.json` is written anew with BASEGOV_WRITE_GOLDEN=1."""
    path = Path(catalog.__file__).parent / "tested.json"
    if os.environ.get("BASEGOV_WRITE_GOLDEN"):
        path.write_text(tested.written(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == tested.written()


def test_nearly_every_clause_is_carried_by_a_rule_or_a_step_with_a_test():
    found = coverage()
    assert len(found.normative) == 305
    assert found.share is not None
    assert found.share >= Fraction(95, 100)


def test_every_fact_is_carried_or_it_is_said_why_not():
    assert [row.fact.id for row in coverage() if not row.is_accounted_for] == []


def test_what_is_said_not_to_be_modelled_is_not_and_has_a_reason_in_both_languages():
    for row in coverage():
        if row.reason.en:
            assert not [carrier for carrier in row.carriers if carrier.role != "test"], row.fact.id
            assert not HAN.search(row.reason.en)
            assert HAN.search(row.reason.zh)
    assert not_modelled().keys() <= {fact.id for register in REGISTERS.values() for fact in register}
