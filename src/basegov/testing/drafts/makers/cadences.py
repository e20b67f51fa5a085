"""Making standing routines: so often, with whom, more or less often after a change; and opening hours."""

from __future__ import annotations

from typing import Any

from basegov.quantities import Count, Difference
from basegov.reforms.cadences import SetRoutine
from basegov.rules.cadences import CadenceChange, CadenceKept, RolesTakePart
from basegov.rules.hours import OpenOn
from basegov.structure.cadences import Cycle, Routine
from basegov.structure.hours import OpeningHours, OpeningMode
from basegov.structure.selection import Selector
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.chooser import value_in
from basegov.testing.drafts.counts import aim_count
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes


@makes(CadenceKept)
def cadence_kept(rule: CadenceKept, draft: Draft) -> None:
    """Let everybody arrange it so many times in just that stretch of time, or on that occasion."""
    draft.close("routine")
    for node in draft.need(rule.who):
        wanted = aim_count(draft, rule, node.id)
        row = draft.link(Routine(who=node.id, kind=rule.kind, what=rule.what, per=rule.per, on=rule.on), name_of(rule))
        draft.within(row, "times", wanted, rule)
    draft.close(rule.who.kind)


@makes(RolesTakePart)
def roles_take_part(rule: RolesTakePart, draft: Draft) -> None:
    """Let all roles take part; for a miss the first does not."""
    draft.close("routine")
    for node in draft.need(rule.who):
        row = draft.link(Routine(who=node.id, kind=rule.kind, what=rule.what, per=Cycle.WEEK), name_of(rule))
        misses = draft.misses(rule, node.id)
        if misses and not rule.roles:
            raise draft.cannot_miss(rule)
        lacking = rule.roles[:1] if misses else ()
        draft.members(row, "roles", rule, must=[r for r in rule.roles if r not in lacking], without=lacking)
    draft.close(rule.who.kind)


@makes(CadenceChange)
def cadence_change(rule: CadenceChange, draft: ChangeDraft) -> None:
    """Let it be arranged more or less often after a step; for a miss just not so."""
    bound: Any = rule.requirement
    draft.close("routine")
    for node in draft.need(rule.who):
        wanted = draft.aim(rule, bound.range, node.id)
        by = 0 if wanted is None else int(value_in(draft.chooser, _whole(wanted)).low or 0)
        what = rule.what or rule.kind.value
        before = Count(max(1, 1 - by))
        row = Routine(who=node.id, kind=rule.kind, what=what, times=before, per=rule.per)
        draft.link(row, name_of(rule))
        after = Count(int(before.low or 0) + by)
        who = Selector(kind=rule.who.kind, ids=(node.id,))
        step = SetRoutine(who=who, kind=rule.kind, what=what, times=after, per=rule.per)
        draft.then(("set_routine", name_of(rule), node.id), step)
    draft.close(rule.who.kind)


def _whole(wanted: Any) -> Any:
    """Return a range of whole numbers in a range: its own ends, and three numbers where it has no end."""
    if isinstance(wanted, Difference):
        low = wanted.low if wanted.low is not None else (wanted.high or 0) - 3
        high = wanted.high if wanted.high is not None else low + 3
        return Difference.build(low, high, low_open=wanted.low_open, high_open=wanted.high_open, kind=Count)
    return wanted


@makes(OpenOn)
def open_on(rule: OpenOn, draft: Draft) -> None:
    """Open every site on all the days for just long enough; for a miss one minute less, or not on the first day."""
    ways = ["too short"] if rule.at_least.low and rule.at_least.low > 1 else []
    ways += ["not open"] if rule.days else []
    draft.close("opening_hours")
    mode = rule.modes[0] if rule.modes else OpeningMode.REGULAR
    for node in draft.need(rule.site):
        if draft.misses(rule, node.id) and not ways:
            raise draft.cannot_miss(rule)
        way = draft.way_of(ways) if draft.misses(rule, node.id) else ""
        minutes = max(1, int(rule.at_least.low or 1)) - (way == "too short")
        days = rule.days[1:] if way == "not open" else rule.days
        if days:
            row = OpeningHours(site=node.id, days=days, opens="00:00", closes=_time(minutes), mode=mode)
            draft.link(row, name_of(rule))
    draft.close(rule.site.kind)


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
