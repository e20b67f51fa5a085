"""Reported outcomes beside what the structure gives: whether they agree or differ, or whether that is open."""

from __future__ import annotations

from fractions import Fraction

import attrs

from basegov.exact import Exact
from basegov.facts import Agreement
from basegov.quantities import Number, Quantity
from basegov.scenarios.indicators import INDICATORS, Measured
from basegov.structure.outcomes import ReportedOutcome
from basegov.structure.snapshot import Structure
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class OutcomeRow:
    """A reported outcome with what the structure gives for the same indicator.

    Parameters
    ----------
    outcome : ReportedOutcome
        What is reported.
    computed : Quantity or not stated
        What the indicator gives for the structure; not stated where the outcome names none.
    agreement : Agreement
        How the two stand to one another.
    """

    outcome: ReportedOutcome
    computed: Measured
    agreement: Agreement

    def text(self, lang: Language = "en") -> str:
        """Return the row in words."""
        reported = self.outcome.value
        trend = self.outcome.trend
        said = reported.text(lang) if isinstance(reported, Number) else self.outcome.status.text(lang)
        if not isinstance(trend, NotStated):
            said += f"（{trend.text(lang)}）" if lang == "zh" else f" ({trend.text(lang)})"
        if isinstance(self.computed, NotStated):
            return f"{self.outcome.label}：{said}" if lang == "zh" else f"{self.outcome.label}: {said}"
        found = _about(self.computed, lang)
        if lang == "zh":
            return f"{self.outcome.label}：载明 {said}，推算 {found}，{self.agreement.text('zh')}"
        return f"{self.outcome.label}: reported {said}, computed {found}: {self.agreement.text('en')}"


def compare_outcomes(structure: Structure, *, tolerance: Exact = Fraction(1, 2)) -> tuple[OutcomeRow, ...]:
    """Set every reported outcome beside what the structure gives; neither is corrected by the other.

    Parameters
    ----------
    structure : Structure
        The structure that reports them, after the reform whose outcomes they are.
    tolerance : exact number
        By how much two figures may lie apart and still agree; half of one is what rounding to whole numbers hides.

    Returns
    -------
    tuple of OutcomeRow
        One for each outcome, in the order of the records. Of one without an indicator, and of one whose indicator is
        not known well enough, it is undetermined whether the two agree; where only the indicator has a figure, that is
        derived.
    """
    return tuple(_row(structure, outcome, tolerance) for outcome in structure.records(ReportedOutcome))


def _about(value: Quantity, lang: Language) -> str:
    """Return a value in words, with one decimal place beside an exact fraction that has no end in decimals."""
    exact, words = value.exact, value.text(lang)
    if exact is None or "/" not in words:
        return words
    tenths = round(Fraction(exact) * 10)
    about = f"{tenths // 10}.{abs(tenths) % 10}"
    return f"{words}（约 {about}）" if lang == "zh" else f"{words} (about {about})"


def _row(structure: Structure, outcome: ReportedOutcome, tolerance: Exact) -> OutcomeRow:
    known = INDICATORS.get(outcome.indicator) if isinstance(outcome.indicator, str) else None
    computed: Measured = NOT_STATED if known is None else known(structure)
    agreement = Agreement.UNDETERMINED
    if not isinstance(computed, NotStated):
        value = outcome.value
        agreement = _agreement(value, computed, tolerance) if isinstance(value, Number) else Agreement.DERIVED
    return OutcomeRow(outcome=outcome, computed=computed, agreement=agreement)


def _agreement(reported: Number, computed: Quantity, tolerance: Exact) -> Agreement:
    low = None if reported.low is None else reported.low - tolerance
    high = None if reported.high is None else reported.high + tolerance
    found_low, found_high = computed.low, computed.high
    above = high is not None and found_low is not None and found_low > high
    below = low is not None and found_high is not None and found_high < low
    if above or below:
        return Agreement.DIFFERS
    inside_low = low is None or (found_low is not None and found_low >= low)
    inside_high = high is None or (found_high is not None and found_high <= high)
    return Agreement.AGREES if inside_low and inside_high else Agreement.UNDETERMINED
