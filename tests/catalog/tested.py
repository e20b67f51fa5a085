"""Which tests name which facts, found in the tests as they are written; what `catalog/tested.json` holds.

A Python test names a fact in its own text or in a constant of its module that it uses. A case of a policy test names
the facts on which a clause rests when it says that the clause is met or violated.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from basegov import catalog

ROOT: Final = Path(__file__).parents[2]
FACT: Final = re.compile(r"\b[A-Z]{2}-\d{3}\b")
ABOUT_ALL: Final = ("tests/catalog/test_facts.py", "tests/catalog/test_figures.py")
"""Tests of the register itself; they are about every fact and hold none to be so."""


def found() -> dict[str, list[str]]:
    """Return for each fact the tests that name it, in order."""
    known = {fact.id for register in catalog.shipped_facts() for fact in register}
    pairs = {(fact, test) for fact, test in (*_python(), *_policy()) if fact in known}
    by_fact: dict[str, list[str]] = {}
    for fact, test in sorted(pairs):
        by_fact.setdefault(fact, []).append(test)
    return by_fact


def written() -> str:
    """Return the file as it has to be."""
    return json.dumps(found(), ensure_ascii=False, indent=1) + "\n"


def _python() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name in ABOUT_ALL:
            continue
        text = path.read_text(encoding="utf-8")
        tree, lines = ast.parse(text), text.split("\n")
        constants = dict(_constants(tree, lines))
        for test in _tests(tree):
            parts = [test, *test.decorator_list]
            said = "\n".join(_text_of(part, lines) for part in parts)
            used = {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}
            for fact in {*FACT.findall(said), *(fact for name in used for fact in constants.get(name, ()))}:
                yield fact, f"{name}::{test.name}"


def _text_of(node: ast.stmt | ast.expr, lines: list[str]) -> str:
    """Return the lines on which something stands."""
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _tests(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _tests(node)


def _constants(tree: ast.Module, lines: list[str]) -> Iterator[tuple[str, set[str]]]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, set(FACT.findall(_text_of(node, lines)))


def _policy() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests" / "policies").rglob("*.policy.yaml")):
        plain: Any = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        names = plain["policy"] if isinstance(plain["policy"], list) else [plain["policy"]]
        rules = {rule.id: rule for name in names for rule in catalog.load_policy(name).rules}
        for case in plain["cases"]:
            for rule, expected in _expected(case["expect"]):
                source = rules[rule].source if rule in rules else None
                if source and {"met", "violated"} & set(_outcomes(expected)):
                    for fact in source.facts:
                        yield fact, path.relative_to(ROOT).as_posix()


def _expected(expect: Any) -> Iterator[tuple[str, Any]]:
    """Yield each rule that a case speaks of with what it says, in both forms that the format has."""
    if isinstance(expect, dict):
        yield from ((str(rule), said) for rule, said in expect.items())
    else:
        yield from ((str(entry.get("rule")), entry) for entry in expect)


def _outcomes(expected: Any) -> Iterator[str]:
    if isinstance(expected, str):
        yield expected
    elif isinstance(expected, dict):
        yield from _outcomes(expected.get("outcome", ""))
    elif isinstance(expected, list):
        for part in expected:
            yield from _outcomes(part)
