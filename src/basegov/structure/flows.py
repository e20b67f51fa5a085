"""Money before and after: which lines changed, and by how much a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from basegov.quantities import Difference, Yuan
from basegov.structure.functions import lists_all_about
from basegov.structure.funds import NOT_NEGATIVE, Funding, FundMode
from basegov.values import NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

LineKey = tuple[str, str, "str | NotStated"]


@attrs.frozen
class Line:
    """One payer, one unit, one purpose: what was paid a year before, and what is paid in a year after.

    Parameters
    ----------
    unit, purpose : str
        To whom and for what.
    payer : str, optional
        By whom.
    year : int
        The year after that is compared; with the last year before it that is recorded.
    before, after : Yuan
        The two amounts, as far as they are known.
    difference : Difference
        After less before. Where the very same amount goes on it is nothing, whether the amount is known or not.
    """

    unit: str
    purpose: str
    payer: str | NotStated
    year: int
    before: Yuan
    after: Yuan
    difference: Difference


def _lines(structure: Structure) -> dict[LineKey, dict[int, Funding]]:
    found: dict[LineKey, dict[int, Funding]] = {}
    for flow in structure.records(Funding):
        found.setdefault((flow.unit, flow.purpose, flow.payer), {})[flow.year] = flow
    return found


def changed_lines(before: Structure, after: Structure, units: Iterable[str] | None = None) -> Iterator[Line]:
    """Yield every line on which a record of money is new, different or gone.

    What is paid on a line before, while no record tells it, is nothing where an inventory lists all flows to the unit,
    where the unit was not there yet, or where the flow after is one on top of what was paid before (mode ``added``);
    otherwise it is not known.
    """
    wanted = None if units is None else frozenset(units)
    then, now = _lines(before), _lines(after)
    for key in {**then, **now}:
        unit, purpose, payer = key
        if wanted is not None and unit not in wanted:
            continue
        old, new = then.get(key, {}), now.get(key, {})
        years = [year for year in {**old, **new} if old.get(year) != new.get(year)]
        for year in sorted(years):
            flow = new.get(year)
            earlier = [y for y in old if y <= year]
            base = old[max(earlier)] if earlier else None
            paid_before = _before(before, unit, base, flow)
            paid_after = Yuan(0) if flow is None else flow.known
            if base is not None and flow is not None and base.amount == flow.amount:
                change = Difference.build(0, 0, kind=Yuan)
            else:
                change = paid_after.minus(paid_before)
            yield Line(unit, purpose, payer, year, paid_before, paid_after, change)


def _before(structure: Structure, unit: str, base: Funding | None, flow: Funding | None) -> Yuan:
    if base is not None:
        return base.known
    if flow is not None and flow.mode is FundMode.ADDED:
        return Yuan(0)
    known = unit not in structure or lists_all_about(structure, unit, "funding")
    return Yuan(0) if known else NOT_NEGATIVE
