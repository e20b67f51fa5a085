"""Categories made one force, unifications, placement, duties, minimum posts (XZ-023 to XZ-030, WH-036 to WH-038)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.reforms.workforce import (
    ConsolidateCategories,
    DefineStaffCategory,
    Placement,
    SetStaffStandards,
    StandardsEnded,
    place,
)
from basegov.rules.bundles import RoleDuties
from basegov.rules.headcounts import Headcount
from basegov.rules.verdicts import Outcome
from basegov.rules.workforce import (
    CategoriesConsolidated,
    EnrolmentConditions,
    EveryonePlaced,
    UnifiedForce,
)
from basegov.structure.posts import PostPool, Reach, posts_of
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory, Street
from basegov.structure.workforce import Enrolment, StaffCategory, StaffStandard, Unification, standard_of
from basegov.values import NOT_STATED

OLD = [f"co-{n}" for n in range(11)]
NEW = "social_worker"
LISTED = [
    Inventory(scope="d", of=kind, complete=True)
    for kind in ("staff", "staff_group", "assignment", "post_pool", "staff_category")
]
NODES = [District(id="d"), Street(id="s", parent="d"), Community(id="c", parent="s"), Community(id="e", parent="s")]
MET, VIOLATED, UNDETERMINED, NOT_ASKED = (
    Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
)  # fmt: skip


def structure(*records, listed=True):
    return Structure.build([*NODES, *(LISTED if listed else []), *records])


def eleven(counts=(None,) * 11):
    """Eleven categories, none of which is named, each with one group of people."""
    return [
        *(StaffCategory(id=old) for old in OLD),
        *(
            StaffGroup(id=f"g-{old}", parent="s", category=old, count=NOT_STATED if n is None else Count(n))
            for old, n in zip(OLD, counts, strict=True)
        ),
    ]


def change(here, *steps):
    return Reform(id="r", steps=steps).apply(here)


def outcomes(rule, world):
    return [verdict.outcome for verdict in rule.check(world)]


CONSOLIDATE = ConsolidateCategories(categories=OLD, into=NEW, name="社会工作者", post_approved=True)


def test_eleven_categories_become_one_and_nobody_is_left():
    """XZ-023: 11 into 1."""
    done = change(structure(*eleven()), CONSOLIDATE)
    assert outcomes(CategoriesConsolidated(into=NEW, exactly=11), done) == [MET]
    assert outcomes(CategoriesConsolidated(into=NEW, exactly=10), done) == [VIOLATED]
    assert {group.category for group in done.after.records(StaffGroup)} == {NEW}
    assert [node.id for node in done.after.records(StaffCategory)] == [NEW]
    assert set(done.lineage.before(NEW)) >= set(OLD)
    assert [who for event in done.events for who in event.people] == [g.id for g in done.before.records(StaffGroup)]
    assert outcomes(CategoriesConsolidated(into=NEW, exactly=11), done.after) == [NOT_ASKED]
    seen = Change(done.before, done.after)
    assert outcomes(CategoriesConsolidated(into=NEW, exactly=11), seen) == [UNDETERMINED]


def test_whoever_is_left_in_an_old_category_is_named():
    done = change(structure(*eleven()), CONSOLIDATE)
    again = done.after.evolve(put=[StaffGroup(id="late", parent="s", category=OLD[0], count=Count(1))])
    late = Change(done.before, again, done.events)
    (verdict,) = CategoriesConsolidated(into=NEW, exactly=11).check(late)
    assert verdict.outcome is VIOLATED
    assert verdict.detail.en == "left in an old category: late"


@given(st.lists(st.integers(0, 9), min_size=11, max_size=11), st.lists(st.integers(0, 5), min_size=2, max_size=2))
def test_consolidation_loses_neither_people_nor_posts(counts, posts):
    pools = [PostPool(unit="s", category=OLD[n], posts=Count(p)) for n, p in enumerate(posts)]
    done = change(structure(*eleven(counts), *pools), CONSOLIDATE)
    assert all(change.exact == 0 for change in done.accounts.values() if change.is_exact)
    assert sum(group.count.exact for group in done.after.records(StaffGroup)) == sum(counts)
    assert posts_of(done.after, Reach(frozenset({"d"})), (NEW,)) == Count(sum(posts))
    assert sum(event.count.exact for event in done.events) == sum(counts)


def test_standards_of_a_category_that_ends_are_said_to_end_with_it():
    standard = StaffStandard(of=OLD[0], respect=Unification.IDENTITY_NAME, standard="协管员")
    done = change(structure(*eleven((1,) * len(OLD)), standard), CONSOLIDATE)
    assert not done.after.records(StaffStandard)
    (event,) = [one for one in done.events if isinstance(one, StandardsEnded)]
    assert event.text("zh") == f"{OLD[0]}的标准（{Unification.IDENTITY_NAME.text('zh')}）终止"


def test_a_category_that_nobody_has_is_refused():
    with pytest.raises(ReformError) as error:
        change(structure(), CONSOLIDATE)
    message = error.value.diagnostics[1].message
    assert message("en") == "nobody of the category co-0 is recorded, and no such category"
    assert message("zh") == "没有co-0类人员的记录，也没有该类别"


LINES = [
    Placement(grade="12", where={"education": "bachelor", "years": ">= 5"}),
    Placement(grade="6", where={"education": ["bachelor", "college"]}),
]


@pytest.mark.parametrize(
    ("education", "years", "grade"),
    [
        ("bachelor", 5, "12"), ("bachelor", 4, "6"), ("college", None, "6"), ("bachelor", None, NOT_STATED),
        (None, 4, "6?"), ("school", 9, NOT_STATED),
    ],
)  # fmt: skip
def test_the_first_line_that_surely_fits_places_somebody(education, years, grade):
    """XZ-029: who is not surely placed has no stated grade."""
    enrolled = Enrolment(
        staff="x", category=NEW, education=education or NOT_STATED,
        years=NOT_STATED if years is None else Count(years),
    )  # fmt: skip
    expected = NOT_STATED if grade == "6?" else grade
    assert place(enrolled, LINES) == expected


def test_a_placement_is_total_only_if_it_leaves_nobody_without_a_grade():
    """XZ-029."""
    people = [Staff(id="a", parent="s", category=OLD[0]), Staff(id="b", parent="s", category=OLD[1])]
    factors = [
        Enrolment(staff="a", category=OLD[0], education="bachelor", years=Count(7)),
        Enrolment(staff="b", category=OLD[1], education="school", years=Count(7)),
    ]
    step = ConsolidateCategories(categories=OLD[:2], into=NEW, placement=LINES)
    partial = change(structure(*people, *factors), step)
    assert outcomes(EveryonePlaced(category=NEW), partial) == [MET, UNDETERMINED]
    total = ConsolidateCategories(categories=OLD[:2], into=NEW, placement=[*LINES, Placement(grade="1")])
    done = change(structure(*people, *factors), total)
    assert outcomes(EveryonePlaced(category=NEW), done) == [MET, MET]
    assert {e.original for e in done.after.records(Enrolment)} == set(OLD[:2])
    without = structure(Staff(id="a", parent="s", category=NEW))
    assert outcomes(EveryonePlaced(category=NEW), without) == [UNDETERMINED]
    all_enrolled = without.evolve(put=[Inventory(scope="d", of="enrolment", complete=True)])
    assert outcomes(EveryonePlaced(category=NEW), all_enrolled) == [VIOLATED]
    assert outcomes(EveryonePlaced(category=NEW), structure()) == [NOT_ASKED]
    assert set(outcomes(EveryonePlaced(category=NEW), structure(listed=False))) == {UNDETERMINED}


@pytest.mark.parametrize(
    ("original", "approved", "parent", "wanted"),
    [
        ("co", True, "c", MET), ("other", True, "c", VIOLATED), ("co", False, "c", VIOLATED),
        ("co", True, "d", VIOLATED), (None, True, "c", UNDETERMINED), ("co", None, "c", UNDETERMINED),
        (None, False, "c", VIOLATED),
    ],
)  # fmt: skip
def test_who_enters_has_an_admissible_origin_an_approved_post_and_works_in_the_street(
    original, approved, parent, wanted
):
    """XZ-028."""
    rule = EnrolmentConditions(category=NEW, sources=["community_worker", "co"], workplace="street")
    enrolled = Enrolment(
        staff="a", category=NEW, original=original or NOT_STATED,
        post_approved=NOT_STATED if approved is None else approved,
    )  # fmt: skip
    here = structure(Staff(id="a", parent=parent, category=NEW), enrolled)
    assert outcomes(rule, here) == [wanted]
    assert outcomes(rule, structure(Staff(id="a", parent=parent, category="driver"))) == [NOT_ASKED]
    assert UNDETERMINED in outcomes(rule, structure(Staff(id="a", parent=parent, category=NOT_STATED), enrolled))


SIX = {respect.value: f"one {respect.value}" for respect in Unification if respect is not Unification.INCENTIVES}


def test_a_group_of_nobody_leaves_nothing_open_whatever_its_category():
    force = StaffGroup(id="force", parent="s", category=NEW, count=Count(9))
    standard = StaffStandard(of="force", respect=Unification.QUOTA, standard="quota")
    rule = UnifiedForce(category=NEW, respects=["quota"])
    for count, expected in ((0, MET), (1, UNDETERMINED)):
        unsorted = StaffGroup(id="unsorted", parent="s", count=Count(count))
        assert outcomes(rule, structure(force, standard, unsorted)) == [expected]


def test_six_unifications_make_one_force():
    """XZ-025: six; XZ-026: one strengthening."""
    standards = [
        StaffStandard(of=f"g-{OLD[n]}", respect=Unification.PAY_STANDARD, standard=f"scale {n}") for n in range(2)
    ]
    before = structure(*eleven(), *standards)
    united = change(before, CONSOLIDATE, SetStaffStandards(of="staff_category", standards=SIX))
    rule = UnifiedForce(category=NEW)
    assert outcomes(rule, united) == [MET] * 6
    assert united.events[-1].text("en").startswith("social_worker: identity name, grade sequence")
    assert united.events[-1].text("zh").startswith("social_worker：明确身份名称、岗级序列")
    assert not [s for s in united.after.records(StaffStandard) if s.of != NEW]
    assert outcomes(UnifiedForce(category=NEW, respects=["incentives"]), united) == [UNDETERMINED]
    split = change(before, CONSOLIDATE)
    assert outcomes(rule, split).count(VIOLATED) == 1  # two pay scales
    assert outcomes(rule, split).count(UNDETERMINED) == 5
    assert outcomes(rule, structure()) == [NOT_ASKED] * 6
    assert outcomes(rule, structure(listed=False)) == [UNDETERMINED] * 6


def test_one_person_with_a_standard_of_their_own_breaks_the_unity():
    one = Staff(id="a", parent="s", category=NEW)
    here = structure(
        StaffCategory(id=NEW), one, Staff(id="b", parent="s", category=NEW),
        StaffStandard(of=NEW, respect=Unification.QUOTA, standard="district"),
        StaffStandard(of="a", respect=Unification.QUOTA, standard="own"),
    )  # fmt: skip
    assert standard_of(here, one, Unification.QUOTA) == "own"
    assert outcomes(UnifiedForce(category=NEW, respects=["quota"]), here) == [VIOLATED]
    of = {"kind": "staff_category", "ids": [NEW]}
    done = change(here, SetStaffStandards(of=of, standards={Unification.QUOTA: "one"}))
    assert outcomes(UnifiedForce(category=NEW, respects=["quota"]), done) == [MET]
    assert [event.people for event in done.events] == [("a",)]


def test_the_duties_of_a_category_are_counted():
    """WH-037: eight duties, which are not listed."""
    done = change(
        structure(), DefineStaffCategory(category="community_worker", quota_managed=True, duty_count=8, payer="d")
    )
    rule = RoleDuties(roles="staff_category", exactly=8)
    assert outcomes(rule, done) == [MET]
    assert outcomes(RoleDuties(roles="staff_category", exactly=9), done) == [VIOLATED]
    assert outcomes(rule, structure(StaffCategory(id="x"))) == [UNDETERMINED]
    again = change(done.after, DefineStaffCategory(category="community_worker", scope="所有社区工作者"))
    node = again.after.node("community_worker")
    assert again.events[0].text("en") == "community_worker: scope laid down"
    assert again.events[0].text("zh") == "community_worker：明确人员范围"
    assert (node.payer, node.scope, node.duty_count) == ("d", "所有社区工作者", Count(8))


PARTY = "party_affairs"


def worker(id_, parent="c", **terms):
    return Staff(id=id_, parent=parent, category=PARTY, **terms)


def test_each_community_has_a_full_time_party_affairs_worker():
    """WH-038: at least one."""
    rule = Headcount(places="community", staff={"kind": "node", "where": {"category": PARTY}}, part_time=False)
    both = structure(worker("a"), StaffGroup(id="g", parent="e", category=PARTY, count=Count(2)))
    assert outcomes(rule, both) == [MET, MET]
    assert outcomes(rule, structure(worker("a"))) == [MET, VIOLATED]
    empty = structure(worker("a"), StaffGroup(id="g", parent="e", category=PARTY, count=Count(0)))
    assert outcomes(rule, empty) == [MET, VIOLATED]
    assert outcomes(rule, structure(worker("a"), StaffGroup(id="g", parent="e", category=PARTY))) == [MET, UNDETERMINED]
    assert set(outcomes(rule, structure(worker("a"), listed=False))) >= {UNDETERMINED}
    helper = Assignment(staff="b", place="e", part_time=True)
    elsewhere = structure(worker("a"), worker("b", "d"), helper)
    assert outcomes(rule, elsewhere) == [MET, VIOLATED]


def test_a_role_is_counted_by_assignments():
    """GL-055: one secretary and two generalists."""
    people = [worker(f"w{n}") for n in range(3)]
    roles = [Assignment(staff=f"w{n}", place="c", role=role) for n, role in enumerate(["secretary", "gen", "gen"])]
    here = structure(*people, *roles)
    places = {"kind": "community", "ids": ["c"]}
    assert outcomes(Headcount(places=places, role="secretary", exactly=1), here) == [MET]
    assert outcomes(Headcount(places=places, role="gen", exactly=2), here) == [MET]
    assert outcomes(Headcount(places=places, role="gen", exactly=1), here) == [VIOLATED]
    unsaid = here.evolve(put=[Assignment(staff="w0", place="c")])
    assert outcomes(Headcount(places=places, role="gen", exactly=2), unsaid) == [UNDETERMINED]


COUNTS = st.one_of(st.none(), st.integers(0, 2))


@given(st.lists(COUNTS, min_size=2, max_size=2), st.integers(0, 4))
def test_partial_headcounts_get_the_common_verdict_of_all_completions(counts, least):
    rule = Headcount(places={"kind": "community", "ids": ["c"]}, at_least=least)

    def world(numbers):
        return structure(*(StaffGroup(id=f"g{n}", parent="c", count=c) for n, c in enumerate(numbers)))

    partial = world([Count("0 .. 2") if c is None else Count(c) for c in counts])
    options = [range(3) if c is None else (c,) for c in counts]
    found = {outcomes(rule, world([Count(a), Count(b)]))[0] for a in options[0] for b in options[1]}
    assert outcomes(rule, partial) == [found.pop() if len(found) == 1 else UNDETERMINED]
