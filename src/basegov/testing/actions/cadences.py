"""Draws of steps on standing routines and opening hours."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.cadences import SetHours, SetRoutine
from basegov.reforms.steps import Step
from basegov.structure.cadences import Cycle, RoutineKind
from basegov.structure.hours import DayKind, OpeningMode
from basegov.structure.organisations import ServiceSite
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Street
from basegov.testing.actions.draws import draws, optional, selected, word


@draws(SetRoutine)
def set_routine(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Arrange something for streets or communities, with time or on an occasion."""
    who = selected(draw, structure, draw(st.sampled_from((Street, Community))))
    if who is None:
        return None
    kind, what = draw(st.sampled_from(RoutineKind)), draw(word("weekly_meeting", "grid_visit", "desk_work"))
    terms = optional(draw, times=st.integers(1, 5).map(Count), roles=st.just(("deputy",)), matters=st.just(("safety",)))
    if draw(st.booleans()):
        return SetRoutine(who=who, kind=kind, what=what, per=None, on="major_event", **terms)
    return SetRoutine(who=who, kind=kind, what=what, per=draw(st.sampled_from(Cycle)), **terms)


@draws(SetHours)
def set_hours(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set the hours of sites or communities."""
    sites = selected(draw, structure, draw(st.sampled_from((ServiceSite, Community))))
    if sites is None:
        return None
    days = draw(st.lists(st.sampled_from(DayKind), min_size=1, max_size=3, unique=True))
    mode = draw(st.sampled_from(OpeningMode))
    if draw(st.booleans()):
        return SetHours(sites=sites, days=days, mode=mode)
    opens, length = draw(st.integers(0, 23)), draw(st.integers(1, 12))
    return SetHours(
        sites=sites, days=days, mode=mode, opens=f"{opens:02}:00", closes=f"{min(24, opens + length):02}:00"
    )
