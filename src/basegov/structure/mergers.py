"""What a merger of units rests on: who touches whom, how they compare, which exceptions are recorded.

The second half says what becomes of the records of the parts when they become one unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import attrs

from basegov.diagnostics.mergers import EXCEPTION_WITHOUT_REASON
from basegov.diagnostics.structures import SELF_ADJACENT
from basegov.errors import Diagnostic
from basegov.quantities import Count, Metres, Number, Share, SquareKilometres
from basegov.structure.appraisal import Appraisal, evaluators_are_listed
from basegov.structure.functions import lists_all_about
from basegov.structure.grids import Grid
from basegov.structure.invariants import invariant
from basegov.structure.merging import Collision, added_up, agreeing, merging, tidying
from basegov.structure.records import RECORD_TYPES, Node, Ref, Relation, record
from basegov.structure.units import Inventory, Unit
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


def _ordered(ids: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


@record("adjacencies", en="adjacency", zh="相邻关系")
@attrs.frozen(kw_only=True)
class Adjacency(Relation):
    """Two units touch. Which borders count for a merger is for the rule to say.

    Parameters
    ----------
    units : tuple of two str
        The two units; their order does not matter.
    shared_length : Metres, optional
        Length of the common border in metres (0: they meet in a point).
    barrier : str, optional
        What lies along the border: ``river``, ``railway``, ``expressway``; ``none`` when it is known to be open.
    """

    units: Annotated[tuple[str, str], Ref("unit")] = attrs.field(converter=_ordered)
    shared_length: Metres | NotStated = NOT_STATED
    barrier: str | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("units",)


@record("features", en="feature of a unit", zh="社情指标")
@attrs.frozen(kw_only=True)
class Feature(Relation):
    """A named number that describes a unit: a share of elderly people, a score of its strength.

    Parameters
    ----------
    unit : str
        The unit.
    feature : str
        Its name, such as ``homogeneity`` or ``strength``.
    value : Number, optional
        The exact number; the scale is for the rule that uses it to say.
    """

    unit: Annotated[str, Ref("unit")]
    feature: str
    value: Number | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "feature")


@record("exceptions", en="recorded exception", zh="例外")
@attrs.frozen(kw_only=True)
class RuleException(Relation):
    """A recorded exception from a rule for certain units, with its reason. It turns a violation into a warning.

    Parameters
    ----------
    rule : str
        Id of a rule, or the word for its kind, such as ``merger_contiguity``.
    parts : tuple of str
        The units for which it is made; a merger is excused when these are exactly its parts.
    reason : str
        Why, as recorded.
    """

    rule: str
    parts: Annotated[tuple[str, ...], Ref("unit")] = attrs.field(converter=_ordered)
    reason: str

    key_fields: ClassVar[tuple[str, ...]] = ("rule", "parts")


@invariant(Adjacency)
def units_are_two(structure: Structure, new: tuple[Adjacency, ...]) -> Iterator[Diagnostic]:
    """Fail because an adjacency links a unit with itself."""
    for adjacency in new:
        if adjacency.units[0] == adjacency.units[1]:
            yield SELF_ADJACENT(structure.location(adjacency), unit=adjacency.units[0])


@invariant(RuleException)
def exceptions_have_reasons(structure: Structure, new: tuple[RuleException, ...]) -> Iterator[Diagnostic]:
    """Fail because an exception gives no reason."""
    for exception in new:
        if not exception.reason.strip():
            parts = tuple(structure.node(part).label for part in exception.parts)
            yield EXCEPTION_WITHOUT_REASON(structure.location(exception), rule=exception.rule, parts=parts)


# asking


def all_listed(structure: Structure, unit: str, kind: str) -> bool:
    """Whether an inventory says that every record of a kind is listed for a unit; the nearest that says anything."""
    return lists_all_about(structure, unit, kind)


def adjacency(structure: Structure, a: str, b: str) -> Adjacency | None:
    """Return the recorded adjacency of two units."""
    return structure.find_record(Adjacency, (Adjacency, _ordered((a, b))))


def may_touch(structure: Structure, a: str, b: str) -> Truth:
    """Say whether two units touch: a missing record means no only where all adjacencies of one of them are listed."""
    if adjacency(structure, a, b) is not None:
        return Truth.TRUE
    listed = all_listed(structure, a, "adjacency") or all_listed(structure, b, "adjacency")
    return Truth.FALSE if listed else Truth.UNKNOWN


def feature(structure: Structure, unit: str, name: str) -> Number:
    """Return a feature of a unit, as far as it is known."""
    found = structure.find_record(Feature, (Feature, unit, name))
    return Number.unknown() if found is None or isinstance(found.value, NotStated) else found.value


def exception_for(structure: Structure, rules: tuple[str, ...], parts: tuple[str, ...]) -> RuleException | None:
    """Return the recorded exception from a rule (by its id or kind) for exactly these units."""
    for name in rules:
        found = structure.find_record(RuleException, (RuleException, name, _ordered(parts)))
        if found is not None:
            return found
    return None


# becoming one


@merging(Unit)
def unite_units(collision: Collision) -> Unit:
    """Add up people, households and area; keep what the parts have in common; remember codes and names."""
    units: tuple[Unit, ...] = collision.after
    codes = {u.code for u in units if isinstance(u.code, str)} | {c for u in units for c in u.former_codes}
    names = {u.name for u in units if isinstance(u.name, str)} | {a for u in units for a in u.aliases}
    return agreeing(
        units,
        id=collision.into,
        code=NOT_STATED,
        name=NOT_STATED,
        former_codes=tuple(sorted(codes)),
        aliases=tuple(sorted(names)),
        population=added_up(Count, [u.population for u in units]),
        households=added_up(Count, [u.households for u in units]),
        area=added_up(SquareKilometres, [u.area for u in units]),
    )


@tidying(Adjacency)
def border_inside(adjacency: Adjacency) -> Adjacency | None:
    """Drop a border that has come to lie inside one unit."""
    return adjacency if len(set(adjacency.units)) > 1 else None


@merging(Adjacency)
def join_borders(collision: Collision) -> Adjacency:
    """Add up the lengths of borders with one neighbour; a part of which it is not known whether it touches opens it."""
    borders: tuple[Adjacency, ...] = collision.after
    other = next(unit for unit in borders[0].units if unit != collision.into)
    unsure = any(may_touch(collision.structure, part, other) is Truth.UNKNOWN for part in collision.absent)
    return agreeing(borders, shared_length=added_up(Metres, [b.shared_length for b in borders], absent=unsure))


@merging(Feature)
def compare_features(collision: Collision) -> Feature:
    """Keep a feature that all parts share; any other has to be measured anew."""
    features: tuple[Feature, ...] = collision.after
    return agreeing(features, value=NOT_STATED) if collision.absent else agreeing(features)


@merging(Inventory)
def join_inventories(collision: Collision) -> Inventory:
    """Add up what is counted in the parts; the list is complete when it is for each of them."""
    inventories: tuple[Inventory, ...] = collision.after
    known = RECORD_TYPES.get(inventories[0].of)
    total: Any = NOT_STATED  # links of one part with another vanish, so links do not add up
    if known is not None and issubclass(known.cls, Node):
        total = added_up(Count, [i.total for i in inventories], absent=bool(collision.absent))
    flags = {i.complete for i in inventories}
    complete = False if False in flags else NOT_STATED if NOT_STATED in flags or collision.absent else True
    return agreeing(inventories, total=total, complete=complete)


@merging(Appraisal)
def join_appraisals(collision: Collision) -> Appraisal:
    """Add up the voices of parts that appraise one subject; over several subjects a share stays where it agrees."""
    appraisals: tuple[Appraisal, ...] = collision.after
    if appraisals[0].subject == collision.into:
        return agreeing(appraisals, share=NOT_STATED) if collision.absent else agreeing(appraisals)
    total = Share.unknown() if isinstance(appraisals[0].share, NotStated) else appraisals[0].share
    for appraisal in appraisals[1:]:
        total = total + (Share.unknown() if isinstance(appraisal.share, NotStated) else appraisal.share)
    if collision.absent and not evaluators_are_listed(collision.structure, appraisals[0].subject):
        total = total.upwards()
    return agreeing(appraisals, share=NOT_STATED if total.says_nothing else total)


@tidying(Grid)
def covers_its_own(grid: Grid) -> Grid:
    """Drop from the further communities of a grid the one that it lies in."""
    rest = tuple(unit for unit in grid.also_covers if unit != grid.parent)
    return grid if rest == grid.also_covers else attrs.evolve(grid, also_covers=rest)
