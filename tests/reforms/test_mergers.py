"""Merging units: WH-014, WH-015 (the two pilots of 2020), WH-016, WH-025, WH-033."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError, NotFoundError, ReformError
from basegov.quantities import Count, Metres, Number, Share, SquareKilometres, Yuan
from basegov.reforms.changes import Change
from basegov.reforms.mergers import (
    CommunitiesMerged,
    MergeCommunities,
    RegisterAssets,
    VerifyAssets,
    mergers_of,
    reform_of,
)
from basegov.reforms.proposals import Merger, MergerPlan
from basegov.reforms.reform import Reform
from basegov.structure.appraisal import Appraisal
from basegov.structure.assets import Asset
from basegov.structure.funds import Funding
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.management import Service
from basegov.structure.mergers import Adjacency, Feature, RuleException
from basegov.structure.organisations import Team
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory, Street
from basegov.values import NOT_STATED, NotStated

FIXED = [
    District(id="wh", name="五华区", code="530102"),
    Street(id="hs", name="华山街道", parent="wh"),
    Street(id="dg", name="大观街道", parent="wh"),
    Community(
        id="chb", name="翠湖北路社区", parent="hs", code="530102001005", households=Count(1200),
        area=SquareKilometres("0.3"),
    ),
    Community(id="whx", name="文化巷社区", parent="hs", code="530102001004", households=Count(900)),
    Community(id="ly", name="邻近社区", parent="hs"),
    GridLayer(id="layer"),
    Grid(id="g1", layer="layer", parent="chb"),
    Grid(id="g2", layer="layer", parent="whx"),
    Staff(id="p1", parent="chb", monthly_pay=Yuan(4000)),
    StaffGroup(id="sg", parent="whx", count=Count(5)),
    Assignment(staff="p1", place="chb"),
    PostPool(unit="chb", posts=Count(6)),
    PostPool(unit="whx", posts=Count(5)),
    Funding(unit="chb", year=2020, amount=Yuan(100000)),
    Funding(unit="whx", year=2020, amount=Yuan(80000)),
    Funding(unit="chb", year=2019, amount=Yuan(90000)),
    Asset(id="a1", unit="whx", value=Yuan(500000)),
    Adjacency(units=("chb", "whx"), shared_length=Metres(400)),
    Adjacency(units=("chb", "ly"), shared_length=Metres(100)),
    Adjacency(units=("whx", "ly"), shared_length=Metres(50)),
    Feature(unit="chb", feature="homogeneity", value=Number("0.8")),
    Feature(unit="whx", feature="homogeneity", value=Number("0.6")),
    Team(id="t", parent="hs", host="hs"),
    Service(provider="t", served="chb"),
    Service(provider="t", served="whx"),
    Appraisal(subject="t", evaluator="chb", share=Share("20%")),
    Appraisal(subject="t", evaluator="whx", share=Share("30%")),
    Inventory(scope="hs", of="community", total=Count(3), complete=True),
    RuleException(rule="merger_contiguity", parts=("chb", "whx"), reason="历史上同属一个居委会"),
]  # fmt: skip


def before() -> Structure:
    return Structure.build(FIXED, id="wuhua", date="2020-01-01")


MERGE = MergeCommunities(parts=("翠湖北路社区", "whx"), into="wl", name="文林社区", code="530102001013")


def merged(*steps: object) -> Change:
    return Reform(id="r", steps=steps or (MERGE,)).apply(before())


def test_the_new_unit_has_what_the_parts_had_wh_015():
    new = merged().after["文林社区"]
    assert (new.parent, new.code) == ("hs", "530102001013")
    assert new.households == Count(2100)
    assert new.area == SquareKilometres(">= 0.3")  # one part is not stated
    assert new.population is NOT_STATED
    assert set(new.former_codes) == {"530102001005", "530102001004"}
    assert merged().after["文化巷社区"].id == "wl"  # found by a former name


def test_everything_that_named_a_part_names_the_new_unit():
    after = merged().after
    assert {n.id for n in after.children("wl")} == {"g1", "g2", "p1", "sg"}
    assert after.where(Assignment, staff="p1")[0].place == "wl"
    assert after.node("a1").unit == "wl"
    assert "chb" not in after
    Structure.build(after, id="again")  # references are whole


@pytest.mark.parametrize(
    ("kind", "fields", "field", "value"),
    [
        (PostPool, {"unit": "wl"}, "posts", Count(11)),
        (Funding, {"unit": "wl", "year": 2020}, "amount", Yuan(180000)),
        (Funding, {"unit": "wl", "year": 2019}, "amount", Yuan(">= 90000")),  # the other part's 2019 is not recorded
        (Adjacency, {"units": "wl"}, "shared_length", Metres(150)),
        (Feature, {"unit": "wl"}, "value", NOT_STATED),
        (Appraisal, {"evaluator": "wl"}, "share", Share("50%")),
    ],
)
def test_records_that_speak_of_the_same_thing_become_one(kind, fields, field, value):
    (record,) = merged().after.where(kind, **fields)
    assert getattr(record, field) == value


def test_the_same_relation_twice_is_kept_once_and_the_inner_border_goes():
    after = merged().after
    assert len(after.where(Service, served="wl")) == 1
    assert len(after.records(Adjacency)) == 1
    assert after.where(Inventory, scope="hs")[0].total == Count(2)
    assert after.records(RuleException)[0].parts == ("wl",)


def test_lineage_events_and_undo():
    change = merged()
    assert change.lineage.after("chb") == ("wl",)
    assert change.lineage.before("wl") == ("chb", "whx")
    (event,) = change.events
    assert isinstance(event, CommunitiesMerged)
    assert event.parts == ("chb", "whx")
    assert change.undo() == before()
    assert change.before == before()


def test_a_border_that_only_one_part_has_is_a_lower_bound_unless_all_borders_are_listed():
    some = [r for r in FIXED if not (isinstance(r, Adjacency) and r.units == ("ly", "whx"))]
    listed = [*some, Inventory(scope="hs", of="adjacency", complete=True)]
    for records, length in ((some, Metres(">= 100")), (listed, Metres(100))):
        after = Reform(id="r", steps=(MERGE,)).apply(Structure.build(records)).after
        assert after.records(Adjacency)[0].shared_length == length


def test_a_part_may_take_in_the_others():
    after = Reform(id="r", steps=[MergeCommunities(parts=("chb", "whx"), into="chb")]).apply(before()).after
    assert after.node("chb").name == "翠湖北路社区"
    assert "whx" not in after
    assert after.where(PostPool, unit="chb")[0].posts == Count(11)


STRANGE = [
    (MergeCommunities(parts=("chb",), into="x"), "BG541"),
    (MergeCommunities(parts=("chb", "chb"), into="x"), "BG541"),
    (MergeCommunities(parts=("chb", "hs"), into="x"), "BG542"),
    (MergeCommunities(parts=("chb", "t"), into="x"), "BG542"),
    (MergeCommunities(parts=("chb", "whx"), into="ly"), "BG543"),
    (MergeCommunities(parts=("chb", "whx"), into="x", parent="whx"), "BG545"),
    (MergeCommunities(parts=("chb", "nowhere"), into="x"), "BG310"),
]


@pytest.mark.parametrize(("step", "code"), STRANGE)
def test_what_cannot_be_merged_is_refused_whole(step, code):
    with pytest.raises(ReformError) as caught:
        merged(step)
    assert [d.code for d in caught.value.diagnostics] == ["BG501", code]
    assert caught.value.text("zh")


def test_parts_in_two_streets_need_a_parent():
    records = [*FIXED, Community(id="far", parent="dg")]
    with pytest.raises(ReformError, match="BG544"):
        Reform(id="r", steps=[MergeCommunities(parts=("chb", "far"), into="x")]).apply(Structure.build(records))
    step = MergeCommunities(parts=("chb", "far"), into="x", parent="dg")
    assert Reform(id="r", steps=[step]).apply(Structure.build(records)).after.node("x").parent == "dg"


def test_any_kind_of_unit_can_be_merged():
    after = Reform(id="r", steps=[MergeCommunities(parts=("hs", "dg"), into="x")]).apply(before()).after
    assert {c.id for c in after.children("x", Community)} == {"chb", "whx", "ly"}


def test_assets_are_verified_and_registered_wh_033():
    steps = (
        VerifyAssets(assets={"kind": "asset", "where": {"unit": "whx"}}),
        RegisterAssets(assets="asset", owner="hs"),
        MERGE,
    )
    asset = merged(*steps).after.node("a1")
    assert (asset.verified, asset.registered, asset.owner, asset.unit) == (True, True, "hs", "wl")
    with pytest.raises(ReformError, match="BG503"):
        merged(VerifyAssets(assets={"kind": "asset", "where": {"unit": "chb"}}))


def test_a_plan_is_laid_on_a_structure_or_refused():
    plan = MergerPlan(id="p", mergers=[Merger(parts=("文化巷社区", "chb"), into="wl")])
    assert plan.on(before()).mergers[0].parts == ("chb", "whx")
    with pytest.raises(NotFoundError, match="文化巷社区"):
        MergerPlan(mergers=[Merger(parts=("文化巷社", "chb"))]).on(before())
    twice = MergerPlan(mergers=[Merger(parts=("whx", "chb")), Merger(parts=("ly", "chb"))])
    with pytest.raises(InputError, match="BG540"):
        twice.on(before())
    assert len(reform_of(plan).apply(before()).events) == 1


# properties over generated structures


@st.composite
def districts(draw: st.DrawFn) -> tuple[Structure, tuple[str, ...]]:
    n = draw(st.integers(3, 6))
    ids = [f"c{i}" for i in range(n)]
    records: list[object] = [Street(id="s"), GridLayer(id="l")]
    maybe = lambda kind, top: draw(st.one_of(st.just(NOT_STATED), st.integers(0, top).map(kind)))  # noqa: E731
    for i, id_ in enumerate(ids):
        records.append(Community(id=id_, parent="s", population=maybe(Count, 5000), area=maybe(SquareKilometres, 9)))
        records.append(Grid(id=f"g{i}", layer="l", parent=id_))
        if draw(st.booleans()):
            records.append(PostPool(unit=id_, posts=maybe(Count, 9)))
        if draw(st.booleans()):
            records.append(Funding(unit=id_, year=draw(st.sampled_from([2019, 2020])), amount=maybe(Yuan, 900)))
        records.append(StaffGroup(id=f"p{i}", parent=id_, count=maybe(Count, 9)))
        records.append(Asset(id=f"a{i}", unit=id_, value=maybe(Yuan, 900)))
        if draw(st.booleans()):
            records.append(Inventory(scope=id_, of="adjacency", complete=True))
    for i in range(n):
        for j in range(i):
            if draw(st.booleans()):
                length = maybe(Metres, 300)
                records.append(Adjacency(units=(f"c{i}", f"c{j}"), shared_length=length))
    parts = tuple(draw(st.permutations(ids))[: draw(st.integers(2, n))])
    return Structure.build(records), parts


def after_of(structure: Structure, *steps: MergeCommunities) -> Structure:
    return Reform(id="r", steps=steps).apply(structure).after


def bare(structure: Structure) -> set[object]:
    """Return the records without what only tells how they came about."""
    return {attrs.evolve(r, **({"aliases": ()} if isinstance(r, Community) else {})) for r in structure}


@given(districts())
def test_the_order_of_the_parts_does_not_matter(case):
    structure, parts = case
    one = after_of(structure, MergeCommunities(parts=parts, into="x"))
    assert bare(one) == bare(after_of(structure, MergeCommunities(parts=parts[::-1], into="x")))


@given(districts())
def test_merging_in_two_stages_equals_merging_at_once(case):
    structure, parts = case
    if len(parts) < 3:
        return
    at_once = Reform(id="r", steps=[MergeCommunities(parts=parts, into="x")]).apply(structure)
    first, second = MergeCommunities(parts=parts[:2], into="m"), MergeCommunities(parts=("m", *parts[2:]), into="x")
    staged = Reform(id="r", steps=[first, second]).apply(structure)
    assert bare(staged.after) == bare(at_once.after)
    assert mergers_of(staged) == mergers_of(at_once)


@given(districts())
def test_nothing_is_lost_and_the_before_stays(case):
    structure, parts = case
    copy = Structure.build(structure)
    change = Reform(id="r", steps=[MergeCommunities(parts=parts, into="x")]).apply(structure)
    assert structure == copy == change.undo()
    Structure.build(change.after)
    for kind, field in ((StaffGroup, "count"), (Asset, "value")):
        held = lambda s: sorted(str(getattr(r, field)) for r in s.records(kind))  # noqa: B023, E731
        assert held(change.after) == held(structure)
    for kind, field, unit in ((PostPool, "posts", Count), (Funding, "amount", Yuan)):
        amounts = [getattr(r, field) for r in structure.records(kind)]
        now = [getattr(r, field) for r in change.after.records(kind)]
        if not any(isinstance(a, NotStated) for a in (*amounts, *now)):
            assert unit.total(now).low == unit.total(amounts).low
