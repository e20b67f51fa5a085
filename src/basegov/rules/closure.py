"""Rules that close the circle: one answers for each matter, and a duty comes with power, people and money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.entries import part_missing
from basegov.rules.items import ANY_LIST, ListRule
from basegov.rules.listing import ListsInForce, entries_missing, performs_nothing_else
from basegov.rules.nodes import SilenceRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.duties import Accountable, Duty, Means, accountable, answers, duties_at, has
from basegov.structure.items import ItemAssignment, ItemList, ListEntry
from basegov.structure.listing import offices_of
from basegov.structure.records import Node, Record
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import LANGUAGES, Text, say
from basegov.values import Truth

_ARROW = " → "
_ONE = Count(1)
_Claim = tuple[ItemList, ListEntry, Accountable]
"""What a list says of who answers for a matter."""


@rule(en="one answers for each matter", zh="一事一责任主体")
@attrs.frozen(kw_only=True)
class OneAccountable(ListRule):
    """Each matter on a list must have exactly one unit or body that answers for it.

    Predicate: for every item x on the list, the units named for x there and on the other lists in force are one. A kind
    that the list itself is for (the streets, on the list of the streets) means each in its own place, which is one; a
    unit and its government are one. *Undetermined* while an entry does not state who answers, or which of a kind does,
    or while entries are not recorded; nobody, or two, is a violation however much else is unknown.

    Parameters
    ----------
    lists : Selector
        Which lists: each is asked, and all of them together must not name two for one matter.

    Notes
    -----
    Used by XZ-010 and HZ-029 (power and responsibility match), HZ-034 (who is responsible is explicit).
    """

    @property
    def measure(self) -> Measure:
        """The matters for which nobody answers, or several do."""
        words = Text("matters without exactly one who answers for them", "责任主体缺失或不唯一的事项")
        return Measure("matters_without_one_accountable", "set", words)

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("matter without exactly one who answers for it", "责任主体缺失或不唯一的事项"))

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return the matters for which nobody answers or several do, each with the path to the gap."""
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        evidence: list[Evidence] = []
        others = self._elsewhere(structure)
        for entry, who in answers(structure, list_):
            item = structure.node(entry.item)
            claims = [(list_, entry, who), *(c for c in others.get(entry.item, ()) if c[0].id != list_.id)]
            answer = _is_one(structure, who, [claim[2] for claim in claims[1:]])
            if answer is Truth.TRUE:
                continue
            words = _claims(structure, item, claims)
            if answer is Truth.UNKNOWN:
                possible.append(words)
                open_ = [claim for claim in claims if not claim[2].known] or claims[:1]
                missing += [part_missing(c[0], c[1], item.label, "responsible") for c in open_]
                continue
            known.append(words)
            evidence += [Evidence(_claim(structure, item, claim), claim[1].source) for claim in claims]
        lacking = entries_missing(structure, list_)
        if lacking:
            possible.append(Text("items whose entries are not recorded", "条目未载明的事项"))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)),
            missing=tuple(dict.fromkeys((*missing, *lacking))), evidence=tuple(evidence),
        )  # fmt: skip

    def _elsewhere(self, structure: Structure) -> dict[str, list[_Claim]]:
        def find(structure: Structure) -> dict[str, list[_Claim]]:
            found: dict[str, list[_Claim]] = {}
            for list_, unsure in ListsInForce.build(structure, self.lists).lists:
                for entry, who in () if unsure else answers(structure, list_):
                    found.setdefault(entry.item, []).append((list_, entry, who))
            return found

        return structure.cached(("who answers", self.lists), find)


def _is_one(structure: Structure, who: Accountable, others: Iterable[Accountable]) -> Truth:
    """Say whether exactly one answers for a matter, by its entry and by those on other lists."""
    own = _number(structure, who).within(_ONE)
    same = []
    for other in others:
        if other.ids == who.ids and other.own == who.own:
            same.append(Truth.TRUE if other.known and who.known else Truth.UNKNOWN)
        elif not (other.known and who.known) or who.own or other.own:
            apart = bool(who.ids and other.ids) and _offices(structure, who).isdisjoint(_offices(structure, other))
            same.append(Truth.FALSE if apart and who.known and other.known else Truth.UNKNOWN)
        elif not other.ids:
            same.append(Truth.TRUE)  # a list that names nobody names nobody else
        else:
            same.append(Truth.of(not _offices(structure, who).isdisjoint(_offices(structure, other))))
    return Truth.all([own, *same])


def _number(structure: Structure, who: Accountable) -> Count:
    if not who.known or who.own:
        return who.number
    seen: list[frozenset[str]] = []
    for id_ in who.ids:
        offices = offices_of(structure, id_)
        if all(offices.isdisjoint(other) for other in seen):
            seen.append(offices)
    return Count(len(seen))


def _offices(structure: Structure, who: Accountable) -> frozenset[str]:
    return frozenset(office for id_ in who.ids for office in offices_of(structure, id_))


def _claim(structure: Structure, item: Node, claim: _Claim) -> Text:
    list_, entry, who = claim
    word = entry.responsible_kind if isinstance(entry.responsible_kind, str) else ""
    names = tuple(structure.node(id_).label for id_ in who.ids)
    if not who.known:
        end = Text(f"{word or 'somebody'} (which one is not stated)", f"{word or '责任单位'}（未载明具体单位）")
    elif not names:
        end = Text("nobody", "无责任单位")
    else:
        end = Text(*(say(names, lang) for lang in LANGUAGES))
    parts = (f"{list_.label}", item.label)
    return Text(_ARROW.join([*parts, end.en]), _ARROW.join([*parts, end.zh]))


def _claims(structure: Structure, item: Node, claims: Iterable[_Claim]) -> Text:
    words = [_claim(structure, item, claim) for claim in claims]
    return Text("; ".join(w.en for w in words), "；".join(w.zh for w in words))


def _means(value: Any) -> tuple[Means, ...]:
    return (Means(value),) if isinstance(value, str) else tuple(Means(one) for one in value)


@rule(en="no duty without its means", zh="权责人财一致")
@attrs.frozen(kw_only=True)
class DutiesHaveMeans(SilenceRule):
    """Where a duty lies there must be the power for it, people for it and money for it.

    Predicate: for every duty x of u, ``power(u, x)``, ``people(u, x) > 0`` and ``money(u, x) > 0``. Duties are what
    lists in force make u answer for, and the items that u performs. Power: u is among those who hold it by the item, or
    holds it as a recorded power. People: somebody is counted at u or assigned there, but for forces sent for another
    function. Money: u is given some for its work, the matter, or a function of it. A gap shows the records that lead
    to it. *Undetermined* while a means is not recorded and an `Inventory` (of ``power_holding``, ``staff`` and
    ``staff_group``, ``funding``) does not say that all are; while entries or items are not all recorded. A known gap is
    a violation however much else is unknown. Units of which no duty is recorded are answered together.

    Parameters
    ----------
    unit : Selector
        Who has the duties.
    lists : Selector
        Which lists.
    means : tuple of Means
        What each duty needs: ``power``, ``staff``, ``funds``.

    Notes
    -----
    Used by XZ-009 (affairs of a street, and the power for them), XZ-010 (people, power and responsibility together),
    HZ-029 (power and responsibility match).
    """

    unit: Selector = attrs.field(converter=as_selector)
    lists: Selector = attrs.field(default=ANY_LIST, converter=as_selector)
    means: tuple[Means, ...] = attrs.field(default=tuple(Means), converter=_means)

    @property
    def selector(self) -> Selector:
        """Those who have the duties."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """The duties that lack something."""
        en, zh = say(self.means, "en"), say(self.means, "zh")
        return Measure("duties_without_means", "set", Text(f"duties without {en}", f"缺少{zh}的职责"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        en, zh = " or ".join(m.text("en") for m in self.means), say(self.means, "zh")
        return NoneOf(Text(f"duty without {en}", f"缺少{zh}的职责"))

    def is_silent(self, structure: Structure, node: Node) -> bool:
        """Whether no duty of a unit is recorded, and nothing says that it has none."""
        lists = ListsInForce.build(structure, self.lists)
        if structure.where(ItemAssignment, unit=node.id) or performs_nothing_else(structure, node):
            return False
        if any(applies is Truth.TRUE for _, applies, _ in lists.of(node)):
            return False
        return next(iter(duties_at(structure, node, self._lists(structure))), None) is None

    def silence(self, structure: Structure, nodes: tuple[Node, ...]) -> Measurement:
        """Return that it is not known which duties some units have."""
        en, zh = self.unit.text("en"), self.unit.text("zh")
        words = Text(f"which duties {len(nodes)} nodes ({en}) have", f"{len(nodes)} 个{zh}各有哪些职责")
        value = SetValue((), (Text("duties that are not recorded", "未载明的职责"),))
        return Measurement(value=value, missing=(Missing(structure.id, "duties", words),))

    def _lists(self, structure: Structure) -> tuple[ItemList, ...]:
        return tuple(list_ for list_, unsure in ListsInForce.build(structure, self.lists).lists if not unsure)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the duties of a unit that lack, or may lack, a means, each with the path to the gap."""
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        evidence: list[Evidence] = []
        for duty in duties_at(structure, node, self._lists(structure)):
            for means in self.means:
                answer = Truth.all([duty.sure, has(structure, node, duty.item, means).negated])
                path = _path(structure, node, duty, means)
                if answer is Truth.TRUE:
                    known.append(path)
                    evidence += [Evidence(_said(structure, record), record.source) for record in duty.records]
                elif answer is Truth.UNKNOWN:
                    possible.append(path)
                    missing.append(_lacking(node, duty, means))
        lacking = self._unrecorded(structure, node)
        if lacking:
            possible.append(Text("duties that are not recorded", "未载明的职责"))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)),
            missing=tuple(dict.fromkeys((*missing, *lacking))), evidence=tuple(dict.fromkeys(evidence)),
        )  # fmt: skip

    def _unrecorded(self, structure: Structure, node: Node) -> tuple[Missing, ...]:
        """Return what is missing before all duties of a unit are known."""
        missing: list[Missing] = []
        works = False
        for list_, applies, unsure in ListsInForce.build(structure, self.lists).of(node):
            missing += [*unsure, *entries_missing(structure, list_)]
            works = works or (applies is Truth.TRUE and not unsure)
        if not works and not performs_nothing_else(structure, node):
            words = Text(f"which further duties {node.label} has", f"{node.label}另有哪些职责")
            missing.append(Missing(node.id, "duties", words))
        return tuple(missing)


def _path(structure: Structure, node: Node, duty: Duty, means: Means) -> Text:
    """Return the way through the records that leads to a gap."""
    at = [list_.label for list_ in duty.records if isinstance(list_, ItemList)]
    steps = [*at, duty.item.label, node.label]
    return Text(_ARROW.join([*steps, f"no {means.text('en')}"]), _ARROW.join([*steps, f"无{means.text('zh')}"]))


def _said(structure: Structure, record: Record) -> Text:
    """Return one record on the way to a duty as a fact."""
    if isinstance(record, ListEntry):
        list_, item = structure.node(record.list_), structure.node(record.item)
        assert isinstance(list_, ItemList)
        return _claim(structure, item, (list_, record, accountable(structure, list_, record)))
    if isinstance(record, ItemAssignment):
        who, what = structure.node(record.unit).label, structure.node(record.item).label
        return Text(f"{who} performs {what}", f"{who}承担“{what}”")
    label = getattr(record, "label", "")
    return Text(f"{label} is in force", f"“{label}”为现行清单")


def _lacking(node: Node, duty: Duty, means: Means) -> Missing:
    item = duty.item.label
    if duty.sure is Truth.UNKNOWN:
        return Missing(
            duty.item.id,
            "responsible",
            Text(f"whether {node.label} answers for {item}", f"{node.label}是否为“{item}”的责任单位"),
        )
    words = {
        Means.POWER: Text(f"who holds the power for {item}", f"“{item}”的事权归谁"),
        Means.STAFF: Text(f"how many people {node.label} has for {item}", f"{node.label}办理“{item}”的人员"),
        Means.FUNDS: Text(f"what money {node.label} is given for {item}", f"{node.label}办理“{item}”的经费"),
    }
    fields = {
        Means.POWER: (duty.item.id, "power_of"),
        Means.STAFF: (node.id, "staff"),
        Means.FUNDS: (node.id, "funding"),
    }
    return Missing(*fields[means], words[means])
