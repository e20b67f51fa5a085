"""Steps that bring services near, with meetings, visits and opening hours (F15, F11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Count, Number
from basegov.reforms.cadences import SetHours, SetRoutine
from basegov.reforms.reform import Reform
from basegov.reforms.services import BuildNetwork, EnableAnywhere, Equip, IntegratePlatforms, PutOnline
from basegov.rules.services import ServiceAvailability, SiteNetwork
from basegov.rules.verdicts import Outcome
from basegov.sources import Source
from basegov.structure.cadences import Cycle, Routine, RoutineKind
from basegov.structure.hours import DayKind, OpeningHours, OpeningMode
from basegov.structure.organisations import CommandCentre, Platform, ServiceCentre, ServiceSite
from basegov.structure.services import Availability, Equipment, ServiceItem, SystemLink, sites_of
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street, UnitGroup
from basegov.terms import LEVELS
from basegov.values import NOT_STATED

BEFORE = Structure.build([
    District(id="d", name="甲区", level=LEVELS["district"]),
    *(Street(id=f"s{n}", name=f"{n}街道", parent="d", level=LEVELS["street"]) for n in range(3)),
    Community(id="c", name="乙社区", parent="s0", level=LEVELS["community"]),
    UnitGroup(id="all", of="community", parent="d", count=Count(124)),
    ServiceItem(id="i", parent="d"), ServiceItem(id="j", parent="d"),
    Platform(id="p", parent="d"), Platform(id="q", name="审批系统", parent="d"),
    Inventory(scope="d", of="street", total=Count(3), complete=True),
])  # fmt: skip
SOURCE = Source("doc", "BA-081")


def applied(*steps, before=BEFORE):
    return Reform(id="r", steps=steps).apply(before)


def network(units, **terms):
    return BuildNetwork(units=units, called="党群服务中心", source=SOURCE, **terms)


def test_a_network_at_three_levels():
    """BA-057, BA-058, BA-059, BA-081: one at each unit, and one in each of the units of a group."""
    group = {"kind": "unit_group", "ids": ["all"]}
    last = network(group, central=True, floor_m2=1800, complete_in="d")
    change = applied(network("district"), network("street"), last)
    centres = change.after.records(ServiceCentre)
    assert [c.id for c in centres] == [f"{u}-service-centre" for u in ("d", "s0", "s1", "s2", "all")]
    assert change.events[0].text("zh") == "在 d 设立站点 d-service-centre"
    assert centres[1].name == "0街道党群服务中心"
    assert (centres[4].area, centres[4].level.key, centres[4].parent) == ("all", "community", "d")
    assert (centres[4].central, centres[4].floor_m2) == (True, Number(1800))
    assert {c.source for c in centres} == {SOURCE}
    assert sum(sites_of(change.after, c).exact for c in centres) == 1 + 3 + 124
    assert change.after.find_record(Inventory, (Inventory, "d", "service_centre")).complete is True
    rule = SiteNetwork(levels={"district": 1, "street": 3, "community": 124})
    assert [v.outcome for v in rule.check(change)] == [Outcome.MET]
    assert change.undo() is BEFORE


@given(st.sets(st.sampled_from(["s0", "s1", "s2"])))
def test_units_with_a_site_are_passed_over(there):
    """BA-081: afterwards every street has exactly one, whatever there was before."""
    sites = [ServiceCentre(id=f"own-{s}", parent=s, area=s, level=LEVELS["street"]) for s in there]
    before = BEFORE.evolve(put=sites)
    if len(there) == 3:
        with pytest.raises(ReformError, match="BG510") as caught:
            applied(network("street"), before=before)
        assert "均已设有服务中心" in caught.value.text("zh")
        return
    after = applied(network("street"), before=before).after
    assert all(len(after.where(ServiceCentre, area=s)) == 1 for s in ("s0", "s1", "s2"))


def test_other_sites_and_their_number():
    """BA-082: 71 stations and points beside the 135 of the network."""
    terms = {"kind": "service_site", "suffix": "others", "count": 206 - 135, "level": NOT_STATED}
    change = applied(network("district", **terms), network("district"))
    others = change.after["d-others"]
    assert (type(others), others.level, sites_of(change.after, others)) == (ServiceSite, NOT_STATED, Count(71))
    assert type(change.after["d-service-centre"]) is ServiceCentre


def test_a_listed_number_grows_with_new_sites():
    before = BEFORE.evolve(put=[Inventory(scope="d", of="service_site", total=Count(5), complete=False)])
    after = applied(network("street"), before=before).after
    assert after.find_record(Inventory, (Inventory, "d", "service_site")).total == Count(8)


def test_command_centres_at_two_levels():
    """GL-038."""
    centres = [BuildNetwork(units=u, kind="command_centre", called="指挥调度中心") for u in ("district", "street")]
    after = applied(*centres).after
    assert [c.id for c in after.records(CommandCentre)] == [f"{u}-command-centre" for u in ("d", "s0", "s1", "s2")]


def test_a_network_of_something_else_is_refused():
    with pytest.raises(ReformError, match="BG511") as caught:
        network("street", kind="canteen")
    assert "不是可组成网络的机构类型" in caught.value.text("zh")


def test_an_id_that_is_taken_and_a_selection_of_nothing_are_refused():
    taken = BEFORE.evolve(put=[Platform(id="s1-service-centre", parent="d")])
    with pytest.raises(ReformError, match="s1-service-centre"):
        applied(network("street"), before=taken)
    with pytest.raises(ReformError, match="BG503"):
        applied(network("functional_zone"))


def test_equipment_takes_the_place_of_what_stood():
    """BA-056, BA-060, BA-061, GL-040, WH-082."""
    change = applied(
        Equip(units="community", items={"vehicle": 1, "canteen": ">= 1"}),
        Equip(units="community", items={"vehicle": 2}),
        Equip(units="community", items={"hotline": 1}, online=True),
        Equip(units="community", items={"meals": 1}, one_of=["canteen", "unified_catering"]),
    )
    rows = {row.item: row for row in change.after.records(Equipment)}
    assert (rows["vehicle"].count, rows["canteen"].count) == (Count(2), Count(">= 1"))
    assert (rows["hotline"].online, rows["meals"].one_of) == (True, ("canteen", "unified_catering"))
    assert [e.item for e in change.events] == ["vehicle", "canteen", "vehicle", "hotline", "meals"]


def test_matters_are_enabled_where_they_lack():
    """BA-094."""
    ready = applied(network("street"), before=BEFORE).after
    one = ready.evolve(put=[Availability(item="i", site="s0-service-centre")])
    change = applied(EnableAnywhere(), before=one)
    assert len(change.after.records(Availability)) == 2 * 3
    assert len(change.events) == 5
    rule = ServiceAvailability()
    lists = [Inventory(scope="d", of=k, complete=True) for k in ("service_item", "service_centre")]
    assert rule.check(change.after.evolve(put=lists))[0].outcome is Outcome.MET
    with pytest.raises(ReformError, match="BG512") as caught:
        applied(EnableAnywhere(), before=change.after)
    assert "均已可办" in caught.value.text("zh")


def test_matters_go_online():
    """BA-092, BA-093: what is not said stays as it was."""
    source = Source("doc", "BA-092")
    after = applied(
        PutOnline(accepted=True, source=source), PutOnline(items={"kind": "service_item", "ids": ["i"]}, approved=False)
    ).after
    assert [(n.accepted_online, n.approved_online) for n in after.records(ServiceItem)] == [
        (True, False),
        (True, NOT_STATED),
    ]
    assert after["i"].source_of("accepted_online") == source


def test_a_platform_takes_systems_in():
    """GL-039, BA-142."""
    change = applied(
        IntegratePlatforms(platform="p", systems=["审批系统"], across=("department", "business", "system"))
    )
    (link,) = change.after.records(SystemLink)
    assert (link.platform, link.system, link.across) == ("p", "q", ("department", "business", "system"))
    with pytest.raises(ReformError, match="BG390"):
        applied(IntegratePlatforms(platform="p", systems=["p"]))


def test_three_meetings_are_arranged_and_arranged_anew():
    """BA-071, BA-126, BA-127."""
    change = applied(
        SetRoutine(who="street", kind="meeting", what="weekly_meeting", times=1, per="week"),
        SetRoutine(who="street", kind="meeting", what="study", times=1, per=None, on="major_event", roles=["deputy"]),
        SetRoutine(who={"kind": "street", "ids": ["s0"]}, kind="meeting", what="weekly_meeting", times=2, per="week"),
    )
    found = {(a.who, a.what): a for a in change.after.records(Routine)}
    assert len(found) == 6
    assert [found[s, "weekly_meeting"].times for s in ("s0", "s1")] == [Count(2), Count(1)]
    study = found["s1", "study"]
    assert (study.kind, study.per, study.on, study.roles) == (RoutineKind.MEETING, None, "major_event", ("deputy",))
    assert found["s0", "weekly_meeting"].per is Cycle.WEEK


def test_hours_of_one_way_are_set_anew():
    """WH-087."""
    change = applied(
        SetHours(sites="community", days=["monday"], opens="09:00", closes="17:00"),
        SetHours(sites="community", days=["saturday", "holiday"], mode="duty"),
        SetHours(sites="community", days="monday", opens="08:00", closes="16:00"),
    )
    rows = change.after.records(OpeningHours)
    assert {(r.mode, r.opens) for r in rows} == {(OpeningMode.DUTY, NOT_STATED), (OpeningMode.REGULAR, "08:00")}
    assert {d for r in rows for d in r.days} == {DayKind.MONDAY, DayKind.SATURDAY, DayKind.HOLIDAY}
    with pytest.raises(ReformError, match="BG391"):
        applied(SetHours(sites="community", days=["monday"], opens="8am", closes="16:00"))


def test_a_link_written_anew_keeps_what_it_bridges():
    across = IntegratePlatforms(platform="p", systems="q", across=("department",))
    (link,) = applied(across, IntegratePlatforms(platform="p", systems="q")).after.records(SystemLink)
    assert link.across == ("department",)
