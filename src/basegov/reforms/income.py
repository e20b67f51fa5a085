"""Steps on streams of income: which part of one stays with whom."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Share
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.items import one_of_kind
from basegov.reforms.steps import Effect, Step, step
from basegov.structure.income import IncomeAssignment, IncomeStream
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class IncomeAssigned(Event):
    """A unit was given a part of a stream of income."""

    stream: str
    unit: str
    share: Share | NotStated

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.unit} is given {self.share.text('en')} of {self.stream}",
            f"{self.unit} 分得 {self.stream} 的 {self.share.text('zh')}",
        )


def _share(value: Any) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


@step(en="assign income", zh="明确收入归属")
@attrs.frozen(kw_only=True)
class AssignIncome(Step):
    """Give units a part of a stream of income: of that which arises with them.

    Parameters
    ----------
    stream : str
        The stream.
    units : Selector
        Who is given it.
    share : Share, optional
        Which part.

    Notes
    -----
    Used by XZ-059 and XZ-060 (all of two streams).
    """

    stream: str
    units: Selector = attrs.field(converter=as_selector)
    share: Share | NotStated = attrs.field(default=NOT_STATED, converter=_share)

    def effect(self, structure: Structure) -> Effect:
        """Write the part of each unit; an older one is replaced."""
        stream: IncomeStream = one_of_kind(structure, self.stream, IncomeStream)
        nodes = selected(structure, self.units)
        put = tuple(IncomeAssignment(stream=stream.id, unit=n.id, share=self.share, source=self.source) for n in nodes)
        events = tuple(IncomeAssigned(stream=stream.id, unit=n.id, share=self.share) for n in nodes)
        return Effect(put=put, events=events)
