"""Draws of steps on packages of rights and on motions."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.reforms.rights import AnswerMotion, FileMotion, GrantRights, WithdrawRight
from basegov.reforms.steps import Step
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.organisations import Department
from basegov.structure.powers import Right
from basegov.structure.records import Node, record_type
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Unit
from basegov.testing.actions.draws import draws, free_id, optional, pick, word
from basegov.testing.actions.powers import MATTERS, STRENGTHS, terms_of_right


@draws(GrantRights)
def grant_rights(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give a package of rights over agencies."""
    terms = terms_of_right(draw, structure)
    rights = st.dictionaries(st.sampled_from(MATTERS), STRENGTHS, min_size=1, max_size=3)
    return None if terms is None else GrantRights(rights=draw(rights), **terms)


@draws(WithdrawRight)
def withdraw_right(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Withdraw a right that somebody has."""
    right = pick(draw, structure.records(Right))
    if right is None:
        return None
    over = Selector(kind=record_type(type(structure.node(right.over))).kind, ids=(right.over,))
    return WithdrawRight(holder=right.holder, matters=(right.matter,), over=over, scope=right.scope)


@draws(FileMotion)
def file_motion(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Propose, call for or veto something about a person or a group."""
    people: list[Node] = [*structure.records(Staff), *structure.records(StaffGroup)]
    about, proposer = pick(draw, people), pick(draw, structure.records(Unit))
    departments = [node.id for node in structure.records(Department)]
    if about is None or proposer is None:
        return None
    terms = optional(draw, date=st.just(Date("2026-01-15")))
    terms |= optional(draw, addressee=st.sampled_from(departments)) if departments else {}
    return FileMotion(
        motion=free_id(structure, "motion"), kind=draw(st.sampled_from(MotionKind)), about=about.id,
        matter=draw(word("dismiss", "promotion")), proposer=proposer.id, **terms,
    )  # fmt: skip


@draws(AnswerMotion)
def answer_motion(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Answer a motion that waits for an answer, or was left without one."""
    waits = (MotionAnswer.PENDING, MotionAnswer.UNANSWERED)
    motion = pick(draw, [one for one in structure.records(Motion) if one.answer in waits])
    if motion is None:
        return None
    answer = draw(st.sampled_from([MotionAnswer.CARRIED_OUT, MotionAnswer.DECLINED, MotionAnswer.UNANSWERED]))
    terms = optional(draw, with_reasons=st.booleans(), date=st.just(Date("2026-02-15")))
    return AnswerMotion(motion=motion.id, answer=answer, **terms)
