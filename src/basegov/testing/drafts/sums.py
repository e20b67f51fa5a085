"""Sums of amounts that several rules bound together: what all of them leave is worked out before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from basegov.exact import Exact
from basegov.quantities import Count, Number, Quantity, Yuan
from basegov.rules.rule import Rule
from basegov.rules.sharing import Row, is_possible, without
from basegov.structure.records import Key, Record
from basegov.testing.drafts import kinds
from basegov.testing.drafts.chooser import Chooser, Simplest, value_in
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.wishes import ClashError, Within
from basegov.texts import Text
from basegov.values import NotStated

Field = tuple[type[Record], Key, str]
_ABOVE: Final = 20
"""How far above its least value an amount is drawn that nothing bounds above."""
_TRIES: Final = 200
"""How many whole numbers are tried for one amount before it is given up."""
_VISITS: Final = 1500
"""How many choices are tried for all amounts that hang together."""


@attrs.frozen
class Amount:
    """An amount that is still open: a field of a record, or one of a step that is yet to come.

    Parameters
    ----------
    at : hashable
        What it is: type, key and field of a record, or any other name.
    kind : type of Quantity
        In which unit it is.
    least : int, optional
        What an amount of a step is at least.
    """

    at: Hashable
    kind: type[Quantity]
    least: int | None = None


@attrs.frozen
class SumWish:
    """A rule wants that amounts, each times a factor, and a number come to something in a range."""

    by: str
    what: Text
    terms: Mapping[Amount, Fraction]
    plus: Fraction
    range: Quantity


def amount_in(record: Record, field: str) -> Amount:
    """Return the amount that a field of a record holds."""
    return Amount((type(record), record.key, field), kinds.quantity_of(type(record), field))


def bound_sum(
    draft: Draft, rule: Rule, label: Any, what: Text, terms: Iterable[tuple[Amount, Any]], wanted: Quantity | None,
    *, plus: Any = 0,
) -> None:  # fmt: skip
    """Note that amounts, each times a factor, must come to a sum in a range; None: to one that is known.

    Parameters
    ----------
    draft : Draft
        The draft.
    rule : Rule
        Who asks.
    label : hashable
        What the wish is about: a later one of the same rule under the same label takes its place.
    what : Text
        The sum in words.
    terms : iterable of (Amount, factor)
        The amounts.
    wanted : Quantity, optional
        The range.
    plus : number
        What is added to them.
    """
    factors: dict[Amount, Fraction] = {}
    for amount, factor in terms:
        factors[amount] = factors.get(amount, Fraction(0)) + Fraction(factor)
    wish = SumWish(name_of(rule), what, factors, Fraction(plus), Number.unknown() if wanted is None else wanted)
    sums_of(draft).note((name_of(rule), label), wish)


def sums_of(draft: Draft) -> Sums:
    """Return the sums of a draft."""
    return draft.once(("sums",), lambda: Sums(draft))


class Sums:
    """All sums that the rules of a draft bound, and the values that keep them.

    Parameters
    ----------
    draft : Draft
        The draft.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._wishes: dict[Any, SumWish] = {}
        self._values: dict[Amount, Exact] = {}
        draft.finish(("sums",), self.work_out, last=True)

    def note(self, label: Any, wish: SumWish) -> None:
        """Note a wish."""
        if self._wishes.get(label) != wish:
            self._wishes[label] = wish
            self._draft.mark += 1

    def value(self, amount: Amount) -> Exact:
        """Return what an amount of a step has come to; zero where no rule speaks of it."""
        return self._values.get(amount, 0)

    def work_out(self) -> None:
        """Choose every amount within what all wishes leave, and note it as the value of its field."""
        wishes = list(self._wishes.values())
        domains = {amount: self._domain(amount) for wish in wishes for amount in wish.terms}
        while wishes:
            group = [wishes.pop(0)]
            reached = {amount for amount in group[0].terms if not domains[amount].is_exact}
            while more := [wish for wish in wishes if not reached.isdisjoint(wish.terms)]:
                group += more
                wishes = [wish for wish in wishes if wish not in more]
                reached |= {a for wish in more for a in wish.terms if not domains[a].is_exact}
            self._choose(group, domains)

    def _choose(self, wishes: list[SumWish], domains: Mapping[Amount, Quantity]) -> None:
        every = list(dict.fromkeys(amount for wish in wishes for amount in wish.terms))
        fixed = {a: Fraction(domains[a].exact or 0) for a in every if domains[a].is_exact}
        system = _System([a for a in every if a not in fixed], fixed)
        rows = system.rows(wishes, domains)
        if not system.is_possible(rows):
            raise self._clash(wishes, domains, system)
        found = _search(system, rows, self._draft.chooser)
        if found is None:
            raise self._clash(wishes, domains, system)
        for amount, value in found.items():
            self._values[amount] = value
            if isinstance(amount.at, tuple) and len(amount.at) == 3 and isinstance(amount.at[0], type):
                by = next(wish.by for wish in wishes if amount in wish.terms)
                record = self._draft.structure.find_record(*amount.at[:2])
                assert record is not None
                self._draft.within(record, str(amount.at[2]), amount.kind.between(value, value), by)
        self._values.update({a: v.numerator if v.denominator == 1 else v for a, v in fixed.items()})

    def _domain(self, amount: Amount) -> Quantity:
        """Return what an amount may be by what rules wish of it alone, or by what is stated."""
        at = amount.at
        if not (isinstance(at, tuple) and len(at) == 3 and isinstance(at[0], type)):
            return Number.between(amount.least, None)
        record = self._draft.structure.find_record(at[0], at[1])
        assert record is not None, at
        left = self._draft.left(record, str(at[2]))
        found = left.range if isinstance(left, Within) else getattr(record, str(at[2]))
        stated = Number.unknown() if isinstance(found, NotStated | None) else Number.between(
            found.low, found.high, low_open=found.low_open, high_open=found.high_open
        )  # fmt: skip
        if amount.kind in (Yuan, Count, Number) and not stated.is_exact:  # no amount in a record is less than nothing
            return stated.intersect(Number.between(0, None)) or stated
        return stated

    def _clash(
        self, wishes: list[SumWish], domains: Mapping[Amount, Quantity], system: _System
    ) -> ClashError:  # fmt: skip
        core = list(wishes)
        for wish in wishes:
            fewer = [other for other in core if other is not wish]
            if not system.is_possible(system.rows(fewer, domains)):
                core = fewer
        wants = [(w.by, Text(*(f"{w.what.in_(lang)}: {w.range.text(lang)}" for lang in ("en", "zh")))) for w in core]
        if len({by for by, _ in wants}) == 1:
            fields = Text("the values that are stated already", "已载明的数值")
            wants.append((AS_MADE, fields))
        return ClashError(core[0].what if core else Text("a sum", "合计"), wants)


@attrs.frozen
class _System:
    """The open amounts of some wishes, and those that are fixed."""

    amounts: list[Amount]
    fixed: Mapping[Amount, Fraction]

    def rows(self, wishes: Iterable[SumWish], domains: Mapping[Amount, Quantity]) -> set[Row]:
        """Return the conditions: what each wish wants, and what each amount may be at all."""
        rows: set[Row] = set()
        for wish in wishes:
            known = wish.plus + sum((f * self.fixed[a] for a, f in wish.terms.items() if a in self.fixed), Fraction(0))
            factors = [wish.terms.get(amount, Fraction(0)) for amount in self.amounts]
            rows |= _between(factors, wish.range, known)
        for place, amount in enumerate(self.amounts):
            rows |= _between([Fraction(place == at) for at in range(len(self.amounts))], domains[amount], Fraction(0))
        return rows

    def is_possible(self, rows: set[Row]) -> bool:
        """Whether some amounts keep all conditions."""
        return is_possible(rows, len(self.amounts))


def _between(factors: list[Fraction], wanted: Quantity, known: Fraction) -> set[Row]:
    rows = set()
    if wanted.high is not None:
        rows.add(_row(factors, Fraction(wanted.high) - known, is_open=wanted.high_open))
    if wanted.low is not None:
        rows.add(_row([-f for f in factors], known - Fraction(wanted.low), is_open=wanted.low_open))
    return rows


def _row(factors: list[Fraction], limit: Fraction, *, is_open: bool) -> Row:
    """Return a condition with whole factors that have no common divisor, so that like conditions are recognised."""
    scale = Fraction(math.lcm(*(f.denominator for f in factors)))
    common = math.gcd(*(int(f * scale) for f in factors)) or 1
    return tuple(int(f * scale) // common for f in factors), limit * scale / common, is_open


def _search(system: _System, rows: set[Row], chooser: Chooser) -> dict[Amount, Exact] | None:
    """Return a value for each amount, whole numbers where only they make sense; None where none was found.

    The amounts are eliminated once, from the last to the first; what is left of the conditions on the way bounds each
    amount by those before it.
    """
    count = len(system.amounts)
    stages = [rows]
    for place in range(count - 1, 0, -1):
        stages.append(without(place, stages[-1]))
    stages.reverse()  # the conditions at a place speak of it and of those before it only
    visits = 0

    def go(values: list[Exact], chooser: Chooser) -> list[Exact] | None:
        nonlocal visits
        place = len(values)
        if place == count:
            return values
        visits += 1
        left = _room(place, stages[place], values)
        if left is None or visits > _VISITS + count:
            return None
        for number, value in enumerate(_values(left, system.amounts[place].kind, chooser)):
            found = go([*values, value], chooser if number == 0 else Simplest())
            if found is not None:
                return found
        return None

    found = go([], chooser)
    return None if found is None else dict(zip(system.amounts, found, strict=True))


def _values(left: Number, kind: type[Quantity], chooser: Chooser) -> Iterable[Exact]:
    """Yield values to try: one that is drawn, and for whole numbers those near it too."""
    if not kind.integral:
        capped = left if left.high is not None or left.low is None else left.intersect(
            Number.between(None, left.low + 1000)
        )  # fmt: skip
        exact = value_in(chooser, capped or left).exact
        yield 0 if exact is None else exact
        return
    low = None if left.low is None else math.floor(left.low) + 1 if left.low_open else math.ceil(left.low)
    high = None if left.high is None else math.ceil(left.high) - 1 if left.high_open else math.floor(left.high)
    low = (0 if high is None or high >= 0 else high - _ABOVE) if low is None else low
    top = low + _ABOVE if high is None else min(high, low + _ABOVE)
    if low > top:
        return
    first = chooser.whole(low, top)
    yield first
    most = low + _TRIES if high is None else min(high, low + _TRIES)
    yield from (value for value in range(low, most + 1) if value != first)


def _room(place: int, rows: set[Row], values: list[Exact]) -> Number | None:
    """Return what an amount may be once those before it have values; None when it may be nothing."""
    found: Number | None = Number.unknown()
    for factors, limit, is_open in rows:
        rest = limit - sum((f * v for f, v in zip(factors, values, strict=False) if f), Fraction(0))
        factor = factors[place]
        if factor > 0:
            end = Number.between(None, rest / factor, high_open=is_open)
        elif factor < 0:
            end = Number.between(rest / factor, None, low_open=is_open)
        elif rest < 0 or (rest == 0 and is_open):
            return None
        else:
            continue
        found = None if found is None else found.intersect(end)
    return found
