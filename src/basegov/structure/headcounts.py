"""Counting people of whom something is true, known by id or counted in groups, nobody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from basegov.quantities import Count, Share
from basegov.structure.forces import headcount, parts_are_listed, parts_of
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Node, kinds_of
from basegov.structure.selection import Selector
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.values import NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

ONE: Final = Count(1)

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
    return headcount(structure, node) if isinstance(node, StaffGroup) else ONE


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
        if staff.within is None or staff.ids:
            meant += _meant(structure, selector)
        every = bool(selector.ids) or selector.lists_all(structure)
        unlisted = unlisted or not every
    if staff.within is not None and not staff.ids:
        meant = _meant_inside(structure, staff.within, selectors)
    if listed is not None:
        unlisted = not listed
    chosen = {node.id for node, _ in meant}
    yes, no = _Adding(), _Adding()
    open_: list[tuple[Node, str]] = []
    persons = dict.fromkeys(((a, s) for a in Truth for s in Truth), 0)  # how many answer so and are meant so
    for node, sure in meant:
        if isinstance(node, Staff):
            answer = asked(node)
            persons[answer, sure] += 1
            if answer is Truth.UNKNOWN:
                open_.append((node, "answer"))
            if sure is Truth.UNKNOWN:
                open_.append((node, "category"))
            continue
        if not isinstance(node, StaffGroup) or getattr(node, "part_of", None) in chosen:
            continue
        for part, answer, count in _leaves(structure, node, asked, chosen):
            if count.high == 0:
                continue
            low = int(count.low or 0) if sure is Truth.TRUE else 0
            if answer is not Truth.FALSE:
                yes.add(low if answer is Truth.TRUE else 0, count)
            if answer is not Truth.TRUE:
                no.add(low if answer is Truth.FALSE else 0, count)
            if not count.is_exact:
                open_.append((part, "count"))
            if answer is Truth.UNKNOWN:
                open_.append((part, "answer"))
            if sure is Truth.UNKNOWN:
                open_.append((part, "category"))
    for (answer, sure), number in persons.items():
        if answer is not Truth.FALSE:
            yes.add(number if answer is sure is Truth.TRUE else 0, Count(number))
        if answer is not Truth.TRUE:
            no.add(number if answer is Truth.FALSE and sure is Truth.TRUE else 0, Count(number))
    return Tally(yes.count(endless=unlisted), no.count(endless=unlisted), tuple(open_), unlisted)


class _Adding:
    """Adds up people, the least and the most there can be."""

    def __init__(self) -> None:
        self.low, self.high, self.endless = 0, 0, False

    def add(self, low: int, count: Count) -> None:
        self.low += low
        self.high += int(count.high or 0)
        self.endless = self.endless or count.high is None

    def count(self, *, endless: bool) -> Count:
        return Count.between(self.low, None if endless or self.endless else self.high)


def _meant(structure: Structure, selector: Selector) -> list[tuple[Node, Truth]]:
    """Return whom a selector means, and whom it may mean."""
    selection = selector.select(structure)
    sure = [(node, Truth.TRUE) for node in selection.sure]
    return [*sure, *((node, Truth.UNKNOWN) for node, _ in selection.unsure)]


def _meant_inside(structure: Structure, within: str, selectors: list[Selector]) -> list[tuple[Node, Truth]]:
    """Return whom selectors mean, or may mean, in a container; only what it contains is looked at, and once."""
    for selector in selectors:
        selector.must_fit(structure)
    people = structure.cached(("people", structure[within].id), _people(structure[within].id))
    if not any(selector.where for selector in selectors):
        kinds = {selector.kind for selector in selectors}
        return [(node, Truth.TRUE) for node in people if not kinds.isdisjoint(kinds_of(type(node)))]
    anywhere = [attrs.evolve(selector, within=None) for selector in selectors]
    found: list[tuple[Node, Truth]] = []
    for node in people:
        answer = Truth.any(selector.match(structure, node)[0] for selector in anywhere)
        if answer is not Truth.FALSE:
            found.append((node, answer))
    return found


def _people(within: str) -> Callable[[Structure], tuple[Staff | StaffGroup, ...]]:
    """Return what finds the people and groups in a container."""

    def find(structure: Structure) -> tuple[Staff | StaffGroup, ...]:
        return tuple(n for n in structure.descendants(within, Node) if isinstance(n, Staff | StaffGroup))

    return find


def _leaves(structure: Structure, node: StaffGroup, asked: Asked, chosen: set[str]) -> list[tuple[Node, Truth, Count]]:
    """Return a group, or its parts where they answer differently; the number of all is that of the whole."""
    parts = parts_of(structure, node.id)
    if not parts or not all(part.id in chosen for part in parts):
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
    known = structure.cached(("works in", classes, role), lambda s: _workers(s, classes, role))

    def asked(node: Node) -> Truth:
        answer = known.get(node.id)
        if answer is Truth.TRUE:
            return answer
        listed = lists_all_about(structure, node.id, "assignment")
        return Truth.FALSE if answer is None and listed else Truth.UNKNOWN

    return asked


def _workers(structure: Structure, kinds: frozenset[str], role: str | None) -> dict[str, Truth]:
    """Return of everybody who works in a place of some kinds (in a role), or may, whether they do."""
    places: dict[str, bool] = {}
    known: dict[str, Truth] = {}
    for assignment in structure.records(Assignment):
        at = assignment.place
        if at not in places:
            places[at] = is_a(structure.node(at), kinds)
        if not places[at]:
            continue
        if role is None or assignment.role == role:
            known[assignment.staff] = Truth.TRUE
        elif isinstance(assignment.role, NotStated):
            known.setdefault(assignment.staff, Truth.UNKNOWN)
    return known


def is_a(node: Node, kinds: frozenset[str]) -> bool:
    """Whether a node is of one of some kinds."""
    return not kinds.isdisjoint(kinds_of(type(node)))
