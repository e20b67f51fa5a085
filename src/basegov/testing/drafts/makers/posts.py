"""Making posts: how many there are, who uses them, and that nobody has more people than posts."""

from __future__ import annotations

from basegov.quantities import Number
from basegov.rules.posts import PostsTotal
from basegov.rules.postuse import PostsShare, StaffWithinPosts
from basegov.rules.rule import Rule
from basegov.structure.posts import PostPool, Reach
from basegov.structure.selection import Selector
from basegov.testing.drafts.counts import range_of, waits
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.people import list_people, people_terms
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.parts import Terms, aim_amount, bound_part
from basegov.testing.drafts.sums import Amount, amount_in, bound_sum
from basegov.texts import Text

_USUAL = "administrative"


def pool_of(draft: Draft, rule: Rule, unit: str, category: str) -> Amount:
    """Return how many posts of a category a unit has, after recording that it has some number of them."""
    return amount_in(draft.link(PostPool(unit=unit, category=category), name_of(rule)), "posts")


def pools_of(draft: Draft, reach: Reach, categories: tuple[str, ...], without: Reach | None = None) -> Terms:
    """Return the posts of some categories that lie in the reach of a rule, and not in another one."""
    return [
        (amount_in(pool, "posts"), 1) for pool in draft.structure.records(PostPool)
        if reach.holds(draft.structure, pool.unit) and (not categories or pool.category in categories)
        and not (without is not None and without.holds(draft.structure, pool.unit))
    ]  # fmt: skip


@makes(PostsTotal)
def posts_total(rule: PostsTotal, draft: Draft) -> None:
    """Let the posts of all units come to a number in the range."""
    draft.close(rule.units.kind)
    draft.close("post_pool")
    units = draft.need(rule.units)
    if waits(draft, rule, 2):
        return
    if not pools_of(draft, Reach.of(draft.structure, rule.units), rule.categories):
        pool_of(draft, rule, units[0].id, rule.categories[0] if rule.categories else _USUAL)
    terms = pools_of(draft, Reach.of(draft.structure, rule.units), rule.categories)
    words = Text(f"{rule.kinds.en} of {rule.units.text('en')}", f"{rule.units.text('zh')}的{rule.kinds.zh}")
    bound_sum(draft, rule, "total", words, terms, aim_amount(draft, rule, range_of(rule)))


@makes(PostsShare)
def posts_share(rule: PostsShare, draft: Draft) -> None:
    """Let the units use a share of all posts that lies in the range; for a miss one post too few, or too many."""
    draft.close(rule.units.kind)
    for kind in ("post_pool", "post_loan"):
        draft.close(kind)
    units = draft.need(rule.units)
    top = draft.named(rule.within, "district").id
    category = rule.categories[0] if rule.categories else _USUAL
    pool_of(draft, rule, units[0].id, category)
    if waits(draft, rule, 2):
        return
    reach, whole = Reach.of(draft.structure, rule.units), Reach(frozenset({top}))
    if not reach.holds(draft.structure, top):
        pool_of(draft, rule, top, category)
    own = pools_of(draft, reach, rule.categories)
    rest = pools_of(draft, whole, rule.categories, reach)
    words = Text(f"share of {rule.kinds.en}", f"{rule.kinds.zh}占比")
    bound_part(draft, rule, "share", words, range_of(rule), own, rest)


@makes(StaffWithinPosts)
def staff_within_posts(rule: StaffWithinPosts, draft: Draft) -> None:
    """Let every unit have as many posts as people, or more; for a miss one post too few."""
    draft.close(rule.units.kind)
    draft.close("post_pool")
    list_people(draft)
    for unit in draft.need(rule.units):
        pool_of(draft, rule, unit.id, rule.category)
        within = None if unit.id == TOP else unit.id
        draft.need(Selector(kind="staff_group", where={"category": rule.category}), within=within)
        if waits(draft, (rule, unit.id), 2):
            continue
        posts = pools_of(draft, Reach(frozenset({unit.id})), (rule.category,))
        people, persons = people_terms(draft, rule.category, unit.id)
        words = Text(f"vacant posts of {unit.label}", f"{unit.label}的空缺编制")
        terms = [*posts, *((amount, -factor) for amount, factor in people)]
        wanted = Number(-1) if draft.misses(rule, unit.id) else Number.between(0, None)
        bound_sum(draft, rule, unit.id, words, terms, wanted, plus=-persons)
