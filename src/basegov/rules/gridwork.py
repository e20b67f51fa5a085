"""Rules over the work of grids, and over the people who do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import attrs

from basegov.reforms.changes import Change
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.bundles import GridRole
from basegov.structure.cells import work_in, work_of
from basegov.structure.functions import lists_all_about
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment
from basegov.structure.workforce import StaffCategory
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated, Truth, as_words

_ANY_LAYER = Selector(kind="grid_layer")
_ANY_GRID = Selector(kind="grid")
_ANY_ROLE = Selector(kind="grid_role")


@rule(en="kinds of work of a grid", zh="网格工作内容")
@attrs.frozen(kw_only=True)
class WorkCarried(NodeRule):
    """Every selected layer, or grid, must carry certain kinds of work.

    Predicate: ``kinds subset of work(layer)``; a grid carries the work of its layer, and what it has besides.
    *Undetermined* while a kind is not recorded and the work is not said to be listed.

    Parameters
    ----------
    kinds : tuple of str
        The kinds of work.
    of : Selector
        Which layers or grids.

    Notes
    -----
    Used by HZ-072 (eight kinds in the comprehensive net), BA-117 (five kinds, and others).
    """

    kinds: tuple[str, ...] = attrs.field(converter=as_words)
    of: Selector = attrs.field(default=_ANY_LAYER, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The layers or grids."""
        return self.of

    @property
    def measure(self) -> Measure:
        """The kinds that are lacking."""
        return Measure("work_lacking", "set", Text("kinds of work that are lacking", "缺少的工作内容"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text(f"lack of {say(self.kinds, 'en')}", f"{say(self.kinds, 'zh')}的缺失"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the kinds that a layer or grid does not carry."""
        found = Findings()
        if not isinstance(node, GridLayer | Grid):
            return found.measurement
        work = work_of(structure, node)
        for kind in self.kinds:
            what = Text(f"whether {node.label} carries {kind}", f"{node.label}是否承担 {kind}")
            found.add(work.carries(kind).negated, Text(kind, kind), Missing(node.id, "work_kinds", what))
        if work.kinds:
            source = node.source_of("work_kinds")
            found.evidence.append(Evidence(Text(say(work.kinds, "en"), say(work.kinds, "zh")), source))
        return found.measurement


@rule(en="no work lost in a change of layers", zh="网格工作不遗漏")
@attrs.frozen(kw_only=True)
class WorkKept(Rule):
    """Whatever a grid layer carried, what it became must carry.

    Predicate: for each layer that changed, ``work(layer) subset of work(what it became)``; a layer that is gone without
    a successor loses everything. *Undetermined* while the work of a layer was not listed, or that of its successor is
    not.

    Notes
    -----
    Used by HZ-070 and BA-116: several nets become one, and what they did is done by the one.
    """

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """Each layer that changed."""
        return Scope(None, Text("each grid layer that changed", "每个变更的网格层"))

    @property
    def measure(self) -> Measure:
        """The kinds of work that are lost."""
        return Measure("work_lost", "set", Text("kinds of work that are lost", "遗漏的工作内容"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("kind of work that is lost", "遗漏的工作内容"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what each layer that changed has lost."""
        if isinstance(world, Structure):
            return
        for layer in world.before.records(GridLayer):
            now = [id_ for id_ in world.lineage.after(layer.id) if id_ in world.after]
            if now == [layer.id] and _same(world, layer):
                continue
            yield subject_of(layer), self._lost(world, layer, now)

    @staticmethod
    def _lost(world: Change, layer: GridLayer, now: list[str]) -> Measurement:
        found, had = Findings(), work_in(world.before, layer.id)
        works = [work_in(world.after, id_) for id_ in now]
        for kind in had.kinds:
            carried = Truth.any([Truth.FALSE, *(work.carries(kind) for work in works)])
            what = Text(f"whether {kind} is still carried", f"{kind} 是否仍有承担")
            found.add(carried.negated, Text(kind, kind), Missing(next(iter(now), layer.id), "work_kinds", what))
        if not had.listed:
            what = Text(f"what else {layer.label} carried", f"{layer.label}原承担的其他工作")
            unrecorded = Text("work that was not recorded", "未载明的工作")
            found.add(Truth.UNKNOWN, unrecorded, Missing(layer.id, "work_listed", what))
        return found.measurement


def _same(world: Change, layer: GridLayer) -> bool:
    """Whether a layer and its grids carry what they carried, whatever else has changed about them."""
    before, after = work_in(world.before, layer.id), work_in(world.after, layer.id)
    return (set(before.kinds), before.listed) == (set(after.kinds), after.listed)


@rule(en="named duties of a role", zh="岗位列明职责")
@attrs.frozen(kw_only=True)
class RoleNamesDuties(NodeRule):
    """Every selected role, or category of staff, must have certain duties.

    Predicate: ``duties subset of duties(role)``. *Undetermined* while its duties are not stated.

    Parameters
    ----------
    duties : tuple of str
        The duties.
    roles : Selector
        Which roles, or categories of staff.

    Notes
    -----
    Used by GL-061 (inspection visits, handling of problems and resolution of conflicts are routine for grid members).
    """

    duties: tuple[str, ...] = attrs.field(converter=as_words)
    roles: Selector = attrs.field(default=_ANY_ROLE, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The roles."""
        return self.roles

    @property
    def measure(self) -> Measure:
        """The duties that are lacking."""
        return Measure("duties_lacking", "set", Text("duties that are lacking", "缺少的职责"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text(f"lack of {say(self.duties, 'en')}", f"{say(self.duties, 'zh')}的缺失"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the duties that a role does not have."""
        found = Findings()
        has = node.duties if isinstance(node, GridRole | StaffCategory) else ()
        for duty in self.duties:
            lacking = Truth.UNKNOWN if isinstance(has, NotStated) else Truth.of(duty not in has)
            what = Text(f"the duties of {node.label}", f"{node.label}的职责")
            found.add(lacking, Text(duty, duty), Missing(node.id, "duties", what))
        return found.measurement


@rule(en="sources of part-time members", zh="兼职人员来源")
@attrs.frozen(kw_only=True)
class PartTimeSources(NodeRule):
    """Whoever works part-time in a selected place must come from certain categories.

    Predicate: for every part-time `Assignment` to the place, ``category(staff) in categories``. *Undetermined* while
    assignments are not all recorded (an `Inventory` of ``assignment``), or while it is not stated whether one is
    part-time or from which category somebody is.

    Parameters
    ----------
    categories : tuple of str
        The categories, as staff write them.
    places : Selector
        Which grids, or other places.

    Notes
    -----
    Used by GL-057 (building heads, worthies, party-member households and other representatives of the residents).
    """

    categories: tuple[str, ...] = attrs.field(converter=as_words)
    places: Selector = attrs.field(default=_ANY_GRID, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The places."""
        return self.places

    @property
    def measure(self) -> Measure:
        """Those who come from elsewhere."""
        return Measure("members_from_elsewhere", "set", Text("part-time members from elsewhere", "其他来源的兼职人员"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("part-time member from elsewhere", "其他来源的兼职人员"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the part-time members of a place who come from elsewhere."""
        found = Findings()
        for post in structure.where(Assignment, place=node.id):
            person = structure.node(post.staff)
            category = getattr(person, "category", None)
            elsewhere = Truth.UNKNOWN if isinstance(category, NotStated) else Truth.of(category not in self.categories)
            field = "category" if elsewhere is Truth.UNKNOWN else "part_time"
            what = Text(
                f"the category of {person.label}, and whether it works in {node.label} part-time",
                f"{person.label}的类别及其在{node.label}是否兼职",
            )
            answer = Truth.all([Truth.of(post.part_time), elsewhere])
            found.add(answer, Text(person.label, person.label), Missing(person.id, field, what))
        if not lists_all_about(structure, node.id, "assignment"):
            what = Text(f"who else works in {node.label}", f"{node.label}另有何人兼职")
            unrecorded = Text("assignments that are not recorded", "未载明的派任")
            found.add(Truth.UNKNOWN, unrecorded, Missing(node.id, "assignment", what))
        return found.measurement


@rule(en="grids staffed in different ways", zh="分类配备网格人员")
@attrs.frozen(kw_only=True)
class StaffedApart(Rule):
    """Grids in units of one sort must be staffed from other categories than grids in units of another sort.

    Predicate: the set of categories of those who work there full-time is not the same for both. *Undetermined* while
    units, grids, assignments or categories that could settle it are not all recorded; does not apply where one of the
    two sorts surely has no such people.

    Parameters
    ----------
    first, second : Selector
        The two sorts of units.

    Notes
    -----
    Used by GL-054 (urban communities are societies of strangers, rural ones of acquaintances; each is staffed in its
    own way, GL-055 and GL-056 say in which).
    """

    first: Selector = attrs.field(converter=as_selector)
    second: Selector = attrs.field(converter=as_selector)

    @property
    def scope(self) -> Scope:
        """The two sorts together."""
        return Scope(None, Text("the two sorts of units together", "两类单元"))

    @property
    def measure(self) -> Measure:
        """Whether they are staffed in different ways."""
        return Measure("staffed_apart", "truth", self._what)

    @property
    def requirement(self) -> Requirement:
        """They are."""
        return Holds(self._what, "staffed_alike")

    @property
    def _what(self) -> Text:
        first, second = self.first.text("en"), self.second.text("en")
        en = f"grids in {first} are staffed from other categories than those in {second}"
        return Text(en, f"{self.first.text('zh')}与{self.second.text('zh')}的网格人员来源不同")

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield whether the categories differ."""
        structure = world if isinstance(world, Structure) else world.after
        (one, sure_one), (other, sure_other) = (_categories(structure, units) for units in (self.first, self.second))
        differ = Truth.UNKNOWN
        if (one - other and sure_other) or (other - one and sure_one):
            differ = Truth.TRUE
        elif sure_one and sure_other:
            differ = Truth.FALSE
        nobody = (sure_one and not one) or (sure_other and not other)
        missing = tuple(
            Missing(structure.id, "assignment", Text(f"who staffs {u.text('en')}", f"{u.text('zh')}的网格人员"))
            for u, sure in ((self.first, sure_one), (self.second, sure_other)) if not sure
        )  # fmt: skip
        evidence = tuple(
            Evidence(Text(f"{u.text('en')}: {say(c, 'en')}", f"{u.text('zh')}：{say(c, 'zh')}"), NOT_STATED)
            for u, c in ((self.first, tuple(sorted(one))), (self.second, tuple(sorted(other)))) if c
        )  # fmt: skip
        applies = Truth.of(not nobody)
        subject = Subject(structure.id, structure.name.in_("zh"))
        yield subject, Measurement(value=differ, missing=missing, evidence=evidence, applies=applies)


def _categories(structure: Structure, units: Selector) -> tuple[set[str], bool]:
    """Return from which categories grids in some units are staffed full-time, and whether these are surely all."""
    found: set[str] = set()
    selection = units.select(structure)
    complete = units.lists_all(structure) and not selection.unsure
    for unit in selection.sure:
        complete &= all(lists_all_about(structure, unit.id, kind) for kind in ("grid", "assignment"))
        for grid in structure.descendants(unit.id, Grid):
            for post in structure.where(Assignment, place=grid.id):
                category = getattr(structure.node(post.staff), "category", None)
                if post.part_time is True or category is None:
                    continue
                if isinstance(category, NotStated) or isinstance(post.part_time, NotStated):
                    complete = False
                else:
                    found.add(category)
    return found, complete
