"""The transplant table and the counts by family."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

import basegov as bg
from basegov.dates import DateRange
from basegov.errors import NotFoundError
from basegov.families import FAMILIES
from basegov.policies import check
from basegov.rules.verdicts import Outcome
from basegov.scenarios import Scenario, transplant
from basegov.scenarios.byfamily import by_family, clause_outcomes, count_clauses, family_of_clause
from basegov.texts import Text
from tests.scenarios.district import district, policy, reform


def here(**changes):
    return Scenario(baseline=district(), policies=[policy()], reforms=[reform()], **changes)


def test_a_cell_answers_as_the_policy_does_when_it_is_asked_everywhere():
    foreign = bg.load_policy("guangling-2021")
    table = transplant([here()], [foreign, policy()])
    assert (table.policies, table.structures) == (("guangling-2021", policy().id), (district().id,))
    cell = table.cell("guangling-2021", district().id)
    assert not cell.is_at_home
    assert table.cell(policy().id, district().id).is_at_home
    direct = foreign.check(district(), cell.on, everywhere=True)
    assert [v.to_dict() for v in cell.report] == [v.to_dict() for v in direct]
    assert cell.clauses == count_clauses(clause_outcomes(direct).values())


def test_a_policy_is_asked_as_it_came_into_force_where_the_structure_is_older():
    """Guangling's policy is of 23 April 2021 (GL-001); a structure of that day or later is asked on its own day."""
    foreign = bg.load_policy("guangling-2021")
    on = transplant([here()], [foreign]).cell(foreign.id, district().id).on
    dated = district().date
    assert on == max(foreign.valid.start, dated, key=lambda day: day.first)


def test_the_reformed_structure_is_judged_as_a_change():
    for reformed in (False, True):
        cell = transplant([here()], [policy()], reformed=reformed).cell(policy().id, district().id)
        world = here().world if reformed else district()
        assert cell.clauses == count_clauses(clause_outcomes(policy().check(world, cell.on, everywhere=True)).values())


def test_a_clause_that_is_not_in_force_on_the_day_clashes_with_nothing():
    """Where HZ-025 is put off, the income of XZ-059 can be kept."""
    scenario = Scenario(baseline=bg.load_structure("xiangzhou"), policies=[bg.load_policy("xiangzhou-2018")])
    later = DateRange(bg.Date("2030-01-01"), None)
    haizhu = bg.load_policy("haizhu-2020")
    off = attrs.evolve(haizhu, rules=[attrs.evolve(rule, valid=later) for rule in haizhu.rules])
    assert transplant([scenario], [haizhu]).cells[0].clashing
    assert transplant([scenario], [off]).cells[0].clashing == ()


def test_what_the_table_does_not_have_is_answered_with_near_names():
    table = transplant([here()], [policy()])
    with pytest.raises(NotFoundError, match="BG860"):
        table.cell(policy().id, "nowher")


def test_income_from_a_function_clashes_with_the_removal_of_the_function():
    """XZ-059 gives streets the income from tax governance, HZ-025 takes the function away from which it flows."""
    scenario = Scenario(baseline=bg.load_structure("xiangzhou"), policies=[bg.load_policy("xiangzhou-2018")])
    table = transplant([scenario], [bg.load_policy("haizhu-2020"), bg.load_policy("wuhua-2020")])
    assert ("streets-keep-tax-governance-income", "no-investment-attraction") in table.cells[0].clashing
    assert table.cells[1].clashing == ()


def test_a_clause_counts_once_by_its_worst_answer():
    report = policy().check(here().world)
    outcomes = clause_outcomes(report)
    for rule, outcome in outcomes.items():
        said = {v.outcome for v in report if v.rule == rule}
        order = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.MET, Outcome.NOT_APPLICABLE)
        assert outcome == next(o for o in order if o in said)
    counts = count_clauses(outcomes.values())
    assert counts.all == len(outcomes)
    assert counts.undetermined == list(outcomes.values()).count(Outcome.UNDETERMINED)


def test_clauses_of_two_policies_that_have_one_id_are_two():
    first, second = (attrs.evolve(policy(), id=id_, name=Text(id_, id_)) for id_ in ("a", "b"))
    second = attrs.evolve(second, rules=[attrs.evolve(rule, clause=Text("b", "乙")) for rule in second.rules])
    assert len(clause_outcomes(check([first, second], district()))) == len(first.rules) + len(second.rules)


@pytest.mark.parametrize("name", ["xiangzhou-2018", "haizhu-2020", "baoan-2018", "guangling-2021", "wuhua-2020"])
def test_every_clause_has_a_family_to_which_its_fact_belongs(name):
    known = {fact.id: fact for fact in bg.load_facts(name)}
    for rule in bg.load_policy(name).rules:
        family = family_of_clause(rule)
        assert family is not None, rule.id
        assert any(family.id in known[fact].families for fact in rule.source.facts), rule.id


def test_the_counts_by_family_come_to_all_clauses():
    report = bg.load_policy("guangling-2021").check(bg.load_structure("guangling"))
    found = by_family(report)
    assert list(found) == sorted(found, key=list(FAMILIES).index)
    assert sum(counts.all for counts in found.values()) == len(clause_outcomes(report))
    assert Counter(clause_outcomes(report).values())[Outcome.VIOLATED] == sum(c.violated for c in found.values())
