"""Appraisal shares: how much each evaluator's voice counts in the assessment of a subject.

The shares of one subject in one period come to exactly one, whoever holds them. Often a document states only one of
them, or a floor; then the others are known only as what is left.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.structures import SHARES_BELOW_ONE, SHARES_EXCEED_ONE
from basegov.errors import Diagnostic
from basegov.quantities import Share
from basegov.structure.invariants import invariant
from basegov.structure.records import Ref, Relation, record
from basegov.structure.units import Inventory
from basegov.terms import PERIODS
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class Period(enum.Enum):
    """The round of appraisal in which a share counts."""

    ANNUAL = "annual"
    SEMIANNUAL = "semiannual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    DAILY = "daily"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the period."""
        return PERIODS[self.value].in_(lang)


def as_period(value: Period | NotStated | str) -> Period | NotStated:
    """Return a period from itself or from its word (the converter of fields)."""
    return value if isinstance(value, NotStated) else Period(value)


@record("appraisals", en="appraisal share", zh="考核权重")
@attrs.frozen(kw_only=True)
class Appraisal(Relation):
    """The share of one evaluator in the appraisal of one subject in one period.

    Parameters
    ----------
    subject : str
        Who is appraised: an agency, a team, a group of staff, a department.
    evaluator : str
        Whose voice it is.
    period : Period, optional
        In which round.
    share : Share, optional
        The part of the whole; may be a bound. Not stated when all that is known is that the evaluator has a voice.
    """

    subject: Annotated[str, Ref()]
    evaluator: Annotated[str, Ref()]
    period: Period | NotStated = NOT_STATED
    share: Share | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "evaluator", "period")
    ends: ClassVar[tuple[str, str] | None] = ("evaluator", "subject")


@attrs.frozen
class ShareVector:
    """All that is known of the shares in one appraisal: those of the named evaluators, and what is left for others.

    Parameters
    ----------
    shares : tuple of (str, Share)
        Evaluator and share; unknown shares as the whole range.
    complete : bool
        Whether no evaluator is missing.
    """

    shares: tuple[tuple[str, Share], ...]
    complete: bool = False

    @classmethod
    def from_records(cls, appraisals: Iterable[Appraisal], *, complete: bool = False) -> ShareVector:
        """Build the vector from the records of one subject and one period."""
        rows = ((a.evaluator, Share.unknown() if isinstance(a.share, NotStated) else a.share) for a in appraisals)
        return cls(tuple(rows), complete)

    @property
    def lowest(self) -> Fraction:
        """The least that the named shares can come to."""
        return sum((Fraction(share.low or 0) for _, share in self.shares), Fraction(0))

    @property
    def highest(self) -> Fraction:
        """The most that the named shares can come to, each for itself."""
        return sum((_top(share) for _, share in self.shares), Fraction(0))

    @property
    def exceeds_one(self) -> bool:
        """Whether the shares cannot come to the whole since together they are more."""
        opened = any(share.low_open for _, share in self.shares)
        return self.lowest > 1 or (self.lowest == 1 and opened)

    @property
    def falls_short(self) -> bool:
        """Whether the shares cannot come to the whole since nobody else is there to hold the rest."""
        opened = any(share.high_open for _, share in self.shares)
        return self.complete and (self.highest < 1 or (self.highest == 1 and opened))

    def names(self, evaluators: Iterable[str]) -> bool:
        """Whether each of some evaluators is named."""
        return {evaluator for evaluator, _ in self.shares}.issuperset(evaluators)

    def held_by(self, evaluators: Iterable[str], *, others_may_belong: bool = False) -> Share | None:
        """Return what a group of evaluators holds together, given that all shares come to one.

        Parameters
        ----------
        evaluators : iterable of str
            The group.
        others_may_belong : bool
            Whether an evaluator who is not named could belong to the group.

        Returns
        -------
        Share or None
            The range of values that every way of completing the vector leaves open; None when no way exists.
        """
        group = set(evaluators)
        inside = [share for evaluator, share in self.shares if evaluator in group]
        outside = [share for evaluator, share in self.shares if evaluator not in group]
        unnamed = 0 if self.complete else 1
        top_inside = _sum_top(inside) + (unnamed if others_may_belong else 0)
        least_left = 1 - _sum_top(outside) - unnamed
        most_left = 1 - _sum_low(outside)
        low, high = max(_sum_low(inside), least_left), min(top_inside, most_left)
        low_open = (low == _sum_low(inside) and _any_open(inside, "low_open")) or (
            low == least_left and _any_open(outside, "high_open")
        )
        high_open = (high == top_inside and _any_open(inside, "high_open")) or (
            high == most_left and _any_open(outside, "low_open")
        )
        try:
            return Share.between(low, high, low_open=low_open, high_open=high_open)
        except ValueError:
            return None


def _top(share: Share) -> Fraction:
    return Fraction(1 if share.high is None else share.high)


def _any_open(shares: Iterable[Share], side: str) -> bool:
    return any(getattr(share, side) for share in shares)


def _sum_low(shares: Iterable[Share]) -> Fraction:
    return sum((Fraction(share.low or 0) for share in shares), Fraction(0))


def _sum_top(shares: Iterable[Share]) -> Fraction:
    return sum((_top(share) for share in shares), Fraction(0))


def evaluators_are_listed(structure: Structure, subject: str) -> bool:
    """Whether the structure declares that every evaluator of a subject is listed (an `Inventory` of appraisals)."""
    return any(i.complete is True for i in structure.where(Inventory, scope=subject, of="appraisal"))


def share_vector(structure: Structure, subject: str, period: Period | NotStated) -> ShareVector:
    """Return the vector of one subject in one period as the structure records it."""
    appraisals = structure.where(Appraisal, subject=subject, period=period)
    return ShareVector.from_records(appraisals, complete=evaluators_are_listed(structure, subject))


@invariant(Appraisal, Inventory, gone=True)
def shares_come_to_one(structure: Structure, new: tuple[Appraisal | Inventory, ...]) -> Iterator[Diagnostic]:
    """Fail because the shares of a subject in one period cannot come to exactly one."""
    concerned: dict[tuple[str, Period | NotStated], None] = {}
    for relation in new:
        if isinstance(relation, Appraisal):
            concerned[relation.subject, relation.period] = None
        elif relation.of == "appraisal":
            concerned.update(((a.subject, a.period), None) for a in structure.where(Appraisal, subject=relation.scope))
    for subject, period in concerned:
        vector = share_vector(structure, subject, period)
        if not vector.shares or not (vector.exceeds_one or vector.falls_short):
            continue
        parts = tuple(f"{evaluator} {share}" for evaluator, share in vector.shares)
        last = structure.where(Appraisal, subject=subject, period=period)[-1]
        kind = SHARES_EXCEED_ONE if vector.exceeds_one else SHARES_BELOW_ONE
        total = vector.lowest if vector.exceeds_one else vector.highest
        yield kind(
            structure.location(last),
            subject=subject, period=period, total=Share.write(total), parts=parts,
        )  # fmt: skip
