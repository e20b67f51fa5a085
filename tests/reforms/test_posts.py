"""Posts allotted, lent, moved, distributed, apportioned: none is lost (HZ-052 to HZ-059, BA-027, BA-028)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError, StructureError
from basegov.quantities import Count, Difference, Number
from basegov.reforms.apportionment import ApportionQuota, QuotaApportioned
from basegov.reforms.posts import AllotPosts, MovePosts, SetQuota, WithdrawPosts
from basegov.reforms.postuse import DistributePosts, LendPosts, SetLeadershipPosts
from basegov.reforms.reform import Reform
from basegov.structure.apportionment import Method
from basegov.structure.figures import UnitFigure, figure_of
from basegov.structure.organisations import Department, InternalBody
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool, Reach, posts_of, usable_posts
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.texts import Text
from basegov.values import NOT_STATED

ADMIN, INSTITUTION = "administrative", "public_institution"
OUTSIDE = Text("allotted by the province", "省级下达")
LISTED = [Inventory(scope="d", of=kind, complete=True) for kind in ("post_pool", "post_loan", "leadership_posts")]
NODES = [
    District(id="d"), Street(id="s", parent="d"), Street(id="t", parent="d"), Department(id="bureau", parent="d"),
    InternalBody(id="office", parent="s"), InternalBody(id="centre", parent="s"),
]  # fmt: skip


def structure(*records, listed=True):
    return Structure.build([*NODES, *(LISTED if listed else []), *records])


def pool(unit, posts, category=ADMIN, lot=None):
    return PostPool(unit=unit, posts=NOT_STATED if posts is None else Count(posts), category=category, lot=lot)


def apply(here, *steps):
    return Reform(id="r", steps=steps).apply(here)


def held(here, unit, category=ADMIN):
    return posts_of(here, Reach(frozenset({unit})), (category,))


def refused(here, step, code):
    with pytest.raises(ReformError) as error:
        apply(here, step)
    (_, diagnostic) = error.value.diagnostics
    assert diagnostic.code == code
    return diagnostic.message("en"), diagnostic.message("zh")


ALLOT = {"category": ADMIN, "outside": OUTSIDE}


def test_an_allotment_names_its_outside_source():
    change = apply(structure(pool("s", 5)), AllotPosts(unit="s", posts=3, **ALLOT))
    assert held(change.after, "s") == Count(8)
    assert change.accounts["posts"] == Difference.build(3, 3, kind=Count)
    (imbalance,) = change.imbalances
    assert imbalance.outside == OUTSIDE
    assert change.events[0].text("en") == "s: +3 posts (administrative), allotted by the province"
    assert change.events[0].text("zh") == "s：编制 +3（administrative），省级下达"


def test_an_allotment_to_an_unknown_number_needs_a_lot_of_its_own():
    here = structure(pool("s", None), listed=False)
    assert refused(here, AllotPosts(unit="s", posts=3, **ALLOT), "BG581") == (
        "how many posts of the category administrative s has is not known exactly, so the sum cannot be written",
        "s 的administrative类编制数未准确载明，无法写出合计",
    )
    change = apply(here, AllotPosts(unit="s", posts=3, lot="2020", **ALLOT))
    assert change.accounts["posts"] == Difference.build(3, 3, kind=Count)
    assert held(change.after, "s") == Count(">= 3")


def test_a_withdrawal_takes_no_more_than_there_are():
    here = structure(pool("s", 5))
    change = apply(here, WithdrawPosts(unit="s", posts=5, **ALLOT))
    assert held(change.after, "s") == Count(0)
    assert change.accounts["posts"].exact == -5
    assert refused(here, WithdrawPosts(unit="s", posts=6, **ALLOT), "BG580") == (
        "s has 5 posts of the category administrative; 6 are to go", "s 有administrative类编制 5 个；拟划出 6 个",
    )  # fmt: skip
    refused(structure(pool("s", None), listed=False), WithdrawPosts(unit="s", posts=1, **ALLOT), "BG581")


def test_a_quota_is_fixed_whatever_there_was():
    """BA-028."""
    quota = SetQuota(unit="s", category=ADMIN, posts=4, outside=OUTSIDE)
    done = apply(structure(pool("s", 5), pool("s", 2, lot="2020"), pool("s", 1, INSTITUTION)), quota)
    assert held(done.after, "s") == Count(4)
    assert held(done.after, "s", INSTITUTION) == Count(1)
    assert done.accounts["posts"].exact == -3
    assert done.imbalances[0].amount.exact == -3
    assert done.events[0].text("en") == "s: quota of 4 posts (administrative)"
    assert done.events[0].text("zh") == "s：核定员额 4 名（administrative）"
    unknown = apply(structure(pool("s", None), listed=False), quota)
    assert unknown.imbalances[0].amount is NOT_STATED
    assert unknown.after.where(PostPool, unit="s")[0].posts == Count(4)


def test_a_loan_changes_who_uses_posts_and_not_how_many_there_are():
    """HZ-055: 158 posts are used by the streets and stay those of their owner."""
    here = structure(pool("bureau", 200), pool("s", 10))
    change = apply(here, LendPosts(owner="bureau", user="s", category=ADMIN, posts=158))
    assert change.accounts["posts"].exact == 0
    for unit, own, usable in (("bureau", 200, 42), ("s", 10, 168), ("d", 210, 210)):
        assert held(change.after, unit) == Count(own)
        assert usable_posts(change.after, Reach(frozenset({unit})), (ADMIN,)) == Count(usable)
    again = apply(change.after, LendPosts(owner="bureau", user="s", category=ADMIN, posts=2))
    assert usable_posts(again.after, Reach(frozenset({"s"})), (ADMIN,)) == Count(170)
    refused(here, LendPosts(owner="bureau", user="s", category=ADMIN, posts=201), "BG580")
    assert refused(change.after, LendPosts(owner="bureau", user="t", category=ADMIN, posts=43), "BG361") == (
        "bureau lends 201 posts of the category administrative and has 200",
        "bureau 借出administrative类编制 201 个，而仅有 200 个",
    )


def test_nobody_lends_to_itself_and_a_figure_is_not_negative():
    with pytest.raises(StructureError) as error:
        structure(PostLoan(owner="s", user="s", category=ADMIN, posts=Count(1)))
    assert error.value.diagnostics[0].message("en") == "s lends posts to itself"
    assert error.value.diagnostics[0].message("zh") == "s 把编制借给了自己"
    with pytest.raises(StructureError) as error:
        structure(UnitFigure(unit="s", figure="workload", amount=Number(-1)))
    assert error.value.diagnostics[0].message("en") == "the figure workload of s is -1; it cannot be below zero"
    assert error.value.diagnostics[0].message("zh") == "s 的指标 workload 为 -1；不得小于零"


def test_posts_keep_their_category_unless_the_document_lets_them_change_it():
    """HZ-057."""
    here = structure(pool("office", 6), pool("centre", 4, INSTITUTION))
    change = apply(here, MovePosts(from_="office", to="centre", category=ADMIN, posts=2))
    assert (held(change.after, "office"), held(change.after, "centre")) == (Count(4), Count(2))
    cross = MovePosts(from_="office", to="centre", category=ADMIN, posts=2, into=INSTITUTION)
    assert refused(here, cross, "BG585") == (
        "posts of the category administrative are to become posts of the category public_institution",
        "administrative类编制拟改为public_institution类编制",
    )
    allowed = MovePosts(from_="office", to="centre", category=ADMIN, posts=2, into=INSTITUTION, across=True)
    assert held(apply(here, allowed).after, "centre", INSTITUTION) == Count(6)


def test_posts_move_from_an_unknown_number_and_none_is_lost():
    here = structure(pool("bureau", None), listed=False)
    change = apply(here, MovePosts(from_="bureau", to="s", category=ADMIN, posts=3))
    assert held(change.after, "s") == Count(">= 3")
    refused(structure(), MovePosts(from_="bureau", to="s", category=ADMIN, posts=1), "BG580")  # all are listed


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 12))
def test_moving_conserves_the_posts_of_the_district(bureau, street, number):
    here = structure(pool("bureau", bureau), pool("s", street))
    step = MovePosts(from_="bureau", to="s", category=ADMIN, posts=number)
    if number > bureau:
        refused(here, step, "BG580")
        return
    change = apply(here, step)
    assert held(change.after, "d") == held(here, "d") == Count(bureau + street)
    assert change.accounts["posts"].exact == 0


@given(st.lists(st.integers(0, 6), min_size=3, max_size=3), st.lists(st.integers(0, 6), min_size=3, max_size=3))
def test_a_distribution_must_come_to_what_there_is(before, after):
    """HZ-057: posts are pooled within their category."""
    names = ("s", "office", "centre")
    here = structure(*(pool(n, p) for n, p in zip(names, before, strict=True)), pool("centre", 3, INSTITUTION))
    step = DistributePosts(unit="s", category=ADMIN, posts=dict(zip(names, after, strict=True)))
    if sum(before) != sum(after):
        refused(here, step, "BG583")
        return
    change = apply(here, step)
    assert [held(change.after, n) for n in names[1:]] == [Count(n) for n in after[1:]]
    assert held(change.after, "s") == Count(sum(before))
    assert held(change.after, "centre", INSTITUTION) == Count(3)


def test_a_distribution_stays_inside_its_unit():
    here = structure(pool("s", 3))
    message = refused(here, DistributePosts(unit="s", category=ADMIN, posts={"t": 3}), "BG583")
    assert message[0] == "3 posts cannot be divided over 1 units: t does not lie in s"
    assert message[1] == "无法将 3 个编制分配给 1 个单元：t 不在 s 之内"


def test_leadership_posts_are_bounded_by_the_total_of_the_unit():
    """HZ-058, HZ-059."""
    here = structure(LeadershipPosts(holder="s", posts=Count(5)), LeadershipPosts(holder="centre", posts=Count(3)))
    change = apply(here, SetLeadershipPosts(unit="s", posts={"office": 2}))
    assert change.after.find_record(LeadershipPosts, (LeadershipPosts, "office")).posts == Count(2)
    assert refused(here, SetLeadershipPosts(unit="s", posts={"office": 3}), "BG586") == (
        "the bodies of s would have 6 leadership posts; its total is 5",
        "s 各机构的领导职数将为 6；总量为 5",
    )
    apply(here, SetLeadershipPosts(unit="s", posts={"office": 3}, total=6))


PEOPLE = st.lists(st.integers(0, 5_000), min_size=2, max_size=4)
QUOTA = {"units": "community", "category": "worker", "weights": {"population": 2, "firms": 1}, "outside": OUTSIDE}


def communities(people, pools=()):
    units = [Community(id=f"c{n}", parent="s", population=Count(p)) for n, p in enumerate(people)]
    firms = [UnitFigure(unit=unit.id, figure="firms", amount=Number(n + 1)) for n, unit in enumerate(units)]
    return structure(*units, *firms, *pools)


@given(st.integers(0, 40), PEOPLE, st.sampled_from(list(Method)))
def test_a_quota_sums_exactly_and_names_its_source(total, people, method):
    """BA-028."""
    here = communities(people)
    step = ApportionQuota(total=total, method=method, ties="first", **QUOTA)
    if not any(people):
        refused(here, step, "BG583")
        return
    change = apply(here, step)
    assert held(change.after, "d", "worker") == Count(total)
    assert change.accounts["posts"].exact == total
    (event,) = change.events
    assert isinstance(event, QuotaApportioned)
    assert sum(event.quotas.values()) == total


def test_a_quota_that_is_divided_stays_the_same_quota():
    here = communities([100, 100, 100], [pool("d", 7, "worker")])
    step = ApportionQuota(from_="d", least=1, **{**QUOTA, "outside": Text("", "")})
    change = apply(here, step)
    assert change.accounts["posts"].exact == 0
    assert held(change.after, "d", "worker") == Count(7)
    assert [held(change.after, f"c{n}", "worker").exact for n in range(3)] == [2, 2, 3]
    message = refused(here, ApportionQuota(from_="d", total=8, **QUOTA), "BG583")
    assert message[0] == "8 posts cannot be divided over 3 units: there are 7"
    assert "不足每单元 9 个" in refused(here, ApportionQuota(from_="d", least=9, **QUOTA), "BG583")[1]


def test_who_gives_a_quota_may_be_one_of_those_who_get_it():
    """Found by a generated reform: its posts were counted twice."""
    here = communities([100, 100], [pool("c0", 5, "worker"), pool("c1", 1, "worker")])
    change = apply(here, ApportionQuota(from_="c0", ties="first", **QUOTA))
    assert held(change.after, "d", "worker") == Count(5)
    assert change.accounts["posts"].exact == -1
    assert change.events[0].from_ == "c0"


def test_a_distribution_names_everybody_who_had_posts_or_gets_some():
    here = structure(pool("office", 3))
    posts = apply(here, DistributePosts(unit="s", category=ADMIN, posts={"centre": 3})).events[0]
    leaders = apply(here, SetLeadershipPosts(unit="s", posts={"centre": 1})).events[0]
    assert (posts.holders, leaders.holders) == (("office", "centre"), ("centre",))


def test_what_a_quota_needs_is_asked_for():
    here = communities([100, 100])
    tied = ApportionQuota(total=1, **{**QUOTA, "weights": {"population": 1}})
    assert refused(here, tied, "BG584") == ("the last posts are tied between c0, c1", "最后的名额在 c0、c1 之间并列")
    unknown = structure(Community(id="c0", parent="s"))
    assert refused(unknown, ApportionQuota(total=1, **QUOTA), "BG582") == (
        "the quota cannot be divided: population of c0 is >= 0", "无法分配员额：c0 的 population 为 >= 0",
    )  # fmt: skip
    none = ApportionQuota(total=1, **{**QUOTA, "weights": {"population": 0}})
    assert refused(here, none, "BG431") == (
        "apportion_quota needs weights that are not negative and not all zero: population: 0",
        "apportion_quota 的权重不得为负，也不得全部为零：population: 0",
    )
    refused(here, ApportionQuota(**QUOTA), "BG583")
    more = here.evolve(put=[Inventory(scope="d", of="community", total=Count(3))])
    assert "not all of these units are known" in refused(more, ApportionQuota(total=1, **QUOTA), "BG583")[0]


def test_a_figure_is_a_field_of_the_unit_or_what_is_recorded_of_it():
    here = communities([100])
    unit = here.node("c0")
    assert figure_of(here, unit, "population") == Number(100)
    assert figure_of(here, unit, "firms") == Number(1)
    assert figure_of(here, unit, "area") == Number(">= 0")
