"""Rules over rights: who must be able to do what over whom, and how strongly."""

from __future__ import annotations

import attrs

from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.powers import Right
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, stands_for
from basegov.terms import Strength
from basegov.texts import Text
from basegov.values import NotStated, Truth


@rule(en="right of a holder", zh="权利主体")
@attrs.frozen(kw_only=True)
class HoldsRight(NodeRule):
    """A holder must have a right in a matter over each object, at least of a certain strength.

    Predicate: ``right(holder, matter, object) >= at_least`` on the partial order of strengths, for some holder of the
    kind. *Undetermined* while no right is recorded and the rights are not declared to be listed completely, or while
    the recorded strength may lie on either side ("granted" is at least a recommendation, and may be a decision).

    Parameters
    ----------
    holder : str
        Kind of holder, such as ``street``.
    role : Role, optional
        The part it must play for the object, such as ``street``: its own.
    matter : str
        In what: ``appoint_remove``, ``appraise``, ``reward_punish``, ``daily_work`` ...
    over : Selector
        Over whom or what.
    at_least : Strength
        The strength required; ``recommend`` where a text gives a right without a strength.

    Notes
    -----
    Used by GL-031 to GL-033, XZ-069 and XZ-070.
    """

    holder: str
    matter: str
    over: Selector = attrs.field(converter=as_selector)
    at_least: Strength = attrs.field(converter=Strength)
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))

    @property
    def selector(self) -> Selector:
        """The objects."""
        return self.over

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
        who = None if self.role is None else players(structure, node.id, self.role)
        rights = [
            r for r in structure.where(Right, over=node.id, matter=self.matter)
            if stands_for(structure.node(r.holder), self.holder) and (not who or r.holder in who)
        ]  # fmt: skip
        answers = [
            Truth.UNKNOWN if isinstance(r.strength, NotStated) else r.strength.at_least(self.at_least) for r in rights
        ]
        listed = any(i.complete is True for i in structure.where(Inventory, scope=node.id, of="right"))
        answer = Truth.any([*answers, Truth.FALSE if listed else Truth.UNKNOWN])
        label = kind_label(self.holder)
        missing = Missing(
            node.id, "right",
            Text(
                f"the strength of the right of the {label.en} in {self.matter} over {node.label}",
                f"{label.zh}对{node.label}在 {self.matter} 事项上的权利强度",
            ),
        )  # fmt: skip
        evidence = tuple(
            Evidence(
                Text(
                    f"{structure.node(r.holder).label}: {r.strength.text('en')}",
                    f"{structure.node(r.holder).label}：{r.strength.text('zh')}",
                ),
                r.source,
            )
            for r in rights
        )
        return Measurement(value=answer, missing=(missing,) if answer is Truth.UNKNOWN else (), evidence=evidence)
