"""Rules over powers that are handed down: how many, which ones, in which order, on what legal basis."""

from __future__ import annotations

import abc
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule, rule_name
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.devolution import (
    Authority,
    Criterion,
    PowerHolding,
    PowerItem,
    holdings,
    is_devolved,
    powers_held,
    stands_for_powers,
    was_devolved,
)
from basegov.structure.functions import lists_all_about
from basegov.structure.organisations import Department
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


def in_group(structure: Structure, id: str, group: str) -> Truth:
    """Say whether a node is a member of a group; unknown while not all members of the group are listed.

    Raises
    ------
    NotFoundError
        When there is no such group.
    """
    node = structure[group]
    if not isinstance(node, UnitGroup) or id in node.members:
        return Truth.of(isinstance(node, UnitGroup))
    known = not isinstance(node.count, NotStated) and node.count.exact == len(node.members)
    return Truth.FALSE if known else Truth.UNKNOWN


@attrs.frozen(kw_only=True)
class GroupRule(NodeRule):
    """A rule over nodes of which those inside, or those outside, a named group may be meant alone.

    Parameters
    ----------
    group : str, optional
        A group of units: only its members are meant.
    outside : str, optional
        A group of units: its members are not meant.
    """

    group: str | None = None
    outside: str | None = None

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each node that is meant, or may be."""
        structure = world if isinstance(world, Structure) else world.after
        if self.group is None and self.outside is None:
            yield from super().measurements(world)
            return
        for subject, found in super().measurements(world):
            meant = [found.applies]
            if self.group is not None:
                meant.append(in_group(structure, subject.id, self.group))
            if self.outside is not None:
                meant.append(in_group(structure, subject.id, self.outside).negated)
            applies = Truth.all(meant)
            if applies is Truth.FALSE:
                continue
            missing = found.missing
            if applies is Truth.UNKNOWN:
                words = Text(f"whether {subject.name} is in the group", f"{subject.name}是否属于该组")
                missing = (*missing, Missing(self.group or self.outside or subject.id, "members", words))
            yield subject, attrs.evolve(found, applies=applies, missing=missing)


def as_number(value: Any) -> Count | NotStated | None:
    """Return a count that a parameter gives; it may be not stated, or left out."""
    return value if value is None or isinstance(value, NotStated) else Count(value)


@attrs.frozen(kw_only=True)
class CountRule(GroupRule):
    """A rule whose measure is a number that must lie in a range.

    Parameters
    ----------
    at_least, at_most, exactly : Count, optional
        The range; `exactly` alone, or one or both of the others. None of them: the document gives no number.
    """

    at_least: Count | NotStated | None = attrs.field(default=None, converter=as_number)
    at_most: Count | NotStated | None = attrs.field(default=None, converter=as_number)
    exactly: Count | NotStated | None = attrs.field(default=None, converter=as_number)

    def __attrs_post_init__(self) -> None:
        self._range()

    def _range(self) -> Count | NotStated:
        ends = (self.at_least, self.at_most)
        if self.exactly is not None and any(end is not None for end in ends):
            what = Text("give exactly alone, or at_least and at_most", "exactly 应单独给出，或改用 at_least 和 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])
        if self.exactly is not None:
            return self.exactly
        if all(end is None or isinstance(end, NotStated) for end in ends):
            return NOT_STATED
        low = self.at_least.low if isinstance(self.at_least, Count) else None
        high = self.at_most.high if isinstance(self.at_most, Count) else None
        try:
            return Count.between(low, high)
        except ValueError:
            what = Text("at_least is more than at_most", "at_least 大于 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)]) from None

    @property
    def requirement(self) -> Requirement:
        """The range."""
        return Bound(self._range())


@rule(en="number of powers held", zh="权力事项数量")
@attrs.frozen(kw_only=True)
class PowersHeld(CountRule):
    """A unit must hold a certain number of powers of a kind of authority.

    Predicate: ``at_least <= |powers of the authority that the unit holds| <= at_most``, bundles counted with their
    number and named powers of a bundle that is held not twice. What is recorded is a lower bound unless an inventory
    (of ``power_holding``) says that it is all; *undetermined* while the bounds lie on both sides of the requirement.

    Parameters
    ----------
    holder : Selector
        The units or bodies.
    authority : Authority, optional
        Only powers of this kind.

    Notes
    -----
    Used by GL-021 (35 approval powers for each of three towns, with `group`) and GL-028 (40 penalty powers for each
    town and street).
    """

    holder: Selector = attrs.field(converter=as_selector)
    authority: Authority | None = attrs.field(default=None, converter=attrs.converters.optional(Authority))

    @property
    def selector(self) -> Selector:
        """The holders."""
        return self.holder

    @property
    def measure(self) -> Measure:
        """How many powers they hold."""
        if self.authority is None:
            return Measure("powers_held", "count", Text("number of powers held", "行使的权力事项数"))
        en, zh = self.authority.text("en"), self.authority.text("zh")
        return Measure("powers_held", "count", Text(f"number of {en} powers held", f"行使的{zh}权力事项数"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the number of powers of one holder."""
        count = powers_held(structure, node.id, self.authority)
        words = Text(f"which further powers {node.label} holds", f"{node.label}还行使哪些权力事项")
        evidence = tuple(
            Evidence(
                Text(
                    f"{structure.node(h.power).label}: {_size(structure, h)}",
                    f"{structure.node(h.power).label}：{_size(structure, h)}",
                ),
                h.source,
            )
            for h in holdings(structure, node.id)
        )
        missing = () if count.is_exact else (Missing(node.id, "power_holdings", words),)
        return Measurement(value=count, missing=missing, evidence=evidence)


def _size(structure: Structure, holding: PowerHolding) -> str:
    power = structure.node(holding.power)
    return stands_for_powers(power).text("en") if isinstance(power, PowerItem) else NOT_STATED.text("en")


def _criteria(value: Iterable[Any]) -> tuple[Criterion, ...]:
    return tuple(Criterion(criterion) for criterion in value)


@attrs.frozen(kw_only=True)
class PowerRule(NodeRule):
    """What rules over powers that are handed down have in common; they do not apply to others.

    Parameters
    ----------
    powers : Selector
        The powers.
    """

    powers: Selector = attrs.field(default=Selector(kind="power_item"), converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The powers."""
        return self.powers

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the objections to one power that was handed down."""
        if not isinstance(node, PowerItem):
            return Measurement(value=Truth.UNKNOWN, applies=Truth.FALSE)
        applies = was_devolved(structure, node)
        findings = Findings()
        if applies is not Truth.FALSE:
            self.object(structure, node, findings)
        found = attrs.evolve(findings.measurement, applies=applies)
        if applies is not Truth.UNKNOWN:
            return found
        words = Text(f"whether {node.label} was handed down", f"{node.label}是否为下放事项")
        return attrs.evolve(found, missing=(*found.missing, Missing(node.id, "devolved_from", words)))

    @abc.abstractmethod
    def object(self, structure: Structure, power: PowerItem, found: Findings) -> None:
        """Note what is wrong with a power."""


@rule(en="criteria of devolved powers", zh="下放事项条件")
@attrs.frozen(kw_only=True)
class DevolvedMeetCriteria(PowerRule):
    """Every power that is handed down must meet all criteria.

    Predicate: ``for all criteria c: c(power)``. A bundle meets what all of its powers meet; a named power takes from
    its bundle what is not stated of itself. *Undetermined* while a criterion is not stated and none is known to be
    missed.

    Parameters
    ----------
    criteria : tuple of Criterion
        ``high_volume``, ``urgently_needed``, ``absorbable``, ``assessed``.

    Notes
    -----
    Used by GL-020 (large in number, urgently needed, absorbable) and HZ-043 (allocation and capacity assessed before).
    """

    criteria: tuple[Criterion, ...] = attrs.field(converter=_criteria)

    @property
    def measure(self) -> Measure:
        """The criteria that are not met."""
        return Measure("criteria_missed", "set", Text("criteria that are not met", "未满足的条件"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("criterion that is not met", "未满足的条件"))

    def object(self, structure: Structure, power: PowerItem, found: Findings) -> None:
        """Note the criteria that the power misses, or may miss."""
        line = (power, *(above for above in structure.ancestors(power.id) if isinstance(above, PowerItem)))
        for criterion in self.criteria:
            stated = (getattr(p, criterion.value) for p in line)
            value: bool | NotStated = next((v for v in stated if not isinstance(v, NotStated)), NOT_STATED)
            words = Text(criterion.text("en"), criterion.text("zh"))
            what = Text(f"whether {power.label} is {words.en}", f"{power.label}是否“{words.zh}”")
            found.add(Truth.of(value).negated, words, Missing(power.id, criterion.value, what))


@rule(en="legal basis of devolved powers", zh="下放事项法定依据")
@attrs.frozen(kw_only=True)
class DevolvedHaveBasis(PowerRule):
    """Every power that is handed down must have a legal basis that is in effect when it is first held below.

    Predicate: ``basis(power) exists and lawful_from <= since(holding) for every holding``; powers of a vertically
    managed department cannot be handed down at all unless `vertical` allows it. *Undetermined* while the basis or a
    date is not stated.

    Parameters
    ----------
    vertical : bool
        Whether powers of vertically managed departments may be handed down.

    Notes
    -----
    Used, as a clause that does not bind, for GL-027 (taxation is a vertical body: read as joint action) and for the
    transfer ahead of the provincial announcement (HZ-041).
    """

    vertical: bool = False

    @property
    def measure(self) -> Measure:
        """What the legal basis lacks."""
        return Measure("basis_objections", "set", Text("objections to the legal basis", "法定依据方面的问题"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("objection to the legal basis", "法定依据方面的问题"))

    def object(self, structure: Structure, power: PowerItem, found: Findings) -> None:
        """Note a basis that is missing or not yet in effect, and a vertical department."""
        basis, start = power.legal_basis, power.lawful_from
        words = Text(f"the legal basis of {power.label}", f"{power.label}的法定依据")
        answer = Truth.UNKNOWN if isinstance(basis, NotStated) else Truth.of(basis is None)
        found.add(answer, Text("no legal basis", "没有法定依据"), Missing(power.id, "legal_basis", words))
        for holding in structure.where(PowerHolding, power=power.id):
            if is_devolved(holding) is Truth.FALSE:
                continue
            who = structure.node(holding.holder).label
            early = Text(f"held by {who} before the basis is in effect", f"{who}在依据生效前即行使")
            field = Missing(power.id, "lawful_from", Text(f"from when {words.en} is in effect", f"{words.zh}何时生效"))
            if answer is not Truth.TRUE:
                found.add(_before(holding.since, start), early, field)
            if not self.vertical and isinstance(holding.devolved_from, str):
                former = structure.node(holding.devolved_from)
                if isinstance(former, Department):
                    vertical = Text(f"{former.label} is managed from above alone", f"{former.label}为垂直管理部门")
                    what = Text(f"whether {former.label} is a vertical department", f"{former.label}是否垂直管理")
                    found.add(Truth.of(former.vertical), vertical, Missing(former.id, "vertical", what))


def _before(first: Any, second: Any) -> Truth:
    """Say whether one date lies before another; unknown while either is not known well enough."""
    if isinstance(first, NotStated) or isinstance(second, NotStated):
        return Truth.UNKNOWN
    if first.last < second.first:
        return Truth.TRUE
    return Truth.FALSE if first.first >= second.last else Truth.UNKNOWN


@rule(en="batches in order", zh="分批下放")
@attrs.frozen(kw_only=True)
class BatchOrder(NodeRule):
    """Powers must be handed down batch by batch: each belongs to a batch, and no later batch comes before an earlier.

    Predicate: for every two powers handed down to one holder, ``batch(p) < batch(q)`` implies ``since(p) <= since(q)``.
    *Undetermined* while batches or dates are not stated, or holdings are not all recorded.

    Parameters
    ----------
    holder : Selector
        Who receives them.

    Notes
    -----
    Used by GL-019 (a batch is handed down as it matures).
    """

    holder: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The holders."""
        return self.holder

    @property
    def measure(self) -> Measure:
        """What is out of order."""
        return Measure(
            "batches_out_of_order", "set", Text("powers out of the order of batches", "未按批次顺序下放的事项")
        )

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("power out of the order of batches", "未按批次顺序下放的事项"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the pairs of powers that came in the wrong order, and powers whose batch is not stated."""
        found = Findings()
        devolved = [h for h in holdings(structure, node.id) if is_devolved(h) is not Truth.FALSE]
        for holding in devolved:
            label = structure.node(holding.power).label
            if isinstance(holding.batch, NotStated):
                words = Text(f"the batch of {label}", f"{label}的批次")
                found.add(Truth.UNKNOWN, Text(label, label), Missing(holding.power, "batch", words))
        staged = [h for h in devolved if isinstance(h.batch, int)]
        for one in staged:
            for other in staged:
                if isinstance(one.batch, int) and isinstance(other.batch, int) and one.batch < other.batch:
                    first, later = (structure.node(h.power).label for h in (one, other))
                    words = Text(
                        f"{later} (batch {other.batch}) before {first}", f"{later}（第{other.batch}批）先于{first}"
                    )
                    what = Text(f"when {first} and {later} were handed down", f"{first}和{later}何时下放")
                    found.add(_before(other.since, one.since), words, Missing(other.power, "since", what))
        if not lists_all_about(structure, node.id, "power_holding"):
            what = Text(f"which further powers {node.label} holds", f"{node.label}还行使哪些权力事项")
            unrecorded = Text("powers that are not recorded", "未载明的权力事项")
            found.add(Truth.UNKNOWN, unrecorded, Missing(node.id, "power_holdings", what))
        return found.measurement
