"""The shipped reforms: they apply, and what their documents claim holds after them and did not before."""

from __future__ import annotations

import functools
import re

import attrs
import pytest

from basegov.catalog import load_policy, load_reform, load_structure, shipped
from basegov.quantities import Count, Share
from basegov.reforms.changes import Change
from basegov.reforms.steps import STEP_TYPES, step_name
from basegov.reforms.together import Together
from basegov.rules.reports import Report
from basegov.rules.verdicts import Outcome, Verdict
from basegov.sources import Source
from basegov.structure.appraisal import Appraisal
from basegov.structure.units import Community, Inventory
from basegov.values import NOT_STATED
from tests.catalog.districts import ALL, FACTS, FIVE


def outcomes(report: Report, rule: str) -> set[Outcome]:
    """Return the answers of one rule."""
    return {verdict.outcome for verdict in report.of_rule(rule)}


def listed(report: Report, rule: str) -> list[Verdict]:
    """Return the answers of one rule about nodes that the structure lists."""
    return [verdict for verdict in report.of_rule(rule) if verdict.reason.code != "not_all_listed"]


@functools.cache
def applied(district: str) -> Change:
    """Return the change that a district's reform makes."""
    return load_reform(ALL[district]).apply(load_structure(district))


@functools.cache
def judged(district: str) -> tuple[Report, Report]:
    """Return the answers of a district's policy before and after its reform."""
    policy, change = load_policy(ALL[district]), applied(district)
    return policy.check(change.before), policy.check(change)


def test_one_reform_for_each_district() -> None:
    assert set(shipped("reform")) == set(ALL.values())


@pytest.mark.parametrize(("district", "name"), ALL.items())
def test_every_reform_applies_and_leaves_its_baseline_as_it_was(district: str, name: str) -> None:
    before = load_structure(district)
    change = load_reform(name).apply(before)
    assert change.before is before
    assert change.events
    assert load_reform(name).dry_run(before)


@pytest.mark.parametrize(("district", "name"), FIVE.items())
def test_every_step_has_a_fact_and_a_tag(district: str, name: str) -> None:
    reform = load_reform(name)
    for step in reform.steps:
        assert step.tag
        assert isinstance(step.source, Source)
        letters, number = str(step.source.fact).split("-")
        assert 1 <= int(number) <= FACTS[letters]


@pytest.mark.parametrize(("district", "name"), ALL.items())
def test_a_reform_breaks_nothing_of_its_own_policy(district: str, name: str) -> None:
    assert not judged(district)[1].violated
    assert ALL[district] == name


def test_the_fictional_reform_uses_every_kind_of_step_of_the_library() -> None:
    own = {name for name, kind in STEP_TYPES.items() if kind.cls.__module__.startswith("basegov.")}
    steps = [step for name in ALL.values() for step in load_reform(name).steps]
    steps += [part for step in steps if isinstance(step, Together) for part in step.steps]
    used = {step_name(step) for step in steps}
    assert own - used == set()


# Guangling: at least 60% (GL-034); its verdicts stand in tests/policies/guangling


def test_guangling_before_the_street_has_no_say_and_the_clause_is_violated() -> None:
    report = load_policy("guangling-2021").check(load_structure("guangling"))  # GL-034, GL-035
    verdicts = report.of_rule("street-share-at-least-sixty-percent")
    assert len(verdicts) == 9  # GL-005
    assert {v.outcome for v in verdicts} == {Outcome.VIOLATED}
    assert {v.rule.source.fact for v in verdicts} == {"GL-034"}
    assert {v.measured for v in verdicts} == {Share("0%")}
    assert "GL-034" in verdicts[0].explain()


def test_guangling_what_the_departments_keep_follows_from_the_floor() -> None:
    change = applied("guangling")
    kept = {a.share for a in change.after.where(Appraisal, evaluator="vertical-departments")}
    assert kept == {Share("<= 40%")}


# Xiangzhou: exactly 30% (XZ-018), nothing before (XZ-019)


def test_xiangzhou_the_communities_come_from_nothing_to_exactly_thirty_percent() -> None:
    policy = load_policy("xiangzhou-2018")
    before, after = policy.check(load_structure("xiangzhou")), policy.check(applied("xiangzhou"))
    rule = "community-holds-thirty-percent"
    assert {v.measured for v in listed(before, rule)} == {Share("0%")}
    assert {v.outcome for v in listed(before, rule)} == {Outcome.VIOLATED}
    assert {v.measured for v in listed(after, rule)} == {Share("30%")}
    assert {v.outcome for v in listed(after, rule)} == {Outcome.MET}


def test_xiangzhou_of_teams_that_are_not_listed_nothing_is_claimed() -> None:
    report = load_policy("xiangzhou-2018").check(applied("xiangzhou"))  # XZ-102: units are named, totals are not
    others = [v for v in report.of_rule("community-holds-thirty-percent") if v.subject.id == "xiangzhou"]
    assert [(v.outcome, v.reason.code) for v in others] == [(Outcome.UNDETERMINED, "not_all_listed")]


@pytest.mark.parametrize("share", ["29%", "31%"])
def test_xiangzhou_exactly_means_neither_less_nor_more(share: str) -> None:
    reform = load_reform("xiangzhou-2018")
    steps = [attrs.evolve(s, share=share) if hasattr(s, "share") else s for s in reform.steps]
    report = load_policy("xiangzhou-2018").check(attrs.evolve(reform, steps=steps).apply(load_structure("xiangzhou")))
    assert {v.outcome for v in listed(report, "community-holds-thirty-percent")} == {Outcome.VIOLATED}


def test_xiangzhou_nobody_is_given_the_other_seventy_percent() -> None:
    after = applied("xiangzhou").after
    held = after.where(Appraisal, subject="gangchang-cleaning-team")
    assert [(a.evaluator, a.share) for a in held] == [("gongbei-gangchang", Share("30%"))]


def test_xiangzhou_the_streets_run_the_cleaning_teams_afterwards() -> None:
    policy = load_policy("xiangzhou-2018")  # XZ-016, XZ-017
    before = policy.check(load_structure("xiangzhou"))
    (pilot,) = [v for v in before.of_rule("street-runs-cleaning-team") if v.subject.id == "meihua-cleaning-team"]
    assert pilot.outcome is Outcome.VIOLATED
    after = listed(policy.check(applied("xiangzhou")), "street-runs-cleaning-team")
    assert {v.outcome for v in after} == {Outcome.MET}


# Haizhu: a rise without a number (HZ-036)


def test_haizhu_the_rise_is_met_although_no_number_is_stated() -> None:
    policy = load_policy("haizhu-2020")
    report = policy.check(applied("haizhu"))
    (verdict,) = listed(report, "street-say-over-departments-rises")
    assert (verdict.subject.id, verdict.outcome) == ("urban-management-bureau", Outcome.MET)
    after = applied("haizhu").after
    (share,) = {a.share for a in after.where(Appraisal, evaluator="streets-together")}
    assert not share.is_exact
    before = policy.check(load_structure("haizhu"))
    assert outcomes(before, "street-say-over-departments-rises") == {Outcome.NOT_APPLICABLE}


def test_haizhu_without_the_step_the_rise_is_undetermined() -> None:
    reform = load_reform("haizhu-2020")
    without = attrs.evolve(reform, steps=[s for s in reform.steps if step_name(s) != "raise_appraisal_share"])
    report = load_policy("haizhu-2020").check(without.apply(load_structure("haizhu")))
    assert {v.outcome for v in listed(report, "street-say-over-departments-rises")} == {Outcome.UNDETERMINED}


# Bao'an: a say without a number, and a number of communities that does not rise


def test_baoan_a_say_without_a_number_is_a_say() -> None:
    report = load_policy("baoan-2018").check(applied("baoan"))
    (verdict,) = report.of_rule("community-appraises-sunk-forces")  # BA-051
    assert verdict.outcome is Outcome.MET
    assert verdict.measured == Share("> 0%")


def test_baoan_the_number_of_communities_does_not_rise_whatever_it_is() -> None:
    change = applied("baoan")  # BA-112: 124 are known by number only
    report = load_policy("baoan-2018").check(change)
    assert outcomes(report, "communities-not-increased") == {Outcome.MET}
    for structure in (change.before, change.after):
        (inventory,) = structure.where(Inventory, scope="baoan", of="community")
        assert inventory.total == Count(124)


def test_baoan_veto_and_decisive_proposal_are_rights_of_their_own() -> None:
    report = load_policy("baoan-2018").check(applied("baoan"))
    assert outcomes(report, "community-proposes-removal") == {Outcome.MET}  # BA-052
    assert outcomes(report, "community-vetoes-promotion") == {Outcome.MET}  # BA-053


# Wuhua: the two mergers (WH-014, WH-015)


def test_wuhua_four_communities_become_the_two_that_the_later_code_table_has() -> None:
    change = applied("wuhua")
    gone = {"530102001004", "530102001005", "530102003002", "530102003009"}
    before = {c.code for c in change.before.records(Community)}
    after = {c.code: c for c in change.after.records(Community)}
    assert before - set(after) == gone
    assert set(after) - before == {"530102001013", "530102003010"}  # code table of 2021-10-31
    assert change.after["华山街道/文林社区"] is after["530102001013"]
    assert change.after["大观街道/小西门社区"] is after["530102003010"]
    assert len(before) - len(after) == 2  # WH-016; 101 and 99 in the tables
    assert change.lineage.after("huashan-wenhuaxiang") == ("huashan-wenlin",)
    parts = {change.before["大观商业城社区"].id, change.before["东风西路中段社区"].id}
    assert set(change.lineage.before("daguan-xiaoximen")) == parts


def test_wuhua_the_mergers_are_undetermined_and_say_that_population_is_missing() -> None:
    report = load_policy("wuhua-2020").check(applied("wuhua"))  # WH-021: neither sizes nor bounds are stated
    verdicts = report.of_rule("suitable-population")
    assert len(verdicts) == 2
    for verdict in verdicts:
        assert verdict.outcome is Outcome.UNDETERMINED
        lacking = {m.subject for m in verdict.missing if m.field == "population"}
        assert lacking == {*verdict.subject.parts, "suitable-population"}  # both parts, and the number in the clause
        assert re.search("population|人口", verdict.explain())


@pytest.mark.parametrize("rule", ["posts-not-reduced", "pay-not-reduced", "funds-not-reduced"])
def test_wuhua_the_guarantees_stay_open_while_the_transition_has_no_length(rule: str) -> None:
    report = load_policy("wuhua-2020").check(applied("wuhua"))  # WH-028 to WH-031
    assert outcomes(report, rule) == {Outcome.UNDETERMINED}
    assert any("transition period" in m.text("en") for v in report.of_rule(rule) for m in v.missing)


def test_wuhua_new_communities_have_no_size_made_up_for_them() -> None:
    after = applied("wuhua").after
    for name in ("文林社区", "小西门社区"):
        community = after[name]
        assert isinstance(community, Community)
        assert (community.population, community.households, community.area) == (NOT_STATED,) * 3


# Shili: fully specified, so nothing stays open


def test_shili_everything_is_decided_before_and_after() -> None:
    before, after = judged("shili")
    assert not before.undetermined
    assert not after.undetermined
    assert before.violated
    assert not after.violated


def test_shili_what_was_violated_before_is_met_after() -> None:
    before, after = judged("shili")
    broken = {v.rule.id for v in before.violated}
    assert broken <= {v.rule.id for v in after.met}
    families = {"street-share-at-least-sixty-percent", "market-offices-dually-managed", "street-recommends-appointment"}
    families |= {"community-not-too-small", "grid-and-centre-lists-apart", "communities-work-by-the-list"}
    assert families <= broken


def test_shili_the_mergers_carry_everything_over() -> None:
    change = applied("shili")
    joint = change.after["春例联合社区"]
    parts = [change.before["chunli-1"], change.before["chunli-2"]]
    for field in ("population", "households"):
        assert getattr(joint, field) == Count.total(getattr(p, field) for p in parts)
    grids = [g for g in change.after.records("grid") if g.parent == joint.id]
    assert len(grids) == 4
