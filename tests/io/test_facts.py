"""Fact registers in files: read with all their mistakes, written so that they read back."""

from __future__ import annotations

import pytest

import basegov as bg
from basegov import catalog, io
from basegov.errors import InputError, NotFoundError
from basegov.facts import Agreement

TEXT = """\
basegov: facts/1
id: east-2026
name: {en: East District, zh: 东区}
documents:
  plan: {title: {en: Plan of East District, zh: 东区方案}}
facts:
  - id: EA-001
    statement: {en: East District has 9 streets., zh: 东区有9个街道。}
    kind: count
    value: {streets: 9, names: [a, b], towns: not stated, split: {north: 4, south: 5}, share: 0.4}
  - id: EA-002
    statement: {en: Each street has 3 centres., zh: 每个街道有3个中心。}
    kind: count
    force: must
    value: {centres: 3, all: 26}
ties:
  - {of: EA-001, expression: EA-001.split.north + EA-001.split.south, claimed: EA-001.streets}
  - {of: EA-002, expression: EA-001.streets * EA-002.centres, claimed: EA-002.all, note: {en: One lacks., zh: 缺一。}}
  - {of: EA-002, expression: EA-001.streets * EA-002.centres, claimed: EA-002.all, tolerance: 1}
  - {of: EA-001, expression: count(EA-001.names) / EA-001.share}
  - {of: EA-001, expression: EA-001.streets + EA-001.towns, claimed: 12}
  - {of: EA-001, expression: EA-001.streets <= 9}
  - {of: EA-001, expression: "EA-001.streets < 9"}
"""


def test_a_register_of_ones_own_is_read_and_its_ties_are_computed():
    register = io.facts_from_text(TEXT)
    found = [(str(tied.computed), tied.agreement) for tied in register.verify()]
    assert found == [
        ("9", Agreement.AGREES), ("27", Agreement.DIFFERS), ("27", Agreement.AGREES), ("5", Agreement.DERIVED),
        ("not stated", Agreement.UNDETERMINED), ("True", Agreement.AGREES), ("False", Agreement.DIFFERS),
    ]  # fmt: skip
    assert [tied.difference for tied in register.verify()][1] == 1
    assert [fact.id for fact in register if fact.is_normative] == ["EA-002"]


def test_a_register_is_written_so_that_it_reads_back(tmp_path):
    register = io.facts_from_text(TEXT)
    for name in ("facts.yaml", "facts.json"):
        io.write_facts(register, tmp_path / name)
        again = io.read_facts(tmp_path / name)
        assert again == register
        assert io.to_yaml(again) == io.to_yaml(register)


@pytest.mark.parametrize("name", catalog.shipped("facts"))
def test_a_shipped_register_reads_back(name):
    register = bg.load_facts(name)
    assert io.facts_from_text(io.to_yaml(register)) == register


def test_a_number_that_is_not_there_has_its_code_and_near_misses():
    with pytest.raises(NotFoundError, match=r"BG850 there is no fact EA-020; did you mean EA-00"):
        io.facts_from_text(TEXT)["EA-020"]


def test_a_number_may_be_written_in_small_letters():
    assert io.facts_from_text(TEXT)["ea-002"].id == "EA-002"
    assert bg.fact("gl-034") is bg.fact("GL-034")


def test_another_format_is_told_apart():
    with pytest.raises(InputError, match="facts"):
        io.policy_from_text(TEXT)
