"""Steps on functions: units are given some, and lose others together with what presses for them."""

from __future__ import annotations

import attrs

from basegov.diagnostics.devolution import FUNCTION_NOT_PERFORMED
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.functions import Function, FunctionIncentive, Performs, belongs_to
from basegov.structure.records import Record
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words


@attrs.frozen(kw_only=True)
class FunctionGiven(Event):
    """A unit or body was given a function."""

    unit: str
    function: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.unit} performs {self.function}", f"{self.unit} 履行职能 {self.function}")


@attrs.frozen(kw_only=True)
class FunctionRemoved(Event):
    """A function was taken from a unit or body."""

    unit: str
    function: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.unit} no longer performs {self.function}", f"{self.unit} 不再履行职能 {self.function}")


@attrs.frozen(kw_only=True)
class IncentiveRemoved(Event):
    """An indicator or reward was abolished."""

    incentive: str
    function: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.incentive}, which was for {self.function}, was abolished",
            f"针对职能 {self.function} 的 {self.incentive} 已取消",
        )


@step(en="give functions", zh="赋予职能")
@attrs.frozen(kw_only=True)
class GiveFunctions(Step):
    """Give functions to every selected unit or body.

    Parameters
    ----------
    units : Selector
        To whom.
    functions : tuple of str
        Which: functions that are there, or ids of new ones.
    focus : bool, optional
        Whether they are to concentrate on them.

    Notes
    -----
    Used by HZ-024, XZ-072 to XZ-075, GL-024 and GL-029.
    """

    units: Selector = attrs.field(converter=as_selector)
    functions: tuple[str, ...] = attrs.field(converter=as_words)
    focus: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write one relation for every unit and function, and the functions that are new."""
        units = self.units.select(structure).sure
        if not units:
            raise refuse(NOTHING_SELECTED(selector=self.units))
        put: list[Record] = []
        functions: list[str] = []
        for name in self.functions:
            new = name not in structure and name not in structure.names
            if new:
                put.append(Function(id=name, source=self.source))
            functions.append(name if new else one_of_kind(structure, name, Function).id)
        pairs = [(unit.id, function) for unit in units for function in functions]
        put += [Performs(unit=unit, function=f, focus=self.focus, source=self.source) for unit, f in pairs]
        return Effect(put=tuple(put), events=tuple(FunctionGiven(unit=unit, function=f) for unit, f in pairs))


@step(en="remove functions", zh="取消职能")
@attrs.frozen(kw_only=True)
class RemoveFunctions(Step):
    """Take functions, with their branches, from every selected unit, together with the indicators and rewards for them.

    What is recorded of a group goes when the group is selected, or all of its listed members are.

    Parameters
    ----------
    units : Selector
        From whom.
    functions : tuple of str
        Which.
    incentives : bool
        Whether the indicators and rewards for them go too.

    Notes
    -----
    Used by HZ-025 and HZ-026.
    """

    units: Selector = attrs.field(converter=as_selector)
    functions: tuple[str, ...] = attrs.field(converter=as_words)
    incentives: bool = True

    def effect(self, structure: Structure) -> Effect:
        """Take out what is recorded of the functions."""
        units = {node.id for node in self.units.select(structure).sure}
        if not units:
            raise refuse(NOTHING_SELECTED(selector=self.units))
        groups = structure.records(UnitGroup)
        units |= {group.id for group in groups if group.members and units.issuperset(group.members)}
        wanted = tuple(one_of_kind(structure, function, Function).id for function in self.functions)
        drop: list[Record] = []
        events: list[Event] = []
        for performed in structure.records(Performs):
            if performed.unit in units and belongs_to(structure, performed.function, wanted) is Truth.TRUE:
                drop.append(performed)
                events.append(FunctionRemoved(unit=performed.unit, function=performed.function))
        for incentive in structure.records(FunctionIncentive) if self.incentives else ():
            for_it = isinstance(incentive.function, str) and belongs_to(structure, incentive.function, wanted)
            if incentive.subject in units and for_it is Truth.TRUE:
                drop.append(incentive)
                events.append(IncentiveRemoved(incentive=incentive.id, function=str(incentive.function)))
        if not drop:
            raise refuse(FUNCTION_NOT_PERFORMED(functions=wanted, selector=self.units))
        return Effect(drop=tuple(drop), events=tuple(events))
