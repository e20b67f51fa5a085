"""Old rules for the old, new ones for the new (F23), and guarantees that guard every later step."""

from __future__ import annotations

import attrs
import pytest

import basegov as bg
from basegov.dates import Date, DateRange
from basegov.errors import NotFoundError, ReformError
from basegov.quantities import Count, Yuan
from basegov.reforms.changes import Change
from basegov.reforms.cohorts import Grandfather
from basegov.reforms.funds import SetFundMode
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.reform import Reform
from basegov.rules.cohorts import CohortClosed, TreatmentUnchanged
from basegov.rules.guarantees import FundsNotReduced
from basegov.rules.stages import AtAllTimes, first_breach
from basegov.rules.verdicts import Outcome
from basegov.scenarios.scenario import apply_all
from basegov.structure.cohorts import Cohort
from basegov.structure.funds import Funding
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
A = Staff(id="a", name="甲", parent="d", monthly_pay=Yuan(5000), category="cadre")
B = Staff(id="b", parent="d", monthly_pay=Yuan(4000), category="cadre")


ONE = Count(1)


def structure(*people, members=("a",), size=ONE, closed=True):
    cohort = Cohort(id="old", name="老办法", parent="d", members=members, size=size, closed=closed)
    return Structure.build([District(id="d"), *(people or (A, B)), cohort])


def outcome(rule, before, after):
    (verdict,) = rule.check(Change(before, after))
    return verdict.outcome


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({}, MET),
        ({"monthly_pay": Yuan(4999)}, VIOLATED),
        ({"monthly_pay": Yuan(5001)}, VIOLATED),  # unchanged, neither less nor more
        ({"category": "clerk"}, MET),  # not asked
        ({"monthly_pay": NOT_STATED}, OPEN),
    ],
)
def test_treatment_stays_as_it_was(after, expected):
    """GL-066."""
    rule = TreatmentUnchanged(fields=["monthly_pay"])
    assert outcome(rule, structure(), structure(attrs.evolve(A, **after), B)) is expected


def test_several_fields_make_up_the_treatment_and_those_who_left_are_not_asked():
    rule = TreatmentUnchanged(fields=["monthly_pay", "category"])
    assert outcome(rule, structure(), structure(attrs.evolve(A, category="clerk"), B)) is VIOLATED
    gone = structure(B, members=("b",))
    assert outcome(rule, structure(members=("a", "b"), size=Count(2)), gone) is MET


def test_members_who_are_not_listed_leave_it_open():
    """GL-066: the cadres are not listed."""
    unlisted = structure(members=(), size=NOT_STATED)
    assert outcome(TreatmentUnchanged(), unlisted, unlisted) is OPEN
    some = structure(size=Count(2))
    assert outcome(TreatmentUnchanged(), some, some) is OPEN


def test_a_field_that_nobody_has_is_named():
    with pytest.raises(NotFoundError):
        TreatmentUnchanged(fields=["salary"]).check(Change(structure(), structure(attrs.evolve(A, category="x"), B)))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, MET),
        ({}, {"members": ("a", "b"), "size": Count(2)}, VIOLATED),
        ({"members": ("a", "b"), "size": Count(2)}, {}, MET),  # leaving is no entry
        ({"closed": False}, {"members": ("a", "b"), "size": Count(2)}, NOT_ASKED),
        ({"closed": NOT_STATED}, {"members": ("a", "b"), "size": Count(2)}, OPEN),
        ({"size": Count(3)}, {"size": Count(4)}, VIOLATED),
        ({"size": Count(3)}, {"size": Count(2)}, MET),
        ({"size": Count(3)}, {"size": NOT_STATED}, OPEN),
    ],
)
def test_nobody_enters_a_closed_cohort(before, after, expected):
    """GL-067."""
    assert outcome(CohortClosed(), structure(**before), structure(**after)) is expected


def test_a_cohort_that_the_change_makes_is_not_asked_and_a_structure_is_no_change():
    before = Structure.build([District(id="d"), A, B])
    assert outcome(CohortClosed(), before, structure()) is NOT_ASKED
    for rule in (CohortClosed(), TreatmentUnchanged()):
        (verdict,) = rule.check(structure())
        assert verdict.outcome is NOT_ASKED


def test_grandfathering_closes_the_cohort_and_refuses_who_comes_later():
    """GL-066 to GL-068."""
    before = Structure.build([District(id="d"), A, B])
    settle = Grandfather(cohort="old", parent="d", members={"kind": "staff", "ids": ["a"]}, status="organ_employed")
    change = Reform(id="r", steps=[settle]).apply(before)
    cohort = change.after.node("old")
    assert (cohort.members, cohort.size, cohort.closed) == (("a",), Count(1), True)
    assert change.accounts["staff"].exact == 0
    late = Grandfather(cohort="old", members={"kind": "staff", "ids": ["b"]})
    with pytest.raises(ReformError) as raised:
        Reform(id="late", steps=[late]).apply(change.after)
    diagnostic = raised.value.diagnostics[1]
    assert diagnostic.code == "BG555"
    assert diagnostic.message("en") == "the cohort old is closed and takes in nobody any more; 1 were to enter"
    assert diagnostic.message("zh") == "群体 old 已封闭，不再纳入新人；拟纳入 1 个"
    more = Reform(id="same", steps=[attrs.evolve(settle, status=NOT_STATED)]).apply(change.after)
    assert more.after.node("old").status == "organ_employed"


# a guarantee guards every later step inside its window


def merged():
    """Two communities with 100 yuan each, and a window of twelve months from 2020-03-01."""
    before = Structure.build([
        District(id="d"), Department(id="bureau", parent="d"),
        *(Community(id=c, parent="d") for c in "xy"),
        *(Funding(unit=c, year=2020, payer="bureau", amount=Yuan(100)) for c in "xy"),
        *(Inventory(scope=c, of="funding", complete=True) for c in "xyd"),
    ])  # fmt: skip
    return before, Reform(id="merge", date=Date("2020-03-01"), steps=[MergeCommunities(parts=["x", "y"], into="z")])


GUARANTEE = FundsNotReduced(
    id="funds", unit={"kind": "community"}, window=DateRange(Date("2020-03-01"), Date("2021-03-01"))
)


def cut(day, amount):
    step = SetFundMode(
        units={"kind": "community"}, purposes=["work"], mode="fixed", payer="bureau", year=2020, amount=amount
    )
    return Reform(id=f"cut-{day}", date=Date(day), steps=[step])


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        ("2021-02-28", 199, VIOLATED),  # a later reform, on the last day inside the window
        ("2021-03-01", 199, MET),  # the first day on which a cut is admissible
        ("2021-02-28", 200, MET),
    ],
)
def test_a_later_step_is_guarded_as_long_as_the_window_lasts(day, amount, expected):
    """WH-030: not only the merger itself but every step after it."""
    before, merge = merged()
    change = apply_all([merge, cut(day, amount)], before)
    (verdict,) = AtAllTimes(of=GUARANTEE).check(change)
    assert verdict.outcome is expected
    breach = first_breach(GUARANTEE, change)
    assert (breach and breach.stage.number) == (2 if expected is VIOLATED else None)


def test_a_cut_that_is_made_good_is_still_named():
    before, merge = merged()
    change = apply_all([merge, cut("2020-06-01", 150), cut("2020-09-01", 220)], before)
    (end,) = GUARANTEE.check(change)
    assert end.outcome is MET
    breach = first_breach(GUARANTEE, change)
    assert (breach.stage.number, breach.stage.reform) == (2, "cut-2020-06-01")
    assert bg.compare(before, change).change is change


@pytest.mark.parametrize(
    ("size", "entering", "expected"),
    [(Count(100), (), Count(100)), (Count(1), ("b",), Count(2)), (Count(100), ("b",), Count("100 .. 101")),
     (NOT_STATED, ("b",), Count(2))],
)  # fmt: skip
def test_a_cohort_that_is_settled_keeps_its_stated_size_and_adds_who_enters(size, entering, expected):
    members = None if not entering else {"kind": "staff", "ids": entering}
    before = structure(size=size, closed=NOT_STATED)
    settled = Reform(id="r", steps=[Grandfather(cohort="old", members=members)]).apply(before).after
    assert settled["old"].size == expected


def test_who_left_the_cohort_is_asked_also_when_the_cohort_is_dropped():
    both, less = structure(members=("a", "b"), size=Count(2)), attrs.evolve(A, monthly_pay=Yuan(50))
    assert outcome(TreatmentUnchanged(), both, structure(less, B, members=("b",))) is VIOLATED
    assert outcome(TreatmentUnchanged(), both, both.evolve(put=[less], drop=[both["old"]])) is VIOLATED
    assert outcome(TreatmentUnchanged(), both, both.evolve(drop=[both["old"]])) is MET


def test_the_pay_of_each_person_in_a_group_is_open_when_its_record_changed():
    before = structure(StaffGroup(id="g", parent="d", count=Count(10)), members=("g",), size=Count(10))
    fewer = before.evolve(put=[StaffGroup(id="g", parent="d", count=Count(9))])
    assert outcome(TreatmentUnchanged(), before, before) is MET
    assert outcome(TreatmentUnchanged(), before, fewer) is OPEN


@pytest.mark.parametrize("rule", [TreatmentUnchanged, CohortClosed])
def test_a_cohort_that_is_perhaps_meant_is_asked_and_left_open(rule):
    (verdict,) = rule(cohort={"kind": "cohort", "where": {"status": "organ_employed"}}).check(
        Change(structure(), structure(members=("a", "b"), size=Count(2)))
    )
    assert (verdict.outcome, verdict.missing[0].field) == (OPEN, "status")
