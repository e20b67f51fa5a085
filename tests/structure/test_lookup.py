"""Finding a node as people refer to it."""

from __future__ import annotations

import pytest

from basegov.errors import NotFoundError
from basegov.structure.lookup import normalised, path_of
from basegov.structure.organisations import Committee
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Street


@pytest.fixture
def structure():
    return Structure.build(
        [
            District(id="wuhua", name="五华区", code="530102"),
            Street(id="huashan", name="华山街道", code="530102002", former_codes=("530102902",), parent="wuhua"),
            Street(id="huguo", name="护国街道办事处", parent="wuhua", aliases=("护国老街",)),
            Community(id="wenlin", name="文林社区", parent="huashan"),
            Committee(id="wenlin-committee", name="文林社区居民委员会", parent="huashan"),
            Community(id="north", name="和平社区", parent="huashan"),
            Community(id="south", name="和平社区", parent="huguo"),
            Community(id="erqiao", name="二桥村委会", parent="huguo"),
        ],
        id="kunming",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("huashan", "huashan"),
        ("华山街道", "huashan"),
        ("530102002", "huashan"),
        ("530102902", "huashan"),
        ("华山街道办事处", "huashan"),
        ("护国街道", "huguo"),
        ("护国街道办", "huguo"),
        ("护国老街", "huguo"),
        ("文林社区", "wenlin"),
        ("文林社区居民委员会", "wenlin-committee"),
        ("二桥村", "erqiao"),
        ("二桥村村民委员会", "erqiao"),
        ("华山街道/和平社区", "north"),
        ("五华区/护国街道/和平社区", "south"),
        ("五华区/和平社区/", None),
        ("huguo/south", "south"),
        ("530102/530102002/wenlin", "wenlin"),
        (" 华山街道 / 文林社区 ", "wenlin"),
    ],
)
def test_ids_codes_names_and_paths(structure, text, found):
    if found is None:
        with pytest.raises(NotFoundError, match="BG311"):
            structure[text]
    else:
        assert structure[text].id == found


def test_an_ambiguous_name_lists_the_paths(structure):
    with pytest.raises(NotFoundError) as error:
        structure["和平社区"]
    english, chinese = error.value.text("en"), error.value.text("zh")
    assert "和平社区 fits 2 nodes: 五华区/华山街道/和平社区 (north), 五华区/护国街道办事处/和平社区 (south)" in english
    assert "和平社区 对应 2 个节点" in chinese


def test_the_order_of_a_path_counts(structure):
    with pytest.raises(NotFoundError, match="BG310"):
        structure["华山街道/五华区/文林社区"]


@pytest.mark.parametrize(
    ("text", "near"),
    [("华山街", "华山街道"), ("文林杜区", "文林社区"), ("huashn", "huashan"), ("530102003", "530102002")],
)
def test_near_misses_are_suggested(structure, text, near):
    with pytest.raises(NotFoundError) as error:
        structure[text]
    assert f"did you mean {near}" in error.value.text("en") or f" or {near}" in error.value.text("en")
    assert near in error.value.text("zh")


def test_nothing_near_lists_what_there_is(structure):
    with pytest.raises(NotFoundError, match="known: "):
        structure["zzz"]


@pytest.mark.parametrize("key", [321002, None, ("a",), b"x"])
def test_a_lookup_takes_a_text(structure, key):
    with pytest.raises(TypeError, match="looked up by a text"):
        structure[key]


@pytest.mark.parametrize("text", ["", "/", "  "])
def test_an_empty_text_finds_nothing(structure, text):
    with pytest.raises(NotFoundError, match="BG310"):
        structure[text]


def test_names_follow_a_rename_and_keep_the_former_name_as_alias(structure):
    assert structure["文林社区"].id == "wenlin"
    after = structure.evolve(put=[Community(id="wenlin", name="文林街社区", aliases=("文林社区",), parent="huashan")])
    assert after["文林街社区"].id == after["文林社区"].id == "wenlin"
    gone = after.evolve(drop=[after["wenlin"]])
    assert gone["文林社区"].id == "wenlin-committee"
    assert structure["文林社区"].id == "wenlin"


def test_normalising_twice_is_normalising_once(structure):
    for name in structure.names:
        assert normalised(normalised(name)) == normalised(name)
    assert path_of(structure, structure["wenlin"]) == "五华区/华山街道/文林社区 (wenlin)"
