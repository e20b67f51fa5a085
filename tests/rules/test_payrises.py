"""Rules over how pay changes: it does not fall, and the mean rise."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count, Yuan
from basegov.reforms.changes import Change
from basegov.rules import MeanPayRise, PayNotFalling
from basegov.rules.verdicts import Outcome
from basegov.structure import Career, District, Inventory, PayComponent, PayRule, Staff, Structure
from basegov.values import NOT_STATED

LISTED = Inventory(scope="d", of="staff", complete=True)
PAY = PayRule(id="pay", components=(PayComponent(name="basic", by="post", amounts={"a": 3000, "b": 4000}),
                                    PayComponent(name="bonus")))  # fmt: skip
FALLS = PayNotFalling(staff="staff")


def change(before, after, *, listed=True):
    states = [
        Structure.build([District(id="d"), *records, *([LISTED] if listed else [])], date="2026-01-01")
        for records in (before, after)
    ]
    return Change(*states)


def people(*pays):
    return [Staff(id=f"p{n}", parent="d", monthly_pay=pay) for n, pay in enumerate(pays)]


def outcome(rule, world):
    (verdict,) = {v.outcome for v in rule.check(world)}
    return verdict


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (3000, 3000, Outcome.MET),
        (3000, 2999, Outcome.VIOLATED),
        (3000, 3001, Outcome.MET),
        (NOT_STATED, 3000, Outcome.UNDETERMINED),
    ],
)
def test_recorded_pay_does_not_fall(before, after, expected):
    pays = [p if p is NOT_STATED else Yuan(p) for p in (before, after)]
    assert outcome(FALLS, change(people(pays[0]), people(pays[1]))) is expected


def paid(rule=PAY, post="a"):
    return [Staff(id="p", parent="d"), rule, Career(staff="p", post=post, years=Count(1))]


@pytest.mark.parametrize(
    ("terms", "before", "after", "expected"),
    [
        ({}, paid(), paid(), Outcome.MET),  # XZ-040: unchanged, though the bonus is not stated
        ({"component": "basic"}, paid(), paid(post="b"), Outcome.MET),  # GL-072
        ({"component": "basic"}, paid(post="b"), paid(), Outcome.VIOLATED),
        ({}, paid(post="b"), paid(), Outcome.UNDETERMINED),  # the bonus may make up for it
        ({"component": "basic", "unchanged_only": True}, paid(post="b"), paid(), Outcome.NOT_APPLICABLE),
        ({"component": "basic"}, paid(post=NOT_STATED), paid(post=NOT_STATED), Outcome.UNDETERMINED),
    ],
)
def test_a_component_by_the_pay_rule(terms, before, after, expected):
    assert outcome(PayNotFalling(staff="staff", **terms), change(before, after)) is expected


def test_natural_growth_of_the_basic_wage():
    """GL-072: basic at t+1 is at least basic at t, when the rule changes and the facts do not."""
    for basic, expected in ((3000, Outcome.MET), (3100, Outcome.MET), (2999, Outcome.VIOLATED)):
        later = attrs.evolve(PAY, components=(PayComponent(name="basic", by="post", amounts={"a": basic}),))
        rule = PayNotFalling(staff="staff", component="basic", unchanged_only=True)
        assert outcome(rule, change(paid(), [paid()[0], later, paid()[2]])) is expected


def test_people_that_may_not_be_listed_leave_it_open_and_newcomers_do_not_count():
    world = change(people(Yuan(1)), people(Yuan(1)), listed=False)
    assert [v.outcome for v in FALLS.check(world)] == [Outcome.UNDETERMINED, Outcome.MET]
    assert outcome(FALLS, change([], people(Yuan(1)))) is Outcome.NOT_APPLICABLE
    assert outcome(FALLS, change([], []).after) is Outcome.NOT_APPLICABLE  # a structure is no change


@pytest.mark.parametrize(
    ("rises", "expected"),
    [((2000, 2000), Outcome.MET), ((1999, 2001), Outcome.MET), ((1999, 2000), Outcome.VIOLATED)],
)
def test_the_mean_rise(rises, expected):
    """GL-074: 2,000 yuan a month more on average."""
    before, after = people(Yuan(3000), Yuan(5000)), people(Yuan(3000 + rises[0]), Yuan(5000 + rises[1]))
    assert outcome(MeanPayRise(staff="staff", at_least=2000), change(before, after)) is expected


def test_the_mean_rise_is_not_known_while_pay_or_people_are_not():
    rule = MeanPayRise(staff="staff", at_least=2000)
    world = change(people(Yuan(1), NOT_STATED), people(Yuan(9000), Yuan(1)))
    assert outcome(rule, world) is Outcome.UNDETERMINED
    assert outcome(rule, change(people(Yuan(1)), people(Yuan(9000)), listed=False)) is Outcome.UNDETERMINED
    assert outcome(MeanPayRise(staff="staff"), change(people(Yuan(1)), people(Yuan(2)))) is Outcome.UNDETERMINED


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5), st.integers(-3, 5))
def test_the_mean_is_exact(pairs, least):
    before, after = people(*(Yuan(a) for a, _ in pairs)), people(*(Yuan(b) for _, b in pairs))
    enough = sum(b - a for a, b in pairs) >= least * len(pairs)
    expected = Outcome.MET if enough else Outcome.VIOLATED
    assert outcome(MeanPayRise(staff="staff", at_least=least), change(before, after)) is expected
