"""Rules over duty classes and over how lists change: who each class must name, and by which channel a list changes."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import attrs

from basegov.reforms.changes import Change
from basegov.rules.entries import part_missing, with_unrecorded
from basegov.rules.functions import Findings
from basegov.rules.items import ListRule
from basegov.rules.listing import ListsInForce, entries_missing
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.functions import lists_all_about
from basegov.structure.items import DutyClass, ItemList, ListEntry
from basegov.structure.listchanges import Channel, DiffRow, ListChange, diff_lists
from basegov.structure.listing import class_of, entries_of, is_a
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup, stands_for
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth


class EntryPart(enum.Enum):
    """A part that somebody plays in an entry of a list."""

    FINDER = "finder"
    HANDLER = "handler"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"
    TAKES_OVER = "takes_over"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the part."""
        zh = {
            "finder": "巡查发现单位", "handler": "办理单位", "responsible": "责任（牵头）单位", "cooperating": "配合方",
            "takes_over": "承接部门",
        }  # fmt: skip
        en = {"responsible": "lead", "cooperating": "those who assist", "takes_over": "who takes over"}
        return zh[self.value] if lang == "zh" else en.get(self.value, self.value)


def _parts(value: Any) -> tuple[EntryPart, ...]:
    several = (value,) if isinstance(value, str | EntryPart) else tuple(value)
    return tuple(EntryPart(part) for part in several)


def _class(value: Any) -> DutyClass | None:
    return None if value is None else DutyClass(value)


@rule(en="parts named in entries of a class", zh="清单条目要素齐全")
@attrs.frozen(kw_only=True)
class EntryNames(ListRule):
    """Entries of a class must name who plays certain parts.

    Predicate: for every entry of the class and every part, a node or a kind is named (of `kind`, where one is
    required). *Undetermined* while the class of an entry, or whether it names the part, is not stated, or entries are
    not recorded.

    Parameters
    ----------
    parts : tuple of EntryPart
        The parts: finder, handler, responsible (the lead), cooperating (those who assist), takes_over.
    duty_class : DutyClass, optional
        The class; entries of every class when it is left out.
    kind : str, optional
        Of which kind who plays the parts must be, such as ``department``.

    Notes
    -----
    Used by the national form of duty lists: a cooperative entry names lead and assist, one that is taken back names the
    department that takes over; the fictional district has such a list.
    """

    parts: tuple[EntryPart, ...] = attrs.field(converter=_parts)
    duty_class: DutyClass | None = attrs.field(default=None, converter=_class)
    kind: str | None = None

    @property
    def measure(self) -> Measure:
        """The entries that do not name them."""
        en, zh = ", ".join(p.text("en") for p in self.parts), "、".join(p.text("zh") for p in self.parts)
        return Measure("entries_without_parts", "set", Text(f"entries that do not name {en}", f"未写明{zh}的条目"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        en = "entry" if self.duty_class is None else f"{self.duty_class.text('en')} entry"
        zh = "条目" if self.duty_class is None else f"“{self.duty_class.text('zh')}”条目"
        return NoneOf(Text(f"{en} that leaves one out", f"缺少要素的{zh}"))

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return the entries that leave a part out, or perhaps do."""
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        for entry in entries_of(structure, list_.id):
            item = structure.node(entry.item).label
            meant = self._is_meant(structure, entry)
            for part in self.parts:
                objection = Truth.all([meant, self._names(structure, entry, part).negated])
                words = Text(f"{item} ({part.text('en')})", f"“{item}”（{part.text('zh')}）")
                if objection is Truth.TRUE:
                    known.append(words)
                elif objection is Truth.UNKNOWN:
                    possible.append(words)
                    if meant is Truth.UNKNOWN:
                        what = Text(f"the class of {item}", f"“{item}”属于哪一类")
                        missing.append(Missing(list_.id, f"duty_class of {entry.item}", what))
                    if self._names(structure, entry, part) is Truth.UNKNOWN:
                        missing.append(part_missing(list_, entry, item, part.value))
        if self.duty_class is None or list_.duty_class in (NOT_STATED, self.duty_class):
            return with_unrecorded(structure, list_, known, possible, list(dict.fromkeys(missing)))
        # what is not recorded is of the class that the list has, and this is another
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(dict.fromkeys(missing)))

    def _is_meant(self, structure: Structure, entry: ListEntry) -> Truth:
        if self.duty_class is None:
            return Truth.TRUE
        its = class_of(structure, entry)
        return Truth.UNKNOWN if isinstance(its, NotStated) else Truth.of(its is self.duty_class)

    def _names(self, structure: Structure, entry: ListEntry, part: EntryPart) -> Truth:
        """Say whether an entry names who plays a part, as is required."""
        player, word = getattr(entry, part.value), getattr(entry, f"{part.value}_kind")
        if player is None or player == () or getattr(entry, f"{part.value}_named", NOT_STATED) is False:
            return Truth.FALSE
        if isinstance(player, NotStated) and isinstance(word, NotStated):
            return Truth.UNKNOWN
        if self.kind is None:
            return Truth.TRUE
        if isinstance(player, NotStated):
            return is_a(word, self.kind)
        several = (player,) if isinstance(player, str) else player
        return Truth.any(_is_of(structure.node(one), self.kind) for one in several)


def _is_of(node: Node, kind: str) -> Truth:
    """Say whether a node is of a kind, or is a group of such nodes."""
    if isinstance(node, UnitGroup) and isinstance(node.of, NotStated):
        return Truth.UNKNOWN
    return Truth.of(stands_for(node, kind))


def _channels(value: Any) -> tuple[Channel, ...]:
    several = (value,) if isinstance(value, str | Channel) else tuple(value)
    return tuple(Channel(one) for one in several)


@rule(en="list changes by its channels", zh="清单经规定渠道调整")
@attrs.frozen(kw_only=True)
class ListChangesByChannel(ListRule):
    """A list may differ from its older version only by what came through certain channels.

    Predicate: for every item on which the list differs from the version that it supersedes (or, in a change, from what
    it was before), a `ListChange` of the list names one of the channels. *Undetermined* while no record names the
    channel and an `Inventory` (of ``list_change``, about the list) does not say that all are recorded, or while entries
    of either version are not. *Not applicable* to a list of which no older version is recorded.

    Parameters
    ----------
    channels : tuple of Channel
        The channels: ``admission`` (from above), ``adjustment`` (asked for from below).
    needs_reason : bool
        Whether the record must give a reason too.

    Notes
    -----
    Used by the fictional district, in the national form of duty lists (field guide 2.2): admission and dynamic
    adjustment.
    """

    channels: tuple[Channel, ...] = attrs.field(default=tuple(Channel), converter=_channels)
    needs_reason: bool = False

    @property
    def measure(self) -> Measure:
        """The differences that came otherwise."""
        return Measure("changes_outside_channels", "set", Text("changes outside the channels", "未经规定渠道的变动"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("change outside the channels", "未经规定渠道的变动"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each list, compared with its older version."""
        if isinstance(world, Structure):
            yield from super().measurements(world)
            return
        for list_, unsure in ListsInForce.build(world.after, self.lists).lists:
            if list_.id in world.before:
                found = self._compared(world.before, list_.id, world.after, list_)
            else:
                found = self.found(world.after, list_)
            if unsure:
                found = attrs.evolve(found, applies=Truth.UNKNOWN, missing=(*unsure, *found.missing))
            yield subject_of(list_), found

    def found(self, structure: Structure, list_: ItemList) -> Measurement:
        """Return what a list differs in from the version that it supersedes."""
        if isinstance(list_.supersedes, NotStated):
            words = Text("no older version is recorded", "没有旧版本的记录")
            return Measurement(value=SetValue(), applies=Truth.FALSE, detail=words)
        return self._compared(structure, list_.supersedes, structure, list_)

    def _compared(self, before: Structure, old: str, after: Structure, list_: ItemList) -> Measurement:
        found = Findings()
        for row in diff_lists(before, old, after, list_.id).rows:
            answer, missing = self._objection(after, list_, row)
            found.add(answer, Text(row.text("en"), row.text("zh")), missing)
            if answer is Truth.TRUE:
                record = after.find_record(ListChange, (ListChange, list_.id, row.item))
                source = list_.source if record is None else record.source
                found.evidence.append(Evidence(Text(row.text("en"), row.text("zh")), source))
        older = before.node(old)
        for structure, version in ((before, older), (after, list_)):
            for missing in entries_missing(structure, version) if isinstance(version, ItemList) else ():
                found.add(Truth.UNKNOWN, Text("items whose entries are not recorded", "条目未载明的事项"), missing)
        return found.measurement

    def _objection(self, structure: Structure, list_: ItemList, row: DiffRow) -> tuple[Truth, Missing]:
        """Say whether a difference came outside the channels."""
        record = structure.find_record(ListChange, (ListChange, list_.id, row.item))
        words = Text(f"by which channel, and why: {row.text('en')}", f"该变动的渠道和理由：{row.text('zh')}")
        missing = Missing(list_.id, f"list_change of {row.item}", words)
        if record is None:
            outside = Truth.TRUE if lists_all_about(structure, list_.id, "list_change") else Truth.UNKNOWN
        else:
            named = isinstance(record.channel, Channel)
            outside = Truth.of(record.channel not in self.channels) if named else Truth.UNKNOWN
            if self.needs_reason:
                given = Truth.UNKNOWN if isinstance(record.reason, NotStated) else Truth.of(bool(record.reason.strip()))
                outside = Truth.any([outside, given.negated])
        differs = Truth.TRUE if row.certain else Truth.UNKNOWN
        return Truth.all([differs, outside]), missing
