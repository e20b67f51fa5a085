"""Rules over functions: which a unit performs, which it must not, and what presses for one that is gone."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from basegov.rules.demands import Demand, performing, with_branches
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.functions import (
    FunctionIncentive,
    about,
    belongs_to,
    lists_all_about,
    performances,
    performs,
)
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


@attrs.define
class Findings:
    """What a rule gathers of one node: what belongs to a set, what may, and the facts that are missing."""

    known: list[Text] = attrs.field(factory=list)
    possible: list[Text] = attrs.field(factory=list)
    missing: list[Missing] = attrs.field(factory=list)
    evidence: list[Evidence] = attrs.field(factory=list)

    def add(self, answer: Truth, words: Text, missing: Missing | None = None) -> None:
        """Note something that belongs to the set, perhaps belongs to it, or does not."""
        if answer is Truth.TRUE:
            self.known.append(words)
        elif answer is Truth.UNKNOWN:
            self.possible.append(words)
            if missing is not None:
                self.missing.append(missing)

    @property
    def measurement(self) -> Measurement:
        """What was found, as a measurement."""
        return Measurement(
            value=SetValue(tuple(dict.fromkeys(self.known)), tuple(dict.fromkeys(self.possible))),
            missing=tuple(dict.fromkeys(self.missing)), evidence=tuple(self.evidence),
        )  # fmt: skip


def named(structure: Structure, id: str) -> Text:
    """Return a node by its name, or the id of one that is not there."""
    node = structure.get(id)
    return Text(id, id) if node is None else Text(node.label, node.label)


@attrs.frozen(kw_only=True)
class FunctionRule(NodeRule):
    """What rules over functions have in common.

    Parameters
    ----------
    unit : Selector
        The units or bodies of which they speak.
    """

    unit: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    def _unrecorded(self, structure: Structure, node: Node, found: Findings) -> None:
        """Note that a node may perform functions that are not recorded."""
        if not lists_all_about(structure, node.id, "performs"):
            words = Text(f"which further functions {node.label} performs", f"{node.label}还履行哪些职能")
            found.add(
                Truth.UNKNOWN, Text("functions that are not recorded", "未载明的职能"),
                Missing(node.id, "performances", words),
            )  # fmt: skip


def incentives_of(structure: Structure, id: str) -> tuple[FunctionIncentive, ...]:
    """Return the indicators and rewards of a unit or body, and those of which it is not stated whose they are."""
    own = tuple(r for r in about(structure, FunctionIncentive, "subject", id) if isinstance(r, FunctionIncentive))
    return own + tuple(i for i in structure.records(FunctionIncentive) if isinstance(i.subject, NotStated))


@rule(en="functions removed", zh="取消职能")
@attrs.frozen(kw_only=True)
class NoFunctions(FunctionRule):
    """A unit must not perform certain functions, and nothing may measure or reward it for them.

    Predicate: no function performed is one of them or a branch of one, and (unless `incentives` is false) no indicator
    and no reward of the unit is for one of them. *Undetermined* while functions or incentives are not all recorded; one
    that is recorded is a violation however much else is unknown.

    Parameters
    ----------
    functions : tuple of str
        The functions that are taken away.
    incentives : bool
        Whether the indicators and rewards for them have to be gone too.

    Notes
    -----
    Used by HZ-025 and HZ-026 (investment attraction and tax assistance, with their indicators).
    """

    functions: tuple[str, ...] = attrs.field(converter=as_words)
    incentives: bool = True

    @property
    def measure(self) -> Measure:
        """What is left of the functions."""
        return Measure("removed_functions_left", "set", Text("what is left of removed functions", "已取消职能的遗留"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("function removed, nor indicator or reward for one", "已取消的职能及其考核指标、奖励"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the functions that are still performed, and what still presses for them."""
        found = Findings()
        for performed in performances(structure, node.id):
            answer = belongs_to(structure, performed.function, self.functions)
            words = named(structure, performed.function)
            found.add(answer, words, _place(words, performed.function))
            if answer is Truth.TRUE:
                text = Text(f"{node.label} performs {words.en}", f"{node.label}履行“{words.zh}”")
                found.evidence.append(Evidence(text, performed.source))
        self._unrecorded(structure, node, found)
        if self.incentives:
            for incentive in incentives_of(structure, node.id):
                self._incentive(structure, node, incentive, found)
            if not lists_all_about(structure, node.id, "function_incentive"):
                words = Text(f"which indicators and rewards {node.label} has", f"{node.label}有哪些考核指标和奖励")
                unrecorded = Text("indicators and rewards that are not recorded", "未载明的考核指标和奖励")
                found.add(Truth.UNKNOWN, unrecorded, Missing(node.id, "function_incentives", words))
        return found.measurement

    def demands(self, structure: Structure) -> Iterator[Demand]:
        """Yield that the unit performs neither the functions nor a branch of one."""
        functions = with_branches(structure, self.functions)
        for node in self.unit.select(structure).sure:
            yield from (performing(structure, node, function, wanted=False) for function in functions)

    def _incentive(self, structure: Structure, node: Node, incentive: FunctionIncentive, found: Findings) -> None:
        for_it = (
            Truth.UNKNOWN if isinstance(incentive.function, NotStated)
            else belongs_to(structure, incentive.function, self.functions)
        )  # fmt: skip
        its_own = Truth.UNKNOWN if isinstance(incentive.subject, NotStated) else Truth.TRUE
        kind = incentive.kind
        words = Text(f"{incentive.label} ({kind.text('en')})", f"{incentive.label}（{kind.text('zh')}）")
        answer = Truth.all((for_it, its_own))
        what = Text(f"for which function and whom {incentive.label} is", f"{incentive.label}针对何种职能和对象")
        found.add(answer, words, Missing(incentive.id, "function", what))
        if answer is Truth.TRUE:
            found.evidence.append(
                Evidence(Text(f"{node.label}: {words.en}", f"{node.label}：{words.zh}"), incentive.source)
            )


def _place(words: Text, function: str) -> Missing:
    what = Text(f"to which wider function {words.en} belongs", f"“{words.zh}”属于哪项职能")
    return Missing(function, "branch_of", what)


@rule(en="no indicator without its function", zh="考核指标与职能对应")
@attrs.frozen(kw_only=True)
class IncentivesHaveFunction(FunctionRule):
    """Whatever measures or rewards a unit must be for a function that the unit performs.

    Predicate: for every indicator and reward of u, its function is one that u performs, or a wider or narrower one of
    it. *Undetermined* while the function of an incentive, or what the unit performs, is not stated.

    Notes
    -----
    Used by HZ-026: with a function its indicators and rewards go.
    """

    @property
    def measure(self) -> Measure:
        """What presses for functions that are not performed."""
        words = Text("indicators and rewards without a function", "无对应职能的考核指标和奖励")
        return Measure("dangling_incentives", "set", words)

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(
            Text("indicator or reward for a function that is not performed", "针对未履行职能的考核指标或奖励")
        )

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the indicators and rewards whose function the node does not perform."""
        found = Findings()
        for incentive in incentives_of(structure, node.id):
            answer = dangles(structure, node.id, incentive)
            words = Text(incentive.label, incentive.label)
            what = Text(
                f"whether {node.label} performs the function of {words.en}",
                f"{node.label}是否履行“{words.zh}”对应的职能",
            )
            found.add(answer, words, Missing(incentive.id, "function", what))
        if not lists_all_about(structure, node.id, "function_incentive"):
            words = Text(f"which indicators and rewards {node.label} has", f"{node.label}有哪些考核指标和奖励")
            unrecorded = Text("indicators and rewards that are not recorded", "未载明的考核指标和奖励")
            found.add(Truth.UNKNOWN, unrecorded, Missing(node.id, "function_incentives", words))
        return found.measurement


def dangles(structure: Structure, unit: str, incentive: FunctionIncentive) -> Truth:
    """Say whether an indicator or reward presses a unit for a function that the unit does not perform."""
    if isinstance(incentive.function, NotStated) or isinstance(incentive.subject, NotStated):
        return Truth.UNKNOWN
    wider = (belongs_to(structure, incentive.function, [p.function]) for p in performances(structure, unit))
    performed = Truth.any((performs(structure, unit, [incentive.function]), *wider))
    return performed.negated


@rule(en="functions within areas", zh="职能限于主责领域")
@attrs.frozen(kw_only=True)
class FunctionsWithin(FunctionRule):
    """Every function that a unit performs must belong to one of a closed set of areas.

    Predicate: for every function f performed, f is one of the areas or a branch of one. *Undetermined* while functions,
    or the wider function of one, are not stated; a main area that is not among them is a violation.

    Parameters
    ----------
    areas : tuple of str
        The areas.
    focus : bool
        Whether only the functions count on which the unit concentrates.

    Notes
    -----
    Used by HZ-027 (five main areas) and HZ-024 (three fields of focus, with `focus`).
    """

    areas: tuple[str, ...] = attrs.field(converter=as_words)
    focus: bool = False

    @property
    def measure(self) -> Measure:
        """The functions outside of the areas."""
        return Measure("functions_outside_areas", "set", Text("functions outside the areas", "主责领域之外的职能"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("function outside the areas", "主责领域之外的职能"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the functions of the node that are, or may be, outside."""
        found = Findings()
        for performed in performances(structure, node.id):
            words = named(structure, performed.function)
            outside = belongs_to(structure, performed.function, self.areas).negated
            if self.focus:
                outside = Truth.all((outside, Truth.of(performed.focus)))
            found.add(outside, words, _place(words, performed.function))
        self._unrecorded(structure, node, found)
        return found.measurement


@rule(en="functions performed", zh="应履行的职能")
@attrs.frozen(kw_only=True)
class PerformsFunctions(FunctionRule):
    """A unit or body must perform certain functions.

    Predicate: for each function named, the unit performs it or a branch of it; with `focus`, as one on which it
    concentrates. *Undetermined* while that is not recorded and not everything is declared to be.

    Parameters
    ----------
    functions : tuple of str
        The functions.
    focus : bool
        Whether the unit has to concentrate on them.

    Notes
    -----
    Used by HZ-024 (three fields of focus), HZ-027, XZ-072 and XZ-073 (responsibility of streets, part of agencies),
    XZ-074 and XZ-075 (comprehensive enforcement and its assessment), GL-024 (ways of service at windows), GL-029 (three
    modes of enforcement).
    """

    functions: tuple[str, ...] = attrs.field(converter=as_words)
    focus: bool = False

    @property
    def measure(self) -> Measure:
        """The functions that are lacking."""
        return Measure("functions_lacking", "set", Text("functions not performed", "未履行的职能"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("required function that is not performed", "应履行而未履行的职能"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the functions named that the node does not perform."""
        found = Findings()
        for function in self.functions:
            words = named(structure, function)
            lacking = self._performs(structure, node, function).negated
            what = Text(f"whether {node.label} performs {words.en}", f"{node.label}是否履行“{words.zh}”")
            found.add(lacking, words, Missing(node.id, "performances", what))
        return found.measurement

    def demands(self, structure: Structure) -> Iterator[Demand]:
        """Yield that the unit performs each of the functions."""
        for node in self.unit.select(structure).sure:
            yield from (performing(structure, node, function, wanted=True) for function in self.functions)

    def _performs(self, structure: Structure, node: Node, function: str) -> Truth:
        if not self.focus:
            return performs(structure, node.id, [function])
        answers = [
            Truth.all((belongs_to(structure, p.function, [function]), Truth.of(p.focus)))
            for p in performances(structure, node.id)
        ]
        listed = lists_all_about(structure, node.id, "performs")
        return Truth.any([*answers, Truth.FALSE if listed else Truth.UNKNOWN])
