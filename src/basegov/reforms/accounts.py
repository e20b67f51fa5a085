"""What a reform must not lose: people, money, assets. Every imbalance has a named outside source."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from basegov.structure.records import Record
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Text
from basegov.values import Count, Difference, NotStated, Quantity


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


def account(name: str, label: Text, kind: type[Quantity]) -> Callable[[Callable[[Record], Quantity | NotStated | None]], Account]:
    """Register an account whose amount the decorated function gives for one record."""

    def register(amount: Callable[[Record], Quantity | NotStated | None]) -> Account:
        return ACCOUNTS.setdefault(name, Account(name, label, amount, kind))

    return register


@account("staff", Text("people", "人员"), Count)
def staff(record: Record) -> Quantity | NotStated | None:
    """Count people: one for a person, its number for a group."""
    if isinstance(record, Staff):
        return Count(1)
    return record.count if isinstance(record, StaffGroup) else None


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
        if old == now:
            continue
        total = _plus(total, _amount(now, account), _amount(old, account))
    return total


def _amount(amount: Quantity | NotStated | None, account: Account) -> Quantity:
    if amount is None:
        return account.kind(0)
    return account.kind.unknown() if isinstance(amount, NotStated) else amount


def _plus(total: Difference, come: Quantity, gone: Quantity) -> Difference:
    change = come.minus(gone)
    return Difference.build(
        None if total.low is None or change.low is None else total.low + change.low,
        None if total.high is None or change.high is None else total.high + change.high,
        low_open=total.low_open or change.low_open,
        high_open=total.high_open or change.high_open,
        kind=total.kind,
    )
