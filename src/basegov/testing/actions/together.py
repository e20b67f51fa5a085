"""The draw of several steps that are one."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.steps import Step
from basegov.reforms.together import Together
from basegov.structure.snapshot import Structure
from basegov.testing.actions.draws import drawable, draws, reforms


@draws(Together)
def together(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Do two or three steps as one; none of them is itself such a step."""
    inner = [cls for cls in drawable() if not issubclass(cls, Together)]
    return Together(steps=draw(reforms(structure, inner, min_size=2, max_size=3)).steps) if inner else None
