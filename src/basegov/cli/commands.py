"""The commands. Each loads what is named, asks the library, shows the answer and returns the exit status.

What a command needs of the library it imports itself: help and mistakes of usage are said before all classes are made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

import attrs
from cyclopts import Parameter

from basegov.cli.inquiries import facts, transplant, verify
from basegov.cli.output import Format, Lang, Output
from basegov.dates import Date
from basegov.diagnostics.usage import BAD_ARGUMENT, NEEDS_TRACE, NO_POLICY_FITS, NOTHING_TO_DEMONSTRATE
from basegov.errors import InputError, NotFoundError
from basegov.texts import Text
from basegov.values import NOT_STATED

if TYPE_CHECKING:
    from basegov.policies import Policy
    from basegov.rules.reports import Report

Names = Annotated[list[str] | None, Parameter(negative=())]
Required = Annotated[list[str], Parameter(negative=())]
Kind = Literal["structure", "policy", "reform", "policy-test", "facts", "trace"]


def demo(*, format: Format = "text", lang: Lang | None = None) -> int:
    """Run the five districts end to end and show one table.

    Parameters
    ----------
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    """
    out = Output(format, lang)
    from basegov.report import comparisons, data
    from basegov.scenarios.pairing import shipped_scenarios

    found = []
    with out.progress(Text("reading the shipped data", "读取内置数据")) as said:
        for scenario in shipped_scenarios():
            said(Text(f"judging {scenario.baseline.id}", f"评判 {scenario.baseline.id}"))
            found.append((scenario, scenario.compare()))
    if not found:
        raise NotFoundError([NOTHING_TO_DEMONSTRATE()])
    out.show(lambda: comparisons.demo_page([c for _, c in found], out.lang), lambda: data.demo_data(found))
    return 0


def list_(*, format: Format = "text", lang: Lang | None = None) -> int:
    """List the shipped structures, policies, reforms and fact registers.

    Parameters
    ----------
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    """
    out = Output(format, lang)
    from basegov import catalog
    from basegov.report import data, listings

    with out.progress(Text("reading the shipped data", "读取内置数据")):
        structures = [catalog.load_structure(name) for name in catalog.shipped("structure")]
        policies = [catalog.load_policy(name) for name in catalog.shipped("policy")]
        reforms = [catalog.load_reform(name) for name in catalog.shipped("reform")]
        registers = catalog.shipped_facts()
    out.show(
        lambda: listings.list_page(structures, policies, reforms, out.lang, registers),
        lambda: data.list_data(structures, policies, reforms, registers),
    )
    return 0


def check(
    structure: str,
    /,
    *,
    policy: Names = None,
    reform: Names = None,
    trace: str | None = None,
    until: str | None = None,
    complete: bool | None = None,
    on: str | None = None,
    format: Format = "text",
    lang: Lang | None = None,
    strict: bool = False,
    everywhere: bool = False,
    details: bool = False,
) -> int:
    """Check a structure: which clauses it (or the log of its cases) meets or breaks, by how much, and what is unknown.

    Parameters
    ----------
    structure
        A shipped name or a path.
    policy
        Name or path of a policy; may be repeated. Left out: the shipped policies made for the area of the structure.
    reform
        Apply this reform first; may be repeated, applied in that order.
    trace
        A file with the log of cases (.jsonl or .csv): judged too, on the structure after the reforms.
    until
        Until when the log was kept, such as 2021-04-23 18:00. Left out: what the file says.
    complete
        Whether every case and every event until then stands in the log. Left out: what the file says.
    on
        The day for which the rules are asked, such as 2021-04-23, 2021-04 or 2021. Left out: the date of the structure.
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    strict
        Exit with 1 also when something is undetermined.
    everywhere
        Ask policies that were made for another area as if they were in force here.
    details
        Explain every answer in full.
    """
    out = Output(format, lang)
    alone = [option for option, value in (("--until", until), ("--complete", complete)) if value is not None]
    if trace is None and alone:
        raise InputError([NEEDS_TRACE(option=option) for option in alone])
    from basegov.report import checks, data

    with out.progress(Text(f"reading {structure}", f"读取 {structure}")) as said:
        scenario = _scenario(structure, policy, reform, on, everywhere=everywhere, command="check")
        if trace is not None:
            said(Text(f"reading {trace}", f"读取 {trace}"))
            scenario = attrs.evolve(scenario, trace=_trace(trace, scenario, until, complete))
        said(Text(f"judging {structure}", f"评判 {structure}"))
        report = scenario.check()
    out.show(
        lambda: checks.check_page(scenario, report, out.lang, details=details),
        lambda: data.check_data(scenario, report),
    )
    return _status(report, strict=strict)


def compare(
    structure: str,
    /,
    *,
    reform: Required,
    policy: Names = None,
    on: str | None = None,
    format: Format = "text",
    lang: Lang | None = None,
    strict: bool = False,
    everywhere: bool = False,
    details: bool = False,
) -> int:
    """Compare a structure before and after a reform: indicators, verdicts, differences.

    Parameters
    ----------
    structure
        A shipped name or a path.
    reform
        Name or path of a reform; may be repeated, applied in that order.
    policy
        Name or path of a policy; may be repeated. Left out: the shipped policies made for the area of the structure.
    on
        The day for which the rules are asked on both sides. Left out: the date of the structure after the reform.
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    strict
        Exit with 1 also when something is undetermined after the reform.
    everywhere
        Ask policies that were made for another area as if they were in force here.
    details
        Show answers that did not change, and everything that the reform did.
    """
    out = Output(format, lang)
    from basegov.report import comparisons, data

    with out.progress(Text(f"reading {structure}", f"读取 {structure}")) as said:
        scenario = _scenario(structure, policy, reform, on, everywhere=everywhere, command="compare")
        said(Text(f"judging {structure}", f"评判 {structure}"))
        comparison = scenario.compare()
    out.show(
        lambda: comparisons.compare_page(scenario, comparison, out.lang, details=details),
        lambda: data.compare_data(scenario, comparison),
    )
    return _status(comparison.reports[1], strict=strict)


def explain(policy: str, rule: str | None = None, /, *, format: Format = "text", lang: Lang | None = None) -> int:
    """Explain the clauses of a policy: parameters and sources.

    Parameters
    ----------
    policy
        A shipped name or a path.
    rule
        Id of a rule. Left out: every rule.
    format
        Form of the output: text (when left out), json or markdown.
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    """
    out = Output(format, lang)
    from basegov import catalog
    from basegov.report import data, listings

    found: Policy = catalog.load_policy(policy)
    rules = found.rules_in_force() if rule is None else (found.rule(rule),)
    out.show(lambda: listings.policy_page(found, rules, out.lang), lambda: data.policy_data(found, rules))
    return 0


def schema(kind: Kind, /, *, lang: Lang | None = None) -> int:
    """Write the JSON Schema of a kind of file, for editors.

    Parameters
    ----------
    kind
        structure, policy, reform, policy-test, facts, or trace (one line of it).
    lang
        Language: en or zh. Left out: BASEGOV_LANG, else the locale.
    """
    import json

    from basegov import io

    json.dump(io.json_schema(kind), sys.stdout, ensure_ascii=False, indent=2, sort_keys=True)
    print()
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "demo": demo, "list": list_, "check": check, "compare": compare, "explain": explain, "facts": facts,
    "verify": verify, "transplant": transplant, "schema": schema,
}  # fmt: skip


def _scenario(
    structure: str, policies: Iterable[str] | None, reforms: Iterable[str] | None, on: str | None,
    *, everywhere: bool, command: str,
) -> Any:  # fmt: skip
    from basegov import catalog
    from basegov.rules.rule import codes_of
    from basegov.scenarios import Scenario
    from basegov.scenarios.pairing import policies_for

    day = None if on is None else _date(on, command)
    baseline = catalog.load_structure(structure)
    chosen = tuple(map(catalog.load_policy, policies)) if policies else policies_for(baseline)
    if not chosen:
        codes = codes_of(baseline) or NOT_STATED
        raise NotFoundError([NO_POLICY_FITS(structure=baseline.id, codes=codes)])
    applied = tuple(map(catalog.load_reform, reforms or ()))
    return Scenario(baseline=baseline, policies=chosen, reforms=applied, on=day, everywhere=everywhere)


def _date(text: str, command: str) -> Date:
    try:
        return Date(text)
    except ValueError:
        expected = Text("a date such as 2018-12-04, 2018-12 or 2018", "日期，例如 2018-12-04、2018-12 或 2018")
        fields = {"found": text, "name": "--on", "expected": expected, "command": f"basegov {command}"}
        raise InputError([BAD_ARGUMENT(**fields)]) from None


def _trace(path: str, scenario: Any, until: str | None, complete: bool | None) -> Any:
    from basegov import io
    from basegov.casework import Moment
    from basegov.rules.rule import structure_of

    try:
        end = None if until is None else Moment(until)
    except ValueError:
        expected = Text("date and time such as 2021-04-23 18:00", "日期和时刻，例如 2021-04-23 18:00")
        fields = {"found": until, "name": "--until", "expected": expected, "command": "basegov check"}
        raise InputError([BAD_ARGUMENT(**fields)]) from None
    return io.read_trace(path, structure_of(scenario.world), until=end, complete=complete)


def _status(report: Report, *, strict: bool) -> int:
    return int(bool(report.violated or (strict and report.undetermined)))
