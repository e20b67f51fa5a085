"""Making a transition in which nothing falls that is guaranteed, or something does."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import attrs

from basegov.quantities import Count, Quantity, Yuan
from basegov.rules.guarantees import Counted, FundsNotReduced, Guarantee, PayNotReduced, PostsNotReduced
from basegov.structure.funds import Funding
from basegov.structure.posts import PostPool
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.testing.drafts.changes import ChangeDraft, nothing
from basegov.testing.drafts.draft import name_of
from basegov.testing.drafts.makers.merging import carried_out
from basegov.testing.drafts.makers.registry import OTHER_POSTS, makes


def protected(rule: Guarantee, draft: ChangeDraft) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the units that a guarantee protects, as they are called afterwards, each with what it was made of."""
    if rule.unit is None:
        groups = carried_out(draft, "community")
        return tuple((draft.whole_of(parts), parts) for parts in groups)
    draft.close(rule.unit.kind)
    draft.interfere("nothing", "nothing", nothing)
    return tuple((unit.id, (unit.id,)) for unit in draft.need(rule.unit))


def fall(
    rule: Guarantee,
    draft: ChangeDraft,
    whole: str,
    what: str,
    find: Callable[[Structure], tuple[Any, str]],
    by: Quantity,
) -> None:
    """Let an amount fall after the change, where the whole is to miss the guarantee."""
    if not draft.misses(rule, whole):
        return

    def alter(after: Structure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        record, field = find(after)
        amount = getattr(record, field)
        return (attrs.evolve(record, **{field: type(amount)(amount.exact - (by.exact or 0))}),), ()

    draft.interfere((name_of(rule), whole), what, alter)


@makes(PostsNotReduced)
def posts_not_reduced(rule: PostsNotReduced, draft: ChangeDraft) -> None:
    """Let every post go over, or one be cut."""
    category = OTHER_POSTS if rule.category is None else rule.category
    for whole, parts in protected(rule, draft):
        if rule.counted is Counted.PEOPLE:
            for part in parts:
                draft.need("staff", within=part, category=rule.category)
            if draft.misses(rule, whole):
                draft.interfere((name_of(rule), whole), "somebody is struck off", functools.partial(_struck, whole))
            continue
        for part in parts:
            pool = PostPool(unit=part, category=category)
            standing = draft.link(pool, name_of(rule))
            draft.within(standing, "posts", Count.between(1, None), rule)
        find = _finder(PostPool(unit=whole, category=category), "posts")
        fall(rule, draft, whole, "a post is cut", find, Count(1))
    for kind in ("post_pool", "staff", "staff_group"):
        draft.close(kind)


def _finder(record: Record, field: str) -> Callable[[Structure], tuple[Any, str]]:
    return lambda after: (after.find_record(type(record), record.key), field)


def _struck(whole: str, after: Structure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (), (after.children(whole, Staff)[0],)


def _pay_of(id_: str, after: Structure) -> tuple[Any, str]:
    return after.node(id_), "monthly_pay"


@makes(PayNotReduced)
def pay_not_reduced(rule: PayNotReduced, draft: ChangeDraft) -> None:
    """Let somebody in every part keep the pay, or be paid a yuan less."""
    for whole, parts in protected(rule, draft):
        people = [person for part in parts for person in draft.need("staff", within=part)]
        for person in people:
            draft.within(person, "monthly_pay", Yuan("1000 .. 10000"), rule)
        first = people[0].id
        fall(rule, draft, whole, "pay is cut", functools.partial(_pay_of, first), Yuan(1))
    draft.close("staff")
    draft.close("staff_group")


@makes(FundsNotReduced)
def funds_not_reduced(rule: FundsNotReduced, draft: ChangeDraft) -> None:
    """Let the funds of the parts go over, or a yuan be lacking."""
    exact = draft.structure.date.exact  # type: ignore[union-attr]
    assert exact is not None
    for whole, parts in protected(rule, draft):
        for part in parts:
            funding = Funding(unit=part, year=exact.year, purpose=rule.purpose)
            standing = draft.link(funding, name_of(rule))
            draft.within(standing, "amount", Yuan.between(1000, None), rule)
        find = _finder(Funding(unit=whole, year=exact.year, purpose=rule.purpose), "amount")
        fall(rule, draft, whole, "funds are cut", find, Yuan(1))
    draft.close("funding")
