"""Rules over staff sent down to grids: which share of them, and how many may stay in the office."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from basegov.quantities import Count, Share
from basegov.reforms.changes import Change
from basegov.rules.devolution import CountRule
from basegov.rules.headcounts import missing_people
from basegov.rules.nodes import NodeRule, as_meant, meant_by
from basegov.rules.posts import as_share
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, Scope, rule, subject_of
from basegov.rules.verdicts import Measurement, Missing, Subject
from basegov.structure.headcounts import Tally, tally, works_in
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

ANYBODY = Selector(kind="node")


def sunk_in(structure: Structure, staff: Selector, unit: str | None, to: str) -> Tally:
    """Return how many of some people (of a unit) are assigned to places of a kind, and how many are not."""
    asked = works_in(structure, (to,))
    if unit is None:
        return tally(structure, staff, asked)
    return tally(structure, attrs.evolve(staff, within=unit), asked)


@rule(en="share of staff sent down", zh="人员下沉比例")
@attrs.frozen(kw_only=True)
class SunkShare(NodeRule):
    """Of some people, a share must be assigned to grids: over all of them, or in each unit on its own.

    Predicate: ``|{p: p is assigned to a grid}| / |{p}| >= at_least``, compared exactly: of ten people 80% are eight.
    Being assigned is not being present. The same share may hold for all together and fail in a unit, and the other way
    round, so the scope is a parameter. *Undetermined* while people, their number or their assignments are not stated or
    not all listed, as far as that decides. Not applicable where there is surely nobody.

    Parameters
    ----------
    staff : Selector
        Whose share: of kind ``staff``, ``staff_group`` or ``node`` (both).
    each : Selector, optional
        The units in each of which the share must hold; left out, over all people together.
    to : str
        Kind of place to which they are assigned.
    at_least : Share, optional
        The share.

    Notes
    -----
    Used by XZ-048 (80% of the social workers of the district), GL-056 (all village staff are grid members).
    """

    staff: Selector = attrs.field(converter=as_selector)
    each: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    to: str = "grid"
    at_least: Share | NotStated | None = attrs.field(default=None, converter=as_share)

    @property
    def selector(self) -> Selector:
        """The units; the people where no units are named."""
        return self.staff if self.each is None else self.each

    @property
    def scope(self) -> Scope:
        """Each unit, or all people together."""
        if self.each is None:
            return Scope(None, Text("all these people together", "上述人员合计"))
        return Scope(self.each, Text(self.each.text("en"), self.each.text("zh")))

    @property
    def measure(self) -> Measure:
        """The part that is assigned."""
        place = kind_label(self.to)
        return Measure("share_sunk", "share", Text(f"share assigned to a {place.en}", f"下沉{place.zh}的人员比例"))

    @property
    def requirement(self) -> Requirement:
        """The share."""
        wanted = self.at_least
        return Bound(wanted.upwards() if isinstance(wanted, Share) else NOT_STATED)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the share of each unit, or of all people."""
        structure = world if isinstance(world, Structure) else world.after
        if self.each is None:
            found = self._measured(structure, sunk_in(structure, self.staff, self.staff.within, self.to))
            yield Subject(structure.id, structure.name.in_("zh")), found
            return
        for node, unstated in meant_by(self.each, structure):
            yield subject_of(node), as_meant(self.found(structure, node), unstated)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the share of the people of one unit."""
        return self._measured(structure, sunk_in(structure, self.staff, node.id, self.to))

    def _measured(self, structure: Structure, found: Tally) -> Measurement:
        share = found.share
        asked = Text("whether they are assigned to a grid", "是否下沉网格")
        missing = () if share.is_exact else missing_people(structure, found, asked)
        en, zh = found.yes.text("en"), found.yes.text("zh")
        total, needed = found.total, ""
        needed_zh = ""
        if isinstance(self.at_least, Share) and self.at_least.low is not None and total.exact is not None:
            part = Fraction(self.at_least.low) * Fraction(total.exact)
            wanted = math.floor(part) + 1 if self.at_least.low_open else math.ceil(part)
            needed, needed_zh = f"; {wanted} are needed", f"，需 {wanted} 人"
        detail = Text(f"{en} of {total.text('en')} people{needed}", f"{total.text('zh')} 人中 {zh} 人{needed_zh}")
        said = None if found.yes.says_nothing and total.says_nothing else detail
        applies = Truth.FALSE if found.nobody else Truth.TRUE
        return Measurement(value=share, missing=missing, detail=said, applies=applies)


@rule(en="staff who stay in the office", zh="留驻办公人员")
@attrs.frozen(kw_only=True)
class OfficeStaff(CountRule):
    """Of the people of a unit only a certain number may stay in the office; all others are assigned to grids.

    Predicate: ``|{p of the unit: p is not assigned to a grid}| <= at_most``. A unit with no more people than may stay
    keeps the rule with nobody in the grids. *Undetermined* while people, their number or their assignments are not
    stated or not all listed, as far as that decides.

    Parameters
    ----------
    units : Selector
        The units.
    staff : Selector
        The people: of kind ``staff``, ``staff_group`` or ``node`` (both).
    to : str
        Kind of place to which the others are assigned.

    Notes
    -----
    Used by GL-055 (the secretary and two generalists stay, everybody else goes to the grids: with n people n - 3).
    """

    units: Selector = attrs.field(converter=as_selector)
    staff: Selector = attrs.field(default=ANYBODY, converter=as_selector)
    to: str = "grid"

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.units

    @property
    def measure(self) -> Measure:
        """How many stay."""
        return Measure("people_in_office", "count", Text("people who stay in the office", "留驻办公人数"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many people of a unit stay in the office."""
        found = sunk_in(structure, self.staff, node.id, self.to)
        asked = Text("whether they are assigned to a grid", "是否下沉网格")
        missing: tuple[Missing, ...] = () if found.no.is_exact else missing_people(structure, found, asked)
        return Measurement(value=found.no, missing=missing)


def share_sunk_with(people: Count, stay: int) -> Share:
    """Return which share of the people of a unit is sent down where all but so many go, as long as there is anybody.

    Examples
    --------
    >>> share_sunk_with(Count(10), 3)
    Share('70%')
    >>> share_sunk_with(Count(15), 3)
    Share('80%')
    """

    def share(number: int) -> Fraction:
        return Fraction(max(0, number - stay), number) if number else Fraction(0)

    low = share(int(people.low or 0))
    return Share.between(low, 1 if people.high is None else share(int(people.high)), high_open=people.high is None)
