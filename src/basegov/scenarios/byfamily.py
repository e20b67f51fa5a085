"""The clauses of a comparison by families of mechanisms: what is met before and after."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from basegov import catalog
from basegov.families import FAMILIES, Family, family_of
from basegov.rules.reports import Report
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Outcome
from basegov.sources import Source


@attrs.frozen
class ClauseCounts:
    """How many clauses are met, undetermined, violated, not applicable: each by its worst answer."""

    met: int = 0
    undetermined: int = 0
    violated: int = 0
    not_applicable: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.met + self.undetermined + self.violated + self.not_applicable


_WORST = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.MET, Outcome.NOT_APPLICABLE)


def clause_outcomes(report: Report) -> dict[Rule, Outcome]:
    """Return each clause that was asked with its worst answer: violated, undetermined, met, not applicable."""
    worst: dict[Rule, Outcome] = {}
    for verdict in report:
        known = worst.get(verdict.rule, Outcome.NOT_APPLICABLE)
        worst[verdict.rule] = min(known, verdict.outcome, key=_WORST.index)
    return worst


def count_clauses(outcomes: Iterable[Outcome]) -> ClauseCounts:
    """Count clauses by their outcomes."""
    found = Counter(outcomes)
    return ClauseCounts(**{field.name: found[Outcome[field.name.upper()]] for field in attrs.fields(ClauseCounts)})


def family_of_clause(rule: Rule) -> Family | None:
    """Return the family of a clause: that of its class where a cited fact belongs to it too, else that of the fact."""
    own = family_of(type(rule))
    facts = rule.source.facts if isinstance(rule.source, Source) else ()
    named = [family for id in facts for family in _families_of_facts().get(id, ())]
    if not named or (own is not None and own.id in named):
        return own
    return FAMILIES[named[0]]


@functools.cache
def _families_of_facts() -> Mapping[str, tuple[str, ...]]:
    return {fact.id: fact.families for register in catalog.shipped_facts() for fact in register}


def by_family(report: Report) -> dict[str, ClauseCounts]:
    """Return the counts of a report for each family that has a clause in it, by the number of the family."""
    groups: dict[str, list[Outcome]] = {}
    for rule, outcome in clause_outcomes(report).items():
        family = family_of_clause(rule)
        if family is not None:
            groups.setdefault(family.id, []).append(outcome)
    return {id: count_clauses(groups[id]) for id in FAMILIES if id in groups}
