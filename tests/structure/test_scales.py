"""Scales of grades: places, what is in range, and placement by points."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import StructureError
from basegov.quantities import Count, Number
from basegov.structure import (
    Career,
    District,
    GradePlacement,
    GradeScale,
    GradesPer,
    PointsPart,
    Staff,
    Structure,
    place_by_points,
)
from basegov.structure.factors import facts_from
from basegov.structure.scales import facts_of, in_scale
from basegov.values import NOT_STATED, Truth
from tests.structure.paying import NOT_STATED as UNKNOWN
from tests.structure.paying import SCALE


@pytest.mark.parametrize(
    ("terms", "cells"),
    [
        ({"levels": 4, "grades": 6, "grades_per": "level"}, "24"),  # WH-048
        ({"categories": "abc", "grades": 35, "grades_per": "scale"}, "35"),  # BA-033, in all
        ({"categories": "abc", "grades": 35, "grades_per": "category"}, "105"),  # BA-033, the other reading
        ({"categories": "abc", "grades": 32, "grades_per": "scale"}, "32"),  # XZ-036
        ({"grades": 35}, "not stated"),
        ({"grades": 6, "grades_per": "level"}, "not stated"),
    ],
)
def test_how_many_places_a_scale_has_hangs_on_what_its_grades_are_counted_in(terms, cells):
    terms = {**terms, **({"categories": tuple(terms["categories"])} if "categories" in terms else {})}
    assert GradeScale(id="s", **terms).cells == Count(cells)


@pytest.mark.parametrize(
    ("terms", "answer"),
    [
        ({"grade": 29}, Truth.TRUE),  # XZ-038
        ({"grade": 1}, Truth.TRUE),
        ({"grade": 32}, Truth.TRUE),
        ({"grade": 33}, Truth.FALSE),
        ({"grade": 0}, Truth.FALSE),
        ({"grade": ">= 30"}, Truth.UNKNOWN),
        ({"grade": ">= 33"}, Truth.FALSE),
        ({}, Truth.UNKNOWN),
        ({"grade": 29, "category": "boss"}, Truth.FALSE),
        ({"grade": 29, "category": NOT_STATED}, Truth.UNKNOWN),
    ],
)
def test_a_grade_lies_on_the_ladder_of_32(terms, answer):
    ladder = GradeScale(id="s", categories=("principal", "deputy", "ordinary"), grades=32, grades_per=GradesPer.SCALE)
    assert in_scale(ladder, GradePlacement(**{"staff": "p", "scale": "s", "category": "principal", **terms})) is answer


@pytest.mark.parametrize(
    ("facts", "points", "places", "below"),
    [
        ({"years": "20", "appraisal": "excellent"}, "50", ("4/6",), False),  # exactly the threshold
        ({"years": "20", "appraisal": "good"}, "40", ("2/1",), False),
        ({"years": "19", "appraisal": "good"}, "20", ("1/2",), False),
        ({"years": "0", "appraisal": "good"}, "10", ("1/1",), False),
        ({"years": "0"}, "10 .. 20", ("1/1", "1/2"), False),
        ({"appraisal": "good"}, "10 .. 40", ("1/1", "1/2", "2/1"), False),
        ({"years": ">= 12", "appraisal": "excellent"}, "30 .. 50", ("2/1", "4/6"), False),
    ],
)
def test_points_put_people_at_one_place_or_leave_several(facts, points, places, below):
    placed = place_by_points(SCALE, facts_from(facts))
    assert (placed.points, placed.places, placed.below) == (Number(points), places, below)
    assert (placed.place is None) is (len(places) > 1)


@pytest.mark.parametrize(
    ("thresholds", "years", "places", "below", "lacking"),
    [
        ({1: 10, 2: NOT_STATED, 3: 30}, 20, ("1", "2"), False, ["2"]),
        ({1: 10, 2: ">= 15", 3: 30}, 20, ("1", "2"), False, ["2"]),
        ({1: 10, 2: ">= 25", 3: 30}, 20, ("1",), False, []),
        ({1: 10, 2: "15 .. 20", 3: 30}, 20, ("2",), False, []),
        ({1: NOT_STATED, 2: 20, 3: 30}, 5, ("1",), True, ["1"]),
        ({1: NOT_STATED, 2: 20, 3: 30}, 20, ("2",), False, []),
        ({1: 10, 2: 20, 3: NOT_STATED}, 20, ("2",), False, []),
        ({1: 10, 2: 20, 3: NOT_STATED}, 21, ("2", "3"), False, ["3"]),
        ({1: 10, 2: NOT_STATED, 3: NOT_STATED, 4: 30}, 20, ("1", "2", "3"), False, ["2", "3"]),
    ],
)
def test_a_threshold_that_is_not_stated_leaves_the_place_open(thresholds, years, places, below, lacking):
    points = PointsPart(name="years", by="years", points={str(n): n for n in range(60)})
    scale = GradeScale(id="s", grades=4, grades_per="scale", direction="up", points=(points,), thresholds=thresholds)
    placed = place_by_points(scale, facts_from({"years": str(years)}))
    assert (placed.places, placed.below) == (places, below)
    assert [lack.what.en for lack in placed.lacks] == [f"the points for {cell}" for cell in lacking]
    assert placed.place == (None if lacking else places[0])
    down = attrs.evolve(scale, direction="down", thresholds={5 - int(c): t for c, t in thresholds.items()})
    assert place_by_points(down, facts_from({"years": str(years)})).places == tuple(str(5 - int(p)) for p in places)
    unordered = place_by_points(attrs.evolve(scale, direction=NOT_STATED), facts_from({"years": str(years)}))
    assert set(places) <= set(unordered.places)


def test_below_the_scale_and_without_points():
    stricter = attrs.evolve(SCALE, thresholds={"1/1": 20, "1/2": 30})
    placed = place_by_points(stricter, facts_from({"years": "0", "appraisal": "good"}))
    assert (placed.places, placed.below, placed.place) == ((), True, None)
    nothing = place_by_points(attrs.evolve(SCALE, thresholds={}), facts_from({}))
    assert nothing.place is None
    assert [lack.field for lack in nothing.lacks] == ["thresholds"]


values = {"years": ("0", "9", "10", "20", "41"), "appraisal": ("excellent", "good")}


@given(st.fixed_dictionaries({k: st.sampled_from((*v, UNKNOWN)) for k, v in values.items()}), st.data())
def test_every_completion_is_placed_at_a_place_that_was_possible(facts, data):
    known = {k: data.draw(st.sampled_from(values[k])) for k, v in facts.items() if v is UNKNOWN}
    exact, possible = (place_by_points(SCALE, facts_from(f)) for f in ({**facts, **known}, facts))
    assert exact.place in possible.places


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_years_never_lead_to_a_lower_place(a, b):
    order = list(SCALE.thresholds)
    less, more = (
        place_by_points(SCALE, facts_from({"years": str(y), "appraisal": "good"})).place for y in sorted((a, b))
    )
    assert order.index(less) <= order.index(more)


def test_facts_of_a_person_come_from_career_place_and_points():
    career = Career(staff="p", years=Count(20), appraisal="excellent", other={"shift": "night"})
    place = GradePlacement(staff="p", scale="scale", category="deputy", level=2, grade=1)
    person = Staff(id="p", parent="d", category="worker")
    fact = facts_of(Structure.build([District(id="d"), person, SCALE, career, place]), person, "scale")
    assert [fact(f) for f in ("level", "grade", "grade_category", "category", "shift", "title", "points")] == [
        Count(2), Count(1), "deputy", "worker", "night", NOT_STATED, Number(50),
    ]  # fmt: skip


def test_bounds_of_thresholds_against_the_direction_are_refused():
    with pytest.raises(StructureError, match="BG371"):
        Structure.build([attrs.evolve(SCALE, thresholds={"1/1": ">= 30", "1/2": NOT_STATED, "2/1": "<= 30"})])
    Structure.build([attrs.evolve(SCALE, thresholds={"1/1": ">= 30", "1/2": NOT_STATED, "2/1": "<= 40"})])


def test_thresholds_against_the_direction_are_refused():
    with pytest.raises(StructureError) as caught:
        Structure.build([attrs.evolve(SCALE, direction="down")])
    assert caught.value.diagnostics[0].message("en") == (
        "scale: the place 2/1 is above 4/6 (the smaller number is higher) and needs no more points"
    )
    assert caught.value.diagnostics[0].message("zh") == "scale：2/1 高于 4/6（数小者高），所需积分却不更多"
    Structure.build([attrs.evolve(SCALE, direction="down", thresholds={"1/1": 50, "1/2": 40, "2/1": 30})])
    with pytest.raises(StructureError, match="BG370"):
        Structure.build([attrs.evolve(SCALE, thresholds={"1": 10})])
