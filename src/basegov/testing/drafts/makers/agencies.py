"""Making agencies: their primary manager, the one holder of what is held, as many bodies at a unit as a rule asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from basegov.diagnostics.testing import NO_MAKER
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Count, Share
from basegov.rules.agencies import BodiesPerUnit, Held, OneHolder, PrimaryManager, stands_at
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.devolution import PowerHolding
from basegov.structure.functions import Performs
from basegov.structure.items import ItemAssignment, ItemList, ItemRequest, ListEntry
from basegov.structure.listing import works_by
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import DispatchedAgency
from basegov.structure.powers import Right
from basegov.structure.primacy import PRIMACY
from basegov.structure.records import Node, Relation
from basegov.structure.selection import Role
from basegov.structure.units import stands_for
from basegov.terms import Strength
from basegov.testing.drafts.counts import how_many, no_more, range_of
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.kinds import class_of
from basegov.testing.drafts.makers.devolution import meant
from basegov.testing.drafts.makers.management import manage
from basegov.testing.drafts.makers.parts import player
from basegov.testing.drafts.makers.powers import strong_enough, too_weak
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated, Truth

# the primary manager

Prime = Callable[[PrimaryManager, Draft, Node, Node, Node, bool], None]


def _majority(rule: PrimaryManager, draft: Draft, subject: Node, who: Node, other: Node, is_prime: bool) -> None:
    """Let one manage four of the six dimensions, or three of them another one: those that no rule gives away."""
    if draft.round == 0:
        return
    prime, number = (who, 4) if is_prime else (other, 3)

    def is_open(dimension: Dimension) -> bool:
        row = draft.structure.find_record(Management, (Management, subject.id, dimension))
        return row is None or draft.leaves(row, "manager", prime.id)

    def choose() -> tuple[Dimension, ...]:
        return tuple(sorted(Dimension, key=lambda dimension: not is_open(dimension))[:number])

    for dimension in draft.once(("dimensions", rule.id, subject.id), choose):
        manage(draft, subject, dimension, (prime.id,), rule)


def _share(rule: PrimaryManager, draft: Draft, subject: Node, who: Node, other: Node, is_prime: bool) -> None:
    """Let one hold more than half of the annual appraisal, or just no more than that."""
    draft.link(Appraisal(subject=subject.id, evaluator=who.id, period=Period.ANNUAL), name_of(rule))
    half = Share("> 50%") if is_prime else Share(">= 49%, <= 50%")
    draft.share(subject.id, Period.ANNUAL, (who.id,), half, rule)


def _appointment(rule: PrimaryManager, draft: Draft, subject: Node, who: Node, other: Node, is_prime: bool) -> None:
    """Let one decide on appointment and removal, or the other one."""
    for holder in (who,) if is_prime else (who, other):
        right = Right(holder=holder.id, matter="appoint_remove", over=subject.id, conditions=(), consent_of=())
        strong = (holder is who) is is_prime
        standing = draft.link(right, name_of(rule))
        draft.one_of(standing, "strength", (strong_enough if strong else too_weak)(Strength.DECIDE), rule)
    draft.close("right", subject.id)


PRIMES: Final[dict[str, Prime]] = {
    "majority_of_dimensions": _majority,
    "appraisal_share_over_half": _share,
    "appointment_power": _appointment,
}
"""For each definition of the primary manager what makes somebody that, or just not that."""


@makes(PrimaryManager)
def primary_manager(rule: PrimaryManager, draft: Draft) -> None:
    """Let the manager be primary by the definition, or by all of them; for a miss another one is."""
    chosen = list(PRIMACY) if isinstance(rule.definition, NotStated) else [rule.definition]
    for name in chosen:
        if name not in PRIMES:
            raise NotFoundError([NO_MAKER(kind=name, hint=Suggestion.build(name, PRIMES))])
    for subject in draft.need(rule.subject):
        who = draft.need(rule.manager)[0] if rule.role is None else player(draft, subject, rule.role, rule.manager)
        other = _another(draft, subject, rule)
        is_prime = not draft.misses(rule, subject.id)
        for name in chosen:
            PRIMES[name](rule, draft, subject, who, other, is_prime)
    draft.close(rule.subject.kind)


def _another(draft: Draft, subject: Node, rule: PrimaryManager) -> Node:
    """Return somebody who is not on the side of the manager: the department that sends the subject, or a street."""
    if rule.role is not Role.PRINCIPAL and hasattr(subject, "principal"):
        principal = player(draft, subject, Role.PRINCIPAL)
        if not stands_for(principal, rule.manager):
            return principal
    kind = next(kind for kind in ("department", "street") if kind != rule.manager)
    found: Node = draft.need(kind)[0]
    return found


# the one holder


def _relation(rule: OneHolder, node: Node, holder: str) -> Relation:
    if rule.held is Held.POWER:
        return PowerHolding(holder=holder, power=node.id)
    if rule.held is Held.FUNCTION:
        return Performs(unit=holder, function=node.id)
    return ItemAssignment(item=node.id, unit=holder)


_INVENTORIES: Final = {Held.POWER: "power_holding", Held.FUNCTION: "performs", Held.WORK: "item_assignment"}


def holding_relations(rule: OneHolder, draft: Draft, node: Node) -> dict[str, Relation]:
    """Return the relations by which something is held, by holder."""
    structure = draft.structure
    if rule.held is Held.POWER:
        return {h.holder: h for h in structure.where(PowerHolding, power=node.id)}
    if rule.held is Held.FUNCTION:
        return {p.unit: p for p in structure.where(Performs, function=node.id)}
    return {a.unit: a for a in structure.where(ItemAssignment, item=node.id)}


@makes(OneHolder)
def one_holder(rule: OneHolder, draft: Draft) -> None:
    """Let everything have one holder, or holders on one side; for a miss it has none, or two."""
    for node in draft.need(rule.of):
        wanted = draft.aim(rule, Count(1), node.id)
        number = int(wanted.exact or 0) if wanted is not None else 1
        if rule.held is Held.DUTY:
            owners = [owner.id for owner in candidates(rule, draft, number)]
            draft.members(node, "duty_of", rule, must=owners, only=owners)
            continue
        standing = holding_relations(rule, draft, node)
        if number == 0 and draft.pick(("unheld", rule.id), [node.id]) != node.id:
            number = draft.pick(("unheld", rule.id, node.id), [int(bool(standing))])
        if draft.round > 0 or number == 0:
            _held_by(rule, draft, node, number)
    if rule.held in _INVENTORIES:
        draft.close(_INVENTORIES[rule.held])
    draft.close(rule.of.kind)


def candidates(rule: OneHolder, draft: Draft, number: int) -> list[Node]:
    """Return as many nodes as are to hold something: one of each side, or of one kind."""
    if rule.sides:
        if number > len(rule.sides):
            raise draft.cannot_miss(rule)
        return [draft.need(side)[0] for side in rule.sides[:number]]
    kinds = {Held.POWER: "street", Held.DUTY: "department", Held.FUNCTION: "street", Held.WORK: "community"}
    return list(draft.need(kinds[rule.held], number)[:number])


def _held_by(rule: OneHolder, draft: Draft, node: Node, number: int) -> None:
    """Let a node be held by as many, of whom others may have made some already."""
    standing = holding_relations(rule, draft, node)
    if number == 0:
        for relation in standing.values():
            draft.unlink(relation, name_of(rule))
        return
    if rule.sides:
        sides = [s for s in rule.sides if any(stands_for(draft.structure.node(h), s) for h in standing)]
        for side in [s for s in rule.sides if s not in sides][: max(0, number - len(sides))]:
            draft.link(_relation(rule, node, draft.need(side)[0].id), name_of(rule))
        if len(sides) > number:
            raise no_more(("holders", node.label), rule, number, len(sides))
        return
    if len(standing) < number:
        free = [n.id for n in _near(rule, draft, node, number + len(standing)) if n.id not in standing]
        for holder in free[: number - len(standing)]:
            draft.link(_relation(rule, node, holder), name_of(rule))
    if len(standing) > number:
        raise no_more(("holders", node.label), rule, number, len(standing))


def _near(rule: OneHolder, draft: Draft, node: Node, number: int) -> list[Node]:
    """Return who may hold something: of work first who was asked to do it, or works by the list on which it stands."""
    found: list[Node] = []
    if rule.held is Held.WORK:
        structure = draft.structure
        found = [structure.node(request.receiver) for request in structure.where(ItemRequest, item=node.id)]
        for entry in structure.where(ListEntry, item=node.id):
            list_ = structure.node(entry.list_)
            assert isinstance(list_, ItemList)
            if isinstance(list_.holder_kind, str):
                draft.need(list_.holder_kind)
            found += [n for n in draft.structure.nodes() if works_by(draft.structure, list_, n) is Truth.TRUE]
    found = list({node.id: node for node in found}.values())
    return found if len(found) >= number else [*found, *candidates(rule, draft, number)]


# bodies at each unit


@makes(BodiesPerUnit)
def bodies_per_unit(rule: BodiesPerUnit, draft: Draft) -> None:
    """Put as many bodies at every unit as lie in the range."""
    draft.close(rule.body.kind)
    for unit in meant(rule, draft, rule.unit):
        wanted = draft.aim(rule, range_of(rule), unit.id)
        what = ("bodies", unit.id, rule.body, rule.body.kind)
        number = how_many(draft, what, rule, None if wanted is None else Count(wanted))
        if draft.round == 0:
            continue
        here = [b for b in draft.found(rule.body) if stands_at(draft.structure, b, unit.id) is Truth.TRUE]
        absent = [id_ for id_ in rule.body.ids if id_ not in draft.structure]
        if len(here) + len(absent) < number and rule.body.ids:
            raise draft.cannot_miss(rule)
        for place in range(number - len(here)):
            _stand(draft, rule, unit, absent[place] if absent else None)
        if len(here) > number:
            raise no_more(("bodies", unit.label), rule, number, len(here))
    for id_ in rule.body.ids if draft.settling else ():
        if id_ not in draft.structure:  # a named body that stands at no unit that is meant
            _stand(draft, rule, draft.make("street"), id_)
    draft.close(rule.unit.kind)


def _stand(draft: Draft, rule: BodiesPerUnit, unit: Node, id_: str | None) -> None:
    """Make a body that stands at a unit."""
    host = {"host": unit.id} if issubclass(class_of(rule.body.kind), DispatchedAgency) else {}
    draft.make(rule.body, id_, parent=unit.id, **host)
