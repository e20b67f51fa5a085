"""Rules over management and rights (XZ-017, XZ-066 to XZ-070, GL-026, GL-031 to GL-033, HZ-045 to HZ-051)."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import NotFoundError, ReformError, StructureError
from basegov.policies import Policy
from basegov.reforms.management import ManagementMoved, MoveManagement
from basegov.reforms.powers import GrantRight, RightGranted
from basegov.reforms.reform import Reform
from basegov.rules.management import DualManagement, ManagedBy
from basegov.rules.powers import HoldsRight
from basegov.rules.verdicts import Outcome
from basegov.structure.management import Dimension, Management
from basegov.structure.mergers import RuleException
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street
from basegov.terms import Strength, StrengthRange
from basegov.values import NOT_STATED

NODES = (
    District(id="d"),
    Street(id="east", name="东街道", parent="d"),
    Street(id="west", name="西街道", parent="d"),
    Department(id="bureau", name="城管局", parent="d"),
    DispatchedAgency(id="office", name="城管所", principal="bureau", host="east"),
)


def structure(*relations):
    return Structure.build([*NODES, *relations])


def managed(**managers):
    return [Management(subject="office", dimension=Dimension(d), manager=m) for d, m in managers.items()]


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


DAILY = ManagedBy(id="daily", subject="dispatched_agency", dimensions=["daily_work"], manager="street", role="street")


def test_daily_work_managed_by_the_own_street_is_met():
    assert outcome(DAILY, structure(*managed(daily_work="east"))) is Outcome.MET


def test_daily_work_managed_by_the_bureau_is_violated_and_names_it():
    (verdict,) = DAILY.check(structure(*managed(daily_work="bureau")))
    assert verdict.outcome is Outcome.VIOLATED
    assert "城管局" in verdict.explain("zh")
    assert "daily work" in verdict.explain("en")


def test_daily_work_managed_by_another_street_is_violated_when_the_role_is_the_own_street():
    assert outcome(DAILY, structure(*managed(daily_work="west"))) is Outcome.VIOLATED
    any_street = ManagedBy(subject="dispatched_agency", dimensions=["daily_work"], manager="street")
    assert outcome(any_street, structure(*managed(daily_work="west"))) is Outcome.MET


def test_an_unrecorded_manager_is_undetermined_and_named_as_missing():
    (verdict,) = DAILY.check(structure(*managed(finance="east")))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [m.field for m in verdict.missing] == ["daily_work"]


def test_one_dimension_held_by_another_decides_although_a_further_one_is_unknown():
    rule = ManagedBy(subject="dispatched_agency", dimensions=["daily_work", "finance"], manager="street")
    assert outcome(rule, structure(*managed(daily_work="bureau"))) is Outcome.VIOLATED


def test_without_a_listed_agency_it_is_open_whether_there_is_one():
    (verdict,) = DAILY.check(Structure.build([District(id="d")]))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.UNDETERMINED, "none_listed")


def test_where_all_agencies_are_listed_and_there_is_none_the_rule_does_not_apply():
    none = Inventory(scope="d", of="dispatched_agency", complete=True)
    (verdict,) = DAILY.check(Structure.build([District(id="d"), none]))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.NOT_APPLICABLE, "no_subject")


@pytest.mark.parametrize(
    ("managers", "expected"),
    [
        ({"daily_work": "east", "business_guidance": "bureau"}, Outcome.MET),
        ({"daily_work": "east"}, Outcome.UNDETERMINED),
        ({}, Outcome.UNDETERMINED),
        (dict.fromkeys((d.value for d in Dimension), "east"), Outcome.VIOLATED),
        (dict.fromkeys((d.value for d in Dimension), "bureau"), Outcome.VIOLATED),
    ],
)
def test_dual_management_needs_both_sides(managers, expected):
    """XZ-066, GL-026."""
    assert outcome(DualManagement(subject="dispatched_agency"), structure(*managed(**managers))) is expected


@pytest.mark.parametrize("side", ["host", "principal"])
def test_a_side_that_is_not_stated_may_be_one_of_those_that_manage(side):
    managers = dict.fromkeys((d.value for d in Dimension), "east") | {"finance": "bureau"}
    both = structure(*managed(**managers))
    (agency,) = both.records(DispatchedAgency)
    one = both.evolve(put=[attrs.evolve(agency, **{side: NOT_STATED})])
    rule = DualManagement(subject="dispatched_agency")
    assert (outcome(rule, both), outcome(rule, one)) == (Outcome.MET, Outcome.UNDETERMINED)


@given(st.dictionaries(st.sampled_from([d.value for d in Dimension]), st.sampled_from(["east", "west", "bureau"])))
def test_partial_management_answers_as_all_completions_do(managers):
    open_dimensions = [d.value for d in Dimension if d.value not in managers]
    for rule in (
        ManagedBy(subject="dispatched_agency", dimensions=["daily_work", "finance"], manager="street", role="street"),
        DualManagement(subject="dispatched_agency"),
    ):
        completions = {
            outcome(rule, structure(*managed(**managers, **dict(zip(open_dimensions, choice, strict=True)))))
            for choice in itertools.product(["east", "west", "bureau"], repeat=len(open_dimensions))
        }
        expected = completions.pop() if len(completions) == 1 else Outcome.UNDETERMINED
        assert outcome(rule, structure(*managed(**managers))) is expected


def test_moving_management_changes_the_named_dimensions_only():
    """XZ-017: the daily work of the team passes from the bureau to the street."""
    before = structure(*managed(daily_work="bureau", finance="bureau"))
    step = MoveManagement(subjects="dispatched_agency", managers={"daily_work": "street"})
    change = Reform(id="r", steps=[step]).apply(before)
    after = {m.dimension: m.manager for m in change.after.where(Management, subject="office")}
    assert after == {Dimension.DAILY_WORK: "east", Dimension.FINANCE: "bureau"}
    assert change.events == (
        ManagementMoved(step=1, subject="office", dimension=Dimension.DAILY_WORK, manager="east", former="bureau"),
    )
    assert before.where(Management, dimension=Dimension.DAILY_WORK)[0].manager == "bureau"
    assert outcome(DAILY, change) is Outcome.MET


def test_a_manager_nobody_plays_is_refused_and_nothing_is_applied():
    lonely = Structure.build([District(id="d"), DispatchedAgency(id="office")])
    step = MoveManagement(subjects="dispatched_agency", managers={"daily_work": "street"})
    with pytest.raises(ReformError, match="BG504"):
        Reform(id="r", steps=[step]).apply(lonely)


def test_a_mistyped_manager_is_named_with_the_step():
    step = MoveManagement(subjects="dispatched_agency", managers={"daily_work": "esat"})
    with pytest.raises(ReformError, match=r"(?s)BG501.*BG310.*east"):
        Reform(id="r", steps=[step]).apply(structure())
    with pytest.raises(NotFoundError):
        step.effect(structure())


def right(strength):
    return Right(holder="east", matter="appoint_remove", over="office", strength=StrengthRange.parse(strength))


def needs(strength):
    return HoldsRight(
        holder="street", role="street", matter="appoint_remove", over="dispatched_agency", at_least=strength
    )


@pytest.mark.parametrize(
    ("strength", "needed", "expected"),
    [
        ("recommend", "recommend", Outcome.MET),
        ("decide", "recommend", Outcome.MET),
        ("consulted", "recommend", Outcome.UNDETERMINED),
        ("granted", "recommend", Outcome.MET),
        ("granted", "decide", Outcome.UNDETERMINED),
        ("veto", "recommend", Outcome.UNDETERMINED),
        ("decide", "veto", Outcome.MET),
    ],
)
def test_rights_are_compared_on_the_partial_order(strength, needed, expected):
    """GL-031 recommends, XZ-070 decides; other rights may exist while the list of rights is not complete."""
    assert outcome(needs(needed), structure(right(strength))) is expected


def test_a_weak_right_is_violated_once_all_rights_are_listed():
    complete = Inventory(scope="office", of="right", complete=True)
    (verdict,) = needs("recommend").check(structure(right("consulted"), complete))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.VIOLATED, "right_too_weak")
    assert outcome(needs("recommend"), structure(complete)) is Outcome.VIOLATED


def test_no_recorded_right_is_undetermined():
    (verdict,) = needs("recommend").check(structure())
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.missing


def test_granting_a_right_gives_it_to_the_street_of_each_agency():
    """GL-031 to GL-033: three rights over those sent down."""
    step = GrantRight(
        holder="street", matters=["appoint_remove", "reward_punish"], over="dispatched_agency", strength="recommend"
    )
    change = Reform(id="r", steps=[step]).apply(structure())
    assert {(r.holder, r.matter) for r in change.after.records(Right)} == {
        ("east", "appoint_remove"),
        ("east", "reward_punish"),
    }
    assert all(isinstance(event, RightGranted) for event in change.events)
    assert outcome(needs("recommend"), change) is Outcome.MET
    assert outcome(needs("decide"), change) is Outcome.UNDETERMINED


@given(st.sampled_from(Strength), st.sampled_from(Strength), st.sampled_from(Strength))
def test_strength_is_a_partial_order(a, b, c):
    assert a.at_least(a)
    assert not (a.at_least(b) and b.at_least(a)) or a is b
    assert not (a.at_least(b) and b.at_least(c)) or a.at_least(c)
    assert Strength.DECIDE.at_least(a)
    assert a.at_least(Strength.NONE)


def test_veto_and_recommendation_are_not_comparable():
    assert not Strength.VETO.at_least(Strength.RECOMMEND)
    assert not Strength.RECOMMEND.at_least(Strength.VETO)


def test_policies_judge_management_after_the_reform():
    policy = Policy(id="p", rules=[DAILY, attrs.evolve(needs("recommend"), id="right")])
    reform = Reform(
        id="r",
        steps=[
            MoveManagement(subjects="dispatched_agency", managers={"daily_work": "street"}),
            GrantRight(holder="street", matters=["appoint_remove"], over="dispatched_agency", strength="granted"),
        ],
    )
    before = structure(*managed(daily_work="bureau"))
    assert policy.check(before).counts["violated"] == 1
    assert policy.check(reform.apply(before)).counts["met"] == 2


def test_a_subject_that_would_manage_itself_is_refused_in_both_languages():
    step = MoveManagement(subjects="dispatched_agency", managers={"daily_work": "office"})
    with pytest.raises(ReformError, match="BG507") as refused:
        Reform(id="r", steps=[step]).apply(structure())
    assert "城管所 将成为自己的管理者" in refused.value.text("zh")
    assert "城管所 would manage itself" in refused.value.text("en")


def test_an_exception_needs_a_reason():
    exception = RuleException(rule="merger_contiguity", parts=("east", "west"), reason=" ")
    with pytest.raises(StructureError, match="BG340") as refused:
        structure(exception)
    assert "BG340" in refused.value.text("zh")


def test_a_motion_is_not_answered_before_it_is_made():
    motion = Motion(
        id="m", kind=MotionKind.PROPOSAL, matter="remove", about="office", proposer="east", addressee="bureau",
        date=Date("2020-05-02"), answer=MotionAnswer.CARRIED_OUT, answer_date=Date("2020-05-01"),
    )  # fmt: skip
    with pytest.raises(StructureError, match="BG323"):
        structure(motion)
