"""Steps on arrangements, forums, responsible persons, estates and social organisations (F13, F20, F21)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import ReformError
from basegov.quantities import Count, Number, Yuan
from basegov.reforms.arrangements import AdoptArrangements
from basegov.reforms.bindings import Bind, ListResponsibilities, ManageEstates
from basegov.reforms.forums import CreateForums, DecideMatter, DeliberateMatter
from basegov.reforms.reform import Reform
from basegov.reforms.social import PurchaseServices, ReachFigure, RegisterOrganisations
from basegov.rules.arrangements import HasArrangements
from basegov.rules.bindings import BindingComplete
from basegov.rules.forums import DeliberatedFirst
from basegov.rules.party import OrgansPerPlace
from basegov.rules.social import FigureByDate
from basegov.rules.units import UnitCount
from basegov.rules.verdicts import Outcome
from basegov.sources import Source
from basegov.structure.arrangements import Arrangement
from basegov.structure.bindings import BindingStep, KeySector, ResponsibilityBinding, ResponsibleCategory
from basegov.structure.cobuilding import LocalOrganisation
from basegov.structure.estates import Estate
from basegov.structure.forums import CommunityDecision, Forum
from basegov.structure.organisations import PartyOrgan
from basegov.structure.snapshot import Structure
from basegov.structure.social import RegistrationTrack, ServicePurchase, SocialOrganisation
from basegov.structure.units import Community, District, Inventory
from basegov.values import NOT_STATED

SOURCE = Source("doc", "BA-077")
OLD = Source("doc", "BA-080")
BEFORE = Structure.build([
    District(id="d"),
    Community(id="a", name="甲社区", parent="d"),
    Community(id="b", name="乙社区", parent="d"),
    PartyOrgan(id="party", parent="a"),
    LocalOrganisation(id="firm", name="物业", parent="d"),
    ResponsibleCategory(id="owners", parent="d"),
    Estate(id="e", parent="a", stars=Count(3), source=OLD),
    SocialOrganisation(id="club", name="棋社", parent="d"),
    SocialOrganisation(id="old", name="老社", parent="d", registration=RegistrationTrack.ORDINARY),
    CommunityDecision(id="lamps", name="路灯", parent="a", topic="public_facilities", decided=Date("2020-04-01")),
    Inventory(scope="d", of="arrangement", complete=True),
])  # fmt: skip


def applied(*steps, before=BEFORE):
    return Reform(id="r", steps=steps).apply(before)


def refused(*steps):
    with pytest.raises(ReformError) as caught:
        applied(*steps)
    return caught.value.text("en"), caught.value.text("zh")


# arrangements


def test_arrangements_are_brought_into_force():
    """WH-059, BA-105: and one that stands is replaced."""
    step = AdoptArrangements(holders="district", kinds=["examination", "registration"], parts="courses", source=SOURCE)
    rule = HasArrangements(of="district", kinds=["examination", "registration"], parts="courses")
    change = applied(step)
    assert [v.outcome for side in (BEFORE, change) for v in rule.check(side)] == [Outcome.VIOLATED, Outcome.MET]
    again = applied(AdoptArrangements(holders="district", kinds="registration"), before=change.after)
    assert again.after.find_record(Arrangement, (Arrangement, "d", "registration")).parts is NOT_STATED
    assert change.events[0].text("en") == "d brought examination into force"
    assert change.events[0].text("zh") == "d 建立 examination"
    assert change.undo() is BEFORE


# forums


def test_every_community_gets_a_forum():
    """BA-119, HZ-061."""
    change = applied(CreateForums(places="community", kind="residents_council", all_parties=True, source=SOURCE))
    rule = OrgansPerPlace(per="community", organ={"kind": "forum", "where": {"kind": "residents_council"}})
    assert {v.outcome for v in rule.check(change)} == {Outcome.MET}
    forum = change.after["a-residents-council"]
    assert (forum.parent, forum.all_parties, forum.topics, forum.source) == ("a", True, NOT_STATED, SOURCE)
    assert change.events[0].text("zh") == "a 设立议事平台 a-residents-council"


def test_a_forum_is_not_set_up_twice():
    step = CreateForums(places="community", kind="mediation")
    assert "a-mediation" in refused(step, step)[0]


FORUM = CreateForums(places={"kind": "community", "ids": ["a"]}, kind="deliberation", topics=["public_facilities"])


def deliberate(matter, date="2020-05-01", **fields):
    return DeliberateMatter(matter=matter, forum="a-deliberation", date=date, **fields)


def test_a_new_matter_is_deliberated_and_then_decided():
    """HZ-062."""
    deliberated = deliberate("square", topic="public_facilities", name="广场")
    change = applied(FORUM, deliberated, DecideMatter(matter="square", date="2020-06-01"))
    matter = change.after["square"]
    assert (matter.parent, matter.name, matter.forum) == ("a", "广场", "a-deliberation")
    (verdict,) = DeliberatedFirst(of={"kind": "community_decision", "ids": ["square"]}).check(change)
    assert verdict.outcome is Outcome.MET
    assert change.events[1].text("zh") == "2020-05-01 在 a-deliberation 协商“square”"
    assert change.events[2].text("en") == "square was decided on 2020-06-01"


def test_to_decide_first_is_possible_and_violates():
    """HZ-061: the step does it, the rule judges it."""
    matter = CommunityDecision(id="m", parent="a", deliberated=None, decided=None)
    change = applied(DecideMatter(matter="m", date="2020-06-01"), before=BEFORE.evolve(put=[matter]))
    (verdict,) = DeliberatedFirst(of={"kind": "community_decision", "ids": ["m"]}).check(change)
    assert verdict.outcome is Outcome.VIOLATED


def test_what_is_decided_is_not_deliberated_afterwards():
    """BG539."""
    en, zh = refused(FORUM, deliberate("lamps"))
    assert "BG539 路灯 was decided on 2020-04-01 and cannot be deliberated afterwards" in en
    assert "BG539 “路灯”已于 2020-04-01 作出决定，不能事后补办协商" in zh
    assert applied(FORUM, deliberate("lamps", "2020-03-01")).after["lamps"].deliberated == Date("2020-03-01")


def test_a_forum_takes_its_own_topics_only():
    """BG548."""
    en, zh = refused(FORUM, deliberate("outing", topic="leisure"))
    assert "BG548 a-deliberation deliberates public_facilities, and leisure is none of these" in en
    assert "BG548 a-deliberation 的议事范围为 public_facilities，不含 leisure" in zh


def test_a_matter_is_decided_once():
    """BG549."""
    en, zh = refused(DecideMatter(matter="lamps", date="2020-06-01"))
    assert "BG549 路灯 was decided already, on 2020-04-01" in en
    assert "BG549 “路灯”已于 2020-04-01 作出决定" in zh


def test_a_matter_has_to_be_one():
    assert "firm" in refused(DecideMatter(matter="firm", date="2020-06-01"))[0]


# responsible persons and estates


@given(st.sets(st.sampled_from(BindingStep)), st.sets(st.sampled_from(BindingStep)))
def test_steps_of_a_binding_add_up(first, second):
    """BA-077: what is done stays done."""
    steps = [Bind(subjects="local_organisation", holder="party", steps=tuple(s)) for s in (first, second) if s]
    if not steps:
        return
    meant = {"kind": "local_organisation", "ids": ["firm"]}
    steps = [Bind(subjects=meant, holder="party", steps=s.steps) for s in steps]
    (binding,) = applied(*steps).after.records(ResponsibilityBinding)
    assert {s for s in BindingStep if getattr(binding, s.value) is True} == first | second


def test_whoever_is_bound_in_three_steps_keeps_the_clause():
    """BA-077."""
    meant = {"kind": "local_organisation", "ids": ["firm"]}
    change = applied(Bind(subjects=meant, category="owners", holder="party", since="2019", source=SOURCE))
    (verdict,) = BindingComplete(of=meant, holder="party_organ").check(change)
    assert verdict.outcome is Outcome.MET
    assert change.events[0].text("zh") == "firm 完成责任绑定：签订责任落实书、履责情况公示、计入诚信体系"
    assert change.events[0].text("en") == "firm was bound: signed, published, recorded"


def test_a_category_has_to_be_one():
    assert "firm" in refused(Bind(subjects="estate", category="firm"))[0]


def test_lists_are_drawn_up_in_sectors_that_are_there_or_new():
    """BA-074, BA-075, BA-076."""
    first = ListResponsibilities(within="d", category="heads", sector="parks", sector_name="工业园区", aspects=["fire"])
    second = ListResponsibilities(within="d", category="owners-of-parks", sector="parks")
    change = applied(first, second)
    assert [sector.name for sector in change.after.records(KeySector)] == ["工业园区"]
    assert {c.sector for c in change.after.records(ResponsibleCategory) if c.id != "owners"} == {"parks"}
    assert change.after["heads"].aspects == ("fire",)
    assert change.events[0].text("zh") == "为 heads 制定责任清单"
    assert "owners" in refused(ListResponsibilities(within="d", category="owners"))[0]


def test_only_the_number_of_lists_may_be_stated():
    """BA-074, BA-075: eight sectors and 33 categories, of which none need be named; BG556 where nothing is given."""
    change = applied(ListResponsibilities(within="d", sectors=8, categories=33))
    rule = UnitCount(within="district", unit="responsible_category", at_least=33, at_most=33)
    assert [v.outcome for v in rule.check(change)] == [Outcome.MET]
    assert change.events[1].text("en") == "duties were listed for 33 (category of responsible persons)"
    assert change.events[1].text("zh") == "责任清单覆盖 33 个责任人类别"
    en, zh = refused(ListResponsibilities(within="d"))
    assert "BG556 nothing is listed for d: neither a category nor a number is given" in en
    assert "BG556 未为d写明任何责任人类别或数量" in zh


def test_estates_get_a_manager_and_keep_what_is_not_named():
    """BA-080: each field keeps its source."""
    change = applied(ManageEstates(estates="estate", manager="firm", convention=True, source=SOURCE))
    estate = change.after["e"]
    assert (estate.manager, estate.stars, estate.convention) == ("firm", Count(3), True)
    assert (estate.source_of("stars"), estate.source_of("manager")) == (OLD, SOURCE)
    assert change.events[0].text("en") == "the management of e was settled"


# social organisations


def test_organisations_are_registered_once():
    """HZ-068, BG547."""
    club = {"kind": "social_organisation", "ids": ["club"]}
    change = applied(RegisterOrganisations(organisations=club, track="simplified", lower_threshold=True, source=SOURCE))
    assert change.after["club"].registration is RegistrationTrack.SIMPLIFIED
    assert change.after["club"].source_of("registration") == SOURCE
    assert change.events[0].text("zh") == "club 完成登记（简化登记）"
    en, zh = refused(RegisterOrganisations(organisations="social_organisation", track="simplified"))
    assert "BG547 老社 is registered already (ordinary)" in en
    assert "BG547 老社已经登记（一般登记）" in zh


def test_services_are_bought():
    """HZ-067, WH-060."""
    step = PurchaseServices(buyers="district", services=["training", "posts"], year=2020, provider="club", amount=10)
    found = applied(step).after.records(ServicePurchase)
    assert [(p.service, p.provider, p.amount) for p in found] == [
        ("training", "club", Yuan(10)),
        ("posts", "club", Yuan(10)),
    ]


def test_a_target_is_reached():
    """BA-122."""
    change = applied(ReachFigure(units="district", figure="supported_projects", amount=50))
    (verdict,) = FigureByDate(unit="district", figure="supported_projects", at_least=50, by="2020").check(change)
    assert verdict.outcome is Outcome.MET
    assert change.events[0].amount == Number(50)
    assert change.events[0].text("zh") == "d 的 supported_projects 达到 50"


def test_forums_and_matters_follow_their_communities_in_a_merger():
    from basegov.reforms import MergeCommunities

    forum = Forum(id="f", parent="b", kind="deliberation")
    before = BEFORE.evolve(put=[forum, CommunityDecision(id="m", parent="b", forum="f")])
    change = applied(MergeCommunities(parts=["a", "b"], into="ab", name="甲乙社区"), before=before)
    assert change.after["f"].parent == change.after["m"].parent == change.after["e"].parent == "ab"


def test_a_threshold_stated_before_stays_when_an_organisation_is_registered():
    lower = SocialOrganisation(id="low", parent="d", lower_threshold=True)
    step = RegisterOrganisations(organisations={"kind": "social_organisation", "ids": ["low"]}, track="simplified")
    assert (
        Reform(id="r", steps=[step]).apply(Structure.build([District(id="d"), lower])).after["low"].lower_threshold
        is True
    )
