"""Every mistake in a file is said in both languages, exactly: tests/bad holds the files beside their messages."""

from pathlib import Path

import pytest

from basegov import io
from basegov.diagnostics import all_diagnostics
from basegov.errors import BasegovError, InputError
from basegov.io.limits import Limits
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community
from basegov.testing import read_policy_test

PLACES = Structure.build([Community(id="a", name="甲社区"), Community(id="b", name="乙社区")], id="corner")
BAD = Path(__file__).parent.parent / "bad"
READERS = {
    "structure": io.read_structure,
    "table": io.read_structure,
    "policy": io.read_policy,
    "reform": io.read_reform,
    "policytest": lambda path, limits: read_policy_test(path, limits=limits),
    "roster": io.read_roster,
    "trace": lambda path, limits: io.read_trace(path, PLACES, limits=limits),
    "facts": io.read_facts,
}
LIMITS = {
    "structure-too-large": Limits(bytes=100),
    "structure-too-many-values": Limits(values=20),
    "structure-too-many-mistakes": Limits(mistakes=3),
    "table-too-many-rows": Limits(rows=5),
    "trace-too-many-rows": Limits(rows=2),
}
NOT_THERE = {"structure-missing-file": "structure-dulpicate-key.yaml"}


def cases():
    found = dict(NOT_THERE)
    for path in sorted(BAD.iterdir()):
        if path.is_dir() and not path.with_suffix(".yaml").exists():
            inside = (
                f"{path.name}/{file}"
                for file in ("structure.yaml", "people.csv", "log.csv", "log.jsonl")
                if (path / file).exists()
            )
            found[path.name] = next(inside, path.name)
        elif path.suffix in (".yaml", ".json"):
            found[path.stem] = path.name
    return found


def message_of(name, monkeypatch):
    monkeypatch.chdir(BAD)
    with pytest.raises(InputError) as caught:
        READERS[name.split("-")[0]](cases()[name], limits=LIMITS.get(name, io.LIMITS))
    return caught.value


@pytest.mark.parametrize("name", sorted(cases()))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_file_has_its_exact_message(name, lang, monkeypatch, update_golden):
    error = message_of(name, monkeypatch)
    golden = BAD / f"{name}.{lang}.txt"
    if update_golden:
        golden.write_text(error.text(lang) + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == error.text(lang) + "\n"


def test_every_golden_file_belongs_to_a_case():
    assert {path.name for path in BAD.glob("*.txt")} == {
        f"{name}.{lang}.txt" for name in cases() for lang in ("en", "zh")
    }


ELSEWHERE = {
    "BG103": "test_files.py", "BG131": "test_files.py", "BG150": "test_writing.py", "BG151": "test_writing.py",
    "BG152": "test_writing.py", "BG176": "test_rosters.py", "BG220": "test_records.py",
    "BG850": "test_facts.py",
}  # fmt: skip


def test_every_code_of_files_and_values_has_a_case():
    mine = {
        code
        for code in all_diagnostics()
        if code[2] in "12" or code[:4] in ("BG71", "BG72", "BG73", "BG74", "BG75", "BG85")
    }
    seen = set()
    for path in BAD.glob("*.en.txt"):
        seen |= {code for code in mine if f"{code} " in path.read_text(encoding="utf-8")}
    here = Path(__file__).parent
    for code, file in ELSEWHERE.items():
        assert code in (here / file).read_text(encoding="utf-8")
    assert mine - seen == set(ELSEWHERE)


@pytest.mark.parametrize("name", sorted(cases()))
def test_every_diagnostic_names_a_place(name, monkeypatch):
    error = message_of(name, monkeypatch)
    assert isinstance(error, BasegovError)
    for diagnostic in error.diagnostics:
        assert diagnostic.code == "BG140" or diagnostic.location is not None
    places = [d.location for d in error.diagnostics if d.location]
    assert places == sorted(places)
