"""Making quotas that follow figures of the units, or step up by bands of one figure."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import Any

from basegov.exact import Exact
from basegov.quantities import Count, Number, Quantity
from basegov.rules.apportionment import Band, QuotaByBands, QuotaFollowsFigures
from basegov.rules.rule import Rule
from basegov.structure.figures import UnitFigure
from basegov.structure.posts import Reach
from basegov.structure.records import Node, Record
from basegov.testing.drafts import kinds
from basegov.testing.drafts.chooser import just_beyond, value_in
from basegov.testing.drafts.counts import waits
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.posts import pool_of, pools_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.sums import bound_sum
from basegov.testing.drafts.wishes import ClashError, Within
from basegov.texts import Text
from basegov.values import NotStated

_BASE = 100


def figure(draft: Draft, rule: Rule, unit: Node, name: str) -> tuple[Record, str]:
    """Return the record that holds a figure of a unit, and its field: a field of the unit itself where it has one."""
    if kinds.spec_of(type(unit), name) is not None:
        try:
            kinds.quantity_of(type(unit), name)
        except TypeError:
            pass
        else:
            return unit, name
    return draft.link(UnitFigure(unit=unit.id, figure=name), name_of(rule)), "amount"


def _left(draft: Draft, record: Record, field: str) -> Quantity:
    left = draft.left(record, field)
    if isinstance(left, Within):
        return left.range
    value = getattr(record, field)
    return value if isinstance(value, Quantity) else kinds.quantity_of(type(record), field).between(0, None)


@makes(QuotaByBands)
def quota_by_bands(rule: QuotaByBands, draft: Draft) -> None:
    """Let the figure of every unit lie in a band, and its posts be those of the band; for a miss one more or fewer."""
    draft.close(rule.units.kind)
    draft.close("post_pool")
    for unit in draft.need(rule.units):
        pool_of(draft, rule, unit.id, rule.category)
        if waits(draft, (rule, unit.id), 1):
            continue
        record, field = figure(draft, rule, unit, rule.figure)
        bands = _bands(rule, _left(draft, record, field))
        if not bands:
            words = Text(f"{rule.figure} of {unit.label}", f"{unit.label}的 {rule.figure}")
            ends = Text("that it lies in a band", "在某一档内")
            raise ClashError(words, [(name_of(rule), ends), ("(others)", Text("another one", "其他数值"))])
        if draft.misses(rule, unit.id):
            beyond = [(within, posts) for within, band in bands for posts in just_beyond(band.posts)]
            if not beyond:
                raise draft.cannot_miss(rule)
            within, posts = draft.once(("missed band", name_of(rule)), functools.partial(draft.way_of, beyond))
        else:
            within, band = draft.pick(("band", name_of(rule), unit.id), bands)
            posts = band.posts
        draft.within(record, field, within, rule)
        if waits(draft, (rule, unit.id, "posts"), 2):
            continue
        words = Text(f"posts of {unit.label}", f"{unit.label}的编制")
        bound_sum(
            draft, rule, unit.id, words,
            pools_of(draft, Reach(frozenset({unit.id})), (rule.category,)), Count(posts),
        )  # fmt: skip


def _bands(rule: QuotaByBands, left: Quantity) -> list[tuple[Quantity, Band]]:
    """Return the bands in which a figure may still lie, each with what of it is left."""
    found: list[tuple[Quantity, Band]] = []
    below: Exact | None = None
    for band in rule.bands:
        end = None if band.up_to is None else band.up_to.exact
        try:
            inside = type(left).between(0 if below is None else below, end, low_open=below is not None)
        except ValueError:  # no whole number lies in it
            inside = None
        both = None if inside is None else left.intersect(inside)
        if both is not None:
            found.append((both, band))
        below = end
    return found


@makes(QuotaFollowsFigures)
def quota_follows_figures(rule: QuotaFollowsFigures, draft: Draft) -> None:
    """Let the quota of every unit be its part in the figures; for a miss one is a post beyond the tolerance."""
    draft.close(rule.units.kind)
    draft.close("post_pool")
    stated = not isinstance(rule.weights, NotStated) and not isinstance(rule.tolerance, NotStated)
    missed = draft.misses(rule)
    units = draft.need(rule.units, 2 if missed else 1)
    if missed and (not stated or len(units) < 2 or rule.tolerance.high is None):  # type: ignore[union-attr]
        raise draft.cannot_miss(rule)
    for unit in units:
        pool_of(draft, rule, unit.id, rule.category)
        for name in () if isinstance(rule.weights, NotStated) else rule.weights:
            record, field = figure(draft, rule, unit, name)
            draft.within(record, field, kinds.quantity_of(type(record), field).between(0, None), rule)
    if stated:
        draft.finish(("figures", name_of(rule)), functools.partial(_follow, rule, draft, missed=missed))
    else:
        for unit in units:
            terms = pools_of(draft, Reach(frozenset({unit.id})), (rule.category,))
            bound_sum(draft, rule, unit.id, Text(f"posts of {unit.label}", f"{unit.label}的编制"), terms, None)


def _follow(rule: QuotaFollowsFigures, draft: Draft, *, missed: bool) -> None:
    """Choose the figures of all units, small multiples of one amount where they may be; bound the quotas by them."""
    assert not isinstance(rule.weights, NotStated)
    assert not isinstance(rule.tolerance, NotStated)
    units = draft.need(rule.units)
    weights = {name: Fraction(weight.exact or 0) for name, weight in rule.weights.items()}
    whole = sum(weights.values())
    parts: dict[str, Fraction] = dict.fromkeys((unit.id for unit in units), Fraction(0))
    times = {unit.id: draft.whole(("times", unit.id), 1, 3) for unit in units}
    for name, weight in weights.items():
        amounts = {unit.id: _chosen(rule, draft, unit, name, times[unit.id] * _BASE) for unit in units}
        total = sum(amounts.values())
        for id_, amount in amounts.items():
            parts[id_] += weight / whole * (amount / total if total else Fraction(0))
    quotas = {unit.id: list(pools_of(draft, Reach(frozenset({unit.id})), (rule.category,))) for unit in units}
    every = list(dict(term for terms in quotas.values() for term in terms).items())
    words = Text(f"posts of {rule.units.text('en')}", f"{rule.units.text('zh')}的编制")
    bound_sum(draft, rule, "some", words, every, Number.between(1, None))
    tolerance = Fraction(rule.tolerance.high or 0)
    for unit in units:
        terms: list[tuple[Any, Any]] = [*quotas[unit.id], *((a, -parts[unit.id] * f) for a, f in every)]
        label = Text(f"posts of {unit.label} beyond its part", f"{unit.label}编制与应得数之差")
        if not missed:
            bound_sum(draft, rule, unit.id, label, terms, Number.between(-tolerance, tolerance))
    if missed:
        unit = units[0]
        beyond = draft.way_of((
            Number.between(tolerance, tolerance + 1, low_open=True),
            Number.between(-tolerance - 1, -tolerance, high_open=True),
        ))  # fmt: skip
        terms = [*quotas[unit.id], *((a, -parts[unit.id] * f) for a, f in every)]
        bound_sum(draft, rule, unit.id, Text(f"posts of {unit.label}", f"{unit.label}的编制"), terms, beyond)


def _chosen(rule: QuotaFollowsFigures, draft: Draft, unit: Node, name: str, wanted: int) -> Fraction:
    """Return a figure of a unit: what is wanted where the rules leave it, else something that they leave."""
    record, field = figure(draft, rule, unit, name)
    left = _left(draft, record, field)
    value = Fraction(wanted) if wanted in left else Fraction(value_in(draft.chooser, left).exact or 0)
    exact = value.numerator if value.denominator == 1 else value
    draft.within(record, field, left.between(exact, exact), rule)
    return value
