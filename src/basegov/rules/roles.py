"""Rules over roles: what levels stand for, and who leads which organisations."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from basegov.reforms.changes import Change
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule
from basegov.rules.steering import plain
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Node
from basegov.structure.roles import (
    Positioning,
    all_listed,
    leadership_graph,
    leads_class,
    lies_in,
    may_be_led,
    units_led,
)
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


def _level(value: Level | str) -> Level:
    if isinstance(value, Level):
        return value
    if value not in LEVELS:
        raise ValueError(f"{value!r} is no level; known are {', '.join(LEVELS)}")
    return LEVELS[value]


def _levels(value: Iterable[Level | str]) -> tuple[Level, ...]:
    return tuple(_level(one) for one in value)


def _selectors(value: Any) -> tuple[Selector, ...]:
    one = isinstance(value, str | Selector) or hasattr(value, "keys")
    return tuple(Selector.of(part) for part in ([value] if one else value))


@rule(en="role of a level", zh="层级角色定位")
@attrs.frozen(kw_only=True)
class LevelRole(Rule):
    """A level must have exactly one role, with at least some duties.

    Predicate: ``{role(p) : level(p) = l} = {role}`` and ``duties ⊆ the duties of it``. *Undetermined* while duties are
    not stated, or a role may not be listed (an `Inventory` of ``positioning`` about the top settles that).

    Parameters
    ----------
    level : Level
        The level, by its key: ``district``, ``street``, ``community``.
    role : str, optional
        The role; left out, any one.
    duties : tuple of str
        Duties it must have.

    Notes
    -----
    Used by BA-017, BA-018 and BA-019 (headquarters, dragon head, leadership core) and BA-020.
    """

    level: Level = attrs.field(converter=_level)
    role: str | None = None
    duties: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def scope(self) -> Scope:
        """The level."""
        return Scope(None, Text(f"the level {self.level.text('en')}", self.level.text("zh")))

    @property
    def measure(self) -> Measure:
        """What is wrong with its role."""
        return Measure("objections_to_role", "set", Text("objections to its role", "角色定位的问题"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        role = self.role or "?"
        return NoneOf(Text(f"deviation from the one role {role}", f"偏离唯一角色 {role} 之处"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is wrong with the role of the level."""
        structure = world if isinstance(world, Structure) else world.after
        known: list[Text] = []
        possible: list[Text] = []
        positions = structure.where(Positioning, level=self.level)
        roles = tuple(dict.fromkeys(p.role for p in positions))
        if self.role is not None:
            known += [Text(f"role {r}", f"角色 {r}") for r in roles if r != self.role]
        elif len(roles) > 1:
            known += [Text(f"role {r}", f"角色 {r}") for r in roles]
        closed = all_listed(structure, "positioning")
        none = Text("no role", "没有角色")
        if not closed:
            possible.append(none if not roles else Text("a further role", "其他角色"))
        elif self.role not in roles if self.role is not None else not roles:
            known.append(none)
        ours = [p for p in positions if self.role in (None, p.role)]
        held = {duty for p in ours if not isinstance(p.duties, NotStated) for duty in p.duties}
        open_ = not ours or any(isinstance(p.duties, NotStated) for p in ours) or not closed
        lacking = [Text(f"without the duty {d}", f"缺少职责 {d}") for d in self.duties if d not in held]
        (possible if open_ else known).extend(lacking)
        what = Text(f"the role and duties of the level {self.level.text('en')}", f"{self.level.text('zh')}的角色和职责")
        yield (
            Subject(self.level.key, self.level.text("zh")),
            Measurement(
                value=SetValue(tuple(known), tuple(possible)),
                missing=(Missing(structure.id, "positioning", what),),
                evidence=tuple(_position_evidence(p) for p in positions),
            ),
        )


def _position_evidence(position: Positioning) -> Evidence:
    level = position.level
    duties = "" if isinstance(position.duties, NotStated) else " (" + ", ".join(position.duties) + ")"
    return Evidence(
        Text(f"{level.text('en')}: {position.role}{duties}", f"{level.text('zh')}：{position.role}{duties}"),
        position.source_of("role"),
    )


@rule(en="duties of levels kept apart", zh="层级职责不重叠")
@attrs.frozen(kw_only=True)
class LevelDutiesDisjoint(Rule):
    """No two of some levels may have a duty in common.

    Predicate: ``duties(l) ∩ duties(m) = ∅`` for each pair of levels. *Undetermined* while duties of one of them are not
    stated, or positionings may not be listed. *Not applicable* to a pair of which one level surely has no role.

    Parameters
    ----------
    levels : tuple of Level
        The levels.

    Notes
    -----
    Used by BA-020 (relations of the three levels straightened out), with BA-017 to BA-019.
    """

    levels: tuple[Level, ...] = attrs.field(converter=_levels)

    @property
    def scope(self) -> Scope:
        """Each pair of levels."""
        return Scope(None, Text("each pair of levels", "每两个层级"))

    @property
    def measure(self) -> Measure:
        """The duties that both have."""
        return Measure("shared_duties", "set", Text("duties that both levels have", "两个层级共有的职责"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("shared duty", "共有的职责"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the shared duties of each pair."""
        structure = world if isinstance(world, Structure) else world.after
        closed = all_listed(structure, "positioning")
        for pair in itertools.combinations(self.levels, 2):
            held = [structure.where(Positioning, level=level) for level in pair]
            stated = [{d for p in ps if not isinstance(p.duties, NotStated) for d in p.duties} for ps in held]
            unstated = [any(isinstance(p.duties, NotStated) for p in ps) for ps in held]
            could = [unstated[i] or not closed for i in (0, 1)]
            bare = [not stated[i] and not could[i] for i in (0, 1)]
            open_ = not any(bare) and any(could)
            known = tuple(plain(d) for d in sorted(stated[0] & stated[1]))
            more = (Text("duties that are not listed", "未列出的职责"),) if open_ else ()
            missing = tuple(
                Missing(
                    structure.id,
                    "positioning",
                    Text(f"all duties of the level {l_.text('en')}", f"{l_.text('zh')}的全部职责"),
                )
                for i, l_ in enumerate(pair)
                if could[i]
            )
            nothing = closed and not all(held)
            yield (
                Subject(pair[0].key, f"{pair[0].text('zh')} × {pair[1].text('zh')}", (pair[1].key,)),
                Measurement(
                    value=SetValue(known, more), missing=missing,
                    applies=Truth.FALSE if nothing else Truth.TRUE,
                    evidence=tuple(_position_evidence(p) for ps in held for p in ps),
                ),
            )  # fmt: skip


@rule(en="leads every organisation", zh="统一领导各类组织")
@attrs.frozen(kw_only=True)
class LeadsAll(NodeRule):
    """A body must lead, directly or through others, every organisation of some classes of its unit.

    Predicate: ``for every x of the classes in the unit of the leader: x is reachable from the leader`` along
    leadership, command and containment. *Undetermined* while leaderships may not be listed (an `Inventory` of
    ``leadership``), while an organisation may belong to a class or not, or while organisations of a class that is not
    led as such may not be listed.

    Parameters
    ----------
    leader : Selector
        Who must lead, such as every working committee.
    classes : tuple of Selector
        The classes of organisations.

    Notes
    -----
    Used by HZ-008 (four classes led by the street party working committee), BA-019 (a community committee leads all
    organisations of its community) and BA-020.
    """

    leader: Selector = attrs.field(converter=as_selector)
    classes: tuple[Selector, ...] = attrs.field(converter=_selectors)

    @property
    def selector(self) -> Selector:
        """The leaders."""
        return self.leader

    @property
    def measure(self) -> Measure:
        """The organisations that it does not lead."""
        return Measure("organisations_not_led", "set", Text("organisations it does not lead", "未纳入领导的组织"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("organisation that it does not lead", "未纳入领导的组织"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the organisations that are not led, and those of which it is not known."""
        import networkx as nx

        units = units_led(structure, node.id)
        if not units:
            what = Text(f"the unit of {node.label}", f"{node.label}所在单元")
            return Measurement(value=SetValue(possible=(what,)), missing=(Missing(node.id, "area", what),))
        led = nx.descendants(leadership_graph(structure), node.id)
        closed = lists_all_about(structure, node.id, "leadership")
        known: dict[str, Text] = {}
        possible: dict[str, Text] = {}
        missing: list[Missing] = []
        for wanted in self.classes:
            if leads_class(structure, node.id, wanted) is Truth.TRUE:
                continue
            chosen = wanted.select(structure)
            for organisation in chosen.sure:
                if (
                    organisation.id not in led
                    and organisation.id != node.id
                    and lies_in(structure, organisation.id, units)
                ):
                    sure = closed and not may_be_led(structure, organisation, {node.id, *led})
                    (known if sure else possible)[organisation.id] = plain(organisation.label)
            for organisation, _ in chosen.unsure:
                if (
                    organisation.id not in led
                    and organisation.id != node.id
                    and lies_in(structure, organisation.id, units)
                ):
                    possible[organisation.id] = plain(organisation.label)
            class_en, class_zh = wanted.text("en"), wanted.text("zh")
            more = [attrs.evolve(wanted, within=unit).most_unlisted(structure) for unit in units]
            if any(count.high != 0 for count in more):
                possible[class_en] = Text(f"{class_en} not listed", f"未列出的{class_zh}")
                what = Text(f"all organisations ({class_en}) of {node.label}", f"{node.label}的全部{class_zh}")
                missing.append(Missing(node.id, wanted.kind, what))
        if not closed and possible:
            what = Text(f"all whom {node.label} leads", f"{node.label}领导的全部组织")
            missing.append(Missing(node.id, "leadership", what))
        rest = tuple(text for id_, text in possible.items() if id_ not in known)
        return Measurement(value=SetValue(tuple(known.values()), rest), missing=tuple(missing))
