"""The trace: the log of many cases in columns, on the structure on which it ran.

A trace of half a million events is a few arrays. Cases and events come out of it as objects when they are asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Self

import attrs

from basegov.casework.cases import Case, CaseEvent
from basegov.casework.moments import Moment
from basegov.diagnostics.casework import CASE_TWICE, CASE_UNKNOWN, NO_CASE
from basegov.errors import Diagnostic, InputError, NotFoundError, Suggestion
from basegov.structure.rosters import UNSTATED, Column
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

NO_TIME: Final = -(1 << 62)
"""The number of a moment that is not stated."""
WORDS: Final = ("state", "actor", "level", "outcome")
"""The columns of words."""


def _codes() -> dict[str | NotStated, int]:
    return {NOT_STATED: UNSTATED}


@attrs.define(eq=False)
class TraceBuilder:
    """Takes cases and events one after the other, and gives the trace.

    Parameters
    ----------
    structure : Structure
        What they ran on.
    """

    structure: Structure
    cases: list[Case] = attrs.field(factory=list)
    numbers: dict[str, int] = attrs.field(factory=dict)
    of_case: array[int] = attrs.field(factory=lambda: array("I"))
    times: array[int] = attrs.field(factory=lambda: array("q"))
    _columns: tuple[array[int], ...] = attrs.field(init=False, factory=lambda: tuple(array("I") for _ in WORDS))
    _words: tuple[dict[str | NotStated, int], ...] = attrs.field(
        init=False, factory=lambda: tuple(_codes() for _ in WORDS)
    )
    _codes: tuple[Callable[[int], None], ...] = attrs.field(init=False)
    _last: tuple[int, int] = (0, NO_TIME)
    _in_order: bool = True

    def __attrs_post_init__(self) -> None:
        self._codes = tuple(column.append for column in self._columns)

    def open(self, case: Case) -> int:
        """Take a case; return its number. Raise InputError when its id is taken."""
        number = self.numbers.setdefault(case.id, len(self.cases))
        if number != len(self.cases):
            raise InputError([CASE_TWICE(case=case.id, first="")])
        self.cases.append(case)
        return number

    def add(
        self,
        case: int,
        state: str | NotStated,
        time: int = NO_TIME,
        actor: str | NotStated = NOT_STATED,
        level: str | NotStated = NOT_STATED,
        outcome: str | NotStated = NOT_STATED,
    ) -> None:
        """Take an event of the case of a number, at a second."""
        if case < self._last[0] or (case == self._last[0] and (time < self._last[1] or time == NO_TIME)):
            self._in_order = False
        self._last = (case, time)
        self.of_case.append(case)
        self.times.append(time)
        words, codes = self._words, self._codes  # written out: half a million events come through here
        words_0, words_1, words_2, words_3 = words
        codes[0](words_0.setdefault(state, len(words_0)))
        codes[1](words_1.setdefault(actor, len(words_1)))
        codes[2](words_2.setdefault(level, len(words_2)))
        codes[3](words_3.setdefault(outcome, len(words_3)))

    def finish(
        self, *, until: Moment | NotStated = NOT_STATED, complete: bool | NotStated = NOT_STATED, file: str = ""
    ) -> Trace:
        """Return the trace: events by case, in the order of their times where all of a case are known."""
        order = self._order()
        starts = array("L", [0]) * (len(self.cases) + 1)
        for number in self.of_case:
            starts[number + 1] += 1
        for number in range(len(self.cases)):
            starts[number + 1] += starts[number]
        times = self.times if order is None else array("q", map(self.times.__getitem__, order))
        columns = {
            name: _column(codes if order is None else map(codes.__getitem__, order), words)
            for name, codes, words in zip(WORDS, self._columns, self._words, strict=True)
        }
        return Trace(
            structure=self.structure, cases=tuple(self.cases), starts=starts, times=times, columns=columns,
            numbers=self.numbers, until=until, complete=complete, file=file,
        )  # fmt: skip

    def _order(self) -> list[int] | None:
        """Return the numbers of the events in their order; None when they came in it."""
        if self._in_order:
            return None
        undated = {case for case, time in zip(self.of_case, self.times, strict=True) if time == NO_TIME}
        keys = [
            (case, 0 if case in undated else time) for case, time in zip(self.of_case, self.times, strict=True)
        ]  # fmt: skip
        return sorted(range(len(keys)), key=keys.__getitem__)


def _column(codes: Iterable[int], words: dict[str | NotStated, int]) -> Column:
    """Return a column with its words numbered as they come, so that equal traces have equal columns."""
    anew = {UNSTATED: UNSTATED}
    found = [anew.setdefault(code, len(anew)) for code in codes]
    by_code = list(words)
    return Column.from_codes(found, [by_code[code] for code in anew])


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Trace:
    """What happened to cases: a log, and the structure on which it ran.

    Build one with :meth:`build`, with :func:`~basegov.casework.routing.route`, or read it from a file.

    Parameters
    ----------
    structure : Structure
        What the cases ran on.
    cases : tuple of Case
        The cases.
    starts : array
        For each case the number of its first event; one more at the end.
    times : array
        Of every event the second at which it happened.
    columns : mapping of str to Column
        Of every event its ``state``, ``actor``, ``level`` and ``outcome``.
    numbers : mapping of str to int
        The number of each case.
    until : Moment, optional
        Until when the log was kept: what is due later is not due yet.
    complete : bool, optional
        Whether every case, and every event of each until then, stands in it. Left out, what is not there may have
        happened all the same.
    file : str
        Where it was read.
    """

    structure: Structure
    cases: tuple[Case, ...]
    starts: array[int]
    times: array[int]
    columns: dict[str, Column]
    numbers: dict[str, int]
    until: Moment | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    file: str = ""

    @classmethod
    def build(
        cls,
        structure: Structure,
        cases: Iterable[Case],
        events: Iterable[CaseEvent],
        *,
        until: Moment | str | NotStated = NOT_STATED,
        complete: bool | NotStated = NOT_STATED,
    ) -> Self:
        """Build a trace from its cases and events.

        Raises
        ------
        InputError
            When a case is there twice, or an event is of a case that is not there.
        """
        builder = TraceBuilder(structure)
        wrong: list[Diagnostic] = []
        for case in cases:
            try:
                builder.open(case)
            except InputError as error:
                wrong += error.diagnostics
        for event in events:
            number = builder.numbers.get(event.case)
            if number is None:
                hint = Suggestion.build(event.case, builder.numbers)
                wrong.append(CASE_UNKNOWN(case=event.case, hint=hint))
                continue
            time = NO_TIME if isinstance(event.time, NotStated) else event.time.seconds
            builder.add(number, event.state, time, event.actor, event.level, event.outcome)
        if wrong:
            raise InputError(wrong)
        end = until if isinstance(until, NotStated) else Moment(until)
        return builder.finish(until=end, complete=complete)  # type: ignore[return-value]

    def __len__(self) -> int:
        return len(self.cases)

    def __repr__(self) -> str:
        return f"<Trace of {len(self.cases):,} cases, {len(self.times):,} events, on {self.structure.id}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Trace):
            return NotImplemented
        return (
            self.cases == other.cases and self.until == other.until and self.complete == other.complete
            and self.starts == other.starts and self.times == other.times
            and all(_same(self.columns[name], other.columns[name]) for name in WORDS)
            and self.structure == other.structure
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, case: str) -> Case:
        return self.cases[self._number(case)]

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)

    def _number(self, case: str) -> int:
        number = self.numbers.get(case)
        if number is None:
            raise NotFoundError([NO_CASE(case=case, hint=Suggestion.build(case, self.numbers))])
        return number

    @property
    def words(self) -> Text:
        """What it adds to its structure, in words."""
        n = len(self.cases)
        return Text(f"with {n:,} cases", f"及其 {n:,} 个案件")

    @property
    def is_complete(self) -> bool:
        """Whether it is known that everything stands in it."""
        return self.complete is True

    def events(self, case: str | None = None) -> Iterator[CaseEvent]:
        """Yield the events of one case, or of all, case by case.

        Raises
        ------
        NotFoundError
            When there is no such case.
        """
        numbers = range(len(self.cases)) if case is None else (self._number(case),)
        columns = [self.columns[name] for name in WORDS]
        for number in numbers:
            id_ = self.cases[number].id
            for row in range(self.starts[number], self.starts[number + 1]):
                state, actor, level, outcome = (column[row] for column in columns)
                time = NOT_STATED if self.times[row] == NO_TIME else Moment(self.times[row])
                yield CaseEvent(case=id_, state=str(state), time=time, actor=actor, level=level, outcome=outcome)

    def rows(self) -> Iterator[tuple[Case, range]]:
        """Yield every case with the numbers of its events."""
        starts = self.starts
        for number, case in enumerate(self.cases):
            yield case, range(starts[number], starts[number + 1])

    def codes(self, column: str, words: Iterable[str]) -> frozenset[int]:
        """Return the codes of some words in a column."""
        wanted = frozenset(words)
        return frozenset(code for code, word in enumerate(self.columns[column].words) if word in wanted)

    def where(self, keep: Callable[[Case], bool] | None = None, /, **fields: Any) -> Trace:
        """Return the trace of some of the cases: those of which a function says so, or whose fields have a value."""
        wanted = {name: frozenset(v) if isinstance(v, list | tuple | set | frozenset) else frozenset((v,))
                  for name, v in fields.items()}  # fmt: skip
        builder = TraceBuilder(self.structure)
        times, columns = self.times, [self.columns[name] for name in WORDS]
        for case, rows in self.rows():
            if (keep is None or keep(case)) and all(getattr(case, name) in v for name, v in wanted.items()):
                number = builder.open(case)
                for row in rows:
                    state, actor, level, outcome = (column[row] for column in columns)
                    builder.add(number, state, times[row], actor, level, outcome)
        return builder.finish(until=self.until, complete=self.complete, file=self.file)

    def within(self, place: str) -> Trace:
        """Return the trace of the cases in a place, or in what lies in it; cases without a place are left out."""
        structure = self.structure
        top = structure[place].id

        def lies(case: Case) -> bool:
            return isinstance(case.place, str) and case.place in structure and structure.lies_within(case.place, top)

        return self.where(lies)


def _same(a: Column, b: Column) -> bool:
    return a.codes == b.codes and a.words == b.words
