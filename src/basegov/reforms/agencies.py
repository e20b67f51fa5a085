"""Localising dispatched agencies: a whole team is transferred with nothing lost, or an agency becomes part of a body.

The third way, re-hanging chosen dimensions while the agency stays what it is, is `MoveManagement` with `GrantRight`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count
from basegov.reforms.accounts import Carried
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.management import ManagementMoved, one_player
from basegov.reforms.mergers import redirected
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Body, DispatchedAgency
from basegov.structure.records import Record, kinds_of
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated


@attrs.frozen(kw_only=True)
class TeamTransferred(Event):
    """A team passed to another unit as a whole: its members, posts and internal structure went with it.

    Parameters
    ----------
    team : str
        The team.
    to : str
        The unit to which it now belongs.
    former : str, optional
        The unit or department in which it stood.
    """

    team: str
    to: str
    former: str | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.team} was transferred as a whole to {self.to}", f"{self.team} 整建制划入 {self.to}")


@attrs.frozen(kw_only=True)
class AgencyAbsorbed(Event):
    """A dispatched agency became part of a body."""

    agency: str
    into: str

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """The agency became the body."""
        return ((self.agency, self.into),)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.agency} was merged into {self.into}", f"{self.agency} 并入 {self.into}")


@attrs.frozen(kw_only=True)
class ManagementEnded(Event):
    """Nobody manages a subject in one dimension any more, since it is no agency of its own.

    Parameters
    ----------
    subject : str
        Who was managed.
    dimension : Dimension
        In what respect.
    former : str
        By whom.
    """

    subject: str
    dimension: Dimension
    former: str

    @property
    def words(self) -> Text:
        """The event in words."""
        dimension = self.dimension
        return Text(
            f"{dimension.text('en')} of {self.subject} no longer lies with {self.former}",
            f"{self.subject} 的{dimension.text('zh')}管理不再归 {self.former}",
        )


def _managers(value: Mapping[Any, str]) -> FrozenMap[Dimension, str]:
    return FrozenMap({Dimension(dimension): manager for dimension, manager in value.items()})


def _agencies(structure: Structure, selector: Selector) -> tuple[DispatchedAgency, ...]:
    found = tuple(n for n in selector.select(structure).sure if isinstance(n, DispatchedAgency))
    if not found:
        raise refuse(NOTHING_SELECTED(selector=selector))
    return found


@step(en="transfer whole teams", zh="整建制划转队伍")
@attrs.frozen(kw_only=True)
class TransferTeams(Step):
    """Transfer teams or agencies as wholes: who and what is inside them stays there, and they come to belong elsewhere.

    Parameters
    ----------
    teams : Selector
        Which.
    to : str
        To whom: a unit or group of units, or the part it plays for the team (``street``, ``host``).
    managers : mapping of Dimension to str
        Who manages them from now on; the establishment passes to the receiver in any case, what is left out stays.

    Notes
    -----
    Used by HZ-048 (22 enforcement teams; over which streets is not stated).
    """

    teams: Selector = attrs.field(converter=as_selector)
    to: str
    managers: FrozenMap[Dimension, str] = attrs.field(default=EMPTY, converter=_managers)

    def effect(self, structure: Structure) -> Effect:
        """Put the teams into their new place, with their managers."""
        put: list[Record] = []
        events: list[Event] = []
        for team in _agencies(structure, self.teams):
            to = one_player(structure, team.id, self.to)
            put.append(attrs.evolve(team, host=to, parent=to, sources=self._sources(team)))
            events.append(TeamTransferred(team=team.id, to=to, former=team.parent))
            for dimension, word in {Dimension.ESTABLISHMENT: to, **self.managers}.items():
                manager = one_player(structure, team.id, word)
                new = Management(subject=team.id, dimension=dimension, manager=manager, source=self.source)
                old = structure.find_record(Management, new.key)
                put.append(new)
                former = None if old is None else old.manager
                events.append(ManagementMoved(subject=team.id, dimension=dimension, manager=manager, former=former))
        return Effect(put=tuple(put), events=tuple(events))

    def _sources(self, team: DispatchedAgency) -> FrozenMap[str, Any]:
        own = {} if isinstance(self.source, NotStated) else {"host": self.source, "parent": self.source}
        return FrozenMap({**team.sources, **own})


@step(en="merge agencies into a body", zh="派出机构并入内设机构")
@attrs.frozen(kw_only=True)
class AbsorbAgencies(Step):
    """Make dispatched agencies part of a body: people, posts, functions and powers become those of the body.

    The line no longer manages what is part of the body; who manages the body stays as it is recorded.

    Parameters
    ----------
    agencies : Selector
        Which agencies.
    into : str
        The body.

    Notes
    -----
    Used by HZ-046 (bodies of the urban management bureau become one with those of the street).
    """

    agencies: Selector = attrs.field(converter=as_selector)
    into: str

    def effect(self, structure: Structure) -> Effect:
        """Redirect to the body whatever names an agency."""
        body: Body = one_of_kind(structure, self.into, Body)
        agencies = tuple(a for a in _agencies(structure, self.agencies) if a.id != body.id)
        if not agencies:
            raise refuse(NOTHING_SELECTED(selector=self.agencies))
        parts = (*(agency.id for agency in agencies), body.id)
        over = tuple(m for agency in agencies for m in structure.where(Management, subject=agency.id))
        plain = structure.evolve(drop=over)
        put: dict[object, Record] = {}
        drop: list[Record] = [*agencies, *over]
        carried = []
        for before, after, partial in redirected(plain, dict.fromkeys(parts, body.id)):
            drop += [r for r in before if after is None or r.key != after.key]
            if after is not None:
                put[type(after), after.key] = after
                carried.append(Carried(before=before, after=(after,), unrecorded=partial))
        for inventory in _fewer(structure, agencies, body):
            put[type(inventory), inventory.key] = inventory
        events: list[Event] = [AgencyAbsorbed(agency=agency.id, into=body.id) for agency in agencies]
        events += [ManagementEnded(subject=m.subject, dimension=m.dimension, former=m.manager) for m in over]
        return Effect(put=tuple(put.values()), drop=tuple(drop), events=tuple(events), carried=tuple(carried))


def _fewer(structure: Structure, agencies: tuple[DispatchedAgency, ...], body: Body) -> Iterator[Inventory]:
    """Yield the inventories above the agencies that count them: there are fewer now."""
    for inventory in structure.records(Inventory):
        if isinstance(inventory.total, NotStated) or inventory.of in kinds_of(type(body)):
            continue
        gone = sum(
            inventory.of in kinds_of(type(agency)) and structure.lies_within(agency.id, inventory.scope)
            for agency in agencies
        )
        if gone:
            low, high = inventory.total.low, inventory.total.high
            left = Count.between(max(0, (low or 0) - gone), None if high is None else max(0, high - gone))
            yield attrs.evolve(inventory, total=left)
