"""The pages of the fact register and of the families, and a link at every number of a fact on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from catalogue import fields_table, prose, sections, sys_modules
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from basegov import catalog
from basegov.facts import Fact, FactRegister
from basegov.families import FAMILIES, Family, family_of
from basegov.policies import Policy
from basegov.reforms.steps import STEP_TYPES, Step
from basegov.rules.rule import RULE_TYPES, Rule, rule_name
from basegov.scenarios import INDICATORS
from basegov.scenarios.byfamily import family_of_clause
from basegov.scenarios.citations import FactCoverage, coverage
from basegov.structure.records import RECORD_TYPES, Node, Relation
from basegov.values import NotStated

_TAG = re.compile(r"(<[^>]+>)")
_FACT = re.compile(r"\b[A-Z]{2}-\d{3}\b")
_WITHOUT_LINKS = {"a", "script", "style", "title", "head", "button"}


def cell(*words: str) -> str:
    """Return what stands in a cell of a table: lines below each other."""
    return "<br>".join(word.replace("|", "\\|").replace("\n", " ") for word in words if word)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table; nothing where it has no rows."""
    rows = list(rows)
    if rows:
        heads = tuple(heads)
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


# facts


def register_lines(register: FactRegister) -> Iterator[str]:
    """Yield the facts of a register, each under its number with everything that rests on it."""
    document = register.documents[0]
    yield f"*{document.title.en}* 《{document.title.zh}》"
    yield ""
    for row in coverage([register]):
        yield from fact_lines(row)


def fact_lines(row: FactCoverage) -> Iterator[str]:
    """Yield one fact."""
    fact = row.fact
    force = "" if isinstance(fact.force, NotStated) else f", {fact.force.value} ({fact.force.text('zh')})"
    yield f"({fact.id.lower()})="
    yield f"## {fact.id}"
    yield ""
    yield f"{fact.statement.en} {fact.statement.zh}"
    yield ""
    yield f"{fact.kind}{force}" + (f", {fact.period}" if fact.period else "") + f", {', '.join(fact.families)}"
    yield ""
    for name, value in figures(fact):
        yield f"- `{name}`: {value}"
    yield ""
    if fact.reading.en:
        yield f"*Reading 解读*: {fact.reading.en} {fact.reading.zh}"
        yield ""
    if row.reason.en:
        yield f"*Not modelled 不建模*: {row.reason.en} {row.reason.zh}"
        yield ""
    for role in ("rule", "step", "indicator", "record", "test"):
        found = [carrier.text("en") for carrier in row.by(role)]  # type: ignore[arg-type]
        if found:
            shown = found[:8] + ([f"and {len(found) - 8} more"] if len(found) > 8 else [])
            yield f"*{role}s ({len(found)})*: {'; '.join(shown)}".replace("<", "\\<")
            yield ""


def figures(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield the figures of a fact, those of inner mappings under joined names."""

    def inner(name: str, value: Any) -> Iterator[tuple[str, str]]:
        if isinstance(value, Mapping):
            for key, part in value.items():
                yield from inner(f"{name}.{key}" if name else key, part)
        elif isinstance(value, tuple):
            if any(isinstance(part, Mapping) for part in value):
                for number, part in enumerate(value):
                    yield from inner(f"{name}.{number}", part)
            else:
                yield name, ", ".join(map(str, value))
        else:
            yield name, str(value)

    return inner("", fact.value)


# families


def family_lines(family: Family) -> Iterator[str]:
    """Yield the records, rules, steps and indicators of a family, and the clauses of the documents that use them."""
    yield from _types("Records 记录", RECORD_TYPES, family, None)
    yield from _types("Rules 规则", RULE_TYPES, family, Rule)
    yield from _types("Steps 步骤", STEP_TYPES, family, Step)
    measured = [i for i in INDICATORS.values() if _reads(i) is family]
    if measured:
        yield "## Indicators 指标"
        yield ""
        rows = ((f"`{i.name}`", i.label.en, i.label.zh, cell(i.definition.en)) for i in measured)
        yield from table(("name", "English", "中文", "definition"), rows)
    yield "## Clauses of the documents 文件条款"
    yield ""
    yield from table(("policy", "clause 条款", "rule and requirement", "force", "source"), _clauses(family))
    yield "## Facts 事实"
    yield ""
    facts = [fact for register in catalog.shipped_facts() for fact in register if family.id in fact.families]
    yield from table(
        ("fact", "what it says", "内容"), ((f.id, cell(f.statement.en), cell(f.statement.zh)) for f in facts)
    )


def _types(title: str, types: Mapping[str, Any], family: Family, base: type | None) -> Iterator[str]:
    mine = {name: known for name, known in types.items() if family_of(known.cls) is family}
    if not mine:
        return
    yield f"## {title}"
    yield ""
    for name, known in mine.items():
        without = base or (Node if issubclass(known.cls, Node) else Relation)
        yield f"### `{name}`: {known.label.en} {known.label.zh}"
        yield ""
        yield prose(sections(known.cls)[""])
        yield ""
        yield from fields_table(known.cls, without=without)


def _reads(indicator: Any) -> Family | None:
    """Return the family of the first record that an indicator reads."""
    return next((family for cls in indicator.reads if (family := family_of(cls))), None)


def _clauses(family: Family) -> Iterator[tuple[str, ...]]:
    for policy in _policies():
        for rule in policy.rules_in_force():
            if family_of_clause(rule) is family:
                source = "" if isinstance(rule.source, NotStated) else rule.source.text("en")
                yield (
                    policy.id, cell(rule.describe("en"), rule.describe("zh")),
                    cell(f"`{rule_name(rule)}`", rule.requirement.text("en"), rule.requirement.text("zh")),
                    rule.force.value, source,
                )  # fmt: skip


def _policies() -> Iterator[Policy]:
    for name in catalog.shipped("policy"):
        policy = catalog.load_policy(name)
        if not any(document.status == "fictional" for document in policy.documents):
            yield policy


class FamilyDirective(SphinxDirective):
    """Write out a family from the declarations that the code runs."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the nodes."""
        for module in list(sys_modules()):
            self.env.note_dependency(module)
        lines = family_lines(FAMILIES[self.arguments[0]])
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


class FactsDirective(SphinxDirective):
    """Write out a register of facts."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the nodes."""
        lines = register_lines(catalog.load_facts(self.arguments[0]))
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


# links


def link_facts(app: Sphinx, error: Exception | None) -> None:
    """Let every number of a fact on every page, also in the output of examples, lead to the fact."""
    if error is not None or app.builder.format != "html":
        return
    places = {
        fact.id: f"facts/{register.id}.html#{fact.id.lower()}"
        for register in catalog.shipped_facts()
        for fact in register
    }
    out = Path(app.outdir)
    for page in out.rglob("*.html"):
        here = page.relative_to(out)
        if here.parts[0].startswith("_"):
            continue
        text = page.read_text(encoding="utf-8")
        linked = with_links(text, places, "../" * (len(here.parts) - 1))
        if linked != text:
            page.write_text(linked, encoding="utf-8")


def with_links(html: str, places: Mapping[str, str], up: str) -> str:
    """Return a page in which the numbers of facts are links, but for those in links and headings of the browser."""

    def link(match: re.Match[str]) -> str:
        place = places.get(match[0])
        return match[0] if place is None else f'<a class="fact" href="{escape(up + place)}">{match[0]}</a>'

    parts, depth = _TAG.split(html), 0
    for number, part in enumerate(parts):
        if number % 2:
            name = part.strip("</> ").split(None, 1)[0].rstrip("/").lower() if part.strip("</> ") else ""
            if name in _WITHOUT_LINKS and not part.endswith("/>"):
                depth += -1 if part.startswith("</") else 1
        elif depth == 0:
            parts[number] = _FACT.sub(link, part)
    return "".join(parts)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and the links."""
    app.add_directive("family", FamilyDirective)
    app.add_directive("facts", FactsDirective)
    app.connect("build-finished", link_facts)
    return {"version": "1", "parallel_read_safe": True}
