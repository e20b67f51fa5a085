"""How cases are to be handled: who responds in which order, classes of events, loops of states, deadlines, calendars.

These records say what is laid down. What really happened to cases stands in a trace (`basegov.casework`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import attrs

from basegov.dates import Date
from basegov.diagnostics.casework import BAD_HOURS, DAY_TWICE, NAMED_TWICE, NOT_A_DAY, NOT_IN_ORDER
from basegov.errors import Diagnostic, Suggestion
from basegov.structure.durations import Duration
from basegov.structure.functions import lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, record
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

WHISTLE: Final = "whistle"


@attrs.frozen(kw_only=True)
class Ordering(Node):
    """Words in an order that is laid down: responders, states, classes of events."""

    @property
    def order(self) -> tuple[str, ...] | NotStated:
        """The words, the first first."""
        raise NotImplementedError

    @property
    def field(self) -> str:
        """The name of the field in which they stand."""
        raise NotImplementedError


@record("response_chains", en="response chain", zh="呼应链条")
@attrs.frozen(kw_only=True)
class ResponseChain(Ordering):
    """Who answers the first call, who the second when it is not answered or not solved, and so on.

    Parameters
    ----------
    responders : tuple of str, optional
        Kinds of those who answer, in the order of the calls: ``community``, ``street``, ``department``, ``leader``.
    """

    responders: tuple[str, ...] | NotStated = NOT_STATED

    @property
    def order(self) -> tuple[str, ...] | NotStated:
        """The responders."""
        return self.responders

    @property
    def field(self) -> str:
        """`responders`."""
        return "responders"


@record("event_scales", en="scale of event classes", zh="事件分级")
@attrs.frozen(kw_only=True)
class EventScale(Ordering):
    """The classes of events by how grave they are. Who handles a class is told by `ClassHandler`.

    Parameters
    ----------
    classes : tuple of str, optional
        The classes, the least grave first.
    """

    classes: tuple[str, ...] | NotStated = NOT_STATED

    @property
    def order(self) -> tuple[str, ...] | NotStated:
        """The classes."""
        return self.classes

    @property
    def field(self) -> str:
        """`classes`."""
        return "classes"


@record("handling_loops", en="handling loop", zh="闭环流程")
@attrs.frozen(kw_only=True)
class HandlingLoop(Ordering):
    """The states through which every case goes, up to the one that closes it.

    Parameters
    ----------
    states : tuple of str, optional
        The states in their order, such as ``collect``, ``report``, ..., ``verify``.
    """

    states: tuple[str, ...] | NotStated = NOT_STATED

    @property
    def order(self) -> tuple[str, ...] | NotStated:
        """The states."""
        return self.states

    @property
    def field(self) -> str:
        """`states`."""
        return "states"


@record("class_handlers", en="handler of a class of events", zh="事件分级处置主体")
@attrs.frozen(kw_only=True)
class ClassHandler(Relation):
    """Who handles the events of a class: the lowest level that is capable of it.

    That a class has no handler is known only from an `Inventory` (of ``class_handler``, about the scale or what
    contains it).

    Parameters
    ----------
    scale : str
        The scale.
    event_class : str
        One of its classes.
    handler : str, optional
        A level or kind of body: ``community``, ``street``, ``district``.
    """

    scale: Annotated[str, Ref("event_scale")]
    event_class: str
    handler: str | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("scale", "event_class")


@record("service_levels", en="service level", zh="办理时限")
@attrs.frozen(kw_only=True)
class ServiceLevel(Relation):
    """Within which time somebody answers, a state is reached, an event of a class is handled, a summons is obeyed.

    Parameters
    ----------
    of : str
        The response chain, loop or scale.
    stage : str
        One of its responders, states or classes; or ``whistle`` for a summons.
    within : Duration, optional
        The time, from when the one before was called, or the state before was reached.
    """

    of: Annotated[str, Ref("ordering")]
    stage: str
    within: Duration | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("of", "stage")


@record("work_calendars", en="calendar of working days", zh="工作日历")
@attrs.frozen(kw_only=True)
class WorkCalendar(Node):
    """Which days are worked and at which hours. Monday to Friday, unless a day is off or is worked to make up for one.

    Parameters
    ----------
    years : tuple of int, optional
        The years for which holidays are known; of other years it is not known which days are worked.
    holidays : tuple of Date, optional
        The days off on which people would otherwise work.
    make_up_days : tuple of Date, optional
        The days of a weekend on which they work instead (调休上班日).
    hours : tuple of str, optional
        The hours of a working day, such as ``09:00-12:00`` and ``14:00-18:00``.
    """

    years: tuple[int, ...] | NotStated = NOT_STATED
    holidays: tuple[Date, ...] | NotStated = NOT_STATED
    make_up_days: tuple[Date, ...] | NotStated = NOT_STATED
    hours: tuple[str, ...] | NotStated = NOT_STATED

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The hours in seconds of the day; the whole day while they are not stated."""
        if isinstance(self.hours, NotStated) or not self.hours:
            return ((0, 86_400),)
        return tuple(span for span in map(read_span, self.hours) if span is not None)


_SPAN: Final = re.compile(r"(\d\d):([0-5]\d)\s*[-–—至]\s*(\d\d):([0-5]\d)", re.ASCII)


def read_span(text: str) -> tuple[int, int] | None:
    """Return the hours in seconds of the day; None when they are not written as hours."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return None
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    start, end = start_hour * 3600 + start_minute * 60, end_hour * 3600 + end_minute * 60
    return (start, end) if start < end <= 86_400 else None


@invariant(ResponseChain, EventScale, HandlingLoop)
def orders_name_everything_once(structure: Structure, new: tuple[Ordering, ...]) -> Iterator[Diagnostic]:
    """Fail because a word stands twice in an order."""
    for ordering in new:
        order = ordering.order
        if isinstance(order, NotStated):
            continue
        for word in dict.fromkeys(word for word in order if order.count(word) > 1):
            yield NAMED_TWICE(structure.location(ordering), of=ordering.label, field=ordering.field, word=word)


@invariant(ClassHandler, ServiceLevel, ResponseChain, EventScale, HandlingLoop)
def stages_are_in_their_order(
    structure: Structure, new: tuple[ClassHandler | ServiceLevel | Ordering, ...]
) -> Iterator[Diagnostic]:
    """Fail because a handler or a deadline is for a class, responder or state that the order does not have."""
    told: dict[ClassHandler | ServiceLevel, None] = {}
    for one in new:
        if isinstance(one, Ordering):
            told |= dict.fromkeys(structure.where(ClassHandler, scale=one.id))
            told |= dict.fromkeys(structure.where(ServiceLevel, of=one.id))
        else:
            told[one] = None
    for relation in told:
        of, stage = _stage(relation)
        ordering = structure.get(of)
        if not isinstance(ordering, Ordering) or isinstance(ordering.order, NotStated) or stage == WHISTLE:
            continue
        if stage not in ordering.order:
            hint = Suggestion.build(stage, ordering.order)
            yield NOT_IN_ORDER(structure.location(relation), of=ordering.label, stage=stage, hint=hint)


def _stage(relation: ClassHandler | ServiceLevel) -> tuple[str, str]:
    if isinstance(relation, ClassHandler):
        return relation.scale, relation.event_class
    return relation.of, relation.stage


@invariant(WorkCalendar)
def calendars_can_be_read(structure: Structure, new: tuple[WorkCalendar, ...]) -> Iterator[Diagnostic]:
    """Fail because hours are not hours, or overlap, or a day is not exact, or both off and worked."""
    for calendar in new:
        where = structure.location(calendar)
        for hours in () if isinstance(calendar.hours, NotStated) else calendar.hours:
            if read_span(hours) is None:
                yield BAD_HOURS(where, calendar=calendar.label, hours=hours)
        spans = calendar.spans
        for before, after in pairwise(spans):
            if after[0] < before[1] and not isinstance(calendar.hours, NotStated):
                yield BAD_HOURS(where, calendar=calendar.label, hours=", ".join(calendar.hours))
        off, worked = (
            () if isinstance(days, NotStated) else days for days in (calendar.holidays, calendar.make_up_days)
        )
        for day in (*off, *worked):
            if day.exact is None:
                yield NOT_A_DAY(where, calendar=calendar.label, day=day)
        for day in off:
            if day in worked:
                yield DAY_TWICE(where, calendar=calendar.label, day=day)


def handler_of(structure: Structure, scale: str, event_class: str) -> str | NotStated | None:
    """Return who handles a class of events; None when it is known that nobody does."""
    found = structure.where(ClassHandler, scale=scale, event_class=event_class)
    if found:
        return found[0].handler
    return None if lists_all_about(structure, scale, "class_handler") else NOT_STATED


def deadline_of(structure: Structure, of: str, stage: str) -> Duration | NotStated | None:
    """Return within which time a stage is due; None when it is known that no time is set."""
    found = structure.where(ServiceLevel, of=of, stage=stage)
    if found:
        return found[0].within
    return None if lists_all_about(structure, of, "service_level") else NOT_STATED
