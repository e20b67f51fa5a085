"""Which rules, steps, records, indicators and tests carry a fact, and why the others are not modelled."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from importlib.resources import files
from typing import Any, Final, Literal

import attrs

from basegov import catalog
from basegov.expecting import one_or_more
from basegov.facts import Fact, FactRegister
from basegov.io.limits import LIMITS
from basegov.io.yamlread import read_plain
from basegov.reforms.steps import STEP_TYPES, Step, step_name
from basegov.rules.rule import RULE_TYPES, Rule, rule_name
from basegov.scenarios.indicators import INDICATORS
from basegov.sources import Source
from basegov.structure.records import Record, Relation, record_type
from basegov.texts import NO_TEXT, Language, Text, say

Role = Literal["rule", "step", "record", "indicator", "test"]
ROLES: Final[tuple[Role, ...]] = ("rule", "step", "record", "indicator", "test")
"""In what ways a fact is carried: the first two do something with it, a record says it, a test holds it to be so."""


@attrs.frozen
class Carrier:
    """Something that rests on a fact.

    Parameters
    ----------
    role : str
        What it is: a rule, a step, a record, an indicator or a test.
    within : str
        The policy, reform or structure in which it stands; the file of a test; empty for an indicator.
    name : str
        Id of the rule, number of the step, key of the record, name of the indicator or test.
    label : Text
        What kind of rule, step or record it is, or what it says.
    """

    role: Role
    within: str
    name: str
    label: Text = NO_TEXT

    def text(self, lang: Language = "en") -> str:
        """Return it in one line: where it stands, its name, and what it is."""
        if self.role == "test":
            words = self.name.removeprefix("test_").replace("_", " ")
            return f"{self.within}: {words}" if words else self.within
        place = "/".join(part for part in (self.within, self.name) if part)
        label = self.label.in_(lang)
        return f"{place}（{label}）" if label and lang == "zh" else f"{place} ({label})" if label else place


@attrs.frozen
class FactCoverage:
    """One fact and what carries it.

    Parameters
    ----------
    fact : Fact
        The fact.
    register : str
        Name of its register.
    carriers : tuple of Carrier
        What rests on it.
    reason : Text
        Why no rule, step or record does, where that is declared.
    """

    fact: Fact
    register: str
    carriers: tuple[Carrier, ...]
    reason: Text = NO_TEXT

    def by(self, role: Role) -> tuple[Carrier, ...]:
        """Return the carriers of one sort."""
        return tuple(carrier for carrier in self.carriers if carrier.role == role)

    @property
    def is_carried(self) -> bool:
        """Whether a rule or a step rests on it."""
        return bool(self.by("rule") or self.by("step"))

    @property
    def is_tested(self) -> bool:
        """Whether a rule or a step rests on it and a test names it."""
        return self.is_carried and bool(self.by("test"))

    @property
    def is_accounted_for(self) -> bool:
        """Whether something of the data rests on it, or it is declared why nothing does."""
        return bool(self.reason.en) or any(carrier.role != "test" for carrier in self.carriers)


@attrs.frozen(repr=False)
class Coverage:
    """What carries the facts of some registers."""

    rows: tuple[FactCoverage, ...]

    def __repr__(self) -> str:
        tested = sum(row.is_tested for row in self.normative)
        return f"<Coverage: {len(self)} facts, {tested} of {len(self.normative)} clauses carried with a test>"

    def __iter__(self) -> Iterator[FactCoverage]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, holds: Callable[[FactCoverage], bool]) -> Coverage:
        """Return the rows of which something holds."""
        return Coverage(tuple(filter(holds, self.rows)))

    def of(self, register: str) -> Coverage:
        """Return the rows of one register."""
        return self.where(lambda row: row.register == register)

    @property
    def normative(self) -> Coverage:
        """The clauses among the facts."""
        return self.where(lambda row: row.fact.is_normative)

    @property
    def share(self) -> Fraction | None:
        """Which share of the clauses a rule or a step with a test carries; None where there is no clause."""
        clauses = self.normative
        return Fraction(sum(row.is_tested for row in clauses), len(clauses)) if len(clauses) else None


def coverage(registers: FactRegister | Iterable[FactRegister] | None = None) -> Coverage:
    """Say for every fact what of the shipped data carries it.

    Parameters
    ----------
    registers : FactRegister or iterable of FactRegister, optional
        The registers that are asked about; all that are shipped when left out.

    Raises
    ------
    ArgumentError
        When something else than a register is given, such as its name.
    """
    carriers, reasons = _carriers(), not_modelled()
    asked = catalog.shipped_facts() if registers is None else one_or_more(registers, FactRegister)
    return Coverage(
        tuple(
            FactCoverage(fact, register.id, carriers.get(fact.id, ()), reasons.get(fact.id, NO_TEXT))
            for register in asked
            for fact in register
        )
    )


@functools.cache
def not_modelled() -> Mapping[str, Text]:
    """Return the facts on which nothing of the shipped data rests, each with the reason."""
    text = (files(catalog.__name__) / "not_modelled.yaml").read_text(encoding="utf-8")
    plain = read_plain(text, LIMITS)
    common = plain.get("reasons", {})
    return {
        fact: Text(**(common[reason] if isinstance(reason, str) else reason)) for fact, reason in plain["facts"].items()
    }


@functools.cache
def _carriers() -> Mapping[str, tuple[Carrier, ...]]:
    found: dict[str, dict[Carrier, None]] = {}
    for fact, carrier in _all_carriers():
        found.setdefault(fact, {})[carrier] = None
    order = {role: place for place, role in enumerate(ROLES)}
    return {fact: tuple(sorted(carriers, key=lambda c: order[c.role])) for fact, carriers in found.items()}


def _all_carriers() -> Iterator[tuple[str, Carrier]]:
    for name in catalog.shipped("policy"):
        for rule in catalog.load_policy(name).rules:
            yield from _resting(rule, Carrier("rule", name, rule.id, _of_type(rule)))
    for name in catalog.shipped("reform"):
        for number, step in numbered_steps(catalog.load_reform(name).steps):
            yield from _resting(step, Carrier("step", name, number, _of_type(step)))
    for name in catalog.shipped("structure"):
        for record in catalog.load_structure(name).records(Record):
            yield from _resting(record, Carrier("record", name, _key(record), record_type(type(record)).label))
    for indicator in INDICATORS.values():
        for fact in indicator.facts:
            yield fact, Carrier("indicator", "", indicator.name, indicator.label)
    for fact, tests in tested().items():
        for test in tests:
            file, _, name = test.partition("::")
            yield fact, Carrier("test", file, name)


def numbered_steps(steps: Iterable[Step], above: str = "") -> Iterator[tuple[str, Step]]:
    """Yield every step with its number, those within others as ``3.1``."""
    for number, step in enumerate(steps, 1):
        name = f"{above}{number}"
        yield name, step
        yield from numbered_steps(getattr(step, "steps", ()), f"{name}.")


def _resting(thing: Any, carrier: Carrier) -> Iterator[tuple[str, Carrier]]:
    for source in sources_in(thing):
        for fact in source.facts:
            yield fact, carrier


def sources_in(thing: Any) -> Iterator[Source]:
    """Yield every source that a rule, a step or a record cites, also for single fields and parts of it."""
    if isinstance(thing, Source):
        yield thing
    elif isinstance(thing, tuple | list | frozenset):
        for part in thing:
            yield from sources_in(part)
    elif isinstance(thing, Mapping):
        for part in thing.values():
            yield from sources_in(part)
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            # the steps of a step are counted for themselves
            if not (field.name == "steps" and isinstance(thing, Step)):
                yield from sources_in(getattr(thing, field.name))


def _of_type(thing: Rule | Step) -> Text:
    if isinstance(thing, Rule):
        known_rule = RULE_TYPES.get(rule_name(thing))
        return known_rule.label if known_rule else NO_TEXT
    known = STEP_TYPES.get(step_name(thing))
    return known.label if known else NO_TEXT


def _key(record: Record) -> str:
    """Return the id of a node, or the fields that tell a relation from others of its kind."""
    if isinstance(record, Relation):
        return ", ".join(say(getattr(record, name), "en") for name in record.key_fields)
    return str(record.key)


@functools.cache
def tested() -> Mapping[str, tuple[str, ...]]:
    """Return for each fact the tests of the library that name it, as the library was tested before it was shipped."""
    text = (files(catalog.__name__) / "tested.json").read_text(encoding="utf-8")
    return {fact: tuple(tests) for fact, tests in json.loads(text).items()}
