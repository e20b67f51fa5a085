"""Steps that move management from one side to the other, dimension by dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.rules import MANAGES_ITSELF, NO_ONE_PLAYS, NOTHING_SELECTED
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.management import Dimension, Management
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import FrozenMap


@attrs.frozen(kw_only=True)
class ManagementMoved(Event):
    """The management of a subject in one dimension passed to a manager."""

    subject: str
    dimension: Dimension
    manager: str
    former: str | None

    @property
    def words(self) -> Text:
        """The event in words."""
        dimension = self.dimension
        return Text(
            f"{dimension.text('en')} of {self.subject} passed from {self.former or 'not stated'} to {self.manager}",
            f"{self.subject} 的{dimension.text('zh')}管理由 {self.former or '未载明'} 转至 {self.manager}",
        )


def _managers(value: Mapping[Any, str]) -> FrozenMap[Dimension, str]:
    return FrozenMap({Dimension(dimension): manager for dimension, manager in value.items()})


@step(en="move management", zh="划转管理权")
@attrs.frozen(kw_only=True)
class MoveManagement(Step):
    """Give the management of subjects, in some dimensions, to other managers. Dimensions not named stay where they are.

    Parameters
    ----------
    subjects : Selector
        Whose management moves.
    managers : mapping of Dimension to str
        For each dimension the new manager: a node, or the part it plays for the subject (``street``, ``principal``).
    """

    subjects: Selector = attrs.field(converter=as_selector)
    managers: FrozenMap[Dimension, str] = attrs.field(converter=_managers)

    def effect(self, structure: Structure) -> Effect:
        """Write one management relation for every subject and dimension."""
        subjects = self.subjects.select(structure).sure
        if not subjects:
            raise refuse(NOTHING_SELECTED(selector=self.subjects))
        put: list[Management] = []
        events: list[Event] = []
        for subject in subjects:
            for dimension, word in self.managers.items():
                manager = one_player(structure, subject.id, word)
                if manager == subject.id:
                    raise refuse(MANAGES_ITSELF(subject=subject.label))
                new = Management(subject=subject.id, dimension=dimension, manager=manager, source=self.source)
                old = structure.find_record(Management, new.key)
                put.append(new)
                former = None if old is None else old.manager
                events.append(ManagementMoved(subject=subject.id, dimension=dimension, manager=manager, former=former))
        return Effect(put=tuple(put), events=tuple(events))


def one_player(structure: Structure, subject: str, word: str) -> str:
    """Return the one node that a word means for a subject: the part it plays, or its own id, code or name.

    Raises
    ------
    ReformError
        When nobody plays the part, or several do.
    NotFoundError
        When the word is no part and names no node.
    """
    if word not in {role.value for role in Role}:
        return structure[word].id
    found = players(structure, subject, Role(word))
    if len(found) != 1:
        raise refuse(NO_ONE_PLAYS(role=Role(word), subject=structure.node(subject).label))
    return found[0]
