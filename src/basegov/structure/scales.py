"""Scales of grades: categories of posts, levels, grades, what is higher, and placement by points."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

import attrs

from basegov.dates import Date
from basegov.diagnostics.pay import BAD_ROW_OF_FACTORS, THRESHOLDS_AGAINST_DIRECTION
from basegov.errors import Diagnostic
from basegov.exact import Exact
from basegov.quantities import Count, Number
from basegov.structure.employment import career_fact
from basegov.structure.factors import Fact, Facts, Lack, as_number, as_number_rows, columns_of, values_of
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, record
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Language, Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, Truth, as_words, stated_words

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class GradesPer(enum.Enum):
    """In what the grades of a scale are counted."""

    SCALE = "scale"
    CATEGORY = "category"
    LEVEL = "level"

    def text(self, lang: Language = "en") -> str:
        """Return the word."""
        return {"scale": "全序列", "category": "每类", "level": "每级"}[self.value] if lang == "zh" else self.value


class Direction(enum.Enum):
    """Which number is the higher grade."""

    UP = "up"
    DOWN = "down"

    def text(self, lang: Language = "en") -> str:
        """Return what it means."""
        if lang == "zh":
            return "数大者高" if self is Direction.UP else "数小者高"
        return "the larger number is higher" if self is Direction.UP else "the smaller number is higher"


@attrs.frozen(kw_only=True)
class PointsPart:
    """Points for one factor, or for several together.

    Parameters
    ----------
    name : str
        What the points are for.
    by : tuple of str
        The factors.
    points : mapping of str to Number
        Points for each row of values; see `basegov.structure.factors`.
    otherwise : Number, optional
        Points where no row fits.
    complete : bool
        Whether the rows list every value that there can be.
    """

    name: str
    by: tuple[str, ...] = attrs.field(converter=as_words)
    points: FrozenMap[str, Number | NotStated] = attrs.field(converter=as_number_rows)
    otherwise: Number | NotStated = attrs.field(default=NOT_STATED, converter=as_number)
    complete: bool = False


def as_count(value: Any) -> Count | NotStated:
    """Return a number of things, or not stated (the converter of fields)."""
    return value if isinstance(value, NotStated) else Count(value)


def _as_per(value: Any) -> GradesPer | NotStated:
    return value if isinstance(value, NotStated) else GradesPer(value)


def _as_direction(value: Any) -> Direction | NotStated:
    return value if isinstance(value, NotStated) else Direction(value)


def _as_parts(value: Iterable[PointsPart]) -> tuple[PointsPart, ...]:
    return tuple(value)


@record("grade_scales", en="grade scale", zh="岗位等级序列")
@attrs.frozen(kw_only=True)
class GradeScale(Node):
    """A scale on which people are placed.

    Parameters
    ----------
    category : str, optional
        Category of staff for which it is.
    categories : tuple of str, optional
        Categories of posts.
    levels : Count, optional
        Number of levels above the grades.
    grades : Count, optional
        Number of grades, in what `grades_per` says.
    grades_per : GradesPer, optional
        Whether the grades are counted in the whole scale, in each category or in each level.
    direction : Direction, optional
        Which number is higher, of levels and of grades.
    points : tuple of PointsPart
        Placement by points: what gives points.
    thresholds : mapping of str to Number
        The least points for each place, written ``level/grade``, or ``grade`` where there are no levels.
    """

    category: str | NotStated = NOT_STATED
    categories: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    levels: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    grades: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    grades_per: GradesPer | NotStated = attrs.field(default=NOT_STATED, converter=_as_per)
    direction: Direction | NotStated = attrs.field(default=NOT_STATED, converter=_as_direction)
    points: tuple[PointsPart, ...] = attrs.field(default=(), converter=_as_parts)
    thresholds: FrozenMap[str, Number | NotStated] = attrs.field(default=EMPTY, converter=as_number_rows)

    @property
    def cells(self) -> Count:
        """How many places the scale has: 24 for four levels of six grades."""
        if isinstance(self.grades, NotStated) or isinstance(self.grades_per, NotStated):
            return Count.unknown()
        factor: Count | NotStated = Count(1)
        if self.grades_per is GradesPer.CATEGORY:
            factor = NOT_STATED if isinstance(self.categories, NotStated) else Count(len(self.categories))
        elif self.grades_per is GradesPer.LEVEL:
            factor = self.levels
        factor = Count.unknown() if isinstance(factor, NotStated) else factor
        low, high = (None if a is None or b is None else a * b for a, b in
                     ((factor.low, self.grades.low), (factor.high, self.grades.high)))  # fmt: skip
        return Count.between(low, high)


@record("grade_placements", en="placement on a scale", zh="岗位等级")
@attrs.frozen(kw_only=True)
class GradePlacement(Relation):
    """Where a person stands on a scale.

    Parameters
    ----------
    staff : str
        The person, or a group all of which stands there.
    scale : str
        The scale.
    category : str, optional
        Category of the post.
    level : Count, optional
        The level, by its number; a bound while it is not known exactly.
    grade : Count, optional
        The grade, by its number.
    since : Date, optional
        Since when.
    """

    staff: Annotated[str, Ref("staff", "staff_group")]
    scale: Annotated[str, Ref("grade_scale")]
    category: str | NotStated = NOT_STATED
    level: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    grade: Count | NotStated = attrs.field(default=NOT_STATED, converter=as_count)
    since: Date | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("staff", "scale")


ONE: Final = 1


def in_scale(scale: GradeScale, place: GradePlacement) -> Truth:
    """Say whether category, level and grade of a placement belong to a scale; unknown where one is not stated."""
    answers = [_number_in(place.level, scale.levels), _number_in(place.grade, scale.grades)]
    if isinstance(scale.levels, NotStated) and isinstance(place.level, NotStated):
        answers = answers[1:]
    if not isinstance(scale.categories, NotStated):
        named = not isinstance(place.category, NotStated)
        answers.append(Truth.of(place.category in scale.categories) if named else Truth.UNKNOWN)
    return Truth.all(answers)


def _number_in(number: Count | NotStated, top: Count | NotStated) -> Truth:
    if isinstance(number, NotStated):
        return Truth.UNKNOWN
    if number.high is not None and number.high < ONE:
        return Truth.FALSE
    if isinstance(top, NotStated) or top.low is None:
        return Truth.UNKNOWN
    sure = number.within(Count.between(ONE, top.low))
    possible = number.within(Count.between(ONE, top.high))
    return Truth.FALSE if possible is Truth.FALSE else Truth.TRUE if sure is Truth.TRUE else Truth.UNKNOWN


def placement_of(structure: Structure, staff: str, scale: str | None = None) -> GradePlacement | None:
    """Return where a person stands on a scale; on the only one where none is named; None where that is not recorded."""
    if scale is not None:
        return structure.find_record(GradePlacement, (GradePlacement, staff, scale))
    found = structure.where(GradePlacement, staff=staff)
    return found[0] if len(found) == 1 else None


def facts_of(structure: Structure, node: Staff | StaffGroup, scale: str | NotStated = NOT_STATED) -> Facts:
    """Return what is known of a person, by factor: career, place on the scale, and points."""

    def fact(factor: str) -> Fact:
        if factor in ("level", "grade", "grade_category"):
            place = placement_of(structure, node.id, scale if isinstance(scale, str) else None)
            return NOT_STATED if place is None else getattr(place, factor.removeprefix("grade_"))
        if factor == "points" and isinstance(scale, str):
            found = structure.node(scale)
            return points_of(found, fact)[0] if isinstance(found, GradeScale) else NOT_STATED
        return career_fact(structure, node, factor)

    return fact


def points_of(scale: GradeScale, facts: Facts) -> tuple[Number, tuple[Lack, ...]]:
    """Return the points of someone on a scale, as far as they are known, with what they hang on."""
    total = Number(0)
    lacks: list[Lack] = []
    for part in scale.points:
        points, missing = values_of(
            part.name, part.by, part.points, facts,
            otherwise=part.otherwise, complete=part.complete, unknown=Number.unknown(),
        )  # fmt: skip
        total = total + points
        lacks += missing
    return total, tuple(dict.fromkeys(lacks))


@attrs.frozen
class Placed:
    """Where points put someone.

    Parameters
    ----------
    places : tuple of str
        The places that are possible, lowest first; exactly one when the points decide. Empty: below the scale.
    below : bool
        Whether the points may be too few for the lowest place.
    points : Number
        The points.
    lacks : tuple of Lack
        What they hang on.
    """

    places: tuple[str, ...]
    below: bool
    points: Number
    lacks: tuple[Lack, ...]

    @property
    def place(self) -> str | None:
        """The place, or None while it is not decided or below the scale."""
        return self.places[0] if len(self.places) == 1 and not self.below else None

    def numbers(self) -> tuple[Count | NotStated, Count | NotStated]:
        """Return level and grade, as bounds where several places are possible."""
        if not self.places or self.below:
            return NOT_STATED, NOT_STATED
        pairs = [([NOT_STATED] + [int(p) for p in place.split("/")])[-2:] for place in self.places]
        found: list[Count | NotStated] = []
        for numbers in zip(*pairs, strict=True):
            known = [n for n in numbers if isinstance(n, int)]
            found.append(Count.between(min(known), max(known)) if len(known) == len(numbers) else NOT_STATED)
        return found[0], found[1]


def place_by_points(scale: GradeScale, facts: Facts) -> Placed:
    """Return where points put someone on a scale.

    The place is the one with the highest threshold that the points reach. It is not decided while the points, or a
    threshold, are known only in part.
    """
    points, lacks = points_of(scale, facts)
    found = _thresholds(scale)
    if all(least.says_nothing for _, least in found):
        return Placed((), True, points, (Lack("thresholds", Text("the points for each grade", "各等级所需积分")),))
    below = all(_may_miss(points, least) for _, least in found)
    places = []
    for n, (cell, least) in enumerate(found):
        above = found[n + 1 :] if _ordered_cells(scale) else [pair for pair in found if _is_higher(pair[1], least)]
        if _may_reach(points, least) and all(_may_miss(points, higher) for _, higher in above):
            places.append(cell)
    if len(places) + below > 1:
        lacks += tuple(
            Lack("thresholds", Text(f"the points for {cell}", f"{cell} 所需积分"))
            for cell, least in found
            if not least.is_exact and _may_reach(points, least) and _may_miss(points, least)
        )
    return Placed(tuple(places), below, points, lacks)


def _may_reach(points: Number, least: Number) -> bool:
    if points.high is None or least.low is None or points.high > least.low:
        return True
    return points.high == least.low and not points.high_open and not least.low_open


def _may_miss(points: Number, least: Number) -> bool:
    return points.low is None or least.high is None or points.low < least.high


def _is_higher(one: Number, other: Number) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _ordered_cells(scale: GradeScale) -> list[str]:
    """Return the places that have a threshold, lowest first; none where the direction is not stated."""
    parts = {cell: [p.strip() for p in cell.split("/")] for cell in scale.thresholds}
    if isinstance(scale.direction, NotStated) or not all(p.isdecimal() for row in parts.values() for p in row):
        return []
    return sorted(parts, key=lambda cell: list(map(int, parts[cell])), reverse=scale.direction is Direction.DOWN)


def _thresholds(scale: GradeScale) -> list[tuple[str, Number]]:
    """Return the thresholds, lowest first, as far as they are known: between those of the places around them."""
    stated = {c: Number.unknown() if isinstance(t, NotStated) else t for c, t in scale.thresholds.items()}
    cells = _ordered_cells(scale)
    if not cells:
        return sorted(stated.items(), key=lambda pair: (pair[1].low is None, pair[1].low or 0))
    for before, cell in pairwise(cells):
        least, floor = stated[cell], stated[before].low
        if not least.is_exact and floor is not None and (least.low is None or least.low <= floor):
            stated[cell] = _bounded(least, floor, least.high, low_open=True, high_open=least.high_open)
    for cell, after in pairwise(reversed(cells)):
        least, top = stated[after], stated[cell].high
        if not least.is_exact and top is not None and (least.high is None or least.high >= top):
            stated[after] = _bounded(least, least.low, top, low_open=least.low_open, high_open=True)
    return [(cell, stated[cell]) for cell in cells]


def _bounded(least: Number, low: Exact | None, high: Exact | None, *, low_open: bool, high_open: bool) -> Number:
    """Return a threshold within narrower bounds; as it was where nothing lies between them."""
    try:
        return Number.between(low, high, low_open=low_open, high_open=high_open)
    except ValueError:
        return least


@invariant(GradeScale)
def tables_fit_their_factors(structure: Structure, new: tuple[GradeScale, ...]) -> Iterator[Diagnostic]:
    """Fail because a row has not one value for each factor, or more points lead to a lower place."""
    for scale in new:
        where = structure.location(scale)
        for part in scale.points:
            for row in part.points:
                if columns_of(row) != len(part.by):
                    yield BAD_ROW_OF_FACTORS(where, of=scale.label, part=part.name, row=row, factors=part.by)
        wide = 1 if isinstance(scale.levels, NotStated) else 2
        for cell in scale.thresholds:
            if columns_of(cell) != wide or not all(p.strip().isdigit() for p in cell.split("/")):
                factors = ("level", "grade")[-wide:]
                yield BAD_ROW_OF_FACTORS(where, of=scale.label, part="thresholds", row=cell, factors=factors)
                break
        else:
            yield from _against_direction(structure, scale)


def _against_direction(structure: Structure, scale: GradeScale) -> Iterator[Diagnostic]:
    if isinstance(scale.direction, NotStated):
        return
    floor: tuple[str, Exact] | None = None
    for cell in _ordered_cells(scale):
        least = scale.thresholds[cell]
        if isinstance(least, NotStated):
            continue
        if floor is not None and least.high is not None and least.high <= floor[1]:
            yield THRESHOLDS_AGAINST_DIRECTION(
                structure.location(scale), of=scale.label, high=cell, low=floor[0], direction=scale.direction
            )  # fmt: skip
            return
        if least.low is not None and (floor is None or least.low > floor[1]):
            floor = (cell, least.low)
