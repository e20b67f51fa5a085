"""The command line as its users meet it: what is printed where, in which language, with which exit status."""

import json

import pytest

import basegov as bg
from basegov.cli import main
from tests.scenarios.district import district, policy, reform


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch):
    for name in ("BASEGOV_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def files(tmp_path):
    """Return the paths of the fictional structure, policy and reform."""
    paths = {name: str(tmp_path / f"{name}.yaml") for name in ("structure", "policy", "reform")}
    bg.io.write_structure(district(), paths["structure"])
    bg.io.write_policy(policy(), paths["policy"])
    bg.io.write_reform(reform(), paths["reform"])
    return paths


def run(capsys, *arguments):
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


# check


def test_a_violated_clause_gives_one_and_is_named_with_its_figures(capsys, files):
    status, out, err = run(capsys, "check", files["structure"], "--policy", files["policy"])
    assert status == 1
    assert err == ""
    for part in ("violated", "at least 60%", "30%", "-30%", "NW-010"):
        assert part in out


def test_after_the_reform_the_same_clause_is_met(capsys, files):
    arguments = ("check", files["structure"], "--policy", files["policy"], "--reform", files["reform"])
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    assert "violated" not in out
    assert run(capsys, *arguments, "--strict")[0] == 1  # one clause gives no number


def test_the_shipped_example_of_the_issue(capsys):
    status, out, _ = run(capsys, "check", "guangling", "--policy", "guangling-2021")
    assert status == 1
    assert "GL-034" in out
    status, out, _ = run(
        capsys, "check", "guangling", "--policy", "guangling-2021", "--reform", "guangling-2021", "--format", "json"
    )
    assert status == 0
    outcomes = {v["outcome"] for v in json.loads(out)["verdicts"] if (v["source"] or {}).get("fact") == "GL-034"}
    assert outcomes == {"met"}


def test_without_a_policy_those_made_for_the_area_are_asked(capsys):
    _, out, _ = run(capsys, "check", "guangling", "--format", "json")
    assert "guangling-2021" in json.loads(out)["policies"]
    assert "haizhu-2020" not in json.loads(out)["policies"]


def test_a_policy_of_another_area_is_asked_only_with_everywhere(capsys, files):
    arguments = ("check", files["structure"], "--policy", "guangling-2021", "--format", "json")
    found = json.loads(run(capsys, *arguments)[1])
    assert {v["reason"]["code"] for v in found["verdicts"]} == {"outside_jurisdiction"}
    found = json.loads(run(capsys, *arguments, "--everywhere")[1])
    assert "outside_jurisdiction" not in {v["reason"]["code"] for v in found["verdicts"]}


def test_a_day_before_the_policy_finds_it_not_in_force(capsys):
    arguments = ("check", "guangling", "--policy", "guangling-2021", "--on", "2020-01-01", "--format", "json")
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    assert {v["reason"]["code"] for v in json.loads(out)["verdicts"]} == {"not_in_force"}


def test_details_explain_every_answer(capsys, files):
    _, out, _ = run(capsys, "check", files["structure"], "--policy", files["policy"], "--details")
    assert "raise it by at least 30%" in out


# compare, demo, list, explain, schema


def test_compare_shows_before_after_and_difference(capsys, files):
    status, out, _ = run(
        capsys, "compare", files["structure"], "--reform", files["reform"], "--policy", files["policy"]
    )
    assert status == 0
    for part in ("violated → met", "30% → 60%", "+30%", "第1司法所"):
        assert part in out


def test_the_demonstration_has_a_row_for_each_district_with_data_of_its_own(capsys):
    status, out, _ = run(capsys, "demo", "--format", "json")
    assert status == 0
    rows = {row["structure"]["id"]: row for row in json.loads(out)["rows"]}
    assert set(rows) == {"baoan", "guangling", "haizhu", "wuhua", "xiangzhou"}
    assert rows["guangling"]["before"]["violated"] > rows["guangling"]["after"]["violated"] == 0
    assert rows["guangling"]["most_telling"]["after"][0]["source"]["fact"] == "GL-034"
    status, out, _ = run(capsys, "demo")
    assert all(name in out for name in rows)


def test_the_demonstration_is_told_from_the_data_and_leaves_out_what_is_fictional():
    from basegov.scenarios.pairing import is_fictional

    assert is_fictional(bg.load_structure("shili"))
    assert not is_fictional(bg.load_structure("guangling"))


def test_list_names_everything_that_is_shipped(capsys):
    status, out, _ = run(capsys, "list")
    assert status == 0
    for what in ("structure", "policy", "reform", "facts"):
        for name in bg.catalog.shipped(what):
            assert name in out


def test_explain_shows_one_clause_with_its_parameters_and_source(capsys, files):
    status, out, _ = run(capsys, "explain", files["policy"], "street-share")
    assert status == 0
    for part in ("appraisal_share", "at least 60%", "NW-010", "share of the street in the annual appraisal"):
        assert part in out
    assert "NW-011" not in out


def test_explain_without_a_rule_shows_all(capsys, files):
    _, out, _ = run(capsys, "explain", files["policy"])
    assert all(f"NW-{number:03d}" in out for number in (10, 11, 12, 13))


# facts, verify, transplant


def test_facts_without_a_name_shows_every_register_and_what_is_carried(capsys):
    status, out, err = run(capsys, "facts")
    assert (status, err) == (0, "")
    for name in bg.catalog.shipped("facts"):
        assert name in out
    assert "of 305 clauses" in out


def test_a_fact_is_shown_with_its_figures_and_what_rests_on_it(capsys):
    status, out, err = run(capsys, "facts", "gl-034", "BA-044")
    assert (status, err) == (0, "")
    for part in ("weight_min: 0.6", "guangling-2021/street-share-at-least-sixty-percent", "[gl-2021]", "BA-044"):
        assert part in out
    _, out, _ = run(capsys, "facts", "GL-034", "--lang", "zh")
    for part in ("数值", "约束力", "必须", "广陵区委编办"):
        assert part in out


def test_a_register_is_shown_fact_by_fact(capsys):
    _, out, _ = run(capsys, "facts", "wuhua-2020")
    assert all(f"WH-{number:03d}" in out for number in range(1, 91))
    assert "XZ-001" not in out


def test_the_coverage_lists_the_clauses_that_are_left_with_their_reasons(capsys):
    status, out, _ = run(capsys, "facts", "--coverage", "--format", "json")
    assert status == 0
    found = json.loads(out)
    assert len(found["facts"]) == found["counts"]["facts"] == 503
    assert found["counts"]["clauses"] == 305
    left = [f["id"] for f in found["facts"] if f["force"] and not f["tested"]]
    _, page, _ = run(capsys, "facts", "--coverage")
    after = page.split("Clauses that no rule or step with a test carries")[1]
    assert all(id in after for id in left)


@pytest.mark.parametrize("name", ["GL-34", "gl34", "GL-999"])
def test_the_number_of_a_fact_that_is_not_there_is_answered_with_near_ones(capsys, name):
    status, out, err = run(capsys, "facts", name)
    assert (status, out) == (2, "")
    assert "BG850" in err


def test_verify_shows_what_differs_and_every_tie_with_details(capsys):
    status, out, _ = run(capsys, "verify")
    assert status == 0
    assert "147" in out
    assert out.count("BA-130 differs") == 2
    status, out, _ = run(capsys, "verify", "guangling-2021", "--details")
    assert "38 / 116" in out
    _, out, _ = run(capsys, "verify", "baoan-2018", "--format", "json")
    ties = json.loads(out)["registers"][0]["ties"]
    assert [t["computed"] for t in ties if t["of"] == "BA-062" and t["agreement"] == "differs"] == [
        "4055/31", "7897/62",
    ]  # fmt: skip


def test_figures_that_differ_without_a_word_on_it_give_one(capsys, tmp_path):
    fact = "{id: EA-001, statement: {en: Nine., zh: 九。}, kind: count, value: {all: 9}}"
    tie = "{of: EA-001, expression: 4 + 4, claimed: EA-001.all%s}"
    for said, status in (("", 1), (", note: {en: One is new., zh: 新增一个。}", 0)):
        text = f"basegov: facts/1\nid: east\nfacts: [{fact}]\nties: [{tie % said}]\n"
        (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
        assert run(capsys, "verify", tmp_path / "facts.yaml")[0] == status


def test_the_transplant_table_has_every_policy_on_every_structure(capsys):
    status, out, err = run(capsys, "transplant")
    assert (status, err) == (0, "")
    assert out.count("•") == 5
    # XZ-059 keeps the income from tax governance, HZ-025 takes the function away from which it flows
    assert "streets-keep-tax-governance-income – no-investment-attraction" in " ".join(out.split())


def test_a_cell_of_the_transplant_table_is_shown_in_full(capsys):
    status, out, _ = run(capsys, "transplant", "haizhu-2020", "baoan")
    assert status == 1
    assert "violated" in out
    _, data, _ = run(capsys, "transplant", "haizhu-2020", "baoan", "--format", "json")
    (cell,) = json.loads(data)["cells"]
    assert cell["clauses"]["violated"] == len({v["rule"] for v in cell["verdicts"] if v["outcome"] == "violated"})
    assert run(capsys, "transplant", "haizhu-2020")[0] == 2
    assert "BG860" in run(capsys, "transplant", "haizhu-2020", "baoann")[2]


@pytest.mark.parametrize("kind", ["structure", "policy", "reform", "policy-test", "facts"])
def test_schema_writes_json_alone(capsys, kind):
    status, out, err = run(capsys, "schema", kind)
    assert (status, err) == (0, "")
    assert "$schema" in json.loads(out)


# forms and languages


def test_json_stands_alone_on_standard_output(capsys, files):
    for arguments in (
        ("check", files["structure"], "--policy", files["policy"]),
        ("compare", files["structure"], "--policy", files["policy"], "--reform", files["reform"]),
        ("explain", files["policy"]),
        ("list",),
    ):
        _, out, err = run(capsys, *arguments, "--format", "json")
        assert json.loads(out)["basegov"] == "report/1"
        assert err == ""


def test_markdown_is_markdown(capsys, files):
    _, out, _ = run(capsys, "check", files["structure"], "--policy", files["policy"], "--format", "markdown")
    assert out.startswith("# Nowhere District (nowhere)\n")
    assert "- **violated** " in out


@pytest.mark.parametrize(
    ("surroundings", "arguments", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, [], "zh"),
        ({"LANG": "zh_CN.UTF-8"}, ["--lang", "en"], "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, [], "en"),
        ({"LANG": "en_GB.UTF-8", "BASEGOV_LANG": "zh"}, [], "zh"),
        ({"LANG": "zh_CN.UTF-8", "BASEGOV_LANG": "en"}, [], "en"),
        ({"LANG": "de_DE.UTF-8"}, ["--lang=zh"], "zh"),
        ({"LANG": ""}, [], "en"),
    ],
)
def test_the_language_comes_from_the_option_the_variable_the_locale(capsys, monkeypatch, surroundings, arguments, lang):
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    _, out, _ = run(capsys, "list", *arguments)
    assert ("政策" in out) == (lang == "zh")
    _, _, err = run(capsys, "check", "guanglin", *arguments)
    assert ("改法" in err) == (lang == "zh")


@pytest.mark.parametrize(
    "command", ["", "demo", "list", "check", "compare", "explain", "facts", "verify", "transplant", "schema"]
)
def test_help_is_there_in_both_languages(capsys, command):
    for lang, word in (("en", "Language"), ("zh", "语言")):
        status, out, err = run(capsys, *([command] if command else []), "--help", "--lang", lang)
        assert (status, err) == (0, "")
        assert word in out if command else ("退出码" if lang == "zh" else "Exit status") in out


def test_every_parameter_is_explained_in_both_languages():
    import inspect

    from basegov.cli import commands, words

    for name, command in commands.COMMANDS.items():
        for parameter in inspect.signature(command).parameters:
            assert f"\n    {parameter}\n" in command.__doc__
            assert f"\n{parameter}\n" in words.COMMANDS[name]


def test_version(capsys):
    assert run(capsys, "--version") == (0, f"{bg.__version__}\n", "")


# bad usage and bad input

BAD_USAGE = {
    "unknown command": (["chekc"], "BG602", "check"),
    "unknown option": (["check", "guangling", "--polcy", "x"], "BG603", "--policy"),
    "missing argument": (["check"], "BG604", "STRUCTURE"),
    "missing reform": (["compare", "guangling"], "BG604", "--reform"),
    "missing value": (["check", "guangling", "--on"], "BG604", "--on"),
    "bad choice": (["check", "guangling", "--format", "xml"], "BG605", "text"),
    "bad language": (["check", "guangling", "--lang", "fr"], "BG605", "fr"),
    "bad date": (["check", "guangling", "--on", "2021-13-01"], "BG605", "2021-13-01"),
    "value of a switch": (["check", "guangling", "--strict=maybe"], "BG605", "--strict"),
    "too many arguments": (["check", "guangling", "haizhu"], "BG606", "haizhu"),
    "unknown schema": (["schema", "district"], "BG605", "structure"),
    "unknown structure": (["check", "guanglin"], "guanglin", "guangling"),
    "unknown policy": (["check", "guangling", "--policy", "guangling-2012"], "guangling-2012", "guangling-2021"),
    "unknown reform": (["check", "guangling", "--reform", "guangling-2012"], "guangling-2012", "guangling-2021"),
    "half a cell": (["transplant", "guangling-2021"], "BG861", "guangling-2021"),
    "unknown register": (["verify", "guangling-2012"], "guangling-2012", "guangling-2021"),
    "unknown rule": (["explain", "guangling-2021", "street-shar"], "BG401", "street-shar"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", BAD_USAGE)
def test_bad_usage_gives_two_and_says_what_and_how_to_mend_it(capsys, monkeypatch, case, lang):
    monkeypatch.setenv("BASEGOV_LANG", lang)
    arguments, code, named = BAD_USAGE[case]
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert code in err
    assert named in err
    assert ("改法" if lang == "zh" else "mend") in err


def test_a_structure_outside_every_jurisdiction_asks_for_a_policy(capsys, tmp_path, monkeypatch):
    import basegov.scenarios.pairing as pairing

    monkeypatch.setattr(pairing.catalog, "shipped", lambda what: ("guangling-2021",))
    bg.io.write_structure(district(code="990177"), tmp_path / "s.yaml")
    status, _, err = run(capsys, "check", tmp_path / "s.yaml")
    assert status == 2
    assert "BG608" in err
    assert "990177" in err


def test_a_bad_file_is_told_with_its_place(capsys, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("basegov: structure/1\nid: x\nstreet: []\n", encoding="utf-8")
    status, out, err = run(capsys, "check", path)
    assert (status, out) == (2, "")
    assert "bad.yaml:3:1" in err
    assert "streets" in err


def test_a_reform_that_cannot_be_applied_is_bad_input(capsys, files, tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(
        "basegov: reform/1\nid: r\nsteps:\n"
        "  - {step: set_appraisal_share, subjects: team, evaluator: street, share: 60%, period: annual}\n",
        encoding="utf-8",
    )
    status, out, err = run(capsys, "check", files["structure"], "--policy", files["policy"], "--reform", path)
    assert (status, out) == (2, "")
    assert "BG501" in err


# the log of cases


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("案件编号,环节,时间\n1,到场,2020-03-02 09:00\n1,到场,2020-03-03 09:00\n", encoding="utf-8")
    return path


def test_a_log_of_cases_is_judged_with_its_structure(capsys, log):
    arguments = ("check", "wuhua", "--policy", "wuhua-2020", "--trace", log)
    _, out, _ = run(capsys, *arguments, "--complete", "--until", "2020-03-09 18:00", "--format", "json")
    data = json.loads(out)
    assert data["trace"] == {
        "file": log.as_posix(), "cases": 1, "events": 2, "until": "2020-03-09 18:00:00", "complete": True
    }  # fmt: skip
    found = {v["rule"]: (v["outcome"], v["measured"]) for v in data["verdicts"]}
    assert found["residents-come-at-most-once"] == ("violated", "2")
    _, out, _ = run(capsys, *arguments, "--lang", "zh")
    assert "办件轨迹：1 个案件，2 条事件" in out


def test_with_a_reform_the_change_is_judged_too(capsys, log):
    arguments = ("check", "wuhua", "--policy", "wuhua-2020", "--reform", "wuhua-2020", "--format", "json")
    _, without, _ = run(capsys, *arguments)
    _, out, _ = run(capsys, *arguments, "--trace", log)
    plain, logged = (json.loads(text) for text in (without, out))
    assert plain["trace"] is None
    outcomes = [{(v["rule"], v["subject"]["id"]): v["outcome"] for v in data["verdicts"]} for data in (plain, logged)]
    changed = {key for key in outcomes[0] if outcomes[0][key] != outcomes[1][key]}
    assert changed == {("residents-come-at-most-once", "wuhua")}


def test_what_is_said_of_a_log_needs_one(capsys):
    for lang, words in (("en", "--until needs --trace"), ("zh", "--until 须与 --trace 一起使用")):
        status, _, err = run(capsys, "check", "shili", "--until", "2026-03-31", "--complete", "--lang", lang)
        assert (status, words in err, "BG610 --complete" in err) == (2, True, True)


def test_a_bad_log_and_a_bad_end_of_it_give_two(capsys, tmp_path, log):
    bad = tmp_path / "bad.csv"
    bad.write_text("case,state,time\n1,visit,never\n", encoding="utf-8")
    status, _, err = run(capsys, "check", "wuhua", "--trace", bad)
    assert (status, "BG814" in err, "bad.csv:2:3" in err) == (2, True, True)
    status, _, err = run(capsys, "check", "wuhua", "--trace", log, "--until", "2020-03-09")
    assert (status, "BG605" in err, "--until" in err) == (2, True, True)


def test_a_fact_is_looked_up_in_a_register_of_ones_own_too(capsys, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "basegov: facts/1\nid: mine\n"
        "facts: [{id: EA-002, statement: {en: Nine streets., zh: 九个街道。}, kind: count}]\n",
        encoding="utf-8",
    )
    status, out, _ = run(capsys, "facts", "ea-002", "GL-034", own)
    assert (status, "Nine streets." in out, "GL-034" in out) == (0, True, True)
    _, out, _ = run(capsys, "facts", "EA-002", own, "--format", "json")
    assert [fact["id"] for fact in json.loads(out)["facts"]] == ["EA-002"]
