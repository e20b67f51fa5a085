"""Dividing a whole number exactly: sums, quotas, ties and paradoxes (BA-027, BA-028)."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.structure.apportionment import (
    Method,
    alabama_paradoxes,
    apportion,
    combined,
    new_unit_paradoxes,
    population_paradoxes,
)

METHODS = list(Method)
DIVISORS = [method for method in Method if method is not Method.LARGEST_REMAINDER]
WEIGHTS = st.lists(st.integers(1, 40), min_size=1, max_size=5).map(lambda ns: {f"u{i}": n for i, n in enumerate(ns)})
TOTALS = st.integers(0, 30)


def by_hand(total, weights, method):
    """Search all divisions for the one that no other division betters, by the definition of each method."""

    def divisions(left, units):
        if len(units) == 1:
            yield {units[0]: left}
            return
        for n in range(left + 1):
            for rest in divisions(left - n, units[1:]):
                yield {units[0]: n, **rest}

    whole = sum(weights.values())
    quota = {u: Fraction(total * w, whole) for u, w in weights.items()}

    def cost(seats):
        if method is Method.LARGEST_REMAINDER:  # least sum of distances from the quota
            return sum(abs(seats[u] - quota[u]) for u in weights)
        if method is Method.WEBSTER:  # least squares of seats by weight
            return sum(Fraction(seats[u] ** 2, weights[u]) for u in weights)
        if method is Method.JEFFERSON:  # the best-off unit is as badly off as it can be
            return max(Fraction(seats[u], weights[u]) for u in weights)
        if method is Method.ADAMS:  # the worst-off unit is as well off as it can be
            return -min(Fraction(seats[u], weights[u]) for u in weights)
        if any(n == 0 for n in seats.values()):  # Huntington-Hill: least squares of weight by seats
            return math.inf
        return sum(Fraction(weights[u] ** 2, seats[u]) for u in weights)

    return min(map(cost, divisions(total, list(weights)))), cost


@given(st.integers(0, 9), st.lists(st.integers(1, 9), min_size=1, max_size=3), st.sampled_from(METHODS))
def test_each_method_is_best_by_its_own_measure(total, numbers, method):
    weights = {f"u{i}": n for i, n in enumerate(numbers)}
    best, cost = by_hand(total, weights, method)
    if best != math.inf:
        assert cost(apportion(total, weights, method).seats) == best


@given(TOTALS, WEIGHTS, st.sampled_from(METHODS), st.integers(0, 2))
def test_the_parts_come_to_the_total_and_nobody_gets_less_than_the_least(total, weights, method, least):
    if total < least * len(weights):
        with pytest.raises(ValueError, match="do not reach"):
            apportion(total, weights, method, least=least)
        return
    seats = apportion(total, weights, method, least=least).seats
    assert sum(seats.values()) == total
    assert min(seats.values()) >= least


@given(TOTALS, WEIGHTS)
def test_largest_remainder_stays_within_quota(total, weights):
    assert apportion(total, weights).outside_quota == ()


@given(TOTALS, WEIGHTS, st.sampled_from(METHODS))
def test_whoever_weighs_more_gets_no_fewer_and_multiples_change_nothing(total, weights, method):
    found = apportion(total, weights, method)
    for one, other in ((a, b) for a in weights for b in weights if weights[a] > weights[b]):
        assert found.seats[one] >= found.seats[other]
    assert apportion(total, {u: Fraction(7 * w, 3) for u, w in weights.items()}, method) == found


@given(WEIGHTS, st.sampled_from(DIVISORS))
def test_divisor_methods_never_take_a_post_because_there_are_more(weights, method):
    assert alabama_paradoxes(weights, range(15), method) == ()


@given(WEIGHTS, st.data(), st.integers(0, 15), st.sampled_from(DIVISORS))
def test_divisor_methods_never_punish_whoever_grows_faster(weights, data, total, method):
    after = {unit: data.draw(st.integers(1, 40)) for unit in weights}
    assert population_paradoxes(weights, after, total, method) == ()


def test_with_a_greater_total_largest_remainder_may_take_a_post_away():
    first, second = alabama_paradoxes({"a": 6, "b": 6, "c": 2}, range(1, 12))
    assert (first.unit, first.before, first.after, first.total) == ("c", 1, 0, 4)
    assert (second.unit, second.before, second.after, second.total) == ("c", 2, 1, 11)


def test_with_largest_remainder_who_grows_faster_may_lose_to_who_grows_more_slowly():
    before, after = {"a": 58, "b": 26, "c": 8}, {"a": 62, "b": 32, "c": 11}
    (found,) = population_paradoxes(before, after, 5)
    assert (found.unit, found.before, found.after, found.gains) == ("c", 1, 0, "b")
    assert Fraction(after["c"], before["c"]) > Fraction(after["b"], before["b"])
    assert population_paradoxes(before, after, 5, Method.WEBSTER) == ()


def test_a_new_unit_that_brings_its_posts_may_still_take_one_from_another():
    (found,) = new_unit_paradoxes({"a": 1045, "b": 8955}, 100, "c", 525)
    assert (found.unit, found.before, found.after, found.gains) == ("b", 90, 89, "a")
    assert new_unit_paradoxes({"a": 1045, "b": 8955}, 100, "c", 525, Method.WEBSTER) == ()


def test_a_divisor_method_may_leave_the_quota():
    found = apportion(10, {"a": 85, "b": 5, "c": 5, "d": 5}, Method.ADAMS)
    assert found.quotas["a"] == Fraction(17, 2)
    assert found.outside_quota == ("a",)


@pytest.mark.parametrize("method", METHODS)
def test_a_tie_is_said_and_goes_to_whom_is_named_first(method):
    found = apportion(3, {"a": 1, "b": 1}, method)
    assert dict(found.seats) == {"a": 2, "b": 1}
    assert found.tied == ("a", "b")
    assert apportion(4, {"a": 1, "b": 1}, method).tied == ()


@pytest.mark.parametrize("method", METHODS)
def test_5801_posts_over_124_communities_sum_exactly(method):
    """BA-028: whatever the figures and the method, the quotas come to 5,801."""
    people = {f"c{n}": 5_000 + (n * n * 37) % 60_000 for n in range(124)}
    firms = {f"c{n}": (n * 53) % 400 for n in range(124)}
    claims = combined({"population": people, "firms": firms}, {"population": 3, "firms": 1})
    found = apportion(5_801, claims, method, least=10)
    assert sum(claims.values()) == 1
    assert sum(found.seats.values()) == 5_801
    assert min(found.seats.values()) >= 10


@pytest.mark.parametrize(
    ("total", "weights", "words"),
    [(1, {"a": -1}, "negative"), (1, {"a": 0}, "no weight"), (1, {}, "no weight")],
)
def test_what_cannot_be_divided_is_refused(total, weights, words):
    with pytest.raises(ValueError, match=words):
        apportion(total, weights)
    with pytest.raises(ValueError, match="comes to zero"):
        combined({"area": {"a": 0}}, {"area": 1})
