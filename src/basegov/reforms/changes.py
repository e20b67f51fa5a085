"""A change: a before, an after, the events between them, and what became of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from basegov.quantities import Difference, Share
from basegov.reforms.accounts import ACCOUNTS, Imbalance, difference
from basegov.reforms.events import Event, Passage
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.dates import Date
    from basegov.reforms.reform import Reform
    from basegov.reforms.steps import Step


@attrs.frozen
class Kin:
    """A node that something else went into, or came from.

    Parameters
    ----------
    id : str
        The node.
    share : Share
        Of a descendant: which part of the one that is asked about went there; of an ancestor: which part of the one
        that is asked about came from there. By households, and open as far as the events do not tell.
    """

    id: str
    share: Share


@attrs.frozen
class Lineage:
    """What became of what. A node that is in no pair stayed what it was.

    Identity is one thing, ground and people another: `after` and `before` say what a node became, `descendants` and
    `ancestors` also follow parts of it that went over to nodes which stayed what they were.

    Parameters
    ----------
    stages : tuple of tuple of (str, str)
        For each step in turn, and for each stage of a step made of several, the pairs of ids before and after it; the
        pairs of one stage hold at the same time.
    passages : tuple of tuple of Passage
        For each of them in turn what went over from which node to which.
    """

    stages: tuple[tuple[tuple[str, str], ...], ...] = ()
    passages: tuple[tuple[Passage, ...], ...] = ()

    @classmethod
    def from_events(cls, events: Iterable[Event]) -> Lineage:
        """Gather the pairs of the events of each step and stage."""
        stages: dict[tuple[int, int], list[tuple[str, str]]] = {}
        passages: dict[tuple[int, int], list[Passage]] = {}
        for event in events:
            stages.setdefault((event.step, event.stage), []).extend(event.lineage)
            passages.setdefault((event.step, event.stage), []).extend(event.passages)
        return cls(
            tuple(tuple(stages[at]) for at in sorted(stages) if stages[at]),
            tuple(_completed(passages[at]) for at in sorted(passages) if passages[at]),
        )

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

    def descendants(self, id: str) -> tuple[Kin, ...]:
        """Return where a node of the structure before is now, wholly or in part, with the part that went there."""
        return _kin(id, ([(p.old, p.new, p.given, p.received) for p in stage] for stage in self.passages))

    def ancestors(self, id: str) -> tuple[Kin, ...]:
        """Return from where a node of the structure after comes, with the part of it that came from there."""
        backwards = reversed(self.passages)
        return _kin(id, ([(p.new, p.old, p.received, p.given) for p in stage] for stage in backwards))


_ALL = Share(1)


def _completed(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages of one stage, with the shares that follow from there being no other one."""
    known = tuple(dict.fromkeys(passages))
    out, into = Counter(p.old for p in known), Counter(p.new for p in known)
    return tuple(
        attrs.evolve(
            p,
            given=_ALL if out[p.old] == 1 and p.given.says_nothing else p.given,
            received=_ALL if into[p.new] == 1 and p.received.says_nothing else p.received,
        )
        for p in known
    )


def _kin(id: str, stages: Iterable[list[tuple[str, str, Share, Share]]]) -> tuple[Kin, ...]:
    """Follow a node through stages of links, each with the part of its start that takes it and of its end it makes up.

    Which of its people go on when a part of a node goes on is not told, unless all of them do, or the node is made up
    of them alone: the share is known then, and lies between none and all that came otherwise.
    """
    at: dict[str, tuple[Share, Share]] = {id: (_ALL, _ALL)}
    for links in stages:
        starts: dict[str, list[tuple[str, Share, Share]]] = {}
        for start, end, given, makes_up in links:
            starts.setdefault(start, []).append((end, given, makes_up))
        now: dict[str, tuple[Share, Share]] = {}
        for node, (share, purity) in at.items():
            for end, given, makes_up in starts.get(node, [(node, _ALL, _ALL)]):
                gone = _part(share, purity, given)
                alone = _ALL if purity == _ALL and makes_up == _ALL else Share.unknown()
                had = now.get(end)
                now[end] = (gone, alone) if had is None else (_sum(had[0], gone), _both_alone(had[1], alone))
        at = {end: found for end, found in now.items() if found[0] != Share(0)}
    return tuple(Kin(node, share) for node, (share, _) in at.items())


def _part(share: Share, purity: Share, given: Share) -> Share:
    """Return which part goes on: all of it, as much as goes of a node that is made up of it alone, or up to all."""
    if given == _ALL:
        return share
    if purity == _ALL:
        low, high = (
            None if a is None or b is None else a * b for a, b in ((share.low, given.low), (share.high, given.high))
        )
        return Share.between(low, high)
    return Share.between(0, share.high)


def _sum(one: Share, other: Share) -> Share:
    total = one + other
    return Share.between(total.low, 1) if total.high is not None and total.high > 1 else total


def _both_alone(one: Share, other: Share) -> Share:
    return _ALL if one == other == _ALL else Share.unknown()


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
