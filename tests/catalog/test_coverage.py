"""What the documents ask for is either cited by shipped data or declared not to be modelled, never both."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

import basegov.catalog
from basegov.catalog import load_policy, load_reform, load_structure
from basegov.reforms.together import Together
from basegov.sources import Source
from tests.catalog.districts import FACTS, FIVE

DECLARED: Final = Path(basegov.catalog.__file__).parent / "not_modelled.yaml"

NORMATIVE: Final = {
    "XZ": "4 9 10 17 18 20 23 25 26 28-30 32 33 35-37 39 40 43-51 53-61 63 64 67-77",
    "HZ": "8 9 11-18 20-27 29-32 34-37 39-41 43-46 48 50-59 64 76",
    "BA": "10 16-24 27 28 30-37 40 44-53 64 65 67-69 79 80 88 96 97 103-108 110 111 114 118 125 141",
    "GL": "4 8-11 13 15 17-21 24 26-34 36 43-48 54-58 62 66 67 70-72 76-81",
    "WH": "28-30 36-53 58 59 65-78 89",
}
"""Facts that are clauses, of the families modelled so far: line and block, rights, lists, posts, people, pay, money."""


def numbered(letters: str, ranges: str) -> list[str]:
    """Return fact ids from numbers and ranges of numbers."""
    ends = [part.split("-") for part in ranges.split()]
    return [f"{letters}-{n:03d}" for end in ends for n in range(int(end[0]), int(end[-1]) + 1)]


IDS: Final = [fact for letters, ranges in NORMATIVE.items() for fact in numbered(letters, ranges)]


def declared() -> dict[str, dict[str, str]]:
    """Return the facts that are declared not to be modelled, each with its reason."""
    found: Any = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    return dict(found["facts"])


def cited() -> set[str]:
    """Return the facts that a rule, a step or a record of the shipped data rests on."""
    found: set[str] = set()
    for district, name in FIVE.items():
        steps = [
            s for step in load_reform(name).steps for s in (step, *(step.steps if isinstance(step, Together) else ()))
        ]
        records = [*load_structure(district).records("record")]
        sources = [thing.source for thing in (*load_policy(name).rules, *steps, *records)]
        sources += [source for record in records for source in record.sources.values()]
        found |= {fact for source in sources if isinstance(source, Source) for fact in source.facts}
    return found


@pytest.fixture(scope="module")
def citations() -> set[str]:
    return cited()


@pytest.mark.parametrize("fact", IDS)
def test_every_clause_is_cited_or_declared_not_modelled(fact: str, citations: set[str]) -> None:
    assert (fact in citations) is not (fact in declared())


def test_what_is_declared_has_a_reason_in_both_languages_and_is_a_clause() -> None:
    for fact, reason in declared().items():
        letters, number = fact.split("-")
        assert 1 <= int(number) <= FACTS[letters]
        assert reason.keys() == {"en", "zh"}
        assert reason["en"]
        assert not re.search(r"[\u4e00-\u9fff]", reason["en"])
        assert re.search(r"[\u4e00-\u9fff]", reason["zh"])


def test_nothing_declared_is_cited(citations: set[str]) -> None:
    assert not citations & declared().keys()
