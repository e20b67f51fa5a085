"""Making changes in which a rule holds after every step, or is broken in between and mended again."""

from __future__ import annotations

from collections.abc import Iterable

from basegov.reforms.steps import Step
from basegov.reforms.together import Together
from basegov.rules.stages import AtAllTimes
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import Alter, ChangeDraft, Interfere, nothing
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import call_makers, maker_of, makes


@makes(AtAllTimes)
def at_all_times(rule: AtAllTimes, draft: ChangeDraft) -> None:
    """Let the other rule be met before and after every step; for a miss somebody breaks it and mends it again.

    Where it judges changes, all steps are one, so that there is nothing in between; for a miss the change breaks it.
    """
    missed = draft.misses(rule)
    if rule.of.judges != "structure":
        target, draft.target = draft.target, rule.of if missed else draft.target
        try:
            maker_of(rule.of)(rule.of, draft)
        finally:
            draft.target = target
        draft.dress((name_of(rule), "together"), _together, last=True)
        return
    maker_of(rule.of)(rule.of, draft)
    if not missed:
        draft.then((name_of(rule), "a step"), Interfere(what="nothing", alter=nothing), order=1)
        return
    broken = _broken(rule, draft)
    draft.then((name_of(rule), "breaks"), Interfere(what="somebody breaks it", alter=_become(broken)), order=1)
    draft.then(
        (name_of(rule), "mends"),
        lambda before: Interfere(what="somebody mends it", alter=_become(before)),
        order=2,
    )


def _together(steps: list[Step]) -> list[Step]:
    return [Together(steps=steps)] if len(steps) > 1 else steps


def _broken(rule: AtAllTimes, draft: ChangeDraft) -> Structure:
    """Return a structure that misses the other rule, in one of the ways in which it can be missed."""

    def made() -> Structure:
        inner = Draft((rule.of,), draft.chooser, target=rule.of, way=draft.way, date=draft.structure.date)
        call_makers(inner)
        draft.ways = max(draft.ways, inner.ways)
        return inner.settled()

    return draft.once((name_of(rule), "broken"), made)


def _become(wanted: Structure) -> Alter:
    """Return what makes a structure hold the records of another one, and no others."""

    def alter(after: Structure) -> tuple[Iterable[Record], Iterable[Record]]:
        put, gone = wanted.changes_since(after)
        kept = {(type(record), record.key) for record in put}
        return put, [record for record in gone if (type(record), record.key) not in kept]

    return alter
