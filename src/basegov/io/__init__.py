"""Files: YAML, JSON and CSV into structures, policies, reforms and fact registers, and back.

Reading is strict and says everything that is wrong at once, with file, line and column. Writing is stable: what was
written, read and written again is the same, byte for byte.
"""

from basegov.io.factregisters import facts_from_text, read_facts
from basegov.io.limits import LIMITS, Limits
from basegov.io.loading import (
    policy_from_text,
    read_policy,
    read_reform,
    read_structure,
    reform_from_text,
    structure_from_text,
)
from basegov.io.rosters import read_roster
from basegov.io.schema import json_schema
from basegov.io.traces import read_trace
from basegov.io.tracewriting import write_trace
from basegov.io.writing import to_json, to_plain, to_yaml, write_facts, write_policy, write_reform, write_structure

__all__ = [
    "LIMITS",
    "Limits",
    "facts_from_text",
    "json_schema",
    "policy_from_text",
    "read_facts",
    "read_policy",
    "read_reform",
    "read_roster",
    "read_structure",
    "read_trace",
    "reform_from_text",
    "structure_from_text",
    "to_json",
    "to_plain",
    "to_yaml",
    "write_facts",
    "write_policy",
    "write_reform",
    "write_structure",
    "write_trace",
]
