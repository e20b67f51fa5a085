"""Rules over a reform as a package: the tags of its steps, its phases, the documents behind it."""

from __future__ import annotations

import abc
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, ClassVar

import attrs

from basegov.quantities import Count, Quantity, Share
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.reforms.steering import HoldPhase, PhaseHeld
from basegov.reforms.steps import Step, step_name
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule
from basegov.rules.verdicts import Measurement, Missing, SetValue, Subject
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import EMPTY, FrozenMap, NotStated, Truth, as_words


def tags_of(step: Step) -> frozenset[str]:
    """Return the tags of a step; several stand in one text, parted by blanks, commas or semicolons."""
    for mark in ",;，；":
        if mark in step.tag:
            return frozenset(part.strip() for part in step.tag.replace(mark, " ").split())
    return frozenset(step.tag.split())


@attrs.frozen(kw_only=True)
class PackageRule(Rule):
    """What rules over a reform as a package have in common.

    A change that was observed, without a reform, leaves them open: its steps are not known.
    """

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """The reform."""
        return Scope(None, Text("the reform", "改革"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of the reform."""
        if isinstance(world, Structure):
            return
        reform = world.reform
        if reform is None:
            what = Text("the steps of the change", "变更的步骤")
            subject = Subject(world.after.id, world.after.name.in_("zh"))
            unknown = Measurement(value=self.unknown, missing=(Missing(world.after.id, "steps", what),))
            yield subject, unknown
        else:
            yield Subject(reform.id, reform.name.in_("zh") or reform.id), self.found(world, reform)

    @property
    def unknown(self) -> SetValue | Quantity:
        """The value while the steps are not known."""
        return SetValue(possible=(Text("what the steps are", "各步骤"),))

    @abc.abstractmethod
    def found(self, world: Change, reform: Reform) -> Measurement:
        """Return what is measured of the reform."""


def _step_words(number: int, step: Step) -> Text:
    return Text(f"step {number} ({step_name(step)})", f"第 {number} 步（{step.describe('zh')}）")


@rule(en="parts of a package", zh="改革事项构成")
@attrs.frozen(kw_only=True)
class PackageTags(PackageRule):
    """Every step must belong to a part of the package, and every part must have a step.

    Predicate: ``tags(step) ∩ parts ≠ ∅`` for each step (`only`), and ``parts ⊆ ∪ tags(step)`` (`every`).
    *Undetermined* for a change of which the reform is not given.

    Parameters
    ----------
    parts : tuple of str
        The parts, as tags of steps.
    only : bool
        Whether every step must belong to one of them.
    every : bool
        Whether each of them must have a step.

    Notes
    -----
    Used by GL-004 (one and five), BA-016 (six settings), BA-035 (three sinkings), BA-103 (seven strengthenings); the
    four focuses of HZ-M0 are written the same way.
    """

    parts: tuple[str, ...] = attrs.field(converter=as_words)
    only: bool = True
    every: bool = True

    @property
    def measure(self) -> Measure:
        """Steps without a part and parts without a step."""
        return Measure("gaps_in_package", "set", Text("steps outside the parts and parts without a step", "构成缺口"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("step outside the parts, or part without a step", "未归入任何部分的步骤或没有步骤的部分"))

    def found(self, world: Change, reform: Reform) -> Measurement:
        """Return the gaps."""
        parts, known, covered = set(self.parts), [], set[str]()
        for number, step in enumerate(reform.steps, 1):
            mine = tags_of(step) & parts
            covered |= mine
            if self.only and not mine:
                known.append(_step_words(number, step))
        if self.every:
            known += [Text(f"part {p} has no step", f"“{p}”没有步骤") for p in self.parts if p not in covered]
        return Measurement(value=SetValue(tuple(known)))


def _months(value: Mapping[str, Any]) -> FrozenMap[str, Count]:
    return FrozenMap({phase: Count(months) for phase, months in value.items()})


@rule(en="phases in order", zh="推进阶段")
@attrs.frozen(kw_only=True)
class PhasesInOrder(PackageRule):
    """The phases of a reform must follow each other in the order given, none left out before a later one.

    Predicate: no step of a phase stands before a step of an earlier phase; a phase with steps has steps of every
    earlier phase before it; and a phase with a given length was held that long
    (:class:`basegov.reforms.steering.HoldPhase`). *Undetermined* while the length of a phase that was held is not
    stated.

    Parameters
    ----------
    phases : tuple of str
        The phases in order, as tags of steps.
    months : mapping of str to Count
        The length of phases, in months.

    Notes
    -----
    Used by BA-010 (three months of research, three of a pilot, then roll-out).
    """

    phases: tuple[str, ...] = attrs.field(converter=as_words)
    months: FrozenMap[str, Count] = attrs.field(default=EMPTY, converter=_months)

    @property
    def measure(self) -> Measure:
        """What is out of order."""
        return Measure("phases_out_of_order", "set", Text("what is out of order", "阶段顺序问题"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("phase out of order, left out or of another length", "次序颠倒、缺失或时长不符的阶段"))

    def found(self, world: Change, reform: Reform) -> Measurement:
        """Return what is out of order."""
        known: list[Text] = []
        possible: list[Text] = []
        place = {phase: at for at, phase in enumerate(self.phases)}
        latest, seen = -1, set[int]()
        for number, step in enumerate(reform.steps, 1):
            tags = tags_of(step) | ({step.phase} if isinstance(step, HoldPhase) else set())
            for at in sorted(place[tag] for tag in tags if tag in place):
                if at < latest:
                    known.append(_step_words(number, step))
                latest = max(latest, at)
                seen.add(at)
        last = max(seen, default=-1)
        left_out = [p for p in self.phases[:last] if place[p] not in seen]
        known += [Text(f"no step of the phase {p}", f"没有“{p}”阶段的步骤") for p in left_out]
        missing = []
        for phase, wanted in self.months.items():
            held = [e.months for e in world.events if isinstance(e, PhaseHeld) and e.phase == phase]
            if not held and place.get(phase, last) not in seen:
                continue  # it is left out, which is said already, or not reached yet
            total = (
                Count.total(Count.unknown() if isinstance(m, NotStated) else m for m in held)
                if held
                else Count.unknown()
            )
            answer = total.within(wanted)
            text = Text(
                f"{phase}: {total.text('en')} months instead of {wanted.text('en')}",
                f"{phase}：{total.text('zh')} 个月，应为 {wanted.text('zh')} 个月",
            )
            if answer is Truth.FALSE:
                known.append(text)
            elif answer is Truth.UNKNOWN:
                possible.append(text)
                what = Text(f"how many months the phase {phase} takes", f"“{phase}”阶段历时几个月")
                missing.append(Missing(reform.id, "months", what))
        applies = Truth.of(bool(seen))
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing), applies=applies)


def _share(value: Any) -> Share:
    return Share(value)


@rule(en="documents behind a reform", zh="改革文件依据")
@attrs.frozen(kw_only=True)
class StepsBacked(PackageRule):
    """A share of the steps of a reform must rest on a document that is given, of one of some statuses.

    Predicate: ``|{s : source(s) cites a document of such a status}| / |steps| >= at_least``. A step without a source of
    its own rests on that of the reform. *Undetermined* while the status of a document is not stated.

    Parameters
    ----------
    at_least : Share
        The share; all of them when left out.
    statuses : tuple of str
        Statuses that count (``in force``, ``trial``, ``revised``); any document when left out.

    Notes
    -----
    Used by the fictional district; WH-035 names documents on trial and revised ones.
    """

    at_least: Share = attrs.field(default=Share(1), converter=_share)
    statuses: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def measure(self) -> Measure:
        """The share of steps that rest on a document."""
        return Measure("steps_backed", "share", Text("share of steps that rest on a document", "有文件依据的步骤比例"))

    @property
    def requirement(self) -> Requirement:
        """At least the share."""
        return Bound(Share.between(self.at_least.low, 1))

    @property
    def unknown(self) -> SetValue | Quantity:
        """Any share."""
        return Share.between(0, 1)

    def found(self, world: Change, reform: Reform) -> Measurement:
        """Return the share."""
        documents = {d.key: d for d in (*world.after.documents, *reform.documents)}
        sure, may, missing = 0, 0, {}
        for step in reform.steps:
            source = reform.source if isinstance(step.source, NotStated) else step.source
            document = None if isinstance(source, NotStated) else documents.get(source.document)
            if document is None:
                continue
            if not self.statuses or document.status in self.statuses:
                sure += 1
            elif isinstance(document.status, NotStated):
                may += 1
                what = Text(f"the status of {document.key}", f"{document.key} 的状态")
                missing[document.key] = Missing(document.key, "status", what)
        steps = len(reform.steps)
        if not steps:
            return Measurement(value=self.unknown, applies=Truth.FALSE)
        value = Share.between(Fraction(sure, steps), Fraction(sure + may, steps))
        return Measurement(value=value, missing=tuple(missing.values()))
