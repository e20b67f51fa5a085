"""Steps on procedures: a change of units is proposed, and the proposal goes through its stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.grids import STAGE_HELD_BEFORE
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import as_date, must_be_free, one_of_kind
from basegov.reforms.recounting import recounted
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.procedures import AdjustmentProposal, ProcedureStage
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Unit
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, show


@attrs.frozen(kw_only=True)
class AdjustmentProposed(Event):
    """A change of units was proposed."""

    proposal: str
    units: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.proposal} was drawn up for {', '.join(self.units)}",
            f"就 {'、'.join(self.units)} 提出 {self.proposal}",
        )


@attrs.frozen(kw_only=True)
class StageHeld(Event):
    """A proposal went through a stage."""

    proposal: str
    stage_held: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.proposal} went through {self.stage_held}", f"{self.proposal} 经过 {self.stage_held} 环节")


@step(en="propose an adjustment", zh="提出调整方案")
@attrs.frozen(kw_only=True)
class ProposeAdjustment(Step):
    """Draw up a proposal to change units.

    Parameters
    ----------
    proposal : AdjustmentProposal
        The proposal, with its units by id, code or name.

    Notes
    -----
    Used by the fictional district; BA-115 and WH-032 say what such a proposal goes through.
    """

    proposal: AdjustmentProposal

    def effect(self, structure: Structure) -> Effect:
        """Write the proposal."""
        must_be_free(structure, self.proposal.id)
        units = tuple(one_of_kind(structure, name, Unit).id for name in self.proposal.units)
        source = self.proposal.source or self.source
        new = attrs.evolve(self.proposal, units=units, source=source)
        put = tuple(recounted(structure, (new,), ()))
        return Effect(put=put, events=(AdjustmentProposed(proposal=new.id, units=units),))


@attrs.frozen(kw_only=True)
class StageOf:
    """A stage that a step lets a proposal go through.

    Parameters
    ----------
    stage : str
        Which stage.
    by, led_by : str, optional
        Who goes through it, and under whose leadership, by id, code or name.
    on : Date, optional
        On which day.
    """

    stage: str
    by: str | NotStated = NOT_STATED
    led_by: str | NotStated = NOT_STATED
    on: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    _repr_pretty_ = show


def _stages(value: Iterable[StageOf]) -> tuple[StageOf, ...]:
    return tuple(value)


@step(en="hold stages of a procedure", zh="履行程序")
@attrs.frozen(kw_only=True)
class HoldStages(Step):
    """Let a proposal go through stages, one after the other, after those that it has gone through.

    Parameters
    ----------
    proposal : str
        The proposal.
    stages : tuple of StageOf
        The stages in their order.

    Notes
    -----
    Used by the fictional district; the stages are those of BA-115, WH-032 and of the laws on committees.
    """

    proposal: str
    stages: tuple[StageOf, ...] = attrs.field(converter=_stages)

    def effect(self, structure: Structure) -> Effect:
        """Write the stages with their numbers."""
        proposal = one_of_kind(structure, self.proposal, AdjustmentProposal)
        held = structure.where(ProcedureStage, of=proposal.id)
        before = {stage.stage for stage in held}
        for one in self.stages:
            if one.stage in before:
                raise refuse(STAGE_HELD_BEFORE(proposal=proposal.label, stage=one.stage))
            before.add(one.stage)
        last = _last(held)
        put = tuple(
            ProcedureStage(
                of=proposal.id, stage=one.stage, number=last + Count(at), on=one.on, by=_found(structure, one.by),
                led_by=_found(structure, one.led_by), source=self.source,
            )
            for at, one in enumerate(self.stages, 1)
        )  # fmt: skip
        counted = _counted(structure, proposal, len(put))
        events = tuple(StageHeld(proposal=proposal.id, stage_held=stage.stage) for stage in put)
        return Effect(put=(*put, *counted), events=events)


def _last(held: Iterable[ProcedureStage]) -> Count:
    """Return the last place in the order of stages that are held; where one has no number, there is one for each."""
    stages = tuple(held)
    some = Count.between(len(stages), None)
    numbers = [stage.number if isinstance(stage.number, Count) else some for stage in stages]
    highs = [number.high for number in numbers if number.high is not None]
    low = max((number.low or 0 for number in numbers), default=0)
    return Count.between(low, max(highs, default=0) if len(highs) == len(numbers) else None)


def _counted(structure: Structure, proposal: AdjustmentProposal, more: int) -> Iterator[Inventory]:
    """Yield the inventories that count the stages of a proposal, with those that are new."""
    for scope in (proposal, *structure.ancestors(proposal.id)):
        found = structure.find_record(Inventory, (Inventory, scope.id, "procedure_stage"))
        if found is not None and isinstance(found.total, Count):
            yield attrs.evolve(found, total=found.total + Count(more))


def _found(structure: Structure, name: Any) -> Any:
    return name if isinstance(name, NotStated) else structure[name].id
