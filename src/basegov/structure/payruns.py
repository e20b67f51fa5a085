"""Pay of a whole roster, exactly: totals of every person, of every payer and component, and what is not known.

People with the same facts are paid the same, so a component is worked out once for each row of factors that occurs, by
the same function that pays one person (`amount_of`). What is then done for each person is counting.
"""

from __future__ import annotations

import math
import operator
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs

from basegov.exact import Exact
from basegov.quantities import Yuan
from basegov.structure.factors import Lack
from basegov.structure.pay import Paid, PaidPart, PayComponent, PayRule, amount_of, annual_amount, require_sound
from basegov.structure.rosters import Column, Roster
from basegov.values import NOT_STATED, FrozenMap, NotStated

Line = tuple["str | NotStated", str]
PAYER = "payer"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PayRun:
    """What a pay rule comes to for everyone on a roster.

    Parameters
    ----------
    rule : PayRule
        The rule.
    roster : Roster
        The people.
    lines : mapping
        Amounts by payer (not stated for people of whom nobody says who pays) and component, each time it is paid.
    open_people : int
        How many people have a pay that is known only within bounds. They count with their bounds, never as nothing.
    lacks : mapping of (str, Lack) to int
        What these bounds hang on: the component, what is missing, for how many people.
    """

    rule: PayRule
    roster: Roster
    lines: FrozenMap[Line, Yuan]
    open_people: int
    lacks: FrozenMap[tuple[str, Lack], int]
    _low: Any
    _high: Any
    _endless: Any
    _unit: int
    _parts: Any

    def __len__(self) -> int:
        return len(self.roster)

    def __repr__(self) -> str:
        return f"<PayRun {self.rule.id} of {len(self):,}: {self.total} a month, {self.open_people:,} open>"

    def monthly(self, row: int) -> Yuan:
        """Return what the person of a row is paid every month."""
        endless = self._endless is not None and bool(self._endless[row])
        return self._yuan(self._low[row], None if endless else self._high[row])

    def part(self, row: int, component: str) -> Yuan:
        """Return one component of the pay of the person of a row; raise KeyError for one that the rule lacks."""
        low, high = self._parts(component, row)
        return self._yuan(low, high)

    def _yuan(self, low: Any, high: Any) -> Yuan:
        ends = (None if end is None else Fraction(_plain(end), self._unit) for end in (low, high))
        return Yuan.between(*(whole(end) for end in ends))

    def open_rows(self) -> Iterator[int]:
        """Yield the rows of people whose pay is known only within bounds."""
        for row in range(len(self)):
            if self._low[row] != self._high[row] or (self._endless is not None and self._endless[row]):
                yield row

    @property
    def total(self) -> Yuan:
        """What everyone together is paid every month."""
        return Yuan.total(self.by_payer.values())

    @property
    def by_payer(self) -> dict[str | NotStated, Yuan]:
        """What each payer pays every month."""
        return self._sums(0, annual=False)

    @property
    def annual_by_payer(self) -> dict[str | NotStated, Yuan]:
        """What each payer pays in a year, with what is paid once a year."""
        return self._sums(0, annual=True)

    @property
    def by_component(self) -> dict[str, Yuan]:
        """What each component comes to, each time it is paid."""
        return {
            c.name: Yuan.total(a for (_, name), a in self.lines.items() if name == c.name)
            for c in self.rule.components
        }  # fmt: skip

    def _sums(self, key: int, *, annual: bool) -> dict[Any, Yuan]:
        sums: dict[Any, Yuan] = {}
        for line, amount in self.lines.items():
            component = self.rule.component(line[1])
            assert component is not None
            monthly = amount if component.paid is Paid.MONTH else Yuan(0)
            part = annual_amount(component, amount) if annual else monthly
            sums[line[key]] = sums.get(line[key], Yuan(0)) + part
        return sums


def _plain(number: Any) -> Exact:
    return number if isinstance(number, int | Fraction) else int(number)


def whole(number: Fraction | None) -> Exact | None:
    """Return a number without a fraction as an int."""
    return None if number is None else number.numerator if number.denominator == 1 else number


Ends = tuple[Exact, "Exact | None", tuple[Lack, ...]]
"""Least and most amount of a component (None: endless), and what is missing."""


class Tariff:
    """What one component comes to for each row of its factors that occurs, worked out when first asked for."""

    def __init__(self, component: PayComponent, roster: Roster) -> None:
        self.component = component
        self.factors = tuple(f for f in dict.fromkeys(component.factors) if f in roster.columns)
        self.words = [roster.columns[factor].words for factor in self.factors]
        self.known: dict[tuple[int, ...], Ends] = {}

    def __getitem__(self, codes: tuple[int, ...]) -> Ends:
        found = self.known.get(codes)
        if found is None:
            words = {f: w[code] for f, w, code in zip(self.factors, self.words, codes, strict=True)}
            amount, lacks = amount_of(self.component, lambda f: words.get(f, NOT_STATED), {})
            found = self.known[codes] = _ends(amount, lacks)
        return found


def _ends(amount: Yuan, lacks: tuple[Lack, ...]) -> Ends:
    high = None if amount.high is None else whole(Fraction(amount.high))
    return whole(Fraction(amount.low or 0)) or 0, high, lacks


def part_of(component: PayComponent, done: dict[str, Ends], known: dict[Any, Ends]) -> Ends:
    """Return a component that is a share of others, from theirs; `known` keeps what was worked out."""
    ends = tuple([done[name] for name in component.of])
    found = known.get((component.name, ends))
    if found is None:
        parts = {
            name: PaidPart(component, Yuan.between(low, high), lacks)
            for name, (low, high, lacks) in zip(component.of, ends, strict=True)
        }
        amount, lacks = amount_of(component, lambda _: NOT_STATED, parts)
        found = known[component.name, ends] = _ends(amount, lacks)
    return found


MOST_ROWS = 1024
"""How many rows a table of several components may have, so that filling it costs little beside counting people."""


@attrs.frozen
class Block:
    """Components that are looked up together, by the factors of all of them.

    Parameters
    ----------
    factors : tuple of str
        The factors for which the roster has a column.
    components : tuple of PayComponent
        The components that are looked up here.
    needed : tuple of PayComponent
        The same, with those of which they are shares, in the order of the rule.
    tariffs : dict of str to Tariff
        The components by name.
    shares : dict
        What shares of others came to.
    """

    factors: tuple[str, ...]
    components: tuple[PayComponent, ...]
    needed: tuple[PayComponent, ...]
    tariffs: dict[str, Tariff]
    shares: dict[Any, Ends] = attrs.field(factory=dict)

    def row(self, codes: Sequence[int]) -> dict[str, Ends]:
        """Return what the components come to for people with these codes of the factors."""
        of = dict(zip(self.factors, codes, strict=True))
        done: dict[str, Ends] = {}
        for c in self.needed:
            if c.of:
                done[c.name] = part_of(c, done, self.shares)
            else:
                tariff = self.tariffs[c.name]
                done[c.name] = tariff[tuple([of[f] for f in tariff.factors])]
        return done


def blocks_of(rule: PayRule, roster: Roster) -> list[Block]:
    """Divide the components of a rule into blocks with tables of few rows."""
    sizes = {name: len(column.words) for name, column in roster.columns.items()}
    held: list[tuple[dict[str, None], list[PayComponent]]] = []
    for component in rule.components:
        own = dict.fromkeys(f for c in needed_for(rule, [component]) for f in c.factors if f in sizes)
        for factors, components in held:
            if math.prod(sizes[f] for f in {**factors, **own}) <= MOST_ROWS or own.keys() <= factors.keys():
                factors.update(own)
                components.append(component)
                break
        else:
            held.append((own, [component]))
    tariffs = {c.name: Tariff(c, roster) for c in rule.components}
    return [Block(tuple(f), tuple(c), tuple(needed_for(rule, c)), tariffs) for f, c in held]


def needed_for(rule: PayRule, components: Iterable[PayComponent]) -> list[PayComponent]:
    """Return some components and those of which they are shares, in the order of the rule."""
    names = {c.name for c in components}
    for c in reversed(rule.components):
        if c.name in names:
            names.update(c.of)
    return [c for c in rule.components if c.name in names]


class _Numbers(dict[Any, int]):
    """Gives every key the next number when it is first asked for."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number


def payer_column(rule: PayRule, roster: Roster) -> Column:
    """Return who pays each person: what the roster says, else what the rule says."""
    column = roster.columns.get(PAYER)
    if column is None:
        return Column(array("H", bytes(2 * len(roster))), (rule.payer,))
    words = (rule.payer, *column.words[1:])
    return Column(column.codes, words)


def run_pay(rule: PayRule, roster: Roster, *, fast: bool | None = None) -> PayRun:
    """Return what a pay rule comes to for everyone on a roster, exactly.

    Parameters
    ----------
    rule : PayRule
        The rule.
    roster : Roster
        The people; a factor of the rule that has no column is not stated for anybody.
    fast : bool, optional
        Whether to work on numpy arrays (the extra ``fast``); left out, where numpy is installed and the amounts fit
        into its integers. Both ways give the same amounts.

    Raises
    ------
    InputError
        When the rule cannot be worked out: a component stands twice, or is a share of one that comes later.
    ImportError
        When numpy is asked for and is not installed.
    OverflowError
        When numpy is asked for and amounts do not fit into 64 bits.
    """
    require_sound(rule)
    if fast is not False:
        try:
            from basegov.structure import payarrays

            return payarrays.run(rule, roster)
        except (ImportError, OverflowError):
            if fast:
                raise
    return run_plainly(rule, roster)


def run_plainly(rule: PayRule, roster: Roster) -> PayRun:
    """Return what a pay rule comes to for everyone on a roster, without numpy."""
    payers = payer_column(rule, roster)
    indexes: dict[str, tuple[Sequence[int], list[dict[str, Ends]]]] = {}
    sums = _Sums()
    lows: Any = None
    spreads: Any = None
    tables = [(block, *_rows(block, roster, payers)) for block in blocks_of(rule, roster)]
    unit = unit_of(row for _, _, rows, _ in tables for row in rows)
    for block, index, rows, paying in tables:
        indexes.update(dict.fromkeys((c.name for c in block.components), (index, rows)))
        for number, many in Counter(index).items():
            sums.add(payers.words[paying[number]], rows[number], block.components, many)
        monthly = [c.name for c in block.components if c.paid is Paid.MONTH]
        if not monthly:
            continue
        least = [int(sum(row[name][0] for name in monthly) * unit) for row in rows]
        most = [_sum_of(row[name][1] for name in monthly) for row in rows]
        found = map(least.__getitem__, index)
        lows = found if lows is None else map(operator.add, lows, found)
        wide = [ENDLESS if top is None else int(top * unit) - low for low, top in zip(least, most, strict=True)]
        if any(wide):
            more = map(wide.__getitem__, index)
            spreads = more if spreads is None else map(operator.add, spreads, more)
    low = [0] * len(roster) if lows is None else list(lows)
    high, endless, open_people = _spread(low, spreads)

    def part(component: str, row: int) -> tuple[Exact, Exact | None]:
        index, rows = indexes[component]
        low, high, _ = rows[index[row]][component]
        return low * unit, None if high is None else high * unit

    return PayRun(
        rule=rule, roster=roster, lines=FrozenMap(sums.lines()), open_people=open_people, lacks=FrozenMap(sums.lacks),
        low=low, high=high, endless=endless, unit=unit, parts=part,
    )  # fmt: skip


ENDLESS = 1 << 200
"""Stands for a spread without an end while spreads are added up; no amount comes near it."""


def _rows(block: Block, roster: Roster, payers: Column) -> tuple[Sequence[int], list[dict[str, Ends]], Sequence[int]]:
    """Return for each person the number of a row of facts and payer; for each row the amounts, and the payer."""
    columns = [roster.columns[factor].codes for factor in block.factors]
    if not columns:
        return payers.codes, [block.row(())] * len(payers.words), range(len(payers.words))
    numbers = _Numbers()
    index = array("I", map(numbers.__getitem__, zip(*columns, payers.codes, strict=True)))
    known: dict[tuple[int, ...], dict[str, Ends]] = {}
    rows = []
    for key in numbers:
        codes = key[:-1]
        if codes not in known:
            known[codes] = block.row(codes)
        rows.append(known[codes])
    return index, rows, [key[-1] for key in numbers]


def _spread(low: list[Exact], spreads: Any) -> tuple[list[Exact], list[bool] | None, int]:
    """Return the most that each person is paid, who is open upwards, and how many are open at all."""
    if spreads is None:
        return low, None, 0
    wide = list(spreads)
    endless = [width >= ENDLESS for width in wide]
    high = [a if e else a + w for a, w, e in zip(low, wide, endless, strict=True)]
    return high, endless if any(endless) else None, sum(1 for width in wide if width)


def unit_of(rows: Iterable[dict[str, Ends] | None]) -> int:
    """Return into how many parts a yuan is divided so that every amount of some rows is whole."""
    ends = {end for row in rows if row for ends in row.values() for end in ends[:2] if end is not None}
    return math.lcm(*{Fraction(end).denominator for end in ends})


def _sum_of(ends: Iterator[Exact | None]) -> Exact | None:
    total: Exact = 0
    for end in ends:
        if end is None:
            return None
        total += end
    return total


class _Sums:
    """Adds up components for many people at a time."""

    def __init__(self) -> None:
        self.lows: dict[Line, Exact] = {}
        self.highs: dict[Line, Exact | None] = {}
        self.lacks: dict[tuple[str, Lack], int] = {}

    def add(
        self, payer: str | NotStated, row: dict[str, Ends], components: tuple[PayComponent, ...], many: int
    ) -> None:
        for component in components:
            name = component.name
            low, high, missing = row[name]
            line = (payer, name)
            self.lows[line] = self.lows.get(line, 0) + low * many
            before = self.highs.get(line, 0)
            self.highs[line] = None if high is None or before is None else before + high * many
            for lack in missing:
                self.lacks[name, lack] = self.lacks.get((name, lack), 0) + many

    def lines(self) -> dict[Line, Yuan]:
        return {line: Yuan.between(low, self.highs[line]) for line, low in self.lows.items()}
