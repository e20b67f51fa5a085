"""Steps on how cases are handled: chains of response, classes of events, loops of states, deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.casework import NO_SUCH_ORDERING
from basegov.errors import Suggestion
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.casewords import labels_of, path_of
from basegov.structure.casework import (
    WHISTLE,
    ClassHandler,
    EventScale,
    HandlingLoop,
    Ordering,
    ResponseChain,
    ServiceLevel,
)
from basegov.structure.durations import Duration
from basegov.structure.records import Record, record_type
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, as_words


def _handlers(value: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(value)


def _within(value: Mapping[str, Duration | str]) -> FrozenMap[str, Duration]:
    return FrozenMap({stage: Duration(time) for stage, time in value.items()})


@attrs.frozen(kw_only=True)
class OrderSet(Event):
    """An order of responders, classes or states was laid down.

    Parameters
    ----------
    of : str
        Id of what was laid down.
    called : str
        Its name, or its id while it has none.
    label : Text
        What kind of order it is.
    order : tuple of str
        The words in their order.
    deadlines_gone, handlers_gone : tuple of str
        For which words of the order before a deadline, and a handler, is no longer recorded.
    """

    of: str
    called: str
    label: Text
    order: tuple[str, ...]
    deadlines_gone: tuple[str, ...] = ()
    handlers_gone: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        order, late, by = (path_of(self.order), labels_of(self.deadlines_gone), labels_of(self.handlers_gone))
        en = (f"; no deadline any more: {late.en}" if late.en else "") + (
            f"; no handler any more: {by.en}" if by.en else ""
        )
        zh = (f"；不再有时限：{late.zh}" if late.zh else "") + (f"；不再有处置主体：{by.zh}" if by.zh else "")
        return Text(f"{self.label.en} {self.called}: {order.en}{en}", f"{self.label.zh}“{self.called}”：{order.zh}{zh}")


@attrs.frozen(kw_only=True)
class DeadlinesChanged(Event):
    """Deadlines were set.

    Parameters
    ----------
    of : str
        Id of the chain, loop or scale.
    called : str
        Its name, or its id while it has none.
    stages : tuple of str
        Its stages that have a deadline now.
    """

    of: str
    called: str
    stages: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        stages = labels_of(self.stages)
        return Text(f"deadlines of {self.called} set: {stages.en}", f"明确“{self.called}”的办理时限：{stages.zh}")


@attrs.frozen(kw_only=True)
class OrderingStep(Step):
    """What steps that lay down an order have in common.

    Parameters
    ----------
    id : str
        Id of what is laid down; one that is there already is laid down anew, and loses what was for stages it no longer
        has.
    name : str, optional
        What people call it.
    within : mapping of str to Duration
        For stages, within which time they are due.
    """

    id: str
    name: str | NotStated = NOT_STATED
    within: FrozenMap[str, Duration] = attrs.field(default=EMPTY, converter=_within)

    def laid_down(
        self, structure: Structure, ordering: Ordering, order: tuple[str, ...], handlers: Mapping[str, str] = EMPTY
    ) -> Effect:
        """Return the effect of laying down an order."""
        had = structure.get(self.id)
        if isinstance(had, type(ordering)):
            name = had.name if isinstance(self.name, NotStated) else self.name
            ordering = attrs.evolve(ordering, name=name, aliases=had.aliases, parent=had.parent)
        put: list[Record] = [ordering]
        put += [ServiceLevel(of=self.id, stage=s, within=t, source=self.source) for s, t in self.within.items()]
        put += [ClassHandler(scale=self.id, event_class=c, handler=h, source=self.source) for c, h in handlers.items()]
        levels, told = structure.where(ServiceLevel, of=self.id), structure.where(ClassHandler, scale=self.id)
        late = [level for level in levels if level.stage not in (*order, WHISTLE)]
        unhandled = [handler for handler in told if handler.event_class not in order]
        label = record_type(type(ordering)).label
        event = OrderSet(
            of=self.id, called=ordering.label, label=label, order=order,
            deadlines_gone=tuple(level.stage for level in late),
            handlers_gone=tuple(handler.event_class for handler in unhandled),
        )  # fmt: skip
        return Effect(put=tuple(put), drop=(*late, *unhandled), events=(event,))


@step(en="set a response chain", zh="建立呼应链条")
@attrs.frozen(kw_only=True)
class SetResponseChain(OrderingStep):
    """Lay down who answers the first call, the second, and so on.

    Parameters
    ----------
    responders : tuple of str
        Kinds of those who answer, in the order of the calls.

    Notes
    -----
    Used by HZ-074.
    """

    responders: tuple[str, ...] = attrs.field(converter=as_words)

    def effect(self, structure: Structure) -> Effect:
        """Write the chain with its deadlines."""
        chain = ResponseChain(id=self.id, name=self.name, responders=self.responders, source=self.source)
        return self.laid_down(structure, chain, self.responders)


@step(en="classify events", zh="事件分级")
@attrs.frozen(kw_only=True)
class ClassifyEvents(OrderingStep):
    """Lay down classes of events by how grave they are, and who handles which.

    Parameters
    ----------
    classes : tuple of str
        The classes, the least grave first.
    handlers : mapping of str to str
        For classes, the level or kind of body that handles them.

    Notes
    -----
    Used by BA-072.
    """

    classes: tuple[str, ...] = attrs.field(converter=as_words)
    handlers: FrozenMap[str, str] = attrs.field(default=EMPTY, converter=_handlers)

    def effect(self, structure: Structure) -> Effect:
        """Write the scale, its handlers and its deadlines."""
        scale = EventScale(id=self.id, name=self.name, classes=self.classes, source=self.source)
        return self.laid_down(structure, scale, self.classes, self.handlers)


@step(en="set a handling loop", zh="建立闭环流程")
@attrs.frozen(kw_only=True)
class SetHandlingLoop(OrderingStep):
    """Lay down the states through which cases go.

    Parameters
    ----------
    states : tuple of str
        The states in their order.

    Notes
    -----
    Used by GL-050.
    """

    states: tuple[str, ...] = attrs.field(converter=as_words)

    def effect(self, structure: Structure) -> Effect:
        """Write the loop with its deadlines."""
        loop = HandlingLoop(id=self.id, name=self.name, states=self.states, source=self.source)
        return self.laid_down(structure, loop, self.states)


@step(en="set deadlines", zh="明确办理时限")
@attrs.frozen(kw_only=True)
class SetDeadlines(Step):
    """Set within which time stages of a response chain, loop or scale are due.

    Parameters
    ----------
    of : str
        The chain, loop or scale.
    within : mapping of str to Duration
        For stages (or ``whistle``), the time.

    Notes
    -----
    Used by the fictional district; no document of the five states its deadlines.
    """

    of: str
    within: FrozenMap[str, Duration] = attrs.field(converter=_within)

    def effect(self, structure: Structure) -> Effect:
        """Write the deadlines."""
        ordering: Any = structure.get(self.of)
        if not isinstance(ordering, Ordering):
            what = Text("response chain, loop or scale of this name", "该呼应链条、闭环流程或事件分级")
            hint = Suggestion.build(self.of, [o.id for o in structure.records("ordering") if isinstance(o, Ordering)])
            raise refuse(NO_SUCH_ORDERING(structure=structure.id, what=what, hint=hint))
        put = tuple(ServiceLevel(of=self.of, stage=s, within=t, source=self.source) for s, t in self.within.items())
        event = DeadlinesChanged(of=ordering.id, called=ordering.label, stages=tuple(self.within))
        return Effect(put=put, events=(event,))
