"""Structures and changes that keep every rule of a policy, or miss just one: drawn within what the rules require.

Nothing is filtered: the bounds of the rules are merged, and a value is drawn from what they leave. Rules that leave
nothing are named at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from hypothesis import strategies as st

import basegov.reforms
import basegov.rules  # noqa: F401
from basegov.dates import Date
from basegov.diagnostics.testing import NOT_AS_WISHED
from basegov.errors import BasegovError, ReformError
from basegov.policies import Policy
from basegov.reforms.changes import Change
from basegov.rules.rule import SET_ASIDE, Rule
from basegov.rules.verdicts import Outcome, Verdict
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.chooser import Chooser, Drawn, Simplest
from basegov.testing.drafts.draft import CannotMissError, Draft, name_of
from basegov.testing.drafts.makers import has_maker
from basegov.testing.drafts.makers.registry import call_makers
from basegov.testing.drafts.wishes import ClashError
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

Rules = Policy | Rule | Iterable[Rule]
World = TypeVar("World", Structure, Change)


class NotAsWishedError(BasegovError, RuntimeError):
    """What was made is not judged as it was wished: the makers of two rules do not fit together."""


def rules_of(rules: Rules) -> tuple[Rule, ...]:
    """Return the rules of a policy as they are in force in it, or the rules themselves."""
    if isinstance(rules, Policy):
        return rules.rules_in_force()
    return (rules,) if isinstance(rules, Rule) else tuple(rules)


def rules_with_makers(rules: Rules) -> tuple[Rule, ...]:
    """Return those of some rules for which something can be made: rules of a class of your own may have no maker."""
    return tuple(rule for rule in rules_of(rules) if has_maker(rule))


def valid_structures(rules: Rules) -> st.SearchStrategy[Structure]:
    """Return a strategy for structures that meet every rule over structures of a policy.

    Every such rule has something to judge in each of them, and nothing that it asks is left unknown. Rules over changes
    and mergers are left out (:func:`valid_changes`); of a rule whose document states no number nothing can be promised.

    Parameters
    ----------
    rules : Policy, Rule or iterable of Rule
        What is to be met.

    Raises
    ------
    ClashError
        When no structure meets all of them: it names the rules that clash, and over what.
    NotFoundError
        For a rule of a class for which no maker is registered.

    Examples
    --------
    >>> import basegov as bg
    >>> strategy = valid_structures(rules_with_makers(bg.load_policy("xiangzhou-2018")))
    """
    wanted = _over(rules, "structure")
    return _structures(lambda chooser: made_structure(wanted, chooser))


def violating_structures(rule: Rule, policy: Rules = ()) -> st.SearchStrategy[Structure]:
    """Return a strategy for structures that miss one rule just beyond its bound, and meet all others.

    Parameters
    ----------
    rule : Rule
        The rule that at least one subject misses.
    policy : Policy, Rule or iterable of Rule
        The others. A rule of the same id is taken to be the rule itself.

    Raises
    ------
    ClashError
        When whatever misses the rule breaks others: it names them.
    CannotMissError
        When nothing violates the rule, since it states nothing that could be missed.
    NotFoundError
        For a rule of a class for which no maker is registered.
    TypeError
        For a rule that judges changes or mergers.
    """
    target = _target(rule, "structure")
    others = tuple(other for other in _over(policy, "structure") if other is not rule and name_of(other) != rule.id)
    return missed_in_ways(lambda chooser, way: made_structure((target, *others), chooser, target=target, way=way))


def valid_changes(rules: Rules) -> st.SearchStrategy[Change]:
    """Return a strategy for changes that meet every rule over changes and mergers of a policy.

    A change is a reform applied to a structure that is made for it; where only rules over mergers are asked, it is a
    proposal of mergers. Rules over structures are left out (:func:`valid_structures`).

    Parameters
    ----------
    rules : Policy, Rule or iterable of Rule
        What is to be met.

    Raises
    ------
    ClashError, NotFoundError
        As for :func:`valid_structures`.
    """
    wanted = _over(rules, "change", "merger")
    return _structures(lambda chooser: made_change(wanted, chooser))


def violating_changes(rule: Rule, policy: Rules = ()) -> st.SearchStrategy[Change]:
    """Return a strategy for changes that miss one rule over changes or mergers, and meet the others.

    What no step of a reform would do is done by a step that stands for somebody's interference, and is named so.

    Parameters
    ----------
    rule : Rule
        The rule that at least one subject misses.
    policy : Policy, Rule or iterable of Rule
        The others. A rule of the same id is taken to be the rule itself.

    Raises
    ------
    ClashError, CannotMissError, NotFoundError
        As for :func:`violating_structures`.
    """
    target = _target(rule, "change", "merger")
    others = tuple(o for o in _over(policy, "change", "merger") if o is not rule and name_of(o) != rule.id)
    return missed_in_ways(lambda chooser, way: made_change((target, *others), chooser, target=target, way=way))


def _target(rule: Rule, *judged: str) -> Rule:
    if rule.judges not in judged:
        other = "violating_structures" if rule.judges == "structure" else "violating_changes"
        raise TypeError(f"{name_of(rule)} judges a {rule.judges}: use {other}")
    return rule


def _over(rules: Rules, *judged: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules_of(rules) if rule.judges in judged)


def _structures(make: Callable[[Chooser], Any]) -> st.SearchStrategy[Any]:
    make(Simplest())  # rules that clash, and rules without a maker, are named here and not in the middle of a test

    @st.composite
    def made(draw: Callable[[Any], Any]) -> Any:
        return make(Drawn(draw))[0]

    return made()


def missed_in_ways(make: Callable[[Chooser, int], tuple[Any, int]]) -> st.SearchStrategy[Any]:
    """Return a strategy over every way to miss a rule that the other rules leave; raise when they leave none."""
    possible: list[int] = []
    first: BasegovError | None = None
    way, ways = 0, 1
    while way < ways:
        try:
            ways = max(ways, make(Simplest(), way)[1])
            possible.append(way)
        except WayClosedError as error:
            ways = max(ways, error.ways)
            first = first or error.why
        way += 1
    if not possible:
        assert first is not None
        raise first
    return st.sampled_from(possible).flatmap(lambda way: _drawn(make, way))


def _drawn(make: Callable[[Chooser, int], tuple[Any, int]], way: int) -> st.SearchStrategy[Any]:
    @st.composite
    def made(draw: Callable[[Any], Any]) -> Any:
        try:
            return make(Drawn(draw), way)[0]
        except WayClosedError:  # a further subject was drawn to miss the rule that others do not let miss it
            return make(Simplest(), way)[0]

    return made()


class WayClosedError(Exception):
    """One way to miss a rule is not possible.

    Parameters
    ----------
    why : BasegovError
        What forbids it.
    ways : int
        How many ways are known of.
    """

    def __init__(self, why: BasegovError, ways: int) -> None:
        super().__init__(str(why))
        self.why = why
        self.ways = ways


def made_structure(
    rules: tuple[Rule, ...], chooser: Chooser, *, target: Rule | None = None, way: int = 0
) -> tuple[Structure, int]:
    """Return one structure as the strategies draw it, with the number of ways to miss the target; same errors.

    Raises
    ------
    WayClosedError
        When there is a target, and this way to miss it is not possible.
    """
    day = _date(rules, target)
    asked = tuple(rule for rule in rules if rule is target or _in_force(rule, day))
    draft = Draft(asked, chooser, target=target, way=way, code=_code(rules), date=day)
    return _finished(draft, draft.settled)


def made_change(
    rules: tuple[Rule, ...], chooser: Chooser, *, target: Rule | None = None, way: int = 0
) -> tuple[Change, int]:
    """Return one change as the strategies draw it, with the number of ways to miss the target; same errors."""
    draft = ChangeDraft(rules, chooser, target=target, way=way, code=_code(rules), date=_date(rules, target))
    return _finished(draft, draft.made)


def _finished(draft: Draft, finish: Callable[[], World]) -> tuple[World, int]:
    """Call the makers, draw what is open, and hold every rule to its wish."""
    try:
        call_makers(draft)
        world = finish()
    except (ClashError, CannotMissError, ReformError) as error:
        if draft.target is None:
            raise
        raise WayClosedError(error, draft.ways) from error
    for rule in draft.rules:
        hold_to_wish(draft, rule, rule.check(world))
    return world, draft.ways


def hold_to_wish(draft: Draft, rule: Rule, verdicts: Iterable[Verdict]) -> None:
    """Raise NotAsWishedError when a rule is not judged as it was wished."""
    verdicts = tuple(verdicts)
    missed = rule is draft.target
    if missed:
        wrong = [] if any(v.outcome is Outcome.VIOLATED for v in verdicts) else list(verdicts)
    else:
        alone = draft.target is None
        wrong = [v for v in verdicts if not _as_wished(v, has_subject=alone)]
    if not wrong:
        return
    first, word = wrong[0], Outcome.VIOLATED if missed else Outcome.MET
    why = Text(f"{first.subject.name}: {first.reason.text('en')}", f"{first.subject.name}：{first.reason.text('zh')}")
    raise NotAsWishedError([NOT_AS_WISHED(rule=name_of(rule), found=first.outcome, wanted=word, why=why)])


def _as_wished(verdict: Verdict, *, has_subject: bool) -> bool:
    """Whether a rule is met, or not asked here at all, or says nothing that could be met.

    Where a rule is missed, another may have nothing left to judge: the miss may be that there is no merger.
    """
    if verdict.outcome is Outcome.MET or verdict.reason.code in SET_ASIDE:
        return True
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return not has_subject or verdict.reason.code != "no_subject"
    unstated = verdict.required is not None and not verdict.required.is_stated
    parameter = any(missing.subject == verdict.rule.id for missing in verdict.missing)
    return verdict.outcome is Outcome.UNDETERMINED and (unstated or parameter)


def _in_force(rule: Rule, day: Date | NotStated) -> bool:
    """Whether a rule may be in force on a day; clauses that took the place of others are not in force together."""
    return isinstance(day, NotStated) or rule.valid.contains(day) is not Truth.FALSE


def _code(rules: tuple[Rule, ...]) -> str:
    """Return a division code in the jurisdiction of the rules: the longest that one of them names, filled up."""
    named = [rule.jurisdiction for rule in rules if isinstance(rule.jurisdiction, str)]
    longest = max(named, key=len, default="990199")
    return longest if len(longest) >= 6 else longest.ljust(6, "1")


def _date(rules: tuple[Rule, ...], target: Rule | None = None) -> Date | NotStated:
    """Return a day on which the rules are in force: the latest on which one of them begins, if the target still is."""
    starts = {rule: Date(rule.valid.start.last) for rule in rules if isinstance(rule.valid.start, Date)}
    latest = max(starts.values(), default=NOT_STATED)
    if target in starts and isinstance(latest, Date) and target.valid.contains(latest) is Truth.FALSE:
        return starts[target]
    return latest
