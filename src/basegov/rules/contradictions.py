"""Clauses that cannot all be kept: found from what they demand, before anything is computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from basegov.rules.reports import Contradiction
from basegov.rules.rule import Rule
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import Share


@attrs.frozen
class ShareDemand:
    """A clause demands that some evaluators hold a share of the appraisal of a subject in a period.

    Parameters
    ----------
    subject : str
        Id of the subject.
    subject_name : str
        What people call it.
    period : str
        Period of the appraisal; the shares of one subject and period come to one.
    holders : frozenset of str
        Who together holds the share; demands on the same holders are kept together, those on disjoint holders add up.
    share : Share
        What they have to hold.
    rule : str
        Id of the clause.
    """

    subject: str
    subject_name: str
    period: str
    holders: frozenset[str]
    share: Share
    rule: str


def contradictions(rules: Iterable[Rule], structure: Structure) -> tuple[Contradiction, ...]:
    """Return the contradictions between clauses about one structure.

    Clauses on the same holders must leave a common share; clauses on disjoint holders must fit into one whole.
    """
    demands: dict[tuple[str, str], list[ShareDemand]] = {}
    for rule in rules:
        for demand in getattr(rule, "share_demands", lambda _: ())(structure):
            demands.setdefault((demand.subject, demand.period), []).append(demand)
    found: list[Contradiction] = []
    for group in demands.values():
        if len(group) > 1:
            found.extend(_contradictions_of(group))
    return tuple(found)


def _contradictions_of(group: list[ShareDemand]) -> list[Contradiction]:
    found = []
    together: dict[frozenset[str], list[ShareDemand]] = {}
    for demand in group:
        together.setdefault(demand.holders, []).append(demand)
    merged: list[tuple[frozenset[str], Share, list[ShareDemand]]] = []
    for holders, demands in together.items():
        share: Share | None = Share.unknown()
        for demand in demands:
            share = share.intersect(demand.share) if share is not None else None
        if share is None:
            found.append(_named(demands, Text("no share fulfils all of them", "没有任何权重能同时满足")))
        else:
            merged.append((holders, share, demands))
    disjoint = _disjoint(merged)
    total = sum((Fraction(share.low or 0) for _, share, _ in disjoint), Fraction(0))
    if total > 1 or (total == 1 and any(share.low_open for _, share, _ in disjoint)):
        words = Text(
            f"together they demand at least {Share.write(total)} of one whole",
            f"合计至少要求 {Share.write(total)}，超过整体",
        )
        found.append(_named([d for _, share, demands in disjoint if share.low for d in demands], words))
    return found


def _disjoint(
    merged: list[tuple[frozenset[str], Share, list[ShareDemand]]],
) -> list[tuple[frozenset[str], Share, list[ShareDemand]]]:
    """Return demands on holders that do not overlap, the greatest first."""
    chosen: list[tuple[frozenset[str], Share, list[ShareDemand]]] = []
    taken: set[str] = set()
    for holders, share, demands in sorted(merged, key=lambda m: -(m[1].low or 0)):
        if holders and taken.isdisjoint(holders):
            chosen.append((holders, share, demands))
            taken |= holders
    return chosen


def _named(demands: list[ShareDemand], words: Text) -> Contradiction:
    first = demands[0]
    listed_en = "; ".join(f"{d.rule} demands {d.share.text('en')}" for d in demands)
    listed_zh = "；".join(f"{d.rule} 要求 {d.share.text('zh')}" for d in demands)
    return Contradiction(
        first.subject,
        tuple(dict.fromkeys(d.rule for d in demands)),
        Text(
            f"{first.subject_name}: {listed_en} - {words.en}",
            f"{first.subject_name}：{listed_zh}——{words.zh}",
        ),
    )
