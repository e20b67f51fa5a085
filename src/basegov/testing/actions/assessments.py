"""Draws of steps on assessments."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.quantities import Share
from basegov.reforms.assessments import AddIndicator, SetNoticeCadence
from basegov.reforms.steps import Step
from basegov.structure.appraisal import Period
from basegov.structure.assessments import AssessmentIndicator
from basegov.structure.organisations import DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import chosen, draws, optional, selected, word

_INDICATORS = word("response", "enforcement_volume", "satisfaction")


@draws(AddIndicator)
def add_indicator(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let an indicator count where it does not count yet."""
    indicator = draw(_INDICATORS)
    taken = {row.subject for row in structure.where(AssessmentIndicator, indicator=indicator)}
    subjects = chosen(draw, [n for n in structure.records(DispatchedAgency) if n.id not in taken], "dispatched_agency")
    terms = optional(draw, period=st.sampled_from(Period), weight=st.just(Share("10%")))
    return None if subjects is None else AddIndicator(subjects=subjects, indicator=indicator, **terms)


@draws(SetNoticeCadence)
def set_notice_cadence(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Have the results of agencies notified regularly."""
    subjects = selected(draw, structure, DispatchedAgency)
    if subjects is None:
        return None
    terms = optional(
        draw,
        into=st.sampled_from(Period),
        issuer=st.sampled_from([node.id for node in structure.records(Street)] or ["street"]),
    )
    return SetNoticeCadence(
        subjects=subjects, indicator=draw(_INDICATORS), every=draw(st.sampled_from(Period)), **terms
    )
