"""Rules over who disposes of money: pooled funds, budget units, accounts of one's own."""

from __future__ import annotations

import attrs

from basegov.rules.functions import Findings
from basegov.rules.funds import FundRule, evidence_of
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Measurement, Missing
from basegov.structure.functions import about, lists_all_about
from basegov.structure.funds import AccountKeeping, Funding
from basegov.structure.records import Node, kinds_of
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import stands_for
from basegov.texts import Text
from basegov.values import NotStated, Truth


@rule(en="funds pooled", zh="经费打包统筹")
@attrs.frozen(kw_only=True)
class FundsPooled(FundRule):
    """No money of a unit may be tied to a use by its payer, and a certain body must decide on what it is spent.

    Predicate, for each flow of the year: ``not earmarked and spender is of the kind``. *Undetermined* while a flow does
    not say whether it is earmarked or who spends it, or while none is recorded and flows are not all listed.

    Parameters
    ----------
    spender : str, optional
        Who has to decide: a node, or a kind of body such as ``party_organ``. Left out: only earmarks are barred.

    Notes
    -----
    Used by BA-032 (funds that departments earmarked are packaged to the community party committee).
    """

    spender: str | None = None

    @property
    def measure(self) -> Measure:
        """What is not pooled."""
        return Measure("not_pooled", "set", Text("funds not pooled", "未打包统筹的经费"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("funds not pooled", "未打包统筹的经费"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the flows that are earmarked or that others spend."""
        found = Findings()
        flows = self.flows(structure, node.id)
        found.evidence += evidence_of(flows, structure)
        for flow in flows:
            words = Text(f"{flow.purpose} ({flow.year})", f"{flow.purpose}（{flow.year}）")
            free = Truth.of(flow.earmarked).negated
            open_ = Text(f"earmark and spender of {words.en}", f"{words.zh}是否专款及由谁支配")
            kept = Truth.all([free, self._spends(structure, flow)])
            found.add(kept.negated, words, Missing(node.id, "spender", open_))
        if not flows and not lists_all_about(structure, node.id, "funding"):
            words = Text(f"the funds of {node.label}", f"{node.label}的经费")
            found.add(Truth.UNKNOWN, words, Missing(node.id, "funding", words))
        return found.measurement

    def _spends(self, structure: Structure, flow: Funding) -> Truth:
        if self.spender is None:
            return Truth.TRUE
        if isinstance(flow.spender, NotStated):
            return Truth.UNKNOWN
        if self.spender in structure:
            return Truth.of(flow.spender == self.spender)
        structure.classes(self.spender)
        spender = structure.node(flow.spender)
        return Truth.of(stands_for(spender, self.spender) or self.spender in kinds_of(type(spender)))


@rule(en="budget of its own", zh="独立预算与核算")
@attrs.frozen(kw_only=True)
class HasOwnBudget(NodeRule):
    """A unit or body must be a budget unit, keep its own accounts, or both.

    Predicate: ``budget_unit(x)`` and ``keeper(x) = x``, as far as they are asked for. *Undetermined* while that is not
    stated, or while nothing is recorded and not every keeping of accounts is listed.

    Parameters
    ----------
    unit : Selector
        Whose budget.
    budget_unit : bool
        Whether it has to be a budget unit.
    accounts : bool
        Whether it has to keep its own accounts.

    Notes
    -----
    Used by BA-030 (the community party committee is a budget unit) and XZ-061 (the street keeps its own accounts).
    """

    unit: Selector = attrs.field(converter=as_selector)
    budget_unit: bool = False
    accounts: bool = False

    @property
    def selector(self) -> Selector:
        """Whose budget."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("budget_lacking", "set", Text("what is lacking to a budget of its own", "独立预算与核算的欠缺"))

    @property
    def requirement(self) -> Requirement:
        """Nothing is."""
        return NoneOf(Text("lack of a budget of its own", "独立预算与核算的欠缺"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what a unit lacks."""
        found = Findings()
        kept = [r for r in about(structure, AccountKeeping, "unit", node.id) if isinstance(r, AccountKeeping)]
        silent = Truth.FALSE if lists_all_about(structure, node.id, "account_keeping") else Truth.UNKNOWN
        if self.budget_unit:
            answer = Truth.of(kept[0].budget_unit) if kept else silent
            words = Text(f"{node.label} as a budget unit", f"{node.label}作为预算单位")
            found.add(answer.negated, words, Missing(node.id, "budget_unit", words))
        if self.accounts:
            answer = silent
            if kept:
                keeper = kept[0].keeper
                answer = Truth.UNKNOWN if isinstance(keeper, NotStated) else Truth.of(keeper in (node.id, kept[0].unit))
            words = Text(f"accounts kept by {node.label} itself", f"{node.label}自行核算")
            found.add(answer.negated, words, Missing(node.id, "keeper", words))
        return found.measurement
