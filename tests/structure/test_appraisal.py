"""Partly known shares: what a group holds, against every way of completing them on a grid of rationals."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from basegov.quantities import Share
from basegov.structure.appraisal import Appraisal, ShareVector, evaluators_are_listed, share_vector
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Street
from basegov.values import NOT_STATED

FINE = 16  # ends lie on quarters; three open ends still leave room on sixteenths


@st.composite
def shares(draw):
    """A share whose ends lie on quarters, or one that is not known at all."""
    end = st.none() | st.integers(0, 4).map(lambda n: Fraction(n, 4))
    try:
        return Share.between(draw(end), draw(end), low_open=draw(st.booleans()), high_open=draw(st.booleans()))
    except ValueError:
        assume(False)


def completions(vector):
    """Yield every way of giving the named evaluators and the others shares on the grid that come to one."""
    points = [[Fraction(n, FINE) for n in range(FINE + 1) if Fraction(n, FINE) in share] for _, share in vector.shares]
    for values in itertools.product(*points):
        rest = 1 - sum(values)
        if rest == 0 or (rest > 0 and not vector.complete):
            yield values, rest


@given(
    st.lists(shares(), max_size=3), st.booleans(), st.sets(st.sampled_from("abc")), st.booleans(),
)  # fmt: skip
def test_what_a_group_holds_is_the_range_over_all_completions(parts, complete, group, others_may_belong):
    vector = ShareVector(tuple(zip("abc", parts, strict=False)), complete)
    possible = set()
    for values, rest in completions(vector):
        held = sum((v for (name, _), v in zip(vector.shares, values, strict=True) if name in group), Fraction(0))
        upto = int(rest * FINE) if others_may_belong else 0
        possible.update(held + Fraction(n, FINE) for n in range(upto + 1))
    answer = vector.held_by(group, others_may_belong=others_may_belong)
    assert (answer is None) == (not possible)
    if answer is not None:
        # on eighths each value of the range is reached, and none outside of it
        eighths = [Fraction(n, 8) for n in range(9)]
        assert [p for p in eighths if p in answer] == [p for p in eighths if p in possible]
        assert min(possible) >= answer.low
        assert max(possible) <= answer.high
        assert min(possible) - answer.low <= Fraction(1, 4)
        assert answer.high - max(possible) <= Fraction(1, 4)


@given(st.lists(shares(), max_size=3), st.booleans())
def test_shares_that_cannot_come_to_one_are_exactly_those_without_a_completion(parts, complete):
    vector = ShareVector(tuple(zip("abc", parts, strict=False)), complete)
    impossible = next(completions(vector), None) is None
    assert (vector.exceeds_one or vector.falls_short) == impossible


def test_what_one_share_leaves_to_the_others():
    """GL-034: the street holds 60% at least, so all others together hold 40% at most."""
    vector = ShareVector((("street", Share(">= 60%")), ("bureau", Share.unknown())))
    assert vector.held_by(["bureau"]) == Share("<= 40%")
    assert vector.held_by([], others_may_belong=True) == Share("<= 40%")
    assert vector.held_by(["street"]) == Share(">= 60%")
    assert ShareVector((("street", Share("> 60%")), ("bureau", Share.unknown())), True).held_by(["bureau"]) == Share(
        "< 40%"
    )


def test_the_vector_is_read_from_the_records():
    records = [
        Street(id="s"), Department(id="b"), DispatchedAgency(id="a"),
        Inventory(scope="a", of="appraisal", complete=True),
        Appraisal(subject="a", evaluator="s", share=Share("60%")), Appraisal(subject="a", evaluator="b"),
    ]  # fmt: skip
    structure = Structure.build(records)
    assert evaluators_are_listed(structure, "a")
    vector = share_vector(structure, "a", NOT_STATED)
    assert vector.complete
    assert vector.held_by(["b"]) == Share("40%")
    assert vector.names(["s", "b"])
    assert not vector.names(["s", "x"])
