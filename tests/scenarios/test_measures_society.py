"""Indicators of bindings, estates, deliberation and social organisations."""

from __future__ import annotations

import pytest

import basegov as bg
from basegov.dates import Date
from basegov.quantities import Count, Number, Share, SquareKilometres, Yuan
from basegov.scenarios import INDICATORS
from basegov.structure.bindings import ResponsibilityBinding
from basegov.structure.cobuilding import LocalOrganisation
from basegov.structure.estates import Estate
from basegov.structure.forces import ProfessionalForce
from basegov.structure.forums import CommunityDecision, Forum
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.social import ServicePurchase, SocialOrganisation
from basegov.structure.units import Community, District, Inventory, UnitGroup
from basegov.values import NOT_STATED

FIRM = LocalOrganisation(id="firm", parent="d")


def measure(name, *records):
    return INDICATORS[name](Structure.build([District(id="d", area=SquareKilometres(4)), *records]))


@pytest.mark.parametrize(
    "name",
    [
        "responsible_persons_signed", "bindings_complete", "estates_under_management", "communities_with_forum",
        "decisions_deliberated", "social_organisation_count", "services_bought", "deployable_per_community",
        "deployable_per_km2",
    ],
)  # fmt: skip
def test_without_records_nothing_is_stated(name):
    assert measure(name) is NOT_STATED


def test_42400_enterprises_have_signed():
    """BA-135."""
    assert INDICATORS["responsible_persons_signed"](bg.load_structure("baoan")) == Count(42_400)


def test_who_has_signed_is_counted_with_the_members_of_groups():
    group = UnitGroup(id="firms", count=Count(5))
    bound = [
        ResponsibilityBinding(subject="firms", signed=True, published=True, recorded=True),
        ResponsibilityBinding(subject="firm", published=False),
    ]
    assert measure("responsible_persons_signed", FIRM, group, *bound) == Count("5 .. 6")
    assert measure("bindings_complete", FIRM, group, *bound) == Share("1/2")


def test_five_of_the_twelve_estates_of_beidi_are_managed():
    """XZ-096."""
    assert INDICATORS["estates_under_management"](bg.load_structure("xiangzhou")) == Share("5/12")
    estates = [Estate(id="e1", parent="d", manager=None), Estate(id="e2", parent="d")]
    assert measure("estates_under_management", *estates) == Share.between(0, Share("1/2").low)


def test_forums_and_deliberation():
    places = [Community(id="a", parent="d"), Community(id="b", parent="d"), Forum(id="f", parent="a")]
    assert measure("communities_with_forum", *places) == Share(">= 1/2")
    listed = Inventory(scope="d", of="forum", complete=True)
    assert measure("communities_with_forum", *places, listed) == Share("1/2")
    day = Date("2020-01-01")
    matters = [
        CommunityDecision(id="m1", parent="a", deliberated=day, decided=day),
        CommunityDecision(id="m2", parent="a", deliberated=None, decided=day),
        CommunityDecision(id="m3", parent="a", decided=day),
        CommunityDecision(id="m4", parent="a", deliberated=day, decided=None),
    ]
    assert measure("decisions_deliberated", *places, *matters) == Share.between(Share("1/3").low, Share("2/3").low)


def test_organisations_and_what_is_bought_of_them():
    organisations = [
        SocialOrganisation(id="o", parent="d"),
        Inventory(scope="d", of="social_organisation", total=Count(50)),
    ]
    assert measure("social_organisation_count", *organisations) == Count(50)
    bought = [
        ServicePurchase(buyer="d", service="posts", year=2019, amount=Yuan(9)),
        ServicePurchase(buyer="d", service="posts", year=2020, amount=Yuan(5)),
        Inventory(scope="d", of="service_purchase", complete=True),
    ]
    assert measure("services_bought", *bought) == Yuan(5)
    assert measure("services_bought", *bought[:2]) == Yuan(">= 5")


def test_people_per_community_and_square_kilometre():
    """BA-062, BA-130: posts and forces over communities, and over the area; a total of forces counts once."""
    there = [
        Community(id="a", parent="d"),
        Community(id="b", parent="d"),
        Inventory(scope="d", of="community", complete=True),
        PostPool(unit="a", category="community_worker", posts=Count(6)),
        PostPool(unit="d", category="administrative", posts=Count(100)),
        ProfessionalForce(id="f", parent="d", category="patrol", count=Count(4)),
    ]
    assert measure("deployable_per_community", *there).exact == 5
    assert measure("deployable_per_km2", *there) == Number("5/2")
