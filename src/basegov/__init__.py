"""Grassroots governance (基层治理) as typed, sourced, checkable data.

>>> import basegov as bg
>>> before = bg.load_structure("guangling")  # a shipped name or a path
>>> policy = bg.load_policy("guangling-2021")
>>> report = policy.check(before)  # which clause is met or violated, and by how much; what is unknown
>>> print(report.violated[0].explain())  # doctest: +SKIP
>>> change = bg.load_reform("guangling-2021").apply(before)  # `before` stays as it was
>>> comparison = bg.compare(before, change, [policy])  # indicators and verdicts: before, after, difference
>>> change.after.hierarchy  # a networkx.DiGraph  # doctest: +SKIP
>>> rule = bg.rules.AppraisalShare(subject="dispatched_agency", evaluator="street", at_least="60%", period="annual")
>>> verdicts = rule.check(before)

Records are in `basegov.structure`, rule classes in `basegov.rules`, steps in `basegov.reforms`; all load on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from basegov import catalog, io, reforms, report, rules, scenarios, structure
    from basegov.catalog import fact, load_facts, load_policy, load_reform, load_structure
    from basegov.dates import Date, DateRange
    from basegov.errors import ArgumentError, BasegovError, InputError, NotFoundError, ReformError, StructureError
    from basegov.facts import Fact, FactRegister
    from basegov.policies import Policy
    from basegov.quantities import Count, Metres, Quantity, Share, SquareKilometres, Yuan
    from basegov.reforms.changes import Change
    from basegov.reforms.events import Event
    from basegov.reforms.reform import Reform
    from basegov.reforms.steps import Effect, Step, step
    from basegov.rules.reports import Report
    from basegov.rules.rule import Rule, rule
    from basegov.rules.verdicts import Outcome, Verdict
    from basegov.scenarios import (
        Comparison,
        FiscalEffect,
        Indicator,
        compare,
        coverage,
        fiscal_effect,
        indicator,
        transplant,
    )
    from basegov.sources import Document, Source, Status
    from basegov.structure.records import Node, Record, Ref, Relation, record
    from basegov.structure.selection import Selector
    from basegov.structure.snapshot import Structure
    from basegov.terms import Force, Level
    from basegov.texts import Text
    from basegov.values import NOT_STATED, NotStated, Truth

__version__ = "0.1.0"

_HOMES = {
    "basegov.catalog": ("fact", "load_facts", "load_policy", "load_reform", "load_structure"),
    "basegov.dates": ("Date", "DateRange"),
    "basegov.errors": ("ArgumentError", "BasegovError", "InputError", "NotFoundError", "ReformError", "StructureError"),
    "basegov.facts": ("Fact", "FactRegister"),
    "basegov.policies": ("Policy",),
    "basegov.quantities": ("Count", "Metres", "Quantity", "Share", "SquareKilometres", "Yuan"),
    "basegov.reforms.changes": ("Change",),
    "basegov.reforms.events": ("Event",),
    "basegov.reforms.reform": ("Reform",),
    "basegov.reforms.steps": ("Effect", "Step", "step"),
    "basegov.rules.reports": ("Report",),
    "basegov.rules.rule": ("Rule", "rule"),
    "basegov.rules.verdicts": ("Outcome", "Verdict"),
    "basegov.scenarios": (
        "Comparison", "FiscalEffect", "Indicator", "compare", "coverage", "fiscal_effect", "indicator", "transplant",
    ),
    "basegov.sources": ("Document", "Source", "Status"),
    "basegov.structure.records": ("Node", "Record", "Ref", "Relation", "record"),
    "basegov.structure.selection": ("Selector",),
    "basegov.structure.snapshot": ("Structure",),
    "basegov.terms": ("Force", "Level"),
    "basegov.texts": ("Text",),
    "basegov.values": ("NOT_STATED", "NotStated", "Truth"),
}  # fmt: skip
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
_ROOMS = ("catalog", "io", "reforms", "report", "rules", "scenarios", "structure")

__all__ = [
    "NOT_STATED",
    "ArgumentError",
    "BasegovError",
    "Change",
    "Comparison",
    "Count",
    "Date",
    "DateRange",
    "Document",
    "Effect",
    "Event",
    "Fact",
    "FactRegister",
    "FiscalEffect",
    "Force",
    "Indicator",
    "InputError",
    "Level",
    "Metres",
    "Node",
    "NotFoundError",
    "NotStated",
    "Outcome",
    "Policy",
    "Quantity",
    "Record",
    "Ref",
    "Reform",
    "ReformError",
    "Relation",
    "Report",
    "Rule",
    "Selector",
    "Share",
    "Source",
    "SquareKilometres",
    "Status",
    "Step",
    "Structure",
    "StructureError",
    "Text",
    "Truth",
    "Verdict",
    "Yuan",
    "__version__",
    "catalog",
    "compare",
    "coverage",
    "fact",
    "fiscal_effect",
    "indicator",
    "io",
    "load_facts",
    "load_policy",
    "load_reform",
    "load_structure",
    "record",
    "reforms",
    "report",
    "rule",
    "rules",
    "scenarios",
    "step",
    "structure",
    "transplant",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    if name in _HOME_OF:
        value = getattr(importlib.import_module(_HOME_OF[name]), name)
    elif name in _ROOMS:
        value = importlib.import_module(f"basegov.{name}")
    else:
        raise AttributeError(f"module 'basegov' has no attribute {name!r}", name=name, obj=None)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, whether they are loaded already or not."""
    return sorted({*globals(), *__all__})
