"""Nobody left behind, powers with the staff, whole teams, agencies into bodies (HZ-039 to HZ-041, HZ-046, HZ-048)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.agencies import AbsorbAgencies, AgencyAbsorbed, TransferTeams
from basegov.reforms.changes import Change
from basegov.reforms.devolution import DevolvePowers, PowerGiven
from basegov.reforms.management import MoveManagement
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import TransferStaff
from basegov.reforms.together import Together
from basegov.rules.transfers import AbsorbedIntoBody, PowersMoveWithStaff, TransferComplete, TransferredWhole
from basegov.rules.verdicts import Outcome
from basegov.structure.devolution import PowerHolding
from basegov.structure.forces import ProfessionalForce
from basegov.structure.functions import Function, Performs
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import BodyKind, Department, InternalBody, Team
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import District, Inventory, Street
from basegov.values import NOT_STATED

TEN = Count(10)
FIELDS = ("agriculture", "ecology", "urban_management", "work_safety", "labour_inspection")
NODES = (
    District(id="d"),
    Street(id="s", parent="d"),
    Department(id="bureau", parent="d"),
    InternalBody(id="office", parent="s", kind=BodyKind.OFFICE),
    Function(id="order"),
)
LISTED = Inventory(scope="d", of="professional_force", complete=True)


def structure(*records):
    return Structure.build([*NODES, *records])


def aux(field, count=TEN, id=None):
    return ProfessionalForce(id=id or field, parent="bureau", field=field, count=count)


def personnel(subject, manager):
    return Management(subject=subject, dimension=Dimension.PERSONNEL, manager=manager)


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


COMPLETE = TransferComplete(staff="professional_force", fields=FIELDS, manager="street")
ONE = TransferComplete(staff="professional_force", manager="street")


def test_all_auxiliaries_of_five_fields_are_with_the_street():
    """HZ-039, HZ-040."""
    here = structure(LISTED, *map(aux, FIELDS), *(personnel(f, "s") for f in FIELDS))
    assert [v.outcome for v in COMPLETE.check(here)] == [Outcome.MET] * 5
    behind = here.evolve(put=[aux("ecology", Count(1), "rest"), personnel("rest", "bureau")])
    assert [v.outcome for v in COMPLETE.check(behind)] == [
        Outcome.VIOLATED if f == "ecology" else Outcome.MET for f in FIELDS
    ]
    empty = here.evolve(put=[aux("ecology", Count(0), "rest"), personnel("rest", "bureau")])
    assert {v.outcome for v in COMPLETE.check(empty)} == {Outcome.MET}


def test_groups_that_are_not_listed_or_not_placed_leave_the_share_open():
    """HZ-039: the fields are "and others"."""
    assert outcome(ONE, structure(aux("ecology"), personnel("ecology", "s"))) is Outcome.UNDETERMINED
    assert outcome(ONE, structure(aux("ecology"), LISTED)) is Outcome.UNDETERMINED
    assert outcome(ONE, structure(aux("ecology"), personnel("ecology", "bureau"))) is Outcome.VIOLATED
    assert outcome(ONE, structure(LISTED)) is Outcome.NOT_APPLICABLE


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["s", "bureau", None])), min_size=1, max_size=4))
def test_a_partly_known_share_answers_as_all_completions(groups):
    """HZ-040."""
    rule = TransferComplete(staff="professional_force", manager="street", at_least="1/2")

    def at(managers):
        forces = [aux("x", Count(n), f"g{i}") for i, (n, _) in enumerate(groups)]
        return structure(LISTED, *forces, *(personnel(f"g{i}", m) for i, m in enumerate(managers) if m))

    choices = [("s", "bureau") if m is None else (m,) for _, m in groups]
    found = {outcome(rule, at(managers)) for managers in itertools.product(*choices)}
    expected = found.pop() if len(found) == 1 else Outcome.UNDETERMINED
    assert outcome(rule, at([m for _, m in groups])) is expected


MOVE = TransferStaff(who="ecology", to="s", managers={"personnel": "s"})
GIVE = DevolvePowers(powers=[PowerGiven(power="x", field="ecology", count=NOT_STATED)], to="s", from_="bureau")
SYNCHRONOUS = PowersMoveWithStaff(fields=["ecology"])


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([Together(steps=[MOVE, GIVE])], Outcome.MET),
        ([MOVE, GIVE], Outcome.VIOLATED),
        ([GIVE], Outcome.VIOLATED),
        ([MOVE], Outcome.UNDETERMINED),
        ([], Outcome.NOT_APPLICABLE),
    ],
)
def test_powers_move_in_the_same_step_as_the_staff(steps, expected):
    """HZ-041."""
    before = structure(aux("ecology"))
    change = Reform(id="r", steps=steps).apply(before)
    assert outcome(SYNCHRONOUS, change) is expected
    assert change.undo() == before


def test_together_writes_what_the_steps_write_one_after_the_other():
    """HZ-041: the same end, in one step."""
    before = structure(aux("ecology"))
    one = Reform(id="r", steps=[Together(steps=[MOVE, GIVE])]).apply(before)
    assert one.after == Reform(id="r", steps=[MOVE, GIVE]).apply(before).after
    assert {event.step for event in one.events} == {1}
    assert one.after.where(PowerHolding, holder="s")
    assert one.accounts["staff"].exact == 0


TEAM = Team(id="team", parent="bureau", principal="bureau", host="d")
INSIDE = (
    StaffGroup(id="members", parent="team", count=Count(30)),
    InternalBody(id="squad", parent="team"),
    PostPool(unit="team", posts=Count(28)),
)
WHOLE = TransferredWhole(agencies="team", to="street")
TRANSFER = TransferTeams(teams="team", to="s", managers={"daily_work": "s"})


def test_a_whole_team_passes_to_the_street_with_nothing_lost():
    """HZ-048."""
    before = structure(TEAM, *INSIDE)
    change = Reform(id="r", steps=[TRANSFER]).apply(before)
    assert outcome(WHOLE, change) is Outcome.MET
    assert change.after.lies_within("members", "s")
    assert change.accounts["posts"].exact == 0
    assert change.undo() == before


@pytest.mark.parametrize(
    "loss",
    [
        TransferStaff(who="members", to="bureau", count=2),
        TransferStaff(who="members", to="bureau"),
        MoveManagement(subjects="team", managers={"establishment": "bureau"}),
    ],
)
def test_members_or_posts_left_behind_are_a_violation(loss):
    """HZ-048."""
    change = Reform(id="r", steps=[TRANSFER, loss]).apply(structure(TEAM, *INSIDE))
    assert outcome(WHOLE, change) is Outcome.VIOLATED


def test_unrecorded_members_are_vouched_for_by_the_step_alone():
    """HZ-048: the members of the 22 teams are not listed."""
    bare = structure(TEAM)
    assert outcome(WHOLE, Reform(id="r", steps=[TRANSFER]).apply(bare)) is Outcome.MET
    rehung = MoveManagement(subjects="team", managers={"establishment": "s"})
    assert outcome(WHOLE, Reform(id="r", steps=[rehung]).apply(bare)) is Outcome.UNDETERMINED
    assert outcome(WHOLE, Change(bare, bare)) is Outcome.UNDETERMINED
    (verdict,) = WHOLE.check(bare)
    assert verdict.outcome is Outcome.NOT_APPLICABLE


ABSORBED = AbsorbedIntoBody(agencies="team", unit="street")


def test_an_absorbed_agency_leaves_people_posts_functions_and_powers_to_the_body():
    """HZ-046."""
    before = structure(
        TEAM, *INSIDE, Performs(unit="team", function="order"), Inventory(scope="d", of="team", total=Count(1)),
        Management(subject="team", dimension=Dimension.FINANCE, manager="bureau"),
        PostPool(unit="office", posts=Count(5)),
    )  # fmt: skip
    change = Reform(id="r", steps=[AbsorbAgencies(agencies="team", into="office")]).apply(before)
    assert outcome(ABSORBED, change) is Outcome.MET
    assert isinstance(change.events[0], AgencyAbsorbed)
    assert change.lineage.after("team") == ("office",)
    assert change.after.node("members").parent == "office"
    assert sum(p.posts.exact for p in change.after.where(PostPool, unit="office")) == 28 + 5
    assert change.accounts["staff"].exact == change.accounts["posts"].exact == 0
    assert not change.after.records(Management)
    assert change.after.find_record(Inventory, (Inventory, "d", "team")).total == Count(0)
    assert change.undo() == before


def test_an_agency_that_stands_apart_is_a_violation():
    before = structure(TEAM)
    assert outcome(ABSORBED, Change(before, before)) is Outcome.VIOLATED
