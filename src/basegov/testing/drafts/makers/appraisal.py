"""Making appraisals: vectors of shares in which the evaluators that a rule means hold what it asks for."""

from __future__ import annotations

from basegov.rules.appraisal import AppraisalRule, AppraisalShare, Counted
from basegov.rules.evaluators import DecidesAlone
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.records import Node
from basegov.structure.selection import players
from basegov.structure.units import stands_for
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.parts import player
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated


def evaluators(rule: AppraisalRule, draft: Draft, subject: Node) -> tuple[Node, ...]:
    """Return those who play the part of the rule's evaluators for a subject, after making one where there is none."""
    if rule.role is not None:
        ids = players(draft.structure, subject.id, rule.role) or (player(draft, subject, rule.role, rule.evaluator).id,)
        return tuple(n for n in map(draft.structure.node, ids) if stands_for(n, rule.evaluator))
    asked = [a.evaluator for a in draft.structure.where(Appraisal, subject=subject.id)]
    known = tuple(n for n in map(draft.structure.node, dict.fromkeys(asked)) if stands_for(n, rule.evaluator))
    return known or tuple(draft.need(rule.evaluator)[:1])


@makes(AppraisalShare)
def appraisal_share(rule: AppraisalShare | DecidesAlone, draft: Draft) -> None:
    """Let the evaluators hold the share, each for itself or all together."""
    period = Period.ANNUAL if isinstance(rule.period, NotStated) else rule.period
    for subject in draft.need(rule.subject):
        found = evaluators(rule, draft, subject)
        for evaluator in found:
            draft.link(Appraisal(subject=subject.id, evaluator=evaluator.id, period=period), name_of(rule))
        groups = [(e,) for e in found] if rule.counted is Counted.EACH else [found]
        for group in groups:
            wanted = draft.aim(rule, rule.requirement.range, (subject.id, *(e.id for e in group)))
            draft.share(subject.id, period, (e.id for e in group), wanted, rule)
