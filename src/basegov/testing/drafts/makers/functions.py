"""Making functions: which units perform, which they must not, and what presses for them."""

from __future__ import annotations

from basegov.rules.functions import (
    FunctionRule,
    FunctionsWithin,
    IncentivesHaveFunction,
    NoFunctions,
    PerformsFunctions,
    incentives_of,
)
from basegov.structure.functions import Function, Performs, belongs_to, performances
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth


def functions(draft: Draft, *ids: str) -> tuple[Function, ...]:
    """Return functions by their ids, after making those that lack; one that has no name yet where no id is given."""
    return draft.need(Selector(kind="function", ids=ids))


def place(draft: Draft, rule: FunctionRule, function: str, above: str | None) -> None:
    """Say to which wider function one belongs; None: it is a main area of its own."""
    node = draft.structure.node(function)
    if above is not None:
        functions(draft, above)
    draft.one_of(node, "branch_of", (above,), rule)
    draft.fill(node, branch_of=above)


def top_of(draft: Draft, function: str) -> Function:
    """Return the widest function to which one belongs, as far as that is stated."""
    node = draft.structure.node(function)
    while isinstance(node, Function) and isinstance(node.branch_of, str):
        node = draft.structure.node(node.branch_of)
    assert isinstance(node, Function)
    return node


def end(draft: Draft, rule: FunctionRule, function: str) -> None:
    """State where the line of a function ends, once every rule had its chance to say to what it belongs."""
    top = top_of(draft, function)
    if isinstance(top.branch_of, NotStated) and draft.settling:
        place(draft, rule, top.id, None)


def end_all(draft: Draft, rule: FunctionRule, unit: Node) -> None:
    """State where the lines of all functions end that a unit performs."""
    for performed in performances(draft.structure, unit.id):
        end(draft, rule, performed.function)


def a_new_one(draft: Draft, rule: FunctionRule, unit: Node) -> Function:
    """Return a function that belongs to no other one and is there for one miss of a rule."""
    made: Function = draft.once(("another function", rule.id, unit.id), lambda: draft.make("function"))
    if isinstance(made.branch_of, NotStated):
        place(draft, rule, made.id, None)
    return made


def refuse(draft: Draft, rule: FunctionRule, unit: Node, wanted_none_of: tuple[str, ...]) -> None:
    """Let a unit perform none of some functions, and no branch of one."""
    for function in wanted_none_of:
        draft.unlink(Performs(unit=unit.id, function=function), name_of(rule))
    for performed in performances(draft.structure, unit.id):
        if belongs_to(draft.structure, performed.function, wanted_none_of) is Truth.TRUE:
            draft.unlink(performed, name_of(rule))


@makes(PerformsFunctions)
def performs_functions(rule: PerformsFunctions, draft: Draft) -> None:
    """Let every unit perform each function; for a miss it does not perform the first, or does not focus on it."""
    functions(draft, *rule.functions)
    ways = ("not performed", "not in focus") if rule.focus else ("not performed",)
    for unit in draft.need(rule.unit):
        way = draft.way_of(ways) if draft.misses(rule, unit.id) else ""
        if way == "not performed":
            refuse(draft, rule, unit, rule.functions[:1])
        if way:
            end_all(draft, rule, unit)
        for function in rule.functions[1:] if way == "not performed" else rule.functions:
            row = draft.link(Performs(unit=unit.id, function=function), name_of(rule))
            if rule.focus:
                focus = way != "not in focus" or function != rule.functions[0]
                draft.one_of(row, "focus", (focus,), rule)
    draft.close("performs")
    draft.close(rule.unit.kind)


@makes(NoFunctions)
def no_functions(rule: NoFunctions, draft: Draft) -> None:
    """Let no unit perform the functions; for a miss it performs the first, or is assessed for it."""
    removed = functions(draft, *rule.functions)[0]
    ways = ("performed", "assessed") if rule.incentives else ("performed",)
    for unit in draft.need(rule.unit):
        way = draft.way_of(ways) if draft.misses(rule, unit.id) else ""
        if way == "performed":
            draft.link(Performs(unit=unit.id, function=removed.id), name_of(rule))
        elif way == "assessed":
            press(draft, unit, removed.id, (rule.id, unit.id))
        else:
            refuse(draft, rule, unit, rule.functions)
            end_all(draft, rule, unit)
            for incentive in incentives_of(draft.structure, unit.id) if rule.incentives else ():
                if isinstance(incentive.function, str):
                    end(draft, rule, incentive.function)
    draft.close("performs")
    draft.close("function_incentive")
    draft.close(rule.unit.kind)


def press(draft: Draft, unit: Node, function: str, key: tuple[str, str]) -> None:
    """Let an indicator press a unit for a function."""
    draft.once(("incentive", *key), lambda: draft.make("function_incentive", function=function, subject=unit.id))


@makes(IncentivesHaveFunction)
def incentives_have_function(rule: IncentivesHaveFunction, draft: Draft) -> None:
    """Let indicators be for functions that the unit performs; for a miss one is for another function."""
    for number, unit in enumerate(draft.need(rule.unit)):
        if draft.misses(rule, unit.id):
            other = a_new_one(draft, rule, unit)
            press(draft, unit, other.id, (rule.id, unit.id))
            refuse(draft, rule, unit, (other.id,))
            end_all(draft, rule, unit)
            continue
        if number == 0 and not _performed(draft, unit) and draft.round > 0:
            draft.link(_allowed(draft, unit), name_of(rule))
        performed = _performed(draft, unit)
        if number == 0 and performed and not incentives_of(draft.structure, unit.id):
            press(draft, unit, performed[0], (rule.id, unit.id))
        for incentive in incentives_of(draft.structure, unit.id):
            assert isinstance(incentive.function, str)
            draft.link(Performs(unit=unit.id, function=incentive.function), name_of(rule))
        end_all(draft, rule, unit)
    draft.close("performs")
    draft.close("function_incentive")
    draft.close(rule.unit.kind)


def _allowed(draft: Draft, unit: Node) -> Performs:
    """Return that a unit performs a function that no rule forbids it."""
    rows = [Performs(unit=unit.id, function=function.id) for function in draft.need("function")]
    free = [row for row in rows if not draft.is_unwanted(row)]
    return free[0] if free else Performs(unit=unit.id, function=draft.make("function").id)


def _performed(draft: Draft, unit: Node) -> list[str]:
    return [row.function for row in performances(draft.structure, unit.id)]


@makes(FunctionsWithin)
def functions_within(rule: FunctionsWithin, draft: Draft) -> None:
    """Let every function performed belong to one of the areas; for a miss another one is performed too."""
    functions(draft, *rule.areas)
    for number, unit in enumerate(draft.need(rule.unit)):
        misses = draft.misses(rule, unit.id)
        if misses:
            other = a_new_one(draft, rule, unit)
            draft.link(Performs(unit=unit.id, function=other.id), name_of(rule))
        elif number == 0 and not performances(draft.structure, unit.id) and draft.round > 0:
            area = draft.pick(("area", rule.id), rule.areas)
            draft.link(Performs(unit=unit.id, function=area), name_of(rule))
        for row in performances(draft.structure, unit.id):
            if misses and row.function == a_new_one(draft, rule, unit).id:
                if rule.focus:
                    draft.one_of(row, "focus", (True,), rule)
            else:
                _bring_in(draft, rule, row)
    draft.close("performs")
    draft.close(rule.unit.kind)


def _bring_in(draft: Draft, rule: FunctionsWithin, row: Performs) -> None:
    """Let a function belong to one of the areas, or be out of focus where only what is in focus counts."""
    if belongs_to(draft.structure, row.function, rule.areas) is Truth.TRUE:
        return
    top = top_of(draft, row.function)
    if rule.focus and draft.leaves(row, "focus", False) and not isinstance(top.branch_of, NotStated):
        draft.one_of(row, "focus", (False,), rule)
        return
    free = [area for area in rule.areas if top_of(draft, area).id != top.id]
    place(draft, rule, top.id, draft.pick(("area of", rule.id, top.id), free or rule.areas))
