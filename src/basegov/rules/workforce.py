"""Rules over the workforce: how many people there are where, and what makes one force of several categories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

import attrs

from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.rules.devolution import CountRule
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Scope, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.sources import Source
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import people_in
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.workforce import Enrolment, StaffStandard, Unification
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words

ONE = Bound(Count(1))
_NOTHING = SetValue(())


@rule(en="categories consolidated", zh="类别归并")
@attrs.frozen(kw_only=True)
class CategoriesConsolidated(CountRule):
    """A change must make one category of staff of a certain number of others, and leave nobody in these.

    Predicate: ``|{categories that became it}|`` lies in the range and every person who was in one of them is in it or
    gone. *Undetermined* in a change that was observed without its events.

    Parameters
    ----------
    into : str
        The category that there is afterwards.
    from_ : Selector
        Which of the categories count, such as those of co-administrators.

    Notes
    -----
    Used by XZ-023 (eleven categories of co-administrators become one).
    """

    into: str
    from_: Selector = attrs.field(default=Selector(kind="staff_category"), converter=as_selector)

    judges: ClassVar = "change"

    @property
    def selector(self) -> Selector:
        """The categories that count."""
        return self.from_

    @property
    def scope(self) -> Scope:
        """The category that there is afterwards."""
        return Scope(None, Text(f"category {self.into}", f"{self.into}类人员"))

    @property
    def measure(self) -> Measure:
        """How many categories became one."""
        return Measure("categories_consolidated", "count", Text("categories consolidated", "归并的人员类别数"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield how many categories became the one, without those in which somebody was left."""
        if isinstance(world, Structure):
            return
        selection = self.from_.select(world.before)
        counted = {node.id for node in selection.sure}
        became = [old for old in world.lineage.before(self.into) if old in counted and old != self.into]
        left = [
            node.label for kind in (Staff, StaffGroup) for node in world.after.records(kind)
            if getattr(node, "category", None) in became and people_in(world.after, node).high != 0
        ]  # fmt: skip
        value = Count(len(became)) if not left else Count(0)
        missing: tuple[Missing, ...] = ()
        if world.reform is None and not became:
            value = Count.unknown()
            what = Text("what became of the categories", "各类别的去向")
            missing = (Missing(world.after.id, "lineage", what),)
        detail = Text(f"left in an old category: {', '.join(left)}", f"仍在原类别：{'、'.join(left)}") if left else None
        yield Subject(self.into, self.into, tuple(became)), Measurement(value=value, missing=missing, detail=detail)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return nothing of a category on its own: the rule judges a change."""
        return Measurement(value=Count.unknown(), applies=Truth.FALSE)


_PEOPLE: Final[dict[str, type[Staff | StaffGroup]]] = {"staff": Staff, "staff_group": StaffGroup}


@attrs.frozen(kw_only=True)
class ForceRule(NodeRule):
    """What rules over the members of a force have in common.

    Parameters
    ----------
    category : str
        The category of staff that is the force.
    """

    category: str

    @property
    def selector(self) -> Selector:
        """Its people and groups."""
        return Selector(kind="node", where={"category": self.category})

    @property
    def scope(self) -> Scope:
        """Each person and group of it."""
        return Scope(None, Text(f"people of the category {self.category}", f"{self.category}类人员"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each person and group; nodes of other kinds have no category."""
        structure = world if isinstance(world, Structure) else world.after
        for kind, cls in _PEOPLE.items():
            for node in structure.where(cls, category=self.category):
                yield Subject(node.id, node.label), self.found(structure, node)
            for node in structure.where(cls, category=NOT_STATED):
                what = Text(f"the category of {node.label}", f"{node.label}的类别")
                found = self.found(structure, node)
                missing = (Missing(node.id, "category", what), *found.missing)
                yield Subject(node.id, node.label), attrs.evolve(found, applies=Truth.UNKNOWN, missing=missing)
            if not attrs.evolve(self.selector, kind=kind).lists_all(structure):
                label = kind_label(kind)
                who = Text(f"further records ({label.en})", f"未列出的{label.zh}")
                what = Text(f"whether there are {who.en}", f"是否另有{who.zh}")
                yield (
                    Subject(structure.id, structure.name.in_("zh"), (kind,)),
                    Measurement(value=SetValue((), (who,)), missing=(Missing(structure.id, kind, what),)),
                )


def enrolment_of(structure: Structure, staff: str, category: str) -> Enrolment | None:
    """Return how a person or group belongs to a force, where that is recorded."""
    return structure.find_record(Enrolment, (Enrolment, staff, category))


@rule(en="who may enter the force", zh="纳入队伍条件")
@attrs.frozen(kw_only=True)
class EnrolmentConditions(ForceRule):
    """Everybody in a force must come from an admissible category, with an approved post, and work where it says.

    Predicate: ``original(p) in sources``, with `post_approved` that the post of p is approved, and with `workplace`
    that p is counted in such a place. *Undetermined* while one of these is not stated.

    Parameters
    ----------
    sources : tuple of str
        The categories from which people may come.
    post_approved : bool
        Whether their posts must be approved by the office for posts.
    workplace : str, optional
        Kind of place in (or below) which they must work, such as ``street``.

    Notes
    -----
    Used by XZ-028 (two groups, posts approved by the establishment office, working in the street).
    """

    sources: tuple[str, ...] = attrs.field(converter=as_words)
    post_approved: bool = True
    workplace: str | None = None

    @property
    def measure(self) -> Measure:
        """What speaks against somebody."""
        return Measure("not_admissible", "set", Text("what speaks against it", "不符合的条件"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        return NoneOf(Text("condition that is not fulfilled", "不符合的条件"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return which conditions a person or group does not fulfil."""
        enrolled = enrolment_of(structure, node.id, self.category)
        original = NOT_STATED if enrolled is None else enrolled.original
        approved = NOT_STATED if enrolled is None else enrolled.post_approved
        found = Findings()

        def add(answer: Truth, what: Text, field: str) -> None:
            asked = Text(f"{what.en} of {node.label}", f"{node.label}的{what.zh}")
            found.add(answer.negated, what, Missing(node.id, field, asked))

        source = Truth.of(NOT_STATED if isinstance(original, NotStated) else original in self.sources)
        add(source, Text("the category of origin", "原有身份"), "original")
        if self.post_approved:
            add(Truth.of(approved), Text("the approval of the post", "岗位核准"), "post_approved")
        if self.workplace is not None:
            places = structure.ancestors(node.id)
            inside = any(place in structure.records(self.workplace) for place in places)
            there = Truth.of(inside if structure.parent_ids(node.id) else NOT_STATED)
            add(there, Text("the place of work", "工作所在地"), "parent")
        return found.measurement


@rule(en="everybody placed", zh="全员套改定级")
@attrs.frozen(kw_only=True)
class EveryonePlaced(ForceRule):
    """Everybody in a force must have been placed in a grade.

    Predicate: ``grade(p)`` is stated. The rule that places them is total only if it leaves nobody without.
    *Undetermined* where no grade is recorded: the record may be silent, or no line of the placement rule may fit.
    Violated by whom an `Inventory` (of ``enrolment``) says that there is no record at all.

    Notes
    -----
    Used by XZ-029 (first post and grade by identity, education, years of work and professional level).
    """

    @property
    def measure(self) -> Measure:
        """The lack of a grade."""
        return Measure("without_grade", "set", Text("lack of a first grade", "未定岗级"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("lack of a first grade", "未定岗级"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether somebody has no grade."""
        enrolled, placed = structure.cached(("placed in a grade", self.category), self._by_staff)
        if node.id in placed:
            known: Measurement = placed[node.id]
            return known
        what = Text(f"the first grade of {node.label}", f"{node.label}的初定岗级")
        if node.id not in enrolled and lists_all_about(structure, node.id, "enrolment"):
            return Measurement(value=SetValue((what,)))
        return Measurement(value=SetValue((), (what,)), missing=(Missing(node.id, "grade", what),))

    def _by_staff(self, structure: Structure) -> tuple[frozenset[str], dict[str, Measurement]]:
        """Return who is enrolled, and of those with a grade what is found: the same of all of one grade and source."""
        enrolments = structure.where(Enrolment, category=self.category)
        alike: dict[tuple[str, Source | NotStated], Measurement] = {}
        placed: dict[str, Measurement] = {}
        for enrolled in enrolments:
            if isinstance(enrolled.grade, str):
                grade = (enrolled.grade, enrolled.source)
                known = alike.get(grade)
                if known is None:
                    evidence = Evidence(Text(enrolled.grade, enrolled.grade), enrolled.source)
                    known = alike[grade] = Measurement(value=_NOTHING, evidence=(evidence,))
                placed[enrolled.staff] = known
        return frozenset(enrolled.staff for enrolled in enrolments), placed


def _present(structure: Structure, cls: type[Staff | StaffGroup], category: str | NotStated) -> list[Node]:
    """Return the persons, or the groups that are not of nobody, of a category."""
    return [node for node in structure.where(cls, category=category) if people_in(structure, node).high != 0]


def _respects(value: Iterable[Unification | str]) -> tuple[Unification, ...]:
    return tuple(Unification(one) for one in value)


@rule(en="one force", zh="统一管理")
@attrs.frozen(kw_only=True)
class UnifiedForce(ForceRule):
    """In each respect named, one standard must apply to everybody in a force.

    Predicate: ``|{standard(p, respect) : p in force}| = 1`` for each respect; a group of nobody does not count.
    *Undetermined* while somebody's standard is not recorded and no two differ, and while people are not all listed.

    Parameters
    ----------
    respects : tuple of Unification
        The respects: the six unifications, unless others are named.

    Notes
    -----
    Used by XZ-025 (six unifications) and XZ-026 (one strengthening).
    """

    respects: tuple[Unification, ...] = attrs.field(
        default=tuple(one for one in Unification if one is not Unification.INCENTIVES),
        converter=_respects,
    )

    @property
    def measure(self) -> Measure:
        """How many standards apply."""
        return Measure("standards", "count", Text("number of standards", "适用标准数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return ONE

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield how many standards apply in each respect."""
        structure = world if isinstance(world, Structure) else world.after
        people: list[Node] = []
        unsure: list[Node] = []
        unlisted = False
        for kind, cls in _PEOPLE.items():
            people += _present(structure, cls, self.category)
            unsure += _present(structure, cls, NOT_STATED)
            unlisted = unlisted or not attrs.evolve(self.selector, kind=kind).lists_all(structure)
        nobody = not people and not unsure and not unlisted
        for respect in self.respects:
            value, missing = self._standards(structure, respect, people, unsure, unlisted=unlisted)
            subject = Subject(self.category, respect.text("zh"), (respect.value,))
            yield subject, Measurement(value=value, missing=missing, applies=Truth.of(not nobody))

    def _standards(
        self, structure: Structure, respect: Unification, people: list[Node], unsure: list[Node], *, unlisted: bool
    ) -> tuple[Count, tuple[Missing, ...]]:
        missing = []
        # what is said of a person goes before what is said of the category, which is one for all of them
        own = {record.of: record.standard for record in structure.where(StaffStandard, respect=respect)}
        common = own.get(self.category)
        others = [node for node in people if node.id not in own]
        known = {own[node.id] for node in people if node.id in own}
        if common is not None and others:
            known.add(common)
        for node in others if common is None else ():
            what = Text(
                f"which {respect.text('en')} applies to {node.label}", f"{node.label}适用的{respect.text('zh')}"
            )
            missing.append(Missing(node.id, respect.value, what))
        for node in unsure:
            missing.append(Missing(node.id, "category", Text(f"the category of {node.label}", f"{node.label}的类别")))
        if unlisted:
            more = Text("whether there are more people than are listed", "是否另有未列出的人员")
            missing.append(Missing(structure.id, "staff", more))
        low = max(1, len(known))
        high = None if unlisted else max(low, len(known) + len(missing))
        return Count.between(low, high), () if low == high else tuple(missing)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return nothing of a person alone: a standard is one only for all of them."""
        return Measurement(value=Count.unknown(), applies=Truth.FALSE)
