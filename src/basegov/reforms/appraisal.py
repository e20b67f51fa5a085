"""Steps that give an evaluator a greater or smaller say, with an explicit rule for who gives."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from basegov.diagnostics.rules import GIVER_UNKNOWN, NO_ONE_PLAYS, NOT_ENOUGH_TO_GIVE, NOTHING_SELECTED
from basegov.quantities import Difference, Share
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.appraisal import Appraisal, Period, ShareVector, as_period, share_vector
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated


class Giver(enum.Enum):
    """Who gives what an evaluator gains.

    ``proportionally``: the other evaluators, each in proportion to its share. ``not stated``: the document does not
    say, so what the others hold is open afterwards.
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


def _share(value: Share | str | int | Fraction) -> Share:
    return Share(value)


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
        Who gives: ``proportionally``, ``not stated``, or the id of an evaluator. What cannot be told exactly from the
        recorded shares is kept as a range, or as not stated.
    """

    subjects: Selector = attrs.field(converter=as_selector)
    evaluator: str
    period: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)
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

    def by_subject(self, structure: Structure) -> Iterator[tuple[str, tuple[str, ...], ShareVector]]:
        """Yield every subject with the evaluators that are meant, and what is recorded of its appraisal."""
        found: dict[str, list[str]] = {}
        for subject, evaluator in self.pairs(structure):
            found.setdefault(subject, []).append(evaluator)
        for subject, evaluators in found.items():
            yield subject, tuple(dict.fromkeys(evaluators)), share_vector(structure, subject, self.period)

    def rewritten(self, structure: Structure, subject: str, gained: dict[str, Share]) -> Iterator[Appraisal]:
        """Yield the records of a subject after some evaluators hold new shares and the others gave for it."""
        rows = {a.evaluator: a for a in structure.where(Appraisal, subject=subject, period=self.period)}
        for evaluator, share in gained.items():
            yield Appraisal(subject=subject, evaluator=evaluator, period=self.period, share=share, source=self.source)
        others = {evaluator: row for evaluator, row in rows.items() if evaluator not in gained}
        for evaluator, left in self._given(structure, subject, others, gained).items():
            row = others[evaluator]
            sources = FrozenMap({field: source for field, source in row.sources.items() if field != "share"})
            yield attrs.evolve(row, share=left, source=self.source, sources=sources)

    def _given(
        self, structure: Structure, subject: str, others: dict[str, Appraisal], gained: dict[str, Share]
    ) -> dict[str, Share | NotStated]:
        """Return what the evaluators that give hold afterwards."""
        if self.from_ is Giver.NOT_STATED:
            return dict.fromkeys(others, NOT_STATED)
        vector = share_vector(structure, subject, self.period)
        lowest = sum((Fraction(share.low or 0) for share in gained.values()), Fraction(0))
        exact = all(share.is_exact for share in gained.values())
        if lowest > 1:
            raise refuse(NOT_ENOUGH_TO_GIVE(subject=subject, share=Share.write(lowest)))
        if self.from_ is Giver.PROPORTIONALLY:
            held = vector.held_by(gained, others_may_belong=not vector.names(gained))
            given_by = Fraction(1) if held is None or held.exact is None else 1 - Fraction(held.exact)
            scale = (1 - lowest) / given_by if exact and held is not None and held.is_exact and given_by else None
            return {evaluator: _scaled(row.share, scale) for evaluator, row in others.items()}
        giver = structure[str(self.from_)].id
        if giver not in others:
            raise refuse(GIVER_UNKNOWN(giver=giver, subject=subject))
        # the giver and those who gain hold together afterwards what they held together before
        together = {giver, *gained}
        total = vector.held_by(together, others_may_belong=not vector.names(together))
        left = None if total is None else _left_of(total, gained.values())
        if left is None:
            raise refuse(NOT_ENOUGH_TO_GIVE(subject=subject, share=Share.write(lowest)))
        return {giver: left}


def _scaled(share: Share | NotStated, scale: Fraction | None) -> Share | NotStated:
    if scale is None or isinstance(share, NotStated) or share.exact is None:
        return NOT_STATED
    return Share(Fraction(share.exact) * scale)


def _left_of(total: Share, gained: Iterable[Share]) -> Share | None:
    """Return what remains of a total when some shares are taken from it; None when it cannot be enough."""
    left = Difference.build(total.low, total.high, low_open=total.low_open, high_open=total.high_open, kind=Share)
    for share in gained:
        left = left.minus(share)
    try:
        return Share.between(left.low, left.high, low_open=left.low_open, high_open=left.high_open)
    except ValueError:
        return None


@step(en="set an appraisal share", zh="设定考核权重")
@attrs.frozen(kw_only=True)
class SetAppraisalShare(AppraisalStep):
    """Set the share of an evaluator in the appraisal of each subject, and take the difference from somewhere.

    Parameters
    ----------
    share : Share
        The share from now on; may be a bound (``>= 60%``) where the document gives only that.
    """

    share: Share = attrs.field(converter=_share)

    def effect(self, structure: Structure) -> Effect:
        """Write the share for every subject; what the others hold follows from `from_`."""
        put: list[Appraisal] = []
        events: list[Event] = []
        for subject, evaluators, _ in self.by_subject(structure):
            put += self.rewritten(structure, subject, dict.fromkeys(evaluators, self.share))
            events += [
                AppraisalShareSet(subject=subject, evaluator=evaluator, period=self.period, share=self.share)
                for evaluator in evaluators
            ]
        return Effect(put=tuple(put), events=tuple(events))


@step(en="raise an appraisal share", zh="提高考核权重")
@attrs.frozen(kw_only=True)
class RaiseAppraisalShare(AppraisalStep):
    """Raise the share of an evaluator in the appraisal of each subject by an amount that the document may not give.

    Parameters
    ----------
    by : Share
        By how much; ``> 0%`` when all that is stated is that it rises.
    """

    by: Share = attrs.field(default=Share("> 0%"), converter=_share)

    def effect(self, structure: Structure) -> Effect:
        """Write the raised share, as far as it is known; what the others hold follows from `from_`."""
        put: list[Appraisal] = []
        events: list[Event] = []
        for subject, evaluators, vector in self.by_subject(structure):
            gained: dict[str, Share] = {}
            for evaluator in evaluators:
                held = vector.held_by([evaluator], others_may_belong=not vector.names([evaluator])) or Share.unknown()
                try:
                    gained[evaluator] = held + self.by
                except ValueError:
                    raise refuse(NOT_ENOUGH_TO_GIVE(subject=subject, share=self.by)) from None
            put += self.rewritten(structure, subject, gained)
            events += [
                AppraisalShareRaised(subject=subject, evaluator=evaluator, period=self.period, by=self.by)
                for evaluator in evaluators
            ]
        return Effect(put=tuple(put), events=tuple(events))
