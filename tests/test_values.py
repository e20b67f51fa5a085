"""Exact values: reading, writing, intervals against brute force on a grid of rationals."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basegov.exact import write_number
from basegov.quantities import Count, Difference, Metres, Number, Quantity, Share, SquareKilometres, Yuan
from basegov.values import EMPTY, NOT_STATED, FrozenMap, Truth

KINDS = (Share, Count, Yuan, SquareKilometres, Metres, Number)
POINTS = {
    Share: st.fractions(0, 1, max_denominator=50),
    Count: st.integers(0, 10**7),
    Yuan: st.fractions(max_denominator=100),
    SquareKilometres: st.fractions(min_value=0, max_denominator=100),
    Metres: st.fractions(min_value=0, max_denominator=100),
    Number: st.fractions(max_denominator=100),
}


@st.composite
def quantities(draw, kinds=KINDS):
    kind = draw(st.sampled_from(kinds))
    end = st.none() | POINTS[kind]
    low, high, low_open, high_open = draw(st.tuples(end, end, st.booleans(), st.booleans()))
    if low is not None and high is not None and low > high:
        low, high = high, low
    try:
        return kind.between(low, high, low_open=low_open, high_open=high_open)
    except ValueError:
        assume(False)


@st.composite
def small(draw, kind=Share, step=Fraction(1, 4), top=4):
    """A share with its ends on the grid of quarters."""
    end = st.none() | st.integers(0, top).map(lambda n: n * step)
    low, high, low_open, high_open = draw(st.tuples(end, end, st.booleans(), st.booleans()))
    try:
        return kind.between(low, high, low_open=low_open, high_open=high_open)
    except ValueError:
        assume(False)


GRID = [Fraction(n, 8) for n in range(9)]  # every interval with ends on quarters holds a point of it


# reading


@pytest.mark.parametrize("text", ["60%", "60 %", "60％", "0.6", "0.60", "3/5", " 60% ", "=60%", "6/10"])
def test_a_share_has_many_spellings_and_one_value(text):
    """GL-034."""
    assert Share(text) == Share(Fraction(3, 5))


@pytest.mark.parametrize("text", [">= 60%", ">=60%", "≥60%", "at least 60%", "不低于60%", "至少 3/5", "60% .. 100%"])
def test_bounds_are_read_in_both_languages(text):
    assert Share(text) == Share.between(Fraction(3, 5), None)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("> 0%", "超过0%"), ("< 60%", "低于60%"), ("<= 60%", "不超过 60%"), ("<= 60%", "0 .. 60%"),
        ("> 40%, < 60%", "高于40%，低于60%"), ("at least 40%, at most 60%", "40% .. 60%"),
    ],
)  # fmt: skip
def test_signs_and_words_say_the_same(text, same):
    assert Share(text) == Share(same)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Yuan, "50万", 500_000), (Yuan, "50万元", 500_000), (Yuan, "1.756亿元", 175_600_000), (Yuan, "-5 yuan", -5),
        (Yuan, "500,000 yuan", 500_000), (Count, "1,200", 1200), (Count, "3万", 30_000), (Metres, "350m", 350),
        (SquareKilometres, "1.5 km2", Fraction(3, 2)), (SquareKilometres, "1.5平方公里", Fraction(3, 2)),
    ],
)  # fmt: skip
def test_units_are_read(kind, text, value):
    assert kind(text).exact == value


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (Share, 0.6, TypeError),
        (Share, True, TypeError),
        (Share, None, TypeError),
        (Share, Decimal("NaN"), ValueError),
        (Share, "120%", ValueError),
        (Share, "-1%", ValueError),
        (Share, "<= 120%", ValueError),
        (Share, 60, ValueError),
        (Share, "> 100%", ValueError),
        (Share, "60% .. 40%", ValueError),
        (Share, "", ValueError),
        (Share, ">=", ValueError),
        (Share, "sixty", ValueError),
        (Share, "1/0", ValueError),
        (Share, "nan", ValueError),
        (Share, "1e-1", ValueError),
        (Share, ">= 10%, >= 20%", ValueError),
        (Share, "10%, <= 20%", ValueError),
        (Share, "<= 20%, 10%", ValueError),
        (Count, "-3", ValueError),
        (Count, "2.5", ValueError),
        (Count, ">= 2.5", ValueError),
        (Count, "> 3, < 4", ValueError),
        (Count, ">= -5", ValueError),
        (Count, "1,2", ValueError),
        (Metres, "5 km", ValueError),
        (Number, "9" * 5000, ValueError),
        (Number, Decimal("1e999999999"), ValueError),
        (Share, Count(1), TypeError),
        (Count, Share("100%"), TypeError),
        (Yuan, Metres(5), TypeError),
    ],
)
def test_what_is_no_value_of_the_kind_is_refused(kind, value, error):
    with pytest.raises(error):
        kind(value)


def test_a_plain_number_or_a_difference_of_the_same_unit_is_taken():
    assert Share(Number("1/2")) == Share("50%")
    assert Share(Number(">= 1/2")) == Share(">= 50%")
    assert Share(Share("60%").minus(Share("10%"))) == Share("50%")
    with pytest.raises(TypeError):
        Count(Yuan(2).minus(Yuan(1)))


@given(quantities())
def test_text_reads_back_in_both_languages(q):
    assert type(q)(q.text("en")) == q
    assert type(q)(q.text("zh")) == q


@given(st.fractions(max_denominator=10**6))
def test_numbers_read_back(value):
    assert Number(write_number(value)).exact == value


@given(quantities())
def test_quantities_survive_copy_and_pickle(q):
    assert copy.copy(q) == copy.deepcopy(q) == pickle.loads(pickle.dumps(q)) == q
    assert hash(pickle.loads(pickle.dumps(q))) == hash(q)


def test_what_is_said_in_text():
    assert str(Share(">= 60%")) == ">= 60%"
    assert Share(Fraction(1, 3)).text() == "1/3"
    assert Share.unknown().text("zh") == "未载明"
    assert Yuan(500_000).text("zh") == "500,000元"
    assert repr(Count("> 3")) == "Count('>= 4')"
    assert Share("60%").minus(Share("50%")).text() == "+10%"
    assert Difference.build(0, None, low_open=True, kind=Share).text() == "> 0%"


# one form for each state of knowledge


def test_equal_knowledge_compares_equal():
    assert Count("> 3") == Count(">= 4")
    assert Count("> 3, < 5") == Count(4)
    assert Yuan("> 5") + Yuan.unknown() == Yuan.unknown()
    assert Share(1) != Count(1)
    assert Share("0 .. 100%").says_nothing
    assert not Share("> 0%").says_nothing


@given(small(Count, 1, 6), small(Count, 1, 6))
def test_whole_numbers_leave_no_gap_between_bounds(a, b):
    """An answer about counts is what enumeration says, also where an open bound excludes a whole number."""
    points = [n for n in range(10) if n in a]
    inside = [n in b for n in points]
    expected = Truth.TRUE if all(inside) else Truth.FALSE if not any(inside) else Truth.UNKNOWN
    assert a.within(b) is expected


# intervals against the points in them


@given(small(), small())
def test_within_is_the_common_answer_of_all_points(a, b):
    answers = {point in b for point in GRID if point in a}
    expected = Truth.UNKNOWN if len(answers) == 2 else Truth.TRUE if answers.pop() else Truth.FALSE
    assert a.within(b) is expected


@given(small(), small())
def test_intersection_holds_the_points_of_both(a, b):
    both = a.intersect(b)
    assert [p for p in GRID if p in a and p in b] == ([] if both is None else [p for p in GRID if p in both])


@given(small(), small())
def test_sums_hold_every_sum_and_nothing_else(a, b):
    fine = [Fraction(n, 16) for n in range(17)]
    sums = {x + y for x in fine if x in a for y in fine if y in b}
    try:
        total = a + b
    except ValueError:
        assert not any(s <= 1 for s in sums)
    else:
        assert {p for p in GRID if p in total} == {s for s in sums if s in GRID}


@given(small(), small())
def test_differences_hold_every_difference_and_nothing_else(a, b):
    fine = [Fraction(n, 16) for n in range(17)]
    differences = {x - y for x in fine if x in a for y in fine if y in b}
    difference = a.minus(b)
    grid = [Fraction(n, 8) for n in range(-8, 9)]
    assert {p for p in grid if p in difference} == {d for d in differences if d in grid}
    assert difference.kind is Share


@given(st.lists(small(kind=Yuan), max_size=4))
def test_a_total_with_a_part_not_stated_is_open(parts):
    total = Yuan.total(parts)
    assert Yuan.total([*parts, NOT_STATED]).says_nothing
    assert total.low == (None if any(p.low is None for p in parts) else sum(p.low for p in parts))


def test_a_total_of_counts_with_a_part_not_stated_is_a_lower_bound():
    assert Count.total([Count(3), NOT_STATED, Count(">= 2")]) == Count(">= 5")


def test_sixty_and_thirty_and_ten_percent_are_one():
    assert Share("0.6") + Share("0.3") + Share("0.1") == Share(1)


def test_the_unit_of_a_difference_survives_sums_and_intersections():
    a, b = Share("60%").minus(Share("50%")), Difference.build(0, 1, kind=Share)
    assert (a + b).kind is Share
    assert a.intersect(b) == a
    assert a.intersect(b).kind is Share
    assert Difference.build(0, None, low_open=True, kind=Count) == Difference.build(1, None, kind=Count)
    with pytest.raises(ValueError, match="lies between"):
        Difference.build(1, 0)


def test_units_do_not_mix():
    for clash in (lambda: Yuan(1) + Count(1), lambda: Yuan(1).minus(Share(1)), lambda: Count(1).intersect(Metres(1))):
        with pytest.raises(TypeError, match="same unit"):
            clash()
    assert Count(3).minus(Number(1)) == Difference.build(2, 2, kind=Count)


# truth


def test_a_truth_is_no_bool():
    with pytest.raises(TypeError, match="three values"):
        bool(Truth.FALSE)


@given(st.lists(st.sampled_from(Truth)))
def test_conjunction_and_disjunction_are_kleenes(truths):
    order = [Truth.FALSE, Truth.UNKNOWN, Truth.TRUE]
    assert Truth.all(truths) is min(truths, key=order.index, default=Truth.TRUE)
    assert Truth.any(truths) is max(truths, key=order.index, default=Truth.FALSE)


def test_what_is_not_stated_is_neither_zero_nor_true():
    assert not NOT_STATED
    assert Truth.of(NOT_STATED) is Truth.UNKNOWN
    assert pickle.loads(pickle.dumps(NOT_STATED)) is NOT_STATED
    assert copy.deepcopy(NOT_STATED) is NOT_STATED


# mappings


@given(st.dictionaries(st.text(), st.integers()))
def test_a_frozen_map_is_the_mapping_and_never_changes(items):
    frozen = FrozenMap(items)
    assert frozen == items
    assert hash(frozen) == hash(FrozenMap(dict(reversed(items.items()))))
    assert pickle.loads(pickle.dumps(frozen)) == copy.deepcopy(frozen) == frozen
    assert list(frozen) == list(items)
    items["new"] = 1
    for attempt in (
        lambda: frozen.__setitem__("x", 1), lambda: setattr(frozen, "_items", {}), lambda: delattr(frozen, "_items"),
        lambda: frozen.update(x=1),
    ):  # fmt: skip
        with pytest.raises((AttributeError, TypeError)):
            attempt()
    assert "x" not in frozen
    assert EMPTY == {}


def test_quantities_do_not_change():
    with pytest.raises(AttributeError):
        Share("60%").low = 0
    assert isinstance(Share("60%"), Quantity)
