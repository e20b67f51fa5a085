"""Quotas that follow figures, or step up by bands (BA-027, BA-114, WH-036)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Count, Number
from basegov.reforms.apportionment import ApportionQuota
from basegov.reforms.reform import Reform
from basegov.rules.apportionment import QuotaByBands, QuotaFollowsFigures
from basegov.rules.verdicts import Outcome
from basegov.structure.figures import UnitFigure
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory
from basegov.texts import Text
from basegov.values import NOT_STATED

LISTED = [Inventory(scope="d", of=kind, complete=True) for kind in ("community", "post_pool")]
FOLLOWS = {"units": "community", "category": "worker"}
WEIGHTS = {"population": 3, "workload": 1}


def structure(units, listed=True):
    """Build communities from (population, workload, posts); None is not stated."""
    records = [District(id="d"), *(LISTED if listed else [])]
    for n, (people, load, posts) in enumerate(units):
        population = NOT_STATED if people is None else Count(people)
        records.append(Community(id=f"c{n}", parent="d", population=population))
        if load is not None:
            records.append(UnitFigure(unit=f"c{n}", figure="workload", amount=Number(load)))
        records.append(PostPool(unit=f"c{n}", category="worker", posts=NOT_STATED if posts is None else Count(posts)))
    return Structure.build(records)


def outcomes(rule, world):
    return [v.outcome for v in rule.check(world)]


MET, VIOLATED, UNDETERMINED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("posts", "tolerance", "wanted"),
    [((6, 2), 0, MET), ((5, 3), 1, MET), ((5, 3), "0.9", VIOLATED), ((8, None), 0, UNDETERMINED)],
)
def test_a_quota_is_no_farther_from_its_part_than_the_tolerance(posts, tolerance, wanted):
    """BA-114: with three quarters of everything a community has three quarters of the posts."""
    here = structure([(300, 9, posts[0]), (100, 3, posts[1])])
    rule = QuotaFollowsFigures(**FOLLOWS, weights=WEIGHTS, tolerance=tolerance)
    assert outcomes(rule, here)[0] is wanted


def test_without_weights_or_tolerance_there_is_nothing_to_hold_a_quota_to():
    """BA-027 names the figures and no weights."""
    here = structure([(300, 9, 6), (100, 3, 2)])
    assert set(outcomes(QuotaFollowsFigures(**FOLLOWS), here)) == {UNDETERMINED}
    assert set(outcomes(QuotaFollowsFigures(**FOLLOWS, weights=WEIGHTS), here)) == {UNDETERMINED}
    assert UNDETERMINED in outcomes(
        QuotaFollowsFigures(**FOLLOWS, weights=WEIGHTS, tolerance=0), structure([(300, 9, 6), (100, 3, 2)], False)
    )  # fmt: skip
    with pytest.raises(InputError) as error:
        QuotaFollowsFigures(**FOLLOWS, weights={"population": -1})
    words = error.value.diagnostics[0].message("en"), error.value.diagnostics[0].message("zh")
    assert words == (
        "quota_follows_figures needs weights that are not negative and not all zero: population: -1",
        "quota_follows_figures 的权重不得为负，也不得全部为零：population: -1",
    )


UNITS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), min_size=2, max_size=3)


@given(UNITS, st.integers(0, 12))
def test_a_quota_by_largest_remainder_is_less_than_one_post_from_its_part(units, total):
    here = structure([(p + 1, w + 1, 0) for p, w in units])
    step = ApportionQuota(
        **FOLLOWS, weights=WEIGHTS, total=total, ties="first", outside=Text("set by the district", "区级核定")
    )
    done = Reform(id="r", steps=[step]).apply(here)
    rule = QuotaFollowsFigures(**FOLLOWS, weights=WEIGHTS, tolerance="0.999")
    assert set(outcomes(rule, done)) == {MET}


MAYBE = st.one_of(st.none(), st.integers(0, 2))


@settings(max_examples=20)
@given(st.lists(st.tuples(MAYBE, st.integers(0, 2)), min_size=2, max_size=2), st.sampled_from(["0", "0.5", "1"]))
def test_partial_figures_get_the_common_verdict_of_all_completions(units, tolerance):
    rule = QuotaFollowsFigures(**FOLLOWS, weights={"population": 1}, tolerance=tolerance)
    records = [District(id="d"), *LISTED]
    for n, (people, posts) in enumerate(units):
        known = Count("0 .. 2") if people is None else Count(people)
        records.append(Community(id=f"c{n}", parent="d", population=known))
        records.append(PostPool(unit=f"c{n}", category="worker", posts=Count(posts)))
    options = [range(3) if people is None else (people,) for people, _ in units]
    worlds = [
        structure([(p, None, posts) for p, (_, posts) in zip(w, units, strict=True)])
        for w in itertools.product(*options)
        if any(w)  # nobody anywhere has a part in anything
    ]
    if worlds:
        found = {outcomes(rule, world)[0] for world in worlds}
        wanted = found.pop() if len(found) == 1 else UNDETERMINED
        assert outcomes(rule, Structure.build(records))[0] in {wanted, UNDETERMINED}
        if not any(all(p == 0 for p in w) for w in itertools.product(*options)):
            assert outcomes(rule, Structure.build(records))[0] is wanted


BANDS = [{"up_to": 1_000, "posts": 5}, {"up_to": 3_000, "posts": "8 .. 10"}, {"posts": ">= 12"}]


def by_households(households, posts):
    return Structure.build(
        [
            District(id="d"), *LISTED,
            Community(id="c", parent="d", households=NOT_STATED if households is None else Count(households)),
            PostPool(unit="c", category="worker", posts=NOT_STATED if posts is None else Count(posts)),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("households", "posts", "wanted"),
    [
        (1_000, 5, MET), (1_000, 6, VIOLATED), (1_001, 6, VIOLATED), (1_001, 8, MET), (3_000, 10, MET),
        (3_000, 11, VIOLATED), (3_001, 12, MET), (3_001, 11, VIOLATED), (3_001, 500, MET), (None, 9, UNDETERMINED),
        (None, 7, VIOLATED), (900, None, UNDETERMINED),
    ],
)  # fmt: skip
def test_posts_step_up_with_households(households, posts, wanted):
    rule = QuotaByBands(**FOLLOWS, bands=BANDS)
    assert outcomes(rule, by_households(households, posts)) == [wanted]


def test_seven_posts_fit_no_band_whatever_the_households_are():
    (verdict,) = QuotaByBands(**FOLLOWS, bands=BANDS).check(by_households(None, 7))
    assert verdict.outcome is VIOLATED
    (verdict,) = QuotaByBands(**FOLLOWS, bands=BANDS[:2]).check(by_households(3_001, 7))
    assert verdict.reason.code == "contradictory_facts"


@pytest.mark.parametrize(
    "bands", [[], [{"posts": 1}, {"posts": 2}], [{"up_to": 2, "posts": 1}, {"up_to": 2, "posts": 2}]]
)
def test_bands_rise(bands):
    with pytest.raises(InputError) as error:
        QuotaByBands(**FOLLOWS, bands=bands)
    (diagnostic,) = error.value.diagnostics
    shown = {0: "-", 2: "-, -" if len(bands) == 2 and "up_to" not in bands[0] else "2, 2"}[len(bands)]
    assert diagnostic.message("en") == f"the bands of the rule quota_by_bands do not rise: {shown}"
    assert diagnostic.message("zh") == f"规则 quota_by_bands 的分段未逐段递增：{shown}"
