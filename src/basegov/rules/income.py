"""Rules over streams of income: which part of one stays with whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Share
from basegov.rules.demands import Demand, performing
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.functions import about, lists_all_about
from basegov.structure.income import IncomeAssignment, IncomeStream
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


def _share(value: Any) -> Share | None:
    return None if value is None else Share(value)


@rule(en="income kept", zh="收入归属")
@attrs.frozen(kw_only=True)
class KeepsIncome(NodeRule):
    """A unit must be given a certain part of a stream of income.

    Predicate: ``share(stream, unit)`` lies in the range; with neither bound the document gives no number.
    *Undetermined* while the share is not stated, or none is recorded and assignments are not all listed (an `Inventory`
    of ``income_assignment``). Whoever is to have income from a function has to perform it: the clause contradicts one
    that takes the function away.

    Parameters
    ----------
    unit : Selector
        Who is given it.
    stream : str
        Which stream.
    function : str, optional
        The function from which it flows, where the structure does not say.
    exactly, at_least : Share, optional
        Which part.

    Notes
    -----
    Used by XZ-059 (all of the tax-governance income of a street), XZ-060 (all fines and confiscations).
    """

    unit: Selector = attrs.field(converter=as_selector)
    stream: str
    function: str | NotStated = NOT_STATED
    exactly: Share | None = attrs.field(default=None, converter=_share)
    at_least: Share | None = attrs.field(default=None, converter=_share)

    beside: ClassVar[frozenset[str]] = frozenset({"function"})

    def __attrs_post_init__(self) -> None:
        if self.exactly is not None and self.at_least is not None:
            what = Text("exactly stands beside at_least", "exactly 不能与 at_least 并用")
            raise InputError([BAD_PARAMETERS(rule=self.id or "keeps_income", what=what)])

    @property
    def selector(self) -> Selector:
        """Who is given it."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """The share of the stream."""
        return Measure("income_share", "share", Text(f"share of {self.stream}", f"{self.stream} 的归属比例"))

    @property
    def requirement(self) -> Requirement:
        """The part required."""
        return Bound(self.wanted)

    @property
    def wanted(self) -> Share | NotStated:
        """The part that the unit is to be given."""
        if self.exactly is not None:
            return self.exactly
        return NOT_STATED if self.at_least is None else self.at_least.upwards()

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return which part of the stream a unit is given."""
        given = [
            r for r in about(structure, IncomeAssignment, "unit", node.id)
            if isinstance(r, IncomeAssignment) and r.stream == self.stream
        ]  # fmt: skip
        evidence = tuple(
            Evidence(Text(f"{node.label}: {r.share.text('en')}", f"{node.label}：{r.share.text('zh')}"), r.source)
            for r in given
        )
        if given:
            share = Share.unknown() if isinstance(given[0].share, NotStated) else given[0].share
        else:
            share = Share(0) if lists_all_about(structure, node.id, "income_assignment") else Share.unknown()
        words = Text(f"which part of {self.stream} {node.label} is given", f"{node.label}分得 {self.stream} 的比例")
        return Measurement(value=share, missing=(Missing(node.id, "income_assignment", words),), evidence=evidence)

    def demands(self, structure: Structure) -> Iterator[Demand]:
        """Yield that the unit performs the function from which the stream flows, as far as it is to have any of it."""
        wanted = self.wanted
        if isinstance(wanted, NotStated) or 0 in wanted:
            return
        stream = structure.get(self.stream)
        functions = {self.function, stream.function if isinstance(stream, IncomeStream) else NOT_STATED}
        words = Text(f"income from {self.stream}", f"保有 {self.stream}")
        for node in self.unit.select(structure).sure:
            yield from (
                performing(structure, node, f, wanted=True, because=words) for f in functions if isinstance(f, str)
            )
