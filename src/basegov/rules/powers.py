"""Rules over rights: who must be able to do what over whom, and how strongly."""

from __future__ import annotations

import attrs

from basegov.rules.listing import Found
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.powers import Right
from basegov.structure.records import Node, kind_label
from basegov.structure.rights import acts_as, all_rights_listed, reaches, rights_over
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.structure.units import stands_for
from basegov.terms import Strength
from basegov.texts import Text
from basegov.values import Truth, as_words


@attrs.frozen(kw_only=True)
class RightRule(NodeRule):
    """What rules over the rights of a kind of holder over each object have in common.

    Parameters
    ----------
    holder : str
        Kind of holder, such as ``street``.
    role : Role, optional
        The part it must play for the object, such as ``street``: its own. A body of that unit counts as the unit.
    each : bool
        Whether every node that plays the part must have the right (each community that a team serves), not any.
    over : Selector
        Over whom or what.
    object_scope : str, optional
        Over which part of the object: a rank of cadres, candidates, matters. Left out: over the whole.
    conditions : tuple of str, optional
        What is the case when the right is to be used (``insubordinate``; empty: nothing special); a right with a
        further condition is none then. Left out: a right counts whatever its conditions.
    without_consent : bool
        Whether it must be usable without the consent of anybody else.
    """

    holder: str
    over: Selector = attrs.field(converter=as_selector)
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))
    each: bool = False
    object_scope: str | None = None
    conditions: tuple[str, ...] | None = attrs.field(default=None, converter=attrs.converters.optional(as_words))
    without_consent: bool = False

    @property
    def selector(self) -> Selector:
        """The objects."""
        return self.over

    def ask(self, structure: Structure, node: Node, matter: str, wanted: Strength) -> Found:
        """Say whether the right in a matter over a node reaches a strength, and what is missing to know it."""
        who = None if self.role is None else players(structure, node.id, self.role)
        sides = [(one,) for one in who] if self.each and who else [who]
        answer = Truth.all(self._held(structure, node, matter, wanted, side) for side in sides)
        if answer is not Truth.UNKNOWN:
            return Found(answer)
        label = kind_label(self.holder)
        words = Text(
            f"the strength of the right of the {label.en} in {matter} over {node.label}",
            f"{label.zh}对{node.label}在 {matter} 事项上的权利强度",
        )
        return Found(answer, (Missing(node.id, "right", words),))

    def _held(
        self, structure: Structure, node: Node, matter: str, wanted: Strength, who: tuple[str, ...] | None
    ) -> Truth:
        answers = [
            Truth.all([
                self._is_meant(structure, right, who),
                reaches(right, wanted, conditions=self.conditions, without_consent=self.without_consent),
            ])
            for right in self._rights(structure, node, matter)
        ]  # fmt: skip
        return Truth.any([*answers, Truth.FALSE if all_rights_listed(structure, node.id) else Truth.UNKNOWN])

    def _rights(self, structure: Structure, node: Node, matter: str) -> tuple[Right, ...]:
        rights = rights_over(structure, node.id, matter, self.object_scope)
        return tuple(right for right in rights if stands_for(structure.node(right.holder), self.holder))

    def _is_meant(self, structure: Structure, right: Right, who: tuple[str, ...] | None) -> Truth:
        """Say whether the holder of a right plays the part; unknown while nobody is known to play it."""
        if who is None:
            return Truth.TRUE
        return acts_as(structure, right.holder, who) if who else Truth.UNKNOWN

    def evidence(self, structure: Structure, node: Node, matter: str) -> tuple[Evidence, ...]:
        """Return the recorded rights on which the answer rests."""
        who = None if self.role is None else players(structure, node.id, self.role)
        return tuple(
            right_evidence(structure, right)
            for right in self._rights(structure, node, matter)
            if self._is_meant(structure, right, who) is not Truth.FALSE
        )


def right_evidence(structure: Structure, right: Right) -> Evidence:
    """Return a recorded right as a fact."""
    holder, en, zh = structure.node(right.holder).label, right.strength.text("en"), right.strength.text("zh")
    return Evidence(Text(f"{holder}: {right.matter}, {en}", f"{holder}：{right.matter}，{zh}"), right.source)


@rule(en="right of a holder", zh="权利主体")
@attrs.frozen(kw_only=True)
class HoldsRight(RightRule):
    """A holder must have a right in a matter over each object, at least of a certain strength.

    Predicate: ``right(holder, matter, object) >= at_least`` on the partial order of strengths, for some holder of the
    kind. *Undetermined* while no right is recorded and the rights are not declared to be listed completely, while it is
    not known who plays the role, or while the recorded strength may lie on either side ("granted" is at least a
    recommendation, and may be a decision).

    Parameters
    ----------
    matter : str
        In what: ``appoint_remove``, ``appraise``, ``reward_punish``, ``daily_work`` ...
    at_least : Strength
        The strength required; ``recommend`` where a text gives a right without a strength.

    Notes
    -----
    Used by GL-031 to GL-033, XZ-069, XZ-070 (within the scope of section-level cadres, of the agencies of XZ-071),
    XZ-020 (each community that the team serves directs its daily work), BA-052 (under a condition).
    """

    matter: str
    at_least: Strength = attrs.field(converter=Strength)

    @property
    def measure(self) -> Measure:
        """Whether the right reaches the strength."""
        who = kind_label(self.holder)
        return Measure(
            "right_strength", "truth",
            Text(f"right of the {who.en} in {self.matter}", f"{who.zh}在 {self.matter} 事项上的权利"),
        )  # fmt: skip

    @property
    def requirement(self) -> Requirement:
        """It does."""
        who = kind_label(self.holder)
        return Holds(
            Text(
                f"the {who.en} has at least the right to {self.at_least.text('en')} in {self.matter}",
                f"{who.zh}在 {self.matter} 事项上至少享有{self.at_least.text('zh')}权",
            ),
            "right_too_weak",
        )

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether a holder has the right over the node."""
        answer = self.ask(structure, node, self.matter, self.at_least)
        evidence = self.evidence(structure, node, self.matter)
        return Measurement(value=answer.truth, missing=answer.missing, evidence=evidence)
