"""What happened: past-tense records of a change, and what became of what."""

from __future__ import annotations

import attrs

from basegov.quantities import Share
from basegov.sources import Source
from basegov.structure.records import snake
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen
class Passage:
    """What went over from one node to another, as a part of either of them.

    Parameters
    ----------
    old, new : str
        The node before, and the node after.
    given : Share
        Which part of the old one went to the new one, by households; open while that is not known.
    received : Share
        Which part of the new one came from the old one.
    """

    old: str
    new: str
    given: Share = attrs.field(factory=Share.unknown)
    received: Share = attrs.field(factory=Share.unknown)


@attrs.frozen(kw_only=True)
class Event:
    """Something that happened in a change.

    Parameters
    ----------
    step : int
        Number of the step that did it, counted from 1.
    stage : int
        Which part of the step did it, counted from 0: a step that is made of several has a stage for each.
    source : Source, optional
        On what the step rests.
    """

    step: int = 0
    stage: int = 0
    source: Source | NotStated = NOT_STATED

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """Pairs of the id before and the id after, for nodes that became another one."""
        return ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What went over from which node to which, also where both stayed what they were; the lineage if no more."""
        return tuple(Passage(old, new) for old, new in self.lineage)

    @property
    def kind(self) -> str:
        """The word for the event in data."""
        return snake(type(self).__name__)

    @property
    def words(self) -> Text:
        """The event in words."""
        name = self.kind.replace("_", " ")
        return Text(name, name)

    def text(self, lang: Language = "en") -> str:
        """Return the event in words."""
        return self.words.in_(lang)
