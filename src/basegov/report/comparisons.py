"""The pages of a comparison, and of the demonstration: before, after, difference."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import attrs

from basegov.families import FAMILIES
from basegov.quantities import Difference, Quantity
from basegov.reforms.events import Event
from basegov.report.blocks import Block, Card, Cards, Column, Heading, Items, Page, Paragraph, Table, Tone
from basegov.report.checks import contradictions, heading
from basegov.report.groups import ANSWERS, answer, missing_facts, owners, rule_words, spread, subjects
from basegov.report.words import clauses, colon, listed, word
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Verdict
from basegov.scenarios.byfamily import ClauseCounts, by_family
from basegov.scenarios.comparison import Comparison, VerdictRow
from basegov.scenarios.fiscal import fiscal_effect
from basegov.scenarios.scenario import Scenario
from basegov.structure.outcomes import ReportedOutcome
from basegov.structure.snapshot import Structure
from basegov.structure.units import District
from basegov.texts import Language, Text
from basegov.values import NotStated, Truth

_ARROW = " → "


def compare_page(scenario: Scenario, comparison: Comparison, lang: Language, *, details: bool = False) -> Page:
    """Return the page of a comparison.

    Parameters
    ----------
    scenario : Scenario
        What was compared, by which policies.
    comparison : Comparison
        Indicators and verdicts.
    lang : str
        Language of the page.
    details : bool
        Whether unchanged answers, and every event, are shown too.
    """
    page: list[Block] = heading(scenario, comparison.reports[1].on, lang)
    page += _happened(comparison, lang, details=details)
    page += _indicators(comparison, lang)
    page += _fiscal(comparison, lang)
    page += _verdicts(scenario, comparison, lang, details=details)
    page += contradictions(comparison.reports[1].contradictions, lang)
    return tuple(page)


def _happened(comparison: Comparison, lang: Language, *, details: bool) -> list[Block]:
    if comparison.change is None:
        return []
    shown = [words for group in _alike(comparison) for words in _told(group, comparison, lang, details=details)]
    became = _became(comparison, lang)
    blocks: list[Block] = []
    if shown:
        blocks += [Heading(word("happened", lang), 2), Items(tuple(shown))]
    if became:
        blocks += [Heading(word("became", lang), 2), Items(tuple(became))]
    return blocks


def _alike(comparison: Comparison) -> list[list[Event]]:
    """Return the events in groups: those of one kind that one step made one after another."""
    events = comparison.change.events if comparison.change else ()
    return [list(group) for _, group in groupby(events, key=lambda event: (event.step, event.kind))]


def _told(events: list[Event], comparison: Comparison, lang: Language, *, details: bool) -> list[str]:
    said = list(dict.fromkeys(_with_names(event, comparison).text(lang) for event in events))
    rest = len(said) - 1
    if details or rest <= 1:
        return said
    return [f"{said[0]}（另有 {rest} 项类似）" if lang == "zh" else f"{said[0]} (and {rest} more like this)"]


def _with_names(event: Event, comparison: Comparison) -> Event:
    """Return an event with the names of nodes in the place of their ids."""
    names: dict[str, Any] = {}
    for field in attrs.fields(type(event)):
        value = getattr(event, field.name)
        if isinstance(value, str):
            names[field.name] = _name(value, comparison)
        elif isinstance(value, tuple):
            names[field.name] = tuple(_name(v, comparison) if isinstance(v, str) else v for v in value)
    return attrs.evolve(event, **names)


def _name(id: str, comparison: Comparison) -> str:
    node = comparison.after.get(id) or comparison.before.get(id)
    return id if node is None else node.label


def _became(comparison: Comparison, lang: Language) -> list[str]:
    if comparison.change is None:
        return []
    made_of: dict[str, list[str]] = {}
    for old in dict.fromkeys(old for old, _ in comparison.change.lineage.pairs):
        for new in comparison.change.lineage.after(old):
            if old in comparison.before and new in comparison.after:
                made_of.setdefault(new, []).append(comparison.before.node(old).label)
    return [
        f"{' + '.join(labels)}{_ARROW}{comparison.after.node(new).label}" for new, labels in made_of.items()
    ]  # fmt: skip


def _indicators(comparison: Comparison, lang: Language) -> list[Block]:
    rows = [row for row in comparison.indicators if row.is_stated]
    silent = [row.indicator.text(lang) for row in comparison.indicators if not row.is_stated]
    blocks: list[Block] = [Heading(word("indicators", lang), 2)]
    if rows:
        heads = ("indicator", "before", "after", "difference")
        columns = tuple(Column(word(head, lang), "left" if head == "indicator" else "right") for head in heads)
        body = tuple(
            (row.indicator.text(lang), row.before.text(lang), row.after.text(lang), _difference(row.difference, lang))
            for row in rows
        )
        blocks.append(Table(columns, body))
    if silent:
        lead = "未载明" if lang == "zh" else "not stated"
        blocks.append(Paragraph(colon(lead, listed(silent, lang, len(silent)), lang), quiet=True))
    return blocks


def _fiscal(comparison: Comparison, lang: Language) -> list[Block]:
    """Return what the change costs, where it changes anything; the facts that are missing below."""
    effect = fiscal_effect(comparison)
    if not effect.rows:
        return []
    heads = ("component", "for", "payer", "year", "before", "after", "added a year")
    columns = tuple(Column(word(head, lang), "left" if n < 4 else "right") for n, head in enumerate(heads))
    always = "每年" if lang == "zh" else "any"
    body = tuple(
        (
            row.component.label.in_(lang), row.purpose.replace("_", " "), row.payer_text(lang),
            always if isinstance(row.year, NotStated) else str(row.year),
            row.before.text(lang), row.after.text(lang), _difference(row.added, lang),
        )
        for row in effect.rows
    )  # fmt: skip
    blocks: list[Block] = [Heading(word("fiscal effect", lang), 2), Table(columns, body)]
    if effect.missing:
        facts = [fact.text(lang) for fact in effect.missing]
        blocks.append(Paragraph(colon(word("missing", lang), listed(facts, lang, 3), lang), quiet=True))
    return blocks


def _difference(difference: Difference | NotStated, lang: Language) -> str:
    if isinstance(difference, Difference) and difference.exact == 0:
        return "不变" if lang == "zh" else "none"
    return difference.text(lang)


def _verdicts(scenario: Scenario, comparison: Comparison, lang: Language, *, details: bool) -> list[Block]:
    if not scenario.policies:
        return []
    known, several = owners(scenario.policies), len(scenario.policies) > 1
    groups: dict[tuple[Rule, str, str], list[VerdictRow]] = {}
    for row in comparison.verdicts:
        groups.setdefault((row.rule, _said(row.before, lang), _said(row.after, lang)), []).append(row)
    cards, same = [], 0
    for (rule, was, now), rows in groups.items():
        quiet = all(answer(v) == "not_applicable" for row in rows for v in (*row.before, *row.after))
        if (was == now or quiet) and not details:
            same += 0 if quiet else len(rows)
            continue
        cards.append(_card(rule, (was, now), rows, known.get(rule) if several else None, lang))
    blocks: list[Block] = [Heading(word("verdicts", lang), 2), _counts(comparison, lang)]
    if cards:
        blocks.append(Cards(tuple(cards)))
    if same:
        words = f"另有 {same} 项结论不变" if lang == "zh" else f"{same} verdicts are as they were before"
        blocks.append(Paragraph(words, quiet=True))
    return blocks


def _counts(comparison: Comparison, lang: Language) -> Table:
    before, after = (report.counts for report in comparison.reports)
    names = [name for name in ANSWERS if name != "not_applicable"]
    rows = tuple(
        (word(label, lang), *(str(counted[name]) for name in names))
        for label, counted in (("before", before), ("after", after))
    )
    return Table((Column(""), *(Column(word(name, lang), "right") for name in names)), rows)


def _said(verdicts: tuple[Verdict, ...], lang: Language) -> str:
    words = list(dict.fromkeys(word(answer(v), lang) for v in verdicts))
    return clauses(words, lang) if words else word("gone", lang)


def _card(rule: Rule, said: tuple[str, str], rows: list[VerdictRow], owner: str | None, lang: Language) -> Card:
    before = tuple(v for row in rows for v in row.before)
    after = tuple(v for row in rows for v in row.after)
    lines = [(word("subject", lang), subjects(after or before, lang))]
    measured = _figures(before, after, lang)
    if measured:
        lines.append((word("measured", lang), measured))
    required = list(dict.fromkeys(v.required.text(lang) for v in (*after, *before) if v.required is not None))
    if required:
        lines.append((word("required", lang), clauses(required, lang)))
    facts = missing_facts(after, lang)
    if facts:
        lines.append((word("missing", lang), "\n".join(facts)))
    lines.append((word("rule", lang), rule_words(rule, owner, lang)))
    label = said[1] if not before or said[0] == said[1] else _ARROW.join(said)
    return Card(label, rule.describe(lang), tuple(lines), _tone(after))


def _figures(before: tuple[Verdict, ...], after: tuple[Verdict, ...], lang: Language) -> str:
    was = spread([v.measured for v in before], lang)
    now = spread([v.measured for v in after], lang)
    return _ARROW.join(dict.fromkeys(value for value in (was, now) if value))


def _tone(verdicts: tuple[Verdict, ...]) -> Tone:
    tones = [ANSWERS[answer(v)] for v in verdicts]
    return next((tone for tone in ("bad", "open", "good") if tone in tones), "quiet")


def demo_page(comparisons: Iterable[Comparison], lang: Language) -> Page:
    """Return the demonstration: the answers of each structure before and after its reform, then by families."""
    names = ("violated", "met", "undetermined")
    columns = (
        Column(word("district", lang), widest=12),
        *(Column(word(name, lang), "right") for name in names),
        Column(word("telling", lang)),
    )
    rows: list[tuple[str | tuple[str, ...], ...]] = []
    comparisons = tuple(comparisons)
    for comparison in comparisons:
        before, after = (report.counts for report in comparison.reports)
        figures = (f"{before[name]}{_ARROW}{after[name]}" for name in names)
        rows.append((_district(comparison.before), *figures, _telling(comparison, lang)))
    title = Text("Grassroots reforms checked against their own documents", "基层治理改革对照其文件的检查结果")
    note = Text(
        "Each figure: answers before → after the reform. "
        "More: basegov check NAME, basegov compare NAME --reform REFORM, basegov list.",
        "各数：改革前 → 改革后的结论数。更多：basegov check 名称、basegov compare 名称 --reform 改革、basegov list。",
    )
    return (
        Heading(title.in_(lang)), Table(columns, tuple(rows), spaced=True), Paragraph(note.in_(lang), quiet=True),
        *_families(comparisons, lang),
    )  # fmt: skip


def _families(comparisons: tuple[Comparison, ...], lang: Language) -> Iterable[Block]:
    """Yield the table of the families: how many clauses are met before and after, of how many."""
    found = [tuple(by_family(report) for report in comparison.reports) for comparison in comparisons]
    rows = []
    for family in FAMILIES.values():
        cells = [_met(before.get(family.id), after.get(family.id)) for before, after in found]
        if family is FAMILIES["F24"]:
            cells = [_reported(comparison) for comparison in comparisons]
        if any(cells):
            rows.append((family.id, family.name.in_(lang), *cells))
    if not rows:
        return
    columns = (
        Column(""), Column(word("family", lang)),
        *(Column(comparison.before.id, "right") for comparison in comparisons),
    )  # fmt: skip
    note = Text(
        "Each figure: clauses met for every subject before → after the reform / all clauses that are asked. Of "
        "outcomes (F24): how many are reported.",
        "各数：改革前 → 改革后对全部对象均符合的条款数 / 所问条款数。成效（F24）为已报告的项数。",
    )
    yield Heading(word("families", lang), 2)
    yield Table(columns, tuple(rows))
    yield Paragraph(note.in_(lang), quiet=True)


def _reported(comparison: Comparison) -> str:
    """Return how many outcomes are reported of a structure; they are no clauses."""
    return str(sum(1 for _ in comparison.after.records(ReportedOutcome)) or "")


def _met(before: ClauseCounts | None, after: ClauseCounts | None) -> str:
    asked = max(before.all if before else 0, after.all if after else 0)
    return f"{before.met if before else 0}{_ARROW}{after.met if after else 0} / {asked}" if asked else ""


def _district(structure: Structure) -> tuple[str, ...]:
    """Return the name under which commands know a structure, and the names of its districts."""
    return (structure.id, *(district.label for district in structure.records(District)))


def _known(verdicts: tuple[Verdict, ...]) -> list[object]:
    """Return what was measured, without what says nothing."""
    measured = [v.measured for v in verdicts]
    return [m for m in measured if m is not Truth.UNKNOWN and not (isinstance(m, Quantity) and m.says_nothing)]


def _telling(comparison: Comparison, lang: Language) -> tuple[str, ...]:
    row = comparison.most_telling()
    if row is None:
        return (word("nothing", lang),)
    rows = comparison.rows_like(row)
    before = tuple(v for r in rows for v in r.before)
    after = tuple(v for r in rows for v in r.after)
    said = [
        " ".join(part for part in (_said(verdicts, lang), spread(_known(verdicts), lang)) if part)
        for verdicts in (before, after)
        if verdicts
    ]
    required = next((v.required.text(lang) for v in (*after, *before) if v.required is not None), None)
    change = _ARROW.join(dict.fromkeys(said))
    if required is not None:
        change = clauses([change, colon(word("required", lang), required, lang)], lang)
    names = list(dict.fromkeys(v.subject.text(lang) for v in after or before))
    fact = getattr(row.rule.source, "fact", None)
    return (row.rule.describe(lang), change, listed(names, lang, 1) + (f" [{fact}]" if fact else ""))
