"""The families: everything that is registered has its place in one of them."""

from __future__ import annotations

from collections import Counter

import pytest

import basegov.reforms
import basegov.rules
import basegov.structure  # noqa: F401 - the three packages register what they have
from basegov import catalog
from basegov.families import FAMILIES, GENERAL, family_of
from basegov.reforms.steps import STEP_TYPES
from basegov.rules.rule import RULE_TYPES
from basegov.structure.records import RECORD_TYPES

REGISTERED = {
    f"{room} {name}": known.cls
    for room, types in (("record", RECORD_TYPES), ("rule", RULE_TYPES), ("step", STEP_TYPES))
    for name, known in types.items()
    if known.cls.__module__.startswith("basegov.")
}


def test_there_are_twenty_four_with_names_in_both_languages():
    assert list(FAMILIES) == [f"F{number:02d}" for number in range(1, 25)]
    for family in FAMILIES.values():
        assert family.name.en
        assert family.name.zh
        assert family.text("zh").startswith(family.id)


@pytest.mark.parametrize("name", REGISTERED)
def test_what_is_registered_stands_in_a_family(name):
    cls = REGISTERED[name]
    module = cls.__module__.rpartition(".")[2]
    assert (family_of(cls) is not None) is not (module in GENERAL)


def test_a_module_stands_in_one_family_and_exists():
    named = Counter(module for family in FAMILIES.values() for module in family.modules)
    assert [module for module, times in named.items() if times > 1] == []
    modules = {cls.__module__.rpartition(".")[2] for cls in REGISTERED.values()}
    assert named.keys() <= modules | {"listing", "applications"}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_every_family_has_something_to_ask_or_to_do_and_facts_to_rest_on(family):
    kinds = {name.split()[0] for name, cls in REGISTERED.items() if family_of(cls) is family}
    assert kinds >= {"record"} or kinds >= {"rule"}
    assert any(family.id in fact.families for register in catalog.shipped_facts() for fact in register)


def test_a_class_of_ones_own_has_no_family():
    assert family_of(type("Mine", (), {"__module__": "plugin.appraisal"})) is None
