"""The cases of this folder notice most changes of the shipped policies; what they notice today they keep noticing."""

from __future__ import annotations

from pathlib import Path

import pytest

from basegov.catalog import load_policy
from basegov.testing import Library, PolicyTest, mutate, read_policy_test

FLOORS = {
    "guangling-2021": 95,
    "residents-committees-law": 95,
    "villagers-committees-law": 95,
    "baoan-2018": 95,
    "haizhu-2020": 95,
    "xiangzhou-2018": 95,
    "wuhua-2020": 95,
}
"""Percent of the changes of each policy; raise a floor with the cases that reach it."""


@pytest.fixture(scope="module")
def tests() -> list[PolicyTest]:
    """Read every test file of this folder."""
    library = Library()
    return [read_policy_test(path, library=library) for path in sorted(Path(__file__).parent.rglob("*.policy.yaml"))]


@pytest.mark.parametrize("name", FLOORS)
def test_the_cases_notice_most_changes_of_a_policy(name: str, tests: list[PolicyTest]) -> None:
    policy = load_policy(name)
    report = mutate(policy, [test for test in tests if policy.id in {p.id for p in test.policies}])
    assert report.percent >= FLOORS[name], report.text()
