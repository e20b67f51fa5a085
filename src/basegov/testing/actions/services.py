"""Draws of steps that bring services near."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count, Number
from basegov.reforms.services import BuildNetwork, EnableAnywhere, Equip, IntegratePlatforms, PutOnline
from basegov.reforms.steps import Step
from basegov.structure.organisations import Body, CommandCentre, Platform, ServiceSite
from basegov.structure.records import Node
from basegov.structure.services import Availability, ServiceItem
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Street, UnitGroup
from basegov.testing.actions.draws import chosen, draws, maybe, optional, pick, pick_some, selected, word


@draws(BuildNetwork)
def build_network(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up sites at some units, with a suffix that is free at all of them."""
    units = selected(draw, structure, draw(st.sampled_from((District, Street, Community, UnitGroup))))
    if units is None:
        return None
    kind = draw(word("service_centre", "service_site", "command_centre"))
    nodes = units.select(structure).sure
    suffix = next(s for s in (f"site-{n}" for n in range(1, 99)) if all(f"{u.id}-{s}" not in structure for u in nodes))
    terms = optional(
        draw, count=st.integers(1, 3).map(Count), central=st.booleans(), floor_m2=st.integers(20, 900).map(Number)
    )
    return BuildNetwork(units=units, kind=kind, called="服务站", suffix=suffix, **terms)


@draws(Equip)
def equip(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Equip communities or streets."""
    units = selected(draw, structure, draw(st.sampled_from((Community, Street))))
    items = draw(st.dictionaries(word("canteen", "hotline", "vehicle"), st.integers(1, 3).map(Count), min_size=1))
    return None if units is None else Equip(units=units, items=items, online=draw(st.none() | st.booleans()))


@draws(EnableAnywhere)
def enable_anywhere(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Enable one matter at a site where it is not handled yet."""
    rows = (
        (item, site) for item in structure.records(ServiceItem) for site in structure.records(ServiceSite)
        if structure.find_record(Availability, (Availability, item.id, site.id)) is None
    )  # fmt: skip
    found = pick(draw, rows)
    if found is None:
        return None
    items, sites = chosen(draw, found[:1], "service_item"), chosen(draw, found[1:], "service_site")
    return None if items is None or sites is None else EnableAnywhere(items=items, sites=sites)


@draws(PutOnline)
def put_online(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Put matters online."""
    items = selected(draw, structure, ServiceItem)
    flags = maybe(st.booleans())
    return None if items is None else PutOnline(items=items, accepted=draw(flags), approved=draw(flags))


@draws(IntegratePlatforms)
def integrate_platforms(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let a command centre or platform take in others."""
    bodies: tuple[Body, ...] = (*structure.records(CommandCentre), *structure.records(Platform))
    platform: Node | None = pick(draw, bodies)
    systems = [one for one in structure.records(Platform) if platform is not None and one.id != platform.id]
    some = pick_some(draw, systems)
    if platform is None or not some:
        return None
    terms = optional(draw, across=st.just(("department",)))
    return IntegratePlatforms(platform=platform.id, systems=tuple(s.id for s in some), **terms)
