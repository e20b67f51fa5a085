"""Rules over motions on record: what obliges has to be answered, and a veto has to be heeded."""

from __future__ import annotations

import attrs

from basegov.dates import Date
from basegov.rules.listing import Found
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.records import Node
from basegov.structure.rights import all_rights_listed, covering, reaches, rights_over, same_side
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import Strength
from basegov.texts import Text, say
from basegov.values import NotStated, Truth


def proposer_may(
    structure: Structure, motion: Motion, wanted: Strength, conditions: tuple[str, ...] | None, scope: str | None
) -> Found:
    """Say whether who made a motion has a right of a strength in its matter over what it concerns."""
    answers = [
        Truth.all([
            same_side(structure, right.holder, motion.proposer),
            reaches(right, wanted, conditions=conditions),
        ])
        for right in rights_over(structure, motion.about, motion.matter, scope)
    ]  # fmt: skip
    open_end = Truth.FALSE if all_rights_listed(structure, motion.about) else Truth.UNKNOWN
    answer = Truth.any([*answers, open_end])
    if answer is not Truth.UNKNOWN:
        return Found(answer)
    who, about = structure.node(motion.proposer).label, structure.node(motion.about).label
    words = Text(
        f"the strength of the right of {who} in {motion.matter} over {about}",
        f"{who}对{about}在 {motion.matter} 事项上的权利强度",
    )
    return Found(answer, (Missing(motion.about, "right", words),))


def _strength(value: Strength | str | None) -> Strength | None:
    return None if value is None else Strength(value)


@attrs.frozen(kw_only=True)
class MotionRule(NodeRule):
    """What rules over motions have in common.

    Parameters
    ----------
    motions : Selector
        Which motions, for instance those with one matter: ``{kind: motion, where: {matter: dismiss}}``.
    conditions : tuple of str, optional
        What is the case; a right with a further condition does not carry a motion then. Left out: it does.
    object_scope : str, optional
        In which part of the object the right has to lie, where it is one over a part.
    """

    motions: Selector = attrs.field(default=Selector(kind="motion"), converter=as_selector)
    conditions: tuple[str, ...] | None = attrs.field(default=None, converter=attrs.converters.optional(tuple))
    object_scope: str | None = None

    @property
    def selector(self) -> Selector:
        """The motions."""
        return self.motions


@rule(en="motion answered", zh="动议答复")
@attrs.frozen(kw_only=True)
class MotionAnswered(MotionRule):
    """The addressee must carry out what a motion asks, or decline it with reasons.

    Predicate: ``carried_out or (declined and with_reasons)`` for each motion of the kind whose proposer has a right of
    the strength that obliges. A decisive proposal does not move the decision; it makes this duty. *Not applicable* for
    other kinds of motion and for proposers whose right is weaker. *Undetermined* while the motion waits for an answer
    (no time limit is stated), while the answer or whether it had reasons is not stated, or while the right is open.

    Parameters
    ----------
    kind : MotionKind
        Of which kind: ``proposal`` or ``call``.
    obliges_from : Strength, optional
        From which strength on the right of the proposer obliges; left out: every motion of the kind obliges.
    reasons_suffice : bool
        Whether declining with reasons is enough; otherwise only carrying it out is.

    Notes
    -----
    Used by BA-052 (a decisive proposal to the sending unit; the reading that it may decline with reasons is ours) and
    GL-036 (when the street calls, departments report: calls, for which reasons do not suffice).
    """

    kind: MotionKind = attrs.field(default=MotionKind.PROPOSAL, converter=MotionKind)
    obliges_from: Strength | None = attrs.field(default=None, converter=_strength)
    reasons_suffice: bool = True

    @property
    def measure(self) -> Measure:
        """Whether the addressee did its duty."""
        return Measure("motion_answered", "truth", Text("answer to the motion", "动议的答复"))

    @property
    def requirement(self) -> Requirement:
        """It did."""
        if self.reasons_suffice:
            words = Text("it was carried out, or declined with reasons", "已落实，或说明理由后未采纳")
        else:
            words = Text("it was carried out", "已落实")
        return Holds(words, "duty_not_done")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether a motion was answered as it has to be."""
        if not isinstance(node, Motion):
            return Measurement(value=Truth.UNKNOWN, applies=Truth.FALSE)
        is_kind = Truth.UNKNOWN if isinstance(node.kind, NotStated) else Truth.of(node.kind is self.kind)
        obliges = Found(Truth.TRUE)
        if self.obliges_from is not None:
            obliges = proposer_may(structure, node, self.obliges_from, self.conditions, self.object_scope)
        done = self._done(node)
        missing = list(obliges.missing)
        if is_kind is Truth.UNKNOWN:
            missing.append(_kind_of(node))
        if done is Truth.UNKNOWN:
            field = "with_reasons" if node.answer is MotionAnswer.DECLINED else "answer"
            who = structure.node(node.addressee).label if isinstance(node.addressee, str) else "—"
            words = Text(f"the answer of {who} to {node.label}", f"{who}对{node.label}的答复")
            missing.append(Missing(node.id, field, words))
        answer = Text(say(node.answer, "en"), say(node.answer, "zh"))
        return Measurement(
            value=done, applies=Truth.all([is_kind, obliges.truth]), missing=tuple(missing),
            evidence=(Evidence(answer, node.source_of("answer")),),
        )  # fmt: skip

    def _done(self, motion: Motion) -> Truth:
        if isinstance(motion.answer, NotStated) or motion.answer is MotionAnswer.PENDING:
            return Truth.UNKNOWN
        if motion.answer is MotionAnswer.CARRIED_OUT:
            return Truth.TRUE
        if motion.answer is MotionAnswer.DECLINED and self.reasons_suffice:
            return Truth.of(motion.with_reasons)
        return Truth.FALSE


@rule(en="veto respected", zh="否决有效")
@attrs.frozen(kw_only=True)
class VetoRespected(MotionRule):
    """Nothing may be carried out against the veto of a holder that has a veto, whoever decides it.

    Predicate: for every proposal carried out there is no veto on record in the same matter about the same person (or
    the group in which the person is counted), made before, by a holder whose right is at least a veto.
    *Undetermined* while the answer to the proposal, the dates of both, or the right of the vetoing holder leave it
    open, or while motions that are not recorded may exist. A veto without the right does not bind.

    Notes
    -----
    Used by BA-053 (veto over promotion in post and in treatment of staff sent down).
    """

    @property
    def measure(self) -> Measure:
        """The vetoes that were passed over."""
        return Measure(
            "vetoes_passed_over", "set", Text("vetoes against which it was carried out", "落实时未尊重的否决")
        )

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("veto against which it was carried out", "未被尊重的否决"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the vetoes against which a proposal was carried out."""
        if not isinstance(node, Motion) or node.kind in (MotionKind.VETO, MotionKind.CALL):
            return Measurement(value=SetValue(), applies=Truth.FALSE, detail=Text("it is no proposal", "并非建议"))
        applies = Truth.UNKNOWN if isinstance(node.kind, NotStated) else Truth.TRUE
        carried_out = _carried_out(node)
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        evidence: list[Evidence] = []
        vetoes = self.vetoes(structure, node) if carried_out is not Truth.FALSE else []
        for veto in vetoes:
            may = proposer_may(structure, veto, Strength.VETO, self.conditions, self.object_scope)
            is_veto = Truth.UNKNOWN if isinstance(veto.kind, NotStated) else Truth.TRUE
            before = _came_before(veto, node)
            answer = Truth.all([carried_out, may.truth, is_veto, before])
            words = Text(veto.label, veto.label)
            evidence.append(Evidence(words, veto.source))
            if answer is Truth.TRUE:
                known.append(words)
            elif answer is Truth.UNKNOWN:
                possible.append(words)
                missing += (*may.missing, *_open_facts(veto, is_veto, before))
        if carried_out is not Truth.FALSE and not Selector(kind="motion").lists_all(structure):
            possible.append(Text("vetoes that are not recorded", "未载明的否决"))
            words = Text("whether all motions are listed", "动议是否已全部列出")
            missing.append(Missing(structure.id, "motion", words))
        if applies is Truth.UNKNOWN:
            missing.append(_kind_of(node))
        if carried_out is Truth.UNKNOWN and possible:
            words = Text(f"whether {node.label} was carried out", f"{node.label}是否已落实")
            missing.append(Missing(node.id, "answer", words))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), applies=applies, missing=tuple(missing),
            evidence=tuple(evidence),
        )  # fmt: skip

    def vetoes(self, structure: Structure, motion: Motion) -> list[Motion]:
        """Return the motions that are, or may be, a veto in the matter of another one about the same person."""
        return [
            other
            for about in covering(structure, motion.about)
            for other in structure.where(Motion, about=about, matter=motion.matter)
            if other.id != motion.id and (isinstance(other.kind, NotStated) or other.kind is MotionKind.VETO)
        ]


def _carried_out(motion: Motion) -> Truth:
    if isinstance(motion.answer, NotStated):
        return Truth.UNKNOWN
    return Truth.of(motion.answer is MotionAnswer.CARRIED_OUT)


def _came_before(veto: Motion, motion: Motion) -> Truth:
    """Say whether a veto was made no later than the proposal was carried out."""
    made, done = veto.date, motion.answer_date
    if not isinstance(made, Date) or not isinstance(done, Date):
        return Truth.UNKNOWN
    if made.last <= done.first:
        return Truth.TRUE
    return Truth.FALSE if made.first > done.last else Truth.UNKNOWN


def _open_facts(veto: Motion, is_veto: Truth, before: Truth) -> list[Missing]:
    """Return what is not stated of a veto on which it depends whether it was passed over."""
    missing = [_kind_of(veto)] if is_veto is Truth.UNKNOWN else []
    if before is Truth.UNKNOWN:
        words = Text(f"whether {veto.label} came before it was carried out", f"{veto.label}是否在落实之前提出")
        missing.append(Missing(veto.id, "date", words))
    return missing


def _kind_of(motion: Motion) -> Missing:
    return Missing(motion.id, "kind", Text(f"the kind of {motion.label}", f"{motion.label}的类别"))
