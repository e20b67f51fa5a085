"""Making matters for which one answers, and duties with their means."""

from __future__ import annotations

from basegov.quantities import Count, Yuan
from basegov.rules.closure import DutiesHaveMeans, OneAccountable
from basegov.structure.duties import Means, duties_at
from basegov.structure.forces import ProfessionalForce
from basegov.structure.funds import Funding
from basegov.structure.items import DutyClass, ItemList, ListEntry, WorkItem
from basegov.structure.listing import class_of, offices_of
from basegov.structure.records import Node
from basegov.structure.staffing import Staff, StaffGroup
from basegov.testing.drafts.draft import AS_MADE, Draft, name_of
from basegov.testing.drafts.makers.entries import chosen
from basegov.testing.drafts.makers.listing import (
    entries,
    kind_for,
    lists_in_force,
    lists_of,
    name_nobody,
    name_part,
    performed_on,
    with_part,
)
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import ClashError
from basegov.texts import Text
from basegov.values import Truth

_YEAR = 2026
_ONE_OR_MORE, _SOME_MONEY = Count(">= 1"), Yuan("> 0")


@makes(OneAccountable)
def one_accountable(rule: OneAccountable, draft: Draft) -> None:
    """Let one answer for each matter; for a miss nobody does, or two do."""
    for list_ in lists_in_force(draft, rule.lists):
        found = entries(draft, list_, rule)
        missed = chosen(draft, list_, found) if draft.misses(rule, list_.id) else None
        if draft.round > 0:
            draft.fill_all([_answered(rule, draft, list_, entry, missed=entry is missed) for entry in found])


def _answered(rule: OneAccountable, draft: Draft, list_: ItemList, entry: ListEntry, *, missed: bool) -> ListEntry:
    """Return an entry that names one who answers for the matter, or nobody, or two."""
    part = answering_part(draft, entry)
    if not missed:
        return name_part(draft, rule, list_, entry, part)
    if part == "responsible" and draft.way_of(("nobody", "two")) == "nobody":
        return name_nobody(draft, rule, list_, entry, part)
    kind = kind_for(draft, list_, part)
    two = [node.id for node in draft.need(kind, 2)[:2]]
    group = draft.once(
        ("two", list_.id, entry.item),
        lambda: draft.make("unit_group", of=kind, members=tuple(two), count=Count(2)).id,
    )  # fmt: skip
    return with_part(entry, {part: group})


@makes(DutiesHaveMeans)
def duties_have_means(rule: DutiesHaveMeans, draft: Draft) -> None:
    """Give every unit power, people and money for its duties; for a miss a further unit lacks one of them."""
    draft.close("item_assignment")
    bare = _bare(rule, draft) if draft.target is rule else None
    for number, unit in enumerate(draft.need(rule.unit)):
        lists = lists_of(draft, rule.lists, unit)
        for list_ in lists_in_force(draft, rule.lists):
            _say_whose(rule, draft, list_)
        if number == 0 or unit.id == bare:
            performed_on(draft, rule, unit, lists[0])
        lacking = draft.way_of(rule.means) if unit.id == bare else None
        in_force = lists_in_force(draft, rule.lists)
        duties = [d.item for d in duties_at(draft.structure, unit, in_force) if d.sure is not Truth.FALSE]
        for means in rule.means if duties else ():
            _GIVE[means](rule, draft, unit, duties, lacks=means is lacking)
    for kind in ("power_holding", "staff", "staff_group", "funding", rule.unit.kind):
        draft.close(kind)


def _say_whose(rule: DutiesHaveMeans, draft: Draft, list_: ItemList) -> None:
    """Let every entry of a list say who answers for the matter, so that it is known whose duty it is."""
    named = []
    for entry in entries(draft, list_, rule):
        part = answering_part(draft, entry)
        if draft.round > 0 and entry.responsible_named is not False:
            named.append(name_part(draft, rule, list_, entry, part))
    draft.fill_all(named)


def answering_part(draft: Draft, entry: ListEntry) -> str:
    """Return by which part an entry says who answers for the matter."""
    return "takes_over" if class_of(draft.structure, entry) is DutyClass.TAKEN_BACK else "responsible"


def _bare(rule: DutiesHaveMeans, draft: Draft) -> str:
    """Return the unit that lacks something: one of its own, where the rule leaves room for one."""
    draft.misses(rule)
    if rule.unit.ids:
        return str(draft.need(rule.unit)[-1].id)
    draft.need(rule.unit)
    return str(draft.once(("bare", rule.id), lambda: draft.make(rule.unit).id))


def _power(rule: DutiesHaveMeans, draft: Draft, unit: Node, duties: list[WorkItem], *, lacks: bool) -> None:
    """Let a unit hold the power for its duties, or somebody else."""
    offices = sorted(offices_of(draft.structure, unit.id))
    for item in duties:
        if lacks:
            other = draft.need("department")[0].id
            draft.members(item, "power_of", rule, must=(other,), without=offices)
        else:
            draft.members(item, "power_of", rule, must=(unit.id,))


def _staff(rule: DutiesHaveMeans, draft: Draft, unit: Node, duties: list[WorkItem], *, lacks: bool) -> None:
    """Let there be people at a unit, or nobody."""
    people = [n for n in draft.structure.descendants(unit.id, Node) if isinstance(n, Staff | StaffGroup)]
    if lacks:
        for who in people:
            if isinstance(who, Staff):
                what = Text(f"people at {unit.label}", f"{unit.label}的人员")
                wants = [(name_of(rule), Text("nobody", "无")), (AS_MADE, Text(who.label, who.label))]
                raise ClashError(what, wants)
            draft.within(who, "count", Count(0), rule)
        return
    groups = [n for n in people if isinstance(n, StaffGroup) and not isinstance(n, ProfessionalForce)]
    group = groups[0] if groups else draft.make("staff_group", parent=unit.id)
    draft.within(group, "count", _ONE_OR_MORE, rule)


def _funds(rule: DutiesHaveMeans, draft: Draft, unit: Node, duties: list[WorkItem], *, lacks: bool) -> None:
    """Give a unit money for its work, or none."""
    standing = draft.structure.where(Funding, unit=unit.id)
    if lacks:
        for given in standing:
            draft.within(given, "amount", Yuan(0), rule)
        return
    work = [given for given in standing if given.purpose == "work"]
    funding = work[0] if work else draft.link(Funding(unit=unit.id, year=_YEAR, purpose="work"), name_of(rule))
    draft.within(funding, "amount", _SOME_MONEY, rule)


_GIVE = {Means.POWER: _power, Means.STAFF: _staff, Means.FUNDS: _funds}
