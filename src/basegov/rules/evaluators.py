"""Rules over evaluators: how many there are, whether each has a voice, who can decide alone."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count, Share
from basegov.reforms.changes import Change
from basegov.rules.appraisal import AppraisalRule, AppraisalShare, Counted
from basegov.rules.assessments import AssessmentRule, same_term
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.appraisal import Appraisal, Period, as_period, evaluators_are_listed
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup, stands_for
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth


@attrs.frozen(kw_only=True)
class VoiceRule(AssessmentRule):
    """What rules over who has a voice in an assessment have in common.

    Parameters
    ----------
    period : Period, optional
        In which round; not stated: in any.
    """

    period: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)

    def voices(self, structure: Structure, node: Node) -> Iterator[tuple[Node, Truth, Appraisal]]:
        """Yield every named evaluator of a subject, and whether it has a voice in the round: not known of no share."""
        for row in structure.where(Appraisal, subject=node.id):
            has = Truth.UNKNOWN if isinstance(row.share, NotStated) else row.share.within(Share("> 0%"))
            yield structure.node(row.evaluator), Truth.all([has, same_term(row.period, self.period)]), row

    def unnamed(self, structure: Structure, node: Node) -> bool:
        """Whether there may be evaluators who are not named."""
        return not evaluators_are_listed(structure, node.id)


def _limit(value: Any) -> Count | None:
    return None if value is None else Count(value)


@rule(en="number of evaluators", zh="考核主体数量")
@attrs.frozen(kw_only=True)
class EvaluatorCount(VoiceRule):
    """Each subject must be assessed by a certain number of evaluators of a kind.

    Predicate: ``|{evaluators of the kind that have a voice}|`` lies in the range. A group of units counts as its
    members. *Undetermined* while evaluators who are not named may be of the kind, and that decides.

    Parameters
    ----------
    evaluator : str
        Kind of evaluator, such as ``street``.
    at_least, at_most : Count, optional
        The range; give both for an exact number.

    Notes
    -----
    Used by HZ-036 (a department is assessed by streets) and XZ-018 (communities as evaluators of a team).
    """

    evaluator: str
    at_least: Count | None = attrs.field(default=None, converter=_limit)
    at_most: Count | None = attrs.field(default=None, converter=_limit)

    def __attrs_post_init__(self) -> None:
        low = None if self.at_least is None else self.at_least.low
        high = None if self.at_most is None else self.at_most.high
        if low is not None and high is not None and low > high:
            what = Text("at_least is more than at_most", "at_least 大于 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or "evaluator_count", what=what)])

    @property
    def measure(self) -> Measure:
        """How many evaluators of the kind there are."""
        who = kind_label(self.evaluator)
        return Measure("evaluators", "count", Text(f"evaluators ({who.en})", f"考核主体（{who.zh}）"))

    @property
    def requirement(self) -> Bound:
        """The range."""
        if self.at_least is None and self.at_most is None:
            return Bound(NOT_STATED)
        low = None if self.at_least is None else self.at_least.low
        return Bound(Count.between(low, None if self.at_most is None else self.at_most.high))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many evaluators of the kind a subject has."""
        sure: set[str] = set()
        maybe: set[str] = set()
        low = 0
        high = Count(0)
        evidence: list[Evidence] = []
        for evaluator, has, row in self.voices(structure, node):
            if has is Truth.FALSE or not stands_for(evaluator, self.evaluator):
                continue
            members = evaluator.members if isinstance(evaluator, UnitGroup) else (evaluator.id,)
            (sure if has is Truth.TRUE else maybe).update(members)
            evidence.append(Evidence(Text(evaluator.label, evaluator.label), row.source))
            if isinstance(evaluator, UnitGroup):
                left = _not_named(evaluator)
                high += left
                if has is Truth.TRUE:
                    low = max(low, len(members) + int(left.low or 0))
        # a member of a group that is not listed may be one that is named on its own
        low = max(low, len(sure))
        top = None if high.high is None or self.unnamed(structure, node) else len(sure | maybe) + high.high
        value = Count.between(low, top)
        who = kind_label(self.evaluator)
        words = Text(f"every {who.en} that assesses {node.label}", f"考核{node.label}的全部{who.zh}")
        missing = () if value.is_exact else (Missing(node.id, "appraisals", words),)
        return Measurement(value=value, missing=missing, evidence=tuple(evidence))


def _not_named(group: UnitGroup) -> Count:
    """Return how many members of a group are not listed."""
    if isinstance(group.count, NotStated):
        return Count.unknown() if not group.members else Count(0)
    low, high = group.count.low or 0, group.count.high
    listed = len(group.members)
    return Count.between(max(0, low - listed), None if high is None else max(0, high - listed))


@rule(en="each evaluator has a voice", zh="考核主体全覆盖")
@attrs.frozen(kw_only=True)
class EachEvaluates(VoiceRule):
    """Each of some evaluators must have a voice in the assessment of each subject.

    Predicate: ``share(subject, e) > 0`` for every evaluator e that is meant (or that plays the part for the subject). A
    group of units gives its members a voice. *Undetermined* while evaluators who are not named may be among them.

    Parameters
    ----------
    evaluators : Selector
        Who has to have a voice.
    role : Role, optional
        Only those that play this part for the subject, such as ``served``: the communities that a team serves.

    Notes
    -----
    Used by HZ-036 (every street in the assessment of the departments), XZ-018, XZ-019 (every community that a cleaning
    team serves) and BA-051.
    """

    evaluators: Selector = attrs.field(converter=as_selector)
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))

    @property
    def measure(self) -> Measure:
        """Those without a voice."""
        en, zh = self.evaluators.text("en"), self.evaluators.text("zh")
        return Measure("evaluators_without_voice", "set", Text(f"{en} without a voice", f"无评价权的{zh}"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("evaluator without a voice", "无评价权的考核主体"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return who has no voice in the assessment of one subject."""
        voices: dict[str, Truth] = {}
        open_groups = []
        for evaluator, has, _ in self.voices(structure, node):
            members = evaluator.members if isinstance(evaluator, UnitGroup) else ()
            for id_ in (evaluator.id, *members):
                voices[id_] = Truth.any([voices.get(id_, Truth.FALSE), has])
            if isinstance(evaluator, UnitGroup) and has is not Truth.FALSE and _not_named(evaluator).high != 0:
                open_groups.append(evaluator)
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        for one, meant in self._meant(structure, node):
            open_end = self.unnamed(structure, node) or any(
                isinstance(group.of, NotStated) or stands_for(one, group.of) for group in open_groups
            )
            has = Truth.any([voices.get(one.id, Truth.FALSE), Truth.UNKNOWN if open_end else Truth.FALSE])
            lacks = Truth.all([has.negated, meant])
            if lacks is Truth.FALSE:
                continue
            (known if lacks is Truth.TRUE else possible).append(Text(one.label, one.label))
            if lacks is Truth.UNKNOWN:
                words = Text(
                    f"the voice of {one.label} in the assessment of {node.label}",
                    f"{one.label}在{node.label}考核中的评价权",
                )
                missing.append(Missing(node.id, "appraisals", words))
        if self._more(structure, node):
            words = Text("evaluators that are not listed", "未列出的考核主体")
            possible.append(words)
            missing.append(Missing(node.id, "evaluators", words))
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing))

    def _meant(self, structure: Structure, node: Node) -> Iterator[tuple[Node, Truth]]:
        if self.role is not None:
            for one in map(structure.node, players(structure, node.id, self.role)):
                meant, _ = self.evaluators.match(structure, one)
                yield one, meant
            return
        selection = self.evaluators.select(structure)
        yield from ((one, Truth.TRUE) for one in selection.sure)
        yield from ((one, Truth.UNKNOWN) for one, _ in selection.unsure)

    def _more(self, structure: Structure, node: Node) -> bool:
        """Whether there may be further evaluators that are meant."""
        if self.role is not None:
            return not players(structure, node.id, self.role)
        selection = self.evaluators.select(structure)
        nobody = not selection.sure and not selection.unsure and not self.evaluators.lists_all(structure)
        return nobody or (selection.unlisted is not None and selection.unlisted.high != 0)


class Grade(enum.Enum):
    """What an evaluator can bring about alone: a pass, a fail, or whichever of the two it wants."""

    PASS = "pass"
    FAIL = "fail"
    EITHER = "either"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        return {"pass": "合格", "fail": "不合格", "either": "合格与否"}[self.value] if lang == "zh" else self.value


def _stated(value: Share | str | int | Fraction | NotStated) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


@rule(en="decides alone", zh="单独决定等次")
@attrs.frozen(kw_only=True)
class DecidesAlone(AppraisalRule):
    """An evaluator must be able to decide alone whether a subject passes (or must not be able to).

    Scores lie between 0 and 1 and count by share; who reaches `threshold` passes. An evaluator that holds the share s
    makes a subject pass against all others when ``s >= threshold``, and fail when ``s > 1 - threshold``.
    *Undetermined* while the shares that are still possible lie on both sides, or while no threshold is stated.

    Parameters
    ----------
    threshold : Share, optional
        The score from which on a subject passes.
    grade : Grade
        What has to be in its hand: ``pass``, ``fail`` or ``either``.
    able : bool
        Whether it must be able to, or must not be.
    counted : Counted
        Each evaluator of the kind for itself unless ``together`` is given.

    Notes
    -----
    Used with GL-034 and XZ-018: neither document states a threshold, so it is a parameter of the question.
    """

    threshold: Share | NotStated = attrs.field(default=NOT_STATED, converter=_stated)
    grade: Grade = attrs.field(default=Grade.EITHER, converter=Grade)
    able: bool = True
    counted: Counted = attrs.field(default=Counted.EACH, converter=Counted)

    def __attrs_post_init__(self) -> None:
        given = self.threshold
        if isinstance(given, Share) and (not given.is_exact or given.exact == 0):
            what = Text("threshold takes one share above 0", "threshold 须为大于 0 的单一比例")
            raise InputError([BAD_PARAMETERS(rule=self.id or "decides_alone", what=what)])

    @property
    def requirement(self) -> Bound:
        """The shares with which an evaluator can (or cannot) do it."""
        if isinstance(self.threshold, NotStated) or self.threshold.exact is None:
            return Bound(NOT_STATED)
        passes = Fraction(self.threshold.exact)
        fails = 1 - passes
        # as (share, more than it is needed); the fail needs strictly more
        bounds = {Grade.PASS: (passes, False), Grade.FAIL: (fails, True)}
        low, opened = bounds[self.grade] if self.grade in bounds else max(bounds.values())
        if self.able:
            return Bound(Share.between(low, None, low_open=opened))
        return Bound(Share.between(None, low, high_open=not opened))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the share of each evaluator in the assessment of each subject."""
        shares = AppraisalShare(
            id=self.id, subject=self.subject, evaluator=self.evaluator, role=self.role, counted=self.counted,
            period=self.period, source=self.source,
        )  # fmt: skip
        yield from shares.measurements(world)
