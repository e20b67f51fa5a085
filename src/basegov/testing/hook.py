"""What Hypothesis runs when it is imported (entry point ``hypothesis``), so that ``st.from_type`` knows our classes.

It runs in every process that imports Hypothesis, also where nothing else of this package is used: it imports nothing,
and says only whom to ask. The strategies load when the first class is asked for.
"""

from __future__ import annotations

from typing import Any

_PACKAGE = "basegov"


def register() -> None:
    """Have Hypothesis ask :func:`resolve` before it guesses from the annotations of a class.

    `register_type_strategy` takes finished classes, one by one; it knows neither those that are not imported yet nor
    those that derive from ours. The table of resolvers by package (the one that serves NumPy) does. It is no public
    name: where it is gone, nothing is registered, and the strategies are named by hand.
    """
    from hypothesis.strategies._internal import types

    table = getattr(types, "_global_extra_lookup", None)
    if isinstance(table, dict):
        table.setdefault(_PACKAGE, resolve)


def resolve(thing: Any) -> Any:
    """Return the strategy of a class of this package, or derived from one; None for any other type."""
    if not isinstance(thing, type) or not any(_is_ours(base) for base in thing.__mro__):
        return None
    from basegov.testing.strategies.types import strategy_of_type

    return strategy_of_type(thing)


def _is_ours(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == _PACKAGE
