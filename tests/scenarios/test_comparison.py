"""Comparison: verdicts of both sides are matched by rule and subject, along the lineage where there is one."""

import attrs

import basegov as bg
from basegov.reforms import Lineage
from basegov.rules import Reason, Subject
from basegov.scenarios import Scenario, apply_all
from basegov.scenarios.comparison import match
from tests.scenarios.district import district, policy, reform


def test_each_subject_is_matched_with_itself():
    before = district()
    comparison = bg.compare(before, reform().apply(before), [policy()])
    rows = [row for row in comparison.verdicts if row.rule.id == "street-share"]
    assert [row.subject.id for row in rows] == ["office1", "office2", "office3"]
    for row in rows:
        assert [v.outcome for v in row.before] == [bg.Outcome.VIOLATED]
        assert [v.outcome for v in row.after] == [bg.Outcome.MET]
        assert row.is_changed


def test_a_rule_over_changes_has_an_answer_after_and_none_before():
    before = district()
    comparison = bg.compare(before, reform().apply(before), [policy()])
    rows = [row for row in comparison.verdicts if row.rule.id == "street-share-rises"]
    assert [(row.before, [v.outcome for v in row.after]) for row in rows] == [((), [bg.Outcome.MET])] * 3


def test_the_most_telling_row_is_a_violation_that_the_reform_put_right():
    before = district()
    row = bg.compare(before, reform().apply(before), [policy()]).most_telling()
    assert row.rule.id == "street-share"
    assert row.before[0].measured == bg.Share("30%")
    assert row.after[0].measured == bg.Share("60%")
    assert row.rule.source.fact == "NW-010"


def test_without_policies_there_are_indicators_and_no_verdicts():
    before = district()
    comparison = bg.compare(before, reform().apply(before).after)
    assert comparison.verdicts == ()
    assert comparison.most_telling() is None
    assert {row["kind"] for row in comparison.to_rows()} == {"indicator"}


def test_both_sides_are_asked_for_the_same_day_so_that_only_the_change_makes_a_difference():
    late = attrs.evolve(policy(), valid=bg.DateRange(bg.Date("2020-03-01")))
    before = district()  # of 2020-01-01, before the policy; the reform is of 2020-06-01
    comparison = bg.compare(before, reform().apply(before), [late])
    assert len(comparison.reports[0].violated) == 3
    on_its_own_day = bg.compare(before, reform().apply(before), [late], on="2020-01-01")
    assert len(on_its_own_day.reports[0].violated) == 0


def test_a_policy_of_another_place_is_asked_only_on_demand():
    before = district()
    other = policy(jurisdiction="990102")
    assert not bg.compare(before, before, [other]).reports[0].violated
    assert len(bg.compare(before, before, [other], everywhere=True).reports[0].violated) == 3


def _verdict(subject, outcome=bg.Outcome.MET, code="meets"):
    rule = policy().rules[0]
    return bg.Verdict(
        rule=rule, subject=Subject(subject, subject), outcome=outcome, reason=Reason(code, bg.Text("", ""))
    )


def test_subjects_that_were_joined_stand_in_one_row_with_what_they_became():
    lineage = Lineage(((("a", "c"), ("b", "c")),))
    (row,) = match([_verdict("a"), _verdict("b", bg.Outcome.VIOLATED)], [_verdict("c")], lineage)
    assert row.subject.id == "c"
    assert [v.subject.id for v in row.before] == ["a", "b"]
    assert [v.subject.id for v in row.after] == ["c"]


def test_a_subject_that_was_divided_stands_in_the_row_of_each_part():
    lineage = Lineage(((("a", "b"), ("a", "c")),))
    rows = match([_verdict("a")], [_verdict("b"), _verdict("c")], lineage)
    assert [(row.subject.id, [v.subject.id for v in row.before]) for row in rows] == [("b", ["a"]), ("c", ["a"])]


def test_a_subject_that_is_gone_or_new_stands_alone():
    rows = match([_verdict("gone")], [_verdict("new")], Lineage())
    assert [(row.subject.id, len(row.before), len(row.after)) for row in rows] == [("gone", 1, 0), ("new", 0, 1)]


def test_several_rounds_of_one_subject_are_matched_one_by_one():
    rows = match([_verdict("a"), _verdict("a")], [_verdict("a"), _verdict("a", bg.Outcome.VIOLATED)], Lineage())
    assert [row.is_changed for row in rows] == [False, True]


def test_rows_are_flat_and_ready_for_a_data_frame():
    before = district()
    rows = bg.compare(before, reform().apply(before), [policy()]).to_rows()
    assert len({tuple(row) for row in rows}) == 1
    assert all(value is None or isinstance(value, str | bool) for row in rows for value in row.values())


def test_reforms_are_applied_one_after_another_and_judged_as_one_change():
    first, second = (
        attrs.evolve(reform(), id=name, steps=[step]) for name, step in zip("ab", reform().steps, strict=True)
    )
    before = district()
    change = apply_all([first, second], before)
    assert change.before is before
    assert change.after == reform().apply(before).after
    assert [event.step for event in change.events] == [1, 1, 1, 2, 2, 2]
    scenario = Scenario(baseline=before, reforms=[first, second], policies=[policy()])
    assert [v.outcome for v in scenario.check()] == [v.outcome for v in policy().check(reform().apply(before))]


def test_a_comparison_says_what_changed_in_a_line():
    before = district()
    comparison = bg.compare(before, reform().apply(before), [policy()])
    changed = sum(row.is_changed and row.is_stated for row in comparison.indicators)
    assert repr(comparison) == f"<Comparison of nowhere: {changed} indicators and 9 verdicts changed>"
    assert changed >= 2  # the share of the streets, and what they manage


def test_an_answer_on_the_whole_is_matched_with_those_on_subjects_that_only_the_other_side_has():
    rows = match([_verdict("all", code="no_subject")], [_verdict("a"), _verdict("b")], Lineage(), "all")
    assert [(row.subject.id, [v.subject.id for v in row.before]) for row in rows] == [("a", ["all"]), ("b", ["all"])]
    rows = match([_verdict("a")], [_verdict("all", code="no_subject")], Lineage(), "all")
    assert [([v.subject.id for v in row.before], [v.subject.id for v in row.after]) for row in rows] == [
        (["a"], ["all"])
    ]


def test_parts_of_a_subject_are_followed_along_the_lineage_as_a_set():
    lineage = Lineage(((("a", "c"), ("b", "c")),))
    old = attrs.evolve(_verdict("all"), subject=Subject("all", "all", ("a", "b", "d")))
    new = attrs.evolve(_verdict("all"), subject=Subject("all", "all", ("c", "d")))
    (row,) = match([old], [new], lineage)
    assert (row.before, row.after) == ((old,), (new,))
