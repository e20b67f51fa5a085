"""Steps that bring services near: a network of sites, equipment, matters handled at any site and online."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.services import AVAILABLE_ALREADY, NO_KIND_OF_SITE, SITES_THERE_ALREADY
from basegov.quantities import Count, Number
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free
from basegov.reforms.organisations import recounted
from basegov.reforms.steering import chosen
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.organisations import Body, CommandCentre, ServiceCentre, ServiceSite
from basegov.structure.records import Node, Record, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.services import Availability, Equipment, ServiceItem, SystemLink
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Unit, UnitGroup
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, as_words

_SITES: dict[str, type[Body]] = {
    "service_centre": ServiceCentre, "service_site": ServiceSite, "command_centre": CommandCentre,
}  # fmt: skip


@attrs.frozen(kw_only=True)
class SiteOpened(Event):
    """A site was opened at a unit, or in each unit of a group."""

    site: str
    place: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the site {self.site} was opened at {self.place}", f"在 {self.place} 设立站点 {self.site}")


@attrs.frozen(kw_only=True)
class UnitEquipped(Event):
    """A unit or body was equipped with something."""

    unit: str
    item: str
    count: Count

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.unit} was equipped with {self.item} ({self.count.text('en')})",
            f"{self.unit} 配备 {self.item}（{self.count.text('zh')}）",
        )


@attrs.frozen(kw_only=True)
class ServiceEnabled(Event):
    """A matter can be handled at a site from now on."""

    item: str
    site: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.item} is handled at {self.site}", f"{self.site} 可办 {self.item}")


@attrs.frozen(kw_only=True)
class ServicePutOnline(Event):
    """A matter can be accepted or approved online from now on."""

    item: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.item} was put online", f"{self.item} 实现网上办理")


@attrs.frozen(kw_only=True)
class SystemTakenIn(Event):
    """A platform took a system in."""

    platform: str
    system: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.platform} took in {self.system}", f"{self.platform} 接入 {self.system}")


def _kind(value: str) -> str:
    if value not in _SITES:
        raise refuse(NO_KIND_OF_SITE(found=value))
    return value


def _count(value: Any) -> Count | NotStated | None:
    return value if value is None or isinstance(value, NotStated) else Count(value)


def _number(value: Any) -> Number | NotStated:
    return value if isinstance(value, NotStated) else Number(value)


def _counts(value: Mapping[str, Any]) -> FrozenMap[str, Count]:
    return FrozenMap({item: Count(count) for item, count in value.items()})


def _level(place: Node) -> Level | NotStated:
    if isinstance(place, UnitGroup):
        return LEVELS.get(place.of, NOT_STATED) if isinstance(place.of, str) else NOT_STATED
    return place.level if isinstance(place, Unit) else NOT_STATED


@step(en="build a network", zh="建立服务网络")
@attrs.frozen(kw_only=True)
class BuildNetwork(Step):
    """Set up one site at every selected unit that has none of the kind and level yet; in each unit of a selected group.

    Units that have one are passed over; the step is refused when that is so of all of them.

    Parameters
    ----------
    units : Selector
        Where: units, or groups of them.
    kind : str
        What: ``service_centre``, ``service_site`` or ``command_centre``.
    called : str
        What its name adds to that of the unit (党群服务中心), and is where the unit is a group.
    suffix : str, optional
        What the id of each adds to that of its unit; the word for the kind where it is left out.
    count : Count, optional
        How many there are in each unit, for a bundle.
    level : Level, optional
        The level of the network; None: that of the unit.
    central : bool, optional
        Whether they lie in the central area of their unit.
    floor_m2 : Number, optional
        Their floor area in square metres, each or on average.
    complete_in : str, optional
        The container in which there are no others of the kind from now on.

    Notes
    -----
    Used by BA-057, BA-058, BA-081 (party-mass service centres), BA-082 (the other sites) and GL-038 (command centres).
    """

    units: Selector = attrs.field(converter=as_selector)
    kind: str = attrs.field(default="service_centre", converter=_kind)
    called: str
    suffix: str | NotStated = NOT_STATED
    count: Count | NotStated | None = attrs.field(default=None, converter=_count)
    level: Level | NotStated | None = None
    central: bool | NotStated = NOT_STATED
    floor_m2: Number | NotStated = attrs.field(default=NOT_STATED, converter=_number)
    complete_in: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write one site for every unit without one."""
        new = [site for place in chosen(structure, self.units) if (site := self._site(structure, place)) is not None]
        if not new:
            raise refuse(SITES_THERE_ALREADY(selector=self.units, site=kind_label(self.kind)))
        put: list[Record] = [*new]
        inventories = {inventory.key: inventory for inventory in recounted(structure, (), new)}
        if not isinstance(self.complete_in, NotStated):
            scope = structure[self.complete_in].id
            listed = Inventory(scope=scope, of=self.kind, complete=True, source=self.source)
            inventories[listed.key] = listed
        put += inventories.values()
        return Effect(put=tuple(put), events=tuple(SiteOpened(site=site.id, place=str(site.area)) for site in new))

    def _site(self, structure: Structure, place: Node) -> Body | None:
        cls, level = _SITES[self.kind], _level(place) if self.level is None else self.level
        there = (site for site in structure.where(cls, area=place.id) if type(site) is cls and site.level == level)
        if next(there, None) is not None:
            return None
        suffix = self.kind.replace("_", "-") if isinstance(self.suffix, NotStated) else self.suffix
        id_ = f"{place.id}-{suffix}"
        must_be_free(structure, id_)
        group = isinstance(place, UnitGroup)
        fields: dict[str, Any] = {}
        if issubclass(cls, ServiceSite):
            fields = {"count": self.count, "central": self.central, "floor_m2": self.floor_m2}
        return cls(
            id=id_, name=self.called if group or isinstance(place.name, NotStated) else place.name + self.called,
            parent=place.parent if group else place.id, level=level, area=place.id, source=self.source, **fields,
        )  # fmt: skip


@step(en="equip units", zh="配备")
@attrs.frozen(kw_only=True)
class Equip(Step):
    """Equip every selected unit, body, grid or group with some things; what is recorded of one of them is replaced.

    Parameters
    ----------
    units : Selector
        Whom.
    items : mapping of str to Count
        With what, and how many of it: ``{canteen: 1}``, ``{hotline: ">= 1"}``.
    online : bool, optional
        For channels, whether they are online; None where that is no question.
    one_of : tuple of str
        Things of which each is one, where only that is known.

    Notes
    -----
    Used by BA-056, BA-060, BA-061, BA-091, BA-094, GL-040, GL-041 and WH-082.
    """

    units: Selector = attrs.field(converter=as_selector)
    items: FrozenMap[str, Count] = attrs.field(converter=_counts)
    online: bool | NotStated | None = NOT_STATED
    one_of: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    def effect(self, structure: Structure) -> Effect:
        """Write each thing for each of them."""
        pairs = [(node.id, item, count) for node in chosen(structure, self.units) for item, count in self.items.items()]
        put = tuple(
            Equipment(unit=u, item=i, count=c, online=self.online, one_of=self.one_of, source=self.source)
            for u, i, c in pairs
        )
        return Effect(put=put, events=tuple(UnitEquipped(unit=u, item=i, count=c) for u, i, c in pairs))


@step(en="let matters be handled anywhere", zh="推行通办")
@attrs.frozen(kw_only=True)
class EnableAnywhere(Step):
    """Let every selected matter be handled at every selected site; pairs that are recorded stay as they are.

    Parameters
    ----------
    items : Selector
        Which matters.
    sites : Selector
        At which sites.

    Notes
    -----
    Used by BA-094.
    """

    items: Selector = attrs.field(default=Selector(kind="service_item"), converter=as_selector)
    sites: Selector = attrs.field(default=Selector(kind="service_centre"), converter=as_selector)

    def effect(self, structure: Structure) -> Effect:
        """Write the pairs that lack."""
        items, sites = chosen(structure, self.items), chosen(structure, self.sites)
        rows = (Availability(item=item.id, site=site.id, source=self.source) for item in items for site in sites)
        new = tuple(row for row in rows if structure.find_record(Availability, row.key) is None)
        if not new:
            raise refuse(AVAILABLE_ALREADY(items=self.items, sites=self.sites))
        return Effect(put=new, events=tuple(ServiceEnabled(item=row.item, site=row.site) for row in new))


@step(en="put matters online", zh="推行网上办理")
@attrs.frozen(kw_only=True)
class PutOnline(Step):
    """Let every selected matter be accepted, approved, or both, online.

    Parameters
    ----------
    items : Selector
        Which matters.
    accepted, approved : bool, optional
        Whether they are accepted, and approved, online from now on; not stated: as before.

    Notes
    -----
    Used by BA-092 and BA-093.
    """

    items: Selector = attrs.field(default=Selector(kind="service_item"), converter=as_selector)
    accepted: bool | NotStated = NOT_STATED
    approved: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the new state of each matter."""
        given = {"accepted_online": self.accepted, "approved_online": self.approved}
        fields: dict[str, Any] = {name: value for name, value in given.items() if not isinstance(value, NotStated)}
        put: list[Record] = []
        for node in chosen(structure, self.items):
            if not isinstance(node, ServiceItem):
                continue
            own = {} if isinstance(self.source, NotStated) else dict.fromkeys(fields, self.source)
            put.append(attrs.evolve(node, **fields, sources={**node.sources, **own}))
        return Effect(put=tuple(put), events=tuple(ServicePutOnline(item=str(item.key)) for item in put))


@step(en="integrate platforms", zh="整合平台")
@attrs.frozen(kw_only=True)
class IntegratePlatforms(Step):
    """Let a platform or centre take in systems; a link that is recorded is written anew.

    Parameters
    ----------
    platform : str
        The platform or centre, by id, code or name.
    systems : tuple of str
        What it takes in.
    across : tuple of str, optional
        What the links bridge; left out: what was recorded of each.

    Notes
    -----
    Used by BA-142 and GL-039.
    """

    platform: str
    systems: tuple[str, ...] = attrs.field(converter=as_words)
    across: tuple[str, ...] | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write one link for every system."""
        platform = structure[self.platform].id
        systems = [structure[name].id for name in self.systems]
        put = tuple(
            SystemLink(platform=platform, system=s, across=self._across(structure, platform, s), source=self.source)
            for s in systems
        )
        return Effect(put=put, events=tuple(SystemTakenIn(platform=platform, system=s) for s in systems))

    def _across(self, structure: Structure, platform: str, system: str) -> tuple[str, ...] | NotStated:
        former = structure.find_record(SystemLink, (SystemLink, platform, system))
        return self.across if former is None or not isinstance(self.across, NotStated) else former.across
