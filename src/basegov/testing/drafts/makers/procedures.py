"""Making proposals to change units, with what they state and the stages they go through."""

from __future__ import annotations

from basegov.quantities import Count
from basegov.rules.procedures import Extent, MergerProposed, ProposalStates, StageAsked, StagesHeld
from basegov.structure.procedures import AdjustmentKind, AdjustmentProposal, ProcedureStage
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.merging import carried_out
from basegov.testing.drafts.makers.registry import makes


@makes(ProposalStates)
def proposal_states(rule: ProposalStates, draft: Draft) -> None:
    """Let every proposal state what is asked for; for a miss it lacks it."""
    for proposal in draft.need(rule.proposals):
        if draft.misses(rule, proposal.id):
            if not rule.words:
                raise draft.cannot_miss(rule)
            without = rule.words if rule.extent is Extent.ANY else rule.words[:1]
            draft.members(proposal, rule.field, rule, without=without, must=[w for w in rule.words if w not in without])
        else:
            must = rule.words[:1] if rule.extent is Extent.ANY else rule.words
            draft.members(proposal, rule.field, rule, must=must)
    draft.close(rule.proposals.kind)


@makes(MergerProposed)
def merger_proposed(rule: MergerProposed, draft: ChangeDraft) -> None:
    """Have a proposal for every merger that states what is asked for; for a miss none, or one that lacks it."""
    for parts in carried_out(draft, rule.unit):
        way = draft.way_of(_ways(rule, draft)) if draft.misses(rule, parts) else ""
        id_ = f"proposal-{parts[0]}"
        if way == "no proposal":
            continue
        if id_ not in draft.structure:
            draft.create(AdjustmentProposal, id_, parent=TOP, units=parts, kind=AdjustmentKind.MERGE)
        if rule.field is not None:
            without = rule.words[:1] if way == "gap" else ()
            node = draft.structure.node(id_)
            draft.members(node, rule.field, rule, must=rule.words[len(without) :], without=without)
    draft.close("adjustment_proposal")


def _ways(rule: MergerProposed, draft: ChangeDraft) -> list[str]:
    """Return the ways to miss a rule: a gap, and no proposal at all where no other rule asks for one."""
    others = any(isinstance(other, MergerProposed) and other is not rule for other in draft.rules)
    ways = [*([] if others else ["no proposal"]), *(["gap"] if rule.field is not None and rule.words else [])]
    if not ways:
        raise draft.cannot_miss(rule)
    return ways


@makes(StagesHeld)
def stages_held(rule: StagesHeld, draft: Draft) -> None:
    """Let every proposal go through the stages in order; for a miss one is lacking, out of order, or by another."""
    actors = any(asked.by is not None or asked.led_by is not None for asked in rule.stages)
    ways = ["lacking", *(["order"] if len(rule.stages) > 1 else []), *(["actor"] if actors else [])]
    for proposal in draft.need(rule.proposals):
        way = draft.way_of(ways) if draft.misses(rule, proposal.id) else ""
        wrong = next((asked for asked in rule.stages if asked.by is not None or asked.led_by is not None), None)
        for number, asked in enumerate(rule.stages, 1):
            if way == "lacking" and number == 1:
                draft.unlink(ProcedureStage(of=proposal.id, stage=asked.stage), name_of(rule))
                continue
            stage = draft.link(ProcedureStage(of=proposal.id, stage=asked.stage), name_of(rule))
            place = len(rule.stages) + 1 if way == "order" and number == 1 else number
            draft.one_of(stage, "number", (Count(place),), rule)
            _actors(rule, draft, stage, asked, spoilt=way == "actor" and asked is wrong)
    draft.close("procedure_stage")
    draft.close(rule.proposals.kind)


def _actors(rule: StagesHeld, draft: Draft, stage: ProcedureStage, asked: StageAsked, *, spoilt: bool) -> None:
    for field, wanted in (("by", asked.by), ("led_by", asked.led_by)):
        if wanted is None:
            continue
        if spoilt:
            other: Node = draft.need(Selector(kind="department", ids=("another-body",)))[0]
            if wanted.match(draft.structure, other)[0].value == "true":
                raise draft.cannot_miss(rule)
            draft.one_of(stage, field, (other.id,), rule)
            spoilt = False
        else:
            draft.one_of(stage, field, (draft.need(wanted)[0].id,), rule)
