"""The structure: checked when built, shared when changed, the same as one built anew."""

from __future__ import annotations

import copy
import pickle

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.errors import NotFoundError, StructureError
from basegov.quantities import Count, Share
from basegov.sources import Document
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.management import Dimension, Management, Service
from basegov.structure.mergers import Adjacency
from basegov.structure.organisations import Department, DispatchedAgency, Team
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.structure.units import Community, District, Inventory, Street, Unit, UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED


def codes(error):
    return [diagnostic.code for diagnostic in error.value.diagnostics]


def district(*records):
    return Structure.build(
        [
            District(id="d", name="晴川区", code="990102"),
            Street(id="east", name="东街道", parent="d"),
            Street(id="west", name="西街道", parent="d"),
            Community(id="c1", name="一社区", parent="east"),
            Community(id="c2", name="二社区", parent="east"),
            Department(id="bureau", name="城管局", parent="d"),
            DispatchedAgency(id="office", principal="bureau", host="east"),
            Appraisal(subject="office", evaluator="east", share=Share("60%")),
            Appraisal(subject="office", evaluator="bureau", share=Share("40%")),
            *records,
        ],
        id="qingchuan",
    )


# building


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([District(id="d"), District(id="d")], ["BG301"]),
        ([District(id="d"), Street(id="d")], ["BG301"]),
        ([Street(id="s", parent="d")], ["BG302"]),
        ([District(id="d"), Department(id="b"), DispatchedAgency(id="a", principal="d", host="b")], ["BG303", "BG303"]),
        ([Street(id="a", parent="b"), Street(id="b", parent="a")], ["BG304"]),
        ([Street(id="a", parent="a")], ["BG304"]),
        ([District(id="d x")], ["BG313"]),
        ([District(id="")], ["BG313"]),
        ([District(id="a/b")], ["BG313"]),
        ([object()], ["BG315"]),
        ([District(id="d", population=5000)], ["BG316"]),
        ([District(id="d", aliases=["甲"])], ["BG316"]),
        ([District(id="d", level="district")], ["BG316"]),
        ([District(id=7)], ["BG316"]),
        ([District(id="d"), Management(subject="d", dimension="finance", manager="d")], ["BG316"]),
        ([District(id="d"), Inventory(scope="d", of="comunity")], ["BG314"]),
        ([District(id="d"), Adjacency(units=("d", "d"))], ["BG312"]),
    ],
)
def test_what_makes_no_structure_is_refused(records, expected):
    with pytest.raises(StructureError) as error:
        Structure.build(records)
    assert codes(error) == expected


def test_all_mistakes_are_named_at_once():
    records = [
        District(id="d"),
        District(id="d"),
        Street(id="s", parent="x"),
        Street(id="a", parent="a"),
        Street(id=""),
    ]
    with pytest.raises(StructureError) as error:
        Structure.build(records)
    assert sorted(codes(error)) == ["BG301", "BG302", "BG304", "BG313"]


def test_a_wrong_type_says_what_was_found_and_expected():
    with pytest.raises(StructureError) as error:
        district(Appraisal(subject="office", evaluator="west", share="60%"))
    (diagnostic,) = error.value.diagnostics
    assert "'60%', which is str; expected Share, not stated" in diagnostic.message("en")
    assert "'60%'，类型为 str；应为 Share、not stated" in diagnostic.message("zh")


def test_a_circle_below_a_sound_top_is_found_once_and_named():
    circle = [Street(id=str(i), parent=str((i + 1) % 5)) for i in range(5)]
    tail = [Street(id="tail", parent="0")]
    with pytest.raises(StructureError) as error:
        Structure.build([*tail, *circle])
    (diagnostic,) = error.value.diagnostics
    assert "0 → 1 → 2 → 3 → 4 → 0" in diagnostic.message("en")


def test_the_same_missing_target_is_looked_up_once_for_its_near_misses():
    streets = [Street(id=f"street-{i}") for i in range(300)]
    lost = [Community(id=f"c{i}", parent="stret-7") for i in range(300)]
    with pytest.raises(StructureError) as error:
        Structure.build([*streets, *lost])
    assert len(error.value.diagnostics) == 300
    assert "street-7" in error.value.diagnostics[-1].message("en")


# what it is like


def test_a_structure_does_not_change():
    structure = district()
    for attempt in (lambda: setattr(structure, "id", "x"), lambda: delattr(structure, "id"), Structure):
        with pytest.raises((AttributeError, TypeError)):
            attempt()
    with pytest.raises(TypeError):
        hash(structure)


def test_copies_are_the_structure_itself_and_pickles_are_equal():
    structure = district()
    assert copy.copy(structure) is structure
    assert copy.deepcopy(structure) is structure
    again = pickle.loads(pickle.dumps(structure))
    assert again == structure
    assert tuple(again) == tuple(structure)
    assert again["东街道"].id == "east"


def test_equality_is_of_contents_not_of_order():
    records = tuple(district())
    assert Structure.build(records) == Structure.build(reversed(records))
    assert Structure.build(records) != Structure.build(records, date="2021")
    assert Structure.build(records) != Structure.build(records[:-1])
    assert Structure.build(records) != "structure"


def test_membership_is_by_id_and_by_record():
    structure = district()
    assert "east" in structure
    assert "北" not in structure
    assert all(record in structure for record in structure)
    assert Street(id="east", name="东街道") not in structure


def test_records_are_found_by_class_kind_and_fields():
    structure = district(Team(id="team", principal="bureau", host="west"))
    assert {a.id for a in structure.records("dispatched_agency")} == {"office", "team"}
    assert structure.records(Team) == structure.where(DispatchedAgency, host="west")
    assert structure.where(Appraisal) == structure.records(Appraisal)
    assert [a.evaluator for a in structure.where(Appraisal, subject="office", evaluator="east")] == ["east"]
    assert structure.where(Appraisal, subject="office", evaluator="west") == ()
    with pytest.raises(TypeError, match="no field 'subjct'"):
        structure.where(Appraisal, subjct="office")
    with pytest.raises(TypeError, match="no field 'evaluater'"):
        structure.where(Appraisal, subject="office", evaluater="east")
    with pytest.raises(NotFoundError, match=r"BG314.*did you mean.*street"):
        structure.records("streeet")


def test_a_field_of_several_references_holds_each_of_them():
    structure = district(Adjacency(units=("c1", "c2")), UnitGroup(id="both", members=("c2", "c1")))
    assert len(structure.where(Adjacency, units="c2")) == 1
    assert len(structure.where(Adjacency, shared_length=NOT_STATED, units="c1")) == 1
    assert [g.id for g in structure.where(UnitGroup, members="c1")] == ["both"]


# changing


def test_a_change_shares_every_record_and_table_that_it_does_not_touch():
    people = [Staff(id=f"p{i}", parent="c1" if i % 2 else "c2") for i in range(15_000)]
    before = district(*people)
    assert before["东街道"].id == "east"
    assert len(before.children("c1")) == 7_500
    after = before.evolve(put=[Appraisal(subject="office", evaluator="east", share=Share("50%"))], drop=[])
    untouched = {cls for cls in before._tables if cls is not Appraisal}
    assert all(after._tables[cls] is before._tables[cls] for cls in untouched)
    assert after._ids is before._ids
    moved = before.evolve(put=[attrs.evolve(people[0], parent="c1")])
    assert moved._tables[Staff] is not before._tables[Staff]
    assert sum(new is not old for new, old in zip(moved.records(Staff), before.records(Staff), strict=True)) == 1
    assert all(moved._tables[cls] is before._tables[cls] for cls in before._tables if cls is not Staff)
    index, old_index = (s._tables[Staff].index("parent") for s in (moved, before))
    assert len(index["c1"]) == 7_501
    assert len(old_index["c1"]) == 7_500


@pytest.mark.parametrize(
    ("put", "drop", "expected"),
    [
        ([], ["east"], ["BG305"] * 4),
        ([], ["c1", "c1"], ["BG317"]),
        ([Street(id="c1")], [], ["BG301"]),
        ([Community(id="n", parent="gone")], [], ["BG302"]),
        ([Community(id="n"), Community(id="n", name="x")], [], ["BG301"]),
        ([Community(id="n m")], [], ["BG313"]),
        ([Community(id="n", population=3)], [], ["BG316"]),
        ([object()], [], ["BG315"]),
        ([Street(id="east", parent="c1")], [], ["BG304"]),
        ([Appraisal(subject="office", evaluator="west", share=Share("1%"))], [], ["BG306"]),
        ([Inventory(scope="office", of="appraisal", complete=True)], ["a"], ["BG307"]),
        ([Department(id="west", parent="d")], ["west"], []),
        ([Department(id="east", parent="d")], ["east"], ["BG303"]),
    ],
)
def test_a_change_that_makes_no_structure_is_refused_and_changes_nothing(put, drop, expected):
    before = district()
    records = tuple(before)
    appraisal = before.records(Appraisal)[0]
    gone = [appraisal if id_ == "a" else before[id_] for id_ in drop]
    if not expected:
        assert before.evolve(put=put, drop=gone) != before
        return
    with pytest.raises(StructureError) as error:
        before.evolve(put=put, drop=gone)
    assert codes(error) == expected
    assert tuple(before) == records


def test_removing_what_is_not_there_is_refused():
    with pytest.raises(StructureError) as error:
        district().evolve(drop=[Street(id="north")])
    assert codes(error) == ["BG317"]


def test_a_share_that_goes_from_a_complete_appraisal_leaves_too_little():
    before = district(Inventory(scope="office", of="appraisal", complete=True))
    with pytest.raises(StructureError) as error:
        before.evolve(drop=[before.records(Appraisal)[0]])
    assert codes(error) == ["BG307"]
    assert not before.evolve(drop=before.records(Appraisal)).records(Appraisal)


def test_a_layer_that_no_longer_lets_grids_span_is_refused_while_one_does():
    layer = GridLayer(id="police", may_span=True)
    before = district(layer, Grid(id="g", layer="police", parent="c1", also_covers=("c2",)))
    with pytest.raises(StructureError) as error:
        before.evolve(put=[attrs.evolve(layer, may_span=False)])
    assert codes(error) == ["BG308"]


def test_dropping_a_node_together_with_all_that_refers_to_it():
    before = district()
    lost = [before["east"], before["c1"], before["c2"], before["office"], *before.records(Appraisal)]
    after = before.evolve(drop=lost)
    assert set(after.ids()) == {"d", "west", "bureau"}
    assert after.evolve(put=lost) == before


def test_documents_are_gathered_and_the_date_moves():
    before = Structure.build([District(id="d")], date="2020", documents=[Document("a", Text("A", "甲"))])
    after = before.evolve(date=before.date, documents=[Document("a", Text("B", "乙")), Document("b", Text("B", "乙"))])
    assert [d.key for d in after.documents] == ["a", "b"]
    assert after.documents[0].title.en == "A"


# against a structure built from scratch

IDS = [f"n{i}" for i in range(8)]
PARENTS = st.sampled_from([NOT_STATED, *IDS])
NAMES = st.sampled_from([NOT_STATED, "甲街道", "甲街道办事处", "乙社区", "丙社区居委会"])


@st.composite
def some_nodes(draw):
    cls = draw(st.sampled_from([Street, Community, Department, DispatchedAgency]))
    fields = {"id": draw(st.sampled_from(IDS)), "parent": draw(PARENTS), "name": draw(NAMES)}
    if issubclass(cls, Unit):
        fields["code"] = draw(st.sampled_from([NOT_STATED, "990102001", "990102002"]))
        fields["aliases"] = draw(st.sampled_from([(), ("甲街道",), ("旧名", "乙社区")]))
    if cls is DispatchedAgency:
        fields["host"] = draw(PARENTS)
    return cls(**fields)


@st.composite
def some_relations(draw):
    a, b = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
    match draw(st.integers(0, 4)):
        case 0:
            share = draw(st.sampled_from([NOT_STATED, Share("30%"), Share(">= 60%"), Share("100%")]))
            return Appraisal(subject=a, evaluator=b, share=share, period=draw(st.sampled_from(Period)))
        case 1:
            return Management(subject=a, manager=b, dimension=draw(st.sampled_from(Dimension)))
        case 2:
            return Adjacency(units=(a, b))
        case 3:
            return Service(provider=a, served=b)
        case _:
            complete = draw(st.sampled_from([True, NOT_STATED]))
            return Inventory(
                scope=a, of=draw(st.sampled_from(["appraisal", "street"])), total=Count(2), complete=complete
            )


RECORDS = st.one_of(some_nodes(), some_relations())


def same_as_built_anew(structure):
    """Compare everything that can be asked of a structure with one built from its records."""
    fresh = Structure.build(tuple(structure), id=structure.id)
    assert structure == fresh
    assert tuple(structure) == tuple(fresh)
    assert list(structure.ids()) == list(fresh.ids())
    assert {n: set(ids) for n, ids in structure.names.items()} == {n: set(ids) for n, ids in fresh.names.items()}
    for cls, table in structure._tables.items():
        for field, index in table._indexes.items():
            assert dict(index) == dict(fresh._tables[cls].index(field)), (cls, field)
    for id_ in structure.ids():
        assert structure.child_ids(id_) == fresh.child_ids(id_)
        assert list(structure.references_to(id_)) == list(fresh.references_to(id_))
        assert list(structure.descendants(id_)) == list(fresh.descendants(id_))
    for view in ("hierarchy", "graph", "contiguity"):
        mine, anew = getattr(structure, view), getattr(fresh, view)
        assert list(mine.nodes(data=True)) == list(anew.nodes(data=True))
        assert nx.utils.edges_equal(list(mine.edges(data=True)), list(anew.edges(data=True)))


@settings(max_examples=200)
@given(st.lists(st.tuples(st.lists(RECORDS, max_size=5), st.lists(st.integers(0, 30), max_size=3)), max_size=6))
def test_every_chain_of_changes_gives_what_building_anew_gives(changes):
    """Where building from the same records fails, the change fails too, and the other way round."""
    structure = Structure.build([Street(id=id_) for id_ in IDS[:4]])
    for put, drop in changes:
        records = tuple(structure)
        gone = tuple({id(r): r for r in (records[i % len(records)] for i in drop if records)}.values())
        wanted = {(type(r), r.key): r for r in records if r not in gone}
        wanted |= {(type(r), r.key): r for r in put}
        try:
            Structure.build(wanted.values())
        except StructureError:
            fresh_fails = True
        else:
            fresh_fails = False
        clash = len({(type(r), r.key): r for r in put}) != len(set(put))
        try:
            after = structure.evolve(put=put, drop=gone)
        except StructureError:
            assert fresh_fails or clash
            continue
        assert not fresh_fails
        assert {(type(r), r.key): r for r in after} == wanted
        same_as_built_anew(after)
        same_as_built_anew(structure)
        added, removed = after.changes_since(structure)
        assert structure.evolve(put=added, drop=[r for r in removed if (type(r), r.key) not in wanted]) == after
        structure = after
