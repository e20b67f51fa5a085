"""A rule over responsible persons: each is bound by a paper that is signed, published and recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.rules.functions import Findings
from basegov.rules.nodes import SilenceRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.bindings import BindingStep, ResponsibilityBinding, all_bindings_listed, bindings_of
from basegov.structure.functions import what_is_listed_about
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector, is_meant
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth

_NO_BINDING = Text("a binding", "签订责任落实书")


def _steps(value: str | Iterable[Any]) -> tuple[BindingStep, ...]:
    return tuple(BindingStep(step) for step in ((value,) if isinstance(value, str) else value))


@rule(en="responsible persons bound", zh="主体责任绑定到位")
@attrs.frozen(kw_only=True)
class BindingComplete(SilenceRule):
    """Every responsible person must be bound, and each binding complete.

    Predicate: there is a binding of p, and for every binding of p and every step asked for, the step was done; with
    `holder`, the paper is signed with such a body. *Undetermined* while none is recorded and bindings are not all
    listed (an `Inventory` of ``responsibility_binding``), while such an inventory says that some are not, or while a
    step is not stated. Those of whom nothing is recorded are answered together.

    Parameters
    ----------
    of : Selector
        The responsible persons.
    steps : tuple of BindingStep
        The steps: ``signed``, ``published``, ``recorded``.
    holder : Selector, optional
        With whom the paper has to be signed.

    Notes
    -----
    Used by BA-077 (a paper signed with the community party committee, performance published in the community and
    entered in the integrity system).
    """

    of: Selector = attrs.field(converter=as_selector)
    steps: tuple[BindingStep, ...] = attrs.field(default=tuple(BindingStep), converter=_steps)
    holder: Selector | None = attrs.field(default=None, converter=attrs.converters.optional(as_selector))

    @property
    def selector(self) -> Selector:
        """The responsible persons."""
        return self.of

    @property
    def measure(self) -> Measure:
        """What is lacking of their bindings."""
        return Measure(
            "binding_steps_lacking", "set", Text("steps of the binding that are lacking", "未完成的绑定环节")
        )

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("step of the binding that is lacking", "未完成的绑定环节"))

    def is_silent(self, structure: Structure, node: Node) -> bool:
        """Whether no binding is recorded, and nothing says that there is none."""
        return not bindings_of(structure, node.id) and not all_bindings_listed(structure, node.id)

    def silence(self, structure: Structure, nodes: tuple[Node, ...]) -> Measurement:
        """Return that it is not known how some people are bound."""
        words = Text(
            f"how {len(nodes)} nodes ({self.of.text('en')}) are bound",
            f"{len(nodes)} 个{self.of.text('zh')}的责任绑定情况",
        )
        return Measurement(
            value=SetValue((), (_NO_BINDING,)), missing=(Missing(structure.id, "responsibility_bindings", words),)
        )

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is lacking of the bindings of one responsible person."""
        found = Findings()
        bindings = bindings_of(structure, node.id)
        if not bindings:
            lacking = Truth.TRUE if all_bindings_listed(structure, node.id) else Truth.UNKNOWN
            words = Text(f"how {node.label} is bound", f"{node.label}的责任绑定情况")
            found.add(lacking, _NO_BINDING, Missing(node.id, "responsibility_bindings", words))
        for binding in bindings:
            self._one(structure, node, binding, found)
        if bindings and what_is_listed_about(structure, node.id, "responsibility_binding") is False:
            words = Text(f"bindings of {node.label} that are not listed", f"{node.label}未列出的责任绑定")
            found.add(Truth.UNKNOWN, words, Missing(node.id, "responsibility_bindings", words))
        return found.measurement

    def _one(self, structure: Structure, node: Node, binding: ResponsibilityBinding, found: Findings) -> None:
        for step in self.steps:
            words = Text(
                f"whether the binding of {node.label} is {step.value}", f"{node.label}是否完成“{step.text('zh')}”"
            )
            found.add(
                binding.has(step).negated, Text(step.text("en"), step.text("zh")), Missing(node.id, step.value, words)
            )  # fmt: skip
        if self.holder is not None:
            words = Text(f"with whom the paper of {node.label} is signed", f"{node.label}与谁签订责任落实书")
            wrong = Text("signed with such a body", "与规定主体签订")
            found.add(self._held(structure, binding).negated, wrong, Missing(node.id, "holder", words))
        found.evidence.append(Evidence(Text(f"the binding of {node.label}", f"{node.label}的责任绑定"), binding.source))

    def _held(self, structure: Structure, binding: ResponsibilityBinding) -> Truth:
        if self.holder is None or isinstance(binding.holder, NotStated):
            return Truth.UNKNOWN
        return is_meant(self.holder, structure, structure.node(binding.holder))
