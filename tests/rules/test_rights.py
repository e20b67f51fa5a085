"""Rules and steps on rights and motions (GL-031 to GL-036, BA-048 to BA-053, XZ-069 to XZ-071, XZ-020, HZ-037)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import ReformError, StructureError
from basegov.reforms.reform import Reform
from basegov.reforms.rights import AnswerMotion, FileMotion, GrantRights, WithdrawRight
from basegov.rules.motions import MotionAnswered, VetoRespected
from basegov.rules.powers import HoldsRight
from basegov.rules.rights import HasPowers, HoldsRights, SoleDecider
from basegov.rules.verdicts import Outcome
from basegov.structure.management import Service
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.organisations import Department, DispatchedAgency, PartyOrgan, Team
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory, Street
from basegov.terms import Strength, StrengthRange

NODES = (
    District(id="d"),
    Street(id="east", name="东街道", parent="d"),
    Community(id="c1", parent="east"), Community(id="c2", parent="east"),
    PartyOrgan(id="party1", area="c1", parent="c1"),
    Department(id="bureau", name="城管局", parent="d"),
    DispatchedAgency(id="office", parent="east", principal="bureau", host="east"),
    Team(id="cleaners", parent="east", principal="bureau", host="east"),
    StaffGroup(id="sunk", parent="c1", employer="bureau", sunk=True),
    Staff(id="li", parent="sunk", employer="bureau", sunk=True),
)  # fmt: skip
ALL_RIGHTS = Inventory(scope="d", of="right", complete=True)
ALL_MOTIONS = Inventory(scope="d", of="motion", complete=True)
MATTERS = ("appoint_remove", "appraise", "reward_punish")


def structure(*records):
    return Structure.build([*NODES, *records])


def right(holder, matter, over, strength, **more):
    return Right(holder=holder, matter=matter, over=over, strength=StrengthRange.parse(strength), **more)


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


THREE = HoldsRights(
    holder="street", role="street", over={"kind": "dispatched_agency", "ids": "office"},
    rights=dict.fromkeys(MATTERS, "recommend"),
)  # fmt: skip


@given(st.lists(st.sampled_from([s.value for s in Strength] + ["granted"]), min_size=3, max_size=3), st.booleans())
def test_a_package_is_met_when_each_right_reaches_its_strength(strengths, listed):
    """GL-031, GL-032, GL-033: a package answers as its three rights do."""
    records = [right("east", m, "office", s) for m, s in zip(MATTERS, strengths, strict=True)]
    world = structure(*records, *([ALL_RIGHTS] if listed else []))
    single = {
        outcome(HoldsRight(holder="street", role="street", over=THREE.over, matter=m, at_least="recommend"), world)
        for m in MATTERS
    }
    expected = next(o for o in (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.MET) if o in single)
    assert outcome(THREE, world) is expected


def test_granting_the_package_meets_the_clause_and_withdrawing_one_right_breaks_it():
    """GL-031 to GL-033, XZ-069; the reform is undone and played again with the same result."""
    before = structure(ALL_RIGHTS)
    assert outcome(THREE, before) is Outcome.VIOLATED
    grant = GrantRights(holder="street", over=THREE.over, rights=dict.fromkeys(MATTERS, "granted"))
    change = Reform(id="r", steps=[grant]).apply(before)
    assert outcome(THREE, change) is Outcome.MET
    assert change.undo() is before
    assert Reform(id="r", steps=[grant]).apply(change.undo()).after.records(Right) == change.after.records(Right)
    withdraw = WithdrawRight(holder="street", matters=["appraise"], over=THREE.over)
    again = Reform(id="r", steps=[grant, withdraw]).apply(before)
    (verdict,) = THREE.check(again)
    assert [words.en for words in verdict.measured.known] == ["appraise (recommend)"]
    with pytest.raises(ReformError, match="BG570"):
        Reform(id="r", steps=[withdraw]).apply(before)


@pytest.mark.parametrize(
    ("scope", "asked", "expected"),
    [
        ("section_cadre", "section_cadre", Outcome.MET),
        (None, "section_cadre", Outcome.MET),
        ("section_cadre", None, Outcome.VIOLATED),
        ("section_cadre", "division_cadre", Outcome.VIOLATED),
    ],
)
def test_a_right_over_a_rank_of_cadres_is_none_over_another(scope, asked, expected):
    """XZ-070."""
    rule = HoldsRight(
        holder="street", role="street", over=THREE.over, matter="appoint_remove", at_least="decide", object_scope=asked
    )
    world = structure(right("east", "appoint_remove", "office", "decide", scope=scope), ALL_RIGHTS)
    assert outcome(rule, world) is expected


def test_a_condition_that_is_not_given_leaves_no_right():
    """BA-052: adjustment, replacement, dismissal of those who do not follow orders."""
    given_right = right("party1", "dismiss", "sunk", "decisive proposal", conditions=("insubordinate",))
    world = structure(given_right, ALL_RIGHTS)
    for conditions, expected in [(["insubordinate"], Outcome.MET), ([], Outcome.VIOLATED), (None, Outcome.MET)]:
        rule = HoldsRights(
            holder="party_organ", role="community", over={"kind": "staff", "ids": "li"}, conditions=conditions,
            rights={"dismiss": "decisive proposal"},
        )  # fmt: skip
        assert outcome(rule, world) is expected


@pytest.mark.parametrize(
    ("consent", "expected"),
    [((), Outcome.MET), (("bureau",), Outcome.VIOLATED), (None, Outcome.UNDETERMINED)],
)
def test_a_right_that_needs_consent_is_not_one_without(consent, expected):
    more = {} if consent is None else {"consent_of": consent}
    rule = HoldsRight(holder="street", over=THREE.over, matter="daily_work", at_least="decide", without_consent=True)
    assert outcome(rule, structure(right("east", "daily_work", "office", "decide", **more), ALL_RIGHTS)) is expected


def test_each_community_that_a_team_serves_directs_it():
    """XZ-020."""
    served = [Service(provider="cleaners", served=c) for c in ("c1", "c2")]
    one = right("c1", "daily_work", "cleaners", "decide")
    world = structure(*served, one, ALL_RIGHTS)
    for each, expected in [(False, Outcome.MET), (True, Outcome.VIOLATED)]:
        rule = HoldsRight(
            holder="community", role="served", each=each, over="team", matter="daily_work", at_least="decide"
        )
        assert outcome(rule, world) is expected


def test_nobody_known_to_play_the_role_is_undetermined():
    lonely = structure(DispatchedAgency(id="other"), right("east", "appraise", "other", "decide"))
    rule = HoldsRight(holder="street", role="street", over={"kind": "dispatched_agency", "ids": "other"},
                      matter="appraise", at_least="recommend")  # fmt: skip
    assert outcome(rule, lonely) is Outcome.UNDETERMINED


FIVE = ("lead_community_affairs", "command_joint_action", "dispose_finance", "assess_performance", "assess_cadres")


def test_five_powers_of_a_community_party_committee():
    """BA-048; HZ-037 asks the same of streets with one power."""
    rule = HasPowers(holder="party_organ", powers=dict.fromkeys(FIVE, "recommend"))
    rights = [right("party1", power, "c1", "granted") for power in FIVE]
    assert outcome(rule, structure(*rights)) is Outcome.MET
    assert outcome(rule, structure(*rights[:4])) is Outcome.UNDETERMINED
    (verdict,) = rule.check(structure(*rights[:4], ALL_RIGHTS))
    assert verdict.outcome is Outcome.VIOLATED
    assert "assess_cadres" in verdict.explain("zh")
    none = Structure.build([District(id="d"), Inventory(scope="d", of="party_organ", complete=True)])
    assert outcome(rule, none) is Outcome.NOT_APPLICABLE


SOLE = SoleDecider(over=THREE.over)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (["decide", "recommend"], Outcome.MET),
        (["decide", "decide"], Outcome.VIOLATED),
        (["decide", "granted"], Outcome.UNDETERMINED),
        (["veto", "granted"], Outcome.MET),
        ([], Outcome.MET),
    ],
)
def test_no_two_decide_the_same(records, expected):
    """XZ-070: the strength of the other's right decides."""
    rights = [
        right(holder, "appoint_remove", "office", s) for holder, s in zip(("east", "bureau"), records, strict=False)
    ]
    assert outcome(SOLE, structure(*rights, ALL_RIGHTS)) is expected
    unlisted = Outcome.VIOLATED if expected is Outcome.VIOLATED else Outcome.UNDETERMINED
    assert outcome(SOLE, structure(*rights)) is unlisted


def test_two_may_decide_on_different_ranks_but_not_on_the_whole_and_a_part():
    street = right("east", "appoint_remove", "office", "decide", scope="section_cadre")
    for scope, expected in [("division_cadre", Outcome.MET), (None, Outcome.VIOLATED)]:
        bureau = right("bureau", "appoint_remove", "office", "decide", scope=scope)
        assert outcome(SOLE, structure(street, bureau, ALL_RIGHTS)) is expected


def test_a_unit_and_its_own_party_committee_are_one_side():
    rights = [right(holder, "major_matters", "c1", "decide") for holder in ("c1", "party1")]
    rule = SoleDecider(over={"kind": "community", "ids": "c1"})
    assert outcome(rule, structure(*rights, ALL_RIGHTS)) is Outcome.MET


DISMISS = right("party1", "dismiss", "sunk", "decisive proposal")
ANSWERED = MotionAnswered(obliges_from="decisive proposal")


def proposal(**fields):
    fields = {"kind": MotionKind.PROPOSAL, "matter": "dismiss", **fields}
    return Motion(id="m", about="li", proposer="party1", addressee="bureau", **fields)


@pytest.mark.parametrize(
    ("answer", "reasons", "expected"),
    [
        ("carried out", None, Outcome.MET),
        ("declined", True, Outcome.MET),
        ("declined", False, Outcome.VIOLATED),
        ("declined", None, Outcome.UNDETERMINED),
        ("unanswered", None, Outcome.VIOLATED),
        ("pending", None, Outcome.UNDETERMINED),
    ],
)
def test_a_decisive_proposal_is_carried_out_or_declined_with_reasons(answer, reasons, expected):
    """BA-052: the right over the group of staff reaches the person."""
    more = {} if reasons is None else {"with_reasons": reasons}
    assert outcome(ANSWERED, structure(DISMISS, proposal(answer=MotionAnswer(answer), **more))) is expected


@pytest.mark.parametrize(
    ("strength", "expected"),
    [("recommend", Outcome.NOT_APPLICABLE), ("granted", Outcome.UNDETERMINED), ("decide", Outcome.VIOLATED)],
)
def test_only_a_right_that_is_strong_enough_obliges(strength, expected):
    """BA-052."""
    motion = proposal(answer=MotionAnswer.UNANSWERED)
    assert outcome(ANSWERED, structure(right("party1", "dismiss", "sunk", strength), motion, ALL_RIGHTS)) is expected


def test_a_called_department_reports():
    """GL-036: reasons do not suffice."""
    rule = MotionAnswered(kind="call", reasons_suffice=False)
    for answer, expected in [("carried out", Outcome.MET), ("declined", Outcome.VIOLATED)]:
        motion = proposal(kind=MotionKind.CALL, answer=MotionAnswer(answer), with_reasons=True)
        assert outcome(rule, structure(motion)) is expected
    assert outcome(rule, structure(proposal())) is Outcome.NOT_APPLICABLE


PROMOTION = right("party1", "promotion", "sunk", "veto")
RESPECTED = VetoRespected(motions={"kind": "motion", "ids": "m"})


def veto(day):
    return Motion(id="v", kind=MotionKind.VETO, matter="promotion", about="li", proposer="party1", date=day)


def promoted(answer="carried out", day="2019-05-01"):
    return Motion(
        id="m", kind=MotionKind.PROPOSAL, matter="promotion", about="li", proposer="bureau",
        answer=MotionAnswer(answer), answer_date=Date(day),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((PROMOTION, ALL_MOTIONS), Outcome.VIOLATED),
        ((PROMOTION,), Outcome.VIOLATED),
        ((right("party1", "promotion", "sunk", "recommend"), ALL_RIGHTS, ALL_MOTIONS), Outcome.MET),
        ((right("party1", "promotion", "sunk", "granted"), ALL_RIGHTS, ALL_MOTIONS), Outcome.UNDETERMINED),
        ((ALL_MOTIONS,), Outcome.UNDETERMINED),
    ],
)
def test_no_promotion_against_the_veto_of_one_who_has_it(records, expected):
    """BA-053: whoever decides it; a veto without the right does not bind."""
    assert outcome(RESPECTED, structure(*records, promoted(), veto(Date("2019-04-01")))) is expected


def test_a_veto_after_the_promotion_or_a_promotion_not_carried_out_is_no_breach():
    """BA-053."""
    late = structure(PROMOTION, ALL_MOTIONS, promoted(), veto(Date("2019-06-01")))
    assert outcome(RESPECTED, late) is Outcome.MET
    vague = structure(PROMOTION, ALL_MOTIONS, promoted(), veto(Date("2019")))
    assert outcome(RESPECTED, vague) is Outcome.UNDETERMINED
    heeded = structure(PROMOTION, promoted("declined"), veto(Date("2019-04-01")))
    assert outcome(RESPECTED, heeded) is Outcome.MET
    vetoes = VetoRespected(motions={"kind": "motion", "ids": "v"})
    assert outcome(vetoes, late) is Outcome.NOT_APPLICABLE


def test_motions_are_filed_and_answered_by_steps():
    """BA-052."""
    filed = FileMotion(
        motion="m", kind="proposal", matter="dismiss", about="li", proposer="party1", addressee="employer"
    )
    change = Reform(id="r", steps=[filed]).apply(structure(DISMISS))
    assert change.after["m"].addressee == "bureau"
    assert outcome(ANSWERED, change) is Outcome.UNDETERMINED
    answered = AnswerMotion(motion="m", answer="declined", with_reasons=True)
    assert outcome(ANSWERED, Reform(id="r", steps=[filed, answered]).apply(structure(DISMISS))) is Outcome.MET
    with pytest.raises(ReformError, match="BG571"):
        Reform(id="r", steps=[filed, answered, answered]).apply(structure())
    against = FileMotion(motion="v", kind="veto", matter="promotion", about="li", proposer="party1")
    with pytest.raises(ReformError, match="BG571"):
        Reform(id="r", steps=[against, AnswerMotion(motion="v", answer="declined")]).apply(structure())


def test_a_veto_has_no_answer():
    with pytest.raises(StructureError, match="BG322"):
        structure(proposal(kind=MotionKind.VETO, answer=MotionAnswer.DECLINED))
