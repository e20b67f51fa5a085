"""Writing: whole or not at all, and nothing that would not read back."""

import os

import attrs
import pytest

from basegov import io
from basegov.errors import InputError
from basegov.sources import Source
from basegov.structure import District, Node
from basegov.structure.snapshot import Structure
from tests.io.support import BASE


def codes(error):
    return [diagnostic.code for diagnostic in error.value.diagnostics]


@pytest.fixture
def structure():
    return io.structure_from_text(BASE)


def test_a_missing_folder_is_named_and_nothing_is_written(structure, tmp_path):
    with pytest.raises(InputError) as caught:
        io.write_structure(structure, tmp_path / "nowhere" / "a.yaml")
    assert codes(caught) == ["BG150"]
    assert "no such folder" in caught.value.text()
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_written_over(structure, tmp_path):
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(InputError) as caught:
        io.write_structure(structure, tmp_path / "a.yaml", tables=["communities"])
    assert codes(caught) == ["BG150"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_failure_leaves_the_old_file(structure, tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError):
        io.write_structure(structure, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_the_mode_of_a_file_stays(structure, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    io.write_structure(structure, path)
    assert path.stat().st_mode & 0o777 == 0o640
    assert io.read_structure(path) == structure


def test_a_class_that_is_not_registered_has_no_section():
    @attrs.frozen(kw_only=True)
    class Unheard(Node):
        pass

    with pytest.raises(InputError) as caught:
        io.to_yaml(Structure.build([Unheard(id="x")]))
    assert codes(caught) == ["BG151"]
    assert "Unheard" in caught.value.text("zh")


def test_a_source_of_a_document_that_is_not_there_cannot_be_written():
    with pytest.raises(InputError) as caught:
        io.to_yaml(Structure.build([District(id="x", source=Source("lost", "MU-001"))]))
    assert codes(caught) == ["BG152"]
    assert "'lost'" in caught.value.text()


def test_a_text_that_would_read_as_not_stated_cannot_be_written():
    with pytest.raises(InputError) as caught:
        io.to_json(Structure.build([District(id="x", name="not stated")]))
    assert codes(caught) == ["BG152"]


def test_short_sources_belong_to_the_document_that_is_cited_most(structure):
    more = structure.evolve(put=[District(id="x", source=Source("other", f"MU-00{i}")) for i in range(1)])
    text = io.to_yaml(more)
    assert "document: made-up" in text
    assert "source: {document: other, fact: MU-000}" in text


def test_a_shared_source_stands_once_beside_the_table(structure, tmp_path):
    source = Source("other", locator="table 2")
    put = [attrs.evolve(structure["songlin"], id=f"s{i}", name=f"街道{i}", source=source) for i in range(3)]
    put.append(attrs.evolve(structure["songlin"], source=source))
    io.write_structure(structure.evolve(put=put), tmp_path / "a.yaml", tables=["streets"])
    assert "streets: {file: streets.csv, source: {document: other, locator: table 2}}" in (
        tmp_path / "a.yaml"
    ).read_text("utf-8")
    assert (tmp_path / "streets.csv").read_text("utf-8").splitlines()[0] == "id,name,parent,code"
    assert io.read_structure(tmp_path / "a.yaml") == structure.evolve(put=put)
