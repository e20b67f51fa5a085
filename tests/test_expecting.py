"""Slips in a notebook: a name where the thing itself is expected, one thing where several are, another change."""

import pytest

import basegov as bg
from basegov.errors import ArgumentError, InputError, NotFoundError

STRUCTURE, POLICY = bg.load_structure("shili"), bg.load_policy("shili-2026")
REFORM = bg.load_reform("shili-2026")


@pytest.mark.parametrize(
    ("call", "load"),
    [
        (lambda: POLICY.check("shili"), "bg.load_structure('shili')"),
        (lambda: REFORM.apply("shili"), "bg.load_structure('shili')"),
        (lambda: bg.compare("shili", STRUCTURE), "bg.load_structure('shili')"),
        (lambda: bg.compare(STRUCTURE, "shili"), "bg.load_structure('shili')"),
        (lambda: bg.compare(STRUCTURE, STRUCTURE, "shili-2026"), "bg.load_policy('shili-2026')"),
        (lambda: bg.compare(STRUCTURE, STRUCTURE, ["shili-2026"]), "bg.load_policy('shili-2026')"),
        (lambda: bg.coverage("baoan-2018"), "bg.load_facts('baoan-2018')"),
    ],
)
def test_a_name_in_the_place_of_the_thing_is_told_how_to_load_it(call, load):
    with pytest.raises(ArgumentError) as raised:
        call()
    assert load in raised.value.text("en")
    assert f"请先读取：{load}" in raised.value.text("zh")


@pytest.mark.parametrize(
    "call",
    [
        lambda: POLICY.check(REFORM),
        lambda: POLICY.check(None),
        lambda: bg.compare(STRUCTURE, STRUCTURE, 5),
        lambda: bg.fiscal_effect(STRUCTURE),
        lambda: bg.fiscal_effect(STRUCTURE, REFORM),
        lambda: bg.coverage([POLICY]),
    ],
)
def test_a_thing_of_another_kind_is_refused_with_what_is_expected(call):
    with pytest.raises(ArgumentError, match="is expected") as raised:
        call()
    assert isinstance(raised.value, TypeError)
    assert "此处应为" in raised.value.text("zh")


def test_one_policy_and_one_register_need_no_list():
    change = REFORM.apply(STRUCTURE)
    assert bg.compare(STRUCTURE, change, POLICY).verdicts == bg.compare(STRUCTURE, change, [POLICY]).verdicts
    register = bg.load_facts("baoan-2018")
    assert bg.coverage(register) == bg.coverage([register])


def test_a_change_of_another_structure_is_not_compared():
    with pytest.raises(InputError, match="starts from shili") as raised:
        bg.compare(bg.load_structure("wuhua"), REFORM.apply(STRUCTURE), POLICY)
    assert "从 shili 出发" in raised.value.text("zh")


def test_a_mistyped_component_of_cost_is_told_the_nearest():
    with pytest.raises(NotFoundError, match="did you mean funds"):
        bg.fiscal_effect(REFORM.apply(STRUCTURE)).added("fnds")


def test_tables_are_shown_in_one_line():
    assert repr(bg.coverage(bg.load_facts("baoan-2018"))).startswith("<Coverage: 144 facts, ")
    assert repr(bg.transplant()) == "<TransplantTable: 5 policies on 5 structures>"
