"""Making what becomes of agencies, of the powers that go with staff, and of shares that rise."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from basegov.quantities import Count, Difference, Share
from basegov.reforms.agencies import AbsorbAgencies, TransferTeams
from basegov.reforms.appraisal import SetAppraisalShare
from basegov.reforms.devolution import DevolvePowers, PowerGiven
from basegov.reforms.management import MoveManagement
from basegov.reforms.together import Together
from basegov.rules.appraisal import AppraisalShareIncreases, Counted
from basegov.rules.transfers import AbsorbedIntoBody, PowersMoveWithStaff, TransferredWhole
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.functions import Performs
from basegov.structure.management import Dimension
from basegov.structure.posts import PostPool
from basegov.structure.selection import Selector
from basegov.testing.drafts.changes import ChangeDraft, nothing, without
from basegov.testing.drafts.draft import name_of
from basegov.testing.drafts.makers.appraisal import evaluators
from basegov.testing.drafts.makers.management import manage
from basegov.testing.drafts.makers.registry import OTHER_POSTS, makes
from basegov.values import NotStated


def _only(kind: str, id_: str) -> Selector:
    return Selector(kind=kind, ids=(id_,))


@makes(AppraisalShareIncreases)
def appraisal_share_increases(rule: AppraisalShareIncreases, draft: ChangeDraft) -> None:
    """Let the evaluators' share rise by as much as the rule asks for; for a miss by just too little."""
    period = Period.ANNUAL if isinstance(rule.period, NotStated) else rule.period
    wanted = rule.requirement.range
    assert isinstance(wanted, Difference)
    least = Fraction(wanted.low or 0)
    for subject in draft.need(rule.subject):
        found = evaluators(rule, draft, subject)
        raised = found if rule.counted is Counted.EACH else found[:1]
        before = Fraction(1, 10) / len(found)
        for evaluator in found:
            draft.link(Appraisal(subject=subject.id, evaluator=evaluator.id, period=period), name_of(rule))
            draft.share(subject.id, period, (evaluator.id,), Share(before), rule)
        if draft.misses(rule, subject.id):
            rise = least - Fraction(1, 100) if least > 0 else Fraction(0)
        else:
            rise = least + Fraction(draft.whole(("rise", subject.id), 1 if wanted.low_open else 0, 10), 100)
        for evaluator in raised:
            share = Share(min(Fraction(1), max(Fraction(0), before + rise)))
            step = SetAppraisalShare(
                subjects=_only(rule.subject.kind, subject.id), evaluator=evaluator.id, period=period, share=share,
                from_="proportionally",
            )  # fmt: skip
            draft.then((name_of(rule), subject.id, evaluator.id), step)
    draft.close(rule.subject.kind)


@makes(PowersMoveWithStaff)
def powers_move_with_staff(rule: PowersMoveWithStaff, draft: ChangeDraft) -> None:
    """Hand powers of a field down in the step in which its staff comes under a street; one of them alone for a miss."""
    street, bureau = draft.need("street")[0], draft.need("department")[0]
    for field in rule.fields:
        force = draft.need(Selector(kind="professional_force", ids=(f"{field}-force",)))[0]
        power = draft.need(Selector(kind="power_item", ids=(f"{field}-power",)))[0]
        draft.one_of(force, "field", (field,), rule)
        draft.within(force, "count", Count.between(1, None), rule)
        draft.one_of(power, "field", (field,), rule)
        manage(draft, force, Dimension.PERSONNEL, (bureau.id,), rule)
        staff = MoveManagement(subjects=_only("professional_force", force.id), managers={"personnel": street.id})
        powers = DevolvePowers(powers=[PowerGiven(power=power.id)], to=(street.id,))
        if draft.misses(rule, field):
            alone = draft.way_of((staff, powers))
            draft.then((name_of(rule), field), alone)
        else:
            draft.then((name_of(rule), field), Together(steps=[staff, powers]))


@makes(TransferredWhole)
def transferred_whole(rule: TransferredWhole, draft: ChangeDraft) -> None:
    """Let every team pass with its members and posts; for a miss a member stays behind, or a post is lost."""
    to = draft.need(rule.to)[0]
    for team in draft.need(rule.agencies):
        members = draft.need("staff_group", within=team.id)
        for group in members:
            draft.within(group, "count", Count.between(1, None), rule)
        pool = draft.link(PostPool(unit=team.id, category=OTHER_POSTS), name_of(rule))
        draft.within(pool, "posts", Count.between(1, None), rule)
        step = TransferTeams(teams=_only(rule.agencies.kind, team.id), to=to.id)
        draft.then((name_of(rule), team.id), step)
        if draft.misses(rule, team.id):
            ways: list[Any] = [
                ("a member is left behind", without(members[0])),
                ("posts are lost", without(pool)),
            ]
            draft.interfere((name_of(rule), team.id), *draft.way_of(ways))


@makes(AbsorbedIntoBody)
def absorbed_into_body(rule: AbsorbedIntoBody, draft: ChangeDraft) -> None:
    """Let every agency become part of a body that takes over its functions; for a miss it stays, or one is lost."""
    unit = draft.need(rule.unit)[0]
    for agency in draft.need(rule.agencies):
        body = draft.need(_only("internal_body", f"{unit.id}-office"), within=unit.id)[0]
        function = draft.need(Selector(kind="function", ids=(f"{agency.id}-function",)))[0]
        draft.link(Performs(unit=agency.id, function=function.id), name_of(rule))
        way = draft.way_of(("stays", "loses")) if draft.misses(rule, agency.id) else ""
        if way == "stays":
            draft.interfere((name_of(rule), agency.id), "nothing", nothing)
            continue
        step = AbsorbAgencies(agencies=_only(rule.agencies.kind, agency.id), into=body.id)
        draft.then((name_of(rule), agency.id), step)
        if way == "loses":
            lost = Performs(unit=body.id, function=function.id)
            draft.interfere(
                (name_of(rule), agency.id, "lost"), "a function is lost",
                without(lost),
            )  # fmt: skip
    draft.close("performs")
