"""The page of a check: which clauses are met or broken, by how much, and what is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from basegov.casework.traces import Trace
from basegov.dates import Date
from basegov.report.blocks import Block, Card, Cards, Heading, Items, Page, Paragraph
from basegov.report.groups import ANSWERS, answer, card, grouped, owners
from basegov.report.words import clauses, colon, joined, named, word
from basegov.rules.reports import Contradiction, Report
from basegov.rules.verdicts import Outcome, Verdict
from basegov.scenarios.scenario import Scenario
from basegov.texts import Language
from basegov.values import NotStated


def check_page(scenario: Scenario, report: Report, lang: Language, *, details: bool = False) -> Page:
    """Return the page of a check.

    Parameters
    ----------
    scenario : Scenario
        What was judged by what.
    report : Report
        The answers.
    lang : str
        Language of the page.
    details : bool
        Whether every answer is explained in full below the overview.
    """
    known = owners(scenario.policies)
    several = len(scenario.policies) > 1
    page: list[Block] = [*heading(scenario, report.on, lang), Paragraph(counts(report, lang))]
    cards = tuple(card(group, known.get(group.rule) if several else None, lang) for group in grouped(report))
    if cards:
        page.append(Cards(cards))
    page += contradictions(report.contradictions, lang)
    if details:
        page += explanations(report, lang)
    return tuple(page)


def heading(scenario: Scenario, on: Date | NotStated, lang: Language) -> list[Block]:
    """Return the name of the structure, and by what it is judged."""
    structure = scenario.baseline
    title = named(structure.name, structure.id, lang)
    parts = [
        (word("policy", lang), joined([policy.id for policy in scenario.policies], lang)),
        (word("reform", lang), joined([reform.id for reform in scenario.reforms], lang)),
        (word("trace", lang), "" if scenario.trace is None else _trace_words(scenario.trace, lang)),
        (word("asked", lang), "" if isinstance(on, NotStated) else on.text(lang)),
    ]
    said = [
        f"{label} {words}" if lang == "en" else colon(label, words, lang) for label, words in parts if words
    ]  # fmt: skip
    return [Heading(title), *([Paragraph(clauses(said, lang), quiet=True)] if said else [])]


def _trace_words(trace: Trace, lang: Language) -> str:
    events = len(trace.times)
    return f"{len(trace):,} 个案件，{events:,} 条事件" if lang == "zh" else f"{len(trace):,} cases, {events:,} events"


def counts(report: Report, lang: Language) -> str:
    """Return how many answers of each kind there are."""
    said = [answer(verdict) for verdict in report]
    found = [(name, said.count(name)) for name in ANSWERS if name in said]
    if not found:
        return word("nothing", lang)
    return joined([f"{word(n, lang)} {c}" if lang == "zh" else f"{c} {word(n, lang)}" for n, c in found], lang)


def contradictions(found: Iterable[Contradiction], lang: Language) -> list[Block]:
    """Return the clauses that cannot all be kept."""
    words = tuple(contradiction.text(lang) for contradiction in found)
    return [Heading(word("contradictions", lang), 2), Items(words)] if words else []


def explanations(report: Report, lang: Language) -> list[Block]:
    """Return every answer in full, except those of rules that do not apply."""
    order = list(ANSWERS)
    verdicts = sorted(report, key=lambda verdict: order.index(answer(verdict)))
    cards = tuple(explanation(v, lang) for v in verdicts if v.outcome is not Outcome.NOT_APPLICABLE)
    return [Heading(word("details", lang), 2), Cards(cards)] if cards else []


def explanation(verdict: Verdict, lang: Language) -> Card:
    """Return one verdict in full."""
    lines: dict[str, list[str]] = {}
    for label, words in verdict.explanation(lang):
        lines.setdefault(label, []).append(words)
    subject, said = verdict.subject.text(lang), answer(verdict)
    shown = tuple((label, "\n".join(words)) for label, words in lines.items() if words != [subject])
    return Card(word(said, lang), subject, shown, ANSWERS[said])
