"""The reform: a dated, ordered list of steps that applies whole or not at all."""

from __future__ import annotations

import attrs

from basegov.dates import Date
from basegov.diagnostics.reforms import STEP_FAILED, UNBALANCED
from basegov.errors import BasegovError, Diagnostic, ReformError
from basegov.expecting import expect
from basegov.quantities import Difference
from basegov.reforms.accounts import ACCOUNTS, Account, Imbalance, difference
from basegov.reforms.changes import Change, Stage
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, as_steps, step_name
from basegov.sources import Document, Source, as_documents
from basegov.structure.records import Key, Record
from basegov.structure.snapshot import Structure
from basegov.texts import NO_TEXT, Text
from basegov.values import NOT_STATED, NotStated, Truth


@attrs.frozen
class Trial:
    """What a reform would do: the change, or why it cannot be applied.

    Parameters
    ----------
    change : Change, optional
        The change, when the reform can be applied.
    diagnostics : tuple of Diagnostic
        Why it cannot.
    """

    change: Change | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return self.change is not None


@attrs.frozen(kw_only=True, repr=False)
class Reform:
    """A reform as data.

    Parameters
    ----------
    id : str
        Its name, after its document or its intended effect.
    name : Text
        Its title.
    date : Date, optional
        From when it takes effect; the structure after it speaks of that day.
    steps : tuple of Step
        What is done, in order.
    documents : tuple of Document
        What its sources cite.
    source : Source, optional
        On what it rests as a whole.
    """

    id: str
    name: Text = NO_TEXT
    date: Date | NotStated = NOT_STATED
    steps: tuple[Step, ...] = attrs.field(default=(), converter=as_steps)
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_documents)
    source: Source | NotStated = NOT_STATED

    def apply(self, before: Structure) -> Change:
        """Apply every step, or none.

        Parameters
        ----------
        before : Structure
            The structure to start from; it stays as it is.

        Returns
        -------
        Change
            The new structure with events and lineage.

        Raises
        ------
        ArgumentError
            When something else than a structure is given, such as its name.
        ReformError
            Naming the step that cannot be done and why; nothing is applied then.
        """
        expect(before, Structure)
        at = before
        events: list[Event] = []
        imbalances: list[Imbalance] = []
        for number, step in enumerate(self.steps, 1):
            try:
                effect = step.effect(at)
                balanced(at, effect)
                at = at.evolve(put=effect.put, drop=effect.drop)
            except BasegovError as error:
                where = STEP_FAILED(reform=self.id, number=number, step=step_name(step))
                raise ReformError([where, *error.diagnostics]) from error
            events += [
                attrs.evolve(event, step=number, source=event.source if event.source else step.source)
                for event in effect.events
            ]
            imbalances += effect.imbalances
        at = at.evolve(date=None if isinstance(self.date, NotStated) else self.date, documents=self.documents)
        stages = (Stage(number, step, self.date, self.id) for number, step in enumerate(self.steps, 1))
        return Change(before, at, tuple(events), tuple(imbalances), self, tuple(stages))

    def dry_run(self, before: Structure) -> Trial:
        """Try the reform: return the change, or the diagnostics that forbid it, without raising."""
        try:
            return Trial(self.apply(before))
        except BasegovError as error:
            return Trial(None, error.diagnostics)

    def __repr__(self) -> str:
        return f"<Reform {self.id}: {len(self.steps)} steps>"


_UNKNOWN = Difference.build(None, None)


def _are_put(after: tuple[Record, ...], now: dict[tuple[type[Record], Key], Record], account: Account) -> bool:
    """Whether records that are said to hold an amount are there afterwards, each once and with that amount."""
    there = [now.get((type(record), record.key)) for record in after]
    same = all(r is not None and account.amount(r) == account.amount(old) for r, old in zip(there, after, strict=True))
    return same and len({*map(id, there)}) == len(after)


def balanced(structure: Structure, effect: Effect) -> None:
    """Check that every account is kept by an effect, or that its change has a named outside source.

    Raises
    ------
    ReformError
        For an account that changes, or may change, by another amount than the effect declares.
    """
    if effect.parts:
        for part in effect.parts:
            balanced(structure, part)
            structure = structure.evolve(put=part.put, drop=part.drop)
        return
    touched = dict.fromkeys((type(record), record.key) for record in (*effect.drop, *effect.put))
    gone = [record for at in touched if (record := structure.find_record(*at)) is not None]
    now = {(type(record), record.key): record for record in effect.put}
    wrong = []
    declared = {imbalance.account for imbalance in effect.imbalances}
    for account in ACCOUNTS.values():
        if account.name not in declared and all(account.amount(r) is None for r in (*gone, *effect.put)):
            continue  # the step has nothing to do with it
        kept = [c for c in effect.carried if c.keeps(account) and _are_put(c.after, now, account)]
        left = {(type(r), r.key) for carried in kept for r in carried.before}
        came = {(type(r), r.key) for carried in kept for r in carried.after}
        change = difference(
            account,
            [record for record in gone if (type(record), record.key) not in left],
            [record for record in effect.put if (type(record), record.key) not in came],
        )
        allowed = Difference.build(0, 0, kind=account.kind)
        for imbalance in effect.imbalances:
            if imbalance.account == account.name:
                allowed += _UNKNOWN if isinstance(imbalance.amount, NotStated) else imbalance.amount
        if change.within(allowed) is not Truth.TRUE:
            wrong.append(UNBALANCED(account=account.label, change=change))
    if wrong:
        raise ReformError(wrong)
