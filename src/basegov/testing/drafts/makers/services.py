"""Making service networks: sites at every level, kits of units, matters handled at sites, linked systems."""

from __future__ import annotations

from fractions import Fraction

import attrs

from basegov.quantities import Count, Quantity
from basegov.rules.platforms import SystemsLinked
from basegov.rules.propertyshares import PropertyShare
from basegov.rules.services import KitComplete, ServiceAvailability, SiteNetwork
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.services import Availability, Equipment, SystemLink
from basegov.structure.units import Unit
from basegov.terms import LEVELS
from basegov.testing.drafts.chooser import just_beyond
from basegov.testing.drafts.counts import how_many, no_more, waits
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.kinds import class_of, example_value, spec_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import Truth

# networks


@makes(SiteNetwork)
def site_network(rule: SiteNetwork, draft: Draft) -> None:
    """Put one site at as many units of every level as it asks for; for a miss there is one more at a level, or less."""
    levels = tuple(rule.levels.items())
    for container in draft.need(rule.unit):
        aims = dict(levels)
        if draft.misses(rule, container.id):
            ways = [(level, beyond) for level, wanted in levels for beyond in just_beyond(wanted)]
            if not ways:
                raise draft.cannot_miss(rule)
            level, beyond = draft.way_of(ways)
            aims[level] = Count(beyond)
        for level in rule.levels:
            _at_level(rule, draft, container, level, aims[level])
    for kind in (rule.site.kind, rule.unit.kind, *rule.levels):
        draft.close(kind)


def _at_level(rule: SiteNetwork, draft: Draft, container: Node, level: str, wanted: Count) -> None:
    """Put so many sites at the units of a level; where each has one, as many as there are units, and units as sites."""
    what = ("sites", container.id, rule.site, level, rule.site.kind)
    number = how_many(draft, what, rule, wanted, spare=0)
    if draft.round == 0:
        return
    places: tuple[Node, ...] = (container,)
    if level != rule.unit.kind:
        units = int(rule.levels[level].low or 0) if rule.one_each else number
        places = draft.need(Selector(kind=level), max(1, units), within=_place(container))
    if rule.one_each and len(places) > number and wanted == rule.levels[level] and _in(len(places), wanted):
        number = len(places)
    site = attrs.evolve(rule.site, where={**rule.site.where, "level": level})
    here = draft.found(site, within=_place(container))
    if len(here) > number and not rule.one_each and _in(len(here), wanted):
        return
    taken = {one.area if isinstance(one.area, str) else one.parent for one in here}
    free = [place for place in places if place.id not in taken] or list(places)
    for at in range(number - len(here)):
        _open(draft, site, free[at % len(free)], level)
    if len(here) > number:
        raise no_more(("sites", container.label), rule, number, len(here))


def _in(number: int, wanted: Count) -> bool:
    return Count(number).within(wanted) is Truth.TRUE


def _place(container: Node) -> str | None:
    return None if container.id == TOP else container.id


def _open(draft: Draft, site: Selector, place: Node, level: str) -> None:
    level_ = LEVELS[level]
    if isinstance(place, Unit) and place.level != level_:
        draft.fill(place, level=level_)
    draft.make(site, parent=place.id, area=place.id, level=level_)


# kits


@makes(KitComplete)
def kit_complete(rule: KitComplete, draft: Draft) -> None:
    """Equip everybody with the kit; for a miss one thing is lacking, or there is too much of it."""
    ways: list[tuple[str, Quantity | None]] = [(i, b) for i, wanted in rule.all_of.items() for b in just_beyond(wanted)]
    ways += [("", None)] if rule.any_of else []
    draft.close("equipment")
    for node in draft.need(rule.unit):
        flaw: tuple[str, Quantity | None] | None = None
        if draft.misses(rule, node.id):
            if not ways:
                raise draft.cannot_miss(rule)
            flaw = draft.way_of(ways)
        for item, wanted in rule.all_of.items():
            _equip(rule, draft, node, item, wanted if flaw is None or flaw[0] != item else flaw[1])
        if rule.any_of and (flaw is None or flaw[0]):
            _equip(rule, draft, node, draft.pick(("kit", rule.id, node.id), rule.any_of), Count(">= 1"))
        elif rule.any_of:
            for item in rule.any_of:
                _equip(rule, draft, node, item, Count(0))
    draft.close(rule.unit.kind)


def _equip(rule: KitComplete, draft: Draft, node: Node, item: str, wanted: Quantity | None) -> None:
    row = draft.link(Equipment(unit=node.id, item=item, online=rule.online), name_of(rule))
    draft.within(row, "count", wanted, rule)


# matters


def _part(draft: Draft, key: tuple[object, ...], wanted: Quantity | None, of: int) -> int:
    """Return a number of things that is such a part of so many; the least that is, or the most."""
    fits = [n for n in range(of + 1) if wanted is None or Fraction(n, of) in wanted]
    return draft.pick(key, fits or [0])


@makes(ServiceAvailability)
def service_availability(rule: ServiceAvailability, draft: Draft) -> None:
    """Let so many of two times two pairs of a matter and a site be available."""
    for container in draft.need(rule.unit):
        wanted = draft.aim(rule, rule.at_least.upwards(), container.id)
        items = draft.need(rule.items, 2, within=_place(container))
        sites = draft.need(rule.sites, within=_place(container))
        if waits(draft, ("availability", rule.id, container.id), 3):
            continue
        rows = [Availability(item=item.id, site=site.id) for item in items for site in sites]
        number = _part(draft, ("available", rule.id, container.id, len(rows)), wanted, len(rows))
        for row in rows[:number]:
            draft.link(row, name_of(rule))
        for row in rows[number:]:
            draft.unlink(row, name_of(rule))
    for kind in ("availability", rule.items.kind, rule.sites.kind, rule.unit.kind):
        draft.close(kind)


@makes(PropertyShare)
def property_share(rule: PropertyShare, draft: Draft) -> None:
    """Let a field tell something of so many of some nodes."""
    spec = spec_of(class_of(rule.of.kind), rule.field)
    for container in draft.need(rule.unit):
        wanted = draft.aim(rule, rule.at_least.upwards(), container.id)
        if spec is None:
            raise draft.cannot_miss(rule)
        nodes = draft.need(rule.of, 2, within=_place(container))
        if waits(draft, ("part", rule.id, container.id), 3):
            continue
        number = _part(draft, ("with field", rule.id, container.id, len(nodes)), wanted, len(nodes))
        full, empty = example_value(spec)
        if number < len(nodes) and empty is None:
            raise draft.cannot_miss(rule)
        for at, node in enumerate(nodes):
            draft.one_of(node, rule.field, full if at < number else empty or (), rule)
    draft.close(rule.of.kind)
    draft.close(rule.unit.kind)


# systems


@makes(SystemsLinked)
def systems_linked(rule: SystemsLinked, draft: Draft) -> None:
    """Link every system, over everything; for a miss the first is not linked, or one link does not bridge all."""
    ways = [*(("apart",) if rule.systems else ()), *(("not bridged",) if rule.across else ())]
    draft.close("system_link")
    for platform in draft.need(rule.platform):
        if draft.misses(rule, platform.id) and not ways:
            raise draft.cannot_miss(rule)
        way = draft.way_of(ways) if draft.misses(rule, platform.id) else ""
        systems = [draft.need(Selector(kind=_kind_of(draft, s), ids=(s,)))[0].id for s in rule.systems]
        if not systems:
            systems = [draft.once(("a system", platform.id), lambda: draft.make("platform").id)]
        for number, system in enumerate(systems):
            row = SystemLink(platform=platform.id, system=system)
            if number == 0 and way == "apart":
                draft.unlink(row, name_of(rule))
                continue
            link = draft.link(row, name_of(rule))
            bridged = rule.across[1:] if way == "not bridged" and number == 0 else rule.across
            draft.members(link, "across", rule, must=bridged, without=rule.across[:1] if bridged != rule.across else ())
    draft.close(rule.platform.kind)


def _kind_of(draft: Draft, id_: str) -> str:
    return "body" if id_ in draft.structure else "platform"
