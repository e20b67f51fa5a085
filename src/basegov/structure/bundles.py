"""Tasks put together in bundles, the roles in a grid to which bundles go, and the duties of each role."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import attrs

from basegov.quantities import Count, Number
from basegov.structure.items import ItemList
from basegov.structure.listing import item_count
from basegov.structure.records import Node, Ref, record
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.workforce import StaffCategory
from basegov.values import NOT_STATED, NotStated


@record("grid_roles", en="grid role", zh="网格岗位")
@attrs.frozen(kw_only=True)
class GridRole(Node):
    """A role that somebody has in a grid (网格长, 网格员). Who has it where is told by `Assignment`, with its id.

    Parameters
    ----------
    duties : tuple of str, optional
        Its duties, in words; empty when it is known to have none.
    duty_count : Count, optional
        How many duties it has, where they are counted and not named.
    """

    duties: tuple[str, ...] | NotStated = NOT_STATED
    duty_count: Count | NotStated = NOT_STATED


@record("task_bundles", en="task bundle", zh="任务包")
@attrs.frozen(kw_only=True)
class TaskBundle(Node):
    """Tasks put together, to be done by one role. That there are no other bundles, only an `Inventory` says.

    Parameters
    ----------
    nature : str, optional
        The nature of its tasks, by which they were put together.
    tasks : tuple of str, optional
        The tasks in it, as far as they are recorded.
    complete : bool, optional
        Whether these are all of its tasks.
    roles : tuple of str, optional
        To which roles it goes; empty when it is known to go to none.
    """

    nature: str | NotStated = NOT_STATED
    tasks: Annotated[tuple[str, ...] | NotStated, Ref("work_item")] = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    roles: Annotated[tuple[str, ...] | NotStated, Ref("grid_role")] = NOT_STATED


ANY_BUNDLE = Selector(kind="task_bundle")


def is_complete_bundle(bundle: TaskBundle) -> bool:
    """Whether all tasks of a bundle are recorded."""
    return bundle.complete is True and isinstance(bundle.tasks, tuple)


def bundles_with(structure: Structure, task: str) -> tuple[TaskBundle, ...]:
    """Return the bundles in which a task is recorded."""
    return structure.where(TaskBundle, tasks=task)


def duties_of(role: GridRole | StaffCategory) -> Count | None:
    """Return how many duties a role or category has, by its number and what is named; None when the two contradict."""
    if isinstance(role.duties, NotStated):
        return Count.unknown() if isinstance(role.duty_count, NotStated) else role.duty_count
    named = Count(len(set(role.duties)))
    return named if isinstance(role.duty_count, NotStated) else role.duty_count.intersect(named)


def tasks_of_role(structure: Structure, role: str) -> Count:
    """Return how many tasks go to a role by the bundles; a lower bound while some are not recorded."""
    tasks: set[str] = set()
    open_ = ANY_BUNDLE.most_unlisted(structure).high != 0
    for bundle in structure.records(TaskBundle):
        if isinstance(bundle.roles, NotStated):
            open_ = True
        elif role in bundle.roles:
            tasks.update(bundle.tasks if isinstance(bundle.tasks, tuple) else ())
            open_ = open_ or not is_complete_bundle(bundle)
    return Count.between(len(tasks), None if open_ else len(tasks))


def items_per_duty(structure: Structure, list_: str, role: str) -> Number:
    """Return how many items of a list fall to each duty of a role in the mean; it need not be a whole number.

    Raises
    ------
    TypeError
        When the two are no item list and no grid role.
    """
    items, post = structure.node(list_), structure.node(role)
    if not isinstance(items, ItemList) or not isinstance(post, GridRole):
        raise TypeError(f"{list_} is no item list, or {role} no grid role")
    count, duties = item_count(structure, items), duties_of(post)
    if count is None or duties is None or duties.high == 0:
        return Number.unknown()
    low = Fraction(0) if count.low is None or duties.high is None else Fraction(count.low, duties.high)
    high = None if count.high is None else Fraction(count.high, max(1, int(duties.low or 0)))
    return Number.between(low, high, low_open=duties.high is None and bool(count.low))
