"""Selectors: which nodes are meant, which may be, and how many are not listed."""

from __future__ import annotations

import pytest

from basegov.errors import NotFoundError
from basegov.quantities import Count
from basegov.structure.organisations import Department, DispatchedAgency, Team, TeamKind
from basegov.structure.selection import Role, Selector, players
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Community, CommunityKind, District, Inventory, Street
from basegov.terms import LEVELS
from basegov.values import NOT_STATED


def structure(*records):
    return Structure.build(
        [
            District(id="d", level=LEVELS["district"]),
            Street(id="east", name="东街道", parent="d"),
            Street(id="west", name="西街道", parent="d"),
            Community(id="c1", parent="east", kind=CommunityKind.URBAN, households=Count(900)),
            Community(id="c2", parent="east", kind=CommunityKind.VILLAGE, households=Count(">= 1000")),
            Community(id="c3", parent="west"),
            *records,
        ]
    )


def picked(selector, world):
    selection = selector.select(world)
    return [n.id for n in selection.sure], [(n.id, fields) for n, fields in selection.unsure]


@pytest.mark.parametrize(
    ("selector", "sure", "unsure"),
    [
        (Selector(kind="community"), ["c1", "c2", "c3"], []),
        (Selector(kind="unit", within="东街道"), ["east", "c1", "c2"], []),
        (Selector(kind="community", where={"kind": "village"}), ["c2"], [("c3", ("kind",))]),
        (Selector(kind="community", where={"kind": CommunityKind.VILLAGE}), ["c2"], [("c3", ("kind",))]),
        (Selector(kind="community", where={"kind": ["village", "urban"]}), ["c1", "c2"], [("c3", ("kind",))]),
        (
            Selector(kind="unit", where={"level": "district"}),
            ["d"],
            [(i, ("level",)) for i in ("east", "west", "c1", "c2", "c3")],
        ),
        (
            Selector(kind="unit", where={"households": ">= 1000"}, ids=["c1", "c2", "c3"]),
            ["c2"],
            [("c3", ("households",))],
        ),
        (Selector(kind="community", where={"households": 900}), ["c1"], [("c3", ("households",))]),
        (
            Selector(kind="unit", where={"kind": "village"}),
            ["c2"],
            [("east", ("kind",)), ("west", ("kind",)), ("c3", ("kind",))],
        ),
        (Selector(kind="community", ids="c3"), ["c3"], []),
        (Selector.of("street"), ["east", "west"], []),
        (Selector.of({"kind": "street", "ids": ("west",)}), ["west"], []),
    ],
)
def test_what_is_meant_and_what_may_be(selector, sure, unsure):
    assert picked(selector, structure()) == (sure, unsure)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "comunity"}, "BG314"), ({"kind": "community", "where": {"knd": "village"}}, "BG318"),
        ({"kind": "community", "within": "north"}, "BG310"), ({"kind": "community", "ids": ["c1", "c9"]}, "BG310"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_refused(fields, code):
    with pytest.raises(NotFoundError, match=code):
        Selector(**fields).select(structure())


@pytest.mark.parametrize(
    ("inventories", "selector", "expected"),
    [
        ([], "community", None),
        ([("d", "community", 3, True)], "community", None),
        ([("d", "community", 3, None)], "community", None),
        ([("d", "community", 5, None)], "community", "2"),
        ([("d", "community", 2, None)], "community", None),
        ([("d", "community", ">= 5", None)], "community", ">= 2"),
        ([("d", "community", None, False)], "community", "not stated"),
        ([("d", "community", 5, None), ("east", "community", 4, None)], "community", "2"),
        ([("east", "community", 4, None), ("west", "community", 3, None)], "community", "4"),
        ([("d", "community", 5, None)], {"kind": "community", "within": "east"}, "<= 2"),
        ([("d", "community", 5, None), ("east", "community", 2, True)], {"kind": "community", "within": "east"}, None),
        ([("west", "community", 9, None)], {"kind": "community", "within": "east"}, None),
        ([("d", "community", 5, None)], {"kind": "community", "where": {"kind": "village"}}, "<= 2"),
        ([("d", "community", 5, None)], {"kind": "community", "ids": ["c1"]}, None),
        ([("d", "community", 5, None)], "unit", "<= 2"),
        ([("d", "unit", 7, None)], "community", "<= 2"),
        ([("d", "unit", 7, None), ("d", "community", 3, True)], "community", None),
        ([("d", "team", 2, None)], "community", None),
    ],
)
def test_how_many_are_not_listed(inventories, selector, expected):
    """A document may state a total and not list the members (GL-005, BA-081)."""
    records = [
        Inventory(
            scope=scope,
            of=of,
            total=NOT_STATED if total is None else Count(total),
            complete=NOT_STATED if complete is None else complete,
        )
        for scope, of, total, complete in inventories
    ]
    unlisted = Selector.of(selector).select(structure(*records)).unlisted
    assert unlisted == (None if expected is None else Count(expected))


def test_a_team_may_be_among_agencies_that_are_not_listed():
    """XZ-067: all dispatched agencies are meant, and only the cleaning team is named."""
    team = Team(id="team", kind=TeamKind.SANITATION, parent="d")
    world = structure(team, Inventory(scope="d", of="dispatched_agency", complete=False))
    assert Selector.of("team").select(world).unlisted == Count.unknown()
    assert Selector.of("department").select(world).unlisted is None


def test_parts_that_one_node_plays_for_another():
    world = structure(
        Department(id="bureau", parent="d"),
        DispatchedAgency(id="office", principal="bureau", host="east"),
        DispatchedAgency(id="lost"),
        StaffGroup(id="workers", parent="c3", employer="bureau"),
    )
    parts = {
        ("office", Role.HOST): ("east",), ("office", Role.PRINCIPAL): ("bureau",), ("office", Role.STREET): ("east",),
        ("office", Role.DISTRICT): ("d",), ("office", Role.COMMUNITY): (), ("office", Role.SERVED): (),
        ("lost", Role.STREET): (), ("workers", Role.STREET): ("west",), ("workers", Role.EMPLOYER): ("bureau",),
        ("workers", Role.HOST): ("c3",), ("c1", Role.PARENT): ("east",),
    }  # fmt: skip
    assert {key: players(world, *key) for key in parts} == parts


def test_a_selector_says_in_words_whom_it_means():
    selector = Selector(kind="community", within="east", where={"kind": ["village", "urban"]}, ids=["c1"])
    assert selector.text("en") == "community (kind=village | urban) [c1] in east"
    assert selector.text("zh") == "east内的社区（kind=village | urban） [c1]"
    assert hash(selector) == hash(Selector.of(selector))
