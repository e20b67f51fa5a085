"""The fact register: every numbered statement of a document with its figures, and the arithmetic that ties them.

A fact is what a `Source` cites. The register says what it states, in both languages, with its figures as data; a tie
says which figures must come to which other, so that they can be computed again at any time.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from basegov.arithmetic import Computed, Expression
from basegov.diagnostics.facts import NO_SUCH_FACT
from basegov.errors import NotFoundError, Suggestion
from basegov.sources import Document, Status, as_documents
from basegov.terms import Force
from basegov.texts import NO_TEXT, Language, Text
from basegov.values import NOT_STATED, FrozenMap, NotStated


class Figures(FrozenMap[str, Any]):
    """The figures and terms of a fact by their names: texts, exact numbers, flags, tuples, mappings, or not stated."""


NO_FIGURES: Final = Figures()


@attrs.frozen(kw_only=True)
class Fact:
    """One numbered statement of a document.

    Parameters
    ----------
    id : str
        Its number, such as ``GL-034``.
    statement : Text
        What the document says, in our own words.
    kind : str
        Of what sort it is: a count, a ratio, a threshold, a duty, an outcome, ...
    force : Force, optional
        How strictly it binds, where it is a clause; what is only reported has none.
    families : tuple of str
        Numbers of the families of mechanisms to which it belongs (:mod:`basegov.families`).
    period : str
        For when it is said, in the notation of ISO 8601-2: ``2018-12-04``, ``2018/2019``, ``2020/..`` (from 2020 on).
    value : mapping
        Its figures and terms as data; units stand in the names or beside them.
    status : Status
        Whether the document prints it, or it follows from what is printed.
    reading : Text
        What the document leaves open, and the reading that is taken.
    """

    id: str
    statement: Text
    kind: str
    force: Force | NotStated = NOT_STATED
    families: tuple[str, ...] = ()
    period: str = ""
    value: Figures = NO_FIGURES
    status: Status = Status.STATED
    reading: Text = NO_TEXT

    @property
    def is_normative(self) -> bool:
        """Whether it is a clause: something that has to be, must not be, or may be."""
        return not isinstance(self.force, NotStated)

    def figure(self, path: str) -> Any:
        """Return a part of the value by its names, joined by dots; raise LookupError where there is none."""
        found: Any = self.value
        for name in path.split(".") if path else ():
            found = found[int(name)] if isinstance(found, tuple) and name.isdigit() else found[name]
        return found

    @property
    def numbers(self) -> frozenset[Fraction]:
        """Every number that is printed in it, and how many items each of its lists has."""
        return frozenset(_numbers(self.value))


def _numbers(value: Any) -> Iterator[Fraction]:
    if isinstance(value, bool):
        return
    if isinstance(value, int | Decimal):
        yield Fraction(value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, tuple):
        yield Fraction(len(value))
        for part in value:
            yield from _numbers(part)


class Agreement(enum.Enum):
    """How what is computed stands to what is printed."""

    AGREES = "agrees"
    DERIVED = "derived"
    DIFFERS = "differs"
    UNDETERMINED = "undetermined"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        return _AGREEMENT[self.value].in_(lang)


_AGREEMENT = {
    "agrees": Text("agrees", "一致"),
    "derived": Text("derived", "推算"),
    "differs": Text("differs", "不一致"),
    "undetermined": Text("undetermined", "待定"),
}


@attrs.frozen(kw_only=True)
class Tie:
    """Figures that come to another one.

    Parameters
    ----------
    of : str
        The fact that it is about.
    expression : Expression
        What is computed.
    claimed : Expression, optional
        The figure that is printed for it; not stated where none is, and the computed one is derived only. A comparison
        claims itself to be true.
    tolerance : Fraction
        By how much the two may differ where the document rounds.
    note : Text
        What it shows; where the figures differ, how that is read.
    """

    of: str
    expression: Expression
    claimed: Expression | NotStated = NOT_STATED
    tolerance: Fraction = Fraction(0)
    note: Text = NO_TEXT


@attrs.frozen
class Tied:
    """A tie, computed.

    Parameters
    ----------
    tie : Tie
        What was computed.
    computed : Fraction, bool or not stated
        What the figures come to.
    claimed : Fraction, bool or not stated
        What is printed.
    agreement : Agreement
        How the two stand to each other.
    """

    tie: Tie
    computed: Computed | NotStated
    claimed: Computed | NotStated
    agreement: Agreement

    @property
    def difference(self) -> Fraction | NotStated:
        """Computed less printed, where both are numbers."""
        if isinstance(self.computed, Fraction) and isinstance(self.claimed, Fraction):
            return self.computed - self.claimed
        return NOT_STATED


def _as_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(facts)


def _as_ties(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(ties)


@attrs.frozen(kw_only=True, repr=False)
class FactRegister:
    """The numbered facts of one document and the ties between their figures.

    Parameters
    ----------
    id : str
        Its name.
    name : Text
        Its title.
    documents : tuple of Document
        The document that was read.
    facts : tuple of Fact
        What it states.
    ties : tuple of Tie
        The arithmetic between its figures.
    """

    id: str
    name: Text = NO_TEXT
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_documents)
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=_as_facts)
    ties: tuple[Tie, ...] = attrs.field(default=(), converter=_as_ties)

    @functools.cached_property
    def by_id(self) -> FrozenMap[str, Fact]:
        """The facts by their numbers."""
        return FrozenMap((fact.id, fact) for fact in self.facts)

    def __contains__(self, id: object) -> bool:
        return id in self.by_id

    def __getitem__(self, id: str) -> Fact:
        """Return a fact by its number; raise NotFoundError with the nearest numbers where there is none."""
        return find_fact(id, [self])

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def figure(self, name: str) -> Any:
        """Return a printed figure by fact and key, such as ``GL-034.weight_min``; raise LookupError where it is not."""
        id, _, path = name.partition(".")
        return self.by_id[id].figure(path)

    def verify(self) -> tuple[Tied, ...]:
        """Compute every tie again from the figures, exactly."""
        return tuple(self._tied(tie) for tie in self.ties)

    def _tied(self, tie: Tie) -> Tied:
        computed = tie.expression.compute(self.figure)
        if isinstance(tie.claimed, NotStated):
            return Tied(tie, computed, NOT_STATED, _agreement(computed, True, tie.tolerance))
        claimed = tie.claimed.compute(self.figure)
        return Tied(tie, computed, claimed, _agreement(computed, claimed, tie.tolerance))

    def __repr__(self) -> str:
        return f"<FactRegister {self.id}: {len(self.facts)} facts, {len(self.ties)} ties>"


def _agreement(computed: Computed | NotStated, claimed: Computed | NotStated, tolerance: Fraction) -> Agreement:
    if isinstance(computed, NotStated) or isinstance(claimed, NotStated):
        return Agreement.UNDETERMINED
    if isinstance(computed, bool) or isinstance(claimed, bool):
        whether = {True: Agreement.AGREES, False: Agreement.DIFFERS}
        return whether[computed is claimed] if isinstance(computed, bool) else Agreement.DERIVED
    return Agreement.AGREES if abs(computed - claimed) <= tolerance else Agreement.DIFFERS


def find_fact(id: str, registers: Iterable[FactRegister]) -> Fact:
    """Return a fact by its number, in capital or small letters, from one of several registers.

    Raises
    ------
    NotFoundError
        When none has it; the nearest numbers are suggested.
    """
    registers = tuple(registers)
    for register in registers:
        found = register.by_id.get(id) or register.by_id.get(id.upper())
        if found is not None:
            return found
    hint = Suggestion.build(id, [fact.id for register in registers for fact in register])
    raise NotFoundError([NO_SUCH_FACT(fact=id, hint=hint)])
