"""Rules over money that units are given: how much, which part by whom, in which way."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.quantities import Quantity, Share, Yuan
from basegov.rules.devolution import GroupRule
from basegov.rules.functions import Findings
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule, rule_name
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.functions import lists_all_about
from basegov.structure.funds import Funding, FundMode, fundings_of, last_year, total_funds
from basegov.structure.records import Node
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated, Truth, as_words

_ROLES = frozenset(role.value for role in Role)


def as_yuan(value: Any) -> Yuan | NotStated | None:
    """Return an amount that a parameter gives; it may be not stated, or left out."""
    return value if value is None or isinstance(value, NotStated) else Yuan(value)


def as_share(value: Any) -> Share | None:
    """Return a share that a parameter gives, or None where it is left out."""
    return None if value is None else Share(value)


def range_of(rule: Any, kind: type[Quantity]) -> Any:
    """Return the range that ``at_least``, ``at_most`` and ``exactly`` of a rule give; not stated where none does.

    Raises
    ------
    InputError
        When ``exactly`` stands beside another one.
    """
    exactly, ends = rule.exactly, (rule.at_least, rule.at_most)
    if exactly is not None and any(end is not None for end in ends):
        what = Text("give exactly alone, or at_least and at_most", "exactly 应单独给出，或改用 at_least 和 at_most")
        raise InputError([BAD_PARAMETERS(rule=rule.id or rule_name(rule), what=what)])
    if exactly is not None:
        return exactly
    if all(end is None or isinstance(end, NotStated) for end in ends):
        return NOT_STATED
    low, high = (None if end is None or isinstance(end, NotStated) else end for end in ends)
    return kind.between(
        None if low is None else low.low, None if high is None else high.high,
        low_open=low is not None and low.low_open, high_open=high is not None and high.high_open,
    )  # fmt: skip


def paid_by(structure: Structure, flow: Funding, unit: str, payer: str) -> Truth:
    """Say whether a flow is paid by a node, or by who plays a part for the unit."""
    if isinstance(flow.payer, NotStated):
        return Truth.UNKNOWN
    if payer in _ROLES:
        found = players(structure, unit, Role(payer))
        return Truth.of(flow.payer in found) if found else Truth.UNKNOWN
    return Truth.of(flow.payer == structure[payer].id)


def purposes_text(purposes: tuple[str, ...]) -> Text:
    """Return purposes in words; all of them where none is named."""
    return Text(say(purposes, "en"), say(purposes, "zh")) if purposes else Text("all purposes", "各项用途")


def unlisted_flow(structure: Structure, node: Node, purposes: tuple[str, ...]) -> Missing:
    """Return the fact that is missing while not every flow to a unit is known."""
    words = purposes_text(purposes)
    return Missing(
        node.id, "funding", Text(f"the funds of {node.label} for {words.en}", f"{node.label}的{words.zh}经费")
    )


def evidence_of(flows: Iterable[Funding], structure: Structure) -> tuple[Evidence, ...]:
    """Return flows as evidence."""
    found = []
    for flow in flows:
        payer = flow.payer if isinstance(flow.payer, NotStated) else structure.node(flow.payer).label
        en, zh = (
            f"{flow.purpose} {flow.year}: {say(flow.amount, 'en')}",
            f"{flow.purpose} {flow.year} 年：{say(flow.amount, 'zh')}",
        )
        if isinstance(payer, str):
            en, zh = f"{en} by {payer}", f"{zh}，由{payer}支付"
        found.append(Evidence(Text(en, zh), flow.source_of("amount")))
    return tuple(found)


@attrs.frozen(kw_only=True)
class FundRule(GroupRule):
    """What rules over the funds of units have in common.

    Parameters
    ----------
    unit : Selector
        Who is given the funds.
    purposes : tuple of str
        For what; all purposes where none is named.
    year : int, optional
        For which year; left out: the last one for which any are recorded.
    """

    unit: Selector = attrs.field(converter=as_selector)
    purposes: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    year: int | None = None

    @property
    def selector(self) -> Selector:
        """Who is given the funds."""
        return self.unit

    def asked_year(self, structure: Structure, unit: str) -> int | None:
        """Return the year that is asked about."""
        return self.year if self.year is not None else last_year(structure, unit, self.purposes)

    def flows(self, structure: Structure, unit: str) -> tuple[Funding, ...]:
        """Return the flows that are asked about."""
        return fundings_of(structure, unit, self.purposes, self.asked_year(structure, unit))


@rule(en="funds of a year", zh="年度经费标准")
@attrs.frozen(kw_only=True)
class FundingAmount(FundRule):
    """The funds of a unit for a year must come to a certain amount: a standard, whoever pays, or the part of a payer.

    Predicate: ``at_least <= sum of amounts <= at_most``. A top-up brings the sum to its standard, whatever the other
    funds are. *Undetermined* while amounts (or payers) that decide are not stated, or while flows may be missing: an
    `Inventory` of ``funding`` about the unit closes them.

    Parameters
    ----------
    payer : str, optional
        Only what this one pays: a node, or a part it plays for the unit such as ``parent``.
    at_least, at_most, exactly : Yuan, optional
        The range in yuan; none of them: the document gives no number.

    Notes
    -----
    Used by GL-077 and GL-078 (500,000 yuan a village), GL-079 (200,000 more for a weak one), GL-080 (100,000) and
    BA-096 (248 million a year).
    """

    payer: str | None = None
    at_least: Yuan | NotStated | None = attrs.field(default=None, converter=as_yuan)
    at_most: Yuan | NotStated | None = attrs.field(default=None, converter=as_yuan)
    exactly: Yuan | NotStated | None = attrs.field(default=None, converter=as_yuan)

    def __attrs_post_init__(self) -> None:
        range_of(self, Yuan)

    @property
    def measure(self) -> Measure:
        """How much is given."""
        what = purposes_text(self.purposes)
        return Measure("funds_of_year", "yuan", Text(f"funds of a year for {what.en}", f"{what.zh}年度经费"))

    @property
    def requirement(self) -> Requirement:
        """The range."""
        return Bound(range_of(self, Yuan))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how much a unit is given."""
        flows = self.flows(structure, node.id)
        if self.payer is None:
            total = total_funds(structure, node.id, self.purposes, self.asked_year(structure, node.id))
        else:
            answers = [(f, paid_by(structure, f, node.id, self.payer)) for f in flows]
            low = Yuan.total(f.known for f, a in answers if a is Truth.TRUE)
            high = Yuan.total(f.known for f, a in answers if a is not Truth.FALSE)
            listed = lists_all_about(structure, node.id, "funding")
            total = Yuan.between(low.low, high.high if listed else None)
        missing = () if total.is_exact else (unlisted_flow(structure, node, self.purposes),)
        return Measurement(value=total, missing=missing, evidence=evidence_of(flows, structure))


@rule(en="share of a payer", zh="经费分担比例")
@attrs.frozen(kw_only=True)
class FundingShare(FundRule):
    """A payer must bear a certain part of what a unit is given.

    Predicate: ``amounts of the payer / all amounts`` lies in the range. Where flows are recorded as parts of a shared
    cost (mode ``shared``), these parts are the whole. *Undetermined* while amounts or payers that decide are not
    stated, or, for other flows, while some may be missing. *Not
    applicable* where it is known that nothing is paid.

    Parameters
    ----------
    payer : str
        Whose part: a node, or a part it plays for the unit such as ``parent``.
    at_least, at_most, exactly : Share, optional
        Which part; none of them: the document gives no ratio.

    Notes
    -----
    Used by GL-081 (district and town one to one: 50%).
    """

    payer: str
    at_least: Share | None = attrs.field(default=None, converter=as_share)
    at_most: Share | None = attrs.field(default=None, converter=as_share)
    exactly: Share | None = attrs.field(default=None, converter=as_share)

    def __attrs_post_init__(self) -> None:
        range_of(self, Share)

    @property
    def measure(self) -> Measure:
        """Which part the payer bears."""
        return Measure("payer_share", "share", Text(f"share borne by {self.payer}", f"{self.payer} 的分担比例"))

    @property
    def requirement(self) -> Requirement:
        """The part required."""
        return Bound(range_of(self, Share))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return which part of the funds of a unit the payer bears."""
        flows = self.flows(structure, node.id)
        shared = tuple(f for f in flows if f.mode is FundMode.SHARED)
        flows = shared or flows
        answers = [(f.known, paid_by(structure, f, node.id, self.payer)) for f in flows]
        own = [
            sum(Fraction(a.low or 0) for a, t in answers if t is Truth.TRUE),
            _high(a for a, t in answers if t is not Truth.FALSE),
        ]
        rest = [
            sum(Fraction(a.low or 0) for a, t in answers if t is Truth.FALSE),
            _high(a for a, t in answers if t is not Truth.TRUE),
        ]
        if not shared and not lists_all_about(structure, node.id, "funding"):
            own[1] = rest[1] = None
        share = Share.between(part_of(own[0], rest[1]), part_of(own[1], rest[0]))
        missing = () if share.is_exact else (unlisted_flow(structure, node, self.purposes),)
        nothing = not flows and lists_all_about(structure, node.id, "funding")
        words = Text("nothing is paid for that", "没有该项经费") if nothing else None
        evidence = evidence_of(flows, structure)
        return Measurement(
            value=share, missing=missing, evidence=evidence, detail=words, applies=Truth.of(not nothing)
        )  # fmt: skip


def _high(amounts: Iterable[Yuan]) -> Fraction | None:
    total = Fraction(0)
    for amount in amounts:
        if amount.high is None:
            return None
        total += Fraction(amount.high)
    return total


def part_of(own: int | Fraction | None, rest: int | Fraction | None) -> Fraction | None:
    """Return own / (own + rest); None where an end is open, so that nothing is known on that side."""
    if own is None:
        return None if rest is None or rest >= 0 else Fraction(1)
    if rest is None or own + rest == 0:
        return None
    return Fraction(own) / (own + rest)


@rule(en="way of funding", zh="经费保障方式")
@attrs.frozen(kw_only=True)
class FundedInMode(FundRule):
    """For every named purpose a unit must be given money in a certain way, by a certain payer where one is named.

    Predicate, for each purpose: there is a flow with the mode, and the payer. *Undetermined* while modes or payers that
    decide are not stated, or while none is recorded and flows are not all listed (an `Inventory` of ``funding``).

    Parameters
    ----------
    mode : FundMode
        In which way: ``full``, ``fixed``, ``top-up``, ``shared`` or ``added``.
    payer : str, optional
        By whom: a node, or a part it plays for the unit.

    Notes
    -----
    Used by XZ-056 (staff in full), XZ-057 (affairs by a fixed sum), XZ-055 (two uses of the added money), BA-110
    (tuition is reimbursed) and GL-078 (topped up).
    """

    mode: FundMode = attrs.field(converter=FundMode)
    payer: str | None = None

    @property
    def measure(self) -> Measure:
        """For what no money is given in that way."""
        zh = self.mode.text("zh")
        return Measure("not_so_funded", "set", Text(f"purposes without {self.mode.value} funding", f"未实行{zh}的用途"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text(f"purpose without {self.mode.value} funding", f"未实行{self.mode.text('zh')}的用途"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the purposes for which a unit is not funded in that way."""
        found = Findings()
        listed = lists_all_about(structure, node.id, "funding")
        for purpose in self.purposes:
            flows = fundings_of(structure, node.id, (purpose,), self.year)
            answers = [self._fits(structure, flow, node.id) for flow in flows]
            funded = Truth.any([*answers, Truth.FALSE if listed else Truth.UNKNOWN])
            missing = unlisted_flow(structure, node, (purpose,))
            found.add(funded.negated, Text(purpose, purpose), missing)
            found.evidence += evidence_of(flows, structure)
        return found.measurement

    def _fits(self, structure: Structure, flow: Funding, unit: str) -> Truth:
        mode = Truth.UNKNOWN if isinstance(flow.mode, NotStated) else Truth.of(flow.mode is self.mode)
        payer = Truth.TRUE if self.payer is None else paid_by(structure, flow, unit, self.payer)
        return Truth.all([mode, payer])
