"""Making allotments and withdrawals of posts by which their number changes as rules ask for it."""

from __future__ import annotations

from basegov.quantities import Count, Number, Quantity
from basegov.reforms.posts import AllotPosts, WithdrawPosts
from basegov.reforms.steps import Step
from basegov.rules.posts import AllotmentsPassedDown, PostsChange, PostsRule
from basegov.structure.posts import Reach
from basegov.structure.snapshot import Structure
from basegov.testing.drafts.changes import ChangeDraft, Interfere, nothing
from basegov.testing.drafts.counts import range_of
from basegov.testing.drafts.draft import TOP
from basegov.testing.drafts.makers.posts import pool_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.parts import bound_part
from basegov.testing.drafts.sums import Amount, bound_sum, sums_of
from basegov.texts import Text

_USUAL = "administrative"
_OUTSIDE = Text("the office for posts", "编制部门")

Moves = dict[tuple[str, str, int], Amount]


def _moves(draft: ChangeDraft) -> Moves:
    """Return what is allotted (+1) to units of each category, and withdrawn (-1) from them."""
    return draft.once(("moves of posts",), dict)


def _move(draft: ChangeDraft, rule: PostsRule, unit: str, category: str, sign: int) -> None:
    """Allot posts to a unit, or withdraw some that it has: how many is still open."""
    moves = _moves(draft)
    if (unit, category, sign) in moves:
        return
    amount = moves[unit, category, sign] = Amount(("posts", unit, category, sign), Count, least=0)
    if sign < 0:
        held = pool_of(draft, rule, unit, category)
        words = Text(f"posts of {unit} that are withdrawn", f"{unit} 核减的编制")
        bound_sum(draft, rule, amount.at, words, [(held, 1), (amount, -1)], Number.between(0, None))

    def step(before: Structure) -> Step:
        posts = Count(int(sums_of(draft).value(amount)))
        if posts == Count(0):
            return Interfere(what="nothing", alter=nothing)
        made = AllotPosts if sign > 0 else WithdrawPosts
        return made(unit=unit, category=category, posts=posts, outside=_OUTSIDE)

    draft.then(amount.at, step, order=40)


def _found(draft: ChangeDraft, rule: PostsRule, reach: Reach | None) -> list[tuple[Amount, int]]:
    """Return the moves of posts of the categories of a rule that lie in a reach, or anywhere."""
    return [
        (amount, sign) for (unit, category, sign), amount in _moves(draft).items()
        if (not rule.categories or category in rule.categories)
        and (reach is None or reach.holds(draft.structure, unit))
    ]  # fmt: skip


def _is_fall(wanted: Quantity | None) -> bool:
    """Whether a change in a range can only be one downwards."""
    return wanted is not None and wanted.high is not None and (
        wanted.high < 0 or (wanted.high == 0 and wanted.high_open)
    )  # fmt: skip


@makes(PostsChange)
def posts_change(rule: PostsChange, draft: ChangeDraft) -> None:
    """Allot or withdraw as many posts as lie in the range; for a miss one more or one fewer."""
    draft.close(rule.units.kind)
    draft.close("post_pool")
    units = draft.need(rule.units)
    wanted = draft.aim(rule, range_of(rule))
    category = rule.categories[0] if rule.categories else _USUAL
    sign = -1 if _is_fall(wanted) else 1
    if not any(s == sign for _, s in _found(draft, rule, Reach.of(draft.structure, rule.units))):
        _move(draft, rule, units[0].id, category, sign)
    words = Text(f"change in {rule.kinds.en}", f"{rule.kinds.zh}增减数")
    bound_sum(draft, rule, "change", words, _found(draft, rule, Reach.of(draft.structure, rule.units)), wanted)


@makes(AllotmentsPassedDown)
def allotments_passed_down(rule: AllotmentsPassedDown, draft: ChangeDraft) -> None:
    """Allot enough of the posts to the units and the rest to somebody else; for a miss one too few goes to them."""
    draft.close(rule.units.kind)
    draft.close("post_pool")
    units = draft.need(rule.units)
    category = rule.categories[0] if rule.categories else _USUAL
    reach = Reach.of(draft.structure, rule.units)
    others = [*draft.need("department"), draft.structure.node(TOP)]
    keeper = next((node.id for node in others if not reach.holds(draft.structure, node.id)), None)
    if not any(sign > 0 for _, sign in _found(draft, rule, reach)):
        _move(draft, rule, units[0].id, category, 1)
    if keeper is not None:
        _move(draft, rule, keeper, category, 1)
    down = [(amount, 1) for amount, sign in _found(draft, rule, reach) if sign > 0]
    every = [(amount, 1) for amount, sign in _found(draft, rule, None) if sign > 0]
    words = Text(f"share of {rule.kinds.en} passed down", f"{rule.kinds.zh}下达比例")
    bound_part(draft, rule, "down", words, range_of(rule), down, [term for term in every if term not in down])
