"""The format of policy tests, ``basegov: policy-test/1``: what stands in a file, read with its places.

Names of structures, policies and reforms stay names here: who asks the catalogue for them stands above this room.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from basegov.casework.cases import Case, CaseEvent
from basegov.casework.moments import Moment
from basegov.casework.traces import Trace
from basegov.dates import Date
from basegov.diagnostics.testing import (
    BOTH_ROWS_AND_PROPERTY,
    NO_CASES,
    ROWS_DIFFER,
    UNKNOWN_PARAMETER,
    UNUSED_PARAMETER,
)
from basegov.diagnostics.values import MISSING_FIELD, WRONG_TYPE
from basegov.errors import Suggestion
from basegov.io.composite import STEP, class_kind, name_class
from basegov.io.containers import Several, Table
from basegov.io.documents import DOCUMENTS
from basegov.io.expectations import EXPECTATIONS, Expected, Lack, OneOrMany
from basegov.io.kinds import NONE_TEXT, AnyText, AnyValue, Defs, Kind, Schema
from basegov.io.loading import InFile
from basegov.io.overrides import NO_OVERRIDES, Given, Overrides, Sections
from basegov.io.places import BROKEN, Path
from basegov.io.templates import PLACEHOLDER, filled, names_in
from basegov.io.trouble import RefusedError, found
from basegov.reforms.steps import Step
from basegov.sources import Document
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated

WORD: Final = "policy-test"


class _ReformNamed(Kind):
    """A reform: a shipped name or a path, a list of steps, or `none`."""

    wanted = Text("the name or path of a reform, a list of steps, or none", "改革的名称或路径、步骤列表，或 none")
    steps = Several((STEP,), tuple, length=None)

    def read(self, value: Any) -> Any:
        """Return the name, the steps or None."""
        if type(value) is str:
            return None if value == NONE_TEXT else value
        if type(value) is list:
            return self.steps.read(value)
        raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a text or an array of steps."""
        return {"anyOf": [{"type": "string"}, self.steps.schema(defs)]}


@attrs.frozen(kw_only=True)
class GivenTrace:
    """The log of cases that stands in a test file.

    Parameters
    ----------
    until : Moment, optional
        Until when it was kept.
    complete : bool, optional
        Whether everything until then stands in it.
    cases : tuple of Case
        The cases; those of which events stand there need not be named.
    events : tuple of CaseEvent
        The events.
    """

    until: Moment | NotStated = NOT_STATED
    complete: bool | NotStated = NOT_STATED
    cases: tuple[Case, ...] = ()
    events: tuple[CaseEvent, ...] = ()

    def on(self, structure: Structure) -> Trace:
        """Return the trace on a structure; raise InputError when a case stands there twice."""
        named = {case.id for case in self.cases}
        others = dict.fromkeys(event.case for event in self.events if event.case not in named)
        cases = (*self.cases, *(Case(id=id_) for id_ in others))
        return Trace.build(structure, cases, self.events, until=self.until, complete=self.complete)


@attrs.frozen(kw_only=True)
class Setting:
    """What is judged and how it is asked: of one case, or of all cases of a file that do not say otherwise.

    Parameters
    ----------
    structure : str, optional
        Name or path of the structure.
    given : Given, optional
        The records of a structure that stand here.
    reform : str or tuple of Step, optional
        What is applied to it before it is judged; None: nothing.
    on : Date, optional
        The day on which the rules are asked.
    everywhere : bool
        Ask rules that are made for another area too.
    trace : GivenTrace, optional
        The log of cases that is judged, on the structure as it is after the reform.
    """

    structure: str | NotStated = NOT_STATED
    given: Given | NotStated = attrs.field(default=NOT_STATED, metadata={"kind": Sections(head=True)})
    reform: str | tuple[Step, ...] | NotStated | None = attrs.field(
        default=NOT_STATED, metadata={"kind": _ReformNamed()}
    )
    on: Date | NotStated = NOT_STATED
    everywhere: bool | NotStated = NOT_STATED
    trace: GivenTrace | NotStated = NOT_STATED


@attrs.frozen(kw_only=True)
class TestHead(Setting):
    """What stands at the top of a test file, before its cases."""

    __test__ = False

    policy: tuple[str, ...] = attrs.field(metadata={"kind": OneOrMany(AnyText())})
    documents: tuple[Document, ...] = attrs.field(default=(), metadata={"kind": DOCUMENTS})


@attrs.frozen(kw_only=True)
class CaseFields(Setting):
    """One case with every parameter filled in."""

    name: str
    overrides: Overrides = NO_OVERRIDES
    overrides_after: Overrides = NO_OVERRIDES
    expect: tuple[tuple[Path, Expected], ...] = attrs.field(metadata={"kind": EXPECTATIONS})


@attrs.frozen(kw_only=True)
class Draw:
    """The values that a parameter of a property may take: one of a list, or a number of a range.

    Parameters
    ----------
    one_of : tuple
        The values, when it is a list.
    from_, above, to, below : optional
        The ends of the range, in it (from, to) or just outside of it (above, below).
    step : optional
        The distance of two neighbours. Left out, numbers between whole ends are whole, others exact fractions.
    """

    one_of: tuple[Any, ...] = ()
    from_: Any = None
    above: Any = None
    to: Any = None
    below: Any = None
    step: Any = None


@attrs.frozen(kw_only=True)
class Property:
    """A claim for all values: how many examples are tried, and which values are drawn."""

    for_all: FrozenMap[str, Draw] = attrs.field(metadata={"kind": Table(AnyText(), class_kind(Draw))})
    examples: int = 50


for _cls, _en, _zh in (
    (TestHead, "policy test", "政策测试"),
    (CaseFields, "case", "用例"),
    (GivenTrace, "trace", "轨迹"),
    (Case, "case of a trace", "轨迹中的案件"),
    (CaseEvent, "event of a trace", "轨迹中的事件"),
    (Expected, "expectation", "预期"),
    (Lack, "missing fact", "缺少的事实"),
    (Overrides, "overrides", "改写"),
    (Draw, "values of a parameter", "参数取值"),
    (Property, "property", "性质"),
):
    name_class(_cls, _en, _zh)


@attrs.frozen(eq=False)
class Template:
    """A case as it stands in the file, before its parameters are filled in.

    Parameters
    ----------
    infile : InFile
        The file, which knows every place.
    index : int
        Number of the case, from 0.
    plain : mapping
        What stands there, without the rows.
    rows : tuple of mapping
        Values of the parameters, one row an item; one empty row where there are none.
    drawn : Property, optional
        The values that are drawn, where the case is a claim for all of them.
    """

    infile: InFile
    index: int
    plain: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    drawn: Property | None

    @property
    def path(self) -> Path:
        """Where the case stands in the file."""
        return ("cases", self.index)

    def case(self, row: Mapping[str, Any]) -> CaseFields | None:
        """Return the case of one row; None after noting in the file what is wrong with it."""
        return self.infile.attempt(class_kind(CaseFields).read, filled(self.plain, row), *self.path)


def head_and_templates(infile: InFile, value: dict[str, Any]) -> tuple[TestHead | None, list[Template]]:
    """Return the head of a test file and its cases; what is wrong is noted in the file."""
    kind = class_kind(TestHead)
    top = infile.only(value, ("basegov", "document", *kind.fields, "cases"), kind.label)
    head = infile.attempt(kind.read, {key: item for key, item in top.items() if key in kind.fields})
    cases = top.get("cases")
    if cases is BROKEN:
        return head, []
    if "cases" not in top or cases == []:
        infile.wrong.append(NO_CASES(infile.places.at(("cases",))))
        return head, []
    if type(cases) is not list:
        expected = Text("a list of cases", "用例列表")
        infile.wrong.append(WRONG_TYPE(infile.places.at(("cases",)), found=found(cases), expected=expected))
        return head, []
    made = (_template(infile, index, case) for index, case in enumerate(cases) if case is not BROKEN)
    return head, [template for template in made if template is not None]


_ROWS: Final = Several((Table(AnyText(), AnyValue(), dict),), tuple, length=None)


def _template(infile: InFile, index: int, case: Any) -> Template | None:
    path: Path = ("cases", index)
    label = class_kind(CaseFields).label
    if type(case) is not dict:
        infile.wrong.append(
            WRONG_TYPE(infile.places.at(path), found=found(case), expected=class_kind(CaseFields).wanted)
        )
        return None
    plain = {key: item for key, item in case.items() if key not in ("parameters", "property")}
    rows: tuple[Mapping[str, Any], ...] = ({},)
    drawn: Property | None = None
    names: set[str] = set()
    where: Path = path
    if "parameters" in case and "property" in case:
        infile.wrong.append(BOTH_ROWS_AND_PROPERTY(infile.places.key_at((*path, "property"))))
        return None
    if "parameters" in case:
        where = (*path, "parameters")
        read = infile.attempt(_ROWS.read, case["parameters"], *where)
        if read is None:
            return None
        rows = read
        if not rows:
            expected = Text("a list with a mapping for each row", "每行一个映射的列表")
            infile.wrong.append(WRONG_TYPE(infile.places.at(where), found=found([]), expected=expected))
            return None
        names = set(rows[0])
        for number, row in enumerate(rows):
            if set(row) != names:
                at = infile.places.at((*where, number))
                infile.wrong.append(ROWS_DIFFER(at, row=number + 1, found=list(row), expected=list(rows[0])))
                return None
    if "property" in case:
        where = (*path, "property", "for_all")
        drawn = infile.attempt(class_kind(Property).read, case["property"], *path, "property")
        if drawn is None:
            return None
        names = set(drawn.for_all)
    return _with_known_names(infile, Template(infile, index, plain, rows, drawn), names, where, label)


def _with_known_names(infile: InFile, made: Template, names: set[str], where: Path, label: Text) -> Template | None:
    if "name" not in made.plain:
        at = infile.places.at(made.path)
        infile.wrong.append(MISSING_FIELD(at, where=label, key="name", expected=AnyText.wanted))
        return None
    used = dict(names_in(made.plain))
    good = True
    for name, path in used.items():
        if name not in names:
            good = False
            at = infile.places.at((*made.path, *path))
            infile.wrong.append(UNKNOWN_PARAMETER(at, found=f"${{{name}}}", hint=Suggestion.build(name, names)))
    for name in sorted(names - set(used)):
        infile.wrong.append(UNUSED_PARAMETER(infile.places.at(where), parameter=name, write=f"${{{name}}}"))
    return made if good else None


def policy_test_schema(defs: Defs) -> Schema:
    """Return the properties of a test file. Wherever a value may stand, ``${name}`` may stand for it."""
    case = class_kind(CaseFields).body(defs)
    rows = {"type": "array", "items": {"type": "object"}, "minItems": 1}
    case["properties"] |= {"parameters": rows, "property": class_kind(Property).schema(defs)}
    for name in list(defs):
        defs[name] = _loosened(defs[name], top=True)
    top = class_kind(TestHead).body(dict(defs))
    properties = dict(top["properties"])
    properties["cases"] = {"type": "array", "items": _loosened(case, top=True), "minItems": 1}
    return {"properties": properties, "required": ["policy", "cases"]}


def _loosened(schema: Any, *, top: bool = False) -> Any:
    """Let the text of a placeholder stand for what a schema describes."""
    if isinstance(schema, list):
        return [_loosened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner: Schema = {}
    for key, item in schema.items():
        if key == "properties":
            inner[key] = {name: _loosened(one) for name, one in item.items()}
        elif key in ("items", "additionalProperties", "prefixItems") and not isinstance(item, bool):
            inner[key] = _loosened(item)
        elif key in ("anyOf", "oneOf"):
            inner[key] = [_loosened(one, top=True) for one in item]
        else:
            inner[key] = item
    if top or "const" in schema or (schema.get("type") == "string" and "pattern" not in schema):
        return inner
    return {"anyOf": [inner, {"type": "string", "pattern": PLACEHOLDER.pattern}]}
