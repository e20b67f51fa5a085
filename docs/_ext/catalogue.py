"""The reference pages that are written from the library itself: ``{catalogue} rules`` and its like.

Every registered rule, step, record, indicator and diagnostic appears on its page because it is registered, so the
pages cannot fall behind. The words come from the docstrings and labels of the library.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

import attrs
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import basegov.rules  # noqa: F401 - registers the rules
from basegov.dates import Date, DateRange
from basegov.diagnostics import all_diagnostics
from basegov.quantities import Quantity
from basegov.reforms.accounts import ACCOUNTS
from basegov.reforms.steps import STEP_TYPES, Step
from basegov.rules.rule import RULE_TYPES, Rule
from basegov.scenarios import INDICATORS
from basegov.sources import Source
from basegov.structure.records import RECORD_TYPES, Node, Ref, Relation
from basegov.structure.selection import Selector
from basegov.terms import DIMENSIONS, LEVELS, PERIODS, Force, Level, Strength, StrengthRange
from basegov.texts import Text
from basegov.values import NotStated

_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
_ROLE = re.compile(r":(?:py:)?(\w+):`([^`]+)`")


def prose(text: str) -> str:
    """Return a docstring's words as Markdown."""
    return _ROLE.sub(lambda m: f"{{py:{m[1]}}}`{m[2]}`", text).strip()


def sections(cls: type) -> dict[str, str]:
    """Return the parts of a class's own docstring: the text before any heading under '', then one for each heading."""
    parts = _SECTION.split(inspect.cleandoc(cls.__dict__.get("__doc__") or ""))
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def said_of_fields(cls: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of each field."""
    found: dict[str, str] = {}
    for base in cls.__mro__:
        text = sections(base).get("Parameters", "")
        for entry in re.split(r"\n(?=\S)", text):
            head, _, body = entry.partition("\n")
            for name in head.partition(":")[0].split(","):
                found.setdefault(name.strip(), " ".join(body.split()))
    return found


def type_words(hint: Any) -> str:
    """Return how a value of a type is written in a file."""
    if typing.get_origin(hint) is typing.Annotated:
        kinds = next((extra.kinds for extra in hint.__metadata__ if isinstance(extra, Ref)), None)
        inner, many = hint.__origin__, "tuple" in str(hint.__origin__)
        if kinds is None:
            return type_words(inner)
        of = " or ".join(f"`{kind}`" for kind in kinds)
        return f"{'ids' if many else 'id'} of {of}" if of else ("ids" if many else "id")
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        parts = [type_words(part) for part in typing.get_args(hint) if part not in (NotStated, type(None))]
        return " or ".join(dict.fromkeys(parts))
    if typing.get_origin(hint) is tuple:
        return f"list of {type_words(typing.get_args(hint)[0])}"
    if hint is None or hint is type(None):
        return "nothing"
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return ", ".join(f"`{item.value}`" for item in hint)
    if isinstance(hint, type) and issubclass(hint, Quantity):
        return {"count": "count", "share": "share", "yuan": "yuan", "km2": "km²", "m": "metres"}.get(
            hint.unit, "number"
        )
    words = {
        str: "text", int: "whole number", bool: "`true` or `false`", Text: "`{en, zh}`", Date: "date",
        DateRange: "`{from, until}`", Source: "source", Selector: "selector", StrengthRange: "strength of a right",
        Level: "level",
    }  # fmt: skip
    if hint in words:
        return words[hint]
    origin = typing.get_origin(hint)
    if origin is not None and typing.get_args(hint):
        inner = [type_words(part) for part in typing.get_args(hint)]
        return f"mapping of {inner[0]} to {inner[-1]}" if len(inner) > 1 else f"list of {inner[0]}"
    return f"`{getattr(hint, '__name__', hint)}`"


def fields_table(cls: type, *, without: type) -> Iterator[str]:
    """Yield a table of the fields that a class has beyond those of a base."""
    known = {field.name for field in attrs.fields(without)}
    hints = typing.get_type_hints(cls, include_extras=True)
    said = said_of_fields(cls)
    rows = [field for field in attrs.fields(cls) if field.name not in known]
    if not rows:
        return
    yield "| field | value | meaning |"
    yield "|---|---|---|"
    for field in rows:
        name = field.name.removesuffix("_")
        need = ", **required**" if field.default is attrs.NOTHING else ""
        meaning = prose(said.get(field.name) or _as_for(said, field.name)).replace("|", "\\|")
        yield f"| `{name}` | {type_words(hints[field.name])}{need} | {meaning} |"
    yield ""


def _as_for(said: dict[str, str], name: str) -> str:
    return next((text for names, text in said.items() if name in names.split()), "")


def typed_entry(name: str, cls: type, label: Text, extra: str = "") -> Iterator[str]:
    """Yield the entry of one rule or step class."""
    parts = sections(cls)
    base = Rule if issubclass(cls, Rule) else Step
    yield f"## `{name}`: {label.en} · {label.zh}"
    yield ""
    yield prose(parts[""])
    yield ""
    yield from fields_table(cls, without=base)
    if "Notes" in parts:
        yield prose(parts["Notes"])
        yield ""
    yield f"{extra}Class {{py:class}}`{cls.__name__} <{cls.__module__}.{cls.__name__}>`."
    yield ""


def rules() -> Iterator[str]:
    """Yield every rule class."""
    judged = {"structure": "a structure", "change": "a change", "merger": "mergers, those of a change or of a plan",
              "trace": "the log of cases (a trace)"}  # fmt: skip
    for entry in RULE_TYPES.values():
        if entry.cls.__module__.startswith("basegov."):
            yield from typed_entry(entry.name, entry.cls, entry.label, f"Judges {judged[entry.cls.judges]}. ")


def steps() -> Iterator[str]:
    """Yield every step class."""
    for entry in STEP_TYPES.values():
        if entry.cls.__module__.startswith("basegov."):
            yield from typed_entry(entry.name, entry.cls, entry.label)


def rule_fields() -> Iterator[str]:
    """Yield the fields that all rules share."""
    yield from fields_table(Rule, without=_Nothing)


def step_fields() -> Iterator[str]:
    """Yield the fields that all steps share."""
    yield from fields_table(Step, without=_Nothing)


@attrs.frozen
class _Nothing:
    """Has no field."""


def records() -> Iterator[str]:
    """Yield every record type with its fields."""
    for wanted, title in ((Node, "Nodes 节点"), (Relation, "Relations 关系")):
        yield f"## {title}"
        yield ""
        yield from fields_table(wanted, without=_Nothing)
        for entry in RECORD_TYPES.values():
            if not (issubclass(entry.cls, wanted) and entry.cls.__module__.startswith("basegov.")):
                continue
            yield f"### `{entry.section}`: {entry.label.en} · {entry.label.zh}"
            yield ""
            yield f"{prose(sections(entry.cls)[''])} Kind `{entry.kind}`."
            yield ""
            yield from fields_table(entry.cls, without=wanted)


def record_index() -> Iterator[str]:
    """Yield one row for every record type."""
    yield "| section | kind | English | 中文 | what it is |"
    yield "|---|---|---|---|---|"
    for entry in RECORD_TYPES.values():
        if entry.cls.__module__.startswith("basegov."):
            first = " ".join(prose(sections(entry.cls)[""]).split("\n\n")[0].split())
            yield f"| `{entry.section}` | `{entry.kind}` | {entry.label.en} | {entry.label.zh} | {first} |"
    yield ""


def indicators() -> Iterator[str]:
    """Yield one row for every indicator."""
    yield "| name | English | 中文 | unit | definition |"
    yield "|---|---|---|---|---|"
    for entry in INDICATORS.values():
        meaning = f"{entry.definition.en}<br>{entry.definition.zh}"
        yield f"| `{entry.name}` | {entry.label.en} | {entry.label.zh} | {entry.unit} | {meaning} |"
    yield ""


def accounts() -> Iterator[str]:
    """Yield one row for every account."""
    yield "| account | English | 中文 | unit | what is added up |"
    yield "|---|---|---|---|---|"
    for entry in ACCOUNTS.values():
        what = (entry.amount.__doc__ or "").strip()
        yield f"| `{entry.name}` | {entry.label.en} | {entry.label.zh} | {entry.kind.unit} | {what} |"
    yield ""


def terms() -> Iterator[str]:
    """Yield the words with a fixed spelling in files."""
    groups: list[tuple[str, Iterable[tuple[str, str, str]]]] = [
        ("Force 约束力 (`force`)", ((f.value, f.text("en"), f.text("zh")) for f in Force)),
        (
            "Strength of a right 权利强度 (`strength`, `at_least`)",
            ((s.value, s.text("en"), s.text("zh")) for s in Strength),
        ),
        ("Level 层级 (`level`)", ((k, v.text("en"), v.text("zh")) for k, v in LEVELS.items())),
        ("Period of appraisal 考核周期 (`period`)", ((k, v.en, v.zh) for k, v in PERIODS.items())),
        ("Dimension of management 管理方面 (`dimension`)", ((k, v.en, v.zh) for k, v in DIMENSIONS.items())),
    ]
    for title, rows in groups:
        yield f"**{title}**"
        yield ""
        yield "| in files | English | 中文 |"
        yield "|---|---|---|"
        for row in rows:
            yield "| `{}` | {} | {} |".format(*row)
        yield ""


WRITERS: dict[str, Callable[[], Iterator[str]]] = {
    "accounts": accounts, "indicators": indicators, "record-index": record_index, "records": records,
    "rule-fields": rule_fields, "rules": rules, "step-fields": step_fields, "steps": steps, "terms": terms,
}  # fmt: skip


class Catalogue(SphinxDirective):
    """Write out what is registered of one sort."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the nodes."""
        for module in list(sys_modules()):
            self.env.note_dependency(module)
        return self.parse_text_to_nodes("\n".join(WRITERS[self.arguments[0]]()), allow_section_headings=True)


def sys_modules() -> Iterator[str]:
    """Yield the files of the library, so that a page is written anew when one of them changes."""
    for name, module in sys.modules.items():
        if name.startswith("basegov") and getattr(module, "__file__", None):
            yield str(module.__file__)


class DiagnosticTable(SphinxDirective):
    """Write out the diagnostics of one room: code, message and remedy in both languages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        for module in list(sys_modules()):
            self.env.note_dependency(module)
        body = nodes.tbody()
        for code, kind in all_diagnostics().items():
            if code.startswith(f"BG{self.arguments[0]}"):
                name = nodes.literal(text=code)
                first = nodes.entry("", nodes.paragraph("", "", name, ids=[code.lower()]))
                body += nodes.row("", first, _pair(kind.message), _pair(kind.mend))
        group = nodes.tgroup("", *(nodes.colspec(colwidth=w) for w in (10, 50, 40)), cols=3)
        head = nodes.row(
            "", *(nodes.entry("", nodes.paragraph(text=t)) for t in ("code", "what 内容", "how to mend 改法"))
        )
        group += nodes.thead("", head)
        group += body
        return [nodes.table("", group, classes=["diagnostics"])]


def _pair(text: Text) -> nodes.entry:
    return nodes.entry("", _paragraph(text.en), _paragraph(text.zh))


def _paragraph(words: str) -> nodes.paragraph:
    """Return words in which what stands between backticks is code."""
    kinds = (nodes.Text, lambda part: nodes.literal(text=part))
    return nodes.paragraph("", "", *(kinds[n % 2](part) for n, part in enumerate(words.split("`")) if part))


class Modules(SphinxDirective):
    """Document the modules of a room: all of them but those named as inner workings."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"without": str}

    def run(self) -> list[nodes.Node]:
        """Return one section for each module."""
        lines: list[str] = []
        left_out = self.options.get("without", "").split()
        for name in self.arguments[0].split():
            inside = getattr(importlib.import_module(name), "__path__", None)
            names = [""] if inside is None else [f".{found.name}" for found in pkgutil.iter_modules(inside)]
            for each in names:
                if each[1:] not in left_out and not each.startswith("._"):
                    lines += [f"## `{name}{each}`", "", "```{eval-rst}", f".. automodule:: {name}{each}", "```", ""]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def leave_out_answers(_app: Sphinx, _what: str, name: str, member: Any, skip: bool, _options: Any) -> bool | None:
    """Leave out what a class answers where its base asks: each of 400 rules and steps would say its measure again."""
    function = getattr(member, "fget", None) or getattr(member, "func", None) or member
    owner, _, _ = getattr(function, "__qualname__", "").rpartition(".")
    cls = getattr(sys.modules.get(getattr(function, "__module__", "")), owner, None)
    bases = cls.__mro__[1:] if isinstance(cls, type) else ()
    return True if any(name in vars(base) for base in bases if base.__module__.startswith("basegov.")) else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    app.connect("autodoc-skip-member", leave_out_answers)
    app.add_directive("catalogue", Catalogue)
    app.add_directive("diagnostics", DiagnosticTable)
    app.add_directive("modules", Modules)
    return {"version": "1", "parallel_read_safe": True}
