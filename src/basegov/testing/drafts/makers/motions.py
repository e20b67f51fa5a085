"""Making motions: proposals that are answered, and vetoes that came too late to be passed over."""

from __future__ import annotations

import attrs

from basegov.dates import Date
from basegov.rules.motions import MotionAnswered, MotionRule, VetoRespected
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.records import Node
from basegov.structure.rights import rights_over, same_side
from basegov.terms import Strength
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.powers import grant, strong_enough
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth

EARLY, ANSWERED, LATE = (Date("2026-01-10"), Date("2026-01-20"), Date("2026-02-10"))
"""A day before a motion is carried out, that day, and a day after it."""

MATTER = "give_praise"
"""The matter of a motion when a rule does not say which: one of which rules over rights are not likely to speak."""


def _motions(rule: MotionRule, draft: Draft, kind: MotionKind) -> tuple[Motion, ...]:
    """Return the motions of a kind that a rule means, at least one; those of no stated kind become of it."""
    for motion in draft.found(rule.motions):
        if isinstance(motion.kind, NotStated):
            draft.put(attrs.evolve(motion, kind=kind))
    found = [motion for motion in draft.found(rule.motions) if motion.kind is kind]
    if not found:
        matter = {} if "matter" in rule.motions.where else {"matter": MATTER}
        draft.need(rule.motions, len(draft.found(rule.motions)) + 1, kind=kind, **matter)
    draft.close(rule.motions.kind)
    return tuple(motion for motion in draft.found(rule.motions) if motion.kind is kind)


@makes(MotionAnswered)
def motion_answered(rule: MotionAnswered, draft: Draft) -> None:
    """Let every motion of the kind be carried out or declined with reasons; for a miss without, or not answered."""
    for motion in _motions(rule, draft, rule.kind):
        if rule.obliges_from is not None:
            proposer, about = (draft.structure.node(id_) for id_ in (motion.proposer, motion.about))
            grant(draft, rule, proposer, about, motion.matter, strong_enough(rule.obliges_from))
            draft.close("right", about.id)
        done: tuple[MotionAnswer, ...] = (MotionAnswer.CARRIED_OUT,)
        if draft.misses(rule, motion.id):
            done = (draft.way_of((MotionAnswer.DECLINED, MotionAnswer.UNANSWERED)),)
            draft.one_of(motion, "with_reasons", (False,), rule)
        elif rule.reasons_suffice:
            done = (*done, MotionAnswer.DECLINED)
            draft.one_of(motion, "with_reasons", (True,), rule)
        draft.one_of(motion, "answer", done, rule)


@makes(VetoRespected)
def veto_respected(rule: VetoRespected, draft: Draft) -> None:
    """Let a veto come too late, or none at all; for a miss one before what was vetoed was carried out all the same."""
    draft.close("motion")
    for motion in _motions(rule, draft, MotionKind.PROPOSAL):
        misses = draft.misses(rule, motion.id)
        standing: list[str] = draft.once(("veto", rule, motion.id), list)
        if not standing and (misses or draft.whole(("too late", rule, motion.id), 0, 1)):
            standing.append(_veto(rule, draft, motion, EARLY if misses else LATE))
        if standing:
            draft.one_of(motion, "answer_date", (ANSWERED,), rule)
        if misses:
            draft.one_of(motion, "answer", (MotionAnswer.CARRIED_OUT,), rule)
            continue
        binding = [veto for veto in rule.vetoes(draft.structure, motion) if veto.date != LATE]
        rest = tuple(answer for answer in MotionAnswer if answer is not MotionAnswer.CARRIED_OUT or not binding)
        draft.one_of(motion, "answer", rest, rule)


def _veto(rule: VetoRespected, draft: Draft, motion: Motion, date: Date) -> str:
    """Make a veto against a motion, of somebody who has a right to it."""
    about = draft.structure.node(motion.about)
    holder = _who_vetoes(draft, motion, rule)
    grant(draft, rule, holder, about, motion.matter, strong_enough(Strength.VETO))
    draft.close("right", about.id)
    made = draft.create(
        Motion, kind=MotionKind.VETO, matter=motion.matter, about=motion.about, proposer=holder.id, date=date
    )
    return made.id


def _who_vetoes(draft: Draft, motion: Motion, rule: VetoRespected) -> Node:
    """Return who vetoes a motion: who has a right in the matter already, else a community; not the proposer."""
    rights = rights_over(draft.structure, motion.about, motion.matter, rule.object_scope)
    holders = [draft.structure.node(right.holder) for right in rights]
    found: list[Node] = [*holders, *draft.need("community"), *draft.need("street")]
    others = [n for n in found if same_side(draft.structure, n.id, motion.proposer) is not Truth.TRUE]
    return others[0]
