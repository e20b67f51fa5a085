"""Making mergers: how many parts, where they lie, where they touch, how big they are together."""

from __future__ import annotations

import itertools

import attrs

from basegov.quantities import Count, Difference, Metres, Quantity
from basegov.rules.mergers import MergedSize, MergerContiguity, MergerParts, MergerSameParent
from basegov.rules.units import UnitCountChange
from basegov.structure.mergers import Adjacency
from basegov.structure.records import record_type
from basegov.testing.drafts.changes import ChangeDraft, nothing
from basegov.testing.drafts.draft import name_of
from basegov.testing.drafts.makers.likeness import PartSizes, size_of_parts
from basegov.testing.drafts.makers.merging import carried_out
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated


@makes(MergerParts)
def merger_parts(rule: MergerParts, draft: ChangeDraft) -> None:
    """Join as many units as the rule asks for."""
    wanted = draft.aim(rule, rule.requirement.range)
    if wanted is not None:
        draft.parts_of_mergers(rule, rule.unit, Count(wanted))
    carried_out(draft, rule.unit)


@makes(UnitCountChange)
def unit_count_change(rule: UnitCountChange, draft: ChangeDraft) -> None:
    """Merge so many units that there are as many fewer as the rule asks for."""
    kind = rule.unit.kind
    wanted = rule.requirement.range
    assert isinstance(wanted, Difference)
    if not draft.misses(rule):
        most = -1 if wanted.high is None else min(-1, int(wanted.high))
        draft.fewer_units(kind, -max(most, int(wanted.low)) if wanted.low is not None else -most)
    else:
        _missed(rule, draft, wanted)
    carried_out(draft, kind)
    draft.close(kind)


def _missed(rule: UnitCountChange, draft: ChangeDraft, wanted: Difference) -> None:
    ways = []
    if wanted.high is not None and not isinstance(rule.at_most, NotStated):
        ways.append(int(wanted.high) + 1)
    if wanted.low is not None:
        ways.append(int(wanted.low) - 1)
    if not ways:
        raise draft.cannot_miss(rule)
    change = draft.way_of(ways)
    draft.fewer_units(rule.unit.kind, max(0, -change))
    if change > 0:  # no merger makes more of them
        cls = type(draft.need(rule.unit)[0])
        fresh = [cls(id=f"{record_type(cls).kind}-new-{n}", parent=draft.at_home(cls)) for n in range(1, change + 1)]
        draft.interfere((name_of(rule), "more"), "new units are set up", lambda _: (fresh, ()))
    draft.interfere((name_of(rule), "nothing"), "nothing", nothing)  # a change is asked for, be it none


@makes(MergerContiguity)
def merger_contiguity(rule: MergerContiguity, draft: ChangeDraft) -> None:
    """Let the parts touch one after the other; for a miss one border is lacking, barred or too short."""
    for parts in carried_out(draft, rule.unit):
        misses = draft.misses(rule, parts)
        for number, pair in enumerate(itertools.pairwise(parts)):
            border(draft, rule, pair, missed=misses and number == len(parts) - 2)
    draft.close("adjacency")


def border(draft: ChangeDraft, rule: MergerContiguity, pair: tuple[str, ...], *, missed: bool) -> None:
    """Let two units touch through a border that counts for a rule, or not."""
    touching = Adjacency(units=pair)
    wanted: Quantity | None = None if isinstance(rule.min_shared_length, NotStated) else rule.min_shared_length
    ways = ["apart", *(["barred"] if rule.barriers else []), *(["short"] if wanted is not None else [])]
    way = draft.way_of(ways) if missed else ""
    if way == "apart":
        draft.unlink(touching, name_of(rule))
        return
    standing = draft.link(touching, name_of(rule))
    draft.one_of(standing, "barrier", rule.barriers if way == "barred" else ("none",), rule)
    if wanted is not None and way == "short":
        draft.within(standing, "shared_length", draft.aim(rule, wanted, pair), rule)
    else:
        draft.within(standing, "shared_length", Metres(1) if wanted is None else wanted, rule)


@makes(MergerSameParent)
def merger_same_parent(rule: MergerSameParent, draft: ChangeDraft) -> None:
    """Let the parts lie in one container; for a miss the last one lies in another."""
    for parts in carried_out(draft, rule.unit):
        if draft.misses(rule, parts):
            other = draft.need(rule.container, 2)[1]
            last = draft.structure.node(parts[-1])
            if last.parent != other.id:
                draft.put(attrs.evolve(last, parent=other.id))
    draft.close(rule.container)


@makes(MergedSize)
def merged_size(rule: MergedSize, draft: ChangeDraft) -> None:
    """Let the parts come to a size in the range."""
    for parts in carried_out(draft, rule.unit):
        sizes: PartSizes = size_of_parts(draft, parts, rule.of.value)
        wanted = draft.aim(rule, rule.requirement.range, parts)
        sizes.total(rule, wanted)
