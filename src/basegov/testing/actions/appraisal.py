"""Draws of steps on appraisal shares."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Share
from basegov.reforms.appraisal import Giver, RaiseAppraisalShare, SetAppraisalShare
from basegov.reforms.steps import Step
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.records import kinds_of, record_type
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit
from basegov.testing.actions.draws import draws, pick

_TENTHS = st.integers(0, 10).map(lambda tenths: Share(Fraction(tenths, 10)))


def _whose(draw: st.DrawFn, structure: Structure) -> dict[str, Any] | None:
    """Draw a subject that is appraised, the round, who gains, and who gives."""
    row = pick(draw, structure.records(Appraisal))
    if row is None:
        return None
    subject = structure.node(row.subject)
    rows = structure.where(Appraisal, subject=row.subject, period=row.period)
    others = [node.id for node in structure.records(Unit) if node.id != row.subject]
    evaluator = draw(st.sampled_from([*(one.evaluator for one in rows), *others]))
    givers: list[Giver | str] = [*Giver, *(one.evaluator for one in rows if one.evaluator != evaluator)]
    kind = record_type(type(subject)).kind
    found: dict[str, Any] = {
        "subjects": Selector(kind=kind if kind in kinds_of(type(subject)) else "node", ids=(subject.id,)),
        "evaluator": evaluator,
        "from_": draw(st.sampled_from(givers)),
    }
    return found if not isinstance(row.period, Period) else {**found, "period": row.period}


@draws(SetAppraisalShare)
def set_appraisal_share(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set a share, exactly or from below."""
    terms = _whose(draw, structure)
    if terms is None:
        return None
    floor = _TENTHS.map(lambda share: Share.between(share.low, None))
    return SetAppraisalShare(share=draw(_TENTHS | floor), **terms)


@draws(RaiseAppraisalShare)
def raise_appraisal_share(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Raise a share, by an amount or by some."""
    terms = _whose(draw, structure)
    if terms is None:
        return None
    return RaiseAppraisalShare(by=draw(st.sampled_from([Share("> 0%"), Share("10%"), Share("5%")])), **terms)
