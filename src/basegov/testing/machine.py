"""A state machine that reforms a structure by drawn steps, and checks after each what must hold whatever the step.

.. code-block:: python

    from basegov.testing import ReformMachine

    TestReforms = ReformMachine.TestCase  # pytest and unittest run it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, cast

import attrs
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.vendor.pretty import pretty

from basegov.catalog import load_structure
from basegov.dates import Date
from basegov.diagnostics.reforms import UNBALANCED
from basegov.errors import BasegovError, Diagnostic
from basegov.io import reform_from_text, to_yaml
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.reforms.steps import Step, step_name
from basegov.structure.snapshot import Structure
from basegov.testing import laws
from basegov.testing.actions.draws import maybe, reform_of, reforms, steps
from basegov.testing.starts import small_districts
from basegov.values import NotStated


@attrs.frozen
class Attempt:
    """What the last rule did.

    Parameters
    ----------
    before : Structure
        A copy of the structure as it was, made before; it shares no record with it.
    given : Structure
        The structure that was given to the reform.
    reform : Reform
        The reform.
    change : Change, optional
        What came of it; None when it was refused.
    diagnostics : tuple of Diagnostic
        Why it was refused.
    stages : tuple of Change
        The change of each step, taken one by one.
    """

    before: Structure
    given: Structure
    reform: Reform
    change: Change | None
    diagnostics: tuple[Diagnostic, ...] = ()
    stages: tuple[Change, ...] = ()


def _machine() -> st.SearchStrategy[ReformMachine]:
    return cast("st.SearchStrategy[ReformMachine]", st.runner())


def _start() -> st.SearchStrategy[Structure]:
    return _machine().flatmap(lambda machine: machine.starts())


def _step() -> st.SearchStrategy[Step]:
    return _machine().flatmap(lambda machine: steps(machine.structure, machine.step_types))


def _several() -> st.SearchStrategy[tuple[Step, ...]]:
    drawn = _machine().flatmap(lambda machine: reforms(machine.structure, machine.step_types))
    return drawn.map(lambda reform: reform.steps)


_DATE = maybe(st.just(Date("2026-07-01")))


class ReformMachine(RuleBasedStateMachine):
    """Reforms a structure by steps that are drawn for it, and checks the laws that every step has to keep.

    Subclass it to add invariants (``@invariant()``) and rules (``@rule()``) of your own, to start from another
    structure, or to take other steps. A step class of your own takes part once it is registered with ``@step`` and has
    a draw (``basegov.testing.draws``).

    Attributes
    ----------
    start : str, Structure or SearchStrategy
        From what it starts: the name or path of a structure, a structure, or a strategy of structures; a small
        fictional district unless set.
    step_types : sequence of type of Step, optional
        The step classes that it takes; None for all that are registered and have a draw.
    laws : tuple of str
        The methods that :meth:`laws_hold` calls after every rule, in this order; each checks one law.
    structure : Structure
        Where the machine is now.
    history : list of Attempt
        The changes that led there, without those that were undone.
    last : Attempt, optional
        What the last rule did, also when it was refused; None after an undoing.
    """

    start: ClassVar[str | Structure | st.SearchStrategy[Structure]] = small_districts()
    step_types: ClassVar[Sequence[type[Step]] | None] = None
    laws: ClassVar[tuple[str, ...]] = (
        "refusals_say_why",
        "steps_keep_their_books",
        "before_stays_as_it_was",
        "undo_restores",
        "replay_is_the_same",
        "references_are_whole",
        "places_are_a_forest",
        "accounts_balance",
        "nothing_is_lost",
        "only_what_is_named_changes",
        "reform_survives_its_file",
        "everything_has_words",
    )

    structure: Structure
    history: list[Attempt]
    last: Attempt | None

    def __init__(self) -> None:
        super().__init__()
        self.structure = Structure.build()
        self.first = self.structure
        self.history = []
        self.last = None

    @classmethod
    def starts(cls) -> st.SearchStrategy[Structure]:
        """Return a strategy of the structures from which the machine starts."""
        start = cls.start
        if isinstance(start, str):
            return st.just(load_structure(start))
        return st.just(start) if isinstance(start, Structure) else start

    # rules

    @initialize(structure=_start())
    def begin(self, structure: Structure) -> None:
        """Start from a copy of a drawn structure, so that no step can spoil what other runs start from."""
        self.structure = self.first = laws.copy_of(structure)

    @rule(step=_step())
    def apply_step(self, step: Step) -> None:
        """Apply one step."""
        self.take(reform_of(step))

    @rule(steps=_several(), date=_DATE)
    def apply_reform(self, steps: tuple[Step, ...], date: Date | NotStated) -> None:
        """Apply a reform of several steps, or of one that changes the date."""
        self.take(reform_of(*steps, date=date))

    @precondition(lambda self: bool(self.history))
    @rule()
    def undo(self) -> None:
        """Undo the last change."""
        attempt = self.history.pop()
        assert attempt.change is not None
        self.structure, self.last = attempt.change.undo(), None
        self.hold("undo restores the structure before", _differences(self.structure, attempt.before))

    @precondition(lambda self: bool(self.history))
    @rule()
    def replay(self) -> None:
        """Apply every change once more, from the start."""
        at = laws.copy_of(self.first)
        for attempt in self.history:
            at = attempt.reform.apply(at).after
        self.hold("replay from the start leads here", _differences(at, self.structure))

    def take(self, reform: Reform) -> Attempt:
        """Apply a reform to where the machine is, and remember what came of it; rules of your own use it too."""
        given, before = self.structure, laws.copy_of(self.structure)
        try:
            change = reform.apply(given)
            stages = laws.stages(reform, laws.copy_of(given))
            attempt = Attempt(before, given, reform, change, (), stages)
            self.structure = change.after
            self.history.append(attempt)
        except BasegovError as error:
            attempt = Attempt(before, given, reform, None, error.diagnostics)
            note(f"refused: {'; '.join(d.text('en').splitlines()[0] for d in error.diagnostics)}")
        self.last = attempt
        events = () if attempt.change is None else attempt.change.events
        note("\n".join([*(f"  {event.text('en')}" for event in events), f"  now {_size(self.structure)}"]))
        return attempt

    def hold(self, law: str, broken: Iterable[str], what: Step | Reform | None = None) -> None:
        """Fail when anything breaks a law, and say what, and by which step.

        Raises
        ------
        AssertionError
            With every breach.
        """
        found = list(dict.fromkeys(broken))
        if found:
            by = "" if what is None else f", by {_named(what)}"
            lines = "\n".join(f"  - {line}" for line in found)
            raise AssertionError(f"broken: {law}{by}:\n{lines}")

    def hold_each(self, law: str, breaches: Callable[[Change], Iterable[str]]) -> None:
        """Fail when a step of the last change breaks a law."""
        for change in () if self.last is None else self.last.stages:
            assert change.reform is not None
            self.hold(law, breaches(change), change.reform.steps[0])

    # laws

    @invariant()
    def laws_hold(self) -> None:
        """Hold every law that `laws` names."""
        for law in self.laws:
            getattr(self, law)()

    def nothing_is_lost(self) -> None:
        """Hold that every record is still there, became something else, or is named as gone."""
        self.hold_each("nothing is lost", laws.lost)

    def only_what_is_named_changes(self) -> None:
        """Hold that no record changes that has nothing to do with what the events name."""
        self.hold_each("only what events name changes", laws.unnamed)

    def accounts_balance(self) -> None:
        """Hold that people, posts, funds and assets come to the same, together with what came from outside."""
        self.hold_each("accounts balance", laws.unaccounted)

    def steps_keep_their_books(self) -> None:
        """Hold that no step is refused since an account changes without an outside source: the step itself is wrong."""
        if self.last is not None and self.last.change is None:
            wrong = [d.text("en") for d in self.last.diagnostics if d.code == UNBALANCED.code]
            self.hold("a step names the source of what it adds or takes", wrong, self.last.reform)

    def refusals_say_why(self) -> None:
        """Hold that a refused reform leaves the structure as it was, and says why in both languages."""
        if self.last is not None and self.last.change is None:
            silent = [] if len(self.last.diagnostics) > 1 else ["the refusal names the step and no reason"]
            silent += [d.code for d in self.last.diagnostics if not (d.text("en").strip() and d.text("zh").strip())]
            self.hold("refusals say why", silent, self.last.reform)
            moved = [] if self.structure is self.last.given else ["another structure came of it"]
            self.hold("what is refused changes nothing", moved, self.last.reform)

    def before_stays_as_it_was(self) -> None:
        """Hold that the structure given to the reform is what it was, record by record."""
        if self.last is not None:
            self.hold("before stays as it was", _differences(self.last.given, self.last.before), self.last.reform)

    def places_are_a_forest(self) -> None:
        """Hold that every node stands in one container, none contains itself, and a grid lies in one community."""
        if self.last is not None and self.last.change is not None:
            self.hold("everything has one place", laws.misplaced(self.structure), self.last.reform)

    def references_are_whole(self) -> None:
        """Hold that the structure is what building it from its records gives: every reference and index is right."""
        change = None if self.last is None else self.last.change
        if change is None:
            return  # it is a structure that was looked at before
        try:
            broken = [*laws.unlike_when_rebuilt(self.structure, (*change.added, *change.removed))]
        except BasegovError as error:
            broken = [d.text("en") for d in error.diagnostics]
        self.hold("references are whole", broken, change.reform)

    def undo_restores(self) -> None:
        """Hold that undoing the last change gives the structure before; so does putting back its records."""
        if self.last is not None and self.last.change is not None:
            self.hold("undo restores", laws.not_restored(self.last.change, self.last.before), self.last.reform)

    def replay_is_the_same(self) -> None:
        """Hold that the reform gives the same on a copy of the structure, and the same step by step."""
        if self.last is None or self.last.change is None:
            return
        change, again = self.last.change, self.last.reform.apply(self.last.before)
        broken = _differences(again.after, change.after)
        if again.events != change.events or again.imbalances != change.imbalances:
            broken.append("other events or imbalances the second time")
        if self.last.stages:
            one_by_one = self.last.stages[-1].after.evolve(date=change.after.date)
            broken += [f"step by step, {line}" for line in _differences(one_by_one, change.after)]
        self.hold("replay gives the same", broken, self.last.reform)

    def reform_survives_its_file(self) -> None:
        """Hold that the reform is the same when it is written as YAML and read again."""
        if self.last is not None:
            text = to_yaml(self.last.reform)
            broken = [] if reform_from_text(text) == self.last.reform else [f"read again it differs:\n{text}"]
            self.hold("a reform is the same after writing and reading", broken, self.last.reform)

    def everything_has_words(self) -> None:
        """Hold that steps and events can be said in both languages."""
        self.hold_each("steps and events have words", laws.unspeakable)


def _differences(found: Structure, expected: Structure) -> list[str]:
    """Say how a structure differs from the one that it should be."""
    if found == expected:
        return []
    added, gone = found.changes_since(expected)
    lines = [f"it is {found!r} and should be {expected!r}"]
    return lines + [f"it has {r!r}" for r in added] + [f"it lacks {r!r}" for r in gone]


def _size(structure: Structure) -> str:
    return f"{structure.id}: {structure.node_count} nodes, {len(structure) - structure.node_count} relations"


def _named(what: Step | Reform) -> str:
    if isinstance(what, Step):
        return f"the step {step_name(what)}: {pretty(what)}"
    return f"the reform of {len(what.steps)} steps: " + ", ".join(step_name(one) for one in what.steps)
