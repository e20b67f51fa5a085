"""Rules over training: so many days a year, and induction for whoever is new."""

from __future__ import annotations

import attrs

from basegov.quantities import Number
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Holds, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.training import Training, training_days, was_trained
from basegov.texts import Text, say
from basegov.values import NotStated, Truth


@attrs.frozen(kw_only=True)
class TrainingRule(NodeRule):
    """What rules over training have in common.

    Parameters
    ----------
    people : Selector
        Who is trained: persons (``staff``) or groups (``staff_group``).
    kind : str
        Which kind of training.
    """

    people: Selector = attrs.field(converter=as_selector)
    kind: str

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.people


@rule(en="days of training", zh="年度培训天数")
@attrs.frozen(kw_only=True)
class TrainingDays(TrainingRule):
    """Each of some people must be trained for so many days in a year.

    Predicate: ``sum of days of that kind in the year >= at_least``. What is recorded of a group holds of everyone
    in it. *Undetermined* while days or years that decide are not stated, or trainings may be missing (an `Inventory` of
    ``training``).

    Parameters
    ----------
    year : int
        In which year.
    at_least : Number
        How many days.

    Notes
    -----
    Used by WH-068 (in principle three days a year: a soft clause, so falling short is a warning).
    """

    year: int
    at_least: Number = attrs.field(converter=Number)

    @property
    def measure(self) -> Measure:
        """For how many days."""
        return Measure("training_days", "days", Text(f"days of {self.kind} training", f"{self.kind} 培训天数"))

    @property
    def requirement(self) -> Requirement:
        """At least so many."""
        return Bound(self.at_least.upwards())

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return for how many days somebody was trained."""
        days = training_days(structure, node.id, self.kind, self.year)
        words = Text(f"the training of {node.label} in {self.year}", f"{node.label} {self.year} 年的培训情况")
        missing = () if days.is_exact else (Missing(node.id, "training", words),)
        return Measurement(value=days, missing=missing, evidence=_evidence(structure, node.id, self.kind))


@rule(en="trained", zh="参加培训")
@attrs.frozen(kw_only=True)
class Trained(TrainingRule):
    """Each of some people must have taken part in a kind of training.

    Predicate: there is a training of that kind. *Undetermined* while none is recorded and trainings are not all listed
    (an `Inventory` of ``training``).

    Notes
    -----
    Used by WH-067 (newly chosen community workers must take induction training).
    """

    @property
    def measure(self) -> Measure:
        """Whether they took part."""
        return Measure("trained", "truth", Text(f"{self.kind} training", f"{self.kind} 培训"))

    @property
    def requirement(self) -> Requirement:
        """They did."""
        return Holds(Text(f"there was {self.kind} training", f"已参加 {self.kind} 培训"), "not_trained")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether somebody took part."""
        answer = was_trained(structure, node.id, self.kind)
        words = Text(f"whether {node.label} took {self.kind} training", f"{node.label}是否参加 {self.kind} 培训")
        truth = Truth.UNKNOWN if isinstance(answer, NotStated) else Truth.of(answer)
        evidence = _evidence(structure, node.id, self.kind)
        return Measurement(value=truth, missing=(Missing(node.id, "training", words),), evidence=evidence)


def _evidence(structure: Structure, who: str, kind: str) -> tuple[Evidence, ...]:
    found = [t for t in structure.where(Training, who=who) if t.kind == kind]
    return tuple(
        Evidence(
            Text(
                f"{t.kind} {say(t.year, 'en')}: {say(t.days, 'en')} days",
                f"{say(t.year, 'zh')} 年 {t.kind}：{say(t.days, 'zh')} 天",
            ),
            t.source,
        )
        for t in found
    )  # fmt: skip
