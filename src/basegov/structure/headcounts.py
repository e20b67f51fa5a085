"""Counting people of whom something is true, known by id or counted in groups, nobody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from basegov.quantities import Count, Share
from basegov.structure.forces import headcount, parts_are_listed, parts_of
from basegov.structure.records import Node, kinds_of
from basegov.structure.selection import Selector
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Inventory
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

Asked = Callable[[Node], Truth]


@attrs.frozen
class Tally:
    """How many people there are of whom something is true, and of how many it is not.

    Parameters
    ----------
    yes, no : Count
        The two numbers, as far as they are known.
    open : tuple of (Node, str)
        What leaves them open: a person or group, and what is not known of it (``count``, ``answer`` or ``category``).
    unlisted : bool
        Whether there may be people who are not listed.
    """

    yes: Count
    no: Count
    open: tuple[tuple[Node, str], ...] = ()
    unlisted: bool = False

    @property
    def total(self) -> Count:
        """How many there are, each counted once although the answer may be open."""
        sure = self.yes.low is not None and self.no.low is not None
        highs = [(self.yes.low or 0) + (self.no.high or 0), (self.yes.high or 0) + (self.no.low or 0)]
        if self.yes.high is None or self.no.high is None or not sure:
            return Count.between((self.yes.low or 0) + (self.no.low or 0), None)
        return Count.between(min(highs), max(highs))

    @property
    def share(self) -> Share:
        """The part of whom it is true, for every number within the bounds, as long as there is anybody."""
        return part_of_whole(self.yes, self.no)

    @property
    def nobody(self) -> bool:
        """Whether there is surely nobody."""
        return self.yes.high == 0 and self.no.high == 0


def part_of_whole(part: Count, rest: Count) -> Share:
    """Return part / (part + rest) for all numbers within the bounds, as long as there is anything."""
    if part.high == 0:
        return Share(0)
    if rest.high == 0:
        return Share(1)
    least, most = Fraction(part.low or 0), Fraction(rest.low or 0)
    low = Fraction(0) if rest.high is None else least / (least + rest.high)
    high = Fraction(1) if part.high is None else part.high / (part.high + most)
    return Share.between(low, high, low_open=rest.high is None and least > 0, high_open=part.high is None and most > 0)


def less(whole: Count, part: Count) -> Count:
    """Return what is left of a number without a part of it; never fewer than none."""
    left = whole.minus(part)
    return Count.between(max(0, left.low or 0), None if left.high is None else max(0, left.high))


def people_in(structure: Structure, node: Node) -> Count:
    """Return for how many people a person or a group stands."""
    return headcount(structure, node) if isinstance(node, StaffGroup) else Count(1)


def tally(structure: Structure, staff: Selector, asked: Asked, *, listed: bool | None = None) -> Tally:
    """Count people by an answer.

    Parameters
    ----------
    structure : Structure
        Where.
    staff : Selector
        Whose people: of kind ``staff``, ``staff_group`` or ``node`` (both). A group counted in another one that is
        selected too counts there.
    asked : callable
        What is asked of a person or a group; a group answers for all of its people.
    listed : bool, optional
        Whether all people are listed; left out, what inventories say.
    """
    kinds = ("staff", "staff_group") if staff.kind == "node" else (staff.kind,)
    selectors = [attrs.evolve(staff, kind=kind) for kind in kinds]
    meant: list[tuple[Node, Truth]] = []
    unlisted = False
    for selector in selectors:
        meant += _meant(structure, selector)
        every = bool(selector.ids) or selector.lists_all(structure)
        unlisted = unlisted or not every
    if listed is not None:
        unlisted = not listed
    chosen = {node.id for node, _ in meant}
    yes, no, open_ = Count(0), Count(0), []
    for node, sure in meant:
        if not isinstance(node, Staff | StaffGroup) or getattr(node, "part_of", None) in chosen:
            continue
        for part, answer, count in _leaves(structure, node, asked, chosen):
            if count.high == 0:
                continue
            low = count.low if sure is Truth.TRUE else 0
            yes = yes + Count.between(low if answer is Truth.TRUE else 0, 0 if answer is Truth.FALSE else count.high)
            no = no + Count.between(low if answer is Truth.FALSE else 0, 0 if answer is Truth.TRUE else count.high)
            for missing, what in (
                (not count.is_exact, "count"), (answer is Truth.UNKNOWN, "answer"), (sure is Truth.UNKNOWN, "category")
            ):  # fmt: skip
                if missing:
                    open_.append((part, what))
    if unlisted:
        yes, no = Count.between(yes.low, None), Count.between(no.low, None)
    return Tally(yes, no, tuple(open_), unlisted)


def _meant(structure: Structure, selector: Selector) -> list[tuple[Node, Truth]]:
    """Return whom a selector means, and whom it may mean; inside a container only what it contains is looked at."""
    if selector.within is None or selector.ids:
        selection = selector.select(structure)
        sure = [(node, Truth.TRUE) for node in selection.sure]
        return [*sure, *((node, Truth.UNKNOWN) for node, _ in selection.unsure)]
    selector.must_fit(structure)
    here = structure[selector.within].id
    answers = [(node, selector.match(structure, node)[0]) for node in structure.descendants(here, Node)]
    return [(node, answer) for node, answer in answers if answer is not Truth.FALSE]


def _leaves(
    structure: Structure, node: Staff | StaffGroup, asked: Asked, chosen: set[str]
) -> list[tuple[Node, Truth, Count]]:
    """Return a group, or its parts where they answer differently; the number of all is that of the whole."""
    parts = parts_of(structure, node.id) if isinstance(node, StaffGroup) else ()
    if not parts or not all(part.id in chosen for part in parts) or not isinstance(node, StaffGroup):
        return [(node, asked(node), people_in(structure, node))]
    answers = {asked(part) for part in parts}
    if len(answers) == 1 and parts_are_listed(structure, node):
        return [(node, answers.pop(), people_in(structure, node))]
    found = [leaf for part in parts for leaf in _leaves(structure, part, asked, chosen)]
    if not parts_are_listed(structure, node):
        named = Count.total(count for _, _, count in found)
        found.append((node, Truth.UNKNOWN, less(people_in(structure, node), named)))
    return found


def works_in(structure: Structure, kinds: Iterable[str], role: str | None = None) -> Asked:
    """Return the question whether somebody is assigned to a place of some kinds (in a role).

    Being assigned is not being present. Who has no such assignment is not assigned only where all are listed.
    """
    classes = frozenset(kinds)
    said = {i.scope: i.complete for i in structure.where(Inventory, of="assignment")}
    told = {scope: complete for scope, complete in said.items() if isinstance(complete, bool)}
    below: dict[tuple[str, ...], bool] = {}  # whether all is listed of those whose parents these are

    def listed(node: Node) -> bool:
        if node.id in told:
            return told[node.id]
        parents = structure.parent_ids(node.id)
        if parents not in below:
            above = (told[at.id] for at in structure.ancestors(node.id) if at.id in told)
            below[parents] = next(above, False)
        return below[parents]

    def asked(node: Node) -> Truth:
        answers = [Truth.FALSE if listed(node) else Truth.UNKNOWN]
        for assignment in structure.where(Assignment, staff=node.id):
            at = structure.node(assignment.place)
            if is_a(at, classes):
                if role is None:
                    answers.append(Truth.TRUE)
                else:
                    same = NOT_STATED if isinstance(assignment.role, NotStated) else assignment.role == role
                    answers.append(Truth.of(same))
        return Truth.any(answers)

    return asked


def is_a(node: Node, kinds: frozenset[str]) -> bool:
    """Whether a node is of one of some kinds."""
    return not kinds.isdisjoint(kinds_of(type(node)))
