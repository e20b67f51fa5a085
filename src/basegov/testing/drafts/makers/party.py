"""Making the party network: organs on places, members of bodies, grids on common ground, partners in co-building."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.party import CoBuilds, GridsMatch, MemberCount, MemberSources, OrgansPerPlace, SeatedRule
from basegov.structure.cobuilding import CoBuilding, LocalOrganisation, links_of
from basegov.structure.grids import Grid
from basegov.structure.memberships import Capacity, Membership, members_of
from basegov.structure.party import GridPairing, Seating, organs_at
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.units import Unit
from basegov.testing.drafts.counts import aim_count, hold_to_most, how_many, sum_to, waits, with_spare
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.kinds import class_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.makers.steering import classes_of
from basegov.texts import Text
from basegov.values import NotStated, Truth

# organs on places


@makes(OrgansPerPlace)
def organs_per_place(rule: OrgansPerPlace, draft: Draft) -> None:
    """Put as many organs on every place as lie in the range."""
    for place in with_spare(draft, rule, rule.per):
        wanted = aim_count(draft, rule, place.id)
        what = ("organs", place.id, rule.organ, rule.organ.kind)
        number = how_many(draft, what, rule, wanted)
        if waits(draft, (rule, place.id), 1):
            continue
        for organ in organs_at(draft.structure, place, rule.organ).unsure:
            if isinstance(getattr(organ, "area", None), NotStated) and isinstance(organ.parent, str):
                draft.put(attrs.evolve(organ, area=organ.parent))  # type: ignore[call-arg]
        while len(organs_at(draft.structure, place, rule.organ).sure) < number:
            _add_organ(rule, draft, place)
        hold_to_most(draft, rule, rule.organ.kind, wanted, len(organs_at(draft.structure, place, rule.organ).sure))
    draft.close(rule.organ.kind)
    draft.close(rule.per.kind)


def _add_organ(rule: OrgansPerPlace, draft: Draft, place: Node) -> None:
    """Make an organ for a place; it stands in the place, or where the place stands when that is no unit."""
    home = place.id if isinstance(place, Unit) else next(iter(draft.structure.parent_ids(place.id)), TOP)
    if rule.organ.ids:
        for organ in draft.need(rule.organ):
            draft.put(attrs.evolve(organ, area=place.id))
        return
    if "area" not in attrs.fields_dict(
        class_of(rule.organ.kind)
    ):  # what is responsible for nothing is there where it is
        draft.need(rule.organ, len(draft.found(rule.organ, within=place.id)) + 1, within=place.id)
        return
    number = len(draft.found(rule.organ, within=home)) + 1
    draft.need(rule.organ, number, within=home, area=place.id)


# members


def _meant(rule: SeatedRule, draft: Draft, body: Node) -> tuple[Membership, ...]:
    """Return the memberships that a rule means; others of which it is not stated are no such ones."""
    for held in members_of(draft.structure, body.id):
        if rule.part_time is not None and isinstance(held.part_time, NotStated):
            draft.put(attrs.evolve(held, part_time=not rule.part_time))
    return tuple(m for m in members_of(draft.structure, body.id) if rule.seat.match(m) is Truth.TRUE)


def _admissible(draft: Draft, body: Node, seat: Seating) -> tuple[str, ...]:
    """Return the classes from which members of a seat may come by the rules of the draft, or some class."""
    found: tuple[str, ...] | None = None
    for other in draft.rules:
        if not isinstance(other, MemberSources) or not _overlap(other.seat, seat):
            continue
        if other.body.match(draft.structure, body)[0] is Truth.TRUE:
            found = other.classes if found is None else tuple(c for c in found if c in other.classes)
    return found or ("resident_unit",)


def _overlap(one: Seating, other: Seating) -> bool:
    times, capacities = {one.part_time, other.part_time}, {one.capacity, other.capacity}
    return len(times - {None}) < 2 and len(capacities - {None}) < 2


def _seat(draft: Draft, rule: SeatedRule, body: Node, word: str, **fields: Any) -> Membership:
    """Let a member of a class sit in a body as a rule means it."""
    capacity = rule.capacity or Capacity.MEMBER
    held: Membership = draft.link(Membership(body=body.id, source_class=word, capacity=capacity), name_of(rule))
    wanted = {**fields, **({} if rule.part_time is None else {"part_time": rule.part_time})}
    if any(getattr(held, field) != value for field, value in wanted.items()):
        held = attrs.evolve(held, **wanted)
        draft.put(held)
    return held


@makes(MemberCount)
def member_count(rule: MemberCount, draft: Draft) -> None:
    """Let the members that are meant come to a number in the range, once other rules have had theirs."""
    for body in draft.need(rule.body):
        draft.close("membership", body.id)
        wanted = aim_count(draft, rule, body.id)
        least = 0 if draft.misses(rule, body.id) else 1
        what = ("members", body.id, rule.seat, Text("number of members", "成员人数"))
        number = how_many(draft, what, rule, wanted, least=least)
        if waits(draft, (rule, body.id), 3):
            continue
        if number and not _meant(rule, draft, body):
            classes = _admissible(draft, body, rule.seat)
            _seat(draft, rule, body, draft.pick(("class of members", body.id, rule.seat), classes))
        held = _meant(rule, draft, body)
        named = [m for m in held if not isinstance(m.count, Count) and m.number.is_exact]
        hold_to_most(draft, rule, rule.body.kind, Count(number), len(named))
        open_ = [m for m in held if m not in named]
        if not open_ and number > len(named):
            open_ = [_seat(draft, rule, body, _admissible(draft, body, rule.seat)[0])]
        rest = Count(number - len(named))
        sum_to(draft, rule, rule.body.kind, open_, "count", rest)
    draft.close(rule.body.kind)


@makes(MemberSources)
def member_sources(rule: MemberSources, draft: Draft) -> None:
    """Let members come from admissible classes, as whom the clause wants; for a miss one is not, or a class lacks."""
    for body in draft.need(rule.body):
        draft.close("membership", body.id)
        if waits(draft, (rule, body.id), 1):
            continue
        way = _way_to_miss(rule, draft) if draft.misses(rule, body.id) else None
        if rule.all_classes:
            _every_class(rule, draft, body, missed=way == _CLASS_LACKING)
        if way == _CLASS:
            _seat(draft, rule, body, "another_class")
        elif not _meant(rule, draft, body) and (way is not None or not _somebody_counts(draft)):
            _seat(draft, rule, body, draft.pick(("class of members", rule, body.id), rule.classes))
        for held in _meant(rule, draft, body):
            if way is None and held.source_class not in rule.classes:
                draft.unlink(held, name_of(rule))
            for field, asked in (("party_head", rule.party_heads), ("party_member", rule.party_members)):
                if asked or way == field:
                    draft.one_of(held, field, (way != field,), rule)
            if not held.number.is_exact:
                draft.within(held, "count", Count.between(1, None), rule)
    draft.close(rule.body.kind)


_CLASS, _CLASS_LACKING = "class", "class lacking"


def _way_to_miss(rule: MemberSources, draft: Draft) -> str:
    ways = [
        *([] if rule.open_ended else [_CLASS]),
        *(["party_head"] if rule.party_heads else []),
        *(["party_member"] if rule.party_members else []),
        *([_CLASS_LACKING] if rule.all_classes and rule.classes else []),
    ]
    if not ways:
        raise draft.cannot_miss(rule)
    return draft.way_of(ways)


def _every_class(rule: MemberSources, draft: Draft, body: Node, *, missed: bool) -> None:
    """Give the body a member of each class as the rule means it; for a miss of all but so many as leave no doubt."""
    from basegov.rules.steering import MemberClasses

    classes = MemberClasses(id=rule.id, body=rule.body, classes=rule.classes)
    classes_of(draft, classes, body, rule.classes, missed=missed)
    for held in members_of(draft.structure, body.id):
        if held.source_class in rule.classes and rule.capacity in (None, held.capacity):
            _seat(draft, rule, body, str(held.source_class))


def _somebody_counts(draft: Draft) -> bool:
    """Whether rules say how many members there are, which may be none."""
    return any(isinstance(rule, MemberCount) for rule in draft.rules)


# grids on common ground


@makes(GridsMatch)
def grids_match(rule: GridsMatch, draft: Draft) -> None:
    """Pair every grid with one of the layer; for a miss it has none, or not on the same ground, or without a link."""
    asked = [f for f, on in (("same_area", rule.same_area), ("linked", rule.linked)) if on]
    draft.need(Selector(kind="grid_layer", ids=(rule.layer,)))
    for grid in draft.need(rule.grids):
        draft.close("grid_pairing", grid.id)
        if isinstance(grid, Grid) and grid.layer == rule.layer:
            continue
        if waits(draft, (rule, grid.id), 1):
            continue
        way = draft.way_of([_NO_PAIR, *asked]) if draft.misses(rule, grid.id) else None
        standing = [p for p in draft.structure.where(GridPairing, grids=grid.id) if _partner(draft, p, grid, rule)]
        if way == _NO_PAIR:
            for pairing in standing:
                draft.unlink(pairing, name_of(rule))
            continue
        pairing = standing[0] if standing else _pairing(rule, draft, grid)
        draft.link(pairing, name_of(rule))
        for field in asked:
            for one in standing if way == field else (pairing,):
                draft.one_of(one, field, (way != field,), rule)
            if way == field and not standing:
                draft.one_of(pairing, field, (False,), rule)
    draft.close(rule.grids.kind)


_NO_PAIR = "no pair"


def _partner(draft: Draft, pairing: GridPairing, grid: Node, rule: GridsMatch) -> bool:
    others = [draft.structure.node(id_) for id_ in pairing.grids if id_ != grid.id]
    return any(isinstance(other, Grid) and other.layer == rule.layer for other in others)


def _pairing(rule: GridsMatch, draft: Draft, grid: Node) -> GridPairing:
    """Pair a grid with one of the layer that has no partner in its own layer yet, or with a new one beside it."""
    free = [
        other for other in draft.found("grid")
        if other.layer == rule.layer and not draft.structure.where(GridPairing, grids=other.id)
        and other.parent == grid.parent
    ]  # fmt: skip
    number = len(draft.found("grid")) + 1
    home = next(iter(draft.structure.parent_ids(grid.id)), TOP)
    other = free[0] if free else draft.need("grid", number, parent=home, layer=rule.layer)[-1]
    return GridPairing(grids=(grid.id, other.id))


# co-building


@makes(CoBuilds)
def co_builds(rule: CoBuilds, draft: Draft) -> None:
    """Let every node build together with as many partners as lie in the range, in the forms that are asked for."""
    for node in draft.need(rule.of):
        wanted = aim_count(draft, rule, node.id)
        what = ("partners", node.id, rule.partner, rule.forms, rule.partner.kind)
        number = how_many(draft, what, rule, wanted)
        draft.close("co_building", node.id)
        if waits(draft, (rule, node.id), 1):
            continue
        for _, link in links_of(draft.structure, node.id):
            if rule.forms and isinstance(link.forms, NotStated):
                draft.put(attrs.evolve(link, forms=()))
        while _partners(rule, draft, node) < number:
            _add_partner(rule, draft, node)
        hold_to_most(draft, rule, rule.partner.kind, wanted, _partners(rule, draft, node))
    draft.close(rule.of.kind)


def _partners(rule: CoBuilds, draft: Draft, node: Node) -> int:
    """Return how many partners of a node count."""
    links = links_of(draft.structure, node.id)
    found = [rule.counts(draft.structure, node, draft.structure.node(id_), link) for id_, link in links]
    return sum(answer is Truth.TRUE for answer in found)


def _add_partner(rule: CoBuilds, draft: Draft, node: Node) -> None:
    """Let one more partner count: one with which the node builds together in too few forms, another, or a new one."""
    without = attrs.evolve(rule, forms=())
    for id_, link in links_of(draft.structure, node.id):
        other = draft.structure.node(id_)
        answers = [r.counts(draft.structure, node, other, link) for r in (without, rule)]
        if answers == [Truth.TRUE, Truth.FALSE]:
            forms = () if isinstance(link.forms, NotStated) else link.forms
            draft.put(attrs.evolve(link, forms=tuple(dict.fromkeys((*forms, *rule.forms)))))
            return
    for other in draft.found(rule.partner):
        link = CoBuilding(partners=(node.id, other.id), forms=rule.forms)
        apart = not any(draft.structure.lies_within(*ends) for ends in (link.partners, link.partners[::-1]))
        standing = draft.structure.find_record(CoBuilding, link.key)
        if apart and standing is None and rule.counts(draft.structure, node, other, link) is Truth.TRUE:
            draft.link(link, name_of(rule))
            return
    fields: dict[str, Any] = {}
    if issubclass(class_of(rule.partner.kind), LocalOrganisation):  # it stands beside those around it, not in them
        fields = {"parent": TOP, "host": _unit(draft, node)}
    other = draft.need(rule.partner, len(draft.found(rule.partner)) + 1, **fields)[-1]
    draft.link(CoBuilding(partners=(node.id, other.id), forms=rule.forms), name_of(rule))


def _unit(draft: Draft, node: Node) -> str:
    """Return the unit in which a node stands, or the district."""
    above = [n.id for n in (node, *draft.structure.ancestors(node.id)) if isinstance(n, Unit)]
    return above[0] if above else TOP
