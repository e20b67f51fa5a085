"""Sending cases along a response chain, through a loop of states, or as a whistle to departments: what comes of them.

How long everybody takes is for the caller to say, case by case. What is laid down - who is called first, who next,
after how long - is read from the structure.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import attrs

from basegov.casework.calendars import Calendar
from basegov.casework.cases import Case
from basegov.casework.moments import Moment
from basegov.casework.traces import Trace, TraceBuilder
from basegov.diagnostics.casework import NO_ORDER, NO_SUCH_ORDERING
from basegov.errors import NotFoundError, Suggestion
from basegov.structure.casework import (
    WHISTLE,
    EventScale,
    HandlingLoop,
    Ordering,
    ResponseChain,
    deadline_of,
    handler_of,
)
from basegov.structure.durations import Duration
from basegov.structure.records import kinds_of, record_type
from basegov.structure.snapshot import Structure
from basegov.texts import Language
from basegov.values import NOT_STATED, FrozenMap, NotStated

CALL: Final = "call"
ANSWER: Final = "answer"
CLOSE: Final = "close"
REPORT_IN: Final = "report_in"
SOLVED: Final = "solved"
REFUSED: Final = "refused"


class OpenReason(enum.Enum):
    """Why a case is still open."""

    OPENING_NOT_STATED = "opening not stated"
    WAITING = "waiting"
    NO_DEADLINE = "no deadline"
    NO_CALENDAR = "no calendar"
    CHAIN_EXHAUSTED = "chain exhausted"
    STATE_NOT_REACHED = "state not reached"
    NOT_REPORTED = "not reported"

    def text(self, lang: Language = "en") -> str:
        """Return the reason in words."""
        return _OPEN[self][lang == "zh"]


_OPEN: Final = {
    OpenReason.OPENING_NOT_STATED: ("when it was opened is not stated", "受理时间未载明"),
    OpenReason.WAITING: ("its time was not over when the log ends", "记录截止时尚未到期"),
    OpenReason.NO_DEADLINE: ("nobody answers, and no deadline lets it go on", "无人应答，且无时限可据以上呈"),
    OpenReason.NO_CALENDAR: ("the calendar does not say when the deadline is over", "工作日历无法确定期限届满日"),
    OpenReason.CHAIN_EXHAUSTED: ("the last of the chain did not solve it", "链条末级仍未解决"),
    OpenReason.STATE_NOT_REACHED: ("a state of the loop was not reached", "闭环中有环节未进行"),
    OpenReason.NOT_REPORTED: ("not everybody who was summoned reported", "被召集单位未全部报到"),
}


@attrs.frozen
class Reply:
    """How somebody who is called replies.

    Parameters
    ----------
    after : int, optional
        After how many seconds; None: never.
    outcome : str
        ``solved``, or anything else, such as ``refused``, with which the next of the chain is called.
    """

    after: int | None
    outcome: str = SOLVED


@attrs.frozen(eq=False, repr=False)
class Routing:
    """What came of cases.

    Parameters
    ----------
    trace : Trace
        The log.
    open : mapping of str to OpenReason
        The cases that are still open, each with the reason.
    """

    trace: Trace
    open: FrozenMap[str, OpenReason]

    def __repr__(self) -> str:
        return f"<Routing of {len(self.trace):,} cases: {len(self.open):,} open>"


def order_in(structure: Structure, id: str, cls: type[Ordering]) -> tuple[str, ...]:
    """Return the order of a chain, loop or scale.

    Raises
    ------
    NotFoundError
        When the structure has none of this id, or its order is not stated.
    """
    found = structure.get(id)
    what = record_type(cls).label
    if not isinstance(found, cls):
        known = [ordering.id for ordering in structure.records(cls)]
        raise NotFoundError([NO_SUCH_ORDERING(structure=structure.id, what=what, hint=Suggestion.build(id, known))])
    order = found.order
    if isinstance(order, NotStated):
        raise NotFoundError([NO_ORDER(of=found.label, field=found.field)])
    return order


@attrs.define(eq=False)
class _Places:
    """Who responds at a place, found once for each."""

    structure: Structure
    found: dict[tuple[str | NotStated, str], str | NotStated] = attrs.field(factory=dict)

    def responder(self, place: str | NotStated, kind: str) -> str | NotStated:
        """Return the nearest unit of a kind at a place; not stated where there is none."""
        key = (place, kind)
        known = self.found.get(key)
        if known is None:
            known = self.found[key] = responder_at(self.structure, place, kind)
        return known


def responder_at(structure: Structure, place: str | NotStated, kind: str) -> str | NotStated:
    """Return the unit of a kind that a place is, or in which it lies; not stated where that is not known."""
    if isinstance(place, NotStated) or place not in structure:
        return NOT_STATED
    nodes = (structure.node(place), *structure.ancestors(place))
    return next((node.id for node in nodes if kind in kinds_of(type(node))), NOT_STATED)


def first_responder(structure: Structure, case: Case, responders: tuple[str, ...], scale: str | None) -> int:
    """Return which of the responders is called first: the lowest capable of the class of the case, else the first."""
    if scale is not None and isinstance(case.event_class, str):
        handler = handler_of(structure, scale, case.event_class)
        if isinstance(handler, str) and handler in responders:
            return responders.index(handler)
    return 0


def route(
    structure: Structure,
    cases: Iterable[Case],
    *,
    chain: str,
    replies: Callable[[Case, str], Reply],
    scale: str | None = None,
    until: Moment | str | None = None,
) -> Routing:
    """Send cases along a response chain.

    A case goes to the lowest responder capable of its class. Who refuses it, does not solve it, or does not answer
    within the service level makes it go to the next; an answer that comes too late no longer counts.

    Parameters
    ----------
    structure : Structure
        Where the chain, its service levels, the scale and the calendar stand.
    cases : iterable of Case
        What is sent.
    chain : str
        The response chain.
    replies : callable
        For a case and a responder, how that one replies.
    scale : str, optional
        The scale whose handlers say who is called first; left out, it is the first of the chain.
    until : Moment, optional
        Until when the log is kept; left out, until nothing more happens.

    Raises
    ------
    NotFoundError
        When there is no such chain or scale, or its order is not stated.
    """
    responders = order_in(structure, chain, ResponseChain)
    if scale is not None:
        order_in(structure, scale, EventScale)
    firsts: dict[str | NotStated, int] = {}
    deadlines = {level: deadline_of(structure, chain, level) for level in responders}
    places, calendar = _Places(structure), Calendar.of(structure)
    builder, open_ = TraceBuilder(structure), dict[str, OpenReason]()
    end = None if until is None else Moment(until).seconds
    for case, number, opened in _opened(builder, cases, open_):
        at = opened
        first = firsts.get(case.event_class)
        if first is None:
            first = firsts[case.event_class] = first_responder(structure, case, responders, scale)
        why: OpenReason | None = OpenReason.CHAIN_EXHAUSTED
        for level in responders[first:]:
            if end is not None and at > end:
                why = OpenReason.WAITING
                break
            actor = places.responder(case.place, level)
            builder.add(number, CALL, at, actor, level)
            reply, within = replies(case, level), deadlines[level]
            due = calendar.due(at, within) if isinstance(within, Duration) else None
            comes = None if reply.after is None else at + reply.after
            if comes is not None and (due is None or comes <= due):
                if end is not None and comes > end:
                    why = OpenReason.WAITING
                    break
                builder.add(number, ANSWER, comes, actor, level, reply.outcome)
                at = comes
                if reply.outcome == SOLVED:
                    builder.add(number, CLOSE, at, actor, level)
                    why = None
                    break
            elif due is None:
                why = OpenReason.NO_CALENDAR if isinstance(within, Duration) else OpenReason.NO_DEADLINE
                break
            else:
                at = due + 1
        if why is not None:
            open_[case.id] = why
    return _finished(builder, open_, end)


def run_loop(
    structure: Structure,
    cases: Iterable[Case],
    *,
    loop: str,
    takes: Callable[[Case, str], int | None],
    outcomes: Mapping[str, str] | None = None,
    until: Moment | str | None = None,
) -> Routing:
    """Let cases go through a loop of states, one after the other, none skipped.

    Parameters
    ----------
    structure : Structure
        Where the loop stands.
    cases : iterable of Case
        What goes through it.
    loop : str
        The loop.
    takes : callable
        For a case and a state, the seconds from the state before (from the opening) until it is reached; None: never.
    outcomes : mapping of str to str, optional
        The outcomes of states, where they have one.
    until : Moment, optional
        Until when the log is kept; left out, until nothing more happens.

    Raises
    ------
    NotFoundError
        When there is no such loop, or its states are not stated.
    """
    states = order_in(structure, loop, HandlingLoop)
    said = {state: (outcomes or {}).get(state, NOT_STATED) for state in states}
    builder, open_ = TraceBuilder(structure), dict[str, OpenReason]()
    end = None if until is None else Moment(until).seconds
    for case, number, opened in _opened(builder, cases, open_):
        at = opened
        for state in states:
            after = takes(case, state)
            if after is None:
                open_[case.id] = OpenReason.STATE_NOT_REACHED
                break
            at += after
            if end is not None and at > end:
                open_[case.id] = OpenReason.WAITING
                break
            builder.add(number, state, at, case.place, NOT_STATED, said[state])
    return _finished(builder, open_, end)


def blow_whistle(
    structure: Structure,
    cases: Iterable[Case],
    *,
    summoned: Callable[[Case], Iterable[str]],
    takes: Callable[[Case, str], int | None],
    by: str = "street",
    until: Moment | str | None = None,
) -> Routing:
    """Let a town or street summon departments for cases, and log who reports.

    Parameters
    ----------
    structure : Structure
        Where the units stand.
    cases : iterable of Case
        What it is for.
    summoned : callable
        For a case, the ids of those who are summoned.
    takes : callable
        For a case and one who is summoned, the seconds until that one reports; None: never.
    by : str
        The kind of unit that whistles: the one in which the place of the case lies.
    until : Moment, optional
        Until when the log is kept; left out, until nothing more happens.
    """
    places, builder, open_ = _Places(structure), TraceBuilder(structure), dict[str, OpenReason]()
    end = None if until is None else Moment(until).seconds
    for case, number, at in _opened(builder, cases, open_):
        last = at
        who = places.responder(case.place, by)
        for body in summoned(case):
            builder.add(number, WHISTLE, at, who, body)
            after = takes(case, body)
            if after is None:
                open_[case.id] = OpenReason.NOT_REPORTED
            elif end is not None and at + after > end:
                open_.setdefault(case.id, OpenReason.WAITING)
            else:
                builder.add(number, REPORT_IN, at + after, body, body)
                last = max(last, at + after)
        if case.id not in open_:
            builder.add(number, CLOSE, last, who)
    return _finished(builder, open_, end)


def _opened(
    builder: TraceBuilder, cases: Iterable[Case], open_: dict[str, OpenReason]
) -> Iterator[tuple[Case, int, int]]:
    """Take cases; yield each with its number and the second of its opening, but for those that do not state it."""
    for case in cases:
        number = builder.open(case)
        if isinstance(case.opened, NotStated):
            open_[case.id] = OpenReason.OPENING_NOT_STATED
        else:
            yield case, number, case.opened.seconds


def _finished(builder: TraceBuilder, open_: dict[str, OpenReason], end: int | None) -> Routing:
    last = max(builder.times, default=None) if end is None else end
    until = NOT_STATED if last is None else Moment(last)
    return Routing(builder.finish(until=until, complete=True), FrozenMap(open_))
