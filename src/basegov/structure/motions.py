"""Motions: what one party asked of another about a person or matter, a veto on record, and what came of it."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from basegov.dates import Date
from basegov.diagnostics.appraisal import ANSWERED_BEFORE_MADE, ANSWERED_VETO
from basegov.errors import Diagnostic
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class MotionKind(enum.Enum):
    """What a motion is: something is proposed, somebody is called upon, something is vetoed."""

    PROPOSAL = "proposal"
    CALL = "call"
    VETO = "veto"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return {"proposal": "建议", "call": "吹哨", "veto": "否决"}[self.value] if lang == "zh" else self.value


class MotionAnswer(enum.Enum):
    """What came of a motion: it was carried out, declined, left without an answer, or waits for one."""

    CARRIED_OUT = "carried out"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    PENDING = "pending"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the answer."""
        zh = {"carried out": "已落实", "declined": "未采纳", "unanswered": "未答复", "pending": "待答复"}
        return zh[self.value] if lang == "zh" else self.value


@record("motions", en="motion", zh="动议")
@attrs.frozen(kw_only=True)
class Motion(Node):
    """A proposal, a call or a veto on record.

    Parameters
    ----------
    kind : MotionKind, optional
        Which of them it is.
    matter : str
        What is proposed, called for or vetoed, in the words of rights: ``dismiss``, ``promotion`` ...
    about : str
        The person or thing concerned.
    proposer : str
        Who made it.
    addressee : str, optional
        Who has to answer: the unit that sent the person, the department that is called.
    date : Date, optional
        When it was made.
    answer : MotionAnswer, optional
        What came of it. A veto has none.
    with_reasons : bool, optional
        Whether reasons were given with the answer.
    answer_date : Date, optional
        When it was answered or carried out.
    """

    kind: MotionKind | NotStated = NOT_STATED
    matter: str
    about: Annotated[str, Ref()]
    proposer: Annotated[str, Ref()]
    addressee: Annotated[str | NotStated, Ref()] = NOT_STATED
    date: Date | NotStated = NOT_STATED
    answer: MotionAnswer | NotStated = NOT_STATED
    with_reasons: bool | NotStated = NOT_STATED
    answer_date: Date | NotStated = NOT_STATED


@invariant(Motion)
def motions_make_sense(structure: Structure, new: tuple[Motion, ...]) -> Iterator[Diagnostic]:
    """Fail because a veto is answered, or an answer is older than the motion."""
    for motion in new:
        if motion.kind is MotionKind.VETO and isinstance(motion.answer, MotionAnswer):
            yield ANSWERED_VETO(structure.location(motion), id=motion.id, answer=motion.answer)
        made, answered = motion.date, motion.answer_date
        if isinstance(made, Date) and isinstance(answered, Date) and answered.last < made.first:
            yield ANSWERED_BEFORE_MADE(structure.location(motion), id=motion.id, made=made, answered=answered)
