"""Tables of pay that several rules bound: amounts in ranges, none of them falling along the order of a factor.

What is wanted of amounts is a range for single rows, and that one row is not less than another. Such conditions have
a least solution, which is found by raising amounts until none of them is too low.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from basegov.quantities import Quantity, Yuan
from basegov.rules.rule import Rule
from basegov.structure.factors import ANY
from basegov.structure.pay import PayComponent, PayRule
from basegov.testing.drafts.chooser import Simplest, value_in
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.wishes import ClashError, Slot, Within
from basegov.texts import Text

Facts = tuple[tuple[str, str], ...]
NUMBERED = frozenset({"years", "service_years", "level", "grade", "points"})
"""Factors that are numbers."""
_ROOM = 100
_NOT_NEGATIVE = Yuan.between(0, None)


@attrs.frozen
class _Order:
    """A rule wants pay not to fall along the values of each factor, or to fall at one step."""

    by: str
    values: Mapping[str, tuple[str, ...]]
    given: Mapping[str, str]
    falls: tuple[str, int] | None


class PayPlan:
    """What rules want of one pay rule.

    Parameters
    ----------
    draft : Draft
        The draft.
    id : str
        Id of the pay rule.
    """

    def __init__(self, draft: Draft, id: str) -> None:
        self._draft, self._id = draft, id
        self._demanded: dict[str, str] = {}
        self._barred: dict[str, str] = {}
        self._closed: dict[str, tuple[str, ...]] = {}
        self._amounts: dict[tuple[str, str, Facts], Quantity | None] = {}
        self._orders: dict[str, _Order] = {}
        self._rests: dict[str, tuple[bool, str]] = {}
        self._some = False
        self._at_least = 0
        draft.finish(("pay plan", id), self._compose)

    # wishes

    def demand(self, name: str, rule: Rule) -> None:
        """Note that there must be a component of a name."""
        if name not in self._demanded:
            self._demanded[name] = name_of(rule)
            self._draft.mark += 1
        self._check()

    def bar(self, name: str, rule: Rule) -> None:
        """Note that there must be no component of a name; there is another one then, so that the rule is stated."""
        if name not in self._barred:
            self._barred[name] = name_of(rule)
            self._draft.mark += 1
        self._check()

    def close(self, names: Iterable[str], rule: Rule) -> None:
        """Note that there must be no components but some."""
        if name_of(rule) not in self._closed:
            self._closed[name_of(rule)] = tuple(names)
            self._draft.mark += 1
        self._check()

    def amount(self, name: str, given: Mapping[str, str], wanted: Quantity | None, rule: Rule) -> None:
        """Note the range of a component for those with certain facts; None: an amount that is known."""
        self._note(self._amounts, (name_of(rule), name, tuple(given.items())), wanted)

    def rises(
        self, rule: Rule, values: Mapping[str, tuple[str, ...]], given: Mapping[str, str], falls: tuple[str, int] | None
    ) -> None:
        """Note along which values pay must not fall, and at which step it does all the same."""
        self._note(self._orders, name_of(rule), _Order(name_of(rule), dict(values), dict(given), falls))

    def rest_on(self, factor: str, rule: Rule, *, barred: bool = False) -> None:
        """Note that some component must hang on a factor, or none."""
        known, by = self._rests.setdefault(factor, (not barred, name_of(rule)))
        if known is barred:
            yes, no = Text("that it does", "是"), Text("that it does not", "否")
            words = Text(f"whether pay rests on {factor}", f"薪酬是否依据 {factor}")
            raise ClashError(words, [(by, yes if known else no), (name_of(rule), no if barred else yes)])

    def some(self, *, exact: bool = False, at_least: int = 0) -> None:
        """Note that there must be a component at all, and what the first one comes to at least."""
        self._some, self._at_least = True, max(self._at_least, at_least)

    def _note(self, known: dict, key: object, wish: object) -> None:  # type: ignore[type-arg]
        if key not in known or known[key] != wish:
            known[key] = wish
            self._draft.mark += 1

    def _check(self) -> None:
        label = self._draft.structure.node(self._id).label
        there, not_there = Text("that it is there", "存在"), Text("that it is not there", "不存在")
        for name, by in self._demanded.items():
            closing = (other for other, names in self._closed.items() if name not in names)
            against = self._barred.get(name) or next(closing, None)
            if against is not None:
                words = Text(f"component {name} of {label}", f"{label}的组成项 {name}")
                raise ClashError(words, [(by, there), (against, not_there)])

    # what comes of them

    def _names(self) -> list[str]:
        names = list(self._demanded)
        if (self._some or self._barred or self._orders or any(on for on, _ in self._rests.values())) and not names:
            names = [self._free_name(names)]
        return names

    def _free_name(self, names: Iterable[str]) -> str:
        """Return the name of one more component that the rules leave."""
        allowed = [set(closed) for closed in self._closed.values()]
        open_ = set.intersection(*allowed) if allowed else {f"component-{n}" for n in range(1, 20)}
        free = sorted(open_ - set(names) - set(self._barred), key=lambda name: (len(name), name))
        if not free:
            label = self._draft.structure.node(self._id).label
            words = Text(f"a further component of {label}", f"{label}的其他组成项")
            wants = [(by, Text("that there is none", "不存在")) for by in (*self._closed, *self._barred.values())]
            raise ClashError(words, wants)
        return free[0]

    def _factors_of(self) -> dict[str, tuple[str, ...]]:
        """Return the components, each with the factors on which it hangs."""
        names = self._names()
        found: dict[str, list[str]] = {name: [] for name in names}
        for (_, name, given), _ in self._amounts.items():
            found[name] += [factor for factor, _ in given if factor not in found[name]]
        used = {factor for factors in found.values() for factor in factors}
        wanted = [factor for factor, (on, _) in self._rests.items() if on]
        wanted += [factor for order in self._orders.values() for factor in order.values]
        barred = {factor for factor, (on, _) in self._rests.items() if not on}
        for factor in dict.fromkeys(wanted):
            if factor in used or factor in barred:
                continue
            free = [name for name in found if not found[name]]
            if not free and not self._closed:
                free = [self._free_name(found)]
                found[free[0]] = []
            found[(free or list(found))[0]].append(factor)
            used.add(factor)
        for factor in barred & used:
            words = Text(f"whether pay rests on {factor}", f"薪酬是否依据 {factor}")
            yes, no = Text("that it does", "是"), Text("that it does not", "否")
            who = next((by for by, _, given in self._amounts if factor in dict(given)), AS_MADE)
            raise ClashError(words, [(self._rests[factor][1], no), (who, yes)])
        return {name: tuple(factors) for name, factors in found.items()}

    @property
    def factors(self) -> tuple[str, ...]:
        """Every factor on which the pay will hang."""
        return tuple(dict.fromkeys(f for factors in self._factors_of().values() for f in factors))

    def values_of(self, factor: str) -> tuple[str, ...]:
        """Return the values of a factor of which a table speaks."""
        values = [v for order in self._orders.values() for v in order.values.get(factor, ())]
        values += [order.given[factor] for order in self._orders.values() if factor in order.given]
        values += [dict(given)[factor] for _, _, given in self._amounts if factor in dict(given)]
        return tuple(dict.fromkeys(values)) or (("1",) if factor in NUMBERED else ("one",))

    def _compose(self) -> None:
        """Give the pay rule its components."""
        rule = self._draft.structure.node(self._id)
        assert isinstance(rule, PayRule)
        falling = {order.by: False for order in self._orders.values() if order.falls}
        components = []
        for number, (name, factors) in enumerate(self._factors_of().items()):
            table = _Table(self, name, factors, self._at_least if number == 0 else 0)
            components.append(table.component(falling))
        by = next((by for by, done in falling.items() if not done), None)
        if by is not None:
            words = Text("a component that falls", "数额下降的组成项")
            raise ClashError(words, [(by, Text("that there is one", "存在")), (AS_MADE, Text("none", "不存在"))])
        self._draft.fill(rule, components=tuple(components))

    # what a table asks

    def ranges_of(self, name: str) -> Iterator[tuple[str, Mapping[str, str], Quantity | None]]:
        """Yield what is wanted of the amounts of a component."""
        for (by, component, given), wanted in self._amounts.items():
            if component == name:
                yield by, dict(given), wanted

    @property
    def orders(self) -> tuple[_Order, ...]:
        """Along what pay must not fall."""
        return tuple(self._orders.values())

    @property
    def draft(self) -> Draft:
        """The draft."""
        return self._draft


class _Table:
    """The rows of one component, with what they are bound by."""

    def __init__(self, plan: PayPlan, name: str, factors: tuple[str, ...], least: int) -> None:
        self._plan, self._name, self._factors = plan, name, factors
        columns = [(*plan.values_of(factor), ANY) for factor in factors]
        self._rows = list(itertools.product(*columns))
        words = Text(f"the amount of {name}", f"{name}的数额")
        slots = {row: Slot(words) for row in self._rows}
        for row, slot in slots.items():
            slot.wish(AS_MADE, Within(Yuan.between(least, None)))
            for by, given, wanted in plan.ranges_of(name):
                facts = dict(zip(factors, row, strict=True))
                # a row for any other value holds for none of those to whom the range applies
                if wanted is not None and all(facts.get(f, v) == v for f, v in given.items()):
                    slot.wish(by, Within(wanted))
        self._least = {row: _least(slot) for row, slot in slots.items()}
        self._most = {row: _most(slot, self._least[row]) for row, slot in slots.items()}
        self._edges: list[tuple[tuple[str, ...], tuple[str, ...], int, str]] = []

    def component(self, falling: dict[str, bool]) -> PayComponent:
        """Return the component, with amounts that keep all conditions; note which orders it breaks as they are to."""
        for order in self._plan.orders:
            self._along(order, falling)
        chooser = self._plan.draft.chooser
        more = chooser.whole(0, 20)
        amounts = self._solved(more) or self._solved(0)
        if amounts is None:
            words = Text(f"the amounts of {self._name}", f"{self._name}的各项数额")
            wants = [(by, Text(w.text("en"), w.text("zh"))) for by, _, w in self._plan.ranges_of(self._name) if w]
            wants += [(by, Text("that they do not fall", "不下降")) for by in dict.fromkeys(e[3] for e in self._edges)]
            raise ClashError(words, wants)
        if not self._factors:
            return PayComponent(name=self._name, amount=amounts[()])
        rows = {"/".join(row): amount for row, amount in amounts.items()}
        return PayComponent(name=self._name, by=self._factors, amounts=rows, complete=True)

    def _along(self, order: _Order, falling: dict[str, bool]) -> None:
        """Note which rows must not be less than which, along the order of each factor."""
        for factor in self._factors:
            values = order.values.get(factor, ())
            place = self._factors.index(factor)
            for number, (a, b) in enumerate(itertools.pairwise(values)):
                falls = order.falls == (factor, number) and not falling.get(order.by, True)
                for row in self._rows:
                    others = dict(zip(self._factors, row, strict=True))
                    if row[place] != a or not self._compared(order, others, factor):
                        continue
                    other = (*row[:place], b, *row[place + 1 :])
                    self._edges.append((other, row, 1, order.by) if falls else (row, other, 0, order.by))
                    if falls:
                        falling[order.by], falls = True, False

    def _compared(self, order: _Order, facts: Mapping[str, str], factor: str) -> bool:
        """Whether a rule looks at a row: each of its other factors has a value of the order, or the one given."""
        for other, value in facts.items():
            if other == factor:
                continue
            if other in order.values:
                if value not in order.values[other]:
                    return False
            elif other in order.given and value != order.given[other]:
                return False
        return True

    def _solved(self, more: int) -> dict[tuple[str, ...], Yuan] | None:
        """Return the least amounts that keep all conditions, those at the start raised by something; None for none."""
        found = {}
        for row, least in self._least.items():
            most = self._most[row]
            found[row] = least + more if most is None or least + more <= most else least
        for _ in range(len(self._rows) + 1):
            changed = False
            for low, high, step, _ in self._edges:
                if found[high] < found[low] + step:
                    found[high], changed = found[low] + step, True
            if not changed:
                break
        else:
            return None
        if any((most := self._most[row]) is not None and amount > most for row, amount in found.items()):
            return None
        return {row: Yuan(int(a) if a.denominator == 1 else a) for row, a in found.items()}


def _least(slot: Slot) -> Fraction:
    left = slot.left()
    assert isinstance(left, Within)
    return Fraction(value_in(Simplest(), Yuan(left.range)).exact or 0)


def _most(slot: Slot, least: Fraction) -> Fraction | None:
    left = slot.left()
    assert isinstance(left, Within)
    high = left.range.high
    if high is None:
        return None
    return max(least, Fraction(math.ceil(high) - 1)) if left.range.high_open else Fraction(high)
