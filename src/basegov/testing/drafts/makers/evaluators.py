"""Making evaluators: as many of them as a rule asks for, each with a voice, and those who can decide alone."""

from __future__ import annotations

from basegov.quantities import Count, Share
from basegov.rules.evaluators import DecidesAlone, EachEvaluates, EvaluatorCount, VoiceRule
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.records import Node
from basegov.structure.selection import players
from basegov.structure.units import stands_for
from basegov.testing.drafts.counts import how_many
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.appraisal import appraisal_share
from basegov.testing.drafts.makers.parts import player
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth

makes(DecidesAlone)(appraisal_share)


def row_of(rule: VoiceRule, subject: Node, evaluator: Node) -> Appraisal:
    """Return the appraisal by which an evaluator has a voice in the round of a rule."""
    period = Period.ANNUAL if isinstance(rule.period, NotStated) else rule.period
    return Appraisal(subject=subject.id, evaluator=evaluator.id, period=period)


def speak(rule: VoiceRule, draft: Draft, subject: Node, evaluator: Node) -> None:
    """Give an evaluator a voice in the assessment of a subject."""
    row = draft.link(row_of(rule, subject, evaluator), name_of(rule))
    draft.share(subject.id, row.period, (evaluator.id,), Share("> 0%"), rule)


def hush(rule: VoiceRule, draft: Draft, subject: Node, evaluator: Node) -> None:
    """Give an evaluator no voice in the assessment of a subject, in any round of which the rule speaks."""
    draft.unlink(row_of(rule, subject, evaluator), name_of(rule))
    for row in draft.structure.where(Appraisal, subject=subject.id, evaluator=evaluator.id):
        if isinstance(rule.period, NotStated) or row.period == rule.period:
            draft.unlink(row, name_of(rule))


@makes(EvaluatorCount)
def evaluator_count(rule: EvaluatorCount, draft: Draft) -> None:
    """Let as many evaluators of the kind have a voice as lie in the range."""
    for subject in draft.need(rule.subject):
        wanted = draft.aim(rule, rule.requirement.range, subject.id)
        what = ("evaluators", subject.id, rule.period, rule.evaluator)
        number = how_many(draft, what, rule, None if wanted is None else Count(wanted))
        if draft.round == 0:
            continue
        rows = draft.structure.where(Appraisal, subject=subject.id)
        heard = dict.fromkeys(
            row.evaluator for row in rows if isinstance(rule.period, NotStated) or row.period == rule.period
        )
        of_kind = [n for n in map(draft.structure.node, heard) if stands_for(n, rule.evaluator)]
        free = 0
        while len(of_kind) < number:
            nodes = draft.need(rule.evaluator, number + free)
            able = [n for n in nodes if n not in of_kind and not draft.is_unwanted(row_of(rule, subject, n))]
            of_kind += able[: number - len(of_kind)]
            free += 1
        for evaluator in of_kind[:number]:
            speak(rule, draft, subject, evaluator)
        for evaluator in of_kind[number:]:
            hush(rule, draft, subject, evaluator)
        draft.close("appraisal", subject.id)
    draft.close(rule.subject.kind)


@makes(EachEvaluates)
def each_evaluates(rule: EachEvaluates, draft: Draft) -> None:
    """Give every evaluator that is meant a voice; for a miss one of them has none, or one of no weight."""
    for subject in draft.need(rule.subject):
        if rule.role is None:
            meant = draft.need(rule.evaluators)
        else:
            player(draft, subject, rule.role, rule.evaluators.kind)
            found = map(draft.structure.node, players(draft.structure, subject.id, rule.role))
            meant = tuple(n for n in found if rule.evaluators.match(draft.structure, n)[0] is Truth.TRUE)
        misses = draft.misses(rule, subject.id)
        if misses and not meant:
            raise draft.cannot_miss(rule)
        unheard = draft.pick(("unheard", rule.id, subject.id), meant).id if misses else None
        for evaluator in meant:
            if evaluator.id != unheard:
                speak(rule, draft, subject, evaluator)
            elif draft.way_of(("absent", "no weight")) == "absent":
                hush(rule, draft, subject, evaluator)
            else:
                _weigh_nothing(rule, draft, subject, evaluator)
        draft.close("appraisal", subject.id)
    draft.close(rule.subject.kind)
    if rule.role is None:
        draft.close(rule.evaluators.kind)


def _weigh_nothing(rule: EachEvaluates, draft: Draft, subject: Node, evaluator: Node) -> None:
    draft.link(row_of(rule, subject, evaluator), name_of(rule))
    for row in draft.structure.where(Appraisal, subject=subject.id, evaluator=evaluator.id):
        if isinstance(rule.period, NotStated) or row.period == rule.period:
            draft.share(subject.id, row.period, (evaluator.id,), Share("0%"), rule)
