"""Steps over scales: adopting one, placing people on it."""

import attrs
import pytest

from basegov.dates import Date
from basegov.errors import ReformError
from basegov.quantities import Count
from basegov.reforms import AdoptScale, Reform, Regrade, ScaleAdopted, StaffPlaced
from basegov.structure import Career, District, GradePlacement, GradeScale, Staff, Structure
from tests.structure.paying import SCALE

PEOPLE = [
    Staff(id="p", parent="d"), Career(staff="p", post="deputy", years=Count(20), appraisal="good"),
    Staff(id="q", parent="d"), Career(staff="q", appraisal="good"),
]  # fmt: skip
BEFORE = Structure.build([District(id="d"), *PEOPLE], date="2026-01-01")


def applied(*steps, before=BEFORE):
    return Reform(id="r", steps=steps).apply(before)


def place(structure, staff):
    return structure.find_record(GradePlacement, (GradePlacement, staff, "scale"))


def test_a_scale_takes_the_place_of_another_with_the_placements_on_it():
    old = GradeScale(id="old", grades=5, grades_per="scale")
    before = BEFORE.evolve(put=[old, GradePlacement(staff="p", scale="old", grade=3)])
    change = applied(AdoptScale(scale=SCALE, instead_of="old"), before=before)
    assert [s.id for s in change.after.records(GradeScale)] == ["scale"]
    assert change.after.records(GradePlacement) == ()
    (event,) = change.events
    assert isinstance(event, ScaleAdopted)
    assert event.text("en") == "the scale scale was adopted in place of old"
    assert event.text("zh") == "建立等级序列 scale，取代 old"
    assert change.undo() == before


ALL = {"kind": "staff"}


def test_people_are_placed_by_points_with_their_post_as_category():
    change = applied(AdoptScale(scale=SCALE), Regrade(staff={"kind": "staff", "ids": ["p"]}, scale="scale"))
    assert place(change.after, "p") == GradePlacement(
        staff="p", scale="scale", category="deputy", level=2, grade=1, since=Date("2026-01-01")
    )
    event = change.events[-1]
    assert isinstance(event, StaffPlaced)
    assert (event.text("en"), event.text("zh")) == ("p was placed at 2/1 of scale", "p 套入 scale 2/1")


def test_people_whose_place_is_not_decided_are_refused_left_or_bounded():
    with pytest.raises(ReformError) as caught:
        applied(AdoptScale(scale=SCALE), Regrade(staff=ALL, scale="scale"))
    said = caught.value.diagnostics[-1]
    assert said.code == "BG590"
    assert said.message("en") == "q cannot be placed on scale: not stated: years"
    assert said.message("zh") == "无法将 q 套入 scale：未载明：years"
    left = applied(AdoptScale(scale=SCALE), Regrade(staff=ALL, scale="scale", undecided="leave"))
    assert place(left.after, "q") is None
    bounds = applied(AdoptScale(scale=SCALE), Regrade(staff=ALL, scale="scale", undecided="bounds"))
    assert (place(bounds.after, "q").level, place(bounds.after, "q").grade) == (Count("1 .. 2"), Count("1 .. 2"))


def test_a_place_that_is_given_must_be_on_the_scale():
    ladder = GradeScale(id="scale", grades=32, grades_per="scale")
    given = Regrade(staff={"kind": "staff", "ids": ["q"]}, scale="scale", places={"q": 29})  # XZ-038
    assert place(applied(AdoptScale(scale=ladder), given).after, "q").grade == Count(29)
    with pytest.raises(ReformError, match="BG590 q cannot be placed on scale: 33 is not on the scale"):
        applied(AdoptScale(scale=ladder), attrs.evolve(given, places={"q": "33"}))
    with pytest.raises(ReformError):
        applied(AdoptScale(scale=ladder), attrs.evolve(given, staff={"kind": "staff", "within": "p"}))


def test_points_below_the_lowest_grade_are_said():
    poor = attrs.evolve(SCALE, thresholds={"1/1": 90})
    with pytest.raises(ReformError, match="40 points are below the lowest grade"):
        applied(AdoptScale(scale=poor), Regrade(staff={"kind": "staff", "ids": ["p"]}, scale="scale"))


def test_a_placement_of_which_nothing_is_decided_says_so():
    ladder = GradeScale(id="scale", grades=32, grades_per="scale")
    change = applied(AdoptScale(scale=ladder), Regrade(staff=ALL, scale="scale", undecided="bounds"))
    event = change.events[-1]
    assert event.text("en") == "q was placed on scale; where is not decided"
    assert event.text("zh") == "q 套入 scale，等级未定"
