"""Rules over steering: who heads a body, and from which classes its members come."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from basegov.quantities import Count
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.bodies import unit_of
from basegov.structure.memberships import Capacity, Membership, all_members_listed, members_of
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


def plain(word: str) -> Text:
    """Return a word that is the same in both languages."""
    return Text(word, word)


@attrs.frozen(kw_only=True)
class MembersRule(NodeRule):
    """What rules over the members of bodies have in common.

    Parameters
    ----------
    body : Selector
        Which bodies.
    """

    body: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The bodies."""
        return self.body


@rule(en="head of a body", zh="机构负责人")
@attrs.frozen(kw_only=True)
class HeadedBy(MembersRule):
    """A body must have a member of a capacity who is who the clause says: its chair, its one commander.

    Predicate: ``some m: capacity(m) = c and fits(m)``; with `single`, exactly one member has the capacity, and it fits.
    *Undetermined* while no such member is recorded and memberships are not all listed, while office or member of one is
    not stated, and with `single` while others may not be listed (an `Inventory` of ``membership`` settles that).

    Parameters
    ----------
    capacity : Capacity
        ``chair``, ``commander`` and so on.
    office : str, optional
        The office by which the member sits there.
    member : Selector, optional
        Which node the member must be.
    own : bool
        Whether the member must belong to the same unit as the body.
    single : bool
        Whether nobody else may have the capacity.

    Notes
    -----
    Used by XZ-004 (a leading group headed by the district party secretary) and HZ-013 (one commander: the street party
    working committee).
    """

    capacity: Capacity = attrs.field(converter=Capacity)
    office: str | None = None
    member: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    own: bool = False
    single: bool = False

    @property
    def measure(self) -> Measure:
        """Whether the right member has the capacity."""
        return Measure("headed", "truth", Text("who heads it", "负责人"))

    @property
    def requirement(self) -> Requirement:
        """It does."""
        return Holds(self._what, "wrong_head")

    @property
    def _what(self) -> Text:
        en, zh = self.capacity.text("en"), self.capacity.text("zh")
        who_en = [w for w in (self.office, self.member.text("en") if self.member else None) if w]
        who_zh = [w for w in (self.office, self.member.text("zh") if self.member else None) if w]
        if self.own:
            who_en.append("of the same unit")
            who_zh.append("同一单元")
        only_en, only_zh = ("the only ", "唯一") if self.single else ("a ", "")
        return Text(f"{only_en}{en} is {', '.join(who_en) or 'there'}", f"{only_zh}{zh}为{'、'.join(who_zh) or '有'}")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether the body is headed as the clause says."""
        holders = [m for m in members_of(structure, node.id) if m.capacity is self.capacity]
        closed = all_members_listed(structure, node.id)
        fits = [self.fits(structure, node, m) for m in holders]
        if self.single:
            number = Count.total(m.number for m in _distinct(holders))
            number = number if closed else number + Count.unknown()
            value = Truth.all([*fits, number.within(Count(1))])
        else:
            value = Truth.any([*fits, Truth.FALSE if closed else Truth.UNKNOWN])
        word = Text(self.capacity.text("en"), self.capacity.text("zh"))
        what = Text(f"who is the {word.en} of {node.label}", f"{node.label}的{word.zh}是谁")
        return Measurement(
            value=value,
            missing=(Missing(node.id, "membership", what),),
            evidence=tuple(membership_evidence(structure, m) for m in holders),
        )

    def fits(self, structure: Structure, body: Node, held: Membership) -> Truth:
        """Say whether a member is who the clause says."""
        answers = []
        if self.office is not None:
            known = isinstance(held.office, str)
            answers.append(Truth.of(held.office == self.office) if known else Truth.UNKNOWN)
        if isinstance(held.member, NotStated):
            if self.member is not None or self.own:
                answers.append(Truth.UNKNOWN)
        else:
            member = structure.node(held.member)
            if self.member is not None:
                answers.append(self.member.match(structure, member)[0])
            if self.own:
                units = unit_of(structure, member.id), unit_of(structure, body.id)
                answers.append(Truth.UNKNOWN if None in units else Truth.of(units[0] == units[1]))
        return Truth.all(answers)


def _distinct(memberships: Iterable[Membership]) -> tuple[Membership, ...]:
    """Return memberships with one for each member that is named."""
    by_member = {m.member if isinstance(m.member, str) else m.key: m for m in memberships}
    return tuple(by_member.values())


def membership_evidence(structure: Structure, held: Membership) -> Evidence:
    """Return a membership as a recorded fact."""
    member = structure.node(held.member).label if isinstance(held.member, str) else ""
    parts = [part for part in (member, held.office, held.source_class) if isinstance(part, str) and part]
    who = ", ".join(parts) or "?"
    return Evidence(Text(f"{held.capacity.text('en')}: {who}", f"{held.capacity.text('zh')}：{who}"), held.source)


@rule(en="member classes", zh="成员类别")
@attrs.frozen(kw_only=True)
class MemberClasses(MembersRule):
    """A body must have members from each of some classes.

    Predicate: ``classes ⊆ {source_class(m) : m in members(body)}``. *Undetermined* while a class has no recorded member
    and memberships are not all listed, or enough members have no stated class.

    Parameters
    ----------
    classes : tuple of str
        The classes.

    Notes
    -----
    Used by HZ-012 (four classes in each committee).
    """

    classes: tuple[str, ...] = attrs.field(converter=as_words)

    @property
    def measure(self) -> Measure:
        """The classes without a member."""
        return Measure("classes_without_member", "set", Text("classes without a member", "没有成员的类别"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("class without a member", "没有成员的类别"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the classes from which no member comes."""
        held = members_of(structure, node.id)
        here = {m.source_class for m in held}
        lacking = tuple(plain(c) for c in self.classes if c not in here)
        open_ = Count.total(m.number for m in held if isinstance(m.source_class, NotStated))
        closed = all_members_listed(structure, node.id)
        surely = closed and open_.high is not None and len(lacking) > open_.high
        what = Text(f"from which classes the members of {node.label} come", f"{node.label}成员的来源类别")
        return Measurement(
            value=SetValue(known=lacking) if surely else SetValue(possible=lacking),
            missing=(Missing(node.id, "membership", what),),
            evidence=tuple(membership_evidence(structure, m) for m in held),
        )
