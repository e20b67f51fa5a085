"""Making people in places, as many as a rule asks for."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.rules.headcounts import Headcount
from basegov.structure.staffing import Assignment
from basegov.testing.drafts.counts import aim_count, hold_to_most, how_many
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.texts import Text


@makes(Headcount)
def headcount(rule: Headcount, draft: Draft) -> None:
    """Let as many people belong to every place as lie in the range."""
    staff = attrs.evolve(rule.staff, kind="staff") if rule.staff.kind == "node" else rule.staff
    for place in draft.need(rule.places):
        wanted = aim_count(draft, rule, place.id)
        what = ("people", staff, rule.role, rule.part_time, place.id, Text("number of people", "人员数"))
        number = how_many(draft, what, rule, wanted, spare=1)
        people = draft.need(staff, number, within=place.id) if number else draft.found(staff, within=place.id)
        hold_to_most(draft, rule, "staff", wanted, len(people))
        for person in people:
            if staff.kind == "staff_group":
                draft.within(person, "count", Count(1), rule)
            if rule.role is not None or rule.part_time is True:
                assignment = Assignment(staff=person.id, place=place.id, part_time=rule.part_time is True)
                draft.link(assignment if rule.role is None else attrs.evolve(assignment, role=rule.role), name_of(rule))
    for kind in ("staff", "staff_group", "assignment", rule.places.kind):
        draft.close(kind)
