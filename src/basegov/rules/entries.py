"""Rules over the entries of a list: who finds and who handles, who is responsible, and who has the power."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count, Difference
from basegov.rules.items import ListRule, as_count
from basegov.rules.listing import entries_missing
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measured, Measurement, Missing, Reason, SetValue
from basegov.structure.items import ItemList, ListEntry
from basegov.structure.listing import entries_of, is_a, kind_of_part, offices_of, unrecorded_entries
from basegov.structure.records import kind_label, kinds_of
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth

Stated = tuple[str, ...] | NotStated


def stated(values: Stated) -> tuple[str, ...]:
    """Return the values, none while they are not stated."""
    return () if isinstance(values, NotStated) else values


def _limit(value: Any) -> Count | NotStated:
    limit = as_count(value)
    return NOT_STATED if limit is None else limit


@attrs.frozen
class Exceptions(Requirement):
    """A number of exceptions must not be greater than a limit, which the document may leave open.

    Parameters
    ----------
    limit : Count or not stated
        How many are allowed.
    """

    limit: Count | NotStated

    @property
    def is_stated(self) -> bool:
        """Whether the document gives the limit."""
        return isinstance(self.limit, Count)

    @property
    def _bound(self) -> Bound:
        return Bound(Count.between(0, self.limit.high) if isinstance(self.limit, Count) else NOT_STATED)

    def judge(self, value: Measured) -> Truth:
        """Say whether there are few enough; none at all is few enough whatever the limit is."""
        if isinstance(value, Count) and value.high == 0:
            return Truth.TRUE
        return self._bound.judge(value)

    def margin(self, value: Measured) -> Difference | None:
        """Return how many more exceptions there might be."""
        return self._bound.margin(value)

    def failure(self, value: Measured) -> Reason:
        """Return that there are too many."""
        return Reason("too_many_exceptions", Text("there are more exceptions than allowed", "例外超过限度"))

    def text(self, lang: Language = "en") -> str:
        """Return the limit in words."""
        return self._bound.text(lang)

    def mend(self, value: Measured | None, lang: Language = "en") -> str:
        """Return by how many exceptions there are too many."""
        return self._bound.mend(value, lang)


@rule(en="finding apart from handling", zh="巡办分离")
@attrs.frozen(kw_only=True)
class FindingApartFromHandling(ListRule):
    """Items must be found by one kind and handled by another, but for a limited number of exceptions.

    Predicate: ``|{x on the list: not (finder(x) is a finder and handler(x) is a handler)}| <= exceptions``.
    *Undetermined* while finder, handler or entries that are not recorded decide it, or while there are exceptions and
    the document does not say how many it allows.

    Parameters
    ----------
    finder : str
        Kind of those who find, such as ``grid``.
    handler : str
        Kind of those who handle, such as ``department``.
    exceptions : Count, optional
        How many items may deviate; none unless the clause allows some; ``not stated`` when it allows some without a
        number.

    Notes
    -----
    Used by GL-047 (the grid finds, the department handles, to a "limited" degree whose extent is not stated).
    """

    finder: str
    handler: str
    exceptions: Count | NotStated = attrs.field(default=Count(0), converter=_limit)

    @property
    def measure(self) -> Measure:
        """The number of items found or handled by others."""
        finder, handler = kind_label(self.finder), kind_label(self.handler)
        return Measure(
            "exceptions_to_finding_apart_from_handling", "count",
            Text(
                f"items not found by a {finder.en} and handled by a {handler.en}",
                f"并非由{finder.zh}巡查发现、{handler.zh}办理的事项数",
            ),
        )  # fmt: skip

    @property
    def requirement(self) -> Requirement:
        """As few as the clause allows."""
        return Exceptions(self.exceptions)

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return the number of items that deviate, with the parts that are not stated."""
        deviating, open_, missing, evidence = 0, 0, [], []
        for entry in entries_of(structure, list_.id):
            finder = kind_of_part(structure, entry, "finder", self.finder)
            handler = kind_of_part(structure, entry, "handler", self.handler)
            as_asked = Truth.all([finder, handler])
            item = structure.node(entry.item)
            if as_asked is Truth.FALSE:
                deviating += 1
                evidence.append(Evidence(_deviation(structure, entry, item.label), entry.source))
            elif as_asked is Truth.UNKNOWN:
                open_ += 1
                missing += [
                    part_missing(list_, entry, item.label, part)
                    for part, answer in (("finder", finder), ("handler", handler))
                    if answer is Truth.UNKNOWN
                ]
        unrecorded = unrecorded_entries(structure, list_)
        high = None if unrecorded.high is None else deviating + open_ + unrecorded.high
        missing += entries_missing(structure, list_)
        return Measurement(value=Count.between(deviating, high), missing=tuple(missing), evidence=tuple(evidence))


_PARTS = {
    "finder": Text("who finds", "由谁巡查发现"),
    "handler": Text("who handles", "由谁办理"),
    "responsible": Text("which unit is responsible for", "责任单位"),
    "cooperating": Text("who cooperates in", "配合单位"),
    "takes_over": Text("who takes over", "承接部门"),
}


def part_missing(list_: ItemList, entry: ListEntry, item: str, part: str) -> Missing:
    """Return a part of an entry that is not stated as a missing fact."""
    words = _PARTS[part]
    return Missing(list_.id, f"{part} of {entry.item}", Text(f"{words.en} {item}", f"“{item}”{words.zh}"))


def _deviation(structure: Structure, entry: ListEntry, item: str) -> Text:
    en = ", ".join(_said(structure, entry, part, "en") for part in ("finder", "handler"))
    zh = "；".join(_said(structure, entry, part, "zh") for part in ("finder", "handler"))
    return Text(f"{item} deviates: {en}", f"“{item}”不符：{zh}")


def _said(structure: Structure, entry: ListEntry, part: str, lang: Language) -> str:
    player, word = getattr(entry, part), getattr(entry, f"{part}_kind")
    if isinstance(player, str):
        who = structure.node(player).label
    else:
        who = word.text(lang) if isinstance(word, NotStated) else kind_label(word).in_(lang)
    verb = {"finder": ("found by", "巡查："), "handler": ("handled by", "办理：")}[part]
    return f"{verb[1]}{who}" if lang == "zh" else f"{verb[0]} {who}"


@rule(en="responsible unit explicit", zh="责任单位明确")
@attrs.frozen(kw_only=True)
class ResponsibilityExplicit(ListRule):
    """Every item on a list must have its responsible unit explicit.

    Predicate: for every item x on the list, ``responsible(x)`` is named, as a unit or as a kind of unit. *Undetermined*
    while it is not stated whether an entry names one, or while entries are not recorded.

    Notes
    -----
    Used by HZ-034 (the list makes clear what is the street's and what the departments').
    """

    @property
    def measure(self) -> Measure:
        """The items for which nobody is named."""
        return Measure(
            "items_without_responsible_unit", "set", Text("items without a responsible unit", "未明确责任单位的事项")
        )

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("item without a responsible unit", "未明确责任单位的事项"))

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return the items for which no unit is named, and those of which that is not stated."""
        known, possible, missing = [], [], []
        for entry in entries_of(structure, list_.id):
            item = structure.node(entry.item).label
            if isinstance(entry.responsible, str) or isinstance(entry.responsible_kind, str):
                continue
            if entry.responsible_named is False:
                known.append(Text(item, item))
            else:
                possible.append(Text(item, item))
                missing.append(part_missing(list_, entry, item, "responsible"))
        return with_unrecorded(structure, list_, known, possible, missing)


@rule(en="duty and power in one hand", zh="权责对等")
@attrs.frozen(kw_only=True)
class PowerWithDuty(ListRule):
    """Nobody may be responsible for an item whose power lies elsewhere.

    Predicate: for every item x on the list, ``responsible(x)`` is among those who hold the power that x needs.
    *Undetermined* while either is not stated, or while entries are not recorded.

    Notes
    -----
    Used by HZ-033 (power unequal to duty; territorial management abused to shift responsibility).
    """

    @property
    def measure(self) -> Measure:
        """The items whose duty and power lie apart."""
        return Measure("duties_without_power", "set", Text("duties whose power lies elsewhere", "有责无权的事项"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("duty whose power lies elsewhere", "有责无权的事项"))

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return the items whose duty and power lie apart, and those of which that is not known."""
        known, possible, missing = [], [], []
        for entry in entries_of(structure, list_.id):
            item = structure.node(entry.item)
            answer, lacking = _holds_power(structure, list_, entry)
            if answer is Truth.FALSE:
                known.append(Text(item.label, item.label))
            elif answer is Truth.UNKNOWN:
                possible.append(Text(item.label, item.label))
                missing += lacking
        return with_unrecorded(structure, list_, known, possible, missing)


def _holds_power(structure: Structure, list_: ItemList, entry: ListEntry) -> tuple[Truth, list[Missing]]:
    """Say whether who is responsible for an entry holds its power."""
    item = structure.node(entry.item)
    holders: Stated = getattr(item, "power_of", NOT_STATED)
    kinds: Stated = getattr(item, "power_kinds", NOT_STATED)
    lacking = []
    nobody = entry.responsible_named is False
    if isinstance(entry.responsible, NotStated) and isinstance(entry.responsible_kind, NotStated):
        lacking.append(part_missing(list_, entry, item.label, "responsible"))
    if isinstance(holders, NotStated) and isinstance(kinds, NotStated):
        words = Text(f"who holds the power for {item.label}", f"“{item.label}”的事权归谁")
        lacking.append(Missing(item.id, "power_of", words))
    if nobody or lacking:
        return (Truth.TRUE, []) if nobody else (Truth.UNKNOWN, lacking)
    if isinstance(entry.responsible, str):
        node = structure.node(entry.responsible)
        offices, own = offices_of(structure, node.id), kinds_of(type(node))
        answers = [Truth.of(id_ in offices) for id_ in stated(holders)]
        answers += [Truth.of(kind in own) for kind in stated(kinds)]
    else:
        word = str(entry.responsible_kind)
        answers = [is_a(word, kind) for kind in stated(kinds)]
        # all of the kind are responsible: that single ones hold the power does not show that the one who acts does
        single = [structure.node(id_) for id_ in stated(holders)]
        answers += [Truth.UNKNOWN for node in single if word in kinds_of(type(node))]
    answer = Truth.any(answers)
    words = Text(
        f"whether who is responsible for {item.label} holds its power", f"“{item.label}”的责任单位是否享有相应事权"
    )
    return answer, [Missing(item.id, "power_of", words)]


def with_unrecorded(
    structure: Structure, list_: ItemList, known: list[Text], possible: list[Text], missing: list[Missing]
) -> Measurement:
    """Return the items of a set with those that may belong to it because entries are not recorded."""
    lacking = entries_missing(structure, list_)
    if lacking:
        possible.append(Text("items whose entries are not recorded", "条目未载明的事项"))
    return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=(*missing, *lacking))
