"""Which policies and reforms go with a structure, decided by what they say of themselves and not by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from basegov import catalog
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.rules.rule import codes_of
from basegov.scenarios.scenario import Scenario
from basegov.sources import Source
from basegov.structure.snapshot import Structure
from basegov.values import NotStated

FICTIONAL: Final = "fictional"
"""Status of a document that describes no real place."""


def policies_for(structure: Structure, policies: Iterable[Policy] | None = None) -> tuple[Policy, ...]:
    """Return the policies (of those shipped, when none are given) that are made for the area of a structure.

    A policy without a jurisdiction, such as a national law, is made for every area and comes last. A structure without
    a division code lies in no other area.
    """
    if policies is None:
        policies = map(catalog.load_policy, catalog.shipped("policy"))
    codes = codes_of(structure)
    fitting = [
        policy
        for policy in policies
        if isinstance(policy.jurisdiction, NotStated) or any(code.startswith(policy.jurisdiction) for code in codes)
    ]
    return tuple(sorted(fitting, key=_has_area, reverse=True))


def reforms_for(policies: Iterable[Policy], reforms: Iterable[Reform]) -> tuple[Reform, ...]:
    """Return the reforms that rest on a document on which a policy with a jurisdiction rests too, by date."""
    documents: set[str] = set()
    for policy in policies:
        if _has_area(policy):
            documents |= _documents(rule.source for rule in policy.rules)
    fitting = (
        reform
        for reform in reforms
        if not documents.isdisjoint(_documents([reform.source, *(step.source for step in reform.steps)]))
    )
    return tuple(sorted(fitting, key=lambda reform: "" if isinstance(reform.date, NotStated) else str(reform.date)))


def is_fictional(structure: Structure) -> bool:
    """Whether a structure says of itself, by the status of a document that it cites, that it is fictional."""
    return any(document.status == FICTIONAL for document in structure.documents)


def _has_area(policy: Policy) -> bool:
    return not isinstance(policy.jurisdiction, NotStated)


def _documents(sources: Iterable[Source | NotStated]) -> set[str]:
    return {source.document for source in sources if isinstance(source, Source)}


def shipped_scenarios() -> Iterator[Scenario]:
    """Yield every shipped structure of a real place that has policies and reforms of its own, with all of them.

    Policies without a jurisdiction, such as national laws, are not a structure's own.
    """
    policies = [policy for name in catalog.shipped("policy") if _has_area(policy := catalog.load_policy(name))]
    reforms = [catalog.load_reform(name) for name in catalog.shipped("reform")]
    for name in catalog.shipped("structure"):
        structure = catalog.load_structure(name)
        if is_fictional(structure):
            continue
        asked = policies_for(structure, policies)
        applied = reforms_for(asked, reforms)
        if applied:
            yield Scenario(baseline=structure, reforms=applied, policies=asked)
