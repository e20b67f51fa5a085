"""Rules over mergers: which units may become one. They judge a proposal before it is done, and a change after it."""

from __future__ import annotations

import abc
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, ClassVar

import attrs

from basegov.quantities import Count, Metres, Quantity
from basegov.reforms.changes import Change
from basegov.reforms.mergers import mergers_of
from basegov.reforms.proposals import Merger
from basegov.rules.requirements import Bound, Holds, NoneOf
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, rule_name
from basegov.rules.units import Range, Size, as_limit, evidence_of_size
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.mergers import Adjacency, adjacency, exception_for, may_touch
from basegov.structure.records import Node, kind_label, kinds_of
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words


def merger_subject(before: Structure, merger: Merger, after: Structure | None = None) -> Subject:
    """Return a merger as the subject of a verdict: its parts, and what they become."""
    name = " + ".join(before.node(part).label for part in merger.parts)
    if isinstance(merger.into, str):
        whole = None if after is None else after.get(merger.into)
        name += f" → {merger.into if whole is None or merger.into in before else whole.label}"
    return Subject(merger.id, name, merger.parts)


@attrs.frozen(kw_only=True)
class MergerRule(Rule):
    """What rules over mergers have in common.

    A recorded exception from the rule for exactly the parts of a merger turns a violation into a warning.

    Parameters
    ----------
    unit : str
        Kind of unit whose mergers the clause speaks of: ``community``, or ``unit`` for any.
    """

    unit: str = "unit"

    judges: ClassVar[Judges] = "merger"

    @property
    def scope(self) -> Scope:
        """Each merger."""
        label = kind_label(self.unit)
        if self.unit == "unit":
            return Scope(None, Text("merger", "合并"))
        return Scope(None, Text(f"merger of units ({label.en})", f"{label.zh}合并"))

    def concerns(self, structure: Structure, merger: Merger) -> bool:
        """Whether the clause speaks of a merger: one of its parts is of the kind."""
        return any(self.unit in kinds_of(type(structure.node(part))) for part in merger.parts)

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is measured of each merger."""
        if isinstance(world, Structure):
            return
        for merger in mergers_of(world):
            if self.concerns(world.before, merger):
                yield self.measured(world, merger)

    def measured(self, world: Change, merger: Merger) -> tuple[Subject, Measurement]:
        """Return one merger as a subject, with what is measured of it and the exception that covers it."""
        found = attrs.evolve(self.found(world, merger), excused=self.excuse(world.before, merger))
        return merger_subject(world.before, merger, world.after), found

    def excuse(self, structure: Structure, merger: Merger) -> str:
        """Return the reason of the recorded exception that covers a merger; empty when there is none."""
        names = tuple(name for name in (self.id, rule_name(self)) if name)
        for name in names:
            if merger.exceptions.get(name, "").strip():
                return merger.exceptions[name]
        recorded = exception_for(structure, names, merger.parts)
        return "" if recorded is None else recorded.reason

    @abc.abstractmethod
    def found(self, world: Change, merger: Merger) -> Measurement:
        """Return what is measured of one merger."""


_TWO = Count(2)


@rule(en="parts of a merger", zh="合并单元数")
@attrs.frozen(kw_only=True)
class MergerParts(MergerRule):
    """A merger must join at least two different units (k >= 2), or another number.

    Predicate: ``at_least <= |parts|``, and ``<= at_most`` where that is given. Never *undetermined*: a merger names its
    parts.

    Parameters
    ----------
    at_least, at_most : Count, optional
        How many parts.

    Notes
    -----
    Used by WH-016 (two into one, twice).
    """

    at_least: Count = attrs.field(default=_TWO, converter=Count)
    at_most: Count | None = attrs.field(default=None, converter=attrs.converters.optional(Count))

    @property
    def measure(self) -> Measure:
        """How many parts there are."""
        return Measure("merger_parts", "count", Text("number of units that become one", "合并的单元数"))

    @property
    def requirement(self) -> Bound:
        """The range."""
        return Bound(Count.between(self.at_least.low, None if self.at_most is None else self.at_most.high))

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Count the parts."""
        return Measurement(value=Count(len(merger.parts)))


def _from(value: Any) -> Metres | NotStated:
    """Read a length from which on a border counts."""
    if isinstance(value, NotStated):
        return value
    length = Metres(value)
    return length.upwards() if length.is_exact else length


_ANY_LENGTH = Metres(0)


@rule(en="contiguity of a merger", zh="合并地域相邻")
@attrs.frozen(kw_only=True)
class MergerContiguity(MergerRule):
    """The parts of a merger must be connected through borders that count.

    Predicate: the graph of the parts and the counted borders between them is connected. A border counts when its shared
    length lies in the range asked for and no barrier of the given kinds lies along it. A border that is not recorded is
    known not to exist only where an `Inventory` of adjacencies is complete for one of its two units or a container of
    one. *Undetermined* while it hangs on borders of which this is not known. Parts that are cut off are named.

    Parameters
    ----------
    min_shared_length : Metres, optional
        Least length of a border that counts, in metres; ``> 0`` leaves out units that meet in a point only. Not stated:
        short borders do not count, from which length on is not said.
    barriers : tuple of str
        Barriers that cut: ``river``, ``railway``, ``expressway``.

    Notes
    -----
    Used by WH-019 (geographically adjacent, transitively for more than two parts).
    """

    min_shared_length: Metres | NotStated = attrs.field(default=_ANY_LENGTH, converter=_from)
    barriers: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def measure(self) -> Measure:
        """Which parts are cut off."""
        return Measure("cut_off_parts", "set", Text("parts that are cut off from the others", "与其余部分不相连的单元"))

    @property
    def requirement(self) -> NoneOf:
        """No part is cut off."""
        return NoneOf(Text("part that is cut off", "不相连的单元"))

    def counts(self, border: Adjacency) -> Truth:
        """Say whether a border counts."""
        return Truth.all([self._long_enough(border), self._open(border)])

    def _long_enough(self, border: Adjacency) -> Truth:
        if isinstance(self.min_shared_length, NotStated):
            return Truth.UNKNOWN
        if isinstance(border.shared_length, NotStated):
            return Metres.unknown().within(self.min_shared_length)
        return border.shared_length.within(self.min_shared_length)

    def _open(self, border: Adjacency) -> Truth:
        if not self.barriers:
            return Truth.TRUE
        if isinstance(border.barrier, NotStated):
            return Truth.UNKNOWN
        return Truth.of(border.barrier not in self.barriers)

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Put the question to NetworkX: connected through borders that count, or through those that may count."""
        import networkx as nx

        structure = world.before
        recorded = structure.contiguity.subgraph(merger.parts)
        sure: nx.Graph[str] = nx.Graph()
        possible: nx.Graph[str] = nx.Graph()
        for graph in (sure, possible):
            graph.add_nodes_from(merger.parts)
        evidence = []
        for a, b, data in recorded.edges(data=True):
            border: Adjacency = data["record"]
            counts = self.counts(border)
            if counts is not Truth.FALSE:
                possible.add_edge(a, b)
            if counts is Truth.TRUE:
                sure.add_edge(a, b)
            evidence.append(_evidence(structure, border, counts))
        for a, b in combinations(merger.parts, 2):
            if not recorded.has_edge(a, b) and may_touch(structure, a, b) is Truth.UNKNOWN:
                possible.add_edge(a, b)
        pieces, joined = _pieces(nx.connected_components(sure)), _pieces(nx.connected_components(possible))
        known = [_named(structure, piece) for piece in joined[1:]]
        perhaps = [_named(structure, piece) for piece in pieces[1:]] if not known else []
        return Measurement(
            value=SetValue(tuple(known), tuple(perhaps)),
            missing=tuple(self._missing(structure, pieces)) if perhaps else (),
            evidence=tuple(evidence),
            detail=_listed(structure, joined if known else pieces) if known or perhaps else None,
        )

    def _missing(self, structure: Structure, pieces: list[tuple[str, ...]]) -> Iterator[Missing]:
        """Yield the facts about borders between pieces without which it is not known whether they count."""
        if isinstance(self.min_shared_length, NotStated):
            words = Text("the least length of a border that counts", "相邻边界的最短长度")
            yield Missing(self.id, "min_shared_length", words)
        for one, other in combinations(pieces, 2):
            for a, b in ((a, b) for a in one for b in other):
                en, zh = (f"{structure.node(a).label}{sep}{structure.node(b).label}" for sep in (" and ", "与"))
                border = adjacency(structure, a, b)
                if border is None:
                    if may_touch(structure, a, b) is Truth.UNKNOWN:
                        yield Missing(a, "adjacency", Text(f"whether {en} touch", f"{zh}是否相邻"))
                elif self.counts(border) is Truth.UNKNOWN:
                    if self._open(border) is Truth.UNKNOWN:
                        yield Missing(a, "barrier", Text(f"what lies between {en}", f"{zh}之间有无阻隔"))
                    if isinstance(self.min_shared_length, Metres) and self._long_enough(border) is Truth.UNKNOWN:
                        words = Text(f"the shared border length of {en}", f"{zh}的共同边界长度")
                        yield Missing(a, "shared_length", words)


def _pieces(components: Iterable[set[str]]) -> list[tuple[str, ...]]:
    """Return the pieces, the main one (the most parts, then the first id) first."""
    return sorted((tuple(sorted(c)) for c in components), key=lambda piece: (-len(piece), piece))


def _named(structure: Structure, piece: tuple[str, ...]) -> Text:
    labels = [structure.node(part).label for part in piece]
    return Text(" + ".join(labels), "＋".join(labels))


def _listed(structure: Structure, pieces: list[tuple[str, ...]]) -> Text:
    named = [_named(structure, piece) for piece in pieces]
    return Text("pieces: " + " | ".join(n.en for n in named), "各片：" + "｜".join(n.zh for n in named))


def _evidence(structure: Structure, border: Adjacency, counts: Truth) -> Evidence:
    en, zh = (sep.join(structure.node(unit).label for unit in border.units) for sep in (" and ", "与"))
    length = NOT_STATED if isinstance(border.shared_length, NotStated) else border.shared_length
    barrier = border.barrier if isinstance(border.barrier, str) else NOT_STATED
    words = Text(
        f"{en} touch (shared length {length.text('en')}, barrier {_word(barrier, 'en')}; counts: {counts.text('en')})",
        f"{zh}相邻（共同边界 {length.text('zh')}，阻隔 {_word(barrier, 'zh')}；是否计入：{counts.text('zh')}）",
    )
    return Evidence(words, border.source)


def _word(value: str | NotStated, lang: Any) -> str:
    return value if isinstance(value, str) else value.text(lang)


@rule(en="common container of a merger", zh="合并单元同属")
@attrs.frozen(kw_only=True)
class MergerSameParent(MergerRule):
    """The parts of a merger must lie in one container of a kind, such as one street.

    Predicate: the nearest container of the kind is the same for all parts. *Undetermined* while a part's container is
    not recorded.

    Parameters
    ----------
    container : str
        Kind of container: ``street``, ``district``.

    Notes
    -----
    Used by WH-022 (both pilot pairs lie in one street; a regularity, not a printed rule).
    """

    container: str = "street"

    @property
    def measure(self) -> Measure:
        """Whether the containers are one."""
        what = kind_label(self.container)
        words = Text(f"whether the parts lie in one container ({what.en})", f"各单元是否同属一个{what.zh}")
        return Measure("same_parent", "truth", words)

    @property
    def requirement(self) -> Holds:
        """They are one."""
        what = kind_label(self.container)
        words = Text(f"the parts lie in one container ({what.en})", f"各单元同属一个{what.zh}")
        return Holds(words, "different_parents")

    def container_of(self, structure: Structure, id: str) -> Node | None:
        """Return the nearest container of the kind."""
        return next((node for node in structure.ancestors(id) if self.container in kinds_of(type(node))), None)

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Compare the containers."""
        structure, what = world.before, kind_label(self.container)
        containers = {part: self.container_of(structure, part) for part in merger.parts}
        known = dict.fromkeys(node.id for node in containers.values() if node is not None)
        lost = [part for part, node in containers.items() if node is None]
        value = Truth.FALSE if len(known) > 1 else Truth.UNKNOWN if lost else Truth.TRUE
        labels = [
            f"{structure.node(part).label}: {NOT_STATED.value if node is None else node.label}"
            for part, node in containers.items()
        ]  # fmt: skip
        missing = (
            Missing(part, self.container, Text(f"the {what.en} of {label}", f"{label}所属的{what.zh}"))
            for part, label in ((part, structure.node(part).label) for part in lost)
        )
        return Measurement(value=value, missing=tuple(missing), detail=Text("; ".join(labels), "；".join(labels)))


def _gave_or_took(world: Change, merger: Merger) -> bool:
    """Whether other ground went into a merged unit, or some of its own elsewhere, beside the merger."""
    came = {kin.id for kin in world.lineage.ancestors(merger.id)}
    went = {kin.id for part in merger.parts for kin in world.lineage.descendants(part)}
    return came != {*merger.parts} or went != {merger.id}


@rule(en="size after a merger", zh="合并后规模")
@attrs.frozen(kw_only=True)
class MergedSize(MergerRule):
    """The unit that a merger makes must have a size in a range.

    Predicate: ``at_least <= sum of the size of the parts <= at_most``; the size that is recorded of the unit where the
    reform also divided units or moved their borders. What is known of some parts already bounds the
    sum from below and may exceed an upper limit. *Undetermined* while the parts that are not known decide, or where the
    document gives no number.

    Parameters
    ----------
    of : Size
        In what it is counted: ``population``, ``households`` or ``area``.
    at_least, at_most : Quantity, optional
        The range, as in `UnitSize`.

    Notes
    -----
    Used by WH-021 (suitable in population and area, no number) and by the law on residents' committees (households,
    generally 100 to 700 from 1990-01-01 and 1,000 to 3,000 from 2026-01-01).
    """

    of: Size = attrs.field(converter=Size)
    at_least: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)
    at_most: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)

    def __attrs_post_init__(self) -> None:
        Range.build(self.of.kind, self.at_least, self.at_most, rule=self.id or rule_name(self))

    @property
    def measure(self) -> Measure:
        """The size of the new unit."""
        words = Text(f"{self.of.text('en')} after the merger", f"合并后{self.of.text('zh')}")
        return Measure(self.of.value, self.of.kind.unit, words)

    @property
    def requirement(self) -> Range:
        """The range."""
        return Range.build(self.of.kind, self.at_least, self.at_most, rule=self.id)

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Add up the parts; for a change, with what is recorded of the new unit."""
        parts = [world.before.node(part) for part in merger.parts]
        total = self.of.kind.total(self.of.of(part) for part in parts)
        missing = tuple(self.of.missing(part) for part in parts if not self.of.of(part).is_exact)
        evidence = tuple(e for part in parts for e in evidence_of_size(part, self.of))
        whole = world.after.get(merger.id) if not world.is_proposal else None
        if whole is not None:
            recorded = self.of.of(whole)
            if _gave_or_took(world, merger):  # the parts are not all of it, or more than it
                missing = () if recorded.is_exact else (self.of.missing(whole),)
                return Measurement(value=recorded, missing=missing, evidence=evidence_of_size(whole, self.of))
            both = total.intersect(recorded)
            if both is None:
                words = Text(
                    f"the parts come to {total.text('en')}, {whole.label} is recorded with {recorded.text('en')}",
                    f"各部分合计 {total.text('zh')}，{whole.label}记录为 {recorded.text('zh')}",
                )
                return Measurement(value=total, contradiction=words, evidence=evidence)
            total = both
        return Measurement(value=total, missing=() if total.is_exact else missing, evidence=evidence)
