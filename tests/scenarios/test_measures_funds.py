"""Indicators of money, education and cohorts: exact, bounded, not stated."""

from __future__ import annotations

from fractions import Fraction

import pytest

import basegov as bg
from basegov.quantities import Count, Number, Share, Yuan
from basegov.scenarios import INDICATORS
from basegov.structure.careers import Education, LeadingBody, Schooling
from basegov.structure.cohorts import Cohort
from basegov.structure.funds import AccountKeeping, Funding
from basegov.structure.pools import FundPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import District
from basegov.values import NOT_STATED

D = District(id="d")


@pytest.mark.parametrize(
    ("name", "records", "expected"),
    [
        (
            "flows_free_of_earmarks",
            [Funding(unit="d", year=n, earmarked=e) for n, e in enumerate([True, False, NOT_STATED, False])],
            Share.between(Fraction(1, 2), Fraction(3, 4)),
        ),
        ("accounts_kept_by_oneself", [AccountKeeping(unit="d", keeper="d")], Share("100%")),
        ("accounts_kept_by_oneself", [AccountKeeping(unit="d")], Share.unknown()),
        (
            "money_per_project",
            [FundPool(id="p", amount=Yuan(248_000_000), projects=Count(2_064)), FundPool(id="q", amount=Yuan(1))],
            Number(Fraction(248_000_000, 2_064)),
        ),
        ("money_per_project", [FundPool(id="q", amount=Yuan(1))], NOT_STATED),
        (
            "leading_body_members",
            [LeadingBody(id="b", complete=True), StaffGroup(id="g", parent="b", count=Count(116))],
            Count(116),
        ),
        ("leading_body_members", [LeadingBody(id="b"), Staff(id="g", parent="b")], Count(">= 1")),
        (
            "junior_college_or_higher",
            [
                StaffGroup(id="g", count=Count(4)), Schooling(who="g", level=Education.BACHELOR, count=Count(1)),
                Schooling(who="g", level=Education.SENIOR_MIDDLE, count=Count(2)),
            ],
            Share.between(Fraction(1, 4), Fraction(1, 2)),
        ),
        ("people_under_old_rules", [Cohort(id="o", size=Count(3)), Cohort(id="n")], Count(">= 3")),
    ],
)  # fmt: skip
def test_an_indicator_of_money_and_people(name, records, expected):
    assert INDICATORS[name](Structure.build([D, *records])) == expected
    assert INDICATORS[name](Structure.build([D])) is NOT_STATED


def test_bao_an_pays_120155_yuan_for_a_project():
    """BA-096, BA-098."""
    after = bg.load_reform("baoan-2018").apply(bg.load_structure("baoan")).after
    assert round(INDICATORS["money_per_project"](after).exact) == 120_155


def test_guangling_counts_116_leaders():
    """GL-063."""
    assert INDICATORS["leading_body_members"](bg.load_structure("guangling")) == Count(116)
