"""What the kernel does for every rule: force, validity, jurisdiction, subjects that are not listed, margins."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basegov import rules
from basegov.dates import UNSTATED_RANGE, Date, DateRange
from basegov.errors import NotFoundError
from basegov.policies import Policy
from basegov.quantities import Count, Difference, Number, Share, Yuan
from basegov.reforms.changes import Change
from basegov.rules.nodes import NodeRule
from basegov.rules.reports import Report
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rule import RULE_TYPES, Measure, rule
from basegov.rules.verdicts import Measurement, Missing, Outcome, SetValue, Subject
from basegov.sources import Source
from basegov.structure.honours import Honour
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.structure.units import Community, District, Inventory, Street
from basegov.terms import Force
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


@attrs.frozen(kw_only=True)
class HouseholdBounds(NodeRule):
    """A community has a number of households within bounds; *undetermined* while the number is not stated."""

    subject: Selector = attrs.field(default="community", converter=as_selector)
    bounds: Count | NotStated = NOT_STATED

    @property
    def selector(self):
        return self.subject

    @property
    def measure(self):
        return Measure("households", "count", Text("households", "户数"))

    @property
    def requirement(self):
        return Bound(self.bounds)

    def found(self, structure, node):
        known = node.households
        missing = () if known is not NOT_STATED else (Missing(node.id, "households", Text("households", "户数")),)
        return Measurement(value=Count.unknown() if known is NOT_STATED else known, missing=missing)


BOUNDS = HouseholdBounds(id="size", bounds=Count("1000 .. 3000"), source=Source("organic-law", "WH-001"))


def world(*households, code="530102", date="2026-02-01", inventory=True):
    communities = [
        Community(id=f"c{i}", parent="d", households=NOT_STATED if h is None else Count(h))
        for i, h in enumerate(households)
    ]
    listed = [Inventory(scope="d", of="community", complete=True)] if inventory else []
    return Structure.build(
        [District(id="d", code=code or NOT_STATED), *communities, *listed],
        date=NOT_STATED if date is None else date,
    )


def outcomes(rule, structure, **options):
    return [v.outcome for v in rule.check(structure, **options)]


@pytest.mark.parametrize(
    ("households", "outcome", "margin"),
    [
        (1000, Outcome.MET, "0"),
        (2000, Outcome.MET, "+1,000"),
        (3000, Outcome.MET, "0"),
        (999, Outcome.VIOLATED, "-1"),
        (3001, Outcome.VIOLATED, "-1"),
        (None, Outcome.UNDETERMINED, "<= 1,000"),
        (">= 3001", Outcome.VIOLATED, "<= -1"),
        ("1500 .. 1600", Outcome.MET, ">= 500, <= 600"),
        ("< 1000", Outcome.VIOLATED, ">= -1,000, <= -1"),
        ("0 .. 2500", Outcome.UNDETERMINED, ">= -1,000, <= 1,000"),
    ],
)
def test_a_bound_gives_outcome_and_margin(households, outcome, margin):
    (verdict,) = BOUNDS.check(world(households))
    assert (verdict.outcome, verdict.margin.text()) == (outcome, margin)
    assert bool(verdict.missing) <= (outcome is Outcome.UNDETERMINED)


# force


@pytest.mark.parametrize("force", Force)
def test_soft_clauses_warn_and_binding_ones_are_violated(force):
    report = Policy(id="p", rules=[attrs.evolve(BOUNDS, force=force)]).check(world(500))
    assert (len(report.violated), len(report.warnings)) == ((1, 0) if force.binds else (0, 1))
    (verdict,) = report
    assert verdict.outcome is Outcome.VIOLATED
    assert verdict.outcome_text("en") == ("violated" if force.binds else "warning")
    assert verdict.outcome_text("zh") == ("违反" if force.binds else "提示")
    assert verdict.to_dict()["severity"] == ("violation" if force.binds else "warning")


def test_an_exception_with_a_reason_turns_a_violation_into_a_warning_and_nothing_else():
    found = Measurement(value=Count(500), excused="steep slope")
    verdict = BOUNDS.judge(Subject("c", "c"), found)
    assert verdict.is_warning
    assert "steep slope" in verdict.explain("en")
    assert BOUNDS.judge(Subject("c", "c"), attrs.evolve(found, value=Count(1500))).excused == ""


def test_a_prohibition_is_not_turned_round():
    ban = attrs.evolve(BOUNDS, force=Force.MUST_NOT)
    assert outcomes(ban, world(1500)) == [Outcome.MET]
    assert "must be" in ban.describe("en")


# validity


@pytest.mark.parametrize(
    ("date", "outcome", "reason"),
    [
        ("2026-01-01", Outcome.MET, "meets"),
        ("2025-12-31", Outcome.NOT_APPLICABLE, "not_in_force"),
        ("2025", Outcome.NOT_APPLICABLE, "not_in_force"),
        ("2026", Outcome.MET, "meets"),
        (None, Outcome.UNDETERMINED, "date_unknown"),
    ],
)
def test_a_rule_is_asked_from_its_first_day(date, outcome, reason):
    """The law in force from 2026 calls 1,000 to 3,000 households general."""
    dated = attrs.evolve(BOUNDS, valid=DateRange(Date("2026-01-01")))
    (verdict,) = dated.check(world(1500, date=date))
    assert (verdict.outcome, verdict.reason.code) == (outcome, reason)
    assert bool(verdict.missing) == (outcome is Outcome.UNDETERMINED)


def test_the_day_may_be_given():
    dated = attrs.evolve(BOUNDS, valid=DateRange(Date("2026-01-01")))
    assert outcomes(dated, world(1500, date="2020"), on="2027") == [Outcome.MET]
    assert outcomes(dated, world(1500, date=None), on=Date("2020")) == [Outcome.NOT_APPLICABLE]
    assert outcomes(attrs.evolve(BOUNDS, valid=UNSTATED_RANGE), world(1500)) == [Outcome.UNDETERMINED]
    assert outcomes(attrs.evolve(BOUNDS, valid=DateRange(Date("2026-02"))), world(1500)) == [Outcome.UNDETERMINED]
    assert outcomes(BOUNDS, world(1500, date=None)) == [Outcome.MET]


# jurisdiction


@pytest.mark.parametrize(
    ("code", "everywhere", "outcome", "reason"),
    [
        ("530102", False, Outcome.MET, "meets"), ("440402", False, Outcome.NOT_APPLICABLE, "outside_jurisdiction"),
        ("440402", True, Outcome.MET, "meets"), (None, False, Outcome.UNDETERMINED, "jurisdiction_unknown"),
        (None, True, Outcome.MET, "meets"),
    ],
)  # fmt: skip
def test_a_rule_is_asked_in_its_jurisdiction(code, everywhere, outcome, reason):
    local = attrs.evolve(BOUNDS, jurisdiction="5301")
    (verdict,) = local.check(world(1500, code=code), everywhere=everywhere)
    assert (verdict.outcome, verdict.reason.code) == (outcome, reason)


# subjects


def test_subjects_that_are_not_listed_leave_one_more_answer_open():
    """BA-081: 124 communities follow from the text, and not all of them are listed."""
    records = [District(id="d"), Community(id="c", parent="d", households=Count(1500))]
    more = Inventory(scope="d", of="community", total=Count(124))
    verdicts = BOUNDS.check(Structure.build([*records, more]))
    assert [v.reason.code for v in verdicts] == ["meets", "not_all_listed"]
    assert verdicts[1].reason.words == Text("123 more (community) are not listed", "另有 123 个社区未列出")
    assert verdicts[1].missing
    assert outcomes(BOUNDS, Structure.build([*records, attrs.evolve(more, total=Count(1))])) == [Outcome.MET]


def test_without_a_subject_it_is_asked_whether_there_is_none():
    assert [v.reason.code for v in BOUNDS.check(world())] == ["no_subject"]
    assert [v.reason.code for v in BOUNDS.check(world(inventory=False))] == ["none_listed"]


def test_a_node_that_the_structure_does_not_have_leaves_the_rule_open():
    named = attrs.evolve(BOUNDS, subject=Selector(kind="community", within="华山街道"))
    (verdict,) = named.check(world(1500))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.UNDETERMINED, "scope_not_found")
    assert verdict.missing
    with pytest.raises(NotFoundError, match="BG314"):
        attrs.evolve(BOUNDS, subject="comunity").check(world(1500))
    with pytest.raises(NotFoundError, match="BG318"):
        attrs.evolve(BOUNDS, subject=Selector(kind="community", where={"knd": "x"})).check(world(1500))


@pytest.mark.parametrize("applies", Truth)
@pytest.mark.parametrize("value", [Count(500), Count(1500), Count.unknown()])
def test_whether_a_rule_applies_comes_before_what_it_finds(applies, value):
    missing = (Missing("c", "kind", Text("kind", "类型")),)
    verdict = BOUNDS.judge(Subject("c", "c"), Measurement(value=value, applies=applies, missing=missing))
    if applies is Truth.FALSE:
        assert verdict.outcome is Outcome.NOT_APPLICABLE
    elif applies is Truth.UNKNOWN:
        assert (verdict.outcome, verdict.missing) == (Outcome.UNDETERMINED, missing)
    else:
        assert verdict.outcome is Outcome.of(value.within(Count("1000 .. 3000")))


def test_contradictory_facts_are_named_and_nothing_is_computed_from_them():
    words = Text("more than the whole", "超过整体")
    verdict = BOUNDS.judge(Subject("c", "c"), Measurement(value=Count.unknown(), contradiction=words))
    assert (verdict.outcome, verdict.reason.code) == (Outcome.UNDETERMINED, "contradictory_facts")
    assert verdict.measured is verdict.margin is None


# margins against all completions

SMALL = st.tuples(st.integers(0, 8) | st.none(), st.integers(0, 8) | st.none())


@given(SMALL, SMALL)
def test_a_margin_is_the_range_of_distances_to_the_nearer_end(value, wanted):
    try:
        value, wanted = Count.between(*value), Count.between(*wanted)
    except ValueError:
        assume(False)
    requirement = Bound(wanted)
    margin = requirement.margin(value)
    if wanted.says_nothing or (wanted.is_exact and not value.is_exact):
        assert margin is None
        return
    top = 30
    found = [
        min(n - wanted.low if wanted.low else top * 9, top * 9 if wanted.high is None else wanted.high - n)
        for n in range(top) if n in value
    ]  # fmt: skip
    assert margin.kind is Count
    assert margin.low == (min(found) if value.high is not None or wanted.high is None else None)
    if value.high is None and wanted.high is None:
        assert margin.high is None
    else:
        assert margin.high == max(found)
    if margin.low is not None and margin.low >= 0:
        assert requirement.judge(value) is Truth.TRUE
    if margin.high is not None and margin.high < 0:
        assert requirement.judge(value) is Truth.FALSE


@pytest.mark.parametrize(
    ("range_", "value", "margin"),
    [
        (Share("> 0%"), Share("5%"), "+5%"),
        (Share("> 0%"), Share(0), "0%"),
        (Share(0), Share("5%"), "-5%"),
        (Share(1), Share("95%"), "-5%"),
        (Share("40% .. 60%"), Share.unknown(), ">= -40%, <= 10%"),
        (
            Difference.build(0, None, low_open=True, kind=Share),
            Difference.build(0, 1, low_open=True, kind=Share),
            "> 0%, <= 100%",
        ),
        (Number(">= 1/2"), Share("60%"), "+10%"),
    ],
)
def test_margins_of_shares_and_differences(range_, value, margin):
    assert Bound(range_).margin(value).text() == margin


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (SetValue(), Truth.TRUE),
        (SetValue(possible=(Text("a", "甲"),)), Truth.UNKNOWN),
        (SetValue(known=(Text("a", "甲"),), possible=(Text("b", "乙"),)), Truth.FALSE),
    ],
)
def test_a_set_of_objections_must_be_empty(value, truth):
    requirement = NoneOf(Text("objection", "异议"))
    assert requirement.judge(value) is truth
    assert (requirement.text("en"), requirement.text("zh")) == ("no objection", "没有异议")


def test_requirements_are_data_and_abstract_where_nothing_can_be_said():
    assert Bound(Count(3)) == Bound(Count("3"))
    assert Holds(Text("a", "甲")).judge(Truth.UNKNOWN) is Truth.UNKNOWN
    assert Holds(Text("a", "甲")).judge(Count(3)) is Truth.UNKNOWN
    assert Bound(Count(3)).judge(Truth.TRUE) is Truth.UNKNOWN
    with pytest.raises(TypeError, match="abstract"):
        Requirement()
    assert Bound(Count("> 5")).text("zh") == "不低于6"
    assert Bound(Share(Fraction(1, 3))).text("en") == "exactly 1/3"
    assert Bound(NOT_STATED).text("zh") == "未载明"


def test_a_rule_name_is_taken_once():
    known = dict(RULE_TYPES)
    try:
        assert rule(en="bounds", zh="界限")(HouseholdBounds) is rule(en="bounds", zh="界限")(HouseholdBounds)

        class AppraisalShare(HouseholdBounds):
            """Another one."""

        with pytest.raises(ValueError, match="taken"):
            rule(en="x", zh="x")(AppraisalShare)
    finally:
        RULE_TYPES.clear()
        RULE_TYPES.update(known)


def test_a_report_sorts_and_counts():
    report = Policy(id="p", rules=[BOUNDS]).check(world(500, 1500, None))
    assert report.counts == {"violated": 1, "warning": 0, "undetermined": 1, "met": 1, "not_applicable": 0}
    assert report.most_telling() is report.violated[0]
    assert [row["subject"] for row in report.to_rows()] == ["c0", "c1", "c2"]
    assert repr(report) == "<Report structure by p: 1 violated, 1 undetermined, 1 met>"
    assert len(report) == len(list(report)) == len(report.of_rule("size")) == 3
    assert Report(Text("", ""), (), NOT_STATED).most_telling() is None


@pytest.mark.parametrize(
    "rule",
    [
        rules.TrainingDays(people="staff", kind="k", year=2020, at_least="> 1/2"),
        rules.SunkShare(staff="staff", at_least="> 50%"),
        rules.ServiceAvailability(at_least="> 50%"),
        rules.AllotmentsPassedDown(units="community", at_least="> 50%"),
        rules.PropertyShare(of="service_item", field="accepted_online", at_least="> 50%"),
        rules.MergerSimilarity(features={"aged": 1}, at_least="> 50%"),
        rules.TransferComplete(staff="staff", manager="street", at_least="> 50%"),
        rules.KeepsIncome(unit="street", stream="rent", at_least="> 50%"),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_what_must_be_more_than_a_number_is_not_met_by_that_number(rule):
    answers = [rule.requirement.judge(Number(n)) for n in ("1/2", "51/100")]
    assert answers == [Truth.FALSE, Truth.TRUE]


def test_an_award_below_a_limit_must_not_reach_it():
    rule = rules.AwardWithin(holder="staff", honour="award", at_most="< 500")
    for amount, answer in ((499, Outcome.MET), (500, Outcome.VIOLATED)):
        award = Honour(holder="p", honour="award", amount=Yuan(amount))
        found = rule.check(Structure.build([District(id="d"), Staff(id="p", parent="d"), award]))[0]
        assert found.outcome is answer


WHERE = {"kind": "staff", "where": {"category": "worker"}}
SMALL = {"kind": "street", "where": {"code": "990101"}}


@pytest.mark.parametrize(
    "rule",
    [
        rules.CadenceChange(who=WHERE, kind="visit", by="> 0"),
        rules.PurchaseRises(buyer=SMALL),
        rules.PostsNotReduced(unit=SMALL, window=DateRange()),
        rules.AwardWithin(holder=WHERE, honour="award", at_most=500),
        rules.FundShareRises(unit=SMALL, purpose="work"),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_what_is_perhaps_meant_is_left_open_with_the_field_that_would_settle_it(rule):
    award = Honour(holder="p", honour="award", amount=Yuan(900))
    staff, listed = Staff(id="p", parent="s"), Inventory(scope="d", of="staff", complete=True)
    world = Structure.build([District(id="d"), Street(id="s", parent="d"), staff, award, listed])
    found = rule.check(Change(world, world))
    assert {v.outcome for v in found} == {Outcome.UNDETERMINED}
    assert {"category", "code"} & {missing.field for v in found for missing in v.missing}
