"""Steps that give an evaluator a greater or smaller say, with an explicit rule for who gives."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction

import attrs

from basegov.diagnostics import GIVER_UNKNOWN, NO_ONE_PLAYS, NOT_ENOUGH_TO_GIVE, NOTHING_SELECTED
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Share


class Giver(enum.Enum):
    """Who gives what an evaluator gains.

    ``proportionally``: the other evaluators, each in proportion to its share. ``not stated``: the document does not say,
    so what the others hold is open afterwards.
    """

    PROPORTIONALLY = "proportionally"
    NOT_STATED = "not stated"


@attrs.frozen(kw_only=True)
class AppraisalShareSet(Event):
    """An evaluator's share was set."""

    subject: str
    evaluator: str
    period: Period | NotStated
    share: Share

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.evaluator} now holds {self.share.text('en')} in the appraisal of {self.subject}",
            f"{self.evaluator} 在 {self.subject} 考核中占 {self.share.text('zh')}",
        )


@attrs.frozen(kw_only=True)
class AppraisalShareRaised(Event):
    """An evaluator's share rose, by an amount that may be known only as more than nothing."""

    subject: str
    evaluator: str
    period: Period | NotStated
    by: Share

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"the share of {self.evaluator} in the appraisal of {self.subject} rose by {self.by.text('en')}",
            f"{self.evaluator} 在 {self.subject} 考核中的权重增加 {self.by.text('zh')}",
        )


def _giver(value: Giver | str) -> Giver | str:
    return Giver(value) if value in ("proportionally", "not stated") else value


@attrs.frozen(kw_only=True)
class AppraisalStep(Step):
    """What steps on appraisal shares have in common.

    Parameters
    ----------
    subjects : Selector
        Whose appraisal changes.
    evaluator : Role or str
        Who gains or loses: a node, or the part it plays for the subject (``street``: its own street; ``served``: each
        community that it serves).
    period : Period, optional
        In which round.
    from_ : Giver or str
        Who gives: ``proportionally``, ``not stated``, or the id of an evaluator.
    """

    subjects: Selector = attrs.field(converter=as_selector)
    evaluator: str
    period: Period | NotStated = attrs.field(
        default=NOT_STATED, converter=lambda p: p if isinstance(p, NotStated) else Period(p)
    )
    from_: Giver | str = attrs.field(default=Giver.NOT_STATED, converter=_giver)

    def pairs(self, structure: Structure) -> Iterator[tuple[str, str]]:
        """Yield every subject with every evaluator that is meant; refuse when there is none."""
        subjects = self.subjects.select(structure).sure
        if not subjects:
            raise refuse(NOTHING_SELECTED(selector=self.subjects))
        roles = {role.value for role in Role}
        for subject in subjects:
            if self.evaluator in roles:
                found = players(structure, subject.id, Role(self.evaluator))
                if not found:
                    raise refuse(NO_ONE_PLAYS(role=Role(self.evaluator), subject=subject.label))
            else:
                found = (structure[self.evaluator].id,)
            for evaluator in found:
                yield subject.id, evaluator

    def rows(self, structure: Structure, subject: str) -> dict[str, Appraisal]:
        """Return the records of a subject in the round, by evaluator."""
        return {a.evaluator: a for a in structure.where(Appraisal, subject=subject, period=self.period)}


@step(en="set an appraisal share", zh="设定考核权重")
@attrs.frozen(kw_only=True)
class SetAppraisalShare(AppraisalStep):
    """Set the share of an evaluator in the appraisal of each subject, and take the difference from somewhere.

    Parameters
    ----------
    share : Share
        The share from now on; may be a bound (``>= 60%``) where the document gives only that.
    """

    share: Share = attrs.field(converter=Share)

    def effect(self, structure: Structure) -> Effect:
        """Write the share for every subject; what the others hold follows from `from_`."""
        put: list[Appraisal] = []
        drop: list[Appraisal] = []
        events: list[Event] = []
        by_subject: dict[str, list[str]] = {}
        for subject, evaluator in self.pairs(structure):
            by_subject.setdefault(subject, []).append(evaluator)
        for subject, evaluators in by_subject.items():
            rows = self.rows(structure, subject)
            others = {e: a for e, a in rows.items() if e not in evaluators}
            put += self._others(structure, subject, others, len(evaluators))
            for evaluator in evaluators:
                put.append(
                    Appraisal(subject=subject, evaluator=evaluator, period=self.period, share=self.share, source=self.source)
                )
                events.append(AppraisalShareSet(subject=subject, evaluator=evaluator, period=self.period, share=self.share))
        return Effect(put=tuple(put), drop=tuple(drop), events=tuple(events))

    def _others(
        self, structure: Structure, subject: str, others: dict[str, Appraisal], gainers: int
    ) -> Iterator[Appraisal]:
        if self.from_ is Giver.NOT_STATED:
            for row in others.values():
                yield attrs.evolve(row, share=NOT_STATED, source=self.source)
        elif self.from_ is Giver.PROPORTIONALLY:
            yield from self._scaled(subject, others, gainers)
        else:
            giver = structure[str(self.from_)].id
            if giver not in others:
                raise refuse(GIVER_UNKNOWN(giver=giver, subject=subject))
            rest = [row for evaluator, row in others.items() if evaluator != giver]
            yield attrs.evolve(others[giver], share=self._left(subject, rest, gainers), source=self.source)

    def _left(self, subject: str, rest: list[Appraisal], gainers: int) -> Share:
        """Return what is left for the giver when all shares come to one."""
        shares = [self.share] * gainers + [Share.unknown() if isinstance(r.share, NotStated) else r.share for r in rest]
        low = 1 - sum((Fraction(1 if s.high is None else s.high) for s in shares), Fraction(0))
        high = 1 - sum((Fraction(s.low or 0) for s in shares), Fraction(0))
        if high < 0:
            raise refuse(NOT_ENOUGH_TO_GIVE(subject=subject, share=self.share))
        return Share.between(max(low, Fraction(0)), high)

    def _scaled(self, subject: str, others: dict[str, Appraisal], gainers: int) -> Iterator[Appraisal]:
        held = {e: row.share.exact for e, row in others.items() if isinstance(row.share, Share)}
        total = sum((Fraction(share) for share in held.values() if share is not None), Fraction(0))
        left = 1 - (Fraction(self.share.exact) if self.share.exact is not None else Fraction(0)) * gainers
        if left < 0:
            raise refuse(NOT_ENOUGH_TO_GIVE(subject=subject, share=self.share))
        for evaluator, row in others.items():
            share = held.get(evaluator)
            known = share is not None and len(held) == len(others) and None not in held.values()
            if known and self.share.is_exact and total:
                yield attrs.evolve(row, share=Share(Fraction(share or 0) * left / total), source=self.source)
            else:
                yield attrs.evolve(row, share=NOT_STATED, source=self.source)


@step(en="raise an appraisal share", zh="提高考核权重")
@attrs.frozen(kw_only=True)
class RaiseAppraisalShare(AppraisalStep):
    """Raise the share of an evaluator in the appraisal of each subject by an amount that the document may not give.

    Parameters
    ----------
    by : Share
        By how much; ``> 0%`` when all that is stated is that it rises.
    """

    by: Share = attrs.field(default="> 0%", converter=Share)

    def effect(self, structure: Structure) -> Effect:
        """Write the raised share, as far as it is known, and what that leaves to the others."""
        put: list[Appraisal] = []
        events: list[Event] = []
        for subject, evaluator in self.pairs(structure):
            rows = self.rows(structure, subject)
            old = rows.get(evaluator)
            held = Share.unknown() if old is None or isinstance(old.share, NotStated) else old.share
            try:
                share = held + self.by
            except ValueError:
                raise refuse(NOT_ENOUGH_TO_GIVE(subject=subject, share=self.by)) from None
            put.append(
                Appraisal(subject=subject, evaluator=evaluator, period=self.period, share=share, source=self.source)
            )
            put += [
                attrs.evolve(row, share=NOT_STATED, source=self.source) for e, row in rows.items() if e != evaluator
            ]
            events.append(AppraisalShareRaised(subject=subject, evaluator=evaluator, period=self.period, by=self.by))
        return Effect(put=tuple(put), events=tuple(events))
