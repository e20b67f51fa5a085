"""Figures of units that posts, people and money follow: population, area, industrial enterprises, workload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.posts import NEGATIVE_FIGURE
from basegov.errors import Diagnostic
from basegov.quantities import Number, Quantity
from basegov.structure.invariants import invariant
from basegov.structure.merging import Collision, added_up, agreeing, merging
from basegov.structure.records import Node, Ref, Relation, record
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("unit_figures", en="figure of a unit", zh="单元指标数值")
@attrs.frozen(kw_only=True)
class UnitFigure(Relation):
    """An amount of something in a unit for which units have no field, such as industrial enterprises or workload.

    Parameters
    ----------
    unit : str
        The unit.
    figure : str
        Of what, as a word for data: ``industrial_enterprises``, ``workload``.
    amount : Number, optional
        How much; not negative. Amounts of several units add up.
    """

    unit: Annotated[str, Ref("unit")]
    figure: str
    amount: Number | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "figure")


@merging(UnitFigure)
def add_figures(collision: Collision) -> UnitFigure:
    """Add up the amounts of the parts."""
    figures: tuple[UnitFigure, ...] = collision.after
    amount = added_up(Number, [f.amount for f in figures], absent=bool(collision.absent))
    return agreeing(figures, amount=amount)


@invariant(UnitFigure)
def figures_are_not_negative(structure: Structure, new: tuple[UnitFigure, ...]) -> Iterator[Diagnostic]:
    """Fail because an amount that adds up over units is below zero."""
    for figure in new:
        if isinstance(figure.amount, Number) and figure.amount.high is not None and figure.amount.high < 0:
            yield NEGATIVE_FIGURE(
                structure.location(figure), unit=figure.unit, figure=figure.figure, amount=figure.amount
            )  # fmt: skip


def figure_of(structure: Structure, unit: Node, name: str) -> Number:
    """Return a figure of a unit: a field such as ``population`` or ``area``, else what is recorded of it."""
    value = getattr(unit, name, None)
    if not isinstance(value, Quantity):
        found = structure.find_record(UnitFigure, (UnitFigure, unit.id, name))
        value = NOT_STATED if found is None else found.amount
    if isinstance(value, NotStated):
        return Number.between(0, None)
    return Number.between(
        max(0, value.low or 0), value.high, low_open=value.low_open and bool(value.low), high_open=value.high_open
    )
