"""Money that a unit or body is given for a year: by whom, for what, in which way, and who keeps the accounts."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.funds import FUND_BELOW_ZERO, PAYS_ITSELF
from basegov.errors import Diagnostic
from basegov.quantities import Yuan
from basegov.structure.functions import lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

NOT_NEGATIVE = Yuan.between(0, None)
"""An amount of which nothing is known but that it is paid, not owed."""


class FundMode(enum.Enum):
    """In which way money is given."""

    FULL = "full"
    FIXED = "fixed"
    TOP_UP = "top-up"
    SHARED = "shared"
    ADDED = "added"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the mode."""
        zh = {
            "full": "全额包干", "fixed": "定额包干", "top-up": "补足标准", "shared": "分担", "added": "新增投入",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


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
        For what: the stream of money. ``work`` for the work funds of a community (工作经费).
    payer : str, optional
        Who pays.
    mode : FundMode, optional
        In which way: the full cost (``full``, 全额包干), a fixed sum (``fixed``, 定额包干), what is lacking to a
        standard (``top-up``), a part of a cost that several bear (``shared``), or on top of what
        was paid before (``added``).
    standard : Yuan, optional
        For a top-up, the standard to which it tops up: the amount is what the other funds of that purpose lack.
    earmarked : bool, optional
        Whether the payer ties it to a use of its own (戴帽资金), so that the unit does not dispose of it.
    spender : str, optional
        Who decides on what it is spent.
    """

    unit: Annotated[str, Ref()]
    year: int
    amount: Yuan | NotStated = NOT_STATED
    purpose: str = "work"
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED
    mode: FundMode | NotStated = NOT_STATED
    standard: Yuan | NotStated = NOT_STATED
    earmarked: bool | NotStated = NOT_STATED
    spender: Annotated[str | NotStated, Ref()] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "year", "purpose", "payer")
    ends: ClassVar[tuple[str, str] | None] = ("payer", "unit")

    @property
    def known(self) -> Yuan:
        """What is known of the amount; never negative."""
        if isinstance(self.amount, NotStated):
            return NOT_NEGATIVE
        return self.amount.intersect(NOT_NEGATIVE) or self.amount


@merging(Funding)
def add_fundings(collision: Collision) -> Funding:
    """Add up what the parts were given for the same year and purpose by the same payer."""
    funds: tuple[Funding, ...] = collision.after
    amount = added_up(Yuan, [f.amount for f in funds], absent=bool(collision.absent))
    standard = added_up(Yuan, [f.standard for f in funds], absent=bool(collision.absent))
    return agreeing(funds, amount=amount, standard=standard)


@record("account_keepings", en="keeping of accounts", zh="会计核算")
@attrs.frozen(kw_only=True)
class AccountKeeping(Relation):
    """Who keeps the accounts of a unit or body, and whether it is managed as a budget unit (预算单位).

    Parameters
    ----------
    unit : str
        Whose accounts: a unit, a body, or a group of them (each its own).
    keeper : str, optional
        Who keeps them; the unit itself where it keeps its own.
    budget_unit : bool, optional
        Whether it is a budget unit.
    """

    unit: Annotated[str, Ref()]
    keeper: Annotated[str | NotStated, Ref()] = NOT_STATED
    budget_unit: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit",)
    ends: ClassVar[tuple[str, str] | None] = ("keeper", "unit")


@invariant(Funding)
def fundings_are_paid(structure: Structure, new: tuple[Funding, ...]) -> Iterator[Diagnostic]:
    """Fail because somebody pays itself, or because an amount is below zero."""
    for flow in new:
        where = structure.location(flow)
        if flow.payer == flow.unit:
            yield PAYS_ITSELF(where, unit=flow.unit, purpose=flow.purpose)
        if isinstance(flow.amount, Yuan) and flow.amount.intersect(NOT_NEGATIVE) is None:
            yield FUND_BELOW_ZERO(where, unit=flow.unit, purpose=flow.purpose, amount=flow.amount)


# asking


def fundings_of(
    structure: Structure, unit: str, purposes: Iterable[str] = (), year: int | None = None
) -> tuple[Funding, ...]:
    """Return the recorded funds of a unit; of some purposes, where any are named, and of one year."""
    wanted = frozenset(purposes)
    return tuple(
        f for f in structure.where(Funding, unit=unit)
        if (not wanted or f.purpose in wanted) and (year is None or f.year == year)
    )  # fmt: skip


def last_year(structure: Structure, unit: str, purposes: Iterable[str] = ()) -> int | None:
    """Return the last year for which a unit has recorded funds of some purposes."""
    return max((f.year for f in fundings_of(structure, unit, purposes)), default=None)


def total_funds(structure: Structure, unit: str, purposes: Iterable[str], year: int | None) -> Yuan:
    """Return what a unit is given for some purposes in a year, as far as that is known.

    A flow that is not recorded leaves it open upwards, unless an inventory lists all of them. A top-up brings the funds
    of its purpose to its standard, whatever the others are.
    """
    flows = fundings_of(structure, unit, purposes, year)
    total = Yuan(0)
    for purpose in dict.fromkeys(f.purpose for f in flows):
        total = total + _of_one_purpose([f for f in flows if f.purpose == purpose])
    if lists_all_about(structure, unit, "funding"):
        return total
    return total.upwards()


def _of_one_purpose(flows: list[Funding]) -> Yuan:
    total = Yuan.total(f.known for f in flows)
    standards = [f.standard.low for f in flows if f.mode is FundMode.TOP_UP and not isinstance(f.standard, NotStated)]
    reached = max((s for s in standards if s is not None), default=None)
    if reached is None or total.low is None or total.low >= reached:
        return total
    return Yuan.between(reached, total.high if total.high is None else max(reached, total.high))


def top_up(standard: Yuan, own: Yuan) -> Yuan:
    """Return what is lacking to a standard, and nothing where nothing is lacking: max(0, standard - own).

    Examples
    --------
    >>> top_up(Yuan("500000"), Yuan("320000"))
    Yuan('180,000 yuan')
    >>> top_up(Yuan("500000"), Yuan(">= 0"))
    Yuan('0 yuan .. 500,000 yuan')
    """
    lacking = standard.minus(own)
    low = 0 if lacking.low is None else max(0, lacking.low)
    return Yuan.between(low, None if lacking.high is None else max(0, lacking.high))
