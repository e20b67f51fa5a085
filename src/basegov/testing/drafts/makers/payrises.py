"""Making pay before and after a change: nobody's falls, and it rises on average by as much as a rule asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from basegov.quantities import Number, Yuan
from basegov.reforms.pay import AdoptPayRule
from basegov.rules.payrises import MeanPayRise, PayNotFalling
from basegov.structure.employment import Career, career_of
from basegov.structure.factors import ANY
from basegov.structure.pay import PayComponent, PayRule
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.counts import range_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.sums import Amount, bound_sum, sums_of
from basegov.texts import Text

_BEFORE, _AFTER = "before", "after"
FACTOR: Final = "pay_line"
"""The factor of a career by which everybody has amounts of their own."""
_USUAL = "basic"


class PayBeforeAndAfter:
    """One pay rule that gives everybody of whom rules speak amounts of their own, before a change and after it.

    Parameters
    ----------
    draft : ChangeDraft
        The draft.
    """

    def __init__(self, draft: ChangeDraft) -> None:
        self._draft = draft
        self._components: list[str] = []
        self._lines: dict[str, str] = {}
        self._rule: PayRule = draft.make("pay_rule")
        draft.touch_up(("pay before",), self._pay_before)
        draft.then(("pay after",), lambda before: AdoptPayRule(pay_rule=self._with_amounts(_AFTER)), order=40)

    def component(self, name: str | None) -> None:
        """See to it that there is a component of a name, or any at all."""
        if name not in self._components and (name is not None or not self._components):
            self._components.append(_USUAL if name is None else name)
            self._draft.mark += 1

    def person(self, id: str) -> None:
        """Give somebody amounts of their own."""
        if id not in self._lines:
            self._lines[id] = f"line-{len(self._lines) + 1}"
            self._draft.mark += 1

    def rise(self, id: str, component: str | None) -> list[tuple[Amount, int]]:
        """Return by how much the pay of somebody, or a component of it, rises: amounts after less amounts before."""
        names = self._components if component is None else [component]
        return [(self._amount(n, id, side), sign) for n in names for side, sign in ((_AFTER, 1), (_BEFORE, -1))]

    @staticmethod
    def _amount(component: str, id: str, side: str) -> Amount:
        return Amount(("pay", component, id, side), Yuan, least=0)

    def _with_amounts(self, side: str) -> PayRule:
        sums = sums_of(self._draft)
        components = []
        for name in self._components:
            rows = {line: Yuan(sums.value(self._amount(name, id_, side))) for id_, line in self._lines.items()}
            components.append(PayComponent(name=name, by=(FACTOR,), amounts={**rows, ANY: Yuan(0)}, complete=True))
        return attrs.evolve(self._rule, components=tuple(components))

    def _pay_before(self, made: Structure) -> Iterable[Record]:
        yield self._with_amounts(_BEFORE)
        for id_, line in self._lines.items():
            career = career_of(made, id_) or Career(staff=id_)
            yield attrs.evolve(career, other={**career.other, FACTOR: line})


def _pay(draft: ChangeDraft) -> PayBeforeAndAfter:
    return draft.once(("pay before and after",), lambda: PayBeforeAndAfter(draft))


def _people(rule: PayNotFalling | MeanPayRise, draft: ChangeDraft, component: str | None) -> list[Staff]:
    """Return of whom a rule speaks, after giving everybody amounts of their own."""
    draft.close(rule.staff.kind)
    people = [person for person in draft.need(rule.staff) if isinstance(person, Staff)]
    _pay(draft).component(component)
    for person in people:
        _pay(draft).person(person.id)
    return people


@makes(PayNotFalling)
def pay_not_falling(rule: PayNotFalling, draft: ChangeDraft) -> None:
    """Let nobody's pay, or component of it, fall; for a miss somebody's falls by a yuan."""
    for person in _people(rule, draft, rule.component):
        words = Text(f"rise of the pay of {person.label}", f"{person.label}的薪酬增幅")
        fall = Number.between(-1, 0, high_open=True)
        wanted = fall if draft.misses(rule, person.id) else Number.between(0, None)
        bound_sum(draft, rule, person.id, words, _pay(draft).rise(person.id, rule.component), wanted)


@makes(MeanPayRise)
def mean_pay_rise(rule: MeanPayRise, draft: ChangeDraft) -> None:
    """Let pay rise on average by an amount in the range; for a miss by a yuan too little or too much."""
    people = _people(rule, draft, None)
    wanted = draft.aim(rule, range_of(rule))
    terms = [term for person in people for term in _pay(draft).rise(person.id, None)]
    together = None
    if wanted is not None:
        ends = [None if end is None else end * len(people) for end in (wanted.low, wanted.high)]
        together = Number.between(*ends, low_open=wanted.low_open, high_open=wanted.high_open)
    bound_sum(draft, rule, "mean", Text("mean rise of pay", "薪酬平均增幅"), terms, together)
