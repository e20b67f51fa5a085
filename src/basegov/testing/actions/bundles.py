"""Draws of steps on grid roles and task bundles."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.bundles import Bundle, BundleTasks, SetGridRole
from basegov.reforms.steps import Step
from basegov.structure.bundles import GridRole
from basegov.structure.items import WorkItem
from basegov.structure.snapshot import Structure
from basegov.testing.actions.draws import draws, free_id, optional, pick_some


@draws(SetGridRole)
def set_grid_role(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up a role, or give one its duties."""
    role = draw(st.sampled_from([free_id(structure, "role"), *(node.id for node in structure.records(GridRole))]))
    duties = st.lists(st.sampled_from(["patrol", "report", "visit"]), unique=True, max_size=3).map(tuple)
    terms = optional(draw, name=st.just("网格长"), duties=duties, duty_count=st.integers(0, 9).map(Count))
    return SetGridRole(role=role, **terms)


@draws(BundleTasks)
def bundle_tasks(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Put tasks in a bundle, perhaps for a role."""
    tasks = tuple(item.id for item in pick_some(draw, structure.records(WorkItem)))
    roles = [node.id for node in structure.records(GridRole)]
    terms = optional(draw, complete=st.booleans(), nature=st.just("patrol"))
    terms |= optional(draw, role=st.sampled_from(roles)) if roles else {}
    return BundleTasks(bundles=(Bundle(id=free_id(structure, "bundle"), tasks=tasks, **terms),)) if tasks else None  # type: ignore[arg-type]
