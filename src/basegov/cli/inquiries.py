"""The commands that ask the shipped data as a whole: the fact register, its arithmetic, the transplant table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from basegov.cli.output import Format, Lang, Output
from basegov.diagnostics.transplants import POLICY_AND_STRUCTURE
from basegov.errors import InputError
from basegov.texts import Text

if TYPE_CHECKING:
    from basegov.facts import FactRegister
    from basegov.report.blocks import Page

_NUMBER = re.compile(r"[A-Za-z]{2,4}[-_ ]?[0-9O]+", re.ASCII)
"""What is meant as the number of a fact, well written or not."""


def facts(*names: str, coverage: bool = False, format: Format = "text", lang: Lang | None = None) -> int:
    """Look into the fact register: what a fact says, and which rules, steps, indicators, records and tests rest on it.

    Parameters
    ----------
    names
        Numbers of facts such as GL-034, names of registers, or paths of register files. Left out: all registers.
    coverage
        List the clauses that no rule or step with a test carries, and why.
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    """
    out = Output(format, lang)
    from basegov import catalog
    from basegov.facts import find_fact
    from basegov.report import factpages
    from basegov.scenarios.citations import coverage as covered

    ids = [name for name in names if _NUMBER.fullmatch(name) and name not in catalog.shipped("facts")]
    with out.progress(Text("reading the shipped data", "读取内置数据")):
        wanted = [catalog.load_facts(name) for name in names if name not in ids]
        registers = tuple(wanted) or catalog.shipped_facts()
        if ids:
            registers = tuple({r.id: r for r in (*catalog.shipped_facts(), *wanted)}.values())
        chosen = {find_fact(id, registers).id for id in ids}
        found = covered(registers)
    rows = found.where(lambda row: row.fact.id in chosen) if ids else found

    def page() -> Page:
        if ids:
            return factpages.facts_page(rows, registers, out.lang)
        if wanted and not coverage:
            blocks = [factpages.register_page(register, found.of(register.id), out.lang) for register in registers]
            return tuple(block for part in blocks for block in part)
        return factpages.registers_page(registers, found, out.lang, details=coverage)

    out.show(page, lambda: factpages.facts_data(registers, rows))
    return 0


def verify(*registers: str, details: bool = False, format: Format = "text", lang: Lang | None = None) -> int:
    """Compute every tie between printed figures again: what agrees, what is derived only, what differs.

    Exit status 1 when figures differ and the register does not say how that is read.

    Parameters
    ----------
    registers
        Names or paths of fact registers. Left out: all that are shipped.
    details
        Show every tie.
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    """
    out = Output(format, lang)
    from basegov import catalog
    from basegov.facts import Agreement
    from basegov.report import factpages

    chosen: tuple[FactRegister, ...]
    chosen = tuple(map(catalog.load_facts, registers)) if registers else catalog.shipped_facts()
    verified = tuple((register, register.verify()) for register in chosen)
    out.show(
        lambda: factpages.verified_page(verified, out.lang, details=details),
        lambda: factpages.verified_data(verified),
    )
    unread = any(
        tied.agreement is Agreement.DIFFERS and not register[tied.tie.of].reading.en and not tied.tie.note.en
        for register, ties in verified
        for tied in ties
    )
    return int(unread)


def transplant(
    policy: str | None = None,
    structure: str | None = None,
    /,
    *,
    reformed: bool = False,
    format: Format = "text",
    lang: Lang | None = None,
    details: bool = False,
) -> int:
    """Ask the policy of every district of the structure of every other one, and show one table.

    Parameters
    ----------
    policy
        Show one cell in full: the policy; the structure has to be named too.
    structure
        Show one cell in full: the structure.
    reformed
        Judge each structure after the reforms of its own district.
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    details
        Explain every answer of the cell in full.
    """
    if (policy is None) is not (structure is None):
        raise InputError([POLICY_AND_STRUCTURE(found=policy)])
    out = Output(format, lang)
    from basegov.report import checks, transplants
    from basegov.scenarios.scenario import Scenario
    from basegov.scenarios.transplants import TransplantTable
    from basegov.scenarios.transplants import transplant as transplanted

    with out.progress(Text("reading the shipped data", "读取内置数据")) as said:
        table = transplanted(reformed=reformed)
        said(Text("judging structures by policies", "以政策评判结构"))
        for one in table if policy is None or structure is None else [table.cell(policy, structure)]:
            one.judge()
    if policy is None or structure is None:
        out.show(lambda: transplants.transplant_page(table, out.lang), lambda: transplants.transplant_data(table))
        return 0
    cell = table.cell(policy, structure)
    asked = Scenario(
        baseline=cell.structure, policies=(cell.policy,), reforms=cell.scenario.reforms if reformed else (),
        everywhere=True,
    )  # fmt: skip
    out.show(
        lambda: transplants.cell_page(cell, out.lang, checks.check_page(asked, cell.report, out.lang, details=details)),
        lambda: transplants.transplant_data(TransplantTable((cell,))),
    )
    return int(bool(cell.report.violated))
