"""Steps that reorganise bodies (HZ-020, HZ-022, BA-024, GL-008 to GL-013)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Count
from basegov.reforms.organisations import HangPlates, MergeBodies, PlannedBody, SetBodies
from basegov.reforms.reform import Reform
from basegov.structure.functions import Function, Performs
from basegov.structure.organisations import (
    BodyKind,
    DispatchedAgency,
    InternalBody,
    PartyOrgan,
    PartyOrganKind,
    ServiceCentre,
)
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import District, Inventory, Street
from basegov.values import NOT_STATED

STATIONS = ["生产管理服务站", "文化站", "畜牧兽医站", "水利站"]
RECORDS = [
    District(id="d"),
    Street(id="s", parent="d"),
    Street(id="t", parent="d"),
    *(InternalBody(id=f"b{i}", name=n, kind=BodyKind.STATION, parent="s") for i, n in enumerate(STATIONS)),
    *(PostPool(unit=f"b{i}", posts=Count(i + 1)) for i in range(4)),
    *(Function(id=f"f{i}") for i in range(4)),
    *(Performs(unit=f"b{i}", function=f"f{i}") for i in range(4)),
    StaffGroup(id="people", parent="b0", count=Count(5)),
    DispatchedAgency(id="agency", name="城管所", host="s", parent="s"),
    ServiceCentre(id="public", name="公共服务中心", parent="s"),
    Inventory(scope="s", of="internal_body", total=Count(6)),
]
BEFORE = Structure.build(RECORDS)
CENTRE = MergeBodies(
    parts=[f"b{i}" for i in range(4)], into="centre", name="综合服务中心", kind="centre", keep_names=True
)


def apply(*steps, before=BEFORE):
    return Reform(id="r", steps=steps).apply(before)


def codes(*steps):
    with pytest.raises(ReformError) as caught:
        apply(*steps)
    return {d.code for d in caught.value.diagnostics}


def test_stations_become_one_centre_with_their_people_posts_functions_and_names():
    """GL-009, GL-011, GL-013."""
    change = apply(CENTRE)
    centre = change.after.node("centre")
    assert (centre.kind, centre.parent, centre.plates) == (BodyKind.CENTRE, "s", tuple(STATIONS))
    assert change.after["文化站"].id == "centre"
    (pool,) = change.after.records(PostPool)
    assert (pool.unit, pool.posts) == ("centre", Count(1 + 2 + 3 + 4))
    assert {p.function for p in change.after.where(Performs, unit="centre")} == {f"f{i}" for i in range(4)}
    assert change.after.node("people").parent == "centre"
    (inventory,) = change.after.records(Inventory)
    assert inventory.total == Count(6 - 4 + 1)
    assert change.lineage.after("b2") == ("centre",)
    assert change.accounts["posts"].exact == change.accounts["staff"].exact == 0
    assert change.undo() == BEFORE
    assert apply(CENTRE).after == change.after


def test_a_body_may_take_in_others_and_keeps_its_name():
    """HZ-M8 mode A: an agency merged into a body of the street."""
    after = apply(MergeBodies(parts=["b0", "agency"], into="b0")).after
    assert type(after.node("b0")) is InternalBody
    assert after.node("b0").name == STATIONS[0]
    assert after["城管所"].id == "b0"


def test_parts_of_different_kinds_need_the_kind_of_the_new_body():
    assert "BG561" in codes(MergeBodies(parts=["b0", "agency"], into="new"))
    assert "BG562" in codes(MergeBodies(parts=["b0", "agency"], into="new", as_="street"))
    after = apply(MergeBodies(parts=["b0", "agency"], into="new", as_="service_centre", name="中心")).after
    assert type(after.node("new")) is ServiceCentre


def test_mergers_that_cannot_be_are_refused():
    assert "BG541" in codes(MergeBodies(parts=["b0", "文化站", "b0"][:1], into="x"))
    assert "BG543" in codes(MergeBodies(parts=["b0", "b1"], into="s"))


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=2, max_size=4))
def test_no_post_is_lost_in_a_merger_however_much_is_known(posts):
    """GL-013."""
    pools = [
        PostPool(unit=f"b{i}") if p is None else PostPool(unit=f"b{i}", posts=Count(p)) for i, p in enumerate(posts)
    ]
    before = BEFORE.evolve(put=pools)
    change = apply(CENTRE, before=before)
    (pool,) = change.after.records(PostPool)
    if None not in posts:
        assert pool.posts == Count(sum(posts) + sum(i + 1 for i in range(len(posts), 4)))
    assert change.undo() == before


TEMPLATE = SetBodies(
    units="street",
    bodies=[
        PlannedBody(key="office", kind="office", name="党政办"),
        PlannedBody(key="culture", kind="bureau", name="文化站"),
    ],
)


def test_a_template_keeps_what_is_there_and_sets_up_the_rest():
    """GL-008, BA-024."""
    change = apply(TEMPLATE)
    assert change.after.node("s-office").kind is BodyKind.OFFICE
    assert change.after.node("b1").kind is BodyKind.BUREAU
    assert "s-culture" not in change.after
    assert "t-culture" in change.after
    (inventory,) = change.after.records(Inventory)
    assert inventory.total == Count(7)
    again = apply(TEMPLATE, before=change.after)
    assert again.after == change.after


def test_name_plates_are_hung_once():
    """HZ-022."""
    plates = HangPlates(bodies="service_centre", plates=["党群服务中心"])
    after = apply(plates, plates).after
    assert after.node("public").plates == ("党群服务中心",)
    assert after["公共服务中心"].id == "public"


@pytest.mark.parametrize("into", ["organ", "new"])
def test_a_party_organ_that_becomes_an_internal_body_leaves_its_kind_behind(into):
    organ = PartyOrgan(id="organ", parent="s", kind=PartyOrganKind.BRANCH)
    step = MergeBodies(parts=["organ", "public"], into=into, as_="internal_body", parent="s")
    after = apply(step, before=BEFORE.evolve(put=[organ])).after
    body = after.node(into)
    assert isinstance(body, InternalBody)
    assert body.kind is NOT_STATED
