"""Rules over service networks: so many sites at each level, what each unit must have, what is handled where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from basegov.diagnostics.services import NO_KIND_OF_UNIT
from basegov.errors import InputError, Suggestion
from basegov.quantities import Count, Share
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.organisations import ServiceSite
from basegov.structure.records import RECORD_TYPES, Node, kind_label, kinds_of
from basegov.structure.selection import Selector, as_selector
from basegov.structure.services import (
    bundle,
    equipment_of,
    has_of,
    has_one_of,
    is_available,
    share_of,
    sites_of,
    stands_in_each,
    times,
)
from basegov.structure.snapshot import Structure
from basegov.structure.units import Unit
from basegov.terms import LEVELS
from basegov.texts import Text
from basegov.values import EMPTY, FrozenMap, NotStated, Truth, as_words


def counts(value: Mapping[Any, Any]) -> FrozenMap[str, Count]:
    """Return numbers by words; a number alone is exact, ``>= 1`` is a least one (the converter of fields)."""
    return FrozenMap({word: Count(count) for word, count in value.items()})


def _inside(selector: Selector, node: Node) -> Selector:
    return attrs.evolve(selector, within=node.id) if selector.within is None and not selector.ids else selector


def _unit_kinds() -> tuple[str, ...]:
    return tuple(kind for kind, known in RECORD_TYPES.items() if issubclass(known.cls, Unit) and kind in LEVELS)


@rule(en="network of sites", zh="服务网络")
@attrs.frozen(kw_only=True)
class SiteNetwork(NodeRule):
    """Each container must have so many sites at each level, and (`one_each`) one for every unit of the level.

    Predicate, for each level l: ``sites(l) in levels[l]`` and, with `one_each`, ``|sites of u| = 1`` for every unit u
    of the kind l. A bundle counts with its number; a site whose area is a group stands once in each unit of the group.
    *Undetermined* while sites may not be listed, the level of one is not stated, or the units are not known in number.

    Parameters
    ----------
    levels : mapping of str to Count
        For each level, which is also a kind of unit, how many: ``{district: 1, street: 10, community: 124}``.
    unit : Selector
        The containers.
    site : Selector
        Which sites.
    one_each : bool
        Whether every unit of a level has just one.

    Notes
    -----
    Used by BA-057 (124 community centres), BA-081 (1 + 10 + 124) and BA-090 (a service system at three levels).
    """

    levels: FrozenMap[str, Count] = attrs.field(converter=counts)
    unit: Selector = attrs.field(default=Selector(kind="district"), converter=as_selector)
    site: Selector = attrs.field(default=Selector(kind="service_centre"), converter=as_selector)
    one_each: bool = False

    def __attrs_post_init__(self) -> None:
        known = _unit_kinds()
        wrong = [level for level in self.levels if level not in known]
        if wrong:
            raise InputError([NO_KIND_OF_UNIT(found=w, hint=Suggestion.build(w, known)) for w in wrong])

    @property
    def selector(self) -> Selector:
        """The containers."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """Where the network has gaps."""
        return Measure("network_gaps", "set", Text("gaps of the network", "网络缺口"))

    @property
    def requirement(self) -> Requirement:
        """Nowhere."""
        en = ", ".join(f"{LEVELS[level].text('en')} {count.text('en')}" for level, count in self.levels.items())
        zh = "、".join(f"{LEVELS[level].text('zh')} {count.text('zh')} 个" for level, count in self.levels.items())
        return NoneOf(Text(f"gap of the network ({en})", f"网络缺口（{zh}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what the network lacks or has too much of at each level."""
        found = Findings()
        for level, wanted in self.levels.items():
            self._at_level(structure, node, level, wanted, found)
        return found.measurement

    def _at_level(self, structure: Structure, node: Node, level: str, wanted: Count, found: Findings) -> None:
        site = _inside(attrs.evolve(self.site, where={**self.site.where, "level": level}), node)
        selection = site.select(structure)
        sure = selection.sure
        unsure = [Count.between(0, sites_of(structure, s).high) for s, _ in selection.unsure]
        more = site.most_unlisted(structure)
        number = Count.total([*(sites_of(structure, s) for s in sure), *unsure, more])
        label = LEVELS[level].label
        en = f"{label.en}: {number.text('en')} instead of {wanted.text('en')}"
        what = Text(en, f"{label.zh}：{number.text('zh')} 个，应为 {wanted.text('zh')} 个")
        kind = site.kind
        lacking = Text(f"all sites of {node.label} ({label.en})", f"{node.label}的全部站点（{label.zh}）")
        found.add(number.within(wanted).negated, what, Missing(node.id, kind, lacking))
        for one in sure:
            words = Text(f"{one.label} ({label.en})", f"{one.label}（{label.zh}）")
            found.evidence.append(Evidence(words, one.source))
        if self.one_each:
            spare = Count.total([*unsure, more])
            self._one_each(structure, node, level, sure, spare, found, Missing(node.id, kind, lacking))

    def _one_each(
        self, structure: Structure, node: Node, level: str, sites: tuple[Node, ...], spare: Count, found: Findings,
        missing: Missing,
    ) -> None:  # fmt: skip
        """Note the units of a level that do not have just one site."""
        listed, unlisted = _units_of(structure, node, level)
        at = {unit.id: Count(0) for unit in listed}
        loose: list[ServiceSite] = []  # somewhere in what contains them: in which unit is not stated
        groups: list[tuple[Count, Count]] = []  # of sites in each unit of a group not all of whose units are listed
        for site in sites:
            group = stands_in_each(structure, site) if isinstance(site, ServiceSite) else None
            area = getattr(site, "area", None)
            if isinstance(site, ServiceSite) and isinstance(area, NotStated) and site.parent not in at:
                loose.append(site)
            for place in group.members if group else (area if isinstance(area, str) else site.parent,):
                if isinstance(place, str) and place in at:
                    at[place] += bundle(site)
            if group is not None and group.count != Count(len(group.members)):
                size = Count.unknown() if isinstance(group.count, NotStated) else group.count
                high = None if size.high is None else max(0, size.high - len(group.members))
                groups.append((bundle(site), Count.between(max(0, (size.low or 0) - len(group.members)), high)))
        elsewhere = Count.total(times(number, rest) for number, rest in groups)
        others = Count.between(0, (elsewhere + spare).high)
        spare = Count.total([spare, *(Count.between(0, bundle(site).high) for site in loose)])
        for unit in listed:
            number = at[unit.id].text
            words = Text(f"{unit.label} has {number('en')}", f"{unit.label} {number('zh')} 个")
            near = (s for s in loose if isinstance(s.parent, NotStated) or structure.lies_within(unit.id, s.parent))
            perhaps = Count.total([others, *(Count.between(0, bundle(site).high) for site in near)])
            found.add((at[unit.id] + perhaps).within(Count(1)).negated, words, missing)
        if unlisted.high != 0:
            kind = kind_label(level)
            words = Text(f"units that are not listed ({kind.en})", f"未列出的{kind.zh}")
            found.add(_one_in_each(groups, spare, unlisted).negated, words, missing)


def _units_of(structure: Structure, container: Node, level: str) -> tuple[tuple[Node, ...], Count]:
    """Return the units of a level in a container, itself the only one of its own level, and how many are not listed."""
    if level in kinds_of(type(container)):
        return (container,), Count(0)
    units = Selector(kind=level, within=container.id)
    selection = units.select(structure)
    return selection.sure, units.most_unlisted(structure) if selection.unlisted is None else selection.unlisted


def _one_in_each(groups: list[tuple[Count, Count]], spare: Count, units: Count) -> Truth:
    """Say whether each of the units that are not listed has just one site, by what groups of units have in each."""
    if any((number.low or 0) > 1 and rest.low for number, rest in groups):
        return Truth.FALSE
    reached = Count.total(times(number, rest) for number, rest in groups)
    if (Count.between(0, reached.high) + spare).intersect(units) is None:  # too few even if none stands elsewhere
        return Truth.FALSE
    if len(groups) == 1 and spare.high == 0 and groups[0][0] == Count(1) and units.is_exact and reached == units:
        return Truth.TRUE
    return Truth.UNKNOWN


@rule(en="kit of units", zh="标准配备")
@attrs.frozen(kw_only=True)
class KitComplete(NodeRule):
    """Each unit, body or grid must have everything of a kit, and one at least of some alternatives.

    Predicate: ``count(item) in all_of[item]`` for each item, and ``count(item) >= 1`` for one item of `any_of`. What is
    recorded of a group holds of each member. *Undetermined* while equipment may not be recorded (an `Inventory` of
    ``equipment``), or its number, or whether it is online, is not stated.

    Parameters
    ----------
    unit : Selector
        Who has to have it.
    all_of : mapping of str to Count
        For each item how many: ``1`` is exactly one, ``>= 1`` at least one.
    any_of : tuple of str
        Items one of which is enough.
    online : bool, optional
        Only what is (or is not) an online channel counts.

    Notes
    -----
    Used by BA-056 (premises), BA-060 (canteen or unified catering), BA-061 (two vehicles), BA-091 (one door, window,
    network and number), BA-094 (electronic seal), GL-040 and GL-041 (data of centres and grids), WH-082 (channels by
    which problems are found, online and offline).
    """

    unit: Selector = attrs.field(converter=as_selector)
    all_of: FrozenMap[str, Count] = attrs.field(default=EMPTY, converter=counts)
    any_of: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    online: bool | None = None

    @property
    def selector(self) -> Selector:
        """Who has to have it."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("kit_lacking", "set", Text("what the kit lacks", "配备缺口"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        en = [f"{item} {count.text('en')}" for item, count in self.all_of.items()]
        zh = [f"{item} {count.text('zh')}" for item, count in self.all_of.items()]
        if self.any_of:
            en.append(" or ".join(self.any_of))
            zh.append("或".join(self.any_of))
        return NoneOf(Text(f"gap in the kit ({', '.join(en)})", f"配备缺口（{'、'.join(zh)}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what the node lacks."""
        found = Findings()
        for item, wanted in self.all_of.items():
            number = has_of(structure, node.id, item, online=self.online)
            words = Text(
                f"{item}: {number.text('en')} instead of {wanted.text('en')}",
                f"{item}：{number.text('zh')}，应为 {wanted.text('zh')}",
            )
            what = Text(f"how many {item} {node.label} has", f"{node.label}有多少 {item}")
            found.add(number.within(wanted).negated, words, Missing(node.id, "equipment", what))
        if self.any_of:
            there = has_one_of(structure, node.id, self.any_of, online=self.online)
            en, zh = " or ".join(self.any_of), "或".join(self.any_of)
            what = Text(f"whether {node.label} has {en}", f"{node.label}是否有{zh}")
            found.add(there.negated, Text(f"no {en}", f"无{zh}"), Missing(node.id, "equipment", what))
        for item in (*self.all_of, *self.any_of):
            piece = equipment_of(structure, node.id, item)
            if piece is not None:
                number_ = "?" if isinstance(piece.count, NotStated) else piece.count.text()
                found.evidence.append(Evidence(Text(f"{item}: {number_}", f"{item}：{number_}"), piece.source))
        return found.measurement


@rule(en="matters handled at sites", zh="事项通办")
@attrs.frozen(kw_only=True)
class ServiceAvailability(NodeRule):
    """In each container a part of all pairs of a matter and a site must be ones in which the matter is handled there.

    Predicate: ``|{(i, s) : available(i, s)}| / (|items| * |sites|) >= at_least``. Bundles count with their numbers,
    exactly or with bounds. *Undetermined* while pairs, items or sites may not be recorded, as far as that decides.

    Parameters
    ----------
    unit : Selector
        The containers.
    items : Selector
        Which matters.
    sites : Selector
        At which sites.
    at_least : Share
        Which part; all of them where it is left out.

    Notes
    -----
    Used by BA-094 (any matter at any site of the district).
    """

    unit: Selector = attrs.field(default=Selector(kind="district"), converter=as_selector)
    items: Selector = attrs.field(default=Selector(kind="service_item"), converter=as_selector)
    sites: Selector = attrs.field(default=Selector(kind="service_centre"), converter=as_selector)
    at_least: Share = attrs.field(default=Share("100%"), converter=Share)

    @property
    def selector(self) -> Selector:
        """The containers."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """Which part of the pairs is available."""
        return Measure("availability", "share", Text("part of matters × sites available", "事项×站点可办比例"))

    @property
    def requirement(self) -> Requirement:
        """At least the share."""
        return Bound(self.at_least.upwards())

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the part that is available in one container."""
        yes: list[Count] = []
        no: list[Count] = []
        open_: list[Count] = []
        missing: list[Missing] = []
        items, sites = (_inside(s, node) for s in (self.items, self.sites))
        for item, sure_item in _each(structure, items):
            for site, sure_site in _each(structure, sites):
                weight = times(bundle(item), sites_of(structure, site))
                answer = is_available(structure, item.id, site.id)
                if not (sure_item and sure_site):
                    answer = Truth.UNKNOWN
                {Truth.TRUE: yes, Truth.FALSE: no, Truth.UNKNOWN: open_}[answer].append(weight)
                if answer is Truth.UNKNOWN:
                    en = f"whether {item.label} is handled at {site.label}"
                    missing.append(Missing(item.id, "availability", Text(en, f"{site.label}是否可办{item.label}")))
        for selector in (items, sites):
            if selector.most_unlisted(structure).high != 0:
                open_.append(Count.unknown())
                words = Text(f"all of: {selector.text('en')}", f"全部{selector.text('zh')}")
                missing.append(Missing(node.id, selector.kind, words))
        none = not (yes or no or open_)
        applies = Truth.FALSE if none else Truth.TRUE
        value = Share.unknown() if none else share_of(yes, no, open_)
        return Measurement(value=value, missing=tuple(dict.fromkeys(missing)), applies=applies)


def _each(structure: Structure, selector: Selector) -> Iterator[tuple[Node, bool]]:
    selection = selector.select(structure)
    yield from ((node, True) for node in selection.sure)
    yield from ((node, False) for node, _ in selection.unsure)
