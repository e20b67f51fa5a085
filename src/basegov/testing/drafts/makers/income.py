"""Making assignments of income: who is given which part of a stream."""

from __future__ import annotations

from basegov.rules.income import KeepsIncome
from basegov.structure.income import IncomeAssignment
from basegov.structure.selection import Selector
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes


@makes(KeepsIncome)
def keeps_income(rule: KeepsIncome, draft: Draft) -> None:
    """Give every unit a share of the stream in the range."""
    draft.need(Selector(kind="income_stream", ids=(rule.stream,)))
    for unit in draft.need(rule.unit):
        given = draft.link(IncomeAssignment(stream=rule.stream, unit=unit.id), name_of(rule))
        draft.within(given, "share", draft.aim(rule, rule.wanted, unit.id), rule)
    draft.close(rule.unit.kind)
