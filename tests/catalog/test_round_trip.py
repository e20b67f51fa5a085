"""The shipped files come back as they were: load, write, load gives the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from basegov.catalog import load_policy, load_reform, load_structure
from basegov.io import (
    read_policy,
    read_reform,
    read_structure,
    write_policy,
    write_reform,
    write_structure,
)
from tests.catalog.districts import ALL


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_structures_come_back_as_they_were(name: str, suffix: str, tmp_path: Path) -> None:
    structure = load_structure(name)
    write_structure(structure, tmp_path / f"structure.{suffix}")
    again = read_structure(tmp_path / f"structure.{suffix}")
    assert set(again.records("record")) == set(structure.records("record"))
    assert (again.id, again.name, again.date) == (structure.id, structure.name, structure.date)
    assert set(again.documents) == set(structure.documents)


@pytest.mark.parametrize("name", ALL.values())
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_policies_come_back_as_they_were(name: str, suffix: str, tmp_path: Path) -> None:
    policy = load_policy(name)
    write_policy(policy, tmp_path / f"policy.{suffix}")
    assert read_policy(tmp_path / f"policy.{suffix}") == policy


@pytest.mark.parametrize("name", ALL.values())
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_reforms_come_back_as_they_were(name: str, suffix: str, tmp_path: Path) -> None:
    reform = load_reform(name)
    write_reform(reform, tmp_path / f"reform.{suffix}")
    assert read_reform(tmp_path / f"reform.{suffix}") == reform
