"""Strategies for traces: logs that are what they should be by construction, and logs that meet or miss one rule."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from basegov.casework.cases import Case, CaseEvent
from basegov.casework.moments import Moment
from basegov.casework.routing import Reply, Routing, route, run_loop
from basegov.casework.traces import Trace
from basegov.dates import Date
from basegov.diagnostics.testing import NO_MAKER, NOTHING_VIOLATES
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Share
from basegov.rules.calls import CallsAnswered, HandledAtLowestLevel
from basegov.rules.progress import CaseCompletion, ClosedOnlyAfter, EventsPerCase, OrderKept
from basegov.rules.rule import Rule, rule_name
from basegov.rules.traces import ShareRule, TraceRule
from basegov.structure.casework import (
    ClassHandler,
    EventScale,
    HandlingLoop,
    ResponseChain,
    ServiceLevel,
    WorkCalendar,
)
from basegov.structure.durations import Duration
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Street
from basegov.testing.drafts.draft import CannotMissError
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

RESPONDERS: Final = ("community", "street", "department", "leader")
STATES: Final = ("collect", "report", "analyse", "route", "handle", "feedback", "verify")
CLASSES: Final = ("micro", "ordinary", "larger", "major")
START: Final = Moment("2026-03-02 09:00")
_DAY: Final = 86_400
_PLACES: Final[tuple[Record, ...]] = (
    District(id="d", name="某区"), Street(id="s", name="某街道", parent="d"),
    Community(id="a", name="甲社区", parent="s"), Community(id="b", name="乙社区", parent="s"),
    GridLayer(id="net", name="网格", parent="d"), Grid(id="g1", name="第一网格", parent="a", layer="net"),
    Grid(id="g2", name="第二网格", parent="b", layer="net"),
    WorkCalendar(id="calendar", parent="d", years=(2026, 2027, 2028), holidays=(), make_up_days=()),
)  # fmt: skip
M = TypeVar("M", bound=Callable[..., Any])


@st.composite
def worlds(draw: st.DrawFn) -> Structure:
    """Draw a small structure with a response chain, a scale of classes, a loop, and some of the deadlines."""
    responders = RESPONDERS[: draw(st.integers(1, 4))]
    times = st.sampled_from(["30 minutes", "2 hours", "1 day", "2 working days", "4 working hours"]).map(Duration)
    levels = draw(st.dictionaries(st.sampled_from(responders), times))
    handlers = draw(st.dictionaries(st.sampled_from(CLASSES), st.sampled_from(RESPONDERS)))
    calendar = WorkCalendar(
        id="calendar", parent="d", years=(2026,), holidays=(), make_up_days=(), hours=("09:00-12:00", "14:00-18:00")
    )
    return Structure.build(
        (
            *_PLACES[:-1], calendar,
            ResponseChain(id="chain", parent="d", responders=responders),
            EventScale(id="scale", parent="d", classes=CLASSES), HandlingLoop(id="loop", parent="d", states=STATES),
            *(ServiceLevel(of="chain", stage=stage, within=within) for stage, within in levels.items()),
            *(ClassHandler(scale="scale", event_class=c, handler=h) for c, h in handlers.items()),
        ),
        id="world",
    )  # fmt: skip


@st.composite
def cases(draw: st.DrawFn, *, min_size: int = 0, max_size: int = 6) -> tuple[Case, ...]:
    """Draw cases in the places of such a structure."""
    number = draw(st.integers(min_size, max_size))
    known = st.one_of(st.just(NOT_STATED), st.integers(0, 20 * _DAY).map(lambda s: Moment(START.seconds + s)))
    places = st.one_of(st.just(NOT_STATED), st.sampled_from(["g1", "g2", "a"]))
    classes = st.one_of(st.just(NOT_STATED), st.sampled_from(CLASSES))
    return tuple(
        Case(
            id=f"c{n}", opened=draw(known), place=draw(places), event_class=draw(classes)
        )
        for n in range(number)
    )  # fmt: skip


@st.composite
def reply_tables(draw: st.DrawFn, cases: tuple[Case, ...]) -> dict[tuple[str, str], Reply]:
    """Draw for every case and responder how that one replies."""
    after = st.one_of(st.none(), st.integers(0, 5 * _DAY))
    outcomes = st.sampled_from(["solved", "refused", "unsolved"])
    return {(case.id, who): Reply(draw(after), draw(outcomes)) for case in cases for who in RESPONDERS}


@st.composite
def routings(draw: st.DrawFn) -> Routing:
    """Draw cases, and send them along the chain of a drawn structure."""
    structure, sent = draw(worlds()), draw(cases())
    table = draw(reply_tables(sent))
    until = draw(st.one_of(st.none(), st.integers(0, 25 * _DAY).map(lambda s: Moment(START.seconds + s))))
    scale = draw(st.sampled_from([None, "scale"]))
    return route(structure, sent, chain="chain", scale=scale, until=until,
                 replies=lambda case, who: table[case.id, who])  # fmt: skip


@st.composite
def loops(draw: st.DrawFn) -> Routing:
    """Draw cases, and let them go through the loop of a drawn structure."""
    structure, sent = draw(worlds()), draw(cases())
    after = st.one_of(st.none(), st.integers(0, _DAY))
    table = {(case.id, state): draw(after) for case in sent for state in STATES}
    until = draw(st.one_of(st.none(), st.integers(0, 25 * _DAY).map(lambda s: Moment(START.seconds + s))))
    return run_loop(structure, sent, loop="loop", takes=lambda case, state: table[case.id, state], until=until)


def traces() -> st.SearchStrategy[Trace]:
    """Generate traces as cases leave them that go along a chain or through a loop: valid by construction."""
    return st.one_of(routings(), loops()).map(lambda routing: routing.trace)


# traces that meet or miss a rule

Events = list[CaseEvent]
TRACE_MAKERS: Final[dict[type[TraceRule], Callable[[Any, Any, bool], tuple[list[Record], Events]]]] = {}
"""For each class of rules over traces what makes one case that keeps it or not: records that it needs, and events."""


def makes_cases(cls: type[TraceRule]) -> Callable[[M], M]:
    """Register what makes cases for a class of rules over traces: ``(rule, case, misses) -> records, events``."""

    def register(maker: M) -> M:
        TRACE_MAKERS[cls] = maker
        return maker

    return register


def has_trace_maker(rule: Rule | type[Rule]) -> bool:
    """Whether cases can be made for a class of rules."""
    return (rule if isinstance(rule, type) else type(rule)) in TRACE_MAKERS


def valid_traces(rule: TraceRule) -> st.SearchStrategy[Trace]:
    """Return a strategy for traces that meet a rule, and in which nothing is left open.

    Raises
    ------
    NotFoundError
        For a rule of a class for which no maker is registered.
    CannotMissError
        For a rule whose document states no share, so that nothing meets it.
    """
    _stated(rule)
    return _made(rule, misses=False)


def violating_traces(rule: TraceRule) -> st.SearchStrategy[Trace]:
    """Return a strategy for traces that miss a rule, just.

    Raises
    ------
    NotFoundError
        For a rule of a class for which no maker is registered.
    CannotMissError
        For a rule whose document states no share, or one that nothing misses.
    """
    _stated(rule)
    return _made(rule, misses=True)


def _stated(rule: TraceRule) -> None:
    if type(rule) not in TRACE_MAKERS:
        known = sorted(rule_name(cls) for cls in TRACE_MAKERS)
        name = rule_name(rule)
        raise NotFoundError([NO_MAKER(kind=name, hint=Suggestion.build(name, known))])
    if not rule.requirement.is_stated:
        required = rule.requirement
        words = Text(required.text("en"), required.text("zh"))
        raise CannotMissError([NOTHING_VIOLATES(rule=rule.id, required=words)])


def _wrong_of(rule: TraceRule, number: int, *, misses: bool) -> int:
    """Return how many of so many cases may be wrong at most, or for a miss have to be at least."""
    if not isinstance(rule, ShareRule) or isinstance(rule.share, NotStated):
        return int(misses)
    wanted = rule.requirement
    for wrong in range(number + 1):
        if wanted.judge(Share(Fraction(number - wrong, number))) is Truth.FALSE:
            return wrong if misses else wrong - 1
    required = Text(wanted.text("en"), wanted.text("zh"))
    raise CannotMissError([NOTHING_VIOLATES(rule=rule.id, required=required)])


def _made(rule: TraceRule, *, misses: bool) -> st.SearchStrategy[Trace]:
    _wrong_of(rule, 1, misses=True)

    @st.composite
    def made(draw: st.DrawFn) -> Trace:
        number = draw(st.integers(1, 12))
        wrong = _wrong_of(rule, number, misses=misses)
        if not misses:
            wrong = draw(st.integers(0, wrong))
        records: dict[Any, Record] = {record.key: record for record in _PLACES}
        found: list[Case] = []
        events: Events = []
        for n in range(number):
            opened = Moment(START.seconds + draw(st.integers(0, 10 * _DAY)))
            case = Case(
                id=f"c{n}", place=draw(st.sampled_from(["g1", "g2"])), opened=opened,
                event_class=rule.classes[0] if rule.classes else CLASSES[n % 4],
            )  # fmt: skip
            needed, happened = TRACE_MAKERS[type(rule)](rule, case, n < wrong)
            records |= {record.key: record for record in needed}
            found.append(case)
            events += happened
        code = rule.jurisdiction if isinstance(rule.jurisdiction, str) else "990199"
        records["d"] = District(id="d", name="某区", code=code.ljust(6, "1"))
        day = Date(rule.valid.start.last) if isinstance(rule.valid.start, Date) else NOT_STATED
        structure = Structure.build(records.values(), id="world", date=day)
        return Trace.build(structure, found, events, until=Moment(START.seconds + 400 * _DAY), complete=True)

    return made()


def _at(case: Case, seconds: int) -> Moment:
    assert isinstance(case.opened, Moment)
    return Moment(case.opened.seconds + seconds)


@makes_cases(CallsAnswered)
def _calls(rule: CallsAnswered, case: Case, misses: bool) -> tuple[list[Record], Events]:
    """Let somebody be called and answer at once; for a miss the case is closed without an answer."""
    level = (rule.levels or RESPONDERS)[0]
    told: list[Record] = []
    if rule.chain is not None and rule.within is None:
        told = [ResponseChain(id=rule.chain, parent="d", responders=tuple(dict.fromkeys((*rule.levels, level))))]
        told += [ServiceLevel(of=rule.chain, stage=level, within=Duration("2 working days"))]
    happened = [CaseEvent(case=case.id, state=rule.call[0], time=_at(case, 0), level=level)]
    if not misses:
        happened.append(CaseEvent(case=case.id, state=rule.answer[0], time=_at(case, 0), level=level))
    elif "close" not in (*rule.call, *rule.answer):
        happened.append(CaseEvent(case=case.id, state="close", time=_at(case, 60)))
    return told, happened


@makes_cases(HandledAtLowestLevel)
def _low(rule: HandledAtLowestLevel, case: Case, misses: bool) -> tuple[list[Record], Events]:
    """Let the lowest level be capable of everything and handle it; for a miss the highest handles it."""
    told: list[Record] = [
        EventScale(id=rule.scale, parent="d", classes=tuple(dict.fromkeys((*CLASSES, *rule.classes))))
    ]
    told += [ClassHandler(scale=rule.scale, event_class=c, handler=rule.order[0]) for c in (*CLASSES, *rule.classes)]
    level = rule.order[-1 if misses else 0]
    return told, [CaseEvent(case=case.id, state=rule.states[0], time=_at(case, 60), level=level)]


@makes_cases(OrderKept)
def _in_order(rule: OrderKept, case: Case, misses: bool) -> tuple[list[Record], Events]:
    """Let everything happen in its order; for a miss the case comes to the last word from before the first."""
    words = rule.order[-1:] if misses and rule.from_first and len(rule.order) > 1 else rule.order
    if misses and not rule.from_first:
        words = (rule.order[0], rule.order[-1])
    state = rule.states[0]
    happened = [
        CaseEvent(case=case.id, state=state, level=word, time=_at(case, 60 * n)) if rule.by_level
        else CaseEvent(case=case.id, state=word, time=_at(case, 60 * n))
        for n, word in enumerate(words)
    ]  # fmt: skip
    return [], happened


@makes_cases(ClosedOnlyAfter)
def _closed(rule: ClosedOnlyAfter, case: Case, misses: bool) -> tuple[list[Record], Events]:
    """Let a case be closed right after it was verified; for a miss just before."""
    outcome = rule.outcomes[0] if rule.outcomes else NOT_STATED
    verified = CaseEvent(case=case.id, state=rule.after, time=_at(case, 60), outcome=outcome)
    return [], [verified, CaseEvent(case=case.id, state=rule.closing[0], time=_at(case, 59 if misses else 60))]


@makes_cases(CaseCompletion)
def _completed(rule: CaseCompletion, case: Case, misses: bool) -> tuple[list[Record], Events]:
    """Let a case be counted, begun and completed at once; for a miss not at all."""
    starts = dict.fromkeys((*rule.counted[:1], *rule.since[:1]))
    happened = [CaseEvent(case=case.id, state=state, time=_at(case, 0)) for state in starts]
    if not misses:
        outcome = rule.outcomes[0] if rule.outcomes else NOT_STATED
        level = NOT_STATED if rule.level is None else rule.level
        happened.append(CaseEvent(case=case.id, state=rule.done[0], time=_at(case, 0), outcome=outcome, level=level))
    return [], happened


@makes_cases(EventsPerCase)
def _often(rule: EventsPerCase, case: Case, misses: bool) -> tuple[list[Record], Events]:
    """Let something happen as often as it may; for a miss once more."""
    number = int(rule.at_most.high or 0) + misses
    return [], [CaseEvent(case=case.id, state=rule.states[0], time=_at(case, 60 * n)) for n in range(number)]
