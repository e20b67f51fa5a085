"""The pages that show what there is: the shipped data, and the clauses of a policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from basegov.facts import FactRegister
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.report.blocks import Block, Card, Cards, Column, Heading, Page, Paragraph, Table
from basegov.report.words import clauses, colon, joined, named, word
from basegov.rules.rule import RULE_TYPES, Rule, rule_name
from basegov.sources import Document
from basegov.structure.snapshot import Structure
from basegov.texts import Language, say
from basegov.values import NotStated

_COUNTED: Final = ("records", "rules", "steps", "facts", "ties")


def list_page(
    structures: Iterable[Structure], policies: Iterable[Policy], reforms: Iterable[Reform], lang: Language,
    registers: Iterable[FactRegister] = (),
) -> Page:  # fmt: skip
    """Return the page of the shipped structures, policies, reforms and fact registers."""

    def table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[Block]:
        columns = tuple(
            Column(word(h, lang), "right" if h in ("records", "rules", "steps", "facts", "ties") else "left")
            for h in heads
        )
        found: Block = Table(columns, tuple(rows)) if rows else Paragraph(word("none", lang), quiet=True)
        return [Heading(word(title, lang), 2), found]

    return (
        *table("structures", ("id", "name", "date", "records"), [
            (s.id, s.name.in_(lang), say(s.date, lang), str(len(s))) for s in structures
        ]),
        *table("policies", ("id", "name", "jurisdiction", "rules"), [
            (p.id, p.name.in_(lang), _place(p, lang), str(len(p.rules))) for p in policies
        ]),
        *table("reforms", ("id", "name", "date", "steps"), [
            (r.id, r.name.in_(lang), say(r.date, lang), str(len(r.steps))) for r in reforms
        ]),
        *table("registers", ("id", "name", "facts", "ties"), [
            (f.id, f.name.in_(lang), str(len(f)), str(len(f.ties))) for f in registers
        ]),
    )  # fmt: skip


def _place(policy: Policy, lang: Language) -> str:
    """Return for where a policy is made; one that names no place is made for all."""
    if isinstance(policy.jurisdiction, NotStated):
        return word("everywhere", lang)
    return policy.jurisdiction


def policy_page(policy: Policy, rules: Iterable[Rule], lang: Language) -> Page:
    """Return the page of a policy: the clause of each rule, its parameters and its source."""
    about = [
        colon(word("jurisdiction", lang), _place(policy, lang), lang),
        colon(word("valid", lang), policy.valid.text(lang), lang),
    ]
    rules = tuple(rules)
    cited = {getattr(rule.source, "document", None) for rule in rules}
    documents = [_document(d, lang) for d in policy.documents if d.key in cited]
    return (
        Heading(named(policy.name, policy.id, lang)),
        Paragraph(clauses(about, lang), quiet=True),
        Cards(tuple(rule_card(rule, lang) for rule in rules)),
        *((Heading(word("documents", lang), 2), Cards(tuple(documents))) if documents else ()),
    )


def rule_card(rule: Rule, lang: Language) -> Card:
    """Return a rule with its scope, measure and requirement as data, its validity and its source."""
    known = RULE_TYPES.get(rule_name(rule))
    kind = rule_name(rule) if known is None else f"{known.label.in_(lang)} ({known.name})"
    lines = [
        (word("rule", lang), rule.id),
        (word("type", lang), kind),
        (word("scope", lang), rule.scope.text(lang)),
        (word("measure", lang), rule.measure.text(lang)),
        (word("required", lang), rule.requirement.text(lang)),
        (word("valid", lang), rule.valid.text(lang)),
        (word("source", lang), say(rule.source, lang)),
    ]
    if rule.reading.in_(lang):
        lines.append((word("reading", lang), rule.reading.in_(lang)))
    return Card(rule.force.text(lang), rule.describe(lang), tuple(lines))


def _document(document: Document, lang: Language) -> Card:
    parts = [document.title.in_(lang), *(say(p, lang) for p in (document.issuer, document.date, document.status) if p)]
    return Card(document.key, joined(parts, lang))
