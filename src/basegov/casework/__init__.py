"""What flows: cases, the log of their events, and the trace that they leave in a structure.

>>> from basegov.casework import Case, CaseEvent, Moment, Reply, Trace, route
"""

from basegov.casework.calendars import Calendar
from basegov.casework.cases import Case, CaseEvent
from basegov.casework.distributions import constant, empirical, exponential, uniform
from basegov.casework.measures import AnsweringTimes, TimesRow, answering_times, compare_answering
from basegov.casework.moments import Moment
from basegov.casework.routing import OpenReason, Reply, Routing, blow_whistle, route, run_loop
from basegov.casework.simulation import Load, simulate
from basegov.casework.traces import Trace, TraceBuilder

__all__ = [
    "AnsweringTimes",
    "Calendar",
    "Case",
    "CaseEvent",
    "Load",
    "Moment",
    "OpenReason",
    "Reply",
    "Routing",
    "TimesRow",
    "Trace",
    "TraceBuilder",
    "answering_times",
    "blow_whistle",
    "compare_answering",
    "constant",
    "empirical",
    "exponential",
    "route",
    "run_loop",
    "simulate",
    "uniform",
]
