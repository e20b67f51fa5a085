"""A discrete simulation of the load on a structure: cases come, wait in line, are handled, go on when not solved."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random

import attrs

from basegov.casework.cases import Case
from basegov.casework.distributions import Draw
from basegov.casework.moments import Moment
from basegov.casework.routing import (
    ANSWER,
    CALL,
    CLOSE,
    REFUSED,
    SOLVED,
    first_responder,
    order_in,
    responder_at,
)
from basegov.casework.traces import Trace, TraceBuilder
from basegov.diagnostics.casework import NO_SERVERS
from basegov.errors import NotFoundError
from basegov.quantities import Count
from basegov.structure.casework import ResponseChain
from basegov.structure.durations import Duration
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.values import NotStated

START = "start"


@attrs.frozen(kw_only=True)
class Load:
    """What comes, and how it is handled.

    Parameters
    ----------
    arrivals : callable
        Draws the seconds between two cases of one place.
    handling : callable or mapping of str to callable
        Draws the seconds that somebody works on a case: for all, or for each responder of the chain.
    solved : mapping of str to Fraction
        For responders, which part of the cases they solve; who is not named solves all. The last responder solves what
        comes to them.
    classes : mapping of str to int
        Of the classes of events, how many there are of each in so many; empty: none is told.
    servers : mapping of str to int
        How many work in a unit, by its id, or at a responder, by its word; who is not named has the staff that the
        structure states.
    """

    arrivals: Draw
    handling: Draw | Mapping[str, Draw]
    solved: Mapping[str, Fraction] = attrs.field(factory=dict)
    classes: Mapping[str, int] = attrs.field(factory=dict)
    servers: Mapping[str, int] = attrs.field(factory=dict)

    def draw_of(self, responder: str) -> Draw:
        """Return what draws the time of handling of a responder."""
        return self.handling[responder] if isinstance(self.handling, Mapping) else self.handling

    def is_solved(self, responder: str, random: Random) -> bool:
        """Draw whether a responder solves a case."""
        part = Fraction(self.solved.get(responder, 1))
        return random.randrange(part.denominator) < part.numerator


def simulate(
    structure: Structure,
    load: Load,
    *,
    chain: str,
    start: Moment | str,
    lasting: Duration | str,
    places: str = "community",
    scale: str | None = None,
    seed: int = 0,
) -> Trace:
    """Let cases come to every place for some time, and log how they are handled until all are done.

    Whoever is called works on one case at a time, in the order of the calls; a case that is not solved goes on to the
    next of the chain when the work on it is over. The clock runs day and night. Only the generator of Python with this
    seed is drawn from, place by place, so the same seed gives the same trace.

    Parameters
    ----------
    structure : Structure
        The places, the chain, the staff.
    load : Load
        What comes, and how it is handled.
    chain : str
        The response chain.
    start : Moment
        When it begins.
    lasting : Duration
        How long new cases come: a time of the clock.
    places : str
        The kind of unit to which cases come.
    scale : str, optional
        The scale by which a class goes to its handler first.
    seed : int
        The seed.

    Raises
    ------
    NotFoundError
        When there is no such chain, or it is not known how many work in a unit.
    ValueError
        When `lasting` is counted in working days or hours.
    """
    responders = order_in(structure, chain, ResponseChain)
    length = Duration(lasting).seconds
    if length is None:
        raise ValueError("the load lasts for a time of the clock, not for working days or hours")
    begin = Moment(start).seconds
    random = Random(seed)
    builder = TraceBuilder(structure)
    waiting: list[tuple[int, int, int]] = []
    for case in sorted(_cases(structure, load, places, begin, begin + length, random), key=_opened):
        first = first_responder(structure, case, responders, scale)
        waiting.append((_opened(case), builder.open(case), first))
    heapq.heapify(waiting)
    free: dict[str, list[int]] = {}
    while waiting:
        at, number, level = heapq.heappop(waiting)
        responder = responders[level]
        unit = responder_at(structure, builder.cases[number].place, responder)
        desk = responder if isinstance(unit, NotStated) else unit
        if desk not in free:
            free[desk] = [0] * _servers(structure, load, desk, responder)
        builder.add(number, CALL, at, unit, responder)
        begins = max(at, heapq.heappop(free[desk]))
        ends = begins + load.draw_of(responder)(random)
        heapq.heappush(free[desk], ends)
        is_last = level + 1 == len(responders)
        solved = load.is_solved(responder, random) or is_last
        builder.add(number, START, begins, unit, responder)
        builder.add(number, ANSWER, ends, unit, responder, SOLVED if solved else REFUSED)
        if solved:
            builder.add(number, CLOSE, ends, unit, responder)
        else:
            heapq.heappush(waiting, (ends, number, level + 1))
    last = max(builder.times, default=begin + length)
    return builder.finish(until=Moment(max(last, begin + length)), complete=True)


def _opened(case: Case) -> int:
    return case.opened.seconds if isinstance(case.opened, Moment) else 0


def _cases(structure: Structure, load: Load, places: str, begin: int, end: int, random: Random) -> Iterator[Case]:
    classes = [name for name, number in load.classes.items() for _ in range(number)]
    for place in structure.records(places):
        id_ = str(place.key)
        at, number = begin + load.arrivals(random), 0
        while at < end:
            number += 1
            told = {"event_class": classes[random.randrange(len(classes))]} if classes else {}
            yield Case(id=f"{id_}-{number}", place=id_, opened=Moment(at), **told)
            at += max(load.arrivals(random), 1)


def _servers(structure: Structure, load: Load, desk: str, responder: str) -> int:
    given = load.servers.get(desk, load.servers.get(responder))
    if given is not None and given > 0:
        return given
    found = staff_at(structure, desk) if desk in structure else Count.unknown()
    if given is not None or found.exact is None or found.exact < 1:
        raise NotFoundError([NO_SERVERS(unit=structure.node(desk).label if desk in structure else desk)])
    return int(found.exact)


def staff_at(structure: Structure, unit: str) -> Count:
    """Return how many people the structure records at a unit, persons and groups, itself only; none means not known."""
    people = structure.children(unit, Staff)
    groups = structure.children(unit, StaffGroup)
    if not people and not groups:
        return Count.unknown()
    return Count.total([Count(len(people)), *(group.count for group in groups)])
