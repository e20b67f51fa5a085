"""The registry of diagnostics: every mistake that the library names, with a stable code and its text in both languages.

A module for each concern. The first digit of a code is its room: 1 files, 2 values in files, 3 structures, 4 rules and
policies, 5 reforms, 6 the command line and calls from Python, 7 the testing kit, 8 cases, traces and facts. A code is
never given to another mistake.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Final

from basegov.errors import DiagnosticKind
from basegov.texts import Text

DIAGNOSTICS: Final[dict[str, DiagnosticKind]] = {}
"""What has been defined so far, by its code: a module of diagnostics is read when something that needs it is."""


def define(code: str, en: str, zh: str, mend_en: str, mend_zh: str) -> DiagnosticKind:
    """Enter a kind of diagnostic into the registry; raise ValueError for a code that is taken."""
    if code in DIAGNOSTICS:
        raise ValueError(f"the code {code} is taken")
    kind = DIAGNOSTICS[code] = DiagnosticKind(code, Text(en, zh), Text(mend_en, mend_zh))
    return kind


def all_diagnostics() -> Mapping[str, DiagnosticKind]:
    """Return every diagnostic of the library, and those that others have defined, by its code."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(DIAGNOSTICS.items()))
