"""Indicators of posts, workforce and sinking."""

from __future__ import annotations

from fractions import Fraction

import pytest

import basegov as bg
from basegov.quantities import Count, Difference, Number, Share
from basegov.scenarios import INDICATORS
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory, Street
from basegov.structure.workforce import FieldPresence, StaffCategory
from basegov.values import NOT_STATED

NAMES = (
    "posts_allotted", "posts_usable_by_streets", "posts_lent", "posts_per_ten_thousand", "leadership_posts_of_bodies",
    "vacancies", "staff_categories", "entry_channels", "share_in_grids", "daily_field_share", "households_per_worker",
    "households_per_grid",
)  # fmt: skip


def measure(name, *records):
    return INDICATORS[name](Structure.build([District(id="d", population=Count(20_000)), *records]))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_recorded_is_not_stated(name):
    assert measure(name) is NOT_STATED


def test_xiangzhou_beidi_before_and_after():
    """XZ-093 to XZ-099: 500 and 300 households a worker, 750 a grid, one or two of ten out on a day."""
    beidi = [
        Community(id="c", parent="d", households=Count(3_000)), GridLayer(id="l", parent="d"),
        *(Grid(id=f"g{n}", parent="c", layer="l", households=Count(750)) for n in range(4)),
        FieldPresence(unit="c", people=Count("1 .. 2")), Inventory(scope="d", of="assignment", complete=True),
    ]  # fmt: skip
    six = StaffGroup(id="six", parent="c", count=Count(6))
    four = StaffGroup(id="four", parent="c", count=Count(4))
    assert measure("households_per_worker", *beidi, six) == Number(500)
    assert measure("households_per_worker", *beidi, six, four) == Number(300)
    assert measure("households_per_grid", *beidi) == Number(750)
    assert measure("daily_field_share", *beidi, six, four) == Share("10% .. 20%")
    assert measure("share_in_grids", *beidi, six, four) == Share(0)
    assert measure("share_in_grids", *beidi, six, four, Assignment(staff="six", place="g0")) == Share("60%")
    assert measure("daily_field_share", *beidi) is NOT_STATED


def test_bao_an_a_quota_of_5801_against_7270_people():
    """BA-028, BA-029, BA-046: 5,801 + 1,469 = 7,270; 10,419 / 124 = 84.02."""
    structure = bg.load_structure("baoan")
    change = bg.load_reform("baoan-2018").apply(structure)
    assert INDICATORS["vacancies"](structure) == Difference.build(-7_270, None, kind=Count)
    assert INDICATORS["vacancies"](change.after) == Difference.build(-1_469, -1_469, kind=Count)
    assert INDICATORS["posts_allotted"](change.after) == Count(7_270 - 1_469)
    per_ten_thousand = INDICATORS["posts_per_ten_thousand"](change.after)
    assert per_ten_thousand == Number(Fraction(5_801 * 10_000, 5_650_000))
    assert round(Fraction(10_419, 124), 2) == Fraction("84.02")


def test_haizhu_streets_can_use_705_posts_more():
    """HZ-053 to HZ-055: 493 + 54 + 158 = 705."""
    structure = bg.load_structure("haizhu")
    after = bg.load_reform("haizhu-2020").apply(structure).after
    assert INDICATORS["posts_usable_by_streets"](structure) is NOT_STATED
    assert INDICATORS["posts_usable_by_streets"](after) == Count.between(493 + 54 + 158, None)
    assert INDICATORS["posts_lent"](after) == Count(158)
    assert INDICATORS["posts_allotted"](after) == Count(493 + 54)


def test_what_is_not_stated_leaves_an_indicator_open():
    pool = PostPool(unit="d", category="a")
    assert measure("posts_allotted", pool) == Count.unknown()
    assert measure("posts_per_ten_thousand", pool) is NOT_STATED
    assert measure("posts_lent", Street(id="s"), PostLoan(owner="d", user="s")) == Count.unknown()
    assert measure("staff_categories", Staff(id="a", category="x"), Staff(id="b")) == Count(">= 1")
    assert measure("staff_categories", Staff(id="a", category="x"), StaffCategory(id="y")) == Count(2)
    one = StaffCategory(id="x", entry_channel="recruitment")
    assert measure("entry_channels", one, StaffCategory(id="y")) == Count("1 .. 2")
    assert measure("entry_channels", one, StaffCategory(id="y", entry_channel="transfer")) == Count(2)
    assert measure("vacancies", pool, StaffGroup(id="g", category="b", count=Count(1))) is NOT_STATED


def test_the_total_of_a_unit_is_no_leadership_post_of_a_body():
    body = bg.structure.InternalBody(id="b", parent="d")
    held = [LeadershipPosts(holder="d", posts=Count(9)), LeadershipPosts(holder="b", posts=Count(2))]
    assert measure("leadership_posts_of_bodies", body, *held) == Count(2)


def test_the_example_district_shows_every_one_of_them():
    shili = bg.load_structure("shili")
    comparison = bg.compare(shili, bg.load_reform("shili-2026").apply(shili))
    rows = {row.indicator.name: row for row in comparison.indicators}
    assert all(rows[name].is_stated for name in NAMES)
    assert rows["staff_categories"].difference.exact == -1
    assert rows["posts_allotted"].difference.exact == 6 - 4 + 2
