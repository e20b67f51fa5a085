"""Shipped data by name, files by path."""

from pathlib import Path

import pytest

from basegov import catalog, io
from basegov.errors import NotFoundError
from tests.io.support import BASE


@pytest.mark.parametrize("what", ["structure", "policy", "reform"])
def test_everything_shipped_loads(what):
    names = catalog.shipped(what)
    assert names == tuple(sorted(names))
    for name in names:
        assert getattr(catalog, f"load_{what}")(name).id


def test_the_five_districts_are_shipped():
    assert {"xiangzhou", "haizhu", "baoan", "guangling", "wuhua"} <= set(catalog.shipped("structure"))


def test_a_name_that_is_not_shipped_has_near_misses():
    with pytest.raises(NotFoundError) as caught:
        catalog.load_structure("guanglin")
    assert caught.value.diagnostics[0].code == "BG160"
    assert "did you mean guangling" in caught.value.text()
    assert "是否想写 guangling" in caught.value.text("zh")


def test_paths_are_read_as_such(tmp_path, monkeypatch):
    (tmp_path / "mine.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "bare").write_text(BASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    expected = io.structure_from_text(BASE)
    assert catalog.load_structure("mine.yaml") == expected
    assert catalog.load_structure(Path("bare")) == expected
    assert catalog.load_structure("bare") == expected
