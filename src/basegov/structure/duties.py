"""Duties and their means: who answers for a listed matter, and whether power, people and money are there."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs

from basegov.quantities import Count, Yuan
from basegov.structure.devolution import PowerItem, holdings
from basegov.structure.forces import ProfessionalForce, headcount
from basegov.structure.functions import about, belongs_to, lists_all_about, voices_of
from basegov.structure.funds import Funding
from basegov.structure.items import DutyClass, ItemAssignment, ItemList, ListEntry, WorkItem
from basegov.structure.listing import class_of, entries_of, is_a, is_superseded, offices_of, works_by
from basegov.structure.organisations import Body
from basegov.structure.records import Node, Record, kinds_of
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import UnitGroup
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated, Truth

_SOME_MONEY = Yuan.between(0, None, low_open=True)


class Means(enum.Enum):
    """What a duty needs where it lies: power, people, money."""

    POWER = "power"
    STAFF = "staff"
    FUNDS = "funds"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        return {"power": "权力", "staff": "人员", "funds": "经费"}[self.value] if lang == "zh" else self.value


@attrs.frozen
class Accountable:
    """Who answers for an entry of a list.

    Parameters
    ----------
    ids : tuple of str
        Those who are named, or are meant by a kind.
    own : bool
        Whether each of `ids` answers for the matter in its own place, because all of them work by the list.
    known : bool
        Whether that is all that the entry says; not while it is not stated, or which one of a kind is meant.
    """

    ids: tuple[str, ...] = ()
    own: bool = False
    known: bool = True

    @property
    def number(self) -> Count:
        """How many answer for the matter in one place."""
        if not self.known:
            return Count.unknown()
        return Count(min(1, len(self.ids)) if self.own else len(self.ids))


def accountable(structure: Structure, list_: ItemList, entry: ListEntry) -> Accountable:
    """Return who answers for an entry; for a matter taken back from below, who takes it over."""
    part = "takes_over" if class_of(structure, entry) is DutyClass.TAKEN_BACK else "responsible"
    value, word = getattr(entry, part), getattr(entry, f"{part}_kind")
    if getattr(entry, f"{part}_named", NOT_STATED) is False:
        return Accountable()
    if isinstance(value, str):
        node = structure.node(value)
        if not isinstance(node, UnitGroup):
            return Accountable((value,))
        whole = isinstance(node.count, Count) and node.count.high is not None and node.count.high <= len(node.members)
        return Accountable(node.members, own=list_.holder == value, known=whole)
    if isinstance(word, NotStated):
        return Accountable(known=False)
    chosen = Selector(kind=word)
    nodes = chosen.select(structure).sure
    if isinstance(list_.holder_kind, str) and is_a(list_.holder_kind, word) is Truth.TRUE:
        holders = tuple(node.id for node in nodes if works_by(structure, list_, node) is Truth.TRUE)
        return Accountable(holders, own=True)
    only = len(nodes) == 1 and chosen.lists_all(structure)
    return Accountable(tuple(node.id for node in nodes) if only else (), known=only)


@attrs.frozen
class Duty:
    """A matter that a unit or body has to see to, with the records that say so.

    Parameters
    ----------
    item : WorkItem
        The matter.
    records : tuple of Record
        The path to it: the list and its entry, or the assignment of the item.
    sure : Truth
        Whether it surely lies with the unit.
    """

    item: WorkItem
    records: tuple[Record, ...]
    sure: Truth


def lists_in_force(structure: Structure) -> tuple[ItemList, ...]:
    """Return the lists that no other version supersedes."""
    return tuple(list_ for list_ in structure.records(ItemList) if not is_superseded(structure, list_.id))


def answers(structure: Structure, list_: ItemList) -> tuple[tuple[ListEntry, Accountable], ...]:
    """Return the recorded entries of a list with who answers for each; found once for a structure."""

    def find(structure: Structure) -> tuple[tuple[ListEntry, Accountable], ...]:
        return tuple((entry, accountable(structure, list_, entry)) for entry in entries_of(structure, list_.id))

    return structure.cached(("accountable", list_.id), find)


def duties_at(structure: Structure, node: Node, lists: tuple[ItemList, ...]) -> Iterator[Duty]:
    """Yield the duties of a unit or body: from the entries of some lists, and from the items it performs."""
    offices = offices_of(structure, node.id)
    seen: set[str] = set()
    for list_ in lists:
        for entry, who in answers(structure, list_):
            item = structure.node(entry.item)
            its_own = Truth.of(not offices.isdisjoint(who.ids))
            if its_own is Truth.FALSE and not who.known and _may_be_meant(entry, node):
                its_own = Truth.UNKNOWN
            if its_own is not Truth.FALSE and isinstance(item, WorkItem):
                seen.add(item.id)
                yield Duty(item, (list_, entry), its_own)
    for assignment in structure.where(ItemAssignment, unit=node.id):
        item = structure.node(assignment.item)
        if item.id not in seen and isinstance(item, WorkItem):
            yield Duty(item, (assignment,), Truth.TRUE)


def _may_be_meant(entry: ListEntry, node: Node) -> bool:
    words = [word for word in (entry.responsible_kind, entry.takes_over_kind) if isinstance(word, str)]
    return not words or not kinds_of(type(node)).isdisjoint(words)


def has(structure: Structure, node: Node, item: WorkItem, means: Means) -> Truth:
    """Say whether a unit or body has a means for a matter: the power for it, people for it, money for it."""
    find = {Means.POWER: has_power, Means.STAFF: has_staff, Means.FUNDS: has_funds}[means]
    return find(structure, node, item)


def has_power(structure: Structure, node: Node, item: WorkItem) -> Truth:
    """Say whether a unit or body holds the power that a matter needs, by itself or as the office of the unit."""
    offices = frozenset(voice for office in offices_of(structure, node.id) for voice in voices_of(structure, office))
    stated = False
    if not isinstance(item.power_of, NotStated):
        stated = True
        if not offices.isdisjoint(item.power_of):
            return Truth.TRUE
    if not isinstance(item.power_kinds, NotStated):
        stated = True
        if not kinds_of(type(node)).isdisjoint(item.power_kinds):
            return Truth.TRUE
    if isinstance(item, PowerItem):
        bundles = {item.id, *(above.id for above in structure.ancestors(item.id))}
        if any(held.power in bundles for office in offices for held in holdings(structure, office)):
            return Truth.TRUE
        stated = stated or lists_all_about(structure, node.id, "power_holding")
        stated = stated or lists_all_about(structure, item.id, "power_holding")
    return Truth.FALSE if stated else Truth.UNKNOWN


def has_staff(structure: Structure, node: Node, item: WorkItem) -> Truth:
    """Say whether there are people for a matter at a unit or body; people sent for another function do not count."""
    found = [
        Truth.all([_some(structure, who), _is_for(structure, who, item)]) for who in _people(structure, node)
    ]  # fmt: skip
    closed = all(lists_all_about(structure, node.id, kind) for kind in ("staff_group", "staff"))
    return Truth.any([*found, Truth.FALSE if closed else Truth.UNKNOWN])


def _people(structure: Structure, node: Node) -> tuple[Node, ...]:
    """Return the persons and groups that are counted at, or assigned to, a unit or body and what belongs to it."""

    def find(structure: Structure) -> tuple[Node, ...]:
        own = {node.id: None, **{body.id: None for body in structure.where(Body, area=node.id)}}
        places = dict.fromkeys([*own, *(inner.id for id_ in own for inner in structure.descendants(id_, Node))])
        people = {id_: structure.node(id_) for id_ in places if isinstance(structure.node(id_), Staff | StaffGroup)}
        for place in places:
            people.update((a.staff, structure.node(a.staff)) for a in structure.where(Assignment, place=place))
        return tuple(people.values())

    return structure.cached(("people at", node.id), find)


def _some(structure: Structure, who: Node) -> Truth:
    if not isinstance(who, StaffGroup):
        return Truth.TRUE
    return headcount(structure, who).within(Count.between(1, None))


def _is_for(structure: Structure, who: Node, item: WorkItem) -> Truth:
    function = who.function if isinstance(who, ProfessionalForce) else None
    if not isinstance(function, str):
        return Truth.TRUE
    if isinstance(item.functions, NotStated):
        return Truth.UNKNOWN
    return Truth.any([belongs_to(structure, function, item.functions), *_narrower(structure, item, function)])


def _narrower(structure: Structure, item: WorkItem, function: str) -> Iterator[Truth]:
    functions = () if isinstance(item.functions, NotStated) else item.functions
    yield from (belongs_to(structure, narrow, [function]) for narrow in functions if narrow in structure)


def has_funds(structure: Structure, node: Node, item: WorkItem) -> Truth:
    """Say whether a unit or body is given money for its work, for a matter, or for a function which that serves."""
    purposes = {"work", item.id, *(() if isinstance(item.functions, NotStated) else item.functions)}
    found = []
    for office in offices_of(structure, node.id):
        for given in about(structure, Funding, "unit", office):
            if isinstance(given, Funding) and given.purpose in purposes:
                amount = given.amount
                found.append(Truth.UNKNOWN if isinstance(amount, NotStated) else amount.within(_SOME_MONEY))
    return Truth.any([*found, Truth.FALSE if lists_all_about(structure, node.id, "funding") else Truth.UNKNOWN])
