"""Policy tests without pytest: what a line of `expect` means, parameters, overrides, claims."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.io.policytests import Draw
from basegov.testing import policy_test_from_text, run
from basegov.testing.drawing import Drawn, drawn_of, smallest

HEAD = """\
basegov: policy-test/1
policy: guangling-2021
structure: guangling
"""
SHARE = "street-share-at-least-sixty-percent"
DONGGUAN = """\
    overrides:
      drop: {appraisals: [{subject: sunk-staff-dongguan}]}
      put:
        appraisals: [{subject: sunk-staff-dongguan, evaluator: dongguan, period: annual, share: "${share}"}]
"""


def results(cases: str, head: str = HEAD):
    """Return the results of cases below the usual head."""
    return run(policy_test_from_text(f"{head}cases:\n{cases}"))


def one(expect: str, more: str = "") -> bool:
    """Whether one case with these expectations passes."""
    (result,) = results(f"  - name: c\n{more}    expect: {expect}\n")
    return result.passed


@pytest.mark.parametrize(
    ("expect", "passes"),
    [
        (f"{{{SHARE}: violated}}", True),
        (f"{{{SHARE}: met}}", False),
        (f"{{{SHARE}: warning}}", False),
        (f"{{{SHARE}: {{outcome: violated, measured: 0%, margin: -60%}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, measured: 0.0, margin: -3/5}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, measured: 1%}}}}", False),
        (f"{{{SHARE}: {{outcome: violated, margin: -59.99%}}}}", False),
        (f"{{{SHARE}: {{outcome: violated, count: 9}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, count: 8}}}}", False),
        (f"{{{SHARE}: {{outcome: met, count: 0}}}}", True),
        (f"{{{SHARE}: {{outcome: met, count: 0, only: true}}}}", False),
        (f"{{{SHARE}: {{outcome: violated, subject: sunk-staff-wenhe}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, subject: 汶河街道下沉人员}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, subject: sunk-staff-wenhe, only: true}}}}", False),
        (f"{{{SHARE}: {{outcome: violated, subject: nobody}}}}", False),
        (f"{{{SHARE}: {{outcome: violated, reason: below_minimum}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, reason: [above_maximum, below_minimum]}}}}", True),
        (f"{{{SHARE}: {{outcome: violated, reason: above_maximum}}}}", False),
        (f"[{{rule: {SHARE}, outcome: violated}}, {{rule: one-team, outcome: met}}]", False),
        (f"[{{rule: guangling-2021/{SHARE}, outcome: violated}}]", True),
        ("{one-team: {outcome: undetermined, missing: host}}", True),
        ("{one-team: {outcome: undetermined, subject: wenhe, missing: [{subject: wenhe, field: host}]}}", True),
        ("{one-team: {outcome: undetermined, missing: [{subject: nobody, field: host}]}}", False),
        ("{one-team: {outcome: undetermined, missing: share}}", False),
    ],
)
def test_what_a_line_expects(expect: str, passes: bool) -> None:
    assert one(expect) is passes


def test_a_line_without_subject_speaks_of_all_that_no_other_line_speaks_of() -> None:
    row = "    parameters: [{share: 60%}]\n" + DONGGUAN
    assert not one(f"{{{SHARE}: violated}}", row)
    assert one(f"{{{SHARE}: [{{outcome: met, subject: sunk-staff-dongguan}}, violated]}}", row)
    assert one(f"{{{SHARE}: [met, violated]}}", row)
    assert not one(f"{{{SHARE}: [met, undetermined]}}", row)


def test_rows_are_items_of_their_own_and_any_value_can_be_a_parameter() -> None:
    found = results(
        "  - name: share\n    parameters:\n"
        "      - {share: 60%, expected: {outcome: met, margin: 0%, subject: sunk-staff-dongguan}}\n"
        "      - {share: 59.99%, expected: {outcome: violated, margin: -0.01%, subject: sunk-staff-dongguan}}\n"
        "      - {share: '> 0%', expected: {outcome: undetermined, subject: sunk-staff-dongguan}}\n"
        f"{DONGGUAN}    expect: {{{SHARE}: '${{expected}}'}}\n"
    )
    assert [result.passed for result in found] == [True, True, True]
    assert found[1].case.name == "share[59.99%]"


def test_a_name_may_say_the_parameters_itself() -> None:
    (result,) = results(
        f"  - name: share of ${{share}}\n    parameters: [{{share: 60%}}]\n{DONGGUAN}"
        f"    expect: {{{SHARE}: [{{outcome: met, subject: sunk-staff-dongguan}}, violated]}}\n"
    )
    assert (result.case.name, result.passed) == ("share of 60%", True)


def test_a_reform_by_name_by_steps_and_none() -> None:
    head = HEAD + "reform: guangling-2021\n"
    steps = (
        "[{step: set_appraisal_share, subjects: {kind: staff_group, where: {sunk: true}}, evaluator: street, "
        "period: annual, share: 59%, from: vertical-departments}]"
    )
    after, before, own = results(
        f"  - {{name: after, expect: {{{SHARE}: met}}}}\n"
        f"  - {{name: before, reform: none, expect: {{{SHARE}: violated}}}}\n"
        f"  - {{name: own, reform: {steps}, expect: {{{SHARE}: {{outcome: violated, margin: -1%}}}}}}\n",
        head,
    )
    assert after.passed
    assert before.passed
    assert own.passed


def test_a_reform_that_cannot_be_applied_fails_its_case_with_the_diagnostic() -> None:
    (result,) = results(
        "  - name: c\n    reform: [{step: set_appraisal_share, subjects: nobody-street, evaluator: street, "
        f"period: annual, share: 59%}}]\n    expect: {{{SHARE}: met}}\n".replace("nobody-street", "grid_role")
    )
    assert not result.passed
    assert "BG5" in result.text("en")
    assert "BG5" in result.text("zh")


def test_records_given_in_the_file_and_a_day() -> None:
    head = "basegov: policy-test/1\npolicy: residents-committees-law\n"
    found = results(
        "  - name: size\n    parameters:\n"
        "      - {day: 2025-12-31, old: warning, new: not applicable}\n"
        "      - {day: 2026-01-01, old: not applicable, new: met}\n"
        "    on: '${day}'\n"
        "    given:\n      communities: [{id: c, kind: urban, households: 1000}]\n"
        "    expect: {households-100-to-700: '${old}', households-1000-to-3000: '${new}'}\n",
        head,
    )
    assert [result.passed for result in found] == [True, True]


def test_overrides_after_the_reform_are_part_of_the_change() -> None:
    base = f"    reform: guangling-2021\n{{}}    expect: {{{{{SHARE}: {{}}}}}}\n"
    assert results("  - name: c\n" + base.format("", "met"))[0].passed
    lowered = "    overrides_after: {set: {appraisals: [{evaluator: dongguan, share: 59%}]}}\n"
    line = "[{outcome: violated, subject: sunk-staff-dongguan, measured: 59%}, met]"
    assert results("  - name: c\n" + base.format(lowered, line))[0].passed
    unknown = "    overrides_after: {drop: [nobody]}\n"
    (result,) = results("  - name: c\n" + base.format(unknown, "met"))
    assert "BG719" in result.text("zh")


def test_a_claim_that_does_not_hold_shows_its_smallest_counterexample() -> None:
    claim = (
        "  - name: below\n    property: {examples: 30, for_all: {share: {from: 0%, END}}}\n"
        f"{DONGGUAN}    expect: {{{SHARE}: violated}}\n"
    )
    assert results(claim.replace("END", "below: 60%"))[0].passed
    (result,) = results(claim.replace("END", "to: 80%"))
    assert not result.passed
    assert result.row == {"share": "60%"}
    assert "smallest counterexample: share = 60%" in result.text("en")
    assert "反例（最简）：share = 60%" in result.text("zh")


def test_a_failure_shows_place_expected_found_and_the_derivation() -> None:
    (result,) = results(f"  - name: c\n    expect:\n      {SHARE}: {{outcome: met, subject: sunk-staff-wenhe}}\n")
    text = result.text("en")
    assert text.startswith("<text>:5:5: c\n<text>:7:7: street-share")
    for words in ("expected: met", "violated [below_minimum], measured 0%, margin -60%", "at least 60%", "GL-034"):
        assert words in text
    for words in ("预期：符合", "违反 [below_minimum]，测得 0%，裕度 -60%", "不低于60%"):
        assert words in result.text("zh")


def test_what_is_wrong_with_a_file_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        policy_test_from_text(HEAD + "cases:\n  - {name: a, expect: {one-teem: met}}\n  - {name: b, expect: {}}\n")
    assert [d.code for d in caught.value.diagnostics] == ["BG717", "BG715"]


# the values that claims draw


@pytest.mark.parametrize(
    ("draw", "ends"),
    [
        (Draw(from_=1, to=3), (1, 3)),
        (Draw(above=1, below=4), (2, 3)),
        (Draw(from_="0%", below="60%"), ("0%", "59.99%")),
        (Draw(above="1/2", to=1), ("0.5001", 1)),
        (Draw(from_=0, to=10, step=3), (0, 9)),
        (Draw(one_of=("a", "b")), ("a", "b")),
    ],
)
def test_the_ends_of_a_range(draw: Draw, ends: tuple) -> None:
    drawn = drawn_of("x", draw)
    assert isinstance(drawn, Drawn)
    assert drawn.ends == ends


@settings(suppress_health_check=list(HealthCheck), max_examples=20)
@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 7))
def test_a_counterexample_is_found_where_there_is_one_and_none_where_not(low: int, high: int, step: int) -> None:
    drawn = drawn_of("x", Draw(from_=low, to=high, step=step))
    if not isinstance(drawn, Drawn):
        assert low > high
        return
    values = {Fraction(low + step * n) for n in range((high - low) // step + 1)}
    row = smallest({"x": drawn}, 30, lambda row: row["x"] < high, [{"x": end} for end in drawn.ends])
    assert (row is None) is (high not in values)
