"""A change: a before, an after, the events between them, and what became of what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from basegov.quantities import Difference
from basegov.reforms.accounts import ACCOUNTS, Imbalance, difference
from basegov.reforms.events import Event
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.dates import Date
    from basegov.reforms.reform import Reform
    from basegov.reforms.steps import Step


@attrs.frozen
class Lineage:
    """What became of what. A node that is in no pair stayed what it was.

    Parameters
    ----------
    stages : tuple of tuple of (str, str)
        For each step in turn, and for each stage of a step made of several, the pairs of ids before and after it; the
        pairs of one stage hold at the same time.
    """

    stages: tuple[tuple[tuple[str, str], ...], ...] = ()

    @classmethod
    def from_events(cls, events: Iterable[Event]) -> Lineage:
        """Gather the pairs of the events of each step and stage."""
        stages: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for event in events:
            stages.setdefault((event.step, event.stage), []).extend(event.lineage)
        return cls(tuple(tuple(stages[at]) for at in sorted(stages) if stages[at]))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All pairs, step by step."""
        return tuple(pair for stage in self.stages for pair in stage)

    def after(self, id: str) -> tuple[str, ...]:
        """Return what a node of the structure before became, followed through every step; itself when it stayed."""
        return _follow(id, self.stages)

    def before(self, id: str) -> tuple[str, ...]:
        """Return what a node of the structure after was made of; itself when it was there before."""
        return _follow(id, (tuple((new, old) for old, new in stage) for stage in reversed(self.stages)))


def _follow(id: str, stages: Iterable[tuple[tuple[str, str], ...]]) -> tuple[str, ...]:
    at: tuple[str, ...] = (id,)
    for stage in stages:
        became: dict[str, list[str]] = {}
        for old, new in stage:
            became.setdefault(old, []).append(new)
        at = tuple(dict.fromkeys(new for old in at for new in became.get(old, (old,))))
    return at


@attrs.frozen
class Stage:
    """One step that a change did, and the day on which it took effect.

    Parameters
    ----------
    number : int
        Number of the step, counted from 1 through all reforms that were applied together.
    step : Step
        The step.
    date : Date, optional
        The date of its reform.
    reform : str
        Id of its reform.
    """

    number: int
    step: Step
    date: Date | NotStated = NOT_STATED
    reform: str = ""


@attrs.define(frozen=True, slots=False, eq=False, repr=False)
class Change:
    """What a reform did to a structure.

    Parameters
    ----------
    before, after : Structure
        The two states. Both share what did not change.
    events : tuple of Event
        What happened, in order.
    imbalances : tuple of Imbalance
        What entered or left from outside, as the steps declared it.
    reform : Reform, optional
        The reform that was applied; None for a difference that was observed.
    stages : tuple of Stage
        The steps that led from before to after, in order; none for a difference that was observed.
    """

    before: Structure
    after: Structure
    events: tuple[Event, ...] = ()
    imbalances: tuple[Imbalance, ...] = ()
    reform: Reform | None = None
    stages: tuple[Stage, ...] = ()

    is_proposal: ClassVar[bool] = False

    @property
    def words(self) -> Text:
        """The change as a part of a title: after which reform."""
        name = self.reform.id if self.reform else "the change"
        return Text(f"after {name}", f"经 {name} 后" if self.reform else "变更后")

    @cached_property
    def lineage(self) -> Lineage:
        """What became of what."""
        return Lineage.from_events(self.events)

    @cached_property
    def prefixes(self) -> tuple[tuple[Stage, Change], ...]:
        """Each step with the change from the structure before up to it, dated by the day of its reform.

        The steps are done once more, one after the other; nothing is kept but what they share.
        """
        at, found = self.before, []
        for stage in self.stages:
            effect = stage.step.effect(at)
            day = None if isinstance(stage.date, NotStated) else stage.date
            at = at.evolve(put=effect.put, drop=effect.drop, date=day)
            events = tuple(event for event in self.events if event.step <= stage.number)
            found.append((stage, Change(self.before, at, events, reform=self.reform)))
        return tuple(found)

    @cached_property
    def _differences(self) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        return self.after.changes_since(self.before)

    @property
    def added(self) -> tuple[Record, ...]:
        """Records of the structure after that are new or different."""
        return self._differences[0]

    @property
    def removed(self) -> tuple[Record, ...]:
        """Records of the structure before that are gone or different."""
        return self._differences[1]

    @property
    def accounts(self) -> dict[str, Difference]:
        """By how much each account changed."""
        return {name: difference(account, self.removed, self.added) for name, account in ACCOUNTS.items()}

    def undo(self) -> Structure:
        """Return the structure as it was before."""
        return self.before

    def __repr__(self) -> str:
        name = self.reform.id if self.reform else "observed"
        return f"<Change {name} of {self.before.id}: {len(self.events)} events>"
