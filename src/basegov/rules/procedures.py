"""Rules over proposals to change units: what they state, and the stages they go through."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable
from typing import Any

import attrs

from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.reforms.procedures import AdjustmentProposed
from basegov.reforms.proposals import Merger
from basegov.rules.functions import Findings
from basegov.rules.mergers import MergerRule
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.functions import lists_all_about
from basegov.structure.procedures import (
    STATEMENTS,
    AdjustmentKind,
    AdjustmentProposal,
    ProcedureStage,
    proposals_for,
)
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NotStated, Truth, as_words, show

ANY_PROPOSAL = Selector(kind="adjustment_proposal")


class Extent(enum.Enum):
    """Whether all of some things are asked for, or one of them is enough."""

    ALL = "all"
    ANY = "any"

    def text(self, lang: Any = "en") -> str:
        """Return the word for it."""
        return {"all": "全部", "any": "任一"}[self.value] if lang == "zh" else self.value


def _statement(value: str) -> str:
    if value not in STATEMENTS:
        hint = Suggestion.build(value, STATEMENTS)
        raise NotFoundError([NO_SUCH_FIELD(kind=kind_label("adjustment_proposal"), field=value, hint=hint)])
    return value


def stated(found: Findings, proposal: AdjustmentProposal, field: str, asked: tuple[str, ...], extent: Extent) -> None:
    """Note what a proposal does not state in a field, of the words that are asked for."""
    has = getattr(proposal, field)
    what = Text(f"the {field} of {proposal.label}", f"{proposal.label}的 {field}")
    missing = Missing(proposal.id, field, what)
    if isinstance(has, NotStated):
        for word in asked:
            found.add(Truth.UNKNOWN, Text(word, word), missing)
        return
    if has:
        found.evidence.append(Evidence(Text(say(has, "en"), say(has, "zh")), proposal.source_of(field)))
    if extent is Extent.ANY:
        en, zh = " | ".join(asked), "、".join(asked)
        found.add(Truth.of(not set(asked) & set(has)), Text(en, zh))
        return
    for word in asked:
        found.add(Truth.of(word not in has), Text(word, word))


@rule(en="contents of a proposal", zh="调整方案内容")
@attrs.frozen(kw_only=True)
class ProposalStates(NodeRule):
    """Every selected proposal must state certain things in one of its fields: all of them, or any.

    Predicate: ``words subset of field(proposal)``, or, with ``extent: any``, that the two have something in common.
    *Undetermined* while the field is not stated.

    Parameters
    ----------
    field : str
        Which field: ``means``, ``factors``, ``principles``, ``arranges`` or ``improves``.
    words : tuple of str
        What it must state.
    extent : Extent
        ``all`` or ``any``.
    proposals : Selector
        Which proposals.

    Notes
    -----
    Used by BA-113 (means of optimising communities; the list is open, so it only says what may be chosen).
    """

    field: str = attrs.field(converter=_statement)
    words: tuple[str, ...] = attrs.field(converter=as_words)
    extent: Extent = attrs.field(default=Extent.ALL, converter=Extent)
    proposals: Selector = attrs.field(default=ANY_PROPOSAL, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The proposals."""
        return self.proposals

    @property
    def measure(self) -> Measure:
        """What is not stated."""
        return Measure(
            "not_in_proposal", "set", Text(f"what is not among its {self.field}", f"{self.field} 中缺少的内容")
        )

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text(f"gap in the {self.field} of a proposal", f"调整方案 {self.field} 的缺项"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what a proposal does not state."""
        found = Findings()
        if isinstance(node, AdjustmentProposal):
            stated(found, node, self.field, self.words, self.extent)
        return found.measurement


@rule(en="proposal behind a merger", zh="合并方案")
@attrs.frozen(kw_only=True)
class MergerProposed(MergerRule):
    """Every merger must rest on a proposal for its parts that states certain things.

    Predicate: some proposal to merge or to optimise concerns exactly the parts, and
    ``words subset of field(proposal)``; without a field, that there is a proposal. *Undetermined* while no such one is
    recorded and an `Inventory` does not say that all are, or while the field or the kind of proposal is not stated.

    Parameters
    ----------
    field : str, optional
        Which field: ``means``, ``factors``, ``principles``, ``arranges`` or ``improves``.
    words : tuple of str
        What it must state.

    Notes
    -----
    Used by WH-018 (three unities), WH-023 (six factors are considered), WH-026 (premises, staffing and funds are
    arranged with it), WH-027 (what is improved alongside).
    """

    field: str | None = attrs.field(default=None, converter=attrs.converters.optional(_statement))
    words: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def measure(self) -> Measure:
        """What is not stated."""
        return Measure("not_proposed", "set", Text("what the proposal for the merger lacks", "合并方案缺少的内容"))

    @property
    def requirement(self) -> NoneOf:
        """There must be nothing."""
        return NoneOf(Text("gap in the proposal for the merger", "合并方案的缺项"))

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Return what the proposal for a merger does not state."""
        found = Findings()
        drawn = [*proposals_for(world.before, merger.parts), *_drawn_up(world, merger)]
        proposals = [p for p in drawn if isinstance(p.kind, NotStated) or p.kind in _OF_MERGERS]
        known = ANY_PROPOSAL.lists_all(world.after)
        if not proposals:
            words = Text("a proposal for the merger", "合并方案")
            what = Text("whether there is a proposal for the merger, and what it states", "是否有合并方案及其内容")
            missing = Missing(merger.id, "adjustment_proposal", what)
            found.add(Truth.TRUE if known else Truth.UNKNOWN, words, missing)
            return found.measurement
        best = [self._gaps(proposal, known=known) for proposal in proposals]
        return min(best, key=lambda gaps: (len(gaps.known), len(gaps.possible))).measurement

    def _gaps(self, proposal: AdjustmentProposal, *, known: bool) -> Findings:
        """Return what a proposal does not state; where it is perhaps not for the merger, another one may do so."""
        gaps = Findings()
        if self.field is not None:
            stated(gaps, proposal, self.field, self.words, Extent.ALL)
        if isinstance(proposal.kind, NotStated):
            if not known:
                gaps.known, gaps.possible = [], [*gaps.known, *gaps.possible]
            what = Text(f"what {proposal.label} is for", f"{proposal.label}的类型")
            words = Text(f"{proposal.label}, if it is not for the merger", f"{proposal.label}（若非合并方案）")
            gaps.add(Truth.UNKNOWN, words, Missing(proposal.id, "kind", what))
        return gaps


_OF_MERGERS = (AdjustmentKind.MERGE, AdjustmentKind.OPTIMISE)


def _drawn_up(world: Change, merger: Merger) -> list[AdjustmentProposal]:
    """Return the proposals for exactly the parts of a merger that the change itself has drawn up."""
    drawn = [e for e in world.events if isinstance(e, AdjustmentProposed) and {*e.units} == {*merger.parts}]
    found = (world.after.get(event.proposal) for event in drawn)
    return [proposal for proposal in found if isinstance(proposal, AdjustmentProposal)]


@attrs.frozen(kw_only=True)
class StageAsked:
    """A stage that a proposal has to go through.

    Parameters
    ----------
    stage : str
        Which stage.
    by : Selector, optional
        Who goes through it.
    led_by : Selector, optional
        Under whose leadership.
    """

    stage: str
    by: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    led_by: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))

    _repr_pretty_ = show


def _asked(value: Iterable[StageAsked]) -> tuple[StageAsked, ...]:
    return tuple(value)


@rule(en="stages of a procedure", zh="调整程序")
@attrs.frozen(kw_only=True)
class StagesHeld(NodeRule):
    """Every selected proposal must have gone through certain stages, one after the other, by those who are to do so.

    Predicate: each stage is recorded; the days of two stages, or their numbers where the days do not tell, are not the
    wrong way round; who went through it, and who led, is as asked. *Undetermined* while a stage is not recorded and not
    all of them are listed (an `Inventory` of ``procedure_stage``), or while order, actor or leader are not stated.

    Parameters
    ----------
    stages : tuple of StageAsked
        The stages in their order.
    proposals : Selector
        Which proposals.

    Notes
    -----
    Used by BA-115 (survey, report, proposals), WH-032 (survey, plan and implementation under the leadership of the
    street party working committee), and by the laws on residents' and villagers' committees.
    """

    stages: tuple[StageAsked, ...] = attrs.field(converter=_asked)
    proposals: Selector = attrs.field(default=ANY_PROPOSAL, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The proposals."""
        return self.proposals

    @property
    def measure(self) -> Measure:
        """What is amiss in the procedure."""
        return Measure("procedure_amiss", "set", Text("what is amiss in the procedure", "程序问题"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("stage left out, out of order or by somebody else", "缺失、颠倒或主体不符的环节"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is amiss."""
        found = Findings()
        held = {stage.stage: stage for stage in structure.where(ProcedureStage, of=node.id)}
        listed = lists_all_about(structure, node.id, "procedure_stage")
        for asked in self.stages:
            stage = held.get(asked.stage)
            if stage is None:
                what = Text(f"whether {node.label} went through {asked.stage}", f"{node.label}是否经过 {asked.stage}")
                missing = Missing(node.id, "procedure_stage", what)
                found.add(Truth.TRUE if listed else Truth.UNKNOWN, Text(asked.stage, asked.stage), missing)
                continue
            for field, wanted in (("by", asked.by), ("led_by", asked.led_by)):
                if wanted is not None:
                    self._actor(structure, node, stage, field, wanted, found)
        known = [held[asked.stage] for asked in self.stages if asked.stage in held]
        for (place, earlier), (next_, later) in itertools.combinations(enumerate(known), 2):
            answer = wrong_way_round(earlier, later)
            if next_ > place + 1 and answer is not Truth.TRUE:
                continue  # the stages between tell the order of these two
            words = Text(f"{later.stage} before {earlier.stage}", f"{later.stage} 早于 {earlier.stage}")
            what = Text(f"when {earlier.stage} and {later.stage} were", f"{earlier.stage} 与 {later.stage} 的先后")
            found.add(answer, words, Missing(node.id, "on", what))
        return found.measurement

    @staticmethod
    def _actor(
        structure: Structure, node: Node, stage: ProcedureStage, field: str, wanted: Selector, found: Findings
    ) -> None:
        who = getattr(stage, field)
        role = Text("by" if field == "by" else "led by", "实施主体" if field == "by" else "领导主体")
        if isinstance(who, NotStated):
            answer, label = Truth.UNKNOWN, Text("not stated", "未载明")
        else:
            actor = structure.node(who)
            answer = wanted.match(structure, actor)[0].negated
            label = Text(actor.label, actor.label)
        words = Text(f"{stage.stage} {role.en} {label.en}", f"{stage.stage}的{role.zh}为{label.zh}")
        en = f"who it was: {stage.stage} of {node.label}, {role.en}"
        what = Text(en, f"{node.label}“{stage.stage}”环节的{role.zh}")
        found.add(answer, words, Missing(node.id, field, what))


def wrong_way_round(earlier: ProcedureStage, later: ProcedureStage) -> Truth:
    """Say whether a stage that has to come later came first: by days where these tell it, else by numbers."""
    if not isinstance(earlier.on, NotStated) and not isinstance(later.on, NotStated):
        if later.on.last < earlier.on.first:
            return Truth.TRUE
        if earlier.on.last <= later.on.first:
            return Truth.FALSE
    first, second = earlier.number, later.number
    if isinstance(first, Count) and isinstance(second, Count):
        if second.high is not None and first.low is not None and second.high < first.low:
            return Truth.TRUE
        if first.high is not None and second.low is not None and first.high <= second.low:
            return Truth.FALSE
    return Truth.UNKNOWN
