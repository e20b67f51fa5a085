"""The makers of the library's own rules, a module for each module of rules. Importing this registers them all."""

from basegov.testing.drafts.makers import (
    appraisal,
    assets,
    fates,
    guarantees,
    likeness,
    management,
    mergers,
    packages,
    powers,
    properties,
    reorganisation,
    units,
)
from basegov.testing.drafts.makers.registry import MAKERS, maker_of, makes

__all__ = [
    "MAKERS",
    "appraisal",
    "assets",
    "fates",
    "guarantees",
    "likeness",
    "maker_of",
    "makes",
    "management",
    "mergers",
    "packages",
    "powers",
    "properties",
    "reorganisation",
    "units",
]
