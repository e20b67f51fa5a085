"""Task bundles, grid roles and their duties (XZ-048 to XZ-053, GL-044, GL-045)."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError, StructureError
from basegov.quantities import Count, Number
from basegov.reforms.bundles import Bundle, BundleTasks, SetGridRole
from basegov.reforms.reform import Reform
from basegov.rules.bundles import BundleHasOneRole, GridRolesFilled, RoleDuties, TaskBundledOnce
from basegov.rules.verdicts import Outcome
from basegov.scenarios.measures_lists import tasks_per_role
from basegov.structure.bundles import GridRole, TaskBundle, items_per_duty, tasks_of_role
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.items import ItemList, WorkItem
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NONE = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
ROLES = ("head", "sentiment", "appearance", "safety")  # XZ-049: one head and three officers
BASE = (
    District(id="D"), Community(id="c", parent="D"), GridLayer(id="layer"), Grid(id="g", parent="c", layer="layer"),
    *(GridRole(id=role) for role in ROLES),
)  # fmt: skip
ALL_BUNDLES = Inventory(scope="D", of="task_bundle", complete=True)
ALL_STAFF = Inventory(scope="D", of="assignment", complete=True)
ONCE = TaskBundledOnce(tasks={"kind": "work_item", "where": {"needs": "community"}})


def world(*records):
    return Structure.build([*BASE, *records])


def outcomes(rule, structure):
    return [v.outcome for v in rule.check(structure)]


def only(rule, structure):
    (verdict,) = rule.check(structure)
    return verdict


def task(id_, needs=("community",), **fields):
    return WorkItem(id=id_, needs=needs, **fields)


def bundle(id_, *tasks, complete=True, **fields):
    return TaskBundle(id=id_, tasks=tasks, complete=complete, **fields)


# XZ-051, XZ-052: each task in exactly one bundle


def test_a_task_in_one_bundle_is_met_in_two_or_none_violated():
    assert outcomes(ONCE, world(task("t"), bundle("b", "t"), bundle("other"), ALL_BUNDLES)) == [MET]
    both = only(ONCE, world(task("t"), bundle("b", "t"), bundle("other", "t"), ALL_BUNDLES))
    assert (both.outcome, len(both.evidence), both.margin) != (MET, 2, None)
    assert both.outcome is VIOLATED
    assert outcomes(ONCE, world(task("t"), bundle("b"), ALL_BUNDLES)) == [VIOLATED]


def test_two_bundles_decide_however_much_else_is_unknown():
    assert outcomes(ONCE, world(task("t"), bundle("b", "t"), bundle("other", "t", complete=NOT_STATED))) == [VIOLATED]


def test_what_is_not_recorded_leaves_it_open_and_is_named():
    verdict = only(ONCE, world(task("t"), bundle("b", "t"), TaskBundle(id="silent"), ALL_BUNDLES))
    assert (verdict.outcome, [(m.subject, m.field) for m in verdict.missing]) == (OPEN, [("silent", "tasks")])
    unlisted = only(ONCE, world(task("t"), bundle("b", "t")))
    assert (unlisted.outcome, [m.field for m in unlisted.missing]) == (OPEN, ["task_bundles"])


def test_a_task_that_does_not_need_the_community_is_not_asked():
    structure = world(task("t", needs=()), Inventory(scope="D", of="work_item", complete=True))
    assert outcomes(ONCE, structure) == [NONE]
    assert outcomes(ONCE, world(task("t", needs=NOT_STATED), bundle("b", "t"), ALL_BUNDLES)) == [OPEN]


def test_a_task_cannot_need_a_kind_that_does_not_exist():
    with pytest.raises(StructureError) as error:
        world(task("t", needs=("comunity",)))
    assert "community" in error.value.text("en")


@given(st.lists(st.sampled_from(["in", "out", "open"]), max_size=4))
def test_the_verdict_is_that_of_all_completions(bundles):
    def build(answers):
        made = [
            TaskBundle(id=f"b{i}") if a == "open" else bundle(f"b{i}", *(["t"] if a == "in" else []))
            for i, a in enumerate(answers)
        ]
        return world(task("t"), *made, ALL_BUNDLES)

    ways = itertools.product(*(("in", "out") if a == "open" else (a,) for a in bundles))
    possible = {tuple(outcomes(ONCE, build(way))) for way in ways}
    expected = possible.pop() if len(possible) == 1 else (OPEN,)
    assert tuple(outcomes(ONCE, build(bundles))) == expected


# XZ-051: each bundle to exactly one role


@pytest.mark.parametrize(
    ("roles", "expected"),
    [(("head",), MET), ((), VIOLATED), (("head", "safety"), VIOLATED), (NOT_STATED, OPEN)],
)
def test_a_bundle_goes_to_exactly_one_role(roles, expected):
    assert outcomes(BundleHasOneRole(), world(bundle("b", roles=roles))) == [expected]


def test_a_role_that_does_not_count_is_none():
    assert outcomes(BundleHasOneRole(roles=["safety"]), world(bundle("b", roles=("head",)))) == [VIOLATED]


def test_without_a_bundle_there_is_nothing_to_ask_or_nothing_known():
    assert outcomes(BundleHasOneRole(), world(ALL_BUNDLES)) == [NONE]
    assert outcomes(BundleHasOneRole(), world()) == [OPEN]


# XZ-050, XZ-053, GL-045: duties of a role


@pytest.mark.parametrize(
    ("fields", "rule", "expected"),
    [
        ({"duties": ("routine_patrol", "home_visit")}, RoleDuties(), MET),  # XZ-053
        ({"duties": ()}, RoleDuties(), VIOLATED),  # XZ-050
        ({}, RoleDuties(), OPEN),
        ({"duty_count": Count(9)}, RoleDuties(exactly=9), MET),  # GL-045
        ({"duty_count": Count(8)}, RoleDuties(exactly=9), VIOLATED),
        ({"duty_count": Count(10)}, RoleDuties(exactly=9), VIOLATED),
        ({"duty_count": Count(9), "duties": ("one",)}, RoleDuties(exactly=9), OPEN),
    ],
)
def test_duties_of_a_role(fields, rule, expected):
    structure = Structure.build([GridRole(id="post", **fields)])
    assert outcomes(rule, structure) == [expected]


def test_items_per_duty_need_not_be_whole():  # GL-044 with GL-045: 38 items, nine duties
    structure = Structure.build([ItemList(id="l", items=Count(38)), GridRole(id="post", duty_count=Count(9))])
    found = items_per_duty(structure, "l", "post")
    assert found == Number(Fraction(38, 9))
    assert found.exact.denominator != 1
    with pytest.raises(TypeError):
        items_per_duty(structure, "post", "l")


@given(st.integers(0, 400), st.integers(1, 12), st.integers(0, 12))
def test_items_per_duty_of_bounds_hold_every_completion(items, low, more):
    duties = Count.between(low, low + more)
    structure = Structure.build([ItemList(id="l", items=Count(items)), GridRole(id="post", duty_count=duties)])
    found = items_per_duty(structure, "l", "post")
    assert all(Fraction(items, n) in found for n in range(low, low + more + 1))


# XZ-049: one head and three officers in each grid

FILLED = GridRolesFilled(roles=ROLES)


def staffed(*pairs):
    staff = [Staff(id=person) for person in dict.fromkeys(person for person, _ in pairs)]
    return [*staff, *(Assignment(staff=person, place="g", role=role) for person, role in pairs)]


def test_a_grid_with_all_four_is_met_and_with_three_violated():
    four = [(f"p{i}", role) for i, role in enumerate(ROLES)]
    assert outcomes(FILLED, world(*staffed(*four))) == [MET]
    verdict = only(FILLED, world(*staffed(*four[:3]), ALL_STAFF))
    assert (verdict.outcome, [w.en for w in verdict.measured.known]) == (VIOLATED, ["safety"])
    assert outcomes(FILLED, world(*staffed(*four[:3]))) == [OPEN]


def test_roles_may_be_doubled_up_unless_the_clause_says_otherwise():  # XZ-049 and XZ-094: 16 roles, 10 people
    doubled = [("p", role) for role in ROLES]
    assert outcomes(FILLED, world(*staffed(*doubled), ALL_STAFF)) == [MET]
    assert outcomes(GridRolesFilled(roles=ROLES, one_each=True), world(*staffed(*doubled), ALL_STAFF)) == [VIOLATED]


def test_a_group_may_be_empty_and_may_be_several():
    def grouped(count):
        roles = [Assignment(staff="team", place="g", role=role) for role in ROLES]
        return world(StaffGroup(id="team", count=count), *roles, ALL_STAFF)

    assert outcomes(FILLED, grouped(Count(0))) == [VIOLATED]
    assert outcomes(FILLED, grouped(NOT_STATED)) == [OPEN]
    strict = GridRolesFilled(roles=ROLES, one_each=True)
    assert outcomes(strict, grouped(Count(3))) == [VIOLATED]
    assert outcomes(strict, grouped(Count(4))) == [OPEN]


@given(st.lists(st.sampled_from([*ROLES[:2], NOT_STATED]), max_size=3), st.booleans())
def test_unstated_roles_leave_open_what_their_completions_do(roles, complete):
    rule = GridRolesFilled(roles=ROLES[:2])

    def build(chosen):
        pairs = [(f"p{i}", role) for i, role in enumerate(chosen)]
        return world(*staffed(*pairs), *([ALL_STAFF] if complete else []))

    ways = itertools.product(*(("other", *ROLES[:2]) if r is NOT_STATED else (r,) for r in roles))
    possible = {tuple(outcomes(rule, build(way))) for way in ways}
    expected = possible.pop() if len(possible) == 1 else (OPEN,)
    assert tuple(outcomes(rule, build(roles))) == expected


# XZ-051 as steps

TASKS = [task(f"t{i}", nature=nature, duty_of=("d",)) for i, nature in enumerate(["patrol", "visit", "patrol"])]
HERE = [Department(id="d"), *TASKS, ALL_BUNDLES]
BY_NATURE = BundleTasks(
    bundles=[
        Bundle(id="patrols", nature="patrol", role="safety", complete=True),
        Bundle(id="visits", nature="visit", role="sentiment", complete=True),
    ],
    group={"kind": "work_item", "where": {"needs": "community"}},
)


def apply(*steps, before=None):
    return Reform(id="reform", steps=steps).apply(world(*HERE) if before is None else before)


def test_tasks_are_bundled_by_nature_and_go_to_roles():
    change = apply(SetGridRole(role="safety", duties=("inspect",)), BY_NATURE)
    after = change.after
    assert after["patrols"].tasks == ("t0", "t2")
    assert after["patrols"].roles == ("safety",)
    assert outcomes(ONCE, after) == [MET] * 3
    assert outcomes(BundleHasOneRole(), after) == [MET] * 2
    assert after["safety"].duties == ("inspect",)
    assert tasks_of_role(after, "safety") == Count(2)
    assert tasks_per_role(after) == Number(Fraction(3, 4))
    assert all(difference.exact == 0 for difference in change.accounts.values())
    assert change.undo() == world(*HERE)


def test_a_task_whose_nature_fits_no_bundle_is_refused_in_both_languages():
    with pytest.raises(ReformError) as error:
        apply(BY_NATURE, before=world(*HERE, task("odd")))
    assert error.value.diagnostics[-1].code == "BG534"
    assert error.value.text("zh") != error.value.text("en")


def test_bundles_without_tasks_leave_the_tasks_open():  # the document names no task
    after = apply(BundleTasks(bundles=[Bundle(id="b", role="head")])).after
    assert after["b"].tasks is NOT_STATED
    assert outcomes(BundleHasOneRole(), after) == [MET]
    assert outcomes(ONCE, after) == [OPEN] * 3
    assert tasks_per_role(after) is NOT_STATED
