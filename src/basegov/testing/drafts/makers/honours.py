"""Making honours, awards, bonuses and arrangements by which staff are assessed."""

from __future__ import annotations

import attrs

from basegov.dates import Date
from basegov.quantities import Yuan
from basegov.rules.honours import AwardWithin, BonusPaidOut, HonourDue, StaffAssessed
from basegov.structure.appraisal import Period
from basegov.structure.employment import ServiceSpell
from basegov.structure.honours import BonusPool, BonusShare, Honour, StaffAssessment
from basegov.terms import LEVELS
from basegov.testing.drafts.chooser import just_beyond
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NOT_STATED

_LONG_AGO = Date("1900-01-01")
_DAY = Date("2026-01-01")


@makes(HonourDue)
def honour_due(rule: HonourDue, draft: Draft) -> None:
    """Let people have served long enough and hold the honour; for a miss they do not hold it."""
    if not isinstance(draft.structure.date, Date):
        draft.structure = draft.structure.evolve(date=_DAY)
    for person in draft.need(rule.staff):
        draft.link(ServiceSpell(staff=person.id, since=_LONG_AGO), name_of(rule))
        honour = Honour(holder=person.id, honour=rule.honour)
        if draft.misses(rule, person.id):
            draft.unlink(honour, name_of(rule))
        else:
            draft.link(honour, name_of(rule))
    for kind in (rule.staff.kind, "service_spell", "honour"):
        draft.close(kind)


@makes(AwardWithin)
def award_within(rule: AwardWithin, draft: Draft) -> None:
    """Give awards within the limit and of the level; for a miss one is a yuan above it, or of the next lower level."""
    lower = [] if rule.level is None else [level for level in LEVELS.values() if not level.at_least(rule.level)]
    limit = Yuan.between(0, rule.at_most.high) if isinstance(rule.at_most, Yuan) else NOT_STATED
    ways = [*(["amount"] if isinstance(limit, Yuan) and limit.high is not None else []), *(["level"] if lower else [])]
    for holder in draft.need(rule.holder):
        missed = draft.misses(rule, holder.id)
        if missed and not ways:
            raise draft.cannot_miss(rule)
        way = draft.way_of(ways) if missed else ""
        draft.close("honour", holder.id)
        known = [h for h in draft.structure.where(Honour, holder=holder.id) if h.honour == rule.honour]
        for award in known or [draft.link(Honour(holder=holder.id, honour=rule.honour), name_of(rule))]:
            if isinstance(limit, Yuan):
                above = just_beyond(limit)[-1] if way == "amount" else limit
                draft.within(award, "amount", above, rule)
            if rule.level is not None:
                high_enough = [level for level in LEVELS.values() if level.at_least(rule.level)]
                nearest = sorted(lower, key=lambda level: abs(level.rank - rule.level.rank))  # type: ignore[union-attr]
                draft.one_of(award, "level", nearest if way == "level" else high_enough, rule)
    draft.close(rule.holder.kind)


@makes(BonusPaidOut)
def bonus_paid_out(rule: BonusPaidOut, draft: Draft) -> None:
    """Divide a pool to the last yuan, or leave one over, or give one too many."""
    for unit in draft.need(rule.unit):
        person = draft.need("staff", within=unit.id)[0]
        total = draft.whole(("bonus", unit.id, rule.year), 1000, 9999)
        share = total + (draft.way_of((-1, 1)) if draft.misses(rule, unit.id) else 0)
        draft.fill_all(
            [
                BonusPool(unit=unit.id, year=rule.year, total=Yuan(total)),
                BonusShare(unit=unit.id, year=rule.year, staff=person.id, amount=Yuan(share)),
            ]
        )
    for kind in (rule.unit.kind, "staff", "bonus_pool", "bonus_share"):
        draft.close(kind)


@makes(StaffAssessed)
def staff_assessed(rule: StaffAssessed, draft: Draft) -> None:
    """Assess people in every round, with all uses; for a miss a round, or a use, is lacking."""
    rounds = [p for p, wanted in ((Period.ANNUAL, rule.annual), (Period.MONTHLY, rule.regular)) if wanted]
    lacking = [*rounds, *rule.uses]
    for person in draft.need(rule.staff):
        missed = draft.misses(rule, person.id)
        if missed and not lacking:
            raise draft.cannot_miss(rule)
        without = draft.way_of(lacking) if missed else None
        held = [period for period in rounds or [Period.ANNUAL] if period is not without]
        if without in rounds:
            draft.unlink(StaffAssessment(subject=person.id, period=without), name_of(rule))
        for period in held:
            draft.link(StaffAssessment(subject=person.id, period=period, uses=()), name_of(rule))
            standing = draft.structure.find_record(StaffAssessment, (StaffAssessment, person.id, period))
            uses = tuple(use for use in rule.uses if use != without)
            known = standing.uses if standing is not None and isinstance(standing.uses, tuple) else ()
            if standing is not None and not set(uses) <= set(known):
                draft.put(attrs.evolve(standing, uses=tuple(dict.fromkeys((*known, *uses)))))
    for kind in (rule.staff.kind, "staff_assessment"):
        draft.close(kind)
