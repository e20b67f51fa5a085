"""Rules over appraisal shares: who must have how much of a say in whose assessment."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Difference, Share
from basegov.reforms.appraisal import AppraisalShareRaised
from basegov.reforms.changes import Change
from basegov.rules.contradictions import Reach, ShareDemand
from basegov.rules.nodes import unstated_fields
from basegov.rules.requirements import Bound
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.appraisal import Appraisal, Period, ShareVector, as_period, share_vector
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.structure.units import stands_for
from basegov.texts import NO_TEXT, Language, Text, say
from basegov.values import NOT_STATED, NotStated, Truth


class Counted(enum.Enum):
    """How several evaluators of the kind are counted: all together, or each for itself."""

    TOGETHER = "together"
    EACH = "each"


def _limit(value: Share | str | int | Fraction | NotStated | None) -> Share | NotStated | None:
    return value if value is None or isinstance(value, NotStated) else Share(value)


def _stated(value: Share | str | int | Fraction | NotStated) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


@attrs.frozen(kw_only=True)
class AppraisalRule(Rule):
    """What rules over appraisal shares have in common.

    Parameters
    ----------
    subject : Selector
        Who is appraised: a kind (``dispatched_agency``) or a description of nodes.
    evaluator : str
        Kind of evaluator whose share counts, such as ``street`` or ``community``.
    role : Role, optional
        Only evaluators that play this part for the subject count: its own street, the communities it serves.
        Left out, every evaluator of the kind counts.
    counted : Counted
        Whether several such evaluators are counted together or each for itself.
    period : Period, optional
        The round of appraisal of which the clause speaks; not stated: every recorded round.
    """

    subject: Selector = attrs.field(converter=as_selector)
    evaluator: str
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))
    counted: Counted = attrs.field(default=Counted.TOGETHER, converter=Counted)
    period: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)

    @property
    def scope(self) -> Scope:
        """Each subject, or each pair of subject and evaluator."""
        en, zh = self.subject.text("en"), self.subject.text("zh")
        if self.counted is Counted.EACH:
            who = kind_label(self.evaluator)
            return Scope(self.subject, Text(f"{en} and {who.en} that appraises it", f"{zh}与评价它的每个{who.zh}"))
        return Scope(self.subject, Text(en, zh))

    @property
    def measure(self) -> Measure:
        """The share held by the evaluators, as a part of the whole."""
        return Measure("appraisal_share", "share", self.share_words)

    @property
    def share_words(self) -> Text:
        """The share in words."""
        who, period = kind_label(self.evaluator), _round(self.period)
        return Text(f"share of the {who.en} in the {period.en}appraisal", f"{who.zh}在{period.zh}考核中的权重")

    def questions(self, structure: Structure) -> Iterator[tuple[Node, tuple[Node, ...], bool, Truth, tuple[str, ...]]]:
        """Yield subject, evaluators that count, whether others may count too, and whether the subject is meant."""
        selection = self.subject.select(structure)
        meant = [(node, Truth.TRUE, ()) for node in selection.sure]
        maybe = [(node, Truth.UNKNOWN, fields) for node, fields in selection.unsure]
        for node, applies, unstated in [*meant, *maybe]:
            evaluators, open_end = self._evaluators(structure, node)
            groups = [(e,) for e in evaluators] if self.counted is Counted.EACH and evaluators else [evaluators]
            for group in groups:
                yield node, group, open_end and self.counted is Counted.TOGETHER, applies, tuple(unstated)

    def _evaluators(self, structure: Structure, node: Node) -> tuple[tuple[Node, ...], bool]:
        """Return the evaluators that count for a subject, and whether one who is not named may count too."""
        if self.role is not None:
            ids = players(structure, node.id, self.role)
            found = tuple(n for n in map(structure.node, ids) if stands_for(n, self.evaluator))
            return found, not found
        ids = tuple(dict.fromkeys(a.evaluator for a in structure.where(Appraisal, subject=node.id)))
        return tuple(n for n in map(structure.node, ids) if stands_for(n, self.evaluator)), True

    def _periods(self, structure: Structure, node: Node) -> tuple[Period | NotStated, ...]:
        """Return the recorded rounds of which the clause speaks."""
        if not isinstance(self.period, NotStated):
            return (self.period,)
        recorded = dict.fromkeys(a.period for a in structure.where(Appraisal, subject=node.id))
        return tuple(recorded) or (NOT_STATED,)

    def held(
        self, structure: Structure, node: Node, group: tuple[Node, ...], period: Period | NotStated, *, open_end: bool
    ) -> tuple[Share | None, ShareVector, bool]:
        """Return what a group holds, the vector it is taken from, and whether a vector is recorded for the round."""
        vector = share_vector(structure, node.id, period)
        if not vector.shares and not isinstance(period, NotStated):
            unspecified = share_vector(structure, node.id, NOT_STATED)
            if unspecified.shares:
                return Share.unknown(), unspecified, False
        if not vector.shares:
            return Share.unknown(), vector, False
        ids = [e.id for e in group]
        absent = not group or not vector.names(ids)
        return vector.held_by(ids, others_may_belong=open_end or absent), vector, True

    def missing_facts(
        self, structure: Structure, node: Node, group: tuple[Node, ...], period: Period | NotStated,
        *, recorded: bool, unstated: tuple[str, ...],
    ) -> tuple[Missing, ...]:  # fmt: skip
        """Return what has to be stated before the share is known."""
        missing = [*unstated_fields(node, unstated)]
        who = kind_label(self.evaluator)
        if self.role is not None and not group:
            role = Text(
                f"the {who.en} ({self.role.text('en')}) of {node.label}", f"{node.label}的{self.role.text('zh')}"
            )
            missing.append(Missing(node.id, self.role.value, role))
        labels, round_ = tuple(e.label for e in group), _round(period)
        names = Text(say(labels, "en"), say(labels, "zh")) if labels else Text(f"the {who.en}", who.zh)
        missing.append(
            Missing(
                node.id, "appraisal",
                Text(
                    f"the share of {names.en} in the {round_.en}appraisal of {node.label}",
                    f"{names.zh}在{node.label}{round_.zh}考核中的权重",
                ),
            )
        )  # fmt: skip
        return tuple(missing)


@rule(en="appraisal share", zh="考核权重")
@attrs.frozen(kw_only=True)
class AppraisalShare(AppraisalRule):
    """The evaluators of a kind must hold a share of the appraisal of each subject.

    Predicate: ``share(subject, evaluators, period)`` lies in the range given by `exactly`, `at_least`, `at_most`.
    All shares of one subject and round come to one, so a share that is not recorded is known as what the others leave.
    *Undetermined* while the values still possible lie on both sides of the bound, or while the clause has no number.

    Parameters
    ----------
    exactly, at_least, at_most : Share, optional
        The share required. None of them: the document asks for a share and gives no number.

    Notes
    -----
    Used by GL-034 (street at least 60%, annual) and XZ-018 (community exactly 30% of its sanitation team).
    """

    exactly: Share | NotStated | None = attrs.field(default=None, converter=_limit)
    at_least: Share | NotStated | None = attrs.field(default=None, converter=_limit)
    at_most: Share | NotStated | None = attrs.field(default=None, converter=_limit)

    def __attrs_post_init__(self) -> None:
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            raise self._bad("exactly stands beside at_least or at_most", "exactly 不能与 at_least 或 at_most 并用")
        if isinstance(self.exactly, Share) and not self.exactly.is_exact:
            raise self._bad("exactly takes one share; give a bound as at_least or at_most", "exactly 须为单一比例")
        if isinstance(self.at_least, Share) and not (self.at_least.is_exact or self.at_least.high == Share.ceiling):
            raise self._bad("at_least takes a lower bound", "at_least 须为下限")
        if isinstance(self.at_most, Share) and not (self.at_most.is_exact or self.at_most.low == Share.floor):
            raise self._bad("at_most takes an upper bound", "at_most 须为上限")
        if self._range() is None:
            raise self._bad("at_least is more than at_most", "at_least 大于 at_most")

    def _bad(self, en: str, zh: str) -> InputError:
        return InputError([BAD_PARAMETERS(rule=self.id or "appraisal_share", what=Text(en, zh))])

    def _range(self) -> Share | NotStated | None:
        limits = [limit for limit in (self.exactly, self.at_least, self.at_most) if limit is not None]
        if not limits or any(isinstance(limit, NotStated) for limit in limits):
            return NOT_STATED  # a limit without a number leaves the answer open, whatever the other one says
        if isinstance(self.exactly, Share):
            return self.exactly
        low = self.at_least if isinstance(self.at_least, Share) else Share.unknown()
        high = self.at_most if isinstance(self.at_most, Share) else Share.unknown()
        try:
            return Share.between(low.low, high.high, low_open=low.low_open, high_open=high.high_open)
        except ValueError:
            return None

    @property
    def wanted(self) -> Share | NotStated:
        """The range required; not stated where the document gives no number."""
        found = self._range()
        return NOT_STATED if found is None else found

    @property
    def requirement(self) -> Bound:
        """The share required."""
        return Bound(self.wanted)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the share that the evaluators hold for each subject (and each evaluator, and each recorded round)."""
        structure = world if isinstance(world, Structure) else world.after
        for node, group, open_end, applies, unstated in self.questions(structure):
            for period in self._periods(structure, node):
                share, vector, recorded = self.held(structure, node, group, period, open_end=open_end)
                subject = subject_of(node, *(group if self.counted is Counted.EACH else ()))
                evidence = _evidence(structure, node, period)
                if share is None:
                    words = Text(
                        f"the recorded shares cannot come to the whole: {_listed(vector)}",
                        f"记录的权重无法合为整体：{_listed(vector)}",
                    )
                    yield subject, Measurement(value=Share.unknown(), contradiction=words, evidence=evidence)
                    continue
                missing = () if share.is_exact and not unstated else self.missing_facts(
                    structure, node, group, period, recorded=recorded, unstated=unstated
                )  # fmt: skip
                yield subject, Measurement(value=share, missing=missing, evidence=evidence, applies=applies)

    def share_demands(self, structure: Structure) -> Iterator[ShareDemand]:
        """Yield what the clause demands of each subject, for the search for contradictions."""
        wanted = self.wanted
        if not isinstance(wanted, Share) or not self.force.binds:
            return
        for node, group, _open_end, applies, _unstated in self.questions(structure):
            if applies is not Truth.TRUE:
                continue
            if self.role is None and self.counted is Counted.TOGETHER:
                reach = Reach.ALL
            else:
                reach = Reach.NAMED if group else Reach.UNKNOWN
            role = "" if self.role is None else self.role.value
            holders = frozenset(e.id for e in group)
            for period in self._periods(structure, node):
                word = "not stated" if isinstance(period, NotStated) else period.value
                yield ShareDemand(node.id, node.label, word, holders, wanted, self.id, self.evaluator, reach, role)


@rule(en="appraisal share rises", zh="考核权重增加")
@attrs.frozen(kw_only=True)
class AppraisalShareIncreases(AppraisalRule):
    """The share that the evaluators of a kind hold must be greater after a change than before.

    Predicate: ``share after - share before > 0`` (or at least `by`, where the document gives a number).
    A step that raises a share without a number settles it; otherwise it is *undetermined* while either share is open.

    Parameters
    ----------
    by : Share, optional
        The least increase, where one is stated.

    Notes
    -----
    Used by HZ-036 (the weight of the streets over the departments is increased; no number is stated).
    """

    by: Share | NotStated = attrs.field(default=NOT_STATED, converter=_stated)

    judges: ClassVar = "change"

    @property
    def measure(self) -> Measure:
        """By how much the share rises."""
        words = self.share_words
        return Measure("appraisal_share_increase", "share", Text(f"rise of the {words.en}", f"{words.zh}的增加"))

    @property
    def requirement(self) -> Bound:
        """More than nothing, or at least `by`."""
        if isinstance(self.by, Share):
            return Bound(Difference.build(self.by.low, None, low_open=self.by.low_open, kind=Share))
        return Bound(Difference.build(0, None, low_open=True, kind=Share))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the difference between the shares after and before for each subject."""
        if isinstance(world, Structure):
            return
        before, after = world.before, world.after
        for node, group, open_end, applies, unstated in self.questions(after):
            if node.id not in before:
                continue
            for period in self._periods(after, node):
                now, _, _ = self.held(after, node, group, period, open_end=open_end)
                group_then = tuple(e for e in group if e.id in before)
                then, _, _ = self.held(before, node, group_then, period, open_end=open_end)
                rise = (now or Share.unknown()).minus(then or Share.unknown())
                raised = _raised(world, node.id, {e.id for e in group}, period)
                value = rise if raised is None else rise.intersect(raised) or rise
                subject = subject_of(node, *(group if self.counted is Counted.EACH else ()))
                missing = self.missing_facts(after, node, group, period, recorded=True, unstated=unstated)
                yield (
                    subject,
                    Measurement(value=value, missing=missing, applies=applies, evidence=_evidence(after, node, period)),
                )


def _raised(change: Change, subject: str, group: set[str], period: Period | NotStated) -> Difference | None:
    """Return by how much the steps of a change say that they raised the share; None when none did."""
    events = [
        e for e in change.events
        if isinstance(e, AppraisalShareRaised) and e.subject == subject and e.evaluator in group and e.period == period
    ]  # fmt: skip
    if not events:
        return None
    total = Difference.build(0, 0, kind=Share)
    for event in events:
        total += event.by
    return total


def _round(period: Period | NotStated) -> Text:
    """Return the round as the beginning of a phrase; nothing while it is not stated."""
    return NO_TEXT if isinstance(period, NotStated) else Text(f"{period.text('en')} ", period.text("zh"))


def _evidence(structure: Structure, node: Node, period: Period | NotStated) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            Text(
                f"{structure.node(a.evaluator).label} holds {_said(a.share, 'en')}",
                f"{structure.node(a.evaluator).label}占 {_said(a.share, 'zh')}",
            ),
            a.source_of("share"),
        )
        for a in structure.where(Appraisal, subject=node.id, period=period)
    )


def _said(share: Share | NotStated, lang: Language) -> str:
    if isinstance(share, Share):
        return share.text(lang)
    return "未载明的权重" if lang == "zh" else "a share that is not stated"


def _listed(vector: ShareVector) -> str:
    return ", ".join(f"{evaluator} {share}" for evaluator, share in vector.shares)
