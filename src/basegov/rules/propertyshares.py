"""The rule over which part of some nodes has, or is, what a field tells."""

from __future__ import annotations

import attrs

from basegov.quantities import Count, Share
from basegov.rules.nodes import NodeRule, unstated_fields
from basegov.rules.properties import field_of, has_something
from basegov.rules.requirements import Bound, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.services import bundle, share_of
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import Truth


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
        return Bound(self.at_least.upwards())

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the part of the nodes in one container."""
        inside = self.of if self.of.ids or self.of.within is not None else attrs.evolve(self.of, within=node.id)
        selection = inside.select(structure)
        found: dict[Truth, list[Count]] = {truth: [] for truth in Truth}
        missing, evidence = [], []
        for one in selection.sure:
            value = field_of(one, self.field, self.of)
            answer = has_something(value)
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
