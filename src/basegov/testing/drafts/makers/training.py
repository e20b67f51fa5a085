"""Making trainings: so many days a year, and of a kind at all."""

from __future__ import annotations

from basegov.dates import Date
from basegov.rules.training import Trained, TrainingDays
from basegov.structure.training import Training
from basegov.testing.drafts.counts import range_of
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.parts import aim_amount

USUAL_YEAR = 2026


def year_of(draft: Draft) -> int:
    """Return the year of which a draft speaks where no rule names one."""
    day = draft.structure.date
    return day.first.year if isinstance(day, Date) else USUAL_YEAR


@makes(TrainingDays)
def training_days(rule: TrainingDays, draft: Draft) -> None:
    """Train everybody for enough days in the year; for a miss for one day too few."""
    for person in draft.need(rule.people):
        training = draft.link(Training(who=person.id, kind=rule.kind, year=rule.year), name_of(rule))
        draft.within(training, "days", aim_amount(draft, rule, range_of(rule), person.id), rule)
        draft.close("training", person.id)
    draft.close(rule.people.kind)


@makes(Trained)
def trained(rule: Trained, draft: Draft) -> None:
    """Let everybody have taken part; for a miss somebody has no training of that kind, and all are listed."""
    for person in draft.need(rule.people):
        found = [t for t in draft.structure.where(Training, who=person.id) if t.kind == rule.kind]
        usual = Training(who=person.id, kind=rule.kind, year=year_of(draft))
        if draft.misses(rule, person.id):
            for training in [*found, usual]:
                draft.unlink(training, name_of(rule))
        else:
            draft.link(found[0] if found else usual, name_of(rule))
        draft.close("training", person.id)
    draft.close(rule.people.kind)
