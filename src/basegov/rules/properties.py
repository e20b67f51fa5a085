"""A rule over what the fields of nodes say: that each of them has, or is, something."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.errors import NotFoundError, Suggestion
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NotStated, Truth


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@rule(en="has what is asked", zh="要素齐备")
@attrs.frozen(kw_only=True)
class HasProperties(NodeRule):
    """Every selected node must have, or be, what some of its fields tell.

    Predicate: for each field f, ``f(node)`` is there: a flag is true, another value is neither absent (None) nor empty.
    *Undetermined* while a field is not stated.

    Parameters
    ----------
    of : Selector
        The nodes.
    fields : tuple of str
        The fields.

    Notes
    -----
    Used by BA-080 (property management of estates is rated by stars, on the basis of a convention).
    """

    of: Selector = attrs.field(converter=as_selector)
    fields: tuple[str, ...] = attrs.field(converter=_words)

    @property
    def selector(self) -> Selector:
        """The nodes."""
        return self.of

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("properties_lacking", "set", Text("what is lacking", "缺少的要素"))

    @property
    def requirement(self) -> Requirement:
        """Nothing of what is asked."""
        return NoneOf(Text(f"lack of {say(self.fields, 'en')}", f"{say(self.fields, 'zh')}的缺失"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the fields in which the node has nothing."""
        known, possible, missing, evidence = [], [], [], []
        for field in self.fields:
            answer, value = self._has(node, field)
            if answer is Truth.FALSE:
                known.append(Text(field, field))
            elif answer is Truth.UNKNOWN:
                possible.append(Text(field, field))
                missing.append(Missing(node.id, field, Text(f"the {field} of {node.label}", f"{node.label}的 {field}")))
            else:
                words = Text(f"{field}: {say(value, 'en')}", f"{field}：{say(value, 'zh')}")
                evidence.append(Evidence(words, node.source_of(field)))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing), evidence=tuple(evidence)
        )

    def _has(self, node: Node, field: str) -> tuple[Truth, Any]:
        if field not in attrs.fields_dict(type(node)):
            hint = Suggestion.build(field, attrs.fields_dict(type(node)))
            raise NotFoundError([NO_SUCH_FIELD(kind=kind_label(self.of.kind), field=field, hint=hint)])
        value = getattr(node, field)
        if isinstance(value, NotStated):
            return Truth.UNKNOWN, value
        return Truth.of(not (value is None or value is False or value == ())), value
