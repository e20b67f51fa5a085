"""Rules over professional forces: how many, how many people, whose command, and whether their function is with them."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import Any

import attrs

from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.rules.devolution import CountRule
from basegov.rules.functions import Findings, named
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Scope, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.forces import COMMAND, ProfessionalForce, commanders, headcount, parts_are_listed, parts_of
from basegov.structure.functions import performs
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import NotStated, Truth

ANY_FORCE = Selector(kind="professional_force")
ONE = Bound(Count(1))


def _level(value: Any) -> Level | None:
    return LEVELS[value] if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class ForcesRule(CountRule):
    """What rules over all forces together have in common; the parts of a force at different places are one force.

    Parameters
    ----------
    forces : Selector
        Which forces.
    origin : Level, optional
        Only those that come from this level.
    """

    forces: Selector = attrs.field(default=ANY_FORCE, converter=as_selector)
    origin: Level | None = attrs.field(default=None, converter=_level)

    @property
    def selector(self) -> Selector:
        """The forces."""
        return self.forces

    @property
    def scope(self) -> Scope:
        """All of them together."""
        return Scope(None, self._words)

    @property
    def _words(self) -> Text:
        en, zh = self.forces.text("en"), self.forces.text("zh")
        if self.origin is None:
            return Text(en, zh)
        return Text(f"{en} of {self.origin.text('en')} origin", f"来自{self.origin.text('zh')}的{zh}")

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of all forces together."""
        structure = world if isinstance(world, Structure) else world.after
        yield Subject(structure.id, structure.name.in_("zh")), self._together(structure)

    def _together(self, structure: Structure) -> Measurement:
        selection = self.forces.select(structure)
        meant = [
            *((n, self._is_of(n)) for n in selection.sure),
            *((n, Truth.all((Truth.UNKNOWN, self._is_of(n)))) for n, _ in selection.unsure),
        ]
        forces: list[tuple[ProfessionalForce, Truth]] = [
            (node, answer) for node, answer in meant
            if isinstance(node, ProfessionalForce) and answer is not Truth.FALSE and not is_part(structure, node)
        ]  # fmt: skip
        missing = [
            Missing(node.id, "origin", Text(f"the origin of {node.label}", f"{node.label}的来源层级"))
            for node, answer in forces
            if answer is Truth.UNKNOWN
        ]
        unlisted = Count(0)
        if not self.forces.lists_all(structure):
            unlisted = selection.unlisted if selection.unlisted is not None else Count.unknown()
        if self.origin is not None:
            unlisted = Count.between(0, unlisted.high)
        if unlisted.high != 0:
            words = Text(f"which further {self._words.en} there are", f"另有哪些{self._words.zh}")
            missing.append(Missing(structure.id, "professional_force", words))
        return self.of_all(structure, forces, unlisted, missing)

    @abc.abstractmethod
    def of_all(
        self,
        structure: Structure,
        forces: list[tuple[ProfessionalForce, Truth]],
        unlisted: Count,
        missing: list[Missing],
    ) -> Measurement:
        """Return what is measured of the forces, with those that are not listed."""

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is measured of all forces."""
        return self._together(structure)

    def _is_of(self, node: Node) -> Truth:
        if self.origin is None or not isinstance(node, ProfessionalForce):
            return Truth.TRUE
        return Truth.UNKNOWN if isinstance(node.origin, NotStated) else Truth.of(node.origin == self.origin)


def is_part(structure: Structure, force: ProfessionalForce) -> bool:
    """Whether a force is the part of another one at one place, and so counted with it."""
    whole = structure.get(force.part_of) if isinstance(force.part_of, str) else None
    return isinstance(whole, ProfessionalForce)


@rule(en="number of forces", zh="专业力量支数")
@attrs.frozen(kw_only=True)
class ForceCount(ForcesRule):
    """There must be a certain number of forces, of one level of origin where one is named. A force need have no name.

    Predicate: ``at_least <= |forces| <= at_most``. *Undetermined* while origins that are not stated, or forces that are
    not listed, decide it.

    Notes
    -----
    Used by BA-044 (eight) and BA-045 (two of the street, three of the district, three of the city, one unnamed).
    """

    @property
    def measure(self) -> Measure:
        """How many there are."""
        return Measure("forces", "count", Text("number of forces", "专业力量支数"))

    def of_all(
        self,
        structure: Structure,
        forces: list[tuple[ProfessionalForce, Truth]],
        unlisted: Count,
        missing: list[Missing],
    ) -> Measurement:
        """Return how many forces there are."""
        known = sum(answer is Truth.TRUE for _, answer in forces)
        count = Count.between(known, len(forces)) + unlisted
        evidence = tuple(Evidence(Text(force.label, force.label), force.source) for force, _ in forces)
        return Measurement(value=count, missing=() if count.is_exact else tuple(missing), evidence=evidence)


@rule(en="people of the forces", zh="专业力量人数")
@attrs.frozen(kw_only=True)
class ForceHeadcount(ForcesRule):
    """The people of the forces must come to a certain number.

    Predicate: ``at_least <= sum of people over forces <= at_most``. Where only the total of a group of forces is
    stated, it counts once; a force without a number leaves the sum open, as far as no total closes it. *Undetermined*
    while the values still possible lie on both sides of a bound.

    Notes
    -----
    Used by BA-046 (10,419 people, of whom the text does not say how many each force has).
    """

    @property
    def measure(self) -> Measure:
        """How many people they have."""
        return Measure("people_of_forces", "count", Text("people of the forces", "专业力量人数"))

    def of_all(
        self,
        structure: Structure,
        forces: list[tuple[ProfessionalForce, Truth]],
        unlisted: Count,
        missing: list[Missing],
    ) -> Measurement:
        """Return how many people the forces have together."""
        groups: dict[str, list[tuple[ProfessionalForce, Truth]]] = {}
        total, evidence = Count(0), []
        for force, answer in forces:
            if isinstance(force.part_of, str):
                groups.setdefault(force.part_of, []).append((force, answer))
            else:
                total = total + self._people(structure, force, answer, missing)
        for id_, members in groups.items():
            whole = structure.node(id_)
            some: list[Missing] = []
            people = Count.total(self._people(structure, force, answer, some) for force, answer in members)
            if isinstance(whole, StaffGroup):
                stated = headcount(structure, whole)
                sure = sum(answer is Truth.TRUE for _, answer in members) == len(parts_of(structure, id_))
                room = stated if sure and parts_are_listed(structure, whole) else Count.between(people.low, stated.high)
                people = people.intersect(room) or people
                words = Text(f"{whole.label}: {stated.text('en')}", f"{whole.label}：{stated.text('zh')}")
                evidence.append(Evidence(words, whole.source_of("count")))
            total = total + people
            if not people.is_exact:
                missing += some
        if unlisted.high != 0:
            total = Count.between(total.low, None)
        return Measurement(
            value=total, missing=() if total.is_exact else tuple(missing), evidence=tuple(evidence)
        )  # fmt: skip

    def _people(self, structure: Structure, force: ProfessionalForce, answer: Truth, missing: list[Missing]) -> Count:
        people = headcount(structure, force)
        if not people.is_exact:
            words = Text(f"how many people {force.label} has", f"{force.label}的人数")
            missing.append(Missing(force.id, "count", words))
        return people if answer is Truth.TRUE else Count.between(0, people.high)


def _undivided(structure: Structure, node: Node) -> bool:
    return not isinstance(node, StaffGroup) or not parts_of(structure, node.id)


@rule(en="one commander", zh="指挥唯一")
@attrs.frozen(kw_only=True)
class OneCommander(NodeRule):
    """Every subject must have exactly one commander: who manages its daily work or may decide in commanding it.

    Predicate: ``|commanders(x)| = 1``. A force that was divided over places is asked part by part. *Undetermined* while
    daily work has no recorded manager or the rights over the subject are not all listed, and one commander at most is
    recorded.

    Parameters
    ----------
    subject : Selector
        Over whom: forces, people, agencies.
    matter : str
        The matter of the right.

    Notes
    -----
    Used by BA-047 (every sunk force has exactly one commanding community) and BA-067 (one coordinator of two teams).
    That the commander needs no consent (BA-069) is `HoldsRight` with ``without_consent``.
    """

    subject: Selector = attrs.field(converter=as_selector)
    matter: str = COMMAND

    @property
    def selector(self) -> Selector:
        """The subjects."""
        return self.subject

    @property
    def measure(self) -> Measure:
        """How many command."""
        return Measure("commanders", "count", Text("number of commanders", "指挥主体数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return ONE

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many commanders a subject has."""
        found = commanders(structure, node, self.matter)
        labels = [structure.node(id_).label for id_ in found.known]
        evidence = tuple(Evidence(Text(f"commanded by {label}", f"由{label}指挥"), node.source) for label in labels)
        words = Text(f"who else commands {node.label}", f"还有谁指挥{node.label}")
        missing = () if found.count.is_exact else (Missing(node.id, "commanders", words),)
        applies = Truth.of(_undivided(structure, node))
        return Measurement(value=found.count, missing=missing, evidence=evidence, applies=applies)


@rule(en="function follows the force", zh="事随人走")
@attrs.frozen(kw_only=True)
class FunctionFollowsForce(NodeRule):
    """Where a force is sent down to, its function must be too, and its sender must not keep it.

    Predicate: ``performs(place(f), function(f)) and not performs(sender(f), function(f))``. Forces that have not been
    sent down are not asked. *Undetermined* while function, place or sender, or what they perform, is not stated.

    Parameters
    ----------
    forces : Selector
        Which forces.
    sender_keeps : bool
        Whether the sender may keep the function too.

    Notes
    -----
    Used by BA-064 (work follows people) and BA-068 (departments work around the community, with ``sender_keeps``).
    """

    forces: Selector = attrs.field(default=ANY_FORCE, converter=as_selector)
    sender_keeps: bool = False

    @property
    def selector(self) -> Selector:
        """The forces."""
        return self.forces

    @property
    def measure(self) -> Measure:
        """What did not follow."""
        return Measure("function_left", "set", Text("what did not follow the staff", "未随人走的职能"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("function apart from its staff", "与人员分离的职能"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return where the function of a force is lacking or was kept."""
        if not isinstance(node, ProfessionalForce) or not _undivided(structure, node):
            return Measurement(value=Truth.UNKNOWN, applies=Truth.FALSE)
        found = Findings()
        self._objections(structure, node, found)
        return attrs.evolve(found.measurement, applies=Truth.of(node.sunk))

    def _objections(self, structure: Structure, force: ProfessionalForce, found: Findings) -> None:
        if isinstance(force.function, NotStated):
            words = Text(f"the function of {force.label}", f"{force.label}的职能")
            found.add(Truth.UNKNOWN, words, Missing(force.id, "function", words))
            return
        function = named(structure, force.function)
        places = [(force.parent, "parent", False)] + ([] if self.sender_keeps else [(force.sender, "sender", True)])
        for at, field, kept in places:
            if isinstance(at, NotStated):
                words = Text(f"the {field} of {force.label}", f"{force.label}的 {field}")
                found.add(Truth.UNKNOWN, words, Missing(force.id, field, words))
                continue
            there = performs(structure, at, [force.function])
            label = structure.node(at).label
            words = Text(f"{function.en} kept by {label}", f"{label}仍保留“{function.zh}”") if kept else Text(
                f"{function.en} lacking at {label}", f"{label}缺少“{function.zh}”"
            )  # fmt: skip
            what = Text(f"whether {label} performs {function.en}", f"{label}是否履行“{function.zh}”")
            found.add(there if kept else there.negated, words, Missing(at, "performances", what))
