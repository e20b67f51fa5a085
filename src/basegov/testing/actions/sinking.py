"""Draws of steps that assign people, and send them down to grids."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.reforms.sinking import AssignStaff, SinkStaff
from basegov.reforms.steps import Step
from basegov.structure.forces import parts_of
from basegov.structure.functions import lists_all_about
from basegov.structure.grids import Grid
from basegov.structure.headcounts import people_in
from basegov.structure.organisations import Body
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, Street, Unit
from basegov.testing.actions.draws import chosen, draws, kind_of, optional, pick, word


@draws(AssignStaff)
def assign_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Assign people to units, bodies or grids."""
    people = pick(draw, [cls for cls in (Staff, StaffGroup) if structure.records(cls)])
    kinds: list[type[Node]] = [Unit, Body, Grid]
    at = pick(draw, [cls for cls in kinds if structure.records(cls)])
    if people is None or at is None:
        return None
    who: list[Node] = [*structure.records(people)]
    staff, places = chosen(draw, who, kind_of(people)), chosen(draw, structure.records(at), kind_of(at))
    if staff is None or places is None:
        return None
    return AssignStaff(
        staff=staff, places=places, **optional(draw, role=word("helper", "secretary"), part_time=st.booleans())
    )


@draws(SinkStaff)
def sink_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Send the people of a unit with grids down, of whom it is known how many there are and what they do."""
    units: list[Unit] = [*structure.records(Street), *structure.records(Community)]
    grids = structure.records(Grid)
    choices = [
        (unit, kind, people)
        for unit in units
        if any(structure.lies_within(grid.id, unit.id) for grid in grids)
        for kind, cls in (("staff_group", StaffGroup), ("staff", Staff))
        if (people := _sendable(structure, cls, unit))
    ]
    groups = [choice for choice in choices if choice[1] == "staff_group"]
    found = pick(draw, groups if draw(st.booleans()) and groups else choices)
    if found is None:
        return None
    unit, kind, people = found
    enough: dict[str, Any] = {"stay": draw(st.integers(0, 3))}
    if draw(st.booleans()):
        enough = {"share": draw(st.sampled_from(["50%", "80%", "100%"]))}
    terms = optional(draw, scope=word("each", "together"), role=word("member"), keep_roles=st.just(("secretary",)))
    return SinkStaff(
        staff={"kind": kind, "ids": tuple(person.id for person in people)},
        units={"kind": kind_of(type(unit)), "ids": (unit.id,)}, **enough, **terms,
    )  # fmt: skip


def _sendable(structure: Structure, cls: type[Staff | StaffGroup], unit: Unit) -> list[Staff | StaffGroup]:
    return [
        person for person in structure.records(cls)
        if structure.lies_within(person.id, unit.id) and people_in(structure, person).exact  # known, and not nobody
        and not parts_of(structure, person.id) and lists_all_about(structure, person.id, "assignment")
    ]  # fmt: skip
