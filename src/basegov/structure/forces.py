"""Professional forces that departments send down: how many people, from which level, for what, at whose command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from basegov.diagnostics.devolution import CIRCULAR_PARTS, PARTS_OF_FORCE_CONTRADICT
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.invariants import invariant
from basegov.structure.items import circles
from basegov.structure.management import Dimension, Management
from basegov.structure.records import Node, Ref, record
from basegov.structure.rights import all_rights_listed, reaches, rights_over
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Inventory
from basegov.terms import Level, Strength
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

COMMAND = "command"
"""The matter of a right to move and command people."""


@record("forces", en="professional force", zh="专业力量")
@attrs.frozen(kw_only=True)
class ProfessionalForce(StaffGroup):
    """People with a task whom a department or a unit sends down, or may send down. It need have no name.

    Parameters
    ----------
    origin : Level, optional
        The level from which it comes.
    sender : str, optional
        Who sends it: the department or unit to which it belonged.
    function : str, optional
        The function for which it is there.
    field : str, optional
        Field of work, such as ``work_safety``; powers of the same field go with it.
    part_of : str, optional
        The group in whose number its people are counted already: a group made up of forces of which only the total is
        stated, or the force of which this is the part at one place. Such a group has no people besides its parts.
    """

    origin: Level | NotStated = NOT_STATED
    sender: Annotated[str | NotStated, Ref("body", "unit")] = NOT_STATED
    function: Annotated[str | NotStated, Ref("function")] = NOT_STATED
    field: str | NotStated = NOT_STATED
    part_of: Annotated[str | NotStated, Ref("staff_group")] = NOT_STATED


def parts_of(structure: Structure, id: str) -> tuple[ProfessionalForce, ...]:
    """Return the forces, or the parts of a force, whose people are counted in a group."""
    return structure.where(ProfessionalForce, part_of=id)


def parts_are_listed(structure: Structure, group: StaffGroup) -> bool:
    """Whether every force counted in a group is listed; the parts into which a force was divided always are."""
    if isinstance(group, ProfessionalForce):
        return True
    scopes = (group.id, *(node.id for node in structure.ancestors(group.id)))
    kind = "professional_force"
    return any(i.complete is True for scope in scopes for i in structure.where(Inventory, scope=scope, of=kind))


def headcount(structure: Structure, group: StaffGroup) -> Count:
    """Return how many people a group has, by its own number, by its parts, and by what its total leaves for it.

    The number of an unnamed force follows from the total and the others where all of them are listed.
    """
    own = _inside(structure, group)
    whole = getattr(group, "part_of", NOT_STATED)
    above = structure.get(whole) if isinstance(whole, str) else None
    if not isinstance(above, StaffGroup):
        return own
    total = headcount(structure, above)
    others = Count.total(_inside(structure, part) for part in parts_of(structure, above.id) if part.id != group.id)
    left = total.minus(others)
    low = (left.low or 0) if parts_are_listed(structure, above) else 0
    room = Count.between(max(0, low), None if left.high is None else max(0, left.high))
    return own.intersect(room) or own


def _inside(structure: Structure, group: StaffGroup) -> Count:
    own = Count.unknown() if isinstance(group.count, NotStated) else group.count
    parts = parts_of(structure, group.id)
    if not parts:
        return own
    total = Count.total(_inside(structure, part) for part in parts)
    if not parts_are_listed(structure, group):
        total = Count.between(total.low, None)
    return own.intersect(total) or own


@invariant(StaffGroup)
def parts_come_to_the_whole(structure: Structure, new: tuple[StaffGroup, ...]) -> Iterator[Diagnostic]:
    """Fail because a force is a part of itself, or its parts cannot come to its number."""
    circular = tuple(
        circles(structure, (g for g in new if isinstance(g, ProfessionalForce)), "part_of", CIRCULAR_PARTS)
    )
    yield from circular
    if circular:
        return
    wholes: dict[str, StaffGroup] = {}
    for group in new:
        whole = (
            structure.get(group.part_of)
            if isinstance(group, ProfessionalForce) and isinstance(group.part_of, str)
            else group
        )
        if isinstance(whole, StaffGroup):
            wholes[whole.id] = whole
    for whole in wholes.values():
        parts = parts_of(structure, whole.id)
        if not parts or isinstance(whole.count, NotStated):
            continue
        total = Count.total(_inside(structure, part) for part in parts)
        if not parts_are_listed(structure, whole):
            total = Count.between(total.low, None)
        if whole.count.intersect(total) is None:
            yield PARTS_OF_FORCE_CONTRADICT(
                structure.location(whole), group=whole.id, count=whole.count, parts=len(parts), total=total
            )


@attrs.frozen
class Commanders:
    """Who commands a subject, as far as the record says.

    Parameters
    ----------
    known : tuple of str
        Those who do: they manage its daily work, or have the right to decide in commanding it.
    possible : tuple of str
        Those who do if their right turns out to be strong enough.
    complete : bool
        Whether nobody else can: daily work has a manager, and all rights over the subject are listed.
    """

    known: tuple[str, ...]
    possible: tuple[str, ...] = ()
    complete: bool = False

    @property
    def count(self) -> Count:
        """How many there are."""
        known = len(self.known)
        return Count.between(known, known + len(self.possible) if self.complete else None)

    def include(self, ids: Iterable[str]) -> Truth:
        """Say whether one of some nodes commands."""
        wanted = frozenset(ids)
        if wanted.intersection(self.known):
            return Truth.TRUE
        return Truth.FALSE if self.complete and not wanted.intersection(self.possible) else Truth.UNKNOWN


def commanders(structure: Structure, node: Node, matter: str = COMMAND) -> Commanders:
    """Return who commands a subject: the manager of its daily work, and whoever may decide in the matter over it."""
    known: dict[str, None] = {}
    possible: dict[str, None] = {}
    managed = structure.where(Management, subject=node.id, dimension=Dimension.DAILY_WORK)
    known.update((m.manager, None) for m in managed)
    for right in rights_over(structure, node.id, matter):
        strong = reaches(right, Strength.DECIDE)
        if strong is Truth.TRUE:
            known[right.holder] = None
        elif strong is Truth.UNKNOWN:
            possible[right.holder] = None
    listed = all_rights_listed(structure, node.id)
    left = tuple(holder for holder in possible if holder not in known)
    return Commanders(tuple(known), left, complete=listed and bool(managed))
