"""Verdicts of the same rule with the same answer, told together."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from basegov.policies import Policy
from basegov.quantities import Quantity
from basegov.report.blocks import Card, Tone
from basegov.report.words import clauses, listed, word
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Outcome, Verdict
from basegov.texts import Language, say
from basegov.values import NotStated

ANSWERS: dict[str, Tone] = {
    "violated": "bad", "warning": "open", "undetermined": "open", "met": "good", "not_applicable": "quiet",
}  # fmt: skip
"""The answers in the order in which they are shown, each with its tone."""

SUBJECTS_SHOWN = 6
FACTS_SHOWN = 3


def answer(verdict: Verdict) -> str:
    """Return the answer of a verdict, with warnings told from violations."""
    return "warning" if verdict.is_warning else verdict.outcome.name.lower()


@attrs.frozen
class Group:
    """The verdicts of one rule with one answer."""

    rule: Rule
    answer: str
    verdicts: tuple[Verdict, ...]


def grouped(verdicts: Iterable[Verdict]) -> tuple[Group, ...]:
    """Return the verdicts in groups: what is violated first, and in the order of the rules."""
    groups: dict[tuple[str, Rule], list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault((answer(verdict), verdict.rule), []).append(verdict)
    order = list(ANSWERS)
    found = [Group(rule, said, tuple(members)) for (said, rule), members in groups.items()]
    return tuple(sorted(found, key=lambda group: order.index(group.answer)))


def owners(policies: Iterable[Policy]) -> dict[Rule, str]:
    """Return for each rule the policy to which it belongs."""
    return {rule: policy.id for policy in policies for rule in policy.rules_in_force()}


def rule_words(rule: Rule, owner: str | None, lang: Language) -> str:
    """Return the id of a rule with its policy, and its source in brackets."""
    name = f"{owner}/{rule.id}" if owner else rule.id
    return name if isinstance(rule.source, NotStated) else f"{name} [{rule.source.text(lang)}]"


def card(group: Group, owner: str | None, lang: Language) -> Card:
    """Return a group as a card: clause, subjects, what was measured and is required, what is missing, the source."""
    verdicts, lines = group.verdicts, []
    if group.answer != "not_applicable":
        lines.append((word("subject", lang), subjects(verdicts, lang)))
        lines += figures(verdicts, lang)
    facts = {
        "reason": [] if group.answer == "met" else _reasons(verdicts, lang),
        "missing": missing_facts(verdicts, lang),
        "excused": [excuse for excuse in dict.fromkeys(v.excused for v in verdicts) if excuse],
    }
    lines += [(word(label, lang), "\n".join(words)) for label, words in facts.items() if words]
    lines.append((word("rule", lang), rule_words(group.rule, owner, lang)))
    return Card(word(group.answer, lang), group.rule.describe(lang), tuple(lines), ANSWERS[group.answer])


def subjects(verdicts: tuple[Verdict, ...], lang: Language) -> str:
    """Return the names of the subjects, their number first when there are several."""
    names = list(dict.fromkeys(v.subject.text(lang) for v in verdicts))
    if len(names) == 1:
        return names[0]
    if lang == "zh":
        return f"{len(names)} 个：{listed(names, lang, SUBJECTS_SHOWN).removesuffix(f' {len(names)} 个')}"
    return f"{len(names)}: {listed(names, lang, SUBJECTS_SHOWN)}"


def figures(verdicts: tuple[Verdict, ...], lang: Language) -> list[tuple[str, str]]:
    """Return what was measured, what is required and by how much it is kept or missed."""
    lines = []
    measured = spread([v.measured for v in verdicts], lang)
    if measured:
        lines.append((word("measured", lang), measured))
    required = list(dict.fromkeys(v.required.text(lang) for v in verdicts if v.required is not None))
    if required:
        lines.append((word("required", lang), clauses(required, lang)))
    margin = spread([v.margin for v in verdicts if v.outcome is not Outcome.UNDETERMINED], lang)
    if margin:
        lines.append((word("margin", lang), margin))
    return lines


def spread(values: Iterable[object], lang: Language) -> str:
    """Return distinct values in words; where there are many amounts, the least and the greatest of them."""
    known = [value for value in values if value is not None]
    distinct = list(dict.fromkeys(say(value, lang) for value in known))
    few = 3
    if len(distinct) <= few:
        return clauses(distinct, lang)
    amounts = [value for value in known if isinstance(value, Quantity) and value.is_exact]
    if len(amounts) == len(known):
        least, most = min(amounts, key=_exact), max(amounts, key=_exact)
        return f"{least.text(lang)} .. {most.text(lang)}"
    rest = len(distinct) - few
    more = f"；另有 {rest} 种" if lang == "zh" else f"; and {rest} more"
    return clauses(distinct[:few], lang) + more


def _exact(value: Quantity) -> Fraction:
    return Fraction(value.exact or 0)


def _reasons(verdicts: tuple[Verdict, ...], lang: Language) -> list[str]:
    """Return the reasons that the figures do not say already."""
    said = [
        v.reason.text(lang)
        for v in verdicts
        if not (v.outcome is Outcome.VIOLATED and isinstance(v.measured, Quantity))
        and v.reason.code not in ("facts_missing", "objections")
    ]
    said += [v.detail.in_(lang) for v in verdicts if v.detail is not None and v.outcome is not Outcome.NOT_APPLICABLE]
    return _some(said, lang)


def missing_facts(verdicts: tuple[Verdict, ...], lang: Language) -> list[str]:
    """Return the missing facts that the reasons do not name already."""
    return _some([m.text(lang) for v in verdicts for m in v.missing if m.what != v.reason.words], lang)


def _some(words: list[str], lang: Language) -> list[str]:
    """Return the first few of distinct sentences, and one that says how many more there are."""
    distinct = list(dict.fromkeys(words))
    rest = len(distinct) - FACTS_SHOWN
    if rest <= 1:
        return distinct
    more = f"另有 {rest} 项" if lang == "zh" else f"and {rest} more"
    return [*distinct[:FACTS_SHOWN], more]
