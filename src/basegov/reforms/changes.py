"""A change: a before, an after, the events between them, and what became of what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from basegov.reforms.accounts import ACCOUNTS, Imbalance, difference
from basegov.reforms.events import Event
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.values import Difference

if TYPE_CHECKING:
    from basegov.reforms.reform import Reform


@attrs.frozen
class Lineage:
    """What became of what: pairs of ids before and after. A node that is in no pair stayed what it was."""

    pairs: tuple[tuple[str, str], ...] = ()

    def after(self, id: str) -> tuple[str, ...]:
        """Return what a node of the structure before became, followed through every step; itself when it stayed."""
        return self._follow(id, self.pairs)

    def before(self, id: str) -> tuple[str, ...]:
        """Return what a node of the structure after was made of; itself when it was there before."""
        return self._follow(id, tuple((new, old) for old, new in reversed(self.pairs)))

    @staticmethod
    def _follow(id: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        at = {id: None}
        for old, new in _grouped(pairs):
            if old in at:
                del at[old]
                at.update(dict.fromkeys(new))
        return tuple(at)


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for old, new in pairs:
        groups.setdefault(old, []).append(new)
    return list(groups.items())


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
    """

    before: Structure
    after: Structure
    events: tuple[Event, ...] = ()
    imbalances: tuple[Imbalance, ...] = ()
    reform: Reform | None = None

    @cached_property
    def lineage(self) -> Lineage:
        """What became of what."""
        return Lineage(tuple(pair for event in self.events for pair in event.lineage))

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
