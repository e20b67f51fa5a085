"""The makers of the library's own rules, a module for each module of rules. Importing this registers them all."""

from basegov.testing.drafts.makers import (
    appraisal,
    forces,
    grids,
    income,
    management,
    motions,
    organisations,
    party,
    powers,
    properties,
    rights,
    roles,
    steering,
    transfers,
    units,
)
from basegov.testing.drafts.makers.registry import MAKERS, maker_of, makes

__all__ = [
    "MAKERS", "appraisal", "forces", "grids", "income", "maker_of", "makes", "management", "motions", "organisations",
    "party", "powers", "properties", "rights", "roles", "steering", "transfers", "units",
]  # fmt: skip
