"""Rules over the division of a quota: it follows figures of the units, or steps up by bands of one figure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.posts import BAD_BANDS, BAD_WEIGHTS
from basegov.errors import InputError
from basegov.exact import Exact
from basegov.quantities import Count, Number, Quantity
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, rule, rule_name
from basegov.rules.verdicts import Measurement, Missing
from basegov.structure.figures import figure_of
from basegov.structure.posts import Reach, posts_of
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated


def _weights(value: Mapping[str, Any] | NotStated) -> FrozenMap[str, Number] | NotStated:
    if isinstance(value, NotStated):
        return value
    return FrozenMap({figure: Number(weight) for figure, weight in value.items()})


def _exactly(value: Any) -> Number | NotStated:
    return value if isinstance(value, NotStated) else Number(value)


@rule(en="quota follows figures", zh="员额与指标匹配")
@attrs.frozen(kw_only=True)
class QuotaFollowsFigures(NodeRule):
    """The quota of each unit must be its part in some figures, no farther from it than a tolerance.

    Predicate: ``|quota(u) - total * sum of weight * figure(u) / figure(all)| <= tolerance``, the total being that of
    the quotas of all units. With a tolerance below one, only what rounding leaves is allowed. *Undetermined* while
    weights, tolerance, quotas or figures that decide are not stated, or not all units are listed.

    Parameters
    ----------
    units : Selector
        The units.
    category : str
        Category of the posts.
    weights : mapping of str to Number, optional
        How much each figure counts: a field such as ``population``, or the word of a `UnitFigure`.
    tolerance : Number, optional
        By how many posts the quota may differ.

    Notes
    -----
    Used by BA-027 (population, area, industrial enterprises "and others", without weights) and BA-114 (resources match
    the workload).
    """

    units: Selector = attrs.field(converter=as_selector)
    category: str
    weights: FrozenMap[str, Number] | NotStated = attrs.field(default=NOT_STATED, converter=_weights)
    tolerance: Number | NotStated = attrs.field(default=NOT_STATED, converter=_exactly)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.weights, NotStated):
            return
        known = [weight.exact for weight in self.weights.values()]
        if any(weight is None or weight < 0 for weight in known) or not any(known):
            shown = ", ".join(f"{figure}: {weight}" for figure, weight in self.weights.items()) or "{}"
            raise InputError([BAD_WEIGHTS(who=self.id or rule_name(self), weights=shown)])

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.units

    @property
    def measure(self) -> Measure:
        """How far the quota is from the part of the unit."""
        return Measure("deviation", "number", Text("posts more or fewer than the figures call for", "与指标应得数之差"))

    @property
    def requirement(self) -> Requirement:
        """No farther than the tolerance."""
        if isinstance(self.tolerance, NotStated) or isinstance(self.weights, NotStated):
            return Bound(NOT_STATED)
        return Bound(Number.between(0, self.tolerance.high))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how far the quota of a unit is from its part in the figures."""
        key = ("quota_follows_figures", self.units, self.category, self.weights)
        table: _Table = structure.cached(key, self._table)
        missing = list(table.missing)
        own = table.quotas[node.id]
        others = table.quota.without(own)
        if not (own.is_exact and others[0] == others[1]):
            missing.append(Missing(node.id, "post_pools", Text("the quotas of the units", "各单元的员额")))
        if isinstance(self.weights, NotStated):
            return Measurement(value=Number.between(0, None), missing=tuple(missing))
        low = high = Fraction(0)
        whole = sum((Fraction(w.exact or 0) for w in self.weights.values()), Fraction(0))
        for name, weight in self.weights.items():
            amount = table.figures[name][node.id]
            least, most = table.sums[name].without(amount)
            factor = Fraction(weight.exact or 0) / whole
            low += factor * _quotient(amount.low or 0, None if table.open else most, most=False)
            high += factor * _quotient(amount.high, least, most=True)
        deviation = _deviation(own, others[0], None if table.open else others[1], low, high)
        return Measurement(value=deviation, missing=() if deviation.is_exact else tuple(missing))

    def _table(self, structure: Structure) -> _Table:
        """Gather quotas and figures of all units once."""
        selection = self.units.select(structure)
        nodes = [*selection.sure, *(n for n, _ in selection.unsure)]
        open_ = bool(selection.unsure) or not (self.units.ids or self.units.lists_all(structure))
        missing: list[Missing] = []
        if open_:
            missing.append(Missing(structure.id, self.units.kind, Text("which units there are", "有哪些单元")))
        quotas = {n.id: posts_of(structure, Reach(frozenset({n.id})), (self.category,)) for n in nodes}
        figures: dict[str, dict[str, Number]] = {}
        for name in self.weights if isinstance(self.weights, FrozenMap) else ():
            figures[name] = {n.id: figure_of(structure, n, name) for n in nodes}
            missing += [
                Missing(n.id, name, Text(f"{name} of {n.label}", f"{n.label}的 {name}"))
                for n in nodes if not figures[name][n.id].is_exact
            ]  # fmt: skip
        sums = {name: _Sum.of(amounts.values()) for name, amounts in figures.items()}
        return _Table(quotas, _Sum.of(quotas.values()), figures, sums, tuple(missing), open_)


@attrs.frozen
class _Sum:
    """The least and the most that several amounts come to, from which one can be left out again."""

    low: Fraction
    high: Fraction
    endless: int

    @classmethod
    def of(cls, amounts: Iterable[Quantity]) -> _Sum:
        """Add amounts up; those without an upper end are counted."""
        known = list(amounts)
        low = sum((Fraction(a.low or 0) for a in known), Fraction(0))
        high = sum((Fraction(a.high) for a in known if a.high is not None), Fraction(0))
        return cls(low, high, sum(a.high is None for a in known))

    def without(self, amount: Quantity) -> tuple[Fraction, Fraction | None]:
        """Return what the others come to."""
        endless = self.endless - (amount.high is None)
        high = None if endless else self.high - Fraction(amount.high or 0)
        return self.low - Fraction(amount.low or 0), high


@attrs.frozen
class _Table:
    """Quotas and figures of all units."""

    quotas: dict[str, Count]
    quota: _Sum
    figures: dict[str, dict[str, Number]]
    sums: dict[str, _Sum]
    missing: tuple[Missing, ...]
    open: bool


def _quotient(own: Exact | None, rest: Exact | None, *, most: bool) -> Fraction:
    """Return own / (own + rest) at one end of what both can be."""
    if own is None:
        return Fraction(1)
    if rest is None:
        return Fraction(0)
    whole = Fraction(own) + Fraction(rest)
    return Fraction(own) / whole if whole else Fraction(int(most))


def _deviation(own: Count, fewest: Fraction, most_others: Fraction | None, low: Fraction, high: Fraction) -> Number:
    """Return how far a quota can be from its part of the total, for everything within the bounds."""
    ends: list[Fraction] = []
    falls = rises = False  # whether it may fall, or rise, without end
    for part in (low, high):  # the deviation is linear in own, others and part
        for mine in (own.low or 0, own.high):
            for theirs in (fewest, most_others):
                if mine is None and part < 1:
                    rises = True
                if theirs is None and part > 0:
                    falls = True
                if mine is not None and theirs is not None:
                    ends.append(Fraction(mine) - (Fraction(mine) + Fraction(theirs)) * part)
                elif mine is not None and part == 0:
                    ends.append(Fraction(mine))
                elif theirs is not None and part == 1:
                    ends.append(-Fraction(theirs))
    least, most = (None if falls else min(ends)), (None if rises else max(ends))
    if (least is None or least <= 0) and (most is None or most >= 0):
        return Number.between(0, None if least is None or most is None else max(-least, most))
    if most is not None and most < 0:
        return Number.between(-most, None if least is None else -least)
    return Number.between(least, most)


@attrs.frozen(kw_only=True)
class Band:
    """One step of a quota by bands.

    Parameters
    ----------
    up_to : Number, optional
        The greatest amount that belongs to it; None: there is no end.
    posts : Count
        How many posts a unit of the band has, or a range of them.
    """

    up_to: Number | None = attrs.field(default=None, converter=attrs.converters.optional(Number))
    posts: Count = attrs.field(converter=Count)


def _bands(value: Iterable[Any]) -> tuple[Band, ...]:
    return tuple(one if isinstance(one, Band) else Band(**one) for one in value)


@rule(en="quota by bands", zh="分档核定员额")
@attrs.frozen(kw_only=True)
class QuotaByBands(NodeRule):
    """Each unit must have the posts of the band in which a figure of it lies, such as its households.

    Predicate: the distance of ``posts(unit)`` from the posts of the band is zero. *Undetermined* while the figure
    may lie in several bands that decide differently, and while posts are not stated or not all listed.

    Parameters
    ----------
    units : Selector
        The units.
    category : str
        Category of the posts.
    figure : str
        The figure: a field such as ``households``, or the word of a `UnitFigure`.
    bands : tuple of Band
        The bands, rising; each ends where the next begins.

    Notes
    -----
    Used by the fictional district; WH-036 says that a quota is fixed, and not by which steps.
    """

    units: Selector = attrs.field(converter=as_selector)
    category: str
    bands: tuple[Band, ...] = attrs.field(converter=_bands)
    figure: str = "households"

    def __attrs_post_init__(self) -> None:
        ends = [None if band.up_to is None else band.up_to.exact for band in self.bands]
        inner = ends[:-1]
        rising = all(a is not None and b is not None and a < b for a, b in itertools.pairwise(inner))
        last = ends[-1] if ends else None
        fits = last is None or not inner or inner[-1] is None or inner[-1] < last
        if not self.bands or None in inner or not rising or not fits:
            shown = ", ".join("-" if end is None else str(end) for end in ends) or "-"
            raise InputError([BAD_BANDS(rule=self.id or rule_name(self), bands=shown)])

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.units

    @property
    def measure(self) -> Measure:
        """How many posts are lacking or too many."""
        return Measure("posts_off_band", "count", Text("posts lacking or in excess of the band", "与分档应核数之差"))

    @property
    def requirement(self) -> Requirement:
        """None."""
        return Bound(Count(0))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return by how many posts a unit is outside of its band."""
        posts = posts_of(structure, Reach(frozenset({node.id})), (self.category,))
        amount = figure_of(structure, node, self.figure)
        missing = []
        if not amount.is_exact:
            what = Text(f"{self.figure} of {node.label}", f"{node.label}的 {self.figure}")
            missing.append(Missing(node.id, self.figure, what))
        if not posts.is_exact:
            missing.append(Missing(node.id, "post_pools", Text(f"the posts of {node.label}", f"{node.label}的编制数")))
        distances: list[Count] = []
        below: Exact | None = None
        for band in self.bands:
            end = None if band.up_to is None else band.up_to.exact
            after = below is None or amount.high is None or amount.high > below
            before = end is None or amount.low is None or amount.low <= end
            if after and before:
                distances.append(_distance(posts, band.posts))
            below = end
        if not distances:  # the figure lies beyond the last band
            words = Text(f"{self.figure} lies in no band", f"{self.figure} 不在任何一档")
            return Measurement(value=Count.unknown(), contradiction=words)
        low = min(d.low or 0 for d in distances)
        high = None if any(d.high is None for d in distances) else max(d.high or 0 for d in distances)
        value = Count.between(low, high)
        return Measurement(value=value, missing=() if value.is_exact else tuple(missing))


def _distance(posts: Count, wanted: Count) -> Count:
    """Return how many posts are lacking for a range, or go beyond it."""
    lacking = max(0, (wanted.low or 0) - posts.high) if posts.high is not None else 0
    excess = max(0, (posts.low or 0) - wanted.high) if wanted.high is not None else 0
    most = max(0, (wanted.low or 0) - (posts.low or 0))
    if wanted.high is not None:
        if posts.high is None:
            return Count.between(max(lacking, excess), None)
        most = max(most, posts.high - wanted.high)
    return Count.between(max(lacking, excess), most)
