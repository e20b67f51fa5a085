"""Diagnostics and the errors that carry them."""

from __future__ import annotations

import pickle

import pytest

from basegov.diagnostics import define
from basegov.diagnostics.rules import NO_SUCH_RULE
from basegov.diagnostics.structures import DANGLING_REFERENCE, NOTHING_FOUND
from basegov.errors import (
    BasegovError,
    InputError,
    Location,
    NotFoundError,
    ReformError,
    StructureError,
    Suggestion,
    nearest,
)
from basegov.texts import Text

FIELDS = {
    "kind": Text("street", "镇街"), "key": "s", "field": "parent", "target": "distrct",
    "hint": Suggestion.build("distrct", ["district", "bureau"]),
}  # fmt: skip


def test_both_languages_are_filled_from_the_same_fields():
    diagnostic = DANGLING_REFERENCE(Location("a.yaml", 3, 5), **FIELDS)
    assert diagnostic.text("en") == (
        "a.yaml:3:5: BG302 street s refers to distrct in its field parent, and there is no such node; "
        "did you mean district?\n  mend: correct the id, or add a record with that id"
    )
    assert diagnostic.text("zh") == (
        "a.yaml:3:5: BG302 镇街s的字段 parent 引用了不存在的 distrct；"
        "是否想写 district？\n  改法：更正编号，或补上该编号的记录"
    )


def test_a_place_is_added_or_left():
    diagnostic = NO_SUCH_RULE(rule="x", policy="p", hint="")
    assert diagnostic.at(None) is diagnostic
    assert str(diagnostic.at(Location("p.yaml")).location) == "p.yaml"
    assert sorted([Location("b"), Location("a", 2), Location("a", 1, 9)])[0] == Location("a", 1, 9)


@pytest.mark.parametrize("cls", [BasegovError, InputError, StructureError, NotFoundError, ReformError])
def test_errors_carry_all_diagnostics_also_through_a_pickle(cls):
    error = cls([DANGLING_REFERENCE(Location("a.yaml", 1, 1), **FIELDS), NO_SUCH_RULE(rule="x", policy="p", hint="?")])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is cls
    assert again.diagnostics == error.diagnostics
    assert again.text("zh") == error.text("zh")
    assert str(error).count("mend:") == 2


def test_a_code_is_given_once():
    with pytest.raises(ValueError, match="BG310 is taken"):
        define(NOTHING_FOUND.code, "", "", "", "")


def test_near_misses_are_found_among_many_words_too():
    few = [f"community-{i:05}" for i in range(100)]
    many = [f"community-{i:05}" for i in range(20_000)]
    assert nearest("comunity-00042", few)[0] == nearest("comunity-00042", many)[0] == "community-00042"
    assert nearest("翠香街", ["香湾街道", "翠香街道", *many])[0] == "翠香街道"
    assert nearest("李殿镇", ["李典镇", "李庄", *(f"第{n}社区" for n in range(300)), *many])[0] == "李典镇"
    assert nearest("zzz", many) == ()


def test_suggestions_in_words():
    assert Suggestion.build("x", []).text("en") == "there are none here"
    assert Suggestion.build("x", ["abc", "def"]).text("zh") == "可用：abc、def"
    mixed = ["321002", "beside", "案件编号", "办理时间", *(f"{n}" for n in range(20))]
    assert Suggestion.build("x", mixed).text("en").startswith("known: beside, 0, 1, ")
    assert Suggestion.build("某列", mixed).text("zh").startswith("可用：办理时间、案件编号、beside、0、")
    assert Suggestion.build("x", mixed).text("en").endswith(", ...")
    assert Suggestion.build("x", mixed).text("zh").endswith(" 等")
    assert Suggestion.build("abd", ["abc", "abe"]).text("en") in (
        "did you mean abc or abe?",
        "did you mean abe or abc?",
    )
