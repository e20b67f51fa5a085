"""The scenario: a baseline, reforms and policies, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from basegov.casework.traces import Trace
from basegov.dates import Date
from basegov.policies import Policy, check
from basegov.reforms.accounts import Imbalance
from basegov.reforms.changes import Change, Stage
from basegov.reforms.events import Event
from basegov.reforms.reform import Reform
from basegov.rules.reports import Report
from basegov.scenarios.comparison import Comparison, compare
from basegov.structure.snapshot import Structure


def _reforms(value: Iterable[Reform]) -> tuple[Reform, ...]:
    return tuple(value)


def _policies(value: Iterable[Policy]) -> tuple[Policy, ...]:
    return tuple(value)


@attrs.define(frozen=True, slots=False, kw_only=True, eq=False)
class Scenario:
    """What if: a baseline, the reforms that are applied to it one after another, and the policies that judge.

    Parameters
    ----------
    baseline : Structure
        The structure to start from.
    reforms : tuple of Reform
        Applied in this order.
    policies : tuple of Policy
        By which it is judged.
    on : Date, optional
        The day for which the rules are asked; the date of the structure that is judged when left out.
    everywhere : bool
        Ask as if the policies were in force here, although they were made for another jurisdiction.
    trace : Trace, optional
        The log of cases that is judged with the structure on which it ran.
    """

    baseline: Structure
    reforms: tuple[Reform, ...] = attrs.field(default=(), converter=_reforms)
    policies: tuple[Policy, ...] = attrs.field(default=(), converter=_policies)
    on: Date | None = None
    everywhere: bool = False
    trace: Trace | None = None

    @cached_property
    def change(self) -> Change | None:
        """What the reforms do together; None when there are none.

        Raises
        ------
        ReformError
            When one of them cannot be applied.
        """
        return apply_all(self.reforms, self.baseline) if self.reforms else None

    @property
    def world(self) -> Structure | Change:
        """What is judged: the change, or the baseline when nothing changes."""
        return self.change or self.baseline

    def check(self) -> Report:
        """Judge the trace, else the change (the baseline when there is no reform).

        With a trace, rules over changes judge the change all the same.
        """
        if self.trace is None:
            return check(self.policies, self.world, self.on, everywhere=self.everywhere)
        report = check(self.policies, self.trace, self.on, everywhere=self.everywhere)
        if self.change is None:
            return report
        changed = check(self.policies, self.change, self.on, everywhere=self.everywhere)
        logged = [v for v in report if v.rule.judges == "trace"]
        others = [v for v in changed if v.rule.judges != "trace"]
        order = {rule: number for number, rule in enumerate(dict.fromkeys(v.rule for v in changed))}
        verdicts = sorted((*others, *logged), key=lambda v: order[v.rule])
        return attrs.evolve(changed, title=report.title, verdicts=tuple(verdicts))

    def compare(self) -> Comparison:
        """Compare the baseline with what the reforms make of it."""
        return compare(self.baseline, self.world, self.policies, on=self.on, everywhere=self.everywhere)


def apply_all(reforms: Iterable[Reform], before: Structure) -> Change:
    """Apply reforms one after another and return one change from the first state to the last, its steps in one count.

    Raises
    ------
    ReformError
        When one of them cannot be applied; nothing is applied then.
    """
    reforms = tuple(reforms)
    if len(reforms) == 1:
        return reforms[0].apply(before)
    at, done = before, 0
    events: list[Event] = []
    imbalances: list[Imbalance] = []
    stages: list[Stage] = []
    for reform in reforms:
        change = reform.apply(at)
        events += [attrs.evolve(event, step=event.step + done) for event in change.events]
        imbalances += change.imbalances
        stages += [attrs.evolve(stage, number=stage.number + done) for stage in change.stages]
        at, done = change.after, done + len(reform.steps)
    return Change(before, at, tuple(events), tuple(imbalances), stages=tuple(stages))
