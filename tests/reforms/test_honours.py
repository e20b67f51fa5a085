"""Steps over honours, awards, bonuses and assessment; a merger breaks no service."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import ReformError
from basegov.quantities import Count, Yuan
from basegov.reforms import (
    AssessmentArranged,
    AssessStaff,
    AwardHonours,
    BonusDivided,
    DivideBonus,
    GrantAward,
    HonourGiven,
    MergeCommunities,
    Reform,
)
from basegov.structure import (
    BonusPool,
    BonusShare,
    Community,
    District,
    Honour,
    Inventory,
    Period,
    ServiceSpell,
    Staff,
    StaffAssessment,
    StaffGroup,
    Street,
    Structure,
    service_years,
)
from basegov.values import NOT_STATED

NODES = [
    District(id="d"), Street(id="s", parent="d"), Community(id="a", parent="s"), Community(id="b", parent="s"),
    *(Staff(id=id_, parent="a") for id_ in "pqr"),
    Inventory(scope="d", of="service_spell", complete=True),
]  # fmt: skip
SPELLS = [
    ServiceSpell(staff="p", since=Date("1990-03-09"), until=Date("2000-01-01"), unit="a"),
    ServiceSpell(staff="p", since=Date("2000-01-01"), unit="b"),
    ServiceSpell(staff="q", since=Date("2000-03-10"), unit="a"),
    ServiceSpell(staff="r", since=Date("1999"), unit="a"),
]
BEFORE = Structure.build([*NODES, *SPELLS], date="2020-03-09")
STAFF = {"kind": "staff"}


def applied(*steps, before=BEFORE):
    return Reform(id="r", steps=steps).apply(before)


def holders(change, honour):
    return [h.holder for h in change.after.records(Honour) if h.honour == honour]


def test_honours_go_to_those_who_have_the_years_for_sure():
    """WH-040, WH-041: exactly 20 and 30 years."""
    certificate = AwardHonours(staff=STAFF, years=20, honour="certificate")
    change = applied(certificate, AwardHonours(staff=STAFF, years=30, honour="medal"))
    assert holders(change, "certificate") == ["p", "r"]  # q lacks a day
    assert holders(change, "medal") == ["p"]
    assert next(e.text("en") for e in change.events if isinstance(e, HonourGiven)) == "p was given certificate"
    assert next(e.text("zh") for e in change.events) == "p 获得 certificate"
    assert applied(certificate, certificate).events == applied(certificate).events  # nobody is given it twice
    later = AwardHonours(staff=STAFF, years=20, honour="certificate", date=Date("2020-03-10"))
    assert holders(applied(later), "certificate") == ["p", "q", "r"]


def test_a_merger_of_communities_breaks_no_service():
    """WH-040 beside WH-014: the composite question of mechanisms."""
    before = {id_: service_years(BEFORE, id_, BEFORE.date) for id_ in "pqr"}
    change = applied(MergeCommunities(parts=("a", "b"), into="ab", name="AB"))
    assert {id_: service_years(change.after, id_, BEFORE.date) for id_ in "pqr"} == before
    assert before["p"] == Count(30)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"amount": 50_001}, "50,001 yuan is above 50,000 yuan"),
        ({"amount": 1, "level": "district"}, "the commendation is of district (county) level, below municipal"),
    ],
)
def test_an_award_above_its_limit_or_for_a_lower_commendation_is_refused(terms, why):
    """WH-043, WH-044."""
    step = GrantAward(
        holder="p", honour="award", at_most=50_000, at_least_level="municipal", **{"level": "municipal", **terms}
    )
    with pytest.raises(ReformError) as caught:
        applied(step)
    said = caught.value.diagnostics[-1]
    assert said.code == "BG592"
    assert said.message("en").startswith(f"p cannot be given award: {why}")
    assert said.message("zh").startswith("不能授予 p award：")


@pytest.mark.parametrize(
    ("holder", "most", "amount", "expected"),
    [("p", 50_000, 50_000, "50000"), ("a", 100_000, 100_000, "100000"), ("a", 100_000, NOT_STATED, "0 .. 100000")],
)
def test_an_award_is_granted_up_to_its_limit(holder, most, amount, expected):
    """WH-042, WH-043."""
    change = applied(GrantAward(holder=holder, honour="award", amount=amount, level="municipal", at_most=most))
    (award,) = change.after.records(Honour)
    assert (award.holder, award.amount, award.date) == (holder, Yuan(expected), Date("2020-03-09"))


def shares(change):
    return {share.staff: share.amount.exact for share in change.after.records(BonusShare)}


@given(st.integers(0, 10_000), st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_what_is_divided_is_always_the_total(total, weights):
    """XZ-063: conserved, whatever the method."""
    equal = applied(DivideBonus(unit="s", year=2018, staff=STAFF, total=total))
    assert sum(shares(equal).values()) == total
    assert max(shares(equal).values()) - min(shares(equal).values()) <= 1
    if sum(weights):
        weighted = applied(
            DivideBonus(unit="s", year=2018, staff=STAFF, total=total, weights=dict(zip("pqr", weights, strict=True)))
        )
        given = shares(weighted)
        assert sum(given.values()) == total
        for one, weight in zip("pqr", weights, strict=True):
            assert abs(given[one] - total * weight / sum(weights)) < 1


def test_a_recorded_pool_is_divided_by_given_amounts_that_come_to_it():
    pooled = BEFORE.evolve(put=[BonusPool(unit="s", year=2018, total=Yuan("100.50"))])
    change = applied(DivideBonus(unit="s", year=2018, staff=STAFF, amounts={"p": "60.50", "q": 40}), before=pooled)
    assert shares(change) == {"p": Yuan("60.5").exact, "q": 40}
    event = change.events[-1]
    assert isinstance(event, BonusDivided)
    assert event.text("en") == "s divided 100.5 yuan among 2 for 2018"
    assert event.text("zh") == "s 将 2018 年 100.5元分配给 2 人"
    thirds = applied(DivideBonus(unit="s", year=2018, staff=STAFF), before=pooled)
    assert sum(shares(thirds).values()) == Yuan("100.5").exact


def test_a_pool_that_is_divided_anew_leaves_no_part_of_the_division_before():
    first = applied(DivideBonus(unit="s", year=2018, staff=STAFF, total=90)).after
    change = applied(DivideBonus(unit="s", year=2018, staff={"kind": "staff", "ids": ["q"]}), before=first)
    assert shares(change) == {"q": 90}
    assert change.events[-1].no_longer == ("p", "r")


@pytest.mark.parametrize(
    ("terms", "en", "zh"),
    [
        ({}, "the total is not stated", "总额未载明"),
        ({"total": 10, "amounts": {"p": 9}}, "the amounts come to 9 yuan, not to 10 yuan", "各人金额合计 9元"),
        ({"total": 10, "weights": {"p": 0}}, "the amounts come to 0 yuan", "各人金额合计 0元"),
    ],
)
def test_a_pool_that_cannot_be_divided_is_refused(terms, en, zh):
    with pytest.raises(ReformError) as caught:
        applied(DivideBonus(unit="s", year=2018, staff=STAFF, **terms))
    said = caught.value.diagnostics[-1]
    assert said.code == "BG593"
    assert said.message("en").startswith(f"the bonus pool of s for 2018 cannot be divided: {en}")
    assert said.message("zh").startswith(f"s 2018 年的奖金总额无法分配：{zh}")


def test_it_is_arranged_how_staff_are_assessed():
    """XZ-032, XZ-033."""
    change = applied(AssessStaff(subject="s", period="annual", uses=("honours",)))
    assert change.after.records(StaffAssessment) == (
        StaffAssessment(subject="s", period=Period.ANNUAL, uses=("honours",)),
    )
    (event,) = change.events
    assert isinstance(event, AssessmentArranged)
    assert event.text("en") == "s is assessed from now on (annual)"
    assert event.text("zh") == "对 s 实行考核（年度）"


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"weights": {"p": ">= 1", "q": 1}}, "p has >= 1: an exact number is needed"),
        ({"weights": {"p": 3, "q": -1}}, "q has -1: an exact number is needed"),
        ({"weights": {"p": 1, "nobody": 5}}, "nobody is not among the people selected"),
        ({"amounts": {"p": ">= 0", "q": 100}}, "p has >= 0 yuan: an exact number is needed"),
        ({"total": 500}, "the pool holds 100 yuan, not 500 yuan"),
        ({"staff": "staff_group"}, "how many g are is not stated"),
    ],
)
def test_a_division_that_leaves_something_open_is_refused(terms, why):
    pooled = BEFORE.evolve(put=[BonusPool(unit="s", year=2018, total=Yuan(100)), StaffGroup(id="g", parent="s")])
    with pytest.raises(ReformError) as caught:
        applied(DivideBonus(**{"unit": "s", "year": 2018, "staff": STAFF, **terms}), before=pooled)
    assert caught.value.diagnostics[-1].code == "BG593"
    assert why in caught.value.diagnostics[-1].message("en")


def test_a_group_takes_part_with_as_many_as_it_has():
    pooled = BEFORE.evolve(
        put=[BonusPool(unit="s", year=2018, total=Yuan(300)), StaffGroup(id="g", parent="s", count=Count(98))]
    )
    staff = {"kind": "node", "ids": ["p", "q", "g"]}
    change = applied(DivideBonus(unit="s", year=2018, staff=staff), before=pooled)
    assert (shares(change), change.events[-1].among) == ({"p": 3, "q": 3, "g": 294}, 100)


def test_a_second_award_of_one_day_is_refused_and_the_first_one_stays():
    first, second = (GrantAward(holder="a", honour="award", amount=amount) for amount in (50_000, 30_000))
    with pytest.raises(ReformError, match="it is recorded already"):
        applied(first, second)
    later = attrs.evolve(second, date=Date("2020-05-01"))
    assert len(applied(first, later).after.records(Honour)) == 2
