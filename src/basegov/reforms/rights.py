"""Steps on rights: a package is granted, rights are withdrawn; motions are filed and answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.appraisal import MOTION_SETTLED, RIGHT_NOT_THERE
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.reforms.events import Event
from basegov.reforms.items import as_date, must_be_free, one_of_kind
from basegov.reforms.management import one_player
from basegov.reforms.powers import GrantRight, as_ids, words
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.sources import Source
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.powers import Right
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import StrengthRange
from basegov.texts import Text, say
from basegov.values import NOT_STATED, FrozenMap, NotStated


@attrs.frozen(kw_only=True)
class RightWithdrawn(Event):
    """A holder lost a right over an object."""

    holder: str
    matter: str
    over: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"the right of {self.holder} in {self.matter} over {self.over} was withdrawn",
            f"收回 {self.holder} 对 {self.over} 的 {self.matter} 权利",
        )


@attrs.frozen(kw_only=True)
class MotionFiled(Event):
    """A proposal, a call or a veto was put on record."""

    motion: str
    motion_kind: MotionKind
    matter: str
    about: str
    proposer: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.proposer} filed {self.motion}: {self.motion_kind.text('en')}, {self.matter}, {self.about}",
            f"{self.proposer} 提出 {self.motion}：{self.motion_kind.text('zh')}，{self.matter}，{self.about}",
        )


@attrs.frozen(kw_only=True)
class MotionSettled(Event):
    """A motion was answered."""

    motion: str
    answer: MotionAnswer
    with_reasons: bool | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = say(self.with_reasons, "en"), say(self.with_reasons, "zh")
        return Text(
            f"motion {self.motion}: {self.answer.text('en')} (reasons given: {en})",
            f"动议 {self.motion}：{self.answer.text('zh')}（说明理由：{zh}）",
        )


def _rights(value: Mapping[str, Any]) -> FrozenMap[str, StrengthRange]:
    return FrozenMap({m: s if isinstance(s, StrengthRange) else StrengthRange.parse(s) for m, s in value.items()})


@step(en="grant a package of rights", zh="赋予成套权利")
@attrs.frozen(kw_only=True)
class GrantRights(Step):
    """Give a package of rights, each with its strength, over every selected object.

    Parameters
    ----------
    holder : str
        Who gets them: a node, or the part it plays for the object (``street``: the street of the agency).
    rights : mapping of str to StrengthRange
        For each matter how strong: ``recommend``, ``decide``, ``granted`` where the text gives no strength.
    over : Selector
        Over whom or what.
    conditions : tuple of str
        What must be the case for the rights to be used.
    scope : str, optional
        The part of the object to which they are limited, such as a rank of cadres.
    consent_of : tuple of str, optional
        Whose consent their use needs; empty when nobody's.

    Notes
    -----
    Used by GL-031 to GL-033 (three rights), XZ-069, BA-048 to BA-053 (five powers).
    """

    holder: str
    rights: FrozenMap[str, StrengthRange] = attrs.field(converter=_rights)
    over: Selector = attrs.field(converter=as_selector)
    conditions: tuple[str, ...] = attrs.field(default=(), converter=words)
    scope: str | None = None
    consent_of: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=as_ids)

    def effect(self, structure: Structure) -> Effect:
        """Write one right for every object and matter."""
        parts = [
            GrantRight(
                holder=self.holder, matters=(matter,), over=self.over, strength=strength, conditions=self.conditions,
                scope=self.scope, consent_of=self.consent_of, source=self.source,
            ).effect(structure)
            for matter, strength in self.rights.items()
        ]  # fmt: skip
        return Effect(
            put=tuple(record for part in parts for record in part.put),
            events=tuple(event for part in parts for event in part.events),
        )


@step(en="withdraw a right", zh="收回权利")
@attrs.frozen(kw_only=True)
class WithdrawRight(Step):
    """Take the rights in some matters over every selected object away from a holder.

    Parameters
    ----------
    holder : str
        Who loses them: a node, or the part it plays for the object.
    matters : tuple of str
        In what.
    over : Selector
        Over whom or what.
    scope : str, optional
        The part of the object; a right over another part stays.
    """

    holder: str
    matters: tuple[str, ...] = attrs.field(converter=words)
    over: Selector = attrs.field(converter=as_selector)
    scope: str | None = None

    def effect(self, structure: Structure) -> Effect:
        """Drop one right for every object and matter; refuse where there is none."""
        objects = self.over.select(structure).sure
        if not objects:
            raise refuse(NOTHING_SELECTED(selector=self.over))
        gone: list[Right] = []
        events: list[Event] = []
        for node in objects:
            holder = one_player(structure, node.id, self.holder)
            for matter in self.matters:
                found = [
                    right for right in structure.where(Right, over=node.id, matter=matter, holder=holder)
                    if right.scope == self.scope
                ]  # fmt: skip
                if not found:
                    raise refuse(RIGHT_NOT_THERE(holder=holder, matter=matter, over=node.id))
                gone += found
                events.append(RightWithdrawn(holder=holder, matter=matter, over=node.id))
        return Effect(drop=tuple(gone), events=tuple(events))


@step(en="file a motion", zh="提出动议")
@attrs.frozen(kw_only=True)
class FileMotion(Step):
    """Put a proposal, a call or a veto on record. A proposal and a call wait for an answer from then on.

    Parameters
    ----------
    motion : str
        Id of the motion.
    kind : MotionKind
        Proposal, call or veto.
    matter : str
        What is proposed, called for or vetoed.
    about : str
        The person or thing concerned.
    proposer : str
        Who makes it: a node, or the part it plays for what is concerned (``community``: its community).
    addressee : str, optional
        Who has to answer: likewise (``employer``: the unit that sent the person).
    date : Date, optional
        When.

    Notes
    -----
    Used by BA-052, BA-053 and GL-036.
    """

    motion: str
    kind: MotionKind = attrs.field(converter=MotionKind)
    matter: str
    about: str
    proposer: str
    addressee: str | NotStated = NOT_STATED
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write the motion."""
        must_be_free(structure, self.motion)
        about = structure[self.about].id
        proposer = one_player(structure, about, self.proposer)
        to = self.addressee
        motion = Motion(
            id=self.motion, kind=self.kind, matter=self.matter, about=about, proposer=proposer,
            addressee=to if isinstance(to, NotStated) else one_player(structure, about, to), date=self.date,
            answer=NOT_STATED if self.kind is MotionKind.VETO else MotionAnswer.PENDING, source=self.source,
        )  # fmt: skip
        event = MotionFiled(
            motion=self.motion, motion_kind=self.kind, matter=self.matter, about=about, proposer=proposer
        )
        return Effect(put=(motion,), events=(event,))


@step(en="answer a motion", zh="答复动议")
@attrs.frozen(kw_only=True)
class AnswerMotion(Step):
    """Record what came of a proposal or a call.

    Parameters
    ----------
    motion : str
        Which motion.
    answer : MotionAnswer
        ``carried out``, ``declined`` or ``unanswered``.
    with_reasons : bool, optional
        Whether reasons were given.
    date : Date, optional
        When.
    """

    motion: str
    answer: MotionAnswer = attrs.field(converter=MotionAnswer)
    with_reasons: bool | NotStated = NOT_STATED
    date: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write the answer; refuse for a veto and for a motion that is answered already."""
        motion: Motion = one_of_kind(structure, self.motion, Motion)
        if motion.kind is MotionKind.VETO:
            why = Text("it is a veto", "该动议是否决")
            raise refuse(MOTION_SETTLED(id=motion.id, why=why))
        if motion.answer in (MotionAnswer.CARRIED_OUT, MotionAnswer.DECLINED):
            why = Text(f"it is {say(motion.answer, 'en')} already", f"该动议{say(motion.answer, 'zh')}")
            raise refuse(MOTION_SETTLED(id=motion.id, why=why))
        new = attrs.evolve(
            motion, answer=self.answer, with_reasons=self.with_reasons, answer_date=self.date,
            sources=_with(motion, self.source),
        )  # fmt: skip
        event = MotionSettled(motion=motion.id, answer=self.answer, with_reasons=self.with_reasons)
        return Effect(put=(new,), events=(event,))


def _with(motion: Motion, source: Source | NotStated) -> FrozenMap[str, Source]:
    """Return the sources of a motion with that of its answer."""
    if isinstance(source, NotStated):
        return motion.sources
    return FrozenMap({**motion.sources, **dict.fromkeys(("answer", "with_reasons", "answer_date"), source)})
