"""JSON Schema (2020-12) of the file formats, from the same declarations that the readers are made of.

Editors complete and check with it. It refuses nothing that the readers take; the readers check more: references,
sums, dates of the calendar.
"""

from __future__ import annotations

from typing import Any, Literal

from basegov.facts import FactRegister
from basegov.io.composite import class_kind
from basegov.io.documents import DOCUMENTS
from basegov.io.factregisters import FACTS
from basegov.io.kinds import Defs, Schema
from basegov.io.loading import VERSION, StructureHead
from basegov.io.policytests import WORD, TestHead, policy_test_schema
from basegov.io.traces import FORMAT
from basegov.io.tracewords import HEADINGS
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.structure.records import RECORD_TYPES

What = Literal["structure", "policy", "reform", "policy-test", "facts", "trace"]


def json_schema(what: What) -> dict[str, Any]:
    """Return the JSON Schema of one of the formats.

    Parameters
    ----------
    what : {"structure", "policy", "reform", "policy-test", "facts", "trace"}
        Which of them; of a trace, one line.

    Raises
    ------
    ValueError
        For another word.
    """
    if what == "trace":
        return _trace_line()
    classes: dict[str, type] = {
        "structure": StructureHead,
        "policy": Policy,
        "reform": Reform,
        WORD: TestHead,
        FACTS: FactRegister,
    }
    if what not in classes:
        raise ValueError(f"there is no format {what!r}; there are {', '.join([*classes, 'trace'])}")
    defs: Defs = {}
    top = policy_test_schema(defs) if what == WORD else class_kind(classes[what]).body(defs)
    properties: Schema = {"basegov": {"const": f"{what}/{VERSION}"}, **top["properties"]}
    properties["documents"] = DOCUMENTS.schema(defs)
    properties["document"] = {"type": "string", "description": "key of the document that short sources belong to"}
    if what == "structure":
        properties.update(_sections(defs))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"basegov {what}, version {VERSION}",
        "type": "object",
        "properties": properties,
        "required": ["basegov", *top.get("required", [])],
        "additionalProperties": False,
        "$defs": defs,
    }


def _trace_line() -> dict[str, Any]:
    text: Schema = {"type": ["string", "null"]}
    head: Schema = {
        "type": "object",
        "properties": {
            "basegov": {"const": FORMAT}, "structure": text, "until": text, "complete": {"type": ["boolean", "null"]}
        },
        "required": ["basegov"],
        "additionalProperties": False,
    }  # fmt: skip
    row: Schema = {
        "type": "object",
        "properties": dict.fromkeys(HEADINGS, text),
        "anyOf": [{"required": [heading]} for heading, column in HEADINGS.items() if column == "case"],
        "not": {"required": ["basegov"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"one line of a basegov trace, version {VERSION}",
        "anyOf": [head, row],
    }


def _sections(defs: Defs) -> Schema:
    from basegov.io.composite import SOURCE

    file = {"type": "string", "description": "path of a CSV file beside or below this file"}
    long = {
        "type": "object",
        "properties": {"file": file, "source": SOURCE.schema(defs)},
        "required": ["file"],
        "additionalProperties": False,
    }
    table = {"anyOf": [file, long]}
    known = list(RECORD_TYPES.values())
    return {
        "tables": {
            "type": "object",
            "properties": {record.section: table for record in known},
            "additionalProperties": False,
        },
        **{record.section: {"type": "array", "items": class_kind(record.cls).schema(defs)} for record in known},
    }
