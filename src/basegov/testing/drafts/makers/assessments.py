"""Making assessments: indicators that count, arrangements for notices, and the notices themselves."""

from __future__ import annotations

import datetime as dt

from basegov.dates import Date
from basegov.quantities import Share
from basegov.rules.assessments import IndicatorInAssessment, NoticeFeedsAssessment, NotifiedEveryPeriod
from basegov.structure.appraisal import Period
from basegov.structure.assessments import AssessmentIndicator, Notice, NoticeCadence, round_of, rounds_in
from basegov.structure.records import Node
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NOT_STATED, NotStated

DAY = Date("2026-01-01")
"""The day of which a structure speaks when a rule asks for one and nothing gives it."""


@makes(IndicatorInAssessment)
def indicator_in_assessment(rule: IndicatorInAssessment, draft: Draft) -> None:
    """Let the indicator count; for a miss it is not there, or weighs nothing."""
    period = Period.ANNUAL if isinstance(rule.period, NotStated) else rule.period
    for subject in draft.need(rule.subject):
        row = AssessmentIndicator(subject=subject.id, indicator=rule.indicator, period=period)
        rows = [
            r for r in draft.structure.where(AssessmentIndicator, subject=subject.id, indicator=rule.indicator)
            if isinstance(rule.period, NotStated) or r.period == rule.period
        ]  # fmt: skip
        misses = draft.misses(rule, subject.id)
        if misses and draft.way_of(("absent", "weighs nothing")) == "absent":
            for one in (row, *rows):
                draft.unlink(one, name_of(rule))
            continue
        for one in (draft.link(row, name_of(rule)), *rows):
            draft.one_of(one, "weight", (Share("0%") if misses else NOT_STATED,), rule)
    draft.close("assessment_indicator")
    draft.close(rule.subject.kind)


@makes(NoticeFeedsAssessment)
def notice_feeds_assessment(rule: NoticeFeedsAssessment, draft: Draft) -> None:
    """Let notices be as frequent as is asked; for a miss they are rarer, enter another round, or there are none."""
    asked = rounds_in(rule.into, rule.every).low or 0
    enough = [every for every in Period if (rounds_in(rule.into, every).low or 0) >= asked]
    enough.sort(key=lambda every: every is not rule.every)
    rarer = [every for every in Period if 0 < (rounds_in(rule.into, every).high or 0) < asked]
    elsewhere = [into for into in Period if into is not rule.into and rounds_in(into, rule.every).high != 0]
    ways = [
        ("rarer", rarer, [rule.into]),
        ("elsewhere", [rule.every], elsewhere),
        ("absent", [rule.every], [rule.into]),
    ]
    for subject in draft.need(rule.subject):
        cadence = NoticeCadence(subject=subject.id, indicator=rule.indicator)
        if draft.misses(rule, subject.id):
            way, every, into = draft.way_of([way for way in ways if way[1] and way[2]])
            if way == "absent":
                draft.unlink(cadence, name_of(rule))
                continue
        else:
            every, into = enough, [rule.into]
        cadence = draft.link(cadence, name_of(rule))
        draft.one_of(cadence, "every", every, rule)
        draft.one_of(cadence, "into", into, rule)
    draft.close("notice_cadence")
    draft.close(rule.subject.kind)


@makes(NotifiedEveryPeriod)
def notified_every_period(rule: NotifiedEveryPeriod, draft: Draft) -> None:
    """Notify every period of a round that is over; for a miss one of them is left out."""
    if isinstance(draft.structure.date, NotStated):
        draft.structure = draft.structure.evolve(date=DAY)
    subjects: tuple[Node, ...] = draft.need(rule.subject)
    starts = [first for first, _ in rule.periods(draft.structure)] or _round_before(rule, draft)
    gaps = {s.id: draft.pick(("left out", rule.id, s.id), starts) for s in subjects if draft.misses(rule, s.id)}
    if gaps and len(starts) == 1 and len(gaps) == len(subjects):  # somebody must have a notice in the round
        subjects = draft.need(rule.subject, len(subjects) + 1)
        draft.once(("misses", subjects[-1].id), lambda: False)
        if len(gaps) == len(subjects):
            raise draft.cannot_miss(rule)
    for subject in subjects:
        for first in starts:
            notice = _notice(rule, subject, first)
            if gaps.get(subject.id) == first:
                draft.unlink(notice, name_of(rule))
            else:
                draft.link(notice, name_of(rule))
    draft.close("notice")
    draft.close(rule.subject.kind)


def _round_before(rule: NotifiedEveryPeriod, draft: Draft) -> list[dt.date]:
    """Return on which days the periods begin of the last round that is over on the day of the structure."""
    day = draft.structure.date
    assert isinstance(day, Date)
    this, _ = round_of(day.first, rule.into)
    at, end = round_of(this - dt.timedelta(days=1), rule.into)
    starts = []
    while at < end:
        first, at = round_of(at, rule.every)
        starts.append(first)
    return starts


def _notice(rule: NotifiedEveryPeriod, subject: Node, first: dt.date) -> Notice:
    date = Date(first.isoformat()[:7] if rule.every is Period.MONTHLY else first)
    return Notice(subject=subject.id, indicator=rule.indicator, date=date)
