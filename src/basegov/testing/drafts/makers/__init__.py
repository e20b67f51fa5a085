"""The makers of the library's own rules, a module for each module of rules. Importing this registers them all."""

from basegov.testing.drafts.makers import (
    agencies,
    appraisal,
    assessments,
    bundles,
    devolution,
    evaluators,
    functions,
    management,
    powers,
    properties,
    units,
)
from basegov.testing.drafts.makers.registry import MAKERS, maker_of, makes

__all__ = [
    "MAKERS", "agencies", "appraisal", "assessments", "bundles", "devolution", "evaluators", "functions", "maker_of",
    "makes", "management", "powers", "properties", "units",
]  # fmt: skip
