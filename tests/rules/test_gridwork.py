"""Rules over those who work in grids (GL-054, GL-057, GL-061)."""

from __future__ import annotations

import pytest

import basegov as bg
from basegov.quantities import Count
from basegov.rules import PartTimeSources, RoleNamesDuties, StaffedApart
from basegov.rules.verdicts import Outcome
from basegov.structure import (
    Assignment,
    Community,
    CommunityKind,
    District,
    Grid,
    GridLayer,
    GridRole,
    Inventory,
    StaffGroup,
)
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NONE = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
BASE = (
    District(id="d"), GridLayer(id="x"),
    Community(id="u", parent="d", kind=CommunityKind.URBAN), Community(id="v", parent="d", kind=CommunityKind.VILLAGE),
    Grid(id="gu", layer="x", parent="u"), Grid(id="gv", layer="x", parent="v"),
)  # fmt: skip
ALL = tuple(Inventory(scope="d", of=kind, complete=True) for kind in ("grid", "community", "assignment"))


def world(*records):
    return bg.Structure.build([*BASE, *records], id="d")


def people(id, category, *places, part_time=False):
    posts = [Assignment(staff=id, place=place, part_time=part_time) for place in places]
    return [StaffGroup(id=id, parent="d", category=category, count=Count(2)), *posts]


def outcome(rule, world):
    found = {verdict.outcome for verdict in rule.check(world)}
    assert len(found) == 1, found
    return found.pop()


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        (("visit", "handle", "resolve", "more"), MET), (("visit", "handle"), VIOLATED), (NOT_STATED, OPEN),
        ((), VIOLATED),
    ],
)  # fmt: skip
def test_grid_members_have_three_routines(duties, expected):
    """GL-061: inspection visits, handling of problems, resolution of conflicts."""
    rule = RoleNamesDuties(duties=["visit", "handle", "resolve"])
    assert outcome(rule, world(GridRole(id="member", duties=duties))) is expected


GU = {"kind": "grid", "ids": ["gu"]}


@pytest.mark.parametrize(
    ("category", "part_time", "listed", "expected"),
    [
        ("building_head", True, True, MET), ("worthy", True, True, MET), ("property_firm", True, True, VIOLATED),
        ("property_firm", False, True, MET), ("property_firm", NOT_STATED, True, OPEN),
        (NOT_STATED, True, True, OPEN), ("building_head", True, False, OPEN), ("property_firm", True, False, VIOLATED),
    ],
)  # fmt: skip
def test_part_time_members_are_representatives_of_the_residents(category, part_time, listed, expected):
    """GL-057: who comes from a firm is none, whatever else is not known."""
    rule = PartTimeSources(categories=["building_head", "worthy"], places=GU)
    records = [*people("p", category, "gu", part_time=part_time), *(ALL if listed else ())]
    assert outcome(rule, world(*records)) is expected


URBAN = {"kind": "community", "where": {"kind": "urban"}}
VILLAGE = {"kind": "community", "where": {"kind": "village"}}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([*people("p", "social_worker", "gu"), *people("q", "cadre", "gv"), *ALL], MET),
        ([*people("p", "cadre", "gu", "gv"), *ALL], VIOLATED),
        ([*people("p", "cadre", "gu", "gv"), *people("q", "social_worker", "gu"), *ALL], MET),
        ([*people("p", "cadre", "gu", "gv")], OPEN),
        ([*people("p", "cadre", "gu"), *ALL], NONE),
        ([*people("p", "cadre", "gu", "gv"), *people("q", "head", "gu", part_time=True), *ALL], VIOLATED),
        ([*people("p", NOT_STATED, "gu"), *people("q", "cadre", "gv"), *ALL], OPEN),
        ([*people("p", "cadre", "gu", part_time=NOT_STATED), *people("q", "cadre", "gv"), *ALL], OPEN),
    ],
)
def test_urban_grids_and_village_grids_are_staffed_in_different_ways(records, expected):
    """GL-054: strangers here, acquaintances there."""
    assert outcome(StaffedApart(first=URBAN, second=VILLAGE), world(*records)) is expected
