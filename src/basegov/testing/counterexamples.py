"""Looking for the smallest structure or change for which a claim about policies fails, outside of any test."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import attrs
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from basegov.dates import ALWAYS
from basegov.errors import BasegovError
from basegov.io import to_yaml
from basegov.reforms.changes import Change
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Outcome, Verdict
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.draft import name_of
from basegov.testing.generated import Rules, rules_of, valid_changes, valid_structures
from basegov.testing.generated import violating_changes as changes_against
from basegov.testing.generated import violating_structures as structures_against
from basegov.texts import Language, Text
from basegov.values import NOT_STATED

World = Structure | Change

_PHASES: Final = (Phase.generate, Phase.shrink)


@attrs.frozen
class Implication:
    """The claim that whatever meets every rule of one policy violates no rule of another.

    Both are taken as if they were in force in the same place on the same day.

    Parameters
    ----------
    premise, conclusion : Policy, Rule or iterable of Rule
        The two; see :func:`implies`.
    """

    premise: Rules
    conclusion: Rules

    @property
    def words(self) -> Text:
        """The claim in words."""
        names = [_name(self.premise), _name(self.conclusion)]
        return Text(f"whatever meets {names[0]} meets {names[1]}", f"凡符合 {names[0]} 者，亦符合 {names[1]}")

    def fails(self, world: World) -> tuple[Verdict, ...]:
        """Return the violations of the conclusion where the premise is met; nothing where the claim holds."""
        judged = [verdict for rule in _here(self.premise) for verdict in _asked(rule, world)]
        if any(v.outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED) for v in judged):
            return ()
        answers = [verdict for rule in _here(self.conclusion) for verdict in _asked(rule, world)]
        return tuple(verdict for verdict in answers if verdict.outcome is Outcome.VIOLATED)

    def worlds(self) -> Iterator[st.SearchStrategy[World]]:
        """Yield where to look: for every rule of the conclusion what misses it, and meets the premise."""
        premise = _here(self.premise)
        known = set(premise)
        for rule in _here(self.conclusion):
            if rule in known:
                continue
            missing = structures_against if rule.judges == "structure" else changes_against
            meeting = valid_structures if rule.judges == "structure" else valid_changes
            try:
                yield missing(rule, premise)
            except BasegovError:  # nothing is made that misses it alone: what meets the premise may miss it by chance
                yield meeting(premise)


def implies(premise: Rules, conclusion: Rules) -> Implication:
    """Return the claim that whatever meets one policy (or rule, or rules) violates nothing of another.

    Examples
    --------
    >>> from basegov.rules import AppraisalShare
    >>> street = dict(subject="dispatched_agency", evaluator="street", role="host", period="annual")
    >>> strict, lax = (AppraisalShare(at_least=share, id=share, **street) for share in ("60%", "50%"))
    >>> find_counterexample(implies(strict, lax)) is None
    True
    >>> found = find_counterexample(implies(lax, strict))
    >>> found.verdicts[0].measured
    Share('59%')
    """
    return Implication(premise, conclusion)


@attrs.frozen
class Said:
    """A claim that a function makes of every structure or change of a strategy.

    Parameters
    ----------
    holds : callable
        Returns whether the claim holds of a structure or change.
    among : strategy
        Where to look.
    """

    holds: Callable[[Any], bool]
    among: st.SearchStrategy[Any]

    @property
    def words(self) -> Text:
        """The claim in words: the first line of the function's docstring, else its name."""
        doc = (getattr(self.holds, "__doc__", None) or "").strip()
        words = doc.splitlines()[0] if doc else getattr(self.holds, "__name__", "the claim").replace("_", " ")
        return Text(words, words)

    def fails(self, world: World) -> tuple[Verdict, ...] | bool:
        """Return whether the claim fails."""
        return not self.holds(world)

    def worlds(self) -> Iterator[st.SearchStrategy[World]]:
        """Yield where to look."""
        yield self.among


@attrs.frozen(repr=False)
class Counterexample:
    """The smallest structure or change that was found for which a claim fails.

    Parameters
    ----------
    claim : Text
        The claim in words.
    world : Structure or Change
        For what it fails.
    verdicts : tuple of Verdict
        The violations that show it, where the claim is about policies.
    seed : int
        With this seed the same search finds it again.
    """

    claim: Text
    world: World
    verdicts: tuple[Verdict, ...]
    seed: int

    def text(self, lang: Language = "en") -> str:
        """Return the counterexample for people: the claim, what shows that it fails, and the structure as a file."""
        zh = lang == "zh"
        parts = [f"{'反例：并非' if zh else 'not so: '}{self.claim.in_(lang)}"]
        parts += [verdict.explain(lang) for verdict in self.verdicts]
        before = self.world if isinstance(self.world, Structure) else self.world.before
        parts.append(to_yaml(before).rstrip())
        if isinstance(self.world, Change):
            steps = () if self.world.reform is None else self.world.reform.steps
            heading = "随后的步骤：" if zh else "and then the steps"
            listed = [f"  {number}. {_plain(step)}" for number, step in enumerate(steps, 1)]
            parts.append("\n".join([heading, *(listed or [f"  {self.world.words.in_(lang)}"])]))
        parts.append(f"{'种子' if zh else 'seed'}: {self.seed}")
        return "\n\n".join(parts)

    def __str__(self) -> str:
        return self.text("en")

    def __repr__(self) -> str:
        return f"<Counterexample to: {self.claim.en}; {self.world!r}>"


def find_counterexample(
    claim: Implication | Callable[[Any], bool],
    *,
    among: st.SearchStrategy[Any] | None = None,
    seed: int = 0,
    max_examples: int = 200,
) -> Counterexample | None:
    """Look for the smallest structure or change for which a claim fails.

    Parameters
    ----------
    claim : Implication or callable
        A claim about policies (:func:`implies`), or a function that says of a structure or a change whether the claim
        holds for it.
    among : strategy, optional
        Where to look; a claim about policies knows that itself.
    seed : int
        The same seed gives the same answer.
    max_examples : int
        How many are tried at most in each place before the search gives up.

    Returns
    -------
    Counterexample or None
        None when none was found. For a claim about policies whose rules all have makers the places that could break it
        have then all been tried; for a function it says only that so many examples kept it.

    Raises
    ------
    TypeError
        For a function without `among`.
    """
    if isinstance(claim, Implication):
        said: Implication | Said = claim
    elif among is None:
        raise TypeError("say where to look: find_counterexample(claim, among=strategies.structures())")
    else:
        said = Said(claim, among)
    chosen = settings(
        max_examples=max_examples, database=None, deadline=None, phases=_PHASES, suppress_health_check=list(HealthCheck)
    )
    for strategy in said.worlds():
        try:
            world = find(strategy, lambda world: bool(said.fails(world)), settings=chosen, random=random.Random(seed))
        except NoSuchExample:
            continue
        shown = said.fails(world)
        return Counterexample(said.words, world, shown if isinstance(shown, tuple) else (), seed)
    return None


def _here(rules: Rules) -> tuple[Rule, ...]:
    """Return rules as if they were in force everywhere and always, so that policies of two places can be compared."""
    return tuple(attrs.evolve(rule, jurisdiction=NOT_STATED, valid=ALWAYS) for rule in rules_of(rules))


def _asked(rule: Rule, world: World) -> tuple[Verdict, ...]:
    if isinstance(world, Structure) and rule.judges != "structure":
        return ()
    return rule.check(world)


def _name(rules: Rules) -> str:
    if isinstance(rules, Iterable):
        return ", ".join(map(_name, rules))
    return name_of(rules) if isinstance(rules, Rule) else rules.id


def _plain(step: Any) -> str:
    fields = (f for f in attrs.fields(type(step)) if f.repr and f.name not in ("source", "note"))
    said = [f"{f.name}={value!r}" for f in fields if (value := getattr(step, f.name)) != f.default]
    return f"{type(step).__name__}({', '.join(said)})"
