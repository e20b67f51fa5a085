"""Dividing a quota over units by their figures, so that the parts come to the total exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.posts import BAD_WEIGHTS, CANNOT_APPORTION, FIGURES_MISSING, QUOTA_TIED
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.exact import Exact
from basegov.quantities import Count, Difference, Number
from basegov.reforms.accounts import Imbalance
from basegov.reforms.events import Event
from basegov.reforms.posts import optional_count
from basegov.reforms.steps import Effect, Step, among, refuse, step
from basegov.structure.apportionment import Method, apportion, combined
from basegov.structure.figures import figure_of
from basegov.structure.posts import PostPool
from basegov.structure.records import Node, Record
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import NO_TEXT, Text
from basegov.values import NOT_STATED, FrozenMap, NotStated


@attrs.frozen(kw_only=True)
class QuotaApportioned(Event):
    """A quota was divided over units.

    Parameters
    ----------
    category : str
        Of which category.
    quotas : mapping of str to int
        What each unit got.
    method : Method
        How it was rounded.
    tied : tuple of str
        Units with an equal claim to the last posts, of which those named first got them.
    from_ : str, optional
        Who had the posts.
    """

    category: str
    quotas: FrozenMap[str, int]
    method: Method
    tied: tuple[str, ...] = ()
    from_: str | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        total, units = sum(self.quotas.values()), len(self.quotas)
        return Text(
            f"{total} posts ({self.category}) divided over {units} units by {self.method.text('en')}",
            f"{total} 个员额（{self.category}）按{self.method.text('zh')}分配至 {units} 个单元",
        )


def as_weights(value: Mapping[str, Any]) -> FrozenMap[str, Number]:
    """Return the weights of figures as exact numbers."""
    return FrozenMap({figure: Number(weight) for figure, weight in value.items()})


def must_be_weights(weights: Mapping[str, Number], who: str) -> dict[str, Exact]:
    """Return exact weights; raise what the caller is to refuse when they weigh nothing.

    Raises
    ------
    ReformError
        For weights that are not exact, negative, or all zero.
    """
    exact = {figure: weight.exact for figure, weight in weights.items()}
    known = {figure: weight for figure, weight in exact.items() if weight is not None}
    if len(known) < len(exact) or any(w < 0 for w in known.values()) or not any(w > 0 for w in known.values()):
        shown = ", ".join(f"{figure}: {weight}" for figure, weight in weights.items()) or "{}"
        raise refuse(BAD_WEIGHTS(who=who, weights=shown))
    return known


@step(en="apportion a quota", zh="核定分配员额")
@attrs.frozen(kw_only=True)
class ApportionQuota(Step):
    """Divide a quota over units by their figures; the parts come to the total exactly.

    Each figure is taken as the part that a unit has in it, so that people and square kilometres can be weighed against
    each other.

    Parameters
    ----------
    units : Selector
        The units; all of them must be listed.
    category : str
        Category of the posts.
    weights : mapping of str to Number
        How much each figure counts: a field such as ``population``, or the word of a `UnitFigure`.
    total : Count, optional
        How many there are to divide; left out with `from_`, all that it has of the category.
    from_ : str, optional
        Who has the posts that are divided. Without it, what the units have less or more afterwards comes from outside.
    outside : Text
        That source.
    method : Method
        How to round.
    least : int
        How many each unit gets at least.
    ties : str
        ``refuse``, or ``first``: who is named first gets a post to which several have an equal claim.

    Notes
    -----
    Used by the fictional district, for BA-027 and BA-028: their weights, and the communities' figures, are not stated.
    """

    units: Selector = attrs.field(converter=as_selector)
    category: str
    weights: FrozenMap[str, Number] = attrs.field(converter=as_weights)
    total: Count | NotStated = attrs.field(default=NOT_STATED, converter=optional_count)
    from_: str | NotStated = NOT_STATED
    outside: Text = NO_TEXT
    method: Method = attrs.field(default=Method.LARGEST_REMAINDER, converter=Method)
    least: int = 0
    ties: str = attrs.field(default="refuse", validator=among("refuse", "first"))

    def effect(self, structure: Structure) -> Effect:
        """Write the quota of each unit in the place of what it had of the category."""
        units = self._units(structure)
        total, source = self._whole(structure, units)
        weights = must_be_weights(self.weights, "apportion_quota")
        figures = {name: {unit.id: self._figure(structure, unit, name) for unit in units} for name in weights}
        why = None
        if total < self.least * len(units):
            why = Text(f"they do not reach for {self.least} each", f"不足每单元 {self.least} 个")
        for name, amounts in figures.items():
            if not any(amounts.values()):
                why = Text(f"{name} comes to zero", f"{name} 合计为零")
        if why is not None or self.least < 0:
            why = why or Text("the minimum is below zero", "最低数小于零")
            raise refuse(CANNOT_APPORTION(total=total, count=len(units), why=why))
        found = apportion(total, combined(figures, weights), self.method, least=self.least)
        if found.tied and self.ties == "refuse":
            raise refuse(QUOTA_TIED(units=found.tied))
        held = [pool for unit in units for pool in structure.where(PostPool, unit=unit.id, category=self.category)]
        had = [pool for pool in held if pool not in source]  # who gives may be one of those who get
        put: list[Record] = [
            PostPool(unit=unit, category=self.category, posts=Count(posts), source=self.source)
            for unit, posts in found.seats.items()
        ]
        event = QuotaApportioned(
            category=self.category, quotas=found.seats, method=self.method, tied=found.tied,
            from_=structure[self.from_].id if isinstance(self.from_, str) else NOT_STATED,
        )  # fmt: skip
        return Effect(
            put=tuple(put), drop=(*had, *source), events=(event,), imbalances=self._outside(total, had, source)
        )

    def _units(self, structure: Structure) -> tuple[Node, ...]:
        selection = self.units.select(structure)
        if not selection.sure:
            raise refuse(NOTHING_SELECTED(selector=self.units))
        if selection.unsure or (selection.unlisted is not None and selection.unlisted.high != 0):
            why = Text("not all of these units are known", "并非所有单元均已列明")
            raise refuse(CANNOT_APPORTION(total=self.total, count=len(selection.sure), why=why))
        return selection.sure

    def _whole(self, structure: Structure, units: tuple[Node, ...]) -> tuple[int, tuple[PostPool, ...]]:
        """Return how many there are to divide, and the pools that hold them."""
        source: tuple[PostPool, ...] = ()
        total: Count | NotStated = self.total
        if isinstance(self.from_, str):
            source = structure.where(PostPool, unit=structure[self.from_].id, category=self.category)
            held = Count.total(pool.posts for pool in source)
            if not isinstance(total, NotStated) and total != held:
                why = Text(f"there are {held.text('en')}", f"现有 {held.text('zh')} 个")
                raise refuse(CANNOT_APPORTION(total=total, count=len(units), why=why))
            total = held
        exact = None if isinstance(total, NotStated) else total.exact
        if exact is None:
            why = Text("the total is not known exactly", "总数未准确载明")
            raise refuse(CANNOT_APPORTION(total=total, count=len(units), why=why))
        return int(exact), source

    def _figure(self, structure: Structure, unit: Node, name: str) -> Exact:
        amount = figure_of(structure, unit, name)
        if amount.exact is None:
            raise refuse(FIGURES_MISSING(unit=unit.label, figure=name, amount=amount))
        return amount.exact

    def _outside(
        self, total: int, had: list[PostPool], source: tuple[PostPool, ...]
    ) -> tuple[Imbalance, ...]:  # fmt: skip
        before = Count.total(pool.posts for pool in (*had, *source))
        change: Difference = Count(total).minus(before)
        if change.exact == 0 or self.outside == NO_TEXT:
            return ()
        return (Imbalance("posts", change if change.is_exact else NOT_STATED, self.outside),)
