"""The JSON Schema takes every good file, and refuses nothing that the reader takes."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov import catalog, io
from basegov.errors import BasegovError
from basegov.io.limits import LIMITS
from basegov.io.yamlread import read_careful
from basegov.testing import policy_test_from_text
from tests.io.support import BASE

FROM_TEXT = {
    "structure": io.structure_from_text,
    "policy": io.policy_from_text,
    "reform": io.reform_from_text,
    "policy-test": policy_test_from_text,
}
VALIDATORS = {what: jsonschema_rs.Draft202012Validator(io.json_schema(what)) for what in FROM_TEXT}


@pytest.mark.parametrize("what", FROM_TEXT)
def test_schema_is_one(what):
    schema = io.json_schema(what)
    jsonschema_rs.meta.validate(schema)
    json.dumps(schema)
    assert schema["properties"]["basegov"] == {"const": f"{what}/1"}


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="no format 'diary'"):
        io.json_schema("diary")


@pytest.mark.parametrize("what", FROM_TEXT)
def test_good_files_are_valid(what):
    folder = {"structure": "structures/*/structure.yaml", "policy": "policies/*.yaml", "reform": "reforms/*.yaml"}
    from importlib.resources import files

    shipped = files(catalog.__name__)
    own = Path(__file__).parent.parent / "policies"
    paths = sorted(shipped.glob(folder[what]) if what in folder else own.rglob("*.policy.yaml"))
    assert paths
    for path in paths:
        plain = read_careful(path.read_text("utf-8"), path.name, LIMITS).plain()
        VALIDATORS[what].validate(as_json(plain))


JUNK = st.one_of(
    st.sampled_from(
        ["", "x", "not stated", "none", "60%", "2021-04-23", "unknown", "yunshan", "street", True, 0, 1, -1, 12, 990102]
    ),
    st.sampled_from(
        [
            Decimal("0.5"),
            Decimal("2.0"),
            [],
            {},
            ["x"],
            {"x": 1},
            {"from": "2021"},
            {"en": "a", "zh": "b"},
            ["yunshan", "songlin"],
        ]
    ),
)
POLICY = """\
basegov: policy/1
id: p
name: {en: a, zh: 甲}
valid: {from: 2021-01-01}
jurisdiction: "9901"
documents: {made-up: {title: {en: a, zh: 甲}}}
document: made-up
rules:
  - {rule: appraisal_share, id: x, subject: team, evaluator: street, at_least: 60%, period: annual, source: MU-001}
"""


def as_json(value):
    """Return decimals as the floats that a JSON Schema validator knows."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, key))


@pytest.mark.parametrize(("what", "good"), [("structure", BASE), ("policy", POLICY)])
@given(data=st.data())
def test_what_the_schema_refuses_the_reader_refuses(what, good, data):
    from basegov.io.emit import yaml_text

    plain = read_careful(good, "f", LIMITS).plain()
    *above, last = data.draw(st.sampled_from([path for path in places(plain) if path]))
    target = plain
    for step in above:
        target = target[step]
    if isinstance(target, dict) and data.draw(st.booleans()):
        kind = data.draw(st.sampled_from(["remove", "rename"]))
        value = target.pop(last)
        if kind == "rename":
            target["unheard_of"] = value
    else:
        target[last] = data.draw(JUNK)
    if not VALIDATORS[what].is_valid(as_json(plain)):
        with pytest.raises(BasegovError):
            FROM_TEXT[what](yaml_text(plain))
