"""Makers of posts, pay, money and careers: rules with any parameters are met, and missed by what is to miss them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from basegov.catalog import load_policy
from basegov.dates import Date
from basegov.quantities import Count, Difference, Number, Share, Yuan
from basegov.rules import AllotmentsPassedDown, AtAllTimes, CompositionShare, FundingAmount, PayNotFalling
from basegov.rules.rule import RULE_TYPES, rule_name
from basegov.rules.scales import ScaleCount
from basegov.rules.stages import first_breach
from basegov.rules.verdicts import Outcome
from basegov.structure import Selector
from basegov.structure.careers import Education
from basegov.structure.funds import FundMode
from basegov.terms import LEVELS
from basegov.testing.drafts.draft import CannotMissError
from basegov.testing.drafts.wishes import ClashError
from basegov.testing.generated import valid_changes, valid_structures, violating_changes, violating_structures
from tests.catalog.districts import FIVE
from tests.testing.test_generated import find_first

WORDS = st.sampled_from(["甲", "乙", "丙", "丁"])
PEOPLE = st.sampled_from(["staff", "staff_group", Selector(kind="staff_group", where={"category": "worker"})])
UNITS = st.sampled_from(["community", "street", Selector(kind="community", ids=("east", "west"))])


def several(elements, most=3, least=0):
    """Return a strategy of different values."""
    return st.lists(elements, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def ranges(draw, kind, most):
    """Draw at_least, at_most and exactly, of which at least one is stated and which leave something."""
    low, high = sorted(draw(st.tuples(st.integers(0, most), st.integers(0, most))))
    ends = draw(
        st.sampled_from([{"exactly": low}, {"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}])
    )
    return {name: kind(f"{end}%") if kind is Share else kind(end) for name, end in ends.items()}


SHARES = st.integers(0, 100).map(lambda n: Share(f"{n}%"))
FLOORS = SHARES | st.integers(0, 99).map(lambda n: Share(f"> {n}%"))
BOUNDS = st.sampled_from([">= {}", "<= {}", "> {}", "< {}", "{}"])


def fields(_ranged=None, **strategies):
    """Return a strategy of the parameters of a rule."""
    drawn = st.fixed_dictionaries(strategies)
    return drawn if _ranged is None else st.tuples(drawn, ranges(*_ranged)).map(lambda both: {**both[0], **both[1]})


@st.composite
def bands(draw):
    """Draw bands that rise, with posts or a range of posts each."""
    ends = sorted(draw(st.sets(st.integers(1, 900), max_size=3)))
    posts = st.sampled_from(["3", "2 .. 4", ">= 5", "<= 1", "0"])
    last = draw(st.sampled_from([None, 1000]))
    return tuple({"up_to": end, "posts": draw(posts)} for end in (*ends, last))


PURPOSES = several(st.sampled_from(["work", "culture", "running"]))
VALUES = st.sampled_from(["1", "x", ">= 5"])
ORDERS = st.dictionaries(
    st.sampled_from(["post", "level", "education"]), several(st.sampled_from(["1", "2", "x", "y"])), max_size=2
)
DRAWN = {
    "allotments_passed_down": fields(units=UNITS, categories=several(WORDS), at_least=SHARES),
    "award_within": fields(
        holder=st.sampled_from(["staff", "community"]), honour=WORDS, at_most=st.integers(0, 9).map(Yuan),
        level=st.none() | st.sampled_from(list(LEVELS.values())),
    ),
    "categories_consolidated": fields((Count, 4), into=WORDS),
    "cohort_closed": fields(cohort=st.sampled_from(["cohort", Selector(kind="cohort", ids=("old",))])),
    "component_amount": fields(
        (Yuan, 900), component=WORDS,
        given=st.dictionaries(st.sampled_from(["post", "years", "level"]), VALUES, max_size=2),
    ),
    "composition_share": fields(
        people=st.just("leading_body") | PEOPLE, posts=several(WORDS, least=1), at_least=FLOORS, each=st.booleans(),
    ) | fields(
        people=st.just("leading_body") | PEOPLE, education=st.sampled_from(list(Education)), at_least=FLOORS,
        each=st.booleans(), deadline=st.none() | st.just(Date("2027-05")),
    ),
    "filed_with": fields(people=PEOPLE, office=st.sampled_from(["party-office", "another-office"])),
    "fund_share_rises": fields(unit=UNITS, purpose=WORDS, at_least=st.none() | FLOORS),
    "funded_in_mode": fields(
        unit=UNITS, purposes=PURPOSES, mode=st.sampled_from(list(FundMode)),
        payer=st.sampled_from([None, "parent", "finance"]), year=st.sampled_from([None, 2031]),
    ),
    "funding_amount": fields(
        (Yuan, 900), unit=UNITS, purposes=PURPOSES, payer=st.sampled_from([None, "parent", "finance"]),
        year=st.sampled_from([None, 2031]),
    ),
    "funding_share": fields(
        (Share, 100), unit=UNITS, purposes=PURPOSES, payer=st.sampled_from(["parent", "finance"]),
        year=st.sampled_from([None, 2031]),
    ),
    "funds_change": fields(
        unit=UNITS, purposes=PURPOSES, each=st.booleans(),
        by=st.builds(lambda text, n: Yuan(text.format(n)), BOUNDS, st.integers(-50, 50)),
    ),
    "funds_pooled": fields(
        unit=UNITS, purposes=PURPOSES, spender=st.sampled_from([None, "party_organ", "the-committee", "department"]),
    ),
    "grade_in_range": fields(staff=st.sampled_from(["staff", Selector(kind="staff", within="east")])),
    "has_own_budget": fields(unit=UNITS, budget_unit=st.booleans(), accounts=st.booleans()),
    "mean_pay_rise": fields((Yuan, 900), staff=st.sampled_from(["staff", Selector(kind="staff", ids=("p", "q"))])),
    "office_staff": fields((Count, 6), units=UNITS, staff=st.just("node") | PEOPLE),
    "pay_adds_up": fields(staff=st.sampled_from(["staff", Selector(kind="staff", where={"category": "worker"})])),
    "pay_components": fields(components=several(WORDS), closed=st.booleans(), provisions=several(WORDS)),
    "pay_not_falling": fields(
        staff=st.sampled_from(["staff", Selector(kind="staff", ids=("p", "q"))]), component=st.none() | WORDS,
        unchanged_only=st.booleans(),
    ),
    "pay_rises_with_factors": fields(order=ORDERS, given=st.dictionaries(st.just("title"), WORDS, max_size=1)),
    "pool_comes_out": fields(whole=st.booleans()),
    "pool_users": fields(applicants=several(WORDS), lead=st.sampled_from([None, "party_organ", "department"])),
    "posts_change": fields(
        units=UNITS, categories=several(WORDS),
        exactly=st.integers(-9, 9).map(lambda n: Difference.build(n, n, kind=Count)),
    ),
    "posts_share": fields((Share, 100), units=UNITS, categories=several(WORDS), within=st.just("the district")),
    "posts_total": fields((Count, 40), units=UNITS, categories=several(WORDS)),
    "quota_by_bands": fields(
        units=UNITS, category=WORDS, figure=st.sampled_from(["households", "area", "enterprises"]), bands=bands()
    ),
    "quota_follows_figures": fields(
        units=UNITS, category=WORDS, tolerance=st.sampled_from(["0", "0.5", "0.999", "2"]).map(Number),
        weights=st.dictionaries(
            st.sampled_from(["population", "area", "firms"]), st.integers(1, 3).map(Number), min_size=1, max_size=2
        ),
    ),
    "quota_reserved": fields(
        unit=st.sampled_from(["district", "street"]), category=WORDS, posts=several(WORDS), approver=st.none() | WORDS
    ),
    "rests_on": fields(of=st.sampled_from(["grade_scale", "pay_rule"]), factors=several(WORDS)),
    "scale_size": fields((Count, 40), counted=st.sampled_from(list(ScaleCount))),
    "staff_ratio": fields(
        unit=st.sampled_from(["district", "street"]), people=st.just("reserve"), base=st.just("secretary"),
        at_least=st.sampled_from(["0", "1/3", "1", "2", "5/2"]).map(Number),
    ),
    "staff_within_posts": fields(units=UNITS, category=WORDS),
    "sunk_share": fields(
        staff=PEOPLE, each=st.none() | st.sampled_from(["community", "street"]),
        to=st.sampled_from(["grid", "community"]), at_least=SHARES,
    ),
    "trained": fields(people=PEOPLE, kind=WORDS),
    "training_days": fields(people=PEOPLE, kind=WORDS, year=st.just(2031), at_least=st.integers(0, 9).map(Number)),
    "treatment_unchanged": fields(fields=several(st.sampled_from(["monthly_pay", "category", "employer", "sunk"]))),
    "unfit_replaced": fields(
        people=st.sampled_from(["staff", Selector(kind="staff", ids=("p", "q"))]), post=WORDS
    ),
    "unified_scale": fields(unit=st.sampled_from(["street", "community"]), category=st.none() | WORDS),
}  # fmt: skip
MANY = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def strategies_for(rule):
    """Return what makes worlds that meet a rule, and what makes those that miss it."""
    if rule.judges == "structure":
        return valid_structures, violating_structures
    return valid_changes, violating_changes


def outcomes(rule, world):
    return {verdict.outcome for verdict in rule.check(world)} - {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawn_rule_is_met_and_missed(name):
    @MANY
    @given(st.data())
    def holds(data):
        rule = RULE_TYPES[name].cls(id="drawn", **data.draw(DRAWN[name]))
        valid, violating = strategies_for(rule)
        assert outcomes(rule, data.draw(valid(rule))) == {Outcome.MET}
        try:
            missed = violating(rule)
        except CannotMissError:
            return
        assert Outcome.VIOLATED in outcomes(rule, data.draw(missed))

    holds()


@pytest.mark.parametrize("judges", ["structure", "change"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_drawn_rules_are_met_together_or_it_is_said_which_of_them_clash(judges, data):
    kinds = data.draw(
        st.lists(st.sampled_from([n for n in DRAWN if RULE_TYPES[n].cls.judges == judges]), min_size=2, max_size=3)
    )
    rules = [RULE_TYPES[k].cls(id=f"{n}-{k}", **data.draw(DRAWN[k])) for n, k in enumerate(kinds)]
    valid, violating = strategies_for(rules[0])
    try:
        world = data.draw(valid(rules))
    except ClashError:
        return
    assert all(outcomes(rule, world) == {Outcome.MET} for rule in rules)
    try:
        world = data.draw(violating(rules[0], rules))
    except (ClashError, CannotMissError):
        return
    assert [Outcome.VIOLATED in outcomes(rule, world) for rule in rules] == [True, *[False] * (len(rules) - 1)]


@settings(max_examples=10)
@given(st.data())
def test_of_several_subjects_only_those_miss_a_rule_that_the_others_let_miss_it(data):
    everybody = PayNotFalling(id="everybody", staff="staff")
    some = PayNotFalling(id="some", staff=Selector(kind="staff", ids=("p", "q")))
    change = data.draw(
        violating_changes(everybody, [everybody, some, AllotmentsPassedDown(id="posts", units="street")])
    )
    assert Outcome.VIOLATED in outcomes(everybody, change)
    assert outcomes(some, change) == {Outcome.MET}


def test_what_breaks_at_one_step_and_is_mended_by_the_next_is_no_miss_in_the_end():
    rule = AtAllTimes(id="always", of=CompositionShare(people="leading_body", posts=("secretary",), at_least="30%"))
    change = find_first(violating_changes(rule))
    assert {v.outcome for v in rule.of.check(change)} == {Outcome.MET}
    assert [v.outcome for v in rule.check(change)] == [Outcome.VIOLATED]
    assert first_breach(rule.of, change).stage.number == 1


def test_of_three_bounds_on_one_sum_of_money_those_two_are_named_that_clash():
    rules = [
        FundingAmount(id="running", unit="street", purposes=("running",), at_least=300),
        FundingAmount(id="all", unit="street", at_most=200),
        FundingAmount(id="culture", unit="street", purposes=("culture",), at_least=100),
    ]
    with pytest.raises(ClashError) as raised:
        valid_structures(rules)
    assert set(raised.value.rules) == {"running", "all"}
    valid_structures(rules[::2])


CLAUSES = [
    rule for name in FIVE.values() for rule in load_policy(name).rules
    if rule_name(rule) in {*DRAWN, "at_all_times"} and rule.requirement.is_stated
]  # fmt: skip
CANNOT_BE_MISSED = {"junior-college-within-three-years"}
"""Clauses whose deadline is not dated: until it is, nothing violates them."""


@pytest.mark.parametrize("rule", CLAUSES, ids=lambda rule: rule.id)
def test_a_shipped_clause_is_met_and_missed(rule):
    valid, violating = strategies_for(rule)

    @settings(max_examples=3)
    @given(st.data())
    def holds(data):
        assert outcomes(rule, data.draw(valid(rule))) == {Outcome.MET}
        if rule.id not in CANNOT_BE_MISSED:
            assert Outcome.VIOLATED in outcomes(rule, data.draw(violating(rule)))

    holds()
