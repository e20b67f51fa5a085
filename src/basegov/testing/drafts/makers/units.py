"""Making units of a size, and as many of them as a rule asks for."""

from __future__ import annotations

from basegov.quantities import Count
from basegov.rules.units import UnitCount, UnitSize
from basegov.structure.selection import Selector
from basegov.testing.drafts.counts import hold_to_most, how_many, with_spare
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.makers.registry import makes


@makes(UnitSize)
def unit_size(rule: UnitSize, draft: Draft) -> None:
    """Give every unit a size in the range."""
    for unit in draft.need(rule.unit):
        wanted = draft.aim(rule, rule.requirement.range, unit.id)
        draft.within(unit, rule.of.value, wanted, rule)
    draft.close(rule.unit.kind)


@makes(UnitCount)
def unit_count(rule: UnitCount, draft: Draft) -> None:
    """Put as many units into every container as lie in the range."""
    for place in with_spare(draft, rule, rule.within):
        wanted = draft.aim(rule, rule.requirement.range, place.id)
        units = Selector(kind=rule.unit, within=place.id)
        number = how_many(draft, ("units", place.id, rule.unit), rule, None if wanted is None else Count(wanted))
        made = draft.need(units, number, within=place.id)
        hold_to_most(draft, rule, rule.unit, wanted, len(made))
        draft.close(rule.unit, place.id)
    draft.close(rule.within.kind)
