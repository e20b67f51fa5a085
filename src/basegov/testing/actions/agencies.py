"""Draws of steps that localise dispatched agencies."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.agencies import AbsorbAgencies, TransferTeams
from basegov.reforms.steps import Step
from basegov.structure.management import Dimension
from basegov.structure.organisations import DispatchedAgency, InternalBody
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import chosen, draws, optional, pick, selected


@draws(TransferTeams)
def transfer_teams(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Transfer agencies or teams as wholes to a street, perhaps with their managers."""
    teams, street = selected(draw, structure, DispatchedAgency), pick(draw, structure.records(Street))
    if teams is None or street is None:
        return None
    managers = st.dictionaries(st.sampled_from(Dimension), st.just(street.id), min_size=1, max_size=2)
    return TransferTeams(teams=teams, to=street.id, **optional(draw, managers=managers))


@draws(AbsorbAgencies)
def absorb_agencies(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Make agencies part of an internal body."""
    agencies = chosen(draw, structure.records(DispatchedAgency), "dispatched_agency")
    body = pick(draw, structure.records(InternalBody))
    return None if agencies is None or body is None else AbsorbAgencies(agencies=agencies, into=body.id)
