"""Making grid layers whose systems stand at the levels that a rule names."""

from __future__ import annotations

from basegov.rules.grids import LayerLevels
from basegov.terms import LEVELS
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.registry import makes


@makes(LayerLevels)
def layer_levels(rule: LayerLevels, draft: Draft) -> None:
    """Let the layer stand at the levels; for a miss at one level less, or at one more."""
    fewer = [rule.levels[:-1]] if rule.levels else []
    more = [(*rule.levels, level) for level in LEVELS.values() if level not in rule.levels][:1]
    for layer in draft.need(rule.layers):
        levels = draft.way_of([*fewer, *more]) if draft.misses(rule, layer.id) else rule.levels
        draft.members(layer, "levels", rule, must=levels, only=levels)
    draft.close(rule.layers.kind)
