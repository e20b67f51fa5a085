"""The items of policy tests: a case with its row, a claim for all values of a range; and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from basegov.casework.traces import Trace
from basegov.dates import Date
from basegov.errors import BasegovError, Location
from basegov.io.loading import InFile
from basegov.io.overrides import Overrides
from basegov.io.places import Path
from basegov.io.policytests import GivenTrace, Template
from basegov.io.templates import written
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.rules.rule import Rule, structure_of
from basegov.rules.verdicts import Verdict
from basegov.structure.snapshot import Structure
from basegov.testing.drawing import Drawn, smallest
from basegov.testing.expecting import Expectation, Mismatch, mismatches
from basegov.testing.library import Library, overridden
from basegov.texts import Language

if TYPE_CHECKING:
    from basegov.testing.making import Maker

World = Structure | Change | Trace


@attrs.define(eq=False, slots=False, kw_only=True)
class Case:
    """One item: what is judged, and what is expected.

    Parameters
    ----------
    name : str
        The name of the case, with the values of its row in brackets.
    location : Location
        Where it stands.
    row : mapping
        The values of its parameters.
    before : Structure
        The structure, with its overrides.
    reform : Reform, optional
        What is applied before it is judged.
    after : Overrides
        What differs in the structure after the reform.
    trace : GivenTrace, optional
        The log of cases that is judged.
    on : Date, optional
        The day on which the rules are asked.
    everywhere : bool
        Whether rules made for another area are asked too.
    expectations : tuple of Expectation
        What is expected.
    """

    name: str
    location: Location
    row: Mapping[str, Any]
    before: Structure
    reform: Reform | None
    after: Overrides
    trace: GivenTrace | None
    on: Date | None
    everywhere: bool
    expectations: tuple[Expectation, ...]
    library: Library
    infile: InFile
    path: Path

    @property
    def samples(self) -> tuple[Case, ...]:
        """The cases that stand for this item: itself."""
        return (self,)

    @cached_property
    def world(self) -> World:
        """What is judged: the structure, the change, or the trace on what there is in the end.

        Raises
        ------
        BasegovError
            When the reform cannot be applied, or the cases of the trace contradict each other.
        """
        return self._changed if self.trace is None else self.trace.on(structure_of(self._changed))

    @property
    def _changed(self) -> Structure | Change:
        nothing = self.after == Overrides()
        if self.reform is None and nothing:
            return self.before
        change = Change(self.before, self.before) if self.reform is None else self.library.change(
            self.before, self.reform
        )  # fmt: skip
        if nothing:
            return change
        after = overridden(change.after, self.after, self.infile, (*self.path, "overrides_after"))
        if after is None:
            self.infile.fail()
        return attrs.evolve(change, after=after)

    def verdicts(self, rule: Rule) -> tuple[Verdict, ...]:
        """Return what a rule says of the case."""
        return rule.check(self.world, self.on, everywhere=self.everywhere)

    def mismatches(self, rules: Mapping[tuple[str, str], Rule] | None = None) -> tuple[Mismatch, ...]:
        """Return the lines that are not kept; `rules` puts other rules in the place of some, or leaves them alone."""
        asked = {line.key: line.rule for line in self.expectations} if rules is None else rules
        lines = [line for line in self.expectations if line.key in asked]
        return mismatches(lines, {line.key: self.verdicts(asked[line.key]) for line in lines})

    def dropped(self, key: tuple[str, str]) -> tuple[Mismatch, ...]:
        """Return the lines that are not kept when a rule is not there at all."""
        return mismatches([line for line in self.expectations if line.key == key], {})

    def run(self) -> Result:
        """Ask the rules, and hold their answers against what is expected."""
        try:
            return Result(self, self.mismatches())
        except BasegovError as error:
            return Result(self, (), error)


@attrs.frozen(eq=False)
class Result:
    """What came of one item.

    Parameters
    ----------
    case : Case or Claim
        The item.
    mismatches : tuple of Mismatch
        What is not as expected; none when it passed.
    error : BasegovError, optional
        Why nothing could be judged: the reform cannot be applied.
    row : mapping
        The smallest values for which a claim does not hold.
    """

    case: Case | Claim
    mismatches: tuple[Mismatch, ...] = ()
    error: BasegovError | None = None
    row: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.mismatches and self.error is None

    def text(self, lang: Language = "en") -> str:
        """Return the result in words: every line that is not kept, with place, expected and found."""
        zh = lang == "zh"
        if self.passed:
            return f"{self.case.name}{'：通过' if zh else ': passed'}"
        lines = [f"{self.case.location}: {self.case.name}"]
        if self.row:
            values = ", ".join(f"{name} = {written(value)}" for name, value in self.row.items())
            lines.append(f"反例（最简）：{values}" if zh else f"smallest counterexample: {values}")
        if self.error is not None:
            lines.append(self.error.text(lang))
        return "\n".join([*lines, *(mismatch.text(lang) for mismatch in self.mismatches)])

    def __repr__(self) -> str:
        return f"<Result {self.case.name}: {'passed' if self.passed else 'failed'}>"


@attrs.define(eq=False, slots=False, kw_only=True)
class Claim:
    """One item that is a claim for all values of its parameters.

    Parameters
    ----------
    name : str
        Its name.
    location : Location
        Where it stands.
    examples : int
        How many examples are tried, after the ends of the ranges.
    draws : mapping of str to Drawn
        The values of each parameter.
    maker : Maker
        Makes the case of a row.
    template : Template
        The case before its parameters are filled in.
    """

    name: str
    location: Location
    examples: int
    draws: Mapping[str, Drawn]
    maker: Maker
    template: Template

    @cached_property
    def samples(self) -> tuple[Case, ...]:
        """The cases at the ends of the ranges."""
        ends = {name: drawn.ends for name, drawn in self.draws.items()}
        rows: list[dict[str, Any]] = []
        for number in range(max(map(len, ends.values()))):
            rows.append({name: values[min(number, len(values) - 1)] for name, values in ends.items()})
        return tuple(map(self.case, rows))

    @property
    def expectations(self) -> tuple[Expectation, ...]:
        """What is expected at the first end of the ranges."""
        return self.samples[0].expectations

    def case(self, row: Mapping[str, Any]) -> Case:
        """Return the case of one row; raise InputError when a value cannot stand where it is to."""
        case = self.maker.case(self.template, row)
        if case is None:
            self.template.infile.fail()
        return case

    def run(self) -> Result:
        """Try the ends of the ranges and then examples; return the smallest one that fails."""
        row = smallest(self.draws, self.examples, lambda row: self.case(row).run().passed,
                       [case.row for case in self.samples])  # fmt: skip
        return Result(self) if row is None else attrs.evolve(self.case(row).run(), case=self, row=row)
