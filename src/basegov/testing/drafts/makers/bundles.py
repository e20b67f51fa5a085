"""Making task bundles, the roles to which they go, the duties of roles, and those who have the roles."""

from __future__ import annotations

from basegov.quantities import Count
from basegov.rules.bundles import BundleHasOneRole, GridRolesFilled, RoleDuties, TaskBundledOnce
from basegov.structure.selection import Selector
from basegov.structure.staffing import Assignment
from basegov.testing.drafts.counts import range_of
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes


@makes(TaskBundledOnce)
def task_bundled_once(rule: TaskBundledOnce, draft: Draft) -> None:
    """Put every task into one bundle; for a miss into none, or into two."""
    for task in draft.need(rule.tasks):
        wanted = draft.aim(rule, Count(1), task.id)
        number = int(wanted.exact or 0) if wanted is not None else 1
        bundles = draft.need(rule.bundles, max(number, 1))
        if number > len(bundles):
            raise draft.cannot_miss(rule)
        first = draft.pick(("bundle", task.id), [bundle.id for bundle in bundles])
        others = [bundle.id for bundle in bundles if bundle.id != first]
        chosen = [first, *others][:number]
        for bundle in bundles:
            inside = bundle.id in chosen
            draft.members(
                bundle, "tasks", rule, must=(task.id,) if inside else (), without=() if inside else (task.id,)
            )
    for bundle in draft.need(rule.bundles):
        draft.members(bundle, "tasks", rule)
        draft.one_of(bundle, "complete", (True,), rule)
    draft.close(rule.bundles.kind)
    draft.close(rule.tasks.kind)


@makes(BundleHasOneRole)
def bundle_has_one_role(rule: BundleHasOneRole, draft: Draft) -> None:
    """Let every bundle go to one of the roles; for a miss to none of them, or to two."""
    any_role = Selector(kind="grid_role", ids=rule.roles)
    for bundle in draft.need(rule.bundles):
        wanted = draft.aim(rule, Count(1), bundle.id)
        number = int(wanted.exact or 0) if wanted is not None else 1
        roles = [role.id for role in draft.need(any_role, max(number, 1))]
        if number > len(roles):
            raise draft.cannot_miss(rule)
        first = draft.pick(("role", bundle.id, rule.roles), roles)
        chosen = [first, *(role for role in roles if role != first)][:number]
        if rule.roles:
            draft.members(bundle, "roles", rule, must=chosen, without=[r for r in roles if r not in chosen])
        else:
            draft.members(bundle, "roles", rule, must=chosen, only=chosen)
    draft.close(rule.bundles.kind)


@makes(RoleDuties)
def role_duties(rule: RoleDuties, draft: Draft) -> None:
    """Give every role a number of duties in the range."""
    for role in draft.need(rule.roles):
        draft.within(role, "duty_count", draft.aim(rule, range_of(rule), role.id), rule)
    draft.close(rule.roles.kind)


@makes(GridRolesFilled)
def grid_roles_filled(rule: GridRolesFilled, draft: Draft) -> None:
    """Let a person have each role in every place; for a miss one has none, or one person has two."""
    people = [person.id for person in draft.need("staff", len(rule.roles))]
    ways = ("nobody", "one with two") if rule.one_each and len(rule.roles) > 1 else ("nobody",)
    for place in draft.need(rule.grids):
        way = draft.way_of(ways) if draft.misses(rule, place.id) else ""
        for number, role in enumerate(rule.roles):
            who = people[0 if way == "one with two" and number == 1 else number]
            posts = [Assignment(staff=who, place=place.id, role=role)]
            if way == "nobody" and number == 0:
                posts += [a for a in draft.structure.where(Assignment, place=place.id) if a.role == role]
                for post in posts:
                    draft.unlink(post, name_of(rule))
            else:
                draft.link(posts[0], name_of(rule))
    draft.close("assignment")
    draft.close(rule.grids.kind)
