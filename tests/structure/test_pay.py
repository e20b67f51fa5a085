"""The pay formula: components, caps, what is not stated, and bounds that hold for every completion."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date, DateRange
from basegov.errors import StructureError
from basegov.quantities import Count, Yuan
from basegov.structure import Career, District, GradePlacement, PayComponent, PayRule, Staff, Structure, pay_by, pay_of
from basegov.structure.factors import facts_from
from basegov.structure.pay import annual_amount
from basegov.values import NOT_STATED
from tests.structure.paying import NOT_STATED as UNKNOWN
from tests.structure.paying import RULE, SCALE, WORDS

FULL = {"post": "principal", "level": "2", "grade": "3", "qualification": "junior", "years": "20", "appraisal": "good"}


def parts(facts, rule=RULE):
    return {p.component.name: p.amount for p in pay_by(rule, facts_from(facts)).parts}


def test_every_component_has_its_own_formula_and_its_limits():
    rank = 400 + 70 * 8  # level 2, grade 3 is the ninth of 24 places
    assert parts(FULL) == {
        "post": Yuan(2800),
        "rank": Yuan(rank),
        "qualification": Yuan(200),  # WH-045
        "seniority": Yuan("666"),
        "performance": Yuan("3760/3"),
        "year_end": Yuan(0),
        "other": Yuan("100 .. 300"),
    }


def test_the_sum_is_of_the_components_and_a_year_has_twelve_months():
    pay = pay_by(RULE, facts_from({**FULL, "appraisal": "excellent"}))
    assert pay.monthly == Yuan.total(p.amount for p in pay.parts if p.component.name != "year_end")
    monthly = [annual_amount(p.component, p.amount) for p in pay.parts]
    assert pay.annual == Yuan.total(monthly)
    assert annual_amount(RULE.component("year_end"), Yuan(6000)) == Yuan(6000)
    assert annual_amount(RULE.component("qualification"), Yuan(200)) == Yuan(2400)  # WH-045: 2,400 yuan a year


@pytest.mark.parametrize(
    ("change", "component", "amount"),
    [
        ({"level": "4", "grade": "6"}, "rank", "2000"),  # 2,010 cut to the most: WH-051
        ({"level": "1", "grade": "1"}, "rank", "400"),
        ({"level": UNKNOWN}, "rank", "540 .. 1800"),  # grade 3 of any level
        ({"level": UNKNOWN, "grade": UNKNOWN}, "rank", "400 .. 2000"),
        ({"qualification": "senior"}, "qualification", ">= 0"),  # its amount is not stated
        ({"qualification": UNKNOWN}, "qualification", ">= 0"),
        ({"years": ">= 30"}, "seniority", "900"),
        ({"years": ">= 10"}, "seniority", "333 .. 900"),
        ({"post": UNKNOWN}, "post", "2000 .. 3200"),
        ({"appraisal": UNKNOWN}, "year_end", "0 .. 6000"),
    ],
)  # fmt: skip
def test_amounts_and_what_partial_facts_leave_of_them(change, component, amount):
    assert parts({**FULL, **change})[component] == Yuan(amount)


def test_what_is_missing_is_named():
    lacks = {(p.component.name, lack.field) for p in pay_by(RULE, facts_from({})).parts for lack in p.lacks}
    assert ("rank", "level") in lacks
    assert ("rank", "grade") in lacks
    assert ("performance", "post") in lacks
    assert ("other", "other") in lacks
    said = pay_by(RULE, facts_from({**FULL, "qualification": "senior"})).part("qualification").lacks
    assert [lack.what.en for lack in said] == ["the amount of qualification for senior"]
    assert [lack.what.zh for lack in said] == ["qualification（senior）的数额"]


partial = st.fixed_dictionaries({name: st.sampled_from((*words, UNKNOWN)) for name, words in WORDS.items()})


@given(partial, st.data())
def test_every_completion_lies_in_the_bounds(facts, data):
    open_ = [name for name, value in facts.items() if value is UNKNOWN]
    known = {name: data.draw(st.sampled_from(WORDS[name])) for name in open_}
    bounds, exact = parts(facts), parts({**facts, **known})
    for name, amount in exact.items():
        assert amount.intersect(bounds[name]) == amount, name
    whole = pay_by(RULE, facts_from({**facts, **known}))
    assert whole.monthly.intersect(pay_by(RULE, facts_from(facts)).monthly) == whole.monthly


@given(partial)
def test_facts_that_are_all_known_leave_open_only_what_no_document_states(facts):
    if UNKNOWN in facts.values():
        return
    for part in pay_by(RULE, facts_from(facts)).parts:
        stated = part.component.name != "other" and (part.component.name, facts["qualification"]) != (
            "qualification", "intermediate",
        )  # fmt: skip
        assert part.amount.is_exact is stated


def structure(*records, date="2026-01-01"):
    return Structure.build([District(id="d"), *records], date=date)


PERSON = Staff(id="p", parent="d", category="worker")


def test_the_rule_of_a_category_in_its_place_and_time_holds():
    old = attrs.evolve(
        RULE, id="old", category="worker", components=RULE.components[:1], valid=DateRange(None, Date("2026-01-01"))
    )
    new = attrs.evolve(RULE, id="new", category="worker", valid=DateRange(Date("2026-01-01"), None), scale="scale")
    facts = Career(staff="p", post="general", qualification="none", years=Count(0), appraisal="good")
    place = GradePlacement(staff="p", scale="scale", level=1, grade=1)
    here = structure(PERSON, old, new, SCALE, facts, place, District(id="district"))
    assert pay_of(here, PERSON).part("rank").amount == Yuan(400)
    assert pay_of(here, PERSON, Date("2025-12-31")).monthly == Yuan(2000)
    assert pay_of(here, PERSON, NOT_STATED) is None  # which of the two holds is not known
    assert pay_of(here, attrs.evolve(PERSON, category="other")) is None
    assert pay_of(here, attrs.evolve(PERSON, category=NOT_STATED)) is None


COMPONENT = PayComponent(name="a", amount=1)


@pytest.mark.parametrize(
    ("components", "code", "en", "zh"),
    [
        ((COMPONENT, COMPONENT), "BG374", "bad: the component a stands twice", "bad：a 重复出现"),
        (
            (attrs.evolve(COMPONENT, by=("post",), amounts={"general": 1}),), "BG372",
            "bad: the component a has several formulas", "bad：a 有多个计算方式",
        ),
        (
            (PayComponent(name="a", by=("level", "grade"), amounts={"1": 1}),), "BG370",
            "bad: the row 1 of a does not fit the factors", "bad：a 的行 1 与因素",
        ),
        (
            (PayComponent(name="b", share="1/2", of="a"), COMPONENT), "BG373",
            "bad: the component b is a share of a, which does not stand before it", "bad：b 按 a 的比例计算",
        ),
        (
            (COMPONENT, PayComponent(name="b", share="1/2", of="a", paid="year")), "BG373",
            "bad: the component b is a share of a", "bad：b 按 a 的比例计算",
        ),
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_is_refused_in_both_languages(components, code, en, zh):
    with pytest.raises(StructureError) as caught:
        structure(PayRule(id="bad", components=components))
    first = caught.value.diagnostics[0]
    assert first.code == code
    assert first.message("en").startswith(en)
    assert first.message("zh").startswith(zh)


def test_nobody_is_paid_less_than_nothing():
    with pytest.raises(StructureError, match="BG375 the monthly pay of p is -5 yuan"):
        Structure.build([District(id="d"), Staff(id="p", parent="d", monthly_pay=Yuan(-5))])
    Structure.build([District(id="d"), Staff(id="p", parent="d", monthly_pay=Yuan("<= 5000"))])
