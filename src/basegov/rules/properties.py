"""Rules over what the fields of nodes say: that each of them has, or is, something; that a part of them does."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Count, Share
from basegov.rules.nodes import NodeRule, unstated_fields
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.services import bundle, share_of
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
    Used by BA-080 (property management of estates is rated by stars, on the basis of a convention) and BA-058 (service
    centres lie in the central area of their community).
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
        return has_field(node, field, self.of)


def has_field(node: Node, field: str, of: Selector) -> tuple[Truth, Any]:
    """Say whether a field of a node tells that something is there, with its value.

    Raises
    ------
    NotFoundError
        When nodes of the kind have no such field.
    """
    if field not in attrs.fields_dict(type(node)):
        hint = Suggestion.build(field, attrs.fields_dict(type(node)))
        raise NotFoundError([NO_SUCH_FIELD(kind=kind_label(of.kind), field=field, hint=hint)])
    value = getattr(node, field)
    if isinstance(value, NotStated):
        return Truth.UNKNOWN, value
    return Truth.of(not (value is None or value is False or value == ())), value


@rule(en="part that has what is asked", zh="具备要素的比例")
@attrs.frozen(kw_only=True)
class PropertyShare(NodeRule):
    """In each container, of some nodes a part must have, or be, what a field tells.

    Predicate: ``|{n : field(n)}| / |nodes| >= at_least``. A bundle counts with its number, exactly or with bounds.
    *Undetermined* while the field is not stated, or nodes may not be listed, as far as that decides; *not applicable*
    where there surely is no such node.

    Parameters
    ----------
    of : Selector
        The nodes.
    field : str
        The field: a flag that is true, another value that is neither absent (None) nor empty.
    at_least : Share
        Which part.
    unit : Selector
        The containers.

    Notes
    -----
    Used by BA-092 and BA-093 (all matters can be accepted, and approved, online).
    """

    of: Selector = attrs.field(converter=as_selector)
    field: str
    at_least: Share = attrs.field(converter=Share)
    unit: Selector = attrs.field(default=Selector(kind="district"), converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The containers."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """Which part has it."""
        of = self.of
        words = Text(f"part of {of.text('en')} with {self.field}", f"{of.text('zh')}中 {self.field} 的比例")
        return Measure("property_share", "share", words)

    @property
    def requirement(self) -> Requirement:
        """At least the share."""
        return Bound(Share.between(self.at_least.low, None))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the part of the nodes in one container."""
        inside = self.of if self.of.ids or self.of.within is not None else attrs.evolve(self.of, within=node.id)
        selection = inside.select(structure)
        found: dict[Truth, list[Count]] = {truth: [] for truth in Truth}
        missing, evidence = [], []
        for one in selection.sure:
            answer, value = has_field(one, self.field, self.of)
            found[answer].append(bundle(one))
            if answer is Truth.UNKNOWN:
                words = Text(f"the {self.field} of {one.label}", f"{one.label}的 {self.field}")
                missing.append(Missing(one.id, self.field, words))
            else:
                said = Text(f"{one.label}: {say(value, 'en')}", f"{one.label}：{say(value, 'zh')}")
                evidence.append(Evidence(said, one.source_of(self.field)))
        for one, fields in selection.unsure:
            found[Truth.UNKNOWN].append(Count.between(0, bundle(one).high))
            missing += unstated_fields(one, fields)
        more = inside.most_unlisted(structure) if selection.unlisted is None else selection.unlisted
        if more.high != 0:
            found[Truth.UNKNOWN].append(more)
            missing.append(
                Missing(node.id, inside.kind, Text(f"all of: {inside.text('en')}", f"全部{inside.text('zh')}"))
            )
        none = not any(found.values())
        return Measurement(
            value=Share.unknown() if none else share_of(found[Truth.TRUE], found[Truth.FALSE], found[Truth.UNKNOWN]),
            missing=tuple(missing), evidence=tuple(evidence), applies=Truth.FALSE if none else Truth.TRUE,
        )  # fmt: skip
