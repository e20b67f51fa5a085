"""Before and after side by side: indicators and verdicts, matched by rule and subject along the lineage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.calls import OTHER_BEFORE
from basegov.errors import InputError
from basegov.expecting import expect, one_or_more
from basegov.policies import Policy, check
from basegov.quantities import Quantity
from basegov.reforms.changes import Change, Lineage
from basegov.rules.reports import Report
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Outcome, Subject, Verdict
from basegov.scenarios.indicators import IndicatorRow, measure_both
from basegov.structure.snapshot import Structure
from basegov.values import NotStated

_Key = tuple[str, frozenset[str]]
_Rows = dict[_Key, tuple[list[Verdict], list[Verdict]]]


@attrs.frozen
class VerdictRow:
    """What a rule answers about one subject before and after.

    Parameters
    ----------
    rule : Rule
        The rule.
    subject : Subject
        The subject after the change (before it, where it is gone).
    before, after : tuple of Verdict
        The verdicts; several where several subjects became one, none where there was nothing to judge.
    """

    rule: Rule
    subject: Subject
    before: tuple[Verdict, ...]
    after: tuple[Verdict, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the answer is another one than before."""
        return {_answer(v) for v in self.before} != {_answer(v) for v in self.after}

    @property
    def weight(self) -> tuple[int, bool, bool]:
        """How much the row tells a reader, least number first: what a reform put right, then what is wrong."""
        was = {_answer(v) for v in self.before}
        now = {_answer(v) for v in self.after}
        met, violated = {Outcome.MET.value}, "violated"
        ranks = (
            violated in was and now == met,
            violated in now and violated not in was,
            violated in now,
            "warning" in was and now == met,
            (Outcome.UNDETERMINED.value in was or not was) and now == met,
            "warning" in now,
            violated in was,
            Outcome.UNDETERMINED.value in now,
            now == met,
        )
        rank = next((rank for rank, fits in enumerate(ranks) if fits), len(ranks))
        return rank, not self.tells_a_change, not self.has_figures

    @property
    def tells_a_change(self) -> bool:
        """Whether a rule over changes measured that something moved."""
        amounts = [v.measured for v in self.after if isinstance(v.measured, Quantity)]
        return self.rule.judges not in ("structure", "trace") and any(amount.exact != 0 for amount in amounts)

    @property
    def has_figures(self) -> bool:
        """Whether a number was measured on one of the sides."""
        return any(isinstance(v.measured, Quantity) for v in (*self.before, *self.after))


def _answer(verdict: Verdict) -> str:
    return "warning" if verdict.is_warning else verdict.outcome.value


@attrs.frozen(repr=False)
class Comparison:
    """Indicators and verdicts of two structures.

    Parameters
    ----------
    before, after : Structure
        The two structures.
    indicators : tuple of IndicatorRow
        Every indicator with its difference.
    verdicts : tuple of VerdictRow
        Every answer, matched by rule and subject.
    reports : tuple of two Report
        The checks before and after.
    change : Change, optional
        The change between them, when it is known.
    """

    before: Structure
    after: Structure
    indicators: tuple[IndicatorRow, ...]
    verdicts: tuple[VerdictRow, ...]
    reports: tuple[Report, Report]
    change: Change | None = None

    def most_telling(self) -> VerdictRow | None:
        """Return the row that a reader should see first: a clause that was violated and is met, then what is wrong."""
        return min(self.verdicts, key=lambda row: row.weight, default=None)

    def rows_like(self, row: VerdictRow) -> tuple[VerdictRow, ...]:
        """Return the rows of the same rule whose answers changed in the same way, the row itself included."""
        return tuple(r for r in self.verdicts if r.rule == row.rule and r.weight == row.weight)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each indicator and each verdict, ready for a data frame."""
        indicators = [
            {
                "kind": "indicator", "name": row.indicator.name, "subject": self.after.id, "unit": row.indicator.unit,
                "before": row.before.text("en"), "after": row.after.text("en"), "difference": row.difference.text("en"),
                "changed": row.is_changed,
            }
            for row in self.indicators
        ]  # fmt: skip
        verdicts = [
            {
                "kind": "verdict", "name": row.rule.id, "subject": row.subject.id, "unit": row.rule.measure.unit,
                "before": "; ".join(_answer(v) for v in row.before) or None,
                "after": "; ".join(_answer(v) for v in row.after) or None,
                "difference": None, "changed": row.is_changed,
            }
            for row in self.verdicts
        ]  # fmt: skip
        return [*indicators, *verdicts]

    def __repr__(self) -> str:
        indicators = sum(row.is_changed and row.is_stated for row in self.indicators)
        verdicts = sum(row.is_changed for row in self.verdicts)
        return f"<Comparison of {self.before.id}: {indicators} indicators and {verdicts} verdicts changed>"


def compare(
    before: Structure,
    after: Structure | Change,
    policies: Policy | Iterable[Policy] = (),
    *,
    on: Date | str | None = None,
    everywhere: bool = False,
) -> Comparison:
    """Compare two structures.

    Parameters
    ----------
    before : Structure
        The baseline.
    after : Structure or Change
        What it is compared with. A change also gives the lineage along which subjects are matched, and rules over
        changes judge it.
    policies : Policy or iterable of Policy
        By which both are judged.
    on : Date or str, optional
        The day for which the rules are asked on both sides. When left out, the date of the structure after, so that the
        difference is made by the change and not by the calendar.
    everywhere : bool
        Ask as if the policies were in force here, although they were made for another jurisdiction.

    Returns
    -------
    Comparison
        Indicators and verdicts before and after.

    Raises
    ------
    ArgumentError
        When something else is given, such as a name.
    InputError
        For a change that was made from another structure.
    """
    policies = one_or_more(policies, Policy)
    expect(before, Structure)
    expect(after, Structure, Change)
    if isinstance(after, Change) and after.before is not before and after.before != before:
        raise InputError([OTHER_BEFORE(found=after.before.id, before=before.id)])
    change = after if isinstance(after, Change) else None
    now = after.after if isinstance(after, Change) else after
    day = Date(on) if on is not None else None if isinstance(now.date, NotStated) else now.date
    reports = (
        check(policies, before, day, everywhere=everywhere),
        check(policies, after, day, everywhere=everywhere),
    )
    lineage = Lineage() if change is None else change.lineage
    return Comparison(before, now, measure_both(before, now), match(*reports, lineage, now.id), reports, change)


def match(
    before: Iterable[Verdict], after: Iterable[Verdict], lineage: Lineage, whole: str | None = None
) -> tuple[VerdictRow, ...]:
    """Match verdicts by rule and subject.

    Parameters
    ----------
    before, after : iterable of Verdict
        The verdicts of both sides.
    lineage : Lineage
        What became of what: a subject is matched with what it became.
    whole : str, optional
        Id of the structure: a verdict on it as a whole ("none is listed") is matched with those on single subjects that
        only the other side has.
    """
    table: dict[Rule, _Rows] = {}
    for verdict in before:
        rows = table.setdefault(verdict.rule, {})
        if verdict.reason.code not in ("judges_a_change", "judges_a_trace"):
            for key in _keys(verdict.subject, lineage):
                rows.setdefault(key, ([], []))[0].append(verdict)
    for verdict in after:
        rows = table.setdefault(verdict.rule, {})
        rows.setdefault((verdict.subject.id, frozenset(verdict.subject.parts)), ([], []))[1].append(verdict)
    if whole is not None:
        for rows in table.values():
            _spread_whole(rows, (whole, frozenset()))
    return tuple(
        row
        for rule, rows in table.items()
        for old, new in rows.values()
        for row in _split(rule, tuple(old), tuple(new))
    )


def _spread_whole(rows: _Rows, key: _Key) -> None:
    """Put the verdicts on the structure as a whole beside those on subjects that stand on the other side alone."""
    for side in (0, 1):
        own = rows.get(key)
        alone = [pair for at, pair in rows.items() if at != key and not pair[side]]
        if own is not None and own[side] and not own[1 - side] and alone:
            del rows[key]
            for pair in alone:
                pair[side].extend(own[side])


def _keys(subject: Subject, lineage: Lineage) -> list[_Key]:
    """Return the subjects that a subject before became: one for each node that it, or its only part, became."""
    ids = lineage.after(subject.id) or (subject.id,)
    parts = [lineage.after(part) or (part,) for part in subject.parts]
    if len(parts) == 1:
        return [(id_, frozenset({part})) for id_ in ids for part in parts[0]]
    return [(id_, frozenset(later for part in parts for later in part)) for id_ in ids]


def _split(rule: Rule, old: tuple[Verdict, ...], new: tuple[Verdict, ...]) -> list[VerdictRow]:
    """Pair the answers of several rounds one by one; leave them together where subjects were joined or divided."""
    if len(old) == len(new) > 1:
        return [VerdictRow(rule, now.subject, (then,), (now,)) for then, now in zip(old, new, strict=True)]
    return [VerdictRow(rule, (new or old)[0].subject, old, new)]
