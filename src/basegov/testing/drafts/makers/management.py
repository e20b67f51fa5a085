"""Making management: who manages what of whom."""

from __future__ import annotations

from basegov.rules.management import DualManagement, ManagedBy
from basegov.structure.management import Dimension, Management
from basegov.structure.records import Node
from basegov.structure.selection import Role
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.parts import player
from basegov.testing.drafts.makers.registry import makes


def manage(draft: Draft, subject: Node, dimension: Dimension, managers: tuple[str, ...], rule: object) -> None:
    """Let one of some nodes manage a dimension of a subject."""
    key = (Management, subject.id, dimension)
    standing = draft.structure.find_record(Management, key)
    if standing is None:
        standing = Management(subject=subject.id, dimension=dimension, manager=managers[0])
        draft.put(standing)
        draft.reopen(standing, "manager")
    draft.one_of(standing, "manager", managers, rule)  # type: ignore[arg-type]


@makes(ManagedBy)
def managed_by(rule: ManagedBy, draft: Draft) -> None:
    """Let a manager of the kind manage every dimension, or somebody else one of them."""
    for subject in draft.need(rule.subject):
        if rule.role is None:
            wanted = tuple(n.id for n in draft.need(rule.manager))
        else:
            wanted = (player(draft, subject, rule.role, rule.manager).id,)
        others = (player(draft, subject, Role.PRINCIPAL).id if rule.role is not Role.PRINCIPAL else _another(draft),)
        missed = rule.dimensions[:1] if draft.misses(rule, subject.id) else ()
        for dimension in rule.dimensions:
            manage(draft, subject, dimension, others if dimension in missed else wanted, rule)
    draft.close(rule.subject.kind)


def _another(draft: Draft) -> str:
    return str(draft.need("street")[0].id)


@makes(DualManagement)
def dual_management(rule: DualManagement, draft: Draft) -> None:
    """Let host and principal each manage a dimension; for a miss one of them manages all."""
    for subject in draft.need(rule.subject):
        host, principal = (player(draft, subject, role).id for role in (Role.HOST, Role.PRINCIPAL))
        if draft.misses(rule, subject.id):
            side = draft.way_of((principal, host))
            for dimension in Dimension:
                manage(draft, subject, dimension, (side,), rule)
        else:
            manage(draft, subject, Dimension.DAILY_WORK, (host,), rule)
            manage(draft, subject, Dimension.BUSINESS_GUIDANCE, (principal,), rule)
    draft.close(rule.subject.kind)
