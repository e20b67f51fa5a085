"""Looking for counterexamples: the smallest there is, the same with the same seed, none where the claim holds."""

import pytest

from basegov import load_policy
from basegov.quantities import Share
from basegov.reforms.changes import Change
from basegov.rules import AppraisalShare, MergedSize, UnitSize
from basegov.testing import find_counterexample, implies
from basegov.testing.generated import valid_structures

STREET = {"subject": "dispatched_agency", "evaluator": "street", "role": "host", "period": "annual"}
SIXTY = AppraisalShare(id="sixty", at_least="60%", **STREET)
FIFTY = AppraisalShare(id="fifty", at_least="50%", **STREET)


def test_a_stricter_floor_implies_a_laxer_one_and_not_the_other_way():
    assert find_counterexample(implies(SIXTY, FIFTY)) is None
    found = find_counterexample(implies(FIFTY, SIXTY))
    (verdict,) = found.verdicts
    assert verdict.rule.id == "sixty"
    assert Share("50%").low <= verdict.measured.exact < Share("60%").low


def test_the_same_seed_finds_the_same():
    first, second = (find_counterexample(implies(FIFTY, SIXTY), seed=7) for _ in range(2))
    assert first.world == second.world
    assert first.seed == 7


def test_a_counterexample_is_small_and_shows_itself_as_a_file_in_both_languages():
    found = find_counterexample(implies(FIFTY, SIXTY))
    assert len(tuple(found.world.nodes())) <= 6
    english, chinese = found.text("en"), found.text("zh")
    assert english.startswith("not so: whatever meets fifty meets sixty")
    assert chinese.startswith("反例：并非凡符合 fifty 者，亦符合 sixty")
    for text in (english, chinese):
        assert "basegov: structure/1" in text
        assert "甲街道" in text


def test_a_policy_of_one_district_does_not_imply_that_of_another():
    weights = {name: load_policy(name).rules[:1] for name in ("guangling-2021", "xiangzhou-2018")}
    found = find_counterexample(implies(weights["guangling-2021"], weights["xiangzhou-2018"]))
    assert {v.rule.id for v in found.verdicts} == {weights["xiangzhou-2018"][0].id}


def test_changes_are_looked_for_where_the_rules_speak_of_changes():
    big = MergedSize(id="big", of="population", at_least=5000, unit="community")
    small = MergedSize(id="small", of="population", at_least=4000, unit="community")
    assert find_counterexample(implies(big, small)) is None
    found = find_counterexample(implies(small, big))
    assert isinstance(found.world, Change)
    assert "population" in found.text()


def test_a_function_is_a_claim_too_and_is_named_by_its_first_line():
    def few_people(structure):
        """No community has more than 1,500 people."""
        return all(c.population.exact <= 1500 for c in structure.records("community"))

    among = valid_structures(UnitSize(id="size", of="population", at_least=1000, at_most=2000))
    found = find_counterexample(few_people, among=among)
    assert found.claim.en == "No community has more than 1,500 people."
    assert [c.population.exact for c in found.world.records("community")] == [1501]
    assert find_counterexample(lambda structure: True, among=among, max_examples=20) is None


def test_a_function_has_to_say_where_to_look():
    with pytest.raises(TypeError, match="among"):
        find_counterexample(lambda structure: True)
