"""Handing powers down: by name or as a counted bundle, to units or a group, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.devolution import POWER_NOT_HELD
from basegov.diagnostics.lists import ID_TAKEN
from basegov.errors import Suggestion
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import as_date, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.devolution import Authority, PowerHolding, PowerItem, holdings
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Record, record_type
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words, show


@attrs.frozen(kw_only=True)
class PowerDevolved(Event):
    """A power was handed down to a holder.

    Parameters
    ----------
    power : str
        The power or bundle.
    to : str
        The new holder.
    former : str, optional
        Who held it before.
    field : str, optional
        Field of work of the power.
    batch : int, optional
        The batch.
    """

    power: str
    to: str
    former: str | NotStated = NOT_STATED
    field: str | NotStated = NOT_STATED
    batch: int | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        former = self.former if isinstance(self.former, str) else None
        en = f" from {former}" if former else ""
        zh = f"由 {former} " if former else ""
        return Text(f"{self.power} was devolved{en} to {self.to}", f"{self.power} {zh}下放至 {self.to}")


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


def _authority(value: Any) -> Authority | NotStated:
    return value if isinstance(value, NotStated) else Authority(value)


@attrs.frozen(kw_only=True)
class PowerGiven:
    """A power that a step hands down: one that is there, or a new one with what is known of it; see `PowerItem`.

    Parameters
    ----------
    power : str
        A power that is there, or the id of a new one.
    name, authority, count, field, high_volume, urgently_needed, absorbable, assessed, legal_basis, lawful_from
        As for `PowerItem`; they may be given for a new one only.
    """

    power: str
    name: str | NotStated = NOT_STATED
    authority: Authority | NotStated = attrs.field(default=NOT_STATED, converter=_authority)
    count: Count | NotStated = attrs.field(default=Count(1), converter=_count)
    field: str | NotStated = NOT_STATED
    high_volume: bool | NotStated = NOT_STATED
    urgently_needed: bool | NotStated = NOT_STATED
    absorbable: bool | NotStated = NOT_STATED
    assessed: bool | NotStated = NOT_STATED
    legal_basis: str | NotStated | None = NOT_STATED
    lawful_from: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    _repr_pretty_ = show

    @property
    def says_more(self) -> bool:
        """Whether anything is said besides which power it is."""
        return self != PowerGiven(power=self.power)


def _as_powers(powers: Iterable[PowerGiven]) -> tuple[PowerGiven, ...]:
    return tuple(powers)


@step(en="devolve powers", zh="下放权力事项")
@attrs.frozen(kw_only=True)
class DevolvePowers(Step):
    """Hand powers down. Each receiver holds each of them; a group whose members are all listed gives it to each member.

    Parameters
    ----------
    powers : tuple of PowerGiven
        Which.
    to : tuple of str
        To whom: units, bodies, or groups of them.
    from_ : str, optional
        Who held them before, and holds them no longer (unless `keeps` is set).
    keeps : bool
        Whether the former holder keeps them too.
    batch : int, optional
        In which batch, counted from 1.
    since : Date, optional
        From when they are held.

    Notes
    -----
    Used by GL-021 (35 approval powers to three towns), GL-028 (40 penalty powers to each town and street), HZ-041.
    """

    powers: tuple[PowerGiven, ...] = attrs.field(converter=_as_powers)
    to: tuple[str, ...] = attrs.field(converter=as_words)
    from_: str | NotStated = NOT_STATED
    keeps: bool = False
    batch: int | NotStated = NOT_STATED
    since: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write who holds the powers now, and the powers that are new."""
        holders = tuple(dict.fromkeys(id_ for word in self.to for id_ in receivers(structure, word)))
        former: str | NotStated = structure[self.from_].id if isinstance(self.from_, str) else NOT_STATED
        put: list[Record] = []
        drop: list[Record] = []
        events: list[Event] = []
        for given in self.powers:
            power = self._power(structure, given, put)
            if isinstance(former, str):
                drop += self._left(structure, power, former, holders)
            for holder in holders:
                put.append(
                    PowerHolding(
                        holder=holder, power=power.id, devolved=True, devolved_from=former, batch=self.batch,
                        since=self.since, source=self.source,
                    )
                )  # fmt: skip
                events.append(
                    PowerDevolved(power=power.id, to=holder, former=former, field=power.field, batch=self.batch)
                )
        return Effect(put=tuple(put), drop=tuple(drop), events=tuple(events))

    def _power(self, structure: Structure, given: PowerGiven, put: list[Record]) -> PowerItem:
        if given.power in structure or given.power in structure.names:
            found: PowerItem = one_of_kind(structure, given.power, PowerItem)
            if given.says_more:
                raise refuse(ID_TAKEN(id=found.id, found=record_type(type(found)).label))
            return found
        terms = {f: getattr(given, f) for f in attrs.fields_dict(PowerGiven) if f != "power"}
        new = PowerItem(id=given.power, source=self.source, **terms)
        put.append(new)
        return new

    def _left(
        self, structure: Structure, power: PowerItem, former: str, holders: tuple[str, ...]
    ) -> tuple[PowerHolding, ...]:
        """Return what the former holder no longer holds; refuse when it is known not to have held the power."""
        if power.id not in structure:
            return ()  # it is recorded with this step for the first time
        held = holdings(structure, former)
        line = {power.id, *(above.id for above in structure.ancestors(power.id))}
        if line.isdisjoint(h.power for h in held) and lists_all_about(structure, former, "power_holding"):
            hint = Suggestion.build(power.id, [h.power for h in held])
            raise refuse(POWER_NOT_HELD(power=power.id, holder=structure.node(former).label, known=hint))
        if self.keeps or former in holders:
            return ()
        return tuple(h for h in held if h.power == power.id and h.holder == former)


def receivers(structure: Structure, word: str) -> tuple[str, ...]:
    """Return the node that a word names, or the members of a group when all of them are listed."""
    node = structure[word]
    if isinstance(node, UnitGroup) and isinstance(node.count, Count) and node.count.exact == len(node.members):
        return node.members
    return (node.id,)
