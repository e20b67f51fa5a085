"""Rules over standing routines: how often, with whom, and whether more or less often after a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count, Difference, Number
from basegov.reforms.changes import Change
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule, as_meant, meant_by
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, rule_name, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.cadences import (
    Cycle,
    Routine,
    RoutineKind,
    all_routines_listed,
    arranged,
    routines_of,
)
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NotStated, Truth, as_words


def _cycle(value: Any) -> Cycle | None:
    return None if value is None else Cycle(value)


def evidence_of(rows: Iterable[Routine]) -> tuple[Evidence, ...]:
    """Return standing routines as evidence."""
    found = []
    for row in rows:
        parts = {}
        for lang in ("en", "zh"):
            often = row.on if isinstance(row.on, str) else say(row.per, lang)
            parts[lang] = f"{row.what}: {say(row.times, lang)} / {often}"
        found.append(Evidence(Text(parts["en"], parts["zh"]), row.source))
    return tuple(found)


@attrs.frozen(kw_only=True)
class RoutineRule(NodeRule):
    """What rules over one standing routine of somebody have in common.

    Parameters
    ----------
    who : Selector
        Whose.
    kind : RoutineKind
        Meeting, visit, or time in the office.
    what : str
        Which one.
    """

    who: Selector = attrs.field(converter=as_selector)
    kind: RoutineKind = attrs.field(converter=RoutineKind)
    what: str

    @property
    def selector(self) -> Selector:
        """Whose."""
        return self.who

    def _missing(self, node: Node, field: str = "routines") -> Missing:
        en = f"the routine of {node.label} for {self.what}"
        return Missing(node.id, field, Text(en, f"{node.label}的“{self.what}”安排"))


@rule(en="held so often", zh="定期安排")
@attrs.frozen(kw_only=True)
class CadenceKept(RoutineRule):
    """Everybody selected must have arranged something so many times in each stretch of time, or on each occasion.

    Predicate: ``times(what) per stretch >= at_least``. What is arranged in another stretch of time is converted to
    what it surely comes to: a daily meeting is held five to seven times a week, what happens twice a month not in
    every week. *Undetermined* while the routine may not be recorded (an `Inventory` of ``routine``) or how
    often is not stated, as far as that decides.

    Parameters
    ----------
    per : Cycle, optional
        The stretch of time.
    on : str, optional
        The occasion, in place of a stretch of time.
    at_least : Count
        How many times.

    Notes
    -----
    Used by BA-071 (three meetings), BA-127 (once a week to the grid) and WH-089 (rules for home visits are kept).
    """

    per: Cycle | None = attrs.field(default=None, converter=_cycle)
    on: str | None = None
    at_least: Count = attrs.field(default=Count(1), converter=Count)

    def __attrs_post_init__(self) -> None:
        if (self.per is None) is (self.on is None):
            what = Text("give either per or on", "per 和 on 须填其一且只填其一")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])

    @property
    def measure(self) -> Measure:
        """How many times."""
        en = f"per {self.per.text('en')}" if self.per else f"on each {self.on}"
        zh = f"每{self.per.text('zh')}" if self.per else f"每次 {self.on}"
        return Measure("times", "count", Text(f"{self.what} {en}", f"{zh} {self.what} 次数"))

    @property
    def requirement(self) -> Requirement:
        """At least so many."""
        return Bound(Count.between(self.at_least.low, None))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many times something is arranged."""
        times = arranged(structure, node.id, self.kind, self.what, self.per or self.on or "")
        missing = () if times.is_exact else (self._missing(node),)
        rows = routines_of(structure, node.id, self.kind, self.what)
        return Measurement(value=times, missing=missing, evidence=evidence_of(rows))


@rule(en="roles that take part", zh="参与人员类别")
@attrs.frozen(kw_only=True)
class RolesTakePart(RoutineRule):
    """In something that is arranged, people in all of some roles must take part.

    Predicate: ``roles ⊆ roles(routine)``. *Undetermined* while the routine may not be recorded (an `Inventory`
    of ``routine``), or its roles are not stated.

    Parameters
    ----------
    roles : tuple of str
        The roles.

    Notes
    -----
    Used by BA-126 (five roles enter the community).
    """

    roles: tuple[str, ...] = attrs.field(converter=as_words)

    @property
    def measure(self) -> Measure:
        """The roles that are lacking."""
        return Measure("roles_lacking", "set", Text("roles that do not take part", "未参与的人员类别"))

    @property
    def requirement(self) -> Requirement:
        """None."""
        return NoneOf(Text("role that does not take part", "应参与而未参与的人员类别"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the roles that do not take part."""
        rows = routines_of(structure, node.id, self.kind, self.what)
        found = Findings(evidence=list(evidence_of(rows)))
        for role in self.roles:
            answer = Truth.UNKNOWN
            if not rows and all_routines_listed(structure, node.id):
                answer = Truth.TRUE
            elif rows and not isinstance(rows[0].roles, NotStated):
                answer = Truth.of(role not in rows[0].roles)
            found.add(answer, Text(role, role), self._missing(node, "roles"))
        return found.measurement


@rule(en="arranged more or less often", zh="安排频次增减")
@attrs.frozen(kw_only=True)
class CadenceChange(Rule):
    """A change must raise, or lower, how often something is arranged for everybody selected.

    Predicate: ``times after - times before`` in each stretch of time lies in ``by``; without `what`, over everything of
    the kind together. *Undetermined* while routines before or after are not stated as far as that decides; what is
    recorded and left as it was differs by nothing, also while its number is not known.

    Parameters
    ----------
    who : Selector
        Whose.
    kind : RoutineKind
        Meeting, visit, or time in the office.
    what : str, optional
        Which one; all of the kind where it is left out.
    per : Cycle
        In which stretch of time.
    by : Number
        By how much: ``> 0`` more often, ``< 0`` less often.

    Notes
    -----
    Used by WH-089 (less sitting in the office, more visiting).
    """

    who: Selector = attrs.field(converter=as_selector)
    kind: RoutineKind = attrs.field(converter=RoutineKind)
    what: str | None = None
    per: Cycle = attrs.field(default=Cycle.WEEK, converter=Cycle)
    by: Number = attrs.field(converter=Number)

    judges: ClassVar[Judges] = "change"

    def __attrs_post_init__(self) -> None:
        try:
            self._wanted()
        except ValueError:
            what = Text("by leaves no whole number", "by 的范围内没有整数")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)]) from None

    @property
    def scope(self) -> Scope:
        """Everybody selected."""
        return Scope(self.who, Text(self.who.text("en"), self.who.text("zh")))

    @property
    def measure(self) -> Measure:
        """By how much it changes."""
        en, zh = self.kind.text("en"), self.kind.text("zh")
        words = Text(
            f"change of {self.what or en} per {self.per.text('en')}",
            f"每{self.per.text('zh')}{self.what or zh}次数的变化",
        )
        return Measure("cadence_change", "count", words)

    @property
    def requirement(self) -> Requirement:
        """By how much it is to."""
        return Bound(self._wanted())

    def _wanted(self) -> Difference:
        by = self.by
        return Difference.build(by.low, by.high, low_open=by.low_open, high_open=by.high_open, kind=Count)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the change for everybody who is there before and after."""
        if isinstance(world, Structure):
            return
        for node, unstated in meant_by(self.who, world.after):
            former = [id_ for id_ in world.lineage.before(node.id) if id_ in world.before]
            if former:
                yield subject_of(node), as_meant(self._of(world, node, former), unstated)

    def _of(self, world: Change, node: Node, former: list[str]) -> Measurement:
        sides = [*((world.before, id_) for id_ in former), (world.after, node.id)]
        rows = [routines_of(side, id_, self.kind, self.what) for side, id_ in sides]
        *before, now = (arranged(side, id_, self.kind, self.what, self.per) for side, id_ in sides)
        # of units that became one, each held what it held: the change lies between the least and the greatest
        highs = [count.high for count in before]
        most = None if None in highs else max(high for high in highs if high is not None)
        then = Count.between(min(count.low or 0 for count in before), most)
        same = [[(r.what, r.times, r.per, r.on) for r in side] for side in rows]
        told = bool(rows[0]) or all(all_routines_listed(side, id_) for side, id_ in sides)
        untouched = told and former == [node.id] and same[0] == same[1]
        change = Difference.build(0, 0, kind=Count) if untouched else now.minus(then)
        en = f"how often {self.what or self.kind.text('en')} is arranged for {node.label} before and after"
        words = Text(en, f"{node.label}改革前后{self.what or self.kind.text('zh')}的频次")
        missing = () if change.is_exact else (Missing(node.id, "routines", words),)
        return Measurement(value=change, missing=missing, evidence=evidence_of(rows[-1]))
