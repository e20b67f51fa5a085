"""Making pools of money and what is given out of them."""

from __future__ import annotations

from basegov.quantities import Number
from basegov.rules.pools import PoolComesOut, PoolRule, PoolUsers
from basegov.structure.pools import FundPool, PoolAllocation, allocations_of
from basegov.structure.records import Node
from basegov.structure.units import stands_for
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.sums import amount_in, bound_sum
from basegov.testing.drafts.wishes import Members
from basegov.texts import Text

_CLASS = "social_organisation"


def _parts(draft: Draft, rule: PoolRule, pool: Node) -> tuple[PoolAllocation, ...]:
    """Return what is given out of a pool, after giving something where nothing is; all of it is listed."""
    draft.close("pool_allocation", pool.id)
    if not allocations_of(draft.structure, pool.id):
        first = PoolAllocation(pool=pool.id, recipient=draft.need("community")[0].id, project="project-1")
        draft.link(first, name_of(rule))
        more = draft.whole(("further parts", pool.id), 0, 1)
        if more:
            draft.link(PoolAllocation(pool=pool.id, recipient=first.recipient, project="project-2"), name_of(rule))
    return allocations_of(draft.structure, pool.id)


@makes(PoolComesOut)
def pool_comes_out(rule: PoolComesOut, draft: Draft) -> None:
    """Let the parts come to the amount, or to less; for a miss a yuan is left over, or there is one too many."""
    draft.close(rule.pool.kind)
    inside = Number(0) if rule.whole else Number.between(0, None)
    for pool in draft.need(rule.pool):
        parts = _parts(draft, rule, pool)
        beyond = (Number(-1), Number(1)) if rule.whole else (Number(-1),)
        wanted = draft.way_of(beyond) if draft.misses(rule, pool.id) else inside
        words = Text(f"what is left of {pool.label}", f"{pool.label}的余额")
        terms = [(amount_in(pool, "amount"), 1), *((amount_in(part, "amount"), -1) for part in parts)]
        bound_sum(draft, rule, pool.id, words, terms, wanted)
        given = [(amount_in(part, "amount"), 1) for part in parts]
        bound_sum(draft, rule, (pool.id, "given"), words, given, Number.between(1, None))


@makes(PoolUsers)
def pool_users(rule: PoolUsers, draft: Draft) -> None:
    """Let the right ones apply and lead; for a miss somebody else applies, or leads."""
    draft.close(rule.pool.kind)
    for pool in draft.need(rule.pool):
        parts = _parts(draft, rule, pool)
        wanted = rule.applicants or _named(draft, rule, pool)
        ways = [*(["applicant"] if wanted else []), *([] if rule.lead is None else ["lead"])]
        missed = draft.misses(rule, pool.id)
        if missed and not ways:
            raise draft.cannot_miss(rule)
        way = draft.way_of(ways) if missed else ""
        for number, part in enumerate(parts):
            wrong = way if number == 0 else ""
            if wanted:
                draft.one_of(part, "applicant_class", ("another_class",) if wrong == "applicant" else wanted, rule)
            if rule.lead is not None:
                draft.one_of(part, "lead", _leads(draft, rule.lead, right=wrong != "lead"), rule)


def _named(draft: Draft, rule: PoolUsers, pool: Node) -> tuple[str, ...]:
    """Return the classes that a pool names itself; one where it names none and the rule asks for nothing else."""
    left = draft.left(pool, "applicants")
    known = left.must if isinstance(left, Members) else getattr(pool, "applicants", ())
    if not isinstance(known, tuple) or not known:
        if rule.lead is not None or not isinstance(pool, FundPool):
            return ()
        draft.members(pool, "applicants", rule, must=(_CLASS,))
        return (_CLASS,)
    return known


def _leads(draft: Draft, kind: str, *, right: bool) -> tuple[str, ...]:
    """Return who may lead: bodies of a kind; or, for a miss, somebody else."""
    if right:
        return tuple(node.id for node in draft.need(kind))
    others = (*draft.need("department"), *draft.need("community"), draft.structure.node(TOP))
    return tuple(node.id for node in others if not stands_for(node, kind))
