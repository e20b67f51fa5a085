"""The page and data of a transplant table: every policy on every structure."""

from __future__ import annotations

from basegov.report.blocks import Block, Column, Heading, Items, Page, Paragraph, Table
from basegov.report.data import Data, answers_data
from basegov.report.words import listed, word
from basegov.scenarios.transplants import Transplant, TransplantTable
from basegov.texts import Language, Text, say
from basegov.values import NotStated

_COUNTED = ("violated", "met", "undetermined", "conflicting")
_LEGEND = Text(
    "Each cell counts clauses: {counted}. Asked as if the policy were in force there; a dot marks the policy of the "
    "place itself. One cell in full: basegov transplant POLICY STRUCTURE.",
    "每格为条款数，依次为：{counted}。视同该政策在当地有效；圆点表示本地政策。"
    "查看一格全文：basegov transplant POLICY STRUCTURE。",
)


def transplant_page(table: TransplantTable, lang: Language) -> Page:
    """Return the page of a table: a row for each policy, a column for each structure, four counts in each cell."""
    columns = (Column(word("policy", lang)), *(Column(name, "right") for name in table.structures))
    rows: tuple[tuple[str, ...], ...] = tuple(
        (policy, *(_cell(table.cell(policy, structure)) for structure in table.structures)) for policy in table.policies
    )
    legend = _LEGEND.format(counted=" / ".join(word(name, lang) for name in _COUNTED)).in_(lang)
    page: list[Block] = [
        Heading(word("transplants", lang)),
        Table(columns, rows),
        Paragraph(legend, quiet=True),
    ]
    clashing = [cell for cell in table if cell.conflicts]
    if clashing:
        page += [Heading(word("conflicts", lang), 2), Items(tuple(_conflict(cell, lang) for cell in clashing))]
    return tuple(page)


def _counts(cell: Transplant) -> tuple[int, ...]:
    counts = cell.clauses
    return counts.violated, counts.met, counts.undetermined, len(cell.clashing)


def _cell(cell: Transplant) -> str:
    return ("• " if cell.is_at_home else "") + "/".join(map(str, _counts(cell)))


def _conflict(cell: Transplant, lang: Language) -> str:
    pairs = tuple(" – ".join(rules) for rules in cell.clashing)
    where = Text("{policy} on {structure}: {pairs}", "{policy} 用于 {structure}：{pairs}")
    return where.format(policy=cell.policy.id, structure=cell.structure.id, pairs=listed(pairs, lang, 4)).in_(lang)


def cell_page(cell: Transplant, lang: Language, page: Page) -> Page:
    """Return one cell in full: the page of its check, and the clauses that cannot stand beside those of the place."""
    words = tuple(_first_of(rules, cell, lang) for rules in cell.clashing)
    extra: tuple[Block, ...] = (Heading(word("conflicts", lang), 2), Items(words)) if words else ()
    return (*page, *extra)


def _first_of(rules: tuple[str, ...], cell: Transplant, lang: Language) -> str:
    """Return why clauses cannot be kept together for the first subject, and for how many more that holds."""
    found = [conflict for conflict in cell.conflicts if conflict.rules == rules]
    more = Text("{words} (and for {count} more)", "{words}（另有 {count} 个对象）")
    first = found[0].text(lang)
    return first if len(found) == 1 else more.format(words=first, count=len(found) - 1).in_(lang)


def transplant_data(table: TransplantTable) -> Data:
    """Return every cell with its counts, its verdicts and its conflicts."""
    return {"kind": "transplant", "cells": [_cell_data(cell) for cell in table]}


def _cell_data(cell: Transplant) -> Data:
    return {
        "policy": cell.policy.id,
        "structure": cell.structure.id,
        "at_home": cell.is_at_home,
        "on": None if isinstance(cell.on, NotStated) else say(cell.on, "en"),
        "clauses": dict(zip(_COUNTED, _counts(cell), strict=True)),
        "conflicts": [
            {"subject": c.subject, "rules": list(c.rules), "words": {"en": c.text("en"), "zh": c.text("zh")}}
            for c in cell.conflicts
        ],
        **answers_data(cell.report, [cell.policy]),
    }
