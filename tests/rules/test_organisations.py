"""Rules over bodies (HZ-011, HZ-020, HZ-022, HZ-064, BA-024, GL-008 to GL-013)."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.reforms.organisations import MergeBodies
from basegov.reforms.reform import Reform
from basegov.rules.organisations import BodyCount, BodyTemplate, FunctionsKept, OneBody, PostsPooled
from basegov.rules.verdicts import Outcome
from basegov.structure.functions import Function, Performs
from basegov.structure.organisations import BodyKind, Committee, InternalBody, ServiceCentre
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.values import NOT_STATED

PLACES = (District(id="d"), Street(id="s", name="凤阳街道", parent="d"), Community(id="c", parent="s"))


def complete(kind, scope="d"):
    return Inventory(scope=scope, of=kind, complete=True)


def structure(*records):
    return Structure.build([*PLACES, *records])


def outcome(rule, world):
    (verdict,) = rule.check(world)
    return verdict.outcome


OFFICE = BodyCount(id="office", unit="street", body="internal_body", called="党建工作办公室", at_least=1, at_most=1)


def office(id="o", name="凤阳街道党建工作办公室", parent="s", **fields):
    return InternalBody(id=id, name=name, parent=parent, **fields)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([office(), complete("internal_body")], Outcome.MET),
        ([office()], Outcome.UNDETERMINED),
        ([office(), office("p", "党建工作办公室")], Outcome.VIOLATED),
        ([office(name="综合办公室", plates=("党建工作办公室",)), complete("internal_body")], Outcome.MET),
        ([office(parent="c"), complete("internal_body")], Outcome.VIOLATED),
        ([office(name=NOT_STATED), complete("internal_body")], Outcome.UNDETERMINED),
        ([complete("internal_body")], Outcome.VIOLATED),
        ([complete("body")], Outcome.VIOLATED),
        ([Inventory(scope="s", of="internal_body", total=Count(1)), office()], Outcome.MET),
        ([], Outcome.UNDETERMINED),
    ],
)
def test_every_street_has_one_party_building_office(records, expected):
    """HZ-020: a body of a community in the street is none of the street."""
    assert outcome(OFFICE, structure(*records)) is expected


def test_three_committees_of_a_street_are_asked_for_one_by_one():
    """HZ-011."""
    names = ["综合治理委员会", "公共服务委员会", "综合行政执法委员会"]
    world = structure(*(Committee(id=f"k{i}", name=n, parent="s") for i, n in enumerate(names)))
    for name in names:
        assert outcome(BodyCount(unit="street", body="committee", called=name, at_least=1), world) is Outcome.MET
    other = BodyCount(unit="street", body="committee", called="监督委员会", at_least=1)
    assert outcome(other, world) is Outcome.UNDETERMINED


NINE = BodyTemplate(id="nine", unit="street", counts={"office": 1, "bureau": 8})


def bodies(**kinds):
    made = []
    for word, number in kinds.items():
        kind = {} if word == "open" else {"kind": BodyKind(word)}
        made += [InternalBody(id=f"{word}{i}", parent="s", name=f"{word}{i}", **kind) for i in range(number)]
    return made


@pytest.mark.parametrize(
    ("kinds", "listed", "expected"),
    [
        ({"office": 1, "bureau": 8}, True, Outcome.MET),
        ({"office": 1, "bureau": 8, "centre": 1}, True, Outcome.MET),
        ({"office": 1, "bureau": 8}, False, Outcome.UNDETERMINED),
        ({"office": 1, "bureau": 7}, True, Outcome.VIOLATED),
        ({"office": 1, "bureau": 9}, False, Outcome.VIOLATED),
        ({"office": 1, "bureau": 7, "open": 1}, True, Outcome.UNDETERMINED),
        ({"bureau": 7, "open": 1}, True, Outcome.VIOLATED),
        ({}, False, Outcome.UNDETERMINED),
    ],
)
def test_one_office_and_eight_bureaus(kinds, listed, expected):
    """GL-008; the centre of GL-010 is outside the nine."""
    world = structure(*bodies(**kinds), *([complete("internal_body")] if listed else []))
    assert outcome(NINE, world) is expected


def test_one_office_and_two_platforms_by_name_and_nothing_else():
    """BA-024."""
    rule = BodyTemplate(
        unit="community",
        counts={"office": 1, "platform": 2},
        called=["综合办公室", "党群服务平台", "综治平台"],
        closed=True,
    )
    three = [
        InternalBody(id="o", name="综合办公室", kind=BodyKind.OFFICE, parent="c"),
        InternalBody(id="p", name="党群服务平台", kind=BodyKind.PLATFORM, parent="c"),
        InternalBody(id="q", name="综治平台", kind=BodyKind.PLATFORM, parent="c"),
    ]
    listed = complete("internal_body")
    assert outcome(rule, structure(*three, listed)) is Outcome.MET
    fourth = InternalBody(id="x", name="工作站", kind=BodyKind.STATION, parent="c")
    assert outcome(rule, structure(*three, fourth)) is Outcome.VIOLATED
    renamed = attrs.evolve(three[2], name="调解平台")
    assert outcome(rule, structure(*three[:2], renamed, listed)) is Outcome.VIOLATED


@given(st.lists(st.sampled_from(["office", "platform", "station", None]), max_size=4), st.booleans())
def test_bodies_without_a_kind_answer_as_all_completions_do(kinds, closed):
    """BA-024."""
    rule = BodyTemplate(unit="community", counts={"office": 1, "platform": 2}, closed=closed)

    def world(chosen):
        made = [
            InternalBody(id=f"b{i}", name="x", parent="c", **({"kind": BodyKind(k)} if k else {}))
            for i, k in enumerate(chosen)
        ]
        return structure(*made, complete("internal_body"))

    choices = [[k] if k else ["office", "platform", "station", "bureau"] for k in kinds]
    completions = {outcome(rule, world(choice)) for choice in itertools.product(*choices)}
    expected = completions.pop() if len(completions) == 1 else Outcome.UNDETERMINED
    assert outcome(rule, world(kinds)) is expected


TWO_PLATES = OneBody(id="plates", unit="street", names=["公共服务中心", "党群服务中心"])


def centre(id, name, *plates):
    return ServiceCentre(id=id, name=name, parent="s", plates=plates)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([centre("x", "凤阳街道公共服务中心", "党群服务中心"), complete("body")], Outcome.MET),
        ([centre("x", "公共服务中心", "党群服务中心")], Outcome.UNDETERMINED),
        ([centre("x", "公共服务中心"), centre("y", "党群服务中心")], Outcome.VIOLATED),
        ([centre("x", "公共服务中心")], Outcome.VIOLATED),
        ([centre("x", NOT_STATED, "党群服务中心"), complete("body")], Outcome.UNDETERMINED),
        ([complete("body")], Outcome.VIOLATED),
        ([], Outcome.UNDETERMINED),
    ],
)
def test_two_name_plates_are_one_body(records, expected):
    """HZ-022, HZ-023."""
    assert outcome(TWO_PLATES, structure(*records)) is expected


def test_four_platforms_fused_are_one_body():
    """HZ-064."""
    names = ["党群服务中心", "新时代文明实践所", "党校", "两代表一委员联络站"]
    rule = OneBody(unit="street", names=names)
    assert outcome(rule, structure(centre("x", names[0], *names[1:]), complete("body"))) is Outcome.MET
    assert outcome(rule, structure(centre("x", names[0], *names[1:3]), complete("body"))) is Outcome.VIOLATED


# mergers of bodies

STATIONS = (
    InternalBody(id="culture", name="文化站", kind=BodyKind.STATION, parent="s"),
    InternalBody(id="water", name="水利站", kind=BodyKind.STATION, parent="s"),
    Function(id="f1", name="文化服务"),
    Function(id="f2", name="水利服务"),
    Performs(unit="culture", function="f1"),
    Performs(unit="water", function="f2"),
    complete("performs"),
)
MERGE = Reform(
    id="r", steps=[MergeBodies(parts=["culture", "water"], into="centre", name="综合服务中心", kind="centre")]
)
KEPT = FunctionsKept(id="kept", unit="street")
POOLED = PostsPooled(id="pooled")


def test_a_merger_of_stations_loses_and_doubles_no_function():
    """GL-009, GL-011."""
    assert outcome(KEPT, MERGE.apply(structure(*STATIONS))) is Outcome.MET


def test_a_function_that_goes_or_is_left_with_two_bodies_is_violated():
    """GL-009: overlap is to end."""
    before = structure(*STATIONS)
    gone = before.evolve(drop=(Performs(unit="water", function="f2"),))
    (verdict,) = KEPT.check(Change(before, gone))
    assert verdict.outcome is Outcome.VIOLATED
    assert "水利服务" in verdict.explain("zh")
    doubled = before.evolve(put=(Performs(unit="water", function="f1"),))
    assert outcome(KEPT, Change(before, doubled)) is Outcome.VIOLATED


def test_functions_that_may_not_be_listed_leave_it_open_and_none_at_all_is_not_asked():
    """GL-009."""
    assert outcome(KEPT, MERGE.apply(structure(*STATIONS[:-1]))) is Outcome.UNDETERMINED
    assert outcome(KEPT, MERGE.apply(structure(*STATIONS[:2], complete("performs")))) is Outcome.NOT_APPLICABLE
    assert outcome(KEPT, structure(*STATIONS)) is Outcome.NOT_APPLICABLE


def pool(unit, posts):
    return PostPool(unit=unit) if posts is None else PostPool(unit=unit, posts=Count(posts))


@given(*[st.one_of(st.none(), st.integers(0, 9))] * 2)
def test_posts_are_pooled_whatever_they_are(a, b):
    """GL-013: what is not stated is carried over by the reform."""
    before = structure(*STATIONS, pool("culture", a), pool("water", b))
    change = MERGE.apply(before)
    assert outcome(POOLED, change) is Outcome.MET
    if a is not None and b is not None:
        (held,) = change.after.where(PostPool, unit="centre")
        assert held.posts == Count(a + b)
        assert outcome(POOLED, MERGE.apply(before)) is Outcome.MET


def test_posts_that_differ_after_the_merger_are_violated():
    """GL-013."""
    change = MERGE.apply(structure(*STATIONS, pool("culture", 3), pool("water", 4)))
    fewer = change.after.evolve(put=(pool("centre", 6),))
    (verdict,) = POOLED.check(Change(change.before, fewer, change.events))
    assert verdict.outcome is Outcome.VIOLATED
    unknown = change.after.evolve(put=(pool("centre", None),))
    assert outcome(POOLED, Change(change.before, unknown, change.events)) is Outcome.UNDETERMINED


def test_without_a_merger_of_bodies_there_is_nothing_to_pool():
    before = structure(*STATIONS)
    assert outcome(POOLED, Change(before, before)) is Outcome.NOT_APPLICABLE
