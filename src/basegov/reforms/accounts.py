"""What a reform must not lose: people, money, assets. Every imbalance has a named outside source."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from basegov.quantities import Count, Difference, Quantity, Yuan
from basegov.structure.assets import Asset
from basegov.structure.forces import ProfessionalForce
from basegov.structure.funds import Funding
from basegov.structure.pools import FundPool
from basegov.structure.posts import PostPool
from basegov.structure.records import Record
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community
from basegov.texts import Text
from basegov.values import NotStated


@attrs.frozen
class Account:
    """A quantity that every step keeps unless it names an outside source.

    Parameters
    ----------
    name : str
        The word for it in data.
    label : Text
        The word for people.
    amount : callable
        What one record contributes: a quantity, not stated, or None when the record has nothing to do with it.
    kind : type of Quantity
        Unit of the account.
    """

    name: str
    label: Text
    amount: Callable[[Record], Quantity | NotStated | None]
    kind: type[Quantity]


ACCOUNTS: dict[str, Account] = {}


Amount = Callable[[Record], Quantity | NotStated | None]


def account(name: str, label: Text, kind: type[Quantity]) -> Callable[[Amount], Account]:
    """Register an account whose amount the decorated function gives for one record."""

    def register(amount: Amount) -> Account:
        if name in ACCOUNTS:
            raise ValueError(f"the account {name!r} is taken")
        ACCOUNTS[name] = Account(name, label, amount, kind)
        return ACCOUNTS[name]

    return register


@account("staff", Text("people", "人员"), Count)
def staff(record: Record) -> Quantity | NotStated | None:
    """Count people: one for a person, its number for a group; nobody twice who is counted in a group that is there."""
    if isinstance(record, ProfessionalForce) and isinstance(record.part_of, str):
        return Count(0)
    if isinstance(record, Staff):
        return Count(1)
    return record.count if isinstance(record, StaffGroup) else None


@account("posts", Text("posts", "编制"), Count)
def posts(record: Record) -> Quantity | NotStated | None:
    """Count allotted posts, filled or not."""
    return record.posts if isinstance(record, PostPool) else None


@account("funds", Text("funds", "经费"), Yuan)
def funds(record: Record) -> Quantity | NotStated | None:
    """Add up money given for a year, in yuan."""
    return record.amount if isinstance(record, Funding) else None


@account("pools", Text("pools of money", "资金池"), Yuan)
def pools(record: Record) -> Quantity | NotStated | None:
    """Add up pools of money, in yuan; what is given out of one stays a part of it."""
    return record.amount if isinstance(record, FundPool) else None


@account("households", Text("households", "户数"), Count)
def households(record: Record) -> Quantity | NotStated | None:
    """Add up the households of communities and villages, where everybody is counted once."""
    return record.households if isinstance(record, Community) else None


@account("population", Text("population", "人口"), Count)
def population(record: Record) -> Quantity | NotStated | None:
    """Add up the people who live in communities and villages."""
    return record.population if isinstance(record, Community) else None


@account("assets", Text("assets", "资产"), Yuan)
def assets(record: Record) -> Quantity | NotStated | None:
    """Add up the value of assets, in yuan."""
    return record.value if isinstance(record, Asset) else None


@attrs.frozen(kw_only=True)
class Carried:
    """Records that hold together exactly what other records held before: nothing came, nothing went.

    Where an amount is known only in part, the difference of before and after would be open although nothing moved; the
    step vouches for it here, and the figures must not contradict it.

    Parameters
    ----------
    before, after : tuple of Record
        The records that held it, and those that hold it now.
    unrecorded : bool
        Whether the records before do not tell everything: what they leave out is part of the amount after.
    """

    before: tuple[Record, ...]
    after: tuple[Record, ...]
    unrecorded: bool = False

    def keeps(self, account: Account) -> bool:
        """Whether the amounts before and after can be the same."""
        then = account.kind.total(_amount(account.amount(r), account) for r in self.before)
        now = account.kind.total(_amount(account.amount(r), account) for r in self.after)
        if self.unrecorded:
            then = account.kind.between(then.low, None, low_open=then.low_open)
        return then.intersect(now) is not None


@attrs.frozen
class Imbalance:
    """What enters (positive) or leaves (negative) an account from outside, and from where.

    Parameters
    ----------
    account : str
        Name of the account.
    amount : Difference, optional
        By how much the account changes; not stated when the document gives no number.
    outside : Text
        The outside source, such as "allotted by the province".
    """

    account: str
    amount: Difference | NotStated
    outside: Text


def difference(account: Account, gone: Iterable[Record], new: Iterable[Record]) -> Difference:
    """Return by how much an account changes when some records go and others come.

    A record of the same key with the same amount changes nothing, whether the amount is known or not.
    """
    before = {record.key: account.amount(record) for record in gone}
    after = {record.key: account.amount(record) for record in new}
    total = Difference.build(0, 0, kind=account.kind)
    for key in {**before, **after}:
        old, now = before.get(key), after.get(key)
        if old != now:
            total += _amount(now, account).minus(_amount(old, account))
    return total


def _amount(amount: Quantity | NotStated | None, account: Account) -> Quantity:
    if amount is None:
        return account.kind(0)
    return account.kind.unknown() if isinstance(amount, NotStated) else amount
