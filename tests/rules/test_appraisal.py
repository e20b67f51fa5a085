"""Rules over appraisal shares: street at least 60% (GL-034), community exactly 30% (XZ-018), a rise (HZ-036)."""

from __future__ import annotations

import itertools
from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Share
from basegov.reforms.appraisal import RaiseAppraisalShare, SetAppraisalShare
from basegov.reforms.reform import Reform
from basegov.rules.appraisal import AppraisalShare, AppraisalShareIncreases
from basegov.rules.verdicts import Outcome
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.management import Service
from basegov.structure.organisations import Department, DispatchedAgency, Team, TeamKind
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.values import NOT_STATED

NODES = (
    District(id="d"),
    Street(id="east", name="东街道", parent="d"),
    Street(id="west", name="西街道", parent="d"),
    Community(id="c1", name="一社区", parent="east"),
    Community(id="c2", name="二社区", parent="east"),
    Department(id="bureau", name="城管局", parent="d"),
    DispatchedAgency(id="office", name="城管所", principal="bureau", host="east"),
)
FLOOR = AppraisalShare(
    id="floor", subject="dispatched_agency", evaluator="street", role="street", at_least="60%", period="annual"
)


def structure(*more, period=Period.ANNUAL, complete=False, **shares):
    rows = [
        Appraisal(subject="office", evaluator=e, period=period, share=NOT_STATED if s is None else Share(s))
        for e, s in shares.items()
    ]
    listed = [Inventory(scope="office", of="appraisal", complete=True)] if complete else []
    return Structure.build([*NODES, *rows, *listed, *more])


def only(rule, world, **options):
    (verdict,) = rule.check(world, **options)
    return verdict


@pytest.mark.parametrize(
    ("shares", "outcome", "margin"),
    [
        ({"east": "60%", "bureau": "40%"}, Outcome.MET, "0%"),
        ({"east": "59.99%"}, Outcome.VIOLATED, "-0.01%"),
        ({"east": "45%"}, Outcome.VIOLATED, "-15%"),
        ({"east": ">= 60%"}, Outcome.MET, ">= 0%, <= 40%"),
        ({"east": "> 50%"}, Outcome.UNDETERMINED, "> -10%, <= 40%"),
        ({"east": "< 60%"}, Outcome.VIOLATED, ">= -60%, < 0%"),
        ({"east": None, "bureau": "40%"}, Outcome.UNDETERMINED, ">= -60%, <= 0%"),
        ({"east": None, "bureau": "> 40%"}, Outcome.VIOLATED, ">= -60%, < 0%"),
        ({"bureau": "50%"}, Outcome.VIOLATED, ">= -60%, <= -10%"),
        ({"west": "100%"}, Outcome.VIOLATED, "-60%"),
        ({}, Outcome.UNDETERMINED, ">= -60%, <= 40%"),
    ],
)
def test_a_floor_of_sixty_percent_for_the_own_street(shares, outcome, margin):
    """GL-034: what another evaluator holds is not left for the street."""
    verdict = only(FLOOR, structure(**shares))
    assert (verdict.outcome, verdict.margin.text()) == (outcome, margin)
    assert bool(verdict.missing) == (outcome is Outcome.UNDETERMINED)
    assert verdict.to_dict()["outcome"] == outcome.value


def test_complete_shares_settle_what_one_of_them_leaves():
    assert only(FLOOR, structure(east=None, bureau="40%", complete=True)).outcome is Outcome.MET
    assert only(FLOOR, structure(east=None, bureau="> 40%", complete=True)).outcome is Outcome.VIOLATED


def test_a_violation_says_what_would_mend_it():
    verdict = only(FLOOR, structure(east="45%"))
    assert verdict.reason.code == "below_minimum"
    assert "raise it by at least 15%" in verdict.explain("en")
    assert "至少增加 15%" in verdict.explain("zh")
    assert "raise it by at least 0.5%" in only(FLOOR, structure(east="59.5%")).explain("en")
    above = attrs.evolve(FLOOR, at_least=None, at_most="< 45%")
    assert "set it to less than 45%" in only(above, structure(east="45%")).explain("en")
    assert only(above, structure(east="46%")).reason.code == "above_maximum"


def test_an_open_question_names_the_fact_in_both_languages():
    verdict = only(FLOOR, structure())
    (missing,) = verdict.missing
    assert missing.text("en") == "the share of 东街道 in the annual appraisal of 城管所"
    assert missing.text("zh") == "东街道在城管所年度考核中的权重"


def test_the_other_round_does_not_count_and_an_unspecified_one_may():
    assert only(FLOOR, structure(east="45%", period=Period.MONTHLY)).outcome is Outcome.UNDETERMINED
    assert only(FLOOR, structure(east="45%", period=NOT_STATED)).outcome is Outcome.UNDETERMINED
    complete = structure(east="100%", period=Period.MONTHLY, complete=True)
    assert only(FLOOR, complete).reason.code == "facts_missing"
    any_round = attrs.evolve(FLOOR, period=NOT_STATED)
    assert only(any_round, structure(east="45%", period=Period.MONTHLY)).outcome is Outcome.VIOLATED


def test_an_agency_without_a_known_street_is_open_and_says_so():
    world = structure(DispatchedAgency(id="stray", principal="bureau"), east="60%")
    stray = next(v for v in FLOOR.check(world) if v.subject.id == "stray")
    assert stray.outcome is Outcome.UNDETERMINED
    assert [m.field for m in stray.missing] == ["street", "appraisal"]


def test_a_share_asked_for_without_a_number_is_open():
    verdict = only(attrs.evolve(FLOOR, at_least=None), structure(east="60%"))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.UNDETERMINED, "requirement_not_stated")
    assert verdict.missing[-1].subject == "floor"
    half = attrs.evolve(FLOOR, at_least=NOT_STATED, at_most="80%")
    assert only(half, structure(east="60%")).outcome is Outcome.UNDETERMINED


def test_it_is_not_known_of_whom_a_condition_speaks():
    rule = attrs.evolve(FLOOR, subject={"kind": "dispatched_agency", "where": {"field": "justice"}})
    verdict = only(rule, structure(east="45%"))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.missing[0].field == "field"


@pytest.mark.parametrize(
    "limits",
    [
        {"exactly": "30%", "at_least": "20%"}, {"at_least": "60%", "at_most": "50%"}, {"exactly": ">= 30%"},
        {"at_least": "<= 30%"}, {"at_most": ">= 30%"}, {"at_least": "> 50%", "at_most": "50%"},
    ],
)  # fmt: skip
def test_limits_that_contradict_each_other_are_refused(limits):
    with pytest.raises(InputError, match="BG402"):
        AppraisalShare(subject="team", evaluator="community", **limits)


def test_an_open_limit_stays_open():
    more = AppraisalShare(subject="dispatched_agency", evaluator="street", role="street", at_least="> 50%")
    assert only(more, structure(east="50%", period=NOT_STATED)).outcome is Outcome.VIOLATED
    assert only(more, structure(east="50.1%", period=NOT_STATED)).outcome is Outcome.MET


# XZ-018: each community exactly 30% of its sanitation team

TEAM = Team(id="team", name="环卫队", kind=TeamKind.SANITATION, principal="bureau")
EACH = AppraisalShare(
    id="each", subject={"kind": "team", "where": {"kind": "sanitation"}}, evaluator="community", role="served",
    exactly="30%",
)  # fmt: skip


def cleaned(**shares):
    rows = [Appraisal(subject="team", evaluator=e, share=Share(s)) for e, s in shares.items()]
    return structure(TEAM, Service(provider="team", served="c1"), Service(provider="team", served="c2"), *rows)


@pytest.mark.parametrize(
    ("counted", "shares", "outcomes"),
    [
        ("each", {"c1": "30%", "c2": "30%"}, [Outcome.MET, Outcome.MET]),
        ("together", {"c1": "30%", "c2": "30%"}, [Outcome.VIOLATED]),
        ("together", {"c1": "15%", "c2": "15%"}, [Outcome.MET]),
        ("each", {"c1": "15%", "c2": "15%"}, [Outcome.VIOLATED, Outcome.VIOLATED]),
        ("each", {"c1": "30%"}, [Outcome.MET, Outcome.UNDETERMINED]),
        ("each", {"c1": "80%"}, [Outcome.VIOLATED, Outcome.VIOLATED]),
        ("together", {"c1": "30%"}, [Outcome.UNDETERMINED]),
        ("each", {}, [Outcome.UNDETERMINED, Outcome.UNDETERMINED]),
    ],
)
def test_several_served_communities_count_each_or_together(counted, shares, outcomes):
    verdicts = attrs.evolve(EACH, counted=counted).check(cleaned(**shares))
    assert [v.outcome for v in verdicts] == outcomes
    if counted == "each":
        assert [v.subject.parts for v in verdicts] == [("c1",), ("c2",)]


# every verdict equals the common verdict of all completions


@st.composite
def quarters(draw):
    end = st.none() | st.integers(0, 4).map(lambda n: Fraction(n, 4))
    try:
        return Share.between(draw(end), draw(end), low_open=draw(st.booleans()), high_open=draw(st.booleans()))
    except ValueError:
        assume(False)


@given(
    st.dictionaries(st.sampled_from(["east", "west", "bureau"]), quarters() | st.none()),
    st.booleans(),
    st.sampled_from([{"at_least": "50%"}, {"at_least": "> 50%"}, {"at_most": "25%"}, {"exactly": "50%"}]),
    st.sampled_from(["street", None]),
)
def test_a_verdict_on_partial_shares_is_that_of_all_completions(shares, complete, limits, role):
    rule = AppraisalShare(subject="dispatched_agency", evaluator="street", role=role, period="annual", **limits)
    try:
        world = structure(complete=complete and bool(shares), **shares)
    except Exception:  # the shares cannot come to one
        assume(False)
    grid = [Fraction(n, 16) for n in range(17)]
    points = [[p for p in grid if s is None or p in Share(s)] for s in shares.values()]
    answers = set()
    for values in itertools.product(*points):
        rest = 1 - sum(values)
        if rest < 0 or (rest > 0 and complete and shares):
            continue
        held = dict(zip(shares, values, strict=True))
        # who is not named may be the own street, or any street
        mine = sum(held.get(s, 0) for s in (["east"] if role else ["east", "west"]))
        unnamed = rest if (role is None or "east" not in held) else 0
        answers |= {rule.wanted.__contains__(mine + unnamed * Fraction(n, 4)) for n in range(5)}
    expected = Outcome.UNDETERMINED if len(answers) == 2 else Outcome.MET if answers.pop() else Outcome.VIOLATED
    verdict = only(rule, world)
    assert verdict.outcome is expected
    assert bool(verdict.missing) == (expected is Outcome.UNDETERMINED)


# HZ-036: the share rises

RISES = AppraisalShareIncreases(id="rises", subject="department", evaluator="street", period="annual")


def department(**shares):
    rows = [
        Appraisal(subject="bureau", evaluator=e, period=Period.ANNUAL, share=NOT_STATED if s is None else Share(s))
        for e, s in shares.items()
    ]
    return Structure.build([*NODES, *rows])


def raised(before, *steps):
    return Reform(id="r", steps=steps).apply(before)


RAISE = RaiseAppraisalShare(subjects="department", evaluator="east", period="annual")


def to(share):
    return SetAppraisalShare(subjects="department", evaluator="east", period="annual", share=share, from_="d")


@pytest.mark.parametrize(
    ("steps", "by", "outcome"),
    [
        ([RAISE], NOT_STATED, Outcome.MET),
        ([], NOT_STATED, Outcome.VIOLATED),
        ([to("25%")], NOT_STATED, Outcome.MET),
        ([to("20%")], NOT_STATED, Outcome.VIOLATED),
        ([to("15%")], NOT_STATED, Outcome.VIOLATED),
        ([attrs.evolve(to("20%"), from_="not stated")], NOT_STATED, Outcome.UNDETERMINED),  # another street may gain
        ([attrs.evolve(RAISE, by="5%", from_="d")], "5%", Outcome.MET),
        ([attrs.evolve(RAISE, by="4%", from_="d")], "5%", Outcome.VIOLATED),
        ([RAISE], "5%", Outcome.UNDETERMINED),
        ([attrs.evolve(RAISE, by="5%", from_="d")], "> 5%", Outcome.VIOLATED),
    ],
)
def test_a_rise_with_and_without_a_number(steps, by, outcome):
    verdict = only(attrs.evolve(RISES, by=by), raised(department(east="20%", d="80%"), *steps))
    assert verdict.outcome is outcome, verdict.explain()


def test_a_rise_from_a_share_that_is_not_stated_is_settled_by_the_step():
    before = department(east=None)
    assert only(RISES, raised(before, RAISE)).outcome is Outcome.MET
    assert only(RISES, raised(before)).outcome is Outcome.UNDETERMINED
    verdict = only(RISES, before)
    assert (verdict.outcome, verdict.reason.code) == (Outcome.NOT_APPLICABLE, "judges_a_change")


def test_rules_say_what_they_ask_without_a_clause():
    assert FLOOR.describe("en") == (
        "dispatched agency: share of the street in the annual appraisal must be at least 60%"
    )
    assert FLOOR.describe("zh") == "派出机构：镇街在年度考核中的权重必须不低于60%"
    assert RISES.measure.text("zh") == "镇街在年度考核中的权重的增加"
