"""Draws of steps on money that units are given, and on who keeps their accounts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Yuan
from basegov.reforms.funds import MoveAccounting, PoolStreams, SetFundMode, ShareCost, TopUp
from basegov.reforms.steps import Step
from basegov.structure.funds import Funding, FundMode
from basegov.structure.organisations import Department, PartyOrgan
from basegov.structure.records import kinds_of, record_type
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Street
from basegov.testing.actions.draws import draws, optional, pick, selected, word

YEARS = st.sampled_from((2026, 2027))
PURPOSES = word("work", "running", "service")


def _payers(structure: Structure) -> st.SearchStrategy[str]:
    """Return a strategy of those who pay for communities: their street, or a department."""
    return st.sampled_from(["street", *(node.id for node in structure.records(Department))])


def _communities(draw: st.DrawFn, structure: Structure) -> Selector | None:
    """Draw some communities that lie in a street."""
    lie = [one for one in structure.records(Community) if structure.ancestor(one.id, Street) is not None]
    return selected(draw, structure, Community) if len(lie) == len(structure.records(Community)) else None


@draws(SetFundMode)
def set_fund_mode(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Fund some communities in a way."""
    units = _communities(draw, structure)
    if units is None:
        return None
    terms = optional(
        draw,
        payer=_payers(structure),
        amount=st.integers(0, 9).map(lambda n: Yuan(n * 10_000)),
        earmarked=st.booleans(),
    )
    purposes = draw(st.lists(PURPOSES, min_size=1, max_size=2, unique=True))
    mode = draw(st.sampled_from(FundMode))
    return SetFundMode(units=units, purposes=purposes, mode=mode, year=draw(YEARS), **terms)


@draws(TopUp)
def top_up(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Top the funds of some communities up to a standard."""
    units = _communities(draw, structure)
    if units is None:
        return None
    standard = Yuan(draw(st.integers(1, 50)) * 10_000)
    terms = optional(draw, payer=_payers(structure))
    return TopUp(units=units, standard=standard, purpose=draw(PURPOSES), year=draw(YEARS), **terms)


@draws(ShareCost)
def share_cost(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let the street and a department bear a cost by parts."""
    units, departments = _communities(draw, structure), [node.id for node in structure.records(Department)]
    if units is None or not departments:
        return None
    parts: Any = {"street": draw(st.integers(1, 3)), draw(st.sampled_from(departments)): draw(st.integers(1, 3))}
    amount = Yuan(draw(st.integers(1, 9)) * 10_000)
    return ShareCost(units=units, purpose=draw(PURPOSES), amount=amount, payers=parts, year=draw(YEARS))


@draws(PoolStreams)
def pool_streams(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Put the funds of a unit that are not free of earmarks under a party organ."""
    flow = pick(draw, [one for one in structure.records(Funding) if one.earmarked is not False])
    organ = pick(draw, structure.records(PartyOrgan))
    if flow is None or organ is None:
        return None
    unit = structure.node(flow.unit)
    kind = record_type(type(unit)).kind
    units = Selector(kind=kind if kind in kinds_of(type(unit)) else "node", ids=(unit.id,))
    return PoolStreams(units=units, under=organ.id, **optional(draw, purposes=st.just((flow.purpose,))))


@draws(MoveAccounting)
def move_accounting(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let streets keep their own accounts, or a department do it for them."""
    units, departments = selected(draw, structure, Street), [node.id for node in structure.records(Department)]
    if units is None:
        return None
    terms = optional(draw, to=st.sampled_from(["self", *departments]), budget_unit=st.booleans())
    return MoveAccounting(units=units, **terms)
