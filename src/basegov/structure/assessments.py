"""What is assessed and how often it is notified: indicators of an assessment, and the notices that feed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import attrs

from basegov.dates import Date
from basegov.diagnostics.appraisal import FEEDS_SHORTER_ROUND, WEIGHTS_EXCEED_ONE
from basegov.errors import Diagnostic
from basegov.quantities import Count, Number, Share
from basegov.structure.appraisal import Period
from basegov.structure.invariants import invariant
from basegov.structure.records import Ref, Relation, record
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

_MONTHS: Final = {Period.MONTHLY: 1, Period.QUARTERLY: 3, Period.SEMIANNUAL: 6, Period.ANNUAL: 12}
_DAYS: Final = {
    Period.MONTHLY: (28, 31), Period.QUARTERLY: (90, 92), Period.SEMIANNUAL: (181, 184), Period.ANNUAL: (365, 366)
}  # fmt: skip


@record("assessment_indicators", en="assessment indicator", zh="考核指标")
@attrs.frozen(kw_only=True)
class AssessmentIndicator(Relation):
    """An indicator that counts in the assessment of a subject.

    Parameters
    ----------
    subject : str
        Who is assessed.
    indicator : str
        What counts: ``response``, ``enforcement_volume`` ...
    period : Period, optional
        In which round.
    weight : Share, optional
        Its part of the whole; often not stated.
    """

    subject: Annotated[str, Ref()]
    indicator: str
    period: Period | NotStated = NOT_STATED
    weight: Share | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "indicator", "period")


@record("notice_cadences", en="notice cadence", zh="通报安排")
@attrs.frozen(kw_only=True)
class NoticeCadence(Relation):
    """A standing arrangement: results are notified regularly, and may enter the assessment of a longer round.

    Parameters
    ----------
    subject : str
        Whose results.
    indicator : str
        Of what: ``enforcement_volume``.
    issuer : str, optional
        Who notifies.
    every : Period, optional
        How often.
    into : Period, optional
        The round of assessment that the notices enter; not stated also where they may enter none.
    """

    subject: Annotated[str, Ref()]
    indicator: str
    issuer: Annotated[str | NotStated, Ref()] = NOT_STATED
    every: Period | NotStated = NOT_STATED
    into: Period | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "indicator")
    ends: ClassVar[tuple[str, str] | None] = ("issuer", "subject")


@record("notices", en="notice of results", zh="通报")
@attrs.frozen(kw_only=True)
class Notice(Relation):
    """Results of one subject that were notified for a stretch of time.

    Parameters
    ----------
    subject : str
        Whose results.
    indicator : str
        Of what.
    date : Date
        For when: ``2018-07`` for July.
    issuer : str, optional
        Who notified.
    value : Number, optional
        The result.
    """

    subject: Annotated[str, Ref()]
    indicator: str
    date: Date
    issuer: Annotated[str | NotStated, Ref()] = NOT_STATED
    value: Number | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "indicator", "date")
    ends: ClassVar[tuple[str, str] | None] = ("issuer", "subject")


def rounds_in(into: Period, every: Period) -> Count:
    """Return how many rounds of one period lie in one of another: three months in a quarter; 0 for a longer one.

    Examples
    --------
    >>> rounds_in(Period.QUARTERLY, Period.MONTHLY)
    Count('3')
    """
    if into is every:
        return Count(1)
    if every is Period.DAILY:
        return Count.between(*_DAYS[into])
    if into is Period.DAILY:
        return Count(0)
    return Count(_MONTHS[into] // _MONTHS[every])


def round_of(day: dt.date, period: Period) -> tuple[dt.date, dt.date]:
    """Return the first day of the round in which a day lies, and the first day of the next round."""
    if period is Period.DAILY:
        return day, day + dt.timedelta(days=1)
    length = _MONTHS[period]
    first = (day.month - 1) // length * length + 1
    years, month = divmod(first - 1 + length, 12)
    return dt.date(day.year, first, 1), dt.date(day.year + years, month + 1, 1)


def placed(date: Date, period: Period) -> tuple[dt.date, dt.date] | None:
    """Return the round in which a date lies; None while the date is not precise enough to tell."""
    found = round_of(date.first, period)
    return found if found == round_of(date.last, period) else None


@invariant(AssessmentIndicator)
def indicator_weights_come_to_one_at_most(
    structure: Structure, new: tuple[AssessmentIndicator, ...]
) -> Iterator[Diagnostic]:
    """Fail because the weights of the indicators of one assessment together exceed the whole."""
    for subject, period in dict.fromkeys((i.subject, i.period) for i in new):
        rows = structure.where(AssessmentIndicator, subject=subject, period=period)
        weights = [(i.indicator, i.weight) for i in rows if isinstance(i.weight, Share)]
        total = sum((Fraction(weight.low or 0) for _, weight in weights), Fraction(0))
        if total > 1 or (total == 1 and any(weight.low_open for _, weight in weights)):
            parts = tuple(f"{indicator} {weight}" for indicator, weight in weights)
            where = structure.location(rows[-1])
            yield WEIGHTS_EXCEED_ONE(where, subject=subject, period=period, total=Share.write(total), parts=parts)


@invariant(NoticeCadence)
def notices_feed_longer_rounds(structure: Structure, new: tuple[NoticeCadence, ...]) -> Iterator[Diagnostic]:
    """Fail because notices are to enter a round that is shorter than the time from one notice to the next."""
    for cadence in new:
        every, into = cadence.every, cadence.into
        if isinstance(every, Period) and isinstance(into, Period) and rounds_in(into, every).high == 0:
            yield FEEDS_SHORTER_ROUND(
                structure.location(cadence),
                subject=cadence.subject, indicator=cadence.indicator, every=every, into=into,
            )  # fmt: skip
