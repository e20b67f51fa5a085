"""Testing kit: generated structures and reforms, counterexamples, policy tests as files. Needs the extra ``testing``.

Every name loads on first use, so that importing this package loads neither Hypothesis nor pytest.
"""

from __future__ import annotations

import importlib
from typing import Any, Final

_HOMES: Final[dict[str, tuple[str, ...]]] = {
    "basegov.testing.counterexamples": ("Counterexample", "find_counterexample", "implies"),
    # module: the public names that live there, one line a module
    "basegov.testing.actions": ("draws",),
    "basegov.testing.machine": ("Attempt", "ReformMachine"),
    "basegov.testing.cases": ("Case", "Claim", "Result"),
    "basegov.testing.library": ("Library",),
    "basegov.testing.mutation": ("MutationReport", "mutate"),
    "basegov.testing.policytests": ("PolicyTest", "policy_test_from_text", "read_policy_test", "run"),
    "basegov.testing.drafts.draft": ("CannotMissError", "Draft"),
    "basegov.testing.drafts.makers": ("makes",),
    "basegov.testing.drafts.wishes": ("ClashError",),
    "basegov.testing.generated": ("rules_with_makers", "NotAsWishedError", "valid_structures", "violating_structures"),
}
_HOME_OF: Final = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=None)
    value = getattr(importlib.import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, whether they are loaded already or not."""
    return sorted({*globals(), *_HOME_OF})
