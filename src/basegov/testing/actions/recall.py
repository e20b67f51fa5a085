"""Draws of steps that take items back."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.reforms.recall import RecallItem
from basegov.reforms.steps import Step
from basegov.structure.items import ItemAssignment, ItemList, ListEntry
from basegov.structure.listchanges import Channel
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.testing.actions.draws import draws, optional, pick


@draws(RecallItem)
def recall_item(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Take back an item that somebody performs, or that stands on a list in force."""
    over = [node.id for node in structure.records(Department)]
    old = {one.supersedes for one in structure.records(ItemList)}
    entry = pick(draw, [entry for entry in structure.records(ListEntry) if entry.list_ not in old])
    performed = pick(draw, structure.records(ItemAssignment))
    terms = optional(draw, date=st.just(Date("2026-05-01")), channel=st.sampled_from(Channel))
    terms |= optional(draw, takes_over=st.sampled_from(over)) if over else {}
    if entry is not None and (performed is None or draw(st.booleans())):
        keep = draw(st.booleans())
        return RecallItem(item=entry.item, list_=entry.list_, reason="not ours", keep_entry=keep, **terms)
    if performed is None:
        return None
    terms |= optional(draw, unit=st.just(performed.unit))
    return RecallItem(item=performed.item, reason="not ours", **terms)
