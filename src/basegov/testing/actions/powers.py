"""Draws of steps that give one right."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.reforms.powers import GrantRight
from basegov.reforms.steps import Step
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.terms import StrengthRange
from basegov.testing.actions.draws import draws, optional, pick, pick_some, selected, word

MATTERS = ("appoint_remove", "appraise", "reward_punish", "daily_work")
STRENGTHS = word("recommend", "decide", ">= recommend", "granted").map(StrengthRange.parse)


def terms_of_right(draw: st.DrawFn, structure: Structure) -> dict[str, Any] | None:
    """Draw who gets a right over which agencies, and on what terms."""
    over, departments = selected(draw, structure, DispatchedAgency), structure.records(Department)
    holder: Node | None = pick(draw, [*structure.records(Street), *departments])
    if over is None or holder is None:
        return None
    consent = st.sampled_from([(), *((node.id,) for node in departments)])
    scope, conditions = st.just("section_cadre"), st.just(("after_hearing",))
    terms = optional(draw, conditions=conditions, scope=scope, consent_of=consent)
    return {"holder": holder.id, "over": over, **terms}


@draws(GrantRight)
def grant_right(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give a right over agencies to a street or a department."""
    terms = terms_of_right(draw, structure)
    if terms is None:
        return None
    return GrantRight(matters=pick_some(draw, MATTERS, most=2), strength=draw(STRENGTHS), **terms)
