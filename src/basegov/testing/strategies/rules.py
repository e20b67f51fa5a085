"""Strategies of rules and policies, with valid parameters for every registered class."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from basegov.policies import Policy
from basegov.rules.rule import RULE_TYPES, Rule
from basegov.testing.strategies.checks import Known, check_known, check_sizes, near
from basegov.testing.strategies.hints import JURISDICTIONS, Style, field_sets, plain_style, shape
from basegov.testing.strategies.structures import NOTICE
from basegov.testing.strategies.values import date_ranges
from basegov.texts import Text
from basegov.values import NOT_STATED


def rules(
    kind: str | type[Rule] | None = None, *, known: Known = "partly", words: SearchStrategy[str] | None = None,
    **fixed: Any,
) -> SearchStrategy[Any]:  # fmt: skip
    """Generate rules with valid parameters.

    Parameters
    ----------
    kind : str or type of Rule, optional
        A registered rule such as ``appraisal_share``, or its class; every registered one when left out.
    known : str
        ``fully``: parameters are never *not stated*.
    words : SearchStrategy of str, optional
        What free texts are drawn from; any characters when left out.
    **fixed
        Parameters with a value, or a strategy of values, of their own; only with a kind.

    Raises
    ------
    InvalidArgument
        For a kind that is none, or a parameter that the rule does not have.
    """
    check_known(known)
    style = plain_style(known) if words is None else Style(known, words)
    if kind is None:
        if fixed:
            raise InvalidArgument(f"{sorted(fixed)[0]} is a parameter of some rules only: name the kind")
        return st.deferred(
            lambda: st.sampled_from([t.cls for t in RULE_TYPES.values()]).flatmap(lambda cls: _of(cls, style, ()))
        )
    cls = _rule_class(kind)
    names = {attribute.name for attribute in attrs.fields(cls)}
    for name in fixed:
        if name not in names:
            raise InvalidArgument(f"a {cls.__name__} has no parameter {name!r}{near(name, names)}")
    return _of(cls, style, tuple(fixed.items()))


def _rule_class(kind: str | type[Rule]) -> type[Rule]:
    if isinstance(kind, type) and issubclass(kind, Rule):
        return kind
    if str(kind) in RULE_TYPES:
        return RULE_TYPES[str(kind)].cls
    raise InvalidArgument(f"{kind!r} is no rule{near(kind, RULE_TYPES)}; give a registered rule or its class")


def _of(cls: type[Rule], style: Style, fixed: tuple[tuple[str, Any], ...]) -> SearchStrategy[Rule]:
    given = {name: value if isinstance(value, SearchStrategy) else st.just(value) for name, value in fixed}
    plain = field_sets(cls, style, frozenset(given))
    if not given:
        return plain.map(functools.partial(_made, cls))
    return st.tuples(plain, st.fixed_dictionaries(given)).map(
        lambda both: cls(**{**shape(cls, {**both[0], **both[1]}), **both[1]})
    )


def _made(cls: type[Rule], fields: dict[str, Any]) -> Rule:
    return cls(**shape(cls, fields))


def policies(
    *, min_size: int = 1, max_size: int = 3, kinds: Iterable[str | type[Rule]] | None = None, known: Known = "partly",
    words: SearchStrategy[str] | None = None,
) -> SearchStrategy[Policy]:  # fmt: skip
    """Generate policies of registered rules.

    Parameters
    ----------
    min_size, max_size : int
        Bounds on the number of rules.
    kinds : iterable of str or type, optional
        Which rules; every registered one when left out.
    known : str
        ``fully``: parameters are never *not stated*.
    words : SearchStrategy of str, optional
        What free texts are drawn from; any characters when left out.

    Raises
    ------
    InvalidArgument
        For bounds that cross, or a kind that is none.
    """
    check_sizes(min_size, max_size)
    check_known(known)
    if isinstance(kinds, str):
        raise InvalidArgument(f"kinds={kinds!r} must be several kinds, such as ({kinds!r},)")
    given = None if kinds is None else [rules(_rule_class(kind), known=known, words=words) for kind in kinds]
    if given == []:
        raise InvalidArgument("kinds is empty: name at least one, or leave it out for every kind")
    each = rules(known=known, words=words) if given is None else st.one_of(given)
    return _policies(st.lists(each, min_size=min_size, max_size=max_size), known)


@st.composite
def _policies(draw: DrawFn, each: SearchStrategy[list[Rule]], known: Known) -> Policy:
    numbered = [attrs.evolve(rule, id=f"r{number}") for number, rule in enumerate(draw(each), 1)]
    jurisdiction: Any = draw(JURISDICTIONS if known == "fully" else st.just(NOT_STATED) | JURISDICTIONS)
    cited: Any = (NOTICE,)
    clauses: Any = numbered
    return Policy(
        id="policy", name=Text("A made-up policy", "虚构政策"), jurisdiction=jurisdiction,
        valid=draw(date_ranges(known=known)), documents=cited, rules=clauses,
    )  # fmt: skip
