"""Rules over certificates: what may be demanded, and that nothing is demanded in a circle."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from basegov.reforms.changes import Change
from basegov.rules.applications import Application, own_duty
from basegov.rules.functions import Findings
from basegov.rules.items import ANY_LIST
from basegov.rules.listing import NO, Found, ListsInForce, flag
from basegov.rules.nodes import SilenceRule, unstated_fields
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.certificates import CertificateDemand, CertificateItem, certificate_cycles
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth

ANY_CERTIFICATE = Selector(kind="certificate_item")
_UNRECORDED = Text("certificates demanded that are not recorded", "未载明的出证要求")
Objection = tuple[Text, Found]


@rule(en="only admissible certificates demanded", zh="不得违规要求出证")
@attrs.frozen(kw_only=True)
class CertificateDemands(SilenceRule):
    """A certificate may be demanded of a unit only when it is on its list and not the demander's to verify.

    Predicate: for every demand of a certificate c by d of u, ``c in list(u) and not own_verification(c, d)`` (and,
    where the clause says so, ``not odd(c)``). *Undetermined* while the list, whose duty the verification is, or further
    demands are not recorded; a demand that is known to be wrong is a violation however much else is unknown. Units of
    which no demand is recorded are answered together.

    Parameters
    ----------
    unit : Selector
        Of whom the certificates are demanded.
    demander : Selector, optional
        Whose demands are judged; everybody's when it is left out.
    lists : Selector, optional
        The lists on one of which the certificate must stand.
    bars_own_verification : bool
        Whether a certificate of what the demander must verify itself may not be demanded.
    bars_odd : bool
        Whether one that was found to be odd may not be demanded.

    Notes
    -----
    Used by WH-073 and WH-076 (nothing within the own verification of departments, enterprises or social
    organisations), and WH-077 for odd certificates.
    """

    unit: Selector = attrs.field(converter=as_selector)
    demander: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))
    lists: Selector = attrs.field(default=ANY_LIST, converter=as_selector)
    bars_own_verification: bool = True
    bars_odd: bool = False

    @property
    def selector(self) -> Selector:
        """Those of whom certificates are demanded."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """The demands that are not admissible."""
        return Measure("inadmissible_certificates", "set", Text("certificates wrongly demanded", "违规要求出具的证明"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("certificate wrongly demanded", "违规要求出具的证明"))

    def is_silent(self, structure: Structure, node: Node) -> bool:
        """Whether no demand is recorded, and nothing says that there is none."""
        return not demands_of(structure, node) and not lists_all_about(structure, node.id, "certificate_demand")

    def silence(self, structure: Structure, nodes: tuple[Node, ...]) -> Measurement:
        """Return that it is not known which certificates are demanded of some units."""
        en, zh = self.unit.text("en"), self.unit.text("zh")
        words = Text(
            f"which certificates are demanded of {len(nodes)} nodes ({en})", f"要求 {len(nodes)} 个{zh}各出具哪些证明"
        )
        value = SetValue((), (_UNRECORDED,))
        return Measurement(value=value, missing=(Missing(structure.id, "certificate_demands", words),))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the demands of one unit that are, or may be, inadmissible."""
        found = Findings()
        for demand in demands_of(structure, node):
            judged = self._is_judged(structure, demand)
            for words, objection in self.objections(structure, demand):
                answer = Found.all([judged, objection])
                found.add(answer.truth, words)
                if answer.truth is Truth.UNKNOWN:
                    found.missing += answer.missing
                elif answer.truth is Truth.TRUE:
                    found.evidence.append(Evidence(demand_words(structure, demand), demand.source))
        if not lists_all_about(structure, node.id, "certificate_demand"):
            words = Text(f"which further certificates are demanded of {node.label}", f"还要求{node.label}出具哪些证明")
            found.add(Truth.UNKNOWN, _UNRECORDED, Missing(node.id, "certificate_demands", words))
        return found.measurement

    def _is_judged(self, structure: Structure, demand: CertificateDemand) -> Found:
        if self.demander is None:
            return Found(Truth.TRUE)
        demander = structure.node(demand.demander)
        answer, fields = self.demander.match(structure, demander)
        return Found(answer, unstated_fields(demander, fields))

    def objections(self, structure: Structure, demand: CertificateDemand) -> Iterator[Objection]:
        """Yield what can be said against a demand, with whether it is so."""
        item, unit = structure.node(demand.item), structure.node(demand.receiver)
        if not isinstance(item, CertificateItem):
            return
        who = structure.node(demand.demander).label
        listed = ListsInForce.build(structure, self.lists).listed(item, unit)
        yield Text(f"{item.label}: not on the list", f"“{item.label}”：未列入清单"), listed.negated
        if self.bars_own_verification:
            words = Text(
                f"{item.label}: to be verified by {who} itself", f"“{item.label}”：属{who}自身核查职责"
            )  # fmt: skip
            yield words, own_verification(structure, demand, item)
        if self.bars_odd:
            missing = Missing(item.id, "odd", Text(f"whether {item.label} is odd", f"“{item.label}”是否属奇葩证明"))
            yield Text(f"{item.label}: odd", f"“{item.label}”：奇葩证明"), flag(item.odd, lambda: missing)

    def admits(self, structure: Structure, demand: CertificateDemand) -> Truth:
        """Say whether one demand is admissible."""
        return Truth.any(found.truth for _, found in self.objections(structure, demand)).negated


def demands_of(structure: Structure, node: Node) -> tuple[CertificateDemand, ...]:
    """Return what is recorded of the certificates demanded of a unit."""
    return structure.where(CertificateDemand, receiver=node.id)


def demand_words(structure: Structure, demand: CertificateDemand) -> Text:
    """Return a demand in words."""
    who, item, unit = (structure.node(id_).label for id_ in (demand.demander, demand.item, demand.receiver))
    return Text(f"{who} demands {item} of {unit}", f"{who}要求{unit}出具“{item}”")


def own_verification(structure: Structure, demand: CertificateDemand, item: CertificateItem) -> Found:
    """Say whether the demander must verify itself what it demands: it says so, or it is a duty of its own."""
    if not isinstance(demand.own_verification, NotStated):
        return Found(Truth.of(demand.own_verification))
    if item.duty_of == ():
        return NO
    unit, demander = structure.node(demand.receiver), structure.node(demand.demander)
    return own_duty(
        Application(
            structure=structure, id=item.id, subject=subject_of(item, unit), item=item, receiver=unit, sender=demander
        )
    )


@rule(en="no circular certificates", zh="无循环证明")
@attrs.frozen(kw_only=True)
class NoCircularCertificates(Rule):
    """No certificate may hang on itself, directly or through others.

    Predicate: the graph of what each certificate requires, and of what is demanded for which purpose, has no circle; a
    circle that there is is named. *Undetermined* while it is not stated what a certificate requires or for what one is
    demanded, or while certificates are not listed.

    Parameters
    ----------
    certificates : Selector
        The certificates of which it must be known that they are all listed.

    Notes
    -----
    Used by WH-077 (circular certificates).
    """

    certificates: Selector = attrs.field(default=ANY_CERTIFICATE, converter=as_selector)

    @property
    def scope(self) -> Scope:
        """The structure as a whole."""
        return Scope(None, Text("the structure as a whole", "整个结构"))

    @property
    def measure(self) -> Measure:
        """The circles."""
        return Measure("circular_certificates", "set", Text("circles of certificates", "循环证明"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("certificates in a circle", "循环证明"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the circles, and what leaves it open whether there are more."""
        structure = world if isinstance(world, Structure) else world.after
        found = Findings()
        for cycle in certificate_cycles(structure):
            names = [structure.node(id_).label for id_ in (*cycle, cycle[0])]
            found.add(Truth.TRUE, Text(" → ".join(names), " → ".join(names)))
            item = structure.node(cycle[0])
            found.evidence.append(Evidence(Text(f"what {names[0]} requires", f"“{names[0]}”的前置证明"), item.source))
        for item in structure.records(CertificateItem):
            if isinstance(item.requires, NotStated):
                words = Text(f"which certificates {item.label} requires", f"“{item.label}”须以哪些证明为前提")
                found.add(Truth.UNKNOWN, Text(item.label, item.label), Missing(item.id, "requires", words))
        for demand in structure.records(CertificateDemand):
            if isinstance(demand.purpose, NotStated):
                said = demand_words(structure, demand)
                words = Text(f"for what purpose {said.en}", f"{said.zh}的用途")
                label = structure.node(demand.item).label
                found.add(Truth.UNKNOWN, Text(label, label), Missing(demand.item, "purpose", words))
        if self.certificates.most_unlisted(structure).high != 0:
            words = Text("the certificates that are not listed", "未列出的证明事项")
            found.add(Truth.UNKNOWN, words, Missing(structure.id, "certificate_items", words))
        yield Subject(structure.id, structure.name.in_("zh")), found.measurement
