"""Indicators of service sites, and of what is handled online or anywhere."""

from __future__ import annotations

from fractions import Fraction

from basegov.catalog import load_reform, load_structure
from basegov.quantities import Count, Number, Share, SquareKilometres
from basegov.scenarios.measures_services import (
    accepted_online_share,
    approved_online_share,
    availability_share,
    residents_per_service_site,
    service_sites,
    service_sites_per_km2,
)
from basegov.structure.organisations import ServiceCentre, ServiceSite
from basegov.structure.services import Availability, ServiceItem
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory
from basegov.values import NOT_STATED

D = District(id="d", population=Count(12000), area=SquareKilometres(4))
SITES = Inventory(scope="d", of="service_site", complete=True)
ITEMS = Inventory(scope="d", of="service_item", complete=True)


def test_206_sites_of_which_135_are_the_network():
    """BA-081, BA-082, BA-083: 135 + 71 = 206, a site for each of about 206 km2 of built-up area."""
    baoan = load_structure("baoan")
    after = load_reform("baoan-2018").apply(baoan).after
    assert service_sites(after) == Count(206)
    assert service_sites_per_km2(after) == Number(Fraction(206, 397))
    assert residents_per_service_site(after) == Number(Fraction(5_650_000, 206))
    assert service_sites(baoan) is NOT_STATED
    assert service_sites_per_km2(baoan) is NOT_STATED


def test_sites_per_person_and_area():
    world = Structure.build(
        [D, SITES, ServiceCentre(id="a", parent="d"), ServiceSite(id="b", parent="d", count=Count(3))]
    )
    assert service_sites(world) == Count(4)
    assert residents_per_service_site(world) == Number(3000)
    assert service_sites_per_km2(world) == Number(1)


def test_sites_that_may_not_be_listed():
    world = Structure.build([D, ServiceCentre(id="a", parent="d")])
    assert service_sites(world) == Count(">= 1")
    assert residents_per_service_site(world) == Number.between(0, 12000)
    assert service_sites_per_km2(world) == Number.between(Fraction(1, 4), None)
    assert residents_per_service_site(Structure.build([D, SITES])) is NOT_STATED
    assert service_sites_per_km2(Structure.build([District(id="d"), SITES])) is NOT_STATED


def test_what_is_online():
    """BA-092, BA-093."""
    items = [ServiceItem(id="a", parent="d", accepted_online=True, count=Count(3)), ServiceItem(id="b", parent="d")]
    world = Structure.build([D, ITEMS, *items])
    assert accepted_online_share(world) == Share("75% .. 100%")
    assert approved_online_share(world) == Share.unknown()
    assert accepted_online_share(Structure.build([D])) is NOT_STATED
    more = Structure.build([D, items[0]])
    assert accepted_online_share(more) == Share.between(0, 1, low_open=True)


def test_the_matrix():
    """BA-094."""
    records = (
        D, SITES, ITEMS, Inventory(scope="d", of="service_centre", complete=True), ServiceCentre(id="s", parent="d"),
        ServiceItem(id="a", parent="d", count=Count(3)), ServiceItem(id="b", parent="d"),
        Availability(item="a", site="s"),
    )  # fmt: skip
    assert availability_share(Structure.build(records)) == Share("75% .. 100%")
    listed = Inventory(scope="d", of="availability", complete=True)
    assert availability_share(Structure.build([*records, listed])) == Share("75%")
    assert availability_share(Structure.build([D])) is NOT_STATED
