"""The results as plain data: stable, versioned, the same in every language. What the JSON output holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import attrs

from basegov.casework.traces import Trace
from basegov.facts import FactRegister
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.report.groups import owners
from basegov.rules.reports import Report
from basegov.rules.rule import Rule, rule_name
from basegov.rules.verdicts import Verdict, source_dict
from basegov.scenarios.byfamily import ClauseCounts, by_family
from basegov.scenarios.comparison import Comparison
from basegov.scenarios.fiscal import fiscal_effect
from basegov.scenarios.scenario import Scenario
from basegov.sources import Document
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated

FORMAT: Final = "report/1"
"""Name and version of the format. Within a version, keys are added but never renamed or taken away."""

Data = dict[str, Any]


def to_json(data: Data) -> str:
    """Return data as JSON: keys sorted, Chinese as it is written, two spaces a level."""
    return json.dumps({"basegov": FORMAT, **data}, ensure_ascii=False, indent=2, sort_keys=True)


def check_data(scenario: Scenario, report: Report) -> Data:
    """Return a check: what was judged by what, the counts, every verdict in the order of the rules."""
    return {"kind": "check", **_asked(scenario, report), **_answers(report, owners(scenario.policies))}


def compare_data(scenario: Scenario, comparison: Comparison) -> Data:
    """Return a comparison: indicators, verdicts matched by rule and subject, events, lineage, and both checks."""
    before, after = comparison.reports
    known = owners(scenario.policies)
    change = comparison.change
    return {
        "kind": "compare",
        **_asked(scenario, after),
        "before": _answers(before, known),
        "after": _answers(after, known),
        "indicators": [
            {
                "name": row.indicator.name, "label": _text(row.indicator.label), "unit": row.indicator.unit,
                "definition": _text(row.indicator.definition), "before": _value(row.before), "after": _value(row.after),
                "difference": _value(row.difference), "changed": row.is_changed,
            }
            for row in comparison.indicators
        ],
        "verdicts": [
            {
                "policy": known.get(row.rule), "rule": row.rule.id, "subject": row.subject.id,
                "before": [v.outcome.value for v in row.before], "after": [v.outcome.value for v in row.after],
                "changed": row.is_changed,
            }
            for row in comparison.verdicts
        ],
        "fiscal_effect": [
            {
                "component": row.component.name, "label": _text(row.component.label),
                "purpose": row.purpose,
                "payer": None if isinstance(row.payer, NotStated) else row.payer,
                "payer_name": None if isinstance(row.name, NotStated) else row.name,
                "year": None if isinstance(row.year, NotStated) else row.year,
                "before": _value(row.before), "after": _value(row.after), "added": _value(row.added),
                "missing": [{"subject": m.subject, "field": m.field, **_text(m.what)} for m in row.missing],
            }
            for row in fiscal_effect(comparison).rows
        ],
        "events": [] if change is None else [
            {"step": event.step, "event": event.kind, **_text(event.words), "source": source_dict(event.source)}
            for event in change.events
        ],
        "lineage": [] if change is None else [list(pair) for pair in change.lineage.pairs],
    }  # fmt: skip


def demo_data(comparisons: Iterable[tuple[Scenario, Comparison]]) -> Data:
    """Return the demonstration: the counts before and after for each structure, and its most telling verdict."""
    rows = []
    for scenario, comparison in comparisons:
        row = comparison.most_telling()
        known = owners(scenario.policies)
        rows.append(
            {
                **_asked(scenario, comparison.reports[1]),
                "before": comparison.reports[0].counts,
                "after": comparison.reports[1].counts,
                "families": _families(comparison),
                "most_telling": None if row is None else {
                    "before": [_verdict(v, known) for v in row.before],
                    "after": [_verdict(v, known) for v in row.after],
                },
            }
        )  # fmt: skip
    return {"kind": "demo", "rows": rows}


def _families(comparison: Comparison) -> Data:
    """Return how many clauses of each family are met, undetermined, violated, not applicable, before and after."""
    before, after = (by_family(report) for report in comparison.reports)
    return {
        id: {"before": _counted(before.get(id)), "after": _counted(after.get(id))} for id in sorted({*before, *after})
    }


def _counted(counts: ClauseCounts | None) -> Data:
    return attrs.asdict(counts or ClauseCounts())


def list_data(
    structures: Iterable[Structure], policies: Iterable[Policy], reforms: Iterable[Reform],
    registers: Iterable[FactRegister] = (),
) -> Data:  # fmt: skip
    """Return what is shipped."""
    return {
        "kind": "list",
        "structures": [{**_structure(s), "records": len(s)} for s in structures],
        "policies": [
            {
                "id": p.id, "name": _text(p.name), "jurisdiction": _value(p.jurisdiction), "rules": len(p.rules),
            }
            for p in policies
        ],
        "reforms": [
            {"id": r.id, "name": _text(r.name), "date": _value(r.date), "steps": len(r.steps)} for r in reforms
        ],
        "facts": [
            {"id": f.id, "name": _text(f.name), "facts": len(f), "ties": len(f.ties)} for f in registers
        ],
    }  # fmt: skip


def policy_data(policy: Policy, rules: Iterable[Rule]) -> Data:
    """Return the clauses of a policy with their parameters and sources."""
    return {
        "kind": "explain",
        "policy": policy.id,
        "name": _text(policy.name),
        "documents": [_document(document) for document in policy.documents],
        "rules": [_rule(rule, policy.id) for rule in rules],
    }


def _asked(scenario: Scenario, report: Report) -> Data:
    return {
        "structure": _structure(scenario.baseline),
        "policies": [policy.id for policy in scenario.policies],
        "reforms": [reform.id for reform in scenario.reforms],
        "on": _value(report.on),
        "everywhere": scenario.everywhere,
        "trace": None if scenario.trace is None else _trace(scenario.trace),
    }


def answers_data(report: Report, policies: Iterable[Policy]) -> Data:
    """Return the answers of a report: the counts, the rules that were asked, the verdicts and the contradictions."""
    return _answers(report, owners(policies))


def _trace(trace: Trace) -> Data:
    return {
        "file": trace.file, "cases": len(trace), "events": len(trace.times),
        "until": None if isinstance(trace.until, NotStated) else str(trace.until),
        "complete": None if isinstance(trace.complete, NotStated) else trace.complete,
    }  # fmt: skip


def _answers(report: Report, known: dict[Rule, str]) -> Data:
    rules = dict.fromkeys(verdict.rule for verdict in report)
    return {
        "counts": report.counts,
        "rules": [_rule(rule, known.get(rule)) for rule in rules],
        "verdicts": [_verdict(verdict, known) for verdict in report],
        "contradictions": [
            {"subject": c.subject, "rules": list(c.rules), **_text(c.words)} for c in report.contradictions
        ],
    }  # fmt: skip


def _verdict(verdict: Verdict, known: dict[Rule, str]) -> Data:
    return {"policy": known.get(verdict.rule), **verdict.to_dict()}


def _rule(rule: Rule, policy: str | None) -> Data:
    return {
        "policy": policy,
        "id": rule.id,
        "type": rule_name(rule),
        "force": rule.force.value,
        "clause": {"en": rule.describe("en"), "zh": rule.describe("zh")},
        "scope": _said(rule.scope),
        "measure": {"name": rule.measure.name, "unit": rule.measure.unit, **_said(rule.measure)},
        "requirement": _said(rule.requirement),
        "valid": {"from": _value(rule.valid.start), "until": _value(rule.valid.end)},
        "jurisdiction": _value(rule.jurisdiction),
        "reading": _text(rule.reading),
        "source": source_dict(rule.source),
    }


def _structure(structure: Structure) -> Data:
    return {"id": structure.id, "name": _text(structure.name), "date": _value(structure.date)}


def _document(document: Document) -> Data:
    return {
        "key": document.key, "title": _text(document.title), "issuer": _value(document.issuer),
        "date": _value(document.date), "status": _value(document.status),
    }  # fmt: skip


def _text(text: Text) -> Data:
    return {"en": text.en, "zh": text.zh}


def _said(thing: Any) -> Data:
    return {"en": thing.text("en"), "zh": thing.text("zh")}


def _value(value: Any) -> str | None:
    """Return a value as text; null while it is not stated."""
    if value is None or isinstance(value, NotStated):
        return None
    return value if isinstance(value, str) else str(value.text("en"))
