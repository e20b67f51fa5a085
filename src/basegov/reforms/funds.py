"""Steps on money: how units are funded, topped up, and by whom; who disposes of it, and who keeps the accounts.

Money that a unit is given comes from outside of its account: every step names the payer as the source of what it adds,
so that the account of funds balances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.funds import NO_PARTS_TO_SHARE, NOTHING_TO_POOL
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Number, Yuan
from basegov.reforms.accounts import ACCOUNTS, Imbalance, difference
from basegov.reforms.events import Event
from basegov.reforms.management import one_player
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.funds import NOT_NEGATIVE, AccountKeeping, Funding, FundMode, top_up, total_funds
from basegov.structure.organisations import Body
from basegov.structure.records import Node, Record, kinds_of
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NOT_STATED, FrozenMap, NotStated, as_words


@attrs.frozen(kw_only=True)
class FundsSet(Event):
    """A unit is given money for a purpose.

    Parameters
    ----------
    unit, purpose : str
        Who, and for what.
    payer : str, optional
        By whom.
    year : int
        For which year.
    amount : Yuan
        How much.
    mode : FundMode, optional
        In which way.
    """

    unit: str
    purpose: str
    payer: str | NotStated
    year: int
    amount: Yuan
    mode: FundMode | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        by = f" by {self.payer}" if isinstance(self.payer, str) else ""
        by_zh = f"由 {self.payer} " if isinstance(self.payer, str) else ""
        mode = "" if isinstance(self.mode, NotStated) else f" ({self.mode.value})"
        mode_zh = "" if isinstance(self.mode, NotStated) else f"（{self.mode.text('zh')}）"
        return Text(
            f"{self.unit} is given {self.amount.text('en')} for {self.purpose} in {self.year}{by}{mode}",
            f"{self.year} 年{by_zh}给予 {self.unit} {self.purpose} 经费 {self.amount.text('zh')}{mode_zh}",
        )


@attrs.frozen(kw_only=True)
class FundsWerePooled(Event):
    """Money of a unit was freed of its earmarks and put under one body."""

    unit: str
    spender: str
    purposes: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        what = say(self.purposes, "en"), say(self.purposes, "zh")
        return Text(
            f"the funds of {self.unit} for {what[0]} were pooled under {self.spender}",
            f"{self.unit} 的 {what[1]} 经费打包由 {self.spender} 统筹",
        )


@attrs.frozen(kw_only=True)
class AccountingMoved(Event):
    """The accounts of a unit passed to another keeper, or it became a budget unit."""

    unit: str
    keeper: str | NotStated = NOT_STATED
    budget_unit: bool | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = [], []
        if isinstance(self.keeper, str):
            en.append(f"the accounts of {self.unit} are kept by {self.keeper}")
            zh.append(f"{self.unit} 的会计核算由 {self.keeper} 承担")
        if self.budget_unit is True:
            en.append(f"{self.unit} is a budget unit")
            zh.append(f"{self.unit} 作为预算单位管理")
        return Text(
            "; ".join(en) or f"the accounts of {self.unit} were settled", "；".join(zh) or f"{self.unit} 的核算已明确"
        )


def as_yuan(value: Any) -> Yuan | NotStated:
    """Return an amount; it may be not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Yuan(value)


def selected(structure: Structure, selector: Selector) -> tuple[Node, ...]:
    """Return the nodes that a step means; refuse where there are none."""
    nodes = selector.select(structure).sure
    if not nodes:
        raise refuse(NOTHING_SELECTED(selector=selector))
    return nodes


def put_funds(structure: Structure, flows: Iterable[Funding]) -> Effect:
    """Return the effect that writes flows: what they add is paid from outside by those who are named as payers."""
    flows = tuple(flows)
    account = ACCOUNTS["funds"]
    events = tuple(
        FundsSet(unit=f.unit, purpose=f.purpose, payer=f.payer, year=f.year, amount=f.known, mode=f.mode) for f in flows
    )
    imbalances = []
    by_payer: dict[str | NotStated, list[Funding]] = {}
    for flow in flows:
        by_payer.setdefault(flow.payer, []).append(flow)
    for payer, paid in by_payer.items():
        former = [old for f in paid if (old := structure.find_record(Funding, f.key)) is not None]
        change = difference(account, former, paid)
        label = structure.node(payer).label if isinstance(payer, str) else None
        outside = Text("paid by whom is not stated", "支付方未载明")
        if label is not None:
            outside = Text(f"paid by {label}", f"由{label}支付")
        if change.exact != 0:
            imbalances.append(Imbalance("funds", change, outside))
    return Effect(put=flows, events=events, imbalances=tuple(imbalances))


def payer_of(structure: Structure, unit: str, payer: str | NotStated) -> str | NotStated:
    """Return who pays for a unit: a node, or who plays a part for it; it may be not stated."""
    return payer if isinstance(payer, NotStated) else one_player(structure, unit, payer)


@step(en="set how units are funded", zh="确定经费保障方式")
@attrs.frozen(kw_only=True)
class SetFundMode(Step):
    """Give units money for some purposes in a certain way; it replaces a flow of the same year, purpose, payer.

    Parameters
    ----------
    units : Selector
        To whom; a group of units stands for each of its members.
    purposes : tuple of str
        For what.
    mode : FundMode
        In which way: ``full``, ``fixed``, ``top-up``, ``shared`` or ``added``.
    payer : str, optional
        By whom: a node, or a part it plays for the unit such as ``parent``.
    year : int
        For which year.
    amount : Yuan, optional
        How much for each unit and purpose; not stated: the document gives no number.
    earmarked : bool, optional
        Whether the payer ties it to a use.

    Notes
    -----
    Used by XZ-054 to XZ-058, GL-079 and BA-110.
    """

    units: Selector = attrs.field(converter=as_selector)
    purposes: tuple[str, ...] = attrs.field(converter=as_words)
    mode: FundMode = attrs.field(converter=FundMode)
    payer: str | NotStated = NOT_STATED
    year: int
    amount: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    earmarked: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write one flow for every unit and purpose."""
        flows = []
        for node in selected(structure, self.units):
            payer = payer_of(structure, node.id, self.payer)
            for purpose in self.purposes:
                new = Funding(unit=node.id, year=self.year, purpose=purpose, payer=payer)
                old = structure.find_record(Funding, new.key)
                base = new if old is None else old
                amount = base.amount if isinstance(self.amount, NotStated) else self.amount
                earmarked = base.earmarked if isinstance(self.earmarked, NotStated) else self.earmarked
                flows.append(attrs.evolve(base, amount=amount, mode=self.mode, earmarked=earmarked, source=self.source))
        return put_funds(structure, flows)


@step(en="top up to a standard", zh="补足经费标准")
@attrs.frozen(kw_only=True)
class TopUp(Step):
    """Pay each unit what it lacks to a standard: ``max(0, standard - own)``, and nothing where nothing is lacking.

    Own funds are what it is given for the same purposes in that year by others; while they are not known, neither is
    the amount, but the standard is reached all the same.

    Parameters
    ----------
    units : Selector
        Which units.
    standard : Yuan
        The standard in yuan a year.
    purpose : str
        For what.
    payer : str, optional
        By whom: a node, or a part it plays for the unit.
    year : int
        For which year.

    Notes
    -----
    Used by GL-078.
    """

    units: Selector = attrs.field(converter=as_selector)
    standard: Yuan = attrs.field(converter=Yuan)
    purpose: str
    payer: str | NotStated = NOT_STATED
    year: int

    def effect(self, structure: Structure) -> Effect:
        """Write the top-up of each unit."""
        flows = []
        for node in selected(structure, self.units):
            payer = payer_of(structure, node.id, self.payer)
            new = Funding(
                unit=node.id, year=self.year, purpose=self.purpose, payer=payer, mode=FundMode.TOP_UP,
                standard=self.standard, source=self.source,
            )  # fmt: skip
            old = structure.find_record(Funding, new.key)
            rest = structure if old is None else structure.evolve(drop=[old])
            own = total_funds(rest, node.id, (self.purpose,), self.year).intersect(NOT_NEGATIVE) or NOT_NEGATIVE
            flows.append(attrs.evolve(new, amount=top_up(self.standard, own)))
        return put_funds(structure, flows)


def _parts(value: Mapping[str, Any]) -> FrozenMap[str, Number]:
    return FrozenMap({payer: Number(part) for payer, part in value.items()})


@step(en="share a cost", zh="分担经费")
@attrs.frozen(kw_only=True)
class ShareCost(Step):
    """Divide a cost among payers by their parts, for each unit; the parts come to the whole exactly.

    Parameters
    ----------
    units : Selector
        For which units the cost is borne.
    purpose : str
        For what.
    amount : Yuan
        The whole cost for each unit, in yuan a year.
    payers : mapping of str to Number
        The part of each payer, such as 1 and 1; a payer is a node, or a part it plays for the unit.
    year : int
        For which year.

    Notes
    -----
    Used by GL-080 and GL-081 (100,000 yuan, district and town one to one).
    """

    units: Selector = attrs.field(converter=as_selector)
    purpose: str
    amount: Yuan = attrs.field(converter=Yuan)
    payers: FrozenMap[str, Number] = attrs.field(converter=_parts)
    year: int

    def effect(self, structure: Structure) -> Effect:
        """Write the part of each payer for each unit."""
        parts = {payer: Fraction(part.exact or 0) for payer, part in self.payers.items()}
        whole = sum(parts.values())
        if whole <= 0 or any(part < 0 for part in parts.values()):
            raise refuse(NO_PARTS_TO_SHARE(purpose=self.purpose))
        flows = []
        for node in selected(structure, self.units):
            for payer, part in parts.items():
                share = part / whole
                amount = Yuan.between(_times(self.amount.low, share), _times(self.amount.high, share))
                flows.append(
                    Funding(
                        unit=node.id, year=self.year, purpose=self.purpose, mode=FundMode.SHARED, amount=amount,
                        payer=one_player(structure, node.id, payer), source=self.source,
                    )
                )  # fmt: skip
        return put_funds(structure, flows)


def _times(amount: int | Fraction | None, share: Fraction) -> int | Fraction | None:
    if amount is None:
        return None
    product = Fraction(amount) * share
    return product.numerator if product.denominator == 1 else product


@step(en="pool funds", zh="整合打包经费")
@attrs.frozen(kw_only=True)
class PoolStreams(Step):
    """Free the funds of units of their earmarks and put them under one body; payers and amounts stay, nothing is added.

    Parameters
    ----------
    units : Selector
        Whose funds.
    under : str
        Who decides on them from now on: a node, or the kind of a body of the unit such as ``party_organ``.
    purposes : tuple of str
        Which funds; all of them where none is named.

    Notes
    -----
    Used by BA-032.
    """

    units: Selector = attrs.field(converter=as_selector)
    under: str
    purposes: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    def effect(self, structure: Structure) -> Effect:
        """Rewrite the flows of each unit."""
        put: list[Record] = []
        events: list[Event] = []
        for node in selected(structure, self.units):
            spender = self._spender(structure, node)
            flows = [
                f for f in structure.where(Funding, unit=node.id)
                if (not self.purposes or f.purpose in self.purposes)
                and (f.earmarked is not False or f.spender != spender)
            ]  # fmt: skip
            put += [attrs.evolve(f, earmarked=False, spender=spender) for f in flows]
            if flows:
                purposes = tuple(dict.fromkeys(f.purpose for f in flows))
                events.append(FundsWerePooled(unit=node.id, spender=spender, purposes=purposes))
        if not put:
            raise refuse(NOTHING_TO_POOL(selector=self.units))
        return Effect(put=tuple(put), events=tuple(events))

    def _spender(self, structure: Structure, node: Node) -> str:
        inside = [
            b for b in structure.records(Body) if node.id in (b.parent, b.area) and self.under in kinds_of(type(b))
        ]
        if len(inside) == 1:
            return inside[0].id
        return structure[self.under].id


@step(en="move accounts", zh="调整会计核算")
@attrs.frozen(kw_only=True)
class MoveAccounting(Step):
    """Move the accounts of units to another keeper, or to themselves; make them budget units.

    Parameters
    ----------
    units : Selector
        Whose accounts.
    to : str, optional
        Who keeps them from now on: a node, a part it plays for the unit, or ``self``. Left out, that stays.
    budget_unit : bool, optional
        Whether the unit is managed as a budget unit from now on.

    Notes
    -----
    Used by XZ-061 and BA-030.
    """

    units: Selector = attrs.field(converter=as_selector)
    to: str | NotStated = NOT_STATED
    budget_unit: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write who keeps the accounts."""
        put: list[Record] = []
        events: list[Event] = []
        for node in selected(structure, self.units):
            new = AccountKeeping(unit=node.id, source=self.source)
            old = structure.find_record(AccountKeeping, new.key)
            base = new if old is None else attrs.evolve(old, source=self.source)
            keeper = base.keeper
            if isinstance(self.to, str):
                keeper = node.id if self.to == "self" else one_player(structure, node.id, self.to)
            budget = base.budget_unit if isinstance(self.budget_unit, NotStated) else self.budget_unit
            put.append(attrs.evolve(base, keeper=keeper, budget_unit=budget))
            events.append(AccountingMoved(unit=node.id, keeper=keeper, budget_unit=budget))
        return Effect(put=tuple(put), events=tuple(events))
