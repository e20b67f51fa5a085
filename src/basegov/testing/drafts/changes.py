"""A change in the making: a draft of the structure before, and the steps of the reform that is applied to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import attrs

from basegov.dates import Date
from basegov.quantities import Difference
from basegov.reforms.accounts import ACCOUNTS, Imbalance, difference
from basegov.reforms.changes import Change
from basegov.reforms.proposals import Merger, MergerPlan
from basegov.reforms.reform import Reform
from basegov.reforms.steps import Effect, Step
from basegov.rules.rule import Rule
from basegov.sources import Document
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.testing.drafts import kinds
from basegov.testing.drafts.chooser import Chooser
from basegov.testing.drafts.counts import how_many
from basegov.testing.drafts.draft import Draft, name_of
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

Alter = Callable[[Structure], tuple[Iterable[Record], Iterable[Record]]]
_FIRST_DAY: Final = Date("2026-01-01")


@attrs.frozen(kw_only=True)
class Interfere(Step):
    """Alter a structure as no step of a reform would: what is gone, or comes, comes and goes outside of every account.

    It stands for what somebody does behind the back of a reform, and is how a change is made that misses a guarantee.

    Parameters
    ----------
    what : str
        What is done, in words.
    alter : callable
        Gives the records that are put in and those that are dropped.
    """

    what: str
    alter: Alter = attrs.field(repr=False)

    def effect(self, structure: Structure) -> Effect:
        """Alter the structure, and declare whatever accounts change by."""
        put, drop = (tuple(records) for records in self.alter(structure))
        touched = [structure.find_record(type(r), r.key) for r in (*put, *drop)]
        gone = [record for record in touched if record is not None]
        nothing = {name: Difference.build(0, 0, kind=account.kind) for name, account in ACCOUNTS.items()}
        changes = {name: difference(account, gone, put) for name, account in ACCOUNTS.items()}
        outside = Text("somebody outside of the reform", "改革之外")
        declared = tuple(Imbalance(n, c, outside) for n, c in changes.items() if c != nothing[n])
        return Effect(put=put, drop=drop, imbalances=declared)


def without(*records: Record) -> Alter:
    """Return what takes records of these keys out."""
    return lambda after: ((), [r for r in (after.find_record(type(r), r.key) for r in records) if r is not None])


def nothing(after: Structure) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Alter nothing."""
    return (), ()


class ChangeDraft(Draft):
    """A change in the making; see :class:`~basegov.testing.drafts.draft.Draft`."""

    def __init__(
        self, rules: Iterable[Rule], chooser: Chooser, *, target: Rule | None = None, way: int = 0,
        code: str = "990199", date: Date | NotStated = NOT_STATED,
    ) -> None:  # fmt: skip
        exact = date if isinstance(date, Date) and date.exact is not None else _FIRST_DAY
        super().__init__(rules, chooser, target=target, way=way, code=code, date=exact)
        self.documents: dict[str, Document] = {}
        self._steps: dict[Any, tuple[int, Step | Callable[[Structure], Step]]] = {}
        self._dressers: dict[Any, Callable[[list[Step]], list[Step]]] = {}
        self._last_dressers: dict[Any, Callable[[list[Step]], list[Step]]] = {}

    def then(self, key: Any, step: Step | Callable[[Structure], Step], *, order: int = 50) -> None:
        """Add a step, or what makes one from the structure before, once under a key; lower orders come first."""
        if key not in self._steps:
            self._steps[key] = (order, step)
            self.mark += 1

    def interfere(self, key: Any, what: str, alter: Alter) -> None:
        """Let somebody alter the structure after all steps, once under a key."""
        self.then(("interfere", key), Interfere(what=what, alter=alter), order=90)

    def dress(self, key: Any, dresser: Callable[[list[Step]], list[Step]], *, last: bool = False) -> None:
        """Let something look over the whole list of steps at the end: give them tags and sources.

        All are called twice, since one may add steps that another has to see; one that spoils the steps for a miss is
        called last, and once.
        """
        (self._last_dressers if last else self._dressers).setdefault(key, dresser)

    def made(self) -> Change:
        """Return the change; of rules over mergers alone a proposal, which is what such rules are asked about first."""
        before = self.settled()
        if {rule.judges for rule in self.rules} == {"merger"} and not self._steps:
            plan = MergerPlan(id="made", mergers=[Merger(parts=p, into=i) for i, p in self.mergers_made().items()])
            return plan.on(before)
        ordered = [step for _, step in sorted(self._steps.values(), key=lambda entry: entry[0])]
        steps = [step if isinstance(step, Step) else step(before) for step in ordered]
        for dresser in (*self._dressers.values(), *self._dressers.values(), *self._last_dressers.values()):
            steps = dresser(steps)
        reform = Reform(
            id="made", name=Text("A made reform", "生成的改革"), date=before.date, steps=steps,
            documents=list(self.documents.values()),
        )  # fmt: skip
        return reform.apply(before)

    # mergers, which many rules speak of together

    def mergers(self, kind: str) -> tuple[tuple[str, ...], ...]:
        """Return the parts of every merger of units of a kind, after making the units; none in the first round.

        The rules that bound how many parts a merger has (:meth:`parts_of_mergers`) and by how many units fewer there
        are to be (:meth:`fewer_units`) have all been heard by then.
        """
        kind = "community" if kind == "unit" else kind
        if self.round == 0:
            self.once(("mergers", kind), lambda: True)
            self.mark += 1
            return ()
        return self.once(("groups", kind), lambda: self._grouped(kind))

    def _grouped(self, kind: str) -> tuple[tuple[str, ...], ...]:
        size, fewer = self._chosen.get(("parts", kind), 2), self._chosen.get(("fewer", kind), None)
        number = 1 if fewer is None else fewer // max(1, size - 1)
        home = None if kind == "street" else self.at_home(kinds.class_of(kind))
        kept = self._named()  # what a rule names must still be there afterwards
        found = self.need(kind, size * number + len(kept), within=home)
        ids = [unit.id for unit in (*(u for u in found if u.id not in kept), *found)][: size * number]
        return tuple(tuple(ids[i * size : (i + 1) * size]) for i in range(number))

    def _named(self) -> set[str]:
        """Return the ids of units that selectors of the rules name."""
        meant = [selector for rule in self.rules for selector in kinds.selectors_in(rule)]
        names = {name for one in meant for name in (*one.ids, one.within) if name is not None}
        return {name for name in names if name in self.structure}

    def parts_of_mergers(self, rule: Rule, kind: str, wanted: Any) -> None:
        """Bound the number of parts of every merger."""
        kind = "community" if kind == "unit" else kind
        self._chosen["parts", kind] = how_many(self, ("parts of each merger", kind), rule, wanted)

    def fewer_units(self, kind: str, number: int) -> None:
        """Say by how many there are to be fewer units of a kind."""
        self._chosen["fewer", "community" if kind == "unit" else kind] = number

    def mergers_made(self) -> dict[str, tuple[str, ...]]:
        """Return all mergers by the id of the unit that each makes."""
        asked = [key[1] for key in self._chosen if isinstance(key, tuple) and key[0] == "mergers" and len(key) == 2]
        return {f"{kind}-joint-{n}": parts for kind in asked for n, parts in enumerate(self.mergers(kind), 1)}

    def whole_of(self, parts: Sequence[str]) -> str:
        """Return the id of the unit that some parts become."""
        return next(into for into, made in self.mergers_made().items() if made == tuple(parts))


def needs_changes(draft: Draft, rule: Rule) -> ChangeDraft:
    """Return a draft as one of a change; raise TypeError where it is one of a structure."""
    if not isinstance(draft, ChangeDraft):
        raise TypeError(f"{name_of(rule)} judges changes: use valid_changes or violating_changes")
    return draft
