"""Money that a unit or body is given for a year."""

from __future__ import annotations

from typing import Annotated, ClassVar

import attrs

from basegov.quantities import Yuan
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Ref, Relation, record
from basegov.values import NOT_STATED, NotStated


@record("fundings", en="funding", zh="经费")
@attrs.frozen(kw_only=True)
class Funding(Relation):
    """What a unit or body is given for one year and one purpose.

    Parameters
    ----------
    unit : str
        Who is given it.
    year : int
        For which year.
    amount : Yuan, optional
        How much, in yuan; never negative.
    purpose : str
        For what; ``work`` for the work funds of a community (工作经费).
    payer : str, optional
        Who pays.
    """

    unit: Annotated[str, Ref()]
    year: int
    amount: Yuan | NotStated = NOT_STATED
    purpose: str = "work"
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "year", "purpose", "payer")
    ends: ClassVar[tuple[str, str] | None] = ("payer", "unit")


@merging(Funding)
def add_fundings(collision: Collision) -> Funding:
    """Add up what the parts were given for the same year and purpose by the same payer."""
    funds: tuple[Funding, ...] = collision.after
    amount = added_up(Yuan, [f.amount for f in funds], absent=bool(collision.absent))
    return agreeing(funds, amount=amount)
