"""Indicators of services near the people: sites, people per site, their density, what is handled online or anywhere."""

from __future__ import annotations

from basegov.quantities import Count, Share, SquareKilometres
from basegov.scenarios.indicators import Measured, indicator
from basegov.scenarios.quotients import quotient
from basegov.structure.organisations import ServiceCentre, ServiceSite
from basegov.structure.selection import Selector
from basegov.structure.services import Availability, ServiceItem, bundle, is_available, share_of, sites_of, times
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_READS = (ServiceSite, UnitGroup, Inventory)


def _sites(structure: Structure) -> Count:
    listed = Count.total(sites_of(structure, site) for site in structure.records(ServiceSite))
    return listed + Selector(kind="service_site").most_unlisted(structure)


@indicator(
    en="service sites", zh="服务站点数", unit="count", reads=_READS,
    definition=Text(
        "Service centres, stations and points; a bundle counts with its number, a site of a group once in each of its "
        "units; sites that may not be listed leave it open upwards; not stated while nothing is known",
        "服务中心、站、点合计；打包登记的按其数量计，设于单元组的按组内单元各计一次；可能未列出的站点使其上不封顶；无任何记载时为未载明",
    ),
)  # fmt: skip
def service_sites(structure: Structure) -> Measured:
    """Count the service sites."""
    sites = _sites(structure)
    return NOT_STATED if sites.says_nothing else sites


@indicator(
    en="residents per service site", zh="每个站点服务人口", unit="residents per site", reads=(District, *_READS),
    definition=Text(
        "Population of the districts divided by the number of service sites; not stated while no site is known",
        "各区人口除以服务站点数；无已知站点时为未载明",
    ),
)  # fmt: skip
def residents_per_service_site(structure: Structure) -> Measured:
    """Measure how many residents there are for each site."""
    people = [district.population for district in structure.records(District)]
    return quotient(Count.total(people) if people else NOT_STATED, _sites(structure))


@indicator(
    en="service sites per square kilometre", zh="每平方公里站点数", unit="sites per km2", reads=(District, *_READS),
    definition=Text(
        "Number of service sites divided by the area of the districts; not stated while no area is stated",
        "服务站点数除以各区面积；面积未载明时为未载明",
    ),
)  # fmt: skip
def service_sites_per_km2(structure: Structure) -> Measured:
    """Measure how dense the sites are."""
    areas = [district.area for district in structure.records(District)]
    known = [area for area in areas if not isinstance(area, NotStated)]
    if not known or len(known) < len(areas):
        return NOT_STATED
    return quotient(_sites(structure), SquareKilometres.total(known))


def _online(structure: Structure, field: str) -> Measured:
    found: dict[Truth, list[Count]] = {truth: [] for truth in Truth}
    for item in structure.records(ServiceItem):
        found[Truth.of(getattr(item, field))].append(bundle(item))
    more = Selector(kind="service_item").most_unlisted(structure)
    if not any(found.values()):
        return NOT_STATED
    return share_of(found[Truth.TRUE], found[Truth.FALSE], [*found[Truth.UNKNOWN], more])


@indicator(
    en="matters accepted online", zh="网上受理率", unit="share", reads=(ServiceItem, Inventory),
    definition=Text(
        "Part of the service items that can be accepted online; a bundle counts with its number; not stated while no "
        "item is listed",
        "可网上受理的政务服务事项比例；打包登记的按其数量计；未列出事项时为未载明",
    ),
)  # fmt: skip
def accepted_online_share(structure: Structure) -> Measured:
    """Measure which part of the matters is accepted online."""
    return _online(structure, "accepted_online")


@indicator(
    en="matters approved online", zh="网上审批率", unit="share", reads=(ServiceItem, Inventory),
    definition=Text(
        "Part of the service items that can be approved online; a bundle counts with its number; not stated while no "
        "item is listed",
        "可网上审批的政务服务事项比例；打包登记的按其数量计；未列出事项时为未载明",
    ),
)  # fmt: skip
def approved_online_share(structure: Structure) -> Measured:
    """Measure which part of the matters is approved online."""
    return _online(structure, "approved_online")


@indicator(
    en="matters handled at centres", zh="事项通办率", unit="share", reads=(ServiceItem, Availability, *_READS),
    definition=Text(
        "Of all pairs of a service item and a service centre, the part in which the item is handled at the centre; "
        "not stated while no item or no centre is listed",
        "政务服务事项与服务中心的全部组合中，该中心可办该事项的比例；未列出事项或中心时为未载明",
    ),
)  # fmt: skip
def availability_share(structure: Structure) -> Measured:
    """Measure which part of the matrix of matters and centres is available."""
    found: dict[Truth, list[Count]] = {truth: [] for truth in Truth}
    for item in structure.records(ServiceItem):
        for centre in structure.records(ServiceCentre):
            weight = times(bundle(item), sites_of(structure, centre))
            found[is_available(structure, item.id, centre.id)].append(weight)
    if not any(found.values()):
        return NOT_STATED
    kinds = ("service_item", "service_centre")
    more = any(Selector(kind=kind).most_unlisted(structure).high != 0 for kind in kinds)
    open_ = [*found[Truth.UNKNOWN], *([Count.unknown()] if more else [])]
    share: Share = share_of(found[Truth.TRUE], found[Truth.FALSE], open_)
    return share
