"""Rules over scales of grades: how large they are, on what placement and pay rest, who stands where on which."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import attrs

from basegov.quantities import Count, Yuan
from basegov.rules.devolution import CountRule
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.factors import facts_from
from basegov.structure.functions import lists_all_about
from basegov.structure.pay import PayRule, pay_by
from basegov.structure.records import Node
from basegov.structure.scales import GradePlacement, GradeScale, in_scale
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth, stated_words

ANY_SCALE = Selector(kind="grade_scale")
ANY_PAY_RULE = Selector(kind="pay_rule")


class ScaleCount(enum.Enum):
    """What of a scale is counted."""

    CATEGORIES = "categories"
    LEVELS = "levels"
    GRADES = "grades"
    CELLS = "cells"

    @property
    def words(self) -> Text:
        """What is counted in words."""
        return {
            ScaleCount.CATEGORIES: Text("categories of posts", "岗位类别数"),
            ScaleCount.LEVELS: Text("levels", "级数"),
            ScaleCount.GRADES: Text("grades", "等级数"),
            ScaleCount.CELLS: Text("places on the scale", "级档总数"),
        }[self]


@rule(en="size of a scale", zh="等级序列规模")
@attrs.frozen(kw_only=True)
class ScaleSize(CountRule):
    """A scale must have a certain number of categories of posts, levels, grades or places.

    Predicate: ``at_least <= |counted of the scale| <= at_most``. Places are the grades times what they are counted in.
    *Undetermined* while the scale does not state it.

    Parameters
    ----------
    scale : Selector
        Which scales.
    counted : ScaleCount
        ``categories``, ``levels``, ``grades`` (as the scale states them) or ``cells`` (all places).

    Notes
    -----
    Used by XZ-036, XZ-037 (3 categories, 32 grades), BA-033 (3 and 35) and WH-048 (4 levels of 6 grades).
    """

    scale: Selector = attrs.field(default=ANY_SCALE, converter=as_selector)
    counted: ScaleCount = attrs.field(default=ScaleCount.GRADES, converter=ScaleCount)

    @property
    def selector(self) -> Selector:
        """The scales."""
        return self.scale

    @property
    def measure(self) -> Measure:
        """How many there are."""
        return Measure(self.counted.value, "count", self.counted.words)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many the scale has."""
        number: Count | NotStated = NOT_STATED
        if isinstance(node, GradeScale):
            if self.counted is ScaleCount.CELLS:
                number = node.cells
            elif self.counted is ScaleCount.CATEGORIES:
                number = node.categories if isinstance(node.categories, NotStated) else Count(len(node.categories))
            else:
                number = getattr(node, self.counted.value)
        value = Count.unknown() if isinstance(number, NotStated) else number
        words = Text(f"the {self.counted.words.en} of {node.label}", f"{node.label}的{self.counted.words.zh}")
        missing = () if value.is_exact else (Missing(node.id, self.counted.value, words),)
        return Measurement(value=value, missing=missing, evidence=(Evidence(words, node.source),))


@rule(en="what a scale or pay rests on", zh="定级定薪因素")
@attrs.frozen(kw_only=True)
class RestsOn(NodeRule):
    """Placement on a scale, or pay, must rest on certain factors; it may rest on more.

    Predicate: ``factors subset of factors of the points of the scale`` (or of the components of the pay rule).
    *Undetermined* while a scale has no points, or a pay rule no component, at all.

    Parameters
    ----------
    of : Selector
        Grade scales or pay rules.
    factors : tuple of str
        The factors: ``years``, ``appraisal``, ``education``.

    Notes
    -----
    Used by WH-050 (years, last assessment, education), WH-047 (natural promotion: years count), XZ-039 (post, years,
    education, title).
    """

    of: Selector = attrs.field(converter=as_selector)
    factors: tuple[str, ...] = attrs.field(converter=stated_words)

    @property
    def selector(self) -> Selector:
        """The scales or pay rules."""
        return self.of

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("factors_lacking", "set", Text("factors on which it does not rest", "未计入的因素"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("factor left out", "遗漏的因素"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the factors that are left out."""
        parts: tuple[Any, ...] = getattr(node, "points" if isinstance(node, GradeScale) else "components", ())
        used = {f for part in parts for f in (part.by if isinstance(node, GradeScale) else part.factors)}
        found = Findings()
        for factor in self.factors:
            answer = Truth.UNKNOWN if not parts else Truth.of(factor not in used)
            words = Text(f"on what {node.label} rests", f"{node.label}依据的因素")
            found.add(answer, Text(factor, factor), Missing(node.id, "factors", words))
        return found.measurement


@rule(en="grade on the scale", zh="等级在序列内")
@attrs.frozen(kw_only=True)
class GradeInRange(NodeRule):
    """Everyone must stand on a scale, at a category, level and grade that the scale has.

    Predicate: ``1 <= level <= levels and 1 <= grade <= grades and category in categories``. *Undetermined* while the
    placement, a number of it or a number of the scale is not stated.

    Parameters
    ----------
    staff : Selector
        Of whom it speaks.

    Notes
    -----
    Used by XZ-036 (a secretary at grade 29 of 32, XZ-038), BA-033 and WH-048.
    """

    staff: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.staff

    @property
    def measure(self) -> Measure:
        """Where somebody stands outside a scale."""
        return Measure("outside_scale", "set", Text("placements outside the scale", "序列之外的等级"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("placement outside the scale", "序列之外的等级"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what of a person's placements lies outside."""
        found = Findings()
        places = structure.where(GradePlacement, staff=node.id)
        if not places:
            listed = lists_all_about(structure, node.id, "grade_placement")
            words = Text(f"where {node.label} stands on a scale", f"{node.label}的岗位等级")
            found.add(
                Truth.of(True) if listed else Truth.UNKNOWN, Text("no placement", "未定级"),
                Missing(node.id, "grade_placements", words),
            )  # fmt: skip
        for place in places:
            scale = structure.node(place.scale)
            assert isinstance(scale, GradeScale)
            said = " / ".join(
                str(v) for v in (place.category, place.level, place.grade) if not isinstance(v, NotStated)
            )
            what = Text(f"the grade of {node.label} on {scale.label}", f"{node.label}在{scale.label}中的等级")
            words = Text(said or what.en, said or what.zh)
            found.add(in_scale(scale, place).negated, words, Missing(node.id, "grade", what))
            found.evidence.append(Evidence(words, place.source))
        return found.measurement


@rule(en="one scale for all", zh="统一等级序列")
@attrs.frozen(kw_only=True)
class UnifiedScale(NodeRule):
    """All people of a kind inside a unit must stand on one and the same scale.

    Predicate: ``|scales on which staff of the unit stand| = 1`` and nobody stands on none; where others stand on one,
    those on no scale count as one more. *Undetermined* while placements that may not be listed decide it.

    Parameters
    ----------
    unit : Selector
        The units.
    category : str, optional
        Only staff of this category.

    Notes
    -----
    Used by XZ-025 (one sequence of posts and grades, one standard of pay) and BA-033; asked of the fictional district.
    """

    unit: Selector = attrs.field(converter=as_selector)
    category: str | None = None

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """How many scales there are."""
        return Measure("scales", "count", Text("scales on which staff stand", "所用等级序列数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return Bound(Count(1))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return on how many scales the people stand."""
        from basegov.structure.staffing import Staff

        staff = [s for s in structure.descendants(node.id, Staff) if self.category in (None, s.category)]
        scales: dict[str, None] = {}
        without: list[str] = []
        unsure = 0
        for person in staff:
            places = structure.where(GradePlacement, staff=person.id)
            scales.update((place.scale, None) for place in places)
            if not places and lists_all_about(structure, person.id, "grade_placement"):
                without.append(person.id)
            elif not places:
                unsure += 1
        low = len(scales) + (1 if without and scales else 0)
        listed = lists_all_about(structure, node.id, "staff")
        high = len(scales) + (1 if without and (scales or unsure) else 0) + unsure if listed else None
        value = Count.between(low, high)
        words = Text(f"on which scale everyone in {node.label} stands", f"{node.label}全体人员所用等级序列")
        missing = () if value.is_exact else (Missing(node.id, "grade_placements", words),)
        names = ", ".join(structure.node(scale).label for scale in scales)
        detail = Text(f"scales: {names}", f"序列：{names}") if names else None
        return Measurement(value=value, missing=missing, detail=detail)


def _orders(value: Any) -> FrozenMap[str, tuple[str, ...]]:
    return FrozenMap({factor: tuple(str(word) for word in words) for factor, words in value.items()})


@rule(en="pay rises with each factor", zh="薪酬随因素递增")
@attrs.frozen(kw_only=True)
class PayRisesWithFactors(NodeRule):
    """A pay rule must not pay less for a higher value of an ordered factor, everything else being equal.

    Predicate: for neighbours ``a < b`` in the order of a factor, ``pay(.., b, ..) >= pay(.., a, ..)`` for every value
    of the other ordered factors. *Undetermined* while amounts that decide are not stated.

    Parameters
    ----------
    pay : Selector
        The pay rules.
    order : mapping of str to list of str
        For each factor its values, from the lowest to the highest.
    given : mapping of str to str
        Values of factors that are held fixed.

    Notes
    -----
    Used by XZ-039 and XZ-040 (post, years, education, title) and WH-048, WH-051 (level and grade).
    """

    pay: Selector = attrs.field(default=ANY_PAY_RULE, converter=as_selector)
    order: FrozenMap[str, tuple[str, ...]] = attrs.field(converter=_orders)
    given: FrozenMap[str, str] = attrs.field(factory=FrozenMap, converter=FrozenMap)

    @property
    def selector(self) -> Selector:
        """The pay rules."""
        return self.pay

    @property
    def measure(self) -> Measure:
        """Where it falls."""
        return Measure("pay_falls", "set", Text("steps at which pay falls", "薪酬下降之处"))

    @property
    def requirement(self) -> Requirement:
        """Nowhere."""
        return NoneOf(Text("step at which pay falls", "薪酬下降之处"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the steps at which the pay falls, component by component."""
        found = Findings()
        if not isinstance(node, PayRule):
            return found.measurement
        for component in node.components:
            factors = [f for f in component.factors if f in self.order]
            alone = attrs.evolve(node, components=(component,)) if not component.of else node
            for factor in factors:
                for low, high in pairwise(self.order[factor]):
                    for others in self._others([f for f in factors if f != factor]):
                        self._compare(alone, component.name, {**self.given, **others}, factor, (low, high), found)
        return found.measurement

    def _others(self, factors: list[str]) -> Iterable[dict[str, str]]:
        found: list[dict[str, str]] = [{}]
        for factor in factors:
            found = [{**known, factor: value} for known in found for value in self.order[factor]]
        return found

    @staticmethod
    def _compare(
        node: PayRule, name: str, facts: dict[str, str], factor: str, step: tuple[str, str], found: Findings
    ) -> None:
        amounts = []
        for value in step:
            part = pay_by(node, facts_from({**facts, factor: value})).part(name)
            amounts.append(Yuan.unknown() if part is None else part.amount)
        rise = amounts[1].minus(amounts[0])
        answer = Truth.TRUE if rise.high is not None and rise.high < 0 else Truth.UNKNOWN
        if rise.low is not None and rise.low >= 0:
            answer = Truth.FALSE
        fixed = "".join(f", {f} {v}" for f, v in facts.items())
        words = Text(
            f"{name}: {factor} {step[0]} to {step[1]}{fixed}", f"{name}：{factor} 由 {step[0]} 到 {step[1]}{fixed}"
        )
        what = Text(f"the amounts of {name}", f"{name}的数额")
        found.add(answer, words, Missing(node.id, "amounts", what))
