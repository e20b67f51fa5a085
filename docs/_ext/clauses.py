"""Tables for the pages, made from the shipped data when a page is executed."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from IPython.display import Markdown

import basegov as bg
from basegov.policies import Policy
from basegov.rules.rule import Rule, rule_name

REAL = ("xiangzhou", "haizhu", "baoan", "guangling", "wuhua")


def policies() -> Iterator[Policy]:
    """Yield the shipped policies of real documents: all but the model policy of the fictional district."""
    for name in bg.catalog.shipped("policy"):
        policy = bg.load_policy(name)
        if not any(document.status == "fictional" for document in policy.documents):
            yield policy


def markdown(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Markdown:
    """Return a table."""
    heads = list(heads)
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return Markdown("\n".join(f"| {line} |" for line in lines))


def parameters(rule: Rule) -> str:
    """Return what a rule requires."""
    return f"{rule.requirement.text('en')}<br>{rule.requirement.text('zh')}"


def table(*classes: str) -> Markdown:
    """Return the clauses of the shipped policies that are rules of the given classes."""
    rows = (
        (
            policy.id,
            f"{rule.describe('en')}<br>{rule.describe('zh')}",
            f"`{rule_name(rule)}`<br>{parameters(rule)}",
            rule.force.value,
            rule.source.text("en") if isinstance(rule.source, bg.Source) else "",
        )
        for policy in policies()
        for rule in policy.rules_in_force()
        if type(rule).__name__ in classes
    )
    return markdown(("policy", "clause 条款", "rule and requirement", "force", "source"), rows)


def registered(types: Mapping[str, Any], *names: str) -> Markdown:
    """Return a table of registered records, rules or steps: the word in files, the Chinese word, what it says."""
    rows = []
    for name in names:
        entry = types[name]
        first = " ".join((inspect.getdoc(entry.cls) or "").split("\n\n")[0].split())
        rows.append((f"`{getattr(entry, 'section', name)}`", entry.label.zh, first))
    return markdown(("name", "中文", "what it says"), rows)
