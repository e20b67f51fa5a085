"""Rules over cohorts: old rules for the old, and nobody new among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import attrs

from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.reforms.sinking import StaffAssigned
from basegov.rules.functions import Findings
from basegov.rules.nodes import as_meant, meant_by
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Measurement, Missing, Subject
from basegov.structure.careers import people_in
from basegov.structure.cohorts import Cohort
from basegov.structure.records import Node, kind_label, snake
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated, Truth, as_words


@attrs.frozen(kw_only=True)
class CohortRule(Rule):
    """What rules over cohorts have in common.

    Parameters
    ----------
    cohort : Selector
        Which cohorts.
    """

    cohort: Selector = attrs.field(default=Selector(kind="cohort"), converter=as_selector)

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """Each cohort."""
        return Scope(self.cohort, Text(self.cohort.text("en"), self.cohort.text("zh")))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each cohort."""
        if isinstance(world, Structure):
            return
        for node, unstated in self.cohorts(world):
            yield subject_of(node), as_meant(self.of(world, node), unstated)

    def cohorts(self, world: Change) -> Iterator[tuple[Cohort, tuple[Missing, ...]]]:
        """Yield the cohorts that are asked about, with what is open of their being meant."""
        return ((node, open_) for node, open_ in meant_by(self.cohort, world.after) if isinstance(node, Cohort))

    def of(self, world: Change, cohort: Cohort) -> Measurement:
        """Return what is found of one cohort."""
        raise NotImplementedError


@rule(en="treatment unchanged", zh="待遇不变")
@attrs.frozen(kw_only=True)
class TreatmentUnchanged(CohortRule):
    """What some fields say of the members of a cohort must be after a change what it was before.

    Predicate, for each member (before the change or after it) recorded on both sides and each field: ``field after =
    field before``. Who leaves the cohort is still asked, also when the cohort is dropped; members of whom nothing is
    recorded any more are not. *Undetermined* while a field is stated on one side only, is stated on neither and the
    record changed, for a group whose record changed and does not say it, or while members are not all listed.

    Parameters
    ----------
    fields : tuple of str
        What makes up the treatment, such as ``monthly_pay``.

    Notes
    -----
    Used by GL-066 (off-establishment cadres keep their treatment; members are not listed).
    """

    fields: tuple[str, ...] = attrs.field(default=("monthly_pay",), converter=as_words)

    @property
    def measure(self) -> Measure:
        """What changed."""
        return Measure("treatment_changed", "set", Text("treatment that changed", "变更的待遇"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        return NoneOf(Text("changed treatment", "待遇变更"))

    def of(self, world: Change, cohort: Cohort) -> Measurement:
        """Return whose treatment changed."""
        found = Findings()
        sides = [(side, one) for side in (world.before, world.after) if isinstance(one := side.get(cohort.id), Cohort)]
        for id_ in dict.fromkeys(member for _, one in sides for member in one.members):
            then, now = world.before.get(id_), world.after.get(id_)
            if then is None or now is None or then == now:
                continue
            for field in self.fields:
                self._compare(found, field, then, now)
        if not _all_members(*sides[0]):  # of those of before, where it was there before
            words = Text(f"the members of {cohort.label} and their treatment", f"{cohort.label}的成员及其待遇")
            found.add(Truth.UNKNOWN, words, Missing(cohort.id, "members", words))
        return found.measurement

    def cohorts(self, world: Change) -> Iterator[tuple[Cohort, tuple[Missing, ...]]]:
        """Yield the cohorts of before, also those that are gone or are called otherwise, and those that are new."""
        found = {node.id: (node, open_) for node, open_ in meant_by(self.cohort, world.before)}
        for node, open_ in meant_by(self.cohort, world.after):
            if node.id not in found or found[node.id][1]:
                found[node.id] = node, open_
        return ((node, open_) for node, open_ in found.values() if isinstance(node, Cohort))

    def _compare(self, found: Findings, field: str, then: Node, now: Node) -> None:
        known = {a.name for cls in (type(then), type(now), Staff, StaffGroup) for a in attrs.fields(cls)}
        if field not in known:
            hint = Suggestion.build(field, known)
            raise NotFoundError([NO_SUCH_FIELD(kind=kind_label(snake(type(now).__name__)), field=field, hint=hint)])
        old, new = (getattr(node, field, NOT_STATED) for node in (then, now))
        words = Text(
            f"{field} of {now.label}: {say(old, 'en')} -> {say(new, 'en')}",
            f"{now.label}的 {field}：{say(old, 'zh')} → {say(new, 'zh')}",
        )
        open_ = isinstance(old, NotStated) or isinstance(new, NotStated)
        same = Truth.UNKNOWN if open_ else Truth.of(old == new)
        found.add(same.negated, words, Missing(now.id, field, words))


def _all_members(structure: Structure, cohort: Cohort) -> bool:
    """Whether the listed members come to the size of the cohort."""
    people = Count.total(people_in(structure.node(id_)) for id_ in cohort.members)
    return not isinstance(cohort.size, NotStated) and people.is_exact and cohort.size.exact == people.exact


@rule(en="no new entry in a closed cohort", zh="老办法群体不再纳入新人")
@attrs.frozen(kw_only=True)
class CohortClosed(CohortRule):
    """Nobody may enter a cohort that is closed: new people come under the new rules.

    Predicate: ``members after - members before`` is empty, for a cohort that was there and closed before the change. A
    cohort that the change itself makes is *not applicable*. *Undetermined* while it is not stated whether it was
    closed, or its size rose within bounds that are open.

    Notes
    -----
    Used by GL-067 (new requirements for new people).
    """

    @property
    def measure(self) -> Measure:
        """Who entered."""
        return Measure("entered", "set", Text("who entered the closed cohort", "封闭后新纳入的人员"))

    @property
    def requirement(self) -> Requirement:
        """Nobody."""
        return NoneOf(Text("entry after it was closed", "封闭后的新纳入"))

    def of(self, world: Change, cohort: Cohort) -> Measurement:
        """Return who entered a cohort."""
        then = world.before.get(cohort.id)
        if not isinstance(then, Cohort):
            words = Text("the cohort is made by the change itself", "该群体系本次变更所设")
            return Measurement(value=Truth.UNKNOWN, applies=Truth.FALSE, detail=words)
        found = Findings()
        for id_ in cohort.members:
            if _whole_of(world, id_, then.members) is None:
                label = world.after.node(id_).label
                found.add(Truth.TRUE, Text(label, label))
        if then.size != cohort.size and not found.known:
            grew = Truth.UNKNOWN
            if not isinstance(then.size, NotStated) and not isinstance(cohort.size, NotStated):
                change = cohort.size.minus(then.size)
                shrank = change.high is not None and change.high <= 0
                grew = Truth.FALSE if shrank else Truth.of(change.low > 0) if change.low is not None else grew
            words = Text("more people than before", "人数增加")
            found.add(grew, words, Missing(cohort.id, "size", words))
        words = Text(f"whether {cohort.label} was closed", f"{cohort.label}是否已封闭")
        missing = (Missing(cohort.id, "closed", words),) if isinstance(then.closed, NotStated) else ()
        measured = found.measurement
        return attrs.evolve(measured, applies=Truth.of(then.closed), missing=(*missing, *measured.missing))


def _whole_of(world: Change, id_: str, members: tuple[str, ...]) -> str | None:
    """Return the member that somebody is, or the group of which a part was sent elsewhere; None when there is none."""
    origin = {event.became: event.who for event in world.events if isinstance(event, StaffAssigned)}
    while id_ not in members:
        whole = origin.get(id_, id_)
        if whole == id_:
            return None
        id_ = whole
    return id_
