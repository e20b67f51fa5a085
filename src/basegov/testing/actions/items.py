"""Draws of steps on item lists."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count
from basegov.reforms.items import AdoptList, Entry
from basegov.reforms.steps import Step
from basegov.structure.items import DutyClass, ItemList, WorkItem
from basegov.structure.listchanges import Channel
from basegov.structure.listing import entries_of
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some


@draws(AdoptList)
def adopt_list(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Adopt a list of items that are there and perhaps a new one, at times in the place of an older version."""
    streets = [node.id for node in structure.records(Street)]
    items = [item.id for item in structure.records(WorkItem)]
    parts = optional(draw, category=st.just("service"), duty_class=st.sampled_from(DutyClass))
    parts |= optional(draw, responsible=st.sampled_from(streets)) if streets else {}
    entries = [Entry(item=item, **parts) for item in pick_some(draw, items)] if draw(st.booleans()) else []
    if draw(st.booleans()):
        entries.append(Entry(item=free_id(structure, "item"), name="抽取事项", **parts))
    current = [one for one in structure.records(ItemList) if not structure.where(ItemList, supersedes=one.id)]
    old = pick(draw, current) if draw(st.booleans()) else None
    terms: dict[str, Any] = optional(
        draw,
        role=st.sampled_from(["work", "grid"]),
        version=st.just("2026"),
        items=st.just(Count(len(entries))),
        closed=st.booleans(),
        date=st.just(Date("2026-01-01")),
    )
    if old is not None:
        kept = optional(
            draw, keep_entries=st.just(True), channel=st.sampled_from(Channel), reason=st.just("every year")
        )
        listed = [entry.item for entry in entries_of(structure, old.id)]
        without = {"without": pick_some(draw, listed, most=1)} if kept.get("keep_entries") and listed else {}
        terms |= {"supersedes": old.id, **kept, **without}
    return AdoptList(list_=free_id(structure, "list"), entries=tuple(entries), **terms)  # type: ignore[arg-type]
