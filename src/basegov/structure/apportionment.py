"""Dividing a whole number of posts over units by weight, exactly: the parts always come to the total.

No method has every virtue. Largest remainder keeps each unit between its quota rounded down and rounded up, and may
take a post from a unit because the total rose (the Alabama paradox); divisor methods never do, and may leave the quota.
The functions at the end find such cases, so that a choice of method can be defended with figures.
"""

from __future__ import annotations

import enum
import heapq
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from basegov.exact import Exact
from basegov.texts import Language
from basegov.values import FrozenMap


class Method(enum.Enum):
    """How what cannot be divided evenly is rounded."""

    LARGEST_REMAINDER = "largest remainder"
    WEBSTER = "Webster"
    JEFFERSON = "Jefferson"
    ADAMS = "Adams"
    HUNTINGTON_HILL = "Huntington-Hill"

    def text(self, lang: Language = "en") -> str:
        """Return the name of the method."""
        zh = {
            "largest remainder": "最大余数法", "Webster": "韦伯斯特法", "Jefferson": "杰斐逊法（洪德法）",
            "Adams": "亚当斯法", "Huntington-Hill": "亨廷顿—希尔法",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen
class Apportionment:
    """A total divided over units.

    Parameters
    ----------
    seats : mapping of str to int
        What each unit gets; together the total.
    quotas : mapping of str to Fraction
        What each unit would get if posts could be divided.
    tied : tuple of str
        Units with an equal claim to the last posts, of which those named first got them; empty when nothing was tied.
    """

    seats: FrozenMap[str, int]
    quotas: FrozenMap[str, Fraction]
    tied: tuple[str, ...] = ()

    @property
    def outside_quota(self) -> tuple[str, ...]:
        """Units that get less than their quota rounded down, or more than it rounded up."""
        return tuple(
            unit for unit, quota in self.quotas.items()
            if not math.floor(quota) <= self.seats[unit] <= math.ceil(quota)
        )  # fmt: skip


def apportion(
    total: int, weights: Mapping[str, Exact], method: Method | str = Method.LARGEST_REMAINDER, *, least: int = 0
) -> Apportionment:
    """Divide a total over units by weight; the parts come to the total exactly.

    Parameters
    ----------
    total : int
        How many there are to divide.
    weights : mapping of str to exact number
        The claim of each unit; none is negative.
    method : Method
        How to round.
    least : int
        How many each unit gets at least.

    Raises
    ------
    ValueError
        For a negative weight, for weights that are all zero while there is something to divide by them, and for a total
        that does not reach for the least of every unit.

    Examples
    --------
    >>> dict(apportion(10, {"a": 6, "b": 6, "c": 2}).seats)
    {'a': 4, 'b': 4, 'c': 2}
    >>> dict(apportion(10, {"a": 6, "b": 6, "c": 2}, "Jefferson").seats)
    {'a': 5, 'b': 4, 'c': 1}
    """
    method, claims = Method(method), {unit: Fraction(weight) for unit, weight in weights.items()}
    if any(claim < 0 for claim in claims.values()):
        raise ValueError("a weight is negative")
    if least < 0 or total < least * len(claims):
        raise ValueError(f"{total} do not reach for {least} each of {len(claims)}")
    whole = sum(claims.values(), Fraction(0))
    if whole == 0 and total > least * len(claims):
        raise ValueError("no weight is above zero")
    quotas = FrozenMap({unit: total * claim / whole if whole else Fraction(0) for unit, claim in claims.items()})
    divide = _by_remainder if method is Method.LARGEST_REMAINDER else _by_divisor
    seats, tied = divide(total, claims, method, least)
    return Apportionment(FrozenMap(seats), quotas, tied)


def _by_remainder(
    total: int, claims: Mapping[str, Fraction], method: Method, least: int
) -> tuple[dict[str, int], tuple[str, ...]]:
    held = dict.fromkeys(claims, least)
    sharing = dict(claims)
    left = total
    while True:  # whoever's quota is below the least gets the least, and the others divide the rest
        whole = sum(sharing.values(), Fraction(0))
        if whole == 0:
            return held, ()
        below = [unit for unit, claim in sharing.items() if left * claim < least * whole]
        if not below:
            break
        left -= least * len(below)
        for unit in below:
            del sharing[unit]
    quotas = {unit: left * claim / whole for unit, claim in sharing.items()}
    for unit, quota in quotas.items():
        held[unit] = math.floor(quota)
    more = left - sum(held[unit] for unit in sharing)
    order = sorted(sharing, key=lambda unit: held[unit] - quotas[unit])  # stable: those named first come first
    for unit in order[:more]:
        held[unit] += 1
    last = [quotas[unit] - math.floor(quotas[unit]) for unit in order[max(0, more - 1) : more + 1]]
    tied: tuple[str, ...] = ()
    if more and len(last) == 2 and last[0] == last[1]:
        tied = tuple(unit for unit in sharing if quotas[unit] - math.floor(quotas[unit]) == last[0])
    return held, tied


def _by_divisor(
    total: int, claims: Mapping[str, Fraction], method: Method, least: int
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Give one post after the other to the unit with the strongest claim to its next one."""
    held = dict.fromkeys(claims, least)
    places = list(claims)
    waiting = [(_rank(claims[u], least, method), n) for n, u in enumerate(places) if claims[u] > 0]
    heapq.heapify(waiting)
    won: list[str] = []  # who won a post at the present priority
    present: tuple[int, Fraction] | None = None
    for _ in range(total - least * len(claims)):
        rank, number = heapq.heappop(waiting)
        unit = places[number]
        won = [*won, unit] if rank == present else [unit]
        present = rank
        held[unit] += 1
        heapq.heappush(waiting, (_rank(claims[unit], held[unit], method), number))
    losing = [places[number] for rank, number in waiting if rank == present]
    tied = {*won, *losing} if losing else set()
    return held, tuple(unit for unit in places if unit in tied)


def _rank(claim: Fraction, held: int, method: Method) -> tuple[int, Fraction]:
    """Return a key that is the smaller the stronger the claim of a unit that holds so many is."""
    if method in (Method.ADAMS, Method.HUNTINGTON_HILL) and held == 0:
        return 0, -claim  # everybody comes before anybody has a second one
    divisor = {
        Method.WEBSTER: 2 * held + 1, Method.JEFFERSON: held + 1, Method.ADAMS: held,
        Method.HUNTINGTON_HILL: held * (held + 1),
    }[method]  # fmt: skip
    square = claim * claim if method is Method.HUNTINGTON_HILL else claim
    return 1, -square / divisor


def combined(figures: Mapping[str, Mapping[str, Exact]], weights: Mapping[str, Exact]) -> dict[str, Fraction]:
    """Return the part of each unit in several figures together, each figure counted by its weight.

    Parameters
    ----------
    figures : mapping of str to mapping of str to exact number
        For each figure (``population``) its amount in each unit.
    weights : mapping of str to exact number
        How much each figure counts.

    Raises
    ------
    ValueError
        When a figure comes to zero over all units, so that nobody has a part in it.

    Examples
    --------
    >>> combined({"population": {"a": 3, "b": 1}, "area": {"a": 1, "b": 1}}, {"population": 2, "area": 2})
    {'a': Fraction(5, 8), 'b': Fraction(3, 8)}
    """
    all_weights = sum(map(Fraction, weights.values()), Fraction(0))
    parts: dict[str, Fraction] = {}
    for name, weight in weights.items():
        whole = sum(map(Fraction, figures[name].values()), Fraction(0))
        if whole == 0 or all_weights == 0:
            raise ValueError(f"{name} comes to zero")
        for unit, amount in figures[name].items():
            parts[unit] = parts.get(unit, Fraction(0)) + Fraction(weight) / all_weights * Fraction(amount) / whole
    return parts


@attrs.frozen
class Paradox:
    """A unit that loses although nothing speaks against it.

    Parameters
    ----------
    unit : str
        The unit that loses.
    before, after : int
        What it gets before and after.
    total : int
        The total after.
    gains : str
        The unit that gains instead, where one is compared with it.
    """

    unit: str
    before: int
    after: int
    total: int
    gains: str = ""


def alabama_paradoxes(
    weights: Mapping[str, Exact], totals: Iterable[int], method: Method | str = Method.LARGEST_REMAINDER
) -> tuple[Paradox, ...]:
    """Return where a unit gets fewer because the total is greater; `totals` are compared one with the next."""
    found: list[Paradox] = []
    given = sorted(set(totals))
    results = [apportion(total, weights, method).seats for total in given]
    for total, then, now in zip(given[1:], results, results[1:], strict=False):
        found += [Paradox(unit, then[unit], now[unit], total) for unit in weights if now[unit] < then[unit]]
    return tuple(found)


def population_paradoxes(
    before: Mapping[str, Exact], after: Mapping[str, Exact], total: int,
    method: Method | str = Method.LARGEST_REMAINDER,
) -> tuple[Paradox, ...]:  # fmt: skip
    """Return where a unit whose weight grows faster than that of another loses posts while the other gains."""
    then, now = apportion(total, before, method).seats, apportion(total, after, method).seats
    return tuple(
        Paradox(one, then[one], now[one], total, other)
        for one in before
        for other in before
        if now[one] < then[one] and now[other] > then[other]
        and Fraction(after[one]) * Fraction(before[other]) > Fraction(after[other]) * Fraction(before[one])
    )  # fmt: skip


def new_unit_paradoxes(
    weights: Mapping[str, Exact], total: int, unit: str, weight: Exact,
    method: Method | str = Method.LARGEST_REMAINDER,
) -> tuple[Paradox, ...]:  # fmt: skip
    """Return who loses when a unit joins and brings along the posts that are its due (its quota, rounded)."""
    whole = sum(map(Fraction, weights.values()), Fraction(0))
    brought = math.floor(total * Fraction(weight) / whole + Fraction(1, 2))
    then = apportion(total, weights, method).seats
    now = apportion(total + brought, {**weights, unit: weight}, method).seats
    gains = next((one for one in weights if now[one] > then[one]), "")
    return tuple(
        Paradox(one, then[one], now[one], total + brought, gains) for one in weights if now[one] < then[one]
    )  # fmt: skip
