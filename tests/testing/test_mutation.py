"""Mutation: what is changed in a rule, what cases notice, and how the rest is told."""

from __future__ import annotations

import attrs
import pytest

from basegov.catalog import load_policy, shipped
from basegov.quantities import Number, Share
from basegov.rules.admission import Admission
from basegov.rules.appraisal import AppraisalShare
from basegov.rules.rights import HoldsRights
from basegov.rules.units import UnitSize
from basegov.terms import Force, Strength
from basegov.testing import mutate, policy_test_from_text
from basegov.testing.mutants import Mutant, Sort, mutants_of
from basegov.values import NOT_STATED
from tests.testing.test_plugin import GOOD

SHIPPED = {type(rule): rule for name in shipped("policy") for rule in load_policy(name).rules_in_force()}


def share(**terms) -> AppraisalShare:
    """Return a rule over the shares of sunk staff."""
    subject = {"kind": "staff_group", "where": {"sunk": True}, "within": "street-a"}
    return AppraisalShare(id="r", **{"subject": subject, "evaluator": "street", "at_least": "60%", **terms})


def made(rule, field) -> list:
    """Return the values that a field has in the mutants of a rule."""
    new = [getattr(m.mutated, field) for m in mutants_of(rule) if m.mutated is not None]
    return [value for value in new if value != getattr(rule, field)]


def test_a_bound_moves_by_the_smallest_step_both_ways():
    assert {Share("59.99%"), Share("60.01%")} <= set(made(share(), "at_least"))
    size = UnitSize(id="r", unit="community", of="households", at_least=100, at_most=700)
    assert {"99", "101"} <= {str(bound) for bound in made(size, "at_least")}
    by_field = {(m.sort, str(m.words).split(":")[0]) for m in mutants_of(size)}
    assert {
        (Sort.WEAKENED, "at_least"), (Sort.TIGHTENED, "at_least"),
        (Sort.WEAKENED, "at_most"), (Sort.TIGHTENED, "at_most"),
    } <= by_field  # fmt: skip


def test_the_subject_is_widened_turned_round_and_exchanged():
    subjects = made(share(), "subject")
    assert {(s.kind, tuple(s.where.items()), s.within) for s in subjects} >= {
        ("staff_group", (), "street-a"),
        ("staff_group", (("sunk", (False,)),), "street-a"),
        ("staff_group", (("sunk", (True,)),), None),
    }
    assert any(s.kind != "staff_group" for s in subjects)
    assert made(share(), "evaluator") == ["unit"]


def test_strengths_go_one_step_down_and_up_and_sets_lose_a_member():
    rule = HoldsRights(id="r", holder="street", over="staff_group", rights={"appoint": "recommend", "veto": "veto"})
    rights = [dict(value) for value in made(rule, "rights")]
    assert {"veto": Strength.VETO} in rights
    assert {"appoint": Strength.CONSULTED, "veto": Strength.VETO} in rights
    assert {"appoint": Strength.DECISIVE_PROPOSAL, "veto": Strength.VETO} in rights


def test_the_force_is_changed_only_where_that_makes_a_difference():
    assert made(share(), "force") == [Force.GENERALLY]
    assert made(share(force=Force.MAY), "force") == [Force.MUST]
    assert made(load_policy("wuhua-2020").rule("suitable-population"), "force") == []  # WH-021: no number is stated


def test_whether_each_is_asked_is_changed_only_where_several_may_play_a_part():
    rule = HoldsRights(id="r", holder="party_organ", over="staff_group", rights={"nominate": "recommend"})
    assert made(rule, "each") == []
    assert made(attrs.evolve(rule, role="served"), "each") == [True]
    assert made(attrs.evolve(rule, role="served", each=True), "each") == [False]
    assert made(attrs.evolve(rule, role="street"), "each") == []  # everything lies in one street at most


def test_of_a_rule_inside_another_one_name_and_force_are_left_as_they_are():
    rule = load_policy("guangling-2021").rule("three-in-ten-at-all-times")  # GL-062
    assert {(inner.id, inner.force) for inner in made(rule, "of")} == {(rule.of.id, rule.of.force)}
    assert Share("29.99%") in {inner.at_least for inner in made(rule, "of")}


def test_weights_count_only_against_each_other():
    rule = load_policy("baoan-2018").rule("staff-match-workload")  # BA-114
    assert made(rule, "weights") == [NOT_STATED]
    two = [
        dict(w) for w in made(attrs.evolve(rule, weights={"population": 1, "area": 1}), "weights") if w != NOT_STATED
    ]
    assert {"population": Number("1.01"), "area": Number(1)} in two
    assert {"area": Number(1)} in two
    assert made(rule, "category") == ["community_worker-other"]
    assert made(load_policy("baoan-2018").rule("quotas-follow-figures"), "category") == []  # BA-027: no weights


def test_a_clause_that_is_due_on_an_unstated_day_is_never_broken():
    rule = load_policy("baoan-2018").rule("junior-college-within-three-years")  # BA-111
    assert made(rule, "force") == []
    assert made(attrs.evolve(rule, deadline="2022-01-01"), "force") == [Force.GENERALLY]


def test_a_field_on_which_no_verdict_hangs_stays_as_it_is():
    policy = load_policy("wuhua-2020")
    assert made(policy.rule("community-work-gate"), "right_to_refuse") == []
    assert made(policy.rule("refusal-has-a-ground"), "right_to_refuse") == [False, NOT_STATED]


def test_an_approver_of_a_kind_that_only_one_type_of_record_can_be_is_not_widened():
    def kinds(**approver) -> set[str]:
        new = made(Admission(id="r", receiver="community", approvers=[approver]), "approvers")
        return {one.kind for approvers in new if isinstance(approvers, tuple) for one in approvers}

    assert kinds(kind="committee", where={"kind": "leading group"}) == {"committee"}
    assert kinds(kind="committee", where={"name": "领导小组"}) == {"committee", "body"}
    team = made(share(subject={"kind": "team", "where": {"kind": "sanitation"}}), "subject")
    assert "dispatched_agency" in {one.kind for one in team}  # more agencies than teams may be unlisted


@pytest.mark.parametrize("rule", SHIPPED.values(), ids=lambda rule: rule.id)
def test_a_rule_of_every_class_has_mutants_that_differ_from_it_and_from_each_other(rule):
    found = list(mutants_of(rule))
    assert found[0].mutated is None
    changed = [m.mutated for m in found[1:]]
    assert rule not in changed
    assert all(one not in changed[:place] for place, one in enumerate(changed))
    assert len(found) > 1
    for mutant in found:
        assert mutant.words.en != ""
        assert mutant.text("en") != mutant.text("zh")


POLICY = "guangling-2021"
RULE = "street-share-at-least-sixty-percent"


def survivors(text: str) -> set[str]:
    """Return in words which changes of the one rule the cases of a file do not notice."""
    report = mutate(load_policy(POLICY), policy_test_from_text(text))
    return {f"{m.sort.value}: {m.words.en}" for m in report.survivors if m.rule.id == RULE}


def test_a_mutant_is_noticed_by_the_case_at_its_bound_and_not_without_it():
    moved = {"weakened: at_least: 60% -> 59.99%", "tightened: at_least: 60% -> 60.01%"}
    assert not moved & survivors(GOOD)
    far = GOOD.replace("60%, outcome: met", "80%, outcome: met").replace("59.99%", "20%")
    assert moved <= survivors(far)
    assert "force changed: force: must -> generally" not in survivors(far)


def test_cases_that_fail_anyway_count_for_nothing():
    wrong = GOOD.replace("59.99%, outcome: violated", "59.99%, outcome: met")
    assert "weakened: at_least: 60% -> 59.99%" in survivors(wrong)


def test_claims_take_part_with_the_ends_of_their_ranges():
    claim = GOOD.replace(
        "    parameters:\n      - {share: 60%, outcome: met}\n      - {share: 59.99%, outcome: violated}\n",
        "    property: {for_all: {share: {from: 0%, below: 60%}, outcome: {one_of: [violated]}}}\n",
    )
    assert "weakened: at_least: 60% -> 59.99%" not in survivors(claim)
    assert "tightened: at_least: 60% -> 60.01%" in survivors(claim)


def test_the_report_names_rules_without_a_case_and_suggests_one_for_each_survivor():
    report = mutate(load_policy(POLICY), policy_test_from_text(GOOD))
    assert "whistle-and-report" in report.untested
    assert RULE not in report.untested
    assert 0 < report.killed < report.total == report.killed + len(report.survivors)
    assert report.percent == 100 * report.killed / report.total
    en, zh = report.text("en"), report.text("zh")
    assert f"mutation score {report.percent:.1f}% ({report.killed} of {report.total} mutants noticed)" in en
    assert f"变异得分 {report.percent:.1f}%" in zh
    assert "rules without a case: " in en
    assert "没有用例的规则：" in zh
    assert f"{RULE}: re-scoped: evaluator: street -> unit\n    case: " in en
    assert f"{RULE}: 改变对象: evaluator：street → unit\n    可加用例：" in zh


def test_where_and_when_a_policy_holds_is_changed_too():
    report = mutate(load_policy(POLICY), policy_test_from_text(GOOD))
    assert {m.words.en for m in report.survivors if m.rule.id == "(policy)"} == {
        "valid: from 2021-04-23 -> from 2021-04-22", "jurisdiction: 321002 -> everywhere",
    }  # fmt: skip
    assert all(isinstance(m, Mutant) for m in report.survivors)
