"""Making reserves, filings, reviews and places kept in recruitment."""

from __future__ import annotations

import functools
from typing import Any

from basegov.quantities import Count, Number
from basegov.rules.careers import FiledWith, QuotaReserved, StaffRatio, UnfitReplaced
from basegov.structure.careers import FitnessReview, ReservedQuota, StaffFiling
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.people import list_people, people_terms
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.sums import amount_in, bound_sum
from basegov.texts import Text

_FORMER = "former_holder"


@makes(StaffRatio)
def staff_ratio(rule: StaffRatio, draft: Draft) -> None:
    """Let there be enough people for each of the base; for a miss one too few."""
    list_people(draft)
    draft.close(rule.unit.kind)
    ratio = rule.at_least.low or 0
    for unit in draft.need(rule.unit):
        within = None if unit.id == TOP else unit.id
        for category in (rule.people, rule.base):
            draft.need(Selector(kind="staff_group", where={"category": category}), within=within)
        people, base = (people_terms(draft, category, unit.id) for category in (rule.people, rule.base))
        words = Text(f"{rule.people} for {rule.base} in {unit.label}", f"{unit.label}中 {rule.base} 所配 {rule.people}")
        bound_sum(draft, rule, (unit.id, "base"), words, base[0], Number.between(1, None), plus=base[1])
        wanted = Number.between(0, None)
        if draft.misses(rule, unit.id):
            if ratio <= 0 or (rule.people == rule.base and ratio <= 1):
                raise draft.cannot_miss(rule)
            wanted = Number.between(-1, 0, high_open=True)
        terms = [*people[0], *((amount, -ratio * factor) for amount, factor in base[0])]
        bound_sum(draft, rule, unit.id, words, terms, wanted, plus=people[1] - ratio * base[1])


@makes(FiledWith)
def filed_with(rule: FiledWith, draft: Draft) -> None:
    """File everybody with the office; for a miss somebody is filed elsewhere."""
    draft.close(rule.people.kind)
    office = draft.named(rule.office).id
    for person in draft.need(rule.people):
        draft.close("staff_filing", person.id)
        if draft.misses(rule, person.id):
            draft.unlink(StaffFiling(who=person.id, office=office), name_of(rule))
            other = next(node.id for node in draft.need("department", 2) if node.id != office)
            draft.link(StaffFiling(who=person.id, office=other), name_of(rule))
        else:
            draft.link(StaffFiling(who=person.id, office=office), name_of(rule))


@makes(UnfitReplaced)
def unfit_replaced(rule: UnfitReplaced, draft: Draft) -> None:
    """Let somebody found unfit have left the post; for a miss somebody found unfit still holds it."""
    draft.close(rule.people.kind)
    missed = draft.misses(rule)
    category = rule.post if missed else _FORMER
    fields: dict[str, Any] = {} if "category" in rule.people.where else {"category": category}
    for person in draft.need(rule.people, **fields):
        draft.close("fitness_review", person.id)
        unfit = draft.once(("unfit", name_of(rule)), functools.partial(_may_be, draft, rule, category))
        held = person.id if unfit is None else unfit
        if person.id == held:
            review = draft.link(FitnessReview(who=person.id, post=rule.post), name_of(rule))
            draft.one_of(review, "fit", (False,), rule)
            draft.one_of(person, "category", (category,) if missed else _others(draft, person, rule.post), rule)
    list_people(draft)


def _may_be(draft: Draft, rule: UnfitReplaced, category: str) -> str | None:
    """Return the first person who may have a category by what is known."""
    return next((p.id for p in draft.found(rule.people) if draft.leaves(p, "category", category)), None)


def _others(draft: Draft, person: Node, post: str) -> tuple[str, ...]:
    standing = getattr(person, "category", None)
    return (standing,) if isinstance(standing, str) and standing != post else (_FORMER,)


@makes(QuotaReserved)
def quota_reserved(rule: QuotaReserved, draft: Draft) -> None:
    """Keep places within the vacancies, approved; for a miss one of the conditions fails, or nothing is kept."""
    draft.close(rule.unit.kind)
    alone = not any(
        other is not rule and isinstance(other, QuotaReserved) and other.category == rule.category
        for other in draft.rules
    )
    ways: list[Any] = ["none"] if alone else []
    ways += ["nought", "too many", *(("post", post) for post in rule.posts)]
    ways += [] if rule.approver is None else ["approver", "approved"]
    for unit in draft.need(rule.unit):
        draft.close("reserved_quota", unit.id)
        way = draft.way_of(ways) if draft.misses(rule, unit.id) else ""
        if way == "none":
            continue
        kept = [q for q in draft.structure.where(ReservedQuota, unit=unit.id) if q.category == rule.category]
        place = {} if unit.id == TOP else {"parent": unit.id}
        quota: ReservedQuota = kept[0] if kept else draft.make(
            "reserved_quota", unit=unit.id, category=rule.category, **place
        )  # fmt: skip
        posts = [post for post in rule.posts if way != ("post", post)]
        without = [post for post in rule.posts if way == ("post", post)]
        draft.members(quota, "posts", rule, must=posts or ("another_post",), without=without)
        draft.within(quota, "size", Count(0) if way == "nought" else Count.between(1, None), rule)
        draft.within(quota, "vacancies", Count.between(1, None), rule)
        words = Text(f"places of {quota.label} within the vacancies", f"{quota.label}的名额与招录总数")
        terms = [(amount_in(quota, "vacancies"), 1), (amount_in(quota, "size"), -1)]
        wanted = Number(-1) if way == "too many" else Number.between(0, None)
        bound_sum(draft, rule, unit.id, words, terms, wanted)
        if rule.approver is not None:
            draft.one_of(quota, "approver", ("another_office",) if way == "approver" else (rule.approver,), rule)
            draft.one_of(quota, "approved", (way != "approved",), rule)
