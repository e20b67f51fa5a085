"""Steps that give rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.reforms.events import Event
from basegov.reforms.management import one_player
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.powers import Right
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import StrengthRange
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class RightGranted(Event):
    """A holder was given a right over an object."""

    holder: str
    matter: str
    over: str
    strength: StrengthRange

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.holder} may {self.strength.text('en')} in {self.matter} over {self.over}",
            f"{self.holder} 对 {self.over} 的 {self.matter} 享有{self.strength.text('zh')}权",
        )


def _strength(value: Any) -> StrengthRange:
    return value if isinstance(value, StrengthRange) else StrengthRange.parse(value)


def words(value: Iterable[str]) -> tuple[str, ...]:
    """Return words as a tuple (the converter of fields)."""
    return tuple(value)


def as_ids(value: Iterable[str] | NotStated) -> tuple[str, ...] | NotStated:
    """Return ids as a tuple; they may be not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else tuple(value)


@step(en="grant a right", zh="赋予权利")
@attrs.frozen(kw_only=True)
class GrantRight(Step):
    """Give a right in some matters over every selected object; an older right of the holder in the matter is replaced.

    Parameters
    ----------
    holder : str
        Who gets it: a node, or the part it plays for the object (``street``: the street of the agency).
    matters : tuple of str
        In what.
    over : Selector
        Over whom or what.
    strength : StrengthRange
        How strong: ``recommend``, ``decide``, ``>= recommend``, or ``granted`` where the text gives no strength.
    conditions : tuple of str
        What must be the case for the right to be used.
    scope : str, optional
        The part of the object to which it is limited, such as a rank of cadres.
    consent_of : tuple of str, optional
        Whose consent its use needs; empty when nobody's.
    """

    holder: str
    matters: tuple[str, ...] = attrs.field(converter=words)
    over: Selector = attrs.field(converter=as_selector)
    strength: StrengthRange = attrs.field(converter=_strength)
    conditions: tuple[str, ...] = attrs.field(default=(), converter=words)
    scope: str | None = None
    consent_of: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=as_ids)

    def effect(self, structure: Structure) -> Effect:
        """Write one right for every object and matter."""
        objects = self.over.select(structure).sure
        if not objects:
            raise refuse(NOTHING_SELECTED(selector=self.over))
        consent = self.consent_of
        if isinstance(consent, tuple):
            consent = tuple(structure[one].id for one in consent)
        put: list[Right] = []
        events: list[Event] = []
        for node in objects:
            holder = one_player(structure, node.id, self.holder)
            for matter in self.matters:
                put.append(
                    Right(
                        holder=holder, matter=matter, over=node.id, strength=self.strength,
                        conditions=self.conditions, scope=self.scope, consent_of=consent, source=self.source,
                    )
                )  # fmt: skip
                events.append(RightGranted(holder=holder, matter=matter, over=node.id, strength=self.strength))
        return Effect(put=tuple(put), events=tuple(events))
