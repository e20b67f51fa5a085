"""Draws: for every step class that comes with the library, how to make such a step for a given structure.

Importing this package registers them all: each family's module is imported here, and here alone.
"""

from basegov.testing.actions import (
    admission,
    agencies,
    appraisal,
    assessments,
    bundles,
    devolution,
    forces,
    functions,
    items,
    management,
    mergers,
    organisations,
    party,
    powers,
    recall,
    rights,
    staffing,
    steering,
    together,
)
from basegov.testing.actions.draws import DECREE, DRAWS, Draw, drawable, draws, reform_of, reforms, steps

__all__ = [
    "DECREE",
    "DRAWS",
    "Draw",
    "admission",
    "agencies",
    "appraisal",
    "assessments",
    "bundles",
    "devolution",
    "drawable",
    "draws",
    "forces",
    "functions",
    "items",
    "management",
    "mergers",
    "organisations",
    "party",
    "powers",
    "recall",
    "reform_of",
    "reforms",
    "rights",
    "staffing",
    "steering",
    "steps",
    "together",
]
