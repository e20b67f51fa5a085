"""Clauses that cannot all be kept: found from what they demand, before anything is computed from them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

import attrs

from basegov.quantities import Share
from basegov.rules.demands import conflicts
from basegov.rules.reports import Contradiction
from basegov.rules.rule import Rule
from basegov.rules.sharing import conditions, is_possible
from basegov.structure.records import kinds_of
from basegov.structure.snapshot import Structure
from basegov.structure.units import stands_for
from basegov.texts import Text


class Reach(enum.Enum):
    """Whom a demand means besides the holders that it names."""

    NAMED = "nobody else"
    ALL = "every other evaluator of the kind"
    UNKNOWN = "some evaluator of the kind, not known which"


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
        Ids of those who together hold the share.
    share : Share
        What they have to hold.
    rule : str
        Id of the clause.
    kind : str
        Kind of evaluator of which the clause speaks.
    reach : Reach
        Whether the holders are all that are meant.
    role : str
        The part that the holders play for the subject, where the clause asks for one.
    """

    subject: str
    subject_name: str
    period: str
    holders: frozenset[str]
    share: Share
    rule: str
    kind: str = ""
    reach: Reach = Reach.NAMED
    role: str = ""


def contradictions(rules: Iterable[Rule], structure: Structure) -> tuple[Contradiction, ...]:
    """Return the contradictions between clauses about one structure, each with as few clauses as it takes.

    Besides clauses over shares these are clauses that demand what excludes each other (:mod:`basegov.rules.demands`).
    Clauses over shares contradict each other when no way of sharing out one whole among the evaluators keeps them all:
    a floor of 60% and a share of 45% for the same street, 60% for the street and 60% for the department, 60% for one
    street and at most half for all streets together.
    """
    rules = tuple(rules)
    groups: dict[tuple[str, str], list[ShareDemand]] = {}
    for rule in rules:
        for demand in getattr(rule, "share_demands", lambda _: ())(structure):
            groups.setdefault((demand.subject, demand.period), []).append(demand)
    known: dict[object, tuple[tuple[int, ...], ...]] = {}
    found: list[Contradiction] = []
    for group in groups.values():
        for demands in _comparable(group, structure):
            pattern = _pattern(demands)
            if pattern not in known:  # thousands of agencies may stand under the same few clauses
                known[pattern] = tuple(_cores(demands))
            found.extend(_named([demands[i] for i in core]) for core in known[pattern])
    return tuple(dict.fromkeys((*found, *conflicts(rules, structure))))


def _comparable(group: list[ShareDemand], structure: Structure) -> list[list[ShareDemand]]:
    """Return the demands that may be compared, with everybody they mean among their holders.

    A holder of whom it is not known who it is may be one of those that other demands name: such stay apart.
    """
    known = [_widened(d, group, structure) for d in group if d.reach is not Reach.UNKNOWN]
    unknown = [attrs.evolve(d, holders=frozenset({f"some {d.kind}"})) for d in group if d.reach is Reach.UNKNOWN]
    parts = {(d.kind, d.role) for d in unknown}

    def may_be_the_same(demand: ShareDemand) -> bool:
        return any(_is_of(holder, kind, structure) for holder in demand.holders for kind, _ in parts)

    if len(parts) > 1:
        return [known]
    return [known, [*unknown, *(d for d in known if not may_be_the_same(d))]] if unknown else [known]


def _widened(demand: ShareDemand, group: list[ShareDemand], structure: Structure) -> ShareDemand:
    if demand.reach is Reach.NAMED:
        return demand
    named = {holder for d in group for holder in d.holders}
    others = {f"any {d.kind}" for d in group if d.reach is Reach.ALL}
    meant = {holder for holder in named | others if _is_of(holder, demand.kind, structure)}
    return attrs.evolve(demand, holders=demand.holders | meant)


def _is_of(holder: str, kind: str, structure: Structure) -> bool:
    """Whether a holder is of a kind: a node, or all evaluators of a kind that are not named."""
    if holder in structure:
        return stands_for(structure.node(holder), kind)
    word = holder.removeprefix("any ")
    return any(kind in kinds_of(cls) for cls in structure.classes(word))


def _pattern(demands: Sequence[ShareDemand]) -> object:
    """Return what decides whether demands contradict each other: who stands in which of them, and the shares."""
    sets = [frozenset(i for i, d in enumerate(demands) if holder in d.holders) for d in demands for holder in d.holders]
    return frozenset(sets), tuple(d.share for d in demands)


def _cores(demands: Sequence[ShareDemand]) -> Iterable[tuple[int, ...]]:
    """Yield the places of demands that contradict each other, none of which could be left out."""
    left = list(range(len(demands)))
    while not can_be_kept([demands[i] for i in left]):
        core = list(left)
        for i in left:
            rest = [other for other in core if other != i]
            if not can_be_kept([demands[other] for other in rest]):
                core = rest
        yield tuple(core)
        left = [i for i in left if i != core[-1]]


def can_be_kept(demands: Sequence[ShareDemand]) -> bool:
    """Whether one whole can be shared out among the holders, and others, so that every demand is kept.

    Holders that stand in the same demands count as one; so the conditions stay few.
    """
    everyone = frozenset(holder for demand in demands for holder in demand.holders)
    alike = {tuple(holder in d.holders for d in demands): holder for holder in sorted(everyone, reverse=True)}
    holders = sorted(alike.values())
    return is_possible(conditions(holders, ((d.holders, d.share) for d in demands)), len(holders))


def _named(demands: list[ShareDemand]) -> Contradiction:
    first = demands[0]
    listed_en = "; ".join(f"{d.rule} demands {d.share.text('en')}" for d in demands)
    listed_zh = "；".join(f"{d.rule} 要求 {d.share.text('zh')}" for d in demands)
    if len({d.holders for d in demands}) == 1:
        words = Text("no share fulfils all of them", "没有任何权重能同时满足")
    else:
        words = Text("one whole cannot be shared out like that", "同一整体无法如此分配")
    return Contradiction(
        first.subject,
        tuple(dict.fromkeys(d.rule for d in demands)),
        Text(
            f"{first.subject_name}: {listed_en} - {words.en}",
            f"{first.subject_name}：{listed_zh}——{words.zh}",
        ),
    )
