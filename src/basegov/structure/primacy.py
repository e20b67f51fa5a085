"""What it means that one side is the primary manager: named definitions, open to further ones.

No document defines the word (条管为主, 块管为主). Three readings come with the library;
:func:`primacy` registers another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from basegov.quantities import Share
from basegov.structure.appraisal import Appraisal, Period, share_vector
from basegov.structure.management import Dimension, Management
from basegov.structure.records import is_same_class
from basegov.structure.rights import all_rights_listed, reaches, rights_over
from basegov.structure.snapshot import Structure
from basegov.terms import Strength
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth

Side = Callable[[str], Truth]
"""Says of an id whether that node is on the side of which it is asked."""

Primary = Callable[[Structure, str, Side], Truth]
F = TypeVar("F", bound=Primary)


@attrs.frozen
class Primacy:
    """A definition of the primary manager.

    Parameters
    ----------
    name : str
        The word for it in data.
    label : Text
        The word for people.
    function : callable
        ``(structure, subject, side) -> Truth``: whether the side is primary for the subject.
    """

    name: str
    label: Text
    function: Primary

    def __call__(self, structure: Structure, subject: str, side: Side) -> Truth:
        """Say whether a side is the primary manager of a subject."""
        return self.function(structure, subject, side)

    def text(self, lang: Language = "en") -> str:
        """Return the definition in words."""
        return self.label.in_(lang)


PRIMACY: dict[str, Primacy] = {}
"""Every registered definition by its name."""


def primacy(*, en: str, zh: str) -> Callable[[F], F]:
    """Register a function ``(structure, subject, side) -> Truth`` under its own name as a definition.

    Raises
    ------
    ValueError
        When another function has the name.
    """

    def register(function: F) -> F:
        name = function.__name__
        known = PRIMACY.get(name)
        if known is not None and not is_same_class(known.function, function):  # type: ignore[arg-type]
            raise ValueError(f"the definition {name!r} is taken")
        PRIMACY[name] = Primacy(name, Text(en, zh), function)
        return function

    return register


def is_primary(structure: Structure, subject: str, side: Side, definition: str | NotStated = NOT_STATED) -> Truth:
    """Say whether a side is primary by one definition; while none is stated, by all of them if they agree."""
    if isinstance(definition, str):
        return PRIMACY[definition](structure, subject, side)
    return agreed(known(structure, subject, side) for known in PRIMACY.values())


def agreed(answers: Iterable[Truth]) -> Truth:
    """Return the answer that all give; unknown when they differ."""
    different = set(answers)
    return different.pop() if len(different) == 1 else Truth.UNKNOWN


@primacy(en="it manages more than half of the dimensions", zh="管理半数以上的方面")
def majority_of_dimensions(structure: Structure, subject: str, side: Side) -> Truth:
    """Say whether a side manages more than half of the six dimensions; an unrecorded one may be anybody's."""
    managed = {m.dimension: side(m.manager) for m in structure.where(Management, subject=subject)}
    answers = [managed.get(dimension, Truth.UNKNOWN) for dimension in Dimension]
    sure = sum(answer is Truth.TRUE for answer in answers)
    possible = sum(answer is not Truth.FALSE for answer in answers)
    if 2 * sure > len(answers):
        return Truth.TRUE
    return Truth.FALSE if 2 * possible <= len(answers) else Truth.UNKNOWN


@primacy(en="it holds more than half of the annual appraisal", zh="年度考核权重过半")
def appraisal_share_over_half(structure: Structure, subject: str, side: Side) -> Truth:
    """Say whether a side holds more than half of the annual appraisal; a round that is not stated may be the annual."""
    period: Period | NotStated = Period.ANNUAL
    if not structure.where(Appraisal, subject=subject, period=Period.ANNUAL):
        period = NOT_STATED
    vector = share_vector(structure, subject, period)
    if isinstance(period, NotStated) and vector.shares:
        return Truth.UNKNOWN
    groups = {answer: [e for e, _ in vector.shares if side(e) is answer] for answer in Truth}
    more_than_half = Share("> 50%")
    answers = set()
    for group in (groups[Truth.TRUE], groups[Truth.TRUE] + groups[Truth.UNKNOWN]):
        share = vector.held_by(group, others_may_belong=True)
        answers.add(Truth.UNKNOWN if share is None else share.within(more_than_half))
    return agreed(answers)


@primacy(en="it appoints and removes", zh="行使任免权")
def appointment_power(structure: Structure, subject: str, side: Side) -> Truth:
    """Say whether a side decides on appointment and removal; where another is known to decide, it does not."""
    inside, outside = [Truth.FALSE], [Truth.FALSE]
    for right in rights_over(structure, subject, "appoint_remove"):
        strong = reaches(right, Strength.DECIDE)
        mine = side(right.holder)
        inside.append(Truth.all((strong, mine)))
        outside.append(Truth.all((strong, mine.negated)))
    if Truth.any(inside) is Truth.TRUE:
        return Truth.TRUE
    if Truth.any(outside) is Truth.TRUE:
        return Truth.FALSE
    listed = Truth.FALSE if all_rights_listed(structure, subject) else Truth.UNKNOWN
    return Truth.any([*inside, listed])
