"""The rule over opening hours: on which kinds of days a site is open, how long, and in which way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.hours import DayKind, OpeningMode, hours_of, open_on
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say


def _days(value: Iterable[Any] | str) -> tuple[DayKind, ...]:
    several = (value,) if isinstance(value, str | DayKind) else value
    return tuple(DayKind(day) for day in several)


def _modes(value: Iterable[Any] | str) -> tuple[OpeningMode, ...]:
    several = (value,) if isinstance(value, str | OpeningMode) else value
    return tuple(OpeningMode(mode) for mode in several)


@rule(en="open on kinds of days", zh="开放日")
@attrs.frozen(kw_only=True)
class OpenOn(NodeRule):
    """Each site or unit must be open on certain kinds of days, for so many minutes, in certain ways.

    Predicate, for each kind of day d: ``minutes(d) >= at_least`` over the hours of the given ways; hours that overlap
    count once. *Undetermined* while hours may not be recorded (an `Inventory` of ``opening_hours``), or their times are
    not stated and decide.

    Parameters
    ----------
    site : Selector
        What is open: sites, other bodies, units.
    days : tuple of DayKind
        On which kinds of days.
    modes : tuple of OpeningMode
        In which ways; in any where none is given.
    at_least : Count
        For how many minutes; at all where it is left out.

    Notes
    -----
    Used by WH-087 (staggered hours; shifts on weekends and statutory holidays).
    """

    site: Selector = attrs.field(converter=as_selector)
    days: tuple[DayKind, ...] = attrs.field(converter=_days)
    modes: tuple[OpeningMode, ...] = attrs.field(default=(), converter=_modes)
    at_least: Count = attrs.field(default=Count(1), converter=Count)

    @property
    def selector(self) -> Selector:
        """What is open."""
        return self.site

    @property
    def measure(self) -> Measure:
        """The days on which it is not."""
        ways = {lang: f" ({say(self.modes, lang)})" if self.modes else "" for lang in ("en", "zh")}
        return Measure("days_not_open", "set", Text(f"days not open{ways['en']}", f"未开放日{ways['zh']}"))

    @property
    def requirement(self) -> Requirement:
        """None."""
        en, zh = say(self.days, "en"), say(self.days, "zh")
        return NoneOf(Text(f"day without opening hours ({en})", f"未开放日（{zh}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the days on which a site is not open."""
        found = Findings()
        wanted = Count.between(self.at_least.low, None)
        for day in self.days:
            minutes = open_on(structure, node.id, day, self.modes)
            words = Text(f"{day.text('en')}: {minutes.text('en')} min", f"{day.text('zh')}：{minutes.text('zh')} 分钟")
            what = Text(f"opening hours of {node.label} on {day.text('en')}", f"{node.label}{day.text('zh')}的开放时间")
            found.add(minutes.within(wanted).negated, words, Missing(node.id, "opening_hours", what))
        for row in hours_of(structure, node.id):
            en, zh = (f"{say(row.days, x)} {say(row.opens, x)}–{say(row.closes, x)}" for x in ("en", "zh"))
            found.evidence.append(Evidence(Text(en, zh), row.source))
        return found.measurement
