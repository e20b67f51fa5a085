"""Steps of the party network (XZ-044 to XZ-047, HZ-015, HZ-016, BA-079, BA-118, BA-138)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.reforms.party import CoBuildingLinked, CreateOrgans, LinkCoBuilding, OrganCreated, PairGrids
from basegov.reforms.reform import Reform
from basegov.reforms.steering import AppointMembers, Seat
from basegov.rules.party import CoBuilds, GridsMatch, MemberCount, MemberSources, OrgansPerPlace
from basegov.rules.verdicts import Outcome
from basegov.sources import Source
from basegov.structure.cobuilding import CoBuilding, LocalKind, LocalOrganisation
from basegov.structure.estates import Building, Estate
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.organisations import PartyOrgan, PartyOrganKind
from basegov.structure.party import GridPairing
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory

BEFORE = Structure.build([
    District(id="d"),
    Community(id="c", name="甲社区", parent="d"),
    GridLayer(id="work"),
    GridLayer(id="party"),
    *(Grid(id=f"g{i}", name=f"{i}网格", layer="work", parent="c") for i in range(3)),
    Grid(id="p0", layer="party", parent="c"),
    Building(id="b", parent="g0"),
    Estate(id="e", parent="c"),
    LocalOrganisation(id="unit", kind=LocalKind.RESIDENT_UNIT, host="c"),
])  # fmt: skip
SOURCE = Source("doc", "XZ-044")
WORK = {"kind": "grid", "where": {"layer": "work"}}


def applied(*steps):
    return Reform(id="r", steps=steps).apply(BEFORE)


def test_branches_are_set_up_for_every_grid_and_the_clause_is_met():
    """XZ-044."""
    change = applied(CreateOrgans(per=WORK, kind="branch", source=SOURCE))
    assert [e.place for e in change.events] == ["g0", "g1", "g2"]
    assert all(isinstance(e, OrganCreated) for e in change.events)
    organ = change.after["g0-branch"]
    assert (organ.name, organ.area, organ.parent, organ.source) == ("0网格党支部", "g0", "c", SOURCE)
    rule = OrgansPerPlace(id="r", per=WORK, organ={"kind": "party_organ", "where": {"kind": "branch"}})
    assert {v.outcome for v in rule.check(change)} == {Outcome.MET}
    assert not BEFORE.records(PartyOrgan)
    assert change.undo() is BEFORE
    assert change.accounts["staff"].exact == 0


@given(st.sets(st.sampled_from(["g0", "g1", "g2"])))
def test_places_with_a_branch_are_passed_over(there):
    """XZ-044: afterwards every grid has exactly one, whatever there was before."""
    branches = [PartyOrgan(id=f"own-{g}", kind=PartyOrganKind.BRANCH, area=g) for g in there]
    before = BEFORE.evolve(put=[*branches, Inventory(scope="d", of="party_organ", complete=True)])
    reform = Reform(id="r", steps=[CreateOrgans(per=WORK, kind=PartyOrganKind.BRANCH)])
    if len(there) == 3:
        with pytest.raises(ReformError, match="BG575"):
            reform.apply(before)
        return
    change = reform.apply(before)
    one = OrgansPerPlace(
        id="r", per=WORK, organ={"kind": "party_organ", "where": {"kind": "branch"}}, exactly=1
    )  # fmt: skip
    assert {v.outcome for v in one.check(change)} == {Outcome.MET}
    assert reform.apply(change.undo()).added == change.added  # replayed, it does the same


@pytest.mark.parametrize(("per", "kind"), [("building", "group"), ("estate", "branch"), ("community", "branch")])
def test_organs_for_buildings_estates_and_communities(per, kind):
    """XZ-045, BA-079, BA-118, HZ-017."""
    change = applied(CreateOrgans(per=per, kind=kind, suffix="organ"))
    (event,) = change.events
    assert event.organ == f"{event.place}-organ"
    assert change.after[event.organ].parent == "c"


def test_without_a_place_and_with_an_id_that_is_taken_the_step_is_refused():
    with pytest.raises(ReformError, match="BG50"):
        applied(CreateOrgans(per="street", kind="branch"))
    with pytest.raises(ReformError, match=r"BG521.*e-x"):
        Reform(id="r", steps=[CreateOrgans(per="estate", kind="branch", suffix="x")]).apply(
            BEFORE.evolve(put=[LocalOrganisation(id="e-x")])
        )


def test_partners_begin_to_build_together_and_nobody_comes_to_contain_the_other():
    """BA-138."""
    change = applied(
        CreateOrgans(per="community", kind="community committee"),
        LinkCoBuilding(one="c-community-committee", with_="unit", forms=["joint_work"]),
    )
    assert change.events[-1] == CoBuildingLinked(step=2, one="c-community-committee", other="unit")
    rule = CoBuilds(id="r", of="party_organ", partner="local_organisation")
    assert [v.outcome for v in rule.check(change)] == [Outcome.MET]
    assert "unit" not in change.after.hierarchy["c-community-committee"]
    assert change.after.graph.has_edge("unit", "c-community-committee")
    assert change.after.graph.has_edge("c-community-committee", "unit")


def test_a_second_link_of_the_same_two_is_refused():
    with pytest.raises(ReformError, match="BG576"):
        applied(LinkCoBuilding(one="e", with_="unit"), LinkCoBuilding(one="unit", with_=["e"]))


def test_grids_are_put_on_common_ground_and_linked_later():
    """XZ-046, XZ-047: what a step leaves out stays as it was."""
    change = applied(
        PairGrids(grid="g0", with_="p0", same_area=True), PairGrids(grid="p0", with_="g0", linked=True)
    )  # fmt: skip
    (pairing,) = change.after.records(GridPairing)
    assert (pairing.same_area, pairing.linked) == (True, True)
    first = {"kind": "grid", "ids": "g0"}
    assert [v.outcome for v in GridsMatch(id="r", grids=first, layer="party", linked=True).check(change)] == [
        Outcome.MET
    ]
    with pytest.raises(ReformError, match="BG327"):
        applied(PairGrids(grid="g0", with_="g1"))
    with pytest.raises(ReformError):
        applied(PairGrids(grid="g0", with_="c"))


@pytest.mark.parametrize(("number", "expected"), [(4, "violated"), (5, "met"), (7, "met"), (8, "violated")])
def test_part_time_members_are_appointed(number, expected):
    """HZ-015 and HZ-016, by the step for members of any body."""
    seats = [
        Seat(office=f"head {i}", source_class="enterprise", part_time=True, party_head=True) for i in range(number)
    ]  # fmt: skip
    before = BEFORE.evolve(put=[
        PartyOrgan(id="pwc", kind=PartyOrganKind.WORKING_COMMITTEE, area="d"),
        Inventory(scope="pwc", of="membership", complete=True),
    ])  # fmt: skip
    change = Reform(id="r", steps=[AppointMembers(body="pwc", members=seats)]).apply(before)
    count = MemberCount(id="n", body="party_organ", part_time=True, at_least=5, at_most=7)
    assert [v.outcome.value for v in count.check(change)] == [expected]
    source = MemberSources(id="s", body="party_organ", part_time=True, classes=["enterprise"], party_heads=True)
    assert [v.outcome for v in source.check(change)] == [Outcome.MET]


def test_the_graph_of_co_building_is_undirected():
    link = CoBuilding(partners=("unit", "e"))
    assert link == CoBuilding(partners=("e", "unit"))
