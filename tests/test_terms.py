"""Levels, forces, strengths of rights."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.structure.appraisal import Period
from basegov.structure.management import Dimension
from basegov.terms import DIMENSIONS, LEVELS, PERIODS, Force, Level, Strength, StrengthRange, register_level
from basegov.texts import Text
from basegov.values import Truth

RANGES = st.sets(st.sampled_from(Strength), min_size=1).map(StrengthRange)


def test_levels_are_ordered_data():
    order = [LEVELS[k] for k in ("grid", "community", "street", "district", "municipal", "provincial", "central")]
    assert all(b.at_least(a) and not a.at_least(b) for a, b in itertools.pairwise(order))
    assert LEVELS["street"].text("zh") == "镇街级"


def test_a_level_of_ones_own_stands_between_others():
    level = Level("building", 5, Text("building", "楼栋"))
    try:
        assert register_level(level) is level
        assert LEVELS["grid"].at_least(level)
        assert register_level(Level("building", 5, Text("house", "楼"))) is level
        with pytest.raises(ValueError, match="rank 5 already, not 6"):
            register_level(Level("building", 6, Text("building", "楼栋")))
    finally:
        LEVELS.pop("building")


def test_only_duties_and_prohibitions_bind():
    assert [force for force in Force if force.binds] == [Force.MUST, Force.MUST_NOT]
    assert [force.text("zh") for force in Force] == ["必须", "不得", "一般", "原则上", "可以"]


def test_strengths_are_a_partial_order():
    """XZ-070, GL-031: to recommend and to veto are not comparable."""
    for a, b, c in itertools.product(Strength, repeat=3):
        assert a.at_least(a)
        assert not (a.at_least(b) and b.at_least(a)) or a is b
        assert not (a.at_least(b) and b.at_least(c)) or a.at_least(c)
    assert not Strength.VETO.at_least(Strength.RECOMMEND)
    assert not Strength.DECISIVE_PROPOSAL.at_least(Strength.VETO)
    assert all(Strength.DECIDE.at_least(s) and s.at_least(Strength.NONE) for s in Strength)


@given(RANGES, st.sampled_from(Strength))
def test_a_range_of_strengths_answers_as_all_of_them_do(strengths, wanted):
    answers = {s.at_least(wanted) for s in strengths.possible}
    expected = Truth.UNKNOWN if len(answers) == 2 else Truth.TRUE if answers.pop() else Truth.FALSE
    assert strengths.at_least(wanted) is expected


@given(RANGES)
def test_the_text_of_a_range_reads_back(strengths):
    assert StrengthRange.parse(strengths.text("en")) == strengths
    assert strengths.text("zh")


def test_what_texts_say():
    assert StrengthRange.parse("granted") == StrengthRange.from_floor(Strength.RECOMMEND)
    assert StrengthRange.parse(">= veto").possible == {Strength.VETO, Strength.DECIDE}
    assert StrengthRange.parse("recommend or veto").text("zh") == "建议或否决"
    assert repr(StrengthRange.parse("decide")) == "StrengthRange('decide')"


@pytest.mark.parametrize("text", ["", "decides", ">= granted", "recommend or", ">="])
def test_a_word_that_names_no_strength_is_refused_with_those_that_do(text):
    with pytest.raises(ValueError, match="one of: none, consulted, recommend"):
        StrengthRange.parse(text)


def test_a_right_has_some_strength():
    with pytest.raises(ValueError, match="at least one"):
        StrengthRange([])


def test_every_word_has_a_label():
    assert {p.value for p in Period} == set(PERIODS)
    assert {d.value for d in Dimension} == set(DIMENSIONS)
