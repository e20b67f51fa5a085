"""Making reforms as packages: the tags of their steps, their phases, the documents behind them."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.reforms.steering import HoldPhase
from basegov.reforms.steps import Step
from basegov.rules.packages import PackageTags, PhasesInOrder, StepsBacked, tags_of
from basegov.sources import Document, Source
from basegov.testing.drafts.changes import ChangeDraft, Interfere, nothing
from basegov.testing.drafts.chooser import value_in
from basegov.testing.drafts.makers.registry import makes
from basegov.texts import Text
from basegov.values import NOT_STATED

_STATED = "made"


@makes(PhasesInOrder)
def phases_in_order(rule: PhasesInOrder, draft: ChangeDraft) -> None:
    """Hold phase after phase, each as long as it is to last; for a miss one is out of order, or of another length."""
    phases = list(rule.phases)
    lengths = {phase: months for phase, months in rule.months.items() if phase in phases}
    missed = ""
    if draft.misses(rule):
        ways = [*(["order"] if len(phases) > 1 else []), *(["length"] if lengths else [])]
        if not ways:
            raise draft.cannot_miss(rule)
        missed = draft.way_of(ways)
    if missed == "order":
        phases = [phases[1], phases[0], *phases[2:]]
    for number, phase in enumerate(phases):
        months = value_in(draft.chooser, lengths[phase]) if phase in lengths else Count(1)
        if missed == "length" and phase == next(iter(lengths)):
            months = Count((months.exact or 0) + 1)
        held = HoldPhase(phase=phase, months=months, tag=phase)
        draft.then(("phase", phase), held, order=10 + number)


@makes(PackageTags)
def package_tags(rule: PackageTags, draft: ChangeDraft) -> None:
    """Give every step a part and every part a step; for a miss a part has none, or a step has none."""
    ways = [*(["part"] if rule.every else []), *(["step"] if rule.only else [])]
    misses = draft.misses(rule)
    if misses and not ways:
        raise draft.cannot_miss(rule)
    missed = draft.way_of(ways) if misses else ""

    def tagged(steps: list[Step]) -> list[Step]:
        phases = {s.phase for s in steps if isinstance(s, HoldPhase)}
        first = next((part for part in rule.parts if part not in phases), rule.parts[-1])
        found = [s if tags_of(s) & set(rule.parts) or not rule.only else _with_tag(s, first) for s in steps]
        lacking = [part for part in rule.parts if rule.every and part not in {t for s in found for t in tags_of(s)}]
        return found + [Interfere(what=f"{part} is begun", alter=nothing, tag=part) for part in lacking]

    def spoilt(steps: list[Step]) -> list[Step]:
        if missed == "step":
            return [_without_tags(steps[0], rule.parts), *steps[1:]]
        return [_without_tags(step, rule.parts[-1:]) for step in steps]

    draft.dress(("tags", rule.id), tagged)
    if missed:
        draft.dress(("no tags", rule.id), spoilt, last=True)
    draft.interfere("nothing", "nothing", nothing)


def _with_tag(step: Step, tag: str) -> Step:
    return attrs.evolve(step, tag=", ".join([*sorted(tags_of(step)), tag]))


def _without_tags(step: Step, parts: tuple[str, ...]) -> Step:
    return attrs.evolve(step, tag=", ".join(sorted(tags_of(step) - set(parts))))


@makes(StepsBacked)
def steps_backed(rule: StepsBacked, draft: ChangeDraft) -> None:
    """Let every step rest on a document of a status that counts; for a miss none does."""
    status = rule.statuses[0] if rule.statuses else NOT_STATED
    draft.documents[_STATED] = Document(_STATED, Text("A made document", "生成的文件"), status=status)
    misses = draft.misses(rule)
    if misses and rule.requirement.range.low == 0:  # type: ignore[attr-defined]
        raise draft.cannot_miss(rule)

    def sourced(steps: list[Step]) -> list[Step]:
        return [attrs.evolve(step, source=NOT_STATED if misses else Source(_STATED)) for step in steps]

    draft.dress(("sources", rule.id), sourced)
    draft.interfere("nothing", "nothing", nothing)
