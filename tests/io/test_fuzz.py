"""Whatever stands in a file, the answer is an object or a diagnosis, never another exception."""

import random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from basegov import io
from basegov.errors import BasegovError
from basegov.io import jsonread, yamlread
from basegov.io.limits import LIMITS, Limits
from basegov.io.yamlread import UncleanError
from tests.io.support import BASE

READERS = [io.structure_from_text, io.policy_from_text, io.reform_from_text]
POLICY = """\
basegov: policy/1
id: p
valid: {from: 2021-01-01, until: not stated}
documents: {made-up: {title: {en: a, zh: 甲}}}
document: made-up
rules:
  - {rule: appraisal_share, id: x, subject: {kind: team, where: {kind: sanitation}}, evaluator: street, at_least: 60%}
"""
PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "- ",
        "\n",
        "  ",
        "\t",
        "&a ",
        "*a",
        "!!int ",
        "|",
        ">",
        "'",
        '"',
        "#",
        "null",
        "~",
        ".nan",
        "-",
        "1e99",
        "010",
        "not stated",
        "id",
        "source: MU-1",
        "%",
        "---",
        "? ",
        "<<: ",
        "\x00",
        "\ud800",
        "é",
        "网格",
    ]
)


def tried(read, text, **options):
    said = None
    try:
        read(text, **options)
    except BasegovError as error:
        said = (error.diagnostics, error.text("zh"), error.text("en"))
    assert said is None or all(said)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("format", ["yaml", "json"])
@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_gives_a_diagnosis(read, format, text):
    tried(read, text, format=format)


@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_diagnosis(data):
    for read in READERS:
        tried(read, data)


@pytest.mark.parametrize(("read", "good"), [(io.structure_from_text, BASE), (io.policy_from_text, POLICY)])
@given(seed=st.integers(0, 10**9), piece=PIECES, cut=st.integers(0, 12))
def test_a_good_file_that_was_hurt_gives_a_diagnosis(read, good, seed, piece, cut):
    at = random.Random(seed).randrange(len(good))
    tried(read, good[:at] + piece + good[at + cut :])


plain = st.recursive(
    st.one_of(st.text(max_size=8), st.booleans(), st.integers(-(10**6), 10**6), st.decimals(0, 100, places=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
    max_leaves=12,
)


@given(value=plain)
def test_any_values_give_a_diagnosis(value):
    from basegov.io.emit import flow
    from basegov.io.kinds import CannotWriteError

    try:
        text = flow(value)
    except CannotWriteError:
        return
    for section in ("districts", "appraisals", "tables", "documents", "rights"):
        tried(io.structure_from_text, f"basegov: structure/1\nid: x\n{section}: {text}\n")
        tried(io.structure_from_text, f"basegov: structure/1\nid: x\n{section}: [{text}]\n")
    tried(
        io.policy_from_text,
        f"basegov: policy/1\nid: x\nrules: [{{rule: appraisal_share, subject: {text}, id: {text}}}]\n",
    )


@given(text=st.one_of(st.lists(PIECES).map("".join), plain.map(str)))
@example(text="{'': '', '0': ''}")  # the quick reader did not count the keys
@pytest.mark.parametrize("small", [LIMITS, Limits(depth=2, values=4, aliases=2)])
def test_quick_and_careful_reading_agree(text, small):
    for quick, careful in (
        (lambda: yamlread.read_plain(text, small), lambda: yamlread.read_careful(text, "f", small)),
        (lambda: jsonread.read_plain(text, small), lambda: jsonread.read_careful(text, "f", small)),
    ):
        try:
            value = quick()
        except UncleanError:
            continue
        places = careful()
        assert not places.diagnostics
        assert places.plain() == value


@given(value=plain)
def test_what_is_emitted_reads_back(value):
    from basegov.io.emit import json_text, yaml_text

    document = {"value": value}
    text = yaml_text(document)
    assert yamlread.read_careful(text, "f", LIMITS).plain() == document
    assert jsonread.read_careful(json_text(document), "f", LIMITS).plain() == document
    assert yamlread.read_careful(text, "f", LIMITS, yaml.SafeLoader).plain() == document


@given(text=st.lists(PIECES).map("".join))
def test_without_libyaml_the_answer_is_the_same_for_clean_files(text):
    try:
        value = yamlread.read_plain(text, LIMITS)
    except UncleanError:
        return
    try:
        assert yamlread.read_plain(text, LIMITS, yaml.SafeLoader) == value
    except UncleanError:  # PyYAML's own parser is stricter in places
        assert text


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, "- " * 100_000, "a:\n" + " " * 50_000])
def test_depth_is_bounded(deep):
    for format in ("yaml", "json"):
        tried(io.structure_from_text, deep, format=format)
