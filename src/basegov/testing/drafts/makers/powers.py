"""Making rights: who may do what over whom, as strongly as a rule asks, or one step less."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from basegov.rules.powers import HoldsRight, RightRule
from basegov.rules.rights import HoldsRights
from basegov.rules.rule import Rule
from basegov.structure.powers import Right
from basegov.structure.records import Node
from basegov.structure.selection import players
from basegov.terms import Strength, StrengthRange
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.parts import player
from basegov.testing.drafts.makers.registry import makes


def strong_enough(least: Strength) -> tuple[StrengthRange, ...]:
    """Return the strengths that contain one, the weakest first."""
    return tuple(StrengthRange([s]) for s in sorted(Strength, key=lambda s: s is not least) if s.at_least(least))


def too_weak(least: Strength) -> tuple[StrengthRange, ...]:
    """Return the strengths that do not contain one, the strongest first: just short of it."""
    weaker = [s for s in Strength if not s.at_least(least)]
    return tuple(StrengthRange([s]) for s in reversed(weaker))


def grant(
    draft: Draft, rule: Rule, holder: Node, over: Node, matter: str, strengths: tuple[StrengthRange, ...]
) -> None:
    """Let a holder have a right in a matter over an object, of one of some strengths, in the scope of the rule."""
    right = Right(holder=holder.id, matter=matter, over=over.id, strength=strengths[0], conditions=(), consent_of=())
    right = attrs.evolve(right, scope=getattr(rule, "object_scope", None))
    standing = draft.structure.find_record(Right, right.key)
    if standing is None:
        draft.put(right)
        draft.reopen(right, "strength")
        standing = right
    draft.one_of(standing, "strength", strengths, rule)


def holders(rule: RightRule, draft: Draft, over: Node) -> tuple[Node, ...]:
    """Return who is to hold a right over an object: those who play the part, or any of the kind."""
    if rule.role is None:
        return tuple(draft.need(rule.holder)[:1])
    first = player(draft, over, rule.role, rule.holder)
    ids = players(draft.structure, over.id, rule.role) if rule.each else (first.id,)
    return tuple(draft.structure.node(id_) for id_ in ids)


def _rights(rule: RightRule, draft: Draft, wanted: Mapping[str, Strength]) -> None:
    for over in draft.need(rule.over):
        misses = draft.misses(rule, over.id)
        for number, (matter, least) in enumerate(wanted.items()):
            missed = misses and number == 0
            strengths = too_weak(least) if missed else strong_enough(least)
            if not strengths:
                raise draft.cannot_miss(rule)
            for holder in holders(rule, draft, over):
                grant(draft, rule, holder, over, matter, strengths)
        draft.close("right", over.id)
    draft.close(rule.over.kind)


@makes(HoldsRight)
def holds_right(rule: HoldsRight, draft: Draft) -> None:
    """Let the holder have the right over every object."""
    _rights(rule, draft, {rule.matter: rule.at_least})


@makes(HoldsRights)
def holds_rights(rule: HoldsRights, draft: Draft) -> None:
    """Let the holder have every right of the package; for a miss the first is too weak."""
    _rights(rule, draft, rule.rights)
