"""Whatever the strategies draw is written and read back to the same, in every format; and the schema takes it."""

import json

import attrs
import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from basegov import io
from basegov.dates import DateRange
from basegov.errors import BasegovError
from basegov.io.emit import yaml_text
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.reforms.steps import STEP_TYPES
from basegov.rules.rule import RULE_TYPES
from basegov.structure.records import RECORD_TYPES
from basegov.testing import strategies as bst
from basegov.testing.strategies.structures import NOTICE

FORMATS = {"yaml": io.to_yaml, "json": io.to_json}
READERS = {"structure": io.structure_from_text, "policy": io.policy_from_text, "reform": io.reform_from_text}
VALIDATORS = {what: jsonschema_rs.Draft202012Validator(io.json_schema(what)) for what in READERS}
EVERY = bst.structures(kinds="all", min_of_each=1, max_of_each=1, min_communities=2, words=bst.words(), sourced=True)
SECTIONS = tuple(sorted(kind.section for kind in RECORD_TYPES.values()))


def same_again(what, thing):
    for format, to_text in FORMATS.items():
        text = to_text(thing)
        again = READERS[what](text, format=format)
        assert again == thing
        assert to_text(again) == text
    VALIDATORS[what].validate(json.loads(io.to_json(thing)))


@given(structure=EVERY)
@settings(max_examples=8)
def test_records_of_every_type_read_back(structure):
    same_again("structure", structure)


@given(structure=EVERY)
@settings(max_examples=5)
def test_records_of_every_type_read_back_from_tables(structure, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    here = [section for section in SECTIONS if structure.records(kinds_by_section()[section])]
    io.write_structure(structure, folder / "a.yaml", tables=here)
    assert 0 < len(list(folder.glob("*.csv"))) <= len(here)  # a section that no table can hold stays in the file
    assert io.read_structure(folder / "a.yaml") == structure


def kinds_by_section():
    return {known.section: known.cls for known in RECORD_TYPES.values()}


@pytest.mark.parametrize("kind", RULE_TYPES)
@given(data=st.data())
@settings(max_examples=2)
def test_rules_of_every_type_read_back(kind, data):
    drawn = attrs.evolve(data.draw(bst.rules(kind)), id="r")
    same_again("policy", Policy(id="p", documents=[NOTICE], rules=[drawn]))


@pytest.mark.parametrize("kind", STEP_TYPES)
@given(data=st.data())
@settings(max_examples=2)
def test_steps_of_every_type_read_back(kind, data):
    drawn = data.draw(st.from_type(STEP_TYPES[kind].cls))
    same_again("reform", Reform(id="r", documents=[NOTICE], steps=[drawn]))


@given(data=st.data())
@settings(max_examples=15)
def test_policies_and_reforms_read_back(data):
    same_again("policy", data.draw(bst.policies()))
    structure = data.draw(bst.structures(kinds=("staff",), min_communities=2))
    same_again("reform", data.draw(bst.reforms(structure)))


JUNK = st.sampled_from(["", "x", "not stated", "none", "60%", "2021-04-23", True, 0, -1, 12, [], {}, ["x"], {"x": 1}])


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, key))


def hurt(data, plain):
    """Put another value in some place of a document, take it out, or give it an unknown key."""
    *above, last = data.draw(st.sampled_from([path for path in places(plain) if path]))
    target = plain
    for step in above:
        target = target[step]
    way = data.draw(st.sampled_from(("other", "gone", "renamed") if isinstance(target, dict) else ("other",)))
    value = target.pop(last) if way != "other" else None
    if way == "renamed":
        target["unheard_of"] = value
    elif way == "other":
        target[last] = data.draw(JUNK)


@given(data=st.data(), what=st.sampled_from(("structure", "policy", "reform")))
@settings(max_examples=60)
def test_what_the_schema_refuses_the_reader_refuses(data, what):
    good = {
        "structure": bst.structures(kinds=("body", "appraisal", "right", "grid")),
        "policy": bst.policies(),
        "reform": st.from_type(Reform),
    }[what]
    plain = json.loads(io.to_json(data.draw(good)))
    hurt(data, plain)
    refused = None
    try:
        READERS[what](yaml_text(plain))
    except BasegovError as error:
        refused = error
    assert refused is None or (refused.text("en") and refused.text("zh"))
    if not VALIDATORS[what].is_valid(plain):
        assert refused is not None


@pytest.mark.parametrize("span", ["{from: 2021-01-01, until: 2021-01-01}", "{from: 2021, until: 2020}"])
def test_a_range_without_a_day_is_diagnosed(span):
    with pytest.raises(BasegovError):
        io.policy_from_text(f"basegov: policy/1\nid: p\nvalid: {span}\n")


@given(span=bst.date_ranges())
@example(span=DateRange())
def test_the_validity_of_a_policy_reads_back(span):
    same_again("policy", Policy(id="p", valid=span))
