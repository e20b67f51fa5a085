"""The composition of leading bodies and of staff: whole numbers, first breaking step, deadline (F19, F22)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import basegov as bg
from basegov.errors import InputError, StructureError
from basegov.quantities import Count, Share
from basegov.reforms.careers import AppointStaff
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import ReleaseStaff
from basegov.reforms.together import Together
from basegov.rules.composition import CompositionShare, Headroom, headroom
from basegov.rules.stages import AtAllTimes, first_breach, look_ahead
from basegov.rules.verdicts import Outcome
from basegov.scenarios.scenario import apply_all
from basegov.structure.careers import CareerRecord, Education, LeadingBody, Schooling, with_education
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import District, Inventory
from basegov.values import NOT_STATED

MET, VIOLATED, OPEN, NOT_ASKED = Outcome.MET, Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
FLOOR = CompositionShare(people="leading_body", posts=["secretary"], at_least="30%")
LISTED = Inventory(scope="d", of="career_record", complete=True)


def bodies(qualified=38, others=78, complete=True):
    """GL-063 and GL-064: 38 of 116."""
    return Structure.build([
        District(id="d"), LeadingBody(id="body", parent="d", complete=complete), LISTED,
        StaffGroup(id="with", parent="body", count=Count(qualified)), CareerRecord(who="with", post="secretary"),
        StaffGroup(id="without", parent="body", count=Count(others)),
    ])  # fmt: skip


def outcome(rule, world, **on):
    (verdict,) = rule.check(world, **on)
    return verdict.outcome


def joiners(n):
    return [AppointStaff(who="without", to="body", count=1) for _ in range(n)]


def leavers(n):
    return [ReleaseStaff(who="with", count=1) for _ in range(n)]


def replacements(n):
    return [Together(steps=[*leavers(1), *joiners(1)]) for _ in range(n)]


# the oracles on the floor of three in ten


def test_38_of_116_is_above_three_in_ten_and_35_is_the_least():
    """GL-062 to GL-065: 10k >= 3n, without rounding."""
    (verdict,) = FLOOR.check(bodies())
    assert verdict.outcome is MET
    assert verdict.measured == Share(Fraction(38, 116))
    assert outcome(FLOOR, bodies(35, 81)) is MET
    assert outcome(FLOOR, bodies(34, 82)) is VIOLATED
    assert headroom(38, 116, Fraction(3, 10)) == Headroom(needed=35, spare=3, joiners=10, leavers=4, replaced=3)


@pytest.mark.parametrize(
    ("steps", "kept", "broken"),
    [(joiners, 10, "38 of 126"), (leavers, 4, "34 of 112"), (replacements, 3, "35 of 116")],
)
def test_the_first_step_that_breaks_the_floor_is_named(steps, kept, broken):
    """GL-062: ten joiners keep it and the eleventh breaks it; four leavers, the fifth; three replaced, the fourth."""
    good = Reform(id="r", steps=steps(kept)).apply(bodies())
    assert first_breach(FLOOR, good) is None
    assert outcome(AtAllTimes(of=FLOOR), good) is MET
    (last,) = FLOOR.check(good)
    assert last.detail.en == broken
    bad = Reform(id="r", steps=steps(kept + 3)).apply(bodies())
    breach = first_breach(FLOOR, bad)
    assert breach.stage.number == kept + 1
    (verdict,) = AtAllTimes(of=FLOOR).check(bad)
    assert verdict.outcome is VIOLATED
    assert verdict.measured.known == (breach.words,)
    assert breach.words.en.startswith(f"step {kept + 1} (")
    assert breach.words.zh.startswith(f"第 {kept + 1} 步（")


def test_a_floor_that_holds_in_the_end_may_be_broken_on_the_way():
    steps = [*joiners(11), AppointStaff(who="with", to="body", count=5)]
    change = Reform(id="r", steps=steps).apply(bodies())
    assert outcome(FLOOR, change) is MET
    assert outcome(AtAllTimes(of=FLOOR), change) is VIOLATED


def test_steps_of_several_reforms_are_counted_through():
    reforms = [Reform(id="a", date="2021-01-01", steps=joiners(8)), Reform(id="b", date="2022-01-01", steps=joiners(3))]
    change = apply_all([bg.Reform(id=r.id, date=bg.Date(r.date), steps=r.steps) for r in reforms], bodies())
    breach = first_breach(FLOOR, change)
    assert (breach.stage.number, breach.stage.reform, str(breach.stage.date)) == (11, "b", "2022-01-01")


@given(st.integers(3, 8), st.lists(st.sampled_from(["join", "qualified joins", "leave"]), max_size=6))
def test_the_first_breach_is_where_counting_by_hand_first_falls_short(qualified, moves):
    """The reference: two counters, and ten times one against three times their sum."""
    have, lack, expected = qualified, qualified * 2, None
    steps = []
    for number, move in enumerate(moves, 1):
        if move == "join":
            lack += 1
            steps += joiners(1)
        elif move == "qualified joins":
            have += 1
            steps.append(AppointStaff(who="with", to="body", count=1))
        elif have > 1:
            have -= 1
            steps += leavers(1)
        else:
            break
        if expected is None and 10 * have < 3 * (have + lack):
            expected = number
    breach = first_breach(FLOOR, Reform(id="r", steps=steps).apply(bodies(qualified, qualified * 2)))
    assert (breach and breach.stage.number) == expected


def test_of_a_change_whose_steps_are_not_known_nothing_is_claimed():
    change = bg.Change(bodies(), bodies(38, 88))
    assert outcome(AtAllTimes(of=FLOOR), change) is OPEN
    assert outcome(AtAllTimes(of=FLOOR), bodies()) is NOT_ASKED


def test_an_open_step_leaves_it_undetermined():
    change = Reform(id="r", steps=[AppointStaff(who="new", to="body", count=9)]).apply(bodies())
    assert outcome(AtAllTimes(of=FLOOR), change) is MET  # of the new group it is known that it has no such record
    open_ = Reform(id="r", steps=[AppointStaff(who="without", to="body", count=Count("9..12"))]).apply(bodies())
    assert outcome(AtAllTimes(of=FLOOR), open_) is OPEN


def test_look_ahead_says_which_appointments_stay_admissible():
    here = bodies(35, 81)
    steps = [
        AppointStaff(who="without", to="body", count=1),
        AppointStaff(who="with", to="body", count=1),
        ReleaseStaff(who="with", count=1),
        ReleaseStaff(who="without", count=1),
        ReleaseStaff(who="nobody"),
    ]
    choices = look_ahead(here, steps, [FLOOR])
    assert [choice.is_admissible for choice in choices] == [False, True, False, True, False]
    assert choices[2].breaks[0].rule is FLOOR
    assert choices[4].refused


def test_headroom_of_a_rule_speaks_of_exact_numbers_alone():
    ((subject, room),) = FLOOR.headroom(bodies())
    assert (subject.id, room.spare) == ("body", 3)
    assert FLOOR.headroom(bodies(complete=NOT_STATED)) == ()


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 10))
def test_headroom_is_what_trying_one_after_the_other_gives(qualified, others, tenths):
    floor, people = Fraction(tenths, 10), qualified + others
    if not people or qualified < floor * people:
        return
    room = headroom(qualified, people, floor)

    def most(after):
        return max(n for n in range(100) if all(after(i) for i in range(n + 1)))

    joined = most(lambda n: qualified >= floor * (people + n))
    left = most(lambda n: n <= qualified and qualified - n >= floor * (people - n))
    replaced = most(lambda n: n <= qualified and qualified - n >= floor * people)
    assert room.joiners == (None if floor == 0 else joined)
    assert (qualified if room.leavers is None else room.leavers) == left
    assert min(room.replaced, qualified) == replaced
    assert room.needed == min(k for k in range(people + 1) if k >= floor * people)


# scope, named people, partial facts


def test_the_scope_is_a_parameter_and_changes_the_answer():
    records = [District(id="d"), LISTED]
    for n, (have, lack) in enumerate([(5, 5), (1, 9)]):
        records += [
            LeadingBody(id=f"b{n}", parent="d", complete=True),
            StaffGroup(id=f"w{n}", parent=f"b{n}", count=Count(have)), CareerRecord(who=f"w{n}", post="secretary"),
            StaffGroup(id=f"o{n}", parent=f"b{n}", count=Count(lack)),
        ]  # fmt: skip
    here = Structure.build(records)
    assert outcome(FLOOR, here) is MET  # 6 of 20 together
    each = CompositionShare(people="leading_body", posts=["secretary"], at_least="30%", each=True)
    assert [v.outcome for v in each.check(here)] == [MET, VIOLATED]


def test_named_people_and_groups_count_together_and_of_nobody_nothing_is_asked():
    here = Structure.build([
        District(id="d"), LeadingBody(id="body", complete=True), LISTED,
        Inventory(scope="x", of="career_record", complete=True),
        Staff(id="x", parent="body"), CareerRecord(who="x", post="secretary"), CareerRecord(who="x", post="clerk"),
        Inventory(scope="g", of="career_record", complete=True), StaffGroup(id="g", parent="body", count=Count(3)),
        CareerRecord(who="g", post="secretary", count=Count(1)),
    ])  # fmt: skip
    (verdict,) = CompositionShare(people="leading_body", posts=["secretary"], at_least="50%").check(here)
    assert (verdict.outcome, verdict.measured) == (MET, Share("50%"))
    empty = Structure.build([LeadingBody(id="body", complete=True)])
    assert outcome(FLOOR, empty) is NOT_ASKED
    assert outcome(FLOOR, Structure.build([District(id="d")])) is OPEN


@pytest.mark.parametrize("complete", [False, NOT_STATED])
def test_members_who_may_be_missing_leave_it_open(complete):
    assert outcome(FLOOR, bodies(complete=complete)) is OPEN


@given(st.integers(0, 4), st.lists(st.sampled_from([True, False, None]), max_size=4))
def test_a_verdict_on_partial_careers_is_the_common_one_of_all_completions(tenths, known):
    """Persons whose career is not recorded may have the post or not."""
    records = [LeadingBody(id="body", complete=True)]
    for n, has in enumerate(known):
        records.append(Staff(id=f"p{n}", parent="body"))
        if has:
            records.append(CareerRecord(who=f"p{n}", post="secretary"))
        if has is False:
            records.append(Inventory(scope=f"p{n}", of="career_record", complete=True))
    rule = CompositionShare(people="leading_body", posts=["secretary"], at_least=Share(Fraction(tenths * 2, 10)))
    answer = outcome(rule, Structure.build(records))
    sure, open_ = known.count(True), known.count(None)
    common = {5 * k >= tenths * len(known) for k in range(sure, sure + open_ + 1)}
    expected = OPEN if len(common) == 2 else MET if common.pop() else VIOLATED
    assert answer is (expected if known else NOT_ASKED)


# education and the deadline


def workers(*levels):
    people = [Staff(id=f"p{n}", parent="d") for n in range(len(levels))]
    taught = [Schooling(who=f"p{n}", level=level) for n, level in enumerate(levels) if level]
    return Structure.build([District(id="d"), Inventory(scope="d", of="staff", complete=True), *people, *taught])


def target(**terms):
    return CompositionShare(people="staff", education="junior college", at_least="100%", **terms)


@pytest.mark.parametrize(
    ("levels", "on", "expected"),
    [
        ((Education.BACHELOR, Education.JUNIOR_COLLEGE), "2019-01-01", MET),  # reached before it is due
        ((Education.BACHELOR, Education.SENIOR_MIDDLE), "2021-07-31", NOT_ASKED),  # not yet due
        ((Education.BACHELOR, Education.SENIOR_MIDDLE), "2021-08-01", VIOLATED),  # missed
        ((Education.BACHELOR, Education.JUNIOR_COLLEGE), "2021-08-01", MET),
        ((Education.BACHELOR, None), "2021-08-01", OPEN),
        ((Education.BACHELOR, None), "2021-07-31", OPEN),  # met if it is reached already, else not yet due
        ((Education.BACHELOR, Education.SENIOR_MIDDLE), "2021", OPEN),  # the day is not precise enough
    ],
)
def test_a_target_is_not_due_met_or_missed(levels, on, expected):
    """BA-111: within three years."""
    assert outcome(target(deadline="2021-08-01"), workers(*levels), on=on) is expected


def test_a_deadline_without_a_day_leaves_only_what_is_reached_decided():
    """BA-111: from when the three years count is not stated."""
    short = workers(Education.SENIOR_MIDDLE)
    (verdict,) = target(deadline=NOT_STATED).check(short, on="2030-01-01")
    assert verdict.outcome is OPEN
    assert "deadline" in {m.field for m in verdict.missing}
    assert outcome(target(deadline=NOT_STATED), workers(Education.MASTER), on="2030-01-01") is MET


def test_a_group_may_be_known_by_its_levels():
    group = StaffGroup(id="g", count=Count(10))
    some = [
        Schooling(who="g", level=Education.BACHELOR, count=Count(4)),
        Schooling(who="g", level=Education.SENIOR_MIDDLE, count=Count(3)),
    ]
    here = Structure.build([group, *some])
    assert with_education(here, group, Education.JUNIOR_COLLEGE) == Count("4..7")
    higher = Structure.build([group, Schooling(who="g", level=Education.BACHELOR, or_higher=True)])
    assert with_education(higher, group, Education.MASTER) == Count("0..10")
    assert with_education(higher, group, Education.BACHELOR) == Count(10)


def test_posts_and_education_exclude_each_other():
    for terms in ({}, {"posts": ["a"], "education": "bachelor"}):
        with pytest.raises(InputError) as raised:
            CompositionShare(people="staff", at_least="30%", **terms)
        (diagnostic,) = raised.value.diagnostics
        assert diagnostic.message("en").endswith("give either posts or an education")
        assert diagnostic.message("zh").endswith("posts 与 education 应恰好给出一项")


def test_no_more_people_can_have_something_than_there_are():
    with pytest.raises(StructureError) as raised:
        Structure.build([
            StaffGroup(id="g", name="组", count=Count(3)), CareerRecord(who="g", post="secretary", count=Count(4)),
        ])  # fmt: skip
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == "BG382"
    assert diagnostic.message("en") == "4 of 组 are said to have something, and there are 3"
    assert diagnostic.message("zh") == "组 中有 4 人具备某项条件，而其总人数为 3"
