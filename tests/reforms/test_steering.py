"""Steps of steering (XZ-004, HZ-008, HZ-011 to HZ-013, BA-010, BA-017 to BA-019)."""

from __future__ import annotations

import pytest

from basegov.errors import ReformError
from basegov.reforms.reform import Reform
from basegov.reforms.steering import AppointMembers, CreateCommittee, HoldPhase, Seat, SetLeadership, SetRole
from basegov.sources import Source
from basegov.structure.memberships import Capacity, Membership
from basegov.structure.organisations import Committee, PartyOrgan, PartyOrganKind
from basegov.structure.roles import Leadership, Positioning
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Street

BEFORE = Structure.build(
    [
        District(id="d"),
        Street(id="s", parent="d"),
        Street(id="t", parent="d"),
        PartyOrgan(id="pwc-s", kind=PartyOrganKind.WORKING_COMMITTEE, parent="s"),
        PartyOrgan(id="pwc-t", kind=PartyOrganKind.WORKING_COMMITTEE, parent="t"),
    ]
)
COMMITTEE = CreateCommittee(
    units="street",
    key="governance",
    name="综合治理委员会",
    kind="coordinating committee",
    commander={"kind": "party_organ", "where": {"kind": "working committee"}},
    classes=["party_government_body", "social_organisation"],
    source=Source("doc", "HZ-011"),
)


def apply(*steps):
    return Reform(id="r", steps=steps).apply(BEFORE)


def test_every_street_gets_its_committee_with_its_own_commander():
    """HZ-011, HZ-012, HZ-013."""
    change = apply(COMMITTEE)
    assert {c.id for c in change.after.records(Committee)} == {"s-governance", "t-governance"}
    (held,) = change.after.where(Membership, body="s-governance", capacity=Capacity.COMMANDER)
    assert held.member == "pwc-s"
    assert len(change.after.where(Membership, body="s-governance")) == 3
    assert all(c.source == Source("doc", "HZ-011") for c in change.after.records(Committee))
    assert change.undo() == BEFORE
    assert apply(COMMITTEE).after == change.after


def test_a_committee_without_exactly_one_commander_or_with_a_taken_id_is_refused():
    with pytest.raises(ReformError) as caught:
        apply(CreateCommittee(units="street", key="k", commander={"kind": "department"}))
    assert "BG560" in {d.code for d in caught.value.diagnostics}
    with pytest.raises(ReformError) as caught:
        apply(COMMITTEE, COMMITTEE)
    assert "BG521" in {d.code for d in caught.value.diagnostics}


def test_a_leading_group_is_chaired_by_an_office():
    """XZ-004."""
    chair = Seat(office="district_party_secretary", capacity="chair")
    after = apply(CreateCommittee(units="district", key="lg", kind="leading group", members=[chair])).after
    (held,) = after.where(Membership, body="d-lg")
    assert (held.office, held.capacity) == ("district_party_secretary", Capacity.CHAIR)


def test_members_are_appointed_anew_where_they_are_there_already():
    seat = Seat(member="pwc-s", source_class="resident_unit", part_time=True)
    change = apply(AppointMembers(body="pwc-t", members=[seat]), AppointMembers(body="pwc-t", members=[seat]))
    assert len(change.after.where(Membership, body="pwc-t")) == 1
    assert "pwc-s" in change.events[0].text("en")


def test_a_role_takes_the_place_of_an_older_one():
    """BA-018."""
    change = apply(SetRole(level="street", role="bridge"), SetRole(level="street", role="dragon_head", duties=["lead"]))
    (held,) = change.after.records(Positioning)
    assert (held.role, held.duties) == ("dragon_head", ("lead",))
    assert change.events[-1].former == ("bridge",)


def test_leadership_over_named_organisations_and_over_classes():
    """HZ-008."""
    step = SetLeadership(leaders={"kind": "party_organ", "ids": ["pwc-s"]}, led=["pwc-t"], classes=["government"])
    assert len(apply(step).after.where(Leadership, leader="pwc-s")) == 2


def test_a_phase_changes_nothing_and_is_remembered():
    """BA-010."""
    change = apply(HoldPhase(phase="research", months=3))
    assert change.after == BEFORE
    assert "3" in change.events[0].text("zh")
