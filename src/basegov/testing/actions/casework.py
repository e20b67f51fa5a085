"""Draws of steps on how cases are handled."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.casework import ClassifyEvents, SetDeadlines, SetHandlingLoop, SetResponseChain
from basegov.reforms.steps import Step
from basegov.structure.casework import WHISTLE, Ordering
from basegov.structure.durations import Duration
from basegov.structure.snapshot import Structure
from basegov.testing.actions.draws import draws, free_id, optional, pick
from basegov.values import NotStated

_TIMES = st.sampled_from(["30 minutes", "2 hours", "1 day", "3 working days"]).map(Duration)
_RESPONDERS = ("community", "street", "department", "leader")
_STATES = ("collect", "report", "handle", "verify")
_CLASSES = ("micro", "ordinary", "larger", "major")
_LEVELS = ("community", "street", "district")


def _some(draw: st.DrawFn, words: tuple[str, ...]) -> tuple[str, ...]:
    return words[: draw(st.integers(1, len(words)))]


def _name(draw: st.DrawFn, structure: Structure, prefix: str) -> str:
    """Return the id of an order that is there, so that it is laid down anew, or a free one."""
    known = [o.id for o in structure.records("ordering") if isinstance(o, Ordering) and o.id.startswith(prefix)]
    return draw(st.sampled_from([*known, free_id(structure, prefix)]))


@draws(SetResponseChain)
def set_response_chain(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Lay down a chain, with deadlines for some of it."""
    order = _some(draw, _RESPONDERS)
    within = draw(st.dictionaries(st.sampled_from(order), _TIMES, max_size=2))
    terms = optional(draw, name=st.just("呼应链条"))
    return SetResponseChain(id=_name(draw, structure, "chain"), responders=order, within=within, **terms)


@draws(ClassifyEvents)
def classify_events(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Lay down classes, with handlers for some of them."""
    order = _some(draw, _CLASSES)
    handlers = draw(st.dictionaries(st.sampled_from(order), st.sampled_from(_LEVELS), max_size=4))
    return ClassifyEvents(id=_name(draw, structure, "scale"), classes=order, handlers=handlers)


@draws(SetHandlingLoop)
def set_handling_loop(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Lay down a loop."""
    return SetHandlingLoop(id=_name(draw, structure, "loop"), states=_some(draw, _STATES))


@draws(SetDeadlines)
def set_deadlines(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set deadlines for stages of an order that is there."""
    known = [
        o for o in structure.records("ordering")
        if isinstance(o, Ordering) and not isinstance(o.order, NotStated) and o.order
    ]  # fmt: skip
    ordering = pick(draw, known)
    if ordering is None or isinstance(ordering.order, NotStated):
        return None
    stages = st.sampled_from([*ordering.order, WHISTLE])
    return SetDeadlines(of=ordering.id, within=draw(st.dictionaries(stages, _TIMES, min_size=1, max_size=2)))
