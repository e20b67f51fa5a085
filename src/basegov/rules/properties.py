"""Rules over what the fields of nodes say: that each has something, has certain values, or has so many of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.errors import NotFoundError, Suggestion
from basegov.quantities import Count
from basegov.rules.items import CountRule
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.records import Node, kind_label
from basegov.structure.selection import Plain, Selector, as_selector, has_one_of, plain
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import FrozenMap, NotStated, Truth, as_words


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
    fields: tuple[str, ...] = attrs.field(converter=as_words)

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
        value = field_of(node, field, self.of)
        return has_something(value), value


def has_something(value: Any) -> Truth:
    """Say whether what a field says is something: a true flag, or what is neither absent (None) nor empty."""
    return (
        Truth.UNKNOWN
        if isinstance(value, NotStated)
        else Truth.of(not (value is None or value is False or value == ()))
    )


def field_of(node: Node, field: str, of: Selector) -> Any:
    """Return what a field of a node says.

    Raises
    ------
    NotFoundError
        When the type of the node has no such field.
    """
    if field not in attrs.fields_dict(type(node)):
        hint = Suggestion.build(field, attrs.fields_dict(type(node)))
        raise NotFoundError([NO_SUCH_FIELD(kind=kind_label(of.kind), field=field, hint=hint)])
    return getattr(node, field)


def _field_missing(node: Node, field: str) -> Missing:
    return Missing(node.id, field, Text(f"the {field} of {node.label}", f"{node.label}的 {field}"))


def _field_evidence(node: Node, field: str, value: Any) -> Evidence:
    words = Text(f"{field}: {say(value, 'en')}", f"{field}：{say(value, 'zh')}")
    return Evidence(words, node.source_of(field))


def _as_values(value: Mapping[str, Any]) -> FrozenMap[str, tuple[Plain, ...]]:
    several = {f: v if isinstance(v, list | tuple | set | frozenset) else (v,) for f, v in value.items()}
    return FrozenMap({field: tuple(plain(v) for v in values) for field, values in several.items()})


@rule(en="has certain values", zh="要素内容符合")
@attrs.frozen(kw_only=True)
class HasValues(NodeRule):
    """The fields of every selected node must hold certain values.

    Predicate: for each field f that holds several values, every value given is among them; a field that holds one value
    holds one of those given. *Undetermined* while a field is not stated. To whom it applies is in the selector, so that
    "whoever does this gets that" is a rule over those who do this.

    Parameters
    ----------
    of : Selector
        The nodes.
    values : mapping
        For each field the value or values.

    Notes
    -----
    Used by HZ-062 (three topics of deliberation), HZ-068 (those who serve people or do charity in the community are
    registered by the simpler way, with a lower threshold), BA-076 (aspects of the lists of duties).
    """

    of: Selector = attrs.field(converter=as_selector)
    values: FrozenMap[str, tuple[Plain, ...]] = attrs.field(converter=_as_values)

    @property
    def selector(self) -> Selector:
        """The nodes."""
        return self.of

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("values_lacking", "set", Text("values that are lacking", "缺少的内容"))

    @property
    def requirement(self) -> Requirement:
        """Nothing of what is asked."""
        fields = (f"{field}={say(values, 'en')}" for field, values in self.values.items())
        words = "; ".join(fields)
        return NoneOf(Text(f"value lacking ({words})", f"缺少的内容（{words}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the values that a node does not have."""
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        evidence: list[Evidence] = []
        for field, wanted in self.values.items():
            value = field_of(node, field, self.of)
            if isinstance(value, NotStated):
                possible.append(Text(field, field))
                missing.append(_field_missing(node, field))
                continue
            evidence.append(_field_evidence(node, field, value))
            if isinstance(value, tuple):
                had = {plain(one) for one in value}
                lacking: tuple[Plain, ...] = tuple(one for one in wanted if one not in had)
                known += [Text(f"{field}: {say(one, 'en')}", f"{field}：{say(one, 'zh')}") for one in lacking]
                continue
            answer = has_one_of(value, wanted)
            words = Text(f"{field}: {say(wanted, 'en')}", f"{field}：{say(wanted, 'zh')}")
            if answer is Truth.FALSE:
                known.append(words)
            elif answer is Truth.UNKNOWN:
                possible.append(words)
                missing.append(_field_missing(node, field))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing), evidence=tuple(evidence)
        )


@rule(en="number of values", zh="要素数量")
@attrs.frozen(kw_only=True)
class ValueCount(NodeRule, CountRule):
    """A field of every selected node must hold so many values, or come to such a number.

    Predicate: ``|f(node)|``, or the number itself where the field holds one, lies in the range; nothing (None) is none.
    *Undetermined* while the field is not stated.

    Parameters
    ----------
    of : Selector
        The nodes.
    field : str
        The field.

    Notes
    -----
    Used by HZ-079 (opinions are collected through several channels: at least two).
    """

    of: Selector = attrs.field(converter=as_selector)
    field: str

    @property
    def selector(self) -> Selector:
        """The nodes."""
        return self.of

    @property
    def measure(self) -> Measure:
        """How many there are."""
        return Measure("value_count", "count", Text(f"number of {self.field}", f"{self.field} 的数量"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many values the field of a node holds."""
        value = field_of(node, self.field, self.of)
        if isinstance(value, NotStated):
            return Measurement(value=Count.unknown(), missing=(_field_missing(node, self.field),))
        number = Count(0) if value is None else Count(value if isinstance(value, Count) else len(value))
        missing = () if number.is_exact else (_field_missing(node, self.field),)
        return Measurement(value=number, missing=missing, evidence=(_field_evidence(node, self.field, value),))


@rule(en="every class represented", zh="各类齐备")
@attrs.frozen(kw_only=True)
class ClassesPresent(NodeRule):
    """In every container there must be nodes of each of some classes.

    Predicate: for each value v, some selected node inside the container has v in the field. *Undetermined* while the
    field of a node is not stated, or nodes may be missing (an `Inventory` of their kind).

    Parameters
    ----------
    within : Selector
        The containers.
    of : Selector
        The nodes.
    field : str
        The field that tells the class.
    values : tuple of str
        The classes.

    Notes
    -----
    Used by HZ-065 (three classes of social organisations).
    """

    within: Selector = attrs.field(converter=as_selector)
    of: Selector = attrs.field(converter=as_selector)
    field: str
    values: tuple[str, ...] = attrs.field(converter=as_words)

    @property
    def selector(self) -> Selector:
        """The containers."""
        return self.within

    @property
    def measure(self) -> Measure:
        """The classes of which there is none."""
        what = kind_label(self.of.kind)
        return Measure("classes_lacking", "set", Text(f"classes without a {what.en}", f"没有{what.zh}的类别"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        what = kind_label(self.of.kind)
        return NoneOf(Text(f"class without a {what.en}", f"缺少{what.zh}的类别"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the classes of which a container has no node."""
        inside = attrs.evolve(self.of, within=node.id)
        selection = inside.select(structure)
        listed = inside.lists_all(structure)
        nodes = [*((n, Truth.TRUE) for n in selection.sure), *((n, Truth.UNKNOWN) for n, _ in selection.unsure)]
        known, possible, missing = [], [], []
        for value in self.values:
            answers = [
                Truth.all([meant, has_one_of(field_of(n, self.field, self.of), (value,))]) for n, meant in nodes
            ]  # fmt: skip
            present = Truth.any([*answers, Truth.FALSE if listed else Truth.UNKNOWN])
            if present is Truth.FALSE:
                known.append(Text(value, value))
            elif present is Truth.UNKNOWN:
                possible.append(Text(value, value))
        if possible:
            what = kind_label(self.of.kind)
            words = Text(
                f"which classes ({what.en}) there are in {node.label}", f"{node.label}的{what.zh}分别属于哪些类别"
            )
            missing.append(Missing(node.id, self.of.kind, words))
        return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing))
