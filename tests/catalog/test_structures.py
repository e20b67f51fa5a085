"""The shipped structures: they load, their units are those of the code tables, every figure says where it is from."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import basegov.catalog
from basegov.catalog import load_structure, shipped
from basegov.quantities import Count
from basegov.sources import Source, Status
from basegov.structure.lookup import normalised
from basegov.structure.mergers import Adjacency
from basegov.structure.organisations import Committee, CommitteeKind, DispatchedAgency
from basegov.structure.records import field_specs
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, CommunityKind, FunctionalZone, Inventory, Street, StreetKind, UnitGroup
from basegov.structure.workforce import StaffCategory
from basegov.values import NOT_STATED, NotStated
from tests.catalog.districts import ALL, CODE_TABLE, FACTS, FIVE

DATA = Path(basegov.catalog.__file__).parent / "structures"


def village_level(structure: Structure) -> list[Community | Committee]:
    """Return what the code table lists at the lowest level: places, or the committees themselves (Bao'an)."""
    places = list(structure.records(Community))
    return places or [c for c in structure.records(Committee) if isinstance(c.code, str)]


def test_the_five_districts_and_the_fictional_one_are_shipped() -> None:
    assert set(shipped("structure")) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_every_structure_loads_with_a_name_in_both_languages(name: str) -> None:
    structure = load_structure(name)
    assert structure.id == name
    assert structure.name.en != structure.name.zh
    assert all((structure.name.en, structure.name.zh))
    assert not isinstance(structure.date, NotStated)


@pytest.mark.parametrize("name", FIVE)
def test_units_are_those_of_the_code_table(name: str) -> None:
    code, streets, zones, below_streets, below_zones = CODE_TABLE[name]
    structure = load_structure(name)
    assert structure[code].id == name
    assert len(structure.records(Street)) == streets
    assert len(structure.records(FunctionalZone)) == zones
    rows = village_level(structure)
    in_streets = [row for row in rows if isinstance(structure.node(str(row.parent)), Street)]
    assert (len(in_streets), len(rows) - len(in_streets)) == (below_streets, below_zones)


@pytest.mark.parametrize("name", FIVE)
def test_codes_nest_as_the_hierarchy_does(name: str) -> None:
    structure = load_structure(name)
    code = CODE_TABLE[name][0]
    rows = village_level(structure)
    codes = [row.code for row in rows]
    assert len(set(codes)) == len(codes)
    for unit in structure.records(Street) + structure.records(FunctionalZone):
        assert re.fullmatch(code + r"\d{3}", str(unit.code))
        assert (str(unit.code)[6] in "45") is isinstance(unit, FunctionalZone)
    for row in rows:
        parent = structure.node(str(row.parent))
        assert re.fullmatch(str(parent.code) + r"\d{3}", str(row.code))


@pytest.mark.parametrize("name", FIVE)
def test_kinds_follow_the_digits_of_the_codes(name: str) -> None:
    structure = load_structure(name)
    for street in structure.records(Street):
        ending = {StreetKind.STREET: "街道", StreetKind.TOWN: "镇", StreetKind.TOWNSHIP: "乡"}[street.kind]
        assert street.label.endswith(ending)
    for community in structure.records(Community):
        expected = {"0": CommunityKind.URBAN, "1": CommunityKind.URBAN, "2": CommunityKind.VILLAGE}
        assert community.kind == expected.get(str(community.code)[9], NOT_STATED)


@pytest.mark.parametrize("name", ALL)
def test_ids_are_readable_and_plain(name: str) -> None:
    for node in load_structure(name).nodes():
        plain = node.id.replace("_", "-") if isinstance(node, StaffCategory) else node.id  # a word that staff carry
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", plain)


@pytest.mark.parametrize("name", FIVE)
def test_names_are_clean_and_the_spelling_of_the_table_finds_them_too(name: str) -> None:
    structure = load_structure(name)
    for node in structure.records(Community) + structure.records(Street):
        assert normalised(node.label) == node.label
        for alias in node.aliases:
            path = f"{structure.node(str(node.parent)).label}/{alias}"
            assert structure[path] is node


@pytest.mark.parametrize("name", ALL)
def test_every_record_says_where_it_comes_from(name: str) -> None:
    structure = load_structure(name)
    documents = {document.key for document in structure.documents}
    for record in structure.records("record"):
        sources = [record.source, *record.sources.values()]
        assert isinstance(record.source, Source), record
        assert {s.document for s in sources if isinstance(s, Source)} <= documents
        assert set(record.sources) <= {spec.name for spec in field_specs(type(record))}


@pytest.mark.parametrize("name", FIVE)
def test_fact_ids_are_those_of_the_districts_own_document(name: str) -> None:
    structure = load_structure(name)
    prefix = {"xiangzhou": "XZ", "haizhu": "HZ", "baoan": "BA", "guangling": "GL", "wuhua": "WH"}[name]
    sources = {s for r in structure.records("record") for s in (r.source, *r.sources.values())}
    for fact in {s.fact for s in sources if isinstance(s, Source)} - {None}:
        letters, number = str(fact).split("-")
        assert letters == prefix
        assert 1 <= int(number) <= FACTS[prefix]


def test_everything_in_the_fictional_district_is_assumed() -> None:
    structure = load_structure("shili")
    sources = {r.source for r in structure.records("record")}
    assert sources == {Source("shili", status=Status.ASSUMED)}
    assert "Example" in structure.name.en
    assert "示例" in structure.name.zh
    assert structure["shili"].code == "990101"  # no province has the number 99


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.csv")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_tables_are_rectangular_and_plain(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert rows
    assert len(set(head)) == len(head)
    assert {len(row) for row in rows} == {len(head)}
    assert not [cell for row in rows for cell in row if cell != cell.strip()]


# what the documents say of single units


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("xiangzhou", "翠香街道", "440402001"),  # XZ-087
        ("xiangzhou", "翠香街道/兴业社区", "440402001006"),  # XZ-088
        ("xiangzhou", "香湾街道/北堤社区", "440402006004"),  # XZ-091
        ("xiangzhou", "香洲区/拱北街道/港昌社区", "440402005017"),  # XZ-086
        ("wuhua", "五华区/华山街道/文化巷社区", "530102001004"),  # WH-011
        ("wuhua", "华山街道/翠湖北路社区", "530102001005"),  # WH-010
        ("wuhua", "大观街道/东风西路中段社区", "530102003002"),  # WH-009
        ("wuhua", "大观街道/大观商业城社区", "530102003009"),  # WH-008
        ("wuhua", "大观街道/三合营社区", "530102003003"),  # WH-056
        ("wuhua", "华山街道/翠湖社区", "530102001007"),  # WH-063
        ("wuhua", "黑林铺街道", "530102008"),  # WH-061
    ],
)
def test_units_named_in_the_documents_are_found_by_path_and_by_code(name: str, path: str, code: str) -> None:
    structure = load_structure(name)
    assert structure[path] is structure[code]


def test_haizhu_has_eighteen_streets_and_as_many_market_supervision_offices() -> None:
    structure = load_structure("haizhu")  # HZ-004, HZ-049
    offices = structure.where(DispatchedAgency, field="market_supervision")
    assert {office.host for office in offices} == {street.id for street in structure.records(Street)}
    assert len(offices) == 18
    together = structure["18个街道"]
    assert isinstance(together, UnitGroup)
    assert set(together.members) == {street.id for street in structure.records(Street)}


def test_guangling_has_nine_towns_and_streets_on_the_day_of_the_document() -> None:
    structure = load_structure("guangling")  # GL-005; Tangwang became a street only in September 2021
    assert sorted(street.kind.value for street in structure.records(Street)) == [
        *["street"] * 4, *["town"] * 4, "township",
    ]  # fmt: skip
    assert structure["汤汪街道"] is structure["汤汪乡"]
    riverside = structure["沿江三镇"]
    assert isinstance(riverside, UnitGroup)
    assert (riverside.count, riverside.members) == (Count(3), ())  # GL-006: three towns, not named


def test_baoan_holds_124_communities_and_140_committees_side_by_side() -> None:
    structure = load_structure("baoan")  # BA-057, BA-081; code table of 2018
    residents = structure.where(Committee, kind=CommitteeKind.RESIDENTS)
    assert len(residents) == 140
    assert not structure.records(Community)
    (inventory,) = structure.where(Inventory, scope="baoan", of="community")
    assert (inventory.total, inventory.complete) == (Count(124), False)
    assert isinstance(inventory.source, Source)
    assert (inventory.source.fact, inventory.source.status) == ("BA-081", Status.DERIVED)
    party = structure["community-party-committees"]
    assert isinstance(party, UnitGroup)
    assert (party.of, party.count) == ("party_organ", Count(124))


def test_wuhua_states_no_size_of_the_communities_to_be_merged() -> None:
    structure = load_structure("wuhua")
    for code in ("530102001004", "530102001005", "530102003002", "530102003009"):
        community = structure[code]
        assert isinstance(community, Community)
        assert (community.population, community.households, community.area) == (NOT_STATED,) * 3
    pairs = {adjacency.units: adjacency.source for adjacency in structure.records(Adjacency)}
    assert len(pairs) == 2
    assert {s.status for s in pairs.values() if isinstance(s, Source)} == {Status.DERIVED}  # WH-019 with WH-014, WH-015


def test_the_fictional_district_adds_up() -> None:
    structure = load_structure("shili")
    for street in structure.records(Street):
        communities = [c for c in structure.records(Community) if c.parent == street.id]
        for field in ("population", "households"):
            assert getattr(street, field) == Count.total(getattr(c, field) for c in communities)
    for community in structure.records(Community):
        grids = [g for g in structure.records("grid") if g.parent == community.id and g.layer == "governance"]
        assert len(grids) == 2
        assert Count.total(g.households for g in grids) == community.households
