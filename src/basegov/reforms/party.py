"""Steps that spread the party network: organs on every place, grids on common ground, partners who build together."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.party import LINKED_ALREADY, ORGANS_THERE_ALREADY
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.cobuilding import CoBuilding
from basegov.structure.grids import Grid
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.party import GridPairing, organs_at
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words, stated_words


@attrs.frozen(kw_only=True)
class OrganCreated(Event):
    """A party organ was set up for a place."""

    organ: str
    place: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"the party organ {self.organ} was set up for {self.place}", f"在 {self.place} 设立党组织 {self.organ}"
        )


@attrs.frozen(kw_only=True)
class CoBuildingLinked(Event):
    """Two organisations began to build together."""

    one: str
    other: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.one} and {self.other} build together", f"{self.one} 与 {self.other} 建立共建关系")


@attrs.frozen(kw_only=True)
class GridsPaired(Event):
    """Two grids of different layers were paired, on common ground or linked in work."""

    one: str
    other: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the grids {self.one} and {self.other} were paired", f"网格 {self.one} 与 {self.other} 建立对应")


@step(en="create organs", zh="设立党组织")
@attrs.frozen(kw_only=True)
class CreateOrgans(Step):
    """Set up a party organ of a kind for every selected place that surely has none yet in the record.

    A place for which one is recorded is passed over; the step is refused when that is so of all of them.

    Parameters
    ----------
    per : Selector
        The places: grids, buildings, estates, communities, streets.
    kind : PartyOrganKind
        Which kind of organ.
    suffix : str, optional
        What the id of each adds to that of its place; the word for the kind where it is left out.

    Notes
    -----
    Used by XZ-044, XZ-045, BA-079, BA-118 and, for streets and communities, HZ-014 and HZ-017.
    """

    per: Selector = attrs.field(converter=as_selector)
    kind: PartyOrganKind = attrs.field(converter=PartyOrganKind)
    suffix: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write one organ for every place without one."""
        places = self.per.select(structure).sure
        if not places:
            raise refuse(NOTHING_SELECTED(selector=self.per))
        wanted = Selector(kind="party_organ", where={"kind": self.kind})
        lacking = [place for place in places if not organs_at(structure, place, wanted).sure]
        if not lacking:
            organ = Text(self.kind.text("en"), self.kind.text("zh"))
            raise refuse(ORGANS_THERE_ALREADY(selector=self.per, organ=organ))
        organs = tuple(self._organ(structure, place) for place in lacking)
        events = tuple(
            OrganCreated(organ=organ.id, place=place.id) for organ, place in zip(organs, lacking, strict=True)
        )
        return Effect(put=organs, events=events)

    def _organ(self, structure: Structure, place: Node) -> PartyOrgan:
        suffix = self.kind.value.replace(" ", "-") if isinstance(self.suffix, NotStated) else self.suffix
        id_ = f"{place.id}-{suffix}"
        must_be_free(structure, id_)
        around = place if isinstance(place, Unit) else structure.ancestor(place.id, Unit)
        name = NOT_STATED if isinstance(place.name, NotStated) else place.name + self.kind.text("zh")
        return PartyOrgan(
            id=id_, name=name, kind=self.kind, area=place.id, parent=NOT_STATED if around is None else around.id,
            source=self.source,
        )  # fmt: skip


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


@step(en="link co-building", zh="建立共建关系")
@attrs.frozen(kw_only=True)
class LinkCoBuilding(Step):
    """Let one organisation build together with others. Nobody becomes subordinate to anybody.

    Parameters
    ----------
    one : str
        The one side: the party organ of a community.
    with_ : tuple of str
        The partners.
    forms : tuple of str, optional
        In which forms.

    Notes
    -----
    Used by BA-138 and BA-143.
    """

    one: str
    with_: tuple[str, ...] = attrs.field(converter=as_words)
    forms: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)

    def effect(self, structure: Structure) -> Effect:
        """Write one link for every partner."""
        one = structure[self.one].id
        put: list[CoBuilding] = []
        events: list[Event] = []
        for name in self.with_:
            other = structure[name].id
            link = CoBuilding(partners=_pair(one, other), forms=self.forms, source=self.source)
            if structure.find_record(CoBuilding, link.key) is not None:
                raise refuse(LINKED_ALREADY(one=one, other=other))
            put.append(link)
            events.append(CoBuildingLinked(one=one, other=other))
        return Effect(put=tuple(put), events=tuple(events))


@step(en="pair grids", zh="网格对应")
@attrs.frozen(kw_only=True)
class PairGrids(Step):
    """Put a grid on the ground of a grid of another layer, or link the two in work; what is left out stays as it was.

    Parameters
    ----------
    grid : str
        The grid.
    with_ : str
        The grid of the other layer, such as that of party building.
    same_area, linked : bool, optional
        Whether they cover the same ground from now on, and whether they are linked.

    Notes
    -----
    Used by XZ-046 and XZ-047.
    """

    grid: str
    with_: str
    same_area: bool | NotStated = NOT_STATED
    linked: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the pairing."""
        one: Any = one_of_kind(structure, self.grid, Grid)
        other: Any = one_of_kind(structure, self.with_, Grid)
        new = GridPairing(grids=_pair(one.id, other.id), source=self.source)
        old = structure.find_record(GridPairing, new.key) or new
        new = attrs.evolve(
            old, source=self.source,
            same_area=old.same_area if isinstance(self.same_area, NotStated) else self.same_area,
            linked=old.linked if isinstance(self.linked, NotStated) else self.linked,
        )  # fmt: skip
        return Effect(put=(new,), events=(GridsPaired(one=one.id, other=other.id),))
