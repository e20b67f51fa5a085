"""Rules over the bodies of units: how many of which kind, under which names, and what a merger must keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import attrs

from basegov.exact import Exact
from basegov.quantities import Count, Difference, Quantity
from basegov.reforms.changes import Change
from basegov.rules.nodes import NodeRule, as_meant, meant_by
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, rule_name, subject_of
from basegov.rules.units import Range, as_limit
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.bodies import UnitBodies, bearing, bodies_of, names_borne
from basegov.structure.functions import Performs, lists_all_about
from basegov.structure.merging import added_up
from basegov.structure.organisations import Body, BodyKind
from basegov.structure.posts import PostPool
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth, as_words


@attrs.frozen(kw_only=True)
class BodyRule(NodeRule):
    """What rules over the bodies of units have in common.

    Parameters
    ----------
    unit : Selector
        Which units.
    """

    unit: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit


def _evidence(bodies: Iterable[Node]) -> tuple[Evidence, ...]:
    found = []
    for body in bodies:
        names = " / ".join(names_borne(body)) or body.id
        found.append(Evidence(Text(names, names), body.source))
    return tuple(found)


def _bodies_missing(unit: Node, what: Text) -> Missing:
    return Missing(unit.id, "bodies", Text(f"all {what.en} of {unit.label}", f"{unit.label}的全部{what.zh}"))


@rule(en="number of bodies", zh="机构设置")
@attrs.frozen(kw_only=True)
class BodyCount(BodyRule):
    """Each unit must have a number of bodies of a kind or name.

    Predicate: ``at_least <= |{b in bodies(unit) : b is meant and bears the name}| <= at_most``. A body belongs to the
    unit it is responsible for, else to the nearest unit that holds it. *Undetermined* while bodies may not be listed,
    or kind or name of one is not stated.

    Parameters
    ----------
    body : Selector
        Which bodies.
    called : str, optional
        The name that they bear, alone, after the name of the unit, or on a name plate.
    at_least, at_most : Count, optional
        The range; both the same for an exact number.

    Notes
    -----
    Used by XZ-004, HZ-011 (one committee of each of three names per street), HZ-020 (exactly one party-building
    office), HZ-022 (at least one public service centre), GL-010 and GL-011 (one comprehensive service centre).
    """

    body: Selector = attrs.field(converter=as_selector)
    called: str | None = None
    at_least: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)
    at_most: Quantity | NotStated | None = attrs.field(default=None, converter=as_limit)

    def __attrs_post_init__(self) -> None:
        Range.build(Count, self.at_least, self.at_most, rule=self.id or rule_name(self))

    @property
    def _what(self) -> Text:
        en, zh = self.body.text("en"), self.body.text("zh")
        return Text(en, zh) if self.called is None else Text(f"{en} {self.called}", f"{zh}“{self.called}”")

    @property
    def measure(self) -> Measure:
        """How many there are."""
        return Measure("body_count", "count", Text(f"number of bodies ({self._what.en})", f"{self._what.zh}数量"))

    @property
    def requirement(self) -> Range:
        """The range."""
        return Range.build(Count, self.at_least, self.at_most, rule=self.id)

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many there are in the unit."""
        bodies = bodies_of(structure, node.id, self.body, self.called)
        missing = () if bodies.number.is_exact else (_bodies_missing(node, self._what),)
        return Measurement(value=bodies.number, missing=missing, evidence=_evidence(bodies.sure))


def _counts(value: Mapping[Any, Any]) -> FrozenMap[BodyKind, Count]:
    return FrozenMap({BodyKind(kind): Count(count) for kind, count in value.items()})


@rule(en="body template", zh="机构设置模板")
@attrs.frozen(kw_only=True)
class BodyTemplate(BodyRule):
    """Each unit must have exactly the internal bodies of a template.

    Predicate: ``|{b : kind(b) = k}| = counts[k]`` for each kind of the template, every name of the template is borne by
    a body, and (`closed`) there is no body of another kind. *Undetermined* while bodies may not be listed, or kind or
    name of one is not stated, unless no way of completing the record fits.

    Parameters
    ----------
    counts : mapping of BodyKind to Count
        How many of each kind: ``{office: 1, bureau: 8}``.
    called : tuple of str
        Names that must be borne.
    closed : bool
        Whether bodies of other kinds are not allowed.
    body : str
        Kind of record that is counted.

    Notes
    -----
    Used by GL-008 and GL-009 (one office and eight bureaus; whether the people-service centre of GL-010 counts inside
    is open, so other kinds are left out there) and BA-024 (one general office and two platforms).
    """

    counts: FrozenMap[BodyKind, Count] = attrs.field(converter=_counts)
    called: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    closed: bool = False
    body: str = "internal_body"

    @property
    def measure(self) -> Measure:
        """Where the bodies differ from the template."""
        return Measure("differences_from_template", "set", Text("differences from the template", "与模板的差异"))

    @property
    def requirement(self) -> Requirement:
        """Nowhere."""
        en = ", ".join(f"{count.text('en')} {kind.text('en')}" for kind, count in self.counts.items())
        zh = "、".join(f"{kind.text('zh')} {count.text('zh')} 个" for kind, count in self.counts.items())
        return NoneOf(Text(f"difference from the template ({en})", f"与模板（{zh}）的差异"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the differences, and those that there may be."""
        every = bodies_of(structure, node.id, Selector(kind=self.body))
        kinds = [(body, getattr(body, "kind", NOT_STATED)) for body in every.sure]
        open_ = sum(isinstance(kind, NotStated) for _, kind in kinds)
        spare = None if every.more.high is None else open_ + every.more.high
        known: list[Text] = []
        possible: list[Text] = []
        lacking: Exact = 0
        for kind, wanted in self.counts.items():
            number = sum(k is kind for _, k in kinds)
            least, most = wanted.low or 0, wanted.high
            words_ = Text(
                f"{kind.text('en')}: {number} instead of {wanted.text('en')}",
                f"{kind.text('zh')}：{number} 个，应为 {wanted.text('zh')} 个",
            )
            lacking += max(0, least - number)
            if (most is not None and number > most) or (
                number < least and spare is not None and spare < least - number
            ):
                known.append(words_)
            elif number < least or (most is not None and spare != 0):
                possible.append(words_)
        other = [body for body, kind in kinds if isinstance(kind, BodyKind) and kind not in self.counts]
        if self.closed:
            known += [Text(f"{body.label} is not in it", f"{body.label}不在其中") for body in other]
            room = _room(self.counts, kinds)
            if room is not None and open_ > room:
                known.append(Text(f"{len(kinds)} bodies", f"机构共 {len(kinds)} 个"))
            if spare != 0 and not known:
                possible.append(Text("bodies of other kinds", "其他类型的机构"))
        if spare is not None and lacking > spare and not known:
            known.append(Text(f"{lacking} too few", f"共缺 {lacking} 个"))
        for name in self.called:
            if not bearing(structure, (body.id for body in every.sure), name):
                nameless = any(isinstance(body.name, NotStated) for body in every.sure)
                text = Text(f"no {name}", f"没有{name}")
                (possible if nameless or every.more.high != 0 else known).append(text)
        missing = (_bodies_missing(node, Text("bodies with their kinds and names", "机构及其类型和名称")),)
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), missing=missing, evidence=_evidence(every.sure)
        )


def _room(counts: Mapping[BodyKind, Count], kinds: Iterable[tuple[Node, Any]]) -> Exact | None:
    """Return for how many more bodies a template has room; None where it sets no upper end."""
    have = [kind for _, kind in kinds]
    rooms = [None if c.high is None else max(0, c.high - sum(k is kind for k in have)) for kind, c in counts.items()]
    return None if None in rooms else sum(room for room in rooms if room is not None)


@rule(en="one body with its name plates", zh="一套机构多块牌子")
@attrs.frozen(kw_only=True)
class OneBody(BodyRule):
    """In each unit one body, and no other, must bear all of some names.

    Predicate: ``|{b : names(b) ∩ names ≠ ∅}| = 1`` and that body bears every one of them. *Undetermined* while bodies
    may not be listed, or the name of one is not stated, unless two bodies surely bear names among them.

    Parameters
    ----------
    names : tuple of str
        The names, on plates or as the body's own name.
    body : Selector
        Among which bodies.

    Notes
    -----
    Used by HZ-022 and HZ-023 (the public service centre is the party-mass service centre: two plates, one staff) and
    HZ-064 (four platforms fused).
    """

    names: tuple[str, ...] = attrs.field(converter=as_words)
    body: Selector = attrs.field(default=Selector(kind="body"), converter=as_selector)

    @property
    def measure(self) -> Measure:
        """What keeps the names from standing for one body."""
        return Measure("names_apart", "set", Text("what keeps the names apart", "未归于同一机构之处"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        names = ", ".join(self.names)
        return NoneOf(Text(f"name of {names} not borne by the one body", f"不归于同一机构的名称（{names}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the names that are lacking and the bodies that are too many."""
        bodies = bodies_of(structure, node.id, self.body)
        candidates = [body for body in bodies.sure if any(bearing(structure, (body.id,), n) for n in self.names)]
        nameless = [body for body in bodies.sure if isinstance(body.name, NotStated) and body not in candidates]
        doubtful = [body for body in bodies.unsure if self._bears_any(structure, body)]
        known: list[Text] = []
        possible: list[Text] = []
        if len(candidates) > 1:
            known += [Text(body.label, body.label) for body in candidates]
        others = bool(nameless or doubtful) or bodies.more.high != 0
        if others:
            possible.append(Text("a further body under such a name", "另有机构使用其中名称"))
        for name in self.names:
            text = Text(f"no {name}", f"没有{name}")
            if not candidates:
                (possible if others else known).append(text)
            elif len(candidates) == 1 and not bearing(structure, (candidates[0].id,), name):
                (possible if isinstance(candidates[0].name, NotStated) else known).append(text)
        missing = (_bodies_missing(node, Text("bodies with their name plates", "机构及其牌子")),)
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), missing=missing, evidence=_evidence(candidates)
        )

    def _bears_any(self, structure: Structure, body: Node) -> bool:
        """Whether a body may bear one of the names."""
        return isinstance(body.name, NotStated) or any(bearing(structure, (body.id,), name) for name in self.names)


# what a merger must keep


@rule(en="functions kept in reorganisation", zh="机构整合职能不丢失不重复")
@attrs.frozen(kw_only=True)
class FunctionsKept(Rule):
    """Every function of the bodies of a unit must be performed by exactly one body of the unit after the change.

    Predicate: ``functions(bodies before) ⊆ functions(bodies after)`` (none lost) and no function is performed by two
    bodies of the unit (none doubled). *Undetermined* while functions may not be listed (an `Inventory` of ``performs``
    about the unit or what holds it). *Not applicable* to a unit whose bodies surely have no function before.

    Parameters
    ----------
    unit : Selector
        Which units.
    body : Selector
        Among which bodies.

    Notes
    -----
    Used by GL-009 (overlap, scatter and duplication ended) and GL-011; HZ-023 and HZ-M8 mode A are checked by it too.
    """

    unit: Selector = attrs.field(converter=as_selector)
    body: Selector = attrs.field(default=Selector(kind="body"), converter=as_selector)

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """Each unit."""
        return Scope(self.unit, Text(self.unit.text("en"), self.unit.text("zh")))

    @property
    def measure(self) -> Measure:
        """The functions that are lost or doubled."""
        return Measure("functions_lost_or_doubled", "set", Text("functions lost or doubled", "丢失或重复的职能"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("function lost or doubled", "丢失或重复的职能"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is lost or doubled in each unit."""
        if isinstance(world, Structure):
            return
        for unit, unstated in meant_by(self.unit, world.after):
            yield subject_of(unit), as_meant(self._found(world, unit), unstated)

    def _found(self, world: Change, unit: Node) -> Measurement:
        known: dict[str, Text] = {}
        possible: dict[str, Text] = {}
        former = [id_ for id_ in world.lineage.before(unit.id) if id_ in world.before]
        before = {f for id_ in former for f in _performed(world.before, bodies_of(world.before, id_, self.body))}
        after = _performed(world.after, bodies_of(world.after, unit.id, self.body))
        listed_before = all(lists_all_about(world.before, id_, "performs") for id_ in former)
        listed_after = lists_all_about(world.after, unit.id, "performs")
        for function in sorted(before - set(after)):
            label = world.before.node(function).label
            text = Text(f"{label} is lost", f"{label}丢失")
            # a reform changes only what it names: what it took from the record is gone
            (known if listed_after or world.reform is not None else possible)[function] = text
        for function, bodies in sorted(after.items()):
            if len(bodies) > 1:
                label, who = world.after.node(function).label, [world.after.node(b).label for b in bodies]
                known[function] = Text(f"{label} of {', '.join(who)}", f"{label}（{'、'.join(who)}）")
        missing: tuple[Missing, ...] = ()
        if not (listed_before and listed_after):
            possible[""] = Text("functions that are not listed", "未列出的职能")
            what = Text(f"all functions of the bodies of {unit.label}", f"{unit.label}各机构的全部职能")
            missing = (Missing(unit.id, "performs", what),)
        none = not before and listed_before
        return Measurement(
            value=SetValue(tuple(known.values()), tuple(possible.values())), missing=missing,
            applies=Truth.FALSE if none else Truth.TRUE,
        )  # fmt: skip


def _performed(structure: Structure, bodies: UnitBodies) -> dict[str, tuple[str, ...]]:
    """Return the functions that bodies surely perform, each with the bodies that do."""
    found: dict[str, list[str]] = {}
    for body in bodies.sure:
        for performance in structure.where(Performs, unit=body.id):
            found.setdefault(performance.function, []).append(body.id)
    return {function: tuple(ids) for function, ids in found.items()}


@rule(en="posts pooled", zh="编制统筹")
@attrs.frozen(kw_only=True)
class PostsPooled(Rule):
    """A body made of others must have exactly the posts that these had together.

    Predicate: ``posts(whole) - Σ posts(part) = 0`` for every merger of bodies, followed through all steps.
    *Undetermined* while posts are not stated, unless a reform made the merger and named no outside source of posts:
    then what is not stated is carried over as it is.

    Notes
    -----
    Used by GL-013 (posts of merged stations allotted together).
    """

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """Each merger of bodies."""
        return Scope(None, Text("merger of bodies", "机构合并"))

    @property
    def measure(self) -> Measure:
        """The difference."""
        return Measure("difference_of_posts", "count", Text("posts after less posts before", "合并前后编制之差"))

    @property
    def requirement(self) -> Requirement:
        """None."""
        return Bound(Difference.build(0, 0, kind=Count))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the difference for each body that was made of others."""
        if isinstance(world, Structure):
            return
        for into in dict.fromkeys(new for _, new in world.lineage.pairs):
            node = world.after.get(into)
            parts = [part for part in world.lineage.before(into) if part in world.before]
            if not isinstance(node, Body) or parts in ([], [into]):
                continue
            if into not in parts and into in world.before:  # it stood beside the parts, and took them in
                parts.append(into)
            difference = _difference_of_posts(world, parts, into)
            what = Text(f"the posts of {node.label} and its parts", f"{node.label}及其组成机构的编制数")
            missing = () if difference.is_exact else (Missing(into, "posts", what),)
            yield Subject(into, node.label, tuple(parts)), Measurement(value=difference, missing=missing)


def _difference_of_posts(world: Change, parts: list[str], into: str) -> Difference:
    total = Difference.build(0, 0, kind=Count)
    then = {part: world.before.where(PostPool, unit=part) for part in parts}
    now: dict[str | NotStated, Count | NotStated] = {}
    for pool in world.after.where(PostPool, unit=into):  # a category may have come in several lots
        now[pool.category] = added_up(Count, [now.get(pool.category, Count(0)), pool.posts])
    carried = world.reform is not None and not any(i.account == "posts" for i in world.imbalances)
    for category in dict.fromkeys([*(p.category for pools in then.values() for p in pools), *now]):
        held = [p.posts for pools in then.values() for p in pools if p.category == category]
        absent = any(
            all(p.category != category for p in pools) and not lists_all_about(world.before, part, "post_pool")
            for part, pools in then.items()
        )
        before, after = added_up(Count, held, absent=absent), now.get(category, Count.unknown())
        if category not in now and lists_all_about(world.after, into, "post_pool"):
            after = Count(0)
        if carried and before == after:
            continue
        total += _known(after).minus(_known(before))
    if not any(then.values()) and not now and not carried:
        listed = all(lists_all_about(world.before, part, "post_pool") for part in parts)
        if not (listed and lists_all_about(world.after, into, "post_pool")):
            return Difference.build(None, None, kind=Count)
    return total


def _known(posts: Count | NotStated) -> Count:
    return Count.unknown() if isinstance(posts, NotStated) else posts
