"""Files as such: reading, folders, tables, places."""

import os
from decimal import Decimal

import pytest

from basegov import io
from basegov.errors import InputError, Location
from basegov.io.limits import Limits
from basegov.io.scalars import resolve
from basegov.quantities import Count, SquareKilometres
from tests.io.support import BASE, HEAD


def codes(error):
    return [diagnostic.code for diagnostic in error.value.diagnostics]


@pytest.mark.parametrize(
    "text", ["010", "on", "yes", "no", "1_000", "0x1F", "12:30", "2021-04-23", "1.", ".5", "+1", "1e999", "True", "nan"]
)
def test_what_yaml_1_1_would_guess_stays_text(text):
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("-12", -12), ("1.50", Decimal("1.50")), ("true", True), ("2e3", 2000)]
)
def test_what_yaml_1_2_says_is_read(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is not float


def test_places_of_records_are_known_after_loading(tmp_path):
    (tmp_path / "communities.csv").write_text(
        'id,parent,note\nheron,songlin,"two\nlines"\npine,songlin,\n', encoding="utf-8"
    )
    path = tmp_path / "structure.yaml"
    path.write_text(
        BASE.replace("communities:", "tables: {communities: communities.csv}\ncommunities:"), encoding="utf-8"
    )
    structure = io.read_structure(path)
    assert structure.location(structure["songlin"]) == Location(path.as_posix(), 12, 5)
    assert structure.location(structure["bailu"]).line == 15
    table = (tmp_path / "communities.csv").as_posix()
    assert structure.location(structure["heron"]) == Location(table, 2, 1)
    assert structure.location(structure["pine"]) == Location(table, 4, 1)


def test_anchors_within_the_limit_are_read():
    text = BASE.replace("parent: songlin", "parent: &home songlin") + "  - {id: pine, parent: *home}\n"
    structure = io.structure_from_text(text)
    assert structure["pine"].parent == "songlin"
    assert structure.location(structure["pine"]).line == 15


def test_a_table_may_begin_with_a_byte_order_mark_and_leave_cells_empty(tmp_path):
    (tmp_path / "t.csv").write_bytes(
        b"\xef\xbb\xbfid,parent,population,area,former_codes\nx,songlin,1200,0.5,990102001001;990102001002\ny,,,,\n\n"
    )
    structure = io.structure_from_text(BASE + "tables: {communities: {file: t.csv, source: MU-009}}\n", folder=tmp_path)
    x, y = structure["x"], structure["y"]
    assert (x.population, x.area) == (Count(1200), SquareKilometres("1/2"))
    assert x.former_codes == ("990102001001", "990102001002")
    assert y.population != y.population or not y.population
    assert x.source.fact == y.source.fact == "MU-009"


def test_a_table_row_may_have_its_own_source_and_flags(tmp_path):
    (tmp_path / "t.csv").write_text("scope,of,complete,source\nyunshan,street,true,MU-010 assumed\n", encoding="utf-8")
    structure = io.structure_from_text(BASE + "tables: {inventories: t.csv}\n", folder=tmp_path)
    (inventory,) = structure.records("inventory")
    assert inventory.complete is True
    assert inventory.source.status.value == "assumed"


@pytest.mark.parametrize("path", ["../t.csv", "a/../../t.csv", "C:\\t.csv", "..\\t.csv", "/t.csv", "link/t.csv", ""])
def test_a_table_never_lies_outside_of_the_folder(tmp_path, path):
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "t.csv").write_text("id\nx\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("id\nx\n", encoding="utf-8")
    (inside / "link").symlink_to(outside)
    with pytest.raises(InputError) as caught:
        io.structure_from_text(HEAD + f"tables: {{grids: '{path}'}}\n", folder=inside)
    assert codes(caught) == ["BG130"]


def test_a_text_without_folder_has_no_tables():
    with pytest.raises(InputError) as caught:
        io.structure_from_text(HEAD + "tables: {grids: t.csv}\n")
    assert codes(caught) == ["BG131"]
    assert "folder=" in caught.value.text("zh")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(BASE, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError) as caught:
        io.read_structure(path)
    assert codes(caught) == ["BG103"]


def test_a_path_that_cannot_be_one_is_named():
    with pytest.raises(InputError) as caught:
        io.read_structure("a\0b.yaml")
    assert codes(caught) == ["BG103"]


def test_errors_of_all_files_are_listed_together(tmp_path):
    (tmp_path / "t.csv").write_text("id,population\nx,-1\ny,many\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        io.structure_from_text(BASE + "tables: {grids: t.csv}\nstreet: []\n", file="s.yaml", folder=tmp_path)
    assert codes(caught) == ["BG201", "BG132"]


def test_many_mistakes_in_a_table_are_cut(tmp_path):
    (tmp_path / "t.csv").write_text("id,population\n" + "x,-1\n" * 10_000, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        io.structure_from_text(HEAD + "tables: {communities: t.csv}\n", folder=tmp_path, limits=Limits(mistakes=10))
    assert codes(caught) == ["BG209"] * 10 + ["BG140"]


def test_a_code_without_quotes_is_read_where_it_has_all_its_digits():
    structure = io.structure_from_text(HEAD + "districts:\n  - {id: x, code: 990102}\n")
    assert structure["x"].code == "990102"
