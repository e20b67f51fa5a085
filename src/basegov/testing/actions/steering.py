"""Draws of steps that set up steering."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.steering import AppointMembers, CreateCommittee, HoldPhase, Seat, SetLeadership, SetRole
from basegov.reforms.steps import Step
from basegov.structure.memberships import Capacity
from basegov.structure.organisations import Body, Committee, CommitteeKind, PartyOrgan
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.structure.units import Street, Unit
from basegov.terms import LEVELS
from basegov.testing.actions.draws import draws, free_id, optional, pick, selected, word

_CLASSES = st.just(("resident_unit",))


def _seat(draw: st.DrawFn, structure: Structure) -> Seat:
    capacity = draw(st.sampled_from(Capacity))
    people = [person.id for person in structure.records(Staff)]
    terms = optional(draw, part_time=st.booleans(), party_member=st.booleans(), count=st.integers(1, 5).map(Count))
    by_name: bool = draw(st.booleans())
    if people and by_name:
        return Seat(member=draw(st.sampled_from(people)), capacity=capacity, **terms)
    return Seat(office=draw(word("deputy_district_head", "street_secretary")), capacity=capacity, **terms)


@draws(CreateCommittee)
def create_committee(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up a committee in streets, with seats and classes of members."""
    units = selected(draw, structure, Street)
    if units is None:
        return None
    terms = optional(
        draw, name=st.just("协调委员会"), kind=st.sampled_from(CommitteeKind), classes=_CLASSES,
        members=st.just((_seat(draw, structure),)),
    )  # fmt: skip
    return CreateCommittee(units=units, key=free_id(structure, "steering"), **terms)


@draws(AppointMembers)
def appoint_members(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Appoint a member of a committee or party organ."""
    body: Body | None = pick(draw, [*structure.records(Committee), *structure.records(PartyOrgan)])
    return None if body is None else AppointMembers(body=body.id, members=(_seat(draw, structure),))


@draws(SetRole)
def set_role(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give a level, or one unit of it, its role."""
    role, level = draw(word("headquarters", "front_line", "base")), draw(st.sampled_from(list(LEVELS.values())))
    terms = optional(draw, duties=st.just(("command",)))
    holders = [unit.id for unit in structure.records(Unit)]
    terms |= optional(draw, holder=st.sampled_from(holders)) if holders else {}
    return SetRole(level=level, role=role, **terms)


@draws(SetLeadership)
def set_leadership(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Put bodies, or a class of them, under the leadership of party organs."""
    leaders = selected(draw, structure, PartyOrgan)
    bodies = [node.id for node in structure.records(Committee)]
    if leaders is None:
        return None
    by_name: bool = draw(st.booleans())
    if bodies and by_name:
        return SetLeadership(leaders=leaders, led=(draw(st.sampled_from(bodies)),))
    return SetLeadership(leaders=leaders, classes=(Selector(kind="committee"),))


@draws(HoldPhase)
def hold_phase(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Hold a phase."""
    return HoldPhase(phase=draw(word("research", "pilot")), **optional(draw, months=st.integers(1, 6).map(Count)))
