"""Mutation of policies: whether the tests notice when a rule is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from basegov.errors import BasegovError
from basegov.policies import Policy
from basegov.rules.rule import Rule
from basegov.testing.cases import Case
from basegov.testing.mutants import Mutant, Sort, mutants_of, variants
from basegov.testing.policytests import PolicyTest
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated

Key = tuple[str, str]


@attrs.frozen(eq=False)
class MutationReport:
    """How many mutants of a policy its tests notice.

    Parameters
    ----------
    policy : Policy
        The policy.
    killed : int
        Mutants that some case notices.
    survivors : tuple of Mutant
        Mutants that none does.
    untested : tuple of str
        Rules of which no case expects anything; all of their mutants survive.
    """

    policy: Policy
    killed: int
    survivors: tuple[Mutant, ...]
    untested: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of mutants."""
        return self.killed + len(self.survivors)

    @property
    def percent(self) -> float:
        """The score: how many of a hundred mutants are noticed; 100 where there is none."""
        return 100 * self.killed / self.total if self.total else 100.0

    def text(self, lang: Language = "en") -> str:
        """Return the score and a line for each survivor with a suggested case."""
        zh = lang == "zh"
        score = f"{self.percent:.1f}%"
        lines = [
            f"{self.policy.id}：变异得分 {score}（{self.total} 个变异中识别 {self.killed} 个）" if zh
            else f"{self.policy.id}: mutation score {score} ({self.killed} of {self.total} mutants noticed)"
        ]  # fmt: skip
        if self.untested:
            names = ", ".join(self.untested)
            lines.append(f"  没有用例的规则：{names}" if zh else f"  rules without a case: {names}")
        lines += [mutant.text(lang) for mutant in self.survivors if mutant.rule.id not in self.untested]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<MutationReport {self.policy.id}: {self.percent:.1f}% of {self.total}>"


def mutate(policy: Policy, tests: PolicyTest | Iterable[PolicyTest]) -> MutationReport:
    """Change each rule of a policy in many ways, and ask the cases of test files whether they notice.

    Parameters
    ----------
    policy : Policy
        The policy under test.
    tests : PolicyTest or iterable of PolicyTest
        Its test files. Cases that fail without any change are left out.

    Returns
    -------
    MutationReport
        The score and the survivors. A mutant is noticed when a case that passes fails with it.
    """
    tests = (tests,) if isinstance(tests, PolicyTest) else tests
    samples = [sample for test in tests for case in test.cases for sample in case.samples]
    return mutate_by_cases(policy, samples)


def mutate_by_cases(policy: Policy, samples: Sequence[Case]) -> MutationReport:
    """Do the same with cases that are at hand already."""
    by_rule: dict[str, list[Case]] = {}
    for case in samples:
        for key in dict.fromkeys(line.key for line in case.expectations):
            if key[0] == policy.id:
                by_rule.setdefault(key[1], []).append(case)
    rules = policy.rules_in_force()
    tested = {rule.id: _passing(by_rule.get(rule.id, ()), (policy.id, rule.id), rule) for rule in rules}
    killed, survivors = 0, []
    for own, rule in zip(policy.rules, rules, strict=True):
        cases = tested[rule.id]
        for mutant in (*mutants_of(rule), *_when_and_where(own, rule)):
            noticed = _notice(cases, (policy.id, rule.id), mutant)
            if noticed is None:
                continue
            killed += noticed
            if not noticed:
                survivors.append(mutant)
    for mutant, changed in _of_policy(policy):
        new = {rule.id: rule for rule in changed.rules_in_force()}
        if any(_fails(case, (policy.id, id_), new[id_]) for id_, cases in tested.items() for case in cases):
            killed += 1
        else:
            survivors.append(mutant)
    untested = tuple(rule.id for rule in rules if not tested[rule.id])
    return MutationReport(policy, killed, tuple(survivors), untested)


def _passing(cases: Iterable[Case], key: Key, rule: Rule) -> list[Case]:
    """Return the cases whose lines of a rule are kept."""
    return [case for case in cases if not _fails(case, key, rule)]


def _fails(case: Case, key: Key, rule: Rule) -> bool:
    try:
        return bool(case.mismatches({key: rule}))
    except BasegovError:
        return True


def _notice(cases: list[Case], key: Key, mutant: Mutant) -> bool | None:
    """Say whether a case notices a mutant; None where the mutant cannot be judged at all."""
    for place, case in enumerate(cases):
        try:
            noticed = bool(case.dropped(key) if mutant.mutated is None else case.mismatches({key: mutant.mutated}))
        except (BasegovError, TypeError, ValueError, LookupError, AttributeError):
            return None  # the changed rule speaks of something that no structure can have
        if noticed:
            cases.insert(0, cases.pop(place))  # what noticed one will notice the next
            return True
    return False


def _when_and_where(own: Rule, rule: Rule) -> Iterator[Mutant]:
    """Yield the mutants of the validity and the jurisdiction that a rule has of its own."""
    if not own.valid.is_always:
        for sort, words, new in variants(own.valid, "valid"):
            yield Mutant(rule, attrs.evolve(rule, valid=new), sort, words, _DAY)
    if not isinstance(own.jurisdiction, NotStated):
        words = Text(f"jurisdiction: {own.jurisdiction} -> everywhere", f"jurisdiction：{own.jurisdiction} → 不限")
        yield Mutant(rule, attrs.evolve(rule, jurisdiction=NOT_STATED), Sort.SCOPE, words, _PLACE)


_DAY = Text(
    "one asked on the last day before, or on the first day of the period (`on`), expecting not applicable or an answer",
    "在有效期前一日或首日（on）询问的用例，预期为不适用或有结论",
)
_PLACE = Text(
    "one with a structure of another area, expecting not applicable", "以其他区域的结构为对象的用例，预期为不适用"
)


def _of_policy(policy: Policy) -> Iterator[tuple[Mutant, Policy]]:
    """Yield the policy with another validity or jurisdiction, for the rules that have none of their own."""
    if not policy.rules:
        return
    whole = attrs.evolve(policy.rules[0], id="(policy)")
    if not policy.valid.is_always and any(rule.valid.is_always for rule in policy.rules):
        for sort, words, new in variants(policy.valid, "valid"):
            yield Mutant(whole, None, sort, words, _DAY), attrs.evolve(policy, valid=new)
    if not isinstance(policy.jurisdiction, NotStated):
        words = Text(
            f"jurisdiction: {policy.jurisdiction} -> everywhere", f"jurisdiction：{policy.jurisdiction} → 不限"
        )
        yield Mutant(whole, None, Sort.SCOPE, words, _PLACE), attrs.evolve(policy, jurisdiction=NOT_STATED)
