"""Every record, rule and step that comes with the library is registered as soon as its package is imported."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

import basegov.reforms
import basegov.rules
import basegov.structure
from basegov.reforms.steps import STEP_TYPES
from basegov.rules.rule import RULE_TYPES
from basegov.structure.records import RECORD_TYPES

REGISTRIES = {
    "structure": (basegov.structure, "basegov.structure.records", "RECORD_TYPES", RECORD_TYPES),
    "rules": (basegov.rules, "basegov.rules.rule", "RULE_TYPES", RULE_TYPES),
    "reforms": (basegov.reforms, "basegov.reforms.steps", "STEP_TYPES", STEP_TYPES),
}


@pytest.mark.parametrize("room", REGISTRIES)
def test_importing_the_package_registers_what_any_of_its_modules_registers(room):
    package, module, registry, _ = REGISTRIES[room]
    every = [f"basegov.{room}.{m.name}" for m in pkgutil.iter_modules(package.__path__)]
    program = (
        f"import importlib; registry = importlib.import_module({module!r}).{registry}; at_first = set(registry);"
        f"[importlib.import_module(name) for name in {every!r}]; print(*sorted(set(registry) - at_first))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("room", REGISTRIES)
def test_every_registered_class_is_a_name_of_its_package(room):
    package, _, _, registry = REGISTRIES[room]
    for known in registry.values():
        if known.cls.__module__.startswith("basegov."):
            assert getattr(package, known.cls.__name__) is known.cls


@pytest.mark.parametrize("room", REGISTRIES)
def test_the_names_of_a_package_are_sorted_and_there(room):
    package = importlib.import_module(f"basegov.{room}")
    assert list(package.__all__) == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)
