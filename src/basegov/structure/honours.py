"""Honours, awards and bonuses: what was given to whom, and pools of money that are divided."""

from __future__ import annotations

from typing import Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.quantities import Yuan
from basegov.structure.appraisal import Period
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Ref, Relation, record
from basegov.terms import Level
from basegov.values import NOT_STATED, NotStated, stated_words


@record("honours", en="honour", zh="荣誉奖励")
@attrs.frozen(kw_only=True)
class Honour(Relation):
    """An honour, or an award of money, that was given.

    Parameters
    ----------
    holder : str
        The person, group, unit or body.
    honour : str
        What it is: ``certificate``, ``medal``, ``commendation_award``.
    date : Date, optional
        When it was given.
    level : Level, optional
        Level of the commendation on which it rests.
    amount : Yuan, optional
        Money that goes with it, once, in yuan.
    """

    holder: Annotated[str, Ref()]
    honour: str
    date: Date | NotStated = NOT_STATED
    level: Level | NotStated = NOT_STATED
    amount: Yuan | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("holder", "honour", "date")


@merging(Honour)
def add_awards(collision: Collision) -> Honour:
    """Keep the honour that several parts hold, with the money of all of them."""
    honours: tuple[Honour, ...] = collision.after
    amount = added_up(Yuan, [h.amount for h in honours], absent=bool(collision.absent))
    return agreeing(honours, amount=amount)


@record("bonus_pools", en="bonus pool", zh="考核奖金总额")
@attrs.frozen(kw_only=True)
class BonusPool(Relation):
    """What a unit may divide among its staff for one year, by its own method.

    Parameters
    ----------
    unit : str
        The unit.
    year : int
        For which year.
    total : Yuan, optional
        The total by standard.
    payer : str, optional
        Who allots it.
    """

    unit: Annotated[str, Ref()]
    year: int
    total: Yuan | NotStated = NOT_STATED
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "year")


@merging(BonusPool)
def add_pools(collision: Collision) -> BonusPool:
    """Add up the pools of the parts for the same year."""
    pools: tuple[BonusPool, ...] = collision.after
    return agreeing(pools, total=added_up(Yuan, [p.total for p in pools], absent=bool(collision.absent)))


@record("bonus_shares", en="share of a bonus pool", zh="奖金分配")
@attrs.frozen(kw_only=True)
class BonusShare(Relation):
    """What one person, or one group together, is given out of a unit's bonus pool.

    Parameters
    ----------
    unit : str
        The unit whose pool it is.
    year : int
        For which year.
    staff : str
        The person or group.
    amount : Yuan, optional
        How much.
    """

    unit: Annotated[str, Ref()]
    year: int
    staff: Annotated[str, Ref("staff", "staff_group")]
    amount: Yuan | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "year", "staff")


@record("staff_assessments", en="staff assessment", zh="人员考核")
@attrs.frozen(kw_only=True)
class StaffAssessment(Relation):
    """A standing arrangement: people are assessed in a round, and the result has uses.

    Parameters
    ----------
    subject : str
        The person or group, or the unit everyone inside which is assessed.
    period : Period, optional
        In which round; ``daily`` for regular assessment (平时考核) of which the round is not stated more closely.
    uses : tuple of str, optional
        For what the result counts: ``honours``, ``grade_adjustment``, ``pay``.
    """

    subject: Annotated[str, Ref()]
    period: Period | NotStated = NOT_STATED
    uses: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "period")
