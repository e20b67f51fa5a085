"""Making certificates and the demands for them."""

from __future__ import annotations

from basegov.rules.certificates import CertificateDemands, NoCircularCertificates, demands_of
from basegov.structure.certificates import CertificateDemand, CertificateItem
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.listing import enter, entries, keep_off, lists_of
from basegov.testing.drafts.makers.registry import makes


def _certificate(draft: Draft, *key: str) -> str:
    return str(draft.once(("certificate", *key), lambda: draft.make("certificate_item").id))


@makes(CertificateDemands)
def certificate_demands(rule: CertificateDemands, draft: Draft) -> None:
    """Let listed certificates be demanded; for a miss one is off the list, the demander's own to verify, or odd."""
    ways = ["off list"]
    ways += ["own"] if rule.bars_own_verification else []
    ways += ["odd"] if rule.bars_odd else []
    draft.close("certificate_demand")
    purpose = str(draft.once(("purpose of demands",), lambda: draft.make("work_item").id))
    for number, unit in enumerate(draft.need(rule.unit)):
        lists = lists_of(draft, rule.lists, unit)
        for list_ in lists:
            entries(draft, list_, rule)
        way = draft.way_of(ways) if draft.misses(rule, unit.id) else ""
        wrong = _certificate(draft, rule.id, unit.id) if way else None
        for item in [_certificate(draft), *([wrong] if wrong else [])] if number == 0 or way else []:
            _demand(rule, draft, unit, item, purpose)
        for demand in demands_of(draft.structure, unit):
            flaw = way if demand.item == wrong else ""
            if flaw == "off list":
                keep_off(draft, rule, lists, demand.item)
            else:
                enter(draft, rule, lists[0], demand.item)
            if rule.bars_own_verification:
                draft.one_of(demand, "own_verification", (flaw == "own",), rule)
            if rule.bars_odd:
                draft.one_of(draft.structure.node(demand.item), "odd", (flaw == "odd",), rule)
    draft.close(rule.unit.kind)


def _demand(rule: CertificateDemands, draft: Draft, unit: Node, item: str, purpose: str) -> None:
    demander = draft.need(rule.demander or Selector(kind="department"))[0].id
    draft.link(CertificateDemand(demander=demander, item=item, receiver=unit.id, purpose=purpose), name_of(rule))


@makes(NoCircularCertificates)
def no_circular_certificates(rule: NoCircularCertificates, draft: Draft) -> None:
    """State what each certificate requires, in one line; for a miss two require each other."""
    misses = draft.misses(rule)
    items: list[CertificateItem] = list(draft.need(rule.certificates, 2 if misses else 1))
    circle = [item.id for item in items[:2]] if misses else []
    for item in draft.structure.records(CertificateItem):
        others = [other for other in circle if other != item.id] if item.id in circle else []
        draft.members(item, "requires", rule, must=others)
    draft.close(rule.certificates.kind)
