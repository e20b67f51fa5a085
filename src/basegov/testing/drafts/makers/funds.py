"""Making money that units are given: how much, by whom, in which way, and who disposes of it."""

from __future__ import annotations

from collections.abc import Iterable

from basegov.quantities import Quantity, Share, Yuan
from basegov.rules.budgets import FundsPooled, HasOwnBudget
from basegov.rules.funds import FundedInMode, FundingAmount, FundingShare, FundRule, purposes_text, range_of
from basegov.rules.rule import Rule
from basegov.structure.funds import AccountKeeping, Funding, FundMode, fundings_of, last_year
from basegov.structure.records import RECORD_TYPES, Node
from basegov.structure.selection import Role
from basegov.structure.units import stands_for
from basegov.testing.drafts.draft import TOP, Draft, name_of
from basegov.testing.drafts.makers.parts import player
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.makers.training import year_of
from basegov.testing.drafts.parts import aim_amount, bound_part
from basegov.testing.drafts.sums import amount_in, bound_sum
from basegov.testing.drafts.wishes import OneOf
from basegov.texts import Text
from basegov.values import NotStated

_ROLES = frozenset(role.value for role in Role)
_USUAL = "work"


def fund_year(draft: Draft, year: int | None) -> int:
    """Return the year for which money is given: the one that is asked for, else the last that any rule names."""
    named = [other.year for other in draft.rules if isinstance(other, FundRule) and other.year is not None]
    last: int = max(named, default=year_of(draft))
    return last if year is None else year


def payer_of(draft: Draft, unit: Node, payer: str | None) -> str:
    """Return the id of a payer: the one that a rule names, by its part or by itself, else anybody but the unit."""
    if payer is not None:
        return player(draft, unit, Role(payer)).id if payer in _ROLES else str(draft.named(payer).id)
    found = [TOP, *(node.id for node in draft.need("department"))]
    return next(str(id_) for id_ in found if id_ != unit.id)


def other_payer(draft: Draft, unit: Node, *payers: str) -> str:
    """Return the id of somebody else who pays."""
    known = {unit.id, *payers}
    found = [node.id for node in draft.need("department", len(known) + 1) if node.id not in known]
    return str(found[0])


def flow(draft: Draft, rule: Rule, unit: Node, year: int, purpose: str, payer: str) -> Funding:
    """Return what a payer gives a unit for a purpose in a year, after recording it; all that it is given is listed."""
    draft.close("funding", unit.id)
    found: Funding = draft.link(Funding(unit=unit.id, year=year, purpose=purpose, payer=payer), name_of(rule))
    return found


def _asked(draft: Draft, rule: FundRule, unit: Node) -> tuple[int, tuple[Funding, ...]]:
    """Return the year that a rule asks about, and what is given in it for its purposes so far."""
    year = fund_year(draft, rule.year)
    if rule.year is None:
        year = max(year, last_year(draft.structure, unit.id, rule.purposes) or year)
    return year, fundings_of(draft.structure, unit.id, rule.purposes, year)


def funds_of(rule: FundRule, unit: Node) -> Text:
    """Return the money that a rule speaks of, in words."""
    what = purposes_text(rule.purposes)
    return Text(f"the funds of {unit.label} for {what.en}", f"{unit.label}的{what.zh}经费")


@makes(FundingAmount)
def funding_amount(rule: FundingAmount, draft: Draft) -> None:
    """Let what a unit is given, or what one payer gives it, come to an amount in the range."""
    for unit in draft.need(rule.unit):
        year, known = _asked(draft, rule, unit)
        payer = None if rule.payer is None else payer_of(draft, unit, rule.payer)
        if not any(payer in (None, f.payer) for f in known):
            purpose = rule.purposes[0] if rule.purposes else _USUAL
            flow(draft, rule, unit, year, purpose, payer or payer_of(draft, unit, None))
        flows = [f for f in _asked(draft, rule, unit)[1] if payer in (None, f.payer)]
        draft.close("funding", unit.id)
        wanted = aim_amount(draft, rule, range_of(rule, Yuan), unit.id)
        terms = [(amount_in(f, "amount"), 1) for f in flows]
        bound_sum(draft, rule, unit.id, funds_of(rule, unit), terms, wanted)
    draft.close(rule.unit.kind)


@makes(FundingShare)
def funding_share(rule: FundingShare, draft: Draft) -> None:
    """Let the payer bear its part, and somebody else the rest; for a miss a yuan less or more than that."""
    wanted: Quantity | NotStated = range_of(rule, Share)
    purpose = rule.purposes[0] if rule.purposes else _USUAL
    for unit in draft.need(rule.unit):
        year, _ = _asked(draft, rule, unit)
        payer = payer_of(draft, unit, rule.payer)
        flow(draft, rule, unit, year, purpose, payer)
        flow(draft, rule, unit, year, purpose, other_payer(draft, unit, payer))
        flows = _asked(draft, rule, unit)[1]
        if shared := [f for f in flows if mode_left(draft, f) is FundMode.SHARED]:  # these are the whole then
            if not any(f.payer != payer for f in shared) or not any(f.payer == payer for f in shared):
                for one in flows:
                    if one.purpose == purpose:
                        draft.one_of(one, "mode", (FundMode.SHARED,), rule)
            flows = tuple(f for f in flows if mode_left(draft, f) is FundMode.SHARED)
        own = [(amount_in(f, "amount"), 1) for f in flows if f.payer == payer]
        rest = [(amount_in(f, "amount"), 1) for f in flows if f.payer != payer]
        bound_part(draft, rule, unit.id, funds_of(rule, unit), wanted, own, rest, subject=unit.id)
    draft.close(rule.unit.kind)


def mode_left(draft: Draft, one: Funding) -> FundMode | NotStated | None:
    """Return the way in which money is given, where the rules leave one only."""
    left = draft.left(one, "mode")
    if isinstance(left, OneOf):
        return left.values[0] if len(left.values) == 1 else None
    return one.mode


@makes(FundedInMode)
def funded_in_mode(rule: FundedInMode, draft: Draft) -> None:
    """Let money be given for every purpose in the way; for a miss for one of them in another way, or by another."""
    ways = ["mode", *([] if rule.payer is None else ["payer"])]
    for unit in draft.need(rule.unit):
        year = fund_year(draft, rule.year)
        draft.close("funding", unit.id)
        missed = draft.misses(rule, unit.id)
        if missed and not rule.purposes:
            raise draft.cannot_miss(rule)
        lacking, way = draft.way_of([(p, w) for w in ways for p in rule.purposes]) if missed else (None, "")
        for purpose in rule.purposes:
            payer = _payer_in_mode(draft, rule, unit, purpose)
            if purpose != lacking:
                draft.one_of(flow(draft, rule, unit, year, purpose, payer), "mode", (rule.mode,), rule)
            elif way == "payer":
                other = other_payer(draft, unit, payer)
                draft.one_of(flow(draft, rule, unit, year, purpose, other), "mode", (rule.mode,), rule)
                for one in fundings_of(draft.structure, unit.id, (purpose,), rule.year):
                    if one.payer == payer:
                        _in_another_mode(draft, rule, one)
            else:
                flow(draft, rule, unit, year, purpose, payer)
                for one in fundings_of(draft.structure, unit.id, (purpose,), rule.year):
                    if rule.payer is None or one.payer == payer:
                        _in_another_mode(draft, rule, one)
    draft.close(rule.unit.kind)


def _payer_in_mode(draft: Draft, rule: FundedInMode, unit: Node, purpose: str) -> str:
    """Return who pays: whom the rule names, else one whose money may still be given in that way, once and for all."""
    if rule.payer is not None:
        return payer_of(draft, unit, rule.payer)

    def choose() -> str:
        known = fundings_of(draft.structure, unit.id, (purpose,), rule.year)
        free = [str(f.payer) for f in known if draft.leaves(f, "mode", rule.mode) and isinstance(f.payer, str)]
        if free or not known:
            return free[0] if free else payer_of(draft, unit, None)
        return other_payer(draft, unit, *(str(f.payer) for f in known))

    return draft.once(("payer in mode", name_of(rule), unit.id, purpose), choose)


def _in_another_mode(draft: Draft, rule: FundedInMode, one: Funding) -> None:
    draft.one_of(one, "mode", [mode for mode in FundMode if mode is not rule.mode], rule)


@makes(FundsPooled)
def funds_pooled(rule: FundsPooled, draft: Draft) -> None:
    """Free money of earmarks and let one body spend it; for a miss the first flow is tied, or another one spends it."""
    ways = ["earmark", *([] if rule.spender is None else ["spender"])]
    for unit in draft.need(rule.unit):
        year, known = _asked(draft, rule, unit)
        draft.close("funding", unit.id)
        if not known:
            purpose = rule.purposes[0] if rule.purposes else _USUAL
            flow(draft, rule, unit, year, purpose, payer_of(draft, unit, None))
        way = draft.way_of(ways) if draft.misses(rule, unit.id) else ""
        for number, one in enumerate(_asked(draft, rule, unit)[1]):
            draft.one_of(one, "earmarked", (number == 0 and way == "earmark",), rule)
            if rule.spender is not None:
                spenders = _spenders(draft, rule.spender, right=number > 0 or way != "spender")
                draft.one_of(one, "spender", spenders, rule)
    draft.close(rule.unit.kind)


def _spenders(draft: Draft, spender: str, *, right: bool) -> tuple[str, ...]:
    """Return who may spend money by a rule that names a body or a kind of bodies; or, for a miss, who may not."""
    is_kind = spender in RECORD_TYPES and spender not in draft.structure
    found = draft.need(spender) if is_kind else (draft.named(spender),)
    if right:
        return tuple(node.id for node in found)
    others: Iterable[Node] = (*draft.need("department", 2), *draft.need("street"), draft.structure.node(TOP))
    wrong = [n for n in others if not stands_for(n, spender)] if is_kind else [n for n in others if n not in found]
    return tuple(node.id for node in wrong)


@makes(HasOwnBudget)
def has_own_budget(rule: HasOwnBudget, draft: Draft) -> None:
    """Let units be budget units and keep their own accounts; for a miss one of the two is not so."""
    ways = [field for field, asked in (("budget_unit", rule.budget_unit), ("keeper", rule.accounts)) if asked]
    for unit in draft.need(rule.unit):
        missed = draft.misses(rule, unit.id)
        if missed and not ways:
            raise draft.cannot_miss(rule)
        way = draft.way_of(ways) if missed else ""
        draft.close("account_keeping", unit.id)
        kept = draft.link(AccountKeeping(unit=unit.id), name_of(rule))
        if rule.budget_unit:
            draft.one_of(kept, "budget_unit", (way != "budget_unit",), rule)
        if rule.accounts:
            others = [node.id for node in draft.need("department", 2) if node.id != unit.id]
            draft.one_of(kept, "keeper", others[:1] if way == "keeper" else (unit.id,), rule)
    draft.close(rule.unit.kind)
