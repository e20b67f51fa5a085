"""Hypothesis strategies for everything of the library: values, records, structures, mergers, reforms, rules, policies.

>>> from basegov.testing import strategies as bst
>>> bst.structures(min_communities=2, known="fully")  # doctest: +SKIP

Every kind of record has a strategy under the name of its section in files (``bst.communities()``,
``bst.staff_groups(count=...)``), also a kind of your own; see :func:`records` for what these take.
"""

from __future__ import annotations

import functools
from typing import Any

from basegov.structure.records import RECORD_TYPES
from basegov.testing.strategies import arranged as _arranged  # noqa: F401 - fills the tables of `hints`
from basegov.testing.strategies import shapes as _shapes  # noqa: F401 - and so does this
from basegov.testing.strategies.changes import mergers, reforms, steps
from basegov.testing.strategies.records import records
from basegov.testing.strategies.rules import policies, rules
from basegov.testing.strategies.structures import structures
from basegov.testing.strategies.traces import traces, valid_traces, violating_traces
from basegov.testing.strategies.values import (
    counts,
    date_ranges,
    dates,
    documents,
    durations,
    levels,
    metres,
    numbers,
    quantities,
    selectors,
    shares,
    sources,
    square_kilometres,
    strengths,
    texts,
    truths,
    words,
    yuan,
)
from basegov.testing.strategies.vectors import appraisal_vectors

__all__ = [
    "appraisal_vectors",
    "counts",
    "date_ranges",
    "dates",
    "documents",
    "durations",
    "levels",
    "mergers",
    "metres",
    "numbers",
    "policies",
    "quantities",
    "records",
    "reforms",
    "rules",
    "selectors",
    "shares",
    "sources",
    "square_kilometres",
    "steps",
    "strengths",
    "structures",
    "texts",
    "traces",
    "truths",
    "valid_traces",
    "violating_traces",
    "words",
    "yuan",
]


def __getattr__(name: str) -> Any:
    """Return :func:`records` of the kind whose section has this name (PEP 562)."""
    for kind in RECORD_TYPES.values():
        if kind.section == name:
            return functools.partial(records, kind.kind)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=None)


def __dir__() -> list[str]:
    """List the strategies, those of kinds of records included."""
    return sorted({*globals(), *(kind.section for kind in RECORD_TYPES.values())})
