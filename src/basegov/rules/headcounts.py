"""The rule over how many people there are in a place."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.devolution import CountRule
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Measurement, Missing
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import Tally, tally
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


def missing_people(structure: Structure, found: Tally, answer: Text) -> tuple[Missing, ...]:
    """Return what leaves a tally open, `answer` being in words what was asked of each."""
    missing = []
    for node, what in found.open:
        said = {
            "count": Text(f"how many people {node.label} has", f"{node.label}的人数"),
            "answer": Text(f"{node.label}: {answer.en}", f"{node.label}：{answer.zh}"),
            "category": Text(f"whether {node.label} is meant", f"{node.label}是否属于所指人员"),
        }[what]
        missing.append(Missing(node.id, {"answer": "assignments"}.get(what, what), said))
    if found.unlisted:
        more = Text("whether there are more people than are listed", "是否另有未列出的人员")
        missing.append(Missing(structure.id, "staff", more))
    return tuple(dict.fromkeys(missing))


@rule(en="number of people", zh="人员数量")
@attrs.frozen(kw_only=True)
class Headcount(CountRule):
    """Each selected unit, grid or body must have a certain number of people, at least one where no number is given.

    Predicate: ``at_least <= |people of the selection who belong to the place| <= at_most``. Who is counted in it, or is
    assigned to it, belongs to it; with `role`, who is assigned to it in that role. A group counts with its number.
    *Undetermined* while groups have no number, while categories, roles or part-time work are not stated, and while
    people or assignments are not all listed, as far as that decides.

    Parameters
    ----------
    places : Selector
        Where.
    staff : Selector
        Whom: of kind ``staff``, ``staff_group`` or ``node`` (both).
    role : str, optional
        Only those assigned in this role.
    part_time : bool, optional
        Only those who do it beside other work (true), or only the others (false).

    Notes
    -----
    Used by WH-038 (one full-time party-affairs worker in each community), GL-055 (one secretary and two generalists),
    GL-058 (people according to grids).
    """

    places: Selector = attrs.field(converter=as_selector)
    staff: Selector = attrs.field(default=Selector(kind="node"), converter=as_selector)
    role: str | None = None
    part_time: bool | None = None

    @property
    def selector(self) -> Selector:
        """The places."""
        return self.places

    @property
    def measure(self) -> Measure:
        """How many people there are."""
        role = "" if self.role is None else f" ({self.role})"
        return Measure("people", "count", Text(f"number of people{role}", f"人员数{role}"))

    @property
    def requirement(self) -> Requirement:
        """The number; at least one where none is given."""
        if self.exactly is None and self.at_least is None and self.at_most is None:
            return Bound(Count.between(1, None))
        return super().requirement

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many people belong to a place."""
        listed = lists_all_about(structure, node.id, "assignment")
        staff = self.staff
        if listed and not staff.ids:  # nobody else can belong to it
            ids = [assignment.staff for assignment in structure.where(Assignment, place=node.id)]
            ids += [child.id for child in structure.children(node.id, Node) if isinstance(child, Staff | StaffGroup)]
            staff = attrs.evolve(staff, ids=tuple(dict.fromkeys(ids)) or (node.id,))
        here: dict[str, list[Assignment]] = {}
        for assignment in structure.where(Assignment, place=node.id):
            here.setdefault(assignment.staff, []).append(assignment)
        found = tally(
            structure, staff, lambda person: self._belongs(structure, person, node, here, listed=listed),
            listed=_lists_people(structure, self.staff),
        )  # fmt: skip
        asked = Text(f"what they do in {node.label}", f"在{node.label}的工作")
        missing = () if found.yes.is_exact else missing_people(structure, found, asked)
        return Measurement(value=found.yes, missing=missing)

    def _belongs(
        self, structure: Structure, person: Node, place: Node, here: dict[str, list[Assignment]], *, listed: bool
    ) -> Truth:
        answers = []
        for assignment in here.get(person.id, ()):
            asked = []
            if self.role is not None:
                asked.append(_is(assignment.role, self.role))
            if self.part_time is not None:
                asked.append(_is(assignment.part_time, self.part_time))
            answers.append(Truth.all(asked))
        counted = place.id in structure.parent_ids(person.id)
        if counted and self.role is None:
            answers.append(Truth.TRUE if self.part_time is not True else Truth.UNKNOWN)
        elif not (listed or lists_all_about(structure, person.id, "assignment")):
            answers.append(Truth.UNKNOWN)
        return Truth.any(answers)


def _lists_people(structure: Structure, staff: Selector) -> bool:
    kinds = ("staff", "staff_group") if staff.kind == "node" else (staff.kind,)
    return bool(staff.ids) or all(attrs.evolve(staff, kind=kind).lists_all(structure) for kind in kinds)


def _is(value: Any, wanted: Any) -> Truth:
    return Truth.of(NOT_STATED if isinstance(value, NotStated) else value == wanted)
