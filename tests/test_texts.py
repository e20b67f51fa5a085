"""Text in both languages from the same fields."""

from __future__ import annotations

import pytest

from basegov.quantities import Count, Share
from basegov.texts import LANGUAGES, NO_TEXT, Text, say
from basegov.values import NOT_STATED, Truth


def test_fields_are_said_in_the_language_of_the_text():
    text = Text("{who} holds {share}", "{who}占 {share}").format(who=Text("the street", "街道"), share=Share(">= 60%"))
    assert text == Text("the street holds >= 60%", "街道占 >= 60%")
    assert [text.in_(lang) for lang in LANGUAGES] == [text.en, text.zh]
    assert str(text) == text.en


def test_braces_in_a_field_stay_as_they_are():
    assert Text("{x}", "{x}").format(x="{y}").en == "{y}"
    with pytest.raises(KeyError):
        Text("{x}", "{x}").format(y=1)


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("a", "a", "a"),
        (NOT_STATED, "not stated", "未载明"),
        (Truth.TRUE, "yes", "是"),
        (True, "yes", "是"),
        (False, "no", "否"),
        (("a", Text("b", "乙")), "a, b", "a、乙"),
        ({"b", "a"}, "a, b", "a、b"),
        ((), "", ""),
        (Count(1200), "1,200", "1,200"),
        (7, "7", "7"),
        (None, "None", "None"),
    ],
)
def test_how_values_are_said(value, en, zh):
    assert (say(value, "en"), say(value, "zh")) == (en, zh)


def test_nothing_is_nothing_in_both_languages():
    assert (NO_TEXT.en, NO_TEXT.zh) == ("", "")
