"""The strategy of a class, for ``st.from_type``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from basegov.dates import Date, DateRange
from basegov.policies import Policy
from basegov.quantities import Difference, Quantity
from basegov.reforms.proposals import Merger
from basegov.reforms.reform import Reform
from basegov.reforms.steps import STEP_TYPES, Step
from basegov.rules.rule import RULE_TYPES, Rule
from basegov.sources import Document, Source
from basegov.structure.appraisal import ShareVector
from basegov.structure.durations import Duration
from basegov.structure.records import RECORD_TYPES, Node, Record, Relation
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.terms import Level, StrengthRange
from basegov.testing.strategies.anysteps import steps_of
from basegov.testing.strategies.changes import mergers, reforms
from basegov.testing.strategies.hints import plain_style
from basegov.testing.strategies.records import records
from basegov.testing.strategies.rules import policies, rules
from basegov.testing.strategies.structures import structures
from basegov.testing.strategies.values import (
    date_ranges,
    dates,
    documents,
    durations,
    levels,
    quantities,
    selectors,
    sources,
    strengths,
    texts,
)
from basegov.testing.strategies.vectors import appraisal_vectors
from basegov.texts import Text
from basegov.values import FrozenMap

_MADE: Final[dict[type, Callable[[], SearchStrategy[Any]]]] = {
    Date: dates,
    DateRange: date_ranges,
    Document: documents,
    Duration: durations,
    FrozenMap: lambda: st.dictionaries(st.text(max_size=4), st.integers(), max_size=3).map(FrozenMap),
    Level: levels,
    Merger: lambda: structures(min_communities=2).flatmap(mergers),
    Policy: policies,
    Reform: lambda: structures().flatmap(reforms),
    Selector: selectors,
    ShareVector: lambda: appraisal_vectors(("s1", "s2", "s3")),
    Source: sources,
    StrengthRange: strengths,
    Structure: structures,
    Text: texts,
}


def strategy_of_type(cls: type) -> SearchStrategy[Any] | None:
    """Return the strategy of a class; None where Hypothesis does well by itself (enumerations, small classes)."""
    if cls in _MADE:
        return _MADE[cls]()
    if issubclass(cls, Quantity) and cls is not Difference:
        return quantities(cls)
    for base, registered, make in _FAMILIES:
        if issubclass(cls, base):
            if cls in (base, Node, Relation) or inspect.isabstract(cls):
                below = [t.cls for t in registered.values() if issubclass(t.cls, cls)]
                return st.sampled_from(below).flatmap(make) if below else None
            return make(cls)
    return None


_FAMILIES: Final[tuple[tuple[type, dict[str, Any], Callable[[Any], SearchStrategy[Any]]], ...]] = (
    (Record, RECORD_TYPES, records),
    (Rule, RULE_TYPES, rules),
    (Step, STEP_TYPES, lambda cls: steps_of(cls, plain_style("partly"))),
)
