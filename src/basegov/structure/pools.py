"""Pools of money that are divided: bonuses, project funds, special funds for which some may apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.quantities import Count, Yuan
from basegov.structure.functions import lists_all_about
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Node, Ref, Relation, record
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("fund_pools", en="pool of money", zh="资金池")
@attrs.frozen(kw_only=True)
class FundPool(Node):
    """A sum for one year that somebody divides: a bonus total, a project fund, a special fund.

    Parameters
    ----------
    holder : str, optional
        Who divides it: a unit, a body or a group of them.
    year : int, optional
        For which year.
    amount : Yuan, optional
        How much there is, in yuan.
    purpose : str, optional
        For what, such as ``bonus`` or ``micro_projects``.
    payer : str, optional
        Who pays it.
    applicants : tuple of str, optional
        The classes that may apply, such as ``social_organisation``; not stated where the document gives none.
    projects : Count, optional
        How many projects are paid from it.
    """

    holder: Annotated[str | NotStated, Ref()] = NOT_STATED
    year: int | NotStated = NOT_STATED
    amount: Yuan | NotStated = NOT_STATED
    purpose: str | NotStated = NOT_STATED
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED
    applicants: tuple[str, ...] | NotStated = NOT_STATED
    projects: Count | NotStated = NOT_STATED


@record("pool_allocations", en="part of a pool", zh="资金分配")
@attrs.frozen(kw_only=True)
class PoolAllocation(Relation):
    """A part of a pool, given to somebody or spent on a project.

    Parameters
    ----------
    pool : str
        The pool.
    recipient : str, optional
        Who is given it.
    project : str, optional
        For which project.
    amount : Yuan, optional
        How much, in yuan.
    applicant_class : str, optional
        The class to which the applicant belongs.
    lead : str, optional
        Who leads the project.
    """

    pool: Annotated[str, Ref("fund_pool")]
    recipient: Annotated[str | NotStated, Ref()] = NOT_STATED
    project: str | NotStated = NOT_STATED
    amount: Yuan | NotStated = NOT_STATED
    applicant_class: str | NotStated = NOT_STATED
    lead: Annotated[str | NotStated, Ref()] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("pool", "recipient", "project")
    ends: ClassVar[tuple[str, str] | None] = ("pool", "recipient")


@merging(PoolAllocation)
def add_allocations(collision: Collision) -> PoolAllocation:
    """Add up what the parts were given out of one pool for the same project."""
    parts: tuple[PoolAllocation, ...] = collision.after
    structure, pool = collision.structure, parts[0].pool
    silent = [
        id_ for id_ in collision.absent
        if not any(lists_all_about(structure, scope, "pool_allocation") for scope in (pool, id_))
    ]  # fmt: skip
    return agreeing(parts, amount=added_up(Yuan, [p.amount for p in parts], absent=bool(silent)))


def allocations_of(structure: Structure, pool: str) -> tuple[PoolAllocation, ...]:
    """Return the recorded parts of a pool."""
    return structure.where(PoolAllocation, pool=pool)


def allocated(structure: Structure, pool: str) -> Yuan:
    """Return how much of a pool is given out; open upwards while its parts are not all listed."""
    some = Yuan.between(0, None)
    parts = [some if isinstance(a.amount, NotStated) else a.amount for a in allocations_of(structure, pool)]
    total = Yuan.total(parts)
    return total if lists_all_about(structure, pool, "pool_allocation") else total.upwards()
