"""Making the work of grids and those who do it."""

from __future__ import annotations

from basegov.reforms.grids import MergeLayers
from basegov.rules.gridwork import PartTimeSources, RoleNamesDuties, StaffedApart, WorkCarried, WorkKept
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.records import Record
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.registry import makes


@makes(WorkCarried)
def work_carried(rule: WorkCarried, draft: Draft) -> None:
    """Let every layer carry the kinds of work; for a miss it lacks the first."""
    for node in draft.need(rule.of):
        misses = draft.misses(rule, node.id)
        if misses and not rule.kinds:
            raise draft.cannot_miss(rule)
        layer = node if isinstance(node, GridLayer) else draft.structure.node(node.layer)
        without = rule.kinds[:1] if misses else ()
        draft.members(layer, "work_kinds", rule, must=rule.kinds[len(without) :], without=without)
        draft.one_of(layer, "work_listed", (True,), rule)
        if misses and isinstance(node, Grid):
            draft.members(node, "work_kinds", rule, without=without)
    draft.close(rule.of.kind)


@makes(WorkKept)
def work_kept(rule: WorkKept, draft: ChangeDraft) -> None:
    """Let two layers become one with the work of both; for a miss somebody takes a kind of work off afterwards."""
    layers = tuple(f"kept-{n}" for n in (1, 2))
    for id_ in layers:
        if id_ not in draft.structure:
            draft.create(GridLayer, id_, parent=TOP, work_kinds=(f"work-{id_}",), work_listed=True)
    draft.then(("merge layers", layers), MergeLayers(layers=layers, into="kept"))
    draft.close("grid_layer")
    if draft.misses(rule):
        draft.interfere((name_of(rule), layers), "a kind of work is dropped", _less_work)


def _less_work(after: Structure) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    import attrs

    layer = after.node("kept")
    assert isinstance(layer, GridLayer)
    kinds = layer.work_kinds if isinstance(layer.work_kinds, tuple) else ()
    return (attrs.evolve(layer, work_kinds=kinds[1:], work_listed=True),), ()


@makes(RoleNamesDuties)
def role_names_duties(rule: RoleNamesDuties, draft: Draft) -> None:
    """Let every role have the duties; for a miss it lacks the first."""
    for role in draft.need(rule.roles):
        misses = draft.misses(rule, role.id)
        if misses and not rule.duties:
            raise draft.cannot_miss(rule)
        without = rule.duties[:1] if misses else ()
        draft.members(role, "duties", rule, must=rule.duties[len(without) :], without=without)
    draft.close(rule.roles.kind)


@makes(PartTimeSources)
def part_time_sources(rule: PartTimeSources, draft: Draft) -> None:
    """Let part-time members come from the categories; for a miss one comes from elsewhere."""
    for place in draft.need(rule.places):
        misses = draft.misses(rule, place.id)
        if misses:
            who = draft.need(Selector(kind="staff", ids=("somebody-else",)), category="somebody_else")[0]
        else:
            who = draft.need(Selector(kind="staff", where={"category": rule.categories[0]}))[0]
        post = draft.link(Assignment(staff=who.id, place=place.id, role="part-time"), name_of(rule))
        draft.one_of(post, "part_time", (True,), rule)
        for other in draft.structure.where(Assignment, place=place.id):
            if other.key != post.key and draft.leaves(other, "part_time", False):
                draft.one_of(other, "part_time", (False,), rule)
    draft.close("assignment")
    draft.close(rule.places.kind)


@makes(StaffedApart)
def staffed_apart(rule: StaffedApart, draft: Draft) -> None:
    """Let one category work in the grids of each sort; for a miss the same in both."""
    missed = draft.misses(rule)
    for number, units in enumerate((rule.first, rule.second)):
        category = "grid_staff" if missed or number == 0 else "village_grid_staff"
        for unit in draft.need(units):
            grids = draft.need("grid", within=unit.id)
            who = draft.need(Selector(kind="staff", where={"category": category}), within=unit.id)[0]
            post = draft.link(Assignment(staff=who.id, place=grids[0].id, role=category), name_of(rule))
            draft.one_of(post, "part_time", (False,), rule)
        draft.close(units.kind)
    draft.close("grid")
    draft.close("assignment")
