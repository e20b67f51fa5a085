"""Steps that set up steering: committees and their members, the role of a level, who leads whom, phases of a reform."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.diagnostics.organisations import NO_ONE_COMMANDER
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.powers import as_ids
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.bodies import bodies_of
from basegov.structure.memberships import Capacity, Membership
from basegov.structure.organisations import Body, Committee, CommitteeKind
from basegov.structure.records import Node, Record
from basegov.structure.roles import Leadership, Positioning
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, show, stated_words


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


@attrs.frozen(kw_only=True)
class Seat:
    """A member whom a step appoints; see `Membership` for the parts.

    Parameters
    ----------
    member : str, optional
        A node by id, code or name.
    office, source_class, count, part_time, party_head, party_member
        As for `Membership`.
    capacity : Capacity
        As what.
    """

    member: str | NotStated = NOT_STATED
    office: str | NotStated = NOT_STATED
    source_class: str | NotStated = NOT_STATED
    capacity: Capacity = attrs.field(default=Capacity.MEMBER, converter=Capacity)
    count: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)
    part_time: bool | NotStated = NOT_STATED
    party_head: bool | NotStated = NOT_STATED
    party_member: bool | NotStated = NOT_STATED

    _repr_pretty_ = show

    def of(self, structure: Structure, body: str, step: Step) -> Membership:
        """Return the membership of a body."""
        member = self.member if isinstance(self.member, NotStated) else structure[self.member].id
        return Membership(
            body=body, member=member, office=self.office, source_class=self.source_class, capacity=self.capacity,
            count=self.count, part_time=self.part_time, party_head=self.party_head, party_member=self.party_member,
            source=step.source,
        )  # fmt: skip


def _committee_kind(value: Any) -> CommitteeKind | NotStated:
    return value if isinstance(value, NotStated) else CommitteeKind(value)


def _selectors(value: Iterable[Any]) -> tuple[Selector, ...]:
    return tuple(Selector.of(one) for one in value)


def _seats(value: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class CommitteeCreated(Event):
    """A committee was set up."""

    committee: str
    unit: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.committee} was set up in {self.unit}", f"{self.unit} 设立 {self.committee}")


@attrs.frozen(kw_only=True)
class MemberAppointed(Event):
    """Somebody became a member of a body."""

    body: str
    who: str
    capacity: Capacity

    @property
    def words(self) -> Text:
        """The event in words."""
        capacity = self.capacity
        return Text(
            f"{self.who} became {capacity.text('en')} of {self.body}",
            f"{self.who} 任 {self.body} {capacity.text('zh')}",
        )


def _appointed(held: Membership) -> MemberAppointed:
    named = (held.member, held.office, held.source_class)
    who = next((one for one in named if isinstance(one, str)), "?")
    return MemberAppointed(body=held.body, who=who, capacity=held.capacity)


@step(en="create a committee", zh="设立委员会")
@attrs.frozen(kw_only=True)
class CreateCommittee(Step):
    """Set up a committee in every selected unit, with its members and its one commander.

    Parameters
    ----------
    units : Selector
        In which units.
    key : str
        The end of its id: the committee of unit ``u`` has the id ``u-key``.
    name : str, optional
        Its name.
    kind : CommitteeKind, optional
        What it is: ``leading group``, ``coordinating committee``.
    commander : Selector, optional
        The body of the same unit that commands it.
    classes : tuple of str
        Classes from which members come who are not named.
    members : tuple of Seat
        Members who are the same in every unit: by office, or by id.

    Notes
    -----
    Used by XZ-004 and by HZ-011 to HZ-013.
    """

    units: Selector = attrs.field(converter=as_selector)
    key: str
    name: str | NotStated = NOT_STATED
    kind: CommitteeKind | NotStated = attrs.field(default=NOT_STATED, converter=_committee_kind)
    commander: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    classes: tuple[str, ...] = attrs.field(default=(), converter=stated_words)
    members: tuple[Seat, ...] = attrs.field(default=(), converter=_seats)

    def effect(self, structure: Structure) -> Effect:
        """Make the committees and their memberships."""
        put: list[Record] = []
        events: list[Event] = []
        for unit in chosen(structure, self.units):
            id_ = f"{unit.id}-{self.key}"
            must_be_free(structure, id_)
            level = getattr(unit, "level", NOT_STATED)
            put.append(
                Committee(
                    id=id_,
                    name=self.name,
                    kind=self.kind,
                    parent=unit.id,
                    area=unit.id,
                    level=level,
                    source=self.source,
                )
            )
            events.append(CommitteeCreated(committee=id_, unit=unit.id))
            seats = [Seat(source_class=word) for word in self.classes] + list(self.members)
            held = [seat.of(structure, id_, self) for seat in seats]
            if self.commander is not None:
                commanders = bodies_of(structure, unit.id, self.commander).sure
                if len(commanders) != 1:
                    words = {"unit": unit.label, "selector": self.commander, "body": id_}
                    raise refuse(NO_ONE_COMMANDER(count=len(commanders), **words))
                held.append(
                    Membership(body=id_, member=commanders[0].id, capacity=Capacity.COMMANDER, source=self.source)
                )
            put += held
            events += [_appointed(membership) for membership in held]
        return Effect(put=tuple(put), events=tuple(events))


def chosen(structure: Structure, selector: Selector) -> tuple[Node, ...]:
    """Return the nodes that are surely meant; refuse when there are none."""
    found = selector.select(structure).sure
    if not found:
        raise refuse(NOTHING_SELECTED(selector=selector))
    return found


@step(en="appoint members", zh="任命成员")
@attrs.frozen(kw_only=True)
class AppointMembers(Step):
    """Appoint members of a body. One who has the same capacity there already is appointed anew.

    Parameters
    ----------
    body : str
        The body, by id, code or name.
    members : tuple of Seat
        Who, as what.
    """

    body: str
    members: tuple[Seat, ...] = attrs.field(converter=_seats)

    def effect(self, structure: Structure) -> Effect:
        """Write the memberships."""
        body = one_of_kind(structure, self.body, Body)
        held = tuple(seat.of(structure, body.id, self) for seat in self.members)
        return Effect(put=held, events=tuple(_appointed(membership) for membership in held))


@attrs.frozen(kw_only=True)
class RoleSet(Event):
    """A level, or one holder of it, was given its role."""

    level: Level
    role: str
    holder: str | None = None
    former: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        who_en, who_zh = self.holder or self.level.text("en"), self.holder or self.level.text("zh")
        return Text(f"the role of {who_en} is {self.role}", f"{who_zh} 定位为 {self.role}")


def _level(value: Level | str) -> Level:
    return value if isinstance(value, Level) else LEVELS[value]


@step(en="set the role of a level", zh="明确角色定位")
@attrs.frozen(kw_only=True)
class SetRole(Step):
    """Give a level (or one holder of it) its role and duties, in the place of whatever role it had.

    Parameters
    ----------
    level : Level
        The level.
    role : str
        The role.
    duties : tuple of str, optional
        For what it is responsible.
    holder : str, optional
        The one body or unit that is meant; left out, the level as a whole.

    Notes
    -----
    Used by BA-017, BA-018 and BA-019.
    """

    level: Level = attrs.field(converter=_level)
    role: str
    duties: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=as_ids)
    holder: str | None = None

    def effect(self, structure: Structure) -> Effect:
        """Write the positioning, and drop older ones."""
        holder = None if self.holder is None else structure[self.holder].id
        new = Positioning(level=self.level, role=self.role, holder=holder, duties=self.duties, source=self.source)
        former = structure.where(Positioning, level=self.level, holder=holder) if holder else tuple(
            p for p in structure.where(Positioning, level=self.level) if p.holder is None
        )  # fmt: skip
        drop = tuple(p for p in former if p.key != new.key)
        roles = tuple(p.role for p in drop)
        return Effect(
            put=(new,), drop=drop, events=(RoleSet(level=self.level, role=self.role, holder=holder, former=roles),)
        )


@attrs.frozen(kw_only=True)
class LeadershipSet(Event):
    """An organisation, or a class of them, came under a leader."""

    leader: str
    led: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.leader} leads {self.led}", f"{self.leader} 领导 {self.led}")


@step(en="put under leadership", zh="明确领导关系")
@attrs.frozen(kw_only=True)
class SetLeadership(Step):
    """Let every selected leader lead certain organisations, and classes of organisations of its own unit.

    Parameters
    ----------
    leaders : Selector
        Who leads.
    led : tuple of str
        Organisations by id, code or name.
    classes : tuple of Selector
        Classes of organisations.

    Notes
    -----
    Used by HZ-008, BA-019 and BA-020.
    """

    leaders: Selector = attrs.field(converter=as_selector)
    led: tuple[str, ...] = attrs.field(default=(), converter=stated_words)
    classes: tuple[Selector, ...] = attrs.field(default=(), converter=_selectors)

    def effect(self, structure: Structure) -> Effect:
        """Write the leaderships."""
        put: list[Leadership] = []
        events: list[Event] = []
        for leader in chosen(structure, self.leaders):
            for name in self.led:
                led = structure[name].id
                put.append(Leadership(leader=leader.id, led=led, source=self.source))
                events.append(LeadershipSet(leader=leader.id, led=led))
            for wanted in self.classes:
                put.append(Leadership(leader=leader.id, class_=wanted, source=self.source))
                events.append(LeadershipSet(leader=leader.id, led=wanted.text("en")))
        return Effect(put=tuple(put), events=tuple(events))


@attrs.frozen(kw_only=True)
class PhaseHeld(Event):
    """A phase of the reform was gone through."""

    phase: str
    months: Count | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = self.months.text("en"), self.months.text("zh")
        return Text(f"phase {self.phase} held ({en} months)", f"完成“{self.phase}”阶段（{zh} 个月）")


@step(en="hold a phase", zh="完成阶段")
@attrs.frozen(kw_only=True)
class HoldPhase(Step):
    """Go through a phase that changes nothing in the structure, such as research or a pilot elsewhere.

    Parameters
    ----------
    phase : str
        The phase, as it is called in the tags of the steps of the reform.
    months : Count, optional
        How long it takes.

    Notes
    -----
    Used by BA-010 (three months of research, three months of a pilot).
    """

    phase: str
    months: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)

    def effect(self, structure: Structure) -> Effect:
        """Record that it was held."""
        return Effect(events=(PhaseHeld(phase=self.phase, months=self.months),))
