"""Steps on pools of money: a pool is set up, and divided so that its parts come to the whole to the last yuan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.funds import AMOUNT_NOT_EXACT, POOL_DOES_NOT_COME_OUT
from basegov.quantities import Count, Number, Yuan
from basegov.reforms.accounts import Imbalance
from basegov.reforms.events import Event
from basegov.reforms.funds import as_yuan, selected
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.steps import Effect, Step, among, refuse, step
from basegov.structure.pools import FundPool, PoolAllocation, allocations_of
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated

EQUAL, WEIGHTS, AMOUNTS = "equal", "weights", "amounts"


@attrs.frozen(kw_only=True)
class PoolSetUp(Event):
    """A pool of money was set up."""

    pool: str
    amount: Yuan | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.pool} was set up with {self.amount.text('en')}", f"设立 {self.pool}，金额 {self.amount.text('zh')}"
        )


@attrs.frozen(kw_only=True)
class PoolDistributed(Event):
    """A pool of money was divided."""

    pool: str
    parts: int
    total: Yuan

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.total.text('en')} of {self.pool} were divided into {self.parts} parts",
            f"{self.pool} 的 {self.total.text('zh')} 分为 {self.parts} 份",
        )


def _ids(value: Iterable[str] | NotStated) -> tuple[str, ...] | NotStated:
    return value if isinstance(value, NotStated) else tuple(value)


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


@step(en="set up a pool of money", zh="设立资金池")
@attrs.frozen(kw_only=True)
class SetUpPool(Step):
    """Set up a sum that somebody divides. It comes from outside: from its payer.

    Parameters
    ----------
    pool : str
        Id of the pool.
    name : str, optional
        Its name.
    parent, holder : str, optional
        Where it is recorded, and who divides it.
    amount : Yuan, optional
        How much, in yuan.
    year : int, optional
        For which year.
    purpose : str, optional
        For what.
    payer : str, optional
        Who pays it.
    applicants : tuple of str, optional
        The classes that may apply.
    projects : Count, optional
        How many projects are paid from it.

    Notes
    -----
    Used by XZ-063 (the bonus total goes to the street), BA-088 and BA-096.
    """

    pool: str
    name: str | NotStated = NOT_STATED
    parent: str | NotStated = NOT_STATED
    holder: str | NotStated = NOT_STATED
    amount: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    year: int | NotStated = NOT_STATED
    purpose: str | NotStated = NOT_STATED
    payer: str | NotStated = NOT_STATED
    applicants: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=_ids)
    projects: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)

    def effect(self, structure: Structure) -> Effect:
        """Write the pool."""
        must_be_free(structure, self.pool)
        parent, holder, payer = (
            one if isinstance(one, NotStated) else structure[one].id for one in (self.parent, self.holder, self.payer)
        )
        new = FundPool(
            id=self.pool, name=self.name, parent=parent, holder=holder, payer=payer, amount=self.amount,
            year=self.year, purpose=self.purpose, applicants=self.applicants, projects=self.projects,
            source=self.source,
        )  # fmt: skip
        outside = Text("paid by whom is not stated", "支付方未载明")
        if isinstance(payer, str):
            label = structure.node(payer).label
            outside = Text(f"paid by {label}", f"由{label}支付")
        known = Yuan.unknown() if isinstance(self.amount, NotStated) else self.amount
        imbalance = Imbalance("pools", known.minus(Yuan(0)), outside)
        return Effect(put=(new,), events=(PoolSetUp(pool=new.id, amount=self.amount),), imbalances=(imbalance,))


def divide(amount: Fraction, weights: Mapping[str, Fraction], unit: Fraction) -> dict[str, Fraction]:
    """Divide an amount by weights into multiples of a smallest unit that come to the whole exactly.

    Each gets its quota rounded down; the units left over go one by one to the largest remainders, and among equal ones
    to those named first. What is less than a unit goes to the first of them, so that nothing is lost.

    Examples
    --------
    >>> divide(Fraction(100), {"a": Fraction(1), "b": Fraction(1), "c": Fraction(1)}, Fraction(1))
    {'a': Fraction(34, 1), 'b': Fraction(33, 1), 'c': Fraction(33, 1)}
    """
    whole = sum(weights.values())
    quotas = {id_: amount * weight / whole for id_, weight in weights.items()}
    parts = {id_: unit * (quota // unit) for id_, quota in quotas.items()}
    order = sorted(quotas, key=lambda id_: parts[id_] - quotas[id_])
    left = amount - sum(parts.values())
    for id_ in order:
        more = min(unit, left)
        parts[id_] += more
        left -= more
    return parts


def _weights(value: Mapping[str, Any]) -> FrozenMap[str, Number]:
    return FrozenMap({id_: Number(weight) for id_, weight in value.items()})


@step(en="divide a pool", zh="分配资金池")
@attrs.frozen(kw_only=True)
class DistributePool(Step):
    """Divide a pool among recipients: equally, by weights, or by amounts; its holder chooses the rule.

    What was given out before to others, or for projects, counts: all parts together must not exceed the pool.

    Parameters
    ----------
    pool : str
        The pool.
    to : Selector, optional
        The recipients of an equal division; with weights or amounts, those are named by `parts`.
    by : str
        ``equal``, ``weights`` or ``amounts``.
    parts : mapping of str to Number
        The weight, or the amount in yuan, of each recipient.
    unit : Yuan
        The smallest amount that is paid out; what is left over goes, unit by unit, to the largest remainders.
    whole : bool
        Whether the parts have to come to the whole.

    Notes
    -----
    Used by XZ-063 and XZ-064, and by BA-096 (248 million over 124 communities: 2 million each).
    """

    pool: str
    to: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    by: str = attrs.field(default=EQUAL, validator=among(EQUAL, WEIGHTS, AMOUNTS))
    parts: FrozenMap[str, Number] = attrs.field(default=EMPTY, converter=_weights)
    unit: Yuan = attrs.field(default=Yuan(1), converter=Yuan)
    whole: bool = True

    def effect(self, structure: Structure) -> Effect:
        """Write the part of each recipient."""
        pool: FundPool = one_of_kind(structure, self.pool, FundPool)
        given = self._given(structure, pool)
        put = tuple(
            PoolAllocation(pool=pool.id, recipient=id_, amount=_yuan(amount), source=self.source)
            for id_, amount in given.items()
        )
        total = _yuan(sum(given.values(), Fraction(0)))
        keys = {part.key for part in put}
        others = [a for a in allocations_of(structure, pool.id) if a.key not in keys]
        given_out = Yuan.total([total, *(_at_least_nothing(a.amount) for a in others)])
        held = Yuan.unknown() if isinstance(pool.amount, NotStated) else pool.amount
        over = held.high is not None and (given_out.low or 0) > held.high
        if over or (self.whole and given_out.intersect(held) is None):
            raise refuse(POOL_DOES_NOT_COME_OUT(pool=pool.label, total=given_out, amount=held))
        return Effect(put=put, events=(PoolDistributed(pool=pool.id, parts=len(put), total=total),))

    def _given(self, structure: Structure, pool: FundPool) -> dict[str, Fraction]:
        named = {structure[id_].id: Fraction(part.exact or 0) for id_, part in self.parts.items()}
        if self.by == AMOUNTS:
            return named
        weights = named
        if self.by == EQUAL:
            nodes: tuple[Node, ...] = selected(structure, self.to or Selector(kind="node", ids=tuple(named)))
            weights = {node.id: Fraction(1) for node in nodes}
        held = pool.amount
        if isinstance(held, NotStated) or held.exact is None or sum(weights.values()) <= 0:
            raise refuse(AMOUNT_NOT_EXACT(pool=pool.label, rule=self.by, amount=held))
        return divide(Fraction(held.exact), weights, Fraction(self.unit.exact or 1))


def _at_least_nothing(amount: Yuan | NotStated) -> Yuan:
    return Yuan.between(0, None) if isinstance(amount, NotStated) else amount


def _yuan(amount: Fraction) -> Yuan:
    return Yuan(amount.numerator if amount.denominator == 1 else amount)
