"""Rules over transfers: nobody is left behind, powers go with the staff, teams go as wholes, agencies into bodies."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from basegov.quantities import Count, Share
from basegov.reforms.accounts import ACCOUNTS
from basegov.reforms.agencies import TeamTransferred
from basegov.reforms.changes import Change
from basegov.reforms.devolution import PowerDevolved
from basegov.reforms.forces import ForceSunk
from basegov.reforms.management import ManagementMoved
from basegov.reforms.staffing import StaffTransferred
from basegov.rules.functions import Findings, named
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.devolution import PowerItem
from basegov.structure.functions import lists_all_about, performances, performs
from basegov.structure.headcounts import part_of_whole
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Body, DispatchedAgency, InternalBody
from basegov.structure.posts import PostPool
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import stands_for
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words


def _share(value: Any) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


@rule(en="complete transfer of staff", zh="人员全部移交")
@attrs.frozen(kw_only=True)
class TransferComplete(Rule):
    """Of the people selected, a share (all, unless less is asked for) must be managed by a kind of manager.

    Predicate: ``people whose manager in the dimension is of the kind / people >= at_least``, for each field named on
    its own. Groups without a number, without a recorded manager, or not listed leave it open between bounds; a group
    that is empty does not count. *Undetermined* while the bounds lie on both sides of the requirement.

    Parameters
    ----------
    staff : Selector
        The people: ``{kind: professional_force, where: {category: enforcement_auxiliary}}``.
    fields : tuple of str
        Fields of work that are asked for one by one; left out, all people together.
    manager : str
        Kind of manager, such as ``street``.
    dimension : Dimension
        In which dimension: ``personnel`` unless another is named.
    at_least : Share, optional
        The share required.

    Notes
    -----
    Used by HZ-039 and HZ-040 (all auxiliaries of five fields, "and others").
    """

    staff: Selector = attrs.field(converter=as_selector)
    manager: str
    fields: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    dimension: Dimension = attrs.field(default=Dimension.PERSONNEL, converter=Dimension)
    at_least: Share | NotStated = attrs.field(default=Share(1), converter=_share)

    @property
    def scope(self) -> Scope:
        """The people of each field, or all."""
        en, zh = self.staff.text("en"), self.staff.text("zh")
        return Scope(None, Text(f"{en} of each field", f"各领域的{zh}") if self.fields else Text(en, zh))

    @property
    def measure(self) -> Measure:
        """The part that was transferred."""
        who = kind_label(self.manager)
        return Measure(
            "share_transferred", "share", Text(f"share managed by the {who.en}", f"由{who.zh}管理的人员比例")
        )

    @property
    def requirement(self) -> Requirement:
        """The share."""
        wanted = self.at_least
        return Bound(NOT_STATED if isinstance(wanted, NotStated) else wanted.upwards())

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the share of each field."""
        structure = world if isinstance(world, Structure) else world.after
        selection = self.staff.select(structure)
        people = [
            *((node, Truth.TRUE) for node in selection.sure),
            *((node, Truth.UNKNOWN) for node, _ in selection.unsure),
        ]
        complete = selection.unlisted is None and self.staff.lists_all(structure)
        for field in self.fields or (None,):
            subject = Subject(structure.id, field or structure.name.in_("zh"), () if field is None else (field,))
            meant = [(node, Truth.all((sure, _of_field(node, field)))) for node, sure in people]
            yield subject, self._share_of(structure, [(n, t) for n, t in meant if t is not Truth.FALSE], complete)

    def _share_of(self, structure: Structure, people: list[tuple[Node, Truth]], complete: bool) -> Measurement:
        moved, left = Count(0), Count(0)
        missing: list[Missing] = []
        evidence: list[Evidence] = []
        for node, meant in people:
            count = _people(node)
            managed = structure.where(Management, subject=node.id, dimension=self.dimension)
            there = Truth.UNKNOWN
            if managed:
                manager = structure.node(managed[0].manager)
                there = Truth.of(stands_for(manager, self.manager))
                words = Text(f"{node.label}: {manager.label}", f"{node.label}：{manager.label}")
                evidence.append(Evidence(words, managed[0].source))
            elif count.high != 0:
                who = Text(
                    f"who manages the {self.dimension.text('en')} of {node.label}",
                    f"{node.label}的{self.dimension.text('zh')}由谁管理",
                )
                missing.append(Missing(node.id, self.dimension.value, who))
            if meant is Truth.UNKNOWN:
                field = Text(f"whether {node.label} is meant", f"{node.label}是否属于所指人员")
                missing.append(Missing(node.id, "field", field))
            if not count.is_exact:
                number = Text(f"how many people {node.label} has", f"{node.label}的人数")
                missing.append(Missing(node.id, "count", number))
            low = count.low if meant is Truth.TRUE else 0
            moved = moved + Count.between(low if there is Truth.TRUE else 0, 0 if there is Truth.FALSE else count.high)
            left = left + Count.between(low if there is Truth.FALSE else 0, 0 if there is Truth.TRUE else count.high)
        if not complete:
            moved, left = Count.between(moved.low, None), Count.between(left.low, None)
            words_ = Text("whether there are more people than are listed", "是否另有未列出的人员")
            missing.append(Missing(structure.id, self.staff.kind, words_))
        nobody = moved.high == 0 and left.high == 0
        return Measurement(
            value=part_of_whole(moved, left), applies=Truth.FALSE if nobody else Truth.TRUE,
            missing=tuple(dict.fromkeys(missing)), evidence=tuple(evidence),
        )  # fmt: skip


def _people(node: Node) -> Count:
    amount = ACCOUNTS["staff"].amount(node) if not isinstance(node, StaffGroup) else node.count
    return amount if isinstance(amount, Count) else Count.unknown()


def _of_field(node: Node, field: str | None) -> Truth:
    if field is None:
        return Truth.TRUE
    value = getattr(node, "field", NOT_STATED)
    return Truth.UNKNOWN if isinstance(value, NotStated) else Truth.of(value == field)


@rule(en="powers go with the staff", zh="权随人走")
@attrs.frozen(kw_only=True)
class PowersMoveWithStaff(Rule):
    """In every field, powers must be handed down in the same step in which the staff of the field is.

    Predicate: ``steps that move staff of field f = steps that devolve powers of f``. *Undetermined* for a field of
    which staff moved and no power is recorded anywhere: whether there is one is not known. Not applicable where nothing
    of the field moved.

    Parameters
    ----------
    fields : tuple of str
        The fields of work.

    Notes
    -----
    Used by HZ-041 (management authority is adjusted at the same time, in the five fields of HZ-039).
    """

    fields: tuple[str, ...] = attrs.field(converter=as_words)

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """Each field."""
        return Scope(None, Text("each field of work", "各工作领域"))

    @property
    def measure(self) -> Measure:
        """What moved on its own."""
        return Measure("moved_alone", "set", Text("staff or powers moved without the other", "单独移交的人员或权力"))

    @property
    def requirement(self) -> Requirement:
        """Nothing must."""
        return NoneOf(Text("staff moved without powers or powers without staff", "只移交人员或只移交权力"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what moved on its own in each field."""
        if isinstance(world, Structure):
            return
        staff, powers = staff_moved(world), powers_moved(world)
        for field in self.fields:
            with_staff, with_powers = staff.get(field, set()), powers.get(field, set())
            found = Findings()
            recorded = any(p.field == field for p in world.before.records(PowerItem)) or bool(with_powers)
            for step in sorted(with_staff - with_powers):
                words = Text(f"staff in step {step} without powers", f"第{step}步只移交人员")
                what = Text(f"which powers there are in the field {field}", f"{field} 领域有哪些权力事项")
                answer = Truth.TRUE if recorded else Truth.UNKNOWN
                found.add(answer, words, Missing(world.after.id, "power_items", what))
            for step in sorted(with_powers - with_staff):
                found.add(Truth.TRUE, Text(f"powers in step {step} without staff", f"第{step}步只移交权力"))
            applies = Truth.of(bool(with_staff or with_powers))
            yield Subject(world.after.id, field, (field,)), attrs.evolve(found.measurement, applies=applies)


def staff_moved(change: Change) -> dict[str, set[int]]:
    """Return for each field of work the steps in which staff of it moved, or came under another manager."""
    found: dict[str, set[int]] = {}
    for event in change.events:
        who: str | None = None
        if isinstance(event, StaffTransferred):
            who = event.became
        elif isinstance(event, ForceSunk):
            who = event.part
        elif isinstance(event, ManagementMoved) and event.dimension is Dimension.PERSONNEL:
            who = event.subject
        node = None if who is None else change.after.get(who) or change.before.get(who)
        field = getattr(node, "field", NOT_STATED)
        if isinstance(node, Staff | StaffGroup) and isinstance(field, str):
            found.setdefault(field, set()).add(event.step)
    return found


def powers_moved(change: Change) -> dict[str, set[int]]:
    """Return for each field of work the steps in which powers of it were handed down."""
    found: dict[str, set[int]] = {}
    for event in change.events:
        if isinstance(event, PowerDevolved) and isinstance(event.field, str):
            found.setdefault(event.field, set()).add(event.step)
    return found


@attrs.frozen(kw_only=True)
class AgencyChangeRule(Rule):
    """What rules over the fate of agencies in a change have in common.

    Parameters
    ----------
    agencies : Selector
        Which agencies, as they were before.
    """

    agencies: Selector = attrs.field(converter=as_selector)

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """Each agency."""
        return Scope(None, Text(self.agencies.text("en"), self.agencies.text("zh")))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what became of each agency that there was."""
        if isinstance(world, Structure):
            return
        selection = self.agencies.select(world.before)
        meant = [*((n, Truth.TRUE) for n in selection.sure), *((n, Truth.UNKNOWN) for n, _ in selection.unsure)]
        for node, applies in meant:
            if isinstance(node, DispatchedAgency):
                found = Findings()
                self.object(world, node, found)
                yield subject_of(node), attrs.evolve(found.measurement, applies=applies)

    @abc.abstractmethod
    def object(self, change: Change, agency: DispatchedAgency, found: Findings) -> None:
        """Note what is wrong with the fate of an agency."""


@rule(en="whole teams", zh="整建制划转")
@attrs.frozen(kw_only=True)
class TransferredWhole(AgencyChangeRule):
    """A team must pass to a unit of a kind as a whole: members, posts and internal structure as they were.

    Predicate: ``establishment(team) is managed by the kind`` afterwards, every member and part before is there after in
    the same place with the same number, and the posts are the same. *Undetermined* where the new manager is not
    recorded, or where members are not recorded and no step vouches for the whole.

    Parameters
    ----------
    to : str
        Kind of unit to which it passes, such as ``street``.

    Notes
    -----
    Used by HZ-048 (22 enforcement teams as whole establishments).
    """

    to: str

    @property
    def measure(self) -> Measure:
        """What was lost or left behind."""
        return Measure("not_transferred_whole", "set", Text("what did not go with the whole", "未随整建制划转的内容"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("loss in the transfer", "划转中的缺失"))

    def object(self, change: Change, agency: DispatchedAgency, found: Findings) -> None:
        """Note whatever of the team was lost, and an establishment that stayed with somebody else."""
        before, after = change.before, change.after
        became = [id_ for id_ in change.lineage.after(agency.id) if id_ in after]
        if became != [agency.id]:
            found.add(Truth.TRUE, Text(f"{agency.label} itself", f"{agency.label}本身"))
            return
        managed = after.where(Management, subject=agency.id, dimension=Dimension.ESTABLISHMENT)
        elsewhere = Truth.of(not stands_for(after.node(managed[0].manager), self.to)) if managed else Truth.UNKNOWN
        words = Text(f"who manages the establishment of {agency.label}", f"{agency.label}的编制由谁管理")
        found.add(elsewhere, Text("the establishment", "编制"), Missing(agency.id, "establishment", words))
        inside: list[Node] = list(before.descendants(agency.id))
        for node in inside:
            became_of = [id_ for id_ in change.lineage.after(node.id) if id_ in after]
            whole = all(after.lies_within(id_, agency.id) for id_ in became_of) and bool(became_of)
            same = [after.node(id_).parent for id_ in became_of] == [node.parent]
            number = [getattr(after.node(id_), "count", None) for id_ in became_of] == [getattr(node, "count", None)]
            found.add(Truth.of(not (whole and same and number)), named(before, node.id))
        for pool in before.where(PostPool, unit=agency.id):
            now = after.find_record(PostPool, pool.key)
            lost = now is None or now.posts != pool.posts
            found.add(Truth.of(lost), Text("posts", "编制数"))
        vouched = any(isinstance(event, TeamTransferred) and event.team == agency.id for event in change.events)
        members = any(isinstance(node, Staff | StaffGroup) for node in inside)
        if not (vouched or members):
            what = Text(f"who belongs to {agency.label}", f"{agency.label}有哪些成员")
            unrecorded = Text("members that are not recorded", "未载明的成员")
            found.add(Truth.UNKNOWN, unrecorded, Missing(agency.id, "members", what))


@rule(en="agencies merged into bodies", zh="派出机构并入")
@attrs.frozen(kw_only=True)
class AbsorbedIntoBody(AgencyChangeRule):
    """An agency must become part of a body of a unit of a kind, and its functions must pass to that body.

    Predicate: ``what became of the agency`` is an internal body of such a unit, and every function of the agency is
    performed by it. *Undetermined* while the unit of the body, or what it performs, is not stated.

    Parameters
    ----------
    unit : str
        Kind of unit whose body it becomes, such as ``street``.

    Notes
    -----
    Used by HZ-046.
    """

    unit: str

    @property
    def measure(self) -> Measure:
        """What stands apart or was lost."""
        return Measure("not_absorbed", "set", Text("what is not part of the body", "未并入的内容"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("agency or function left outside the body", "未并入的机构或职能"))

    def object(self, change: Change, agency: DispatchedAgency, found: Findings) -> None:
        """Note an agency that still stands apart, and functions that were lost."""
        after = change.after
        became = [after.node(id_) for id_ in change.lineage.after(agency.id) if id_ in after]
        bodies = [node for node in became if isinstance(node, InternalBody)]
        if not bodies or len(bodies) < len(became):
            found.add(Truth.TRUE, named(change.before, agency.id))
            return
        for body in bodies:
            words = Text(f"the unit of {body.label}", f"{body.label}所属单位")
            found.add(_inside(after, body, self.unit).negated, words, Missing(body.id, "parent", words))
        for performed in performances(change.before, agency.id):
            there = Truth.any(performs(after, body.id, [performed.function]) for body in bodies)
            what = Text(f"whether {bodies[0].label} performs it", f"{bodies[0].label}是否履行该职能")
            found.add(
                there.negated, named(change.before, performed.function), Missing(bodies[0].id, "performances", what)
            )
        vouched = any((agency.id, bodies[0].id) in event.lineage for event in change.events)
        if not (
            vouched or performances(change.before, agency.id) or lists_all_about(change.before, agency.id, "performs")
        ):
            what = Text(f"which functions {agency.label} had", f"{agency.label}原有哪些职能")
            unrecorded = Text("functions that are not recorded", "未载明的职能")
            found.add(Truth.UNKNOWN, unrecorded, Missing(agency.id, "performances", what))


def _inside(structure: Structure, body: Body, kind: str) -> Truth:
    places = list(structure.ancestors(body.id))
    if isinstance(body.area, str):
        places.append(structure.node(body.area))
    if any(stands_for(place, kind) for place in places):
        return Truth.TRUE
    return Truth.FALSE if places else Truth.UNKNOWN
