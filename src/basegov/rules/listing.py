"""Whether an item stands on a list that a unit works by: the question that list rules and the gate share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from basegov.rules.nodes import unstated_fields
from basegov.rules.verdicts import Evidence, Missing
from basegov.structure.items import ItemAssignment, ItemList, ListEntry, WorkItem
from basegov.structure.listing import is_complete, is_superseded, same_version, unrecorded_entries, works_by
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.texts import Text
from basegov.values import NotStated, Truth


@attrs.frozen
class Found:
    """A three-valued answer with the facts without which it stays unknown, and the facts on which it rests."""

    truth: Truth
    missing: tuple[Missing, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def all(cls, parts: Iterable[Found]) -> Found:
        """Return the conjunction; what is missing is what its unknown parts lack."""
        parts = tuple(parts)
        return cls._joined(parts, Truth.all(part.truth for part in parts))

    @classmethod
    def any(cls, parts: Iterable[Found]) -> Found:
        """Return the disjunction; what is missing is what its unknown parts lack."""
        parts = tuple(parts)
        return cls._joined(parts, Truth.any(part.truth for part in parts))

    @classmethod
    def _joined(cls, parts: tuple[Found, ...], truth: Truth) -> Found:
        alike = [part for part in parts if part.truth is truth]
        if len(alike) == 1:
            return alike[0]
        missing: dict[Missing, None] = {}
        evidence: dict[Evidence, None] = {}
        for part in alike:
            if part.missing and truth is Truth.UNKNOWN:
                missing.update(dict.fromkeys(part.missing))
            if part.evidence:
                evidence.update(dict.fromkeys(part.evidence))
        return cls(truth, tuple(missing), tuple(evidence))

    @property
    def negated(self) -> Found:
        """The opposite answer with the same facts."""
        return Found(self.truth.negated, self.missing, self.evidence)


YES, NO = Found(Truth.TRUE), Found(Truth.FALSE)


def flag(value: bool | NotStated, missing: Callable[[], Missing]) -> Found:
    """Return the answer that a field gives; while the field is not stated, it is what is missing."""
    if isinstance(value, NotStated):
        return Found(Truth.UNKNOWN, (missing(),))
    return YES if value else NO


@attrs.frozen
class ListsInForce:
    """The lists that a selector means and that no other version supersedes.

    Parameters
    ----------
    structure : Structure
        Where they stand.
    selector : Selector
        Which lists are meant.
    lists : tuple of (ItemList, missing)
        The lists, each with what is missing before it is known that it is meant.
    """

    structure: Structure
    selector: Selector
    lists: tuple[tuple[ItemList, tuple[Missing, ...]], ...]

    @classmethod
    def build(cls, structure: Structure, selector: Selector) -> ListsInForce:
        """Return the lists in force; they are looked up once for a structure."""
        return structure.cached(("lists in force", selector), lambda s: cls(s, selector, tuple(_in_force(s, selector))))

    def listed(self, item: WorkItem, unit: Node) -> Found:
        """Say whether an item, as it stands, is on a list by which a unit works.

        Unknown while a list that may have it is not recorded in full, or no list of the unit is recorded and nothing
        says that there is none.
        """
        answers = [self._listed_on(list_, applies, missing, item) for list_, applies, missing in self.of(unit)]
        return Found.any(answers) if answers else self._no_list()

    def of(self, unit: Node) -> Iterator[tuple[ItemList, Truth, tuple[Missing, ...]]]:
        """Yield the lists by which a unit works, or may work."""
        for list_, missing in self.lists:
            applies = works_by(self.structure, list_, unit)
            if applies is not Truth.FALSE:
                yield list_, applies, missing

    def _listed_on(self, list_: ItemList, applies: Truth, unsure: tuple[Missing, ...], item: WorkItem) -> Found:
        meant = Found(Truth.UNKNOWN, unsure) if unsure else YES
        who = Text(f"who works by the list {list_.label}", f"清单“{list_.label}”适用于谁")
        held = Found(applies, (Missing(list_.id, "holder", who),) if applies is Truth.UNKNOWN else ())
        return Found.all([meant, held, self._entered(list_, item)])

    def _entered(self, list_: ItemList, item: WorkItem) -> Found:
        entry = self.structure.find_record(ListEntry, (ListEntry, list_.id, item.id))
        if entry is None:
            if is_complete(self.structure, list_):
                return NO
            what = Text(
                f"whether {item.label} stands on the list {list_.label}, whose entries are not all recorded",
                f"“{item.label}”是否列入清单“{list_.label}”（该清单条目未全部载明）",
            )
            return Found(Truth.UNKNOWN, (Missing(list_.id, "entries", what),))
        same = same_version(item, entry.version)
        words = Text(f"{item.label} stands on the list {list_.label}", f"“{item.label}”列入清单“{list_.label}”")
        return Found(same, version_missing(item, list_.id, same), (Evidence(words, entry.source),))

    def _no_list(self) -> Found:
        if self.selector.lists_all(self.structure):
            return NO
        words = Text(
            f"the list itself: no {self.selector.text('en')} is recorded",
            f"清单本身：未载明{self.selector.text('zh')}",
        )
        return Found(Truth.UNKNOWN, (Missing(self.structure.id, "item_list", words),))


def _in_force(structure: Structure, selector: Selector) -> Iterator[tuple[ItemList, tuple[Missing, ...]]]:
    selection = selector.select(structure)
    meant: list[tuple[Node, tuple[str, ...]]] = [*((node, ()) for node in selection.sure), *selection.unsure]
    for node, fields in meant:
        if isinstance(node, ItemList) and not is_superseded(structure, node.id):
            yield node, unstated_fields(node, fields)


def version_missing(item: WorkItem, where: str, same: Truth) -> tuple[Missing, ...]:
    """Return what is missing before it is known that a list or an approval means the item as it stands."""
    if same is not Truth.UNKNOWN:
        return ()
    words = Text(
        f"of which version of {item.label} the record of {where} speaks", f"{where} 所指的是“{item.label}”的哪个版本"
    )
    return (Missing(item.id, "version", words),)


def entries_missing(structure: Structure, list_: ItemList) -> tuple[Missing, ...]:
    """Return the entries of a list that are not recorded as one missing fact; none when all are."""
    if is_complete(structure, list_):
        return ()
    number = unrecorded_entries(structure, list_)
    en = "" if number.says_nothing else f" ({number.text('en')} of them)"
    zh = "" if number.says_nothing else f"（{number.text('zh')} 项）"
    words = Text(
        f"the entries of the list {list_.label} that are not recorded{en}", f"清单“{list_.label}”中未载明的条目{zh}"
    )
    return (Missing(list_.id, "entries", words),)


def performs_nothing_else(structure: Structure, unit: Node) -> bool:
    """Whether it is declared that everything a unit performs is recorded, for it or for a container of it."""
    scopes = {unit.id, *(node.id for node in structure.ancestors(unit.id))}
    inventories = structure.where(Inventory, of="item_assignment")
    if any(i.complete is True and i.scope in scopes for i in inventories):
        return True
    totals = [i.total.exact for i in inventories if i.scope == unit.id and not isinstance(i.total, NotStated)]
    return any(total == len(structure.where(ItemAssignment, unit=unit.id)) for total in totals)
