"""Sources: the short form reads back, or is not used."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from basegov.sources import Source, Status

FACTS = st.from_regex(r"\A[A-Z]{2,4}-[0-9]{3}\Z")


@given(FACTS, st.sampled_from(Status), st.lists(FACTS, max_size=3).map(tuple))
def test_the_short_form_reads_back(fact, status, further):
    source = Source("yz-2021", fact, None, status, further)
    assert Source.parse(source.short("yz-2021"), "yz-2021") == source
    assert source.short("another") is None


@given(st.text() | st.none() | FACTS, st.text() | st.none(), st.sampled_from(Status), st.lists(FACTS | st.text()))
@example("GL-034, GL-035", None, Status.STATED, [])
def test_a_source_has_a_short_form_only_where_it_reads_back(fact, locator, status, further):
    source = Source("d", fact, locator, status, tuple(further))
    short = source.short("d")
    assert short is None or Source.parse(short, "d") == source


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GL34",
        "GL-34",
        "GL-0345",
        "gl-034",
        "GL-034 guessed",
        "GL-034,GL-035",
        "GL-034, ",
        "GL-034 ",
        "GL-034\n",
        "GL-０３４",
    ],
)
def test_what_is_no_short_form_is_refused(text):
    with pytest.raises(ValueError, match="is not a fact id"):
        Source.parse(text, "d")


def test_a_source_for_people():
    source = Source("yz-2021", "GL-034", "section 3", Status.DERIVED)
    assert source.text("en") == "GL-034, yz-2021, section 3, derived"
    assert source.text("zh") == "GL-034，yz-2021，section 3，推算"
    several = Source.parse("GL-034, GL-031", "yz-2021")
    assert several.facts == ("GL-034", "GL-031")
    assert several.text() == "GL-034, GL-031, yz-2021"
    assert Source("yz-2021").text() == "yz-2021"
