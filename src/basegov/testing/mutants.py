"""Rules changed in many small ways, from nothing but the fields of their classes and the types of their values.

A test file that notices none of it when a bound is moved by the smallest step, a condition is left out or a soft clause
becomes a hard one does not test that part of the rule.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, get_args

import attrs

from basegov.dates import Date, DateRange
from basegov.errors import BasegovError
from basegov.quantities import Quantity, Share
from basegov.rules.rule import Rule
from basegov.sources import Source
from basegov.structure.durations import Duration
from basegov.structure.records import RECORD_TYPES, Record, field_specs, kinds_of
from basegov.structure.selection import Role, Selector
from basegov.terms import LEVELS, Force, Level, Strength
from basegov.texts import Language, Text, say
from basegov.values import FrozenMap, NotStated


class Sort(enum.Enum):
    """What a mutation does to a rule."""

    WEAKENED = "weakened"
    TIGHTENED = "tightened"
    SCOPE = "re-scoped"
    ALTERED = "altered"
    FORCE = "force changed"
    DROPPED = "dropped"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        zh = {
            "weakened": "放宽", "tightened": "收紧", "re-scoped": "改变对象",
            "altered": "改动", "force changed": "改变约束力", "dropped": "删除",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen(eq=False)
class Mutant:
    """A rule that was changed in one place.

    Parameters
    ----------
    rule : Rule
        The rule as it is.
    mutated : Rule, optional
        The changed one; None where it is dropped.
    sort : Sort
        What the mutation does.
    words : Text
        The mutation in words: the field, what it was and what it became.
    suggestion : Text
        What a case would have to hold so that the two say different things.
    """

    rule: Rule
    mutated: Rule | None
    sort: Sort
    words: Text
    suggestion: Text

    def text(self, lang: Language = "en") -> str:
        """Return rule, mutation and suggested case on two lines."""
        hint = ("    可加用例：" if lang == "zh" else "    case: ") + self.suggestion.in_(lang)
        return f"  {self.rule.id}: {self.sort.text(lang)}: {self.words.in_(lang)}\n{hint}"


_Variant = tuple[Sort, Text, Any]
"""What is done, the change in words, and the new value."""

ASIDE: Final = frozenset({"id", "clause", "source", "reading", "jurisdiction", "valid", "force", "definition"})
"""Fields that say where a rule comes from, or that are changed in a way of their own."""
_IDLE_INSIDE: Final = frozenset({"id", "force"})
"""Fields of a rule inside another one on which nothing hangs: the outer one has its own name and force."""
_SEVERAL: Final = frozenset({Role.HOST, Role.SERVED})
"""Parts that several nodes may play for one; of one alone it does not matter whether each is asked."""
_DOWN_WEAKENS: Final = frozenset({"at_least", "above"})
_UP_WEAKENS: Final = frozenset({"at_most", "below", "exceptions"})
_ONE_BY_ONE: Final = frozenset({"approvers"})
"""Fields whose selectors are held against single nodes, so that nothing hangs on nodes that are not listed."""
_HUNDREDTH: Final = Fraction(1, 100)
_TINY: Final = Fraction(1, 10_000)
_OTHER: Final = "-other"


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    """Yield the mutants of a rule: none that equals it, is built twice or cannot be built."""
    en, zh = rule.id, rule.id
    yield Mutant(
        rule, None, Sort.DROPPED, Text("the rule is gone", "规则被删去"),
        Text(f"any case that expects something of {en}", f"任何对 {zh} 有预期的用例"),
    )  # fmt: skip
    seen: list[Rule] = [rule]
    for sort, words, suggestion, changes in _changes(rule):
        try:
            mutated = attrs.evolve(rule, **changes)
            mutated.requirement.text()  # a rule may hold only together what it takes one by one
            mutated.scope.text()
            same = mutated in seen or _says_the_same(rule, mutated, changes)
        except (BasegovError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
            continue  # no rule of this class has such a value
        if not same:
            seen.append(mutated)
            yield Mutant(rule, mutated, sort, words, suggestion)


_REQUIRED: Final = frozenset({"exactly", "at_least", "at_most"})
"""Fields from which nothing but the requirement follows."""
_ONLY_WITH: Final = {"each": "role", "category": "weights"}
"""Fields on which nothing hangs while another one is left out: whoever plays no part is not asked one by one, and of no
category can it be said how far it is from figures that do not say how much they count."""


def _says_the_same(rule: Rule, mutated: Rule, changes: Mapping[str, Any]) -> bool:
    """Whether no structure can tell two rules apart.

    A clause without a number, or due on a day that is not stated, is never broken, so its force is idle; the ends of a
    range count only through the range; some fields count only beside another one; weights only against each other; who
    alone plays a part is each of them.
    """
    if set(changes) == {"force"}:
        return not rule.requirement.is_stated or isinstance(getattr(rule, "deadline", None), NotStated)
    if all(name in _ONLY_WITH and _is_open(rule, _ONLY_WITH[name]) for name in changes):
        return True
    if set(changes) == {"each"} and isinstance(getattr(rule, "role", None), Role):
        return rule.role not in _SEVERAL  # type: ignore[attr-defined]
    if set(changes) == {"weights"}:
        return all(_in_proportion(getattr(rule, name), new) for name, new in changes.items())
    return set(changes) <= _REQUIRED and rule.requirement == mutated.requirement


def _is_open(rule: Rule, field: str) -> bool:
    """Whether a rule has a field that is left out or not stated."""
    value = getattr(rule, field, ...)
    return value is None or isinstance(value, NotStated)


def _in_proportion(old: Any, new: Any) -> bool:
    """Whether two sets of weights give each figure the same part."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or set(old) != set(new):
        return False
    pairs = [(Fraction(old[key].exact), Fraction(new[key].exact)) for key in old]
    whole, other = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    return all(a * other == b * whole for a, b in pairs)


def _changes(rule: Rule) -> Iterator[tuple[Sort, Text, Text, dict[str, Any]]]:
    other = Force.GENERALLY if rule.force.binds else Force.MUST
    yield (
        Sort.FORCE, _became("force", rule.force, other),
        Text("a case in which the rule is broken: expect " + ("violated" if rule.force.binds else "warning"),
             "一个违反该规则的用例：预期为" + ("违反（violated）" if rule.force.binds else "提示（warning）")),
        {"force": other},
    )  # fmt: skip
    for attribute in attrs.fields(type(rule)):
        name = attribute.name
        if name in ASIDE or name in rule.beside or not attribute.init:
            continue
        value = getattr(rule, name)
        for sort, words, new in variants(value, name, whole=rule.measure.unit == "count"):
            yield sort, words, _suggestion(rule, name, value, new), {name: new}
        default = attribute.default
        if default is not attrs.NOTHING and not isinstance(default, attrs.Factory) and default != value:  # type: ignore[arg-type]
            yield Sort.ALTERED, _became(name, value, default), _suggestion(rule, name, value, default), {name: default}


def _became(name: str, old: Any, new: Any) -> Text:
    return Text(f"{name}: {_word(old, 'en')} -> {_word(new, 'en')}", f"{name}：{_word(old, 'zh')} → {_word(new, 'zh')}")


def _word(value: Any, lang: Language) -> str:
    if value is None:
        return "无" if lang == "zh" else "none"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_word(key, lang)}: {_word(item, lang)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | frozenset):
        return "[" + ", ".join(_word(item, lang) for item in value) + "]"
    return say(value, lang) if hasattr(value, "text") else str(getattr(value, "value", value))


def _suggestion(rule: Rule, name: str, old: Any, new: Any) -> Text:
    what = rule.measure.what
    if isinstance(old, Quantity | int) and isinstance(new, Quantity | int) and not isinstance(old, bool):
        first, second = (_word(one, "en") for one in (old, new)), (_word(one, "zh") for one in (old, new))
        en, zh = " and one with ".join(first), " 与 ".join(second)
        return Text(
            f"one with {en} ({what.en}), on either side of the bound", f"{what.zh}分别为 {zh} 的用例，即界限两侧各一"
        )
    if isinstance(old, Selector) and isinstance(new, Selector):
        return Text(
            f"a structure with a node that is {new.text('en')} but not {old.text('en')}, or the other way round",
            f"含有一个对象，属于“{new.text('zh')}”而不属于“{old.text('zh')}”（或相反）的结构",
        )
    return Text(
        f"a case whose answer hangs on {name}: one that passes only while it is {_word(old, 'en')}",
        f"结论取决于 {name} 的用例：仅当其为 {_word(old, 'zh')} 时才如预期",
    )


def variants(value: Any, name: str, *, whole: bool = False) -> Iterator[_Variant]:
    """Yield other values for a field, each with what is done and words for it; `whole` where numbers are counts."""
    for sort, new in _others(value, name, whole=whole):
        yield sort, _became(name, value, new), new


def _others(value: Any, name: str, *, whole: bool = False) -> Iterator[tuple[Sort, Any]]:
    if isinstance(value, bool):
        yield Sort.ALTERED, not value
    elif isinstance(value, Quantity):
        if value.exact is not None:
            step = Fraction(1) if whole or value.integral else _TINY if isinstance(value, Share) else _HUNDREDTH
            for sign in (-1, 1):
                moved = value.exact + sign * step
                if (value.floor is None or moved >= value.floor) and (value.ceiling is None or moved <= value.ceiling):
                    yield _moved(name, sign), type(value).between(moved, moved)
    elif isinstance(value, int | Fraction):
        for sign in (-1, 1):
            yield _moved(name, sign), value + sign
    elif isinstance(value, Duration):
        for sign in (-1, 1):
            if value.amount + sign >= 0:
                yield _moved(name, sign), Duration.of(value.amount + sign, value.unit)
    elif isinstance(value, Strength):
        yield from _strengths(value)
    elif isinstance(value, Level):
        yield from _levels(value)
    elif isinstance(value, enum.Enum) and not isinstance(value, NotStated):
        others = [member for member in type(value) if member is not value]
        yield from ((Sort.SCOPE, member) for member in others[:2])
    elif isinstance(value, Selector):
        wider = _selectors(value)
        yield from ((Sort.SCOPE, new) for new in wider if name not in _ONE_BY_ONE or not _means_the_same(value, new))
    elif isinstance(value, str):
        yield Sort.SCOPE, _other_kind(value) or f"{value}{_OTHER}"
    elif isinstance(value, FrozenMap):
        yield from _of_mapping(value, name)
    elif isinstance(value, tuple):
        yield from _of_tuple(value, name)
    elif isinstance(value, DateRange):
        yield from _of_range(value)
    elif attrs.has(type(value)) and not isinstance(value, Text | Source):
        for attribute in attrs.fields(type(value)):
            if isinstance(value, Rule) and attribute.name in _IDLE_INSIDE:
                continue
            for sort, new in _others(getattr(value, attribute.name), attribute.name):
                yield sort, attrs.evolve(value, **{attribute.name: new})


def _moved(name: str, sign: int) -> Sort:
    if name in _DOWN_WEAKENS:
        return Sort.WEAKENED if sign < 0 else Sort.TIGHTENED
    if name in _UP_WEAKENS:
        return Sort.WEAKENED if sign > 0 else Sort.TIGHTENED
    return Sort.ALTERED


def _strengths(value: Strength) -> Iterator[tuple[Sort, Strength]]:
    """Yield the nearest weaker and the nearest stronger ones."""
    weaker = [s for s in Strength if s is not value and value.at_least(s)]
    stronger = [s for s in Strength if s is not value and s.at_least(value)]
    yield from ((Sort.WEAKENED, s) for s in weaker if not any(o is not s and o.at_least(s) for o in weaker))
    yield from ((Sort.TIGHTENED, s) for s in stronger if not any(o is not s and s.at_least(o) for o in stronger))


def _levels(value: Level) -> Iterator[tuple[Sort, Level]]:
    """Yield the next level above and below."""
    ordered = sorted(LEVELS.values(), key=lambda level: level.rank)
    if value in ordered:
        place = ordered.index(value)
        yield from ((Sort.SCOPE, ordered[at]) for at in (place - 1, place + 1) if 0 <= at < len(ordered))


def _of_tuple(value: tuple[Any, ...], name: str) -> Iterator[tuple[Sort, Any]]:
    for place, item in enumerate(value):
        rest = (*value[:place], *value[place + 1 :])
        if rest:
            yield Sort.WEAKENED, rest
        if not isinstance(item, str):
            for sort, new in _others(item, name):
                if new not in value:
                    yield sort, (*value[:place], new, *value[place + 1 :])


def _of_mapping(value: FrozenMap[Any, Any], name: str) -> Iterator[tuple[Sort, Any]]:
    for key, item in value.items():
        rest = {k: v for k, v in value.items() if k != key}
        if rest:
            yield Sort.WEAKENED, FrozenMap(rest)
        for sort, new in _others(item, name):
            yield sort, FrozenMap({**value, key: new})


def _of_range(value: DateRange) -> Iterator[tuple[Sort, DateRange]]:
    for attribute in attrs.fields(DateRange):
        day = getattr(value, attribute.name)
        if isinstance(day, Date) and day.exact is not None:
            for days in (-1, 1):
                yield Sort.SCOPE, attrs.evolve(value, **{attribute.name: Date(day.exact + dt.timedelta(days))})


def _selectors(value: Selector) -> Iterator[Selector]:
    """Yield what is wider (a condition left out, a base kind), what is narrower, and what is another kind."""
    for field in value.where:
        yield attrs.evolve(value, where={k: v for k, v in value.where.items() if k != field})
        wanted = value.where[field]
        if all(isinstance(one, bool) for one in wanted):
            yield attrs.evolve(value, where={**value.where, field: tuple(not one for one in wanted)})
        elif len(wanted) > 1:
            for one in wanted:
                yield attrs.evolve(value, where={**value.where, field: tuple(w for w in wanted if w != one)})
    if value.within is not None:
        yield attrs.evolve(value, within=None)
    if value.ids:
        yield attrs.evolve(value, ids=())
        if len(value.ids) > 1:
            for one in value.ids:
                yield attrs.evolve(value, ids=tuple(id_ for id_ in value.ids if id_ != one))
    kind = _other_kind(value.kind)
    if kind is not None:
        yield attrs.evolve(value, kind=kind)


def _means_the_same(old: Selector, new: Selector) -> bool:
    """Whether no single node can be told by two selectors: only nodes of the same types can be what either asks for."""
    return attrs.evolve(old, kind=new.kind) == new and _can_be(old) == _can_be(new)


def _can_be(selector: Selector) -> frozenset[str]:
    """Return the kinds of record of which a node that a selector means can be."""
    return frozenset(
        kind
        for kind, record in RECORD_TYPES.items()
        if selector.kind in kinds_of(record.cls)
        and all(_can_have(record.cls, field, wanted) for field, wanted in selector.where.items())
    )


def _can_have(cls: type[Record], field: str, wanted: tuple[object, ...]) -> bool:
    """Whether a field of a class can have one of some values, as far as its words are listed."""
    spec = next((spec for spec in field_specs(cls) if spec.name == field), None)
    if spec is None:
        return False
    types = [part for part in get_args(spec.type) or (spec.type,) if part is not NotStated]
    words = [part for part in types if isinstance(part, type) and issubclass(part, enum.Enum)]
    return len(words) < len(types) or any(member.value in wanted for part in words for member in part)


def _other_kind(kind: str) -> str | None:
    """Return the next wider kind that other records answer to as well, else some other kind; None for other words."""
    known = {name: record.cls for name, record in RECORD_TYPES.items()}
    answering = {name: {k for k, cls in known.items() if name in kinds_of(cls)} for name in _all_kinds()}
    if kind not in answering:
        return None
    too_wide = {"record", "node", "relation"}
    wider = [other for other, classes in answering.items() if other not in too_wide and classes > answering[kind]]
    if wider:
        return min(wider, key=lambda other: (len(answering[other]), other))
    return next(other for other in ("street", "department", "community") if other != kind)


def _all_kinds() -> set[str]:
    return {kind for record in RECORD_TYPES.values() for kind in kinds_of(record.cls)}
