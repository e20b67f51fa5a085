"""The pages and data of the fact register: what a fact says, what carries it, and how its figures come out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from basegov.facts import Agreement, Fact, FactRegister, Tied
from basegov.report.blocks import Block, Card, Cards, Column, Heading, Page, Paragraph, Table, Tone
from basegov.report.data import Data
from basegov.report.words import clauses, colon, joined, named, word
from basegov.scenarios.citations import ROLES, Coverage, FactCoverage
from basegov.texts import Language, Text, say
from basegov.values import NotStated

_SHOWN: Final = 6
_LEGEND: Final = Text(
    "Carried: a rule or a step rests on the fact; tested: and a test names it; recorded: only a record or an indicator "
    "does; declared: it is said why nothing does. One fact in full: basegov facts GL-034.",
    "已承载：有规则或步骤依据该事实；有测试：并有测试指明；仅有记录：只有记录或指标；说明不建模：已说明原因。"
    "查看一条事实全文：basegov facts GL-034。",
)
_KINDS: Final = {
    "category list": "列举", "count": "数量", "date": "日期", "duty": "职责", "guarantee": "保障",
    "institution": "机构", "money": "金额", "outcome": "成效", "principle": "原则", "procedure": "程序",
    "ratio": "比例", "relation": "关系", "right": "权力", "threshold": "界限", "unit": "单位",
}  # fmt: skip
_COUNTS: Final = ("facts", "clauses", "carried", "tested", "records only", "declared", "open")
_TONES: Final[dict[Agreement, Tone]] = {
    Agreement.AGREES: "good",
    Agreement.DERIVED: "plain",
    Agreement.DIFFERS: "bad",
    Agreement.UNDETERMINED: "open",
}


def registers_page(registers: Iterable[FactRegister], found: Coverage, lang: Language, *, details: bool) -> Page:
    """Return the page of the registers: how many facts and clauses each has, and how many of them are carried.

    Parameters
    ----------
    registers : iterable of FactRegister
        What is shown.
    found : Coverage
        What carries their facts.
    lang : str
        Language of the page.
    details : bool
        Whether the clauses that no rule or step with a test carries are listed with the reasons.
    """
    registers = tuple(registers)
    columns = (Column(word("register", lang)), *(Column(word(name, lang), "right") for name in _COUNTS))
    rows = [(register.id, *map(str, _counts(found.of(register.id)).values())) for register in registers]
    if len(rows) > 1:
        rows.append((word("together", lang), *map(str, _counts(found).values())))
    page: list[Block] = [Heading(word("registers", lang)), Table(columns, tuple(rows))]
    if found.share is not None:
        said = Text(
            "{tested} of {all} clauses, {share}, are carried by a rule or a step with a test.",
            "{all} 条条款中 {tested} 条（{share}）有规则或步骤并有测试。",
        ).format(
            tested=sum(row.is_tested for row in found.normative), all=len(found.normative), share=_percent(found.share)
        )
        page.append(Paragraph(said.in_(lang)))
    page.append(Paragraph(_LEGEND.in_(lang), quiet=True))
    if details:
        rest = found.normative.where(lambda row: not row.is_tested)
        cards = tuple(Card(row.fact.id, row.fact.statement.in_(lang), tuple(_why(row, lang))) for row in rest)
        page += [Heading(word("not carried", lang), 2), Cards(cards) if cards else Paragraph(word("none", lang))]
    return tuple(page)


def _why(row: FactCoverage, lang: Language) -> Iterable[tuple[str, str]]:
    yield from _carried_lines(row, lang)
    if row.reason.in_(lang):
        yield word("not modelled", lang), row.reason.in_(lang)


def _counts(found: Coverage) -> dict[str, int]:
    rows = found.rows
    return {
        "facts": len(rows),
        "clauses": len(found.normative),
        "carried": sum(row.is_carried for row in rows),
        "tested": sum(row.is_tested for row in rows),
        "records only": sum(not row.is_carried and not row.reason.en and row.is_accounted_for for row in rows),
        "declared": sum(bool(row.reason.en) for row in rows),
        "open": sum(not row.is_accounted_for for row in rows),
    }


def _percent(share: Fraction) -> str:
    """Return a share in per cent with one decimal, rounded down: nothing looks better than it is."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"


def register_page(register: FactRegister, found: Coverage, lang: Language) -> Page:
    """Return the page of one register: every fact with what carries it, in short."""
    columns = (Column(word("fact", lang)), Column(word("says", lang)), Column(word("carried", lang), widest=28))
    rows = tuple((row.fact.id, row.fact.statement.in_(lang), _short(row, lang)) for row in found)
    about = [document.title.in_(lang) for document in register.documents]
    return (
        Heading(named(register.name, register.id, lang)),
        Paragraph(clauses(about, lang), quiet=True),
        Table(columns, rows, spaced=True),
    )


def _short(row: FactCoverage, lang: Language) -> str:
    counts = [(role, len(row.by(role))) for role in ROLES if row.by(role)]
    if not counts:
        return word("not modelled" if row.reason.en else "open", lang)
    labels = [(word(f"{role}s resting", lang), count) for role, count in counts]
    return joined([f"{label} {count}" for label, count in labels], lang)


def facts_page(rows: Iterable[FactCoverage], registers: Iterable[FactRegister], lang: Language) -> Page:
    """Return facts in full: the statement, the figures, the document, and everything that carries them."""
    titles = {register.id: _document(register, lang) for register in registers}
    return (Cards(tuple(_fact_card(row, titles[row.register], lang) for row in rows)),)


def _document(register: FactRegister, lang: Language) -> str:
    return clauses([f"{d.title.in_(lang)} [{d.key}]" for d in register.documents], lang)


def _fact_card(row: FactCoverage, document: str, lang: Language) -> Card:
    fact = row.fact
    lines = [
        (word("document", lang), document),
        (word("kind", lang), Text(fact.kind, _KINDS.get(fact.kind, fact.kind)).in_(lang)),
        (word("force", lang), "" if isinstance(fact.force, NotStated) else fact.force.text(lang)),
        (word("period", lang), fact.period),
        (word("figures", lang), _figures(fact.value, lang)),
        (word("state", lang), fact.status.text(lang)),
        (word("reading", lang), fact.reading.in_(lang)),
        *_carried_lines(row, lang),
        (word("not modelled", lang), row.reason.in_(lang)),
    ]
    return Card(fact.id, fact.statement.in_(lang), tuple(line for line in lines if line[1]))


def _carried_lines(row: FactCoverage, lang: Language) -> Iterable[tuple[str, str]]:
    for role in ROLES:
        carriers = row.by(role)
        if carriers:
            label, count = word(f"{role}s resting", lang), f" ({len(carriers)})" if len(carriers) > _SHOWN else ""
            yield label + count, "\n".join(_first([carrier.text(lang) for carrier in carriers]))


def _first(words: list[str]) -> list[str]:
    return words if len(words) <= _SHOWN else [*words[:_SHOWN], "..."]


def _figures(value: Any, lang: Language, *, inner: bool = False) -> str:
    if isinstance(value, Mapping):
        parts = [colon(key, _figures(part, lang, inner=True), lang) for key, part in value.items()]
        return f"({clauses(parts, lang)})" if inner else "\n".join(parts)
    if isinstance(value, tuple):
        return joined([_figures(part, lang, inner=True) for part in value], lang)
    return _number(value, lang)


def _number(value: Any, lang: Language) -> str:
    if isinstance(value, bool | str | NotStated):
        return say(value, lang)
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, Fraction):
        return _fraction(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _fraction(value: Fraction) -> str:
    """Return a number with at most four decimals; three dots say that it goes on."""
    if value.denominator == 1:
        return _number(int(value), "en")
    places, rest = divmod(abs(value) * 10_000, 1)
    whole, decimals = divmod(places, 10_000)
    text = f"{whole:,}.{decimals:04}".rstrip("0").rstrip(".")
    return f"{'-' if value < 0 else ''}{text}{'...' if rest else ''}"


def facts_data(registers: Iterable[FactRegister], rows: Coverage) -> Data:
    """Return facts with their figures and everything that carries them."""
    share = rows.share
    return {
        "kind": "facts",
        "registers": [
            {
                "id": register.id, "name": _both(register.name),
                **_counts(rows.of(register.id)),
            }
            for register in registers
        ],
        "counts": _counts(rows),
        "share": None if share is None else str(share),
        "facts": [_fact_data(row) for row in rows],
    }  # fmt: skip


def _fact_data(row: FactCoverage) -> Data:
    fact: Fact = row.fact
    return {
        "id": fact.id,
        "register": row.register,
        "statement": _both(fact.statement),
        "kind": fact.kind,
        "force": None if isinstance(fact.force, NotStated) else fact.force.value,
        "period": fact.period,
        "value": _plain(fact.value),
        "status": fact.status.value,
        "reading": _both(fact.reading) if fact.reading.en else None,
        "not_modelled": _both(row.reason) if row.reason.en else None,
        "carried": row.is_carried,
        "tested": row.is_tested,
        "carriers": [
            {"role": carrier.role, "within": carrier.within, "name": carrier.name, "label": _both(carrier.label)}
            for carrier in row.carriers
        ],
    }


def _both(text: Text) -> Data:
    return {"en": text.en, "zh": text.zh}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, NotStated):
        return "not stated"
    return format(value, "f") if isinstance(value, Decimal) else str(value) if isinstance(value, Fraction) else value


def verified_page(verified: Iterable[tuple[FactRegister, tuple[Tied, ...]]], lang: Language, *, details: bool) -> Page:
    """Return the page of the printed figures that were computed again.

    Parameters
    ----------
    verified : iterable of (FactRegister, tuple of Tied)
        The registers with their ties.
    lang : str
        Language of the page.
    details : bool
        Whether every tie is shown; otherwise those that differ or cannot be computed.
    """
    verified = tuple(verified)
    order = tuple(Agreement)
    heads = ("ties", "agrees", "derived only", "differs", "undetermined")
    columns = (Column(word("register", lang)), *(Column(word(head, lang), "right") for head in heads))
    rows = [_tie_counts(register.id, ties) for register, ties in verified]
    if len(rows) > 1:
        rows.append(_tie_counts(word("together", lang), [tied for _, ties in verified for tied in ties]))
    page: list[Block] = [Heading(word("verified", lang)), Table(columns, tuple(rows))]
    shown = [
        (register, tied)
        for register, ties in verified
        for tied in sorted(ties, key=lambda tied: -order.index(tied.agreement))
        if details or tied.agreement in (Agreement.DIFFERS, Agreement.UNDETERMINED)
    ]
    if shown:
        page.append(Cards(tuple(_tie_card(register, tied, lang) for register, tied in shown)))
    return tuple(page)


def _tie_counts(label: str, ties: Iterable[Tied]) -> tuple[str, ...]:
    found = [tied.agreement for tied in ties]
    return (label, str(len(found)), *(str(found.count(agreement)) for agreement in Agreement))


def _tie_card(register: FactRegister, tied: Tied, lang: Language) -> Card:
    tie = tied.tie

    def plain(value: Any) -> str:
        return say(value, lang) if isinstance(value, NotStated) else str(value)

    computed = f"{tie.expression.filled(register.figure, plain)} = {_number(tied.computed, lang)}"
    differs = tied.agreement is Agreement.DIFFERS
    lines = [
        (word("computed", lang), computed),
        (word("expression", lang), tie.expression.text),
        (word("claimed", lang), "" if isinstance(tied.claimed, NotStated) else _number(tied.claimed, lang)),
        (word("difference", lang), _number(tied.difference, lang) if differs else ""),
        (word("note", lang), tie.note.in_(lang)),
        (
            word("reading", lang),
            register.by_id[tie.of].reading.in_(lang) if differs else "",
        ),
    ]
    title = register.by_id[tie.of].statement.in_(lang)
    shown = tuple(line for line in lines if line[1])
    return Card(f"{tie.of} {tied.agreement.text(lang)}", title, shown, _TONES[tied.agreement])


def verified_data(verified: Iterable[tuple[FactRegister, tuple[Tied, ...]]]) -> Data:
    """Return every tie with what was computed and what is printed, as exact fractions."""

    def number(value: Any) -> Any:
        return None if isinstance(value, NotStated) else value if isinstance(value, bool) else str(value)

    return {
        "kind": "verify",
        "registers": [
            {
                "id": register.id,
                "counts": {a.value: sum(tied.agreement is a for tied in ties) for a in Agreement},
                "ties": [
                    {
                        "of": tied.tie.of, "expression": tied.tie.expression.text, "computed": number(tied.computed),
                        "claimed": number(tied.claimed), "tolerance": str(tied.tie.tolerance),
                        "agreement": tied.agreement.value, "note": _both(tied.tie.note),
                    }
                    for tied in ties
                ],
            }
            for register, ties in verified
        ],
    }  # fmt: skip
