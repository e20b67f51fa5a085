"""Social organisations: classes, registration, services bought, targets by a day (F21)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.dates import Date
from basegov.quantities import Number, Yuan
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.reforms.social import PurchaseServices
from basegov.rules.party import CoBuilds
from basegov.rules.properties import ClassesPresent, HasValues
from basegov.rules.social import FigureByDate, PurchaseRises, ServicesPurchased
from basegov.rules.verdicts import Outcome
from basegov.structure.cobuilding import CoBuilding, LocalKind
from basegov.structure.figures import UnitFigure
from basegov.structure.organisations import Department, PartyOrgan
from basegov.structure.snapshot import Structure
from basegov.structure.social import RegistrationTrack, ServicePurchase, SocialOrganisation
from basegov.structure.units import District, Inventory, UnitGroup
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
LISTED = Inventory(scope="d", of="service_purchase", complete=True)
ORGANISATIONS = Inventory(scope="d", of="social_organisation", complete=True)


def built(*records, date="2019-07-31"):
    day = date if date is NOT_STATED else Date(date)
    return Structure.build([District(id="d", name="甲区"), Department(id="b", parent="d"), *records], date=day)


def outcome(rule, *records):
    (found,) = rule.check(built(*records))
    return found.outcome


# classes and registration


@given(st.lists(st.one_of(st.just(NOT_STATED), st.sets(st.sampled_from("abx")).map(tuple)), max_size=3), st.booleans())
def test_each_class_has_an_organisation(classes, listed):
    """HZ-065: the common answer of all completions."""
    rule = ClassesPresent(within="district", of="social_organisation", field="classes", values=("a", "b"))
    organisations = [SocialOrganisation(id=f"o{n}", parent="d", classes=c) for n, c in enumerate(classes)]
    known = {one for c in classes if isinstance(c, tuple) for one in c}
    all_there = {"a", "b"} <= known
    may_be = not listed or any(not isinstance(c, tuple) for c in classes)
    expected = MET if all_there else OPEN if may_be else VIOLATED
    assert outcome(rule, *organisations, *([ORGANISATIONS] if listed else [])) is expected


TRACK = HasValues(
    of={
        "kind": "social_organisation",
        "where": {
            "in_community": True,
            "activities": ["people_service", "charity"],
            "registration": ["simplified", "ordinary"],
        },
    },
    values={"registration": ["simplified"], "lower_threshold": [True]},
)


@pytest.mark.parametrize(
    ("activities", "inside", "track", "lower", "expected"),
    [
        (("people_service",), True, "simplified", True, MET),
        (("charity", "trade"), True, "simplified", True, MET),
        (("charity",), True, "ordinary", True, VIOLATED),
        (("charity",), True, "simplified", False, VIOLATED),
        (("charity",), True, "simplified", NOT_STATED, OPEN),
        (("charity",), True, NOT_STATED, True, OPEN),
        (("charity",), NOT_STATED, "ordinary", False, OPEN),
        (NOT_STATED, True, "ordinary", False, OPEN),
        (("trade",), True, "ordinary", False, NOT_ASKED),
        (("charity",), False, "ordinary", False, NOT_ASKED),
        (("charity",), True, None, False, NOT_ASKED),
    ],
)
def test_whoever_serves_people_in_the_community_has_a_simpler_way_in(activities, inside, track, lower, expected):
    """HZ-068: an eligibility track; of others nothing is asked."""
    registration = RegistrationTrack(track) if isinstance(track, str) else track
    organisation = SocialOrganisation(
        id="o", parent="d", activities=activities, in_community=inside, registration=registration, lower_threshold=lower
    )
    assert outcome(TRACK, organisation, ORGANISATIONS) is expected


def test_a_social_organisation_is_one():
    assert SocialOrganisation(id="o").kind is LocalKind.SOCIAL_ORGANISATION


def test_party_and_social_organisations_are_paired():
    """BA-134."""
    rule = CoBuilds(of="party_organ", partner="social_organisation", forms=("regular_contact", "pairing"))
    there = [PartyOrgan(id="p", parent="d"), SocialOrganisation(id="o", parent="d")]
    listed = Inventory(scope="d", of="co_building", complete=True)
    for forms, expected in ((("pairing", "regular_contact"), MET), (("pairing",), VIOLATED), (NOT_STATED, OPEN)):
        assert outcome(rule, *there, listed, CoBuilding(partners=("p", "o"), forms=forms)) is expected


# services


def bought(amount=NOT_STATED, year=2019, provider="o", service="projects"):
    return ServicePurchase(
        buyer="d", service=service, year=year, provider=provider,
        amount=NOT_STATED if amount is NOT_STATED else Yuan(amount),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("provider", "listed", "expected"),
    [("o", True, MET), ("o", False, MET), ("b", True, VIOLATED), ("b", False, OPEN), (NOT_STATED, True, OPEN)],
)
def test_organisations_carry_out_what_the_government_buys(provider, listed, expected):
    """WH-060: a purchase from somebody else does not do."""
    rule = ServicesPurchased(buyer="district", services="projects")
    records = [SocialOrganisation(id="o", parent="d"), bought(provider=provider)]
    assert outcome(rule, *records, *([LISTED] if listed else [])) is expected


def test_every_service_is_asked():
    """WH-060: training, posts, projects."""
    rule = ServicesPurchased(buyer="district", services=("training", "posts", "projects"))
    there = [SocialOrganisation(id="o", parent="d"), LISTED]
    (found,) = rule.check(built(*there, bought(), bought(service="posts")))
    assert [text.en for text in found.measured.known] == ["training"]


def rises(amount, *records, year=2020):
    step = PurchaseServices(buyers="district", services="projects", year=year, amount=amount)
    change = Reform(id="r", steps=[step]).apply(built(*records))
    (found,) = PurchaseRises(buyer="district").check(change)
    return found


@given(st.integers(0, 50), st.integers(0, 50), st.booleans())
def test_more_is_bought_than_the_year_before(then, now, listed):
    """HZ-067: open while purchases may be missing, since both years may be larger."""
    organisation = SocialOrganisation(id="o", parent="d")
    found = rises(Yuan(now), organisation, bought(then), *([LISTED] if listed else []))
    assert found.outcome is ((MET if now > then else VIOLATED) if listed else OPEN)


def test_amounts_that_are_not_stated_leave_it_open():
    """HZ-067."""
    organisation = SocialOrganisation(id="o", parent="d")
    assert rises(NOT_STATED, organisation, bought(10), LISTED).outcome is OPEN
    assert rises(Yuan(10), organisation, bought(), LISTED).outcome is OPEN
    assert rises(Yuan(1), LISTED).outcome is MET
    assert rises(Yuan(1)).outcome is OPEN


def test_a_purchase_of_an_unknown_year_may_be_of_the_last_one_or_of_one_after_it():
    """HZ-067: bought in 2021 it is all that was bought in the last year."""
    organisation = SocialOrganisation(id="o", parent="d")
    unknown = bought(5, year=NOT_STATED, service="training")
    assert rises(Yuan(16), organisation, bought(10), unknown, LISTED).outcome is OPEN
    assert rises(Yuan(12), organisation, bought(10), unknown, LISTED).outcome is OPEN
    before, after = built(organisation, bought(4), LISTED), built(organisation, bought(12), unknown, LISTED)
    assert PurchaseRises(buyer="district").check(Change(before, after))[0].outcome is MET  # 5 or more in any year


# targets by a day

PROJECTS = FigureByDate(unit="district", figure="supported_projects", at_least=50, by="2020")
FUNDS = FigureByDate(unit="district", figure="charity_funds", at_least="> 100", by="2020")


def figure(name, amount):
    return UnitFigure(unit="d", figure=name, amount=NOT_STATED if amount is NOT_STATED else Number(amount))


@pytest.mark.parametrize(
    ("amount", "day", "expected"),
    [
        (50, "2019-07-31", MET),
        (50, "2021-01-01", MET),
        (49, "2019-07-31", NOT_ASKED),
        (49, "2020-12-31", NOT_ASKED),
        (49, "2021-01-01", VIOLATED),
        (49, "2020", NOT_ASKED),
        (NOT_STATED, "2020-12-31", OPEN),  # met if it is reached already, else not yet due
        (NOT_STATED, "2021-01-01", OPEN),
        ("<= 49", "2021", VIOLATED),
        (">= 49", "2021", OPEN),
    ],
)
def test_not_yet_due_met_missed(amount, day, expected):
    """BA-122: at least 50 projects by 2020."""
    (found,) = PROJECTS.check(built(figure("supported_projects", amount)), on=day)
    assert found.outcome is expected


@pytest.mark.parametrize(("amount", "expected"), [(100, VIOLATED), (101, MET)])
def test_a_target_may_have_to_be_passed(amount, expected):
    """BA-123, where "more than" is read strictly."""
    (found,) = FUNDS.check(built(figure("charity_funds", amount)), on="2021-01-01")
    assert found.outcome is expected


def test_without_a_day_it_is_open_unless_it_is_reached():
    """BA-122."""
    for amount, expected in ((50, MET), (49, OPEN)):
        (found,) = PROJECTS.check(built(figure("supported_projects", amount), date=NOT_STATED))
        assert found.outcome is expected
    assert [m.field for m in found.missing] == ["date"]


def test_a_day_that_is_known_to_the_year_may_decide():
    rule = FigureByDate(unit="district", figure="f", at_least=1, by="2020-06")
    (found,) = rule.check(built(figure("f", 0)), on="2020")
    assert found.outcome is OPEN


def test_the_gap_to_the_target_of_bao_an_is_twenty_funds():
    """BA-100, BA-123: 80 of 100."""
    structure, rule = bg.load_structure("baoan"), bg.load_policy("baoan-2018").rule("hundred-charity-funds-by-2020")
    (now,) = rule.check(structure)
    (later,) = rule.check(structure, on="2021-01-01")
    assert (now.outcome, later.outcome, later.margin.exact) == (NOT_ASKED, VIOLATED, -20)
    assert "not due yet" in now.reason.text("en")
    assert "尚未到期" in now.reason.text("zh")


def test_a_group_of_organisations_carries_out_what_its_members_do():
    group = UnitGroup(id="og", of="social_organisation", parent="d")
    bought_of_group = ServicePurchase(buyer="d", service="training", provider="og")
    assert outcome(ServicesPurchased(buyer="district", services="training"), group, bought_of_group, LISTED) is MET
