"""Rules over item lists as wholes: how many there are, how long they are, what two of them share."""

from __future__ import annotations

import abc
import enum
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.rules.listing import ListsInForce, entries_missing
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, rule_name, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.items import ItemList
from basegov.structure.listing import category_count, entries_of, is_complete, item_count
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth

ANY_LIST = Selector(kind="item_list")


def as_count(value: Any) -> Count | NotStated | None:
    """Return a parameter as a number; it may be not stated, or not given at all."""
    return value if value is None or isinstance(value, NotStated) else Count(value)


@attrs.frozen(kw_only=True, slots=False)  # so that it can stand beside another base with fields
class CountRule(Rule):
    """A rule that bounds a number; with none of the parameters given, the document states no number.

    Parameters
    ----------
    exactly, at_least, at_most : Count, optional
        The number required.
    """

    exactly: Count | NotStated | None = attrs.field(default=None, converter=as_count)
    at_least: Count | NotStated | None = attrs.field(default=None, converter=as_count)
    at_most: Count | NotStated | None = attrs.field(default=None, converter=as_count)

    def __attrs_post_init__(self) -> None:
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            what = Text("exactly stands beside at_least or at_most", "exactly 不能与 at_least 或 at_most 并用")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])
        if self._range is None:
            what = Text("at_least is more than at_most", "at_least 大于 at_most")
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])

    @property
    def _range(self) -> Count | NotStated | None:
        if isinstance(self.exactly, Count):
            return self.exactly
        low = self.at_least.low if isinstance(self.at_least, Count) else None
        high = self.at_most.high if isinstance(self.at_most, Count) else None
        if low is None and high is None:
            return NOT_STATED
        try:
            return Count.between(low, high)
        except ValueError:
            return None

    @property
    def requirement(self) -> Requirement:
        """The number required."""
        return Bound(NOT_STATED if self._range is None else self._range)


@attrs.frozen(kw_only=True)
class ListRule(Rule, abc.ABC):
    """A rule whose subjects are lists in force, one by one. A list that another version supersedes is not asked.

    Parameters
    ----------
    lists : Selector
        Which lists: nodes of the kind ``item_list``, usually told apart by their `role`.
    """

    lists: Selector = attrs.field(default=ANY_LIST, converter=as_selector)

    @property
    def scope(self) -> Scope:
        """Each list in force."""
        return Scope(self.lists, Text(self.lists.text("en"), self.lists.text("zh")))

    @abc.abstractmethod
    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return what is measured of one list."""

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each list; of one that is only perhaps meant, with what leaves that open."""
        structure = world if isinstance(world, Structure) else world.after
        for list_, unsure in ListsInForce.build(structure, self.lists).lists:
            found = self.found(structure, list_)
            if unsure:
                found = attrs.evolve(found, applies=Truth.UNKNOWN, missing=(*unsure, *found.missing))
            yield subject_of(list_), found


class Counted(enum.Enum):
    """What is counted of a list."""

    ITEMS = "items"
    CATEGORIES = "categories"

    def text(self, lang: Language = "en") -> str:
        """Return the word for what is counted."""
        return {"items": "事项", "categories": "类别"}[self.value] if lang == "zh" else self.value


@rule(en="size of a list", zh="清单规模")
@attrs.frozen(kw_only=True)
class ListSize(ListRule, CountRule):
    """A list must have a certain number of items, or of categories.

    Predicate: ``|items(list)|`` (or categories) lies in the range. The number is what the list declares, as far as the
    recorded entries agree; without a declared number it is at least what is recorded. *Undetermined* while the numbers
    still possible lie on both sides of a bound, or when declared and recorded numbers contradict each other.

    Parameters
    ----------
    counted : Counted
        Items or categories.

    Notes
    -----
    Used by HZ-031 (129 items), BA-022 (4 categories, 90 items), GL-044 (38 items), GL-046 (6 categories, 348 items).
    """

    counted: Counted = attrs.field(default=Counted.ITEMS, converter=Counted)

    @property
    def measure(self) -> Measure:
        """The number of items or categories."""
        return Measure(
            f"list_{self.counted.value}", "count",
            Text(f"number of {self.counted.text('en')} on the list", f"清单{self.counted.text('zh')}数"),
        )  # fmt: skip

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return the number, by what the list declares and what is recorded."""
        of_items = self.counted is Counted.ITEMS
        declared = list_.items if of_items else list_.categories
        number = item_count(structure, list_) if of_items else category_count(structure, list_)
        evidence = self._declared(list_, declared)
        if number is None:
            recorded = len(entries_of(structure, list_.id))
            words = Text(
                f"the list declares {declared.text('en')} {self.counted.text('en')}, which its {recorded} recorded "
                "entries contradict",
                f"清单载明{self.counted.text('zh')}数为 {declared.text('zh')}，与已载明的 {recorded} 条条目矛盾",
            )
            return Measurement(value=Count.unknown(), contradiction=words, evidence=evidence)
        missing = () if number.is_exact else (
            Missing(
                list_.id, self.counted.value,
                Text(
                    f"the number of {self.counted.text('en')} on the list {list_.label}",
                    f"清单“{list_.label}”的{self.counted.text('zh')}数",
                ),
            ),
        )  # fmt: skip
        return Measurement(value=number, missing=missing, evidence=evidence)

    def _declared(self, list_: ItemList, declared: Count | NotStated) -> tuple[Evidence, ...]:
        if isinstance(declared, NotStated):
            return ()
        words = Text(
            f"{list_.label} declares {declared.text('en')} {self.counted.text('en')}",
            f"“{list_.label}”载明{self.counted.text('zh')}数 {declared.text('zh')}",
        )
        return (Evidence(words, list_.source_of(self.counted.value)),)


@rule(en="number of lists in force", zh="现行清单数")
@attrs.frozen(kw_only=True)
class NumberOfLists(CountRule):
    """There must be a certain number of lists in force.

    Predicate: the number of lists that no other version supersedes lies in the range. Recorded lists are the least
    there are; an `Inventory` of item lists that is complete makes them all. *Undetermined* while more could exist and
    that matters, or while it is not stated of which sort a recorded list is.

    Parameters
    ----------
    lists : Selector
        Which lists count.

    Notes
    -----
    Used by HZ-030 (a list of powers and duties), WH-073 (two lists, of work and of certificates).
    """

    lists: Selector = attrs.field(default=ANY_LIST, converter=as_selector)

    @property
    def scope(self) -> Scope:
        """The structure as a whole."""
        return Scope(None, Text("the structure as a whole", "整个结构"))

    @property
    def measure(self) -> Measure:
        """The number of lists in force."""
        en, zh = self.lists.text("en"), self.lists.text("zh")
        return Measure("lists_in_force", "count", Text(f"number of lists in force ({en})", f"现行清单数（{zh}）"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the number of lists, as far as the structure tells."""
        structure = world if isinstance(world, Structure) else world.after
        lists = ListsInForce.build(structure, self.lists).lists
        sure = sum(not unsure for _, unsure in lists)
        missing = [m for _, unsure in lists for m in unsure]
        high: int | None = len(lists)
        if not self.lists.lists_all(structure):
            high = None
            words = Text("whether further lists are in force", "是否另有现行清单")
            missing.append(Missing(structure.id, "item_list", words))
        evidence = tuple(
            Evidence(Text(f"{list_.label} is in force", f"“{list_.label}”为现行清单"), list_.source)
            for list_, _ in lists
        )
        subject = Subject(structure.id, structure.name.in_("zh"))
        yield subject, Measurement(value=Count.between(sure, high), missing=tuple(missing), evidence=evidence)


@rule(en="lists have nothing in common", zh="清单互不重叠")
@attrs.frozen(kw_only=True)
class ListsDisjoint(Rule):
    """No item may stand on a list of the first sort and on one of the second.

    Predicate: ``items(first) ∩ items(second) = ∅`` for each pair of lists in force. An item on both is a violation
    however much else is unknown. *Undetermined* while an entry that is not recorded could be on both.

    Parameters
    ----------
    first, second : Selector
        Which lists.

    Notes
    -----
    Used by GL-048 (the list of the grid and the list of the centre mark the boundary between them).
    """

    first: Selector = attrs.field(converter=as_selector)
    second: Selector = attrs.field(converter=as_selector)

    @property
    def scope(self) -> Scope:
        """Each pair of lists in force."""
        en = f"{self.first.text('en')} and {self.second.text('en')}"
        zh = f"{self.first.text('zh')}与{self.second.text('zh')}"
        return Scope(self.first, Text(en, zh))

    @property
    def measure(self) -> Measure:
        """The items on both lists."""
        return Measure("items_on_both_lists", "set", Text("items on both lists", "同时列入两份清单的事项"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("item on both lists", "同时列入两份清单的事项"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the items that two lists share, and what leaves it open whether they share more."""
        structure = world if isinstance(world, Structure) else world.after
        seen: set[frozenset[str]] = set()
        seconds = ListsInForce.build(structure, self.second).lists
        firsts = ListsInForce.build(structure, self.first).lists
        if not seconds:
            yield from self._half(structure, firsts)
        for one, unsure_one in firsts:
            for other, unsure_other in seconds:
                pair = frozenset({one.id, other.id})
                if len(pair) == 1 or pair in seen:
                    continue
                seen.add(pair)
                found = _shared(structure, one, other)
                unsure = (*unsure_one, *unsure_other)
                if unsure:
                    found = attrs.evolve(found, applies=Truth.UNKNOWN, missing=(*unsure, *found.missing))
                yield subject_of(one, other), found

    def _half(
        self, structure: Structure, firsts: Iterable[tuple[ItemList, tuple[Missing, ...]]]
    ) -> Iterator[tuple[Subject, Measurement]]:
        """Answer for lists whose counterpart is not recorded."""
        en, zh = self.second.text("en"), self.second.text("zh")
        none = self.second.lists_all(structure)
        words = Text(f"there is no {en}", f"没有{zh}") if none else Text(f"no {en} is listed", f"未列出{zh}")
        missing = () if none else (Missing(structure.id, "item_list", words),)
        for one, _ in firsts:
            value = SetValue((), () if none else (words,))
            applies = Truth.FALSE if none else Truth.TRUE
            yield subject_of(one), Measurement(value=value, missing=missing, applies=applies, detail=words)


def _shared(structure: Structure, one: ItemList, other: ItemList) -> Measurement:
    entries = {e.item: e for e in entries_of(structure, one.id)}
    others = {e.item: e for e in entries_of(structure, other.id)}
    both = [structure.node(item) for item in entries if item in others]
    known = tuple(Text(node.label, node.label) for node in both)
    evidence = tuple(
        Evidence(Text(f"{node.label} stands on both", f"“{node.label}”同时列入两份清单"), entries[node.id].source)
        for node in both
    )
    holes = [list_ for list_ in (one, other) if not is_complete(structure, list_)]
    # what is not recorded on one list matters only as far as the other has, or may have, items that could be it
    free = {one.id: set(others) - set(entries), other.id: set(entries) - set(others)}
    partner = {one.id: other, other.id: one}
    holes = [h for h in holes if free[h.id] or not is_complete(structure, partner[h.id])]
    missing = tuple(m for hole in holes for m in entries_missing(structure, hole))
    possible = (Text("items whose entries are not recorded", "条目未载明的事项"),) if missing else ()
    return Measurement(value=SetValue(known, possible), missing=missing, evidence=evidence)
