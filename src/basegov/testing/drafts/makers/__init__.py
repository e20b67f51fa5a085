"""The makers of the library's own rules, a module for each module of rules. Importing this registers them all."""

from basegov.testing.drafts.makers import (
    admission,
    agencies,
    appraisal,
    assessments,
    bundles,
    certificates,
    closure,
    devolution,
    entries,
    evaluators,
    functions,
    items,
    listchanges,
    management,
    performed,
    powers,
    properties,
    units,
)
from basegov.testing.drafts.makers.registry import MAKERS, maker_of, makes

__all__ = [
    "MAKERS", "admission", "agencies", "appraisal", "assessments", "bundles", "certificates", "closure", "devolution",
    "entries", "evaluators", "functions", "items", "listchanges", "maker_of", "makes", "management", "performed",
    "powers", "properties", "units",
]  # fmt: skip
