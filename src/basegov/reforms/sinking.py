"""Sending staff from offices down to grids: by share or by what may stay, people by id and people in groups alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any, Final

import attrs

from basegov.diagnostics.posts import NO_PLACE_TO_SINK, PEOPLE_NOT_KNOWN, UNITS_IN_ONE_ANOTHER
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count, Share, Yuan
from basegov.reforms.accounts import Carried
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, among, bad_parameters, refuse, step
from basegov.structure.appraisal import Appraisal
from basegov.structure.assessments import AssessmentIndicator
from basegov.structure.bindings import ResponsibilityBinding
from basegov.structure.cadences import Routine
from basegov.structure.careers import CareerRecord, Schooling, StaffFiling
from basegov.structure.cohorts import Cohort
from basegov.structure.employment import Career
from basegov.structure.forces import parts_of
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import is_a, less, people_in
from basegov.structure.honours import Honour, StaffAssessment
from basegov.structure.management import Management
from basegov.structure.merging import redirect
from basegov.structure.powers import Right
from basegov.structure.records import Node, Record, Relation
from basegov.structure.roles import Leadership
from basegov.structure.scales import GradePlacement
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.training import Training
from basegov.structure.workforce import Enrolment, StaffStandard
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, stated_words

STRATEGIES = ("equal", "households")


def _as_share(value: Any) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


@attrs.frozen(kw_only=True)
class StaffAssigned(Event):
    """People were assigned to a place.

    Parameters
    ----------
    who : str
        The person or group they were counted in.
    became : str
        The person or group they are counted in now.
    place : str
        Where they work from now on.
    role : str, optional
        In which role.
    count : Count
        How many they are.
    left : tuple of str
        Where they no longer work.
    """

    who: str
    became: str
    place: str
    role: str | NotStated = NOT_STATED
    count: Count
    left: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        role = "" if isinstance(self.role, NotStated) else self.role
        en = f"{self.count.text('en')} of {self.who} assigned to {self.place}" + (f" as {role}" if role else "")
        return Text(
            en, f"{self.who} 中 {self.count.text('zh')} 人派任至 {self.place}" + (f"（{role}）" if role else "")
        )


@step(en="assign staff", zh="派任人员")
@attrs.frozen(kw_only=True)
class AssignStaff(Step):
    """Assign people to places. What they do elsewhere stays; one person may have several roles.

    Parameters
    ----------
    staff : Selector
        The people and groups.
    places : Selector
        The places; everybody is assigned to each.
    role : str, optional
        In which role.
    part_time : bool, optional
        Whether they do it beside other work.

    Notes
    -----
    Used by GL-057 and BA-125.
    """

    staff: Selector = attrs.field(converter=as_selector)
    places: Selector = attrs.field(converter=as_selector)
    role: str | NotStated = NOT_STATED
    part_time: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the assignments."""
        people, places = self.staff.select(structure).sure, self.places.select(structure).sure
        for selector, found in ((self.staff, people), (self.places, places)):
            if not found:
                raise refuse(NOTHING_SELECTED(selector=selector))
        put: list[Record] = []
        events: list[Event] = []
        for person in people:
            for place in places:
                put.append(
                    Assignment(
                        staff=person.id, place=place.id, role=self.role, part_time=self.part_time, source=self.source
                    )
                )  # fmt: skip
                count = people_in(structure, person)
                events.append(
                    StaffAssigned(who=person.id, became=person.id, place=place.id, role=self.role, count=count)
                )
        return Effect(put=tuple(put), events=tuple(events))


@attrs.define
class _Office:
    """What is known of a unit while its staff are sent down: who is where."""

    unit: Node
    places: list[Node]
    waiting: list[tuple[Staff | StaffGroup, int]]
    sunk: int
    total: int
    load: dict[str, int]

    @property
    def share(self) -> Fraction:
        return Fraction(self.sunk, self.total) if self.total else Fraction(1)


@step(en="sink staff", zh="人员下沉网格")
@attrs.frozen(kw_only=True)
class SinkStaff(Step):
    """Send staff of units down to the grids of these units until enough of them are there. Nobody is lost.

    Enough is a `share`, compared exactly (80% of ten people are eight), or all but those who may `stay`. Being assigned
    to a grid is not being present there, and does not change the employer. A group is divided as far as needed.

    Parameters
    ----------
    staff : Selector
        The people and groups, of kind ``staff`` or ``staff_group``.
    units : Selector
        The units in which they work, each with its grids.
    to : Selector
        The places to which they go: grids (of a layer). People stay in their unit.
    share : Share, optional
        The part that is to be assigned; at least that.
    stay : int, optional
        How many may stay in the office of each unit: 3 where it is a secretary and two generalists.
    scope : str
        ``each``: the share holds in each unit; ``together``: over all of them.
    keep_roles : tuple of str
        Roles in the office whose holders go last.
    role : str, optional
        The role in the grid.
    strategy : str
        ``equal``: the grid with the fewest people comes next; ``households``: that with the fewest for its households.

    Notes
    -----
    Used by XZ-048 (80% of the social workers) and GL-055 (all but 1 + 2).
    """

    staff: Selector = attrs.field(converter=as_selector)
    units: Selector = attrs.field(converter=as_selector)
    to: Selector = attrs.field(default=Selector(kind="grid"), converter=as_selector)
    share: Share | NotStated = attrs.field(default=NOT_STATED, converter=_as_share)
    stay: int | None = None
    scope: str = attrs.field(default="each", validator=among("each", "together"))
    keep_roles: tuple[str, ...] = attrs.field(default=(), converter=stated_words)
    role: str | NotStated = NOT_STATED
    strategy: str = attrs.field(default="equal", validator=among(*STRATEGIES))

    def __attrs_post_init__(self) -> None:
        if isinstance(self.share, NotStated) is (self.stay is None):
            raise bad_parameters("sink_staff", "give either share or stay", "share 与 stay 应恰好给出一项")
        if isinstance(self.share, Share) and not self.share.is_exact:
            share = self.share
            en, zh = f"{share.text('en')} is no exact share", f"{share.text('zh')}不是确切的比例"
            raise bad_parameters("sink_staff", en, zh)
        if self.stay is not None and self.stay < 0:
            raise bad_parameters("sink_staff", f"{self.stay} people cannot stay", f"留驻人数不能为 {self.stay}")

    def effect(self, structure: Structure) -> Effect:
        """Assign people to grids, one after the other."""
        offices = self._offices(structure)
        if not offices:
            raise refuse(NOTHING_SELECTED(selector=self.units))
        sent: dict[tuple[str, str], int] = {}
        if self.scope == "together" and isinstance(self.share, Share):
            wanted = math.ceil(Fraction(self.share.exact or 0) * sum(office.total for office in offices))
            while sum(office.sunk for office in offices) < wanted:
                able = [office for office in offices if office.waiting]
                self._send(structure, min(able, key=lambda office: office.share), sent)
        else:
            for office in offices:
                for _ in range(self._wanted(office) - office.sunk):
                    self._send(structure, office, sent)
        return self._effect(structure, sent)

    def _wanted(self, office: _Office) -> int:
        if isinstance(self.share, Share):
            return math.ceil(Fraction(self.share.exact or 0) * office.total)
        return max(0, office.total - (self.stay or 0))

    def _offices(self, structure: Structure) -> list[_Office]:
        selection = self.staff.select(structure)
        if selection.unsure:
            raise refuse(PEOPLE_NOT_KNOWN(who=selection.unsure[0][0].label))
        people = [
            node for node in selection.sure
            if isinstance(node, Staff | StaffGroup) and not parts_of(structure, node.id)  # its people are in the parts
        ]  # fmt: skip
        places = self.to.select(structure).sure
        offices = []
        units = self.units.select(structure).sure
        for unit, outer in permutations(units, 2):
            if structure.lies_within(unit.id, outer.id):
                raise refuse(UNITS_IN_ONE_ANOTHER(unit=unit.label, outer=outer.label))
        for unit in units:
            here = [person for person in people if structure.lies_within(person.id, unit.id)]
            inside = [place for place in places if structure.lies_within(place.id, unit.id)]
            office = _Office(unit, inside, [], 0, 0, {place.id: 0 for place in inside})
            last: list[tuple[Staff | StaffGroup, int]] = []
            for person in here:
                count = people_in(structure, person).exact
                assignments = structure.where(Assignment, staff=person.id)
                there = [a.place for a in assignments if is_a(structure.node(a.place), frozenset({self.to.kind}))]
                if count is None or not (there or lists_all_about(structure, person.id, "assignment")):
                    raise refuse(PEOPLE_NOT_KNOWN(who=person.label))
                office.total += int(count)
                if there:
                    office.sunk += int(count)
                    for place in there:
                        office.load[place] = office.load.get(place, 0) + int(count)
                elif any(a.role in self.keep_roles for a in assignments):
                    last.append((person, int(count)))
                else:
                    office.waiting.append((person, int(count)))
            office.waiting += last
            if office.total and not inside and self._wanted(office) > office.sunk:
                raise refuse(NO_PLACE_TO_SINK(unit=unit.label, selector=self.to))
            if office.total:
                offices.append(office)
        return offices

    def _send(self, structure: Structure, office: _Office, sent: dict[tuple[str, str], int]) -> None:
        """Send one more person of a unit to the grid that comes next."""
        person, left = office.waiting[0]
        place = min(office.places, key=lambda one: self._burden(one, office.load[one.id]))
        office.load[place.id] += 1
        office.sunk += 1
        sent[person.id, place.id] = sent.get((person.id, place.id), 0) + 1
        if left > 1:
            office.waiting[0] = (person, left - 1)
        else:
            office.waiting.pop(0)

    def _burden(self, place: Node, load: int) -> Fraction:
        """Return what speaks against a grid: the people it has, for its households where these count."""
        if self.strategy == "equal":
            return Fraction(load)
        households = getattr(place, "households", NOT_STATED)
        exact = households.exact if isinstance(households, Count) else None
        if exact is None:
            raise refuse(PEOPLE_NOT_KNOWN(who=place.label))
        return Fraction(load + 1, max(1, int(exact)))

    def _effect(self, structure: Structure, sent: dict[tuple[str, str], int]) -> Effect:
        put: list[Record] = []
        drop: list[Record] = []
        events: list[Event] = []
        carried: list[Carried] = []
        by_person: dict[str, dict[str, int]] = {}
        entering: dict[str, list[str]] = {}
        for (person, place), number in sent.items():
            by_person.setdefault(person, {})[place] = number
        for id_, places in by_person.items():
            node: Any = structure.node(id_)
            whole = people_in(structure, node).exact == sum(places.values())
            left: tuple[str, ...] = ()
            if whole and len(places) == 1:
                office = structure.where(Assignment, staff=id_)
                drop += office
                left = tuple(dict.fromkeys(assignment.place for assignment in office))
                parts = [(node, next(iter(places)))]
            else:
                gone = sum(places.values())
                rest = attrs.evolve(node, count=less(node.count, Count(gone)))
                parts, before = [], [node]
                put += [held for term in _terms(structure, id_) if (held := _told_of(term, node, gone)) != term]
                for at, number in places.items():
                    part = attrs.evolve(node, id=f"{id_}@{at}", aliases=(), count=Count(number), source=self.source)
                    there = structure.get(part.id)
                    if isinstance(there, StaffGroup):  # some went there before
                        before.append(there)
                        part = attrs.evolve(there, count=people_in(structure, there) + part.count)
                    else:
                        terms = (_told_of(term, node, node.count.exact - number) for term in _terms(structure, id_))
                        put += [moved for term in terms if (moved := redirect(term, {id_: part.id})) is not None]
                    parts.append((part, at))
                    for cohort in structure.records(Cohort):
                        if id_ in cohort.members:
                            entering.setdefault(cohort.id, []).append(part.id)
                after = (rest, *(part for part, _ in parts))
                put += after
                carried.append(Carried(before=tuple(before), after=after))
            for part, at in parts:
                put.append(Assignment(staff=part.id, place=at, role=self.role, source=self.source))
                count = Count(1) if isinstance(part, Staff) else part.count
                events.append(StaffAssigned(who=id_, became=part.id, place=at, role=self.role, count=count, left=left))
        for cohort in structure.records(Cohort):
            if cohort.id in entering:
                members = tuple(dict.fromkeys((*cohort.members, *entering[cohort.id])))
                put.append(attrs.evolve(cohort, members=members))
        return Effect(put=tuple(put), drop=tuple(drop), events=tuple(events), carried=tuple(carried))


OF_EACH: Final[Mapping[type[Relation], str]] = {
    Appraisal: "subject",
    AssessmentIndicator: "subject",
    Career: "staff",
    CareerRecord: "who",
    Enrolment: "staff",
    GradePlacement: "staff",
    Honour: "holder",
    Leadership: "led",
    Management: "subject",
    ResponsibilityBinding: "subject",
    Right: "over",
    Routine: "who",
    Schooling: "who",
    StaffAssessment: "subject",
    StaffFiling: "who",
    StaffStandard: "of",
    Training: "who",
}
"""What holds of each person of the group that a relation names, with the field that names it; sums do not."""


def _terms(structure: Structure, whole: str) -> list[Relation]:
    """Return what is recorded of a group and holds of each of its people, or of a number of them."""
    return [term for kind, field in OF_EACH.items() for term in structure.where(kind, **{field: whole})]


def _told_of(term: Relation, group: StaffGroup, without: int) -> Relation:
    """Return what a record of a group says of it without some of its people: numbers and money are known within bounds.

    Of three bachelors among ten people, four people hold none up to three.
    """
    fields: dict[str, Any] = {}
    count = getattr(term, "count", None)
    if isinstance(count, Count) and isinstance(group.count, Count) and group.count.exact is not None:
        people = int(group.count.exact) - without
        most = people if count.high is None else min(int(count.high), people)
        fields["count"] = Count.between(max(0, int(count.low or 0) - without), most)
    if isinstance(term, Honour) and isinstance(term.amount, Yuan):
        fields["amount"] = Yuan.between(0, term.amount.high)
    return attrs.evolve(term, **fields) if fields else term
