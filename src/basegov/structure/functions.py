"""Functions: what units and bodies are there for, and the indicators and rewards that press for them.

A function is a field of action (investment attraction, public service), not a single item of work. Functions form a
tree: main areas, and what belongs to each of them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.devolution import CIRCULAR_BRANCHES
from basegov.errors import Diagnostic
from basegov.structure.invariants import invariant
from basegov.structure.items import circles
from basegov.structure.records import Node, Record, Ref, Relation, record
from basegov.structure.units import Inventory, UnitGroup
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class IncentiveKind(enum.Enum):
    """What presses for a function: an indicator of an assessment, or a reward."""

    INDICATOR = "indicator"
    REWARD = "reward"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return {"indicator": "考核指标", "reward": "奖励"}[self.value] if lang == "zh" else self.value


@record("functions", en="function", zh="职能")
@attrs.frozen(kw_only=True)
class Function(Node):
    """Something that units or bodies are there for.

    Parameters
    ----------
    branch_of : str, optional
        The wider function to which it belongs; None when it is known to be a main area of its own.
    """

    branch_of: Annotated[str | NotStated | None, Ref("function")] = NOT_STATED


@record("performances", en="function performed", zh="履行职能")
@attrs.frozen(kw_only=True)
class Performs(Relation):
    """A unit, body or group of them performs a function.

    That it performs nothing else is known only from an `Inventory` (of ``performs``, about it or what contains it).

    Parameters
    ----------
    unit : str
        Who performs it.
    function : str
        What.
    focus : bool, optional
        Whether it is one of those on which the unit is to concentrate (工作重心).
    """

    unit: Annotated[str, Ref()]
    function: Annotated[str, Ref("function")]
    focus: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("unit", "function")
    ends: ClassVar[tuple[str, str] | None] = ("unit", "function")


@record("function_incentives", en="indicator or reward", zh="职能考核指标或奖励")
@attrs.frozen(kw_only=True)
class FunctionIncentive(Node):
    """An indicator in an assessment, or a reward, for which somebody performs a function.

    Parameters
    ----------
    function : str, optional
        The function that it measures or rewards.
    subject : str, optional
        Who is assessed or rewarded by it: a unit, a body, or a group of them.
    kind : IncentiveKind
        Indicator or reward.
    """

    function: Annotated[str | NotStated, Ref("function")] = NOT_STATED
    subject: Annotated[str | NotStated, Ref()] = NOT_STATED
    kind: IncentiveKind = IncentiveKind.INDICATOR


@invariant(Function)
def functions_do_not_go_round(structure: Structure, new: tuple[Function, ...]) -> Iterator[Diagnostic]:
    """Fail because a function is a branch of itself, directly or through others."""
    yield from circles(structure, new, "branch_of", CIRCULAR_BRANCHES)


def voices_of(structure: Structure, id: str) -> tuple[str, ...]:
    """Return the ids under which something may be recorded of a node: its own, and those of groups that list it."""
    return (id, *(group.id for group in structure.where(UnitGroup, members=id)))


def lists_all_about(structure: Structure, id: str, kind: str) -> bool:
    """Whether an inventory says that every record of a kind about a node (or about what contains it) is listed.

    The nearest inventory that says anything decides; one about the node is nearer than one about its container.
    """
    return what_is_listed_about(structure, id, kind) is True


def what_is_listed_about(structure: Structure, id: str, kind: str) -> bool | NotStated:
    """Return whether every record of a kind about a node is listed, by the nearest inventory that says anything."""
    told = structure.cached(("told", kind), lambda s: _told(s, kind))
    at: str | NotStated = id
    while told and isinstance(at, str):
        if at in told:
            return told[at]
        at = structure.node(at).parent
    return NOT_STATED


def _told(structure: Structure, kind: str) -> dict[str, bool]:
    """Return of each node whether the inventory of a kind about it says that everything is listed, where it does."""
    told: dict[str, bool] = {}
    for inventory in structure.where(Inventory, of=kind):
        if not isinstance(inventory.complete, NotStated):
            told.setdefault(inventory.scope, inventory.complete)
    return told


def about(structure: Structure, kind: type[Record], field: str, id: str) -> tuple[Record, ...]:
    """Return the records of a class that hold a node, or a group that lists it, in a field."""
    return tuple(r for voice in voices_of(structure, id) for r in structure.where(kind, **{field: voice}))


def performances(structure: Structure, id: str) -> tuple[Performs, ...]:
    """Return what is recorded of the functions that a unit or body performs, alone or with its group."""
    found = about(structure, Performs, "unit", id)
    return tuple(r for r in found if isinstance(r, Performs))


def belongs_to(structure: Structure, function: str, areas: Iterable[str]) -> Truth:
    """Say whether a function is one of some areas or a branch of one; unknown while its place is not stated."""
    areas = frozenset(areas)
    at: str | NotStated | None = function
    while isinstance(at, str):
        if at in areas:
            return Truth.TRUE
        node = structure.get(at)
        at = node.branch_of if isinstance(node, Function) else NOT_STATED
    return Truth.FALSE if at is None else Truth.UNKNOWN


def performs(structure: Structure, id: str, functions: Iterable[str]) -> Truth:
    """Say whether a unit or body performs one of some functions, or a branch of one."""
    functions = frozenset(functions)
    answers = [belongs_to(structure, p.function, functions) for p in performances(structure, id)]
    return Truth.any([*answers, Truth.FALSE if lists_all_about(structure, id, "performs") else Truth.UNKNOWN])
