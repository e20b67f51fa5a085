"""Making arrangements, bindings, deliberated matters, purchases of services and figures with a target."""

from __future__ import annotations

import datetime as dt

from basegov.dates import Date
from basegov.quantities import Yuan
from basegov.reforms.social import PurchaseServices
from basegov.rules.arrangements import HasArrangements
from basegov.rules.bindings import BindingComplete
from basegov.rules.forums import DeliberatedFirst
from basegov.rules.social import FigureByDate, PurchaseRises, ServicesPurchased
from basegov.structure.arrangements import Arrangement, arrangements_of
from basegov.structure.bindings import ResponsibilityBinding, bindings_of
from basegov.structure.figures import UnitFigure
from basegov.structure.records import record_type
from basegov.structure.selection import Selector
from basegov.structure.social import ServicePurchase
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.values import NotStated

_DELIBERATED, _DECIDED, _TOO_LATE = Date("2026-01-10"), Date("2026-02-10"), Date("2026-03-10")


@makes(HasArrangements)
def has_arrangements(rule: HasArrangements, draft: Draft) -> None:
    """Give everybody the arrangements; for a miss the first is lacking, or extends to less, or comes only once."""
    ways = ["none"]
    ways += ["parts"] if rule.parts else []
    ways += ["for_whom"] if rule.for_whom else []
    ways += ["periodic"] if rule.periodic else []
    for node in draft.need(rule.of):
        way = draft.way_of(ways) if draft.misses(rule, node.id) else ""
        for number, kind in enumerate(rule.kinds):
            flaw = way if number == 0 else ""
            row = Arrangement(holder=node.id, kind=kind)
            if flaw == "none":
                for standing in (row, *arrangements_of(draft.structure, node.id, kind)):
                    draft.unlink(standing, name_of(rule))
                continue
            row = draft.link(row, name_of(rule))
            for field, wanted in (("parts", rule.parts), ("for_whom", rule.for_whom)):
                if wanted:
                    lacking = wanted[:1] if flaw == field else ()
                    draft.members(row, field, rule, must=wanted[len(lacking) :], without=lacking)
            if rule.periodic:
                draft.one_of(row, "periodic", (flaw != "periodic",), rule)
    draft.close("arrangement")
    draft.close(rule.of.kind)


@makes(BindingComplete)
def binding_complete(rule: BindingComplete, draft: Draft) -> None:
    """Bind everybody completely; for a miss somebody is not bound, a step is not done, or another one signed."""
    ways = ["none", *(step.value for step in rule.steps), *(["holder"] if rule.holder is not None else [])]
    for node in draft.need(rule.of):
        way = draft.way_of(ways) if draft.misses(rule, node.id) else ""
        standing = bindings_of(draft.structure, node.id)
        row = standing[0] if standing else ResponsibilityBinding(subject=node.id)
        if way == "none":
            for binding in (row, *standing):
                draft.unlink(binding, name_of(rule))
            continue
        row = draft.link(row, name_of(rule))
        for step in rule.steps:
            draft.one_of(row, step.value, (step.value != way,), rule)
        if rule.holder is not None:
            wanted = Selector(kind="department") if way == "holder" else rule.holder
            draft.one_of(row, "holder", (draft.need(wanted)[0].id,), rule)
    draft.close("responsibility_binding")
    draft.close(rule.of.kind)


@makes(DeliberatedFirst)
def deliberated_first(rule: DeliberatedFirst, draft: Draft) -> None:
    """Let every matter be deliberated before it is decided; for a miss afterwards, or never."""
    for matter in draft.need(rule.of):
        late = draft.way_of((None, _TOO_LATE)) if draft.misses(rule, matter.id) else _DELIBERATED
        draft.one_of(matter, "deliberated", (late,), rule)
        draft.one_of(matter, "decided", (_DECIDED,), rule)
        if rule.topics:
            draft.one_of(matter, "topic", rule.topics, rule)
    draft.close(rule.of.kind)


@makes(ServicesPurchased)
def services_purchased(rule: ServicesPurchased, draft: Draft) -> None:
    """Let every buyer buy each service from such an organisation; for a miss the first from somebody else, or not."""
    provider = draft.need(rule.provider)[0].id
    for buyer in draft.need(rule.buyer):
        way = draft.way_of(("not bought", "elsewhere")) if draft.misses(rule, buyer.id) else ""
        for number, service in enumerate(rule.services):
            flaw = way if number == 0 else ""
            if flaw == "not bought":
                continue
            other = draft.need("department")[0].id if flaw == "elsewhere" else provider
            row = ServicePurchase(buyer=buyer.id, service=service, year=2024, provider=other, amount=Yuan(1))
            draft.link(row, name_of(rule))
    draft.close("service_purchase")
    draft.close(rule.buyer.kind)


@makes(PurchaseRises)
def purchase_rises(rule: PurchaseRises, draft: ChangeDraft) -> None:
    """Let every buyer spend more in the next year; for a miss as much as before, or less."""
    for buyer in draft.need(rule.buyer):
        then = draft.whole(("bought", buyer.id), 1000, 9000)
        before = ServicePurchase(buyer=buyer.id, service="projects", year=2025, amount=Yuan(then))
        draft.link(before, name_of(rule))
        more = draft.way_of((0, -1)) if draft.misses(rule, buyer.id) else draft.whole(("more", buyer.id), 1, 1000)
        buyers = Selector(kind=record_type(type(buyer)).kind, ids=(buyer.id,))
        step = PurchaseServices(buyers=buyers, services=("projects",), year=2026, amount=Yuan(then + more))
        draft.then(("purchase", buyer.id), step)
    draft.close("service_purchase")
    draft.close(rule.buyer.kind)


@makes(FigureByDate)
def figure_by_date(rule: FigureByDate, draft: Draft) -> None:
    """Let every unit reach the target; for a miss it falls just short of it, on the day after the last."""
    for unit in draft.need(rule.unit):
        row = draft.link(UnitFigure(unit=unit.id, figure=rule.figure), name_of(rule))
        wanted = rule.at_least.upwards()
        draft.within(row, "amount", draft.aim(rule, wanted, unit.id), rule)
    day = draft.structure.date
    if rule is draft.target and (isinstance(day, NotStated) or day.last <= rule.by.last):
        draft.structure = draft.structure.evolve(date=Date(rule.by.last + dt.timedelta(days=1)))
    draft.close(rule.unit.kind)
