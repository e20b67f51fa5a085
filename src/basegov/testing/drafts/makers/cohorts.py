"""Making cohorts that keep their treatment and take nobody in."""

from __future__ import annotations

import enum
from typing import Any

import attrs

from basegov.quantities import Count, Quantity
from basegov.reforms.cohorts import Grandfather
from basegov.rules.cohorts import CohortClosed, CohortRule, TreatmentUnchanged
from basegov.structure.cohorts import Cohort
from basegov.structure.staffing import Staff
from basegov.testing.drafts import kinds
from basegov.testing.drafts.changes import Alter, ChangeDraft
from basegov.testing.drafts.draft import name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.texts import Text
from basegov.values import NotStated


def _cohorts(rule: CohortRule, draft: ChangeDraft) -> list[tuple[Cohort, Staff]]:
    """Return the cohorts of a rule, each with its one member, after settling what they are; a step says so."""
    draft.close(rule.cohort.kind)
    found = []
    for cohort in draft.need(rule.cohort):
        member = draft.once(("member", cohort.id), lambda: draft.make("staff").id)
        draft.members(cohort, "members", rule, must=(member,))
        draft.within(cohort, "size", Count(1), rule)
        draft.one_of(cohort, "closed", (True,), rule)
        draft.then(("cohort", cohort.id), Grandfather(cohort=cohort.id), order=45)
        person = draft.structure.node(member)
        assert isinstance(person, Staff)
        found.append((cohort, person))
    return found


@makes(TreatmentUnchanged)
def treatment_unchanged(rule: TreatmentUnchanged, draft: ChangeDraft) -> None:
    """Let the treatment of the members be stated, and stay; for a miss one part of it changes."""
    for cohort, member in _cohorts(rule, draft):
        fields = [f for f in rule.fields if kinds.spec_of(Staff, f) is not None and f not in ("id", "parent")]
        for field in fields:
            _state(rule, draft, member, field)
        missed = draft.misses(rule, cohort.id)
        if missed and not fields:
            raise draft.cannot_miss(rule)
        field = draft.way_of(fields) if missed else ""
        for name in fields:
            words = Text(f"that {name} of {member.label} stays", f"{member.label}的 {name} 不变")
            draft.agree(words, ("stays", member.id, name), name != field, rule)
        if missed:
            others = tuple(node.id for node in draft.need("department", 2))
            draft.interfere((name_of(rule), cohort.id), f"another {field}", _with_another(member.id, field, others))


def _state(rule: TreatmentUnchanged, draft: ChangeDraft, member: Staff, field: str) -> None:
    if not isinstance(getattr(member, field), NotStated):
        return
    spec = kinds.spec_of(Staff, field)
    assert spec is not None
    if spec.is_ref:
        draft.one_of(member, field, (draft.need("department")[0].id,), rule)
        return
    values, _ = kinds.example_value(spec)
    if isinstance(values[0], Quantity):
        draft.within(member, field, type(values[0]).between(0, None), rule)
    else:
        draft.one_of(member, field, values, rule)


def _with_another(id_: str, field: str, others: tuple[str, ...]) -> Alter:
    """Return what gives somebody another value in a field."""

    def alter(after: Any) -> Any:
        member = after.node(id_)
        return (attrs.evolve(member, **{field: _another(getattr(member, field), others)}),), ()

    return alter


def _another(value: Any, others: tuple[str, ...]) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, Quantity):
        return value + type(value)(1)
    if isinstance(value, enum.Enum):
        return next(member for member in type(value) if member is not value)
    return next((other for other in others if value in others and other != value), f"{value}-2")


@makes(CohortClosed)
def cohort_closed(rule: CohortClosed, draft: ChangeDraft) -> None:
    """Let nobody enter a closed cohort; for a miss a new person is put into it, or it only grows by one."""
    listed = any(isinstance(other, TreatmentUnchanged) for other in draft.rules)
    for cohort, _ in _cohorts(rule, draft):
        words = Text(f"that nobody enters {cohort.label}", f"{cohort.label}不再纳入新人")
        missed = draft.misses(rule, cohort.id)
        draft.agree(words, ("closed", cohort.id), not missed, rule)
        if missed:
            way = draft.way_of(("person", *([] if listed else ["number"])))
            new = draft.once(("new in", cohort.id), lambda: draft.make("staff").id)
            enters = _one_more(cohort.id, new if way == "person" else "")
            draft.interfere((name_of(rule), cohort.id), "one more", enters)


def _one_more(id_: str, new: str) -> Alter:
    def alter(after: Any) -> Any:
        cohort = after.node(id_)
        members = (*cohort.members, new) if new else cohort.members
        return (attrs.evolve(cohort, members=members, size=cohort.size + Count(1)),), ()

    return alter
