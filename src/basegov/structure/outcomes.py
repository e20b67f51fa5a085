"""Outcomes that a document reports: a value, or only that something rose or fell."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from basegov.diagnostics.society import FIGURE_NOT_QUANTIFIED
from basegov.errors import Diagnostic
from basegov.quantities import Number
from basegov.sources import Source, Status
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class Trend(enum.Enum):
    """In which direction something went."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the direction."""
        return {"up": "上升", "down": "下降", "steady": "持平"}[self.value] if lang == "zh" else self.value


class OutcomeStatus(enum.Enum):
    """How much a document says of an outcome."""

    STATED = "stated"
    DERIVED = "derived"
    NOT_QUANTIFIED = "not quantified"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the status."""
        zh = {"stated": "已载明", "derived": "推算", "not quantified": "未量化"}
        return zh[self.value] if lang == "zh" else self.value


@record("reported_outcomes", en="reported outcome", zh="报告成效")
@attrs.frozen(kw_only=True)
class ReportedOutcome(Node):
    """What a document reports of an outcome. It is evidence, not a rule, and no rule rests on it.

    Its parent is the unit or body of which it is reported; its name says of what. Whether a figure is stated or derived
    its source says.

    Parameters
    ----------
    value : Number, optional
        The figure, or a bound on it.
    unit : str, optional
        What one of it is: ``people``, ``people per community``.
    trend : Trend, optional
        In which direction it went.
    quantified : bool, optional
        Whether the document gives a figure at all; left out, that follows from whether one is stated.
    period : str, optional
        Of which time.
    indicator : str, optional
        The indicator of the library that measures the same, where there is one, so that both can be compared.
    """

    value: Number | NotStated = NOT_STATED
    unit: str | NotStated = NOT_STATED
    trend: Trend | NotStated = NOT_STATED
    quantified: bool | NotStated = NOT_STATED
    period: str | NotStated = NOT_STATED
    indicator: str | NotStated = NOT_STATED

    @property
    def status(self) -> OutcomeStatus:
        """Whether the figure is stated, derived, or there is none."""
        if isinstance(self.value, NotStated):
            return OutcomeStatus.NOT_QUANTIFIED
        source = self.source_of("value")
        derived = isinstance(source, Source) and source.status is Status.DERIVED
        return OutcomeStatus.DERIVED if derived else OutcomeStatus.STATED


@invariant(ReportedOutcome)
def figures_are_quantified(structure: Structure, new: tuple[ReportedOutcome, ...]) -> Iterator[Diagnostic]:
    """Fail because an outcome states a figure and is said to have none."""
    for outcome in new:
        if outcome.quantified is False and isinstance(outcome.value, Number):
            yield FIGURE_NOT_QUANTIFIED(structure.location(outcome), outcome=outcome.label)
