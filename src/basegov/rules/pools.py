"""Rules over pools of money: that they come out, and that the right ones apply and lead."""

from __future__ import annotations

import attrs

from basegov.quantities import Difference, Yuan
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.functions import lists_all_about
from basegov.structure.pools import FundPool, PoolAllocation, allocated, allocations_of
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import stands_for
from basegov.texts import Text, say
from basegov.values import NotStated, Truth, as_words


@attrs.frozen(kw_only=True)
class PoolRule(NodeRule):
    """What rules over pools of money have in common.

    Parameters
    ----------
    pool : Selector
        Which pools.
    """

    pool: Selector = attrs.field(default=Selector(kind="fund_pool"), converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The pools."""
        return self.pool


@rule(en="pool comes out", zh="资金总额与分配")
@attrs.frozen(kw_only=True)
class PoolComesOut(PoolRule):
    """What is given out of a pool must come to its amount, or must not exceed it.

    Predicate: ``sum of the parts = amount``; with ``whole`` false, ``sum of the parts <= amount``. *Undetermined* while
    the amount or parts that decide are not stated, or parts may be missing (an `Inventory` of ``pool_allocation``).

    Parameters
    ----------
    whole : bool
        Whether everything has to be given out.

    Notes
    -----
    Used by XZ-064 (a street divides its bonus total) and BA-096 (spending on micro projects within 248 million).
    """

    whole: bool = True

    @property
    def measure(self) -> Measure:
        """What is left."""
        return Measure("pool_rest", "yuan", Text("amount less what is given out", "总额减去已分配金额"))

    @property
    def requirement(self) -> Requirement:
        """Nothing, or not less than nothing."""
        return Bound(Difference.build(0, 0 if self.whole else None, kind=Yuan))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is left of a pool."""
        amount = getattr(node, "amount", Yuan.unknown())
        amount = Yuan.between(0, None) if isinstance(amount, NotStated) else amount
        given = allocated(structure, node.id)
        rest = amount.minus(given)
        en, zh = f"{given.text('en')} of {amount.text('en')}", f"总额 {amount.text('zh')}，已分配 {given.text('zh')}"
        words = Text(f"the amount of {node.label} and every part of it", f"{node.label}的总额及各部分金额")
        missing = () if rest.is_exact else (Missing(node.id, "amount", words),)
        evidence = (Evidence(Text(en, zh), node.source_of("amount")),)
        return Measurement(value=rest, missing=missing, evidence=evidence)


@rule(en="applicants and leads", zh="申报与牵头主体")
@attrs.frozen(kw_only=True)
class PoolUsers(PoolRule):
    """What is paid from a pool must go to applicants of certain classes, or be led by a certain kind of body.

    Predicate, for each part: ``applicant_class in applicants`` (those that the pool itself names where the rule names
    none) and ``lead`` is of the kind. *Undetermined* while class or lead is not stated, or parts may be missing.

    Parameters
    ----------
    applicants : tuple of str
        The classes that may apply; left out: those that the pool names, if it names any.
    lead : str, optional
        Kind of body that has to lead.

    Notes
    -----
    Used by BA-088 and BA-089 (party organisations, non-public firms and social organisations apply for the special
    fund) and BA-097 (the community party committee leads micro projects).
    """

    applicants: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    lead: str | None = None

    @property
    def measure(self) -> Measure:
        """Which parts do not fit."""
        return Measure("pool_misuse", "set", Text("parts outside of what is allowed", "不符合申报或牵头要求的分配"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("part outside of what is allowed", "不符合申报或牵头要求的分配"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the parts of a pool that others applied for or led."""
        found = Findings()
        for part in allocations_of(structure, node.id):
            name = part.project if isinstance(part.project, str) else say(part.recipient, "en")
            words = Text(name, name)
            fits = Truth.all([self._may_apply(node, part), self._leads(structure, part)])
            open_ = Text(f"applicant and lead of {name}", f"{name}的申报与牵头主体")
            found.add(fits.negated, words, Missing(node.id, "applicant_class", open_))
        if not lists_all_about(structure, node.id, "pool_allocation"):
            words = Text(f"what is paid from {node.label}", f"{node.label}的分配情况")
            found.add(Truth.UNKNOWN, words, Missing(node.id, "pool_allocation", words))
        return found.measurement

    def _may_apply(self, node: Node, part: PoolAllocation) -> Truth:
        own = node.applicants if isinstance(node, FundPool) and isinstance(node.applicants, tuple) else ()
        wanted = self.applicants or own
        if not wanted:
            return Truth.TRUE
        told = part.applicant_class
        return Truth.UNKNOWN if isinstance(told, NotStated) else Truth.of(told in wanted)

    def _leads(self, structure: Structure, part: PoolAllocation) -> Truth:
        if self.lead is None:
            return Truth.TRUE
        if isinstance(part.lead, NotStated):
            return Truth.UNKNOWN
        return Truth.of(stands_for(structure.node(part.lead), self.lead))
