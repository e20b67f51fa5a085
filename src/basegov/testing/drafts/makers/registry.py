"""The makers: what makes, in a draft, what the rules of a class judge.

A maker is a function ``(rule, draft)``. It asks the draft for the nodes of which the rule speaks, and states its wishes
about them: what they have to be like for the rule to be met, or, for a subject that is to miss it
(:meth:`~basegov.testing.drafts.draft.Draft.misses`), to be just missed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from basegov.diagnostics.testing import NO_MAKER
from basegov.errors import NotFoundError, Suggestion
from basegov.rules.rule import Rule, rule_name
from basegov.testing.drafts.draft import Draft

M = TypeVar("M", bound=Callable[[Any, Any], None])

OTHER_POSTS: Final = "other"
"""The category of posts of which a rule says nothing: no rule that speaks of a category means them then."""

ROUNDS: Final = 20
"""How often the makers are called at most until none of them adds anything."""

MAKERS: Final[dict[type[Rule], Callable[[Any, Any], None]]] = {}
"""Every registered maker by the class of rule for which it makes."""


def makes(*classes: type[Rule]) -> Callable[[M], M]:
    """Register the maker of rule classes; it serves their subclasses too.

    Examples
    --------
    >>> @makes(MyRule)  # doctest: +SKIP
    ... def my_rule(rule, draft):
    ...     for clinic in draft.need("clinic"):
    ...         draft.within(clinic, "doctors", draft.aim(rule, rule.wanted, clinic.id), rule)
    """

    def register(maker: M) -> M:
        for cls in classes:
            MAKERS[cls] = maker
        return maker

    return register


def call_makers(draft: Draft) -> None:
    """Call the makers of all rules again and again, until none of them adds anything."""
    for number in range(ROUNDS):
        mark, draft.round = draft.mark, number
        for rule in draft.rules:
            maker_of(rule)(rule, draft)
        if draft.mark == mark and number > 0:
            if draft.settling:
                return
            draft.settling = True


def has_maker(rule: Rule | type[Rule]) -> bool:
    """Whether a maker is registered for a class of rules, or for one above it."""
    cls = rule if isinstance(rule, type) else type(rule)
    return any(base in MAKERS for base in cls.__mro__)


def maker_of(rule: Rule) -> Callable[[Any, Any], None]:
    """Return the maker of a rule's class, or of the nearest class above it.

    Raises
    ------
    NotFoundError
        When nothing is registered.
    """
    for cls in type(rule).__mro__:
        if cls in MAKERS:
            return MAKERS[cls]
    known = sorted(rule_name(cls) for cls in MAKERS)
    name = rule_name(rule)
    raise NotFoundError([NO_MAKER(kind=name, hint=Suggestion.build(name, known))])
