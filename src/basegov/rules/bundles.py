"""Rules over task bundles and the roles to which they go: each task exactly once, each role filled."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.rules.functions import Findings, named
from basegov.rules.items import CountRule
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.bundles import ANY_BUNDLE, GridRole, TaskBundle, bundles_with, duties_of, is_complete_bundle
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, StaffGroup
from basegov.structure.workforce import StaffCategory
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words

ANY_ROLE = Selector(kind="grid_role")
ANY_GRID = Selector(kind="grid")
ONE = Bound(Count(1))


@rule(en="task in exactly one bundle", zh="任务恰入一包")
@attrs.frozen(kw_only=True)
class TaskBundledOnce(NodeRule):
    """Every selected task must lie in exactly one bundle.

    Predicate: ``|{b : task in tasks(b)}| = 1``. Two bundles are a violation however much else is unknown.
    *Undetermined* while bundles, or the tasks of one, are not all recorded and that matters.

    Parameters
    ----------
    tasks : Selector
        Which tasks, such as work items with ``needs: community``.
    bundles : Selector
        Which bundles count.

    Notes
    -----
    Used by XZ-051 (what departments need of the community is put together by nature and parcelled out) and XZ-052.
    """

    tasks: Selector = attrs.field(converter=as_selector)
    bundles: Selector = attrs.field(default=ANY_BUNDLE, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The tasks."""
        return self.tasks

    @property
    def measure(self) -> Measure:
        """The number of bundles with the task."""
        return Measure("bundles_of_task", "count", Text("number of bundles in which the task lies", "任务所入任务包数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return ONE

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return in how many bundles a task lies, as far as the bundles are recorded."""
        meant = structure.cached(("bundles", self.bundles), self.bundles.select)
        sure = {bundle.id for bundle in meant.sure}
        unsure = {bundle.id: fields for bundle, fields in meant.unsure}
        known, open_, missing, evidence = 0, 0, [], []
        holding = {bundle.id for bundle in bundles_with(structure, node.id)}
        for bundle in (*meant.sure, *(b for b, _ in meant.unsure)):
            if not isinstance(bundle, TaskBundle):
                continue
            if bundle.id in holding and bundle.id in sure:
                known += 1
                words = Text(f"{node.label} lies in {bundle.label}", f"“{node.label}”列入{bundle.label}")
                evidence.append(Evidence(words, bundle.source_of("tasks")))
            elif bundle.id in holding or not is_complete_bundle(bundle):
                open_ += 1
                words = Text(f"whether {node.label} lies in {bundle.label}", f"“{node.label}”是否列入{bundle.label}")
                missing.append(Missing(bundle.id, (unsure.get(bundle.id) or ("tasks",))[0], words))
        more = self.bundles.most_unlisted(structure)
        if more.high != 0:
            words = Text("the bundles that are not listed", "未列出的任务包")
            missing.append(Missing(structure.id, "task_bundles", words))
        high = None if more.high is None else known + open_ + more.high
        return Measurement(value=Count.between(known, high), missing=tuple(missing), evidence=tuple(evidence))


@rule(en="bundle with exactly one role", zh="任务包恰归一岗")
@attrs.frozen(kw_only=True)
class BundleHasOneRole(NodeRule):
    """Every selected bundle must go to exactly one of the selected roles.

    Predicate: ``|roles(bundle) ∩ roles| = 1``. *Undetermined* while it is not stated to which roles it goes.

    Parameters
    ----------
    bundles : Selector
        Which bundles.
    roles : tuple of str
        The roles that count; every role when none is given.

    Notes
    -----
    Used by XZ-051 (each bundle goes to one of the head and the three officers) and XZ-052.
    """

    bundles: Selector = attrs.field(default=ANY_BUNDLE, converter=as_selector)
    roles: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """The bundles."""
        return self.bundles

    @property
    def measure(self) -> Measure:
        """The number of roles."""
        return Measure("roles_of_bundle", "count", Text("number of roles to which the bundle goes", "任务包对应岗位数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return ONE

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return to how many roles a bundle goes."""
        roles = node.roles if isinstance(node, TaskBundle) else ()
        if isinstance(roles, NotStated):
            words = Text(f"to which role {node.label} goes", f"{node.label}归哪个岗位")
            return Measurement(value=Count.unknown(), missing=(Missing(node.id, "roles", words),))
        counted = dict.fromkeys(role for role in roles if not self.roles or role in self.roles)
        evidence = tuple(
            Evidence(
                Text(f"{node.label} goes to {named(structure, role).en}", f"{node.label}归{named(structure, role).zh}"),
                node.source_of("roles"),
            )
            for role in counted
        )
        return Measurement(value=Count(len(counted)), evidence=evidence)


@rule(en="duties of a role", zh="岗位职责")
@attrs.frozen(kw_only=True)
class RoleDuties(NodeRule, CountRule):
    """Every selected role must have a certain number of duties; at least one where no number is given.

    Predicate: ``|duties(role)|`` lies in the range. *Undetermined* while neither the duties nor their number are
    stated, or the two contradict each other.

    Parameters
    ----------
    roles : Selector
        Which roles, or categories of staff.

    Notes
    -----
    Used by XZ-050 and XZ-053 (duties of the four roles are fixed), GL-045 (nine duties of one post), WH-037 (eight of
    community workers).
    """

    roles: Selector = attrs.field(default=ANY_ROLE, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The roles."""
        return self.roles

    @property
    def measure(self) -> Measure:
        """The number of duties."""
        return Measure("duties_of_role", "count", Text("number of duties of the role", "岗位职责数"))

    @property
    def requirement(self) -> Requirement:
        """The number required."""
        if self.exactly is None and self.at_least is None and self.at_most is None:
            return Bound(Count(">= 1"))
        return super().requirement

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many duties a role has."""
        duties = duties_of(node) if isinstance(node, GridRole | StaffCategory) else Count.unknown()
        lacking = Missing(node.id, "duties", Text(f"the duties of {node.label}", f"{node.label}的职责"))
        if duties is None:
            words = Text(
                f"the number of duties of {node.label} contradicts those that are named",
                f"{node.label}的职责数与列明的职责矛盾",
            )
            return Measurement(value=Count.unknown(), contradiction=words, missing=(lacking,))
        return Measurement(value=duties, missing=() if duties.is_exact else (lacking,))


@rule(en="roles of a grid filled", zh="网格岗位配齐")
@attrs.frozen(kw_only=True)
class GridRolesFilled(NodeRule):
    """In every grid somebody must have each of some roles.

    Predicate: for every role r there is an `Assignment` to the grid in r of a person, or of a group that is not empty.
    *Undetermined* while a role is open and an `Inventory` (of ``assignment``) does not say that all are recorded.

    Parameters
    ----------
    roles : tuple of str
        The roles, as `Assignment` writes them.
    grids : Selector
        Which grids, or other places.
    one_each : bool
        Whether one person may have no more than one of them in a grid. The text that names roles seldom says so.

    Notes
    -----
    Used by XZ-049 (one head and three officers in each grid).
    """

    roles: tuple[str, ...] = attrs.field(converter=as_words)
    grids: Selector = attrs.field(default=ANY_GRID, converter=as_selector)
    one_each: bool = False

    @property
    def selector(self) -> Selector:
        """The grids."""
        return self.grids

    @property
    def measure(self) -> Measure:
        """The roles that nobody has."""
        return Measure("roles_not_filled", "set", Text("roles that nobody has", "未配备的岗位"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        if self.one_each:
            return NoneOf(Text("role that nobody has, nor person with two of them", "未配备或一人兼任的岗位"))
        return NoneOf(Text("role that nobody has", "未配备的岗位"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the roles that nobody has, or perhaps nobody."""
        assignments = structure.where(Assignment, place=node.id)
        all_recorded = lists_all_about(structure, node.id, "assignment")
        answers: dict[str, list[Truth]] = {role: [] for role in self.roles}
        held: dict[str, set[str]] = {}
        unstated: list[str] = []
        for assignment in assignments:
            if isinstance(assignment.role, NotStated):
                unstated.append(assignment.staff)
            elif assignment.role in answers:
                answers[assignment.role].append(_is_somebody(structure, assignment.staff))
                held.setdefault(assignment.staff, set()).add(assignment.role)
        able = [staff for staff in unstated if _is_somebody(structure, staff) is not Truth.FALSE]
        found = Findings()
        vacant = []
        for role, answer in answers.items():
            filled = Truth.any([*answer, Truth.FALSE if all_recorded else Truth.UNKNOWN])
            words = named(structure, role)
            if filled is Truth.FALSE and able:
                vacant.append(words)
                filled = Truth.UNKNOWN
            what = Text(f"who is {words.en} in {node.label}", f"{node.label}的{words.zh}由谁担任")
            found.add(filled.negated, words, Missing(node.id, "assignments", what))
        if len(vacant) > len(able):  # each assignment is in one role
            en, zh = ", ".join(w.en for w in vacant), "、".join(w.zh for w in vacant)
            words = Text(f"{len(vacant) - len(able)} of {en}", f"{zh}中的 {len(vacant) - len(able)} 个")
            found.add(Truth.TRUE, words)
        if self.one_each:
            self._doubled(structure, node, held, unstated, found, all_recorded=all_recorded)
        return found.measurement

    def _doubled(
        self, structure: Structure, node: Node, held: dict[str, set[str]], unstated: list[str], found: Findings,
        *, all_recorded: bool,
    ) -> None:  # fmt: skip
        """Note who has two of the roles, or may; a group of people of several is none of them."""
        words = Text("persons with two of the roles", "一人兼任两个岗位")
        for staff in sorted({*held, *unstated}):
            here, more = len(held.get(staff, ())), unstated.count(staff)
            person = structure.node(staff)
            answer = Truth.FALSE if here + more < 2 else Truth.TRUE if here > 1 else Truth.UNKNOWN
            if isinstance(person, StaffGroup) and answer is Truth.TRUE:
                # who of the group has which role is not told, unless there are fewer people than roles
                few = not isinstance(person.count, NotStated) and person.count.within(Count(f"< {here}")) is Truth.TRUE
                answer = Truth.TRUE if few else Truth.UNKNOWN
            roles = Text(f"the roles of {person.label} in {node.label}", f"{person.label}在{node.label}的岗位")
            both = Text(f"{person.label} ({here})", f"{person.label}（{here}）")
            found.add(answer, both, Missing(staff, "assignments", roles))
        if not all_recorded:
            what = Text(f"the further assignments in {node.label}", f"{node.label}未载明的派任")
            found.add(Truth.UNKNOWN, words, Missing(node.id, "assignments", what))


def _is_somebody(structure: Structure, staff: str) -> Truth:
    """Say whether a person is there: a group may be empty."""
    node = structure.node(staff)
    if not isinstance(node, StaffGroup):
        return Truth.TRUE
    return Truth.UNKNOWN if isinstance(node.count, NotStated) else node.count.within(Count(">= 1"))
