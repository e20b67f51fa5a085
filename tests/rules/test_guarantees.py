"""What a transition guarantees: WH-028 posts, WH-029 pay, WH-030 funds, WH-031 no length is given; WH-025, WH-033."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date, DateRange
from basegov.quantities import Count, SquareKilometres, Yuan
from basegov.reforms.changes import Change
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import ReleaseStaff
from basegov.rules.assets import MergerAssets, MergerAssetValue, MergerJurisdiction
from basegov.rules.guarantees import FundsNotReduced, PayNotReduced, PostsNotReduced
from basegov.rules.verdicts import Outcome
from basegov.structure.assets import Asset, AssetKind
from basegov.structure.funds import Funding
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, Inventory, Street
from basegov.values import NOT_STATED

MET, VIOLATED = Outcome.MET, Outcome.VIOLATED
OPEN, NONE = Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
UNITS = [Street(id="s"), Community(id="a", name="甲", parent="s"), Community(id="b", name="乙", parent="s")]
MERGE = MergeCommunities(parts=("a", "b"), into="x", name="丙")
YEAR = DateRange(Date("2020-05-01"), Date("2021-05-01"))


def changed(*records, put=(), drop=(), steps=(), date="2020-05-01", merge=MERGE) -> Change:
    """Merge, and then change some records as no step of ours would."""
    before = Structure.build([*UNITS, *records], date="2020-01-01")
    change = Reform(id="r", steps=[*steps, merge], date=Date(date)).apply(before)
    after = change.after.evolve(put=put, drop=[change.after.node(d) for d in drop])
    return Change(change.before, after, change.events, change.imbalances, change.reform)


def outcome(rule, change, on=None):
    verdicts = rule.check(change, None if on is None else Date(on))
    for verdict in verdicts:
        assert verdict.explain("en")
        assert verdict.explain("zh")
        assert verdict.outcome is not OPEN or verdict.missing
    (verdict,) = verdicts
    return verdict.outcome


POSTS = PostPool(unit="a", posts=Count(6)), PostPool(unit="b", posts=Count(5))


@pytest.mark.parametrize(("posts", "answer"), [(None, MET), (11, MET), (12, MET), (10, VIOLATED), (NOT_STATED, OPEN)])
def test_posts_wh_028(posts, answer):
    now = () if posts is None else (PostPool(unit="x", posts=posts if posts is NOT_STATED else Count(posts)),)
    assert outcome(PostsNotReduced(window=YEAR), changed(*POSTS, put=now)) is answer


@pytest.mark.parametrize(
    ("window", "months", "day", "answer"),
    [
        (YEAR, NOT_STATED, "2020-05-01", VIOLATED),
        (YEAR, NOT_STATED, "2021-04-30", VIOLATED),
        (YEAR, NOT_STATED, "2021-05-01", NONE),  # no claim after the end
        (YEAR, NOT_STATED, "2020-04-30", NONE),
        (YEAR, NOT_STATED, "2021", OPEN),
        (DateRange(Date("2020-05-01"), NOT_STATED), NOT_STATED, "2020-05-01", VIOLATED),  # the first day is inside
        (DateRange(Date("2020-05-01"), NOT_STATED), NOT_STATED, "2020-05-02", OPEN),  # WH-031
        (DateRange(Date("2020-05-01"), NOT_STATED), NOT_STATED, "2020-04-30", NONE),
        (DateRange(NOT_STATED, NOT_STATED), NOT_STATED, "2020-05-01", VIOLATED),  # the day of the change
        (DateRange(NOT_STATED, NOT_STATED), NOT_STATED, "2020-06-01", OPEN),
        (DateRange(NOT_STATED, NOT_STATED), 12, "2021-04-30", VIOLATED),
        (DateRange(NOT_STATED, NOT_STATED), 12, "2021-05-01", NONE),
        (DateRange(), NOT_STATED, "2030-01-01", VIOLATED),
        (DateRange(Date("2020"), NOT_STATED), 6, "2021-03-01", OPEN),  # it may have begun in December
        (DateRange(Date("2020"), NOT_STATED), 6, "2021-06-29", OPEN),
        (DateRange(Date("2020"), NOT_STATED), 6, "2021-06-30", NONE),
        (DateRange(Date("2020-05"), NOT_STATED), 6, "2020-06-01", VIOLATED),
    ],
)
def test_the_window_wh_031(window, months, day, answer):
    change = changed(*POSTS, put=(PostPool(unit="x", posts=Count(10)),))
    assert outcome(PostsNotReduced(id="posts", window=window, months=months), change, day) is answer


def test_posts_that_are_not_recorded_leave_it_open():
    assert outcome(PostsNotReduced(window=YEAR), changed()) is OPEN
    assert outcome(PostsNotReduced(window=YEAR), changed(POSTS[0])) is OPEN
    none = [Inventory(scope=u, of="post_pool", complete=True) for u in "ab"]
    assert outcome(PostsNotReduced(window=YEAR), changed(POSTS[0], *none)) is MET


ALL_STAFF = [Inventory(scope=u, of=kind, complete=True) for u in "ab" for kind in ("staff", "staff_group")]
PEOPLE = [StaffGroup(id="g", parent="a", count=Count(9)), *ALL_STAFF]


@pytest.mark.parametrize(("voluntary", "answer"), [(True, MET), (False, VIOLATED), (NOT_STATED, OPEN)])
def test_who_leaves_of_their_own_will_does_not_count(voluntary, answer):
    rule = PostsNotReduced(window=YEAR, counted="people")
    leave = ReleaseStaff(who="g", count=2, voluntary=voluntary)
    change = changed(*PEOPLE, steps=[leave])
    verdict = rule.check(change)[0]
    assert verdict.outcome is answer
    assert rule.check(changed(*PEOPLE))[0].outcome is MET
    assert rule.check(changed(*PEOPLE, put=[attrs.evolve(PEOPLE[0], parent="s")]))[0].outcome is VIOLATED


def test_a_group_of_unknown_number_that_stays_is_no_reduction():
    rule = PostsNotReduced(window=YEAR, counted="people")
    assert outcome(rule, changed(StaffGroup(id="g", parent="a"))) is MET
    assert outcome(rule, changed()) is OPEN


WORKER, CLERK, NOBODY_SAYS = (
    Staff(id=id_, parent="a", category=category)
    for id_, category in (("w", "worker"), ("c", "clerk"), ("n", NOT_STATED))
)


@pytest.mark.parametrize(
    ("people", "steps", "put", "answer"),
    [
        ((WORKER,), (), (attrs.evolve(WORKER, parent="x", category="clerk"),), VIOLATED),
        ((WORKER, NOBODY_SAYS), (), (), MET),
        ((WORKER, NOBODY_SAYS), (ReleaseStaff(who=NOBODY_SAYS.id, voluntary=False),), (), OPEN),
        ((WORKER, CLERK), (ReleaseStaff(who=CLERK.id, voluntary=False),), (), MET),
        (
            (WORKER, CLERK),
            (ReleaseStaff(who=WORKER.id, voluntary=False), ReleaseStaff(who=CLERK.id, voluntary=True)),
            (),
            VIOLATED,
        ),
    ],
)
def test_only_people_of_the_category_are_counted_and_may_leave(people, steps, put, answer):
    rule = PostsNotReduced(window=YEAR, counted="people", category="worker")
    assert outcome(rule, changed(*people, *ALL_STAFF, steps=steps, put=put)) is answer


def test_people_are_all_listed_only_where_persons_and_groups_are():
    rule = PostsNotReduced(window=YEAR, counted="people")
    leave = ReleaseStaff(who=WORKER.id, voluntary=False)
    assert outcome(rule, changed(WORKER, *ALL_STAFF, steps=[leave])) is VIOLATED
    assert outcome(rule, changed(WORKER, ALL_STAFF[0], ALL_STAFF[2], steps=[leave])) is OPEN


def test_pay_person_by_person_wh_029():
    people = [Staff(id=p, parent="a", monthly_pay=Yuan(4000)) for p in ("p", "q", "r")]
    people.append(Staff(id="gone", parent="b", monthly_pay=Yuan(5000)))
    people.append(Staff(id="open", parent="b"))
    less = attrs.evolve(people[1], parent="s", monthly_pay=Yuan(3999))
    put = [less, attrs.evolve(people[2], parent="x", monthly_pay=Yuan(4001))]
    verdicts = PayNotReduced(window=YEAR).check(changed(*people, put=put, drop=["gone"]))
    assert {v.subject.id: v.outcome for v in verdicts} == {"p": MET, "q": VIOLATED, "r": MET, "open": OPEN, "x": OPEN}
    assert [v.outcome for v in PayNotReduced(window=YEAR).check(changed(people[0], *ALL_STAFF))] == [MET]
    assert next(v for v in verdicts if v.subject.id == "q").margin.exact == -1
    assert outcome(PayNotReduced(window=YEAR), changed(StaffGroup(id="g", parent="a"), *ALL_STAFF)) is OPEN
    assert outcome(PayNotReduced(window=YEAR), changed()) is OPEN
    assert outcome(PayNotReduced(window=YEAR), changed(ALL_STAFF[0], ALL_STAFF[2])) is OPEN  # groups may be lacking
    assert outcome(PayNotReduced(window=YEAR), changed(*ALL_STAFF)) is NONE


FUNDS = Funding(unit="a", year=2020, amount=Yuan(60)), Funding(unit="b", year=2020, amount=Yuan(40))
ALL_FUNDS = [Inventory(scope=u, of="funding", complete=True) for u in "ab"]


@pytest.mark.parametrize(("amount", "answer"), [(None, MET), (100, MET), (99, VIOLATED), (NOT_STATED, OPEN)])
def test_funds_wh_030(amount, answer):
    given = amount if amount is NOT_STATED else Yuan(amount or 0)
    now = () if amount is None else (Funding(unit="x", year=2020, amount=given),)
    assert outcome(FundsNotReduced(window=YEAR), changed(*FUNDS, *ALL_FUNDS, put=now)) is answer


def test_funds_of_a_later_year_are_held_against_the_last_year_before():
    for listed, answer in ((ALL_FUNDS, VIOLATED), ((), OPEN)):
        change = changed(*FUNDS, *listed, put=[Funding(unit="x", year=2021, amount=Yuan(90))])
        assert [v.outcome for v in FundsNotReduced(window=YEAR).check(change)] == [MET, answer]
    assert outcome(FundsNotReduced(window=YEAR), changed(FUNDS[0])) is OPEN
    assert outcome(FundsNotReduced(window=YEAR), changed()) is OPEN
    assert outcome(FundsNotReduced(window=YEAR, purpose="other"), changed(*FUNDS)) is OPEN


def test_a_later_change_in_the_window_is_guarded_too():
    merged = changed(*POSTS).after
    later = Change(merged, merged.evolve(put=[PostPool(unit="x", posts=Count(10))]))
    assert outcome(PostsNotReduced(window=YEAR), later) is NONE  # nothing is merged here
    assert outcome(PostsNotReduced(window=YEAR, unit={"kind": "community", "ids": ["x"]}), later) is VIOLATED


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 50))
def test_posts_are_kept_exactly_when_the_sum_is(a, b, after):
    pools = PostPool(unit="a", posts=Count(a)), PostPool(unit="b", posts=Count(b))
    change = changed(*pools, put=[PostPool(unit="x", posts=Count(after))])
    assert outcome(PostsNotReduced(window=YEAR), change) is (MET if after >= a + b else VIOLATED)


# assets and jurisdiction

LISTED = [Inventory(scope=u, of="asset", complete=True) for u in "ab"]
GOOD = {"verified": True, "registered": True, "owner": "s", "value": Yuan(100), "kind": AssetKind.STATE}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [({}, MET), ({"verified": False}, VIOLATED), ({"registered": NOT_STATED}, OPEN), ({"owner": NOT_STATED}, OPEN)],
)
def test_assets_are_verified_registered_and_owned_wh_033(fields, answer):
    change = changed(Asset(id="house", unit="a", **{**GOOD, **fields}), *LISTED)
    assert outcome(MergerAssets(), change) is answer


def test_assets_that_are_not_listed_leave_it_open():
    assert outcome(MergerAssets(), changed(Asset(id="house", unit="a", **GOOD))) is OPEN
    assert outcome(MergerAssets(), changed(*LISTED)) is MET
    bad = Asset(id="house", unit="a", **{**GOOD, "verified": False})
    assert outcome(MergerAssets(), changed(bad)) is VIOLATED
    assert outcome(MergerAssets(kind="collective"), changed(bad, *LISTED)) is MET
    assert outcome(MergerAssets(require=("owned",)), changed(bad, *LISTED)) is MET


@pytest.mark.parametrize(("value", "answer"), [(100, MET), (99, VIOLATED), (NOT_STATED, OPEN), (101, MET)])
def test_the_value_of_assets_is_kept_wh_033(value, answer):
    house = Asset(id="house", unit="a", **GOOD)
    now = attrs.evolve(house, unit="x", value=value if value is NOT_STATED else Yuan(value))
    assert outcome(MergerAssetValue(kind="state"), changed(house, *LISTED, put=[now])) is answer


def test_an_asset_that_is_gone_is_a_loss_and_one_of_unknown_value_that_stays_is_none():
    house = Asset(id="house", unit="a", **GOOD)
    assert outcome(MergerAssetValue(), changed(house, *LISTED, drop=["house"])) is VIOLATED
    assert outcome(MergerAssetValue(), changed(attrs.evolve(house, value=NOT_STATED), *LISTED)) is MET
    assert outcome(MergerAssetValue(), changed(house)) is OPEN


GROUND = [GridLayer(id="l"), Grid(id="g1", layer="l", parent="a"), Grid(id="g2", layer="l", parent="b")]


def test_jurisdiction_is_the_union_of_the_parts_wh_025():
    assert outcome(MergerJurisdiction(), changed(*GROUND)) is MET
    lost = changed(*GROUND, put=[Grid(id="g2", layer="l", parent="s")])
    assert outcome(MergerJurisdiction(), lost) is VIOLATED
    other = [Community(id="c", parent="s"), Grid(id="g3", layer="l", parent="c")]
    gained = changed(*GROUND, *other, put=[Grid(id="g3", layer="l", parent="x")])
    assert outcome(MergerJurisdiction(), gained) is VIOLATED


@pytest.mark.parametrize(
    ("b", "new", "answer"),
    [("0.2", "0.5", MET), ("0.2", "0.4", VIOLATED), (None, "0.2", VIOLATED), (None, "0.5", OPEN)],
)
def test_jurisdiction_keeps_the_area(b, new, answer):
    change = changed(merge=attrs.evolve(MERGE))
    areas = {"a": SquareKilometres("0.3"), "b": NOT_STATED if b is None else SquareKilometres(b)}
    before = change.before.evolve(put=[attrs.evolve(change.before.node(u), area=v) for u, v in areas.items()])
    after = change.after.evolve(put=[attrs.evolve(change.after.node("x"), area=SquareKilometres(new))])
    assert outcome(MergerJurisdiction(), Change(before, after, change.events, (), change.reform)) is answer
