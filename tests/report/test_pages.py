"""Pages: the golden files beside this test hold what people see, at 80 and 120 columns in both languages.

Run with ``BASEGOV_WRITE_GOLDEN=1`` to write them anew, and read the difference.
"""

import functools
import json
import os
from pathlib import Path

import attrs
import pytest
from rich.cells import cell_len

import basegov as bg
from basegov.report import checks, comparisons, data, listings
from basegov.report.markdown import to_markdown
from basegov.report.text import console_for, to_text, write_text
from basegov.scenarios import Scenario
from tests.scenarios.district import district, policy, reform

GOLDEN = Path(__file__).parent / "golden"


def scenario(*, reformed=True):
    return Scenario(baseline=district(), policies=[policy()], reforms=[reform()] if reformed else [])


@functools.cache
def pages(lang):
    before, after = scenario(reformed=False), scenario()
    return {
        "check": checks.check_page(before, before.check(), lang),
        "check-details": checks.check_page(before, before.check(), lang, details=True),
        "check-reform": checks.check_page(after, after.check(), lang),
        "compare": comparisons.compare_page(after, after.compare(), lang),
        "compare-details": comparisons.compare_page(after, after.compare(), lang, details=True),
        "demo": comparisons.demo_page([after.compare()], lang),
        "explain": listings.policy_page(policy(), policy().rules_in_force(), lang),
        "list": listings.list_page([district()], [policy()], [reform()], lang),
    }


NAMES = list(pages("en"))


def same_as_golden(name, text):
    path = GOLDEN / name
    if os.environ.get("BASEGOV_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["check", "compare", "demo", "explain", "list"])
def test_the_text_is_as_it_was(name, lang, width):
    assert same_as_golden(f"{name}-{lang}-{width}.txt", to_text(pages(lang)[name], width))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["check", "compare", "demo"])
def test_the_markdown_is_as_it_was(name, lang):
    assert same_as_golden(f"{name}-{lang}.md", to_markdown(pages(lang)[name]))


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_sticks_out_and_none_ends_in_spaces(name, lang, width):
    for line in to_text(pages(lang)[name], width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_the_same_in_colour_and_without(name, monkeypatch):
    """Nothing depends on colour: the coloured text without its escape codes is the plain text."""
    import io
    import re

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = io.StringIO()
    write_text(pages("en")[name], console_for(stream, 80))
    coloured = stream.getvalue()
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in plain.splitlines()] == to_text(pages("en")[name], 80).splitlines()


def test_verdicts_of_one_rule_with_one_answer_are_told_together():
    text = to_text(pages("en")["check"], 120)
    assert text.count("at least 60% of the annual appraisal") == 1
    assert "3: 第1司法所, 第2司法所, 第3司法所" in text
    assert "3 violated, 6 undetermined, 1 not applicable" in text


def test_many_subjects_are_shortened_and_their_number_is_said():
    many = Scenario(baseline=district(streets=9), policies=[policy()])
    page = checks.check_page(many, many.check(), "en")
    assert "9: 第1司法所, 第2司法所, 第3司法所, 第4司法所, 第5司法所, 第6司法所 and 3 more" in to_text(page, 120)
    page = checks.check_page(many, many.check(), "zh")
    assert "9 个：第1司法所、第2司法所、第3司法所、第4司法所、第5司法所、第6司法所等" in to_text(page, 120)


def test_details_explain_every_answer_in_full():
    text = to_text(pages("en")["check-details"], 120)
    for part in ("raise it by at least 30%", "第3街道", "NW-005", "state a dimension of 第2司法所 held by its host"):
        assert part in text


def test_clauses_that_contradict_each_other_are_shown():
    high = attrs.evolve(
        policy().rules[0], id="department-share", evaluator="department", role="principal", at_least="45%"
    )
    both = Scenario(baseline=district(), policies=[attrs.evolve(policy(), rules=[policy().rules[0], high])])
    text = to_text(checks.check_page(both, both.check(), "en"), 120)
    assert "Clauses that cannot all be kept" in text
    assert "street-share demands >= 60%; department-share demands >= 45%" in text


def test_several_policies_name_the_policy_of_each_rule():
    two = Scenario(baseline=district(), policies=[policy(), attrs.evolve(policy(), id="second", rules=[])])
    text = to_text(checks.check_page(two, two.check(), "en"), 120)
    assert "nowhere-2020/street-share [NW-010, nowhere-2020]" in text


def test_a_structure_with_nothing_to_judge_says_so():
    empty = Scenario(baseline=bg.Structure.build(), policies=[bg.Policy(id="none")])
    assert "there is nothing to judge" in to_text(checks.check_page(empty, empty.check(), "en"), 80)


def test_markdown_escapes_what_it_would_read_as_markup():
    from basegov.report.blocks import Column, Heading, Table

    text = to_markdown((Heading("a_b*c"), Table((Column("x|y"),), (("1 < 2",),))))
    assert text == "# a\\_b\\*c\n\n| x\\|y |\n| --- |\n| 1 \\< 2 |\n"


# JSON


def test_the_json_is_as_it_was():
    before, after = scenario(reformed=False), scenario()
    assert same_as_golden("check.json", data.to_json(data.check_data(before, before.check())) + "\n")
    assert same_as_golden("compare.json", data.to_json(data.compare_data(after, after.compare())) + "\n")


def test_the_json_names_its_format_and_has_sorted_keys():
    before = scenario(reformed=False)
    text = data.to_json(data.check_data(before, before.check()))
    assert json.loads(text)["basegov"] == "report/1"
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True)


def test_the_json_is_the_same_every_time():
    once, again = (data.to_json(data.compare_data(s, s.compare())) for s in (scenario(), scenario()))
    assert once == again


def test_the_json_has_null_where_nothing_is_stated():
    rows = {row["name"]: row for row in data.compare_data(scenario(), scenario().compare())["indicators"]}
    assert rows["grids"]["before"] is None
    assert rows["smallest_street_appraisal_share"]["difference"] == "+30%"


def test_every_verdict_of_the_json_has_its_rule_with_its_source():
    found = data.check_data(scenario(), scenario().check())
    rules = {(rule["policy"], rule["id"]): rule for rule in found["rules"]}
    for verdict in found["verdicts"]:
        assert rules[verdict["policy"], verdict["rule"]]["source"]["fact"].startswith("NW-")


def test_the_demonstration_as_json():
    after = scenario()
    (row,) = data.demo_data([(after, after.compare())])["rows"]
    assert row["before"]["violated"] == 3
    assert row["after"] == {"violated": 0, "warning": 0, "undetermined": 3, "met": 9, "not_applicable": 0}
    assert row["most_telling"]["after"][0]["rule"] == "street-share"
