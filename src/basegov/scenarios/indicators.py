"""The indicator: a named measurement of a structure, with its unit and its definition."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from basegov.quantities import Difference, Quantity
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated

Measured = Quantity | NotStated


@attrs.frozen
class Indicator:
    """A named measurement of a structure.

    Parameters
    ----------
    name : str
        The word for it in data.
    label : Text
        The word for it for people.
    unit : str
        What one of it is: ``count``, ``people``, ``share``, ``households per community``.
    definition : Text
        What is counted, of what, and when it is not stated.
    reads : tuple of record classes
        The records on which it depends; a change that touches none of them does not change the indicator, even while
        its value is not known exactly.
    function : callable
        Gives the value for a structure: an exact amount, a bound, or not stated.
    facts : tuple of str
        Numbers of the facts that print a figure of this kind.
    """

    name: str
    label: Text
    unit: str
    definition: Text
    reads: tuple[type[Record], ...]
    function: Callable[[Structure], Measured]
    facts: tuple[str, ...] = ()

    def __call__(self, structure: Structure) -> Measured:
        """Measure a structure."""
        return self.function(structure)

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        return self.label.in_(lang)


INDICATORS: dict[str, Indicator] = {}
"""Every registered indicator by its name, in the order in which they are shown."""


def indicator(
    *, en: str, zh: str, unit: str, definition: Text, reads: Iterable[type[Record]], facts: Iterable[str] = ()
) -> Callable[[Callable[[Structure], Measured]], Indicator]:
    """Register a function ``structure -> quantity or NOT_STATED`` under its own name; see `Indicator`.

    Raises
    ------
    ValueError
        When another function has the name.
    """

    def register(function: Callable[[Structure], Measured]) -> Indicator:
        name = function.__name__
        if name in INDICATORS and INDICATORS[name].function.__module__ != function.__module__:
            raise ValueError(f"the indicator name {name!r} is taken")
        INDICATORS[name] = Indicator(name, Text(en, zh), unit, definition, tuple(reads), function, tuple(facts))
        return INDICATORS[name]

    return register


@attrs.frozen
class IndicatorRow:
    """One indicator before and after.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    before, after : Quantity or not stated
        The two values.
    difference : Difference or not stated
        After less before, as far as that is known.
    """

    indicator: Indicator
    before: Measured
    after: Measured
    difference: Difference | NotStated

    @property
    def is_changed(self) -> bool:
        """Whether the indicator changed, or may have."""
        return isinstance(self.difference, NotStated) or self.difference.exact != 0

    @property
    def is_stated(self) -> bool:
        """Whether anything is known of it on either side."""
        return not (isinstance(self.before, NotStated) and isinstance(self.after, NotStated))


def measure_both(before: Structure, after: Structure) -> tuple[IndicatorRow, ...]:
    """Return every registered indicator before and after."""
    added, removed = after.changes_since(before)
    touched = {type(record) for record in (*added, *removed)}
    return tuple(_row(indicator, before, after, touched) for indicator in INDICATORS.values())


def _row(indicator: Indicator, before: Structure, after: Structure, touched: set[type[Record]]) -> IndicatorRow:
    then, now = indicator(before), indicator(after)
    if isinstance(then, NotStated) or isinstance(now, NotStated):
        return IndicatorRow(indicator, then, now, NOT_STATED)
    if any(issubclass(cls, read) for cls in touched for read in indicator.reads):
        return IndicatorRow(indicator, then, now, now.minus(then))
    return IndicatorRow(indicator, then, now, Difference.build(0, 0, kind=type(now)))
