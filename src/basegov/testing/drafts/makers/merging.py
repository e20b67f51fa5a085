"""The step that carries a made merger out."""

from __future__ import annotations

import functools

import attrs

from basegov.reforms.mergers import MergeCommunities
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft


def carried_out(draft: ChangeDraft, kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts of every merger of a kind, and let each be carried out where rules over changes are asked."""
    groups = draft.mergers(kind)
    if any(rule.judges == "change" for rule in draft.rules):
        for parts in groups:
            draft.then(("merge", parts), functools.partial(_step, draft, parts))
    return groups


def _step(draft: ChangeDraft, parts: tuple[str, ...], before: Structure) -> MergeCommunities:
    parents = [before.node(part).parent for part in parts]
    one = parents[0] if len(set(parents)) > 1 else None
    names = "".join(before.node(part).label[:1] for part in parts)
    word = before.node(parts[0]).label[1:]
    step = MergeCommunities(parts=parts, into=draft.whole_of(parts), name=f"{names}{word}")
    return step if one is None else attrs.evolve(step, parent=one)
