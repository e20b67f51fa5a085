"""Steps on cohorts: people keep the treatment of their time, and the cohort is closed."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from basegov.dates import Date
from basegov.diagnostics.funds import COHORT_CLOSED
from basegov.quantities import Count
from basegov.reforms.careers import as_count, as_date
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.careers import people_in
from basegov.structure.cohorts import Cohort
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class CohortSettled(Event):
    """The status of a cohort was settled, or people entered it, or it was closed."""

    cohort: str
    members: int
    closed: bool | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = (" and closed", "并封闭") if self.closed is True else ("", "")
        return Text(
            f"the cohort {self.cohort} was settled{en} ({self.members} recorded members)",
            f"群体 {self.cohort} 的身份已明确{zh}（已载明 {self.members} 个成员）",
        )


def _words(value: Iterable[str] | NotStated) -> tuple[str, ...] | NotStated:
    return value if isinstance(value, NotStated) else tuple(value)


@step(en="grandfather a cohort", zh="实行老人老办法")
@attrs.frozen(kw_only=True)
class Grandfather(Step):
    """Settle the status of people as it was, with unchanged treatment, and close the cohort for new ones.

    Parameters
    ----------
    cohort : str
        Id of the cohort.
    name : str, optional
        Its name.
    parent : str, optional
        Where it is recorded.
    members : Selector, optional
        Who belongs to it; left out: they are not listed.
    size : Count, optional
        How many they are; left out: as many as was stated and who enters, or as many as are listed.
    status : str, optional
        The status in which they are settled.
    origins : tuple of str, optional
        From where they came.
    closed : bool
        Whether it takes nobody in any more.
    since : Date, optional
        From when.

    Notes
    -----
    Used by GL-066 to GL-068.
    """

    cohort: str
    name: str | NotStated = NOT_STATED
    parent: str | NotStated = NOT_STATED
    members: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    size: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    status: str | NotStated = NOT_STATED
    origins: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=_words)
    closed: bool = True
    since: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write the cohort; refuse to let anybody into one that is closed."""
        there = self.cohort in structure
        old: Cohort = one_of_kind(structure, self.cohort, Cohort) if there else Cohort(id=self.cohort)
        nodes = () if self.members is None else self.members.select(structure).sure
        more = tuple(n.id for n in nodes if n.id not in old.members)
        if old.closed is True and more:
            raise refuse(COHORT_CLOSED(cohort=old.label, count=len(more)))
        members = (*old.members, *more)
        size = _size(structure, old, more) if isinstance(self.size, NotStated) else self.size
        new = attrs.evolve(
            old, members=members, size=size, closed=self.closed,
            name=old.name if isinstance(self.name, NotStated) else self.name,
            parent=old.parent if isinstance(self.parent, NotStated) else structure[self.parent].id,
            status=old.status if isinstance(self.status, NotStated) else self.status,
            origins=old.origins if isinstance(self.origins, NotStated) else self.origins,
            since=old.since if isinstance(self.since, NotStated) else self.since, source=self.source,
        )  # fmt: skip
        event = CohortSettled(cohort=new.id, members=len(members), closed=self.closed)
        return Effect(put=(new,), events=(event,))


def _size(structure: Structure, old: Cohort, more: tuple[str, ...]) -> Count | NotStated:
    """Return how many a cohort has once more of them are listed, of whom some may have been among those it had."""
    listed, entering = (Count.total(people_in(structure.node(id_)) for id_ in ids) for ids in (old.members, more))
    if isinstance(old.size, NotStated):
        return listed + entering if old.members or more else NOT_STATED
    if not more:
        return old.size
    grown = old.size + entering
    if listed.is_exact and old.size.exact == listed.exact:  # everybody was listed
        return grown
    return Count.between(max(old.size.low or 0, (listed + entering).low or 0), grown.high)
