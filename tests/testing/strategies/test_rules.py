"""Rules of every registered class have valid parameters; policies hold them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from basegov.quantities import Share
from basegov.rules import AppraisalShare
from basegov.rules.rule import RULE_TYPES
from basegov.testing import strategies as bst


@pytest.mark.parametrize("kind", RULE_TYPES)
@given(data=st.data())
@settings(max_examples=3)
def test_every_rule_is_drawn_and_says_itself(kind, data):
    for known in ("fully", "partly"):
        rule = data.draw(bst.rules(kind, known=known))
        assert type(rule) is RULE_TYPES[kind].cls
        assert rule.measure.text("zh")
        assert rule.requirement.text("zh")


@given(bst.rules(AppraisalShare, exactly=None, at_least=bst.shares(min_value="1/2", exact=True), at_most=None))
def test_fixed_parameters_are_as_they_were_given(rule):
    assert rule.at_least.exact >= Share("50%").exact
    assert rule.exactly is None


@given(bst.policies(min_size=2, max_size=4, kinds=("unit_size", "appraisal_share")))
def test_a_policy_has_rules_of_the_kinds_that_are_named(policy):
    assert 2 <= len(policy.rules) <= 4
    assert {type(rule).__name__ for rule in policy.rules} <= {"UnitSize", "AppraisalShare"}
    assert len({rule.id for rule in policy.rules}) == len(policy.rules)


@given(bst.structures(min_communities=1), bst.policies(kinds=("unit_size", "appraisal_share", "unit_count")))
def test_a_policy_judges_a_structure(structure, policy):
    report = policy.check(structure, everywhere=True)
    assert report.verdicts


@pytest.mark.parametrize(("ask", "words"), [
    (lambda: bst.rules("apraisal_share"), r"did you mean 'appraisal_share'\?"),
    (lambda: bst.rules("unit_size", at_lest=1), r"did you mean 'at_least'\?"),
    (lambda: bst.rules(at_least=1), "name the kind"),
    (lambda: bst.policies(kinds=()), "name at least one"),
    (lambda: bst.policies(kinds="unit_size"), r"such as \('unit_size',\)"),
    (lambda: bst.policies(min_size=4), "raise max_size"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_once_and_says_the_next_step(ask, words):
    with pytest.raises(InvalidArgument, match=words):
        ask()
