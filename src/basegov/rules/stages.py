"""Rules that hold at all times: asked after every step of a reform, so that the first step that breaks one is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs

from basegov.errors import BasegovError, Diagnostic
from basegov.reforms.changes import Change, Stage
from basegov.reforms.reform import balanced
from basegov.reforms.steps import Step
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule
from basegov.rules.verdicts import Measurement, Missing, Outcome, SetValue, Subject, Verdict
from basegov.structure.snapshot import Structure
from basegov.texts import LANGUAGES, Text, say


@attrs.frozen
class Breach:
    """A step after which a rule does not hold, or may not hold.

    Parameters
    ----------
    stage : Stage
        The step.
    verdict : Verdict
        What the rule answers after it.
    """

    stage: Stage
    verdict: Verdict

    @property
    def words(self) -> Text:
        """The breach in words."""
        step, verdict = self.stage.step, self.verdict
        said = [
            say(verdict.measured, lang) + (f"（{verdict.detail.zh}）" if verdict.detail and lang == "zh" else "")
            + (f" ({verdict.detail.en})" if verdict.detail and lang == "en" else "")
            for lang in LANGUAGES
        ]  # fmt: skip
        return Text(
            f"step {self.stage.number} ({step.describe('en')}): {verdict.subject.text('en')} {said[0]}",
            f"第 {self.stage.number} 步（{step.describe('zh')}）：{verdict.subject.text('zh')} {said[1]}",
        )


def breaches(rule: Rule, change: Change) -> Iterator[Breach]:
    """Yield, step by step, what a rule answers where it is not kept; for a rule over changes, of the change so far.

    Each subject is yielded once: at the first step after which it is violated, and at the first after which it is
    undetermined.
    """
    seen: set[tuple[str, tuple[str, ...], Outcome]] = set()
    for stage, so_far in change.prefixes:
        world = so_far if rule.judges != "structure" else so_far.after
        for verdict in rule.check(world):
            key = (verdict.subject.id, verdict.subject.parts, verdict.outcome)
            if verdict.outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED) and key not in seen:
                seen.add(key)
                yield Breach(stage, verdict)


def first_breach(rule: Rule, change: Change) -> Breach | None:
    """Return the first step of a change after which a rule is surely broken; None when no step breaks it."""
    return next((b for b in breaches(rule, change) if b.verdict.outcome is Outcome.VIOLATED), None)


@rule(en="at all times", zh="动态保持")
@attrs.frozen(kw_only=True)
class AtAllTimes(Rule):
    """Another rule must hold not only in the end but after every step of a change, from the first on.

    Predicate: ``of`` is violated after none of the steps. A rule over structures is asked of the structure after each
    step, one over changes (a guarantee) of the change up to it, on the day of the reform to which the step belongs; so
    every later step inside the window of a guarantee is guarded, by whatever reform it comes. *Undetermined* while
    after some step it is undetermined and after none violated, or when the steps of a change are not known.

    Parameters
    ----------
    of : Rule
        The rule that has to hold at all times.

    Notes
    -----
    Used by GL-062 (the share of 30% is kept dynamically) and, as a guard on later steps, by WH-028 to WH-030.
    """

    of: Rule

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """The steps of the change."""
        return Scope(None, Text("every step of the change", "变更的每一步"))

    @property
    def measure(self) -> Measure:
        """Which steps break it."""
        what = self.of.measure.what
        return Measure("breaking_steps", "set", Text(f"steps that break: {what.en}", f"使其不符合的步骤：{what.zh}"))

    @property
    def requirement(self) -> Requirement:
        """None does."""
        wanted = self.of.requirement
        return NoneOf(Text(f"step without {wanted.text('en')}", f"使其不再{wanted.text('zh')}的步骤"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the steps after which the rule does not hold, each subject at the first of them."""
        if isinstance(world, Structure):
            return
        subject = Subject(world.after.id, world.after.name.in_("zh"))
        if not world.stages:
            words = Text("the steps that led from before to after", "由变更前到变更后的各步骤")
            missing = (Missing(world.after.id, "stages", words),)
            yield subject, Measurement(value=SetValue((), (words,)), missing=missing)
            return
        found = tuple(breaches(self.of, world))
        known = tuple(b.words for b in found if b.verdict.outcome is Outcome.VIOLATED)
        open_ = [b for b in found if b.verdict.outcome is Outcome.UNDETERMINED]
        facts = tuple(dict.fromkeys(m for b in open_ for m in b.verdict.missing))
        yield subject, Measurement(value=SetValue(known, tuple(b.words for b in open_)), missing=facts)


@attrs.frozen
class Choice:
    """A step that might be next, and what would come of it.

    Parameters
    ----------
    step : Step
        The step.
    breaks : tuple of Verdict
        What it would break that holds now.
    refused : tuple of Diagnostic
        Why it cannot be done at all, if so.
    """

    step: Step
    breaks: tuple[Verdict, ...] = ()
    refused: tuple[Diagnostic, ...] = ()

    @property
    def is_admissible(self) -> bool:
        """Whether it can be done and breaks nothing."""
        return not self.breaks and not self.refused


def look_ahead(structure: Structure, steps: Iterable[Step], rules: Iterable[Rule]) -> tuple[Choice, ...]:
    """Try each of several steps alone on a structure and say which are admissible under some rules.

    Rules over changes are asked of the change that the step makes. What was violated already is not held against a
    step, unless the step is what a rule over changes judges.

    Parameters
    ----------
    structure : Structure
        Where things stand.
    steps : iterable of Step
        What might be done next; each is tried from there, not after the others.
    rules : iterable of Rule
        What must not break.

    Returns
    -------
    tuple of Choice
        In the order of the steps.
    """
    rules = tuple(rules)
    now = {(r, v.subject.id) for r in rules for v in r.check(structure) if v.outcome is Outcome.VIOLATED}
    found = []
    for step in steps:
        try:
            effect = step.effect(structure)
            balanced(structure, effect)
            after = structure.evolve(put=effect.put, drop=effect.drop)
        except BasegovError as error:
            found.append(Choice(step, refused=error.diagnostics))
            continue
        change = Change(structure, after, effect.events, effect.imbalances, stages=(Stage(1, step, structure.date),))
        broken = tuple(
            v for r in rules for v in r.check(change)
            if v.outcome is Outcome.VIOLATED and (r, v.subject.id) not in now
        )  # fmt: skip
        found.append(Choice(step, broken))
    return tuple(found)
