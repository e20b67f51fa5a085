"""Rules over management: who has to manage whom, in which dimensions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.management import Dimension, Management
from basegov.structure.records import Node, kind_label, kinds_of
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import Truth


def _dimensions(value: Iterable[Any]) -> tuple[Dimension, ...]:
    return tuple(Dimension(dimension) for dimension in value)


def managers(structure: Structure, subject: str) -> dict[Dimension, Management]:
    """Return the recorded management of a subject by dimension."""
    return {m.dimension: m for m in structure.where(Management, subject=subject)}


@attrs.frozen(kw_only=True)
class ManagementRule(NodeRule):
    """What rules over management have in common.

    Parameters
    ----------
    subject : Selector
        Who is managed.
    """

    subject: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The subjects."""
        return self.subject


@rule(en="manager by dimension", zh="分项管理主体")
@attrs.frozen(kw_only=True)
class ManagedBy(ManagementRule):
    """Subjects must be managed by a certain manager in certain dimensions.

    Predicate: for each dimension d named, ``manager(subject, d)`` is of the kind (and plays the role). *Undetermined*
    while the manager of a dimension is not stated and none that is stated is another one.

    Parameters
    ----------
    dimensions : tuple of Dimension
        In which dimensions.
    manager : str
        Kind of manager, such as ``street``.
    role : Role, optional
        The part it must play for the subject, such as ``street``: its own street, not any.

    Notes
    -----
    Used by XZ-017 (daily work of the cleaning team) and HZ-045 to HZ-051 (offices re-hung on chosen dimensions).
    """

    dimensions: tuple[Dimension, ...] = attrs.field(converter=_dimensions)
    manager: str
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))

    @property
    def measure(self) -> Measure:
        """The dimensions that somebody else manages."""
        who = kind_label(self.manager)
        named_en = ", ".join(d.text("en") for d in self.dimensions)
        named_zh = "、".join(d.text("zh") for d in self.dimensions)
        return Measure(
            "dimensions_managed_by_others", "set",
            Text(f"dimensions ({named_en}) not managed by its {who.en}", f"不由{who.zh}管理的方面（{named_zh}）"),
        )  # fmt: skip

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        who = kind_label(self.manager)
        return NoneOf(Text(f"dimension managed by another than the {who.en}", f"由{who.zh}以外的主体管理的方面"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the dimensions that another manages, and those whose manager is not stated."""
        recorded = managers(structure, node.id)
        wanted = players(structure, node.id, self.role) if self.role is not None else None
        known, possible, missing, evidence = [], [], [], []
        for dimension in self.dimensions:
            management = recorded.get(dimension)
            words = Text(dimension.text("en"), dimension.text("zh"))
            if management is None:
                possible.append(words)
                missing.append(
                    Missing(
                        node.id, dimension.value,
                        Text(f"who manages the {words.en} of {node.label}", f"{node.label}的{words.zh}由谁管理"),
                    )
                )  # fmt: skip
                continue
            manager = structure.node(management.manager)
            evidence.append(
                Evidence(Text(f"{words.en}: {manager.label}", f"{words.zh}：{manager.label}"), management.source)
            )
            is_kind = self.manager in kinds_of(type(manager))
            if not is_kind or (wanted and manager.id not in wanted):
                known.append(Text(f"{words.en} ({manager.label})", f"{words.zh}（{manager.label}）"))
            elif wanted == ():
                possible.append(words)
                missing.append(
                    Missing(node.id, "role", Text(f"the {self.manager} of {node.label}", f"{node.label}的所属单位"))
                )
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing), evidence=tuple(evidence)
        )


@rule(en="dual management", zh="双重管理")
@attrs.frozen(kw_only=True)
class DualManagement(ManagementRule):
    """Both sides must manage something: the host unit and the principal each hold at least one dimension.

    Predicate: ``host in managers(subject) and principal in managers(subject)``. *Undetermined* while host or principal
    is not stated, or while a side that is not recorded could hold a dimension whose manager is not stated.

    Notes
    -----
    Used by XZ-066, XZ-067 and GL-026.
    """

    @property
    def measure(self) -> Measure:
        """Whether both sides hold a dimension."""
        return Measure("both_sides_manage", "truth", Text("both sides manage", "双方均承担管理"))

    @property
    def requirement(self) -> Requirement:
        """They do."""
        return Holds(
            Text(
                "host and principal both hold a dimension of management",
                "所在单位与派出部门各至少承担一个方面的管理",
            ),
            "one_side_only",
        )

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether both sides hold a dimension, as far as the record says."""
        recorded = managers(structure, node.id)
        unstated = [d for d in Dimension if d not in recorded]
        held = {m.manager for m in recorded.values()}
        answers, missing, without = [], [], 0
        for role in (Role.HOST, Role.PRINCIPAL):
            sides = players(structure, node.id, role)
            if held.intersection(sides):
                answers.append(Truth.TRUE)
                continue
            answers.append(Truth.UNKNOWN if not sides or unstated else Truth.FALSE)
            without += bool(sides)
            words = Text(role.text("en"), role.text("zh"))
            missing.append(
                Missing(
                    node.id, role.value,
                    Text(f"a dimension of {node.label} held by its {words.en}", f"{node.label}由{words.zh}管理的方面"),
                )
            )  # fmt: skip
        evidence = tuple(
            Evidence(
                Text(
                    f"{m.dimension.text('en')}: {structure.node(m.manager).label}",
                    f"{m.dimension.text('zh')}：{structure.node(m.manager).label}",
                ),
                m.source,
            )
            for m in recorded.values()
        )
        too_few = without > len(unstated)  # what is still open cannot be held by both sides
        value = Truth.FALSE if too_few else Truth.all(answers)
        return Measurement(value=value, missing=tuple(missing), evidence=evidence)
