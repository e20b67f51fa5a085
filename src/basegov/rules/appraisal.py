"""Rules over appraisal shares: who must have how much of a say in whose assessment."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import ClassVar

import attrs

from basegov.errors import InputError
from basegov.diagnostics import BAD_PARAMETERS
from basegov.reforms.appraisal import AppraisalShareRaised
from basegov.reforms.changes import Change
from basegov.rules.contradictions import ShareDemand
from basegov.rules.requirements import Bound
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.appraisal import Appraisal, Period, ShareVector, share_vector
from basegov.structure.records import Node, kinds_of
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure, kind_label
from basegov.texts import Text
from basegov.values import NOT_STATED, Difference, NotStated, Share, Truth


class Counted(enum.Enum):
    """How several evaluators of the kind are counted: all together, or each for itself."""

    TOGETHER = "together"
    EACH = "each"


def _share(value: Share | str | NotStated | None) -> Share | NotStated | None:
    return value if value is None or isinstance(value, NotStated) else Share(value)


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
    period: Period | NotStated = attrs.field(
        default=NOT_STATED, converter=lambda p: p if isinstance(p, NotStated) else Period(p)
    )

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
        who = kind_label(self.evaluator)
        period = Text("", "") if isinstance(self.period, NotStated) else Text(f"{self.period.text('en')} ", self.period.text("zh"))
        return Measure(
            "appraisal_share", "share",
            Text(f"share of the {who.en} in the {period.en}appraisal", f"{who.zh}在{period.zh}考核中的权重"),
        )  # fmt: skip

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
            found = tuple(n for n in map(structure.node, ids) if self.evaluator in kinds_of(type(n)))
            return found, not found
        ids = tuple(dict.fromkeys(a.evaluator for a in structure.where(Appraisal, subject=node.id)))
        return tuple(n for n in map(structure.node, ids) if self.evaluator in kinds_of(type(n))), True

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
        named = {evaluator for evaluator, _ in vector.shares}
        absent = not group or any(e.id not in named for e in group)
        share = vector.held_by([e.id for e in group], others_may_belong=open_end or absent)
        return share, vector, bool(vector.shares)

    def missing_facts(
        self, structure: Structure, node: Node, group: tuple[Node, ...], period: Period | NotStated,
        *, recorded: bool, unstated: tuple[str, ...],
    ) -> tuple[Missing, ...]:  # fmt: skip
        """Return what has to be stated before the share is known."""
        missing = [
            Missing(node.id, field, Text(f"the {field} of {node.label}", f"{node.label}的 {field}")) for field in unstated
        ]
        who = kind_label(self.evaluator)
        if self.role is not None and not group:
            role = Text(self.role.text("en"), self.role.text("zh"))
            missing.append(
                Missing(node.id, self.role.value, Text(f"the {who.en} ({role.en}) of {node.label}", f"{node.label}的{role.zh}"))
            )
        words = "、".join(e.label for e in group)
        round_ = Text("", "") if isinstance(period, NotStated) else Text(f"{period.text('en')} ", period.text("zh"))
        names = Text(words or f"the {who.en}", words or who.zh)
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

    exactly: Share | NotStated | None = attrs.field(default=None, converter=_share)
    at_least: Share | NotStated | None = attrs.field(default=None, converter=_share)
    at_most: Share | NotStated | None = attrs.field(default=None, converter=_share)

    def __attrs_post_init__(self) -> None:
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            what = Text("exactly stands beside at_least or at_most", "exactly 不能与 at_least 或 at_most 并用")
            raise InputError([BAD_PARAMETERS(rule=self.id or "appraisal_share", what=what)])
        if isinstance(self.wanted, Share | NotStated):
            return
        what = Text("at_least is more than at_most", "at_least 大于 at_most")
        raise InputError([BAD_PARAMETERS(rule=self.id or "appraisal_share", what=what)])

    @property
    def wanted(self) -> Share | NotStated | None:
        """The range required; None when the parameters contradict each other."""
        given = [limit for limit in (self.exactly, self.at_least, self.at_most) if isinstance(limit, Share)]
        if not given:
            return NOT_STATED
        if isinstance(self.exactly, Share):
            return self.exactly
        low = self.at_least.low if isinstance(self.at_least, Share) else None
        high = self.at_most.high if isinstance(self.at_most, Share) else None
        try:
            return Share.between(low, high)
        except ValueError:
            return None

    @property
    def requirement(self) -> Bound:
        """The share required."""
        wanted = self.wanted
        return Bound(NOT_STATED if wanted is None else wanted)

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
            if applies is Truth.TRUE:
                period = "not stated" if isinstance(self.period, NotStated) else self.period.value
                holders = frozenset(e.id for e in group) or frozenset({f"any {self.evaluator}"})
                yield ShareDemand(node.id, node.label, period, holders, wanted, self.id)


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

    by: Share | NotStated = attrs.field(default=NOT_STATED, converter=lambda v: v if isinstance(v, NotStated) else Share(v))

    judges: ClassVar = "change"

    @property
    def measure(self) -> Measure:
        """By how much the share rises."""
        return Measure("appraisal_share_increase", "share", super().measure.what.format().__class__(
            f"rise of the {super().measure.what.en}", f"{super().measure.what.zh}的增加"
        ))  # fmt: skip

    @property
    def requirement(self) -> Bound:
        """More than nothing, or at least `by`."""
        if isinstance(self.by, Share):
            return Bound(Difference.build(self.by.low, None, kind=Share))
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
                rise = None if now is None or then is None else now.minus(then)
                raised = _raised(world, node.id, {e.id for e in group}, period)
                value = raised if rise is None else rise if raised is None else _narrower(rise, raised)
                subject = subject_of(node, *(group if self.counted is Counted.EACH else ()))
                missing = self.missing_facts(after, node, group, period, recorded=True, unstated=unstated)
                yield subject, Measurement(
                    value=value if value is not None else Difference.build(-1, 1, kind=Share),
                    missing=missing, applies=applies, evidence=_evidence(after, node, period),
                )  # fmt: skip


def _raised(change: Change, subject: str, group: set[str], period: Period | NotStated) -> Difference | None:
    """Return by how much the steps of a change say that they raised the share; None when none did."""
    events = [
        e for e in change.events
        if isinstance(e, AppraisalShareRaised) and e.subject == subject and e.evaluator in group and e.period == period
    ]  # fmt: skip
    if not events:
        return None
    low = sum(e.by.low or 0 for e in events)
    high = sum(1 if e.by.high is None else e.by.high for e in events)
    return Difference.build(low, high, low_open=any(e.by.low_open for e in events), kind=Share)


def _narrower(a: Difference, b: Difference) -> Difference:
    found = a.intersect(b)
    return Difference.build(
        found.low, found.high, low_open=found.low_open, high_open=found.high_open, kind=Share
    ) if found is not None else a  # fmt: skip


def _evidence(structure: Structure, node: Node, period: Period | NotStated) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            Text(
                f"{structure.node(a.evaluator).label} holds {a.share.text('en')}",
                f"{structure.node(a.evaluator).label}占 {a.share.text('zh')}",
            ),
            a.source_of("share"),
        )
        for a in structure.where(Appraisal, subject=node.id, period=period)
    )


def _listed(vector: ShareVector) -> str:
    return ", ".join(f"{evaluator} {share}" for evaluator, share in vector.shares)
