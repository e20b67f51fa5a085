"""Units change their ground, name, code, kind and level; accounts balance and lineage follows (BA-113, WH-025)."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov import io
from basegov.errors import ReformError
from basegov.quantities import Count, Metres, Number, Share, SquareKilometres, Yuan
from basegov.reforms import (
    AbolishUnits,
    AdjustBoundaries,
    ConvertVillage,
    CreateUnit,
    MergeCommunities,
    Reform,
    RenameUnit,
    SplitUnit,
    StatementLapsed,
    Transfer,
    UnitAbolished,
    UnitPart,
)
from basegov.structure import (
    Adjacency,
    Appraisal,
    Building,
    Committee,
    CommitteeKind,
    Community,
    CommunityKind,
    Department,
    Dimension,
    District,
    Estate,
    Feature,
    FunctionalZone,
    Funding,
    Grid,
    GridLayer,
    Inventory,
    Management,
    Membership,
    PartyOrgan,
    Street,
    Team,
    TeamKind,
)
from basegov.structure.mergers import may_touch
from basegov.testing.laws import lost
from basegov.values import NOT_STATED, Truth


def unit(cls, id, parent, households, population, area=1, **fields):
    sizes = {"households": Count(households), "population": Count(population), "area": SquareKilometres(area)}
    return cls(id=id, parent=parent, **sizes, **fields)


TOWN = [
    unit(District, "d", NOT_STATED, 1000, 2500, 9), unit(Street, "s", "d", 700, 1750, 6),
    unit(Street, "t", "d", 300, 750, 3),
    unit(Community, "a", "s", 400, 1000, 2), unit(Community, "b", "s", 300, 750, 4),
    unit(Community, "c", "t", 300, 750, 3),
    Inventory(scope="d", of="adjacency", complete=True), Inventory(scope="s", of="community", total=Count(2)),
    Adjacency(units=("a", "b"), shared_length=Metres(500), barrier="none"),
]  # fmt: skip


def town(*records):
    return bg.Structure.build([*TOWN, *records], id="town")


def done(structure, *steps):
    return Reform(id="r", steps=steps).apply(structure)


def sizes(structure, *ids):
    return [(structure[id_].households, structure[id_].population) for id_ in ids]


def shares(kin):
    return {one.id: one.share for one in kin}


# boundaries


def test_a_part_goes_over_with_its_people_up_to_what_contains_both():
    """BA-113: boundaries are adjusted; every unit stays what it was and the sums stay."""
    move = Transfer(from_="a", to="c", households=100, population=250, area="0.5")
    change = done(town(), AdjustBoundaries(transfers=[move]))
    assert sizes(change.after, "a", "c", "s", "t", "d") == [
        (Count(300), Count(750)), (Count(400), Count(1000)), (Count(600), Count(1500)), (Count(400), Count(1000)),
        (Count(1000), Count(2500)),
    ]  # fmt: skip
    assert change.after["a"].area == SquareKilometres("1.5")
    assert change.accounts["households"].exact == change.accounts["population"].exact == 0
    assert change.lineage.after("a") == ("a",)
    assert shares(change.lineage.descendants("a")) == {"c": Share("25%"), "a": Share("75%")}
    assert shares(change.lineage.ancestors("c")) == {"a": Share("25%"), "c": Share("75%")}
    assert shares(change.lineage.ancestors("b")) == {"b": Share(1)}


def test_many_transfers_are_one_transaction():
    """What a unit receives does not have to be there before it gives."""
    ring = [Transfer(from_=x, to=y, households=300) for x, y in (("a", "b"), ("b", "c"), ("c", "a"))]
    after = done(town(), AdjustBoundaries(transfers=ring)).after
    assert [n for n, _ in sizes(after, "a", "b", "c")] == [n for n, _ in sizes(town(), "a", "b", "c")]
    with pytest.raises(ReformError, match="BG596 the households of b come to 300, those that the step gives out to"):
        done(town(), AdjustBoundaries(transfers=[Transfer(from_="b", to="c", households=301)]))


UNITS = ("a", "b", "c")
TRANSFERS = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(UNITS), st.integers(0, 60), st.none() | st.integers(0, 60)),
    min_size=1, max_size=5,
)  # fmt: skip


@given(TRANSFERS, st.sets(st.sampled_from(UNITS)))
def test_accounts_balance_whatever_goes_where_and_however_little_is_known(rows, unknown):
    """Law 9: households and people of all communities together stay; what is not stated stays open."""
    before = town()
    before = before.evolve(put=[attrs.evolve(before[id_], population=NOT_STATED) for id_ in unknown])
    moves = [
        Transfer(from_=x, to=y, households=n, **({} if p is None else {"population": p}))
        for x, y, n, p in rows
        if x != y
    ]
    if not moves:
        return
    step = AdjustBoundaries(transfers=moves)
    change = done(before, step)
    assert Count.total(change.after[id_].households for id_ in UNITS) == Count(1000)
    assert change.after["d"] == before["d"]
    for id_ in UNITS:
        net = sum((x != id_) * (y == id_) * n - (x == id_) * (y != id_) * n for x, y, n, _ in rows)
        assert change.after[id_].households == Count((before[id_].households.exact or 0) + net)
        given_ = [kin.share for kin in change.lineage.descendants(id_)]
        assert Share.total(given_).within(Share(1)) is not Truth.FALSE
        if id_ in unknown:
            assert change.after[id_].population is NOT_STATED
    assert change.undo() == before
    assert io.reform_from_text(io.to_yaml(Reform(id="r", steps=[step]))).steps == (step,)


def test_buildings_leave_their_grids_for_those_that_take_them_in():
    records = [
        GridLayer(id="L"), Building(id="x", parent="a", households=Count(10)),
        Building(id="y", parent="ga", households=Count(20)),
        Grid(id="ga", layer="L", parent="a", cells=("x", "y"), households=Count(30)),
        Grid(id="gb", layer="L", parent="b", cells=(), households=Count(0)),
    ]  # fmt: skip
    structure = town(*records)
    lost = AdjustBoundaries(transfers=[Transfer(from_="a", to="b", cells=["x", "y"])])
    with pytest.raises(ReformError, match="BG598 x leaves a and with it grid ga of layer L"):
        done(structure, lost)
    with pytest.raises(ReformError) as raised:
        done(structure, lost)
    assert "x 划出 a 后不再属于网格层 L 的网格 ga" in raised.value.text("zh")
    move = Transfer(from_="a", to="b", cells=["x", "y"], into_grids=["gb"])
    after = done(structure, AdjustBoundaries(transfers=[move])).after
    assert (after["ga"].cells, after["gb"].cells) == ((), ("x", "y"))
    assert (after["ga"].households, after["gb"].households) == (Count(0), Count(30))
    assert (after["x"].parent, after["y"].parent) == ("b", "gb")
    assert after["b"].households == Count(330)  # those of the buildings, since nothing else is said
    with pytest.raises(ReformError, match="BG597 x is not in b"):
        done(structure, AdjustBoundaries(transfers=[Transfer(from_="b", to="c", cells=["x"])]))


def test_whole_grids_and_estates_go_with_what_is_in_them():
    records = [
        GridLayer(id="L"), GridLayer(id="P", may_span=True), Building(id="x", parent="a", households=Count(10)),
        Estate(id="e", parent="a"), Building(id="y", parent="e", households=Count(5)),
        Grid(id="g", layer="L", parent="a", cells=("x", "y")), Grid(id="p", layer="P", parent="a", cells=("x",)),
    ]  # fmt: skip
    move = Transfer(from_="a", to="b", nodes=["g", "e"])
    after = done(town(*records), AdjustBoundaries(transfers=[move])).after
    assert [after[id_].parent for id_ in ("g", "e", "x", "y")] == ["b", "b", "b", "e"]
    assert after["p"].also_covers == ("b",)  # its layer lets it span
    assert after["b"].households == Count(">= 315")  # the estate may have further buildings
    listed = town(*records, Inventory(scope="e", of="building", complete=True))
    assert done(listed, AdjustBoundaries(transfers=[move])).after["b"].households == Count(315)


@pytest.mark.parametrize(("households", "moved"), [(Count(100), Count(100)), (NOT_STATED, Count(">= 30"))])
@pytest.mark.parametrize("kind", ["grid", "estate"])
def test_a_partly_listed_place_goes_with_all_its_households(kind, households, moved):
    place = (
        Grid(id="p", layer="L", parent="a", households=households) if kind == "grid"
        else Estate(id="p", parent="a", households=households)
    )  # fmt: skip
    before = town(GridLayer(id="L"), place, Building(id="x", parent="p", households=Count(30)))
    after = done(before, AdjustBoundaries(transfers=[Transfer(from_="a", to="b", nodes=["p"])])).after
    assert after["b"].households == Count(300) + moved
    assert after["a"].households == (Count(300) if moved.exact else Count("<= 370"))


def test_a_unit_that_is_set_up_counts_the_estates_that_it_takes():
    before = town(Estate(id="e", parent="s", households=Count(50)))
    after = done(before, CreateUnit(kind="street", id="n", takes=["a", "e"])).after
    assert sizes(after, "n") == [(Count(450), Count(">= 1000"))]


def test_borders_are_not_known_any_more_where_ground_has_moved():
    before = town()
    assert may_touch(before, "b", "c") is Truth.FALSE
    after = done(before, AdjustBoundaries(transfers=[Transfer(from_="a", to="c", households=1)])).after
    border = after.records(Adjacency)[0]
    assert (border.shared_length, border.barrier) == (NOT_STATED, NOT_STATED)
    assert may_touch(after, "b", "c") is Truth.UNKNOWN


def test_lineage_adds_up_over_steps_and_stays_open_where_people_mix():
    """Who of a mixed community goes on with a part of it is not told by numbers."""
    first = AdjustBoundaries(transfers=[Transfer(from_="a", to="b", households=100)])
    merged = done(town(), first, MergeCommunities(parts=["a", "b"], into="ab", name="甲乙社区"))
    assert shares(merged.lineage.descendants("a")) == {"ab": Share(1)}
    assert set(shares(merged.lineage.ancestors("ab"))) == {"a", "b"}
    assert merged.lineage.before("ab") == ("a", "b")
    mixed = done(town(), first, AdjustBoundaries(transfers=[Transfer(from_="b", to="c", households=200)]))
    assert shares(mixed.lineage.descendants("a"))["c"] == Share.between(0, Share("25%").exact)
    assert shares(mixed.lineage.ancestors("c"))["c"] == Share("60%")


# dividing and uniting


def test_a_community_is_divided_and_nothing_is_lost():
    organ = PartyOrgan(id="o", parent="a", area="a")
    shop = Department(id="shop", parent="a")
    parts = [UnitPart(id="a"), UnitPart(id="a2", name="新社区", households=150, population=400, area=1, takes=["shop"])]
    step = SplitUnit(unit="a", into=parts)
    change = done(town(organ, shop), step)
    assert sizes(change.after, "a", "a2") == [(Count(250), Count(600)), (Count(150), Count(400))]
    assert (change.after["o"].area, change.after["shop"].parent) == ("a", "a2")
    assert shares(change.lineage.descendants("a")) == {"a": Share("62.5%"), "a2": Share("37.5%")}
    assert change.after.find_record(Inventory, (Inventory, "s", "community")).total == Count(3)
    assert change.undo() == town(organ, shop)
    assert io.reform_from_text(io.to_yaml(Reform(id="r", steps=[step]))).steps == (step,)
    assert may_touch(change.after, "a2", "b") is Truth.UNKNOWN


def test_a_unit_that_goes_needs_an_heir_for_what_names_it():
    organ = PartyOrgan(id="o", parent="a", area="a")
    parts = [UnitPart(id="x", households=100), UnitPart(id="y")]
    with pytest.raises(ReformError, match="BG599 a goes, and it is not said what becomes of o"):
        done(town(organ), SplitUnit(unit="a", into=parts))
    after = done(town(organ), SplitUnit(unit="a", into=parts, heir="y")).after
    assert after["o"].area == after["o"].parent == "y"
    assert after["y"].households == Count(300)
    assert not after.where(Adjacency, units="b")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([{"id": "a"}], "BG596 the parts of a come to >= 2"),
        ([{"id": "a", "households": 200}, {"id": "x", "households": 150}], "BG596 the households of a come to 400"),
        ([{"id": "a"}, {"id": "x", "takes": ["b"]}], "BG597 b is not in a"),
        ([{"id": "a"}, {"id": "b"}], "b"),
        (
            [{"id": "x", "households": 40}, {"id": "x", "households": 300}, {"id": "y"}],
            "BG578 x is named twice in into",
        ),
        ([{"id": "a", "takes": ["e"]}, {"id": "x", "takes": ["东苑"]}], "BG578 e is named twice in takes"),
    ],
)
def test_a_unit_is_not_divided_into_what_it_is_not(parts, code):
    with pytest.raises(ReformError, match=code):
        done(town(Estate(id="e", name="东苑", parent="a")), SplitUnit(unit="a", into=[UnitPart(**p) for p in parts]))


def test_nothing_goes_over_in_two_transfers():
    before = town(Estate(id="e", parent="a"), Building(id="h", parent="e", households=Count(30)))
    for both in ({"cells": ["h"]}, {"nodes": ["e"]}):
        twice = [Transfer(from_="a", to="b", cells=["h"]), Transfer(from_="a", to="c", **both)]
        with pytest.raises(ReformError, match="BG578 h is named twice in transfers"):
            done(before, AdjustBoundaries(transfers=twice))


def test_what_nobody_takes_goes_to_the_heir_though_another_part_keeps_the_id():
    counted = Inventory(scope="a", of="estate", total=Count(2))
    before = town(Estate(id="e", parent="a"), Estate(id="f", parent="a"), counted)
    parts = [UnitPart(id="a", households=150, takes=["f"]), UnitPart(id="x", households=250)]
    after = done(before, SplitUnit(unit="a", into=parts, heir="x")).after
    assert (after["e"].parent, after["f"].parent) == ("x", "a")
    assert after.find_record(Inventory, (Inventory, "a", "estate")).total == Count(1)


@pytest.mark.parametrize("kept", ["a", "y"])
def test_a_committee_that_a_part_takes_is_that_of_the_part(kept):
    before = town(Committee(id="k", kind=CommitteeKind.RESIDENTS, parent="a", area="a"))
    split = SplitUnit(unit="a", into=[UnitPart(id=kept, households=150), UnitPart(id="x", takes=["k"])])
    after = done(before, split).after
    assert (after["k"].parent, after["k"].area) == ("x", "x")


def test_one_community_takes_in_another_and_keeps_its_id():
    """An absorption is a merger into one of the parts; the sums are kept and the shares are known."""
    change = done(town(), MergeCommunities(parts=["a", "b"], into="b"))
    assert change.after["b"].households == Count(700)
    assert shares(change.lineage.ancestors("b")) == {"a": Share("4/7"), "b": Share("3/7")}
    assert shares(change.lineage.descendants("a")) == {"b": Share(1)}


@pytest.mark.parametrize("into", ["a", "x"])
def test_what_is_counted_in_the_parts_of_a_merger_is_counted_once(into):
    grids = [Grid(id=f"{c}{n}", layer="l", parent=c) for c, many in (("a", 3), ("b", 4)) for n in range(many)]
    counted = [Inventory(scope="a", of="grid", total=Count(3)), Inventory(scope="b", of="grid", total=Count(4))]
    after = done(town(GridLayer(id="l"), *grids, *counted), MergeCommunities(parts=["a", "b"], into=into)).after
    assert after.find_record(Inventory, (Inventory, into, "grid")).total == Count(7)


# names, codes, kinds


def test_an_inventory_counts_the_committees_after_a_conversion():
    committees = [Committee(id=id_, parent="c", area="c", kind=CommitteeKind.VILLAGERS) for id_ in ("v", "w")]
    village = attrs.evolve(town()["c"], kind=CommunityKind.VILLAGE)
    before = town(*committees, Inventory(scope="c", of="committee", total=Count(2), complete=True))
    after = done(before.evolve(put=[village]), ConvertVillage(unit="c", committee="rc")).after
    assert after.find_record(Inventory, (Inventory, "c", "committee")).total == Count(1)


def test_a_name_and_a_code_are_no_identity():
    """Law 8."""
    step = RenameUnit(unit="a", name="新名社区", code="990101001009")
    change = done(town().evolve(put=[attrs.evolve(town()["a"], name="旧名社区", code="990101001001")]), step)
    renamed = change.after["a"]
    assert (renamed.name, renamed.aliases, renamed.code, renamed.former_codes) == (
        "新名社区", ("旧名社区",), "990101001009", ("990101001001",),
    )  # fmt: skip
    assert change.after["旧名社区"] is change.after["990101001001"] is renamed
    assert change.lineage.after("a") == ("a",)
    assert [event.text() for event in change.events] == [
        "a: 旧名社区 is now 新名社区", "a: 990101001001 is now 990101001009",
    ]  # fmt: skip


def test_a_village_becomes_urban_and_its_committee_another_one():
    """村改居: the place stays, the residents' committee takes over what named the villagers' committee."""
    village = attrs.evolve(town()["c"], kind=CommunityKind.VILLAGE)
    old = Committee(id="vc", parent="c", area="c", kind=CommitteeKind.VILLAGERS)
    member = Membership(body="vc", office="chair")
    structure = town().evolve(put=[village, old, member])
    change = done(structure, ConvertVillage(unit="c", name="丙社区", committee="rc"))
    assert change.after["c"].kind is CommunityKind.CONVERTED_VILLAGE
    assert change.after["rc"].kind is CommitteeKind.RESIDENTS
    assert [m.body for m in change.after.records(Membership)] == ["rc"]
    assert "vc" not in change.after
    assert change.lineage.after("vc") == ("rc",)
    with pytest.raises(ReformError, match="BG542"):
        done(structure, ConvertVillage(unit="a"))


# levels


def test_a_level_is_abolished_and_comes_back():
    """Streets go, communities stand in the district; a street is set up over them again (Guiyang, 2012 to 2020)."""
    before = town()
    change = done(before, AbolishUnits(units={"kind": "street"}))
    assert {change.after[id_].parent for id_ in UNITS} == {"d"}
    assert not change.after.records(Street)
    assert change.accounts["households"].exact == 0
    back = done(change.after, CreateUnit(kind="street", id="n", takes=list(UNITS)))
    assert back.after["n"].households == Count(1000)
    assert back.after["a"].parent == "n"
    assert change.lineage.after("s") == ("d",)


def test_what_names_an_abolished_unit_is_placed_before_or_goes_to_the_heir():
    organ = PartyOrgan(id="o", parent="t", area="t")
    with pytest.raises(ReformError, match="BG599 t goes, and it is not said what becomes of o"):
        done(town(organ), AbolishUnits(units={"kind": "street", "ids": ["t"]}))
    after = done(town(organ), AbolishUnits(units={"kind": "street", "ids": ["t"]}, heir="s")).after
    assert (after["o"].area, after["c"].parent, after["s"].households) == ("s", "s", Count(1000))
    with pytest.raises(ReformError, match="BG599 d goes"):
        done(town(), AbolishUnits(units={"kind": "district"}))
    with pytest.raises(ReformError, match="BG502"):  # its people would be gone
        done(town(), AbolishUnits(units={"kind": "community", "ids": ["c"]}))
    with pytest.raises(ReformError, match="BG597 c is not in s"):
        done(town(), AbolishUnits(units={"kind": "community", "ids": ["a"]}, heir="c"))


def test_what_the_heir_of_an_abolished_unit_has_itself_is_joined_as_in_a_merger():
    records = [Team(id="k", parent="s", kind=TeamKind.SANITATION)]
    records += [Appraisal(subject="k", evaluator=x, share=Share(n)) for x, n in (("a", "30%"), ("b", "20%"))]
    records += [Funding(payer="d", unit=x, year=2020, amount=Yuan(100)) for x in ("a", "b")]
    records += [Feature(unit="b", feature="strength", value=Number(5)), Inventory(scope="a", of="grid", complete=True)]
    after = done(town(*records), AbolishUnits(units={"kind": "community", "ids": ["b"]}, heir="a")).after
    assert [(r.evaluator, r.share) for r in after.records(Appraisal)] == [("a", Share("50%"))]
    assert [(r.unit, r.amount) for r in after.records(Funding)] == [("a", Yuan(200))]
    assert [(r.unit, r.value) for r in after.records(Feature)] == [("a", NOT_STATED)]
    assert after.find_record(Inventory, (Inventory, "a", "grid")).complete is NOT_STATED
    both = [Management(subject=x, dimension=Dimension.DAILY_WORK, manager=m) for x, m in (("s", "m"), ("t", "n"))]
    managed = town(Department(id="m", parent="d"), Department(id="n", parent="d"), *both)
    with pytest.raises(ReformError, match="BG546 after the merger 2 records"):
        done(managed, AbolishUnits(units={"kind": "street", "ids": ["t"]}, heir="s"))


def test_a_unit_inside_its_heir_adds_nothing_to_what_is_said_of_the_heir():
    listed = [Inventory(scope=x, of="building", total=Count(n), complete=True) for x, n in (("d", 9), ("s", 3))]
    change = done(town(*listed), AbolishUnits(units={"kind": "street", "ids": ["s"]}, heir="d"))
    assert change.after.find_record(Inventory, (Inventory, "d", "building")) == listed[0]
    assert change.after["d"].households == Count(1000)


def test_an_heir_among_the_selected_units_stays():
    change = done(town(), AbolishUnits(units={"kind": "street"}, heir="s"))
    assert [street.id for street in change.after.records(Street)] == ["s"]
    assert [event.unit for event in change.events if isinstance(event, UnitAbolished)] == ["t"]


def test_what_was_listed_of_an_abolished_or_divided_unit_is_said_to_lapse():
    """Knowledge that goes with a unit is named: nobody takes it for something that was forgotten."""
    listed = Inventory(scope="t", of="party_organ", complete=True)
    for step in (
        AbolishUnits(units={"kind": "street", "ids": ["t"]}, heir="s"),
        SplitUnit(unit="t", into=[UnitPart(id="v"), UnitPart(id="w")], heir="v"),
    ):
        change = done(town(listed), step)
        assert not change.after.where(Inventory, scope="t", of="party_organ")
        (lapse,) = [event for event in change.events if isinstance(event, StatementLapsed) and event.of]
        assert (lapse.about, lapse.of) == (("t",), "party_organ")
        assert lapse.text("en") == "the inventory of t (party organ) lapsed"
        assert lapse.text("zh").startswith("t 的")
        assert [*lost(change)] == []


def test_a_unit_is_set_up_over_things_of_one_container_and_of_a_known_kind():
    after = done(town(), CreateUnit(kind="street", id="n", takes=["a", "a", "b"])).after
    assert sizes(after, "n") == [(Count(700), Count(1750))]
    with pytest.raises(ReformError, match="BG597"):
        done(town(), CreateUnit(kind="street", id="n", takes=["a", "c"]))
    with pytest.raises(ReformError, match="BG597"):
        done(town(), CreateUnit(kind="staff", id="n", takes=["a"]))


# what the code tables of the five districts tell


XIANGZHOU = {
    "440402003005": ("沥溪社区", "440402009001"), "440402003009": ("福溪社区", "440402009002"),
    "440402003010": ("红荔社区", "440402009003"), "440402003017": ("春晖社区", "440402009004"),
    "440402003018": ("长沙社区", "440402009005"), "440402003019": ("梅溪社区", "440402009006"),
    "440402003020": ("东坑社区", "440402009007"), "440402003021": ("南溪社区", "440402009008"),
    "440402003024": ("界涌社区", "440402009009"),
}  # fmt: skip
"""Codes in the tables of 2019-10-31 and 2020-06-30: nine communities of 前山街道 became those of the new 凤山街道."""


def test_fengshan_street_was_divided_off_and_its_communities_were_recoded():
    """A division and nine recodes; no community became another one."""
    records = [District(id="xz", code="440402"), Street(id="qianshan", name="前山街道", code="440402003", parent="xz")]
    records += [Community(id=old, name=name, code=old, parent="qianshan") for old, (name, _) in XIANGZHOU.items()]
    before = bg.Structure.build(records, id="xz")
    new = UnitPart(id="fengshan", name="凤山街道", code="440402009", takes=tuple(XIANGZHOU))
    split = SplitUnit(unit="qianshan", into=[UnitPart(id="qianshan"), new])
    recodes = [RenameUnit(unit=old, code=code) for old, (_, code) in XIANGZHOU.items()]
    change = done(before, split, *recodes)
    for old, (name, code) in XIANGZHOU.items():
        assert change.after[code] is change.after[old] is change.after[name]
        assert change.after[old].parent == "fengshan"
        assert change.lineage.after(old) == (old,)
    assert change.lineage.after("qianshan") == ("qianshan", "fengshan")


def test_tangwang_township_became_a_street_under_another_code():
    """The tables of 2020-06-30 and 2021-10-31: 汤汪乡 321002200, then 汤汪街道 321002005."""
    before = bg.Structure.build([Street(id="tangwang", name="汤汪乡", code="321002200")], id="gl")
    after = done(before, RenameUnit(unit="321002200", name="汤汪街道", code="321002005")).after
    assert after["321002200"].id == after["汤汪街道"].id == "tangwang"
    assert after["tangwang"].former_codes == ("321002200",)


def test_five_villages_of_shatou_went_over_to_the_development_zone():
    """The tables of 2018-10-31 and 2019-10-31: 3210021032xx below 沙头镇, then 3210024002xx below the zone."""
    villages = {"207": "强民", "208": "五星", "209": "潮龙", "210": "中兴", "211": "邱卜"}
    records = [Street(id="shatou", code="321002103"), FunctionalZone(id="zone", code="321002400")]
    records += [
        Community(id=f"v{n}", name=f"{name}村", code=f"321002103{n}", parent="shatou") for n, name in villages.items()
    ]
    step = AdjustBoundaries(transfers=[Transfer(from_="shatou", to="zone", nodes=[f"v{n}" for n in villages])])
    recodes = [RenameUnit(unit=f"v{n}", code=f"321002400{n}") for n in villages]
    change = done(bg.Structure.build(records, id="gl"), step, *recodes)
    assert {node.id for node in change.after.children("zone")} == {f"v{n}" for n in villages}
    assert change.after["321002103207"].code == "321002400207"


def test_six_streets_left_baoan_for_another_district():
    """The tables of 2017-10-31 and 2018-10-31: 光明 and five others are gone from Bao'an with their communities."""
    records = [
        District(id="baoan", code="440306"),
        District(id="guangming"),
        Inventory(scope="baoan", of="street", total=Count(16)),
    ]
    codes = {
        "440306027": "光明",
        "440306028": "公明",
        "440306029": "新湖",
        "440306030": "凤凰",
        "440306031": "玉塘",
        "440306032": "马田",
    }
    records += [Street(id=code, name=f"{name}办事处", code=code, parent="baoan") for code, name in codes.items()]
    step = AdjustBoundaries(transfers=[Transfer(from_="baoan", to="guangming", nodes=list(codes))])
    after = done(bg.Structure.build(records, id="sz"), step).after
    assert {street.parent for street in after.records(Street)} == {"guangming"}
    assert after.find_record(Inventory, (Inventory, "baoan", "street")).total == Count(10)
