"""Indicators of pay and grades: how much, how far apart, how many stand on a grade, who has grades above."""

from __future__ import annotations

from fractions import Fraction

from basegov.exact import Exact
from basegov.quantities import Count, Number, Share, Yuan
from basegov.scenarios.indicators import Measured, indicator
from basegov.structure.costs import annual_cost
from basegov.structure.employment import Career
from basegov.structure.honours import Honour
from basegov.structure.pay import PayRule, pay_of
from basegov.structure.scales import Direction, GradePlacement, GradeScale
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


def _paid(structure: Structure) -> list[Yuan]:
    """Return the monthly pay of everyone of whom anything is known of it."""
    found = []
    for person in structure.records(Staff):
        if not isinstance(person.monthly_pay, NotStated):
            found.append(person.monthly_pay)
        elif (pay := pay_of(structure, person)) is not None:
            found.append(pay.monthly)
    return found


@indicator(
    en="mean monthly pay", zh="月薪均值", unit="yuan", reads=(Staff, PayRule, Career, GradePlacement),
    definition=Text(
        "Monthly pay of persons, recorded or by the pay rule that holds, divided by the number of persons of whom "
        "either is known; bounds where facts are missing; not stated while there is none",
        "有记载或可依薪酬规则推算者的月薪之和除以其人数；事实不全时为区间；均无时为未载明",
    ),
)  # fmt: skip
def mean_monthly_pay(structure: Structure) -> Measured:
    """Measure the mean pay of a month; its difference before and after is the mean rise."""
    paid = _paid(structure)
    if not paid:
        return NOT_STATED
    total = Yuan.total(paid)
    low, high = (None if end is None else Fraction(end) / len(paid) for end in (total.low, total.high))
    return Yuan.between(low, high)


@indicator(
    en="pay dispersion", zh="薪酬差距", unit="ratio", reads=(Staff, PayRule, Career, GradePlacement),
    definition=Text(
        "Highest monthly pay of a person divided by the lowest, of persons whose pay is known; bounds where it is "
        "known in part; not stated while none or the lowest may be nothing",
        "月薪最高者与最低者之比（限薪酬可知者）；部分可知时为区间；均无或最低可能为零时为未载明",
    ),
)  # fmt: skip
def pay_dispersion(structure: Structure) -> Measured:
    """Measure how far apart pay is."""
    paid = _paid(structure)
    lows, highs = [p.low or 0 for p in paid], [p.high for p in paid]
    if not paid or min(lows) <= 0:
        return NOT_STATED
    tops = [end for end in highs if end is not None]
    least = max(Fraction(1), Fraction(max(lows)) / (min(tops) if tops else max(lows)))
    most = None if None in highs else Fraction(max(tops)) / min(lows)
    return Number.between(least, most)


@indicator(
    en="people per place of a scale", zh="级档均人数", unit="people per place", reads=(GradePlacement,),
    definition=Text(
        "Persons and groups placed on a scale at a known level and grade, divided by the number of places on which any "
        "stands; not stated while none is placed",
        "级档已知的人员（群体）数除以有人的级档数；均未定级时为未载明",
    ),
)  # fmt: skip
def people_per_place(structure: Structure) -> Measured:
    """Measure how many stand on one place of a scale."""
    placed = [(p.scale, p.level, p.grade) for p in structure.records(GradePlacement) if _is_known(p)]
    return Number(Fraction(len(placed), len(set(placed)))) if placed else NOT_STATED


def _is_known(place: GradePlacement) -> bool:
    return not isinstance(place.grade, NotStated) and place.grade.is_exact


@indicator(
    en="promotion headroom", zh="晋升空间", unit="share", reads=(GradePlacement, GradeScale),
    definition=Text(
        "Of the placements on scales, the part that has a higher grade or level above it; open where level, grade, "
        "their number or what is higher is not stated; not stated while none is placed",
        "已定级人员中上方仍有更高级档的比例；级、档、总数或高低方向未载明时待定；均未定级时为未载明",
    ),
)  # fmt: skip
def promotion_headroom(structure: Structure) -> Measured:
    """Measure which part of those placed can still rise on their scale."""
    places = structure.records(GradePlacement)
    if not places:
        return NOT_STATED
    sure = possible = 0
    for place in places:
        scale = structure.node(place.scale)
        answer = _can_rise(scale, place) if isinstance(scale, GradeScale) else None
        sure += answer is True
        possible += answer is not False
    return Share.between(Fraction(sure, len(places)), Fraction(possible, len(places)))


def _can_rise(scale: GradeScale, place: GradePlacement) -> bool | None:
    pairs = [(place.grade, scale.grades)]
    if not isinstance(scale.levels, NotStated):
        pairs.insert(0, (place.level, scale.levels))
    answers = [_below_top(number, top, scale.direction) for number, top in pairs]
    return True if True in answers else None if None in answers else False


def _below_top(number: Count | NotStated, top: Count | NotStated, direction: Direction | NotStated) -> bool | None:
    if isinstance(number, NotStated) or isinstance(direction, NotStated):
        return None
    at: Exact | None = 1
    if direction is Direction.UP:
        at = None if isinstance(top, NotStated) else top.exact
    if at is None or number.exact is None:
        return None
    return number.exact < at if direction is Direction.UP else number.exact > at


@indicator(
    en="annual cost of staff", zh="人员年度经费", unit="yuan", reads=(Staff, PayRule, Career, GradePlacement),
    definition=Text(
        "What all persons cost in a year, by pay rules or recorded pay; people of whom neither is known leave it open "
        "upwards; not stated while nothing is known of anybody",
        "全部人员一年所需薪酬（依薪酬规则或所载月薪）；均不可知者使其上不封顶；对任何人均无所知时为未载明",
    ),
)  # fmt: skip
def annual_cost_of_staff(structure: Structure) -> Measured:
    """Measure what persons cost in a year."""
    people = structure.records(Staff)
    if not people:
        return NOT_STATED
    total = annual_cost(structure, people).total
    return total if total.low or total.high is not None else NOT_STATED


@indicator(
    en="honours and awards", zh="荣誉奖励数", unit="count", reads=(Honour,),
    definition=Text(
        "Recorded honours and awards; not stated while there is none", "已登记的荣誉和奖励数；均无时为未载明"
    ),
)  # fmt: skip
def honours_given(structure: Structure) -> Measured:
    """Measure how many honours and awards are recorded."""
    number = len(structure.records(Honour))
    return Count(number) if number else NOT_STATED
