"""The policy: a dated, sourced set of rules of one jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from basegov.casework.traces import Trace
from basegov.dates import ALWAYS, Date, DateRange
from basegov.diagnostics.rules import NO_SUCH_RULE
from basegov.errors import NotFoundError, Suggestion
from basegov.reforms.changes import Change
from basegov.rules.contradictions import contradictions
from basegov.rules.reports import Report
from basegov.rules.rule import Rule, structure_of
from basegov.sources import Document, as_documents
from basegov.structure.snapshot import Structure
from basegov.texts import NO_TEXT, Text
from basegov.values import NOT_STATED, NotStated


def _as_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


@attrs.frozen(kw_only=True, repr=False)
class Policy:
    """Who says so: the rules of one document or office.

    Parameters
    ----------
    id : str
        Its name.
    name : Text
        Its title.
    jurisdiction : str, optional
        Division code, or the beginning of one, of the area it is made for; rules without one of their own take it.
    valid : DateRange
        From when until when it is in force; rules without a validity of their own take it.
    documents : tuple of Document
        What its sources cite.
    rules : tuple of Rule
        The clauses.
    """

    id: str
    name: Text = NO_TEXT
    jurisdiction: str | NotStated = NOT_STATED
    valid: DateRange = ALWAYS
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_documents)
    rules: tuple[Rule, ...] = attrs.field(default=(), converter=_as_rules)

    def rule(self, id: str) -> Rule:
        """Return one rule by its id, as it is in force in this policy.

        Raises
        ------
        NotFoundError
            When the policy has no such rule; near misses are suggested.
        """
        for rule in self.rules_in_force():
            if rule.id == id:
                return rule
        hint = Suggestion.build(id, [rule.id for rule in self.rules])
        raise NotFoundError([NO_SUCH_RULE(rule=id, policy=self.id, hint=hint)])

    def rules_in_force(self) -> tuple[Rule, ...]:
        """Return the rules with the jurisdiction and the validity of the policy where they have none of their own."""
        return tuple(
            attrs.evolve(
                rule,
                jurisdiction=self.jurisdiction if isinstance(rule.jurisdiction, NotStated) else rule.jurisdiction,
                valid=self.valid if rule.valid.is_always else rule.valid,
            )
            for rule in self.rules
        )

    def check(
        self, world: Structure | Change | Trace, on: Date | str | None = None, *, everywhere: bool = False
    ) -> Report:
        """Judge a structure, a change or a trace by every rule.

        Parameters
        ----------
        world : Structure, Change or Trace
            What is judged. Rules over structures judge the structure after a change, and the one on which a trace ran.
        on : Date or str, optional
            The day for which the rules are asked; the date of the structure when left out.
        everywhere : bool
            Ask as if the policy were in force here, although it was made for another jurisdiction.

        Returns
        -------
        Report
            The verdicts in the order of the rules, and the clauses that contradict each other.
        """
        return check([self], world, on, everywhere=everywhere)

    def __repr__(self) -> str:
        return f"<Policy {self.id}: {len(self.rules)} rules>"


def check(
    policies: Iterable[Policy],
    world: Structure | Change | Trace,
    on: Date | str | None = None,
    *,
    everywhere: bool = False,
) -> Report:
    """Judge a structure, a change or a trace by several policies together, whose clauses may contradict each other."""
    policies = tuple(policies)
    structure = structure_of(world)
    day = None if on is None else Date(on)
    rules = [rule for policy in policies for rule in policy.rules_in_force()]
    verdicts = tuple(v for rule in rules for v in rule.check(world, day, everywhere=everywhere))
    by = ", ".join(policy.id for policy in policies)
    after = NO_TEXT if isinstance(world, Structure) else Text(f" {world.words.en}", world.words.zh)
    title = Text(f"{structure.id}{after.en} by {by}", f"{structure.name.zh}{after.zh}（{by}）")
    found = contradictions(rules_asked(policies, world, day, everywhere=everywhere), structure)
    return Report(title, verdicts, structure.date if day is None else day, found)


def rules_asked(
    policies: Iterable[Policy], world: Structure | Change | Trace, on: Date | None = None, *, everywhere: bool = False
) -> list[Rule]:
    """Return the rules of policies that are asked of a world on a day: in force there, and made for such a world."""
    rules = (rule for policy in policies for rule in policy.rules_in_force())
    return [rule for rule in rules if rule.set_aside(world, on, everywhere=everywhere) is None]
