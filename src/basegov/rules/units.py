"""Rules over how large units are and how many there are of them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.exact import Exact
from basegov.quantities import Count, Difference, Quantity, SquareKilometres
from basegov.reforms.changes import Change
from basegov.reforms.mergers import mergers_of
from basegov.rules.nodes import as_meant, meant_by
from basegov.rules.requirements import Bound
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, rule_name, subject_of
from basegov.rules.verdicts import Evidence, Measured, Measurement, Missing, Subject
from basegov.structure.mergers import exception_for
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth


class Size(enum.Enum):
    """What the size of a unit is counted in."""

    POPULATION = "population"
    HOUSEHOLDS = "households"
    AREA = "area"

    @property
    def kind(self) -> type[Quantity]:
        """The kind of quantity."""
        return SquareKilometres if self is Size.AREA else Count

    def of(self, unit: Node) -> Quantity:
        """Return the size of a unit, as far as it is known."""
        value = getattr(unit, self.value, NOT_STATED)
        return self.kind.unknown() if isinstance(value, NotStated) else value

    def missing(self, unit: Node) -> Missing:
        """Return the size of a unit as a fact that is missing."""
        zh = self.text("zh")
        return Missing(unit.id, self.value, Text(f"the {self.text('en')} of {unit.label}", f"{unit.label}的{zh}"))

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        if lang == "zh":
            return {"population": "人口", "households": "户数", "area": "面积"}[self.value]
        return {"population": "population", "households": "number of households", "area": "area"}[self.value]


def as_limit(value: Any) -> Quantity | NotStated | None:
    """Read one end of a range: a number, not stated (there is one, and the document does not give it), or None."""
    if value is None or isinstance(value, NotStated | Quantity):
        return value
    if isinstance(value, str) and not isinstance(value, int | Fraction | Decimal):
        try:
            return SquareKilometres(value)
        except ValueError:
            return Quantity(value)
    return Quantity(value)


@attrs.frozen
class Range(Bound):
    """A bound of which one end may be named by the document without a number.

    Parameters
    ----------
    open_end : bool
        Whether an end exists that is not stated: what breaks the stated end is wrong, anything else is open.
    """

    open_end: bool = False

    @classmethod
    def build(
        cls,
        kind: type[Quantity],
        at_least: Quantity | NotStated | None,
        at_most: Quantity | NotStated | None,
        *,
        rule: str,
    ) -> Range:
        """Build the requirement from its two ends; neither given means that the document gives no number.

        Raises
        ------
        InputError
            When nothing lies between the two ends.
        """
        low = at_least.low if isinstance(at_least, Quantity) else None
        high = at_most.high if isinstance(at_most, Quantity) else None
        if low is None and high is None:
            return cls(NOT_STATED, open_end=True)
        try:
            wanted = kind.between(low, high)
        except ValueError:
            what = Text("at_least is more than at_most", "at_least 大于 at_most")
            raise InputError([BAD_PARAMETERS(rule=rule, what=what)]) from None
        return cls(wanted, open_end=isinstance(at_least, NotStated) or isinstance(at_most, NotStated))

    @property
    def is_stated(self) -> bool:
        """Whether every end has its number."""
        return not self.open_end

    def judge(self, value: Measured) -> Truth:
        """Say whether the quantity lies in the range; within the stated end alone it is not known."""
        truth = super().judge(value)
        return Truth.UNKNOWN if self.open_end and truth is Truth.TRUE else truth


_COMMUNITIES = Selector(kind="community")


@rule(en="size of units", zh="单元规模")
@attrs.frozen(kw_only=True)
class UnitSize(Rule):
    """The size of every unit of a kind must lie in a range.

    Predicate: ``at_least <= size(unit) <= at_most``. *Undetermined* while the size is not known well enough, or where
    the document gives no number. A recorded exception for the unit turns a violation into a warning.

    Parameters
    ----------
    of : Size
        In what it is counted: ``population``, ``households`` or ``area``.
    at_least, at_most : Quantity, optional
        The range: whole numbers, or square kilometres. Not stated: the document names the end without a number. Neither
        of them: it asks for a suitable size and gives no number at all.
    unit : Selector
        Which units.

    Notes
    -----
    The law on residents' committees makes it 100 to 700 households generally (in force from 1990-01-01) and 1,000 to
    3,000 generally (from 2026-01-01); WH-021 asks for a suitable size without a number.
    """

    of: Size = attrs.field(converter=Size)
    at_least: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)
    at_most: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)
    unit: Selector = attrs.field(default=_COMMUNITIES, converter=as_selector)

    def __attrs_post_init__(self) -> None:
        Range.build(self.of.kind, self.at_least, self.at_most, rule=self.id or rule_name(self))

    @property
    def measure(self) -> Measure:
        """The size."""
        return Measure(self.of.value, self.of.kind.unit, Text(self.of.text("en"), self.of.text("zh")))

    @property
    def requirement(self) -> Range:
        """The range."""
        return Range.build(self.of.kind, self.at_least, self.at_most, rule=self.id)

    @property
    def scope(self) -> Scope:
        """Each unit."""
        return Scope(self.unit, Text(self.unit.text("en"), self.unit.text("zh")))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the size of each unit."""
        structure = world if isinstance(world, Structure) else world.after
        selection = self.unit.select(structure)
        sure = [(node, Truth.TRUE) for node in selection.sure]
        for node, applies in [*sure, *((node, Truth.UNKNOWN) for node, _ in selection.unsure)]:
            size = self.of.of(node)
            exception = exception_for(structure, (self.id, rule_name(self)), (node.id,))
            yield subject_of(node), Measurement(
                value=size, missing=() if size.is_exact else (self.of.missing(node),), applies=applies,
                evidence=evidence_of_size(node, self.of), excused="" if exception is None else exception.reason,
            )  # fmt: skip


def evidence_of_size(unit: Node, size: Size) -> tuple[Evidence, ...]:
    """Return what is recorded of the size of a unit, with its source."""
    value = size.of(unit)
    if value.says_nothing:
        return ()
    words = Text(
        f"{size.text('en')} of {unit.label}: {value.text('en')}", f"{unit.label}的{size.text('zh')}：{value.text('zh')}"
    )
    return (Evidence(words, unit.source_of(size.value)),)


@rule(en="number of units", zh="单元数量")
@attrs.frozen(kw_only=True)
class UnitCount(Rule):
    """The number of units of a kind in a container must lie in a range.

    Predicate: ``at_least <= |units in the container| <= at_most``. *Undetermined* while an inventory says that not all
    of them are listed, or where the document gives no number.

    Parameters
    ----------
    within : Selector
        The containers, such as every street.
    unit : str
        Kind of unit that is counted.
    at_least, at_most : Count, optional
        The range.

    Notes
    -----
    Used by the fictional district; none of the five documents bounds such a number.
    """

    within: Selector = attrs.field(converter=as_selector)
    unit: str = "community"
    at_least: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)
    at_most: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)

    def __attrs_post_init__(self) -> None:
        Range.build(Count, self.at_least, self.at_most, rule=self.id or rule_name(self))

    @property
    def scope(self) -> Scope:
        """Each container."""
        return Scope(self.within, Text(self.within.text("en"), self.within.text("zh")))

    @property
    def measure(self) -> Measure:
        """How many units there are."""
        what = kind_label(self.unit)
        return Measure("unit_count", "count", Text(f"number of units ({what.en})", f"{what.zh}数量"))

    @property
    def requirement(self) -> Range:
        """The range."""
        return Range.build(Count, self.at_least, self.at_most, rule=self.id)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the number of units in each container."""
        structure = world if isinstance(world, Structure) else world.after
        for node, unstated in meant_by(self.within, structure):
            number = how_many(structure, Selector(kind=self.unit, within=node.id))
            missing = () if number.is_exact else (_unlisted(node, self.unit),)
            yield subject_of(node), as_meant(Measurement(value=number, missing=missing), unstated)


def how_many(structure: Structure, units: Selector) -> Count:
    """Return how many nodes a selector means, with those that an inventory counts and the structure does not list."""
    selection = units.select(structure)
    sure = Count.between(len(selection.sure), len(selection.sure) + len(selection.unsure))
    return sure if selection.unlisted is None else sure + selection.unlisted


def _unlisted(node: Node, kind: str) -> Missing:
    what = kind_label(kind)
    words = Text(f"how many ({what.en}) there are in {node.label}", f"{node.label}共有多少{what.zh}")
    return Missing(node.id, kind, words)


def _as_change(value: Any) -> Exact | NotStated | None:
    if value is None or isinstance(value, NotStated):
        return value
    exact = Quantity(value).exact
    if exact is None:
        raise ValueError(f"{value!r} is not one whole number")
    return exact


@rule(en="change in the number of units", zh="单元数量变化")
@attrs.frozen(kw_only=True)
class UnitCountChange(Rule):
    """The number of units of a kind must not rise by more than a tolerance, or must fall, by a change or a plan.

    Predicate: ``at_least <= count after - count before <= at_most`` (0: not increased; -1: at least one fewer).
    *Undetermined* where the tolerance is not stated, or while units that are not listed may have come or gone.

    Parameters
    ----------
    unit : Selector
        Which units are counted.
    at_most : int, optional
        The greatest change that is allowed; 0 for "not increased". Not stated: fine-tuning is allowed, how much is not
        said; then no rise is fine and any rise is open.
    at_least : int, optional
        The least change, such as -2 for "reduced by two at most".

    Notes
    -----
    Used by BA-112 (not increased, or only fine-tuned; the tolerance is not stated) and WH-016 (four become two).
    """

    unit: Selector = attrs.field(default=_COMMUNITIES, converter=as_selector)
    at_most: Exact | NotStated | None = attrs.field(default=0, converter=_as_change)
    at_least: Exact | None = attrs.field(default=None, converter=_as_change)

    judges: ClassVar[Judges] = "merger"

    def __attrs_post_init__(self) -> None:
        try:
            self._wanted()
        except ValueError:
            what = Text("at_least is more than at_most", "at_least 大于 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)]) from None

    @property
    def scope(self) -> Scope:
        """The structure as a whole."""
        return Scope(None, Text(f"change in the units ({self.unit.text('en')})", f"{self.unit.text('zh')}的变化"))

    @property
    def measure(self) -> Measure:
        """By how many the number changes."""
        words = Text(f"change in the number of units ({self.unit.text('en')})", f"{self.unit.text('zh')}数量的变化")
        return Measure("unit_count_change", "count", words)

    @property
    def requirement(self) -> Tolerance:
        """The range of the change."""
        return Tolerance(self._wanted(), open_above=isinstance(self.at_most, NotStated))

    def _wanted(self) -> Difference:
        at_most = 0 if isinstance(self.at_most, NotStated) else self.at_most
        return Difference.build(self.at_least, at_most, kind=Count)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the change of the number."""
        if isinstance(world, Structure):
            return
        subject = Subject(world.before.id, world.before.name.in_("zh"))
        before = self.unit.select(world.before)
        missing: tuple[Missing, ...] = ()
        if world.is_proposal:
            sure, unsure = {n.id for n in before.sure}, {n.id for n, _ in before.unsure}
            low = high = 0
            for merger in mergers_of(world):
                counted = len(sure & set(merger.parts))
                perhaps = len(unsure & set(merger.parts))
                low -= max(0, counted + perhaps - 1)
                high -= max(0, counted - 1)
            change = Difference.build(low, high, kind=Count)
        else:
            after = self.unit.select(world.after)
            if before.unlisted == after.unlisted and not before.unsure and not after.unsure:
                number = len(after.sure) - len(before.sure)
                change = Difference.build(number, number, kind=Count)
            else:
                change = how_many(world.after, self.unit).minus(how_many(world.before, self.unit))
        if not change.is_exact:
            what = Text(f"how many ({self.unit.text('en')}) are not listed", f"未列出的{self.unit.text('zh')}数量")
            missing = (Missing(world.before.id, self.unit.kind, what),)
        yield subject, Measurement(value=change, missing=missing)


@attrs.frozen
class Tolerance(Bound):
    """A bound on a change whose upper end may be meant a little wider than it is written.

    Parameters
    ----------
    open_above : bool
        Whether the document allows a tolerance without stating it: what is above the end is then open, not wrong.
    """

    open_above: bool = False

    @property
    def is_stated(self) -> bool:
        """Whether the tolerance has its number."""
        return not self.open_above

    def judge(self, value: Measured) -> Truth:
        """Say whether the change lies in the range; above an end with an unstated tolerance it is not known."""
        truth = super().judge(value)
        if not self.open_above or truth is not Truth.FALSE or not isinstance(value, Quantity):
            return truth
        end = self.range.high if isinstance(self.range, Quantity) else None
        above = end is not None and (value.high is None or value.high > end)
        return Truth.UNKNOWN if above else truth
