"""Policies: rules of one jurisdiction, in force from a day on, asked together."""

from __future__ import annotations

import attrs
import pytest

from basegov.dates import Date, DateRange
from basegov.errors import NotFoundError
from basegov.policies import Policy, check
from basegov.quantities import Share
from basegov.reforms.appraisal import SetAppraisalShare
from basegov.reforms.reform import Reform
from basegov.rules.appraisal import AppraisalShare, AppraisalShareIncreases
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory, Street
from basegov.texts import Text

FLOOR = AppraisalShare(
    id="floor", subject="dispatched_agency", evaluator="street", role="street", at_least="60%", period="annual"
)
RISES = AppraisalShareIncreases(
    id="rises", subject="dispatched_agency", evaluator="street", role="street", period="annual"
)
POLICY = Policy(
    id="guangling-2021", name=Text("Guangling", "广陵"), jurisdiction="321002", valid=DateRange(Date("2021-01-01")),
    rules=[FLOOR, RISES],
)  # fmt: skip


@pytest.fixture
def before():
    return Structure.build(
        [
            District(id="d", code="321002"), Street(id="s", name="街道", parent="d"), Department(id="b"),
            DispatchedAgency(id="a", name="所", principal="b", host="s"),
            Appraisal(subject="a", evaluator="b", period=Period.ANNUAL, share=Share(1)),
            Inventory(scope="d", of="dispatched_agency", complete=True),
        ],
        id="guangling", name=Text("Guangling", "广陵区"), date="2021-04-23",
    )  # fmt: skip


REFORM = Reform(
    id="r",
    date=Date("2022"),
    steps=[
        SetAppraisalShare(subjects="dispatched_agency", evaluator="street", share="60%", period="annual", from_="b")
    ],
)


def test_before_the_clause_is_violated_and_after_the_reform_it_is_met(before):
    """GL-034."""
    assert POLICY.check(before).counts == {
        "violated": 1, "warning": 0, "undetermined": 0, "met": 0, "not_applicable": 1
    }  # fmt: skip
    report = POLICY.check(REFORM.apply(before))
    assert report.counts["met"] == 2
    assert report.on == Date("2022")
    assert report.title == Text("guangling after r by guangling-2021", "广陵区经 r 后（guangling-2021）")
    assert not report.contradictions


def test_rules_take_validity_and_jurisdiction_of_their_policy_unless_they_have_their_own(before):
    own = attrs.evolve(FLOOR, id="own", jurisdiction="44", valid=DateRange(Date("2030")))
    policy = attrs.evolve(POLICY, rules=[FLOOR, own])
    first, second = policy.rules_in_force()
    assert (first.jurisdiction, first.valid) == ("321002", POLICY.valid)
    assert (second.jurisdiction, second.valid) == ("44", own.valid)
    assert policy.rule("floor") == first
    assert [v.reason.code for v in policy.check(before)] == ["below_minimum", "outside_jurisdiction"]
    assert [v.reason.code for v in policy.check(before, "2020")] == ["not_in_force", "outside_jurisdiction"]
    assert [v.reason.code for v in policy.check(before, everywhere=True)] == ["below_minimum", "not_in_force"]


def test_a_mistyped_rule_is_suggested():
    with pytest.raises(NotFoundError, match=r"BG401.*floor"):
        POLICY.rule("flor")


def test_policies_are_asked_together_and_compared(before):
    other = Policy(id="other", rules=[attrs.evolve(FLOOR, id="exact", at_least=None, exactly="45%")])
    report = check([POLICY, other], before)
    assert [c.rules for c in report.contradictions] == [("floor", "exact")]
    assert len(report) == 3
    assert not check([POLICY, other], before, "2020").contradictions
    assert not other.check(before).contradictions
    assert len(check([], before)) == 0
    assert repr(POLICY) == "<Policy guangling-2021: 2 rules>"
