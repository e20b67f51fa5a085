"""Strategies of mergers, steps and reforms that apply to a given structure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from basegov.reforms.appraisal import SetAppraisalShare
from basegov.reforms.functions import GiveFunctions
from basegov.reforms.management import MoveManagement
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.powers import GrantRight
from basegov.reforms.proposals import Merger
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import TransferStaff
from basegov.reforms.steps import STEP_TYPES, Step
from basegov.structure.appraisal import Appraisal, evaluators_are_listed
from basegov.structure.management import Dimension
from basegov.structure.records import Node, snake
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Unit
from basegov.testing.strategies.checks import check_sizes, check_structure, near
from basegov.testing.strategies.records import index, pick
from basegov.testing.strategies.structures import NOTICE
from basegov.testing.strategies.values import dates, shares, strengths
from basegov.texts import Text
from basegov.values import NOT_STATED

# mergers


def mergers(
    structure: Structure,
    *,
    kind: str = "community",
    min_parts: int = 2,
    max_parts: int = 4,
    connected: bool | None = None,
) -> SearchStrategy[Merger]:
    """Generate mergers of units of a structure.

    Parameters
    ----------
    structure : Structure
        Where the units are.
    kind : str
        Kind of the units.
    min_parts, max_parts : int
        Bounds on the number of units that become one.
    connected : bool, optional
        Whether the recorded borders connect the parts; left out, some mergers are and some are not.

    Raises
    ------
    InvalidArgument
        When the structure has too few such units, or the borders in it allow no such merger.
    """
    check_structure(structure)
    check_sizes(min_parts, max_parts, "parts")
    if min_parts < 2:
        raise InvalidArgument(f"min_parts={min_parts!r}: a merger has at least 2 parts")
    if connected not in (None, True, False):
        raise InvalidArgument(f"connected={connected!r} must be True, False, or None for both")
    units = tuple(node.id for node in structure.records(kind) if isinstance(node, Unit))
    if len(units) < min_parts:
        raise InvalidArgument(
            f"the structure {structure.id!r} has {len(units)} units of the kind {kind!r}, fewer than min_parts="
            f"{min_parts}; draw it with structures(min_communities={min_parts})"
        )
    borders = structure.contiguity
    touching = {unit: [other for other in units if borders.has_edge(unit, other)] for unit in units}
    if connected is True:
        units = tuple(unit for unit in units if len(_reached(unit, touching, units)) >= min_parts)
    elif connected is False:
        units = units if any(len(_reached(unit, touching, units)) < len(units) for unit in units[:1]) or (
            _loose(units, touching, min_parts)
        ) else ()  # fmt: skip
    if not units:
        raise InvalidArgument(
            f"no {min_parts} units of the structure {structure.id!r} are {'' if connected else 'not '}connected by "
            "recorded borders; leave out connected, or draw a structure with other adjacencies"
        )
    return _mergers(units, touching, min_parts, max_parts, connected)


def _reached(start: str, touching: dict[str, list[str]], among: Iterable[str]) -> set[str]:
    allowed, found, stack = set(among), {start}, [start]
    while stack:
        for other in touching[stack.pop()]:
            if other in allowed and other not in found:
                found.add(other)
                stack.append(other)
    return found


def _hangs_together(parts: list[str], touching: dict[str, list[str]]) -> bool:
    return len(_reached(parts[0], touching, parts)) == len(parts)


def _loose(units: tuple[str, ...], touching: dict[str, list[str]], size: int) -> bool:
    """Whether some units of that number do not hang together."""
    return any(True for start in units for _ in _apart(start, units, touching, size))


def _apart(start: str, units: tuple[str, ...], touching: dict[str, list[str]], size: int) -> Iterator[list[str]]:
    """Yield groups of a size around a unit, with one that it does not touch, which do not hang together."""
    for other in units:
        if other != start and other not in touching[start]:
            parts = [start, other]
            for unit in units:
                if len(parts) < size and unit not in parts and not _hangs_together([*parts, unit], touching):
                    parts.append(unit)
            if len(parts) == size:
                yield parts


@st.composite
def _mergers(
    draw: DrawFn, units: tuple[str, ...], touching: dict[str, list[str]], least: int, most: int, connected: bool | None
) -> Merger:
    if connected is False:
        starts = tuple(parts for unit in units for parts in _apart(unit, units, touching, least))
        parts = list(pick(draw, starts))
    else:
        parts = [pick(draw, units)]
    wanted = draw(st.integers(least, max(least, min(most, len(units)))))
    while len(parts) < wanted:
        options = tuple(unit for unit in touching if unit not in parts and _fits(unit, parts, touching, connected))
        if not options:
            break
        parts.append(pick(draw, options))
    return Merger(parts=parts, into=draw(st.sampled_from((NOT_STATED, parts[0]))))


def _fits(unit: str, parts: list[str], touching: dict[str, list[str]], connected: bool | None) -> bool:
    if connected is True:
        return any(unit in touching[part] for part in parts)
    return connected is None or not _hangs_together([*parts, unit], touching)


# steps that apply

Draw = Callable[[DrawFn, Structure], Step | None]


def _one(structure: Structure, id_: str) -> Selector:
    return Selector(kind=snake(type(structure.node(id_)).__name__), ids=(id_,))


def _ids(structure: Structure, kind: type[Node] = Node) -> tuple[str, ...]:
    return tuple(node.id for node in structure.records(kind))


def _set_appraisal_share(draw: DrawFn, structure: Structure) -> Step | None:
    rows = structure.records(Appraisal)
    if rows:
        row = pick(draw, rows)
        alone = len(structure.where(Appraisal, subject=row.subject, period=row.period)) == 1
        least = 1 if alone and evaluators_are_listed(structure, row.subject) else 0
        return SetAppraisalShare(
            subjects=_one(structure, row.subject), evaluator=row.evaluator, period=row.period,
            share=draw(shares(min_value=least)),
        )  # fmt: skip
    ids = _ids(structure)
    if len(ids) < 2:
        return None
    subject = pick(draw, ids)
    evaluator = pick(draw, tuple(id_ for id_ in ids if id_ != subject))
    return SetAppraisalShare(subjects=_one(structure, subject), evaluator=evaluator, share=draw(shares()))


def _move_management(draw: DrawFn, structure: Structure) -> Step | None:
    ids = _ids(structure)
    if len(ids) < 2:
        return None
    subject = pick(draw, ids)
    manager = pick(draw, tuple(id_ for id_ in ids if id_ != subject))
    return MoveManagement(subjects=_one(structure, subject), managers={draw(st.sampled_from(Dimension)): manager})


def _transfer_staff(draw: DrawFn, structure: Structure) -> Step | None:
    who = (*_ids(structure, Staff), *_ids(structure, StaffGroup))
    places = _ids(structure, Unit)
    return TransferStaff(who=pick(draw, who), to=pick(draw, places)) if who and places else None


def _merge_communities(draw: DrawFn, structure: Structure) -> Step | None:
    siblings: dict[Any, list[str]] = {}
    for unit in structure.records("community"):
        if isinstance(unit, Unit):
            siblings.setdefault(unit.parent, []).append(unit.id)
    groups = tuple(tuple(ids) for ids in siblings.values() if len(ids) > 1)
    if not groups:
        return None
    ids = pick(draw, groups)
    first = draw(index(len(ids)))
    other = draw(index(len(ids) - 1))
    parts = (ids[first], ids[other + (other >= first)])
    return MergeCommunities(parts=parts, into=parts[0])


def _grant_right(draw: DrawFn, structure: Structure) -> Step | None:
    ids = _ids(structure)
    if not ids:
        return None
    matter = draw(st.sampled_from(("personnel", "planning", "projects")))
    over = _one(structure, pick(draw, ids))
    return GrantRight(holder=pick(draw, ids), matters=(matter,), over=over, strength=draw(strengths()))


def _give_functions(draw: DrawFn, structure: Structure) -> Step | None:
    ids = _ids(structure, Unit)
    if not ids:
        return None
    function = draw(st.sampled_from(("f1", "f2", "f3")))
    return GiveFunctions(units=_one(structure, pick(draw, ids)), functions=(function,))


DRAWS: Final[dict[str, Draw]] = {
    "give_functions": _give_functions,
    "grant_right": _grant_right,
    "move_management": _move_management,
    "set_appraisal_share": _set_appraisal_share,
    "transfer_staff": _transfer_staff,
    "merge_communities": _merge_communities,
}
"""How a step of each type is drawn for a structure; None where it has nothing to act on. More may be added."""


def steps(structure: Structure, *, kinds: Iterable[str] | None = None) -> SearchStrategy[Step]:
    """Generate steps that apply to a structure.

    Parameters
    ----------
    structure : Structure
        What they are to apply to.
    kinds : iterable of str, optional
        Which steps, by the word for them in reform files; all that can be drawn when left out.

    Raises
    ------
    InvalidArgument
        For a word that names no step, a step of which none can be drawn, or a structure without nodes.
    """
    check_structure(structure)
    draws = _draws(kinds)
    if not structure.node_count:
        raise InvalidArgument(f"the structure {structure.id!r} has no node that a step could act on")
    return _steps(structure, draws)


def _draws(kinds: Iterable[str] | None) -> tuple[tuple[str, Draw], ...]:
    names = tuple(DRAWS) if kinds is None else (kinds,) if isinstance(kinds, str) else tuple(kinds)
    for name in names:
        if name not in DRAWS:
            what = "no step that can be drawn for a structure" if name in STEP_TYPES else "no step"
            raise InvalidArgument(f"{name!r} is {what}{near(name, DRAWS)}; these can: {', '.join(DRAWS)}")
    if not names:
        raise InvalidArgument("kinds is empty: name at least one step, or leave it out for all")
    return tuple((name, DRAWS[name]) for name in names)


@st.composite
def _steps(draw: DrawFn, structure: Structure, draws: tuple[tuple[str, Draw], ...]) -> Step:
    step, _ = _next(draw, structure, draws)
    if step is None:
        _nothing(structure, draws)
    return step  # type: ignore[return-value]


def _nothing(structure: Structure, draws: tuple[tuple[str, Draw], ...]) -> None:
    names = ", ".join(name for name, _ in draws)
    raise InvalidArgument(f"nothing in the structure {structure.id!r} for a step of the kinds {names}; name others")


def _next(draw: DrawFn, structure: Structure, draws: tuple[tuple[str, Draw], ...]) -> tuple[Step | None, Structure]:
    """Return a step and the structure after it: of the kind that is drawn, else of the next that applies."""
    start = draw(index(len(draws)))
    for number in range(len(draws)):
        step = draws[(start + number) % len(draws)][1](draw, structure)
        trial = None if step is None else Reform(id="trial", steps=(step,)).dry_run(structure)
        if trial is not None and trial.change is not None:
            return step, trial.change.after
    return None, structure


def reforms(
    structure: Structure, *, min_size: int = 1, max_size: int = 3, kinds: Iterable[str] | None = None
) -> SearchStrategy[Reform]:
    """Generate reforms that apply to a structure, each step to what the steps before it left.

    Parameters
    ----------
    structure : Structure
        What the reform is to apply to.
    min_size, max_size : int
        Bounds on the number of steps.
    kinds : iterable of str, optional
        Which steps, by the word for them in reform files; all that can be drawn when left out.

    Raises
    ------
    InvalidArgument
        For bounds that cross, and as for :func:`steps`.
    """
    check_sizes(min_size, max_size)
    steps(structure, kinds=kinds)  # the same checks
    return _reforms(structure, _draws(kinds), min_size, max_size)


@st.composite
def _reforms(draw: DrawFn, structure: Structure, draws: tuple[tuple[str, Draw], ...], least: int, most: int) -> Reform:
    at, taken = structure, []
    for _ in range(draw(st.integers(least, most))):
        step, at = _next(draw, at, draws)
        if step is None:
            break
        taken.append(step)
    if len(taken) < least:
        _nothing(at, draws)
    date = draw(st.just(NOT_STATED) | dates(known="fully"))
    name = Text("A made-up reform", "虚构改革")
    cited: Any = (NOTICE,)
    return Reform(id="reform", name=name, date=date, steps=taken, documents=cited)
