"""Steps on assessments: an indicator is added, notices are arranged."""

from __future__ import annotations

import attrs

from basegov.diagnostics.appraisal import INDICATOR_TWICE
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Share
from basegov.reforms.events import Event
from basegov.reforms.management import one_player
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.appraisal import Period, as_period
from basegov.structure.assessments import AssessmentIndicator, NoticeCadence
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class IndicatorAdded(Event):
    """An indicator now counts in the assessment of a subject."""

    subject: str
    indicator: str
    period: Period | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.indicator} now counts in the assessment of {self.subject} ({say(self.period, 'en')})",
            f"{self.indicator} 纳入 {self.subject} 考核（{say(self.period, 'zh')}）",
        )


@attrs.frozen(kw_only=True)
class NoticesArranged(Event):
    """Results of a subject are now notified regularly."""

    subject: str
    indicator: str
    every: Period
    into: Period | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.indicator} of {self.subject} is notified {self.every.text('en')}, into {say(self.into, 'en')}",
            f"{self.subject} 的 {self.indicator} {self.every.text('zh')}通报，纳入考核：{say(self.into, 'zh')}",
        )


def _share(value: Share | str | int | NotStated) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


@attrs.frozen(kw_only=True)
class AssessmentStep(Step):
    """What steps on the assessment of each subject have in common.

    Parameters
    ----------
    subjects : Selector
        Whose assessment.
    indicator : str
        Which indicator: ``response``, ``enforcement_volume`` ...
    """

    subjects: Selector = attrs.field(converter=as_selector)
    indicator: str

    def selected(self, structure: Structure) -> tuple[Node, ...]:
        """Return the subjects; refuse when there is none."""
        subjects = self.subjects.select(structure).sure
        if not subjects:
            raise refuse(NOTHING_SELECTED(selector=self.subjects))
        return subjects


@step(en="add an indicator", zh="增设考核指标")
@attrs.frozen(kw_only=True)
class AddIndicator(AssessmentStep):
    """Let an indicator count in the assessment of each subject.

    Parameters
    ----------
    period : Period, optional
        In which round.
    weight : Share, optional
        Its part of the whole.

    Notes
    -----
    Used by HZ-035 (response to calls) and XZ-075 (enforcement volume); neither states a weight.
    """

    period: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)
    weight: Share | NotStated = attrs.field(default=NOT_STATED, converter=_share)

    def effect(self, structure: Structure) -> Effect:
        """Write the indicator for every subject; refuse where it is there already."""
        put: list[AssessmentIndicator] = []
        for node in self.selected(structure):
            new = AssessmentIndicator(
                subject=node.id, indicator=self.indicator, period=self.period, weight=self.weight, source=self.source
            )
            if structure.find_record(AssessmentIndicator, new.key) is not None:
                raise refuse(INDICATOR_TWICE(indicator=self.indicator, subject=node.label))
            put.append(new)
        events = (IndicatorAdded(subject=i.subject, indicator=self.indicator, period=self.period) for i in put)
        return Effect(put=tuple(put), events=tuple(events))


@step(en="arrange notices", zh="建立通报制度")
@attrs.frozen(kw_only=True)
class SetNoticeCadence(AssessmentStep):
    """Have the results of each subject notified regularly; an older arrangement for the indicator is replaced.

    Parameters
    ----------
    every : Period
        How often.
    into : Period, optional
        The round of assessment that the notices enter.
    issuer : str, optional
        Who notifies: a node, or the part it plays for the subject (``street``).

    Notes
    -----
    Used by XZ-074 to XZ-077 (enforcement volume every month, into the quarterly assessment).
    """

    every: Period = attrs.field(converter=Period)
    into: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)
    issuer: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the arrangement for every subject."""
        put: list[NoticeCadence] = []
        for node in self.selected(structure):
            by = self.issuer
            issuer = by if isinstance(by, NotStated) else one_player(structure, node.id, by)
            put.append(
                NoticeCadence(
                    subject=node.id, indicator=self.indicator, issuer=issuer, every=self.every, into=self.into,
                    source=self.source,
                )
            )  # fmt: skip
        events = (
            NoticesArranged(subject=c.subject, indicator=self.indicator, every=self.every, into=self.into) for c in put
        )
        return Effect(put=tuple(put), events=tuple(events))
