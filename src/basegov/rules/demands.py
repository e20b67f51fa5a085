"""What clauses demand, put so that demands of different clauses can be compared, and those that exclude each other.

A rule class may state demands with a method ``demands(structure)`` that yields `Demand` objects; rules of different
classes then meet under one key. Two clauses of one class that bound the same measure of the same subjects are compared
without it, by their requirements.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from basegov.errors import NotFoundError
from basegov.quantities import Quantity
from basegov.rules.reports import Contradiction
from basegov.rules.requirements import Bound
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Subject
from basegov.structure.functions import Function
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.texts import NO_TEXT, Language, Text
from basegov.values import NotStated, Truth

Wanted = Quantity | bool | frozenset[str]
"""What is demanded: a range, that something is or is not so, or one of some ids or words."""


@attrs.frozen
class Demand:
    """A clause demands something that other clauses may exclude.

    Parameters
    ----------
    key : tuple of str
        What it is about, word by word, such as ``("performs", unit, function)``; demands of one key are compared.
    subject : str
        Id of the node about which it speaks.
    name : str
        What people call that node.
    wanted : Quantity, bool or frozenset of str
        What is demanded.
    words : Text
        The demand in words.
    """

    key: tuple[str, ...]
    subject: str
    name: str
    wanted: Wanted
    words: Text


def performing(structure: Structure, unit: Node, function: str, *, wanted: bool, because: Text = NO_TEXT) -> Demand:
    """Return the demand that a unit performs a function, or that it does not; `because` says what else demands it."""
    node = structure.get(function)
    name = function if node is None else node.label
    if wanted:
        en, zh = f"that it performs {name}", f"履行“{name}”"
    else:
        en, zh = f"that it does not perform {name}", f"不履行“{name}”"
    if because is not NO_TEXT:
        en, zh = f"{because.en}, and so {en}", f"{because.zh}，即{zh}"
    return Demand(("performs", unit.id, function), unit.id, unit.label, wanted, Text(en, zh))


def with_branches(structure: Structure, functions: Iterable[str]) -> tuple[str, ...]:
    """Return functions together with every recorded branch of them."""
    found = dict.fromkeys(functions)
    queue = list(found)
    while queue:
        for branch in structure.where(Function, branch_of=queue.pop()):
            if branch.id not in found:
                found[branch.id] = None
                queue.append(branch.id)
    return tuple(found)


def exclude_each_other(one: Wanted, other: Wanted) -> bool:
    """Whether nothing fulfils both of two demands."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        same = one.fits(type(other)) or other.fits(type(one))
        return same and one.intersect(other) is None
    if isinstance(one, bool) and isinstance(other, bool):
        return one is not other
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one.isdisjoint(other)
    return False


def conflicts(rules: Iterable[Rule], structure: Structure) -> Iterator[Contradiction]:
    """Yield every pair of binding clauses that demand what excludes each other, with their sources."""
    binding = [rule for rule in rules if rule.force.binds]
    yield from _by_demands(binding, structure)
    yield from _by_bounds(binding, structure)


def _by_demands(rules: Iterable[Rule], structure: Structure) -> Iterator[Contradiction]:
    groups: dict[tuple[str, ...], list[tuple[Rule, Demand]]] = {}
    for rule in rules:
        stating = getattr(rule, "demands", None)
        for demand in () if stating is None else _found(stating, structure):
            groups.setdefault(demand.key, []).append((rule, demand))
    for group in groups.values():
        for (one, first), (other, second) in itertools.combinations(group, 2):
            if exclude_each_other(first.wanted, second.wanted):
                yield _named(first.subject, first.name, (one, first.words), (other, second.words))


def _by_bounds(rules: Iterable[Rule], structure: Structure) -> Iterator[Contradiction]:
    """Compare clauses of one class and measure by their requirements; subjects are sought only where these clash."""
    groups: dict[Any, list[tuple[Rule, Quantity]]] = {}
    for rule in rules:
        if rule.judges != "structure" or hasattr(rule, "share_demands"):
            continue
        wanted, alike = rule.requirement, _measured_alike(rule)
        if isinstance(wanted, Bound) and not isinstance(wanted.range, NotStated) and _can_be_key(alike):
            groups.setdefault(alike, []).append((rule, wanted.range))
    subjects: dict[int, dict[tuple[str, ...], Subject]] = {}
    for group in groups.values():
        for (one, first), (other, second) in itertools.combinations(group, 2):
            if not exclude_each_other(first, second):
                continue
            for rule in (one, other):
                if id(rule) not in subjects:
                    subjects[id(rule)] = _subjects(rule, structure)
            for key, subject in subjects[id(one)].items():
                if key in subjects[id(other)]:
                    words = [_bound_words(rule) for rule in (one, other)]
                    yield _named(subject.id, subject.name, (one, words[0]), (other, words[1]))


_COMMON = attrs.fields_dict(Rule)  # type: ignore[type-abstract]
_NOT_OF_THE_MEASURE = frozenset({*_COMMON, "exactly", "at_least", "at_most"})


def _measured_alike(rule: Rule) -> Any:
    """Return what two rules share that measure the same thing: class and parameters, but for limits and subjects."""
    selector = rule.scope.selector
    fields = (field.name for field in attrs.fields(type(rule)) if field.name not in _NOT_OF_THE_MEASURE)
    return (type(rule), *(
        (name, value) for name in fields if (value := getattr(rule, name)) is not selector
    ))  # fmt: skip


def _can_be_key(value: Any) -> bool:
    """Whether a value can be looked up; parameters of rules of one's own need not."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _subjects(rule: Rule, structure: Structure) -> dict[tuple[str, ...], Subject]:
    """Return the subjects of which the rule surely speaks."""
    found = _found(rule.measurements, structure)
    return {(s.id, *s.parts): s for s, measured in found if measured.applies is Truth.TRUE}


def _found(ask: Any, structure: Structure) -> tuple[Any, ...]:
    """Return what a rule yields; nothing where it names something that the structure does not have."""
    try:
        return tuple(ask(structure))
    except NotFoundError:
        return ()


def _bound_words(rule: Rule) -> Text:
    measure, wanted = rule.measure.what, rule.requirement
    return Text(f"{measure.en}: {wanted.text('en')}", f"{measure.zh}：{wanted.text('zh')}")


def _named(subject: str, name: str, *sides: tuple[Rule, Text]) -> Contradiction:
    en = "; ".join(f"{_clause(rule, 'en')} demands {words.en}" for rule, words in sides)
    zh = "；".join(f"{_clause(rule, 'zh')}要求{words.zh}" for rule, words in sides)
    return Contradiction(
        subject,
        tuple(dict.fromkeys(rule.id for rule, _ in sides)),
        Text(f"{name}: {en} - nothing fulfils both", f"{name}：{zh}——两者不能同时满足"),
    )


def _clause(rule: Rule, lang: Language) -> str:
    """Return a clause by its id and source."""
    if isinstance(rule.source, NotStated):
        return f"{rule.id} " if lang == "zh" else rule.id
    left, right = ("（", "）") if lang == "zh" else (" (", ")")
    return f"{rule.id}{left}{rule.source.text(lang)}{right}"
