"""Steps on grid roles and task bundles: a role gets its duties, tasks are put together and given to roles."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.lists import NO_BUNDLE_FOR_TASK
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.bundles import GridRole, TaskBundle
from basegov.structure.items import WorkItem
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, show


@attrs.frozen(kw_only=True)
class GridRoleSet(Event):
    """A role was set up, or got other duties."""

    role: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the role {self.role} was set with its duties", f"岗位 {self.role} 及其职责已确定")


@attrs.frozen(kw_only=True)
class TasksBundled(Event):
    """Tasks were put together in a bundle, and the bundle was given to a role."""

    bundle: str
    role: str = ""
    tasks: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        en = f" and goes to {self.role}" if self.role else ""
        zh = f"，归 {self.role}" if self.role else ""
        return Text(
            f"the bundle {self.bundle} has {len(self.tasks)} recorded tasks{en}",
            f"任务包 {self.bundle} 已载明 {len(self.tasks)} 项任务{zh}",
        )


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


@step(en="set a grid role", zh="确定网格岗位")
@attrs.frozen(kw_only=True)
class SetGridRole(Step):
    """Set up a role, or give one that is there its duties.

    Parameters
    ----------
    role : str
        Id of the role.
    name : str, optional
        Its name.
    duties : tuple of str, optional
        Its duties.
    duty_count : Count, optional
        How many duties it has.
    """

    role: str
    name: str | NotStated = NOT_STATED
    duties: tuple[str, ...] | NotStated = NOT_STATED
    duty_count: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)

    def effect(self, structure: Structure) -> Effect:
        """Write the role; what the step does not state stays as it was."""
        there = self.role in structure
        old: GridRole = one_of_kind(structure, self.role, GridRole) if there else GridRole(id=self.role)
        given: dict[str, Any] = {
            "name": self.name,
            "duties": self.duties,
            "duty_count": self.duty_count,
            "source": self.source,
        }
        new = attrs.evolve(old, **{k: v for k, v in given.items() if not isinstance(v, NotStated)})
        return Effect(put=(new,), events=(GridRoleSet(role=new.id),))


@attrs.frozen(kw_only=True)
class Bundle:
    """A bundle that a step makes.

    Parameters
    ----------
    id : str
        Id of the bundle.
    name : str, optional
        Its name.
    nature : str, optional
        The nature of its tasks.
    tasks : tuple of str, optional
        Its tasks, besides those that the step groups by nature.
    complete : bool, optional
        Whether these are all.
    role : str, optional
        The role to which it goes.
    """

    id: str
    name: str | NotStated = NOT_STATED
    nature: str | NotStated = NOT_STATED
    tasks: tuple[str, ...] | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    role: str | NotStated = NOT_STATED

    _repr_pretty_ = show


@step(en="bundle tasks", zh="任务打包分派")
@attrs.frozen(kw_only=True)
class BundleTasks(Step):
    """Put tasks together in bundles, by their nature or one by one, and give each bundle to a role.

    Parameters
    ----------
    bundles : tuple of Bundle
        The bundles.
    group : Selector, optional
        Tasks that go to the bundle of their nature, each to one.
    """

    bundles: tuple[Bundle, ...] = attrs.field(converter=tuple)
    group: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))

    def effect(self, structure: Structure) -> Effect:
        """Write the bundles."""
        grouped = self._grouped(structure)
        put, events = [], []
        for bundle in self.bundles:
            must_be_free(structure, bundle.id)
            named = bundle.tasks if isinstance(bundle.tasks, tuple) else ()
            ids = [one_of_kind(structure, task, WorkItem).id for task in named]
            tasks = tuple(dict.fromkeys([*ids, *grouped.get(bundle.id, ())]))
            role = self._role(structure, bundle)
            put.append(
                TaskBundle(
                    id=bundle.id, name=bundle.name, nature=bundle.nature, complete=bundle.complete,
                    tasks=NOT_STATED if isinstance(bundle.tasks, NotStated) and self.group is None else tasks,
                    roles=(role,) if role else NOT_STATED, source=self.source,
                )
            )  # fmt: skip
            events.append(TasksBundled(bundle=bundle.id, role=role, tasks=tasks))
        return Effect(put=tuple(put), events=tuple(events))

    def _grouped(self, structure: Structure) -> dict[str, list[str]]:
        """Return the tasks that go to each bundle by their nature."""
        grouped: dict[str, list[str]] = {}
        for task in () if self.group is None else self.group.select(structure).sure:
            nature = getattr(task, "nature", NOT_STATED)
            fits = [b.id for b in self.bundles if isinstance(nature, str) and b.nature == nature]
            if len(fits) != 1:
                raise refuse(NO_BUNDLE_FOR_TASK(task=task.label, nature=nature, count=len(fits)))
            grouped.setdefault(fits[0], []).append(task.id)
        return grouped

    def _role(self, structure: Structure, bundle: Bundle) -> str:
        if isinstance(bundle.role, NotStated):
            return ""
        role: GridRole = one_of_kind(structure, bundle.role, GridRole)
        return role.id
