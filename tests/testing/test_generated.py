"""Structures made for rules: every rule is met by what is made for it, and missed by what is made to miss it."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from basegov.catalog import load_policy
from basegov.errors import BasegovError
from basegov.quantities import Count, Share
from basegov.rules import AppraisalShare, UnitCount, UnitSize
from basegov.rules.rule import RULE_TYPES
from basegov.rules.verdicts import Outcome
from basegov.testing.drafts.chooser import just_beyond
from basegov.testing.drafts.draft import CannotMissError
from basegov.testing.drafts.makers import has_maker
from basegov.testing.drafts.wishes import ClashError
from basegov.testing.generated import (
    rules_with_makers,
    valid_changes,
    valid_structures,
    violating_changes,
    violating_structures,
)
from basegov.testing.strategies.traces import has_trace_maker
from tests.catalog.districts import FIVE

MODEL = load_policy("shili-2026")
RULES = [rule for rule in rules_with_makers(MODEL) if rule.judges == "structure"]
CHANGE_RULES = [rule for rule in rules_with_makers(MODEL) if rule.judges in ("change", "merger")]
TRACE_RULES = [rule for rule in MODEL.rules_in_force() if rule.judges == "trace"]
FEW = settings(max_examples=8)
NOT_MISSED = set()
"""Rules of the model policy that nothing can miss, each with its reason in the maker."""


CANNOT_ALONE = {
    "xiangzhou-2018": {
        "street-affairs-with-power": "ClashError",  # what has no power has no power and people either
        "people-power-and-duty": "ClashError",
        "first-grades-are-set": "ClashError",  # whoever is not enrolled does not fulfil the conditions of enrolment
    },
    "wuhua-2020": {
        "two-lists": "ClashError",  # other clauses need both of them
        "promotion-with-time": "ClashError",  # years are one of the three factors on which another clause rests it
        "at-least-two-parts": "ReformError",  # no step merges one unit
        "suitable-population": "CannotMissError",  # no number is stated
        "suitable-area": "CannotMissError",
        "similar-conditions": "CannotMissError",
        "big-with-small-strong-with-weak": "CannotMissError",
    },
}
"""Clauses that nothing misses, or that nothing misses without breaking another one: what is raised for each."""

OWN = [name for name, kind in RULE_TYPES.items() if kind.cls.__module__.startswith("basegov.")]


@pytest.mark.parametrize("name", OWN)
def test_every_rule_has_a_maker(name):
    cls = RULE_TYPES[name].cls
    assert has_trace_maker(cls) if cls.judges == "trace" else has_maker(cls)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_made_for_a_rule_meets_it(rule):
    @FEW
    @given(valid_structures(rule))
    def holds(structure):
        assert {v.outcome for v in rule.check(structure)} - {Outcome.NOT_APPLICABLE} == {Outcome.MET}

    holds()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_made_to_miss_a_rule_misses_it(rule):
    if rule.id in NOT_MISSED:
        with pytest.raises(CannotMissError):
            violating_structures(rule)
        return

    @FEW
    @given(violating_structures(rule))
    def misses(structure):
        assert Outcome.VIOLATED in {v.outcome for v in rule.check(structure)}

    misses()


@pytest.mark.parametrize("rule", CHANGE_RULES, ids=lambda rule: rule.id)
def test_a_change_made_for_a_rule_meets_it(rule):
    @FEW
    @given(valid_changes(rule))
    def holds(change):
        assert {v.outcome for v in rule.check(change)} == {Outcome.MET}

    holds()


@pytest.mark.parametrize("rule", CHANGE_RULES, ids=lambda rule: rule.id)
def test_a_change_made_to_miss_a_rule_misses_it(rule):
    @FEW
    @given(violating_changes(rule))
    def misses(change):
        assert Outcome.VIOLATED in {v.outcome for v in rule.check(change)}

    misses()


REAL = [*FIVE.values(), "residents-committees-law"]


@pytest.mark.parametrize("name", REAL)
def test_a_shipped_policy_can_be_met_as_a_whole(name):
    policy = load_policy(name)
    rules = rules_with_makers(policy)
    structure, change = find_first(valid_structures(rules)), find_first(valid_changes(rules))
    for rule in rules:
        world = structure if rule.judges == "structure" else change
        assert Outcome.VIOLATED not in {verdict.outcome for verdict in rule.check(world)}


@pytest.mark.parametrize("name", ["xiangzhou-2018", "wuhua-2020", "residents-committees-law"])
def test_each_clause_of_a_shipped_policy_can_be_missed_alone_or_it_is_known_why_not(name):
    rules = rules_with_makers(load_policy(name))
    asked = rules if len(rules) < 30 else rules[::3]  # of a long policy every third: all of its clauses take a minute
    cannot = {}
    for rule in asked:
        violating = violating_structures if rule.judges == "structure" else violating_changes
        try:
            world = find_first(violating(rule, rules))
        except BasegovError as error:
            cannot[rule.id] = type(error).__name__
        else:
            alike = [other for other in rules if (other.judges == "structure") is (rule.judges == "structure")]
            broken = {v.rule.id for other in alike for v in other.check(world) if v.outcome is Outcome.VIOLATED}
            assert broken == {rule.id}
    ids = {rule.id for rule in asked}
    assert cannot == {id_: why for id_, why in CANNOT_ALONE.get(name, {}).items() if id_ in ids}


def find_first(strategy):
    """Return the simplest thing that a strategy gives, made once."""
    found = []

    @settings(max_examples=1, phases=[Phase.generate])
    @given(strategy)
    def keep(drawn):
        found.append(drawn)

    keep()
    return found[0]


def test_just_beyond_is_one_step_outside_and_in_the_domain():
    assert just_beyond(Share(">= 60%")) == (Share(">= 59%, < 60%"),)
    assert just_beyond(Count("5 .. 7")) == (Count(4), Count(8))
    assert just_beyond(Share("> 0%")) == (Share("0%"),)
    assert just_beyond(Count(">= 0")) == ()


@given(
    st.lists(st.tuples(st.fractions(0, 1, max_denominator=20), st.sampled_from(["at_least", "at_most"])), max_size=4),
    st.data(),
)
def test_bounds_of_several_rules_are_merged_and_those_that_clash_are_named(bounds, data):
    rules = [
        AppraisalShare(
            id=f"r{i}", subject="dispatched_agency", evaluator="street", role="host", period="annual", **{side: bound}
        )
        for i, (bound, side) in enumerate(bounds)
    ]
    low = max((bound for bound, side in bounds if side == "at_least"), default=0)
    high = min((bound for bound, side in bounds if side == "at_most"), default=1)
    if low <= high:
        structure = data.draw(valid_structures(rules))
        assert {v.outcome for v in check_all(rules, structure)} <= {Outcome.MET}
    else:
        with pytest.raises(ClashError) as raised:
            valid_structures(rules)
        assert len(raised.value.rules) == 2


def check_all(rules, structure):
    return [verdict for rule in rules for verdict in rule.check(structure)]


def test_numbers_that_two_rules_bound_are_merged_before_anything_is_made():
    rules = [
        UnitCount(id="few", within="street", at_most=3),
        UnitCount(id="many", within="street", at_least=3),
        UnitSize(id="size", of="population", at_least=1000),
    ]

    @FEW
    @given(valid_structures(rules))
    def holds(structure):
        assert len(structure.records("community")) == 3 * len(structure.records("street"))

    holds()
    with pytest.raises(ClashError, match=r"few.*more|more.*few"):
        valid_structures([*rules, UnitCount(id="more", within="street", at_least=4)])
