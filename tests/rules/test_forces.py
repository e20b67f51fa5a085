"""Forces sunk to communities: number, people, command, function (BA-044 to BA-047, BA-064 to BA-069)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError, StructureError
from basegov.quantities import Count
from basegov.reforms.forces import SinkForce
from basegov.reforms.reform import Reform
from basegov.rules.forces import ForceCount, ForceHeadcount, FunctionFollowsForce, OneCommander
from basegov.rules.powers import HoldsRight
from basegov.rules.verdicts import Outcome
from basegov.structure.forces import ProfessionalForce, headcount, parts_of
from basegov.structure.functions import Function, Performs
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Department, PartyOrgan, PartyOrganKind
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Community, District, Inventory
from basegov.terms import LEVELS, StrengthRange
from basegov.values import NOT_STATED

COMMUNITIES = [Community(id=f"c{n}", parent="d") for n in range(3)]
NODES = (
    District(id="d"),
    *COMMUNITIES,
    *(PartyOrgan(id=f"p{n}", kind=PartyOrganKind.COMMUNITY_COMMITTEE, area=f"c{n}") for n in range(3)),
    Department(id="bureau", parent="d"),
    Function(id="safety"),
)
LISTED = Inventory(scope="d", of="professional_force", complete=True)
ORIGINS = ["street"] * 2 + ["district"] * 3 + ["municipal"] * 3
TOTAL = 10_419


def structure(*records):
    return Structure.build([*NODES, *records])


def eight(last="municipal"):
    names = ["综合巡查", "综合整治", "安监", "治安消防", "环保水务", "交通", "市场监管", NOT_STATED]
    origins = [*ORIGINS[:-1], last]
    return [
        StaffGroup(id="eight", parent="d", count=Count(TOTAL)),
        *(
            ProfessionalForce(
                id=f"f{n}", name=name, parent="d", part_of="eight",
                origin=NOT_STATED if origin is None else LEVELS[origin],
            )
            for n, (name, origin) in enumerate(zip(names, origins, strict=True))
        ),
    ]  # fmt: skip


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


@pytest.mark.parametrize(("origin", "count"), [("street", 2), ("district", 3), ("municipal", 3), (None, 8)])
def test_eight_forces_of_three_levels_one_of_them_unnamed(origin, count):
    """BA-044, BA-045: 2 + 3 + 3 = 8."""
    here = structure(*eight(), LISTED)
    assert outcome(ForceCount(origin=origin, exactly=count), here) is Outcome.MET
    assert outcome(ForceCount(origin=origin, exactly=count + 1), here) is Outcome.VIOLATED
    assert outcome(ForceCount(origin=origin, exactly=count), structure(*eight())) is Outcome.UNDETERMINED


def test_a_force_of_unknown_origin_may_be_the_eighth():
    here = structure(*eight(last=None), LISTED)
    assert outcome(ForceCount(origin="municipal", exactly=3), here) is Outcome.UNDETERMINED
    assert outcome(ForceCount(origin="municipal", exactly=4), here) is Outcome.VIOLATED
    assert outcome(ForceCount(exactly=8), here) is Outcome.MET


def test_the_total_of_10419_is_known_although_no_single_number_is():
    """BA-046."""
    here = structure(*eight(), LISTED)
    assert outcome(ForceHeadcount(exactly=TOTAL), here) is Outcome.MET
    assert outcome(ForceHeadcount(exactly=TOTAL - 1), here) is Outcome.VIOLATED
    assert outcome(ForceHeadcount(origin="street", at_most=TOTAL), here) is Outcome.MET
    assert outcome(ForceHeadcount(origin="street", at_most=TOTAL - 1), here) is Outcome.UNDETERMINED
    assert outcome(ForceHeadcount(exactly=TOTAL), structure(*eight())) is Outcome.UNDETERMINED


def test_the_unnamed_force_has_what_the_others_leave():
    """BA-044, BA-046."""
    group, *forces = eight()
    stated = [ProfessionalForce(id=f.id, parent="d", part_of="eight", count=Count(1_000)) for f in forces[:-1]]
    here = structure(group, *stated, forces[-1], LISTED)
    assert headcount(here, forces[-1]) == Count(TOTAL - 7 * 1_000)
    assert headcount(structure(group, *stated, forces[-1]), forces[-1]) == Count.between(0, TOTAL - 7_000)
    too_many = ProfessionalForce(id="f7", parent="d", part_of="eight", count=Count(9_000))
    with pytest.raises(StructureError, match="BG356"):
        structure(group, *stated, too_many)
    with pytest.raises(StructureError, match="BG358"):
        structure(ProfessionalForce(id="x", part_of="y"), ProfessionalForce(id="y", part_of="x"))


FORCE = ProfessionalForce(id="f", parent="bureau", sender="bureau", function="safety", count=Count(7), field="safety")
PERFORMS = Inventory(scope="d", of="performs", complete=True)


def sink(**terms):
    step = SinkForce(force="f", to="community", **{"commander": "party_organ", **terms})
    return Reform(id="r", steps=[step])


@given(st.lists(st.integers(0, 20), min_size=3, max_size=3))
def test_nobody_is_lost_when_a_force_is_divided_and_a_wrong_sum_is_refused(numbers):
    """BA-046: the sum is exact."""
    before = structure(FORCE, Performs(unit="bureau", function="safety"), PERFORMS)
    reform = sink(distribution={f"c{n}": number for n, number in enumerate(numbers)})
    if sum(numbers) != 7:
        with pytest.raises(ReformError, match="BG567"):
            reform.apply(before)
        return
    change = reform.apply(before)
    assert [headcount(change.after, p).exact for p in parts_of(change.after, "f")] == numbers
    assert change.accounts["staff"].exact == 0
    assert change.undo() == before
    assert reform.apply(before).after == change.after


@pytest.mark.parametrize(("distribution", "expected"), [("equal", "2 .. 3"), (NOT_STATED, "<= 7")])
def test_a_division_that_is_not_whole_or_not_stated_leaves_bounds(distribution, expected):
    change = sink(distribution=distribution).apply(structure(FORCE))
    assert {str(headcount(change.after, p)) for p in parts_of(change.after, "f")} == {expected}
    assert outcome(ForceHeadcount(exactly=7), change.after.evolve(put=[LISTED])) is Outcome.MET
    assert outcome(ForceCount(exactly=1), change.after.evolve(put=[LISTED])) is Outcome.MET
    with pytest.raises(ReformError, match="BG569"):
        sink().apply(change.after)


PARTS = {"kind": "professional_force", "where": {"sunk": True}, "within": "d"}


def test_each_part_is_commanded_by_its_community_without_consent():
    """BA-047, BA-069."""
    without = HoldsRight(holder="party_organ", matter="command", over=PARTS, at_least="decide", without_consent=True)
    free = sink().apply(structure(FORCE))
    parts = [v for v in without.check(free) if "@" in v.subject.id]
    assert [v.outcome for v in parts] == [Outcome.MET] * 3
    rights = {r.over: r.holder for r in free.after.records(Right)}
    assert rights == {f"f@c{n}": f"p{n}" for n in range(3)}
    bound = sink(consent=True).apply(structure(FORCE))
    assert {r.consent_of for r in bound.after.records(Right)} == {("bureau",)}
    with pytest.raises(ReformError, match="BG568"):
        sink(commander="committee").apply(structure(FORCE))


def test_exactly_one_commander():
    """BA-047: a force commanded by the community and by the department has two."""
    one = OneCommander(subject="professional_force")
    right = Right(holder="p0", matter="command", over="f", strength=StrengthRange.parse("decide"))
    complete = Inventory(scope="f", of="right", complete=True)
    daily = [Management(subject="f", dimension=Dimension.DAILY_WORK, manager=m) for m in ("p0", "bureau")]
    assert outcome(one, structure(FORCE, right, daily[0], complete)) is Outcome.MET
    assert outcome(one, structure(FORCE, right, daily[1])) is Outcome.VIOLATED
    assert outcome(one, structure(FORCE, right, daily[0])) is Outcome.UNDETERMINED
    assert outcome(one, structure(FORCE)) is Outcome.UNDETERMINED


def test_the_function_goes_with_the_people():
    """BA-064."""
    rule = FunctionFollowsForce()
    before = structure(FORCE, Performs(unit="bureau", function="safety"), PERFORMS)
    assert outcome(rule, before) is Outcome.UNDETERMINED  # whether it was sent down is not stated
    followed = [v.outcome for v in rule.check(sink().apply(before)) if "@" in v.subject.id]
    left = [v.outcome for v in rule.check(sink(with_function=False).apply(before)) if "@" in v.subject.id]
    assert (followed, left) == ([Outcome.MET] * 3, [Outcome.VIOLATED] * 3)
    kept = FunctionFollowsForce(sender_keeps=True)
    both = structure(FORCE, PERFORMS, *(Performs(unit=u, function="safety") for u in ("bureau", "c0", "c1", "c2")))
    change = sink(with_function=False).apply(both)
    assert {v.outcome for v in rule.check(change) if "@" in v.subject.id} == {Outcome.VIOLATED}
    assert {v.outcome for v in kept.check(change) if "@" in v.subject.id} == {Outcome.MET}
