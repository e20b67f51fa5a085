"""Making powers of holders, and that no two of them decide the same."""

from __future__ import annotations

from basegov.rules.rights import HasPowers, SoleDecider, collide
from basegov.structure.powers import Right
from basegov.structure.records import Node
from basegov.structure.rights import covering, same_side
from basegov.structure.units import UnitGroup
from basegov.terms import Strength
from basegov.testing.drafts.counts import waits
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.forces import decides
from basegov.testing.drafts.makers.powers import grant, strong_enough, too_weak
from basegov.testing.drafts.makers.registry import makes
from basegov.values import Truth

MATTER = "appoint_remove"
"""The matter of a right when a rule speaks of every matter."""


@makes(HasPowers)
def has_powers(rule: HasPowers, draft: Draft) -> None:
    """Let every holder have each power over something; for a miss the first is too weak, or there is none."""
    by = name_of(rule)
    for holder in draft.need(rule.holder):
        draft.close("right", holder.id)
        if waits(draft, (rule, holder.id), 1):
            continue
        missed = next(iter(rule.powers), None) if draft.misses(rule, holder.id) else None
        if missed is None and draft.misses(rule, holder.id):
            raise draft.cannot_miss(rule)
        for matter, least in rule.powers.items():
            standing = _rights_of(draft, holder, matter)
            over = draft.structure.node(standing[0].over if standing else _over(draft, holder))
            by_whom = draft.structure.node(standing[0].holder) if standing else holder
            if matter != missed:
                _grant(draft, rule, by_whom, over, matter, standing, weak=False, least=least)
                continue
            if draft.way_of(["none", *(["weak"] if too_weak(least) else [])]) == "none":
                for right in standing or (Right(holder=holder.id, matter=matter, over=over.id),):
                    draft.unlink(right, by)
                    if standing:
                        draft.one_of(right, "strength", too_weak(least), rule)
            else:
                _grant(draft, rule, by_whom, over, matter, standing, weak=True, least=least)
    draft.close(rule.holder.kind)


def _grant(
    draft: Draft, rule: HasPowers, holder: Node, over: Node, matter: str, standing: tuple[Right, ...],
    *, weak: bool, least: Strength,
) -> None:  # fmt: skip
    """Let the first right of a holder in a matter be strong enough, or every one of them too weak."""
    if not standing:
        grant(draft, rule, holder, over, matter, too_weak(least) if weak else strong_enough(least))
    elif weak:
        for right in standing:
            draft.one_of(right, "strength", too_weak(least), rule)
    else:
        draft.one_of(standing[0], "strength", strong_enough(least), rule)


def _rights_of(draft: Draft, holder: Node, matter: str) -> tuple[Right, ...]:
    """Return the rights that a holder, or a group that lists it, has in a matter."""
    groups = (group.id for group in draft.structure.where(UnitGroup, members=holder.id))
    return tuple(
        right for id_ in (holder.id, *groups) for right in draft.structure.where(Right, holder=id_, matter=matter)
    )


def _over(draft: Draft, holder: Node) -> str:
    """Return over what a holder has a power: over what holds it, or over itself."""
    return next(iter(draft.structure.parent_ids(holder.id)), holder.id)


@makes(SoleDecider)
def sole_decider(rule: SoleDecider, draft: Draft) -> None:
    """Let one holder decide, and others only have weaker rights in the matter; for a miss a second one decides."""
    for over in draft.need(rule.over):
        draft.close("right", over.id)
        if waits(draft, (rule, over.id), 1):
            continue
        rights = _rights_over(rule, draft, over)
        matter = rights[0].matter if rights else (*rule.matters, MATTER)[0]
        if draft.misses(rule, over.id):
            for holder in _two_holders(draft, [r for r in rights if r.matter == matter]):
                grant(draft, rule, holder, over, matter, strong_enough(Strength.DECIDE))
            continue
        if not rights:
            grant(draft, rule, draft.need("street")[0], over, matter, strong_enough(Strength.DECIDE))
        kept: list[Right] = []
        for right in sorted(_rights_over(rule, draft, over), key=lambda r: not decides(draft, r)):
            if any(collide(draft.structure, one, right) is not Truth.FALSE for one in kept):
                draft.one_of(right, "strength", too_weak(Strength.DECIDE), rule)
            else:
                kept.append(right)
    draft.close(rule.over.kind)


def _rights_over(rule: SoleDecider, draft: Draft, over: Node) -> tuple[Right, ...]:
    """Return the rights over an object, or over a group of which it is a member, in the matters of a rule."""
    found = [right for id_ in covering(draft.structure, over.id) for right in draft.structure.where(Right, over=id_)]
    return tuple(right for right in found if not rule.matters or right.matter in rule.matters)


def _two_holders(draft: Draft, rights: list[Right]) -> tuple[Node, Node]:
    """Return two holders of which neither stands for the other, those who have a right already first."""
    known = [draft.structure.node(right.holder) for right in rights]
    found = list(dict.fromkeys([*known, *draft.need("street"), *draft.need("department")]))
    first = found[0]
    second = next(n for n in found if same_side(draft.structure, first.id, n.id) is not Truth.TRUE)
    return first, second
