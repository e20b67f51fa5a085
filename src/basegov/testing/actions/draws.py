"""The registry of draws: for every step class a function that makes such a step for a given structure.

A draw is ``(draw, structure) -> step or None``. It chooses by construction among what the structure has, so that the
step applies there as a rule; it returns None where the structure has nothing for such a step. A step may still be
refused: whether it applies in the end is for the step to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.reforms.reform import Reform
from basegov.reforms.steering import HoldPhase
from basegov.reforms.steps import STEP_TYPES, Step
from basegov.sources import Document, Source
from basegov.structure.records import Node, snake
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

T = TypeVar("T")
N = TypeVar("N", bound=Node)
Draw = Callable[[st.DrawFn, Structure], Step | None]
D = TypeVar("D", bound=Draw)

DRAWS: dict[type[Step], Draw] = {}
"""The draw of every step class that has one."""

DECREE: Final = Document(key="decree", title=Text("Drawn decree", "抽取的文件"))
"""The document that drawn steps and reforms cite."""

NOTHING_TO_DO: Final = HoldPhase(phase="nothing to do")
"""What is drawn where no step has anything to do."""


def draws(cls: type[Step]) -> Callable[[D], D]:
    """Register the draw of a step class, so that a machine can take such steps.

    Parameters
    ----------
    cls : type of Step
        The step class. A draw that is registered later takes the place of the earlier one.
    """

    def register(draw: D) -> D:
        DRAWS[cls] = draw
        return draw

    return register


def drawable() -> tuple[type[Step], ...]:
    """Return every registered step class that has a draw, in the order of registration."""
    return tuple(known.cls for known in STEP_TYPES.values() if known.cls in DRAWS)


@st.composite
def steps(draw: st.DrawFn, structure: Structure, types: Sequence[type[Step]] | None = None) -> Step:
    """Draw one step that has something to do in a structure; a phase that changes nothing where none has.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    structure : Structure
        Where the step is to apply.
    types : sequence of type of Step, optional
        Step classes to choose from; left out, all that are registered and have a draw.

    Raises
    ------
    LookupError
        For a step class without a draw.
    """
    known = drawable() if types is None else tuple(types)
    for cls in known:
        if cls not in DRAWS:
            raise LookupError(f"{cls.__name__} has no draw; register one with @draws({cls.__name__})")
    first = draw(st.integers(0, len(known) - 1))
    for cls in (*known[first:], *known[:first]):
        made = DRAWS[cls](draw, structure)
        if made is not None:
            cited = draw(st.booleans()) and not made.source
            return attrs.evolve(made, source=Source(DECREE.key, locator="drawn")) if cited else made
    return NOTHING_TO_DO


@st.composite
def reforms(
    draw: st.DrawFn,
    structure: Structure,
    types: Sequence[type[Step]] | None = None,
    *,
    min_size: int = 1,
    max_size: int = 4,
) -> Reform:
    """Draw a reform of several steps, each of which has something to do after those before it.

    A step that is refused ends the reform: a reform that fails late must leave everything as it was, too.
    """
    at = structure
    taken: list[Step] = []
    for _ in range(draw(st.integers(min_size, max_size))):
        taken.append(draw(steps(at, types)))
        change = reform_of(taken[-1]).dry_run(at).change
        if change is None:
            break
        at = change.after
    return reform_of(*taken)


def reform_of(*taken: Step, date: Date | NotStated = NOT_STATED) -> Reform:
    """Return a reform of drawn steps, with the document that they cite."""
    return Reform(id="drawn", steps=taken, date=date, documents=(DECREE,))


# what draws are made of


def pick(draw: st.DrawFn, choices: Iterable[T]) -> T | None:
    """Draw one of some things; None when there is none."""
    known = tuple(choices)
    return draw(st.sampled_from(known)) if known else None


def pick_some(draw: st.DrawFn, choices: Iterable[T], *, least: int = 1, most: int = 3) -> tuple[T, ...]:
    """Draw several different things; none at all when there are fewer than `least`."""
    known = tuple(choices)
    if len(known) < least:
        return ()
    indexes = st.lists(st.integers(0, len(known) - 1), min_size=least, max_size=min(most, len(known)), unique=True)
    return tuple(known[i] for i in draw(indexes))


def maybe(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | NotStated]:
    """Return a strategy that leaves a value out at times: it is not stated then."""
    return st.none().map(lambda _: NOT_STATED) | values


def optional(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Draw keyword arguments each of which may be left out, so that a step shows only what was drawn for it."""
    return {name: draw(values) for name, values in fields.items() if draw(st.booleans())}


def free_id(structure: Structure, stem: str) -> str:
    """Return the first id of a stem that nothing in the structure has, or is called by."""
    number = 1
    while f"{stem}-{number}" in structure or f"{stem}-{number}" in structure.names:
        number += 1
    return f"{stem}-{number}"


def kind_of(cls: type[Node]) -> str:
    """Return the kind by which a selector means the nodes of a class."""
    return snake(cls.__name__)


def selected(draw: st.DrawFn, structure: Structure, cls: type[Node], *, most: int = 2) -> Selector | None:
    """Draw a selector that surely means some nodes of a class: by id, or all inside a container of one of them."""
    nodes = structure.records(cls)
    one = pick(draw, nodes)
    if one is None:
        return None
    containers, by_place = structure.parent_ids(one.id), draw(st.booleans())
    if containers and by_place:
        return Selector(kind=kind_of(cls), within=containers[0])
    return Selector(kind=kind_of(cls), ids=tuple(node.id for node in pick_some(draw, nodes, most=most)))


def chosen(draw: st.DrawFn, nodes: Iterable[Node], kind: str, *, most: int = 2) -> Selector | None:
    """Draw a selector that means some of the given nodes by id."""
    some = pick_some(draw, nodes, most=most)
    return Selector(kind=kind, ids=tuple(node.id for node in some)) if some else None


def word(*choices: str) -> st.SearchStrategy[str]:
    """Return a strategy of some words."""
    return st.sampled_from(choices)
