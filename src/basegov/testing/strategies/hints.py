"""From the type of a field to a strategy of its values, and from a class to a strategy of its objects.

One place says it for every attrs class (records, rules, steps and the small classes that stand in them), so that a
class of one's own takes part as it is.
"""

from __future__ import annotations

import collections.abc
import enum
import functools
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from basegov.dates import Date, DateRange
from basegov.quantities import Number, Quantity, Yuan
from basegov.reforms.steps import Step
from basegov.rules.rule import Rule
from basegov.sources import Source
from basegov.structure.durations import Duration
from basegov.structure.records import Node, Record
from basegov.structure.selection import Selector
from basegov.terms import Level, StrengthRange
from basegov.testing.strategies.checks import Known
from basegov.testing.strategies.values import (
    DOCUMENT,
    date_ranges,
    dates,
    durations,
    levels,
    node_kinds,
    quantities,
    selectors,
    sources,
    strengths,
    words,
)
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated

MOST: Final = 100_000  # amounts stay small enough to read


@attrs.frozen(eq=False)
class Style:
    """How values are drawn.

    Parameters
    ----------
    known : str
        ``fully`` or ``partly``.
    words : SearchStrategy of str
        What free texts are drawn from.
    documents : tuple of str
        Keys of the documents that sources cite; none for no sources.
    """

    known: Known = "partly"
    words: SearchStrategy[str] = attrs.field(factory=words)
    documents: tuple[str, ...] = (DOCUMENT,)


@functools.cache
def plain_style(known: Known) -> Style:
    """Return the style with texts of any characters."""
    return Style(known)


Override = Callable[[type, Style], SearchStrategy[Any]]


def _code(drawn: int) -> str:
    """Return a code of 6, 9 or 12 digits in a region that does not exist."""
    number, length = divmod(drawn, 3)
    return f"99{number:0{4 + 3 * length}}"


CODES: Final = st.integers(0, 3 * 10**4 - 1).map(_code)
JURISDICTIONS: Final = st.just("99") | st.integers(0, 99).map(lambda n: f"99{n:02}") | CODES.map(lambda code: code[:6])
KINDS: Final[SearchStrategy[str]] = st.deferred(lambda: st.sampled_from(node_kinds()))
_KIND_FIELDS: Final = frozenset(
    {"manager", "evaluator", "container", "finder", "handler", "unit", "holder", "to", "body"}
)


@functools.cache
def values_of(hint: Any, style: Style) -> SearchStrategy[Any]:
    """Return the values of a type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is typing.Annotated:
        return values_of(args[0], style)
    if origin in (Union, types.UnionType):
        return _union(args, style)
    if origin is Literal:
        return st.sampled_from(args)
    if hint is tuple or origin is tuple:
        return _tuples(args, style)
    if origin in (frozenset, set, collections.abc.Set):
        return st.frozensets(values_of(args[0], style), max_size=2)
    if hint is FrozenMap or origin in (FrozenMap, dict, collections.abc.Mapping):
        key, value = args or (str, str)
        return st.dictionaries(values_of(key, style), values_of(value, style), max_size=2).map(FrozenMap)
    return _of_class(hint, style)


def _union(args: tuple[Any, ...], style: Style) -> SearchStrategy[Any]:
    first: list[SearchStrategy[Any]] = [st.none()] if type(None) in args else []
    if NotStated in args and style.known == "partly":
        first.append(st.just(NOT_STATED))
    parts = [arg for arg in args if arg not in (NotStated, type(None), Fraction)]
    return st.one_of(*first, *(values_of(part, style) for part in parts))


def _tuples(args: tuple[Any, ...], style: Style) -> SearchStrategy[Any]:
    if not args or (len(args) == 2 and args[1] is Ellipsis):
        return st.lists(values_of(args[0] if args else str, style), max_size=2).map(tuple)
    return st.tuples(*(values_of(arg, style) for arg in args))


def _of_class(cls: Any, style: Style) -> SearchStrategy[Any]:
    plain: dict[Any, SearchStrategy[Any]] = {
        str: style.words, bool: st.booleans(), int: st.integers(1, 3000), Fraction: st.fractions(max_denominator=60),
        Decimal: st.decimals(0, MOST, places=2), Any: style.words, object: style.words,
    }  # fmt: skip
    if cls in plain:
        return plain[cls]
    if not isinstance(cls, type):
        return style.words
    if issubclass(cls, enum.Enum):
        return st.sampled_from(cls)
    if issubclass(cls, Quantity):
        low = -MOST if cls in (Yuan, Number) else None
        high = MOST if cls.ceiling is None else None
        return quantities(cls, min_value=low, max_value=high, exact=True if style.known == "fully" else None)
    made: dict[type, Callable[[], SearchStrategy[Any]]] = {
        Date: lambda: dates(known=style.known),
        Duration: durations,
        DateRange: lambda: date_ranges(known=style.known),
        Level: levels,
        StrengthRange: lambda: strengths(known=style.known),
        Source: lambda: sources(documents=style.documents),
        Selector: selectors,
        Text: lambda: st.builds(Text, style.words, style.words),
    }
    if cls in made:
        return made[cls]()
    if issubclass(cls, Rule | Step) and cls in (Rule, Step):
        from basegov.testing.strategies.anysteps import any_steps
        from basegov.testing.strategies.rules import rules

        return rules(known=style.known) if cls is Rule else any_steps(style)
    return objects(cls, style) if attrs.has(cls) else st.from_type(cls)


# objects of attrs classes


@functools.cache
def field_values(cls: type, style: Style) -> tuple[dict[str, SearchStrategy[Any]], dict[str, SearchStrategy[Any]]]:
    """Return the strategies of the fields of an attrs class: those that must be given, and those that may be left out.

    With everything known only what holds None, or a text and nothing more (notes and tags), may be left out.
    """
    hints = typing.get_type_hints(cls, include_extras=False)
    must: dict[str, SearchStrategy[Any]] = {}
    may: dict[str, SearchStrategy[Any]] = {}
    for attribute in attrs.fields(cls):
        if not attribute.init:
            continue
        name, hint = attribute.name, hints[attribute.name]
        if not style.documents and name in ("source", "sources"):
            continue
        values = _field(cls, name, hint, style)
        required = attribute.default is attrs.NOTHING
        if required and get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
            each = _field(cls, name, get_args(hint)[0], style)
            values = st.lists(each, min_size=1, max_size=2, unique=True).map(tuple)
        stated = style.known == "fully" and NotStated in get_args(hint)
        (must if required or stated else may)[attribute.alias or name] = values
    return must, may


def _field(cls: type, name: str, hint: Any, style: Style) -> SearchStrategy[Any]:
    special = _special(cls, name, hint, style)
    return values_of(hint, style) if special is None else special


def _special(cls: type, name: str, hint: Any, style: Style) -> SearchStrategy[Any] | None:
    """Return the values of a field whose name says more than its type."""
    given = FIELDS.get((cls, name)) or next((FIELDS[b, name] for b in cls.__mro__ if (b, name) in FIELDS), None)
    if given is not None:
        return given(cls, style)
    unstated = st.just(NOT_STATED) if NotStated in get_args(hint) and style.known == "partly" else st.nothing()
    nothing = st.none() if type(None) in get_args(hint) else st.nothing()
    if issubclass(cls, Rule) and name in ("at_least", "at_most", "exactly"):
        kind = next(
            (arg for arg in (hint, *get_args(hint)) if isinstance(arg, type) and issubclass(arg, Quantity)), None
        )
        if kind is not None:
            return nothing | unstated | _limits(kind)
    if name == "sources" and issubclass(cls, Record):
        names = st.sampled_from([a.name for a in attrs.fields(cls) if a.name not in ("id", "sources")])
        return st.dictionaries(names, sources(documents=style.documents), max_size=1).map(FrozenMap)
    if name == "jurisdiction":
        return unstated | JURISDICTIONS
    if issubclass(cls, Record) and name in ("code", "former_codes"):
        return unstated | CODES if name == "code" else st.lists(CODES, max_size=1).map(tuple)
    takes_text = hint is str or str in get_args(hint)
    if (
        takes_text
        and get_origin(hint) is not tuple
        and (name.endswith("_kind") or name in ("of", "kind") or (issubclass(cls, Rule) and name in _KIND_FIELDS))
    ):
        return unstated | nothing | KINDS
    return None


def _limits(kind: type[Quantity]) -> SearchStrategy[Any]:
    """Return the limits that a rule may set: single numbers, whole where the unit is not known."""
    if kind is Quantity:
        return st.integers(0, MOST).map(Quantity)
    return quantities(kind, min_value=0, max_value=MOST if kind.ceiling is None else None, exact=True)


FIELDS: Final[dict[tuple[type, str], Override]] = {
    (Node, "id"): lambda cls, style: words(min_size=1, max_size=6).map(_as_id),
}
"""Values of single fields, by class and name, where the type does not say what is taken."""

SHAPES: Final[dict[type, Callable[[dict[str, Any]], None]]] = {}
"""What makes the fields of one object fit each other, by class: it changes the mapping of fields in place."""


def _as_id(text: str) -> str:
    return "".join("_" if letter.isspace() or letter == "/" else letter for letter in text)


def shape(cls: type, fields: dict[str, Any]) -> dict[str, Any]:
    """Make the fields of an object fit each other, as its class and its bases say."""
    for base in cls.__mro__:
        if base in SHAPES:
            SHAPES[base](fields)
    return fields


@functools.cache
def field_sets(cls: type, style: Style, skipped: frozenset[str] = frozenset()) -> SearchStrategy[dict[str, Any]]:
    """Return mappings of the fields of a class, some of them left out where that is allowed."""
    must, may = ({k: v for k, v in part.items() if k not in skipped} for part in field_values(cls, style))
    return st.fixed_dictionaries(must, optional=may)


@functools.cache
def objects(cls: type, style: Style) -> SearchStrategy[Any]:
    """Return objects of an attrs class."""
    return st.deferred(lambda: field_sets(cls, style).map(lambda fields: cls(**shape(cls, fields))))
