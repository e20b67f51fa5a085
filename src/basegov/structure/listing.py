"""What can be said of item lists: which are in force, how much of them is recorded, who works by them."""

from __future__ import annotations

from collections.abc import Iterable

from basegov.quantities import Count
from basegov.structure.items import DutyClass, ItemList, ListEntry, WorkItem
from basegov.structure.organisations import DispatchedAgency, Government, InternalBody
from basegov.structure.records import RECORD_TYPES, Node, Record, kinds_of, snake
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, UnitGroup
from basegov.values import NOT_STATED, NotStated, Truth


def is_superseded(structure: Structure, id: str) -> bool:
    """Whether another version stands in the place of a list."""
    return bool(structure.where(ItemList, supersedes=id))


def entries_of(structure: Structure, id: str) -> tuple[ListEntry, ...]:
    """Return the recorded entries of a list."""
    return structure.where(ListEntry, list_=id)


def is_complete(structure: Structure, list_: ItemList) -> bool:
    """Whether all entries of a list are recorded: it says so, or there are as many as it declares."""
    if list_.complete is True:
        return True
    if isinstance(list_.items, NotStated) or list_.items.high is None or list_.complete is False:
        return False
    return len(entries_of(structure, list_.id)) >= list_.items.high


def unrecorded_entries(structure: Structure, list_: ItemList) -> Count:
    """Return how many items of a list are not recorded, as far as that is known."""
    if is_complete(structure, list_):
        return Count(0)
    listed = len(entries_of(structure, list_.id))
    if isinstance(list_.items, NotStated):
        return Count.unknown()
    high = None if list_.items.high is None else max(0, list_.items.high - listed)
    return Count.between(max(0, (list_.items.low or 0) - listed), high)


def item_count(structure: Structure, list_: ItemList) -> Count | None:
    """Return how many items a list has, by what it declares and what is recorded; None when the two contradict."""
    listed = len(entries_of(structure, list_.id))
    recorded = Count(listed) if list_.complete is True else Count.between(listed, None)
    return recorded if isinstance(list_.items, NotStated) else list_.items.intersect(recorded)


def category_count(structure: Structure, list_: ItemList) -> Count | None:
    """Return how many categories a list has, by what it declares and what is recorded; None when the two contradict."""
    entries = entries_of(structure, list_.id)
    named = len({entry.category for entry in entries if isinstance(entry.category, str)})
    open_ = sum(isinstance(entry.category, NotStated) for entry in entries)
    high = named + open_ if is_complete(structure, list_) else None
    recorded = Count.between(max(named, 1) if entries else 0, high)
    return recorded if isinstance(list_.categories, NotStated) else list_.categories.intersect(recorded)


def class_of(structure: Structure, entry: ListEntry) -> DutyClass | NotStated:
    """Return the class of an entry: its own, else that of its list."""
    if not isinstance(entry.duty_class, NotStated):
        return entry.duty_class
    list_ = structure.node(entry.list_)
    return list_.duty_class if isinstance(list_, ItemList) else NOT_STATED


def class_count(structure: Structure, list_: ItemList, duty_class: DutyClass) -> Count | None:
    """Return how many items of a list are of a class, as far as that is known; None when its numbers contradict."""
    number = item_count(structure, list_)
    entries = [class_of(structure, entry) for entry in entries_of(structure, list_.id)]
    known, open_ = entries.count(duty_class), entries.count(NOT_STATED)
    if number is None:
        return None
    if list_.duty_class is duty_class and known == len(entries):
        return number
    if not isinstance(list_.duty_class, NotStated):  # what is not recorded is of the class that the list has
        more = unrecorded_entries(structure, list_) if list_.duty_class is duty_class else Count(0)
        return Count(known) + more
    return Count.between(known, None if number.high is None else number.high - (len(entries) - known - open_))


def items_together(structure: Structure, lists: Iterable[str], *, disjoint: bool = False) -> Count | None:
    """Return how many different items several lists have together.

    Parameters
    ----------
    structure : Structure
        Where they stand.
    lists : iterable of str
        Ids of the lists.
    disjoint : bool
        Whether it is given that no item stands on two of them. Without it, only recorded entries tell items apart.

    Returns
    -------
    Count or None
        A range unless it is known which items the lists share; None when the facts contradict each other.
    """
    chosen = [structure.node(id_) for id_ in dict.fromkeys(lists)]
    counts, recorded, all_recorded = [], [], True
    for list_ in chosen:
        if not isinstance(list_, ItemList):
            raise TypeError(f"{list_.id} is no item list")
        count = item_count(structure, list_)
        if count is None:
            return None
        counts.append(count)
        recorded.append({entry.item for entry in entries_of(structure, list_.id)})
        all_recorded = all_recorded and is_complete(structure, list_)
    different = len(set().union(*recorded))
    shared = sum(map(len, recorded)) - different
    if disjoint and shared:
        return None
    if all_recorded:
        return Count(different)
    total = Count.total(counts)
    high = None if total.high is None else total.high - shared
    if disjoint:
        return Count.between(total.low, high)
    # an item not recorded on one list may be one that is recorded on another
    return Count.between(max([different, *(count.low or 0 for count in counts)]), high)


def declared_incomplete(structure: Structure, kind: str, scopes: Iterable[str]) -> bool:
    """Whether an inventory says of one of the nodes that not all records of a kind about it are listed."""
    return any(i.complete is False for scope in scopes for i in structure.where(Inventory, scope=scope, of=kind))


def works_by(structure: Structure, list_: ItemList, node: Node) -> Truth:
    """Say whether a node works by a list: it is the holder or of the holder's kind, or is the body of such a unit."""
    if isinstance(list_.holder, NotStated) and isinstance(list_.holder_kind, NotStated):
        return Truth.UNKNOWN
    area = getattr(node, "area", NOT_STATED)
    candidates = [node, structure.node(area)] if isinstance(area, str) else [node]
    return Truth.any(Truth.of(_is_held_by(structure, list_, candidate)) for candidate in candidates)


def _is_held_by(structure: Structure, list_: ItemList, node: Node) -> bool:
    if isinstance(list_.holder_kind, str) and list_.holder_kind not in kinds_of(type(node)):
        return False
    if isinstance(list_.holder, NotStated):
        return True
    holder = structure.node(list_.holder)
    holders = (holder.id, *holder.members) if isinstance(holder, UnitGroup) else (holder.id,)
    if isinstance(list_.holder_kind, NotStated):
        return node.id in holders
    return any(structure.lies_within(node.id, id_) for id_ in holders)


def same_version(item: WorkItem, recorded: str | NotStated) -> Truth:
    """Say whether an entry or approval of some version is of the item as it stands.

    While the item has no version it has had one content, and a record that names none is of that content.
    """
    if isinstance(item.version, NotStated) and isinstance(recorded, NotStated):
        return Truth.TRUE
    if isinstance(item.version, NotStated) or isinstance(recorded, NotStated):
        return Truth.UNKNOWN
    return Truth.of(item.version == recorded)


def kind_of_part(structure: Structure, entry: ListEntry, part: str, wanted: str) -> Truth:
    """Say whether a part of an entry (``finder``, ``handler``, ``responsible``) is played by a node of a kind."""
    player, word = getattr(entry, part), getattr(entry, f"{part}_kind")
    if isinstance(player, str):
        return Truth.of(wanted in kinds_of(type(structure.node(player))))
    return Truth.UNKNOWN if isinstance(word, NotStated) else is_a(word, wanted)


def is_a(word: str, wanted: str) -> Truth:
    """Say whether what is called by one kind is of another; unknown when the word is the wider of the two."""
    if word == wanted or wanted in _bases(word):
        return Truth.TRUE
    return Truth.UNKNOWN if word in _bases(wanted) else Truth.FALSE


def _bases(kind: str) -> frozenset[str]:
    for registered in RECORD_TYPES.values():
        for cls in registered.cls.__mro__:
            if issubclass(cls, Record) and snake(cls.__name__) == kind:
                return kinds_of(cls)
    return frozenset({kind})


def offices_of(structure: Structure, id: str) -> frozenset[str]:
    """Return the ids that stand for one office: a unit and the government of it are one sender, one duty holder."""
    node = structure.node(id)
    if isinstance(node, Government):
        return frozenset({id, node.area} if isinstance(node.area, str) else {id})
    return frozenset({id, *(government.id for government in structure.where(Government, area=id))})


def acts_for(structure: Structure, id: str) -> tuple[frozenset[str], bool]:
    """Return for whom a sender acts: itself, its office, the principal of an agency, the body of an internal body.

    The second value says whether that is all: not while the principal of an agency is not stated.
    """
    found, at, known = set(offices_of(structure, id)), structure.node(id), True
    while True:
        above: str | NotStated = NOT_STATED
        if isinstance(at, DispatchedAgency):
            above, known = at.principal, known and isinstance(at.principal, str)
        elif isinstance(at, InternalBody):
            above = at.parent
        if isinstance(above, NotStated) or above in found:
            return frozenset(found), known
        found |= offices_of(structure, above)
        at = structure.node(above)
