"""What was written reads back to the same object, and writes to the same bytes."""

from pathlib import Path

import pytest

from basegov import catalog, io
from basegov.quantities import Count
from basegov.structure import District, Street, Structure
from basegov.values import NOT_STATED
from tests.io.support import BASE

FORMATS = [("yaml", io.to_yaml), ("json", io.to_json)]


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\r\nb", 'a"b', " a;b ", "a\u2028b", "\ufeffa"])
def test_cells_hold_any_text(text, tmp_path):
    """A carriage return alone was written without quotes and read as the end of a row."""
    structure = Structure.build([District(id="d", name="甲区"), Street(id="s", name=text, note=text, parent="d")])
    io.write_structure(structure, tmp_path / "a.yaml", tables=("streets",))
    assert io.read_structure(tmp_path / "a.yaml") == structure


@pytest.mark.parametrize("what", ["structure", "policy", "reform"])
def test_shipped_data_read_back_to_themselves(what):
    load = getattr(catalog, f"load_{what}")
    from_text = getattr(io, f"{what}_from_text")
    assert catalog.shipped(what)
    for name in catalog.shipped(what):
        loaded = load(name)
        for format, to_text in FORMATS:
            text = to_text(loaded)
            again = from_text(text, format=format)
            assert again == loaded, name
            assert to_text(again) == text


def test_what_is_not_stated_is_not_written():
    text = io.to_yaml(io.structure_from_text(BASE))
    assert "not stated" not in text
    assert '- {id: yunshan, name: 云杉区, code: "990102", source: MU-001}' in text
    assert "document: made-up" in text


def test_a_field_said_to_be_not_stated_reads_as_left_out():
    said = BASE.replace('population: ">= 5,000"', "population: not stated")
    assert io.structure_from_text(said)["bailu"].population is NOT_STATED
    assert io.structure_from_text(BASE)["bailu"].population == Count(">= 5000")


def test_yaml_and_json_hold_the_same_data(tmp_path):
    structure = io.structure_from_text(BASE)
    io.write_structure(structure, tmp_path / "a.json")
    io.write_structure(structure, tmp_path / "a.yaml")
    assert io.read_structure(tmp_path / "a.json") == io.read_structure(tmp_path / "a.yaml") == structure
    assert Path(tmp_path / "a.json").read_text(encoding="utf-8").startswith('{\n  "basegov": "structure/1"')
