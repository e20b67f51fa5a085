"""Staff sent down to grids: shares, scopes, what stays, groups and persons (XZ-048 to XZ-053, GL-054 to GL-058)."""

from __future__ import annotations

import math
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Count, Number, Share
from basegov.reforms.reform import Reform
from basegov.reforms.sinking import AssignStaff, SinkStaff
from basegov.rules.bundles import GridRolesFilled
from basegov.rules.cohorts import CohortClosed
from basegov.rules.sinking import OfficeStaff, SunkShare, share_sunk_with
from basegov.rules.training import TrainingDays
from basegov.rules.verdicts import Outcome
from basegov.structure.bindings import ResponsibilityBinding
from basegov.structure.careers import Education, Schooling
from basegov.structure.cohorts import Cohort
from basegov.structure.forces import ProfessionalForce
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.headcounts import part_of_whole, tally, works_in
from basegov.structure.honours import StaffAssessment
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.training import Training
from basegov.structure.units import Community, District, Inventory
from basegov.structure.workforce import Enrolment, FieldPresence, StaffStandard, Unification
from basegov.values import NOT_STATED, Truth

MET, VIOLATED, UNDETERMINED, NOT_ASKED = (
    Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
)  # fmt: skip
LISTED = [
    Inventory(scope="d", of=kind, complete=True) for kind in ("staff", "staff_group", "assignment", "grid", "community")
]
PEOPLE = {"kind": "node", "where": {"category": "social_worker"}}
GROUPS = {"kind": "staff_group", "where": {"category": "social_worker"}}
PERSONS = {"kind": "staff", "where": {"category": "social_worker"}}


def structure(*records, units=1, grids=4, listed=True):
    return Structure.build(
        [
            District(id="d"), GridLayer(id="layer", parent="d"), *(LISTED if listed else []),
            *(Community(id=f"c{n}", parent="d", households=Count(3_000)) for n in range(units)),
            *(
                Grid(id=f"c{n}-g{m}", parent=f"c{n}", layer="layer", households=Count(750))
                for n in range(units) for m in range(grids)
            ),
            *records,
        ]
    )  # fmt: skip


def persons(count, unit="c0"):
    return [Staff(id=f"{unit}-w{n}", parent=unit, category="social_worker") for n in range(count)]


def group(count, unit="c0", id_=None):
    number = NOT_STATED if count is None else Count(count)
    return StaffGroup(id=id_ or f"{unit}-group", parent=unit, category="social_worker", count=number)


def change(here, *steps):
    return Reform(id="r", steps=steps).apply(here)


def outcomes(rule, world):
    return [verdict.outcome for verdict in rule.check(world)]


def sunk(world, staff=PEOPLE):
    (verdict,) = SunkShare(staff=staff, at_least="80%").check(world)
    return verdict


@pytest.mark.parametrize(("people", "sunk_", "wanted"), [(10, 7, VIOLATED), (14, 11, VIOLATED), (15, 12, MET)])
@pytest.mark.parametrize("by_id", [True, False])
def test_one_two_x_against_eighty_percent(people, sunk_, wanted, by_id):
    """GL-055 against XZ-048: n = 10 sends 7 (70%), n = 14 sends 11 (78.6%), n = 15 sends 12 (80% exactly)."""
    here = structure(*(persons(people) if by_id else [group(people)]))
    done = change(here, SinkStaff(staff=PERSONS if by_id else GROUPS, units="community", stay=3))
    verdict = sunk(done)
    assert verdict.measured == Share(Fraction(sunk_, people)) == share_sunk_with(Count(people), 3)
    assert verdict.outcome is wanted
    assert outcomes(OfficeStaff(units="community", at_most=3), done) == [MET]
    assert outcomes(OfficeStaff(units="community", at_most=2), done) == [VIOLATED]
    assert done.accounts["staff"].exact == 0


def test_eighty_percent_of_ten_are_eight():
    """XZ-048, XZ-093, XZ-094: 6 + 4 = 10 staff, 4 grids."""
    here = structure(*persons(6), group(4))
    before = sunk(here)
    assert (before.outcome, before.measured) == (VIOLATED, Share(0))
    assert before.detail.en == "0 of 10 people; 8 are needed"
    assert before.detail.zh == "10 人中 0 人，需 8 人"
    eight = change(
        here, SinkStaff(staff=PERSONS, units="community", stay=0),
        SinkStaff(staff=GROUPS, units="community", share="50%"),
    )  # fmt: skip
    assert sunk(eight).outcome is MET
    assert sunk(eight).measured == Share("80%")
    loads = [len(eight.after.where(Assignment, place=f"c0-g{n}")) for n in range(4)]
    assert sum(loads) == 8


def test_households_by_worker_and_by_grid():
    """XZ-093 to XZ-098: 3,000 households: 500 a worker before, 300 after, 750 a grid."""
    assert (Fraction(3_000, 6), Fraction(3_000, 6 + 4), Fraction(3_000, 4)) == (500, 300, 750)


def two(first, second):
    return structure(*persons(first, "c0"), *persons(second, "c1"), units=2, grids=2)


def test_the_same_share_has_another_truth_with_another_scope():
    """XZ-048: over the district, or in each community."""
    here = two(5, 5)
    one = [Assignment(staff=f"c0-w{n}", place="c0-g0") for n in range(5)]
    rest = [Assignment(staff=f"c1-w{n}", place="c1-g0") for n in range(3)]
    here = here.evolve(put=[*one, *rest])
    assert outcomes(SunkShare(staff=PEOPLE, at_least="80%"), here) == [MET]
    assert outcomes(SunkShare(staff=PEOPLE, each="community", at_least="80%"), here) == [MET, VIOLATED]
    alone = two(0, 5)
    assert outcomes(SunkShare(staff=PEOPLE, each="community", at_least="80%"), alone) == [NOT_ASKED, VIOLATED]


def test_assigned_is_not_present():
    """XZ-048, XZ-099: eight of ten are assigned, one or two are out on a day."""
    presence = FieldPresence(unit="c0", people=Count("1 .. 2"), tasks=("safety",))
    done = change(
        structure(*persons(10), presence), SinkStaff(staff=PERSONS, units="community", share="80%")
    )  # fmt: skip
    assert sunk(done).outcome is MET
    assert done.after.records(FieldPresence) == (presence,)


def test_what_is_not_known_leaves_the_share_open():
    assert sunk(structure(*persons(10), listed=False)).outcome is UNDETERMINED
    assert sunk(structure(*persons(8), group(None))).outcome is VIOLATED  # nobody is assigned, however many there are
    eight = [Assignment(staff=f"c0-w{n}", place="c0-g0") for n in range(8)]
    assert sunk(structure(*persons(8), *eight, group(None))).outcome is UNDETERMINED
    assert sunk(structure(*persons(8), *eight, group(2))).outcome is MET
    unknown = Staff(id="x", parent="c0")
    assert sunk(structure(*persons(8), *eight, group(2), unknown)).outcome is UNDETERMINED
    assert {m.field for m in sunk(structure(*persons(8), *eight, group(None))).missing} == {"count"}
    assert outcomes(SunkShare(staff=PEOPLE), structure(*persons(8))) == [UNDETERMINED]
    assert sunk(structure()).outcome is NOT_ASKED


ANSWERS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([True, False, None])), min_size=1, max_size=3)


@settings(max_examples=20)
@given(ANSWERS, st.sampled_from(["50%", "80%", "100%"]))
def test_partial_assignments_get_the_common_verdict_of_all_completions(answers, share):
    rule = SunkShare(staff=PEOPLE, at_least=share)

    def world(known):
        records = []
        for n, (count, answer) in enumerate(known):
            records.append(group(count, id_=f"g{n}"))
            if answer:
                records.append(Assignment(staff=f"g{n}", place="c0-g0"))
            if answer is not None:
                records.append(Inventory(scope=f"g{n}", of="assignment", complete=True))
            else:
                records.append(Inventory(scope=f"g{n}", of="assignment", complete=False))
        return structure(*records)

    wholes = [[]]
    for count, answer in answers:
        wholes = [[*w, (count, a)] for w in wholes for a in ((True, False) if answer is None else (answer,))]
    found = {outcomes(rule, world(w))[0] for w in wholes}
    assert outcomes(rule, world(answers)) == [found.pop() if len(found) == 1 else UNDETERMINED]


NUMBERS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=3)


@settings(max_examples=20)
@given(NUMBERS, st.integers(0, 5), st.sampled_from(["each", "together"]), st.sampled_from(["equal", "households"]))
def test_nobody_is_lost_and_no_more_go_than_must(numbers, fifths, scope, strategy):
    """XZ-048: people by id and people in groups, district-wide or in each community."""
    records = []
    for n, (by_id, in_group) in enumerate(numbers):
        records += [*persons(by_id, f"c{n}"), group(in_group, f"c{n}")]
    here = structure(*records, units=len(numbers), grids=2)
    total = sum(a + b for a, b in numbers)
    staff = {"kind": "node", "ids": [r.id for r in records]}
    if not total:
        return
    share = Fraction(fifths, 5)
    done = change(here, SinkStaff(staff=staff, units="community", share=share, scope=scope, strategy=strategy))
    assert done.accounts["staff"].exact == 0
    found = tally(done.after, Selector.of(PEOPLE), lambda person: Truth.TRUE)
    assert found.yes == Count(total)
    rule = SunkShare(staff=PEOPLE, each="community" if scope == "each" else None, at_least=share)
    assert set(outcomes(rule, done)) <= {MET, NOT_ASKED}
    went = sum(event.count.exact for event in done.events)
    needed = [math.ceil(share * (a + b)) for a, b in numbers] if scope == "each" else [math.ceil(share * total)]
    assert went == sum(needed)
    for n in range(len(numbers)):  # nobody leaves the community
        for place in (f"c{n}-g0", f"c{n}-g1"):
            for assignment in done.after.where(Assignment, place=place):
                assert done.after.lies_within(assignment.staff, f"c{n}")


def test_grids_fill_up_evenly_or_by_their_households():
    here = structure(group(9), grids=2).evolve(
        put=[Grid(id="c0-g0", parent="c0", layer="layer", households=Count(500)),
             Grid(id="c0-g1", parent="c0", layer="layer", households=Count(1_000))]
    )  # fmt: skip
    for strategy, expected in (("equal", (5, 4)), ("households", (3, 6))):
        done = change(here, SinkStaff(staff=GROUPS, units="community", share=1, strategy=strategy))
        parts = [done.after.node(f"c0-group@c0-g{n}").count.exact for n in range(2)]
        assert tuple(parts) == expected


def test_whoever_has_a_role_in_the_office_goes_last():
    """GL-055: the secretary and two generalists stay."""
    roles = [Assignment(staff=f"c0-w{n}", place="c0", role=r) for n, r in enumerate(["secretary", "gen", "gen"])]
    here = structure(*persons(5), *roles)
    step = SinkStaff(staff=PERSONS, units="community", stay=3, keep_roles=["secretary", "gen"], role="grid-member")
    done = change(here, step)
    assert {e.who for e in done.events} == {"c0-w3", "c0-w4"}
    everybody = change(here, attrs.evolve(step, stay=0))
    assert {(e.who, e.left) for e in everybody.events} == {
        *((f"c0-w{n}", ("c0",)) for n in range(3)), ("c0-w3", ()), ("c0-w4", ())
    }  # fmt: skip
    assert done.events[0].text("en") == "1 of c0-w3 assigned to c0-g0 as grid-member"
    assert done.events[0].text("zh") == "c0-w3 中 1 人派任至 c0-g0（grid-member）"
    three = change(structure(*persons(3)), step)
    assert three.events == ()
    assert outcomes(OfficeStaff(units="community", at_most=3), three) == [MET]


def test_a_part_of_a_group_keeps_the_terms_of_the_group():
    here = structure(
        group(4), Enrolment(staff="c0-group", category="social_worker", grade="6"),
        StaffStandard(of="c0-group", respect=Unification.QUOTA, standard="district"),
    )  # fmt: skip
    done = change(here, SinkStaff(staff=GROUPS, units="community", share="50%"))
    for part in ("c0-group@c0-g0", "c0-group@c0-g1"):
        assert done.after.find_record(Enrolment, (Enrolment, part, "social_worker")).grade == "6"
    more = change(done.after, SinkStaff(staff=PEOPLE | {"kind": "staff_group"}, units="community", share=1))
    assert sunk(more).measured == Share(1)


def test_what_holds_of_everyone_in_a_group_holds_of_everyone_in_its_parts():
    days = Training(who="c0-group", kind="induction", year=2020, days=Number(3))
    cohort = Cohort(id="old", parent="d", members=("c0-group",), size=Count(10), closed=True)
    schooling = Schooling(who="c0-group", level=Education.BACHELOR, count=Count(3))
    binding, round_ = ResponsibilityBinding(subject="c0-group", signed=True), StaffAssessment(subject="c0-group")
    listed = Inventory(scope="d", of="training", complete=True)
    here = structure(group(10), days, cohort, schooling, binding, round_, listed)
    done = change(here, SinkStaff(staff=GROUPS, units="community", share="80%"))
    rule = TrainingDays(people=GROUPS, kind="induction", year=2020, at_least=3)
    assert outcomes(rule, done) == [MET] * 5
    assert [len(done.after.records(kind)) for kind in (ResponsibilityBinding, StaffAssessment)] == [5, 5]
    assert {s.count for s in done.after.records(Schooling)} == {Count("0 .. 2")}
    assert outcomes(CohortClosed(), done) == [MET]
    assert len(done.after["old"].members) == 5


def test_units_that_lie_in_one_another_are_refused():
    units = {"kind": "unit", "ids": ["d", "c0"]}
    with pytest.raises(ReformError, match="BG574"):
        change(structure(*persons(2)), SinkStaff(staff=PERSONS, units=units, share="80%"))


def test_the_people_of_a_divided_force_are_sent_once():
    whole = ProfessionalForce(id="force", parent="c0", category="social_worker", count=Count(5))
    parts = [
        ProfessionalForce(id=f"part-{n}", parent="c0", category="social_worker", count=Count(c), part_of="force")
        for n, c in enumerate((2, 3))
    ]
    here = structure(whole, *parts)
    force = {"kind": "professional_force", "where": {"category": "social_worker"}}
    done = change(here, SinkStaff(staff=force, units="community", share="80%"))
    assert sum(event.count.exact for event in done.events) == 4
    assert tally(done.after, Selector.of(PEOPLE), works_in(done.after, ["grid"])).yes == Count(4)


def refused(here, step, code):
    with pytest.raises(ReformError) as error:
        change(here, step)
    diagnostic = error.value.diagnostics[1]
    assert diagnostic.code == code
    return diagnostic.message("en"), diagnostic.message("zh")


def test_what_cannot_be_done_is_refused():
    share = {"staff": GROUPS, "units": "community", "share": "80%"}
    assert refused(structure(group(5), grids=0), SinkStaff(**share), "BG588") == (
        "c0 has no place of the selection grid to which people could be sent", "c0 内没有符合 网格 的下沉去处",
    )  # fmt: skip
    assert refused(structure(group(None)), SinkStaff(**share), "BG589") == (
        "how many people c0-group has, or where they work, is not known, so nobody can be chosen to be sent down",
        "c0-group 的人数或工作去处未载明，无法确定下沉人员",
    )
    refused(structure(group(5), listed=False), SinkStaff(**share), "BG589")
    for wrong in ({}, {"share": "80%", "stay": 3}, {"share": ">= 80%"}, {"stay": -1}):
        with pytest.raises(ValueError, match=r"give either|exact|stay"):
            SinkStaff(staff=GROUPS, units="community", **wrong)


def test_sixteen_roles_for_ten_people_may_be_doubled_up():
    """XZ-049, XZ-094, XZ-098: four roles in each of four grids for ten people; one person may have several roles."""
    roles = ["head", "information", "appearance", "safety"]
    here = structure(*persons(10))
    steps = [
        AssignStaff(
            staff={"kind": "staff", "ids": [f"c0-w{(4 * g + r) % 10}"]},
            places={"kind": "grid", "ids": [f"c0-g{g}"]}, role=role,
        )
        for g in range(4) for r, role in enumerate(roles)
    ]  # fmt: skip
    done = change(here, *steps)
    assert set(outcomes(GridRolesFilled(roles=roles), done)) == {MET}
    assert len(done.after.records(Assignment)) == 16
    assert sunk(done).measured == Share(1)
    one = [AssignStaff(staff={"kind": "staff", "ids": ["c0-w0"]}, places="grid", role=role) for role in roles]
    assert set(outcomes(GridRolesFilled(roles=roles, one_each=True), change(here, *one))) == {VIOLATED}


@given(st.integers(0, 40), st.integers(0, 5))
def test_a_cap_on_the_office_gives_a_share(people, stay):
    """GL-055: (n - 3) / n."""
    expected = Fraction(max(0, people - stay), people) if people else 0
    assert share_sunk_with(Count(people), stay) == Share(expected)
    assert part_of_whole(Count(max(0, people - stay)), Count(min(people, stay))) == Share(expected if people else 0)
