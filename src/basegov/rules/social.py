"""Rules over services that governments buy: what is bought from whom, that more is bought, targets by a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import attrs

from basegov.dates import Date
from basegov.quantities import Difference, Number, Yuan
from basegov.reforms.changes import Change
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule, as_meant, meant_by, unstated_fields
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Judges, Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.figures import UnitFigure, figure_of
from basegov.structure.funds import NOT_NEGATIVE
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector, is_meant
from basegov.structure.snapshot import Structure
from basegov.structure.social import ServicePurchase, all_purchases_listed, last_purchase_year, purchased
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words

_ORGANISATION = Selector(kind="social_organisation")


@rule(en="services bought from organisations", zh="政府购买、社会组织承办")
@attrs.frozen(kw_only=True)
class ServicesPurchased(NodeRule):
    """Whoever is selected must buy certain services, and organisations of a kind must carry them out.

    Predicate: for each service, there is a purchase whose provider is one of those selected. *Undetermined* while the
    provider of a purchase is not stated, or purchases may be missing (an `Inventory` of ``service_purchase``).

    Parameters
    ----------
    buyer : Selector
        Who buys.
    services : tuple of str
        What: ``training``, ``posts``, ``projects``.
    provider : Selector
        Who carries it out.

    Notes
    -----
    Used by WH-060 (training, posts and projects are bought by the government and carried out by social organisations).
    """

    buyer: Selector = attrs.field(converter=as_selector)
    services: tuple[str, ...] = attrs.field(converter=as_words)
    provider: Selector = attrs.field(default=_ORGANISATION, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The buyers."""
        return self.buyer

    @property
    def measure(self) -> Measure:
        """The services that are not bought so."""
        words = Text("services not bought from such organisations", "未由此类组织承办的服务")
        return Measure("services_not_purchased", "set", words)

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("service not bought from such an organisation", "未由此类组织承办的服务"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the services that a buyer does not buy from such organisations."""
        found = Findings()
        listed = all_purchases_listed(structure, node.id)
        for service in self.services:
            bought = [p for p in structure.where(ServicePurchase, buyer=node.id) if p.service == service]
            answers = [self._carried_out(structure, purchase) for purchase in bought]
            has = Truth.any([*answers, Truth.FALSE if listed else Truth.UNKNOWN])
            words = Text(f"from whom {node.label} buys {service}", f"{node.label}向谁购买 {service}")
            found.add(has.negated, Text(service, service), Missing(node.id, "service_purchases", words))
            found.evidence += [
                Evidence(Text(f"{node.label} buys {service}", f"{node.label}购买 {service}"), p.source) for p in bought
            ]
        return found.measurement

    def _carried_out(self, structure: Structure, purchase: ServicePurchase) -> Truth:
        if isinstance(purchase.provider, NotStated):
            return Truth.UNKNOWN
        return is_meant(self.provider, structure, structure.node(purchase.provider))


@rule(en="more services bought", zh="购买服务力度加大")
@attrs.frozen(kw_only=True)
class PurchaseRises(Rule):
    """A change must raise the amount for which services are bought.

    Predicate: ``purchased(last year after) > purchased(last year before)``; no number need be stated. *Undetermined*
    while amounts or years that decide are not stated (a purchase without a year may be of a later one than the others),
    or purchases may be missing (an `Inventory` of ``service_purchase``).

    Parameters
    ----------
    buyer : Selector
        Who buys.

    Notes
    -----
    Used by HZ-067 (the government buys more services from social organisations).
    """

    buyer: Selector = attrs.field(converter=as_selector)

    judges: ClassVar[Judges] = "change"

    @property
    def scope(self) -> Scope:
        """Each buyer."""
        return Scope(self.buyer, Text(self.buyer.text("en"), self.buyer.text("zh")))

    @property
    def measure(self) -> Measure:
        """By how much it rises."""
        return Measure("purchase_change", "yuan", Text("change in services bought in a year", "年度购买服务金额变化"))

    @property
    def requirement(self) -> Requirement:
        """It rises."""
        return Bound(Difference.build(0, None, low_open=True, kind=Yuan))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield by how much each buyer buys more."""
        if isinstance(world, Structure):
            return
        for node, unstated in meant_by(self.buyer, world.after):
            if node.id not in world.before:
                continue
            then, now = (_bought(side, node.id) for side in (world.before, world.after))
            change = now.minus(then)
            words = Text(
                f"for how much {node.label} bought services before and after", f"{node.label}变更前后购买服务的金额"
            )
            missing = () if change.is_exact else (Missing(node.id, "service_purchases", words),)
            detail = Text(
                f"before {then.text('en')}, after {now.text('en')}", f"之前 {then.text('zh')}，之后 {now.text('zh')}"
            )
            yield subject_of(node), as_meant(Measurement(value=change, missing=missing, detail=detail), unstated)


def _bought(structure: Structure, buyer: str) -> Yuan:
    """Return for how much services were bought in the last year, which a purchase without a year may be in, or make."""
    if not all_purchases_listed(structure, buyer):
        return NOT_NEGATIVE
    year = last_purchase_year(structure, buyer)
    undated = [p.amount for p in structure.where(ServicePurchase, buyer=buyer) if isinstance(p.year, NotStated)]
    perhaps = [NOT_NEGATIVE if isinstance(amount, NotStated) else amount for amount in undated]
    known = Yuan.total(perhaps) if year is None else purchased(structure, buyer, year)
    return Yuan.between(min(one.low or 0 for one in (known, *perhaps)), known.high)


@rule(en="target by a day", zh="限期目标")
@attrs.frozen(kw_only=True)
class FigureByDate(NodeRule):
    """A figure of every selected unit must reach a target by a day.

    Predicate: ``figure(u) >= target``. What is reached is *met* on any day; what is not is *not applicable* up to the
    last day (not due yet) and *violated* after it (missed). *Undetermined* while the figure is not stated well enough,
    or the day of asking is not known and decides.

    Parameters
    ----------
    unit : Selector
        The units.
    figure : str
        The figure, as a word for data: ``supported_projects``, ``charity_funds``.
    at_least : Number
        The target: ``50``, or ``> 100`` where it has to be passed.
    by : Date
        The last day, month or year in which it may be reached.

    Notes
    -----
    Used by BA-122 (at least 50 supported projects by 2020) and BA-123 (more than 100 charity funds by 2020).
    """

    unit: Selector = attrs.field(converter=as_selector)
    figure: str
    at_least: Number = attrs.field(converter=Number)
    by: Date = attrs.field(converter=Date)

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """The figure."""
        return Measure("figure", "number", Text(f"figure {self.figure}", f"指标 {self.figure}"))

    @property
    def requirement(self) -> Requirement:
        """The target."""
        return Bound(self.at_least.upwards())

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the figure of a unit, as on the day of the structure."""
        return self.found_on(structure, node, structure.date)

    def found_on(self, structure: Structure, node: Node, day: Date | NotStated) -> Measurement:
        """Return the figure of a unit, with whether the target is due on a day."""
        value = figure_of(structure, node, self.figure)
        words = Text(f"{self.figure} of {node.label}", f"{node.label}的 {self.figure}")
        missing = [] if value.is_exact else [Missing(node.id, self.figure, words)]
        row = structure.find_record(UnitFigure, (UnitFigure, node.id, self.figure))
        told = Text(f"{self.figure}: {value.text('en')}", f"{self.figure}：{value.text('zh')}")
        evidence = () if row is None else (Evidence(told, row.source),)
        applies, detail = Truth.TRUE, None
        reached = self.requirement.judge(value)
        if reached is not Truth.TRUE:
            due = self.is_due(day)
            # what is reached before it is due is met: while that is open, so is whether the target applies
            applies = Truth.any([reached, due])
            if due is Truth.FALSE:
                detail = Text(f"not due yet: by {self.by.text('en')}", f"尚未到期：期限为 {self.by.text('zh')}")
            elif due is Truth.UNKNOWN:
                asked = Text("the exact day for which this is asked", "所问的确切日期")
                missing.append(Missing(structure.id, "date", asked))
        return Measurement(value=value, missing=tuple(missing), evidence=evidence, applies=applies, detail=detail)

    def is_due(self, day: Date | NotStated) -> Truth:
        """Say whether the last day is over on a day."""
        if isinstance(day, NotStated):
            return Truth.UNKNOWN
        if day.first > self.by.last:
            return Truth.TRUE
        return Truth.FALSE if day.last <= self.by.last else Truth.UNKNOWN

    def measurements_on(
        self, world: Structure | Change, day: Date | NotStated
    ) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the figure of each unit, asked on a day."""
        structure = world if isinstance(world, Structure) else world.after
        selection = self.unit.select(structure)
        for node in selection.sure:
            yield subject_of(node), self.found_on(structure, node, day)
        for node, fields in selection.unsure:
            found = self.found_on(structure, node, day)
            applies = Truth.all([found.applies, Truth.UNKNOWN])
            yield subject_of(node), attrs.evolve(
                found, applies=applies, missing=(*unstated_fields(node, fields), *found.missing)
            )  # fmt: skip
