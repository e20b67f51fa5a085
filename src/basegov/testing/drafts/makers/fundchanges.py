"""Making what a change does to money: how much more or less there is, and which part one purpose has in it."""

from __future__ import annotations

from fractions import Fraction

from basegov.exact import Exact
from basegov.quantities import Number, Yuan
from basegov.reforms.funds import SetFundMode
from basegov.reforms.steps import Step
from basegov.rules.fundchanges import FundsChange, FundShareRises
from basegov.rules.rule import Rule
from basegov.structure.funds import Funding, FundMode
from basegov.structure.records import Node, record_type
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.makers.funds import flow, payer_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.makers.training import year_of
from basegov.testing.drafts.sums import Amount, amount_in, bound_sum, sums_of
from basegov.texts import Text

_USUAL, _OTHER = "work", "running"
Lines = dict[Funding, Amount]
"""What is paid before, each with how much is paid after."""


def _line(draft: ChangeDraft, rule: Rule, unit: Node, purpose: str) -> None:
    """Let money be paid to a unit for a purpose before and after: how much is still open."""
    year = year_of(draft)
    before = flow(draft, rule, unit, year, purpose, payer_of(draft, unit, None))
    lines: Lines = draft.once(("lines of money",), dict)
    if any(known.key == before.key for known in lines):
        return
    after = lines[before] = Amount(("paid after", *before.key[1:]), Yuan, least=0)

    def step(structure: Structure) -> Step:
        amount = Yuan(sums_of(draft).value(after))
        units = Selector(kind=record_type(type(unit)).kind, ids=(unit.id,))
        return SetFundMode(
            units=units, purposes=(purpose,), mode=FundMode.FIXED, payer=before.payer, year=year, amount=amount
        )

    draft.then(after.at, step, order=40)


def _lines(draft: ChangeDraft, unit: Node) -> Lines:
    """Return what is paid to a unit before and after."""
    lines: Lines = draft.once(("lines of money",), dict)
    return {before: after for before, after in lines.items() if before.unit == unit.id}


@makes(FundsChange)
def funds_change(rule: FundsChange, draft: ChangeDraft) -> None:
    """Let the funds change by an amount in the range; for a miss by a yuan too much or too little."""
    draft.close(rule.unit.kind)
    units = draft.need(rule.unit)
    for number, group in enumerate([[unit] for unit in units] if rule.each else [list(units)]):
        subject = group[0].id if rule.each else None
        terms = []
        for unit in group:
            purposes = {line.purpose for line in _lines(draft, unit)}
            if not purposes or (rule.purposes and purposes.isdisjoint(rule.purposes)):
                _line(draft, rule, unit, rule.purposes[0] if rule.purposes else _USUAL)
            for before, after in _lines(draft, unit).items():
                if not rule.purposes or before.purpose in rule.purposes:
                    terms += [(after, 1), (amount_in(before, "amount"), -1)]
        wanted = draft.aim(rule, rule.by, subject)
        words = Text(f"change in the funds of {group[0].label}", f"{group[0].label}的经费变化")
        bound_sum(draft, rule, number, words, terms, wanted)


@makes(FundShareRises)
def fund_share_rises(rule: FundShareRises, draft: ChangeDraft) -> None:
    """Let the part of the purpose rise by enough; for a miss by just too little.

    What is paid before is chosen first, so that what is asked of the amounts after it is a bound on their sum.
    """
    draft.close(rule.unit.kind)
    least = Fraction(0) if rule.at_least is None else Fraction(rule.at_least.low or 0)
    is_open = rule.at_least is None or rule.at_least.low_open
    was = min(Fraction(1, 10), (1 - least) / 2)
    for unit in draft.need(rule.unit):
        for purpose in (rule.purpose, _OTHER if rule.purpose == _USUAL else _USUAL):
            _line(draft, rule, unit, purpose)
        own = {b: a for b, a in _lines(draft, unit).items() if b.purpose == rule.purpose}
        rest = {b: a for b, a in _lines(draft, unit).items() if b not in own}
        words = Text(f"share of {rule.purpose} of {unit.label}", f"{unit.label}的 {rule.purpose} 占比")
        whole = 1000 * draft.whole(("funds before", unit.id), 1, 5)
        for label, lines, amount in (("own", own, was * whole), ("rest", rest, (1 - was) * whole)):
            paid: Exact = amount.numerator if amount.denominator == 1 else amount
            terms = [(amount_in(before, "amount"), 1) for before in lines]
            bound_sum(draft, rule, (unit.id, label), words, terms, Number.between(paid, paid))
        after = [(a, 1) for a in (*own.values(), *rest.values())]
        bound_sum(draft, rule, (unit.id, "after"), words, after, Number.between(1, None))
        inside = Number.between(0, None, low_open=is_open)
        beyond = Number(0) if is_open else Number.between(-1, 0, high_open=True)
        part = was + least
        parts = [*((a, 1 - part) for a in own.values()), *((a, -part) for a in rest.values())]
        bound_sum(draft, rule, unit.id, words, parts, beyond if draft.misses(rule, unit.id) else inside)
