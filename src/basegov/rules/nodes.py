"""Rules that ask the same question of every selected node."""

from __future__ import annotations

import abc
from collections.abc import Iterable, Iterator

import attrs

from basegov.reforms.changes import Change
from basegov.rules.rule import Rule, Scope, subject_of
from basegov.rules.verdicts import Measurement, Missing, Subject
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import Truth


@attrs.frozen(kw_only=True)
class NodeRule(Rule):
    """A rule whose subjects are the nodes of a selector, measured one by one in the structure (after the change)."""

    @property
    @abc.abstractmethod
    def selector(self) -> Selector:
        """The nodes it speaks of."""

    @abc.abstractmethod
    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is measured of one node."""

    @property
    def scope(self) -> Scope:
        """Each selected node."""
        return Scope(self.selector, Text(self.selector.text("en"), self.selector.text("zh")))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each node; of a node that is only perhaps meant, with what leaves that open."""
        structure = world if isinstance(world, Structure) else world.after
        yield from self._each(structure)

    def _each(
        self, structure: Structure, leaving_out: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Subject, Measurement]]:
        for node, unstated in meant_by(self.selector, structure):
            if unstated or node.id not in leaving_out:
                yield subject_of(node), as_meant(self.found(structure, node), unstated)


@attrs.frozen(kw_only=True)
class SilenceRule(NodeRule):
    """A rule over the records of each node, of which silence proves nothing: nodes with no record are one subject."""

    @abc.abstractmethod
    def is_silent(self, structure: Structure, node: Node) -> bool:
        """Whether nothing is recorded of a node, and nothing says that there is nothing."""

    @abc.abstractmethod
    def silence(self, structure: Structure, nodes: tuple[Node, ...]) -> Measurement:
        """Return what is measured of several such nodes together."""

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each node; several of which nothing is recorded are one subject."""
        structure = world if isinstance(world, Structure) else world.after
        silent = tuple(node for node in self.selector.select(structure).sure if self.is_silent(structure, node))
        together = frozenset(node.id for node in silent) if len(silent) > 1 else frozenset()
        yield from self._each(structure, together)
        if together:
            name = f"{self.selector.text('zh')}（{len(silent)}）"
            yield Subject(structure.id, name, tuple(node.id for node in silent)), self.silence(structure, silent)


def meant_by(selector: Selector, structure: Structure) -> Iterator[tuple[Node, tuple[Missing, ...]]]:
    """Yield the nodes that a selector means or may mean, with the facts that would settle whether it does."""
    selection = selector.select(structure)
    yield from ((node, ()) for node in selection.sure)
    yield from ((node, unstated_fields(node, fields)) for node, fields in selection.unsure)


def as_meant(found: Measurement, unstated: tuple[Missing, ...]) -> Measurement:
    """Return what is found of a node; while facts are not stated it is open whether the rule speaks of the node."""
    if not unstated or found.applies is Truth.FALSE:
        return found
    return attrs.evolve(found, applies=Truth.UNKNOWN, missing=(*unstated, *found.missing))


def unstated_fields(node: Node, fields: Iterable[str]) -> tuple[Missing, ...]:
    """Return the fields of a node that have to be stated before it is known whether the node is meant."""
    return tuple(
        Missing(node.id, field, Text(f"the {field} of {node.label}", f"{node.label}的 {field}")) for field in fields
    )
