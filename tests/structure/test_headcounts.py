"""Counting people: the same numbers, and the same open questions, as the plain version gives."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.structure.forces import ProfessionalForce
from basegov.structure.functions import lists_all_about
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.headcounts import tally, works_in
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED
from tests.structure.plain_headcounts import plain_lists_all_about, plain_tally, plain_works_in

UNITS = ("d", "c1", "c2")
CATEGORIES = st.sampled_from(["worker", "officer", NOT_STATED])
COUNTS = st.sampled_from([Count(0), Count(3), Count.between(1, None), NOT_STATED])


@st.composite
def peopled(draw):
    """Draw two communities with a few people and groups, some of whom work in a grid or in the office."""
    records = [District(id="d"), GridLayer(id="layer"), *(Community(id=c, parent="d") for c in ("c1", "c2"))]
    records += [Grid(id=f"{c}-g", parent=c, layer="layer") for c in ("c1", "c2")]
    place = st.sampled_from(["c1", "c2", "c1-g", NOT_STATED])
    records += [
        Staff(id=f"p{n}", parent=draw(place), category=draw(CATEGORIES)) for n in range(draw(st.integers(0, 3)))
    ]
    for n in range(draw(st.integers(0, 2))):
        records.append(StaffGroup(id=f"p1{n}", parent=draw(place), category=draw(CATEGORIES), count=draw(COUNTS)))
    if draw(st.booleans()):
        records.append(ProfessionalForce(id="p20", parent="c1", category="worker"))
        parts = [
            ProfessionalForce(id=f"p2{n}", parent=draw(place), category="worker", part_of="p20", count=draw(COUNTS))
            for n in (1, 2)
        ]
        records += parts
    for person in [r.id for r in records if isinstance(r, Staff | StaffGroup)]:
        at = draw(st.sampled_from(["c1", "c1-g", "c2-g", None]))
        if at is not None:
            records.append(
                Assignment(staff=person, place=at, role=draw(st.sampled_from(["member", "head", NOT_STATED])))
            )
    for scope in UNITS:
        for kind in ("assignment", "staff", "staff_group"):
            said = draw(st.sampled_from([None, True, False, NOT_STATED]))
            if said is not None:
                records.append(Inventory(scope=scope, of=kind, complete=said))
    return Structure.build(records)


SELECTORS = st.builds(
    Selector,
    kind=st.sampled_from(["node", "staff", "staff_group"]),
    within=st.sampled_from([None, *UNITS]),
    where=st.sampled_from([{}, {"category": "worker"}]),
)


@given(peopled(), SELECTORS, st.sampled_from([None, "member"]), st.sampled_from(["grid", "community"]))
def test_people_are_counted_as_the_plain_version_counts_them(structure, staff, role, kind):
    if staff.kind == "node" and staff.within is None and staff.where:
        staff = attrs.evolve(staff, within="d")
    found = tally(structure, staff, works_in(structure, (kind,), role))
    plain = plain_tally(structure, staff, plain_works_in(structure, (kind,), role))
    assert (found.yes, found.no, found.unlisted) == (plain.yes, plain.no, plain.unlisted)
    assert {(node.id, what) for node, what in found.open} == {(node.id, what) for node, what in plain.open}


@given(peopled())
def test_the_nearest_inventory_that_says_anything_decides(structure):
    for node in structure.nodes():
        for kind in ("assignment", "staff"):
            assert lists_all_about(structure, node.id, kind) is plain_lists_all_about(structure, node.id, kind)


def test_a_later_version_of_a_structure_is_counted_anew():
    records = [
        District(id="d"),
        Community(id="c1", parent="d"),
        GridLayer(id="layer"),
        Grid(id="g", parent="c1", layer="layer"),
    ]
    records += [Staff(id=p, parent="c1") for p in ("p1", "p2")]
    records += [Inventory(scope="d", of=kind, complete=True) for kind in ("staff", "staff_group", "assignment")]
    before = Structure.build(records)
    staff = Selector(kind="staff", within="c1")
    assert tally(before, staff, works_in(before, ("grid",))).yes == Count(0)
    after = before.evolve(put=[Assignment(staff="p1", place="g"), Staff(id="p3", parent="c1")])
    found = tally(after, staff, works_in(after, ("grid",)))
    assert (found.yes, found.no) == (Count(1), Count(2))


@pytest.mark.parametrize(("role", "number"), [("member", Count(1)), ("head", Count(0))])
def test_a_role_is_asked_for(role, number):
    records = [
        District(id="d"),
        GridLayer(id="layer"),
        Grid(id="g", parent="d", layer="layer"),
        Staff(id="p", parent="d"),
    ]
    records += [Inventory(scope="d", of=kind, complete=True) for kind in ("staff", "staff_group", "assignment")]
    structure = Structure.build([*records, Assignment(staff="p", place="g", role="member")])
    assert tally(structure, Selector(kind="staff"), works_in(structure, ("grid",), role)).yes == number
