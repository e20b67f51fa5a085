"""Strategies of steps as data, of every registered type: what a reform file may hold, whether it applies or not."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from basegov.reforms.steps import STEP_TYPES, Step
from basegov.reforms.together import Together
from basegov.testing.strategies.hints import Style, objects


def steps_of(cls: type[Step], style: Style) -> SearchStrategy[Step]:
    """Return steps of one class with valid fields."""
    return objects(cls, style)


def any_steps(style: Style) -> SearchStrategy[Step]:
    """Return steps of every class, but for those that hold other steps."""
    return st.deferred(
        lambda: st.sampled_from([t.cls for t in STEP_TYPES.values() if t.cls is not Together]).flatmap(
            lambda cls: steps_of(cls, style)
        )
    )
