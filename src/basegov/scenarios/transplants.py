"""Transplants: the policy of one place asked of the structure of another, for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from basegov.dates import Date
from basegov.diagnostics.transplants import NO_SUCH_CELL
from basegov.errors import NotFoundError, Suggestion
from basegov.policies import Policy, rules_asked
from basegov.reforms.changes import Change
from basegov.rules.contradictions import contradictions
from basegov.rules.reports import Contradiction, Report
from basegov.rules.rule import structure_of
from basegov.scenarios.byfamily import ClauseCounts, clause_outcomes, count_clauses
from basegov.scenarios.pairing import shipped_scenarios
from basegov.scenarios.scenario import Scenario
from basegov.structure.snapshot import Structure
from basegov.values import NotStated


@attrs.define(frozen=True, slots=False, eq=False)
class Transplant:
    """One policy asked of one structure as if it were in force there.

    Parameters
    ----------
    policy : Policy
        What is asked.
    scenario : Scenario
        The structure, by its own policies, with its own reforms where it is judged after them.
    world : Structure or Change
        What is judged: the structure as it is, or the change that its own reforms make.
    on : Date or not stated
        The day for which it is asked: that of the structure, or the first day of the policy where that is later.
    """

    policy: Policy
    scenario: Scenario
    world: Structure | Change
    on: Date | NotStated

    @cached_property
    def report(self) -> Report:
        """The answers; given when they are first asked for."""
        return self.policy.check(self.world, self._day, everywhere=True)

    @cached_property
    def conflicts(self) -> tuple[Contradiction, ...]:
        """Clauses that cannot be kept beside those of the place itself."""
        others = [own for own in self.scenario.policies if own.id != self.policy.id]
        own, both = (
            contradictions(rules_asked(policies, self.world, self._day, everywhere=True), structure_of(self.world))
            for policies in (others, [*others, self.policy])
        )
        known = {(found.subject, found.rules) for found in own}
        return tuple(found for found in both if (found.subject, found.rules) not in known)

    def judge(self) -> None:
        """Give the answers now that are otherwise given when they are first asked for."""
        _ = self.report, self.conflicts

    @property
    def _day(self) -> Date | None:
        return None if isinstance(self.on, NotStated) else self.on

    @property
    def is_at_home(self) -> bool:
        """Whether the policy is one of the place's own."""
        return any(policy.id == self.policy.id for policy in self.scenario.policies)

    @property
    def clauses(self) -> ClauseCounts:
        """How many clauses are met, undetermined, violated, not applicable."""
        return count_clauses(clause_outcomes(self.report).values())

    @property
    def clashing(self) -> tuple[tuple[str, ...], ...]:
        """The ids of clauses that cannot be kept together, each set once for all subjects."""
        return tuple(dict.fromkeys(conflict.rules for conflict in self.conflicts))

    @property
    def structure(self) -> Structure:
        """The structure before any reform."""
        return self.scenario.baseline


@attrs.frozen(repr=False)
class TransplantTable:
    """Every policy on every structure, policy by policy."""

    cells: tuple[Transplant, ...]

    def __repr__(self) -> str:
        return f"<TransplantTable: {len(self.policies)} policies on {len(self.structures)} structures>"

    def __iter__(self) -> Iterator[Transplant]:
        return iter(self.cells)

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that are asked, in order."""
        return tuple(dict.fromkeys(cell.policy.id for cell in self.cells))

    @property
    def structures(self) -> tuple[str, ...]:
        """The structures that are judged, in order."""
        return tuple(dict.fromkeys(cell.structure.id for cell in self.cells))

    def cell(self, policy: str, structure: str) -> Transplant:
        """Return the answer of one structure to one policy.

        Raises
        ------
        NotFoundError
            When the table has no such policy or structure; near misses are suggested.
        """
        for cell in self.cells:
            if (cell.policy.id, cell.structure.id) == (policy, structure):
                return cell
        wrong, known = (policy, self.policies) if policy not in self.policies else (structure, self.structures)
        raise NotFoundError([NO_SUCH_CELL(name=wrong, hint=Suggestion.build(wrong, known))])


def transplant(
    scenarios: Iterable[Scenario] | None = None, policies: Iterable[Policy] | None = None, *, reformed: bool = False
) -> TransplantTable:
    """Ask policies of the structures of other places.

    Parameters
    ----------
    scenarios : iterable of Scenario, optional
        The structures, each with its own policies and reforms; those of the shipped real districts when left out.
    policies : iterable of Policy, optional
        What is asked of each; all policies of the scenarios when left out.
    reformed : bool
        Judge each structure after its own reforms.
    """
    places = tuple(shipped_scenarios() if scenarios is None else scenarios)
    if policies is None:
        own = {policy.id: policy for scenario in places for policy in scenario.policies}
        policies = own.values()
    worlds = [(scenario, scenario.world if reformed else scenario.baseline) for scenario in places]
    return TransplantTable(
        tuple(
            Transplant(policy, scenario, world, _day(policy, world))
            for policy in policies
            for scenario, world in worlds
        )
    )


def _day(policy: Policy, world: Structure | Change) -> Date | NotStated:
    """Return the later of the two days, so that a policy made after the structure is asked as it came into force."""
    start, dated = policy.valid.start, structure_of(world).date
    if not isinstance(start, Date):
        return dated
    if isinstance(dated, NotStated):
        return start
    return start if start.first > dated.first else dated
