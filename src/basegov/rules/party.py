"""Rules over the party network: organs on every place, members of extended committees, grids on common ground."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.rules.items import CountRule
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.steering import MemberClasses, MembersRule, membership_evidence
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.cobuilding import CoBuilding, all_links_listed, is_subordinate, links_of
from basegov.structure.grids import Grid
from basegov.structure.memberships import Capacity, Membership, all_members_listed, members_of
from basegov.structure.party import (
    GridPairing,
    Seating,
    all_pairings_listed,
    class_of,
    member_count,
    organs_at,
)
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


@attrs.frozen(kw_only=True, slots=False)
class CoverageRule(CountRule):
    """A number that is at least one where the clause gives none: "a branch on each grid"."""

    @property
    def requirement(self) -> Requirement:
        """The number required; at least one while none is given."""
        if self.exactly is None and self.at_least is None and self.at_most is None:
            return Bound(Count.between(1, None))
        return super().requirement


@rule(en="organ on every place", zh="组织全覆盖")
@attrs.frozen(kw_only=True)
class OrgansPerPlace(NodeRule, CoverageRule):
    """Every selected place must have an organ of a kind (or a certain number of them) that is there for just it.

    Predicate: ``|{o in organs: area(o) = place}|`` lies in the range, at least one while none is given. The area of an
    organ is what it is responsible for, and while that is not stated what contains it; an organ for a grid that is
    recorded as covering the same ground counts too. *Undetermined* while organs are not all listed, while the area or
    a field of an organ that decides is not stated, or while places are not all listed.

    Parameters
    ----------
    per : Selector
        The places: grids (of a layer), buildings, estates, communities, streets.
    organ : Selector
        The organs, such as party organs that are branches.

    Notes
    -----
    Used by XZ-044 (a branch on each grid), XZ-045 (a group in each building), BA-079 and BA-118 (a branch in each
    residential estate), HZ-014 (an extended working committee in every street), HZ-017 (in every community).
    """

    per: Selector = attrs.field(converter=as_selector)
    organ: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The places."""
        return self.per

    @property
    def measure(self) -> Measure:
        """The number of organs of a place."""
        en, zh = self.organ.text("en"), self.organ.text("zh")
        return Measure("organs_per_place", "count", Text(f"number of organs ({en})", f"组织数（{zh}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many organs are there for a place."""
        organs = organs_at(structure, node, self.organ)
        missing = []
        for organ in organs.unsure:
            what = Text(
                f"whether {organ.label} is such an organ of {node.label}", f"{organ.label}是否为{node.label}的该类组织"
            )
            missing.append(Missing(organ.id, "area", what))
        if organs.more.high != 0:
            en, zh = self.organ.text("en"), self.organ.text("zh")
            what = Text(f"whether {node.label} has further organs ({en})", f"{node.label}是否另有组织（{zh}）")
            missing.append(Missing(node.id, self.organ.kind, what))
        evidence = tuple(
            Evidence(Text(f"{organ.label} is there for {node.label}", f"{organ.label}设于{node.label}"), organ.source)
            for organ in organs.sure
        )
        return Measurement(value=organs.number, missing=tuple(missing), evidence=evidence)


@attrs.frozen(kw_only=True)
class SeatedRule(MembersRule):
    """What rules over some of the members of a body have in common.

    Parameters
    ----------
    part_time : bool, optional
        Only those who sit part-time (true), or only the others (false); left out: all.
    capacity : Capacity, optional
        Only those who sit in this capacity; left out: all.
    """

    part_time: bool | None = None
    capacity: Capacity | None = attrs.field(default=None, converter=attrs.converters.optional(Capacity))

    @property
    def seat(self) -> Seating:
        """The memberships that are meant."""
        return Seating(part_time=self.part_time, capacity=self.capacity)

    @property
    def _who(self) -> Text:
        en, zh = ("members", "成员") if self.capacity is None else (self.capacity.text("en"), self.capacity.text("zh"))
        if self.part_time is None:
            return Text(en, zh)
        return Text(f"part-time {en}", f"兼职{zh}") if self.part_time else Text(f"full-time {en}", f"专职{zh}")

    def _unlisted(self, structure: Structure, node: Node) -> tuple[Missing, ...]:
        if all_members_listed(structure, node.id):
            return ()
        words = Text(f"which further members {node.label} has", f"{node.label}另有哪些成员")
        return (Missing(node.id, "membership", words),)


@rule(en="number of members", zh="成员人数")
@attrs.frozen(kw_only=True)
class MemberCount(SeatedRule, CountRule):
    """A body must have a certain number of members, or of those who sit part-time or in a capacity.

    Predicate: ``at_least <= |{m in members(body): seat(m)}| <= at_most``. *Undetermined* while the number of members of
    an entry, whether one sits part-time, or further members are not recorded (an `Inventory` of ``membership`` about
    the body says that all are), as far as that decides.

    Notes
    -----
    Used by HZ-015 (5 to 7 part-time members of each street's party working committee).
    """

    @property
    def measure(self) -> Measure:
        """The number of members."""
        who = self._who
        return Measure("members", "count", Text(f"number of {who.en}", f"{who.zh}人数"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many of the members are meant."""
        missing = list(self._unlisted(structure, node))
        evidence = []
        for held in members_of(structure, node.id):
            answer = self.seat.match(held)
            if answer is Truth.UNKNOWN:
                said = membership_evidence(structure, held).what
                words = Text(f"whether {said.en} sits part-time", f"{said.zh}是否为兼职")
                missing.append(Missing(node.id, "part_time", words))
            elif answer is Truth.TRUE and not held.number.is_exact:
                said = membership_evidence(structure, held).what
                words = Text(f"how many members there are: {said.en}", f"成员有几人：{said.zh}")
                missing.append(Missing(node.id, "count", words))
            if answer is not Truth.FALSE:
                evidence.append(membership_evidence(structure, held))
        number = member_count(structure, node.id, self.seat)
        return Measurement(value=number, missing=tuple(missing), evidence=tuple(evidence))


@rule(en="sources of members", zh="成员来源")
@attrs.frozen(kw_only=True)
class MemberSources(SeatedRule):
    """Members of a body must come from admissible classes, and be who the clause asks for.

    Predicate: ``for every m meant: class(m) in classes``, and with `party_heads` that m heads a party organisation,
    with `party_members` that m belongs to the party; with `all_classes` also ``classes ⊆ {class(m)}``. The class of a
    member is what is stated of the membership, else the kind of the node that is the member. *Undetermined* while one
    of these is not stated or members are not all listed; with `open_ended` also for a class that is not named.

    Parameters
    ----------
    classes : tuple of str
        The classes from which members may come.
    all_classes : bool
        Whether every class must have a member ("all of these") or members come "from among these".
    open_ended : bool
        Whether the clause leaves its list of classes open (等), so that another class may be admissible.
    party_heads : bool
        Whether each must head a party organisation.
    party_members : bool
        Whether each must belong to the party.

    Notes
    -----
    Used by HZ-016 (four classes, open-ended, heads of party organisations), HZ-018 (five classes, party members).
    """

    classes: tuple[str, ...] = attrs.field(converter=as_words)
    all_classes: bool = False
    open_ended: bool = False
    party_heads: bool = False
    party_members: bool = False

    @property
    def measure(self) -> Measure:
        """What is wrong with the members."""
        who = self._who
        words = Text(f"{who.en} who are not admissible, classes without one", f"来源或身份不符的{who.zh}及缺员的类别")
        return Measure("inadmissible_members", "set", words)

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        return NoneOf(Text("inadmissible member or class without one", "来源或身份不符的成员或缺员的类别"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the members that are not admissible, and the classes from which nobody comes."""
        known: list[Text] = []
        possible: list[Text] = []
        missing = list(self._unlisted(structure, node))
        evidence = []
        for held in members_of(structure, node.id):
            fits = self._fits(structure, held)
            answer = Truth.all([self.seat.match(held), Truth.all(fits.values()).negated])
            fact = membership_evidence(structure, held)
            if answer is Truth.TRUE:
                known.append(fact.what)
                evidence.append(fact)
            elif answer is Truth.UNKNOWN:
                possible.append(fact.what)
                missing += [
                    Missing(node.id, field, Text(f"{field} of {fact.what.en}", f"{fact.what.zh}的 {field}"))
                    for field, truth in {"part_time": self.seat.match(held), **fits}.items()
                    if truth is Truth.UNKNOWN
                ]
        if not all_members_listed(structure, node.id):
            possible.append(Text("members that are not recorded", "未载明的成员"))
        if self.all_classes:
            rest = MemberClasses(body=self.body, classes=self.classes).found(structure, node)
            if isinstance(rest.value, SetValue):
                known += rest.value.known
                possible += rest.value.possible
            missing += rest.missing
        value = SetValue(tuple(dict.fromkeys(known)), tuple(dict.fromkeys(possible)))
        return Measurement(value=value, missing=tuple(dict.fromkeys(missing)), evidence=tuple(evidence))

    def _fits(self, structure: Structure, held: Membership) -> dict[str, Truth]:
        """Return for each thing that is asked of a member whether it is so, by the field that tells it."""
        word = class_of(structure, held)
        if isinstance(word, NotStated):
            admissible = Truth.UNKNOWN
        elif word in self.classes:
            admissible = Truth.TRUE
        else:
            admissible = Truth.UNKNOWN if self.open_ended else Truth.FALSE
        asked = {"source_class": admissible}
        if self.party_heads:
            asked["party_head"] = Truth.of(held.party_head)
        if self.party_members:  # whoever heads a party organisation belongs to the party
            head = Truth.TRUE if held.party_head is True else Truth.UNKNOWN
            own = Truth.of(held.party_member)
            asked["party_member"] = head if own is Truth.UNKNOWN else own
        return asked


@rule(en="grids on common ground", zh="网格与党建网格一致")
@attrs.frozen(kw_only=True)
class GridsMatch(NodeRule):
    """Every selected grid must have a grid of a reference layer with which it shares its ground, or is linked in work.

    Predicate: ``some h in layer: same_area(g, h)`` (and, with `linked`, ``linked(g, h)``); a grid of the layer itself
    matches itself. For partitions that are equal, ask it both ways. *Undetermined* while no such pairing is recorded
    and pairings are not all listed (an `Inventory` of ``grid_pairing``), or while one does not say.

    Parameters
    ----------
    grids : Selector
        The grids: those of one layer, or of all.
    layer : str
        Id of the reference layer.
    same_area : bool
        Whether they must cover the same ground.
    linked : bool
        Whether they must be linked in work.

    Notes
    -----
    Used by XZ-046 (grids of social governance coincide with party-building grids), XZ-047 (both are linked).
    """

    grids: Selector = attrs.field(converter=as_selector)
    layer: str
    same_area: bool = True
    linked: bool = False

    @property
    def selector(self) -> Selector:
        """The grids."""
        return self.grids

    @property
    def measure(self) -> Measure:
        """Whether there is such a grid."""
        return Measure("matches_reference_layer", "truth", self._what)

    @property
    def requirement(self) -> Requirement:
        """There is."""
        return Holds(self._what, "no_matching_grid")

    @property
    def _what(self) -> Text:
        en = " and ".join([w for w, on in (("the same ground", self.same_area), ("a link in work", self.linked)) if on])
        zh = "且".join([w for w, on in (("区域一致", self.same_area), ("联动", self.linked)) if on])
        return Text(
            f"a grid of the layer {self.layer} with {en or 'a pairing'}", f"与网格层 {self.layer} 的网格{zh or '对应'}"
        )

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether a grid has its match."""
        if isinstance(node, Grid) and node.layer == self.layer:
            return Measurement(value=Truth.TRUE)
        answers = [Truth.FALSE if all_pairings_listed(structure, node.id) else Truth.UNKNOWN]
        evidence = []
        for pairing in structure.where(GridPairing, grids=node.id):
            other = structure.node(next(grid for grid in pairing.grids if grid != node.id))
            if not (isinstance(other, Grid) and other.layer == self.layer):
                continue
            answers.append(self._answer(pairing))
            words = Text(f"{node.label} is paired with {other.label}", f"{node.label}与{other.label}对应")
            evidence.append(Evidence(words, pairing.source))
        words = Text(
            f"with which grid of {self.layer} {node.label} is paired, and how",
            f"{node.label}与 {self.layer} 的哪个网格对应及如何对应",
        )
        return Measurement(
            value=Truth.any(answers), missing=(Missing(node.id, "grid_pairing", words),), evidence=tuple(evidence)
        )

    def _answer(self, pairing: GridPairing) -> Truth:
        asked = [Truth.of(pairing.same_area)] if self.same_area else []
        return Truth.all([*asked, *([Truth.of(pairing.linked)] if self.linked else [])])


@rule(en="co-building", zh="共建互补")
@attrs.frozen(kw_only=True)
class CoBuilds(NodeRule, CoverageRule):
    """Every selected node must build together with partners of a kind, none of them subordinate to the other.

    Predicate: ``|{p: co_building(n, p), p is a partner, neither manages the other}|`` lies in the range, at least one
    while none is given. That neither contains the other is asked of every structure. *Undetermined* while links are not
    all listed (an `Inventory` of ``co_building``), or while a field of a partner or the forms of a link are not stated.

    Parameters
    ----------
    of : Selector
        Who builds together with others: party organs of communities.
    partner : Selector
        With whom: local organisations that are resident units.
    forms : tuple of str
        The forms in which they must, such as ``joint_work``; a link with fewer does not count.

    Notes
    -----
    Used by BA-138 (party organisations of communities and resident units), BA-143 (three forms).
    """

    of: Selector = attrs.field(converter=as_selector)
    partner: Selector = attrs.field(converter=as_selector)
    forms: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """Those who build together with others."""
        return self.of

    @property
    def measure(self) -> Measure:
        """The number of partners."""
        en, zh = self.partner.text("en"), self.partner.text("zh")
        return Measure("co_building_partners", "count", Text(f"co-building partners ({en})", f"共建对象数（{zh}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many partners count."""
        sure = perhaps = 0
        missing, evidence = [], []
        for id_, link in links_of(structure, node.id):
            other = structure.node(id_)
            answer = self.counts(structure, node, other, link)
            sure += answer is Truth.TRUE
            perhaps += answer is Truth.UNKNOWN
            if answer is Truth.UNKNOWN:
                words = Text(
                    f"what {other.label} is, and in which forms it builds together with {node.label}",
                    f"{other.label}的类别及其与{node.label}的共建形式",
                )
                missing.append(Missing(other.id, "kind", words))
            if answer is not Truth.FALSE:
                words = Text(f"{node.label} and {other.label} build together", f"{node.label}与{other.label}共建")
                evidence.append(Evidence(words, link.source))
        listed = all_links_listed(structure, node.id)
        if not listed:
            words = Text(f"with whom else {node.label} builds together", f"{node.label}另与谁共建")
            missing.append(Missing(node.id, "co_building", words))
        number = Count.between(sure, sure + perhaps if listed else None)
        return Measurement(value=number, missing=tuple(missing), evidence=tuple(evidence))

    def counts(self, structure: Structure, node: Node, other: Node, link: CoBuilding) -> Truth:
        """Say whether another node, linked so, is one of the partners that count."""
        if is_subordinate(structure, node.id, other.id):
            return Truth.FALSE
        forms = Truth.TRUE
        if self.forms:
            forms = Truth.UNKNOWN if isinstance(link.forms, NotStated) else Truth.of(set(self.forms) <= set(link.forms))
        return Truth.all([self.partner.match(structure, other)[0], forms])
