"""Every figure that shipped data cite as printed is printed: it stands in the register under the fact that is cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs
import pytest

from basegov import catalog
from basegov.facts import find_fact
from basegov.quantities import Quantity
from basegov.scenarios.citations import numbered_steps, sources_in
from basegov.sources import Source, Status
from basegov.structure.records import Record
from basegov.terms import Level
from tests.catalog.districts import FIVE

REGISTERS = catalog.shipped_facts()
WORDS = {Fraction(0), Fraction(1)}
"""None, one and all: a document says these in words."""


def things(district: str) -> Iterator[tuple[str, Any]]:
    """Yield the rules, steps and records of a district's data by a name for messages."""
    policy, reform = catalog.load_policy(FIVE[district]), catalog.load_reform(FIVE[district])
    yield from ((f"rule {rule.id}", rule) for rule in policy.rules)
    yield from ((f"step {number}", step) for number, step in numbered_steps(reform.steps))
    yield from ((str(record.key), record) for record in catalog.load_structure(district).records(Record))


def figures(thing: Any, source: Any, name: str = "") -> Iterator[tuple[str, Fraction, Source]]:
    """Yield each end of each quantity in a thing with the source that stands nearest to it."""
    if isinstance(thing, Quantity):
        cls = type(thing)
        for end in {thing.low, thing.high} - {None, cls.floor, cls.ceiling}:
            if isinstance(source, Source):
                yield name, Fraction(end), source
    elif isinstance(thing, Mapping):
        for part in thing.values():
            yield from figures(part, source, name)
    elif isinstance(thing, tuple | frozenset):
        for part in thing:
            yield from figures(part, source, name)
    elif attrs.has(type(thing)) and not isinstance(thing, Source | Level):
        own = getattr(thing, "source", None) or source
        of_fields = thing.sources if isinstance(thing, Record) else {}
        for field in attrs.fields(type(thing)):
            if field.name not in ("source", "sources", "valid", "steps"):
                yield from figures(getattr(thing, field.name), of_fields.get(field.name, own), field.name)


def printed(source: Source) -> set[Fraction]:
    """Return the figures of the facts that a source cites, and what the ties of these facts come to."""
    found: set[Fraction] = set()
    for id in source.facts:
        found |= find_fact(id, REGISTERS).numbers
        for register in REGISTERS:
            ties = register.verify() if id in register else ()
            found |= {t.computed for t in ties if t.tie.of == id and isinstance(t.computed, Fraction)}
    return found | {-number for number in found}


@pytest.mark.parametrize("district", FIVE)
def test_every_cited_id_is_in_the_register(district):
    """The number of a fact that a rule, a step or a record cites, also for a single field, exists."""
    known = {fact.id for register in REGISTERS for fact in register}
    for name, thing in things(district):
        for source in sources_in(thing):
            assert set(source.facts) <= known, name


@pytest.mark.parametrize("district", FIVE)
def test_every_figure_cited_as_printed_is_printed(district):
    """A quantity whose source is stated stands in the cited fact, or is what the ties of that fact come to."""
    checked, wrong = 0, []
    for name, thing in things(district):
        for field, number, source in figures(thing, None):
            if source.facts and source.status is Status.STATED and number not in WORDS:
                checked += 1
                if number not in printed(source):
                    wrong.append(f"{name}: {field} {number} cites {source.text()}")
    assert checked > 5
    assert not wrong, "\n".join(wrong)
