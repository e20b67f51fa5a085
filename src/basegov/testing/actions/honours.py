"""Draws of steps over honours, awards, bonuses and the assessment of staff."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Yuan
from basegov.reforms.honours import AssessStaff, AwardHonours, DivideBonus, GrantAward
from basegov.reforms.steps import Step
from basegov.structure.appraisal import Period
from basegov.structure.headcounts import people_in
from basegov.structure.honours import BonusPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, Street
from basegov.testing.actions.draws import draws, optional, pick, pick_some, selected, word

_YEAR = 2026


@draws(AwardHonours)
def award_honours(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give an honour for years of service among some people."""
    staff = selected(draw, structure, Staff)
    if staff is None:
        return None
    honour = draw(word("certificate", "medal"))
    return AwardHonours(staff=staff, years=draw(st.integers(1, 30)), honour=honour)


@draws(GrantAward)
def grant_award(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Grant an award within the limit of the step; the amount may be left out."""
    holder = pick(draw, [*structure.records(Staff), *structure.records(Community)])
    if holder is None:
        return None
    amount = draw(st.integers(0, 50))
    terms: dict[str, st.SearchStrategy[Any]] = {
        "amount": st.just(amount * 1000),
        "at_most": st.integers(amount, 100).map(lambda n: n * 1000),
        "level": word("municipal", "provincial"),
        "at_least_level": st.just("municipal"),
    }
    return GrantAward(holder=holder.id, honour=draw(word("award", "prize")), **optional(draw, **terms))


@draws(DivideBonus)
def divide_bonus(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Divide a pool among some people, equally, by weights or by given amounts; it may have been divided before."""
    pools = {pool.unit: pool for pool in structure.where(BonusPool, year=_YEAR)}
    known = {unit: int(p.total.exact) for unit, p in pools.items() if isinstance(p.total, Yuan) and p.total.exact}
    unit = pick(draw, [u.id for u in structure.records(Street) if u.id in known or u.id not in pools])
    counted = [group for group in structure.records(StaffGroup) if people_in(structure, group).exact]
    some = [pick_some(draw, nodes, most=2) for nodes in (structure.records(Staff), counted)]
    people = [person.id for nodes in some for person in nodes]
    if unit is None or not people:
        return None
    total = known.get(unit)
    terms: dict[str, Any] = {}
    if total is None:
        total = draw(st.integers(1, 9999))
        terms["total"] = total
    way = draw(word("equal", "weights", "amounts"))
    if way == "weights":
        terms["weights"] = {id_: draw(st.integers(1, 9)) for id_ in people}
    if way == "amounts":
        whole = pools[unit].total if unit in pools else Yuan(total)
        terms["amounts"] = {people[0]: whole}
    return DivideBonus(unit=unit, year=_YEAR, staff={"kind": "node", "ids": people}, **terms)


@draws(AssessStaff)
def assess_staff(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Arrange that somebody, or everyone in a unit, is assessed."""
    subject = pick(draw, [*structure.records(Staff), *structure.records(Community), *structure.records(Street)])
    if subject is None:
        return None
    terms = optional(draw, period=st.sampled_from(Period), uses=st.just(("honours", "pay")))
    return AssessStaff(subject=subject.id, **terms)
